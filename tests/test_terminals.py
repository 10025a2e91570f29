"""What a terminal's encoding lacks does not end a command."""

from __future__ import annotations

import os
import subprocess
import sys


def test_a_name_that_the_terminal_cannot_show_is_written_as_a_number(tmp_path):
    command = [sys.executable, "-m", "autograder", "release", "a1_perceptron", "--to", tmp_path / "\u7a7a"]
    done = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u7a7a: the student repository of a1_perceptron" in done.stdout
