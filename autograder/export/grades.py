"""grades.csv: one row per student, one column per exercise."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from autograder.gradebook import Gradebook

# What begins a formula, in East Asian width too, at the beginning of a text or where a spreadsheet may cut it.
FORMULA = re.compile(r"(^|[,;|\t\r\n])(?=[\s\"]*[=+\-@＝＋－＠])")


def write_grades(gradebook: Gradebook, path: Path) -> None:
    """Write the table: student, submission, status, score, max_score, then the points for each exercise."""
    records = list(gradebook.records())
    exercises = list(dict.fromkeys(exercise.name for record in records for exercise in record.exercises))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["student", "submission", "status", "score", "max_score", *exercises])
        for record in records:
            points = {exercise.name: exercise.score for exercise in record.exercises}
            texts = [_no_formula(record.student), _no_formula(record.submission), record.status]
            numbers = [record.score, record.max_score, *(points.get(name, 0.0) for name in exercises)]
            table.writerow([*texts, *(f"{number:g}" for number in numbers)])


def _no_formula(text: str) -> str:
    """Students choose their files' names, and a spreadsheet would compute one that begins like a formula."""
    return FORMULA.sub(r"\1'", text)
