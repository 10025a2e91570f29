"""A line that a child wrote, read as data: whatever it holds, that takes little time and little memory."""

from __future__ import annotations

import json
from typing import Any

from nncheck.values import MAX_ITEMS

# Brackets and commas of one line, each with the bytes that it takes once it is read, and digits of one number.
MAX_MARKS, MARK_BYTES = 10 * MAX_ITEMS, 64
MAX_DIGITS = 32


def read_message(line: bytes) -> tuple[dict[str, Any], int]:
    """The message in a line, {} where there is none, and the bytes that it takes, about."""
    marks = sum(map(line.count, (b",", b"[", b"{")))
    return (_message(line) if marks <= MAX_MARKS else {}), len(line) + MARK_BYTES * marks


def _message(line: bytes) -> dict[str, Any]:
    try:
        message = _JSON.decode(line.decode())
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _number(text: str) -> float:
    """A number that JSON holds; many digits take long to read."""
    if len(text) > MAX_DIGITS:
        raise ValueError("more digits than any number here has")
    return int(text) if text.lstrip("-").isdigit() else float(text)


_JSON = json.JSONDecoder(parse_float=_number, parse_int=_number)
