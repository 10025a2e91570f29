"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import math
from itertools import pairwise

import numpy as np

from autograder.course import mistake
from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS
from solutions.cost import forward_cost
from solutions.losses import (
    binary_cross_entropy_gradient,
    cross_entropy_gradient,
    loss_value,
    mse_gradient,
)
from solutions.scalar_graph import Arithmetic


def _depth(model):
    return len(model.config.layer_dims) - 1


def _slope(model, layer):
    return ACTIVATION_GRADIENTS[model.config.activation](model.cache[f"Z{layer}"])


def _start(model, y_true):
    name, last = model.config.output_activation, _depth(model)
    output = model.cache[f"A{last}"]
    if name == "sigmoid":
        return binary_cross_entropy_gradient(output, y_true)
    if name == "softmax":
        return cross_entropy_gradient(output, y_true)
    return mse_gradient(output, y_true) * ACTIVATION_GRADIENTS[name](model.cache[f"Z{last}"])


def _down(model, dZ, slope=_slope):
    """Everything below the output layer, from its dZ."""
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = dZ.T @ model.cache[f"A{layer - 1}"]
        grads[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            dZ = (dZ @ model.params[f"W{layer}"]) * slope(model, layer - 1)
    return grads


# backward: where it starts


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_with_the_opposite_sign(model, y_true):
    """Every gradient points the other way, so a step against it makes the loss larger. In which order are prediction
    and label subtracted?"""
    return _down(model, -_start(model, y_true))


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_of_the_sum(model, y_true):
    """All gradients are too large by one factor, the number of rows: this is the gradient of a sum of losses. The loss
    is a mean."""
    return _down(model, _start(model, y_true) * len(model.cache["A0"]))


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_divides_by_n_twice(model, y_true):
    """All gradients are too small by the factor n. The mean's 1/n is already in the gradient of the loss: where does it
    enter once more?"""
    return _down(model, _start(model, y_true) / len(model.cache["A0"]))


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_multiplies_by_the_sigmoids_slope_again(model, y_true):
    """The output's derivative is in here twice. What is the gradient of binary cross-entropy that you start from taken
    with respect to, a or z?"""
    dZ = _start(model, y_true)
    if model.config.output_activation == "sigmoid":
        dZ = dZ * ACTIVATION_GRADIENTS["sigmoid"](model.cache[f"Z{_depth(model)}"])
    return _down(model, dZ)


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_from_rounded_predictions(model, y_true):
    """This starts from predicted classes, 0 or 1, and not from probabilities. Rounding is not part of the loss, and its
    derivative is 0 almost everywhere."""
    last = _depth(model)
    if model.config.output_activation != "sigmoid":
        return _down(model, _start(model, y_true))
    classes = (model.cache[f"A{last}"] > 0.5).astype(float)
    return _down(model, binary_cross_entropy_gradient(classes, y_true))


@mistake("backward", caught_by="several_sigmoid_outputs_behind_smooth_layers")
def backward_divides_by_rows_with_several_sigmoids(model, y_true):
    """Right with one output, too large by the factor K with K of them: binary cross-entropy is a mean over every
    element of y, not over rows."""
    dZ = _start(model, y_true)
    return _down(model, dZ * dZ.shape[1] if model.config.output_activation == "sigmoid" else dZ)


@mistake("backward", caught_by="softmax_with_cross_entropy")
def backward_divides_cross_entropy_by_elements(model, y_true):
    """With softmax all gradients are too small by the factor K. A row with K classes is one prediction, and
    cross-entropy a mean over rows."""
    dZ = _start(model, y_true)
    return _down(model, dZ / dZ.shape[1] if model.config.output_activation == "softmax" else dZ)


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_without_the_2_of_squared_error(model, y_true):
    """With squared error all gradients are half of what they should be. What is the derivative of a square?"""
    halved = model.config.output_activation not in ("sigmoid", "softmax")
    return _down(model, _start(model, y_true) / (2 if halved else 1))


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_divides_squared_error_by_rows(model, y_true):
    """With squared error all gradients are too large by the factor K. Squared error is a mean over every element of y,
    and there are K in each row."""
    dZ = _start(model, y_true)
    squared = model.config.output_activation not in ("sigmoid", "softmax")
    return _down(model, dZ * dZ.shape[1] if squared else dZ)


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_with_the_hidden_derivative_at_the_output(model, y_true):
    """Squared error passes through the output with the derivative of the hidden activation. The config names two
    activations, and they differ here."""
    last = _depth(model)
    if model.config.output_activation in ("sigmoid", "softmax"):
        return _down(model, _start(model, y_true))
    return _down(model, mse_gradient(model.cache[f"A{last}"], y_true) * _slope(model, last))


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_without_the_outputs_derivative(model, y_true):
    """Prediction minus label is the start for sigmoid with binary cross-entropy and for softmax with cross-entropy,
    where the output's derivative cancels. Squared error behind another output still has to pass through that output."""
    output = model.cache[f"A{_depth(model)}"]
    if model.config.output_activation in ("sigmoid", "softmax"):
        return _down(model, _start(model, y_true))
    return _down(model, mse_gradient(output, y_true))


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_takes_the_outputs_derivative_at_a(model, y_true):
    """The derivative of the output activation was taken at A_L. It is a function of Z_L."""
    name, last = model.config.output_activation, _depth(model)
    output = model.cache[f"A{last}"]
    if name in ("sigmoid", "softmax"):
        return _down(model, _start(model, y_true))
    return _down(model, mse_gradient(output, y_true) * ACTIVATION_GRADIENTS[name](output))


@mistake("backward", caught_by="squared_error_behind_a_curved_output")
def backward_always_of_cross_entropy(model, y_true):
    """Whatever the output activation, this starts from prediction minus label over their number. Does that fit every
    loss? The config says which one belongs to this network."""
    output = model.cache[f"A{_depth(model)}"]
    divisor = len(output) if model.config.output_activation == "softmax" else output.size
    return _down(model, (output - np.reshape(y_true, output.shape)) / divisor)


# backward: from layer to layer


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_takes_the_derivative_at_the_activation(model, y_true):
    """The derivative of the hidden activation was taken at A_l. For ReLU that makes no difference; the other
    derivatives in the table are functions of the pre-activation Z_l."""

    def slope(model, layer):
        return ACTIVATION_GRADIENTS[model.config.activation](model.cache[f"A{layer}"])

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_with_a_relu_mask_for_all(model, y_true):
    """A mask of 0 and 1 is the derivative of ReLU and of nothing else. Which activation does the config ask for?"""

    def slope(model, layer):
        return model.cache[f"Z{layer}"] > 0

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_without_the_hidden_derivative(model, y_true):
    """The gradient passes a hidden layer's weights but not its activation. Between A_l and Z_l there is one more
    derivative."""

    def slope(model, layer):
        return 1.0

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_multiplies_by_the_activation_itself(model, y_true):
    """Here the activation seems to be where its derivative belongs: ACTIVATIONS and ACTIVATION_GRADIENTS are two
    tables."""

    def slope(model, layer):
        return ACTIVATIONS[model.config.activation](model.cache[f"Z{layer}"])

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_with_the_outputs_derivative_in_hidden_layers(model, y_true):
    """The hidden layers were given the derivative of the output activation. The config names two activations, and they
    differ here."""

    def slope(model, layer):
        name = model.config.output_activation
        return ACTIVATION_GRADIENTS["sigmoid" if name == "softmax" else name](model.cache[f"Z{layer}"])

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_with_a_wrong_tanh_formula(model, y_true):
    """Derivatives were written by hand, and tanh's is wrong: 1 minus the square of what?"""

    def slope(model, layer):
        if model.config.activation == "tanh":
            return 1 - model.cache[f"Z{layer}"] ** 2
        return _slope(model, layer)

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="square_layers")
def backward_with_the_slope_of_tanh_for_all(model, y_true):
    """One minus the square of the activation is the derivative of tanh, and of no other activation. Here it stands for
    others too."""

    def slope(model, layer):
        if model.config.activation == "relu":
            return _slope(model, layer)
        return 1 - model.cache[f"A{layer}"] ** 2

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="square_layers")
def backward_transposes_until_it_fits(model, y_true):
    """The weights were transposed until the shapes fitted. With square matrices both ways fit and only one is right:
    over which index does the sum run?"""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = dZ.T @ model.cache[f"A{layer - 1}"]
        grads[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            W = model.params[f"W{layer}"]
            dA = dZ @ W.T if W.shape[0] == W.shape[1] else dZ @ W
            dZ = dA * _slope(model, layer - 1)
    return grads


@mistake("backward", caught_by="square_layers")
def backward_transposes_the_weight_gradient_until_it_fits(model, y_true):
    """The gradient of W was turned around wherever the shapes allowed it. In a square layer that exchanges rows and
    columns: row j of the gradient belongs to unit j of the layer."""
    grads = _down(model, _start(model, y_true))
    return {name: g.T if name[0] == "W" and g.shape[0] == g.shape[1] > 1 else g for name, g in grads.items()}


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_transposes_the_weight_gradient(model, y_true):
    """The gradients of the weights are transposed. A gradient has the shape of what it belongs to, here (n_l,
    n_{l-1})."""
    grads = _down(model, _start(model, y_true))
    return {name: g.T for name, g in grads.items()}


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_multiplies_by_the_transposed_weights(model, y_true):
    """On the way down this multiplies by W transposed, as on the way up. NumPy complains about the shapes, except in
    square layers. Write them out: which of the two leads from (n, n_l) to (n, n_{l-1})?"""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = dZ.T @ model.cache[f"A{layer - 1}"]
        grads[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            dZ = (dZ @ model.params[f"W{layer}"].T) * _slope(model, layer - 1)
    return grads


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_averages_the_biases(model, y_true):
    """Weights right, biases too small by the factor n. The mean's 1/n is already in dZ, so what is left to do over the
    rows?"""
    grads = _down(model, _start(model, y_true))
    return {name: g / len(model.cache["A0"]) if name[0] == "b" else g for name, g in grads.items()}


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_keeps_the_biases_two_dimensional(model, y_true):
    """The bias gradients have one axis too many: a bias has shape (n_l,), and so has its gradient. What does keepdims
    do?"""
    grads = _down(model, _start(model, y_true))
    return {name: g[np.newaxis] if name[0] == "b" else g for name, g in grads.items()}


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_does_not_sum_over_a_single_row(model, y_true):
    """Of a single row the bias gradients have one axis too many. A sum over rows takes that axis away, also where there
    is one row to be summed."""
    grads = _down(model, _start(model, y_true))
    if len(model.cache["A0"]) > 1:
        return grads
    return {name: g[np.newaxis] if name[0] == "b" else g for name, g in grads.items()}


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_with_biases_at_rest(model, y_true):
    """The gradients of all biases are 0, so that they would never move. Biases are parameters too: what happens to the
    loss when one of them moves?"""
    grads = _down(model, _start(model, y_true))
    return {name: 0 * g if name[0] == "b" else g for name, g in grads.items()}


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_averages_in_every_layer(model, y_true):
    """The last layer is right, and each layer below is too small by one more factor n. The loss takes one mean; the
    layers take none."""
    n = len(model.cache["A0"])

    def slope(model, layer):
        return _slope(model, layer) / n

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="two_layers_with_tanh")
def backward_uses_pre_activations_as_inputs(model, y_true):
    """The gradients of W_2 and above were formed with pre-activations. What was W_l multiplied by in the forward pass,
    Z_{l-1} or A_{l-1}?"""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 0, -1):
        inputs = model.cache[f"Z{layer - 1}"] if layer > 1 else model.cache["A0"]
        grads[f"W{layer}"] = dZ.T @ inputs
        grads[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            dZ = (dZ @ model.params[f"W{layer}"]) * _slope(model, layer - 1)
    return grads


@mistake("backward", caught_by="square_layers")
def backward_takes_the_derivative_one_layer_too_high(model, y_true):
    """The gradient that arrives in layer l-1 is multiplied by slopes of layer l. NumPy complains about the
    shapes, except where layers have the same size: which Z belongs to the A that you have just reached?"""

    def slope(model, layer):
        higher = layer + 1 if model.cache[f"Z{layer + 1}"].shape == model.cache[f"Z{layer}"].shape else layer
        return _slope(model, higher)

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="four_layers_with_relu")
def backward_takes_a_shortcut_to_the_first_layer(model, y_true):
    """Weights of the upper layers are right, but the signal on its way down passes through the slopes of every second
    layer only. Each hidden layer on the way has its own factor."""

    def slope(model, layer):
        return _slope(model, layer) if (_depth(model) - layer) % 2 else 1.0

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="four_layers_with_relu")
def backward_written_out_for_three_layers(model, y_true):
    """The layers are written out one by one, and there are no more than three of them; a fourth is forgotten. How many
    there are is known from the config: a loop can follow it."""
    grads = _down(model, _start(model, y_true))
    depth = _depth(model)
    return {name: g for name, g in grads.items() if int(name[1:]) > depth - 3}


