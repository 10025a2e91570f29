"""The grader's end of a zygote: a clean interpreter behind walls, from which children are forked."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nncheck

from autograder.limits import MEGABYTE
from autograder.sandbox import levels, mounts, packages, syscalls
from autograder.sandbox.allowed import Allowed
from autograder.sandbox.child import Child, ChildGone, ChildSlow
from autograder.sandbox.errors import SandboxBroken
from autograder.sandbox.levels import Level

START_SECONDS = 120.0
STOP_SECONDS = 5.0
# One thread, whatever a submission asks of PyTorch: these networks are tiny. No figure is drawn anywhere: matplotlib's
# "template" backend does nothing.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "template",
    "USER": "student",
}
MAX_TRIED = 20  # files of one hidden folder

_numbers = itertools.count()


class Zygote:
    """A clean interpreter that forks one child at a time. Use as a context manager.

    It is started at once and need not be waited for: the first `fork` does.

    raises: SandboxBroken where it cannot be laid out
    """

    def __init__(self, allowed: Allowed, level: Level) -> None:
        self.isolation = level.name
        self._allowed, self._level = allowed, level
        self._uid = levels.FIRST_UID + next(_numbers) % levels.UIDS
        self._folder = Path(tempfile.mkdtemp(prefix="zygote-"))
        try:
            self._packages = packages.installed(allowed.packages)
            self._lay_out()
            self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process that was started: the zygote, or bubblewrap round it."""
        return self._process.pid

    def close(self) -> None:
        """End the zygote and everything that belongs to it."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def fork(self) -> Child:
        """A fresh child that holds nothing yet; the zygote is started anew if a submission ended it.

        raises: SandboxBroken where there is no starting it, or where its walls do not stand
        """
        for attempt in (1, 2):
            try:
                if not self._proven:
                    self._prove()
                return self._fork()
            except (OSError, ValueError) as error:
                if attempt == 2:
                    raise SandboxBroken(f"The sandbox cannot start a process: {error}") from error
                self._stop()
                self._start()
        raise AssertionError("unreachable")

    def _lay_out(self) -> None:
        """The sandbox's folder: our program, nncheck, what the assignment provides, and the packages."""
        here = Path(__file__)
        shutil.copytree(Path(nncheck.__file__).parent, self._folder / "nncheck")
        programs = [here.with_name(name) for name in ("inside.py", "warm.py", "walls.py")]
        provided = [self._allowed.provided / name for name in ("given.py", "probes.py")]
        for path in [*programs, *filter(Path.is_file, provided)]:
            shutil.copy(path, self._folder)
        for name in ("site", "scratch"):
            (self._folder / name).mkdir()
        if not self._level.own_mounts:  # which mounts the packages there
            for name, place in self._packages.items():
                (self._folder / "site" / name).symlink_to(place)
        if self._level.confined:
            (self._folder / "filter.bpf").write_bytes(syscalls.program(writable=not self._level.other_user))
        if self._level.other_user:
            self._folder.chmod(0o755)

    def _start(self) -> None:
        self._proven = not self._level.confined
        apart = self._level.own_mounts
        self._scratch = mounts.SCRATCH if apart else str(self._folder / "scratch")
        walls = levels.wall_settings(self._level, self._folder, self._packages, self._scratch, self._uid)
        walls |= {
            "rlimits": self._allowed.rlimits(self._level.confined),
            "disk": int(self._allowed.limits.disk * MEGABYTE),
        }
        program = f"{mounts.INSIDE}/inside.py" if apart else str(self._folder / "inside.py")
        limits = self._allowed.limits
        settings = json.dumps(
            {"packages": self._allowed.packages, "walls": walls, "reply": limits.reply_bytes, "printed": limits.printed}
        )
        command = [str(Path(sys.executable).resolve()), "-I", "-S", "-B", program, settings]
        home = {"HOME": self._scratch, "MPLCONFIGDIR": self._scratch, "TMPDIR": self._scratch}
        environment = ENVIRONMENT | home
        if apart:
            given = itertools.chain.from_iterable(("--setenv", *pair) for pair in environment.items())
            command = [*mounts.bubblewrap(self._folder, self._packages), *given, *command]
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=log, stderr=log, env=environment, cwd=self._folder / "scratch"
            )
        theirs.close()
        self._control.settimeout(START_SECONDS)
        self._ready = False

    def _stop(self) -> None:
        """Hang up, which ends the zygote and its children; kill what does not hear it."""
        self._control.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _fork(self) -> Child:
        self._await_ready()
        requests, replies = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._control, [b"fork"], [requests[0], replies[1]])
            answer, fds, _, _ = socket.recv_fds(self._control, 64, 1)
            pid, limits = int(json.loads(answer)["pid"]), self._allowed.limits
            return Child(pid, fds[0], requests[1], replies[0], self._reap, limits)
        except BaseException:
            os.close(requests[1])
            os.close(replies[0])
            raise
        finally:
            os.close(requests[0])
            os.close(replies[1])

    def _await_ready(self) -> None:
        if self._ready:
            return
        try:
            self._ready = bool(self._control.recv(64))
        except OSError:
            self._ready = False
        if not self._ready:
            said = (self._folder / "log").read_text("utf-8", "replace").strip().splitlines()
            raise SandboxBroken(f"The sandbox does not start: {said[-1] if said else 'it says nothing'}")

    def _prove(self) -> None:
        """Have a child try what must not be possible; a wall that is missing stops the grading."""
        child = self._fork()
        try:
            deadline = time.monotonic() + START_SECONDS
            child.send([json.dumps(self._off_limits())])
            message: dict[str, Any] = child.receive(deadline)
        except (ChildGone, ChildSlow) as gone:
            raise SandboxBroken(f"At isolation {self.isolation!r} a wall cannot be put up: {gone}") from None
        finally:
            child.end()
        if message.get("trespasses") != []:
            can = ", ".join(message.get("trespasses") or ["answer as it should not"])
            raise SandboxBroken(f"Isolation {self.isolation!r} leaks: a submission could {can}. See docs/security.md.")
        self._proven = True

    def _off_limits(self) -> dict[str, list[str]]:
        """What a submission must not read, and where it must not leave anything."""
        hidden = [*self._allowed.hidden, *packages.forbidden(self._packages)]
        folders = [path for path in hidden if path.is_dir()]
        inside = [path for folder in folders for path in itertools.islice(folder.iterdir(), MAX_TRIED)]
        above = str(Path(mounts.SCRATCH).parent)
        shared = [above] if self._level.own_mounts else ["/tmp", "/var/tmp", "/dev/shm", self._scratch]
        return {"hidden": [str(path.resolve()) for path in (*hidden, *inside)], "shared": shared}

    def _reap(self, pid: int) -> int:
        """A dead child's wait status; 0 where the zygote itself is gone."""
        try:
            self._control.send(f"reap {pid}".encode())
            return int(json.loads(self._control.recv(256))["status"])
        except (OSError, ValueError):
            return 0
