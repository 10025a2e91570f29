"""Figures about a class: what each exercise and each check came to, and which mistakes were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.gradebook import CheckRecord, Record


@dataclass(frozen=True)
class CheckSummary:
    """One check over the class; `outcomes` counts the students by outcome."""

    name: str
    exercise: str
    about: str
    points: float
    outcomes: Counter[str]

    @property
    def passed(self) -> float:
        """Share of students who passed."""
        return self.outcomes["passed"] / max(self.outcomes.total(), 1)


@dataclass(frozen=True)
class MistakeSummary:
    """A known mistake with what a tutor says about it, and who made it."""

    name: str
    exercise: str
    advice: str
    students: tuple[str, ...]


def graded(records: Sequence[Record]) -> list[Record]:
    """Those whose file could be graded."""
    return [record for record in records if record.status == "graded"]


def check_summaries(records: Sequence[Record]) -> list[CheckSummary]:
    """Every check, in the order in which it is asked."""
    found: dict[str, CheckSummary] = {}
    for _, exercise, check in _checks(records):
        known = found.setdefault(check.name, CheckSummary(check.name, exercise, check.about, check.points, Counter()))
        known.outcomes[check.outcome] += 1
    return list(found.values())


def mistake_summaries(records: Sequence[Record]) -> list[MistakeSummary]:
    """Every mistake that somebody made, the commonest first."""
    made: dict[tuple[str, str, str], dict[str, None]] = {}
    for student, exercise, check in _checks(records):
        if check.mistake:
            made.setdefault((check.mistake, exercise, check.advice), {})[student] = None
    found = [MistakeSummary(*key, tuple(students)) for key, students in made.items()]
    return sorted(found, key=lambda each: -len(each.students))


def exercise_means(records: Sequence[Record]) -> dict[str, float]:
    """The mean share of points for each exercise."""
    shares: dict[str, list[float]] = {}
    for record in graded(records):
        for exercise in record.exercises:
            if exercise.max_score:
                shares.setdefault(exercise.name, []).append(exercise.score / exercise.max_score)
    return {name: sum(each) / len(each) for name, each in shares.items()}


def _checks(records: Sequence[Record]) -> list[tuple[str, str, CheckRecord]]:
    return [
        (record.student, exercise.name, check)
        for record in graded(records)
        for exercise in record.exercises
        for check in exercise.checks
    ]