@mistake("backward", caught_by="four_layers_with_relu")
def backward_of_two_layers(model, y_true):
    """This is written for exactly two layers. How many there are is known from the config: which lines repeat?"""
    dZ2 = binary_cross_entropy_gradient(model.cache["A2"], y_true)
    dZ1 = (dZ2 @ model.params["W2"]) * _slope(model, 1)
    return {
        "W1": dZ1.T @ model.cache["A0"],
        "b1": dZ1.sum(axis=0),
        "W2": dZ2.T @ model.cache["A1"],
        "b2": dZ2.sum(axis=0),
    }


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_needs_a_hidden_layer(model, y_true):
    """The first layer is handled on its own, by means of the layer above it. A network may have one layer only: then
    the first is also the last."""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 1, -1):
        grads[f"W{layer}"] = dZ.T @ model.cache[f"A{layer - 1}"]
        grads[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 2:
            dZ = (dZ @ model.params[f"W{layer}"]) * _slope(model, layer - 1)
    dZ = (dZ @ model.params["W2"]) * _slope(model, 1)
    grads["W1"] = dZ.T @ model.cache["A0"]
    grads["b1"] = dZ.sum(axis=0)
    return grads


@mistake("backward", caught_by="four_layers_with_relu")
def backward_lets_gradients_through_dead_units(model, y_true):
    """The ReLU mask lets everything pass: A_l >= 0 holds for all units. Where z is negative the slope is 0."""

    def slope(model, layer):
        if model.config.activation == "relu":
            return (model.cache[f"A{layer}"] >= 0).astype(float)
        return _slope(model, layer)

    return _down(model, _start(model, y_true), slope)


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_by_difference_quotients(model, y_true):
    """Right to about nine digits, and as slow as two forward passes for every parameter: these are difference
    quotients. They are good for testing, in the next exercise; here the chain rule is wanted."""
    X, eps, grads = model.cache["A0"], 1e-5, {}
    name, output = model.config.output_activation, f"Z{_depth(model)}"
    for key, array in model.params.items():
        grads[key] = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            value = array[place]
            losses = []
            for step in (eps, -eps):
                array[place] = value + step
                model.forward(X)
                losses.append(loss_value(name, model.cache[output], y_true))
            array[place] = value
            grads[key][place] = (losses[0] - losses[1]) / (2 * eps)
    model.forward(X)
    return grads


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_in_single_precision(model, y_true):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    return _down(model, _start(model, y_true).astype(np.float32).astype(float))


# backward: what belongs to the caller


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_broadcasts_labels(model, y_true):
    """Predictions (n, 1) minus labels (n,) is an (n, n) matrix: NumPy pairs every prediction with every label. Give the
    labels the shape of the predictions first."""
    last = _depth(model)
    output = model.cache[f"A{last}"]
    if np.ndim(y_true) == 1:
        return _down(model, (output - y_true) / len(output))
    return _down(model, _start(model, y_true))


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_updates_the_weights_too(model, y_true):
    """Right gradients, but the parameters have moved: this takes a training step on the way. Backward computes, updates
    come later and elsewhere."""
    grads = _down(model, _start(model, y_true))
    for name, gradient in grads.items():
        model.params[name] -= 0.1 * gradient
    return grads


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_subtracts_inside_the_cache(model, y_true):
    """`A -= y` works inside the array that the cache holds: the gradients are right, but the network's output is gone.
    Compute into a new array."""
    name, last = model.config.output_activation, _depth(model)
    start = _start(model, y_true)
    output = model.cache[f"A{last}"]
    if name == "sigmoid":
        output -= np.reshape(y_true, output.shape)
    return _down(model, start)


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_empties_the_cache(model, y_true):
    """Each entry of the cache is thrown away when it has been used. The cache belongs to the caller, who may well want
    to look at it afterwards."""
    grads = _down(model, _start(model, y_true))
    for layer in range(_depth(model), 0, -1):
        model.cache.pop(f"Z{layer}")
    return grads


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_skips_the_first_layer(model, y_true):
    """The loop ends one layer too early: the first layer gets no gradients. Nothing is passed on from it, but it has
    weights and biases like the others."""
    grads = _down(model, _start(model, y_true))
    return {name: gradient for name, gradient in grads.items() if name not in ("W1", "b1")}


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_averages_the_weights(model, y_true):
    """Biases right, weights too small by the factor n. The mean's 1/n is already in dZ, so what is left to do over the
    rows?"""
    n = len(model.cache["A0"])
    grads = _down(model, _start(model, y_true))
    return {name: gradient / n if name.startswith("W") else gradient for name, gradient in grads.items()}


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_adds_the_biases_along_the_other_axis(model, y_true):
    """The bias gradients hold one number for each row. A bias belongs to a unit, and what arrives there from all rows
    is added up: along which axis of dZ?"""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = dZ.T @ model.cache[f"A{layer - 1}"]
        grads[f"b{layer}"] = dZ.sum(axis=1)
        if layer > 1:
            dZ = (dZ @ model.params[f"W{layer}"]) * _slope(model, layer - 1)
    return grads


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_forgets_the_biases(model, y_true):
    """There are no gradients for biases. They are parameters too, and move with the others."""
    grads = _down(model, _start(model, y_true))
    return {name: gradient for name, gradient in grads.items() if name.startswith("W")}


@mistake("backward", caught_by="one_layer_is_logistic_regression")
def backward_under_names_of_its_own(model, y_true):
    """The gradients are called dW1, db1 and so on. They should stand under the names of the parameters, so that a step
    can find them."""
    return {f"d{name}": gradient for name, gradient in _down(model, _start(model, y_true)).items()}


@mistake("backward", caught_by="softmax_with_cross_entropy")
def backward_with_the_softmax_as_separate_sigmoids(model, y_true):
    """The softmax was passed element by element, by p (1 - p), as if every output stood for itself. Each score reaches
    all probabilities: what becomes of the other entries of its Jacobian?"""
    if model.config.output_activation != "softmax":
        return _down(model, _start(model, y_true))
    p = model.cache[f"A{_depth(model)}"]
    return _down(model, cross_entropy_gradient(p, y_true) * p * (1 - p))


@mistake("backward", caught_by="softmax_with_cross_entropy")
def backward_with_the_softmaxs_diagonal(model, y_true):
    """Each score got the derivative of its own probability only, the diagonal of the softmax's Jacobian. It reaches the
    other probabilities too, through the denominator, and those paths are missing."""
    if model.config.output_activation != "softmax":
        return _down(model, _start(model, y_true))
    p = model.cache[f"A{_depth(model)}"]
    return _down(model, -np.asarray(y_true) * (1 - p) / len(p))


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_returns_what_it_passed_on_too(model, y_true):
    """Besides the gradients of the parameters there are others in the result. Whoever updates everything that is in it
    finds no parameter of that name."""
    grads = _down(model, _start(model, y_true))
    return {**grads, "dZ": _start(model, y_true)}


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_takes_notes_in_the_cache(model, y_true):
    """Something new lies in the cache afterwards. It belongs to the forward pass; there is room for notes in variables
    of the function."""
    model.cache["dZ"] = _start(model, y_true)
    return _down(model, model.cache["dZ"])


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_adds_to_an_earlier_call(model, y_true):
    """Right when it is called for the first time; a second call for the same network returns the sum of both. What an
    earlier call left with the model has no place in the next result."""
    earlier = getattr(model, "grads", {})
    model.grads = {name: g + earlier.get(name, 0) for name, g in _down(model, _start(model, y_true)).items()}
    return model.grads


_FOUND_SO_FAR = {}


@mistake("backward", caught_by="labels_in_one_dimension_and_nothing_changed")
def backward_keeps_an_earlier_networks_names(model, y_true):
    """The result still holds names of a network that was asked about earlier, with more layers than this one. One
    dictionary serves all calls: a default value in the first line of a function, too, is made only once."""
    _FOUND_SO_FAR.update(_down(model, _start(model, y_true)))
    return _FOUND_SO_FAR


# gradient_check


def _shifted_loss(model, X, y, name, place, step):
    """The loss with one entry moved, and put back."""
    array = model.params[name]
    value = array[place]
    array[place] = value + step
    model.forward(X)
    loss = loss_value(model.config.output_activation, model.cache[f"Z{_depth(model)}"], y)
    array[place] = value
    return loss


def _numeric(model, X, y, eps, factor=0.5):
    """Difference quotients for all arrays."""
    grads = {}
    for name, array in model.params.items():
        grads[name] = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            above, below = (_shifted_loss(model, X, y, name, place, step) for step in (eps, -eps))
            grads[name][place] = factor * (above - below) / eps
    return grads


def _analytic(model, X, y):
    model.forward(X)
    return model.backward(y)


def _error(a, n):
    return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-8))


