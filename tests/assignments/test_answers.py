"""Right answers get every point, wrong ones lose theirs where they should, and unwritten ones get nothing."""

from __future__ import annotations

from nncheck.verdict import judge

from autograder.course.questions import ask_own
from tests.notebooks import checks_of, in_rounds


def verdicts(kit, answer, check):
    """The verdict on a declared answer, or on the reference, for every case of the pool."""
    cases = [kit.pool.case(check, number) for number in range(kit.plan.draws.pool)]
    replies = [ask_own(kit.assignment, check, answer.function, case.arguments) for case in cases]
    return [
        judge(check.exercise, reply, case.expected_value, check.by, case.argument_values)
        for case, reply in zip(cases, replies, strict=True)
    ]


def test_the_solved_notebook_gets_every_point(kit, graded):
    record = graded["solved"]
    assert record.status == "graded"
    assert {name: check.message for name, check in checks_of(record).items() if check.outcome != "passed"} == {}
    assert record.score >= record.max_score == kit.plan.points
    assert record.notebook.errors == {}
    assert record.notebook.repairs == ()


def test_the_untouched_notebook_gets_nothing_and_is_called_unwritten(kit, graded):
    record = graded["untouched"]
    assert record.status == "graded"
    assert record.score == 0
    assert record.max_score == kit.plan.points
    for check in checks_of(record).values():
        assert (check.outcome, check.mistake) == ("unwritten", "")
        assert "not written yet" in check.message
    assert record.notebook.errors == {}


def test_every_check_is_asked(kit, graded):
    for record in graded.values():
        assert list(checks_of(record)) == [
            check.name for exercise in kit.plan.exercises for check in kit.assignment.checks_of(exercise.name)
        ]


def test_every_alternative_passes_every_case(kit):
    failed = {
        f"{answer.name}, {check.name}": verdict.message
        for answer in kit.assignment.alternatives
        for check in kit.assignment.checks_of(answer.exercise)
        for verdict in verdicts(kit, answer, check)
        if not verdict.passed
    }
    assert failed == {}


def test_every_exercise_has_an_alternative_and_several_mistakes(kit):
    for exercise in kit.plan.exercises:
        assert kit.assignment.alternatives_of(exercise.name), exercise.name
        assert len(kit.assignment.mistakes_of(exercise.name)) >= 3, exercise.name


def test_every_mistake_fails_its_own_check_whichever_cases_a_student_is_asked(kit):
    draws = kit.plan.draws
    checks = {check.name: check for check in kit.assignment.checks}
    passes = {
        mistake.name: sum(each.passed for each in verdicts(kit, mistake, checks[mistake.caught_by]))
        for mistake in kit.assignment.mistakes
    }
    assert {name: times for name, times in passes.items() if times >= min(draws.asked, draws.pool)} == {}


def test_every_alternative_gets_every_point_in_a_notebook(kit, graded):
    lost = {}
    for at, answers in enumerate(in_rounds(kit, "alternatives.py")):
        record = graded[f"alternatives-{at}"]
        checks = checks_of(record)
        for answer in answers:
            for check in kit.assignment.checks_of(answer.exercise):
                if checks[check.name].score != check.points:
                    lost[f"{answer.name}, {check.name}"] = checks[check.name].message
        assert record.notebook.errors == {}
    assert lost == {}


def test_every_mistake_loses_the_points_of_its_own_check_in_a_notebook(kit, graded):
    kept = []
    for at, mistakes in enumerate(in_rounds(kit, "mistakes.py")):
        record = graded[f"mistakes-{at}"]
        checks = checks_of(record)
        kept += [mistake.name for mistake in mistakes if checks[mistake.caught_by].score > 0]
        kept += [mistake.name for mistake in mistakes if checks[mistake.caught_by].outcome == "unwritten"]
        assert record.notebook.errors == {}
    assert kept == []


def test_every_exercise_of_a_notebook_is_scored_for_itself(kit, graded):
    """A round mixes answers to all exercises; what one of them gets is what it gets alone, by direct questions."""
    for at, mistakes in enumerate(in_rounds(kit, "mistakes.py")):
        checks = checks_of(graded[f"mistakes-{at}"])
        for mistake in mistakes:
            for check in kit.assignment.checks_of(mistake.exercise):
                expected = {each.outcome for each in verdicts(kit, mistake, check)}
                assert checks[check.name].outcome in expected, f"{mistake.name}, {check.name}"
