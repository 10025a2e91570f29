"""From what a student handed in to cells, or to one word and a sentence about what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nncheck.names import defined_names
from nncheck.notebook import MAX_FILE_BYTES, Cell, NotebookUnreadable, read_cells

from autograder.submissions.choose import not_looked_at, notebook_in
from autograder.submissions.entries import SCRIPTS, Entry, ends, shown
from autograder.submissions.find import Found

# Beyond these a file of some megabytes, once parsed, takes gigabytes of the grader's memory.
MAX_CODE_BYTES = 300_000
MAX_JSON_PARTS = 2_000_000


@dataclass(frozen=True)
class Submission:
    """One student's work, read.

    path: the file; inside an archive as if that were a folder
    status: "graded" where there is something to grade, else one word; `sentence` says it in full
    sentence: of what is graded, what else was handed in and not looked at
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
    """Read what one student handed in; whatever is wrong with it becomes a status.

    assignment: its name, as notebooks carry it in their metadata
    exercises: names of which a submission to this assignment defines at least one
    """
    where = found.path
    try:
        entry = notebook_in(found.pile, f"{assignment}.ipynb", found.student)
        where = entry.path
        content = entry.read(MAX_FILE_BYTES + 1)
        cells, repairs = _cells(content, entry)
    except NotebookUnreadable as unreadable:
        return not_read(found, unreadable.status, str(unreadable), where)
    cells_of = _defining(cells, exercises)
    other = _named_assignment(content)
    defined = sum(map(bool, cells_of.values()))
    # Another assignment's notebook may well define a few of these names, such as sigmoid, for its own use.
    if other != assignment and (not defined or (other and defined <= len(cells_of) / 2)):
        belongs = f"it belongs to {other}" if other else "it defines none of the exercises"
        sentence = f"{shown(entry.name)} is not a notebook of {assignment}: {belongs}. Hand in {assignment}.ipynb."
        return Submission(found.student, _written(where), "wrong-assignment", sentence, tuple(cells))
    repairs += [
        f"{name} is defined in the cells {_listed(numbers)}; the last one counts."
        for name, numbers in cells_of.items()
        if len(numbers) > 1
    ]
    others = not_looked_at(found.pile, entry)
    return Submission(found.student, _written(where), "graded", others, tuple(cells), tuple(repairs))


def not_read(found: Found, status: str, sentence: str, where: Path | None = None) -> Submission:
    """What a student handed in, with nothing in it that could be graded.

    where: the file, where it is known
    """
    return Submission(found.student, _written(where or found.path), status, sentence)


def _cells(content: bytes, entry: Entry) -> tuple[list[Cell], list[str]]:
    name = shown(entry.name)
    if ends(name, SCRIPTS) and not content.lstrip().startswith(b"{"):
        _limit(len(content), name)
    elif sum(map(content.count, (b"{", b"[", b'"'))) > MAX_JSON_PARTS:
        sentence = f"{name} holds far more than a notebook needs. Clear all outputs and save it again."
        raise NotebookUnreadable("unreadable", sentence)
    cells, repairs = read_cells(content, name)
    _limit(sum(len(cell.source) for cell in cells), name)
    return cells, repairs


def _limit(code: int, name: str) -> None:
    if code > MAX_CODE_BYTES:
        sentence = f"{name} holds more than {MAX_CODE_BYTES // 1000} kB of code. Load data from files, and paste none."
        raise NotebookUnreadable("unreadable", sentence)


def _defining(cells: list[Cell], names: Collection[str]) -> dict[str, list[str]]:
    """The numbers of the cells that define each name."""
    mentioning = [cell for cell in cells if any(name in cell.source for name in names)]
    defined = [(str(cell.number), defined_names([cell])) for cell in mentioning]
    return {name: [number for number, defines in defined if name in defines] for name in names}


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers if len(numbers) < 10 else [*numbers[:4], "...", *numbers[-4:]])


def _named_assignment(content: bytes) -> str:
    """The assignment's name in a notebook's metadata, "" where it has none."""
    try:
        name = json.loads(content)["metadata"]["otter"]["assignment_name"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return shown(name) if isinstance(name, str) else ""


def _written(path: Path) -> Path:
    """A path that a database and a CSV file can hold, whatever bytes the file's name is made of."""
    return Path(str(path).encode("utf-8", "backslashreplace").decode())
