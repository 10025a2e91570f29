"""A made-up class that makes every mistake and answers in every style, graded once."""

from __future__ import annotations

import pytest

from tests.notebooks import ending_in_each, grade_all, rounds


@pytest.fixture
def graded(kit, once):
    """Records of one assignment by the notebook's name: solved, untouched, ending in each exercise, and rounds of
    alternatives and mistakes."""

    def compute():
        notebooks = {"solved": kit.solved, "untouched": kit.untouched} | ending_in_each(kit)
        return grade_all(kit, notebooks | rounds(kit, "alternatives.py") | rounds(kit, "mistakes.py"))

    return once(f"graded-{kit.name}", compute)
