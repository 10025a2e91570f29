"""Which of the files that a student handed in is the notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from nncheck.notebook import NotebookUnreadable

from autograder.submissions.archives import REMEDY, unzip
from autograder.submissions.entries import (
    KIT_FILES,
    KIT_FOLDERS,
    NOTEBOOKS,
    OTHER_ARCHIVES,
    SCRIPTS,
    ZIPS,
    Entry,
    ends,
    shown,
)
from autograder.submissions.formats import is_class

ZIPS_DEEP = 2  # a zip, and a zip in it


def notebook_in(pile: Sequence[Entry], notebook: str, where: str) -> Entry:
    """The file to read, looked for in zip files where it lies in one.

    pile: all that a student handed in
    notebook: the assignment's own file name
    where: what to call the pile, the student's name
    raises: NotebookUnreadable with status "missing", "several", "refused" or "unreadable"
    """
    entry = _choose(pile, notebook, where)
    for _ in range(ZIPS_DEEP):
        if not ends(entry.name, ZIPS):
            return entry
        entry = _choose(unzip(entry), notebook, entry.name)
    if ends(entry.name, ZIPS):
        raise NotebookUnreadable("refused", f"{shown(entry.name)} lies in a zip in a zip. {REMEDY}")
    return entry


def not_looked_at(pile: Sequence[Entry], chosen: Entry) -> str:
    """A sentence about the other notebooks in a pile, "" where there is none."""
    others = [each for each in pile if ends(each.name, NOTEBOOKS) and not each.folder and not _of_kit(each)]
    names = _names([each for each in others if each is not chosen])
    return f"Not looked at: {names}." if names else ""


def _choose(pile: Sequence[Entry], notebook: str, where: str) -> Entry:
    for entry in pile:
        if entry.flaw:
            raise NotebookUnreadable("refused", f"{shown(entry.name)} {entry.flaw}. {REMEDY}")
    if is_class(pile):
        sentence = f"{shown(where)} looks like the download of a whole class. Name it itself to grade it as one."
        raise NotebookUnreadable("several", sentence)
    files = [entry for entry in pile if not entry.folder and not _of_kit(entry)]
    for endings in (NOTEBOOKS, ZIPS, SCRIPTS):
        candidates = [entry for entry in files if ends(entry.name, endings)]
        if candidates:
            return _the_one(candidates, notebook, where)
    if len(files) == 1 and (ends(files[0].name, OTHER_ARCHIVES) or files[0].read(1) in (b"{", b"")):
        return files[0]  # whatever it is called; reading it will tell
    only = f", only {_names(files)}" if files else ""
    raise NotebookUnreadable("missing", f"{shown(where)} holds no notebook{only}. Hand in {notebook}.")


def _the_one(candidates: list[Entry], notebook: str, where: str) -> Entry:
    stem = re.escape(notebook.removesuffix(".ipynb"))
    # "(1)", "-2" and "-Copy1" are what browsers, learning platforms and Jupyter add.
    alike = re.compile(rf"{stem}([ _-]*(\(\d+\)|\d+|copy\d*))*\.(ipynb|ipynb\.txt|ipynb\.json|py)", re.IGNORECASE)
    named = [entry for entry in candidates if entry.name == notebook]
    depth = min((len(entry.parts) for entry in named), default=0)
    outermost = [entry for entry in named if len(entry.parts) == depth]
    for group in (outermost, [entry for entry in candidates if alike.fullmatch(entry.name)], candidates):
        if len(group) == 1:
            return group[0]
    what = "zip files" if ends(candidates[0].name, ZIPS) else "notebooks"
    sentence = f"{shown(where)} holds several {what}: {_names(candidates)}. Leave only {notebook}."
    if len({entry.parts[0] for entry in candidates if len(entry.parts) > 1}) > 1:
        sentence += " If these are several students, name the folder that they lie in."
    raise NotebookUnreadable("several", sentence)


def _of_kit(entry: Entry) -> bool:
    return entry.name in KIT_FILES or not KIT_FOLDERS.isdisjoint(entry.parts)


def _names(entries: list[Entry]) -> str:
    more = ", ..." if len(entries) > 5 else ""
    return ", ".join(shown(str(PurePath(*entry.parts))) for entry in entries[:5]) + more
