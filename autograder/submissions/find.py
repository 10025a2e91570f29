"""Whose is what: one pile of files per student."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nncheck.notebook import NotebookUnreadable

from autograder.submissions.archives import unzip_class
from autograder.submissions.entries import HANDED_IN, KIT_FILES, ZIPS, Entry, below, ends, hidden, on_disk
from autograder.submissions.formats import METADATA, Download, Owner, Owners, by_name, github, owners_of
from autograder.submissions.names import safe_name, stem

WRAPPERS = 8
# What lies beside submissions and is known to be nobody's.
OF_COURSE = {*KIT_FILES, METADATA}


@dataclass(frozen=True)
class Found:
    """All that one student handed in; nothing of it has been read.

    student: "" where it is nobody's
    path: the file or folder that it is
    pile: the files and folders in it, or the one file
    numbered: whether the name has a number at its end because there is another one of that name
    """

    student: str
    path: Path
    pile: tuple[Entry, ...]
    numbered: bool = False


def find(paths: Iterable[Path], notebook: str, left_out: Path | None = None) -> tuple[list[Found], list[Path]]:
    """One entry per student; and the files that are nobody's.

    A folder or a zip file that holds `notebook` itself is one student's, and so is a zip file without folders that
    holds one notebook. Every other folder or zip file is a learning platform's download (see formats.py), or each file
    and each folder in it is named for its student: whoever hands in a class is one student, and is told so.

    paths: what the instructor named
    notebook: the assignment's own file name
    left_out: a folder in which nobody handed in anything, as an absolute path
    """
    paths = list({path.resolve(): path for path in paths}.values())
    all_found = [each for path in paths for each in _at(path, notebook, left_out)]
    found = list({(each.path.absolute(), each.student): each for each in all_found}.values())
    students, nobodys = ([each for each in found if bool(each.student) is whose] for whose in (True, False))
    # What the instructor named itself comes first: nobody takes a name away by what lies in an archive.
    return _apart(sorted(students, key=lambda each: each.path not in paths)), [each.path for each in nobodys]


def _at(path: Path, notebook: str, left_out: Path | None) -> list[Found]:
    if path.is_dir():
        download = Download(below(path, left_out), path, notebook)
        students = _as_in_its_download(path, notebook, _holds_notebook(download))
        if students or _holds_notebook(download):
            names = students or [safe_name(path.resolve().name)]
            return [Found(name, path, tuple(download.entries)) for name in names]
        return _piles(download, owners_of(download) or by_name(download))
    entry = on_disk(path)
    if students := _as_in_its_download(path, notebook, has_notebook=True):
        return [Found(name, path, (entry,)) for name in students]
    found = _in_class_zip(path, notebook) if ends(path.name, ZIPS) and not entry.flaw else []
    return found or [Found(stem(path.name), path, (entry,))]


def _as_in_its_download(path: Path, notebook: str, has_notebook: bool) -> list[str]:
    """Whose a file or folder is that lies in a platform's download and was named by itself: the same as there.

    has_notebook: whether it is certainly somebody's; the folders of a class may bear names like GitHub's
    """
    path = path.resolve()
    with contextlib.suppress(OSError):
        beside = [on_disk(each) for each in path.parent.iterdir() if not hidden(each.name)]
        owners = owners_of(Download(beside, path.parent, notebook), () if has_notebook else (github,))
        # Who is known by the file's name alone is nobody whom the platform named.
        return [owner.student for owner in owners.get(path.name, []) if owner.id != path.name]
    return []


def _in_class_zip(path: Path, notebook: str) -> list[Found]:
    """The students of a zip file; none where it is a single student's, or cannot be read."""
    try:
        entries = unzip_class(path)
    except NotebookUnreadable:
        return []
    strays = tuple(entry.inside() for entry in entries if not entry.parts[0])
    download, owners = _unwrapped(Download([entry for entry in entries if entry.parts[0]], path, notebook))
    if not owners and (_holds_notebook(download) or _is_one_file(download)):
        return []
    found = _piles(download, owners or by_name(download))
    return [*found, Found(stem(path.name), path, strays)] if strays else found


def _unwrapped(download: Download) -> tuple[Download, Owners]:
    """A download without the folders that are only wrapped around it, and whose it is if a platform told."""
    for _ in range(WRAPPERS):
        owners, entries = owners_of(download), download.entries
        if owners or len(download.tops) != 1 or any(len(each.parts) == 1 and not each.folder for each in entries):
            return download, owners
        inside = [entry.inside() for entry in entries if len(entry.parts) > 1]
        download = replace(download, entries=inside, where=download.where / next(iter(download.tops)))
    return download, {}


def _holds_notebook(download: Download) -> bool:
    return any(entry.parts == (download.notebook,) and not entry.folder for entry in download.entries)


def _is_one_file(download: Download) -> bool:
    flat = all(len(entry.parts) == 1 and not entry.folder for entry in download.entries)
    return flat and sum(ends(entry.name, HANDED_IN) for entry in download.entries) == 1


def _piles(download: Download, owners: Owners) -> list[Found]:
    piles: dict[tuple[str, str], list[Entry]] = {}
    paths: dict[tuple[str, str], Path] = {}
    for entry in sorted(download.entries, key=lambda entry: entry.parts):
        loose = len(entry.parts) == 1 and not entry.folder
        nobody = [] if entry.name in OF_COURSE else [Owner("", entry.name, entry.name)]
        for owner in owners.get(entry.parts[0], nobody):
            whose = owner.student, owner.id
            piles.setdefault(whose, []).append(replace(entry, parts=(owner.file,)) if loose else entry.inside())
            paths.setdefault(whose, download.where / entry.parts[0])
    return [Found(whose[0], paths[whose], tuple(pile)) for whose, pile in piles.items()]


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
        apart.append(replace(found, student=name, numbered=name != found.student))
    return apart
