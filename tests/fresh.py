"""An assignment built anew, in a folder of the tests' own and under a key that never changes.

So no test depends on what `autograder build` left behind, on the course's secret key, or on another test.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build import build
from autograder.build.lesson import Part, read_lesson
from autograder.course.assignment import Assignment
from autograder.course.load import load
from autograder.course.plan import ASSIGNMENTS, Plan, read_plan
from autograder.course.questions import Pool

KEY = bytes(range(32))
HURRY = 1.0  # seconds: what an endless loop costs in each check of its exercise


@dataclass(frozen=True)
class Kit:
    """One assignment as students and graders meet it.

    assignments: the folder that it lies in
    stale: files of the real `student/` that a build would change
    """

    assignments: Path
    name: str
    stale: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        return _plan(self)

    @property
    def assignment(self) -> Assignment:
        return _assignment(self)

    @property
    def pool(self) -> Pool:
        """The secret pool, under the tests' key."""
        return _pool(self)

    @property
    def parts(self) -> list[Part]:
        return _parts(self)

    @property
    def solved(self) -> NotebookNode:
        return nbformat.read(self.kept / "solved.ipynb", as_version=4)

    @property
    def untouched(self) -> NotebookNode:
        return nbformat.read(self.plan.student_folder / self.plan.notebook, as_version=4)

    @property
    def kept(self) -> Path:
        """The folder of what a build keeps for the course team: solved.ipynb and otter.zip."""
        return self.assignments / "kept" / self.name


def lay_out(name: str, folder: Path, seconds: float | None = None) -> Kit:
    """Copy an assignment into a folder, and build it there.

    seconds: the time for one question, where it is not to be the assignment's own
    """
    source, target = ASSIGNMENTS / name, folder / name
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("student", "__pycache__"))
    shutil.copy(ASSIGNMENTS / "course.toml", folder)
    (folder / "course.key").write_text(f"{KEY.hex()}\n", "ascii")
    if seconds is not None:
        _limit(target / "assignment.toml", seconds)
    built = build(name, folder)
    kit = Kit(folder, name, tuple(replace(built, plan=read_plan(name)).stale()))
    for path, content in [(target / "student" / path, content) for path, content in built.student.items()]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    kit.kept.mkdir(parents=True)
    for path, content in built.kept.items():
        (kit.kept / path).write_bytes(content)
    return kit


def _limit(path: Path, seconds: float) -> None:
    text = re.sub(r"^question = .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    text = text if "[limits]" in text else f"{text}\n[limits]\n"
    path.write_text(text.replace("[limits]\n", f"[limits]\nquestion = {seconds}\n"), "utf-8")


@cache
def _plan(kit: Kit) -> Plan:
    return read_plan(kit.name, kit.assignments)


@cache
def _assignment(kit: Kit) -> Assignment:
    return load(kit.plan)


@cache
def _pool(kit: Kit) -> Pool:
    return Pool(kit.assignment, KEY)


@cache
def _parts(kit: Kit) -> list[Part]:
    return read_lesson(kit.plan.folder / "lesson.md")
