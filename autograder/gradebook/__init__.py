"""The gradebook: what grading found, in one SQLite file that everything else is written from."""

from autograder.gradebook.records import CheckRecord, ExerciseRecord, NotebookRecord, Record
from autograder.gradebook.store import Gradebook

__all__ = ["CheckRecord", "ExerciseRecord", "Gradebook", "NotebookRecord", "Record"]
