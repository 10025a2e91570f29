"""The perceptron: its boundary, its seeded course, and the bound on its mistakes with its conditions."""

from itertools import pairwise

import numpy as np
import pytest

from solutions.linear_collapse import collapse_linear_layers
from solutions.perceptron import count_mistakes, mistake_bound, perceptron_forward, perceptron_train

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def predictions(X, w, b):
    return [perceptron_forward(x, w, b) for x in X]


def test_the_boundary_itself_is_decided_as_1():
    w = np.array([1.0, -2.0])
    assert predictions([[2, 1], [2, 1.5], [2, 0.5]], w, 0.0) == [1, 0, 1]
    assert perceptron_forward(np.zeros(2), w, 0.0) == 1
    assert perceptron_forward(np.zeros(2), w, -0.1) == 0
    assert type(perceptron_forward(np.zeros(2), w, 0.1)) is int


@pytest.mark.parametrize("labels", [[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0], [1, 0, 0, 0]])
def test_and_and_or_and_their_opposites_are_learnt(labels):
    assert predictions(CORNERS, *perceptron_train(CORNERS, labels)) == labels


def test_exclusive_or_is_never_learnt():
    for seed in range(20):
        assert predictions(CORNERS, *perceptron_train(CORNERS, [0, 1, 1, 0], seed=seed)) != [0, 1, 1, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_course_is_seeded_online_and_scaled_by_the_learning_rate(seed):
    """Labels at random, three passes: every update shows in the end."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(9, 2)), np.arange(9) % 2
    w, b = np.random.default_rng(7).normal(0, 0.01, size=2), 0.0
    for x, label in [*zip(X, y, strict=True)] * 3:
        wrong = label - (1 if w[0] * x[0] + w[1] * x[1] + b >= 0 else 0)
        w, b = w + 0.3 * wrong * x, b + 0.3 * wrong
    found = perceptron_train(X, y, lr=0.3, max_epochs=3, seed=7)
    np.testing.assert_allclose(found[0], w, rtol=1e-12)
    assert found[1] == pytest.approx(b, rel=1e-12)


def test_one_epoch_is_one_pass():
    w, b = perceptron_train(CORNERS, [0, 1, 1, 0], max_epochs=0, seed=3)
    np.testing.assert_array_equal(w, np.random.default_rng(3).normal(0, 0.01, size=2))
    assert b == 0.0
    assert perceptron_train(CORNERS, [0, 1, 1, 0], max_epochs=1, seed=3)[1] != b


def test_mistakes_stay_below_the_bound_for_a_zero_start_without_bias():
    for seed in range(30):
        rng = np.random.default_rng(seed)
        separator, X = rng.normal(size=4), rng.normal(size=(60, 4))
        X = X[np.abs(X @ separator) > 0.3]
        y = (X @ separator > 0).astype(int)
        assert 0 < count_mistakes(X, y) <= mistake_bound(X, y, separator)


def test_unit_vectors_of_one_label_reach_the_bound_exactly():
    assert count_mistakes(np.eye(25), np.ones(25)) == 25
    assert mistake_bound(np.eye(25), np.ones(25), np.full(25, 3.0)) == pytest.approx(25)


def test_a_separator_that_does_not_separate_is_refused():
    with pytest.raises(ValueError, match="margin"):
        mistake_bound(CORNERS, [0, 1, 1, 0], np.array([1.0, 1.0]))


def test_shapes_that_disagree_are_refused():
    with pytest.raises(ValueError, match=r"\(3,\).*\(2,\)"):
        perceptron_forward(np.zeros(3), np.zeros(2), 0.0)
    with pytest.raises(ValueError, match=r"\(4, 2\).*\(3,\)"):
        perceptron_train(CORNERS, [0, 1, 1])


def test_layers_without_activation_are_one_layer():
    rng = np.random.default_rng(0)
    sizes = [3, 5, 5, 2]
    weights = [rng.normal(size=(n_out, n_in)) / 3 for n_in, n_out in pairwise(sizes)]
    biases = [rng.normal(size=n) for n in sizes[1:]]
    X = rng.normal(size=(7, 3))
    A = X
    for W, b in zip(weights, biases, strict=True):
        A = A @ W.T + b
    W, b = collapse_linear_layers(weights, biases)
    assert (W.shape, b.shape) == ((2, 3), (2,))
    np.testing.assert_allclose(X @ W.T + b, A, rtol=0, atol=2e-15)


def test_layers_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"\(2, 4\) follows 3"):
        collapse_linear_layers([np.ones((3, 2)), np.ones((2, 4))], [np.ones(3), np.ones(2)])
