"""A place where nothing can be written is told in a sentence, with exit status 2."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nncheck.notebook import NotebookUnreadable

from autograder.cli import grading
from autograder.course.plan import read_plan
from autograder.errors import CourseError
from autograder.gradebook import CheckRecord, ExerciseRecord, Gradebook, NotebookRecord, Record
from autograder.submissions import UNJUDGED
from tests.commands import autograder

NAME = "a2_activations"


def a_file(out):
    out.write_text("in the way")
    return "graded: File exists."


def below_a_file(out):
    a_file(out.parent / "file")
    out.symlink_to(out.parent / "file" / "graded")
    return "File exists."


def no_gradebook(out):
    out.mkdir()
    (out / "gradebook.sqlite").write_text("not a database, though it is called one")
    return "The gradebook cannot be used: file is not a database."


def a_folder_for_a_file(out):
    (out / "results" / "ada.json").mkdir(parents=True)
    return "ada.json: Is a directory."


def a_full_disk(out):
    out.mkdir()
    (out / "grades.csv").symlink_to("/dev/full")
    return f"error: {out}: No space left on device. Mend that, or name another folder."


@pytest.mark.parametrize("spoil", [a_file, below_a_file, no_gradebook, a_folder_for_a_file, a_full_disk])
def test_what_is_in_the_way_is_told_in_a_sentence(spoil, built, tmp_path):
    kit, path, out = built(NAME), tmp_path / "ada.ipynb", tmp_path / "graded"
    nbformat.write(kit.untouched, path)
    said = spoil(out)
    done = autograder("grade", NAME, path, "--out", out, "--jobs", 1, assignments=kit.assignments)
    assert done.status == 2
    assert done.err.strip().startswith("error: ")
    assert said in done.err
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize("key", ["not a key", "", "ab"])
def test_a_damaged_key_is_told_in_a_sentence_and_stays_as_it_is(built, tmp_path, key):
    kit, path = built(NAME), tmp_path / "ada.ipynb"
    assignments = shutil.copytree(kit.assignments, tmp_path / "assignments")
    (assignments / "course.key").write_text(key, "ascii")
    nbformat.write(kit.untouched, path)
    done = autograder("grade", NAME, path, "--out", tmp_path / "graded", "--jobs", 1, assignments=assignments)
    assert done.status == 2
    assert "course.key: it cannot be read" in done.err
    assert "Put back the key" in done.err
    assert "Traceback" not in done.err
    assert (assignments / "course.key").read_text("ascii") == key


def test_grades_of_another_assignment_are_not_mixed_with_these(built, tmp_path):
    for name, status in ((NAME, 0), ("a1_perceptron", 2)):
        kit = built(name)
        nbformat.write(kit.untouched, tmp_path / f"{name}.ipynb")
        path, out = tmp_path / f"{name}.ipynb", tmp_path / "graded"
        done = autograder("grade", name, path, "--out", out, "--jobs", 1, assignments=kit.assignments)
        assert done.status == status
    assert f"it holds the grades of {NAME}. Name another folder." in done.err


def test_a_file_that_is_away_takes_no_grade_along(built, tmp_path, monkeypatch):
    """As where the class lies on another machine, and the way there is lost."""
    kit, out, folder = built(NAME), tmp_path / "graded", tmp_path / "class"
    folder.mkdir()
    for student in ("ada", "bob"):
        nbformat.write(kit.solved, folder / f"{student}.ipynb")
    grade = ("grade", NAME, folder, "--out", out, "--jobs", 1)
    assert autograder(*grade, assignments=kit.assignments).status == 0
    before = (out / "grades.csv").read_text("utf-8")

    def lost(path, most):
        raise NotebookUnreadable(UNJUDGED, f"{path.name} cannot be read here: Host is down. Grade again when it can.")

    monkeypatch.setattr("autograder.submissions.entries._first_bytes", lost)
    nbformat.write(kit.solved, folder / "zoe.ipynb")
    done = autograder(*grade, assignments=kit.assignments)
    assert done.status == 2
    kept = "{0} was not judged. {0}.ipynb cannot be read here: Host is down. Grade again when it can.{1}"
    said = done.err.strip().splitlines()
    stands = {"ada": " The earlier grade stands.", "bob": " The earlier grade stands.", "zoe": ""}
    assert said == [kept.format(*each) for each in stands.items()]
    rows = (out / "grades.csv").read_text("utf-8").splitlines()
    assert rows[:3] == before.splitlines()
    assert rows[3].startswith("zoe,")


def test_who_is_graded_no_more_is_told(built, tmp_path):
    kit, out, path = built(NAME), tmp_path / "graded", tmp_path / "ada.ipynb"
    nbformat.write(kit.solved, path)
    assert autograder("grade", NAME, path, "--out", out, assignments=kit.assignments).status == 0
    path.write_text("")
    done = autograder("grade", NAME, path, "--out", out, assignments=kit.assignments)
    assert (done.status, done.err.strip()) == (0, "Graded before, and not any more: ada.")


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--out", ""), "an empty path: nothing can be written there."), (("--out", "new", "--isolation", "foo"), "foo")],
)
def test_nothing_is_written_where_the_command_makes_no_sense(options, said, built, tmp_path, monkeypatch):
    nbformat.write(built(NAME).untouched, tmp_path / "ada.ipynb")
    monkeypatch.chdir(tmp_path)
    done = autograder("grade", NAME, "ada.ipynb", *options, assignments=built(NAME).assignments)
    assert done.status == 2
    assert said in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["ada.ipynb"]


def another_key(assignments):
    (assignments / "course.key").write_text("ab" * 32, "ascii")


def other_points(assignments):
    checks, settings = assignments / NAME / "checks.py", assignments / NAME / "assignment.toml"
    checks.write_text(checks.read_text("utf-8").replace("points=1,", "points=3,", 1), "utf-8")
    settings.write_text(settings.read_text("utf-8").replace("points = 52", "points = 54"), "utf-8")


def another_check(assignments):
    checks = assignments / NAME / "checks.py"
    checks.write_text(checks.read_text("utf-8") + ANOTHER, "utf-8")
    settings = assignments / NAME / "assignment.toml"
    settings.write_text(settings.read_text("utf-8").replace("points = 52", "points = 53"), "utf-8")


ANOTHER = '''

@check("relu", points=1, by=Close(rtol=1e-12, atol=1e-14), visibility="hidden")
def relu_of_one_number(rng):
    """relu of one number."""
    return (rng.uniform(-3, 3, size=1),)
'''


@pytest.mark.parametrize(
    ("change", "options"), [(another_key, []), (other_points, []), (another_check, []), (None, ["--public"])]
)
def test_grades_that_rest_on_something_else_are_not_mixed_with_these(change, options, built, tmp_path):
    kit, out = built(NAME), tmp_path / "graded"
    assignments = shutil.copytree(kit.assignments, tmp_path / "assignments")
    for student in ("ada", "bob"):
        nbformat.write(kit.untouched, tmp_path / f"{student}.ipynb")
    grade = ("grade", NAME, "--out", out, "--jobs", 1)
    assert autograder(*grade, tmp_path / "ada.ipynb", assignments=assignments).status == 0
    before = (out / "grades.csv").read_text("utf-8")
    if change:
        change(assignments)
    done = autograder(*grade, *options, tmp_path / "bob.ipynb", assignments=assignments)
    assert done.status == 2
    assert done.err.strip() == (
        f"error: {out}/gradebook.sqlite: it holds grades by other questions: another key, other checks or points, "
        "or `--public`. Grade the whole class into a new folder, or put the key back."
    )
    assert (out / "grades.csv").read_text("utf-8") == before
    again = autograder(*grade[:2], "--out", tmp_path / "new", *options, tmp_path, assignments=assignments)
    assert again.status == 0


def test_the_same_key_and_checks_may_grade_into_one_folder_again_and_again(built, tmp_path):
    kit, out = built(NAME), tmp_path / "graded"
    for student, said in (("ada", ""), ("bob", "New beside those who were there before: bob."), ("ada", "")):
        nbformat.write(kit.untouched, tmp_path / f"{student}.ipynb")
        done = autograder("grade", NAME, tmp_path / f"{student}.ipynb", "--out", out, assignments=kit.assignments)
        assert (done.status, done.err.strip()) == (0, said)
    assert sorted(path.stem for path in (out / "results").iterdir()) == ["ada", "bob"]


def test_a_gradebook_keeps_its_assignment_and_what_its_grades_rest_on(tmp_path):
    gradebook = Gradebook(tmp_path / "gradebook.sqlite")
    gradebook.name_assignment("a9", "An old title")
    gradebook.name_assignment("a9", "Title")
    gradebook.hold_to("first")
    gradebook.put(Record("ada", "ada.ipynb", "empty", "It is empty.", "none", (), NotebookRecord(0)))
    assert gradebook.assignment() == ("a9", "Title")
    with pytest.raises(CourseError, match="another key, other checks"):
        gradebook.hold_to("second")


def test_a_gradebook_in_which_nobody_is_may_be_graded_with_anything(tmp_path):
    gradebook = Gradebook(tmp_path / "gradebook.sqlite")
    gradebook.name_assignment("a9", "Title")
    gradebook.hold_to("first")
    gradebook.hold_to("second")


def test_all_points_are_counted_by_what_each_could_have(capsys):
    def graded(student, points):
        check = CheckRecord("c", "About.", points, points, "passed", "", "", "")
        relu = ExerciseRecord("relu", False, (check,))
        return Record(student, f"{student}.ipynb", "graded", "", "user", (relu,), NotebookRecord(1, {}, ()))

    plan = read_plan(NAME)
    grading._print_summary(plan, [graded("ada", 2.0), graded("bob", 3.0)], Path("graded"))
    row = next(line for line in capsys.readouterr().out.splitlines() if "relu" in line)
    assert re.findall(r"[\d.]+", row) == ["2", "2.5", "2", "0"]


def test_what_is_written_among_the_submissions_does_not_become_a_student(built, tmp_path):
    kit, handed_in = built(NAME), tmp_path / "handed-in"
    handed_in.mkdir()
    nbformat.write(kit.untouched, handed_in / "ada.ipynb")
    linked = tmp_path / "linked"
    linked.symlink_to(handed_in)
    for class_folder in (handed_in, linked):
        out = handed_in / "graded"
        assert autograder("grade", NAME, class_folder, "--out", out, assignments=kit.assignments).status == 0
        assert [path.name for path in (out / "feedback").iterdir()] == ["ada.md"]
    done = autograder("grade", NAME, handed_in, "--out", handed_in, assignments=kit.assignments)
    assert done.status == 2
    assert "Name another folder for what is written." in done.err


def test_a_folder_may_be_called_anything(built, tmp_path):
    kit, odd = built(NAME), tmp_path / "[" / "red] {0} %s"
    odd.mkdir(parents=True)
    nbformat.write(kit.untouched, odd / "ada.ipynb")
    done = autograder("grade", NAME, odd, "--out", odd / "[/graded]", "--jobs", 1, assignments=kit.assignments)
    assert (done.status, done.err.strip()) == (0, "")
    assert f"Written in {odd}/[/graded]: grades.csv" in done.out
    done = autograder("grade", NAME, odd / "[" / "graded]" / "report", "--out", odd, assignments=kit.assignments)
    assert done.status == 1
    assert done.err.startswith(f"Nothing to grade in {odd}/[/graded]/report: ")
