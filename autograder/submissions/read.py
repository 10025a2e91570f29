"""From a file to cells, or to one word and a sentence about what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nncheck.notebook import MAX_FILE_BYTES, Cell, NotebookUnreadable, defined_names, read_cells

from autograder.submissions.find import Found


@dataclass(frozen=True)
class Submission:
    """One student's work, read.

    status: "graded" where there is something to grade, else one word; `sentence` says it in full
    cells: all its code cells
    repairs: what had to be mended to read it
    """

    student: str
    path: Path
    status: str
    sentence: str
    cells: tuple[Cell, ...] = ()
    repairs: tuple[str, ...] = ()


def read(found: Found, assignment: str, exercises: Collection[str]) -> Submission:
    """Read one student's file; whatever is wrong with it becomes a status.

    assignment: its name, as notebooks carry it in their metadata
    exercises: names of which a submission to this assignment defines at least one
    """
    status, sentence = found.trouble
    if status:
        return Submission(found.student, found.path, status, sentence)
    try:
        with found.path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        cells, repairs = read_cells(content, found.path.name)
    except OSError as error:
        sentence = f"{found.path.name} cannot be read: {error.strerror}."
        return Submission(found.student, found.path, "unreadable", sentence)
    except NotebookUnreadable as unreadable:
        return Submission(found.student, found.path, unreadable.status, str(unreadable))
    other = _named_assignment(content)
    if not defined_names(cells) & set(exercises) and other != assignment:
        belongs = f"it belongs to {other}" if other else "it defines none of the exercises"
        sentence = f"{found.path.name} is not a notebook of {assignment}: {belongs}. Hand in {assignment}.ipynb."
        return Submission(found.student, found.path, "wrong-assignment", sentence, tuple(cells))
    repairs += _defined_twice(cells, exercises)
    return Submission(found.student, found.path, "graded", "", tuple(cells), tuple(repairs))


def _defined_twice(cells: Collection[Cell], exercises: Collection[str]) -> list[str]:
    """A sentence for each exercise that several cells define."""
    where = {name: [cell.number for cell in cells if name in defined_names([cell])] for name in exercises}
    return [
        f"{name} is defined in the cells {', '.join(map(str, numbers))}; the last one counts."
        for name, numbers in where.items()
        if len(numbers) > 1
    ]


def _named_assignment(content: bytes) -> str:
    """The assignment's name in a notebook's metadata, "" where it has none."""
    try:
        name = json.loads(content)["metadata"]["otter"]["assignment_name"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return name[:80] if isinstance(name, str) else ""
