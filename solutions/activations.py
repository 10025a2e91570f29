"""Activations and their gradients, element by element, right over the whole number line.

Every exponential below has an argument that is not positive, so nothing overflows. It may underflow to 0, which is then
the right answer: `np.errstate(under="ignore")` says so to callers that let NumPy raise.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.special import erfc

from solutions.arrays import Array, as_floats


def identity(z: Array) -> Array:
    """The activation that does not bend: z itself.

    z: pre-activations, any shape
    returns: a copy of z as floats
    """
    return as_floats(z) + 0


def identity_gradient(z: Array) -> Array:
    """The slope of the identity: 1 everywhere.

    z: pre-activations, any shape
    returns: ones, shaped like z, as floats
    """
    return np.ones_like(as_floats(z))


def sigmoid(z: Array) -> Array:
    """The logistic function, 1 / (1 + exp(-z)), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between 0 and 1, shaped like z; finite for every z
    Source: inverse of the logit, log(p / (1 - p))

    >>> sigmoid(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    # BEGIN SOLUTION
    z = as_floats(z)
    with np.errstate(under="ignore"):
        result: Array = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))  # 1 / (1 + e^-z), or e^z / (1 + e^z)
    return result
    # END SOLUTION


def sigmoid_gradient(z: Array) -> Array:
    """The derivative of the sigmoid at the pre-activation z.

    z: pre-activations (not sigmoids), any shape; not changed
    returns: slopes between 0 and 1/4, shaped like z; finite for every z
    Source: s'(z) = s(z) (1 - s(z))
    """
    # BEGIN SOLUTION
    with np.errstate(under="ignore"):
        power = np.exp(-np.abs(as_floats(z)))
        slope: Array = power / (1 + power) ** 2  # no 1 - s: its digits cancel where s is nearly 1
    return slope
    # END SOLUTION


def tanh(z: Array) -> Array:
    """The hyperbolic tangent, element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between -1 and 1, shaped like z; finite for every z
    Source: tanh z = (exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigmoid(2z) - 1
    """
    # BEGIN SOLUTION
    with np.errstate(under="ignore"):
        return np.tanh(as_floats(z))
    # END SOLUTION


def tanh_gradient(z: Array) -> Array:
    """The derivative of tanh at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between 0 and 1, shaped like z; finite for every z
    Source: tanh'(z) = 1 - tanh(z)^2 = 1 / cosh(z)^2
    """
    # BEGIN SOLUTION
    with np.errstate(under="ignore"):
        power = np.exp(-np.abs(as_floats(z)))
        slope: Array = (2 * power / (1 + power**2)) ** 2
    return slope
    # END SOLUTION


def relu(z: Array) -> Array:
    """The rectified linear unit: z where it is positive, 0 elsewhere.

    z: pre-activations, any shape; not changed
    returns: numbers >= 0, shaped like z, in a new array
    Source: Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines

    >>> relu(np.array([-1.5, 0.0, 2.5]))
    array([0. , 0. , 2.5])
    """
    # BEGIN SOLUTION
    return np.maximum(as_floats(z), 0)
    # END SOLUTION


def relu_gradient(z: Array) -> Array:
    """The slope of relu at the pre-activation z; at the kink, z = 0, it is taken as 0.

    z: pre-activations, any shape; not changed
    returns: 0.0 or 1.0, shaped like z, floating-point
    """
    # BEGIN SOLUTION
    z = as_floats(z)
    return np.asarray(z > 0, dtype=z.dtype)
    # END SOLUTION


def gelu(z: Array) -> Array:
    """The Gaussian error linear unit: z times the standard normal distribution function (exact, no tanh formula).

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.17, shaped like z; finite for every finite z
    Source: Hendrycks and Gimpel (2016); z Phi(z) with Phi(z) = (1 + erf(z / sqrt 2)) / 2
    """
    # BEGIN SOLUTION
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -40) * _normal_cdf(z)  # Phi(-40) is 0, and 0 times -inf would be nan
    # END SOLUTION


def gelu_gradient(z: Array) -> Array:
    """The derivative of the exact GELU at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between -0.13 and 1.13, shaped like z; finite for every z
    Source: gelu'(z) = Phi(z) + z phi(z), phi the standard normal density
    """
    # BEGIN SOLUTION
    z = np.clip(as_floats(z), -40, 40)  # further out it is 0 or 1 to the last digit, and z * z would overflow
    with np.errstate(under="ignore"):
        return _normal_cdf(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    # END SOLUTION


def _normal_cdf(z: Array) -> Array:
    """Phi(z); erfc keeps the digits that 1 + erf loses far on the left."""
    return np.asarray(erfc(-z / math.sqrt(2)) / 2)


def swish(z: Array) -> Array:
    """Swish (SiLU): z sigmoid(z), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.28, shaped like z; finite for every finite z
    Source: Ramachandran, Zoph and Le (2017), Searching for activation functions, with beta = 1
    """
    # BEGIN SOLUTION
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -800) * sigmoid(z)  # sigmoid(-800) is 0, and 0 times -inf would be nan
    # END SOLUTION


def swish_gradient(z: Array) -> Array:
    """The derivative of swish at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between -0.1 and 1.1, shaped like z; finite for every z
    Source: swish'(z) = s(z) + z s'(z), s the sigmoid
    """
    # BEGIN SOLUTION
    z = np.clip(as_floats(z), -800, 800)  # further out it is 0 or 1 to the last digit, and inf * 0 would be nan
    with np.errstate(under="ignore"):
        slope: Array = sigmoid(z) + z * sigmoid_gradient(z)
    return slope
    # END SOLUTION


Elementwise = Callable[[Array], Array]

ACTIVATIONS: dict[str, Elementwise] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "gelu": gelu,
    "swish": swish,
    "identity": identity,
}

ACTIVATION_GRADIENTS: dict[str, Elementwise] = {
    "sigmoid": sigmoid_gradient,
    "tanh": tanh_gradient,
    "relu": relu_gradient,
    "gelu": gelu_gradient,
    "swish": swish_gradient,
    "identity": identity_gradient,
}


def largest_gradient(gradient: Elementwise, low: float, high: float) -> tuple[float, float]:
    """Where a function is largest on an interval, and how large it is there.

    gradient: function of an array that returns an array of the same shape, like `gelu_gradient`
    low, high: the interval's ends, which belong to it
    returns: (z, value), two floats: the place and the largest value, each to within 0.001

    >>> place, value = largest_gradient(gelu_gradient, -10, 10)
    >>> print(f"{place:.5f} {value:.6f}")
    1.41421 1.128904
    """
    # BEGIN SOLUTION
    left, right = low, high
    for _ in range(3):  # each grid is 5000 times as fine as the last; a fourth would only see round-off
        z = np.linspace(left, right, 10_001)
        values = gradient(z)
        best = int(np.argmax(values))
        left, right = z[max(best - 1, 0)], z[min(best + 1, len(z) - 1)]
    return float(z[best]), float(values[best])
    # END SOLUTION
