"""Asking a function one question, and taking what it answers as data.

A reply says what happened, never whether it is right: that is decided by `nncheck.verdict`, in another process where
one is at hand.
"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncheck.errors import clean, describe_error, name_of, text_of, went_through
from nncheck.unwritten import code_files, is_unwritten, left_open
from nncheck.values import MAX_BYTES, ValueRefused, to_plain

MAX_TEXT = 2_000
MAX_WARNING = 200


@dataclass(frozen=True)
class Reply:
    """What came back from one question.

    outcome: "answered", or one of the outcomes that hold no answer: "raised", "refused", "missing", "unwritten",
        "timeout", "died"
    value: the answer as plain data (see `nncheck.values`), where there is one
    error: a sentence about what went wrong, where something did
    warning: the first floating-point warning that NumPy gave, if any
    """

    outcome: str
    value: Any = None
    error: str = ""
    warning: str = ""

    def to_data(self) -> dict[str, Any]:
        """The reply as JSON data."""
        return dict(vars(self))

    @classmethod
    def from_data(cls, data: Any) -> Reply:
        """A reply from data of any origin.

        raises: ValueRefused where the data do not have its form
        """
        texts = ("outcome", "error", "warning")
        if not isinstance(data, dict) or set(data) != {*texts, "value"}:
            raise ValueRefused("the reply does not have the form of a reply")
        if not all(isinstance(data[name], str) for name in texts) or data["outcome"] not in OUTCOMES:
            raise ValueRefused("the reply does not have the form of a reply")
        return cls(data["outcome"], data["value"], *(clean(data[name][:MAX_TEXT]) for name in texts[1:]))


OUTCOMES = frozenset({"answered", "raised", "refused", "missing", "unwritten", "timeout", "died"})


def ask(
    function: Any, probe: Callable[..., Any] | None, arguments: tuple[Any, ...], max_bytes: int = MAX_BYTES
) -> Reply:
    """Call a function, and take what it returns as data.

    function: what the notebook defines under the exercise's name, None where it defines nothing
    probe: called as probe(function, *arguments) where one call of the function is not enough; it may raise
        ValueRefused with a sentence about an answer of another kind than it can look at
    arguments: handed over as they are: they are the function's to change, and the caller's no more
    max_bytes: a larger answer is refused
    """
    if function is None:
        return Reply("missing")
    with _watched() as seen:
        reply = _asked(function, probe, arguments, max_bytes)
    return Reply(reply.outcome, reply.value, reply.error, _first_of_numpy(seen))


def _asked(function: Any, probe: Callable[..., Any] | None, arguments: tuple[Any, ...], max_bytes: int) -> Reply:
    try:
        if is_unwritten(function):
            return Reply("unwritten")
        if not callable(function):
            kind = f"the name stands for a value of type {name_of(type(function))}, not for a function"
            return Reply("refused", error=f"{kind}; perhaps it was given to something else later on")
        answer = function(*arguments) if probe is None else probe(function, *arguments)
    except ValueRefused as refused:  # by the probe, which wants another kind of answer
        return Reply("refused", error=str(refused)[:MAX_TEXT])
    except BaseException as error:  # SystemExit and KeyboardInterrupt are a student's mistakes here too.
        return _raised(function, error, asked_by_probe=probe is not None)
    try:
        return Reply("answered", to_plain(answer, max_bytes))
    except ValueRefused as refused:
        return Reply("refused", error=str(refused)[:MAX_TEXT])
    except BaseException as error:
        return Reply("refused", error=f"reading the result failed: {describe_error(error)}")


def _raised(function: Any, error: BaseException, asked_by_probe: bool) -> Reply:
    if isinstance(error, NotImplementedError) and left_open(function, error):
        return Reply("unwritten")
    if asked_by_probe and not _is_of(function, error):
        return Reply("refused", error=f"looking at it ended in {describe_error(error)}")
    return Reply("raised", error=describe_error(error))


def _is_of(function: Any, error: BaseException) -> bool:
    """Whether an error is a function's own, and not of the probe that looked at its answer."""
    files = code_files(function)
    is_about_the_call = isinstance(error, TypeError) and _WRONG_CALL.search(text_of(error)) is not None
    return not files or is_about_the_call or went_through(error, files)


# Python's words where a function does not take the arguments; no line of it has run then.
_WRONG_CALL = re.compile(r"\(\) (takes|missing|got) ")


@contextlib.contextmanager
def _watched() -> Iterator[list[warnings.WarningMessage]]:
    """What is printed goes nowhere; yields the warnings as they come."""
    out = Printed()
    with warnings.catch_warnings(record=True) as seen, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("default")  # once for each line of code: a loop may warn a million times
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            yield seen


def _first_of_numpy(seen: list[warnings.WarningMessage]) -> str:
    """The first floating-point warning; Python's own, that a coroutine was not awaited, is no word about numbers."""
    found = (text_of(each.message) for each in seen if isinstance(each.message, RuntimeWarning))
    return next((text for text in found if not text.endswith("was never awaited")), "")[:MAX_WARNING]


class Printed(io.StringIO):
    """A stream that keeps the beginning of what is written, however much that is.

    kept: characters
    """

    encoding = "utf-8"  # some ask before they print

    def __init__(self, kept: int = 0) -> None:
        super().__init__()
        self._left = kept

    def write(self, text: str) -> int:
        if self._left > 0:
            self._left -= super().write(text[: self._left])
        return len(text)

    def close(self) -> None:
        """Nothing: a notebook that closes the output may go on printing."""
