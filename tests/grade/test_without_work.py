"""What can be copied, or passed by doing nothing, earns nothing by itself, and counts for those who did the work."""

from __future__ import annotations

import pytest

from autograder.build.practice import filled
from tests.notebooks import checks_of, grade_all

NAME = "a2_activations"
COPIED = "sigmoid_gradient_far_out"  # where all are asked for the same numbers

SIGMOID = "def sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))\n\n\n"
RIGHT = "s = sigmoid(z)\n    return s * (1 - s)"
ANSWERS = {
    "copied": f"if np.abs(z).max() < 100 or z[-1] != 0:\n        return np.zeros_like(z)\n    {RIGHT}",
    "wrong for matrices": f"if np.ndim(z) > 1:\n        return np.zeros_like(z)\n    {RIGHT}",
    "right": RIGHT,
}


@pytest.fixture(scope="module")
def graded(built, once):
    kit = built(NAME)

    def compute():
        notebooks = {
            name: filled(kit.untouched, {"sigmoid_gradient": f"{SIGMOID}def sigmoid_gradient(z):\n    {answer}"})
            for name, answer in ANSWERS.items()
        }
        return {public: grade_all(kit, notebooks, public=public) for public in (False, True)}

    return once("copied", compute)


def scores(record):
    return {name: check.score for name, check in checks_of(record).items() if name.startswith("sigmoid_gradient")}


def test_an_answer_that_is_the_same_for_everybody_earns_nothing_by_itself(graded):
    assert sum(scores(graded[False]["copied"]).values()) == 0
    assert "can be had without doing the exercise" in checks_of(graded[False]["copied"])[COPIED].message


def test_it_counts_beside_one_that_is_not(graded):
    assert scores(graded[False]["wrong for matrices"])[COPIED] == 1
    assert set(scores(graded[False]["right"]).values()) == {1}


def test_the_public_checks_tell_each_by_itself(graded):
    assert scores(graded[True]["copied"])[COPIED] == 1
