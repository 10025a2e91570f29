"""The grader's end of a zygote and of the children it forks."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nncheck
from nncheck.apart import how_it_died

from autograder.sandbox.errors import SandboxBroken
from autograder.sandbox.packages import link_packages

START_SECONDS = 120.0
RLIMITS = {
    "RLIMIT_AS": 4 * 2**30,
    "RLIMIT_DATA": 2 * 2**30,
    "RLIMIT_CORE": 0,
    "RLIMIT_FSIZE": 64 * 2**20,
    "RLIMIT_NOFILE": 256,
}
# One thread: these networks are tiny. No figure is drawn anywhere: matplotlib's "template" backend does nothing.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "template",
}
MAX_LINE = 64 * 2**20


class ChildGone(Exception):
    """A child that did not answer; the text says how it ended, for the student."""


class ChildSlow(Exception):
    """A child that did not answer in time."""


@dataclass(frozen=True)
class Allowed:
    """What submissions to one assignment may have.

    packages: what they may import
    provided: the folder with given.py and probes.py
    """

    packages: tuple[str, ...]
    provided: Path


class Zygote:
    """A clean interpreter that forks one child at a time. Use as a context manager."""

    isolation = "process"

    def __init__(self, allowed: Allowed) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="zygote-"))
        try:
            self._scratch = self._lay_out(allowed)
            self._allowed = allowed
            self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and everything that belongs to it."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def fork(self) -> Child:
        """A fresh child that holds nothing yet; the zygote is started anew if a submission ended it."""
        for attempt in (1, 2):
            try:
                return self._fork()
            except (OSError, ValueError) as error:
                if attempt == 2:
                    raise SandboxBroken(f"The sandbox cannot start a process: {error}") from error
                self._stop()
                self._start()
        raise AssertionError("unreachable")

    def reap(self, pid: int) -> int:
        """A dead child's wait status; 0 where the zygote itself is gone."""
        try:
            return int(self._request(f"reap {pid}")["status"])
        except (OSError, ValueError):
            return 0

    def _lay_out(self, allowed: Allowed) -> Path:
        inside = Path(__file__).with_name("inside.py")
        shutil.copy(inside, self._folder / "inside.py")
        shutil.copytree(Path(nncheck.__file__).parent, self._folder / "nncheck")
        for name in ("given.py", "probes.py"):
            if (allowed.provided / name).is_file():
                shutil.copy(allowed.provided / name, self._folder / name)
        (self._folder / "site").mkdir()
        link_packages(allowed.packages, self._folder / "site")
        scratch = self._folder / "scratch"
        scratch.mkdir()
        return scratch

    def _start(self) -> None:
        settings = {"packages": self._allowed.packages, "rlimits": RLIMITS, "scratch": str(self._scratch)}
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-I", "-S", "-B", str(self._folder / "inside.py"), json.dumps(settings)]
        home = {"HOME": str(self._scratch), "MPLCONFIGDIR": str(self._scratch), "TMPDIR": str(self._scratch)}
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=log, stderr=log, env=ENVIRONMENT | home, cwd=self._scratch
            )
        theirs.close()
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(64)
        except OSError:
            ready = b""
        if not ready:
            said = (self._folder / "log").read_text("utf-8", "replace").strip().splitlines()
            self._stop()
            raise SandboxBroken(f"The sandbox does not start: {said[-1] if said else 'it says nothing'}")

    def _stop(self) -> None:
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _fork(self) -> Child:
        requests, replies = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._control, [b"fork"], [requests[0], replies[1]])
            answer, fds, _, _ = socket.recv_fds(self._control, 64, 1)
            return Child(self, int(json.loads(answer)["pid"]), fds[0], requests[1], replies[0])
        except BaseException:
            os.close(requests[1])
            os.close(replies[0])
            raise
        finally:
            os.close(requests[0])
            os.close(replies[1])

    def _request(self, text: str) -> dict[str, Any]:
        self._control.send(text.encode())
        answer: dict[str, Any] = json.loads(self._control.recv(256))
        return answer


class Child:
    """One process with one submission in it: lines of JSON go in, lines of JSON come out."""

    def __init__(self, zygote: Zygote, pid: int, pidfd: int, requests: int, replies: int) -> None:
        self._zygote, self._pid, self._pidfd = zygote, pid, pidfd
        self._requests, self._replies = requests, replies
        self._unread = b""
        self._id = ""

    def send(self, message: dict[str, Any]) -> None:
        """Send a request under an id that nobody can know before.

        raises: ChildGone where nobody reads it
        """
        self._id = secrets.token_hex(8)
        line = json.dumps({**message, "id": self._id}).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self._requests, line) :]
        except OSError:
            raise ChildGone(self.end()) from None

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next message to the last request.

        deadline: by `time.monotonic()`
        raises: ChildSlow where none comes in time, ChildGone where none can come any more
        """
        while b"\n" not in self._unread:
            if not select.select([self._replies], [], [], max(0.0, deadline - time.monotonic()))[0]:
                self.end()
                raise ChildSlow
            part = os.read(self._replies, 1 << 20)
            self._unread += part
            if not part or len(self._unread) > MAX_LINE:
                raise ChildGone(self.end())
        line, _, self._unread = self._unread.partition(b"\n")
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict) or message.pop("id", None) != self._id:
            self.end()
            raise ChildGone("wrote where only answers belong")
        return message

    def end(self) -> str:
        """Kill what is left of the child; says how it had ended."""
        if self._pidfd < 0:
            return "had ended before"
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        for fd in (self._pidfd, self._requests, self._replies):
            os.close(fd)
        self._pidfd = -1
        return how_it_died(self._zygote.reap(self._pid))
