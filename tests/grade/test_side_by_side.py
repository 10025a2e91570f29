"""Several submissions are graded at a time; what the course computes for them is computed by one at a time."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from nncheck.asking import ask
from nncheck.comparisons import Exact
from nncheck.verdict import Verdict

from autograder.course.declarations import Check, Mistake
from autograder.course.plan import Questions
from autograder.course.questions import Pool
from autograder.grade.naming import Answered, Naming


class Alone:
    """A function of the course's that notices when it is called while it is at work already."""

    def __init__(self):
        self.at_work, self.met = threading.Lock(), []

    def __call__(self, z):
        self.met.append(not self.at_work.acquire(blocking=False))
        time.sleep(0.002)
        if not self.met[-1]:
            self.at_work.release()
        return 2 * z


@pytest.fixture
def course():
    double = Alone()
    checks = [
        Check(f"check {n}", "double", 1.0, Exact(), lambda rng: (rng.random(),), "", None, "", "public", None, "here")
        for n in range(6)
    ]
    mistake = Mistake("twice", "double", "check 0", double, "It is twice as large.", "here")
    plan = SimpleNamespace(name="a9", questions=Questions(1, 4, 2))
    return SimpleNamespace(
        plan=plan,
        checks=checks,
        reference={"double": double},
        probe=lambda check: None,
        mistakes_of=lambda exercise: [mistake],
    )


def test_the_reference_and_the_mistakes_are_asked_one_at_a_time(course):
    pool, out, err = Pool(course, b"key"), sys.stdout, sys.stderr
    naming = Naming(pool)

    def grade(student):
        for check in course.checks:
            case = pool.asked(check, student)[0]
            pool.takes_work(check)
            wrong = Answered(ask(lambda z: -z, None, case.argument_values), case, Verdict("wrong", ""))
            naming.explain("double", [wrong])

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(grade, map(str, range(12))))
    assert len(course.reference["double"].met) > 24
    assert not any(course.reference["double"].met)
    assert (sys.stdout, sys.stderr) == (out, err)
