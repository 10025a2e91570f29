"""Pathologies of deep networks: gradients that vanish or explode, and units that are dead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from solutions.activations import relu
from solutions.arrays import Array, Gradients
from solutions.initialization import he_init, xavier_init
from solutions.network import MLPConfig, NumpyMLP


def diagnose_vanishing_gradients(
    layer_dims: list[int], activation: str, n_samples: int = 500, seed: int = 42
) -> dict[str, float]:
    """The size of every layer's weight gradient in a fresh network, on random data with random labels.

    layer_dims: units of every layer, inputs first; the output is a sigmoid
    activation: of the hidden layers
    n_samples: rows, standard normal, from a child of SeedSequence(seed); labels 0 or 1 with equal chances
    seed: of the weights, and of the child stream
    returns: {"Layer 1": norm of W1's gradient, "Layer 2": ..., ...}, floats
    """
    # BEGIN SOLUTION
    X, y = random_rows(n_samples, layer_dims[0], layer_dims[-1], seed)
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    model.forward(X)
    gradients = model.backward(y)
    return {f"Layer {layer}": float(np.linalg.norm(gradients[f"W{layer}"])) for layer in range(1, len(layer_dims))}
    # END SOLUTION


def random_rows(n_samples: int, n_inputs: int, n_outputs: int, seed: int) -> tuple[Array, Array]:
    """Standard normal inputs and fair labels, from a stream of their own: a child of SeedSequence(seed).

    returns: (X, y), shapes (n_samples, n_inputs) and (n_samples, n_outputs); labels 0.0 or 1.0
    """
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.normal(size=(n_samples, n_inputs))
    return X, rng.integers(0, 2, size=(n_samples, n_outputs)).astype(np.float64)


def demonstrate_initialization_impact(
    n_layers: int = 10, width: int = 256, n_samples: int = 1000, input_dim: int = 20, seed: int = 42
) -> dict[str, list[float]]:
    """How the variance of relu's activations goes through the layers, for four ways to draw the weights.

    The schemes: "too_small" (standard deviation 0.001), "too_large" (1), "xavier" and "he". Each draws its weights, W1,
    W2, ... in order, from its own default_rng(seed); biases are 0. All take the same standard normal inputs, from a
    child of SeedSequence(seed).

    n_layers: relu layers
    width: units of each
    n_samples: rows
    input_dim: inputs
    seed: of the weights, and of the child stream
    returns: {"too_small": [variance of A1, of A2, ...], "too_large": ..., "xavier": ..., "he": ...}
    """
    # BEGIN SOLUTION
    schemes = {
        "too_small": lambda n_in, n_out, rng: rng.normal(0, 0.001, size=(n_out, n_in)),
        "too_large": lambda n_in, n_out, rng: rng.normal(0, 1, size=(n_out, n_in)),
        "xavier": xavier_init,
        "he": he_init,
    }
    X = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).normal(size=(n_samples, input_dim))
    variances: dict[str, list[float]] = {}
    for scheme, init in schemes.items():
        rng = np.random.default_rng(seed)
        A, variances[scheme] = X, []
        for _ in range(n_layers):
            A = relu(A @ init(A.shape[1], width, rng).T)
            variances[scheme].append(float(A.var()))
    return variances
    # END SOLUTION


def clip_gradients(grads: Gradients, max_norm: float = 1.0) -> Gradients:
    """Shorten gradients to a given length: one norm over all arrays together, so that their direction is kept.

    grads: {"W1": gradient, ...}; not changed
    max_norm: the largest length that is let through
    returns: {"W1": ..., ...}, new arrays; times max_norm / norm where the norm exceeds max_norm, else equal to grads
    raises: ValueError for max_norm <= 0, and for gradients that are not finite
    Source: Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks
    """
    # BEGIN SOLUTION
    if not max_norm > 0:
        raise ValueError(f"max_norm is {max_norm}, but should be above 0")
    for name, gradient in grads.items():
        if not np.all(np.isfinite(gradient)):
            raise ValueError(f"the gradient of {name} is not finite: clipping cannot mend it")
    norm = global_norm(grads)
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: gradient * scale for name, gradient in grads.items()}
    # END SOLUTION


def global_norm(grads: Gradients) -> float:
    """The length of all gradients together, as if they were one long vector.

    grads: {"W1": gradient, ...}
    returns: a float
    """
    largest = max((float(np.abs(gradient).max(initial=0)) for gradient in grads.values()), default=0.0)
    if not largest:
        return 0.0
    with np.errstate(under="ignore"):  # divided by the largest element, no square overflows
        squares = (float(np.sum((gradient / largest) ** 2, dtype=np.float64)) for gradient in grads.values())
        return largest * math.sqrt(sum(squares))


def count_dead_neurons(model: Any, X: Array, threshold: float = 0.0) -> dict[str, int]:
    """How many hidden relu units stay silent on all given rows.

    model: NumpyMLP with relu as hidden activation; parameters and cache are not changed
    X: inputs, (n, d)
    threshold: a unit is dead if its activation is above this for no row
    returns: {"Layer 1": count, ...}, one int per hidden layer
    raises: ValueError where the hidden activation is not relu
    """
    # BEGIN SOLUTION
    if model.config.activation != "relu":
        raise ValueError(f"dead units are counted for relu, but this network has {model.config.activation}")
    found = model.cache
    model.cache = {}
    try:
        model.forward(X)
        hidden = range(1, len(model.config.layer_dims) - 1)
        return {f"Layer {layer}": _silent(model.cache[f"A{layer}"], threshold) for layer in hidden}
    finally:
        model.cache = found
    # END SOLUTION


def _silent(activations: Array, threshold: float) -> int:
    return int(np.count_nonzero(~(activations > threshold).any(axis=0)))


def gradient_norms_by_depth_and_scale(
    depths: Sequence[int], scales: Sequence[float], width: int = 64, n_samples: int = 200, seed: int = 42
) -> Array:
    """How the gradient's length grows or shrinks with depth, for weights of `scale` times He's standard deviation.

    depths: numbers of hidden relu layers
    scales: factors on the weights
    width: units of each layer, and inputs; the output is one identity unit
    n_samples: rows; inputs are standard normal, targets 0 or 1
    seed: of weights and data
    returns: (len(depths), len(scales)), the global norm of the gradient of the squared error
    """
    X, y = random_rows(n_samples, width, 1, seed)
    norms = np.zeros((len(depths), len(scales)))
    for row, depth in enumerate(depths):
        for column, scale in enumerate(scales):
            model = NumpyMLP(MLPConfig([width] * (depth + 1) + [1], "relu", "identity", seed))
            model.params = {name: scale * parameter for name, parameter in model.params.items()}
            model.forward(X)
            norms[row, column] = global_norm(model.backward(y))
    return norms
