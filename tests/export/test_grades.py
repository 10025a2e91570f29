"""grades.csv, as a spreadsheet reads it: no name that a student chose becomes a formula there."""

from __future__ import annotations

import csv

import pytest

from autograder.export import write_grades
from autograder.gradebook import CheckRecord, ExerciseRecord, Gradebook, NotebookRecord, Record

STARTS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]


def written(tmp_path, student="ada", submission="class/ada.ipynb"):
    check = CheckRecord("relu_once", "relu of a few numbers.", 3.0, 1.0, "passed", "", "", "")
    exercises = (ExerciseRecord("relu", False, (check,)),)
    gradebook = Gradebook(tmp_path / "gradebook.sqlite")
    gradebook.put(Record(student, submission, "graded", "", "none", exercises, NotebookRecord(1, {}, ())))
    write_grades(gradebook, tmp_path / "grades.csv")
    gradebook.close()
    return tmp_path / "grades.csv"


def cells(path, delimiter=","):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


@pytest.mark.parametrize("name", STARTS)
def test_what_would_begin_a_formula_is_put_after_an_apostrophe(name, tmp_path):
    row = cells(written(tmp_path, name, name))[1]
    assert row[:2] == [f"'{name}", f"'{name}"]


def test_other_names_are_left_as_they_are(tmp_path):
    name = 'Zoë "=1" O\'Neill, 2nd'
    assert cells(written(tmp_path, name))[1][0] == name


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula_wherever_a_spreadsheet_cuts(delimiter, tmp_path):
    path = written(tmp_path, 'x;=1+1; =2+2;"=3+3"|=4', 'class/,"=1",;=1,=2\t=3|=4')
    assert [cell for row in cells(path, delimiter) for cell in row if cell.strip(' "').startswith("=")] == []
