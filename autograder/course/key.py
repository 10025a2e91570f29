"""The course key: the secret from which every student's questions are drawn."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from pathlib import Path

from autograder.errors import CourseError

KEY_BYTES = 32
KEEP = "Keep it, and keep it out of git: with another one everybody is asked other questions."


def course_key(path: Path) -> bytes:
    """The key in a file that only its owner may read; made where there is none.

    raises: CourseError where it cannot be read or made
    """
    if not path.exists():
        _make_key(path)
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
        if len(key) != KEY_BYTES:
            raise ValueError(f"it holds {len(key)} bytes, not {KEY_BYTES}")
        return key
    except (OSError, ValueError) as error:
        remedy = "Put back the key that the class was graded with; another one asks other questions."
        raise CourseError(path.name, f"it cannot be read: {error}", remedy) from None


def _make_key(path: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file, contextlib.suppress(FileExistsError):
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.link(file.name, path)  # whole or not at all, and never over one that somebody made just now
            print(f"{path} was made: every student's questions are drawn with it. {KEEP}", file=sys.stderr)
    except OSError as error:
        remedy = "Make its folder one that can be written to, or name another place for the key in course.toml."
        raise CourseError(str(path), f"it cannot be made: {error.strerror or error}", remedy) from None
