"""What an assignment provides beside the notebook: given code, and the probes that ask the questions."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

MAX_TABLES, MAX_IN_TABLE = 50, 1000  # of a notebook's, and entries of each, that are looked through
MAX_LAYERS = 20  # of wrappers round a function


def load_probes(folder: Path) -> dict[str, Callable[..., Any]]:
    """The functions of probes.py, with a copy of given.py of their own.

    A probe must not meet what a submission made of the given code, so both are loaded afresh, before any cell runs.

    folder: where probes.py and given.py lie; either may be missing
    returns: the probes by name
    """
    with _module("given", folder / "given.py"), _module("probes", folder / "probes.py") as probes:
        found = vars(probes) if probes else {}
        functions = {name: value for name, value in found.items() if callable(value)}
        return {name: value for name, value in functions.items() if getattr(value, "__module__", "") == "probes"}


def as_in_notebook(kind: type) -> type:
    """A given class, or one that a probe derives from it, as a class of the notebook's own too.

    So `isinstance` holds there, and what a notebook attached to its class is found; what the kind says itself comes
    first, whatever was attached under that name.
    """
    given = next(each for each in kind.__mro__ if each.__module__ == "given")
    theirs = getattr(sys.modules.get("given"), given.__name__, given)
    return kind if theirs is given or not isinstance(theirs, type) else _derived(kind, theirs)


@functools.lru_cache(64)
def _derived(kind: type, theirs: type) -> type:
    members = {name: value for each in reversed(kind.__mro__[:-1]) for name, value in vars(each).items()}
    own = {name: value for name, value in members.items() if name not in ("__dict__", "__weakref__")}
    return type(kind.__name__, (theirs,), own)


@contextlib.contextmanager
def standing_in(function: Any, stand_ins: Mapping[str, Any]) -> Iterator[None]:
    """While a function is asked, other exercises that it calls are right: what is wrong with them costs points where
    they are asked themselves.

    function: what is asked, with the names of the notebook that it was written in
    stand_ins: by the names of the exercises; each is also met under other names, and in tables, that the notebook has
        for its own
    """
    names = _names_seen_by(function)
    right = {name: _first(stand_in, names.get(name)) for name, stand_in in stand_ins.items()}
    instead = {id(names[name]): right[name] for name in right if name in names}
    before = list(_places(names, instead))
    for table, key, _, new in before:
        table[key] = new
    names.update(right)
    try:
        yield
    finally:
        for name in right:
            names.pop(name, None)
        for table, key, own, _ in before:
            with contextlib.suppress(IndexError):  # of a list that has become shorter
                table[key] = own


def _places(names: dict[str, Any], instead: Mapping[int, Any]) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Where functions are met: (table, key, what stands there, what is to stand there).

    Among names, and in dicts, lists and tuples that lie there or in one another.

    instead: what stands in for a function, by the function's id
    """
    tables: list[Any] = [names]
    for table in tables:  # which becomes longer on the way
        for key, value in list(table.items() if isinstance(table, dict) else enumerate(table)):
            new = _with_stand_ins(value, instead)
            if new is not value:
                yield table, key, value, new
            inner = [value, *value] if type(value) is tuple and len(value) <= MAX_IN_TABLE else [value]
            found = [each for each in inner if type(each) in (dict, list) and len(each) <= MAX_IN_TABLE]
            tables += [each for each in found if len(tables) < MAX_TABLES and not any(each is one for one in tables)]


def _with_stand_ins(value: Any, instead: Mapping[int, Any]) -> Any:
    """A function's stand-in; a tuple with stand-ins in it; anything else as it is."""
    if type(value) is tuple and any(id(each) in instead for each in value[:MAX_IN_TABLE]):
        return tuple(instead.get(id(each), each) for each in value)
    return instead.get(id(value), value)


def _names_seen_by(function: Any) -> dict[str, Any]:
    """The global names of a function, also where it is wrapped, a partial one, or an object that can be called."""
    seen: list[dict[str, Any]] = []
    while function is not None and len(seen) < MAX_LAYERS:
        seen.append(getattr(function, "__globals__", None) or getattr(type(function).__call__, "__globals__", {}))
        inner = (getattr(function, link, None) for link in ("func", "pyfunc", "__wrapped__"))
        function = next((each for each in inner if each is not None), None)
    return next((names for names in seen if names.get("__name__") == "__main__"), seen[-1])


def _first(stand_in: Any, own: Any) -> Any:
    """The stand-in; of functions the notebook's own, where that is called as only it can be."""
    if isinstance(stand_in, type) or not callable(own):
        return stand_in

    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return stand_in(*arguments, **named)
        except Exception:
            return own(*arguments, **named)

    return call


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
