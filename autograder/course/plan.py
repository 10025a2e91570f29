"""What is known of an assignment without importing the reference: its folder, title, packages and limits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from nncheck.values import MAX_BYTES

from autograder.course.files import read_text, read_toml
from autograder.errors import CourseError
from autograder.limits import MEGABYTE, Limits

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ROOT / "assignments"


@dataclass(frozen=True)
class Questions:
    """Cases per check: recorded for students, in the secret pool, and asked of each student from the pool."""

    recorded: int
    pool: int
    asked: int


@dataclass(frozen=True)
class Exercise:
    """One stub: the function's or class's name, and the module of `solutions` that holds its reference.

    optional: its points come on top of what the assignment is worth
    """

    name: str
    module: str
    optional: bool = False


@dataclass(frozen=True)
class Plan:
    """An assignment as its assignment.toml and its lesson lay it out."""

    name: str
    folder: Path
    title: str
    points: float
    packages: tuple[str, ...]
    limits: Limits
    questions: Questions
    key_file: Path
    exercises: tuple[Exercise, ...]

    @property
    def student_folder(self) -> Path:
        """What students get, built and committed."""
        return self.folder / "student"

    @property
    def notebook(self) -> str:
        return f"{self.name}.ipynb"


def assignment_names(assignments: Path = ASSIGNMENTS) -> list[str]:
    """The names of all assignments, in order."""
    return sorted(path.parent.name for path in assignments.glob("*/assignment.toml"))


def read_plan(name: str, assignments: Path = ASSIGNMENTS) -> Plan:
    """Read one assignment's plan.

    raises: CourseError where the assignment does not exist or a setting is missing, unknown or of the wrong kind
    """
    known = assignment_names(assignments)
    if name not in known:  # a path that leads to one is not its name, and questions are drawn by the name
        raise CourseError(repr(name), "there is no such assignment", f"Known are: {', '.join(known) or 'none'}.")
    folder = assignments / name
    course = read_toml(assignments / "course.toml")
    own = read_toml(folder / "assignment.toml")
    where = f"{name}/assignment.toml"
    unknown = set(own) - {"title", "points", "packages", "limits", "questions"}
    if unknown:
        raise CourseError(where, f"unknown setting {sorted(unknown)[0]!r}", "See docs/authoring.md for what there is.")
    return Plan(
        name=name,
        folder=folder,
        title=_setting(own, "title", str, where),
        points=_points(own, where),
        packages=_packages(own, where),
        limits=_merged("limits", _limits, course, own, where),
        questions=_merged("questions", _questions, course, own, where),
        key_file=assignments / _setting(course, "key", str, "course.toml"),
        exercises=_exercises(folder / "lesson.md"),
    )


STUB = re.compile(r"^from solutions\.([\w.]+) import (\w+)  # stub(, optional)?$", re.MULTILINE)


def _exercises(lesson: Path) -> tuple[Exercise, ...]:
    where = f"{lesson.parent.name}/lesson.md"
    if not lesson.is_file():
        raise CourseError(where, "the lesson is missing", "Write it, or copy another assignment's to start from.")
    found = exercises_in(read_text(lesson))
    if not found:
        raise CourseError(where, "no stub was found", "Mark one: `from solutions.activations import relu  # stub`.")
    names = [each.name for each in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise CourseError(where, f"there are two stubs of {twice}", "Take one out.")
    return tuple(found)


def exercises_in(text: str) -> list[Exercise]:
    """The exercises whose stubs a lesson marks, or a cell of it."""
    return [Exercise(name, f"solutions.{module}", bool(optional)) for module, name, optional in STUB.findall(text)]


def _setting(table: dict[str, Any], key: str, kind: Any, where: str) -> Any:
    if not isinstance(table.get(key), kind):
        raise CourseError(where, f"{key!r} is missing or of the wrong kind", f"Add a line `{key} = ...`.")
    return table[key]


def _points(own: dict[str, Any], where: str) -> float:
    points = _setting(own, "points", (int, float), where)
    if not math.isfinite(points):
        raise CourseError(where, f"points = {points}", "Write how many all checks are worth.")
    return float(points)


def _packages(own: dict[str, Any], where: str) -> tuple[str, ...]:
    packages = _setting(own, "packages", list, where)
    for name in packages:
        if not (isinstance(name, str) and name.strip()):
            raise CourseError(where, f"{name!r} is no package", 'Write each by its name, such as "numpy".')
    return tuple(packages)


def _merged(key: str, read: Callable[..., Any], course: dict[str, Any], own: dict[str, Any], where: str) -> Any:
    """A table of the course's, where an assignment may say otherwise; each is told of what it says itself."""
    table = _setting(course, key, dict, "course.toml")
    read(table, "course.toml")
    return read({**table, **_setting({key: {}, **own}, key, dict, where)}, where)


def _limits(table: dict[str, Any], where: str) -> Limits:
    limits: Limits = _settings(Limits, table, where)
    if limits.reply_bytes > MAX_BYTES:
        raise CourseError(where, f"reply = {limits.reply:g}", f"No reply holds more than {MAX_BYTES // MEGABYTE} MB.")
    for name, seconds in (("question", limits.question), ("notebook", limits.notebook)):
        if seconds > limits.total:
            what = f"{name} = {seconds:g} is more than total = {limits.total:g}"
            raise CourseError(where, what, "Make the total larger.")
    return limits


def _questions(table: dict[str, Any], where: str) -> Questions:
    questions: Questions = _settings(Questions, table, where)
    if questions.asked > questions.pool:
        what = f"asked = {questions.asked} is more than pool = {questions.pool}"
        raise CourseError(where, what, "Students are asked what is in the pool.")
    return questions


def _settings(kind: Any, table: dict[str, Any], where: str) -> Any:
    """A table of finite numbers above 0, whole ones where the field is an int."""
    names = [field.name for field in fields(kind)]
    if wrong := sorted(set(table) ^ set(names)):
        what = f"{wrong[0]!r} is {'missing' if wrong[0] in names else 'no setting'}"
        raise CourseError(where, what, f"There are: {', '.join(names)}.")
    for field in fields(kind):
        value, is_whole = table[field.name], field.type == "int"
        if not (type(value) is int or (type(value) is float and not is_whole)) or not 0 < value < math.inf:
            wanted = f"{'a whole' if is_whole else 'a finite'} number above 0"
            raise CourseError(where, f"{field.name} = {value!r}", f"Write {wanted}.")
    return kind(**table)
