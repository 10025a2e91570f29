"""What grading writes: the table, a result for each student, and no trace of one student in another's."""

from __future__ import annotations

import csv
import json

import nbformat
import pytest
from markupsafe import Markup

from autograder.report.feedback import plain
from autograder.report.page import with_code
from tests.commands import autograder
from tests.notebooks import in_rounds, with_answers

OUTCOMES = {"passed", "wrong", "raised", "timeout", "died", "refused", "missing", "unwritten"}


@pytest.fixture
def graded(kit, once, shared):
    """A folder of results for a solved, an untouched and a mistaken notebook; one of them has a formula for a name."""

    def compute():
        folder = shared / f"results-{kit.name}"
        (folder / "class").mkdir(parents=True, exist_ok=True)
        nbformat.write(kit.solved, folder / "class" / "=SUM(A1:A9).ipynb")
        nbformat.write(kit.untouched, folder / "class" / "bert.ipynb")
        nbformat.write(with_answers(kit, "mistakes.py", in_rounds(kit, "mistakes.py")[0]), folder / "class/cleo.ipynb")
        done = autograder("grade", kit.name, folder / "class", "--out", folder / "out", assignments=kit.assignments)
        assert (done.status, done.err.strip()) == (0, "")
        return folder / "out"

    return once(f"results-{kit.name}", compute)


def rows(graded):
    with (graded / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def result(graded, student):
    return json.loads((graded / "results" / f"{student}.json").read_text("utf-8"))


def test_grading_writes_the_five_things_it_promises(graded):
    names = {path.name for path in graded.iterdir()}
    assert {"gradebook.sqlite", "grades.csv", "results", "feedback", "report"} <= names
    assert (graded / "report" / "index.html").is_file()


def test_the_table_has_five_columns_and_one_for_each_exercise(kit, graded):
    exercises = [exercise.name for exercise in kit.plan.exercises]
    head, *students = rows(graded)
    assert head == ["student", "submission", "status", "score", "max_score", *exercises]
    assert len(students) == 3
    for row in students:
        optional = [exercise.name for exercise in kit.plan.exercises if exercise.optional]
        assert len(row) == len(head)
        assert float(row[3]) == pytest.approx(sum(map(float, row[5:])))
        assert float(row[4]) == kit.plan.points
        assert float(row[3]) <= kit.plan.points or optional


def test_no_cell_of_the_table_is_a_formula(graded):
    names = [row[0] for row in rows(graded)]
    assert "'=SUM(A1:A9)" in names
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows(graded) for cell in row)


def test_a_result_holds_what_its_format_promises(kit, graded):
    for student in ("=SUM(A1:A9)", "bert", "cleo"):
        found = result(graded, student)
        top = {"student", "submission", "status", "score", "max_score", "isolation", "exercises", "notebook"}
        assert top <= set(found)
        assert found["student"] == student
        assert found["submission"].endswith(f"{student}.ipynb")
        assert {"cells", "errors", "repairs", "printed"} == set(found["notebook"])
        assert [exercise["name"] for exercise in found["exercises"]] == [each.name for each in kit.plan.exercises]
        for exercise in found["exercises"]:
            assert {"name", "score", "max_score", "checks"} <= set(exercise)
            assert exercise["score"] == pytest.approx(sum(check["score"] for check in exercise["checks"]))
            assert exercise["max_score"] == pytest.approx(sum(check["points"] for check in exercise["checks"]))
            for check in exercise["checks"]:
                assert {"name", "points", "score", "outcome", "message", "mistake"} <= set(check)
                assert check["outcome"] in OUTCOMES
                assert check["score"] == (check["points"] if check["outcome"] == "passed" else 0)
                assert check["message"] or check["outcome"] == "passed"
        assert found["score"] == pytest.approx(sum(exercise["score"] for exercise in found["exercises"]))


def test_every_result_records_how_well_the_submission_was_walled_in(graded):
    levels = {result(graded, student)["isolation"] for student in ("=SUM(A1:A9)", "bert", "cleo")}
    assert levels <= {"namespaces", "landlock", "user"}
    assert len(levels) == 1


def test_the_table_and_the_results_say_the_same(graded):
    for row in rows(graded)[1:]:
        found = result(graded, row[0].removeprefix("'"))
        assert [float(row[3]), float(row[4])] == [found["score"], found["max_score"]]
        assert list(map(float, row[5:])) == [exercise["score"] for exercise in found["exercises"]]


def test_the_mistakes_of_one_student_are_named_in_results_and_told_in_the_report(kit, graded):
    made = {mistake.name: mistake for mistake in in_rounds(kit, "mistakes.py")[0]}
    named = {check["mistake"] for exercise in result(graded, "cleo")["exercises"] for check in exercise["checks"]}
    assert named - {""}
    assert named - {""} <= set(made)
    report = (graded / "report" / "index.html").read_text("utf-8")
    for name in named - {""}:
        assert with_code(made[name].says) in report


def test_in_the_report_code_is_code_and_a_students_words_are_text():
    assert with_code("`a < b` is <b>not</b> `c") == Markup("<code>a &lt; b</code> is &lt;b&gt;not&lt;/b&gt; `c")


def test_the_feedback_says_what_was_reached_and_what_is_not_written(kit, graded):
    points = f"{kit.plan.points:g}"
    full = (graded / "feedback" / "=SUM(A1:A9).md").read_text("utf-8")
    none = (graded / "feedback" / "bert.md").read_text("utf-8")
    assert f" of {points} points" in full
    assert "all right" in full
    assert "not written yet" not in full
    assert f"**0 of {points} points" in none
    for exercise in kit.plan.exercises:
        optional = " (optional)" if exercise.optional else ""
        assert f"| `{exercise.name}`{optional} | 0 / " in none
    assert none.count("| not written yet |") == len(kit.plan.exercises)


def test_the_feedback_on_a_mistake_says_what_a_tutor_would_say(kit, graded):
    text = (graded / "feedback" / "cleo.md").read_text("utf-8")
    advice = {
        check["advice"]
        for exercise in result(graded, "cleo")["exercises"]
        for check in exercise["checks"]
        if check["mistake"]
    }
    assert advice
    for sentence in advice:
        assert plain(sentence) in text
