"""Which mistake is named: the one that explains every reply, else one that explains a check and its own."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from nncheck.asking import ask
from nncheck.comparisons import Exact
from nncheck.values import to_plain
from nncheck.verdict import judge

from autograder.course.declarations import Check, Mistake
from autograder.course.questions import Case
from autograder.grade.naming import Answered, Naming

BY = Exact()


def check_of(name):
    return Check(name, "relu", 1.0, BY, lambda rng: (), name, None, "", "public", None, "here")


SMALL, LARGE = check_of("small"), check_of("large")
CASES = [
    Case(check, 0, to_plain([z]), to_plain(np.maximum(z, 0)))
    for check, z in ((SMALL, np.array([-0.5, 0.5, 0.25])), (LARGE, np.array([-900.0, 800.0, 900.0])))
]
MORE = [Case(check_of(f"more {n}"), 0, to_plain([z]), to_plain(np.maximum(z, 0))) for n, z in enumerate((2.0, 3.0))]


def mistake_of(name, caught_by, function):
    return Mistake(name, "relu", caught_by, function, f"It is {name}.", "here")


MISTAKES = [
    mistake_of("the step", "small", lambda z: (z > 0) * 1.0),
    mistake_of("six at most", "large", lambda z: np.clip(z, 0, 6)),
    mistake_of("the absolute value", "small", np.abs),
]


class Known(SimpleNamespace):
    """What naming needs of an assignment and of its pool."""

    @property
    def assignment(self):
        return self

    def mistakes_of(self, exercise):
        return self.mistakes

    def probe(self, check):
        return None


def named(function, mistakes=MISTAKES, cases=CASES):
    def answered(case):
        reply = ask(function, None, case.argument_values)
        return Answered(reply, case, judge("relu", reply, case.expected_value, BY, case.argument_values))

    found = Naming(Known(mistakes=mistakes)).explain("relu", [answered(case) for case in cases])
    return {name: mistake.name for name, mistake in found.items()}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_that_explains_every_reply_is_named_wherever_points_were_lost(mistake):
    assert set(named(mistake.function).values()) == {mistake.name}


def test_a_right_answer_has_no_mistake():
    assert named(lambda z: z * (z > 0)) == {}


def test_one_of_several_mistakes_is_named_where_it_shows():
    assert named(lambda z: np.clip(np.where(z > 1, z, 2 * z), 0, 6)) == {"large": "six at most"}


def test_a_mistake_that_is_not_made_where_it_is_declared_is_not_named_elsewhere():
    assert named(lambda z: np.clip(z, 0, 1)) == {}  # far out it looks like the step


def test_a_mistake_that_would_lose_more_points_is_not_named_for_all():
    def step_where_it_is_small(z):
        return np.where(np.abs(z) < 5, (z > 0) * 1.0, np.maximum(z, 0))

    half = mistake_of("the step near zero", "small", step_where_it_is_small)
    assert named(step_where_it_is_small, [MISTAKES[0], half]) == {"small": "the step near zero"}


def test_a_mistake_of_a_check_that_was_not_asked_is_not_named():
    assert named(lambda z: np.clip(z, 0, 6), [mistake_of("six at most", "hidden", lambda z: np.clip(z, 0, 6))]) == {}


def test_a_name_that_leaves_most_failures_unexplained_is_not_given():
    def odd(z):
        return np.where(np.abs(z) < 5, 1 + np.maximum(z, 0), np.clip(z, 0, 6))

    assert named(odd) == {"large": "six at most"}
    assert named(odd, cases=CASES + MORE) == {}


def test_of_two_mistakes_that_explain_everything_none_is_named():
    twins = [*MISTAKES, mistake_of("its twin", "small", lambda z: np.sqrt(z * z))]
    assert named(np.abs, twins) == {}


def test_a_whole_number_alone_names_nothing_where_something_else_is_wrong_too():
    whole = Case(check_of("whole"), 0, to_plain([3]), to_plain(3))
    known = [mistake_of("one too many", "whole", lambda z: z + 1)]
    assert named(lambda z: z + 1, known, [whole]) == {"whole": "one too many"}
    assert named(lambda z: z + 1 if np.ndim(z) == 0 else 2 * z, known, [whole, CASES[1]]) == {}


def test_what_was_passed_refutes_a_mistake_that_explains_one_check_alone():
    def steps_where_small(z):
        if np.ndim(z) == 0:
            return 7.0
        return (z > 0) * 1.0 if np.abs(z).max() < 1 else np.maximum(z, 0)

    assert named(steps_where_small, cases=[CASES[0], MORE[0]]) == {"small": "the step"}
    assert named(steps_where_small, cases=[*CASES, MORE[0]]) == {}
