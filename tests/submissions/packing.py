"""Notebooks and zip files as students hand them in, built in memory, honest ones and others."""

from __future__ import annotations

import io
import json
import stat
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

from autograder.submissions import Submission, find, read

ASSIGNMENT = "a4_backprop"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
EXERCISES = ("forward", "backward")


def notebook(*sources: str, assignment: str = ASSIGNMENT) -> bytes:
    """A notebook with one code cell per source."""
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    metadata = {"otter": {"assignment_name": assignment}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}).encode()


def by(student: str) -> bytes:
    """A notebook that says whose it is."""
    return notebook(f"def forward(x): return {student!r}")


def packed(*members: tuple[str | ZipInfo, bytes], **named: int) -> bytes:
    """A zip file; a name that ends in "/" makes a folder."""
    file = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(file, "w", named.get("compression", ZIP_DEFLATED)) as archive:
        warnings.simplefilter("ignore")  # about names that are in it twice
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def member(name: str, kind: int = stat.S_IFREG) -> ZipInfo:
    """A member under exactly that name, of any kind."""
    info = ZipInfo("-")
    info.filename = info.orig_filename = name
    info.external_attr = (kind | 0o644) << 16
    info.create_system = 3
    return info


def flagged(content: bytes, flag: int) -> bytes:
    """The same zip file, a flag set in each of its headers."""
    changed = bytearray(content)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + at] |= flag
            start = changed.find(signature, start + 4)
    return bytes(changed)


def claiming(content: bytes, size: int) -> bytes:
    """The same zip file, each of its headers claiming that so many bytes come out."""
    changed = bytearray(content)
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + at : start + at + 4] = size.to_bytes(4, "little")
            start = changed.find(signature, start + 4)
    return bytes(changed)


def bomb(name: str, megabytes: int = 60) -> bytes:
    """A zip file some kilobytes long that unpacks to so many megabytes."""
    return packed((name, b" " * megabytes * 2**20))


def lzma_packed(*members: tuple[str | ZipInfo, bytes]) -> bytes:
    return packed(*members, compression=ZIP_LZMA)


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder, and the folders that they lie in."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def handed_in(*paths: Path) -> dict[str, Submission]:
    """What is read from paths, by student."""
    all_read = [read(found, ASSIGNMENT, EXERCISES) for found in find(paths, NOTEBOOK)[0]]
    assert len({each.student for each in all_read}) == len(all_read)
    return {each.student: each for each in all_read}


def authors(*paths: Path) -> dict[str, str]:
    """Whose notebook was read for each student, or the status where none could be."""
    return {
        student: each.cells[0].source.split("'")[1] if each.status == "graded" else each.status
        for student, each in handed_in(*paths).items()
    }
