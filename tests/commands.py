"""The command line, run in this process."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from autograder import cli
from autograder.course.plan import ASSIGNMENTS, read_plan


@dataclass(frozen=True)
class Done:
    """What a command came to: its exit status, and what it printed."""

    status: int
    out: str
    err: str


def autograder(*arguments: object, assignments: Path = ASSIGNMENTS) -> Done:
    """`autograder ...`, with another folder of assignments where one is named."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["autograder", *map(str, arguments)]),
        mock.patch.object(cli, "read_plan", lambda name: read_plan(name, assignments)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli.main()
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return Done(status, out.getvalue(), err.getvalue())
