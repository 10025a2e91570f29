"""questions.json: the public questions with their answers, and what a grader must know of the notebook's own cells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from nncheck.comparisons import from_data, to_data
from nncheck.values import from_plain

from autograder.course.assignment import Assignment
from autograder.course.declarations import Check
from autograder.course.questions import public_pool

# Two machines add the same products in another order; arguments that differ more than this are another question.
ROUND_OFF = 1e-9
# What is told of a check as its author declared it.
ABOUT = ("name", "exercise", "points", "about", "hint", "hint_for", "ask")


def record(assignment: Assignment, given: Iterable[str], skipped: Iterable[str]) -> dict[str, Any]:
    """The content of questions.json.

    given: sources of the given cells
    skipped: fingerprints of provided cells that need not run
    """
    plan = assignment.plan
    pool = public_pool(assignment)

    def one(check: Check) -> dict[str, Any]:
        cases = [{"arguments": case.arguments, "expected": case.expected} for case in pool.recorded(check)]
        about = {name: getattr(check, name) for name in ABOUT}
        return {**about, "by": to_data(check.by), "cases": cases}

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


def agree(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether two recordings ask the same, and each would take the other's answers.

    Two machines round differently, and a long computation carries that far; how far an answer may be off is what its
    check says.
    """
    same_checks = _near({**old, "checks": _asked(old)}, {**new, "checks": _asked(new)})
    return same_checks and all(
        _interchangeable(check, case["expected"], other["expected"])
        for check, counterpart in zip(old["checks"], new["checks"], strict=True)
        for case, other in zip(check["cases"], counterpart["cases"], strict=True)
    )


def _asked(recording: dict[str, Any]) -> list[dict[str, Any]]:
    """The checks without the answers."""
    return [{**check, "cases": [case["arguments"] for case in check["cases"]]} for check in recording["checks"]]


def _interchangeable(check: dict[str, Any], old: Any, new: Any) -> bool:
    by = from_data(check["by"])
    one, other = from_plain(old), from_plain(new)
    return by.difference(one, other, ()) is None and by.difference(other, one, ()) is None


def _near(old: Any, new: Any) -> bool:
    """Whether plain data are the same up to round-off."""
    if isinstance(old, dict) and isinstance(new, dict):
        if "array" in old and "array" in new:
            return _same_numbers(from_plain(old), from_plain(new))
        return set(old) == set(new) and all(_near(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_near(one, other) for one, other in zip(old, new, strict=True))
    if isinstance(old, float) and isinstance(new, float):
        return _same_numbers(np.asarray(old), np.asarray(new))
    return bool(old == new)


def _same_numbers(old: np.ndarray[Any, Any], new: np.ndarray[Any, Any]) -> bool:
    if old.dtype != new.dtype or old.shape != new.shape:
        return False
    size = np.abs(old, where=np.isfinite(old), out=np.zeros(old.shape)).max(initial=0.0) if old.dtype.kind == "f" else 0
    return bool(np.allclose(old, new, rtol=ROUND_OFF, atol=ROUND_OFF * size, equal_nan=True))
