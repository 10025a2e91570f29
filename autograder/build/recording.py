"""questions.json: the public questions with their answers, and what a grader must know of the notebook's own cells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from nncheck.comparisons import to_data
from nncheck.values import from_plain

from autograder.course.declarations import Check
from autograder.course.load import Assignment
from autograder.course.questions import public_pool

# Two machines add the same products in another order; what differs more than this is another question.
ROUND_OFF = 1e-9


def record(assignment: Assignment, given: Iterable[str], skipped: Iterable[str]) -> dict[str, Any]:
    """The content of questions.json.

    given: sources of the given cells
    skipped: fingerprints of provided cells that need not run
    """
    plan = assignment.plan
    pool = public_pool(assignment)

    def one(check: Check) -> dict[str, Any]:
        cases = [{"arguments": case.arguments, "expected": case.expected} for case in pool.recorded(check)]
        about = {"name": check.name, "exercise": check.exercise, "points": check.points, "about": check.about}
        return {**about, "hint": check.hint, "ask": check.ask, "by": to_data(check.by), "cases": cases}

    return {
        "assignment": plan.name,
        "title": plan.title,
        "notebook": plan.notebook,
        "seconds": plan.limits.question,
        "given": list(given),
        "skipped": sorted(skipped),
        "checks": [one(check) for check in assignment.checks if check.visibility == "public"],
    }


def written_as(recording: dict[str, Any]) -> str:
    """The recording as a file's text."""
    return json.dumps(recording, indent=1, ensure_ascii=False) + "\n"


def agree(old: Any, new: Any) -> bool:
    """Whether two recordings say the same, up to the round-off between one machine and another."""
    if isinstance(old, dict) and isinstance(new, dict):
        if "array" in old and "array" in new:
            return _near(from_plain(old), from_plain(new))
        return set(old) == set(new) and all(agree(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(agree(one, other) for one, other in zip(old, new, strict=True))
    if isinstance(old, float) and isinstance(new, float):
        return _near(np.asarray(old), np.asarray(new))
    return bool(old == new)


def _near(old: np.ndarray[Any, Any], new: np.ndarray[Any, Any]) -> bool:
    if old.dtype != new.dtype or old.shape != new.shape:
        return False
    size = np.abs(old, where=np.isfinite(old), out=np.zeros(old.shape)).max(initial=0.0) if old.dtype.kind == "f" else 0
    return bool(np.allclose(old, new, rtol=ROUND_OFF, atol=ROUND_OFF * size, equal_nan=True))
