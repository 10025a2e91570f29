"""What an assignment provides beside the notebook: given code, and the probes that ask the questions."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any


def load_probes(folder: Path) -> dict[str, Callable[..., Any]]:
    """The functions of probes.py, with a copy of given.py of their own.

    A probe must not meet what a submission made of the given code, so both are loaded afresh, before any cell runs.

    folder: where probes.py and given.py lie; either may be missing
    returns: the probes by name
    """
    with _module("given", folder / "given.py"), _module("probes", folder / "probes.py") as probes:
        found = vars(probes) if probes else {}
        return {name: value for name, value in found.items() if callable(value) and value.__module__ == "probes"}


@contextlib.contextmanager
def _module(name: str, path: Path) -> Iterator[ModuleType | None]:
    """A module made from a file, importable by name only while its users are being loaded."""
    if not path.is_file():
        yield None
        return
    module = ModuleType(name)
    module.__file__ = str(path)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        exec(compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True), module.__dict__)
        yield module
    finally:
        if before is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = before
