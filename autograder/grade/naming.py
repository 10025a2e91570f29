"""Which known mistake explains a wrong reply: the one that answers every question just as the submission did."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

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

    @cached_property
    def value(self) -> Any:
        return from_plain(self.reply.value)


@dataclass
class Naming:
    """Knows what every mistake of an assignment answers; each is asked once per case, however many students are."""

    assignment: Assignment
    _answers: defaultdict[str, dict[Case, Answered]] = field(default_factory=lambda: defaultdict(dict))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def explain(self, exercise: str, answered: Iterable[Answered]) -> dict[str, Mistake]:
        """The mistake for each failed check, by the check's name; checks that nothing explains are left out.

        answered: every question about the exercise. A mistake that agrees with all of them explains all failures;
            where there is none, a check's failures alone may have one, if it also agrees on the check that it is
            declared for: what is the same in one place only is the same by chance. It must be the only one. Where
            most failures stay without a name, none is given: then something else is wrong, and they fit by chance.
        """
        answered = sorted(answered, key=lambda each: each.verdict.passed)  # a failed one tells most mistakes apart
        failed = [each for each in answered if not each.verdict.passed]
        everywhere = self._only(exercise, answered) if failed else None
        if everywhere:
            return {each.case.check.name: everywhere for each in failed}
        by_check: dict[str, list[Answered]] = {}
        for each in failed:
            by_check.setdefault(each.case.check.name, []).append(each)
        found = {name: self._only(exercise, group, answered) for name, group in by_check.items()}
        named = {name: mistake for name, mistake in found.items() if mistake}
        return named if 2 * len(named) >= len(by_check) else {}

    def _only(self, exercise: str, answered: list[Answered], others: Iterable[Answered] = ()) -> Mistake | None:
        """The one mistake that fits all of these, and those of the others that it is declared for; else None."""
        fitting = [
            mistake
            for mistake in self.assignment.mistakes_of(exercise)
            if self._fits_all(mistake, [*answered, *(each for each in others if _declared_for(mistake, each))])
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _fits_all(self, mistake: Mistake, answered: list[Answered]) -> bool:
        """Whether a mistake answers as the submission did: every case that failed, and one of each check passed.

        What it answered already comes first, so that it is asked little: mostly that is enough to tell it apart, and
        what passes a check once mostly passes it.
        """
        known = self._answers[mistake.name]
        met: set[str] = set()
        for each in sorted(answered, key=lambda each: each.case not in known):
            if each.verdict.passed and each.case.check.name in met:
                continue
            met.add(each.case.check.name)
            if not self._fits(mistake, each):
                return False
        return True

    def _fits(self, mistake: Mistake, answered: Answered) -> bool:
        case, reply = answered.case, answered.reply
        if reply.outcome not in ("answered", "raised", "refused"):
            return False
        theirs = self._answer(mistake, case)
        if theirs.reply.outcome != reply.outcome:
            return False
        if reply.outcome != "answered":
            return _kind_of(theirs.reply.error) == _kind_of(reply.error)
        try:  # in both directions, so that an answer with less in it does not pass for the whole
            return case.check.by.agrees(answered.value, theirs.value) and case.check.by.agrees(
                theirs.value, answered.value
            )
        except ValueRefused:
            return False

    def _answer(self, mistake: Mistake, case: Case) -> Answered:
        """What the mistake answers; how it would be judged is of no interest here."""
        known = self._answers[mistake.name]
        with self._lock:
            if case not in known:
                reply = ask_own(self.assignment, case.check, mistake.function, case.arguments)
                known[case] = Answered(case, reply, Verdict("wrong", ""))
            return known[case]


def _declared_for(mistake: Mistake, answered: Answered) -> bool:
    return mistake.caught_by == answered.case.check.name


def _kind_of(error: str) -> str:
    """An error without the place it came from, which is never the same."""
    return error.split(" (line ")[0]
