"""Whose is what: one pile of files per student."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nncheck.notebook import NotebookUnreadable

from autograder.submissions.archives import unzip_class
from autograder.submissions.entries import HANDED_IN, KIT_FILES, ZIPS, Entry, below, ends, on_disk


@dataclass(frozen=True)
class Found:
    """All that one student handed in; nothing of it has been read.

    path: the file or folder that it is
    pile: the files and folders in it, or the one file
    """

    student: str
    path: Path
    pile: tuple[Entry, ...]


def find(paths: Iterable[Path], notebook: str) -> list[Found]:
    """One entry per student.

    A folder or a zip file that holds `notebook` itself is one student's, and so is a zip file without folders that
    holds one notebook. In every other folder or zip file, each file and each folder is named for its student.

    paths: what the instructor named
    notebook: the assignment's own file name
    """
    return _apart(each for path in paths for each in _at(path, notebook))


def _at(path: Path, notebook: str) -> list[Found]:
    if path.is_dir():
        entries = below(path)
        if _holds(entries, notebook):
            return [Found(clean(path.resolve().name), path, tuple(entries))]
        return _by_student(entries, path)
    students = _in_class_zip(path, notebook) if ends(path.name, ZIPS) else []
    return students or [Found(_stem(path.name), path, (on_disk(path),))]


def _in_class_zip(path: Path, notebook: str) -> list[Found]:
    """The students of a zip file; none where it is a single student's, or cannot be read."""
    try:
        everything = unzip_class(path)
    except NotebookUnreadable:
        return []
    entries = [entry for entry in everything if entry.parts[0]]
    strays = tuple(entry.inside() for entry in everything if not entry.parts[0])
    entries, where = _unwrapped(entries, path)
    could_be = [entry for entry in entries if ends(entry.name, HANDED_IN)]
    alone = len(could_be) == 1 and all(len(entry.parts) == 1 and not entry.folder for entry in entries)
    if alone or _holds(entries, notebook):
        return []
    return _by_student(entries, where) + ([Found(_stem(path.name), path, strays)] if strays else [])


def _unwrapped(entries: list[Entry], where: Path) -> tuple[list[Entry], Path]:
    """The entries without the folder that all of them lie in, where there is one, and where they lie then."""
    tops = {entry.parts[0] for entry in entries}
    if len(tops) != 1 or any(len(entry.parts) == 1 and not entry.folder for entry in entries):
        return entries, where
    return _unwrapped([entry.inside() for entry in entries if len(entry.parts) > 1], where / tops.pop())


def _holds(entries: Iterable[Entry], notebook: str) -> bool:
    return any(entry.parts == (notebook,) and not entry.folder for entry in entries)


def _by_student(entries: Iterable[Entry], where: Path) -> list[Found]:
    piles: dict[str, list[Entry]] = {}
    for entry in entries:
        piles.setdefault(entry.parts[0], []).append(entry)
    return [found for name in sorted(piles) if (found := _pile(name, piles[name], where))]


def _pile(name: str, entries: list[Entry], where: Path) -> Found | None:
    """One student's folder or file; None for a file that is nobody's."""
    if any(entry.folder or len(entry.parts) > 1 for entry in entries):
        return Found(clean(name), where / name, tuple(entry.inside() for entry in entries))
    if entries[0].flaw or (ends(name, HANDED_IN) and name not in KIT_FILES):
        return Found(_stem(name), entries[0].path, tuple(entries))
    return None


def _apart(all_found: Iterable[Found]) -> list[Found]:
    """The same, no two under one name, nor under names that a file system takes for one."""
    taken: set[str] = set()
    again: Counter[str] = Counter()
    apart = []
    for found in all_found:
        name = found.student
        while name.casefold() in taken:
            again[found.student] += 1
            name = f"{found.student} ({again[found.student] + 1})"
        taken.add(name.casefold())
        apart.append(replace(found, student=name))
    return apart


def _stem(name: str) -> str:
    ending = max((each for each in HANDED_IN if ends(name, (each,))), key=len, default="")
    return clean(name[: len(name) - len(ending)])


def clean(name: str) -> str:
    """A name that is safe in tables and as a file's name."""
    composed = unicodedata.normalize("NFC", name)
    printable = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in composed)
    short = printable.strip(". ").encode()[:150].decode(errors="ignore")
    return short.strip(". ") or "nameless"
