"""A student's exception in one sentence: what, and the line of the notebook it came from."""

from __future__ import annotations

import linecache
import traceback

MAX_ERROR = 400


def describe_error(error: BaseException) -> str:
    """ "ValueError: shapes (3,4) and (3,) ... (line 4 of cell 7: `dZ = A @ W`)".

    error: anything that was raised; its text may be missing, endless or raise in turn
    returns: at most about MAX_ERROR characters on one line
    """
    try:
        message = " ".join(str(error)[: 10 * MAX_ERROR].split())[:MAX_ERROR]
    except BaseException:
        message = "(its message cannot be shown)"
    name = type.__dict__["__name__"].__get__(type(error))
    if isinstance(error, SystemExit):
        name, message = "SystemExit", "the code asked Python to stop"
    text = f"{name}: {message}" if message else str(name)
    return f"{text} {_place(error)}".strip()


def _place(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"(line {error.lineno} of the cell)" if error.lineno else ""
    own = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if _is_cell(frame.f_code.co_filename)]
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if _is_cell(frame.f_code.co_filename)]
    if not own:
        return ""
    name = own[-1].f_code.co_filename
    cell = name.strip("<>") if name.startswith("<cell") else "its cell"
    source = linecache.getline(name, lines[-1]).strip()[:120]
    return f"(line {lines[-1]} of {cell}{f': `{source}`' if source else ''})"


def _is_cell(filename: str) -> bool:
    """Whether code stands in a notebook: run by `nncheck.running`, or by Jupyter."""
    return filename.startswith(("<cell ", "<ipython-input")) or "ipykernel_" in filename
