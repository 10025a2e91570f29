"""Zip files, read in memory and never extracted; what they claim about themselves is not believed."""

from __future__ import annotations

import contextlib
import io
import mmap
import re
import stat
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from nncheck.notebook import MAX_FILE_BYTES, NotebookUnreadable

from autograder.submissions.entries import Entry, hidden, shown

MAX_OF_ONE = 10_000
MAX_OF_CLASS = 200_000
REMEDY = "Hand in the notebook itself, or a zip of nothing else."
# Characters that turn the direction of writing: a name with one shows as another name.
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unzip(entry: Entry) -> list[Entry]:
    """What one student's zip file holds.

    raises: NotebookUnreadable where it is damaged, too large, or holds too much
    """
    content = entry.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise NotebookUnreadable("refused", f"{shown(entry.name)} is larger than 50 MB. {REMEDY}")
    with _reading(entry.name):
        return _entries(entry.path, io.BytesIO(content), content.count(b"PK\1\2"), MAX_OF_ONE)


def unzip_class(path: Path) -> list[Entry]:
    """What a class's zip file holds, which may be larger than the memory.

    raises: NotebookUnreadable where it is damaged or holds too much
    """
    with _reading(path.name):
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            members = sum(1 for _ in re.finditer(b"PK\1\2", content))
        return _entries(path, path, members, MAX_OF_CLASS)


@contextlib.contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        yield
    except NotebookUnreadable:
        raise
    except Exception as error:  # a parser may stumble in any way over bytes that it was not made for
        why = f": {shown(str(error))}" if isinstance(error, BadZipFile) else ""
        sentence = f"{shown(name)} is damaged, or no zip file at all{why}. Pack it again, or hand in the notebook."
        raise NotebookUnreadable("unreadable", sentence) from error


def _entries(path: Path, file: Path | io.BytesIO, members: int, most: int) -> list[Entry]:
    """Everything in a zip file that is not hidden, each with its flaw.

    members: at least how many there are; counted in its bytes, so before they take any memory
    """
    if members > most:
        raise NotebookUnreadable("refused", f"{shown(path.name)} holds more than {most} files. {REMEDY}")
    archive, lock = ZipFile(file), threading.Lock()
    entries = []
    for info in archive.infolist():
        name = _name(info)
        flaw, parts = _flaw_of_name(name), _parts(name)
        if flaw or (parts and not any(hidden(part) for part in parts)):
            read = partial(_first_bytes, archive, info, lock)
            where = Path(f"{path}/{name}")
            entries.append(Entry(parts, where, read, name.endswith("/"), flaw or _flaw_of_kind(info)))
    times = Counter(entry.parts for entry in entries if not entry.folder)
    return [replace(each, flaw="is in it twice") if times[each.parts] > 1 else each for each in entries]


def _name(info: ZipInfo) -> str:
    """A member's name as it was meant: some programs write UTF-8 without saying so, or backslashes for folders."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _parts(name: str) -> tuple[str, ...]:
    """A member's folders and name; one that leads elsewhere from its start lies in a folder "", in no student's."""
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    stray = name.startswith("/") or (parts and _leads_out(parts[0]))
    return ("", name) if stray else parts


def _leads_out(name: str) -> bool:
    return name.startswith("/") or re.match("[A-Za-z]:", name) is not None or ".." in name.split("/")


def _flaw_of_name(name: str) -> str:
    if _leads_out(name):
        return "leads out of the archive"
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in TURNING for c in name):
        return "has control characters in its name"
    return ""


def _flaw_of_kind(info: ZipInfo) -> str:
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if info.flag_bits & 0x41:
        return "is locked with a password"
    return "" if info.compress_type in (ZIP_STORED, ZIP_DEFLATED) else "is compressed in an unusual way"


def _first_bytes(archive: ZipFile, info: ZipInfo, lock: threading.Lock, most: int) -> bytes:
    """At most so many bytes as they really come out, whatever the archive says about their number."""
    try:
        with lock, archive.open(info) as file:
            return file.read(most)
    except Exception as error:  # as above
        sentence = f"{shown(info.filename)} is damaged in its zip file. Pack it again, or hand in the notebook."
        raise NotebookUnreadable("unreadable", sentence) from error
