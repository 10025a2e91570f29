"""Forward, backward and gradient_check over networks that Hypothesis draws, against PyTorch in double precision."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import twins
from solutions.activations import ACTIVATIONS
from solutions.gradient_checking import gradient_check
from solutions.losses import loss_value
from solutions.network import MLPConfig, NumpyMLP

OUTPUTS = [*ACTIVATIONS, "softmax"]
SMOOTH = ("sigmoid", "tanh", "gelu", "swish", "identity")


def network(layer_dims, activation, output_activation, n, seed):
    """A network with random biases, inputs and labels."""
    rng = np.random.default_rng(seed)
    model = NumpyMLP(MLPConfig(layer_dims, activation, output_activation, seed))
    for name in model.params:
        if name.startswith("b"):
            model.params[name] = rng.normal(size=model.params[name].shape)
    X, K = rng.normal(size=(n, layer_dims[0])), layer_dims[-1]
    y = np.eye(K)[rng.integers(0, K, n)] if output_activation == "softmax" else rng.integers(0, 2, (n, K)).astype(float)
    return model, X, y


@st.composite
def networks(draw, max_depth=5, activations=tuple(ACTIVATIONS), outputs=tuple(OUTPUTS)):
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=max_depth + 1))
    return network(
        sizes,
        draw(st.sampled_from(activations)),
        draw(st.sampled_from(outputs)),
        draw(st.integers(1, 8)),
        draw(st.integers(0, 2**32 - 1)),
    )


def plain(model, X):
    config = model.config
    return config.layer_dims, config.activation, config.output_activation, model.params, X


@given(networks())
def test_forward_equals_pytorch(drawn):
    model, X, _ = drawn
    with np.errstate(all="raise"):
        output = model.forward(X)
    np.testing.assert_allclose(output, twins.forward(*plain(model, X)), rtol=1e-12, atol=1e-12)


@settings(max_examples=400, deadline=None)
@given(networks())
def test_backward_equals_autograd_to_1e_12_of_each_arrays_largest_element(drawn):
    model, X, y = drawn
    model.forward(X)
    with np.errstate(all="raise"):
        gradients = model.backward(y)
    exact = twins.backward(*plain(model, X), y)
    assert list(gradients) == list(model.params)
    for name, gradient in gradients.items():
        assert gradient.shape == model.params[name].shape
        assert np.abs(gradient - exact[name]).max() <= 1e-12 * np.abs(exact[name]).max() + 1e-15


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backward_equals_autograd_for_every_pair_and_square_layers(activation, output):
    model, X, y = network([4, 4, 4, 4], activation, output, 5, seed=7)
    model.forward(X)
    exact = twins.backward(*plain(model, X), y)
    for name, gradient in model.backward(y).items():
        assert np.abs(gradient - exact[name]).max() <= 1e-12 * np.abs(exact[name]).max()


def test_the_cache_holds_every_layer_and_backward_changes_nothing():
    model, X, y = network([3, 5, 2], "tanh", "sigmoid", 4, seed=1)
    model.forward(X)
    assert list(model.cache) == ["A0", "Z1", "A1", "Z2", "A2"]
    before = {name: array.copy() for name, array in {**model.cache, **model.params}.items()}
    model.backward(y)
    for name, array in {**model.cache, **model.params}.items():
        np.testing.assert_array_equal(array, before[name])


def test_flat_labels_give_the_same_gradients():
    model, X, y = network([3, 4, 1], "gelu", "sigmoid", 6, seed=2)
    model.forward(X)
    columns, flat = model.backward(y), model.backward(y[:, 0])
    for name in columns:
        np.testing.assert_array_equal(columns[name], flat[name])


def test_float32_parameters_and_inputs_stay_float32():
    model, X, y = network([3, 4, 2], "swish", "softmax", 6, seed=3)
    exact = model.forward(X), model.backward(y)
    model.params = {name: array.astype(np.float32) for name, array in model.params.items()}
    output = model.forward(X.astype(np.float32))
    gradients = model.backward(y)
    assert {output.dtype, *(array.dtype for array in gradients.values())} == {np.dtype(np.float32)}
    np.testing.assert_allclose(output, exact[0], atol=5e-6)
    for name, gradient in gradients.items():
        assert np.abs(gradient - exact[1][name]).max() <= 1e-5 * np.abs(exact[1][name]).max()


@pytest.mark.parametrize("shape", [(4,), (2, 5), (2, 3, 3), ()])
def test_inputs_of_another_width_are_refused(shape):
    model, _, _ = network([3, 2], "relu", "sigmoid", 1, seed=0)
    with pytest.raises(ValueError) as refused:
        model.forward(np.zeros(shape))
    assert str(shape) in str(refused.value)
    assert "(n, 3)" in str(refused.value)


def test_labels_of_another_shape_are_refused():
    model, X, _ = network([3, 2], "relu", "sigmoid", 4, seed=0)
    model.forward(X)
    with pytest.raises(ValueError, match=r"\(4,\).*\(4, 2\)"):
        model.backward(np.zeros(4))


def test_backward_before_forward_is_refused():
    with pytest.raises(ValueError, match="call forward first"):
        network([3, 2], "relu", "sigmoid", 4, seed=0)[0].backward(np.zeros((4, 2)))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"layer_dims": [3]}, r"\[3\]"),
        ({"layer_dims": []}, "two or more"),
        ({"layer_dims": [3, 0, 1]}, "each 1 or larger"),
        ({"activation": "softplus"}, "softplus.*relu"),
        ({"activation": "softmax"}, "softmax"),
        ({"output_activation": "logit"}, "logit.*softmax"),
    ],
)
def test_a_bad_configuration_is_refused_at_once(wrong, says):
    with pytest.raises(ValueError, match=says):
        MLPConfig(**{"layer_dims": [2, 1], **wrong})


def kinks_are_far(model, X):
    """No relu within reach of a difference quotient's step."""
    model.forward(X)
    return all(np.abs(array).min() > 1e-3 for name, array in model.cache.items() if name.startswith("Z"))


