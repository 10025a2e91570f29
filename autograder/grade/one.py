"""Grading one submission: run its cells, ask its questions, judge the replies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nncheck.asking import Reply
from nncheck.choosing import chosen_cells, why_missing
from nncheck.comparisons import Measuring
from nncheck.errors import clean
from nncheck.notebook import Cell
from nncheck.recorded import Recording
from nncheck.verdict import Verdict, judge

from autograder.course.assignment import Assignment
from autograder.course.declarations import Check, Mistake
from autograder.course.plan import Exercise
from autograder.course.questions import Case, Pool
from autograder.grade.naming import Answered, Naming
from autograder.gradebook import CheckRecord, ExerciseRecord, NotebookRecord, Record
from autograder.sandbox import Interview, Question, Zygote
from autograder.submissions import Submission

PASSED = Verdict("passed", "")
# What the notebook's own functions, in place of stand-ins, might make right.
MAY_BE_RIGHT_ALONE = ("wrong", "raised", "refused")
WITHOUT_WORK = Verdict(
    "wrong",
    "This answer is right, but it can be had without doing the exercise. Its points count as soon as another check of"
    " this exercise is passed that takes work.",
)


@dataclass(frozen=True)
class Examiner:
    """What it takes to grade submissions to one assignment, apart from a place to run them.

    recording: says which cells of a notebook are the course's own
    public: whether to ask the recorded questions that students hold, instead of the secret ones
    """

    assignment: Assignment
    recording: Recording
    pool: Pool
    naming: Naming
    public: bool

    def grade(self, submission: Submission, zygote: Zygote) -> Record:
        """One student's record; whatever the submission does is part of it, never an exception."""
        if submission.status != "graded":
            return self._not_graded(submission, zygote.isolation)
        cells, restored = chosen_cells(submission.cells, self.recording.given, self.recording.skipped)
        with Interview(zygote, cells, self.assignment.plan.limits) as interview:
            answered = self._answers(interview, cells, self._asked(submission.student))
        exercises = tuple(self._exercises(answered))
        repairs = (*submission.repairs, *restored, *interview.notes)
        notebook = NotebookRecord(len(submission.cells), interview.errors, repairs, interview.printed)
        return self._record(submission, zygote.isolation, exercises, notebook)

    def _checks_of(self, exercise: Exercise) -> list[Check]:
        checks = self.assignment.checks_of(exercise.name)
        return [check for check in checks if check.visibility == "public"] if self.public else checks

    def _asked(self, student: str) -> list[Case]:
        checks = [check for exercise in self.assignment.plan.exercises for check in self._checks_of(exercise)]
        cases = [self.pool.recorded(check) if self.public else self.pool.asked(check, student) for check in checks]
        return [case for group in cases for case in group]

    def _answers(self, interview: Interview, cells: list[Cell], asked: list[Case]) -> list[Answered]:
        """The answers to all questions, judged; each counts that is right beside stand-ins, or as it stands."""
        cases = {self._question(case): case for case in asked}
        as_it_stands: dict[Question, Question] = {}

        def again(question: Question, reply: Reply) -> Question | None:
            if not question.stand_ins or _judged(cases[question], reply).verdict.outcome not in MAY_BE_RIGHT_ALONE:
                return None
            as_it_stands[question] = replace(question, stand_ins="")
            return as_it_stands[question]

        replies = interview.ask_all(cases, again)
        why = cache(lambda exercise: why_missing(exercise, cells, interview.errors))

        def answer(question: Question, case: Case) -> Answered:
            second = replies.get(as_it_stands[question]) if question in as_it_stands else None
            if second and (right := _judged(case, second)).verdict.passed:
                return right
            reply = replies[question]
            return _judged(case, replace(reply, error=why(question.exercise)) if reply.outcome == "missing" else reply)

        return [answer(question, case) for question, case in cases.items()]

    def _question(self, case: Case) -> Question:
        check = case.check
        stand_ins = "" if self.public else self.assignment.stand_ins_before(check.exercise)
        return Question(check.name, check.exercise, check.ask, case.arguments_text, stand_ins)

    def _exercises(self, answers: list[Answered]) -> Iterator[ExerciseRecord]:
        for exercise in self.assignment.plan.exercises:
            answered = [each for each in answers if each.case.check.exercise == exercise.name]
            mistakes = self.naming.explain(exercise.name, answered)
            decisive = self._counted([_decisive(check, answered) for check in self._checks_of(exercise)])
            checks = tuple(
                _check_record(check := each.case.check, each.verdict, mistakes.get(check.name), _measured(each))
                for each in decisive
            )
            yield ExerciseRecord(exercise.name, exercise.optional, checks)

    def _counted(self, decisive: list[Answered]) -> list[Answered]:
        """What counts of an exercise: what takes no work, only beside something that does.

        Students hold recorded answers, and own the process in which a probe looks at what their function did.
        """
        passed = [each.case.check for each in decisive if each.verdict.passed]
        if self.public or len(passed) == len(decisive) or any(map(self.pool.takes_work, passed)):
            return decisive
        return [replace(each, verdict=WITHOUT_WORK) if each.verdict.passed else each for each in decisive]

    def _not_graded(self, submission: Submission, isolation: str) -> Record:
        """Nothing could be asked: no points, and the same sentence everywhere."""
        nothing = Verdict("missing", submission.sentence)
        exercises = tuple(
            ExerciseRecord(
                each.name, each.optional, tuple(_check_record(check, nothing) for check in self._checks_of(each))
            )
            for each in self.assignment.plan.exercises
        )
        return self._record(submission, isolation, exercises, NotebookRecord(len(submission.cells)))

    def _record(
        self, submission: Submission, isolation: str, exercises: tuple[ExerciseRecord, ...], notebook: NotebookRecord
    ) -> Record:
        name, file, status = submission.student, clean(str(submission.path)), submission.status
        return Record(name, file, status, submission.sentence, isolation, exercises, notebook)


