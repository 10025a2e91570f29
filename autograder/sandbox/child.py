"""The grader's end of one child: lines of JSON go in, lines of JSON come out, and it can always be ended."""

from __future__ import annotations

import contextlib
import json
import math
import os
import secrets
import select
import signal
import time
from collections.abc import Callable
from typing import Any

from nncheck.apart import how_it_died
from nncheck.values import MAX_BYTES, MAX_ITEMS

from autograder.sandbox.errors import SandboxBroken

MAX_LINE = 2 * MAX_BYTES
# Brackets and commas of one line: what bounds the memory and the time that reading it takes here.
MAX_MARKS = 10 * MAX_ITEMS
# What had been sent in time is still read for so long, should this process have been kept waiting itself.
GRACE_SECONDS = 0.2


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
        self._unread = bytearray()
        self._id = ""
        self._heard = False
        os.set_blocking(requests, False)  # A child that does not read must not keep the grader waiting.

    def send(self, message: dict[str, Any], deadline: float) -> None:
        """Send a request under an id that nobody can know before.

        deadline: by `time.monotonic()`
        raises: ChildGone where nobody reads it any more, ChildSlow where it is not read in time
        """
        self._id = secrets.token_hex(8)
        line = memoryview(json.dumps({**message, "id": self._id}).encode() + b"\n")
        try:
            while line:
                self._wait(self._requests, select.POLLOUT, deadline)
                line = line[os.write(self._requests, line) :]
        except OSError:
            raise ChildGone(self.end()) from None

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next message to the last request.

        deadline: by `time.monotonic()`
        raises: ChildSlow where none comes in time, ChildGone where none can come any more, SandboxBroken where the
            child could not be confined
        """
        message = _message(self._line(deadline))
        if not self._heard and set(message) == {"broken"}:  # the first line: nothing of a submission has run yet
            self.end()
            raise SandboxBroken(f"A wall of the sandbox cannot be put up: {message['broken']}")
        self._heard = True
        if message.pop("id", None) != self._id:
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
        searched = 0
        while (end := self._unread.find(b"\n", searched)) < 0:
            searched = len(self._unread)
            self._wait(self._replies, select.POLLIN, deadline)
            part = os.read(self._replies, 1 << 20)
            self._unread += part
            if not part or len(self._unread) > MAX_LINE:
                raise ChildGone(self.end())
        line = bytes(self._unread[:end])
        del self._unread[: end + 1]
        return line

    def _wait(self, fd: int, event: int, deadline: float) -> None:
        """Until a descriptor can be read or written; whoever keeps it busy beyond the deadline is slow too."""
        left = deadline - time.monotonic()
        poll = select.poll()
        poll.register(fd, event)
        if left < -GRACE_SECONDS or not poll.poll(max(0, math.ceil(1000 * left))):
            self.end()
            raise ChildSlow


def _message(line: bytes) -> dict[str, Any]:
    """What a child wrote, as data; {} where it is not a message."""
    if sum(map(line.count, (b",", b"[", b"{"))) > MAX_MARKS:
        return {}
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}
