"""Which files are submissions, and whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

NOTEBOOKS = (".ipynb", ".py", ".ipynb.txt", ".ipynb.json")
# What a student repository holds besides the notebook; never anybody's answer.
KIT_FILES = {"given.py", "probes.py", "test_assignment.py", "conftest.py"}


@dataclass(frozen=True)
class Found:
    """One student's file.

    path: the file, or the folder or name where one should have been
    trouble: ("", "") or a one-word status and a sentence, where there is no file to read
    """

    student: str
    path: Path
    trouble: tuple[str, str] = ("", "")


def find(paths: Iterable[Path], notebook: str) -> list[Found]:
    """One entry per student.

    A file is named for its student; so is each file and each folder inside a folder. A folder that holds `notebook`
    itself is one student's.

    paths: what the instructor named
    notebook: the assignment's own file name
    """
    found = [each for path in paths for each in _at(path, notebook)]
    seen: Counter[str] = Counter()
    unique = []
    for each in found:
        seen[each.student] += 1
        again = seen[each.student]
        unique.append(replace(each, student=f"{each.student} ({again})") if again > 1 else each)
    return unique


def _at(path: Path, notebook: str) -> list[Found]:
    if path.is_dir() and not _holds(path, notebook):
        return [found for child in sorted(path.iterdir()) if (found := _child(child, notebook))]
    return [_folder(path, notebook) if path.is_dir() else _file(path)]


def _child(path: Path, notebook: str) -> Found | None:
    """What lies directly in a folder of submissions; None for what is nobody's."""
    if path.name.startswith((".", "__")) or path.name in KIT_FILES:
        return None
    if path.is_dir() and not path.is_symlink():
        return _folder(path, notebook)
    return _file(path) if path.name.endswith(NOTEBOOKS) else None


def _file(path: Path) -> Found:
    if path.is_symlink():
        return Found(_name(path), path, ("unreadable", f"{path.name} is a link. Hand in the file itself."))
    if not path.is_file():
        return Found(_name(path), path, ("missing", f"There is no file {path.name}."))
    return Found(_name(path), path)


def _folder(folder: Path, notebook: str) -> Found:
    """The notebook in one student's folder."""
    if _holds(folder, notebook):
        return replace(_file(folder / notebook), student=_clean(folder.name))
    inside = [path for path in sorted(folder.rglob("*")) if _may_be_one(path.relative_to(folder))]
    named = [path for path in inside if path.name == notebook]
    candidates = named or [path for path in inside if path.suffix != ".py"] or inside
    if len(candidates) == 1:
        return replace(_file(candidates[0]), student=_clean(folder.name))
    if not candidates:
        trouble = ("missing", f"The folder {folder.name} holds no notebook.")
    else:
        names = ", ".join(path.name for path in candidates[:5])
        trouble = ("several", f"The folder {folder.name} holds several notebooks: {names}. Leave only {notebook}.")
    return Found(_clean(folder.name), folder, trouble)


def _may_be_one(path: Path) -> bool:
    hidden = any(part.startswith((".", "__")) or part in ("tests", "nncheck") for part in path.parts)
    return not hidden and path.name not in KIT_FILES and path.name.endswith(NOTEBOOKS)


def _holds(folder: Path, notebook: str) -> bool:
    return (folder / notebook).is_file()


def _name(path: Path) -> str:
    for ending in sorted(NOTEBOOKS, key=len, reverse=True):
        if path.name.endswith(ending):
            return _clean(path.name.removesuffix(ending))
    return _clean(path.name)


def _clean(name: str) -> str:
    """A name that is safe in tables and as a file's name."""
    printable = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name)
    return printable.strip(". ")[:100] or "nameless"
