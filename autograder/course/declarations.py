"""What the author of an assignment declares: checks, mistakes and alternatives.

A decorator turns the function below it into the declaration; loading a file collects them in the order written.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from nncheck.comparisons import COMPARISONS, Close, Comparison

from autograder.errors import CourseError

Draw = Callable[[np.random.Generator], tuple[Any, ...]]
Knows = Callable[[np.random.Generator], dict[str, Any]]

# Where PyTorch computes the same formula in double, what is left between the two is round-off.
TWIN_AGREES = Close(rtol=1e-12, atol=1e-14, normwise=True)


@dataclass(frozen=True)
class Twin:
    """PyTorch's counterpart of an exercise, asked with the same arguments as the probe.

    ask: called with a question's arguments; returns what the exercise should answer
    agrees: how closely reference and twin must agree, far inside the check's own tolerance
    """

    ask: Callable[..., Any]
    agrees: Comparison = TWIN_AGREES


@dataclass(frozen=True)
class Check:
    """One thing that is asked of one exercise, worth some points.

    by: the comparison
    draw: draws the arguments of one case from a random generator
    about: the sentence that students read, from the docstring
    ask: the probe's name in probes.py, None for one plain call
    visibility: "hidden" keeps it out of questions.json, which students hold
    twin: PyTorch's counterpart of the exercise, asked the same questions
    where: file and line of its declaration, for course errors
    hint_for: the hint is for wrong answers whose finding says this; "" for all
    knows: what `by` needs to know of a case beside the reference's answer, from a generator like the one that drew it;
        it is added to what is expected, and no submission is asked with it
    """

    name: str
    exercise: str
    points: float
    by: Comparison
    draw: Draw
    about: str
    ask: str | None
    hint: str
    visibility: Literal["public", "hidden"]
    twin: Twin | None
    where: str
    knows: Knows | None = None
    hint_for: str = ""


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to an exercise; `says` is the sentence for a student who made it."""

    name: str
    exercise: str
    caught_by: str
    function: Callable[..., Any]
    says: str
    where: str


@dataclass(frozen=True)
class Alternative:
    """A right answer to an exercise in another style; `about` says what is different."""

    name: str
    exercise: str
    function: Callable[..., Any]
    about: str
    where: str


def check(
    exercise: str,
    *,
    points: float,
    by: Comparison,
    ask: str | None = None,
    hint: str = "",
    hint_for: str = "",
    visibility: Literal["public", "hidden"] = "public",
    twin: Callable[..., Any] | Twin | None = None,
    knows: Knows | None = None,
) -> Callable[[Draw], Check]:
    """Declare a check: the function below draws the arguments, its docstring is what students read."""

    def declare(draw: Draw) -> Check:
        where = location(draw)
        if not 0 < points < math.inf:
            raise CourseError(where, f"{draw.__name__} is worth {points} points", "Give it a number above 0.")
        if type(by).__name__ not in COMPARISONS:
            known = ", ".join(COMPARISONS)
            raise CourseError(where, f"by={by!r} of {draw.__name__} is not a comparison", f"Use one of {known}.")
        if visibility not in ("public", "hidden"):
            raise CourseError(where, f"visibility={visibility!r} is unknown", "Write 'public' or 'hidden'.")
        if hint_for and not hint:
            raise CourseError(where, f"{draw.__name__} has hint_for= and no hint=", "Write the hint.")
        return Check(
            name=draw.__name__,
            exercise=exercise,
            points=points,
            by=by,
            draw=draw,
            about=sentence_of(draw, where),
            ask=ask,
            hint=hint,
            hint_for=hint_for,
            visibility=visibility,
            twin=twin if isinstance(twin, Twin) or twin is None else Twin(twin),
            knows=knows,
            where=where,
        )

    return declare


def mistake(exercise: str, *, caught_by: str) -> Callable[[Callable[..., Any]], Mistake]:
    """Declare a wrong answer; the docstring is what a tutor would say, `caught_by` the check that must catch it."""

    def declare(function: Callable[..., Any]) -> Mistake:
        where = location(function)
        return Mistake(function.__name__, exercise, caught_by, function, sentence_of(function, where), where)

    return declare


def alternative(exercise: str) -> Callable[[Callable[..., Any]], Alternative]:
    """Declare a right answer in another style; the docstring says what is different."""

    def declare(function: Callable[..., Any]) -> Alternative:
        where = location(function)
        return Alternative(function.__name__, exercise, function, sentence_of(function, where), where)

    return declare


def location(function: Callable[..., Any]) -> str:
    """Where a function stands, as "checks.py:12"."""
    code = function.__code__
    return f"{'/'.join(code.co_filename.split('/')[-2:])}:{code.co_firstlineno}"


def sentence_of(function: Callable[..., Any], where: str) -> str:
    """A declaration's docstring on one line.

    raises: CourseError where there is none
    """
    text = " ".join((function.__doc__ or "").split())
    if not text:
        raise CourseError(where, f"{function.__name__} has no docstring", "Write the sentence that students will read.")
    return text
