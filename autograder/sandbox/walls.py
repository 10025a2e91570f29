"""The walls round a child, put up by the child itself just before it runs a submission.

Lies inside the sandbox: the standard library only. Every step that fails raises, and the child ends before it has run
anything; `trespasses` then tries from within what must not be possible.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import socket
import stat
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID = 0x00020000, 0x08000000, 0x20000000
MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
SECCOMP_MODE_FILTER = 2
CAPABILITIES_3 = 0x20080522
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
# All rights over files, by the version of Landlock that introduced them, and what may be done with some of them.
LANDLOCK_FILES = {1: 0x1FFF, 2: 0x2000, 3: 0x4000, 5: 0x8000}
LANDLOCK_WRITE_FILE, LANDLOCK_READ_FILE, LANDLOCK_LIST, LANDLOCK_TRUNCATE = 2, 4, 8, 0x4000
LANDLOCK_OF_ONE_FILE = LANDLOCK_WRITE_FILE | LANDLOCK_READ_FILE | LANDLOCK_TRUNCATE
LANDLOCK_MEANS = {
    "list": LANDLOCK_LIST,
    "read": LANDLOCK_LIST | LANDLOCK_READ_FILE,
    "write": LANDLOCK_OF_ONE_FILE,
    "fill": sum(LANDLOCK_FILES.values()),
}

_libc = ctypes.CDLL(None, use_errno=True)


class Walls:
    """What a level asks for, prepared once in the zygote.

    settings: {"confined": bool, "namespaces": bool, "landlock": paths by what is allowed there (see LANDLOCK_MEANS) or
        None, "seccomp": file name or None, "uid": number or None, "rlimits": {name: [soft, hard]}, "disk": bytes,
        "scratch": working folder, a mount of its own for every child where there are namespaces}
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._ruleset = _out_of_the_way(_ruleset(settings["landlock"])) if settings["landlock"] else -1
        self._filter = Path(settings["seccomp"]).read_bytes() if settings["seccomp"] else b""
        self._own_namespace = _out_of_the_way(os.pidfd_open(os.getpid())) if settings["namespaces"] else -1
        if settings["confined"]:
            _call("prctl", PR_SET_DUMPABLE, 0)
            _drop_bounding_set()

    def fork(self) -> int:
        """As `os.fork`; the child is the first process of a namespace of its own where there are namespaces."""
        if not self._settings["namespaces"]:
            return os.fork()
        _call("unshare", CLONE_NEWPID)
        pid = os.fork()
        if pid:
            _call("setns", self._own_namespace, CLONE_NEWPID)  # else the next child would be born in that namespace
        return pid

    def put_up(self) -> None:
        """Confine this process, for ever.

        raises: OSError where a wall cannot be put up
        """
        settings = self._settings
        if settings["namespaces"]:
            _call("unshare", CLONE_NEWNS | CLONE_NEWIPC)
            options = f"size={settings['disk']},nr_inodes=4096,mode=0700".encode()
            place = os.fsencode(settings["scratch"])
            _call("mount", b"tmpfs", place, b"tmpfs", ctypes.c_ulong(MS_NOSUID_NODEV_NOEXEC), options)
        os.chdir(settings["scratch"])
        for name, limits in settings["rlimits"].items():
            resource.setrlimit(getattr(resource, name), tuple(limits))
        if not settings["confined"]:
            return
        if settings["uid"]:
            os.setgroups([])
            os.setresgid(*[settings["uid"]] * 3)
            os.setresuid(*[settings["uid"]] * 3)
        _call("capset", struct.pack("Ii", CAPABILITIES_3, 0), bytes(24))
        _call("prctl", PR_SET_PDEATHSIG, 9)  # after another user has been put on, which takes this off
        _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _call("prctl", PR_SET_DUMPABLE, 0)
        if settings["landlock"]:
            _call("syscall", LANDLOCK_RESTRICT, self._ruleset, 0)
            os.close(self._ruleset)
        if self._filter:
            _load_filter(self._filter)


def trespasses(hidden: list[str], shared: list[str]) -> list[str]:
    """What this process can do and should not be able to, tried out.

    hidden: paths that must not be readable from here
    shared: folders where other submissions would find what this one leaves behind
    """
    attempts: dict[str, Callable[[], object]] = {
        "open a socket": lambda: socket.socket().close(),
        "start a process": _start_process,
        "signal its parent": lambda: os.kill(os.getppid() or 1, 0),
        "write beside the grader's program": partial(_leave_a_file, Path(__file__).parent),
        **{f"write into {path}": partial(_leave_a_file, Path(path)) for path in shared},
    }
    found = []
    for name, attempt in attempts.items():
        with contextlib.suppress(OSError):
            attempt()
            found.append(name)
    for path in hidden:
        with contextlib.suppress(OSError):
            list(Path(path).iterdir()) if Path(path).is_dir() else Path(path).read_bytes()
            found.append(f"read {path}")
    return found


def _leave_a_file(folder: Path) -> None:
    note = folder / f"note-{os.urandom(8).hex()}"
    note.write_text("")
    note.unlink()


def _start_process() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _call(name: str, *arguments: Any) -> int:
    """A function of the C library; raises OSError where it fails."""
    result: int = getattr(_libc, name)(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _out_of_the_way(fd: int) -> int:
    """The descriptor under a number that a child does not use for its pipes."""
    high = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 64)
    os.close(fd)
    return high


def _drop_bounding_set() -> None:
    """No program that this process or a child of it might run gets capabilities; its own it keeps."""
    with contextlib.suppress(OSError):  # only who may set capabilities has a bounding set to drop, and EINVAL ends it
        for number in range(64):
            _call("prctl", PR_CAPBSET_DROP, number, 0, 0, 0)


def _ruleset(paths: dict[str, list[str]]) -> int:
    """A Landlock ruleset: `paths` may be used as LANDLOCK_MEANS says; no other file, no TCP, no signals to others."""
    version = _call("syscall", LANDLOCK_CREATE, None, 0, 1)
    known = sum(bits for since, bits in LANDLOCK_FILES.items() if version >= since)
    network, scope = (0b11 if version >= 4 else 0), (0b11 if version >= 6 else 0)
    attributes = struct.pack("QQQ", known, network, scope)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = _call("syscall", LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    for allowed, path in [(LANDLOCK_MEANS[means], path) for means, each in paths.items() for path in each]:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights = known & allowed & (-1 if stat.S_ISDIR(os.fstat(place).st_mode) else LANDLOCK_OF_ONE_FILE)
        _call("syscall", LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", rights, place), 0)
        os.close(place)
    return ruleset


def _load_filter(program: bytes) -> None:
    code = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    _call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, pointer, 0, 0)
