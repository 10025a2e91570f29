"""What the course provides for this assignment. To be read, not to be changed: grading uses its own copy."""

from __future__ import annotations

import math
import numpy as np
from dataclasses import dataclass
from scipy.special import erfc


def as_floats(values):
    """Numbers as a floating-point array: float32 stays float32, whole numbers and truth values become float64.

    values: numbers, any shape
    returns: array of the same shape, the very same one where it held floats before
    """
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def identity(z):
    """The activation that does not bend: z itself.

    z: pre-activations, any shape
    returns: a copy of z as floats
    """
    return as_floats(z) + 0


def sigmoid(z):
    """The logistic function, 1 / (1 + exp(-z)), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between 0 and 1, shaped like z; finite for every z
    Source: inverse of the logit, log(p / (1 - p))

    >>> sigmoid(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        result = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return result


def tanh(z):
    """The hyperbolic tangent, element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between -1 and 1, shaped like z; finite for every z
    Source: tanh z = (exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigmoid(2z) - 1
    """
    with np.errstate(under="ignore"):
        return np.tanh(as_floats(z))


def relu(z):
    """The rectified linear unit: z where it is positive, 0 elsewhere.

    z: pre-activations, any shape; not changed
    returns: numbers >= 0, shaped like z, in a new array
    Source: Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines

    >>> relu(np.array([-1.5, 0.0, 2.5]))
    array([0. , 0. , 2.5])
    """
    return np.maximum(as_floats(z), 0)


def _normal_cdf(z):
    """Phi(z); erfc keeps the digits that 1 + erf loses far on the left."""
    return np.asarray(erfc(-z / math.sqrt(2)) / 2)


def gelu(z):
    """The Gaussian error linear unit: z times the standard normal distribution function (exact, no tanh formula).

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.17, shaped like z; finite for every finite z
    Source: Hendrycks and Gimpel (2016); z Phi(z) with Phi(z) = (1 + erf(z / sqrt 2)) / 2
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -40) * _normal_cdf(z)  # Phi(-40) is 0, and 0 times -inf would be nan


def swish(z):
    """Swish (SiLU): z sigmoid(z), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.28, shaped like z; finite for every finite z
    Source: Ramachandran, Zoph and Le (2017), Searching for activation functions, with beta = 1
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -800) * sigmoid(z)  # sigmoid(-800) is 0, and 0 times -inf would be nan


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "gelu": gelu,
    "swish": swish,
    "identity": identity,
}


@dataclass(frozen=True)
class MLPConfig:
    """What a network is, before it has any numbers.

    layer_dims: units of every layer, inputs first, such as [20, 64, 32, 1]; at least two
    activation: of the hidden layers, a key of ACTIVATIONS
    output_activation: of the last layer, a key of ACTIVATIONS or "softmax"; it decides the loss
    seed: of the weights
    raises: ValueError for fewer than two sizes, a size below 1, or an unknown activation
    """

    layer_dims: list[int]
    activation: str = "relu"
    output_activation: str = "sigmoid"
    seed: int = 42

    def __post_init__(self):
        if len(self.layer_dims) < 2 or min(self.layer_dims) < 1:
            raise ValueError(f"layer_dims is {self.layer_dims}, but needs two or more sizes, each 1 or larger")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {self.activation!r}; choose from {', '.join(ACTIVATIONS)}")
        if self.output_activation not in {*ACTIVATIONS, "softmax"}:
            names = ", ".join([*ACTIVATIONS, "softmax"])
            raise ValueError(f"unknown output_activation {self.output_activation!r}; choose from {names}")


class NumpyMLP:
    """A network's state. Its methods are functions that take the model first: `NumpyMLP.forward = forward`.

    config: MLPConfig
    params: {"W1": (n_1, n_0), "b1": (n_1,), "W2": ...}; drawn at once where `init_params` is bound, else empty
    cache: what the last forward pass computed, {"A0": X, "Z1": ..., "A1": ..., ...}
    """


    def __init__(self, config):
        self.config = config
        self.params = {}
        self.cache = {}
        if hasattr(self, "init_params"):
            self.init_params()
