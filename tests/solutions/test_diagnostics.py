"""Diagnoses on networks that are made to be ill, and clipping."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import twins
from solutions.diagnostics import (
    clip_gradients,
    count_dead_neurons,
    diagnose_vanishing_gradients,
    global_norm,
    gradient_norms_by_depth_and_scale,
)
from solutions.network import MLPConfig, NumpyMLP


@pytest.mark.parametrize("seed", range(3))
def test_sigmoid_gradients_vanish_over_ten_layers_and_relus_do_not(seed):
    norms = {a: diagnose_vanishing_gradients([20, *[64] * 9, 1], a, 200, seed) for a in ("sigmoid", "relu")}
    assert list(norms["relu"]) == [f"Layer {layer}" for layer in range(1, 11)]
    assert norms["sigmoid"]["Layer 1"] / norms["sigmoid"]["Layer 10"] < 1e-4
    assert norms["relu"]["Layer 1"] / norms["relu"]["Layer 10"] > 1e-2


def test_gradient_norms_explode_with_depth_for_large_weights_only():
    norms = gradient_norms_by_depth_and_scale([2, 6, 12], [1.0, 2.0], width=32, n_samples=50)
    assert norms[2, 1] > 1e3 * norms[0, 1]
    assert norms[2, 0] < 20 * norms[0, 0]


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.9))
def test_long_gradients_get_exactly_max_norm_and_keep_their_direction(seed, share):
    rng = np.random.default_rng(seed)
    grads = {"W1": rng.normal(size=(3, 4)), "b1": 100 * rng.normal(size=3), "W2": rng.normal(size=(1, 3))}
    before = {name: gradient.copy() for name, gradient in grads.items()}
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in grads.values()))
    clipped = clip_gradients(grads, share * norm)
    torch_clipped = twins.clip_gradients(grads, share * norm)
    assert global_norm(clipped) == pytest.approx(share * norm, rel=1e-12)
    for name, gradient in clipped.items():
        np.testing.assert_allclose(gradient, share * before[name], rtol=1e-12)
        np.testing.assert_allclose(gradient, torch_clipped[name], rtol=1e-6)
        np.testing.assert_array_equal(grads[name], before[name])


def test_short_gradients_are_returned_as_equal_copies():
    grads = {"W1": np.array([[0.3, 0.4]]), "b1": np.zeros(1)}
    for max_norm in (0.5, 7.0):
        clipped = clip_gradients(grads, max_norm)
        for name in grads:
            np.testing.assert_array_equal(clipped[name], grads[name])
            assert not np.shares_memory(clipped[name], grads[name])


def test_huge_gradients_do_not_overflow_and_tiny_ones_do_not_vanish():
    with np.errstate(all="raise"):
        clipped = clip_gradients({"W1": np.array([3e200, 4e200])}, 5.0)
        np.testing.assert_allclose(clipped["W1"], [3, 4], rtol=1e-14)
        assert global_norm({"W1": np.array([3e-200, 4e-200])}) == pytest.approx(5e-200)
    assert clip_gradients({}) == {}
    assert global_norm({"W1": np.zeros((0, 3)), "b1": np.zeros(2)}) == 0


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_gradients_that_are_not_finite_are_refused_by_name(bad):
    with pytest.raises(ValueError, match="b1 is not finite"):
        clip_gradients({"W1": np.ones(2), "b1": np.array([1.0, bad])})


@pytest.mark.parametrize("max_norm", [0, -1.0, np.nan])
def test_a_max_norm_that_is_not_positive_is_refused(max_norm):
    with pytest.raises(ValueError, match="max_norm"):
        clip_gradients({"W1": np.ones(2)}, max_norm)


@pytest.fixture
def half_dead():
    """Layer 1: units 0 and 3 can never fire. Layer 2: unit 1 cannot."""
    model = NumpyMLP(MLPConfig([2, 4, 3, 1], "relu"))
    model.params["b1"] = np.array([-1e6, 1.0, 1.0, -1e6])
    model.params["W2"] = np.abs(model.params["W2"]) * np.array([[1], [-1], [1]])
    return model


def test_dead_units_are_counted_layer_by_layer_and_nothing_is_changed(half_dead):
    X = np.random.default_rng(0).normal(size=(30, 2))
    half_dead.forward(X[:3])
    cache = half_dead.cache
    assert count_dead_neurons(half_dead, X) == {"Layer 1": 2, "Layer 2": 1}
    assert half_dead.cache is cache
    assert len(cache["A1"]) == 3


def test_a_unit_at_the_threshold_is_dead():
    model = NumpyMLP(MLPConfig([1, 1, 1], "relu"))
    model.params["W1"] = np.array([[2.0]])
    X = np.array([[0.25], [-1.0]])
    counts = [count_dead_neurons(model, X, threshold)["Layer 1"] for threshold in (0.0, 0.4999, 0.5, 0.6)]
    assert counts == [0, 0, 1, 1]


def test_dead_units_are_a_matter_of_relu():
    with pytest.raises(ValueError, match="tanh"):
        count_dead_neurons(NumpyMLP(MLPConfig([2, 3, 1], "tanh")), np.ones((1, 2)))
