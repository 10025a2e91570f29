"""Building an assignment: lesson -> master notebook -> `otter assign` -> what students get, and two files we keep.

Everything is made in a temporary folder first; `Built` then says what differs from what lies on disk, or writes it.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import nncheck
from nbformat import NotebookNode
from nncheck.choosing import fingerprint
from otter.assign import main as otter_assign

from autograder.build.folders import write_files
from autograder.build.lesson import Demonstration, Given, Part, read_lesson
from autograder.build.master import answers, given_cell, given_code, master_notebook
from autograder.build.recording import agree, record, written_as
from autograder.build.source import MARK
from autograder.course.files import read_text
from autograder.course.load import load
from autograder.course.plan import ASSIGNMENTS, ROOT, Plan, read_plan

BUILD = ROOT / "build"
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Built:
    """What building an assignment gives.

    student: path in the student folder -> content, committed so that a diff shows what students will see
    kept: path in build/<assignment>/ -> content, made anew by every build and not in git
    """

    plan: Plan
    student: dict[str, bytes]
    kept: dict[str, bytes]

    def stale(self) -> list[str]:
        """The files of the student folder that are not what a build gives, or ought not to be there."""
        folder = self.plan.student_folder
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        there = {path for path in there if "__pycache__" not in path}
        differ = {path for path in there & set(self.student) if not self._same(path, (folder / path).read_bytes())}
        return sorted(differ | (there ^ set(self.student)))

    def write(self) -> list[str]:
        """Bring both folders up to date; returns the student files that changed."""
        stale = self.stale()
        for path in stale:
            (self.plan.student_folder / path).unlink(missing_ok=True)
        write_files(self.plan.student_folder, {path: self.student[path] for path in stale if path in self.student})
        shutil.rmtree(BUILD / self.plan.name, ignore_errors=True)
        write_files(BUILD / self.plan.name, self.kept)
        return stale

    def _same(self, path: str, content: bytes) -> bool:
        if path != "questions.json" or content == self.student[path]:
            return content == self.student[path]
        try:
            return agree(json.loads(content), json.loads(self.student[path]))
        except (ValueError, KeyError, TypeError):  # a file that somebody edited
            return False


def build(name: str, assignments: Path = ASSIGNMENTS) -> Built:
    """Build one assignment.

    assignments: the folder that it lies in
    raises: CourseError where the lesson, a declaration or the reference is not in order
    """
    plan = read_plan(name, assignments)
    parts = read_lesson(plan.folder / "lesson.md")
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        work = Path(folder)
        provided = _provide(plan, parts, work)
        assignment = load(plan, work)
        public = [check for check in assignment.checks if check.visibility == "public"]
        _assign(master_notebook(plan, parts, public, ["nncheck", "questions.json", *provided]), work, plan)
        notebook = _normalised(nbformat.read(work / "dist" / "student" / plan.notebook, as_version=4), plan, parts)
        recording = written_as(record(assignment, _given_sources(parts), _skipped(notebook, parts)))
        tests = {f"tests/{path.name}": path.read_bytes() for path in (work / "dist/student/tests").glob("*.py")}
        student = {**provided, **tests, "questions.json": recording.encode(), plan.notebook: _dumped(notebook)}
        otter = _otter_zip(next((work / "dist" / "autograder").glob("*.zip")), recording)
    solved = _solved(notebook, parts)
    return Built(plan, student, {"solved.ipynb": _dumped(solved), "otter.zip": otter})


def _provide(plan: Plan, parts: list[Part], work: Path) -> dict[str, bytes]:
    """given.py and probes.py, where there are any, written where Otter and the loader find them."""
    probes = plan.folder / "probes.py"
    texts = {"given.py": given_code(parts), "probes.py": read_text(probes) if probes.is_file() else ""}
    provided = {name: text.encode() for name, text in texts.items() if text}
    write_files(work, provided)
    return provided


def _assign(master: NotebookNode, work: Path, plan: Plan) -> None:
    """Run `otter assign` in the work folder; the questions are recorded later, when its notebook is known."""
    nbformat.write(master, work / plan.notebook)
    (work / "questions.json").touch()
    shutil.copytree(Path(nncheck.__file__).parent, work / "nncheck", ignore=shutil.ignore_patterns("__pycache__"))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        otter_assign(str(work / plan.notebook), str(work / "dist"), no_pdfs=True, no_run_tests=True)


def _normalised(notebook: NotebookNode, plan: Plan, parts: list[Part]) -> NotebookNode:
    """The notebook without whatever depends on when and where it was made; a cell keeps its id while it is the same."""
    keep = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    notebook.metadata = NotebookNode(keep | {"otter": {"assignment_name": plan.name}})
    stubs = {_first_line(text): name for name, (_, text) in answers(parts).items()}
    taken: list[str] = []
    for cell in notebook.cells:
        name = stubs.get(_first_line(cell.source)) or fingerprint(cell.source)[:8]
        again = sum(id.split("-")[0] == name for id in taken)
        cell.id = f"{name}-{again + 1}" if again else name
        taken.append(cell.id)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.nbformat_minor = 5
    return notebook


def _solved(notebook: NotebookNode, parts: list[Part]) -> NotebookNode:
    """The student notebook with the reference's bodies in place, what they need in cells of its own before them."""
    solved: NotebookNode = nbformat.from_dict(json.loads(_dumped(notebook)))
    solutions = answers(parts)
    cells = []
    for cell in solved.cells:
        if cell.id in solutions:
            needs, text = solutions[cell.id]
            cell.source = MARK.sub("", text).rstrip()
            cells += [nbformat.v4.new_code_cell(needs, id=f"{cell.id}-needs")] if needs else []
        cells.append(cell)
    solved.cells = cells
    return solved


def _given_sources(parts: Iterable[Part]) -> list[str]:
    return [given_cell(part) for part in parts if isinstance(part, Given)]


def _skipped(notebook: NotebookNode, parts: Iterable[Part]) -> list[str]:
    """Fingerprints of the cells that grading needs nothing of: demonstrations, and what Otter put in."""
    shown = [part.source for part in parts if isinstance(part, Demonstration)]
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    otter = [source for source in code if source.startswith(("# Initialize Otter", "grader.check("))]
    return sorted({fingerprint(source) for source in [*shown, *otter]})


def _first_line(source: str) -> str:
    return source.strip().split("\n", 1)[0]


def _otter_zip(path: Path, recording: str) -> bytes:
    """Otter's autograder with the recorded questions in it, the same bytes from the same build."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made.namelist()):
            content = recording.encode() if name == "files/questions.json" else made.read(name)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return out.getvalue()


def _dumped(notebook: Any) -> bytes:
    return f"{nbformat.writes(notebook).rstrip()}\n".encode()
