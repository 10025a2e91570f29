"""The gradebook's tables, and records in and out of them."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.gradebook.records import CheckRecord, ExerciseRecord, NotebookRecord, Record

SCHEMA = """
CREATE TABLE IF NOT EXISTS assignment (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, fingerprint TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS submission (
    student TEXT PRIMARY KEY, file TEXT NOT NULL, status TEXT NOT NULL, sentence TEXT NOT NULL,
    isolation TEXT NOT NULL, cells INTEGER NOT NULL, printed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS verdict (
    student TEXT NOT NULL REFERENCES submission ON DELETE CASCADE, position INTEGER NOT NULL,
    exercise TEXT NOT NULL, optional INTEGER NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
    points REAL NOT NULL, score REAL NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL, mistake TEXT NOT NULL,
    advice TEXT NOT NULL, measured TEXT NOT NULL,
    PRIMARY KEY (student, position));
CREATE TABLE IF NOT EXISTS note (
    student TEXT NOT NULL REFERENCES submission ON DELETE CASCADE, position INTEGER NOT NULL,
    cell INTEGER, text TEXT NOT NULL, PRIMARY KEY (student, position));
"""


class Gradebook:
    """A gradebook in a file; each record is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = sqlite3.connect(path)
        self._rows.executescript("PRAGMA foreign_keys = ON;" + SCHEMA)

    def close(self) -> None:
        self._rows.close()

    def name_assignment(self, name: str, title: str) -> None:
        """Say whose grades these are.

        raises: CourseError where they are another assignment's
        """
        others = self._rows.execute("SELECT name FROM assignment WHERE name <> ?", (name,)).fetchone()
        if others:
            raise CourseError(str(self._path), f"it holds the grades of {others[0]}", "Name another folder.")
        with self._rows:
            query = "INSERT INTO assignment (name, title) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET title = ?"
            self._rows.execute(query, (name, title, title))

    def hold_to(self, fingerprint: str) -> None:
        """Say what the grades rest on: the key, the checks and their points, in one text.

        A gradebook that is empty rests on nothing yet.
        raises: CourseError where they rest on something else, and could not be compared with those to come
        """
        query = "SELECT fingerprint FROM assignment WHERE EXISTS (SELECT * FROM submission)"
        (held,) = self._rows.execute(query).fetchone() or ("",)
        if held not in ("", fingerprint):
            remedy = "Grade the whole class into a new folder, or put the key back."
            what = "it holds grades by other questions: another key, other checks or points, or `--public`"
            raise CourseError(str(self._path), what, remedy)
        with self._rows:
            self._rows.execute("UPDATE assignment SET fingerprint = ?", (fingerprint,))

    def assignment(self) -> tuple[str, str]:
        """The assignment's name and title."""
        name, title = self._rows.execute("SELECT name, title FROM assignment").fetchone()
        return str(name), str(title)

    def put(self, record: Record) -> None:
        """Write a record in the place of an earlier one of the same student."""
        notebook = record.notebook
        about = (record.student, record.submission, record.status, record.sentence, record.isolation)
        notes: list[tuple[int | None, str]] = [*notebook.errors.items(), *((None, text) for text in notebook.repairs)]
        checks = [(each, check) for each in record.exercises for check in each.checks]
        with self._rows:
            self._rows.execute("DELETE FROM submission WHERE student = ?", (record.student,))
            self._rows.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)", (*about, notebook.cells, notebook.printed)
            )
            self._rows.executemany(
                "INSERT INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (record.student, at, each.name, each.optional, *_written(check))
                    for at, (each, check) in enumerate(checks)
                ],
            )
            self._rows.executemany(
                "INSERT INTO note VALUES (?, ?, ?, ?)",
                [(record.student, at, cell, text) for at, (cell, text) in enumerate(notes)],
            )

    def records(self) -> Iterator[Record]:
        """All records, by student."""
        rows = self._rows.execute("SELECT * FROM submission ORDER BY student").fetchall()
        for student, file, status, sentence, isolation, cells, printed in rows:
            notebook = self._notebook(student, cells, printed)
            yield Record(student, file, status, sentence, isolation, self._exercises(student), notebook)

    def _exercises(self, student: str) -> tuple[ExerciseRecord, ...]:
        columns = ", ".join(["exercise", "optional", *(field.name for field in fields(CheckRecord))])
        query = f"SELECT {columns} FROM verdict WHERE student = ? ORDER BY position"
        rows = self._rows.execute(query, (student,)).fetchall()
        return tuple(
            ExerciseRecord(name, bool(optional), tuple(_read(row[2:]) for row in group))
            for (name, optional), group in itertools.groupby(rows, key=lambda row: row[:2])
        )

    def _notebook(self, student: str, cells: int, printed: str) -> NotebookRecord:
        query = "SELECT cell, text FROM note WHERE student = ? ORDER BY position"
        rows = self._rows.execute(query, (student,)).fetchall()
        errors = {cell: text for cell, text in rows if cell is not None}
        return NotebookRecord(cells, errors, tuple(text for cell, text in rows if cell is None), printed)


def _written(check: CheckRecord) -> tuple[Any, ...]:
    """A check as a row: its fields in order, what was measured as JSON."""
    *others, measured = astuple(check)
    return (*others, json.dumps(measured))


def _read(row: tuple[Any, ...]) -> CheckRecord:
    fields_in_order = (*row[:-1], json.loads(row[-1]))
    return CheckRecord(*fields_in_order)
