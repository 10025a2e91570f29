"""Otter, pytest in a released repository and `autograder grade` say the same of every public check."""

from __future__ import annotations

import pytest

from autograder.course.plan import assignment_names
from tests import parity

THOROUGH = ("a2_activations", "a4_backprop")
CHOSEN = [
    (name, which) for name in assignment_names() for which in list(parity.NOTEBOOKS)[: None if name in THOROUGH else 2]
]
OUTCOMES = {"passed", "wrong", "raised", "timeout", "died", "refused", "missing", "unwritten"}


@pytest.fixture
def graded(built, hurried, once):
    """What `autograder grade --public` says: an assignment -> the chosen notebook -> verdicts."""

    def of(name):
        def compute():
            chosen = {which: parity.NOTEBOOKS[which](built(name)) for each, which in CHOSEN if each == name}
            hanging = {which: notebook for which, notebook in chosen.items() if which == "hang"}
            others = {which: notebook for which, notebook in chosen.items() if which != "hang"}
            found = parity.by_grade(built(name), others)
            return found | (parity.by_grade(hurried(name), hanging) if hanging else {})

        return once(f"parity-{name}", compute)

    return of


@pytest.mark.parametrize(("name", "which"), CHOSEN)
def test_three_graders_give_one_verdict_and_find_the_same(name, which, built, hurried, graded):
    kit = hurried(name) if which == "hang" else built(name)
    public = [check.name for check in kit.assignment.checks if check.visibility == "public"]
    verdicts = graded(name)[which]
    assert sorted(verdicts) == sorted(public)
    assert parity.compare(kit, which, parity.NOTEBOOKS[which](kit), verdicts) == []


@pytest.mark.parametrize("name", THOROUGH)
def test_the_notebooks_come_to_every_outcome_that_there_is(name, graded):
    outcomes = {said.outcome for verdicts in graded(name).values() for said in verdicts.values()}
    assert outcomes == OUTCOMES


def test_a_disagreement_is_found_and_told():
    said = parity.Said("passed"), parity.Said("wrong", "got 1, expected 2")
    found = parity.disagreements("a notebook", ("one", {"x": said[0], "y": said[0]}), ("other", {"x": said[1]}))
    assert len(found) == 2
    assert "x: one says passed" in found[0]
    assert "other says wrong (got 1, expected 2)" in found[0]
    assert "other says nothing at all" in found[1]


def test_the_command_tells_how_many_verdicts_were_compared(monkeypatch, capsys):
    monkeypatch.setattr(parity, "by_otter", lambda kit, notebook: {})
    monkeypatch.setattr(parity, "by_pytest", lambda kit, notebook: {})
    assert parity.main(1, ["a2_activations"]) == 34
    assert "1 notebooks, 34 verdicts, 34 differ" in capsys.readouterr().out
