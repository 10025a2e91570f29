"""A notebook as data: its code cells, read from whatever a student handed in, and run one after the other."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MAX_FILE_BYTES = 50 * 2**20


class NotebookUnreadable(ValueError):
    """A file without cells to run; `status` is one word for tables, the text a sentence for people."""

    def __init__(self, status: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Cell:
    """One code cell: its number among the code cells, from 1, and its text."""

    number: int
    source: str


def read_cells(content: bytes, name: str) -> tuple[list[Cell], list[str]]:
    """The code cells of a notebook or a Python file.

    content: the bytes of the file
    name: its name; one that ends in .py is read as Python, everything else as a notebook
    returns: the cells, and a sentence for each thing that had to be mended
    raises: NotebookUnreadable with status "empty" or "unreadable"
    """
    if not content.strip():
        raise NotebookUnreadable("empty", f"{name} is empty. Save the notebook and hand it in again.")
    if len(content) > MAX_FILE_BYTES:
        raise NotebookUnreadable("unreadable", f"{name} is larger than 50 MB. Clear all outputs and save it again.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = f"{name} is not a text file, so it cannot be a notebook. Hand in the .ipynb file itself."
        raise NotebookUnreadable("unreadable", sentence) from None
    sources, repairs = (_script(text), []) if name.endswith(".py") else _notebook(text, name)
    cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
    if not any(cell.source.strip() for cell in cells):
        raise NotebookUnreadable("empty", f"{name} holds no code. Perhaps it was saved before anything was written.")
    return cells, repairs


def defined_names(cells: Iterable[Cell]) -> set[str]:
    """The functions and classes that the cells define at top level, and the names that they assign."""
    names: set[str] = set()
    for cell in cells:
        try:
            tree = ast.parse(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            names.update(re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)", cell.source, re.MULTILINE))
            continue
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Assign):
                names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return names


def _notebook(text: str, name: str) -> tuple[list[str], list[str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        sentence = f"{name} is not a notebook: it is not JSON. Hand in the .ipynb file that Jupyter saved."
        raise NotebookUnreadable("unreadable", sentence) from None
    repairs = []
    cells = data.get("cells") if isinstance(data, dict) else None
    if cells is None and isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        cells = [cell for sheet in data["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
        repairs.append("The notebook is in the old format 3; it was read all the same.")
    if not isinstance(cells, list):
        sentence = f"{name} is JSON but not a notebook: it has no list of cells. Hand in the .ipynb file."
        raise NotebookUnreadable("unreadable", sentence)
    code = [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    sources = [_source(cell) for cell in code]
    broken = sum(source is None for source in sources)
    if broken:
        repairs.append(f"{broken} code cells had no readable text and were left out.")
    return [source for source in sources if source is not None], repairs


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _script(text: str) -> list[str]:
    """A Python file in cells: at its `# %%` or `# In[1]:` marks, else statement by statement.

    Statement by statement, so that a line that fails does not take what stands below it along.
    """
    marked = re.split(r"^# (?:%%.*|In\[[ \d]*\]:.*)\n", text, flags=re.MULTILINE)
    if len(marked) > 1:
        return marked
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [text]
    lines = text.splitlines(keepends=True)
    starts = [min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) - 1 for node in body]
    return ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
