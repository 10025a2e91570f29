"""Downloads of learning platforms, recognised by the names in them: whose each file and folder is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from nncheck.notebook import MAX_FILE_BYTES, NotebookUnreadable

from autograder.submissions.entries import HANDED_IN, KIT_FILES, Entry, ends
from autograder.submissions.names import safe_name, stem


@dataclass(frozen=True)
class Owner:
    """Whose a file or folder is.

    id: what tells students of one name apart
    file: a file's name as the student gave it
    """

    student: str
    id: str
    file: str


@dataclass(frozen=True)
class Download:
    """A folder or an archive with the work of a class.

    where: its path
    notebook: the assignment's file name
    """

    entries: Sequence[Entry]
    where: Path
    notebook: str

    @cached_property
    def tops(self) -> dict[str, bool]:
        """The names of what lies directly in it, and whether each must be somebody's."""
        tops: dict[str, bool] = {}
        for entry in self.entries:
            top, folder = entry.parts[0], entry.folder or len(entry.parts) > 1
            handed_in = ends(top, HANDED_IN) and top not in KIT_FILES
            tops[top] = tops.get(top, False) or folder or handed_in or bool(entry.flaw)
        return tops


Owners = dict[str, list[Owner]]
METADATA = "submission_metadata.yml"  # Gradescope's


def owners_of(download: Download) -> Owners:
    """The owners of each file and folder in a platform's download, several for a group's; {} where it is none."""
    return next((owners for recognised in FORMATS if (owners := recognised(download))), {})


def by_name(download: Download) -> Owners:
    """Each file and each folder, named for its student."""
    files = {entry.parts[0] for entry in download.entries if len(entry.parts) == 1 and not entry.folder}
    return {
        top: [Owner(stem(top) if top in files else safe_name(top), top, top)]
        for top, needed in download.tops.items()
        if needed
    }


def gradescope(download: Download) -> Owners:
    """`submission_7/...`, and a file that says whose each is."""
    metadata = next((entry for entry in download.entries if entry.parts == (METADATA,)), None)
    told = _metadata(metadata) if metadata and not metadata.flaw else {}
    owners = {top: _submitters(told[top]) for top in download.tops if top in told}
    if not any(owners.values()):
        return {}
    untold = [top for top, needed in download.tops.items() if needed and not owners.get(top)]
    return _told_apart(owners | {top: [Owner(safe_name(top), top, top)] for top in untold})


def moodle(download: Download) -> Owners:
    """`Ada Lovelace_123_assignsubmission_file/...`, or the same before the name of each file."""
    return _matching(download, r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_[a-z]+(_(?P<file>.*))?")


def canvas(download: Download) -> Owners:
    """`lovelaceada_LATE_123_4567_a4.ipynb`."""
    return _matching(download, r"(?P<student>\w+?)(_LATE)?_(?P<id>\d+)_\d+_(?P<file>.+)")


def github(download: Download) -> Owners:
    """Clones in one folder: `a4-submissions/a4-ada/...`, or `class-a4_backprop-ada/...`."""
    if len(download.tops) < 2:
        return {}  # GitHub packs a single repository in the same way: `a4_backprop-main/...`
    name = re.sub("[-_]", "[-_]", download.notebook.removesuffix(".ipynb"))
    if download.where.name.endswith("-submissions"):
        name += "|" + re.escape(download.where.name.removesuffix("-submissions"))
    return _matching(download, rf"(.+-)??({name})-(?P<id>(?P<student>[A-Za-z0-9-]+))(?P<file>)")


FORMATS = (gradescope, moodle, canvas, github)
# Names that platforms give where they hide the student's own.
HIDDEN_NAMES = {"anon", "Participant"}


def _matching(download: Download, pattern: str) -> Owners:
    """The owners by a pattern, {} unless it matches most of the names that must be somebody's; by name for the rest."""
    matches = {top: match for top in download.tops if (match := re.fullmatch(pattern, top, re.DOTALL))}
    rest = {top for top, needed in download.tops.items() if needed} - set(matches)
    if len(matches) <= len(rest):
        return {}
    owners = {
        top: [Owner(safe_name(match["student"]), match["id"], match["file"] or top)] for top, match in matches.items()
    }
    return _told_apart(owners | {top: owner for top, owner in by_name(download).items() if top in rest})


def _told_apart(owners: Owners) -> Owners:
    """The same, the platform's number added to names that several students bear."""
    ids = defaultdict(set)
    for owner in (each for group in owners.values() for each in group):
        ids[owner.student.casefold()].add(owner.id)

    def full(owner: Owner) -> Owner:
        alone = len(ids[owner.student.casefold()]) == 1 and owner.student not in HIDDEN_NAMES
        return owner if alone else replace(owner, student=safe_name(f"{owner.student} {owner.id}"))

    return {top: [full(owner) for owner in group] for top, group in owners.items()}


def _metadata(entry: Entry) -> dict[str, Any]:
    """Gradescope's account of who handed in what, {} where it cannot be read.

    Every value is taken as text: the file has Ruby's symbols, dates and tags in it, and student numbers that begin with
    a zero.
    """
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the one in C is ten times faster, and not everywhere
    try:
        data = yaml.load(entry.read(MAX_FILE_BYTES), Loader=loader)
    except (yaml.YAMLError, NotebookUnreadable, ValueError, TypeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _submitters(submission: Any) -> list[Owner]:
    submission = _without_colons(submission)
    people = submission.get("submitters")
    people = [_without_colons(each) for each in people] if isinstance(people, list) else []
    names = [(each.get("name"), each.get("sid") or each.get("email") or "") for each in people]
    return [Owner(safe_name(name), str(id), "") for name, id in names if isinstance(name, str)]


def _without_colons(data: Any) -> dict[str, Any]:
    return {str(key).strip(":"): value for key, value in data.items()} if isinstance(data, dict) else {}
