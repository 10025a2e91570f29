"""What was handed in, file by file: on the disk or in an archive, read by the same call."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from nncheck.notebook import NotebookUnreadable

# A status that the student has no part in: the course team has to act, and an earlier grade stands.
UNJUDGED = "unjudged"
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
ZIPS = (".zip",)
SCRIPTS = (".py",)
# Nothing reads these here; whoever hands one in is told so, instead of being overlooked.
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
HANDED_IN = (*NOTEBOOKS, *ZIPS, *SCRIPTS, *OTHER_ARCHIVES)
# What a student repository holds besides the notebook; never anybody's answer.
KIT_FILES = {"given.py", "probes.py", "test_assignment.py", "conftest.py"}
KIT_FOLDERS = {"tests", "nncheck"}
OF_NOBODY = {"__MACOSX", "__pycache__"}


@dataclass(frozen=True)
class Entry:
    """One file or folder.

    parts: its name, folder by folder, below what was handed in
    path: where it lies; inside an archive as if that were a folder
    read: its first bytes, at most as many as asked for; raises NotebookUnreadable
    flaw: "" or why it is refused, to be said after its name
    """

    parts: tuple[str, ...]
    path: Path
    read: Callable[[int], bytes]
    folder: bool = False
    flaw: str = ""

    @property
    def name(self) -> str:
        return self.parts[-1]

    def inside(self, depth: int = 1) -> Entry:
        """The same entry, its name told from so many folders further in."""
        return replace(self, parts=self.parts[depth:] or self.parts[-1:])


def ends(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings)


def hidden(name: str) -> bool:
    """Whether a file or folder is the system's rather than the student's."""
    return name.startswith(".") or name in OF_NOBODY


def shown(text: str) -> str:
    """A name that a student chose, fit for a sentence and a database: printable, and not long."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return printable if len(printable) <= 80 else f"{printable[:50]}...{printable[-25:]}"


def on_disk(path: Path, parts: tuple[str, ...] | None = None) -> Entry:
    """One file or folder on the disk; a link is said to be one, and never followed.

    parts: its name, where that is not simply the file's own
    """
    try:
        kind = stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        kind = stat.S_IFREG  # reading it will tell what is wrong
    flaw = {stat.S_IFREG: "", stat.S_IFDIR: "", stat.S_IFLNK: "is a link"}.get(kind, "is a device or a pipe")
    return Entry(parts or (path.name,), path, partial(_first_bytes, path), kind == stat.S_IFDIR, flaw)


def below(folder: Path, left_out: Path | None = None) -> list[Entry]:
    """Everything in a folder that is not hidden, nor in the folder that is left out (an absolute path), nor written by
    an earlier grading."""
    entries = []
    for at, folders, files in os.walk(folder):
        inside = sorted(name for name in folders if not hidden(name))
        folders[:] = [name for name in inside if Path(at, name).resolve() != left_out and not _graded(Path(at, name))]
        for name in [*folders, *sorted(files)]:
            path = Path(at, name)
            entry = on_disk(path, path.relative_to(folder).parts)
            # Deep inside, a link harms nobody, since nothing follows it; unless it stands for a notebook.
            harmless = entry.flaw and len(entry.parts) > 1 and not ends(name, HANDED_IN)
            if not hidden(name) and not harmless:
                entries.append(entry)
    return entries


def _graded(folder: Path) -> bool:
    """Whether it is what an earlier grading wrote."""
    return all((folder / name).exists() for name in ("gradebook.sqlite", "grades.csv", "feedback", "results"))


def _first_bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        sentence = f"{shown(path.name)} cannot be read here: {error.strerror}. Grade again when it can."
        raise NotebookUnreadable(UNJUDGED, sentence) from None
    except ValueError as error:
        raise NotebookUnreadable("unreadable", f"{shown(path.name)} cannot be read: {error}.") from None
