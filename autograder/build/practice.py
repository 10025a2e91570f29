"""A made-up class: notebooks in which each exercise is right in some style, wrong in a known way, or not written."""

from __future__ import annotations

from pathlib import Path

import nbformat
import numpy as np
from nbformat import NotebookNode

from autograder.build.extract import Extract
from autograder.build.folders import refuse_unless_empty
from autograder.build.lesson import Part, read_lesson
from autograder.build.master import given_names
from autograder.build.source import answer_as, parse
from autograder.course.assignment import Assignment
from autograder.course.built import built_notebook
from autograder.course.load import load
from autograder.course.plan import Exercise, Plan


def write_class(plan: Plan, folder: Path, students: int, seed: int) -> None:
    """Write one notebook per student; the same seed gives the same class.

    folder: made where it does not exist; must be empty; student-01.ipynb, student-02.ipynb, ...
    raises: CourseError where it is not, or the assignment has not been built, or that is damaged
    """
    refuse_unless_empty(folder)
    notebook = built_notebook(plan)
    assignment = load(plan)
    parts = read_lesson(plan.folder / "lesson.md")
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for number in range(1, students + 1):
        chosen = _draw(assignment, rng)
        cells = {exercise: answer_cell(plan, parts, file, name, exercise) for exercise, (file, name) in chosen.items()}
        nbformat.write(filled(notebook, cells), folder / f"student-{number:02d}.ipynb")


def filled(notebook: NotebookNode, cells: dict[str, str]) -> NotebookNode:
    """The student notebook with some of its stub cells replaced.

    cells: exercise -> source
    """
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        cell.source = cells.get(cell.id, cell.source)
    return copy


def answer_cell(plan: Plan, parts: list[Part], file: str, name: str, exercise: str) -> str:
    """A declared mistake or alternative as a notebook cell that needs nothing but the given cells.

    file: "mistakes.py" or "alternatives.py"
    name: the declared function's
    """
    known = given_names(parts) | {part.name for part in parts if isinstance(part, Exercise)}
    definition = answer_as(parse(plan.folder / file), name, exercise)
    return "\n\n\n".join(filter(None, [Extract(known).needs_of(definition).text(), definition.text]))


def _draw(assignment: Assignment, rng: np.random.Generator) -> dict[str, tuple[str, str]]:
    """For one student, which exercises are answered from which file by which function; the others stay stubs."""
    skill = rng.beta(3, 2)
    chosen = {}
    for exercise in assignment.plan.exercises:
        how = rng.choice(["alternatives.py", "mistakes.py", "stub"], p=[skill, 0.7 * (1 - skill), 0.3 * (1 - skill)])
        right, wrong = assignment.alternatives_of(exercise.name), assignment.mistakes_of(exercise.name)
        names = [each.name for each in (right if how == "alternatives.py" else wrong)]
        if how != "stub" and names:
            chosen[exercise.name] = (str(how), str(rng.choice(names)))
    return chosen
