"""Figures about a class: what each exercise and each check came to, and which mistakes were made."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.gradebook import CheckRecord, Record

PLACES = 10  # on a leaderboard
SMALLER_IS_BETTER = {"logloss"}


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


@dataclass(frozen=True)
class Leaderboard:
    """One score of one exercise: students with their values, the best first."""

    exercise: str
    score: str
    places: tuple[tuple[str, float], ...]


def graded(records: Sequence[Record]) -> list[Record]:
    """Those whose file could be graded."""
    return [record for record in records if record.was_graded]


def median_score(records: Sequence[Record]) -> float:
    """The score that half of those who were graded reached; 0 where nobody was."""
    return statistics.median([record.score for record in graded(records)] or [0.0])


def check_summaries(records: Sequence[Record]) -> list[CheckSummary]:
    """Every check, those that fewest passed first."""
    found: dict[str, CheckSummary] = {}
    for _, exercise, check in _checks(records):
        known = found.setdefault(check.name, CheckSummary(check.name, exercise, check.about, check.points, Counter()))
        known.outcomes[check.outcome] += 1
    return sorted(found.values(), key=lambda each: each.passed)


def mistake_summaries(records: Sequence[Record]) -> list[MistakeSummary]:
    """Every mistake that somebody made, the commonest first."""
    made: dict[tuple[str, str, str], dict[str, None]] = {}
    for student, exercise, check in _checks(records):
        if check.mistake:
            made.setdefault((check.mistake, exercise, check.advice), {})[student] = None
    found = [MistakeSummary(*key, tuple(students)) for key, students in made.items()]
    return sorted(found, key=lambda each: -len(each.students))


def leaderboards(records: Sequence[Record]) -> list[Leaderboard]:
    """One for every score that checks measured, each with its best students."""
    values: dict[tuple[str, str], dict[str, float]] = {}
    for record in graded(records):
        for exercise in record.exercises:
            for score, value in exercise.measured.items():
                values.setdefault((exercise.name, score), {})[record.student] = value
    return [Leaderboard(*key, _best(found, smallest=key[1] in SMALLER_IS_BETTER)) for key, found in values.items()]


def _best(values: dict[str, float], smallest: bool) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(values.items(), key=lambda each: each[1] if smallest else -each[1])[:PLACES])


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
