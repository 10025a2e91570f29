"""results/<student>.json: everything that is known of one submission."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.gradebook import ExerciseRecord, Gradebook, Record


def write_results(gradebook: Gradebook, folder: Path) -> None:
    """Write one file per student."""
    folder.mkdir(exist_ok=True)
    for record in gradebook.records():
        text = json.dumps(as_data(record), indent=2, ensure_ascii=False)
        (folder / f"{record.student}.json").write_text(f"{text}\n", "utf-8")


def as_data(record: Record) -> dict[str, Any]:
    """A record as JSON data."""
    return {
        "student": record.student,
        "submission": record.submission,
        "status": record.status,
        "sentence": record.sentence,
        "score": record.score,
        "max_score": record.max_score,
        "isolation": record.isolation,
        "exercises": [_exercise(exercise) for exercise in record.exercises],
        "notebook": {
            "cells": record.notebook.cells,
            "errors": [{"cell": cell, "error": error} for cell, error in record.notebook.errors.items()],
            "repairs": list(record.notebook.repairs),
            "printed": record.notebook.printed,
        },
    }


def _exercise(exercise: ExerciseRecord) -> dict[str, Any]:
    checks = [asdict(check) for check in exercise.checks]
    scores = {"score": exercise.score, "max_score": exercise.max_score}
    return {"name": exercise.name, "optional": exercise.optional, **scores, "checks": checks}
