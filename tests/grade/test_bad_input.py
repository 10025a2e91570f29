"""Whatever is handed in gets a status and a sentence, and the others are graded all the same."""

from __future__ import annotations

import csv
import json
import warnings

import nbformat
import pytest
from nbformat import v4

from tests.commands import autograder

NAME = "a2_activations"

# student -> status, and what the sentence says
NOT_GRADED = {
    "prose": ("unreadable", "prose.ipynb is not a notebook: it is not JSON."),
    "json": ("unreadable", "json.ipynb is JSON but not a notebook: it has no list of cells."),
    "deep": ("unreadable", "deep.ipynb"),
    "nothing": ("empty", "nothing.ipynb is empty."),
    "spaces": ("empty", "spaces.ipynb is empty."),
    "blank": ("empty", "blank.ipynb holds no code."),
    "binary": ("unreadable", "binary.ipynb is not a text file"),
    "other": ("wrong-assignment", "it belongs to a4_backprop. Hand in a2_activations.ipynb."),
    "stranger": ("wrong-assignment", "it defines none of the exercises"),
    "link": ("refused", "is a link"),
    "several": ("several", "one.ipynb, two.ipynb"),
    "bare": ("missing", "holds no notebook"),
}


def with_cells(*sources):
    return nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources]))


def stripped(notebook):
    """What is left where a tool has thrown away all metadata and every cell's id and tags."""
    cells = [{"cell_type": cell.cell_type, "source": cell.source} for cell in notebook.cells]
    return json.dumps({"cells": cells})


def write_class(folder, kit, other):
    (folder / "prose.ipynb").write_text("Dear all, my homework is in the mail.")
    (folder / "json.ipynb").write_text('{"answer": [1, 2]}')
    (folder / "deep.ipynb").write_text("[" * 200_000)
    (folder / "nothing.ipynb").write_bytes(b"")
    (folder / "spaces.ipynb").write_text(" \n\n")
    (folder / "blank.ipynb").write_text(nbformat.writes(v4.new_notebook(cells=[v4.new_markdown_cell("Only words")])))
    (folder / "binary.ipynb").write_bytes(bytes(range(256)) * 10)
    nbformat.write(other.solved, folder / "other.ipynb")
    (folder / "stranger.ipynb").write_text(with_cells("x = 1", "print(x)"))
    nbformat.write(kit.solved, folder.parent / "elsewhere.ipynb")
    (folder / "link.ipynb").symlink_to(folder.parent / "elsewhere.ipynb")
    for name in ("several/one.ipynb", "several/two.ipynb", "folder/a2_activations.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        nbformat.write(kit.solved, folder / name)
    (folder / "bare").mkdir()
    (folder / "bare" / "notes.txt").write_text("I will send it later")
    (folder / "bare" / "photo.jpg").write_bytes(b"JFIF")
    nbformat.write(kit.solved, folder / "good.ipynb")
    (folder / "stripped.ipynb").write_text(stripped(kit.solved))
    twice = kit.solved
    twice.cells.append(v4.new_code_cell("def relu(z):\n    return z"))
    nbformat.write(twice, folder / "twice.ipynb")
    lost = kit.solved
    lost.cells = [cell for cell in lost.cells if "import numpy as np" not in cell.source]
    nbformat.write(lost, folder / "lost.ipynb")
    for place in ("morning", "evening"):
        (folder.parent / place).mkdir()
        nbformat.write(kit.solved if place == "morning" else kit.untouched, folder.parent / place / "anna.ipynb")


@pytest.fixture(scope="module")
def graded(built, once, shared):
    """What `autograder grade` wrote of a class in which much has gone wrong: exit status and folder."""

    def compute():
        kit, folder = built(NAME), shared / "bad-input"
        (folder / "class").mkdir(parents=True, exist_ok=True)
        write_class(folder / "class", kit, built("a4_backprop"))
        paths = [folder / "class", folder / "morning", folder / "evening"]
        out = folder / "graded"
        return autograder("grade", NAME, *paths, "--out", out, "--jobs", 1, assignments=kit.assignments), out

    return once("bad-input", compute)


@pytest.fixture
def results(graded):
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (graded[1] / "results").iterdir()}


