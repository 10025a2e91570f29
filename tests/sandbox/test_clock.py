"""Only what others take of a child's time is given back to it."""

from __future__ import annotations

import pytest

from autograder.sandbox import clock
from autograder.sandbox.allowed import Allowed
from autograder.sandbox.clock import Clock
from tests.limits import LIMITS


class Time:
    """A time that passes where a test says so."""

    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def time(monkeypatch):
    time = Time()
    monkeypatch.setattr(clock, "time", time)
    monkeypatch.setattr(clock, "MAX_PATIENCE", 4.0)  # whatever other tests made of it
    return time


def left_after(time, looks, deadline=110.0):
    """Seconds left after looks at a child: (seconds that passed, seconds it has waited in all, threads)."""
    started = Clock()
    for passed, waited, threads in looks:
        time.now += passed
        started.see()
        started.be_patient(waited, threads, deadline)
    return started.left(deadline)


def test_a_child_that_runs_has_its_seconds(time):
    assert left_after(time, [(1, 5.0, 1), (5, 5.1, 1)]) == pytest.approx(4)


def test_a_child_that_found_no_processor_has_as_many_more(time):
    assert left_after(time, [(0, 5.0, 1), (6, 10.0, 1)]) == pytest.approx(4 + 5)


def test_nobody_is_patient_for_ever(time):
    assert left_after(time, [(0, 0.0, 1), (90, 85.0, 1)]) == pytest.approx(10 - 90 + 3 * 10)


def test_waiting_for_its_own_threads_gives_a_child_nothing(time):
    looks = [(0, 0.0, 1), *((0.1, each / 10, 15) for each in range(1, 60)), (0.1, 6.0, 1), (0.1, 6.0, 1)]
    assert left_after(time, looks) == pytest.approx(10 - 6.1)


def test_while_nobody_looked_the_clock_stood_still(time):
    started = Clock()
    time.now += 5
    assert started.left(110.0) == pytest.approx(10)


def test_threads_of_the_graders_user_elsewhere_count_only_where_nothing_else_keeps_processes_from_starting(tmp_path):
    allowed = Allowed(("numpy",), tmp_path, LIMITS)
    assert "RLIMIT_NPROC" not in allowed.rlimits(confined=True)
    assert "RLIMIT_NPROC" in allowed.rlimits(confined=False)