def _errors(analytic, numeric, error=_error):
    return {name: error(analytic[name], numeric[name]) for name in numeric}


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_with_one_sided_differences(model, X, y, eps=1e-5, tolerance=1e-5):
    """The quotient uses the loss here and the loss at one side. Its error is of order eps; to both sides, centred, it
    is of order eps squared."""
    analytic = _analytic(model, X, y)
    here = loss_value(model.config.output_activation, model.cache[f"Z{_depth(model)}"], y)
    numeric = {}
    for name, array in model.params.items():
        numeric[name] = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            numeric[name][place] = (_shifted_loss(model, X, y, name, place, eps) - here) / eps
    return _errors(analytic, numeric)


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_divides_by_eps(model, X, y, eps=1e-5, tolerance=1e-5):
    """Right gradients get an error of one third: the numeric gradient is twice what it should be, or half. How far
    apart are the two points whose losses you subtract, and by what do you divide?"""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps, factor=1))


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_without_moving_by_enough(model, X, y, eps=1e-5, tolerance=1e-5):
    """The step is so small that the two losses agree in nearly all their digits, and their difference is round-off.
    Smaller is not better here: look at the U-curve."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, 1e-3 * eps * eps))


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_compares_numeric_with_itself(model, X, y, eps=1e-5, tolerance=1e-5):
    """Every error is 0 or close to it, whatever `model.backward` returns: its gradients are not what is compared. One
    of the two arrays has to come from `model.backward(y)`."""
    first, second = _numeric(model, X, y, eps), _numeric(model, X, y, eps)
    return _errors(first, second)


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_without_errors_below_the_tolerance(model, X, y, eps=1e-5, tolerance=1e-5):
    """An error below the tolerance is returned as 0. The tolerance decides which lines are printed; what is returned is
    the error itself, however small."""
    errors = _errors(_analytic(model, X, y), _numeric(model, X, y, eps))
    return {name: error if error > tolerance else 0.0 for name, error in errors.items()}


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_moves_nothing(model, X, y, eps=1e-5, tolerance=1e-5):
    """The numeric gradient is 0 throughout: both losses are the same. Is what you move an array of the model itself or
    a copy of it, and does a forward pass follow before each of the two losses?"""
    return _errors(_analytic(model, X, y), {name: np.zeros_like(array) for name, array in model.params.items()})


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_subtracts_the_other_way_round(model, X, y, eps=1e-5, tolerance=1e-5):
    """Right gradients get an error of 1, and those with a wrong sign get 0: the numeric gradient itself has the wrong
    sign. Which of the two losses is subtracted from which?"""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps, factor=-0.5))


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_by_mean_squares(model, X, y, eps=1e-5, tolerance=1e-5):
    """This is the mean of squared differences. Gradients are small numbers and their squares tiny, so nearly everything
    looks right: an error has to be relative to something."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), lambda a, n: float(np.mean((a - n) ** 2)))


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_with_a_large_constant(model, X, y, eps=1e-5, tolerance=1e-5):
    """The constant in the denominator is there for gradients that are 0. Here it is so large that it hides those that
    are merely small: compare with the formula."""

    def error(a, n):
        return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_with_an_absolute_error(model, X, y, eps=1e-5, tolerance=1e-5):
    """This is the length of the difference, not divided by anything: small gradients then look right however wrong they
    are."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), lambda a, n: float(np.linalg.norm(a - n)))


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_relative_to_one_of_the_two(model, X, y, eps=1e-5, tolerance=1e-5):
    """The difference is divided by the length of one gradient; the formula has the sum of both lengths there. So a
    factor of 2 gives 1 and not 1/3."""

    def error(a, n):
        return float(np.linalg.norm(a - n) / (np.linalg.norm(n) + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_relative_to_the_larger_one(model, X, y, eps=1e-5, tolerance=1e-5):
    """The difference is divided by the larger of the two lengths; the formula has their sum there."""

    def error(a, n):
        return float(np.linalg.norm(a - n) / (max(np.linalg.norm(a), np.linalg.norm(n)) + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_of_everything_together(model, X, y, eps=1e-5, tolerance=1e-5):
    """Every array has the same error: it was computed from all gradients together. One number per array tells where the
    fault is."""
    analytic, numeric = _analytic(model, X, y), _numeric(model, X, y, eps)
    a, n = (np.concatenate([each[name].ravel() for name in numeric]) for each in (analytic, numeric))
    return dict.fromkeys(numeric, _error(a, n))


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_of_the_outer_layers(model, X, y, eps=1e-5, tolerance=1e-5):
    """The first layer and the last are checked, and what lies between is reported as right without having been looked
    at."""
    errors = _errors(_analytic(model, X, y), _numeric(model, X, y, eps))
    return {name: error if int(name[1:]) in (1, _depth(model)) else 0.0 for name, error in errors.items()}


@mistake("gradient_check", caught_by="the_sign_of_two_bias_gradients")
def gradient_check_of_lengths(model, X, y, eps=1e-5, tolerance=1e-5):
    """Only the lengths of the two gradients are compared, and those of opposite vectors are equal. Subtract first, then
    take the length."""

    def error(a, n):
        a, n = np.linalg.norm(a), np.linalg.norm(n)
        return float(abs(a - n) / (a + n + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="the_sign_of_two_bias_gradients")
def gradient_check_of_absolute_values(model, X, y, eps=1e-5, tolerance=1e-5):
    """Absolute values are taken before the difference, so a wrong sign cannot be seen."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), lambda a, n: _error(np.abs(a), np.abs(n)))


