"""Dummies for what a notebook talks to in Jupyter, where there is nobody when it is graded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# What notebooks call by these names shows something, or ends a session, which there is not here.
INERT = ("grader", "display", "help", "exit", "quit")
NAMES = (*INERT, "get_ipython", "input")


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

    def run_line_magic(self, name: str, line: str, *_: object) -> Inert:
        if name == "time":
            self._run_line(line)
        return Inert()

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        if name in self.RUNNING:
            self._run_body(body)

    def system(self, command: str) -> None:
        """A `!command`: nothing is run."""

    def getoutput(self, command: str) -> list[str]:
        """A `!command` whose output is wanted: nothing is run, nothing comes out."""
        return []


class Progress(Inert):
    """A bar that nobody looks at, round something to go through."""

    n = 0
    write = staticmethod(Inert())

    def __init__(self, iterable: Iterable[Any] = (), *args: object, **kwargs: object) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        """A bar leaves nothing behind."""


def modules() -> dict[str, ModuleType]:
    """Modules that notebooks import to be seen, to be stored or to be checked; none of them answers a question."""
    colab = _module("google.colab", drive=Inert(), files=Inert(), output=Inert())
    bars = _module("tqdm", tqdm=Progress, trange=lambda *ends, **_: Progress(range(*ends)))
    vars(bars).update(auto=bars, notebook=bars)
    return {
        "otter": _module("otter", Notebook=Inert()),
        "google": _module("google", colab=colab),
        "google.colab": colab,
        "tqdm": bars,
        "tqdm.auto": bars,
        "tqdm.notebook": bars,
    }


def _module(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, loader=None)  # others ask whether it is there; PyTorch's optimizers ask for tqdm
    vars(module).update(members)
    return module
