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


STEALING = """
KEPT = {}


def keep():
    for name in ("tanh", "relu", "gelu", "swish", "sigmoid_gradient"):
        KEPT.setdefault(name, globals().get(name))


def largest_gradient(gradient, low, high):
    keep()
    return 0.0, 0.0
"""
STOLEN = "def {0}(z):\n    return KEPT['{0}'](z)"
TRIES = ["from probes import *", "import probes\nfrom stand_ins import *", "open('stand_ins.py').read()"]


@pytest.fixture
def scores(built):
    """What each exercise comes to, as a part of its points, where some cells of the solved notebook are others."""

    def of(name, public=False, **cells):
        kit = built(name)
        record = grade_all(kit, {"ada": filled(kit.solved, cells)}, public=public)["ada"]
        return {each.name: each.score / each.max_score for each in record.exercises}

    return of


def test_one_that_calls_a_wrong_one_before_it_keeps_its_points(scores):
    found = scores("a2_activations", sigmoid="def sigmoid(z):\n    return 1 / (1 + z)", tanh=TANH_BY_SIGMOID)
    assert found.pop("sigmoid") == 0
    assert set(found.values()) == {1}


def test_the_checks_that_students_hold_ask_the_notebook_as_it_stands(scores):
    wrong = "def sigmoid(z):\n    return 1 / (1 + z)"
    assert scores("a2_activations", public=True, sigmoid=wrong, tanh=TANH_BY_SIGMOID)["tanh"] == 0


@pytest.mark.parametrize("public", [False, True])
def test_one_that_is_right_only_beside_the_notebooks_own_keeps_them_too(scores, public):
    found = scores("a1_perceptron", public, perceptron_forward=SIGNS, perceptron_train=BY_SIGNS)
    takes_no_work = 0.25  # that x and w stay as they were; in the grade it does not count by itself
    assert found.pop("perceptron_forward") == (takes_no_work if public else 0)
    assert set(found.values()) == {1}


def test_nor_do_others_that_never_end_take_the_time_for_that(hurried):
    kit = hurried("a1_perceptron")
    endless = {name: f"def {name}(*_):\n    while True: pass" for name in ("count_mistakes", "collapse_linear_layers")}
    cells = {"perceptron_forward": SIGNS, "perceptron_train": BY_SIGNS} | endless
    (record,) = grade_all(kit, {"ada": filled(kit.solved, cells)}).values()
    scores = {each.name: each.score for each in record.exercises}
    assert scores["perceptron_train"] > 0
    assert scores["count_mistakes"] == scores["collapse_linear_layers"] == scores["perceptron_forward"] == 0


@pytest.mark.parametrize("public", [False, True])
def test_two_that_call_each_other_are_not_both_right(scores, public):
    found = scores("a2_activations", public, sigmoid=SIGMOID_BY_TANH, tanh=TANH_BY_SIGMOID)
    assert found["sigmoid"] == 0


@pytest.mark.parametrize("public", [False, True])
def test_one_that_calls_a_right_one_after_it_is_right(scores, public):
    assert set(scores("a2_activations", public, sigmoid=SIGMOID_BY_TANH).values()) == {1}


def test_what_stood_in_for_an_exercise_is_gone_when_that_one_is_asked(scores):
    names = ("tanh", "relu", "gelu", "swish", "sigmoid_gradient")
    found = scores("a2_activations", largest_gradient=STEALING, **{name: STOLEN.format(name) for name in names})
    assert {name: found[name] for name in names} == dict.fromkeys(names, 0)


@pytest.mark.parametrize("line", TRIES)
def test_nothing_that_stands_in_or_asks_can_be_imported(scores, line):
    found = scores(
        "a2_activations",
        sigmoid=f"try:\n    {line.replace(chr(10), chr(10) + '    ')}\nexcept BaseException:\n    pass",
    )
    assert found["sigmoid"] == 0
