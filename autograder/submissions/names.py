"""Names that students chose, made fit for sentences, tables and files."""

from __future__ import annotations

import unicodedata

from autograder.submissions.entries import HANDED_IN, ends


def safe_name(name: str) -> str:
    """A name that is safe in tables and as a file's name."""
    composed = unicodedata.normalize("NFC", name)
    printable = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in composed)
    short = printable.strip(". ").encode()[:150].decode(errors="ignore")
    return short.strip(". ") or "nameless"


def stem(name: str) -> str:
    """A file's name without what says that it is a notebook or an archive, cleaned."""
    ending = max((each for each in HANDED_IN if ends(name, (each,))), key=len, default="")
    return safe_name(name[: len(name) - len(ending)])
