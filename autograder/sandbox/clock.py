"""How long a child takes, on a machine that others use too."""

from __future__ import annotations

import math
import time

# What had been sent in time is still read for so long.
GRACE_SECONDS = 0.2
# How long the grader waits at most before it looks at the time again. Where it was kept waiting for longer itself, the
# clock stood still: a reply in the pipe must not be slow because nobody looked.
LOOK_SECONDS = 0.1
# A child that found the processor taken for more than half of its time gets up to so many times its time.
MAX_PATIENCE = 4.0


class Clock:
    """The time that a child has for what it does now."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """From now on the child has nothing else to do than what is asked first."""
        self._began = self._seen = time.monotonic()
        self._waited_before, self._patience, self._absent = math.inf, 0.0, 0.0

    def see(self) -> None:
        """The grader did something until now, and was not kept from looking: the time is the child's."""
        self._seen = time.monotonic()

    def left(self, deadline: float) -> float:
        """Seconds that the child has left; it is too late below 0, and for what was sent in time below -GRACE_SECONDS.

        deadline: by `time.monotonic()`
        """
        now = time.monotonic()
        if now - self._seen > LOOK_SECONDS + GRACE_SECONDS:
            self._absent += now - self._seen
        self._seen = now
        return deadline + self._patience + self._absent - now

    def be_patient(self, waited: float, threads: int, deadline: float) -> None:
        """Give a child more time where others kept it from running, and not its own threads.

        waited: seconds for which it could have run and did not, since it exists
        """
        if threads > 1 or waited < self._waited_before:
            self._waited_before = waited  # what it waited for until now does not count
        waited -= self._waited_before
        starved = waited > (time.monotonic() - self._began) / 2
        self._patience = min(waited, (MAX_PATIENCE - 1) * (deadline - self._began)) if starved else 0.0
