"""`make check` says in a sentence what is wrong with the files of a repository, before it asks anything."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest

from tests.parity import environment, released

NAME = "a2_activations"
NOTEBOOK = f"{NAME}.ipynb"


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        (NOTEBOOK, None, f"There is no {NOTEBOOK} here. Give your notebook that name again."),
        (NOTEBOOK, b"", f"{NOTEBOOK} is empty. Save the notebook and hand it in again."),
        (NOTEBOOK, b"{", f"{NOTEBOOK} is not a notebook: it ends in the middle"),
        (NOTEBOOK, b"\xe9", f"{NOTEBOOK} is not a text file"),
        ("probes.py", None, "probes.py is missing or has no"),
        ("probes.py", b"<<<<<<< HEAD", "given.py or probes.py in"),
        ("questions.json", b"{", "questions.json is damaged. Put the file back as it came with the assignment."),
        ("questions.json", None, "questions.json is missing. It came with the assignment"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_repository_that_is_not_whole_is_told(built, tmp_path, file, content, sentence):
    repository = released(built(NAME), tmp_path)
    (repository / file).unlink()
    if content is not None:
        (repository / file).write_bytes(content)
    status, said = checked(repository)
    assert status != 0
    assert sentence in said
    assert said.count("\n") < 15


def test_a_cell_that_never_ends_is_ended_and_named(built, tmp_path):
    repository = released(built(NAME), tmp_path)
    notebook = nbformat.read(repository / NOTEBOOK, as_version=4)
    (stub,) = [cell for cell in notebook.cells if cell.source.startswith("def relu(")]
    stub.source = f"while True:\n    pass\n\n{stub.source}"
    nbformat.write(notebook, repository / NOTEBOOK)
    runner = repository / "test_assignment.py"
    runner.write_text(re.sub(r"CELL_SECONDS = \d+", "CELL_SECONDS = 1", runner.read_text()))
    status, said = checked(repository)
    assert status != 0
    assert re.search(r"Code cell \d+ did not run to its end: TimeoutError: this takes too long: look for a loop", said)
    assert "; what it defines further down was kept" in said
    assert re.search(r"\(line [12] of cell \d+: `(while True:|pass)`\)", said)


def test_a_cell_that_ends_its_process_is_named_and_ends_nothing(built, tmp_path):
    repository = released(built(NAME), tmp_path)
    notebook = nbformat.read(repository / NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import os\nos._exit(0)"))
    nbformat.write(notebook, repository / NOTEBOOK)
    status, said = checked(repository)
    assert status != 0
    assert re.search(r"Code cell \d+ did not run to its end: SystemExit: the code asked Python to stop", said)
    assert "`relu` is not written yet." in said


def checked(repository):
    """Exit status and output of `make check`."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-rN", "test_assignment.py"],
        cwd=repository,
        env=environment(repository),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr
