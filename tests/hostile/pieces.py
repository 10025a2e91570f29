"""The corpus: every attack is a cell in one of `corpus/*.py`, behind a line that names it and what may come of it.

    # %% a_name: died, raised          the outcomes of the attacked exercise that are as they should be
    # %% a_name: wrong [own]           it may spoil its own submission's other answers, since they share its process
    # %% a_name: raised [not user]     the level "user" promises less
    # %% a_name: missing [twice]       its limit twice, since what finds no memory, or hangs, is tried again

A docstring says what must happen. `process` is a level without walls, so only some themes are run there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
# What a level without walls promises too: faults cost one question, and values are taken, never trusted.
FAULTS = ("arguments", "endings", "exceptions", "floods", "hangs", "memory", "patching", "values", "wire")

_MARK = re.compile(r"^# %% (?P<name>\w+): (?P<words>[\w, ]+?)(?: \[(?P<note>own|not user|twice)\])?\n", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One hostile cell.

    outcomes: what may become of the exercise that it answers
    note: "own", "not user", "twice" or ""
    """

    theme: str
    name: str
    outcomes: tuple[str, ...]
    note: str
    source: str

    def __str__(self) -> str:
        return f"{self.theme}-{self.name}"

    def is_run_at(self, level: str) -> bool:
        return self.theme in FAULTS if level == "process" else self.note != f"not {level}"


def attacks() -> list[Attack]:
    """The whole corpus, theme by theme."""
    return [attack for path in sorted(CORPUS.glob("*.py")) for attack in _attacks_in(path)]


def _attacks_in(path: Path) -> list[Attack]:
    text = path.read_text("utf-8")
    marks = list(_MARK.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        Attack(path.stem, mark["name"], tuple(mark["words"].split(", ")), mark["note"] or "", text[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]
