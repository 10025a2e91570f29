"""A student repository: what was built, the ruler, and the template's own files."""

from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.course.plan import ROOT, Plan
from autograder.errors import CourseError

TEMPLATE = ROOT / "student_template"


def release(plan: Plan, folder: Path) -> None:
    """Write the repository that students of one assignment work in.

    folder: made where it does not exist; must be empty
    raises: CourseError where it is not, or where the assignment has not been built
    """
    if not (plan.student_folder / plan.notebook).is_file():
        raise CourseError(f"{plan.name}/student", "it has not been built", f"Run `autograder build {plan.name}`.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(str(folder), "there is something already", "Name a folder that does not exist yet.")
    ignored = shutil.ignore_patterns("__pycache__", ".*cache")
    shutil.copytree(plan.student_folder, folder, ignore=ignored, dirs_exist_ok=True)
    shutil.copytree(TEMPLATE / "nncheck", folder / "nncheck", ignore=ignored)
    templates = Environment(
        loader=FileSystemLoader(TEMPLATE), undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True
    )
    for path in sorted(TEMPLATE.rglob("*")):
        name = path.relative_to(TEMPLATE)
        if path.is_file() and name.parts[0] != "nncheck" and "__pycache__" not in name.parts:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(templates.get_template(name.as_posix()).render(plan=plan), "utf-8")
