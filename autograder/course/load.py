"""Loading an assignment: its declarations are imported, laid beside each other, and refused where they do not fit."""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from nncheck.provided import load_probes

from autograder.course.assignment import Assignment
from autograder.course.built import built_recording
from autograder.course.declarations import Alternative, Check, Mistake
from autograder.course.files import parsed, read_text
from autograder.course.plan import Plan
from autograder.course.stand_ins import read_stand_ins
from autograder.course.verify import verify
from autograder.errors import CourseError

Declaration = TypeVar("Declaration", Check, Mistake, Alternative)


def load(plan: Plan, provided: Path | None = None) -> Assignment:
    """Load and verify an assignment.

    provided: the folder with given.py and probes.py, where it is not the assignment's student folder
    raises: CourseError that says in which file and line something does not fit, and what to do
    """
    if provided is None:
        built_recording(plan)  # what has not been built lacks its probes too, and nobody need write those
    assignment = Assignment(
        plan=plan,
        checks=_declared(plan.folder / "checks.py", Check),
        mistakes=_declared(plan.folder / "mistakes.py", Mistake),
        alternatives=_declared(plan.folder / "alternatives.py", Alternative),
        reference={exercise.name: _reference(exercise.name, exercise.module) for exercise in plan.exercises},
        probes=_probes(plan, provided),
        stand_ins=read_stand_ins(plan),
    )
    verify(assignment, provided or plan.student_folder)
    return assignment


def _declared(path: Path, kind: type[Declaration]) -> tuple[Declaration, ...]:
    where = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise CourseError(where, "the file is missing", "Write it; docs/authoring.md shows how.")
    _names_once(path, where)
    with _importing(path, where, "Mend the file."):
        names = _import_file(path)
    found = tuple(value for value in names.values() if isinstance(value, kind))
    if not found:
        raise CourseError(where, f"it declares no {kind.__name__.lower()}", "Write at least one.")
    return found


def _names_once(path: Path, where: str) -> None:
    """Of two functions of one name Python keeps the last, and nobody would miss the other."""
    lines: dict[str, int] = {}
    for node in parsed(path, read_text(path)).body:
        if isinstance(node, ast.FunctionDef):
            if node.name in lines:
                what = f"two functions are called {node.name!r}, the other one in line {lines[node.name]}"
                raise CourseError(f"{where}:{node.lineno}", what, "Rename one.")
            lines[node.name] = node.lineno


def _probes(plan: Plan, provided: Path | None) -> dict[str, Callable[..., Any]]:
    folder, where, remedy = plan.student_folder, f"{plan.name}/student", f"Run `autograder build {plan.name}`."
    if provided:
        folder, where, remedy = provided, plan.name, "Mend the file."
    with _importing(folder, where, remedy):
        return load_probes(folder)


@contextlib.contextmanager
def _importing(path: Path, where: str, remedy: str) -> Iterator[None]:
    """What a file of the course raises or ends with while it is imported becomes a sentence.

    path: the file, or the folder that it lies in
    where: what that is called in the sentence
    """
    try:
        yield
    except CourseError:
        raise
    except (Exception, SystemExit) as error:
        what = f"{type(error).__name__}: {error}".removesuffix(": ")
        raise CourseError(_unread(path, error) or where + place_in(path, error), what, remedy) from error


def _unread(path: Path, error: BaseException) -> str:
    """The file and line that Python could not read, where that is another file, which this one imports."""
    file = Path(error.filename or path) if isinstance(error, SyntaxError) else path
    return "" if file.is_relative_to(path) else f"{file.parent.name}/{file.name}:{getattr(error, 'lineno', 0)}"


def place_in(path: Path, error: BaseException) -> str:
    """Where an error comes from: ":12" in a file, "/given.py:12" in a folder, "" where it comes from elsewhere."""
    steps = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        steps.append((error.filename, error.lineno))  # of code that never ran
    inside = [f"{file.removeprefix(str(path))}:{line}" for file, line in steps if Path(file).is_relative_to(path)]
    return inside[-1] if inside else ""


def _import_file(path: Path) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}.{path.stem}", path)
    assert spec and spec.loader, f"{path} is a Python file"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


def _reference(name: str, module: str) -> Callable[..., Any]:
    try:
        function = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise CourseError(f"lesson.md, stub {name}", str(error), f"Write {name} in {module}.") from None
    if not callable(function):
        raise CourseError(f"lesson.md, stub {name}", f"{module}.{name} is not a function", "Name one that is.")
    return function  # type: ignore[no-any-return]
