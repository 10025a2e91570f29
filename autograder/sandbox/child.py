"""The grader's end of one child: lines of JSON go in, lines of JSON come out, and it can always be ended."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import time
from collections.abc import Callable
from typing import Any

from nncheck.apart import how_it_died

MAX_LINE = 64 * 2**20


class ChildGone(Exception):
    """A child that did not answer; the text says how it ended, for the student."""


class ChildSlow(Exception):
    """A child that did not answer in time."""


class Child:
    """One process with one submission in it.

    pid: as the zygote numbers it
    pidfd: what it is killed by: a number could have passed to another process in the meantime
    reap: asks the zygote for the wait status of a pid
    """

    def __init__(self, pid: int, pidfd: int, requests: int, replies: int, reap: Callable[[int], int]) -> None:
        self._pid, self._pidfd, self._reap = pid, pidfd, reap
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
        try:
            message = json.loads(self._line(deadline))
        except (ValueError, RecursionError):
            message = None
        if isinstance(message, dict) and set(message) == {"broken"}:
            self.end()
            raise ChildGone(str(message["broken"])[:500])
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
        return how_it_died(self._reap(self._pid))

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._unread:
            if not select.select([self._replies], [], [], max(0.0, deadline - time.monotonic()))[0]:
                self.end()
                raise ChildSlow
            part = os.read(self._replies, 1 << 20)
            self._unread += part
            if not part or len(self._unread) > MAX_LINE:
                raise ChildGone(self.end())
        line, _, self._unread = self._unread.partition(b"\n")
        return line