def _judged(case: Case, reply: Reply) -> Answered:
    check = case.check
    if reply.outcome == "answered" and not reply.warning and _is_expected(reply, case):
        return Answered(reply, case, PASSED)  # the reference's own answer to the last bit: nothing to read or compare
    asked = case.expected_value, check.by, case.argument_values
    verdict = judge(check.exercise, reply, *asked, check.hint, check.hint_for)
    return Answered(reply, case, verdict)


def _is_expected(reply: Reply, case: Case) -> bool:
    """Whether they are equal as data; to Python alone, 1, 1.0 and True are the same."""
    return bool(reply.value == case.expected) and json.dumps(reply.value) == case.expected_text


def _decisive(check: Check, answered: list[Answered]) -> Answered:
    """The first case of a check that was not passed, or the last."""
    asked = [each for each in answered if each.case.check is check]
    return next((each for each in asked if not each.verdict.passed), asked[-1])


def _measured(answered: Answered) -> dict[str, float]:
    """What the check's comparison measures of an answer beside the verdict; most comparisons measure nothing."""
    by = answered.case.check.by
    if not isinstance(by, Measuring) or answered.verdict.outcome not in ("passed", "wrong"):
        return {}
    return by.measure(answered.value, answered.case.expected_value)


def _check_record(
    check: Check, verdict: Verdict, mistake: Mistake | None = None, measured: dict[str, float] | None = None
) -> CheckRecord:
    score = check.points if verdict.passed else 0.0
    if mistake is None:
        name, advice, message = "", "", verdict.message
    else:  # says more than the hint, which was written without knowing what went wrong
        name, advice, message = mistake.name, mistake.says, f"{mistake.says} {verdict.finding}"
    return CheckRecord(
        name=check.name,
        about=check.about,
        points=check.points,
        score=score,
        outcome=verdict.outcome,
        message=message,
        mistake=name,
        advice=advice,
        measured=measured or {},
    )