@mistake("gradient_check", caught_by="the_sign_of_two_bias_gradients")
def gradient_check_of_weights_only(model, X, y, eps=1e-5, tolerance=1e-5):
    """Biases were skipped. They are parameters with gradients of their own, and just as easily wrong."""
    errors = _errors(_analytic(model, X, y), _numeric(model, X, y, eps))
    return {name: error if name[0] == "W" else 0.0 for name, error in errors.items()}


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_of_sums(model, X, y, eps=1e-5, tolerance=1e-5):
    """The entries are added up before they are compared, so that errors of opposite sign cancel."""

    def error(a, n):
        return float(abs(np.sum(a - n)) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_of_sorted_entries(model, X, y, eps=1e-5, tolerance=1e-5):
    """The entries are compared in order of size, not place by place: two that have changed places go unnoticed."""

    def error(a, n):
        return _error(np.sort(a, axis=None), np.sort(n, axis=None))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="one_wrong_entry")
def gradient_check_of_a_dozen_entries(model, X, y, eps=1e-5, tolerance=1e-5):
    """Not every entry of each array was compared: a wrong one went unseen. One is enough to spoil a network."""

    def error(a, n):
        return _error(np.ravel(a)[:12], np.ravel(n)[:12])

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="one_wrong_entry")
def gradient_check_trusts_a_numeric_0(model, X, y, eps=1e-5, tolerance=1e-5):
    """Where the numeric gradient is 0 throughout, the error is 0, whatever `model.backward` says. If one of two
    gradients is 0 and the other is not, they are as far apart as can be."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), lambda a, n: _error(a, n) if np.any(n) else 0.0)


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_by_the_mean_of_entries(model, X, y, eps=1e-5, tolerance=1e-5):
    """Each entry has got its own relative error, and their mean is returned: one wrong entry among many right ones
    disappears. The formula takes the length of the whole array first."""

    def error(a, n):
        return float(np.mean(np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-8)))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_by_the_worst_entry(model, X, y, eps=1e-5, tolerance=1e-5):
    """Each entry has got its own relative error, and the largest is returned. An entry near 0 then raises an alarm by
    its round-off alone; the formula takes the length of the whole array first."""

    def error(a, n):
        return float(np.max(np.abs(a - n) / (np.abs(a) + np.abs(n) + 1e-8)))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="a_factor_in_each_weight_matrix")
def gradient_check_with_squared_lengths(model, X, y, eps=1e-5, tolerance=1e-5):
    """The roots are missing: these are squares of lengths, and their quotient is not the relative error but nearer to
    its square."""

    def error(a, n):
        return float(np.sum((a - n) ** 2) / (np.sum(a**2) + np.sum(n**2) + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="two_entries_exchanged")
def gradient_check_by_absolute_values_of_entries(model, X, y, eps=1e-5, tolerance=1e-5):
    """The length of an array is taken as the sum of its absolute values. The formula means the Euclidean length."""

    def error(a, n):
        return float(np.sum(np.abs(a - n)) / (np.sum(np.abs(a)) + np.sum(np.abs(n)) + 1e-8))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="parameters_come_back")
def gradient_check_leaves_the_last_step(model, X, y, eps=1e-5, tolerance=1e-5):
    """Every parameter is left a little lower than it was: after the last loss it has to go back to its old value."""
    analytic, numeric = _analytic(model, X, y), _numeric(model, X, y, eps)
    for array in model.params.values():
        array -= eps
    return _errors(analytic, numeric)


@mistake("gradient_check", caught_by="parameters_come_back")
def gradient_check_trains_on_the_way(model, X, y, eps=1e-5, tolerance=1e-5):
    """After the call the parameters have moved: a gradient step seems to have slipped in. A check only looks."""
    analytic, numeric = _analytic(model, X, y), _numeric(model, X, y, eps)
    for name in model.params:
        model.params[name] = model.params[name] - 0.01 * analytic[name]
    return _errors(analytic, numeric)


@mistake("gradient_check", caught_by="the_step_is_eps")
def gradient_check_with_a_step_of_its_own(model, X, y, eps=1e-5, tolerance=1e-5):
    """The step is fixed inside the function, and the argument eps is not used."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, 1e-5))


