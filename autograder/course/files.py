"""Reading the course's own files: what cannot be read is told by file and line."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.errors import CourseError


def read_text(path: Path) -> str:
    """What a file of the course says.

    raises: CourseError where it is not UTF-8
    """
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CourseError(f"{path.parent.name}/{path.name}:{line}", "this is not UTF-8", "Save it as UTF-8.") from None


def parsed(path: Path, text: str) -> ast.Module:
    """The text of a Python file of the course, parsed.

    raises: CourseError where it is not Python
    """
    try:
        return ast.parse(text)
    except SyntaxError as error:
        where = f"{path.parent.name}/{path.name}:{error.lineno}"
        raise CourseError(where, f"SyntaxError: {error.msg}", "Mend the file.") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The settings of a TOML file.

    raises: CourseError where it cannot be read, or is no TOML
    """
    try:
        return tomllib.loads(read_text(path))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path.parent.name}/{path.name}", str(error), "Mend the file.") from None


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and first name of every module that a piece of Python imports: (3, "numpy") for `import numpy.linalg`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").split(".")[0]
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, each.name.split(".")[0]) for each in node.names)
