"""Every attack at every level: it costs its own exercise, and nothing else on this machine."""

from __future__ import annotations

import time

import pytest

from autograder.gradebook import Gradebook
from autograder.sandbox import LEVELS
from tests.hostile.conftest import why_not
from tests.hostile.pieces import attacks
from tests.hostile.setting import LIMITS, OTHERS, TARGET, outcomes, well_behaved

OVERHEAD = 0.5


def cases():
    found = []
    for level in LEVELS.values():
        reason = why_not(level)
        if reason:
            found.append(pytest.param((level, reason), None, id=f"{level.name}-NOT-TRIED-HERE"))
            continue
        tried = [attack for attack in attacks() if attack.is_run_at(level.name)]
        found += [pytest.param((level, ""), attack, id=f"{level.name}-{attack}") for attack in tried]
    return found


@pytest.mark.parametrize(("arena", "attack"), cases(), indirect=["arena"])
def test_an_attack_costs_its_own_exercise_and_nothing_else(arena, attack, tmp_path):
    began = time.monotonic()
    record = arena.attack(attack.source)
    seconds = time.monotonic() - began
    became = outcomes(record)

    assert not became[TARGET].passed
    assert became[TARGET].word in attack.outcomes, became[TARGET].message
    if attack.note != "own":
        assert [name for name in OTHERS if not became[name].passed] == [], became
        assert in_time(arena, attack, seconds)
    after = outcomes(arena.grade(well_behaved()))
    assert [name for name, outcome in after.items() if not outcome.passed] == [], after

    assert arena.bait.token not in str(record)
    assert arena.bait.touched() == []
    assert arena.is_as_before(), arena.changes()
    gradebook = Gradebook(tmp_path / "gradebook.sqlite")
    gradebook.put(record)
    assert list(gradebook.records()) == [record]
    gradebook.close()


def in_time(arena, attack, seconds):
    """Whether it took its limit and little more; a machine that is busy with other things gets two more attempts."""
    limit = (2 if attack.note == "twice" else 1) * max(LIMITS.question, LIMITS.notebook) + OVERHEAD
    for _ in range(2):
        if seconds <= limit:
            return True
        began = time.monotonic()
        arena.attack(attack.source)
        seconds = time.monotonic() - began
    return seconds <= limit
