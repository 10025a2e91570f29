"""Notebooks as students might hand them in, and their grading."""

from __future__ import annotations

import tempfile
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.practice import answer_cell, filled
from autograder.course.declarations import Alternative, Mistake
from autograder.grade import grade
from autograder.gradebook import CheckRecord, Record
from autograder.submissions import find
from tests.fresh import Kit

Declared = Mistake | Alternative
ENDS = "import os\n\ndef {}(*arguments, **named):\n    os._exit(0)"


def declared(kit: Kit, file: str) -> list[Declared]:
    return list(kit.assignment.mistakes if file == "mistakes.py" else kit.assignment.alternatives)


def in_rounds(kit: Kit, file: str) -> list[list[Declared]]:
    """What a file declares, in rounds of at most one answer for each exercise."""
    groups = [
        [each for each in declared(kit, file) if each.exercise == exercise.name] for exercise in kit.plan.exercises
    ]
    return [[each for each in group if each is not None] for group in zip_longest(*groups)]


def rounds(kit: Kit, file: str) -> dict[str, NotebookNode]:
    """A notebook for each round: "mistakes-0", "mistakes-1", ..."""
    stem = file.removesuffix(".py")
    return {f"{stem}-{at}": with_answers(kit, file, each) for at, each in enumerate(in_rounds(kit, file))}


def with_answers(kit: Kit, file: str, answers: list[Declared]) -> NotebookNode:
    """The student notebook with declared answers in it, the other exercises left as they are."""
    cells = {each.exercise: answer_cell(kit.plan, kit.parts, file, each.name, each.exercise) for each in answers}
    return filled(kit.untouched, cells)


def ending_in_each(kit: Kit) -> dict[str, NotebookNode]:
    """The solved notebook, once for each exercise with a function in its place that ends the process."""
    return {
        f"ending-in-{exercise.name}": filled(kit.solved, {exercise.name: ENDS.format(exercise.name)})
        for exercise in kit.plan.exercises
    }


def grade_all(kit: Kit, notebooks: dict[str, NotebookNode], public: bool = False) -> dict[str, Record]:
    """Grade notebooks as the command line does; records by the notebook's name."""
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        for name, notebook in notebooks.items():
            nbformat.write(notebook, Path(folder) / f"{name}.ipynb")
        return grade_folder(kit, Path(folder), public=public)


def grade_folder(kit: Kit, *paths: Path, public: bool = False) -> dict[str, Record]:
    """Grade what lies in folders, or files; records by the student's name."""
    return {record.student: record for record in grade(kit.plan, find(paths, kit.plan.notebook)[0], 1, public=public)}


def checks_of(record: Record) -> dict[str, CheckRecord]:
    """All checks of a record by their names."""
    return {check.name: check for exercise in record.exercises for check in exercise.checks}
