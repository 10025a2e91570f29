"""First weights: their law, their order, and what the two choices of variance are for."""

import numpy as np
import pytest
from scipy import stats

from solutions.activations import gelu, relu, swish
from solutions.diagnostics import demonstrate_initialization_impact
from solutions.initialization import he_init, xavier_init
from solutions.network import MLPConfig, NumpyMLP
from solutions.variance import monte_carlo_moments, preactivation_variance, relu_moments, variance_gain


@pytest.mark.parametrize(("init", "variance"), [(he_init, 2 / 250), (xavier_init, 2 / 650)])
def test_weights_are_normal_with_the_variance_of_the_paper(init, variance):
    W = init(250, 400, np.random.default_rng(0))
    assert W.shape == (400, 250)
    assert W.std() == pytest.approx(np.sqrt(variance), rel=0.02)
    assert abs(W.mean()) < 4 * np.sqrt(variance / W.size)
    assert stats.kurtosis(W, axis=None, fisher=False) == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("activation", ["relu", "gelu", "swish", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize("output", ["sigmoid", "softmax", "identity", "relu"])
def test_layers_are_drawn_in_order_from_one_generator_as_their_activation_asks(activation, output):
    model = NumpyMLP(MLPConfig([7, 5, 4, 3], activation, output, seed=9))
    rng = np.random.default_rng(9)
    for layer, (n_in, n_out) in enumerate([(7, 5), (5, 4), (4, 3)], start=1):
        he = (activation if layer < 3 else output) in {"relu", "gelu", "swish"}
        std = np.sqrt(2 / n_in) if he else np.sqrt(2 / (n_in + n_out))
        np.testing.assert_array_equal(model.params[f"W{layer}"], rng.normal(0, std, size=(n_out, n_in)))
        np.testing.assert_array_equal(model.params[f"b{layer}"], np.zeros(n_out))


def test_layers_are_independent_of_each_other():
    params = NumpyMLP(MLPConfig([100, 100, 100, 1])).params
    assert abs(np.corrcoef(params["W1"].ravel(), params["W2"].ravel())[0, 1]) < 0.05


def test_the_scale_of_the_weights_decides_what_ten_layers_do_to_the_variance():
    ratios = {scheme: [] for scheme in ("too_small", "too_large", "xavier", "he")}
    for seed in range(8):
        for scheme, variances in demonstrate_initialization_impact(width=128, n_samples=200, seed=seed).items():
            assert len(variances) == 10
            ratios[scheme].append((variances[-1] / variances[0]) ** (1 / 9))
    middle = {scheme: np.median(each) for scheme, each in ratios.items()}
    assert middle == pytest.approx({"too_small": 64e-6, "too_large": 64, "xavier": 0.5, "he": 1}, rel=0.15)


def test_relu_halves_the_mean_square_and_keeps_a_third_of_the_variance():
    exact = relu_moments(2.0)
    assert exact == pytest.approx((0.3989 * 2, 0.3408 * 4, 0.5 * 4), rel=2e-4)
    assert monte_carlo_moments(relu, 2.0, 400_000, np.random.default_rng(1)) == pytest.approx(exact, rel=0.01)


def test_the_variance_of_a_preactivation_takes_the_mean_square_of_its_inputs():
    rng = np.random.default_rng(3)
    a = relu(rng.normal(size=50))
    z = rng.normal(0, 0.3, size=(200_000, 50)) @ a
    assert z.var() == pytest.approx(preactivation_variance(50, 0.09, float(np.mean(a**2))), rel=0.02)


@pytest.mark.parametrize(("activation", "gain"), [(relu, 2.0), (gelu, 2.3517), (swish, 2.8108)])
def test_gelu_and_swish_need_a_larger_gain_than_relu(activation, gain):
    assert variance_gain(activation) == pytest.approx(gain, rel=1e-4)