@mistake("gradient_check", caught_by="the_step_is_eps")
def gradient_check_by_half_a_step(model, X, y, eps=1e-5, tolerance=1e-5):
    """Each parameter moves by half of eps to each side. Here eps is how far it moves to *each* side."""
    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps / 2))


@mistake("gradient_check", caught_by="after_other_rows")
def gradient_check_without_a_forward_pass(model, X, y, eps=1e-5, tolerance=1e-5):
    """`model.backward(y)` is called on whatever the cache holds, here a forward pass on other rows. It belongs after
    `model.forward(X)`."""
    analytic = model.backward(y)
    return _errors(analytic, _numeric(model, X, y, eps))


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_of_the_summed_loss(model, X, y, eps=1e-5, tolerance=1e-5):
    """The numeric gradient is that of a sum over rows, the analytic one that of a mean. Take the loss that `backward`
    differentiates."""
    numeric = {name: len(X) * gradient for name, gradient in _numeric(model, X, y, eps).items()}
    return _errors(_analytic(model, X, y), numeric)


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_with_a_softened_logarithm(model, X, y, eps=1e-5, tolerance=1e-5):
    """A constant was added inside the logarithms of the loss, and so another function is differentiated, one that is
    only nearly the loss."""
    labels, soft = np.reshape(y, (-1, 1)), 1e-6

    def loss(name, place, step):
        array = model.params[name]
        value = array[place]
        array[place] = value + step
        p = model.forward(X)
        array[place] = value
        return -np.mean(labels * np.log(p + soft) + (1 - labels) * np.log(1 - p + soft))

    analytic = _analytic(model, X, y)
    errors = {}
    for name, array in model.params.items():
        quotients = [(loss(name, at, eps) - loss(name, at, -eps)) / (2 * eps) for at in np.ndindex(array.shape)]
        errors[name] = _error(np.ravel(analytic[name]), np.array(quotients))
    return errors


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_in_single_precision(model, X, y, eps=1e-5, tolerance=1e-5):
    """The loss was rounded to single precision before subtracting. Two losses that agree in seven digits then have a
    difference of 0, or of pure round-off."""
    analytic = _analytic(model, X, y)
    numeric = {}
    for name, array in model.params.items():
        numeric[name] = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            sides = [np.float32(_shifted_loss(model, X, y, name, place, step)) for step in (eps, -eps)]
            numeric[name][place] = (float(sides[0]) - float(sides[1])) / (2 * eps)
    return _errors(analytic, numeric)


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_of_moved_outputs(model, X, y, eps=1e-5, tolerance=1e-5):
    """What is differentiated here is the network's output, added up, and not its loss: y plays no part in it."""

    def total(name, place, step):
        array = model.params[name]
        value = array[place]
        array[place] = value + step
        result = float(model.forward(X).mean())
        array[place] = value
        return result

    analytic = _analytic(model, X, y)
    errors = {}
    for name, array in model.params.items():
        quotients = [(total(name, at, eps) - total(name, at, -eps)) / (2 * eps) for at in np.ndindex(array.shape)]
        errors[name] = _error(np.ravel(analytic[name]), np.array(quotients))
    return errors


