"""Activations and their gradients against 50-digit truth, on the whole line, without a warning."""

import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import twins
from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS, gelu, largest_gradient, sigmoid, swish

mpmath.mp.dps = 50
EPS = {np.float64: 2.0**-52, np.float32: 2.0**-23}


def _sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def _sigmoid_slope(z):
    return mpmath.exp(-abs(z)) / (1 + mpmath.exp(-abs(z))) ** 2


TRUTH = {
    "sigmoid": _sigmoid,
    "tanh": mpmath.tanh,
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "gelu": lambda z: z * mpmath.erfc(-z / mpmath.sqrt(2)) / 2,
    "swish": lambda z: z * _sigmoid(z),
    "identity": lambda z: z,
}
SLOPES = {
    "sigmoid": _sigmoid_slope,
    "tanh": lambda z: mpmath.sech(z) ** 2,
    "relu": lambda z: mpmath.mpf(z > 0),
    "gelu": lambda z: mpmath.erfc(-z / mpmath.sqrt(2)) / 2 + z * mpmath.npdf(z),
    "swish": lambda z: _sigmoid(z) + z * _sigmoid_slope(z),
    "identity": lambda z: mpmath.mpf(1),
}
ALL = [
    *((name, function, TRUTH[name]) for name, function in ACTIVATIONS.items()),
    *((f"{name}_gradient", function, SLOPES[name]) for name, function in ACTIVATION_GRADIENTS.items()),
]
every_function = pytest.mark.parametrize(("function", "truth"), [pytest.param(f, t, id=name) for name, f, t in ALL])

FAR = [0.0, -0.0, 1e-300, -1e-8, 17, 37, -38, 88.5, 104, 709, 710, -745.5, 800, -800]
PLACES = np.concatenate([np.linspace(-10, 10, 81), FAR])


@every_function
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_every_value_is_right_to_a_few_units_in_the_last_place(function, truth, kind):
    z = PLACES.astype(kind)
    exact = np.array([float(truth(mpmath.mpf(float(each)))) for each in z])
    with np.errstate(all="raise", under="ignore"):
        error = np.abs(function(z).astype(float) - exact)
    scale = np.maximum(np.abs(exact), 1) * np.maximum(np.abs(z), 1) if "elu" in function.__name__ else 1
    assert np.all(error <= 4 * EPS[kind] * np.maximum(scale, np.abs(exact)))


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "identity"])
@pytest.mark.parametrize("which", ["value", "gradient"])
def test_small_values_keep_their_relative_accuracy_too(name, which):
    """Where the true value is tiny, it still has its digits: no 1 - s, no 1 - tanh^2."""
    function, truth = (ACTIVATIONS, TRUTH)[0][name], TRUTH[name]
    if which == "gradient":
        function, truth = ACTIVATION_GRADIENTS[name], SLOPES[name]
    z = np.concatenate([np.linspace(-300, 300, 121), [1e-200, 1e-10]])
    for place, value in zip(z, function(z), strict=True):
        exact = truth(mpmath.mpf(float(place)))
        assert abs(mpmath.mpf(float(value)) - exact) <= 6 * EPS[np.float64] * abs(exact)


@pytest.mark.parametrize("function, truth", [(gelu, TRUTH["gelu"]), (swish, TRUTH["swish"])])
def test_the_left_tails_keep_their_digits(function, truth):
    """erfc of x is ill-conditioned by 2x^2, so GELU at -30 may lose a factor of 900 units, but no more."""
    z = np.linspace(-30, -1, 59)
    for place, value in zip(z, function(z), strict=True):
        exact = truth(mpmath.mpf(float(place)))
        assert abs(mpmath.mpf(float(value)) - exact) <= 4 * (1 + place**2) * EPS[np.float64] * abs(exact)


anything = st.one_of(
    arrays.arrays(np.float64, arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
    arrays.arrays(np.float32, arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
)


@every_function
@given(z=anything)
def test_any_array_is_taken_without_a_warning_and_left_as_it_was(function, truth, z):
    before = z.copy()
    with np.errstate(all="raise"):
        result = function(z)
    assert result.shape == z.shape
    assert result.dtype == z.dtype
    np.testing.assert_array_equal(z, before)
    assert np.all(np.isfinite(result[np.isfinite(z)]))


@every_function
def test_the_result_never_shares_memory_with_the_input(function, truth):
    z = np.array([1.0, 2.0])
    assert not np.shares_memory(function(z), z)


LIMITS = {"sigmoid": (0, 1), "tanh": (-1, 1), "identity": (-np.inf, np.inf)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_infinities_have_their_limits(name):
    ends = np.array([-np.inf, np.inf])
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(ACTIVATIONS[name](ends), LIMITS.get(name, (0, np.inf)))
        slopes = ACTIVATION_GRADIENTS[name](ends)
    np.testing.assert_array_equal(slopes, ACTIVATION_GRADIENTS[name](np.array([-1e300, 1e300])))


@every_function
def test_whole_numbers_and_plain_numbers_are_taken_as_floats(function, truth):
    np.testing.assert_array_equal(function(np.array([-2, 0, 3])), function(np.array([-2.0, 0.0, 3.0])))
    assert function(2) == function(np.array([2.0]))[0]


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=arrays.arrays(np.float64, 5, elements=st.floats(-800, 800)))
def test_pytorch_agrees(name, z):
    tolerance = {"rtol": 1e-12, "atol": 1e-14}
    np.testing.assert_allclose(ACTIVATIONS[name](z), getattr(twins, name)(z), **tolerance)
    np.testing.assert_allclose(ACTIVATION_GRADIENTS[name](z), getattr(twins, f"{name}_gradient")(z), **tolerance)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=st.floats(-8, 8))
def test_each_gradient_is_the_slope_of_its_activation(name, z):
    if name == "relu" and abs(z) < 1e-4:
        return
    f = ACTIVATIONS[name]
    secant = (f(z + 1e-5) - f(z - 1e-5)) / 2e-5
    assert secant == pytest.approx(float(ACTIVATION_GRADIENTS[name](z)), abs=1e-9)


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("sigmoid", 0.0, 0.25),
        ("tanh", 0.0, 1.0),
        ("gelu", np.sqrt(2), 1.128904),
        ("swish", 2.39936, 1.099839),
    ],
)
def test_the_largest_gradient_is_where_the_table_says(name, place, value):
    found = largest_gradient(ACTIVATION_GRADIENTS[name], -10.0, 11.0)
    assert found == pytest.approx((place, value), abs=5e-6)
    assert found == pytest.approx(twins.largest_gradient(name, -10.0, 11.0), abs=1e-6)


def test_the_largest_value_may_be_at_an_end_and_may_be_negative():
    assert largest_gradient(lambda z: z, -2.0, 3.0) == (3.0, 3.0)
    assert largest_gradient(lambda z: -1 - z, -2.0, 3.0) == (-2.0, 1.0)
    assert largest_gradient(lambda z: -1 - z * z, -2.0, 3.0) == pytest.approx((0.0, -1.0), abs=1e-6)


def test_gelu_and_swish_have_the_least_values_of_the_table():
    z = np.linspace(-5, 5, 1_000_001)
    assert gelu(z).min() == pytest.approx(-0.169971, abs=1e-6)
    assert swish(z).min() == pytest.approx(-0.278465, abs=1e-6)


def test_the_usual_where_warns_and_ours_does_not():
    z = np.array([-800.0, 800.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        usual = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
        count = len(caught)
        np.testing.assert_array_equal(usual, sigmoid(z))
    assert count > 0
    assert len(caught) == count