@pytest.mark.parametrize("student", NOT_GRADED)
def test_what_cannot_be_graded_gets_a_status_a_sentence_and_no_points(student, results):
    status, sentence = NOT_GRADED[student]
    result = results[student]
    assert (result["status"], result["score"], result["max_score"]) == (status, 0, 52)
    assert sentence in result["sentence"]
    assert result["sentence"].endswith(".")


@pytest.mark.parametrize("student", NOT_GRADED)
def test_the_student_reads_the_same_sentence_in_the_feedback_and_the_instructor_on_the_screen(student, results, graded):
    done, out = graded
    told = f"{student}: {results[student]['status']}. {results[student]['sentence']}"
    assert told in done.out
    feedback = (out / "feedback" / f"{student}.md").read_text("utf-8")
    assert f"could not be graded ({results[student]['status']})" in feedback
    assert " points.**" not in feedback


def test_the_batch_goes_on(graded, results):
    done, _ = graded
    assert done.status == 0
    assert done.err.strip() == "There is another one of that name, so a number was added: anna (2)."
    good = [student for student, result in results.items() if result["score"] == result["max_score"]]
    assert sorted(good) == ["anna", "folder", "good", "lost", "stripped"]


def test_a_notebook_without_metadata_ids_and_tags_is_graded_like_any_other(results):
    assert (results["stripped"]["status"], results["stripped"]["score"]) == ("graded", 52)
    assert results["stripped"]["exercises"] == results["good"]["exercises"]


def test_of_two_definitions_the_last_one_counts_and_the_student_is_told(results):
    relu = next(each for each in results["twice"]["exercises"] if each["name"] == "relu")
    others = [each for each in results["twice"]["exercises"] if each["name"] != "relu"]
    assert relu["score"] < relu["max_score"]
    assert all(each["score"] == each["max_score"] for each in others)
    (repair,) = results["twice"]["notebook"]["repairs"]
    assert repair.startswith("relu is defined in the cells ")
    assert repair.endswith("; the last one counts.")


def test_a_given_cell_that_was_deleted_is_put_back_and_the_student_is_told(results):
    (repair,) = results["lost"]["notebook"]["repairs"]
    assert "A given cell was changed or deleted" in repair
    assert "import numpy as np" in repair


def test_what_python_remarks_on_a_submission_is_not_said_on_the_screen(built, tmp_path):
    kit, notebook = built(NAME), built(NAME).solved
    notebook.cells.append(v4.new_code_cell("relu = relu if 1else 2\nlabel = '$\\sigma(z)$'"))
    nbformat.write(notebook, tmp_path / "ada.ipynb")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        done = autograder("grade", NAME, tmp_path, "--out", tmp_path / "graded", assignments=kit.assignments)
    assert [each.message for each in said if issubclass(each.category, SyntaxWarning)] == []
    assert done.err.strip() == ""


def test_two_students_of_one_name_are_kept_apart(results):
    both = {student: result["score"] for student, result in results.items() if student.startswith("anna")}
    assert both == {"anna": 52, "anna (2)": 0}


def test_everybody_has_one_row_one_result_and_one_feedback(graded, results):
    out = graded[1]
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    students = [row["student"] for row in rows]
    assert len(students) == len(set(students)) == len(NOT_GRADED) + 7
    assert set(students) == set(results) == {path.stem for path in (out / "feedback").iterdir()}
    assert {row["student"]: row["status"] for row in rows} == {name: each["status"] for name, each in results.items()}


@pytest.mark.parametrize("path", ["gone.ipynb", "gone/", ""])
def test_a_path_that_leads_nowhere_becomes_no_student(path, built, tmp_path):
    kit = built(NAME)
    nbformat.write(kit.untouched, tmp_path / "ada.ipynb")
    named = tmp_path / path if path else path
    paths = [tmp_path / "ada.ipynb", named]
    done = autograder("grade", NAME, *paths, "--out", tmp_path / "x", assignments=kit.assignments)
    assert done.status == 2
    assert done.err == f"error: {named or 'an empty path'}: there is no such file or folder. Mend the path.\n"
    assert not (tmp_path / "x").exists()
