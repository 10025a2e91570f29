"""Asking a function one question, and taking what it answers as data.

A reply says what happened, never whether it is right: that is decided by `nncheck.verdict`, in another process where
one is at hand.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import io
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from nncheck.errors import describe_error
from nncheck.values import MAX_BYTES, ValueRefused, to_plain

MAX_TEXT = 2_000


@dataclass(frozen=True)
class Reply:
    """What came back from one question.

    outcome: "answered", or one of the outcomes that hold no answer: "raised", "refused", "missing", "unwritten",
        "timeout", "died"
    value: the answer as plain data (see `nncheck.values`), where there is one
    error: a sentence about what went wrong, where something did
    printed: what the function printed, cut at MAX_TEXT characters
    warning: the first floating-point warning that NumPy gave, if any
    """

    outcome: str
    value: Any = None
    error: str = ""
    printed: str = ""
    warning: str = ""

    def to_data(self) -> dict[str, Any]:
        """The reply as JSON data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Any) -> Reply:
        """A reply from data of any origin.

        raises: ValueRefused where the data do not have its form
        """
        texts = ("outcome", "error", "printed", "warning")
        if not isinstance(data, dict) or set(data) != {*texts, "value"}:
            raise ValueRefused("the reply does not have the form of a reply")
        if not all(isinstance(data[name], str) for name in texts) or data["outcome"] not in OUTCOMES:
            raise ValueRefused("the reply does not have the form of a reply")
        return cls(data["outcome"], data["value"], *(data[name][:MAX_TEXT] for name in texts[1:]))


OUTCOMES = frozenset({"answered", "raised", "refused", "missing", "unwritten", "timeout", "died"})


def ask(
    function: Any, probe: Callable[..., Any] | None, arguments: tuple[Any, ...], max_bytes: int = MAX_BYTES
) -> Reply:
    """Call a function on arguments that are its own, and take what it returns as data.

    function: what the notebook defines under the exercise's name, None where it defines nothing
    probe: called as probe(function, *arguments) where one call of the function is not enough
    arguments: handed over as deep copies
    max_bytes: a larger answer is refused
    """
    if function is None:
        return Reply("missing")
    if is_unwritten(function):
        return Reply("unwritten")
    call = function if probe is None else lambda *given: probe(function, *given)
    with _watched() as seen:
        reply = _called(call, copy.deepcopy(arguments), max_bytes)
    warning = next((str(each.message) for each in seen.warnings if issubclass(each.category, RuntimeWarning)), "")
    return Reply(reply.outcome, reply.value, reply.error, seen.printed(), warning[:200])


def is_unwritten(function: Any) -> bool:
    """Whether a function's body does nothing: a stub with `...`, `pass`, a docstring, or NotImplementedError.

    A class is unwritten where all its own methods are that do more than prepare an object.
    """
    if isinstance(function, type):
        methods = [each for each in vars(function).values() if isinstance(each, types.FunctionType)]
        others = [each for each in methods if each.__name__ != "__init__"]
        return bool(others) and all(is_unwritten(each) for each in others)
    if not isinstance(function, types.FunctionType):
        return False
    steps = [step for step in dis.get_instructions(function) if step.opname not in _IDLE]
    return not steps or (steps[0].argval == "NotImplementedError" and steps[0].opname.startswith("LOAD_GLOBAL"))


# What Python compiles for a body that computes nothing, in versions 3.10 to 3.14.
_IDLE = frozenset({"RESUME", "NOP", "LOAD_CONST", "LOAD_CONST_IMMORTAL", "RETURN_CONST", "RETURN_VALUE", "POP_TOP"})


def written(*functions: Any) -> bool:
    """Whether all of these are written; prints which are not, so that a demonstration can wait for them."""
    waiting = [function.__name__ for function in functions if is_unwritten(function)]
    if waiting:
        names = ", ".join(waiting[:3]) + (" and others" if len(waiting) > 3 else "")
        print(f"Write {names} first, then run this cell again.")
    return not waiting


def _called(call: Callable[..., Any], arguments: tuple[Any, ...], max_bytes: int) -> Reply:
    try:
        answer = call(*arguments)
    except NotImplementedError:
        return Reply("unwritten")
    except BaseException as error:  # SystemExit and KeyboardInterrupt are a student's mistakes here too.
        return Reply("raised", error=describe_error(error))
    try:
        return Reply("answered", to_plain(answer, max_bytes))
    except ValueRefused as refused:
        return Reply("refused", error=str(refused)[:MAX_TEXT])
    except BaseException as error:
        return Reply("refused", error=f"reading the result failed: {describe_error(error)}")


@dataclass
class _Seen:
    warnings: list[warnings.WarningMessage]
    out: io.StringIO

    def printed(self) -> str:
        return self.out.getvalue()[:MAX_TEXT]


@contextlib.contextmanager
def _watched() -> Iterator[_Seen]:
    out = CappedText()
    with warnings.catch_warnings(record=True) as seen, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            yield _Seen(seen, out)


class CappedText(io.StringIO):
    """Text that keeps its first MAX_TEXT characters and forgets the rest, however much is printed."""

    def write(self, text: str) -> int:
        room = MAX_TEXT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)
