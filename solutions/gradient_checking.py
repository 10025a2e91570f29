"""Analytic gradients against difference quotients."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from solutions.arrays import Array
from solutions.losses import loss_value


def gradient_check(model: Any, X: Array, y: ArrayLike, eps: float = 1e-5, tolerance: float = 1e-5) -> dict[str, float]:
    """Compare the model's own backward pass, array by array, with centred differences of its loss.

    model: NumpyMLP in float64; its parameters are afterwards what they were
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    eps: how far each parameter is moved to both sides
    tolerance: an array whose relative error exceeds it is reported by a printed line
    returns: {"W1": relative error, "b1": ..., ...}, floats from 0 (equal) to 1 (opposite, or one of the two is 0)
    Source: error ‖a - n‖ / (‖a‖ + ‖n‖ + 1e-8), a the analytic and n the numeric gradient of a whole array
    """
    # BEGIN SOLUTION
    params, cache = model.params, model.cache
    output = f"Z{len(model.config.layer_dims) - 1}"

    def loss() -> float:
        model.forward(X)
        return loss_value(model.config.output_activation, model.cache[output], y)

    model.params = {name: array.copy() for name, array in params.items()}
    model.cache = {}
    try:
        model.forward(X)
        analytic = {name: gradient.copy() for name, gradient in model.backward(y).items()}
        errors = {}
        for name, array in model.params.items():
            numeric = np.zeros_like(array)
            for place in np.ndindex(array.shape):
                value = array[place]
                array[place] = value + eps
                above = loss()
                array[place] = value - eps
                below = loss()
                array[place] = value
                numeric[place] = (above - below) / (2 * eps)
            errors[name] = relative_error(analytic[name], numeric)
    finally:
        model.params, model.cache = params, cache
    for name, error in errors.items():
        if error > tolerance:
            print(f"{name}: relative error {error:.1e} exceeds {tolerance:.0e}")
    return errors
    # END SOLUTION


def relative_error(a: Array, n: Array) -> float:
    """How far two gradients of one array are apart: ‖a - n‖ / (‖a‖ + ‖n‖ + 1e-8).

    a, n: arrays of one shape
    returns: a float between 0 and 1
    """
    return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-8))
