"""What an experiment returns, and how it is printed."""

from __future__ import annotations

from typing import TypeAlias

Row: TypeAlias = dict[str, str | int | float]
Table: TypeAlias = list[Row]


def as_text(table: Table) -> str:
    """A table with aligned columns; floats with four significant digits.

    table: rows with the same keys
    returns: lines, headings first
    """
    cells = [list(table[0]), *([_cell(value) for value in row.values()] for row in table)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = ("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(lines)


def _cell(value: str | int | float) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
