"""A submission's cells, run anew in every child, and cut back where they hang or end it."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import astuple, replace
from typing import Any

from nncheck.asking import MAX_TEXT
from nncheck.errors import clean
from nncheck.notebook import Cell

from autograder.sandbox.child import Child, ChildGone, ChildSlow

MAX_ENDS = 2


class Cells:
    """The cells, and how it went with them.

    Of a cell that does not end in time, or ends its process twice, only what it defines is kept, or nothing where that
    ends the same way; and it is named.

    kept: characters of what they print
    errors: number -> sentence for the cells that failed when they were last run
    printed: the beginning of what they printed then
    notes: sentences about all of them together
    took: seconds, then
    """

    def __init__(self, cells: Iterable[Cell], kept: int) -> None:
        self._kept = kept
        self._cells = {cell.number: cell for cell in cells}
        self._ended_in: Counter[int] = Counter()
        self._cut: dict[int, str] = {}  # why a cell is not run as it stands
        self.errors: dict[int, str] = {}
        self.printed = ""
        self.notes: tuple[str, ...] = ()
        self.took = 0.0

    def run_in(self, child: Child, seconds: float) -> None:
        """Run them in a new child.

        seconds: wall time for all
        raises: ChildGone, ChildSlow where a cell ended the child; next time less of it will be run
        """
        began = time.monotonic()
        current = next(iter(self._cells), 0)
        try:
            child.send([json.dumps({"cells": [astuple(cell) for cell in self._cells.values()]})])
            while "cell" in (message := child.receive(began + seconds, reports=True)):
                # A number that cannot be right was not written by us; whichever cell is blamed, less of it is left.
                if type(message["cell"]) is int and message["cell"] in self._cells:
                    current = message["cell"]
        except ChildSlow:
            self._cut_back(current, f"did not end within {seconds:.3g} s")
            raise
        except ChildGone as gone:
            self._ended_in[current] += 1
            if self._ended_in[current] >= MAX_ENDS:
                self._cut_back(current, str(gone))
            raise
        self.took = time.monotonic() - began
        self.errors = dict(sorted((_sentences(message.get("errors"), self._cells) | self._cut).items()))
        self._keep(message.get("printed"))

    def _keep(self, printed: Any) -> None:
        """The beginning of what the cells printed; one character more has been sent where that is not all."""
        text = printed if isinstance(printed, str) else ""
        self.printed = clean(text[: self._kept])
        too_much = f"The cells print more than {self._kept:,} characters; what comes after these was not kept."
        self.notes = (too_much,) if len(text) > self._kept else ()

    def _cut_back(self, number: int, how: str) -> None:
        """Run only what a cell defines; where that was tried, run nothing of it."""
        cell = self._cells.get(number)
        if cell is not None and cell.whole:
            self._cells[number] = replace(cell, whole=False)
            self._cut[number] = f"it {how}; only what it defines was kept."
        else:
            self._cells.pop(number, None)
            self._cut[number] = f"it {how}, and was left out."


def _sentences(errors: Any, numbers: Collection[int]) -> dict[int, str]:
    """What a child says of its failed cells, with whatever does not have that form left out."""
    pairs = [each for each in errors if isinstance(each, list) and len(each) == 2] if isinstance(errors, list) else []
    known = [(number, text) for number, text in pairs if type(number) is int and number in numbers]
    return {number: clean(text[:MAX_TEXT]) if isinstance(text, str) else "" for number, text in known}
