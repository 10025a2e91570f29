"""A notebook as data: its code cells, read from whatever a student handed in, and run one after the other."""

from __future__ import annotations

import ast
import codecs
import contextlib
import io
import json
import re
from dataclasses import dataclass
from typing import Any

MAX_FILE_BYTES = 50 * 2**20
MAX_PARSED = 500_000  # characters; a syntax tree takes a hundred times the memory of its text


class NotebookUnreadable(ValueError):
    """A file without cells to run; `status` is one word for tables, the text a sentence for people."""

    def __init__(self, status: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Cell:
    """One code cell.

    number: among the code cells, from 1
    whole: whether all of its text is run, or only what it defines
    """

    number: int
    source: str
    whole: bool = True


def read_cells(content: bytes, name: str) -> tuple[list[Cell], list[str]]:
    """The code cells of a notebook or a Python file.

    content: the bytes of the file
    name: its name; one that ends in .py is read as Python unless it holds JSON, everything else as a notebook
    returns: the cells, and a sentence for each thing that had to be mended
    raises: NotebookUnreadable with status "empty" or "unreadable"
    """
    if len(content) > MAX_FILE_BYTES:
        raise NotebookUnreadable("unreadable", f"{name} is larger than 50 MB. Clear all outputs and save it again.")
    try:  # in UTF-16 Windows writes what one program hands to another
        text = content.decode("utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
    except UnicodeDecodeError:
        sentence = f"{name} is not a text file, so it cannot be a notebook. Hand in the .ipynb file itself."
        raise NotebookUnreadable("unreadable", sentence) from None
    if not text.strip():
        raise NotebookUnreadable("empty", f"{name} is empty. Save the notebook and hand it in again.")
    script = name.lower().endswith(".py") and not text.lstrip().startswith("{")  # a notebook saved under another ending
    sources, repairs = (_script(text), []) if script else _notebook(text, name)
    cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
    if not any(cell.source.strip() for cell in cells):
        raise NotebookUnreadable("empty", f"{name} holds no code. Perhaps it was saved before anything was written.")
    return cells, repairs


def without_magics(text: str) -> str:
    """A text with `pass` in place of the lines that only IPython reads; it has as many lines."""
    if any(mark in text for mark in "!%?"):
        return re.sub(r"^([ \t]*)[!%?].*$", r"\1pass", text, flags=re.MULTILINE)
    return text


def _notebook(text: str, name: str) -> tuple[list[str], list[str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotebookUnreadable("unreadable", f"{name} is not a notebook: {_why_no_json(text)}") from None
    repairs = []
    cells = data.get("cells") if isinstance(data, dict) else None
    if cells is None and isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in data["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
        repairs.append("The notebook is in the old format 3; it was read all the same.")
    if not isinstance(cells, list):
        sentence = f"{name} is JSON but not a notebook: it has no list of cells. Hand in the .ipynb file."
        raise NotebookUnreadable("unreadable", sentence)
    code = [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    sources = [_source(cell) for cell in code]
    broken = sum(source is None for source in sources)
    if broken:
        cells_had = "code cell had" if broken == 1 else "code cells had"
        repairs.append(f"{broken} {cells_had} no readable text and had to be left out.")
    return [source for source in sources if source is not None], repairs


def _why_no_json(text: str) -> str:
    if re.search(r"^<{7}( |$)", text, re.MULTILINE):
        return "it holds git's conflict marks. Settle the conflict, open it in Jupyter, and save it."
    if text.lstrip().startswith("{") and not text.rstrip().endswith("}"):
        return "it ends in the middle. Save it again, and hand it in again."
    return "it is not JSON. Hand in the .ipynb file that Jupyter saved."


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _script(text: str) -> list[str]:
    """A Python file in cells: at its `# %%` or `# In[1]:` marks, else statement by statement.

    Statement by statement, so that a line that fails does not take what stands below it along.
    """
    marked = re.split(r"^#[ \t]*(?:%%|In\[[ \d]*\]:).*\n", text, flags=re.MULTILINE)
    if len(marked) > 1:
        return [source for source in marked if source.strip()]
    body: list[ast.stmt] = []
    if len(text) <= MAX_PARSED:
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            body = ast.parse(without_magics(text)).body
    lines = list(io.StringIO(text, newline=None))  # cut where Python cuts, which str.splitlines() does not
    starts = _starts(body) if body else _likely_starts(lines)
    return ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _starts(body: list[ast.stmt]) -> list[int]:
    """At which lines statements start, counted from 0."""
    starts, last = [], 0
    for node in body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        if first > last:  # else it follows a semicolon
            starts.append(first - 1)
        last = node.end_lineno or first
    return starts


def _likely_starts(lines: list[str]) -> list[int]:
    """The same of a text that is no Python: where a definition or an import seems to start, and at the beginning."""
    marks = [0, *(at for at, line in enumerate(lines) if at and _STARTS.match(line))]
    return [at for at in marks if not (at and lines[at - 1].startswith("@"))]


_STARTS = re.compile(r"@|(?:async +)?def |class |import |from ")
