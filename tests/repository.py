"""A released student repository as a student has it: without the course's own packages within reach."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder.build.release import release
from tests.fresh import Kit

# Python runs this at its start, and then the course's packages are not there, as on a student's machine.
NOT_THERE = """
import sys

class NotThere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("solutions", "autograder", "tests"):
            raise ModuleNotFoundError(f"{name} is not on a student's machine", name=name)

sys.meta_path.insert(0, NotThere())
"""


def released(kit: Kit, folder: Path) -> Path:
    """The student repository in a folder, and beside it what hides the course from Python."""
    release(kit.plan, folder / "repository")
    (folder / "hidden").mkdir()
    (folder / "hidden" / "sitecustomize.py").write_text(NOT_THERE, "utf-8")
    return folder / "repository"


def environment(repository: Path) -> dict[str, str]:
    """Environment variables for a process in the repository."""
    return os.environ | {"PYTHONPATH": str(repository.parent / "hidden"), "OMP_NUM_THREADS": "1"}


def run_in_jupyter(repository: Path, notebook: NotebookNode, seconds: int = 300) -> NotebookNode:
    """The notebook with its outputs, run from top to bottom in a real kernel; a failing cell does not stop it."""
    resources = {"metadata": {"path": str(repository)}}
    client = NotebookClient(notebook, timeout=seconds, kernel_name="python3", resources=resources, allow_errors=True)
    client.execute(env=environment(repository))
    return notebook


def put(notebook: NotebookNode, kit: Kit, repository: Path) -> None:
    """Save a notebook under the assignment's own name."""
    nbformat.write(notebook, repository / kit.plan.notebook)