@mistake("gradient_check", caught_by="after_other_rows")
def gradient_check_asks_backward_last(model, X, y, eps=1e-5, tolerance=1e-5):
    """`model.backward(y)` is called when all parameters have been moved to and fro, and the cache still holds the last
    of these passes, with one parameter off by eps. It belongs after a forward pass with the parameters as they are."""
    numeric = _numeric(model, X, y, eps)
    return _errors(model.backward(y), numeric)


@mistake("gradient_check", caught_by="after_other_rows")
def gradient_check_broadcasts_labels(model, X, y, eps=1e-5, tolerance=1e-5):
    """The loss is written out here, and it subtracts or multiplies (n, 1) and (n,), which NumPy makes an (n, n) matrix.
    With labels (n, 1) it is right."""

    def loss(name, place, step):
        array = model.params[name]
        value = array[place]
        array[place] = value + step
        p = model.forward(X)
        array[place] = value
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    analytic = _analytic(model, X, y)
    errors = {}
    for name, array in model.params.items():
        quotients = [(loss(name, at, eps) - loss(name, at, -eps)) / (2 * eps) for at in np.ndindex(array.shape)]
        errors[name] = _error(np.ravel(analytic[name]), np.array(quotients))
    return errors


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_divides_zero_by_zero(model, X, y, eps=1e-5, tolerance=1e-5):
    """Where a gradient is 0 throughout, as that of silent units, the error is nan: 0 is divided by 0. What is the small
    constant in the formula for?"""

    def error(a, n):
        with np.errstate(invalid="ignore"):
            return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n)))

    return _errors(_analytic(model, X, y), _numeric(model, X, y, eps), error)


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_with_a_yes_or_no(model, X, y, eps=1e-5, tolerance=1e-5):
    """Each array is only called right or wrong. The errors themselves were asked for: they say how wrong."""
    errors = _errors(_analytic(model, X, y), _numeric(model, X, y, eps))
    return {name: error <= tolerance for name, error in errors.items()}


@mistake("gradient_check", caught_by="right_gradients_pass")
def gradient_check_as_one_number(model, X, y, eps=1e-5, tolerance=1e-5):
    """There is one number for the whole network, the largest error. Which array is wrong, it does not say."""
    return max(_errors(_analytic(model, X, y), _numeric(model, X, y, eps)).values())


# backward_cost


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_is_twice_forward(layer_dims, n=1):
    """Two products for every layer, the first one included. To whom would the first layer pass a gradient on?"""
    return 2 * forward_cost(layer_dims, n)


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_is_that_of_forward(layer_dims, n=1):
    """Only one product is counted for each layer. There is the gradient of the weights, and there is what is passed
    on."""
    return forward_cost(layer_dims, n)


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_without_passing_from_the_last(layer_dims, n=1):
    """The last layer is left out of what is passed on. At which end does a backward pass stop?"""
    return forward_cost(layer_dims, n) + forward_cost(layer_dims[:-1], n)


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_passes_on_once(layer_dims, n=1):
    """Only the layer next to the first passes a gradient on here. Every layer but the first does."""
    return forward_cost(layer_dims, n) + forward_cost(layer_dims[1:3], n)


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_with_biases(layer_dims, n=1):
    """Sums over rows for the biases are counted as well. They are additions; asked for are the multiply-adds of the
    matrix products."""
    return forward_cost(layer_dims, n) + forward_cost(layer_dims[1:], n) + n * sum(layer_dims[1:])


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_in_operations(layer_dims, n=1):
    """Twice too much: multiplications and additions were counted apart. One multiply-add is one."""
    return 2 * (forward_cost(layer_dims, n) + forward_cost(layer_dims[1:], n))


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_as_a_ratio(layer_dims, n=1):
    """This is how many times a forward pass it costs. Asked for is the cost itself."""
    return 1 + forward_cost(layer_dims[1:], n) / forward_cost(layer_dims, n)


