"""Questions: a check and a seed make a case, and a case is data. The reference is asked, and PyTorch must agree."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from nncheck.asking import Reply, ask
from nncheck.values import ValueRefused, from_plain, to_plain

from autograder.course.declarations import Check
from autograder.course.load import Assignment
from autograder.errors import CourseError

PUBLIC = b"recorded for students"
# Functions that do nothing, whatever they are asked.
IDLE: tuple[Callable[..., Any], ...] = (
    lambda *_, **__: None,
    lambda *_, **__: 0.0,
    lambda first=None, *_, **__: first,
)


@dataclass(frozen=True, eq=False)  # drawn once, so it is equal to itself alone, and known by that
class Case:
    """One question as data, with the reference's answer.

    number: which draw of its check this is
    arguments, expected: plain data (see `nncheck.values`)
    """

    check: Check
    number: int
    arguments: Any
    expected: Any

    @cached_property
    def arguments_text(self) -> str:
        """The arguments as they are sent, the same to every student who is asked this case."""
        return json.dumps(self.arguments)

    @cached_property
    def argument_values(self) -> tuple[Any, ...]:
        return tuple(from_plain(self.arguments))

    @cached_property
    def expected_value(self) -> Any:
        return from_plain(self.expected)


@dataclass
class Pool:
    """The cases of an assignment under one key; each is drawn and answered once, however many students are asked."""

    assignment: Assignment
    key: bytes
    _cases: dict[tuple[str, int], Case] = field(default_factory=dict)
    _telling: dict[str, bool] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def case(self, check: Check, number: int) -> Case:
        """The case of that number.

        raises: CourseError where the draw fails, or reference and PyTorch do not agree on it
        """
        with self._lock:
            known = self._cases.get((check.name, number))
            if known is None:
                seed = self._seed("case", check.name, str(number))
                known = self._cases[check.name, number] = _answered(self.assignment, check, number, seed)
            return known

    def recorded(self, check: Check) -> list[Case]:
        """The cases that students hold: the first ones."""
        return [self.case(check, number) for number in range(self.assignment.plan.draws.recorded)]

    def asked(self, check: Check, student: str) -> list[Case]:
        """The cases that one student is asked: a choice from the pool that nobody without the key foresees."""
        draws = self.assignment.plan.draws
        drawn = random.Random(self._seed("choice", check.name, student))
        numbers = drawn.sample(range(draws.pool), min(draws.asked, draws.pool))
        return [self.case(check, number) for number in numbers]

    def tells(self, check: Check) -> bool:
        """Whether passing takes work: neither the right answer to another case is enough, nor to do nothing."""
        if check.name not in self._telling:
            first, *others = (self.case(check, number) for number in range(max(2, self.assignment.plan.draws.pool)))
            copied = not any(_difference(first.expected_value, each) for each in others)
            replies = [ask_own(self.assignment, check, idle, first.arguments) for idle in IDLE]
            idle = any(
                each.outcome == "answered" and not _difference(from_plain(each.value), first) for each in replies
            )
            self._telling[check.name] = not (copied or idle)
        return self._telling[check.name]

    def _seed(self, *words: str) -> int:
        text = "\0".join([self.assignment.plan.name, *words])
        return int.from_bytes(hmac.new(self.key, text.encode(), hashlib.sha256).digest(), "big")


def public_pool(assignment: Assignment) -> Pool:
    """The pool from which questions.json is recorded."""
    return Pool(assignment, PUBLIC)


def secret_pool(assignment: Assignment) -> Pool:
    """The pool that decides grades; the course key is made where there is none yet."""
    return Pool(assignment, _course_key(assignment.plan.key_file))


def ask_own(assignment: Assignment, check: Check, function: Callable[..., Any], arguments: Any) -> Reply:
    """Ask a function of the course's own (reference, mistake, alternative) as a submission's is asked.

    arguments: plain data, as a case holds them
    """
    return ask(function, assignment.probe(check), tuple(from_plain(arguments)))


def _course_key(path: Path) -> bytes:
    if not path.exists():
        path.write_text(secrets.token_hex(32) + "\n", "ascii")
        path.chmod(0o600)
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        remedy = "Put back the key that the class was graded with; without it no grade can be replayed."
        raise CourseError(path.name, f"it cannot be read: {error}", remedy) from None


def _answered(assignment: Assignment, check: Check, number: int, seed: int) -> Case:
    try:
        drawn = check.draw(np.random.default_rng(seed))
        known = check.knows(np.random.default_rng(seed)) if check.knows else {}
    except Exception as error:
        what = f"{check.name} cannot be drawn: {type(error).__name__}: {error}"
        raise CourseError(check.where, what, _MEND) from error
    if not isinstance(drawn, tuple):
        raise CourseError(check.where, f"{check.name} returns {type(drawn).__name__}", "Return a tuple of arguments.")
    try:
        arguments = to_plain(list(drawn))
    except ValueRefused as refused:
        raise CourseError(check.where, f"{check.name} draws what is not data: {refused}", _MEND) from None
    reply = ask_own(assignment, check, assignment.reference[check.exercise], arguments)
    if reply.outcome != "answered":
        what = f"the reference of {check.exercise} does not answer {check.name}: {reply.outcome} {reply.error}"
        raise CourseError(check.where, what, _MEND)
    expected = to_plain({**from_plain(reply.value), **known}) if known else reply.value
    case = Case(check, number, arguments, expected)
    _agree_with_twin(case)
    return case


def _difference(answer: Any, case: Case) -> str | None:
    return case.check.by.difference(answer, case.expected_value, case.argument_values)


def _agree_with_twin(case: Case) -> None:
    twin = case.check.twin
    if twin is None:
        return
    answer = from_plain(to_plain(twin.ask(*from_plain(case.arguments))))
    difference = twin.agrees.difference(answer, case.expected_value, case.argument_values)
    if difference:
        what = f"on case {case.number} of {case.check.name} PyTorch (got) and the reference (expected) disagree"
        raise CourseError(case.check.where, f"{what}. {difference}", "Nobody is graded until they agree.")


_MEND = "Mend the check, its probe or the reference."
