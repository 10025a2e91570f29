"""An exercise does not pay for those before it that it calls, nor earn by those after it."""

from __future__ import annotations

import pytest

from autograder.build.practice import filled
from tests.notebooks import grade_all

SIGMOID_BY_TANH = "def sigmoid(z):\n    return (1 + tanh(z / 2)) / 2"
TANH_BY_SIGMOID = "def tanh(z):\n    return 2 * sigmoid(2 * z) - 1"
SIGNS = "def perceptron_forward(x, w, b):\n    return 1 if w @ x + b >= 0 else -1"
BY_SIGNS = """
def perceptron_train(X, y, lr=1.0, max_epochs=100, seed=42):
    w, b = np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1]), 0.0
    for _ in range(max_epochs):
        mistakes = 0
        for x, sign in zip(X, 2 * y - 1):
            if perceptron_forward(x, w, b) != sign:
                w, b, mistakes = w + lr * sign * x, b + lr * sign, mistakes + 1
        if not mistakes:
            break
    return w, b
"""


@pytest.fixture(params=[False, True], ids=["secret", "public"])
def scores(request, built):
    """What each exercise comes to, as a part of its points, where some cells of the solved notebook are others."""

    def of(name, **cells):
        kit = built(name)
        record = grade_all(kit, {"ada": filled(kit.solved, cells)}, public=request.param)["ada"]
        return {each.name: each.score / each.max_score for each in record.exercises}

    return of


def test_one_that_calls_a_wrong_one_before_it_keeps_its_points(scores):
    found = scores("a2_activations", sigmoid="def sigmoid(z):\n    return 1 / (1 + z)", tanh=TANH_BY_SIGMOID)
    assert found.pop("sigmoid") == 0
    assert set(found.values()) == {1}


def test_one_that_is_right_only_beside_the_notebooks_own_keeps_them_too(scores):
    found = scores("a1_perceptron", perceptron_forward=SIGNS, perceptron_train=BY_SIGNS)
    assert found.pop("perceptron_forward") == 0
    assert set(found.values()) == {1}


def test_two_that_call_each_other_are_not_both_right(scores):
    found = scores("a2_activations", sigmoid=SIGMOID_BY_TANH, tanh=TANH_BY_SIGMOID)
    assert found["sigmoid"] == 0


def test_one_that_calls_a_right_one_after_it_is_right(scores):
    assert set(scores("a2_activations", sigmoid=SIGMOID_BY_TANH).values()) == {1}
