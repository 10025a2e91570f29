"""A batch that is stopped keeps what it has, and leaves nothing lying about."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from autograder.build.practice import filled
from autograder.gradebook import Gradebook
from tests.commands import autograder

NAME = "a2_activations"
SECONDS = 60.0


def until(true):
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_batch_that_is_stopped_keeps_its_grades_and_no_folder(number, built, tmp_path):
    kit = built(NAME)
    handed_in, scratch, out = (tmp_path / name for name in ("handed-in", "scratch", "graded"))
    handed_in.mkdir()
    scratch.mkdir()
    nbformat.write(kit.untouched, handed_in / "ada.ipynb")
    slow = filled(kit.untouched, {"relu": "import time\n\ndef relu(z):\n    time.sleep(60)"})
    for student in ("bob", "eve"):
        nbformat.write(slow, handed_in / f"{student}.ipynb")
    command = [sys.executable, "-m", "autograder", "grade", NAME, handed_in, "--out", out, "--jobs", "1"]
    heeded = functools.partial(signal.signal, number, signal.SIG_DFL)  # also where nohup started these tests
    environment = os.environ | {"TMPDIR": str(scratch)}
    batch = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, preexec_fn=heeded)
    until(lambda: (out / "gradebook.sqlite").exists() and graded(out))
    time.sleep(0.5)  # past the moment between writing a record and counting it
    batch.send_signal(number)
    said = batch.communicate(timeout=SECONDS)[1].decode()
    assert batch.returncode == 130
    told = f"Stopped: {len(graded(out))} of 3 are graded and written in {out}. Run the same command to grade all."
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1] == told  # before it, that a key was made, where there was none
    assert "ada" in graded(out)
    assert (out / "grades.csv").exists()
    assert list(scratch.iterdir()) == []


def graded(out):
    gradebook = Gradebook(out / "gradebook.sqlite")
    try:
        return [record.student for record in gradebook.records()]
    finally:
        gradebook.close()


def test_what_nohup_keeps_from_a_batch_stays_away_from_it():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        autograder("doctor")
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
