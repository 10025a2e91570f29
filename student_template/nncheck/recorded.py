"""Questions with their answers, recorded in `questions.json` for students to check themselves with.

The grade is decided elsewhere, on questions that nobody has seen; these are asked by the same code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nncheck.apart import ask_apart
from nncheck.comparisons import Comparison, from_data
from nncheck.provided import load_probes
from nncheck.values import from_plain
from nncheck.verdict import Verdict, judge

RESTORE = "Put the file back as it came with the assignment."


@dataclass(frozen=True)
class RecordedCheck:
    """One check with its recorded cases; each case is plain data: {"arguments": ..., "expected": ...}."""

    name: str
    exercise: str
    points: float
    about: str
    hint: str
    hint_for: str
    ask: str | None
    by: Comparison
    cases: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Recording:
    """What `questions.json` holds.

    folder: where it lies, with given.py and probes.py
    notebook: the notebook's file name
    seconds: wall time that one question may take
    given: sources of the given cells
    skipped: fingerprints of provided cells that need not run
    """

    folder: Path
    assignment: str
    title: str
    notebook: str
    seconds: float
    given: tuple[str, ...]
    skipped: frozenset[str]
    checks: tuple[RecordedCheck, ...]

    def check(self, name: str) -> RecordedCheck:
        """The check of that name.

        raises: LookupError where there is none
        """
        for each in self.checks:
            if each.name == name:
                return each
        raise LookupError(f"{self.folder / 'questions.json'} has no check named {name!r}. {RESTORE}")

    def verdict(self, check: RecordedCheck, namespace: Mapping[str, Any]) -> Verdict:
        """The verdict on the first recorded case that is not passed, or on the last.

        namespace: what the notebook defines
        """
        probe = self._probe(check.ask) if check.ask else None
        verdict = Verdict("passed", "")
        for case in check.cases:
            arguments, expected = from_plain(case["arguments"]), from_plain(case["expected"])
            own = from_plain(case["arguments"])  # the function may change them; a sentence is about what was asked
            reply = ask_apart(namespace.get(check.exercise), probe, own, self.seconds)
            verdict = judge(check.exercise, reply, expected, check.by, arguments, check.hint, check.hint_for)
            if not verdict.passed:
                break
        return verdict

    def _probe(self, name: str) -> Callable[..., Any]:
        try:
            probes = load_probes(self.folder)
        except (SyntaxError, ImportError, ValueError) as error:
            raise LookupError(f"given.py or probes.py in {self.folder} is damaged: {error}. {RESTORE}") from None
        if name not in probes:
            raise LookupError(f"{self.folder / 'probes.py'} is missing or has no {name}. {RESTORE}")
        return probes[name]


@lru_cache
def read_recording(folder: Path) -> Recording:
    """The recording in a folder.

    raises: FileNotFoundError where there is no questions.json, ValueError where it is damaged; both with a sentence
    """
    path = folder / "questions.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing. It came with the assignment; put it back beside the notebook.")
    try:
        return _recording(folder, json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is damaged. {RESTORE}") from error


def _recording(folder: Path, data: dict[str, Any]) -> Recording:
    checks = tuple(
        RecordedCheck(**{**each, "by": from_data(each["by"]), "cases": tuple(each["cases"])}) for each in data["checks"]
    )
    return Recording(
        folder=folder,
        assignment=data["assignment"],
        title=data["title"],
        notebook=data["notebook"],
        seconds=data["seconds"],
        given=tuple(data["given"]),
        skipped=frozenset(data["skipped"]),
        checks=checks,
    )


def check(name: str, namespace: Mapping[str, Any]) -> None:
    """Ask a recorded check of what a notebook defines; Otter's tests are calls of this.

    namespace: the notebook's names; questions.json lies in the working folder
    raises: AssertionError whose text is what the student should read
    """
    recording = read_recording(Path.cwd())
    asked = recording.check(name)
    verdict = recording.verdict(asked, namespace)
    if not verdict.passed:
        raise AssertionError(f"{asked.about} {verdict.message}")