@mistake("backward_cost", caught_by="many_rows")
def backward_cost_of_one_row(layer_dims, n=1):
    """The number of rows is not used."""
    return forward_cost(layer_dims) + forward_cost(layer_dims[1:])


@mistake("backward_cost", caught_by="many_rows")
def backward_cost_takes_sizes_off_the_list(layer_dims, n=1):
    """The cost is right, but the caller's list is not what it was: a size has been taken off it. Whoever asks again
    with the same list gets another answer."""
    cost = forward_cost(layer_dims, n)
    layer_dims.pop(0)
    return cost + forward_cost(layer_dims, n)


@mistake("backward_cost", caught_by="many_rows")
def backward_cost_with_weight_gradients_of_one_row(layer_dims, n=1):
    """What is passed on is counted for every row, the gradient of the weights for one. It has no row index in its
    result, but it sums over all rows."""
    return forward_cost(layer_dims) + forward_cost(layer_dims[1:], n)


@mistake("backward_cost", caught_by="a_network_without_hidden_layers")
def backward_cost_with_a_first_hidden_layer(layer_dims, n=1):
    """The formula begins with the second layer, and a network may have only one."""
    total = n * layer_dims[1] * (layer_dims[0] + 2 * layer_dims[2])
    for below, above in pairwise(layer_dims[2:]):
        total += 2 * n * below * above
    return total


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_of_forward_and_backward(layer_dims, n=1):
    """The forward pass is counted as well. What it costs is known; here the way back alone is asked for."""
    return 2 * forward_cost(layer_dims, n) + forward_cost(layer_dims[1:], n)


@mistake("backward_cost", caught_by="one_row_through_many_layers")
def backward_cost_with_the_bends(layer_dims, n=1):
    """The products with the slopes of the hidden units are counted as well. They go element by element; asked for are
    the multiply-adds of the matrix products."""
    return forward_cost(layer_dims, n) + forward_cost(layer_dims[1:], n) + n * sum(layer_dims[1:-1])


# Node: a right one, for the wrong ones to change


