"""`make check` says in a sentence what is wrong with the files of a repository, before it asks anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.parity import environment, released

NAME = "a2_activations"
NOTEBOOK = f"{NAME}.ipynb"


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        (NOTEBOOK, None, f"There is no {NOTEBOOK} here. Give your notebook that name again."),
        (NOTEBOOK, b"", f"{NOTEBOOK} is empty. Save the notebook and hand it in again."),
        (NOTEBOOK, b"{", f"{NOTEBOOK} is not a notebook: it is not JSON"),
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
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-rN", "test_assignment.py"],
        cwd=repository,
        env=environment(repository),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert (done.stdout + done.stderr).count("\n") < 15
