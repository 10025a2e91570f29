"""Which known mistake explains a wrong reply: the one that answers every question just as the submission did."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from nncheck.asking import Reply
from nncheck.values import ValueRefused, from_plain
from nncheck.verdict import Verdict

from autograder.course.declarations import Mistake
from autograder.course.load import Assignment
from autograder.course.questions import Case, ask_own


@dataclass(frozen=True)
class Answered:
    """One question with what came of it."""

    case: Case
    reply: Reply
    verdict: Verdict


@dataclass
class Naming:
    """Knows what every mistake of an assignment answers; each is asked once per case, however many students are."""

    assignment: Assignment
    _replies: dict[tuple[str, str, int], Reply] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def explain(self, exercise: str, answered: Iterable[Answered]) -> dict[str, Mistake]:
        """The mistake for each failed check, by the check's name; checks that nothing explains are left out.

        answered: every question about the exercise. A mistake that agrees with all of them explains all failures;
            where there is none, a check's failures alone may have one. It must be the only one in either case.
        """
        answered = list(answered)
        failed = [each for each in answered if not each.verdict.passed]
        everywhere = self._only(exercise, answered) if failed else None
        if everywhere:
            return {each.case.check.name: everywhere for each in failed}
        by_check: dict[str, list[Answered]] = {}
        for each in failed:
            by_check.setdefault(each.case.check.name, []).append(each)
        found = {name: self._only(exercise, group) for name, group in by_check.items()}
        return {name: mistake for name, mistake in found.items() if mistake}

    def _only(self, exercise: str, answered: list[Answered]) -> Mistake | None:
        """The one mistake that fits all of these; None where there is none, or more than one."""
        fitting = [
            mistake
            for mistake in self.assignment.mistakes_of(exercise)
            if all(self._fits(mistake, each) for each in answered)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, mistake: Mistake, answered: Answered) -> bool:
        case, reply = answered.case, answered.reply
        if reply.outcome not in ("answered", "raised", "refused"):
            return False
        theirs = self._reply(mistake, case)
        if theirs.outcome != reply.outcome:
            return False
        if reply.outcome != "answered":
            return _kind_of(theirs.error) == _kind_of(reply.error)
        try:
            got, known = from_plain(reply.value), from_plain(theirs.value)
            return case.check.by.difference(got, known, case.argument_values) is None
        except ValueRefused:
            return False

    def _reply(self, mistake: Mistake, case: Case) -> Reply:
        key = mistake.name, case.check.name, case.number
        with self._lock:
            if key not in self._replies:
                self._replies[key] = ask_own(self.assignment, case.check, mistake.function, case.arguments)
            return self._replies[key]


def _kind_of(error: str) -> str:
    """An error without the place it came from, which is never the same."""
    return error.split(" (line ")[0]
