"""Which cells of a notebook are run, and why a name is not there when they were."""

from __future__ import annotations

import builtins
import difflib
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from nncheck.dummies import NAMES
from nncheck.names import defined_names, used_names
from nncheck.notebook import Cell

MAX_NAMES = 1000  # of a notebook's, looked through for one that is nearly right
MAX_WORD = 40  # characters of a word of the notebook's that are told


def fingerprint(source: str) -> str:
    """What identifies a provided cell, whatever became of its metadata and of white space around it."""
    return hashlib.sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:16]


def chosen_cells(cells: Iterable[Cell], given: Iterable[str], skipped: Collection[str]) -> tuple[list[Cell], list[str]]:
    """The cells to run: a submission's own and the given ones, and of the demonstrations those that these need.

    cells: a submission's code cells
    given: sources of the given cells; those that were deleted or changed are put back in front, as cell 0
    skipped: fingerprints of provided cells that need not run
    returns: the cells in the order in which to run them, and a sentence for each that was put back
    """
    marked = [(fingerprint(cell.source), cell) for cell in cells]
    present = {mark for mark, _ in marked}
    lost = [source for source in given if fingerprint(source) not in present]
    own = [Cell(0, "\n\n".join(lost))] if lost else []
    own += [cell for mark, cell in marked if mark not in skipped]
    needed = _needed(own, [cell for mark, cell in marked if mark in skipped])
    said = "A given cell was changed or deleted; the course's own version was run first"
    repairs = [f"{said}: `{_first_line(source)}`" for source in lost]
    return sorted([*own, *needed], key=lambda cell: cell.number), repairs


def why_missing(name: str, cells: Sequence[Cell], errors: Mapping[int, str]) -> str:
    """A sentence that says why a name is not there, where the cells tell. Else "".

    cells: what was run
    errors: cell number -> sentence, for those that failed
    """
    mentioning = [cell for cell in cells if name in cell.source]
    defining = [cell.number for cell in mentioning if name in defined_names([cell])]
    failed = [number for number in defining if number in errors]
    if failed:
        return f"Cell {failed[-1]}, which defines it, did not run: {errors[failed[-1]].rstrip('.')}."
    for cell in mentioning:
        magic = cell.source.split()[0][:MAX_WORD]
        if magic.startswith("%%") and f"def {name}" in cell.source:
            return f"Cell {cell.number} begins with `{magic}`, so Python does not run it. Take that line out."
    if defining:
        return f"Cell {defining[-1]} defines it, and then it is gone: look for a `del`, or an `if` or a loop round it."
    names = {other.casefold(): other for other in sorted(defined_names(cells))[:MAX_NAMES]}
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.85)
    return f"There is a `{names[close[0]]}`: is that it? Call it `{name}`." if close else ""


def _needed(own: Iterable[Cell], shown: Iterable[Cell]) -> list[Cell]:
    """The demonstrations that make names which a notebook's own cells use and do not bind before."""
    bound = {*dir(builtins), *NAMES}
    wanted: set[str] = set()
    for cell in own:
        bound |= defined_names([cell])
        wanted |= used_names(cell) - bound
    needed, others = list[Cell](), list(shown)
    while more := [cell for cell in others if not wanted.isdisjoint(defined_names([cell]))]:
        needed += more
        others = [cell for cell in others if cell not in more]
        wanted |= set().union(*map(used_names, more)) - bound
    return needed


def _first_line(source: str) -> str:
    return next((line.strip()[:80] for line in source.splitlines() if line.strip()), "")
