"""A student repository: what was built, the ruler, and the template's own files."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.build.folders import refuse_unless_empty, write_files
from autograder.course.built import built_notebook, built_recording
from autograder.course.load import place_in
from autograder.course.plan import ROOT, Plan
from autograder.errors import CourseError

TEMPLATE = ROOT / "student_template"
CACHE = re.compile(r"__pycache__|\..*cache")


def release(plan: Plan, folder: Path) -> None:
    """Write the repository that students of one assignment work in, whole or not at all.

    folder: made where it does not exist; must be empty
    raises: CourseError where it is not, where the assignment has not been built or that is damaged, or a template is
    """
    built_notebook(plan)
    built_recording(plan)
    refuse_unless_empty(folder)
    files = _files(plan.student_folder) | _rendered(plan)
    folder.mkdir(parents=True, exist_ok=True)
    # In the folder itself: beside it may lie another disk, and somebody may be at work in it.
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        write_files(Path(unfinished), files)
        for path in Path(unfinished).iterdir():
            path.rename(folder / path.name)


def _files(folder: Path) -> dict[str, bytes]:
    """The files below a folder, caches aside: path in it -> content."""
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    wanted = [path for path in paths if not any(CACHE.fullmatch(part) for part in path.parts)]
    return {path.as_posix(): (folder / path).read_bytes() for path in wanted}


def _rendered(plan: Plan) -> dict[str, bytes]:
    """The files of the template, what is said of the assignment filled in; the ruler stays as it is."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATE), undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True
    )
    files = _files(TEMPLATE)
    for name in files:
        if not name.startswith("nncheck/"):
            try:
                files[name] = templates.get_template(name).render(plan=plan).encode()
            except Exception as error:  # whatever a template raises where it is filled in
                where = f"{TEMPLATE.name}/{name}{place_in(TEMPLATE / name, error)}"
                raise CourseError(where, f"{type(error).__name__}: {error}", "Mend the template.") from None
    return files
