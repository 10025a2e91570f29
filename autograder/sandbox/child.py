"""The grader's end of one child: lines of JSON go in, lines of JSON come out, and it can always be ended."""

from __future__ import annotations

import contextlib
import math
import os
import random
import secrets
import select
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from nncheck.apart import how_it_died

from autograder.limits import Limits
from autograder.sandbox.clock import GRACE_SECONDS, LOOK_SECONDS, Clock
from autograder.sandbox.errors import SandboxBroken
from autograder.sandbox.messages import read_message
from autograder.sandbox.watch import Watch

# Bytes of a line beside what a reply may hold, which JSON writes at twice its length at most: what became of the cells.
MAX_REPORT, CHARACTER_BYTES = 2**22, 12
PIPE_BYTES = 2**16  # a pipe never holds more, and room for more takes longer to make than to fill
# Nobody needs a reply at once, and waking up for each costs more than most answers: meanwhile several come together.
NAP_SECONDS = 0.001


class ChildGone(Exception):
    """A child that did not answer; the text says how it ended, for the student."""


class ChildSlow(Exception):
    """A child that did not answer in time."""


class Child:
    """One process with one submission in it.

    pid: as the zygote numbers it
    pidfd: what it is killed by: a number could have passed to another process in the meantime
    reap: asks the zygote for the wait status of a pid
    limits: how long a line may be, and how many threads it may have
    size: bytes that the last message takes, about
    """

    def __init__(
        self, pid: int, pidfd: int, requests: int, replies: int, reap: Callable[[int], int], limits: Limits
    ) -> None:
        self._pid, self._pidfd, self._reap = pid, pidfd, reap
        self._max_line = 2 * limits.reply_bytes + MAX_REPORT + CHARACTER_BYTES * limits.printed
        self._max_threads = limits.threads
        self._requests, self._replies = requests, replies
        self._unsent, self._unread = memoryview(b""), bytearray()
        self.size = 0
        self._ids: deque[str] = deque()
        self._heard = False
        self._clock = Clock()
        self._watch: Watch | None = None
        self._look_at = time.monotonic() + LOOK_SECONDS
        os.set_blocking(requests, False)  # A child that does not read must not keep the grader waiting.

    def send(self, requests: Sequence[str]) -> None:
        """Have requests sent by the next `receive`, each under an id that nobody can know before.

        requests: JSON objects
        """
        self._ids.extend(secrets.token_hex(8) for _ in requests)
        identified = (f'{{"id": "{id}", {request[1:]}' for id, request in zip(self._ids, requests, strict=True))
        self._unsent = memoryview(f"[{', '.join(identified)}]\n".encode())
        self._clock.begin()

    def receive(self, deadline: float, reports: bool = False) -> dict[str, Any]:
        """The next message to the first request that is not answered yet.

        deadline: by `time.monotonic()`
        reports: whether it may be a report of how far the request is, which is not the answer yet
        raises: ChildSlow where none comes in time, ChildGone where none can come any more, SandboxBroken where the
            child could not be confined
        """
        self._flush(deadline)
        message, self.size = read_message(self._line(deadline))
        self._clock.see()  # reading a long line takes time, which is the child's
        if not self._heard and set(message) == {"broken"}:  # the first line: nothing of a submission has run yet
            self.end()
            raise SandboxBroken(f"A wall of the sandbox cannot be put up: {message['broken']}")
        self._heard = True
        if message.pop("id", None) != self._ids[0]:
            self.end()
            raise ChildGone("wrote where only answers belong")
        if not (reports and "cell" in message):
            self._ids.popleft()
            self._clock.begin()
        return message

    def end(self) -> str:
        """Kill what is left of the child; says how it had ended."""
        if self._pidfd < 0:
            return "ended its process earlier"
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        for fd in (self._pidfd, self._requests, self._replies):
            os.close(fd)
        self._pidfd = -1
        return how_it_died(self._reap(self._pid))

    def _flush(self, deadline: float) -> None:
        try:
            while self._unsent:
                self._wait(self._requests, select.POLLOUT, deadline)
                self._unsent = self._unsent[os.write(self._requests, self._unsent) :]
        except OSError:
            raise ChildGone(self.end()) from None

    def _line(self, deadline: float) -> bytes:
        searched = 0
        while (end := self._unread.find(b"\n", searched)) < 0:
            searched = len(self._unread)
            time.sleep(NAP_SECONDS)
            self._wait(self._replies, select.POLLIN, deadline)
            part = os.read(self._replies, PIPE_BYTES)
            self._unread += part
            if not part or len(self._unread) > self._max_line:
                raise ChildGone(self.end())
        line = bytes(self._unread[:end])
        del self._unread[: end + 1]
        return line

    def _wait(self, fd: int, event: int, deadline: float) -> None:
        """Until a descriptor can be read or written; whoever keeps it busy beyond the deadline is slow too."""
        poll = select.poll()
        poll.register(fd, event)
        while True:
            now = time.monotonic()
            if now > self._look_at:
                self._look(now, deadline)
            left = self._clock.left(deadline)
            ready = poll.poll(math.ceil(1000 * min(max(left, 0.0), self._look_at - now)))
            if left < -GRACE_SECONDS or (left <= 0 and not ready):
                self.end()
                raise ChildSlow
            if ready:
                return

    def _look(self, now: float, deadline: float) -> None:
        """Has it too many threads, and has it been kept from running by others?

        No limit of the system's counts the threads of a child whose grader is root. A few are a library's, hundreds
        take the processor from other submissions; nobody can know when they are counted, and end them before.
        """
        self._look_at = now + LOOK_SECONDS * random.uniform(0.2, 1.0)
        self._watch = self._watch or Watch(self._pidfd)
        threads, waited = self._watch.threads(), self._watch.kept_waiting()
        if threads > self._max_threads:
            self.end()
            raise ChildGone(f"started more than {self._max_threads} threads")
        self._clock.be_patient(waited, threads, deadline)
