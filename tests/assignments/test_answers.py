"""Right answers get every point, wrong ones lose theirs where they should, and unwritten ones get nothing."""

from __future__ import annotations

import pytest
from nncheck.notebook import Cell
from nncheck.running import run_cells
from nncheck.values import from_plain
from nncheck.verdict import judge

from autograder.course.questions import ask_own
from autograder.grade.one import WITHOUT_WORK
from tests.notebooks import checks_of, in_rounds

SLOW = 10.0  # seconds for one question: more than that is given to training alone


def checks_asked(kit, answer):
    """The checks that an answer is asked about: all, but a mistake only its own where a question trains a network."""
    checks = kit.assignment.checks_of(answer.exercise)
    if kit.plan.limits.question <= SLOW or answer in kit.assignment.alternatives:
        return checks
    return [check for check in checks if check.name == answer.caught_by]


def asked(kit, answer, check):
    """What a declared answer replies, and the verdict on it: a pair for every case of the pool."""
    cases = [kit.pool.case(check, number) for number in range(kit.plan.questions.pool)]
    replies = [(case, ask_own(kit.assignment, check, answer.function, case.arguments)) for case in cases]
    return [
        (reply, judge(check.exercise, reply, case.expected_value, check.by, case.argument_values))
        for case, reply in replies
    ]


@pytest.fixture
def replies(kit, once):
    """What came of asking: (answer, check) -> a pair of reply and verdict for every case."""

    def compute():
        return {
            (answer.name, check.name): asked(kit, answer, check)
            for answer in [*kit.assignment.alternatives, *kit.assignment.mistakes]
            for check in checks_asked(kit, answer)
        }

    return once(f"replies-{kit.name}", compute)


@pytest.fixture
def outcomes(replies):
    """Outcome and message for every case: (answer, check) -> list."""
    return {key: [(verdict.outcome, verdict.message) for _, verdict in pairs] for key, pairs in replies.items()}


ODD = ["{}", "[]", "[[1.0, 2.0]]", "'a text'", "3", "np.ones((2, 3))", "(1.0, [], None)", "lambda *_: 1.0"]


@pytest.mark.parametrize("odd", ODD)
def test_an_answer_of_another_kind_is_never_told_as_an_error_in_the_students_code(kit, odd):
    """Whatever a probe makes of it, the function that gave it has raised nothing."""
    source = f"import numpy as np\ndef answer(*_, **__):\n    return {odd}\n"
    function = run_cells([Cell(1, source)])[0]["answer"]
    replies = {
        check.name: ask_own(kit.assignment, check, function, kit.pool.case(check, 0).arguments)
        for check in kit.assignment.checks
    }
    assert {name: reply.error for name, reply in replies.items() if reply.outcome == "raised"} == {}


def test_every_exercise_has_a_check_that_takes_work(kit):
    def takes_work(exercise):
        return any(map(kit.pool.takes_work, kit.assignment.checks_of(exercise.name)))

    assert all(map(takes_work, kit.plan.exercises))


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


def test_every_alternative_passes_every_case(kit, outcomes):
    failed = {
        f"{answer.name}, {check.name}": message
        for answer in kit.assignment.alternatives
        for check in kit.assignment.checks_of(answer.exercise)
        for outcome, message in outcomes[answer.name, check.name]
        if outcome != "passed"
    }
    assert failed == {}


def test_every_exercise_has_an_alternative_and_several_mistakes(kit):
    for exercise in kit.plan.exercises:
        assert kit.assignment.alternatives_of(exercise.name), exercise.name
        assert len(kit.assignment.mistakes_of(exercise.name)) >= 3, exercise.name


def test_every_mistake_fails_its_own_check_whichever_cases_a_student_is_asked(kit, outcomes):
    asked = min(kit.plan.questions.asked, kit.plan.questions.pool)
    passes = {
        mistake.name: sum(outcome == "passed" for outcome, _ in outcomes[mistake.name, mistake.caught_by])
        for mistake in kit.assignment.mistakes
    }
    assert {name: times for name, times in passes.items() if times >= asked} == {}


def test_an_exercise_that_ends_the_process_costs_its_own_points_and_no_others(kit, graded):
    for ending in kit.plan.exercises:
        for exercise in graded[f"ending-in-{ending.name}"].exercises:
            outcomes = {check.outcome for check in exercise.checks}
            assert outcomes == ({"died"} if exercise.name == ending.name else {"passed"}), ending.name


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


def test_every_exercise_of_a_notebook_is_scored_for_itself(kit, graded, outcomes):
    """A round mixes answers to all exercises; each comes to what it comes to alone, by direct questions."""
    for at, mistakes in enumerate(in_rounds(kit, "mistakes.py")):
        checks = checks_of(graded[f"mistakes-{at}"])
        for mistake in mistakes:
            asked = checks_asked(kit, mistake)
            alone = {check.name: {outcome for outcome, _ in outcomes[mistake.name, check.name]} for check in asked}
            proven = any(alone[check.name] == {"passed"} and kit.pool.takes_work(check) for check in asked)
            for name, expected in alone.items():
                possible = expected if proven else expected | {WITHOUT_WORK.outcome}
                assert checks[name].outcome in possible, f"{mistake.name}, {name}"


def test_the_verdict_on_a_mistake_names_it_and_begins_with_what_a_tutor_would_say(kit, graded, replies):
    unnamed, misnamed = [], {}
    for at, mistakes in enumerate(in_rounds(kit, "mistakes.py")):
        checks = checks_of(graded[f"mistakes-{at}"])
        for mistake in mistakes:
            own = checks[mistake.caught_by]
            named = {checks[check.name].mistake for check in kit.assignment.checks_of(mistake.exercise)}
            if named - {mistake.name, ""}:
                misnamed[mistake.name] = named
            elif own.mistake != mistake.name:
                unnamed.append(mistake)
            else:
                assert own.message.startswith(mistake.says)
                assert own.advice == mistake.says
    assert misnamed == {}
    recognisable = [each for each in unnamed if not look_alikes(kit, replies, each) and alike(kit, replies, each, each)]
    assert [mistake.name for mistake in recognisable] == []


def look_alikes(kit, replies, mistake):
    """The other mistakes that answer every question of some check that this one fails just as it does."""
    others = [each for each in kit.assignment.mistakes_of(mistake.exercise) if each is not mistake]
    return [other.name for other in others if alike(kit, replies, mistake, other)]


def alike(kit, replies, one, other):
    """Whether another mistake answers as one did; the same one asked again need not, if it draws at random."""
    check = next(check for check in kit.assignment.checks if check.name == one.caught_by)
    known = None if other is one else replies.get((other.name, check.name))
    for (mine, _), (theirs, _) in zip(replies[one.name, check.name], known or asked(kit, other, check), strict=True):
        if mine.outcome != theirs.outcome:
            return False
        if mine.outcome == "answered" and not check.by.agrees(from_plain(mine.value), from_plain(theirs.value)):
            return False
    return True
