"""What was built of an assignment, as students hold it; refused where it is missing or damaged."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nncheck.recorded import Recording, read_recording

from autograder.course.plan import Plan
from autograder.errors import CourseError


def built_recording(plan: Plan) -> Recording:
    """What questions.json holds.

    raises: CourseError where it, or given.py or probes.py which it needs, has not been built, or it is damaged
    """
    with _built(plan, "questions.json") as path:
        recording = read_recording(path.parent)
    if any("from given import" in source for source in recording.given):
        _path(plan, "given.py")
    if any(check.ask for check in recording.checks):
        _path(plan, "probes.py")
    return recording


def built_notebook(plan: Plan) -> NotebookNode:
    """The notebook.

    raises: CourseError where it has not been built, or is damaged
    """
    with _built(plan, plan.notebook) as path:
        return nbformat.read(path, as_version=4)


@contextlib.contextmanager
def _built(plan: Plan, name: str) -> Iterator[Path]:
    path = _path(plan, name)
    try:
        yield path
    except OSError:
        raise
    except Exception:  # there are many ways of not being a notebook, and as many kinds of error
        raise CourseError(f"{plan.name}/student/{name}", "it is damaged", _remedy(plan)) from None


def _path(plan: Plan, name: str) -> Path:
    path = plan.student_folder / name
    if not path.is_file():
        raise CourseError(f"{plan.name}/student", f"{name} has not been built", _remedy(plan))
    return path


def _remedy(plan: Plan) -> str:
    return f"Run `autograder build {plan.name}`."
