"""Stand-ins for what a notebook talks to in Jupyter and finds nobody at when it is graded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


class Inert:
    """Takes every call and every attribute, and does nothing: `grader.check("relu")`, `display(x)`."""

    def __call__(self, *args: object, **kwargs: object) -> Inert:
        return self

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Shell(Inert):
    """What `get_ipython()` returns: magics and shell commands are let pass, the code below `%%time` is run."""

    RUNNING = ("time", "capture", "timeit", "prun")

    def __init__(self, run_line: Callable[[str], None], run_body: Callable[[str], None]) -> None:
        self._run_line, self._run_body = run_line, run_body

    def run_line_magic(self, name: str, line: str, *_: object) -> None:
        if name == "time":
            self._run_line(line)

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        if name in self.RUNNING:
            self._run_body(body)

    def system(self, command: str) -> None:
        """A `!command`: nothing is run."""

    def getoutput(self, command: str) -> list[str]:
        """A `!command` whose output is wanted: nothing is run, nothing comes out."""
        return []
