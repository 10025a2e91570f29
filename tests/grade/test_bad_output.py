"""A place where nothing can be written is told in a sentence, with exit status 2."""

from __future__ import annotations

import shutil

import nbformat
import pytest

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


@pytest.mark.parametrize("spoil", [a_file, below_a_file, no_gradebook, a_folder_for_a_file])
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
