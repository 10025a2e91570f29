"""Momentum and Adam: steps that remember earlier gradients. Parameters and memory are plain dicts, changed in place."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from solutions.arrays import Array, Gradients


def momentum_step(
    params: dict[str, Array], grads: Gradients, velocity: dict[str, Array], lr: float, momentum: float = 0.9
) -> None:
    """One step of gradient descent with momentum, in place.

    params: {"W1": ..., ...}; its arrays are changed
    grads: gradients of the same names and shapes; not changed
    velocity: the memory, {} before the first step; then whatever the next step needs and copy.deepcopy can copy, such
        as one array per parameter
    lr: learning rate
    momentum: how much of the last velocity stays
    Source: Polyak (1964), in PyTorch's form: v <- momentum v + g, p <- p - lr v
    """
    # BEGIN SOLUTION
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]
    # END SOLUTION


def adam_step(
    params: dict[str, Array],
    grads: Gradients,
    state: dict[str, Any],
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> None:
    """One step of Adam, in place.

    params: {"W1": ..., ...}; its arrays are changed
    grads: gradients of the same names and shapes; not changed
    state: the memory, {} before the first step; then whatever the next step needs and copy.deepcopy can copy, such as
        {"t": steps so far, "m": {name: mean}, "v": {name: mean square}}, the means as they are before they are
        corrected for their start
    lr: learning rate
    beta1, beta2: how much of the old means stays
    eps: added to the root of the corrected mean square
    Source: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1
    """
    # BEGIN SOLUTION
    t = state["t"] = state.get("t", 0) + 1
    means, squares = state.setdefault("m", {}), state.setdefault("v", {})
    for name, g in grads.items():
        means[name] = beta1 * means.get(name, 0.0) + (1 - beta1) * g
        squares[name] = beta2 * squares.get(name, 0.0) + (1 - beta2) * g * g
        corrected = means[name] / (1 - beta1**t)
        root = np.sqrt(squares[name]) / math.sqrt(1 - beta2**t)
        params[name] -= lr * corrected / (root + eps)
    # END SOLUTION
