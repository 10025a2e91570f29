"""A student's exception in one sentence: what, and the line of the notebook it came from."""

from __future__ import annotations

import linecache
import re
import traceback
import unicodedata
from collections.abc import Collection
from types import CodeType

MAX_ERROR = 400
MAX_NAME = 80


def describe_error(error: BaseException) -> str:
    """An exception with its place: `ValueError: shapes (3,4) and (3,) ... (line 4 of cell 7: dZ = A @ W)`.

    error: anything that was raised; its text may be missing, endless or raise in turn
    returns: at most about MAX_ERROR characters on one line
    """
    name = name_of(type(error))
    message = "the code asked Python to stop" if isinstance(error, SystemExit) else text_of(error)
    try:
        place = _place(error)
    except BaseException:
        place = ""
    return clean(f"{name}: {message} {place}" if message else f"{name} {place}").strip()


def text_of(error: BaseException) -> str:
    """What an exception or a warning says, on one line, whatever its class makes of `str`."""
    try:
        said = error.msg if isinstance(error, SyntaxError) else error
        return " ".join(str.__str__(str(said))[: 10 * MAX_ERROR].split())[:MAX_ERROR]
    except BaseException:
        return "(its message cannot be shown)"


def name_of(kind: type) -> str:
    """A class's own name, whatever its metaclass says."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return " ".join(name[:MAX_NAME].split())


def clean(text: str) -> str:
    """A text that every file can hold and every terminal can show.

    Halves of surrogate pairs, and what steers a terminal or the direction of writing, become question marks.
    """
    if text.isprintable():
        return text
    return "".join("?" if unicodedata.category(c) in ("Cs", "Cc", "Cf") and c not in "\n\t" else c for c in text)


def steps_of(error: BaseException) -> list[tuple[CodeType, int]]:
    """The code that an exception came through, outermost first, with the line in it."""
    trace = BaseException.__dict__["__traceback__"].__get__(error)  # whatever its class makes of the name
    return [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)]


def went_through(error: BaseException, files: Collection[str]) -> bool:
    """Whether an exception came through code of a notebook, or of other files."""
    passed = {code.co_filename for code, _ in steps_of(error)}
    return not passed.isdisjoint(files) or any(map(_is_cell, passed))


def _place(error: BaseException) -> str:
    """The line of a notebook that raised an error, or at which Python gave up reading."""
    if isinstance(error, SyntaxError) and _is_cell(str(error.filename)) and error.lineno:
        return _line(str(error.filename), error.lineno)
    own = [(code.co_filename, line) for code, line in steps_of(error) if _is_cell(code.co_filename)]
    return _line(*own[-1]) if own else ""


def _line(filename: str, number: int) -> str:
    cell = filename.strip("<>") if _OURS.fullmatch(filename) else "its cell"
    source = linecache.getline(filename, number).strip()[:120]
    return f"(line {number} of {cell}{f': `{source}`' if source else ''})"


def _is_cell(filename: str) -> bool:
    """Whether code stands in a notebook: run by `nncheck.running`, or by Jupyter."""
    return bool(_OURS.fullmatch(filename)) or filename.startswith("<ipython-input") or "ipykernel_" in filename


_OURS = re.compile(r"<cell \d+>")
