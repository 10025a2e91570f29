"""Loading an assignment: its declarations are imported, laid beside each other, and refused where they do not fit."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nncheck.provided import load_probes

from autograder.course.built import built_recording
from autograder.course.declarations import Alternative, Check, Mistake
from autograder.course.plan import Plan
from autograder.course.stand_ins import read_stand_ins
from autograder.errors import CourseError

Declaration = TypeVar("Declaration", Check, Mistake, Alternative)


@dataclass(frozen=True)
class Assignment:
    """An assignment with everything that its author declared, and the reference for each exercise."""

    plan: Plan
    checks: tuple[Check, ...]
    mistakes: tuple[Mistake, ...]
    alternatives: tuple[Alternative, ...]
    reference: dict[str, Callable[..., Any]]
    probes: dict[str, Callable[..., Any]]
    stand_ins: dict[str, str]

    def checks_of(self, exercise: str) -> list[Check]:
        return [check for check in self.checks if check.exercise == exercise]

    def mistakes_of(self, exercise: str) -> list[Mistake]:
        return [mistake for mistake in self.mistakes if mistake.exercise == exercise]

    def alternatives_of(self, exercise: str) -> list[Alternative]:
        return [alternative for alternative in self.alternatives if alternative.exercise == exercise]

    def stand_ins_before(self, exercise: str) -> str:
        """The code of what stands in for the exercises before one.

        Not for those after it: two that call each other would both be right by what stands in for the other.
        """
        names = [each.name for each in self.plan.exercises]
        return "\n".join(self.stand_ins[name] for name in names[: names.index(exercise)] if name in self.stand_ins)

    def probe(self, check: Check) -> Callable[..., Any] | None:
        return self.probes[check.ask] if check.ask else None


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
    _verify(assignment)
    return assignment


def _declared(path: Path, kind: type[Declaration]) -> tuple[Declaration, ...]:
    where = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise CourseError(where, "the file is missing", "Write it; docs/authoring.md shows how.")
    with _importing(path, where, "Mend the file."):
        names = _import_file(path)
    found = tuple(value for value in names.values() if isinstance(value, kind))
    if not found:
        raise CourseError(where, f"it declares no {kind.__name__.lower()}", "Write at least one.")
    return found


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
        raise CourseError(where + place_in(path, error), what, remedy) from error


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


def _verify(assignment: Assignment) -> None:
    _exercises_exist(assignment)
    _names_once(assignment.checks)
    _probes_exist(assignment)
    _each_is_checked(assignment)
    _catchers_exist(assignment)
    _points_agree(assignment)


def _exercises_exist(assignment: Assignment) -> None:
    exercises = {exercise.name for exercise in assignment.plan.exercises}
    declared: list[Check | Mistake | Alternative] = [
        *assignment.checks,
        *assignment.mistakes,
        *assignment.alternatives,
    ]
    for each in declared:
        if each.exercise not in exercises:
            known = ", ".join(sorted(exercises))
            raise CourseError(each.where, f"{each.name}: no exercise {each.exercise!r}", f"The lesson has: {known}.")


def _names_once(checks: Sequence[Check]) -> None:
    counts = Counter(check.name for check in checks)
    for check in checks:
        if counts[check.name] > 1:
            raise CourseError(check.where, f"two checks are called {check.name!r}", "Rename one.")


def _probes_exist(assignment: Assignment) -> None:
    for check in assignment.checks:
        if check.ask and check.ask not in assignment.probes:
            remedy = f"Write `def {check.ask}({check.exercise}, ...)` in probes.py and run `autograder build`."
            raise CourseError(check.where, f"{check.name}: there is no probe {check.ask!r}", remedy)


def _each_is_checked(assignment: Assignment) -> None:
    for exercise in assignment.plan.exercises:
        if not assignment.checks_of(exercise.name):
            where, what = f"{assignment.plan.name}/checks.py", f"nothing checks {exercise.name!r}"
            raise CourseError(where, what, "Declare a check for it.")


def _catchers_exist(assignment: Assignment) -> None:
    for mistake in assignment.mistakes:
        if mistake.caught_by not in {check.name for check in assignment.checks_of(mistake.exercise)}:
            what = f"{mistake.name}: {mistake.exercise} has no check {mistake.caught_by!r}"
            raise CourseError(mistake.where, what, "Name the check that must catch it.")


def _points_agree(assignment: Assignment) -> None:
    plan = assignment.plan
    bonus = {exercise.name for exercise in plan.exercises if exercise.optional}
    total = sum(check.points for check in assignment.checks if check.exercise not in bonus)
    if abs(total - plan.points) > 1e-9:
        what = f"points = {plan.points:g}, but the checks that are not optional are worth {total:g}"
        raise CourseError(f"{plan.name}/assignment.toml", what, "Make them agree.")
