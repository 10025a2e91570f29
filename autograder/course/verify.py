"""Whether what is declared for an assignment fits together; where it does not, a sentence says what does not."""

from __future__ import annotations

import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.declarations import Alternative, Check, Mistake
from autograder.course.files import imported, parsed, read_text
from autograder.course.plan import Plan
from autograder.errors import CourseError


def verify(assignment: Assignment, provided: Path) -> None:
    """Everything declared fits together.

    provided: the folder with given.py
    raises: CourseError where something does not
    """
    _exercises_exist(assignment)
    _packages_are_there(assignment.plan, provided)
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


def _packages_are_there(plan: Plan, provided: Path) -> None:
    """What runs beside a submission imports only what a submission may: nothing else is there."""
    for path in (provided / "given.py", plan.folder / "probes.py", plan.folder / "stand_ins.py"):
        for line, module in imported(parsed(path, read_text(path))) if path.is_file() else ():
            if module not in OURS and not _is_of(module, plan.packages):
                where, what = f"{plan.name}/{path.name}:{line}", f"it imports {module}, which no submission may"
                remedy = f"Add it to `packages` in {plan.name}/assignment.toml, or do without it."
                raise CourseError(where, what, remedy)


OURS = {*sys.stdlib_module_names, "nncheck", "given"}


def _is_of(module: str, packages: Collection[str]) -> bool:
    """Whether a module belongs to one of some packages, which may be named otherwise: sklearn is scikit-learn's."""
    return module in packages or not set(packages).isdisjoint(packages_distributions().get(module, ()))


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