@settings(max_examples=60, deadline=None)
@given(networks(max_depth=3, activations=SMOOTH, outputs=(*SMOOTH, "softmax")))
def test_gradient_check_passes_every_correct_smooth_network(drawn):
    model, X, y = drawn
    model.forward(X)
    gradients = model.backward(y)
    for name, error in gradient_check(model, X, y).items():
        assert error < 1e-6 or np.linalg.norm(gradients[name]) < 1e-4  # below it, round-off is what is compared


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradient_check_passes_correct_networks_of_every_kind(activation, output, capsys):
    drawn = (network([3, 4, 4, 2], activation, output, 6, seed) for seed in range(50))
    model, X, y = next(each for each in drawn if kinks_are_far(each[0], each[1]))
    assert max(gradient_check(model, X, y).values()) < 1e-7
    assert capsys.readouterr().out == ""


def change(name, how):
    """A backward pass that is right except in one array."""

    def backward(model, y):
        gradients = NumpyMLP.backward(model, y)
        return {**gradients, name: how(gradients[name])}

    return backward


def one_entry(gradient):
    wrong = gradient.copy()
    wrong.flat[1] *= 1.01
    return wrong


def sum_preserved(gradient):
    wrong = gradient.copy()
    wrong.flat[0] += 0.01
    wrong.flat[1] -= 0.01
    return wrong


FAULTS = {
    "twice as long": ("W2", lambda g: 2 * g, 1 / 3),
    "ten times as long": ("W1", lambda g: 10 * g, 9 / 11),
    "one half": ("W3", lambda g: g / 2, 1 / 3),
    "sign": ("W2", lambda g: -g, 1),
    "sign of a bias": ("b1", lambda g: -g, 1),
    "zero": ("W1", lambda g: 0 * g, 1),
    "no bias": ("b2", lambda g: 0 * g, 1),
    "one entry by one percent": ("W2", one_entry, None),
    "the sum is right": ("W1", sum_preserved, None),
    "the length is right": ("W2", lambda g: np.roll(g, 1, axis=0), None),
    "transposed": ("W2", lambda g: g.T, None),
    "bias averaged, not summed": ("b1", lambda g: g / 6, 5 / 7),
    "constant added": ("b3", lambda g: g + 0.001, None),
    "reversed": ("W3", lambda g: g[:, ::-1], None),
    "a hundredth of a percent": ("W1", lambda g: g * 1.0001, 0.0001 / 2.0001),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_gradient_check_finds_every_planted_fault_and_blames_no_other_array(fault, monkeypatch, capsys):
    name, how, expected = FAULTS[fault]
    model, X, y = network([3, 4, 4, 1], "tanh", "sigmoid", 6, seed=11)
    monkeypatch.setattr(model, "backward", change(name, how).__get__(model), raising=False)
    errors = gradient_check(model, X, y)
    assert errors[name] > 1e-5
    assert errors[name] == pytest.approx(expected, abs=1e-6) or expected is None
    assert max(error for other, error in errors.items() if other != name) < 1e-7
    assert capsys.readouterr().out.startswith(f"{name}: relative error")


def test_gradient_check_reports_what_autograd_would():
    model, X, y = network([3, 4, 1], "tanh", "sigmoid", 6, seed=5)
    model.forward(X)
    wrong = {name: gradient * 1.5 for name, gradient in model.backward(y).items()}
    model.backward = lambda y_true: wrong
    expected = twins.gradient_errors(*plain(model, X), y, wrong)
    assert gradient_check(model, X, y) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("fails_at", [None, 0, 1, 7])
def test_gradient_check_leaves_parameters_and_cache_bit_for_bit_also_when_the_model_raises(fails_at):
    model, X, y = network([3, 4, 1], "tanh", "sigmoid", 6, seed=5)
    other = np.random.default_rng(0).normal(size=(2, 3))
    model.forward(other)
    params, cache = model.params, model.cache
    before = {name: array.copy() for name, array in {**params, **cache}.items()}
    calls = iter(range(10**6))

    def forward(X):
        if next(calls) == fails_at:
            raise RuntimeError("planted")
        model.cache["A0"] = X  # a model may also write into the cache it finds
        return NumpyMLP.forward(model, X)

    model.forward = forward
    if fails_at is None:
        gradient_check(model, X, y)
    else:
        with pytest.raises(RuntimeError, match="planted"):
            gradient_check(model, X, y)
    assert model.params is params
    assert model.cache is cache
    for name, array in {**params, **cache}.items():
        assert array.tobytes() == before[name].tobytes()


def test_a_deep_sigmoid_network_is_correct_but_fails_the_check():
    """Gradients below round-off: the check has nothing to compare with."""
    model, X, y = network([4] * 11 + [1], "sigmoid", "sigmoid", 5, seed=0)
    model.forward(X)
    exact = twins.backward(*plain(model, X), y)
    np.testing.assert_allclose(model.backward(y)["W1"], exact["W1"], rtol=1e-9)
    assert gradient_check(model, X, y)["W1"] > 1e-6


def test_the_loss_of_a_saturated_network_is_still_differentiable():
    model, X, y = network([2, 1], "relu", "sigmoid", 3, seed=0)
    model.params["b1"] = np.array([50.0])
    model.forward(X)
    assert loss_value("sigmoid", model.cache["Z1"], 0 * y) == pytest.approx(model.cache["Z1"].mean())
    assert max(gradient_check(model, X, 0 * y).values()) < 1e-6
