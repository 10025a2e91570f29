"""Downloads of learning platforms, recognised by the names in them: whose each file and folder is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from nncheck.notebook import NotebookUnreadable

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
Format = Callable[[Download], Owners]
METADATA = "submission_metadata.yml"  # Gradescope's
GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")
MOODLE = re.compile(r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_[a-z]+(_(?P<file>.*))?", re.DOTALL)
CANVAS = re.compile(r"(?P<student>\w+?)(_LATE)?_(?P<id>\d+)_\d+_(?P<file>.+)", re.DOTALL)


def owners_of(download: Download, but: Collection[Format] = ()) -> Owners:
    """The owners of each file and folder in a platform's download, several for a group's; {} where it is none.

    but: platforms that it is not
    """
    return next((owners for recognised in FORMATS if recognised not in but and (owners := recognised(download))), {})


def by_name(download: Download) -> Owners:
    """Each file and each folder, named for its student."""
    files = {entry.parts[0] for entry in download.entries if len(entry.parts) == 1 and not entry.folder}
    return {
        top: [Owner(stem(top) if top in files else safe_name(top), top, top)]
        for top, needed in download.tops.items()
        if needed
    }


def gradescope(download: Download) -> Owners:
    """`submission_7/...`, and a file that says whose each is; it is believed of such folders alone."""
    numbered = [top for top in download.tops if GRADESCOPE.fullmatch(top)]
    metadata = next((entry for entry in download.entries if entry.parts == (METADATA,)), None)
    told = _metadata(metadata) if numbered and metadata and not metadata.flaw else {}
    owners = {top: _submitters(told[top]) for top in numbered if top in told}
    if not any(owners.values()):
        return {}
    return _told_apart(owners | {top: named for top, named in by_name(download).items() if not owners.get(top)})


def moodle(download: Download) -> Owners:
    """`Ada Lovelace_123_assignsubmission_file/...`, or the same before the name of each file."""
    return _matching(download, MOODLE)


def canvas(download: Download) -> Owners:
    """`lovelaceada_LATE_123_4567_a4.ipynb`."""
    return _matching(download, CANVAS)


def github(download: Download) -> Owners:
    """Clones in one folder: `a4-submissions/a4-ada/...`, or `class-a4_backprop-ada/...`."""
    if len(download.tops) < 2:
        return {}  # GitHub packs a single repository in the same way: `a4_backprop-main/...`
    name = re.sub("[-_]", "[-_]", download.notebook.removesuffix(".ipynb"))
    if download.where.name.endswith("-submissions"):
        name += "|" + re.escape(download.where.name.removesuffix("-submissions"))
    return _matching(download, re.compile(rf"(.+-)??({name})-(?P<id>(?P<student>[A-Za-z0-9-]+))(?P<file>)", re.DOTALL))


FORMATS = (gradescope, moodle, canvas, github)
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the one in C is ten times faster, and not everywhere
MAX_METADATA, MAX_EVENTS, MAX_DEPTH = 20 * 2**20, 1_000_000, 16
MAX_NAME = 255  # no disk holds a longer one, and patterns would take long over it
# Names that platforms give where they hide the student's own.
HIDDEN_NAMES = {"anon", "Participant"}


def is_class(entries: Sequence[Entry]) -> bool:
    """Whether a learning platform seems to have packed the work of several students, by the names alone."""
    tops = {entry.parts[0] for entry in entries}
    ids = [{match["id"] for top in tops if (match := _match(name, top))} for name in (GRADESCOPE, MOODLE, CANVAS)]
    return max(map(len, ids)) > 1


def _match(pattern: re.Pattern[str], name: str) -> re.Match[str] | None:
    return pattern.fullmatch(name) if len(name) <= MAX_NAME else None


def _matching(download: Download, pattern: re.Pattern[str]) -> Owners:
    """The owners by a pattern, {} unless it matches most of the names that must be somebody's; by name for the rest."""
    matches = {top: match for top in download.tops if (match := _match(pattern, top))}
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
    a zero. Anybody may have written it, so it is looked through before anything is built from it: what is nested deep
    would end this process, and what has very many parts take all its memory.
    """
    try:
        text = entry.read(MAX_METADATA + 1)
        if len(text) > MAX_METADATA or not _is_harmless(text):
            return {}
        data = yaml.load(text, Loader=LOADER)
    except (yaml.YAMLError, NotebookUnreadable, ValueError, TypeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_harmless(text: bytes) -> bool:
    depth = 0
    for events, event in enumerate(yaml.parse(text, Loader=LOADER)):
        depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        depth -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if depth > MAX_DEPTH or events > MAX_EVENTS:
            return False
    return True


def _submitters(submission: Any) -> list[Owner]:
    submission = _without_colons(submission)
    people = submission.get("submitters")
    people = [_without_colons(each) for each in people] if isinstance(people, list) else []
    names = [(each.get("name"), each.get("sid") or each.get("email") or "") for each in people]
    return [Owner(safe_name(name), id, "") for name, id in names if isinstance(name, str) and isinstance(id, str)]


def _without_colons(data: Any) -> dict[str, Any]:
    return {str(key).strip(":"): value for key, value in data.items()} if isinstance(data, dict) else {}
