"""Questions: a check and a seed make a case, and a case is data. The reference is asked, and PyTorch must agree."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import itertools
import json
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from nncheck.asking import Reply, ask
from nncheck.values import ValueRefused, from_plain, to_plain

from autograder.course.assignment import Assignment
from autograder.course.declarations import Check
from autograder.course.key import course_key
from autograder.errors import CourseError

PUBLIC = b"recorded for students"
# The course's own functions run one at a time: what they print, their warnings and PyTorch's settings are the
# process's, and asking one changes them for as long as it takes.
COURSE = threading.RLock()
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
    def expected_text(self) -> str:
        return json.dumps(self.expected)

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
    _takes_work: dict[str, bool] = field(default_factory=dict)

    def case(self, check: Check, number: int) -> Case:
        """The case of that number.

        raises: CourseError where the draw fails, or reference and PyTorch do not agree on it
        """
        with COURSE:
            known = self._cases.get((check.name, number))
            if known is None:
                seed = self._seed("case", check.name, str(number))
                known = self._cases[check.name, number] = _answered(self.assignment, check, number, seed)
            return known

    def recorded(self, check: Check) -> list[Case]:
        """The cases that students hold: the first ones."""
        return [self.case(check, number) for number in range(self.assignment.plan.questions.recorded)]

    def asked(self, check: Check, student: str) -> list[Case]:
        """The cases that one student is asked: a choice from the pool that nobody without the key foresees."""
        questions = self.assignment.plan.questions
        drawn = random.Random(self._seed("choice", check.name, student))
        numbers = drawn.sample(range(questions.pool), min(questions.asked, questions.pool))
        return [self.case(check, number) for number in numbers]

    def takes_work(self, check: Check) -> bool:
        """Whether passing takes work: to do nothing is not enough, nor often the right answer to another case."""
        with COURSE:
            if check.name not in self._takes_work:
                cases = [self.case(check, number) for number in range(max(2, self.assignment.plan.questions.pool))]
                self._takes_work[check.name] = not (_passed_by_copies(cases) or self._passed_by_idle(cases[0]))
            return self._takes_work[check.name]

    def _passed_by_idle(self, case: Case) -> bool:
        replies = [ask_own(self.assignment, case.check, idle, case.arguments) for idle in IDLE]
        return any(_passes(from_plain(each.value), case) for each in replies if each.outcome == "answered")

    def fingerprint(self) -> str:
        """The same for grades that may stand side by side: those of the same checks and points, asked under one key."""
        checks = [f"{check.name} {check.points:g} {check.by!r}" for check in self.assignment.checks]
        return self._digest("fingerprint", *checks).hex()

    def _seed(self, *words: str) -> int:
        return int.from_bytes(self._digest(*words), "big")

    def _digest(self, *words: str) -> bytes:
        text = "\0".join([self.assignment.plan.name, *words])
        return hmac.new(self.key, text.encode(), hashlib.sha256).digest()


def public_pool(assignment: Assignment) -> Pool:
    """The pool from which questions.json is recorded."""
    return Pool(assignment, PUBLIC)


def secret_pool(assignment: Assignment) -> Pool:
    """The pool that decides grades; the course key is made where there is none yet."""
    return Pool(assignment, course_key(assignment.plan.key_file))


def ask_own(assignment: Assignment, check: Check, function: Callable[..., Any], arguments: Any) -> Reply:
    """Ask a function of the course's own (reference, mistake, alternative) as a submission's is asked.

    arguments: plain data, as a case holds them
    """
    return ask(function, assignment.probe(check), tuple(from_plain(arguments)))


def _answered(assignment: Assignment, check: Check, number: int, seed: int) -> Case:
    """A case, drawn and answered; reference and PyTorch agree on it."""
    arguments = _drawn(check, seed)
    if number == 0 and _drawn(check, seed) != arguments:
        remedy = "Draw from the generator that is handed in, and from nothing else."
        raise CourseError(check.where, f"{check.name} draws something else each time", remedy)
    reply = ask_own(assignment, check, assignment.reference[check.exercise], arguments)
    if reply.outcome != "answered":
        what = f"the reference of {check.exercise} does not answer {check.name}: {reply.outcome} {reply.error}"
        raise CourseError(check.where, what, _MEND)
    case = Case(check, number, arguments, _with_what_is_known(check, seed, reply.value))
    if not _passes(from_plain(reply.value), case):
        raise CourseError(check.where, f"{check.name} is not passed by the reference's own answer", _MEND)
    _agree_with_twin(case)
    return case


def _drawn(check: Check, seed: int) -> list[Any]:
    """The arguments of a case, as plain data."""
    with _told_of(check):
        drawn = check.draw(np.random.default_rng(seed))
    if not isinstance(drawn, tuple):
        raise CourseError(check.where, f"{check.name} returns {type(drawn).__name__}", "Return a tuple of arguments.")
    try:
        return to_plain(list(drawn))  # type: ignore[no-any-return]
    except ValueRefused as refused:
        raise CourseError(check.where, f"{check.name} draws what is not data: {refused}", _MEND) from None


def _with_what_is_known(check: Check, seed: int, answer: Any) -> Any:
    """The reference's answer, and beside it what else the comparison needs to know."""
    if check.knows is None:
        return answer
    with _told_of(check):
        known = check.knows(np.random.default_rng(seed))
    return to_plain({**from_plain(answer), **known})


@contextlib.contextmanager
def _told_of(check: Check) -> Iterator[None]:
    """Turns whatever a declaration raises into a course error."""
    try:
        yield
    except (Exception, SystemExit) as error:
        what = f"{check.name} cannot be drawn: {type(error).__name__}: {error}"
        raise CourseError(check.where, what, _MEND) from error


def _passed_by_copies(cases: list[Case]) -> bool:
    """Whether the right answer to one case passes more than a quarter of the others: then luck goes far."""
    pairs = list(itertools.permutations(cases, 2))
    return 4 * sum(_passes(one.expected_value, other) for one, other in pairs) > len(pairs)


def _passes(answer: Any, case: Case) -> bool:
    return case.check.by.difference(answer, case.expected_value, case.argument_values) is None


def _agree_with_twin(case: Case) -> None:
    twin = case.check.twin
    if twin is None:
        return
    answer = from_plain(to_plain(twin.ask(*from_plain(case.arguments))))
    difference = twin.agrees.difference(answer, case.expected_value, case.argument_values)
    if difference:
        what = f"on case {case.number} of {case.check.name} PyTorch (got) and the reference (expected) disagree"
        raise CourseError(case.check.where, f"{what}. {difference.rstrip('.')}", "Nobody is graded until they agree.")


_MEND = "Mend the check, its probe or the reference."
