"""Which known mistake explains a wrong reply: the one that answers every question just as the submission did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nncheck.asking import Reply
from nncheck.values import ValueRefused, from_plain
from nncheck.verdict import Verdict

from autograder.course.declarations import Mistake
from autograder.course.questions import COURSE, Case, Pool, ask_own


@dataclass(frozen=True)
class Replied:
    """A reply, read once."""

    reply: Reply

    @cached_property
    def value(self) -> Any:
        return from_plain(self.reply.value)


@dataclass(frozen=True)
class Answered(Replied):
    """One question with what came of it."""

    case: Case
    verdict: Verdict


Groups = dict[str, list[Answered]]  # by the check's name


@dataclass
class Naming:
    """Knows what every mistake of an assignment answers; each is asked once per case, however many students are."""

    pool: Pool
    _answers: defaultdict[str, dict[Case, Replied]] = field(default_factory=lambda: defaultdict(dict))

    def explain(self, exercise: str, answered: Iterable[Answered]) -> dict[str, Mistake]:
        """The mistake for each failed check, by the check's name; checks that nothing explains are left out.

        answered: every question about the exercise
        """
        answered = list(answered)
        failed = _by_check(each for each in answered if not each.verdict.passed)
        passed = [each for each in answered if each.case.check.name not in failed]
        suspects = self._suspects(exercise, failed)
        culprit = self._of_all(suspects, failed, passed)
        return dict.fromkeys(failed, culprit) if culprit else self._of_each(suspects, failed, passed)

    def _suspects(self, exercise: str, failed: Groups) -> list[Mistake]:
        """The mistakes that show in the checks that they are declared for; elsewhere alone, it is by chance."""
        shown = [each for each in self.pool.assignment.mistakes_of(exercise) if each.caught_by in failed]
        return [each for each in shown if self._fits(each, failed[each.caught_by])]

    def _of_all(self, suspects: list[Mistake], failed: Groups, passed: list[Answered]) -> Mistake | None:
        """The one that agrees with all that failed; of several, the one that also agrees with what was passed."""
        thorough = [each for each in suspects if all(self._fits(each, group) for group in failed.values())]
        if len(thorough) > 1:
            thorough = [each for each in thorough if self._fits(each, passed)]
        return thorough[0] if len(thorough) == 1 else None

    def _of_each(self, suspects: list[Mistake], failed: Groups, passed: list[Answered]) -> dict[str, Mistake]:
        """For single checks the one that agrees with their failures, if what was passed does not refute it.

        Not where answers are single whole numbers or words, which are soon the same by chance. Where most failures
        stay without a name, none is given: then something else is wrong.
        """
        suspects = [each for each in suspects if self._fits(each, passed)]
        telling = {name: group for name, group in failed.items() if _says_much(group[0].case.expected_value)}
        found = {name: [each for each in suspects if self._fits(each, group)] for name, group in telling.items()}
        named = {name: mistakes[0] for name, mistakes in found.items() if len(mistakes) == 1}
        return named if 2 * len(named) >= len(telling) else {}

    def _fits(self, mistake: Mistake, answered: list[Answered]) -> bool:
        """Whether a mistake answers as the submission did; what it answered already comes first, to ask it little."""
        known = self._answers[mistake.name]
        return all(self._alike(mistake, each) for each in sorted(answered, key=lambda each: each.case not in known))

    def _alike(self, mistake: Mistake, answered: Answered) -> bool:
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

    def _answer(self, mistake: Mistake, case: Case) -> Replied:
        """What the mistake answers."""
        with COURSE:
            known = self._answers[mistake.name]
            if case not in known:
                known[case] = Replied(ask_own(self.pool.assignment, case.check, mistake.function, case.arguments))
            return known[case]


def _by_check(answered: Iterable[Answered]) -> Groups:
    groups: defaultdict[str, list[Answered]] = defaultdict(list)
    for each in answered:
        groups[each.case.check.name].append(each)
    return dict(groups)


def _says_much(answer: Any) -> bool:
    return not isinstance(answer, (int, str))


def _kind_of(error: str) -> str:
    """An error without the place it came from, which is never the same."""
    return error.split(" (line ")[0]
