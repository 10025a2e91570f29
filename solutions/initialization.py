"""First weights: normal draws whose variance suits the activation."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from solutions.arrays import Array
from solutions.network import NumpyMLP


def he_init(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """Normal weights with mean 0 and variance 2 / n_in, for layers followed by relu, gelu or swish.

    n_in: inputs of the layer
    n_out: units of the layer
    rng: NumPy generator; the weights are one draw of size (n_out, n_in) from it
    returns: (n_out, n_in), float64
    Source: He, Zhang, Ren and Sun (2015), Delving deep into rectifiers
    """
    # BEGIN SOLUTION
    return rng.normal(0, math.sqrt(2 / n_in), size=(n_out, n_in))
    # END SOLUTION


def xavier_init(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """Normal weights with mean 0 and variance 2 / (n_in + n_out), for sigmoid, tanh, identity and softmax.

    n_in: inputs of the layer
    n_out: units of the layer
    rng: NumPy generator; the weights are one draw of size (n_out, n_in) from it
    returns: (n_out, n_in), float64
    Source: Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks
    """
    # BEGIN SOLUTION
    return rng.normal(0, math.sqrt(2 / (n_in + n_out)), size=(n_out, n_in))
    # END SOLUTION


def init_params(model: Any) -> None:
    """Draw a network's weights, W1, W2, ... in order from one generator seeded with config.seed; biases are 0.

    Each layer is drawn by he_init or xavier_init, as the activation that follows it asks: the hidden one, and in the
    last layer the output one.

    model: NumpyMLP; its params become {"W1": (n_1, n_0), "b1": (n_1,), "W2": ...}, float64
    """
    # BEGIN SOLUTION
    config = model.config
    rng = np.random.default_rng(config.seed)
    depth = len(config.layer_dims) - 1
    model.params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(config.layer_dims), start=1):
        activation = config.activation if layer < depth else config.output_activation
        init = he_init if activation in {"relu", "gelu", "swish"} else xavier_init
        model.params[f"W{layer}"] = init(n_in, n_out, rng)
        model.params[f"b{layer}"] = np.zeros(n_out)
    # END SOLUTION


NumpyMLP.init_params = init_params
