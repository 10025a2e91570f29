"""A lesson taken to pieces: what is told, given, left to write, shown and asked in words."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import jupytext
from nncheck.notebook import without_magics

from autograder.course.files import imported, read_text
from autograder.course.plan import Exercise, exercises_in
from autograder.errors import CourseError


@dataclass(frozen=True)
class Prose:
    """A Markdown cell."""

    text: str


@dataclass(frozen=True)
class Given:
    """A code cell of imports that graded code may rely on.

    imports: lines that stay as they are
    names: what comes from the reference, module -> names
    """

    imports: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Demonstration:
    """A code cell that shows something; run in grading only where what a student wrote uses a name from it."""

    source: str


@dataclass(frozen=True)
class Written:
    """A question to be answered in words and graded by hand; only instructors see the answer."""

    name: str
    points: float
    prompt: str
    answer: str


Part: TypeAlias = Prose | Given | Exercise | Demonstration | Written

IMPORT = re.compile(r"^(?:from (?P<module>[\w.]+) )?import (?P<names>.+?)  # given$")


def read_lesson(path: Path) -> list[Part]:
    """The parts of a lesson, in order.

    raises: CourseError where a cell is of no known kind, or a written question has no answer
    """
    where = f"{path.parent.name}/{path.name}"
    cells = jupytext.reads(read_text(path), fmt="md").cells
    answers = {cell.metadata["answer"]: cell.source for cell in cells if "answer" in cell.metadata}
    parts: list[Part] = []
    for cell in cells:
        if "answer" in cell.metadata:
            continue
        if "written" in cell.metadata:
            parts.append(_written(cell, answers, where))
        else:
            parts.append(_code(cell.source, where) if cell.cell_type == "code" else Prose(cell.source))
    return parts


def _written(cell: jupytext.formats.NotebookNode, answers: dict[str, str], where: str) -> Written:
    name = cell.metadata["written"]
    if name not in answers or not isinstance(cell.metadata.get("points"), (int, float)):
        remedy = f'Add `<!-- #region answer="{name}" -->` below it, and `points=` to the question.'
        raise CourseError(where, f"the written question {name!r} has no answer or no points", remedy)
    return Written(name, float(cell.metadata["points"]), cell.source, answers[name])


def _code(source: str, where: str) -> Part:
    lines = source.strip().splitlines()
    if len(lines) == 1 and (exercises := exercises_in(lines[0])):
        return exercises[0]
    if not any("# given" in line or "# stub" in line for line in lines):
        _refuse_what_cannot_be_shown(source, where)
        return Demonstration(source)
    matches = [IMPORT.match(line) for line in lines]
    if not all(matches):
        line = lines[matches.index(None)]
        remedy = "A given cell holds only `... import ...  # given` lines, a stub cell only one `# stub` line."
        raise CourseError(where, f"this line does not fit its cell: {line!r}", remedy)
    ours = [match for match in matches if match and (match["module"] or "").startswith("solutions")]
    plain = [line.removesuffix("  # given") for line in lines if not line.startswith("from solutions")]
    names: dict[str, tuple[str, ...]] = {}
    for match in ours:
        listed = tuple(each.strip() for each in match["names"].split(","))
        names[match["module"]] = names.get(match["module"], ()) + listed
    return Given(tuple(plain), names)


def _refuse_what_cannot_be_shown(source: str, where: str) -> None:
    """A demonstration runs at a student's, who has no reference; and prose is no Python."""
    first = source.strip().split("\n", 1)[0]
    try:
        tree = compile(without_magics(source), where, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        what = f"the code cell that begins with {first!r} is no Python: {error.msg}"
        raise CourseError(where, what, "Mend it, or look for a fence that is missing above.") from None
    if any(module == "solutions" for _, module in imported(tree)):
        what = f"the code cell that begins with {first!r} imports the reference, which students do not have"
        raise CourseError(where, what, "Write `# given` or `# stub` at the end of its lines.")