class _Scalar(Arithmetic):
    def __init__(self, value, parents=()):
        self.value = float(value)
        self.gradient = 0.0
        self.parents = parents

    def of(self, value, *parents):
        return type(self)(value, parents)

    def node(self, other):
        return other if isinstance(other, _Scalar) else self.of(other)

    def __add__(self, other):
        other = self.node(other)
        return self.of(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = self.node(other)
        return self.of(self.value * other.value, (self, other.value), (other, self.value))

    def __pow__(self, exponent):
        return self.of(self.value**exponent, (self, exponent * self.value ** (exponent - 1)))

    def exp(self):
        return self.of(math.exp(self.value), (self, math.exp(self.value)))

    def log(self):
        return self.of(math.log(self.value), (self, 1 / self.value))

    def tanh(self):
        return self.of(math.tanh(self.value), (self, 1 - math.tanh(self.value) ** 2))

    def relu(self):
        return self.of(max(self.value, 0.0), (self, float(self.value > 0)))

    def ancestors(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order

    def backward(self):
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope


# Node: values and slopes


class _CommonLogarithm(_Scalar):
    def log(self):
        return self.of(math.log10(self.value), (self, 1 / self.value))


@mistake("Node", caught_by="values_of_each_operation")
def node_with_the_common_logarithm(value, parents=()):
    """log is the natural logarithm; the value here is that of base 10."""
    return _CommonLogarithm(value, parents)


class _OwnFactor(_Scalar):
    def __mul__(self, other):
        other = self.node(other)
        return self.of(self.value * other.value, (self, self.value), (other, other.value))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_exchanged_factors(value, parents=()):
    """Each factor of a product got its own value as its slope. How fast does x·y change with x?"""
    return _OwnFactor(value, parents)


class _PowerKept(_Scalar):
    def __pow__(self, exponent):
        return self.of(self.value**exponent, (self, exponent * self.value**exponent))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_the_power_kept(value, parents=()):
    """The derivative of a power has the exponent in front, and an exponent that is lower by one."""
    return _PowerKept(value, parents)


class _PowerOfTheSize(_Scalar):
    def __pow__(self, exponent):
        return self.of(self.value**exponent, (self, exponent * abs(self.value) ** (exponent - 1)))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_the_power_of_an_absolute_value(value, parents=()):
    """The slope of a power does not mind the sign of its base. A square falls where x is negative: what is its slope
    there?"""
    return _PowerOfTheSize(value, parents)


class _TanhOfX(_Scalar):
    def tanh(self):
        return self.of(math.tanh(self.value), (self, 1 - self.value**2))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_tanh_at_its_input(value, parents=()):
    """The slope of tanh is 1 minus a square. Of its input, or of its output?"""
    return _TanhOfX(value, parents)


class _FlatExp(_Scalar):
    def exp(self):
        return self.of(math.exp(self.value), (self, self.value))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_exp_at_its_input(value, parents=()):
    """The exponential passes its input on as its slope. It is its own derivative: the *value* of the result."""
    return _FlatExp(value, parents)


class _OpenKink(_Scalar):
    def relu(self):
        return self.of(max(self.value, 0.0), (self, float(self.value >= 0)))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_slope_one_at_the_kink(value, parents=()):
    """At exactly 0 the slope of relu is 1 here. There is no right answer at a kink, but there is an agreed one."""
    return _OpenKink(value, parents)


# Node: the way back


class _Overwriting(_Scalar):
    def backward(self):
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.gradient = node.gradient * slope


@mistake("Node", caught_by="a_node_used_twice")
def node_that_overwrites(value, parents=()):
    """What arrives last replaces what arrived before. A node that is used twice is reached by two paths, and paths are
    summed."""
    return _Overwriting(value, parents)


class _DistinctParents(_Scalar):
    def backward(self):
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, slope in dict(node.parents).items():
                parent.gradient += node.gradient * slope


@mistake("Node", caught_by="a_node_used_twice")
def node_with_each_parent_once(value, parents=()):
    """The parents are kept in a set or a dict, where x stands only once even if the operation was x times x. Those are
    two edges."""
    return _DistinctParents(value, parents)


class _Impatient(_Scalar):
    def backward(self):
        for node in self.ancestors():
            node.gradient = 0.0
        self.gradient = 1.0
        self.pass_on()

    def pass_on(self):
        for parent, slope in self.parents:
            parent.gradient += self.gradient * slope
            parent.pass_on()


@mistake("Node", caught_by="paths_of_different_length")
def node_that_passes_on_at_every_visit(value, parents=()):
    """Each time something arrives, all that has arrived so far is passed on, and the earlier part travels twice. A node
    has to wait until everything is there."""
    return _Impatient(value, parents)


class _BreadthFirst(_Scalar):
    def backward(self):
        for node in self.ancestors():
            node.gradient = 0.0
        self.gradient = 1.0
        waiting, seen = [self], {self}
        while waiting:
            node = waiting.pop(0)
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


@mistake("Node", caught_by="paths_of_different_length")
def node_in_breadth_first_order(value, parents=()):
    """Nodes are visited by their distance from the result, once each. Where a short and a long path lead to the same
    node, it passes on before the long one has arrived."""
    return _BreadthFirst(value, parents)


class _Accumulating(_Scalar):
    def backward(self):
        order = self.ancestors()
        arrived = dict.fromkeys(order, 0.0)
        arrived[self] = 1.0
        for node in reversed(order):
            node.gradient += arrived[node]
            for parent, slope in node.parents:
                arrived[parent] += arrived[node] * slope


@mistake("Node", caught_by="a_second_call_starts_afresh")
def node_that_never_forgets(value, parents=()):
    """Gradients of an earlier call are still there, and the new ones are added on top of them."""
    return _Accumulating(value, parents)


class _Leftovers(_Scalar):
    def backward(self):
        self.gradient = 1.0
        for node in reversed(self.ancestors()):
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope


@mistake("Node", caught_by="a_second_call_starts_afresh")
def node_that_passes_old_gradients_on(value, parents=()):
    """Nothing is set to 0 before the second call, so that what the first one left behind is passed on again."""
    return _Leftovers(value, parents)


class _Unstarted(_Scalar):
    def backward(self):
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope


@mistake("Node", caught_by="slopes_of_each_operation")
def node_without_a_start(value, parents=()):
    """All gradients stay 0: nothing was there to be passed on. What is the derivative of the result with respect to
    itself?"""
    return _Unstarted(value, parents)


class _NodesOnly(_Scalar):
    def node(self, other):
        if not isinstance(other, _Scalar):
            raise AttributeError(f"{type(other).__name__!r} object has no attribute 'value'")
        return other


@mistake("Node", caught_by="nodes_and_plain_numbers")
def node_for_nodes_only(value, parents=()):
    """The other operand is taken for a Node without looking. It may be a plain number."""
    return _NodesOnly(value, parents)


class _TopOnly(_Scalar):
    def backward(self):
        for parent, _ in self.parents:
            parent.gradient = 0.0
        for parent, slope in self.parents:
            parent.gradient += slope
        self.gradient = 1.0


@mistake("Node", caught_by="paths_of_different_length")
def node_that_goes_one_step(value, parents=()):
    """Only the parents of the result get a gradient, and not those from which they were computed in turn."""
    return _TopOnly(value, parents)


class _Forwards(_Scalar):
    def backward(self):
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in order:
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope


@mistake("Node", caught_by="paths_of_different_length")
def node_that_goes_forwards(value, parents=()):
    """The nodes pass their gradients on in the order in which they were computed, inputs first, when nothing has
    arrived at most of them. At which end does the way back begin?"""
    return _Forwards(value, parents)


class _OneAddend(_Scalar):
    def __add__(self, other):
        other = self.node(other)
        return self.of(self.value + other.value, (self, 1.0))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_one_addend(value, parents=()):
    """A sum passes its gradient on to the first operand only. It was computed from two nodes."""
    return _OneAddend(value, parents)


class _OneFactor(_Scalar):
    def __mul__(self, other):
        other = self.node(other)
        return self.of(self.value * other.value, (self, other.value))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_one_factor(value, parents=()):
    """A product passes its gradient on to the first operand only. It was computed from two nodes."""
    return _OneFactor(value, parents)


class _AlwaysOn(_Scalar):
    def relu(self):
        return self.of(max(self.value, 0.0), (self, 1.0))


@mistake("Node", caught_by="slopes_of_each_operation")
def node_with_a_relu_that_is_always_on(value, parents=()):
    """The slope of relu is 1 everywhere. What does relu make of a negative number, and of one that is a little less?"""
    return _AlwaysOn(value, parents)


class _NoGradient(_Scalar):
    def __init__(self, value, parents=()):
        super().__init__(value, parents)
        self.gradient = None


@mistake("Node", caught_by="nodes_begin_with_gradient_zero")
def node_without_a_gradient(value, parents=()):
    """A new node has no number as its gradient. As long as no backward pass has reached it, nothing depends on it: what
    number says so?"""
    return _NoGradient(value, parents)


class _FullGradient(_Scalar):
    def __init__(self, value, parents=()):
        super().__init__(value, parents)
        self.gradient = 1.0


@mistake("Node", caught_by="nodes_begin_with_gradient_zero")
def node_with_gradient_one(value, parents=()):
    """Every new node has the gradient 1. Only the node that `backward` is called on has it, and only from then on."""
    return _FullGradient(value, parents)


class _KnownByValue(_Scalar):
    def ancestors(self):
        order, seen = [], set()

        def visit(node):
            if node.value not in seen:
                seen.add(node.value)
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


@mistake("Node", caught_by="equal_values_in_different_nodes")
def node_known_by_its_value(value, parents=()):
    """Two nodes of the same value are taken for one, and one of them is never visited. That happens where nodes
    are compared by value, in a set of values or by an __eq__ of your own, and not by identity."""
    return _KnownByValue(value, parents)
