"""Losses against hand values, 50-digit truth and PyTorch; their gradients against autograd; shapes that disagree."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import losses, twins
from solutions.activations import ACTIVATIONS

mpmath.mp.dps = 50

shapes = st.tuples(st.integers(1, 5), st.integers(1, 4))


@st.composite
def scores_and_labels(draw, one_hot=False):
    n, K = draw(shapes)
    z = draw(arrays.arrays(np.float64, (n, K), elements=st.floats(-30, 30)))
    if one_hot:
        return z, np.eye(K)[draw(arrays.arrays(np.int64, n, elements=st.integers(0, K - 1)))]
    return z, draw(arrays.arrays(np.float64, (n, K), elements=st.sampled_from([0.0, 1.0])))


def test_values_worked_by_hand():
    p, y = np.array([[0.25, 0.5], [0.8, 0.9]]), np.array([[1, 0], [1, 0]])
    by_hand = -(np.log(0.25) + np.log(0.5) + np.log(0.8) + np.log(0.1)) / 4
    assert losses.binary_cross_entropy(p, y) == pytest.approx(by_hand, rel=1e-14)
    assert losses.mse_loss(p, y) == pytest.approx((0.75**2 + 0.5**2 + 0.2**2 + 0.9**2) / 4, rel=1e-14)
    assert losses.cross_entropy(np.array([[0.25, 0.75], [0.8, 0.2]]), np.array([[1, 0], [1, 0]])) == pytest.approx(
        -(np.log(0.25) + np.log(0.8)) / 2, rel=1e-14
    )


@given(scores_and_labels())
def test_binary_cross_entropy_agrees_with_pytorch(drawn):
    z, y = drawn
    p = 1 / (1 + np.exp(-z))
    assert losses.binary_cross_entropy(p, y) == pytest.approx(twins.binary_cross_entropy(p, y), rel=1e-12)
    gradient = losses.binary_cross_entropy_gradient(p, y)
    np.testing.assert_allclose(gradient, twins.binary_cross_entropy_gradient(p, y), rtol=1e-12, atol=1e-15)


@given(scores_and_labels(one_hot=True))
def test_cross_entropy_agrees_with_pytorch(drawn):
    z, y = drawn
    p = losses.softmax(z)
    np.testing.assert_allclose(p, twins.softmax(z), rtol=1e-13)
    assert losses.cross_entropy(p, y) == pytest.approx(twins.cross_entropy(p, y), rel=1e-12, abs=1e-15)
    gradient = losses.cross_entropy_gradient(p, y)
    np.testing.assert_allclose(gradient, twins.cross_entropy_gradient(p, y), rtol=1e-12, atol=1e-15)


@given(scores_and_labels())
def test_squared_error_agrees_with_pytorch(drawn):
    z, y = drawn
    assert losses.mse_loss(z, y) == pytest.approx(twins.mse_loss(z, y), rel=1e-12)
    np.testing.assert_allclose(losses.mse_gradient(z, y), twins.mse_gradient(z, y), rtol=1e-12)


@pytest.mark.parametrize("output", ["sigmoid", "softmax", "identity", "tanh", "relu", "gelu", "swish"])
@given(scores_and_labels(one_hot=True))
def test_loss_and_output_gradient_belong_together(output, drawn):
    z, y = drawn
    assert losses.loss_value(output, z, y) == pytest.approx(twins.loss_value(output, z, y), rel=1e-12, abs=1e-12)
    activation = losses.softmax if output == "softmax" else ACTIVATIONS[output]
    gradient = losses.output_gradient(output, z, activation(z), y)
    np.testing.assert_allclose(gradient, twins.output_gradient(output, z, y), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("z", [-800.0, -40.0, -1.0, 0.0, 1e-12, 3.0, 40.0, 800.0])
@pytest.mark.parametrize("label", [0, 1])
def test_the_logits_forms_are_exact_in_the_tails(z, label):
    exact = mpmath.log1p(mpmath.exp(mpmath.mpf(-z if label else z)))
    with np.errstate(all="raise"):
        binary = losses.binary_cross_entropy_with_logits(np.array([z]), np.array([label]))
        both = losses.cross_entropy_with_logits(np.array([[0.0, z]]), np.eye(2)[[label]])
    assert binary == pytest.approx(float(exact), rel=1e-14)
    assert both == pytest.approx(float(exact), rel=1e-14, abs=1e-15)


@given(scores_and_labels())
def test_two_classes_are_a_sigmoid_of_the_difference(drawn):
    z = np.column_stack([drawn[0][:, 0], drawn[0][:, -1] / 2])
    np.testing.assert_allclose(losses.softmax(z)[:, 1], 1 / (1 + np.exp(z[:, 0] - z[:, 1])), rtol=1e-13)


def test_softmax_shifts_every_row_by_itself():
    rows = np.array([[1000.0, 999.0], [0.0, -1.0], [-1e308, 1e308]])
    with np.errstate(all="raise", over="ignore"):
        p = losses.softmax(rows)
    np.testing.assert_allclose(p[0], p[1], rtol=1e-14)
    np.testing.assert_array_equal(p[2], [0, 1])


def test_probabilities_of_0_and_1_cost_what_eps_allows_and_no_more():
    p = np.array([0.0, 1.0])
    with np.errstate(all="raise"):
        assert losses.binary_cross_entropy(p, np.array([1, 0])) == pytest.approx(-np.log(1e-7), rel=1e-9)
        assert losses.binary_cross_entropy(p, np.array([0, 1])) == pytest.approx(1e-7, rel=1e-6)
        assert losses.cross_entropy(p[np.newaxis], np.array([[1, 0]])) == pytest.approx(-np.log(1e-7), rel=1e-12)


TAKE_LABELS = [
    losses.binary_cross_entropy,
    losses.binary_cross_entropy_gradient,
    losses.binary_cross_entropy_with_logits,
    losses.mse_loss,
    losses.mse_gradient,
    losses.cross_entropy,
    losses.cross_entropy_gradient,
    losses.cross_entropy_with_logits,
]


@pytest.mark.parametrize("function", TAKE_LABELS)
def test_flat_labels_of_one_output_are_a_column(function):
    p = np.array([[0.2], [0.7], [0.4]])
    np.testing.assert_array_equal(function(p, np.array([1, 0, 1])), function(p, np.array([[1], [0], [1]])))


@pytest.mark.parametrize("function", TAKE_LABELS)
@pytest.mark.parametrize("shape", [(3,), (3, 1), (2, 3), (1, 2), ()])
def test_other_shapes_are_refused_with_both_shapes_named(function, shape):
    with pytest.raises(ValueError) as refused:
        function(np.full((3, 2), 0.5), np.ones(shape))
    assert str(shape) in str(refused.value)
    assert "(3, 2)" in str(refused.value)


@pytest.mark.parametrize("function", TAKE_LABELS)
def test_nothing_to_compare_is_refused(function):
    with pytest.raises(ValueError, match=r"\(0, 2\)"):
        function(np.zeros((0, 2)), np.zeros((0, 2)))


@pytest.mark.parametrize("function", [f for f in TAKE_LABELS if "gradient" in f.__name__])
def test_gradients_of_float32_stay_float32(function):
    p = np.array([[0.25, 0.75]], dtype=np.float32)
    assert function(p, np.array([[0, 1]])).dtype == np.float32


def test_float32_losses_agree_with_double_to_single_precision():
    p, y = np.array([[0.25, 0.7]]), np.array([[0, 1]])
    for loss in (losses.binary_cross_entropy, losses.cross_entropy, losses.mse_loss):
        assert loss(p.astype(np.float32), y) == pytest.approx(loss(p, y), rel=1e-6)
