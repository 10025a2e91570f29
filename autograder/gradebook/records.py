"""One student's results, as results/<student>.json has them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CheckRecord:
    """One check: its points, what was scored, and the sentences for the student.

    outcome: passed, wrong, raised, timeout, died, refused, missing or unwritten
    message: all that there is to say, beginning with the advice
    mistake: the name of the known mistake that explains it, or ""
    advice: what a tutor would say about that mistake, or ""
    measured: what a leaderboard may show: name of a score -> its value, where the check's comparison measures one
    """

    name: str
    about: str
    points: float
    score: float
    outcome: str
    message: str
    mistake: str
    advice: str
    measured: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseRecord:
    """One exercise with its checks.

    optional: its points come on top of what the assignment is worth
    """

    name: str
    optional: bool
    checks: tuple[CheckRecord, ...]

    @property
    def score(self) -> float:
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def passed(self) -> list[CheckRecord]:
        return [check for check in self.checks if check.outcome == "passed"]

    @property
    def failed(self) -> list[CheckRecord]:
        return [check for check in self.checks if check.outcome != "passed"]

    @property
    def is_unwritten(self) -> bool:
        return all(check.outcome == "unwritten" for check in self.checks)

    @property
    def measured(self) -> dict[str, float]:
        """What its checks measured; where two measured the same score, the last one's."""
        return {score: value for check in self.checks for score, value in check.measured.items()}


@dataclass(frozen=True)
class NotebookRecord:
    """How the notebook itself fared.

    cells: how many code cells it has
    errors: cell number -> sentence, for those that failed
    repairs: what had to be mended before it could be run, and what was cut
    printed: the beginning of what its cells printed, before any question was asked
    """

    cells: int
    errors: dict[int, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    printed: str = ""


@dataclass(frozen=True)
class Record:
    """One student.

    submission: the file that was graded
    status: "graded", or in one word what was wrong with the file; `sentence` says it in full; of what
        is graded it says what else was handed in
    isolation: the level at which the submission was run
    """

    student: str
    submission: str
    status: str
    sentence: str
    isolation: str
    exercises: tuple[ExerciseRecord, ...]
    notebook: NotebookRecord

    @property
    def was_graded(self) -> bool:
        return self.status == "graded"

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises if not exercise.optional)
