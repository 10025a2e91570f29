"""Backpropagation through a multilayer perceptron."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from solutions.activations import ACTIVATION_GRADIENTS
from solutions.arrays import Array
from solutions.losses import output_gradient
from solutions.network import NumpyMLP


def backward(model: Any, y_true: ArrayLike) -> dict[str, Array]:
    """Gradients of the mean loss with respect to every parameter, after a forward pass.

    model: NumpyMLP whose cache holds the forward pass on some X; parameters and cache are not changed
    y_true: labels of the rows of X, (n, K); (n,) is taken for (n, 1)
    returns: {"W1": gradient, "b1": gradient, ...}, keys and shapes as in model.params
    Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors
    """
    # BEGIN SOLUTION
    config, params, cache = model.config, model.params, model.cache
    depth = len(config.layer_dims) - 1
    if f"Z{depth}" not in cache:
        raise ValueError("the cache is empty: call forward first")
    hidden_gradient = ACTIVATION_GRADIENTS[config.activation]

    gradients = {}
    dZ = output_gradient(config.output_activation, cache[f"Z{depth}"], cache[f"A{depth}"], y_true)
    for layer in range(depth, 0, -1):
        gradients[f"W{layer}"] = dZ.T @ cache[f"A{layer - 1}"]
        gradients[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            dA = dZ @ params[f"W{layer}"]
            dZ = dA * hidden_gradient(cache[f"Z{layer - 1}"])
    return {name: gradients[name] for name in params}
    # END SOLUTION


NumpyMLP.backward = backward
