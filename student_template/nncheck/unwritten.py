"""Whether a function or a class is still the stub that was handed out. It imports no NumPy, and so runs everywhere."""

from __future__ import annotations

import contextlib
import dis
import types
from functools import lru_cache
from typing import Any


def is_unwritten(thing: object) -> bool:
    """Whether there is nothing in it yet: `...`, `pass`, a docstring, `return`, `return None`, or NotImplementedError.

    Whatever computes or returns something else is written, be it `return 0`. A decorated function is unwritten where
    the one inside is; a class, where all methods are that its notebook gives it; and so is a name still bound to `...`.
    """
    if thing is ...:
        return True
    functions = _functions(thing)
    if not functions:
        return isinstance(thing, type) and all(_is_special(name) for each in _classes(thing) for name in vars(each))
    return all(_does_nothing(each.__code__) for each in functions)


def written(*functions: Any) -> bool:
    """Whether all of these are written; prints which are not, so that a demonstration can wait for them."""
    waiting = [getattr(function, "__name__", "what is still `...`") for function in functions if is_unwritten(function)]
    if waiting:
        names = ", ".join(waiting[:3]) + (" and others" if len(waiting) > 3 else "")
        print(f"Write {names} first, then run this cell again.")
    return not waiting


def left_open(thing: object, error: NotImplementedError) -> bool:
    """Whether it was the function or class itself that raised this, and not something that it called."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and any(each.__code__ is trace.tb_frame.f_code for each in _functions(thing))


def code_files(thing: object) -> set[str]:
    """The files that a function, or the methods of a class, come from; none where it is not written in Python."""
    return {each.__code__.co_filename for each in _functions(thing)}


def _functions(thing: object) -> list[types.FunctionType]:
    """A function without its decorators; a class's methods and properties."""
    members = [each for one in _classes(thing) for each in vars(one).values()] if isinstance(thing, type) else [thing]
    bare = [_undecorated(each) for each in members]
    return [each for each in bare if isinstance(each, types.FunctionType)]


def _classes(thing: type) -> list[type]:
    """A class and those that it inherits from, as far as they stand in the same notebook."""
    return [each for each in thing.__mro__ if each.__module__ == thing.__module__]


def _undecorated(member: Any) -> Any:
    """What stands inside decorators; a wrapper that only borrows another function's name is left as it is."""
    for _ in range(16):
        if isinstance(member, (staticmethod, classmethod)):
            member = member.__func__
        elif isinstance(member, property):
            member = member.fget
        elif (inner := getattr(member, "__wrapped__", None)) is not None and _holds(member, inner):
            member = inner
        else:
            break
    return member


def _holds(wrapper: Any, inner: object) -> bool:
    """Whether a wrapper calls what it wraps: a function has it in its closure, another object in an attribute."""
    if not isinstance(wrapper, types.FunctionType):
        return True
    held = []
    for cell in wrapper.__closure__ or ():
        with contextlib.suppress(ValueError):  # an empty cell
            held.append(cell.cell_contents)
    return any(each is inner for each in held)


@lru_cache(1024)  # one function is asked many questions
def _does_nothing(code: types.CodeType) -> bool:
    step = next((step for step in dis.get_instructions(code) if not _is_idle(step)), None)
    return step is None or (step.opname == "LOAD_GLOBAL" and step.argval == "NotImplementedError")


def _is_idle(step: dis.Instruction) -> bool:
    """What Python compiles for a body that computes nothing, in versions 3.10 to 3.14."""
    if step.opname in ("LOAD_CONST", "RETURN_CONST"):
        return step.argval is None or step.argval is ...
    return step.opname in ("RESUME", "NOP", "RETURN_VALUE", "POP_TOP")


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
