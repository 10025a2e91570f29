"""Activations as PyTorch has them; their gradients by autograd."""

from __future__ import annotations

from collections.abc import Callable

import torch
from numpy.typing import ArrayLike
from torch.nn import functional

from solutions.arrays import Array

Function = Callable[[torch.Tensor], torch.Tensor]

FUNCTIONS: dict[str, Function] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "gelu": functional.gelu,
    "swish": functional.silu,
    "identity": torch.clone,
}


def tensor(values: ArrayLike) -> torch.Tensor:
    """Numbers as a new tensor in double precision."""
    return torch.tensor(values, dtype=torch.float64)


def value(name: str, z: ArrayLike) -> Array:
    """An activation, by name."""
    return FUNCTIONS[name](tensor(z)).numpy()


def slope(name: str, z: ArrayLike) -> Array:
    """An activation's gradient, by name: autograd's derivative of the sum over all elements."""
    inputs = tensor(z).requires_grad_()
    FUNCTIONS[name](inputs).sum().backward()  # type: ignore[no-untyped-call]
    assert inputs.grad is not None
    return inputs.grad.numpy()


def sigmoid(z: ArrayLike) -> Array:
    return value("sigmoid", z)


def tanh(z: ArrayLike) -> Array:
    return value("tanh", z)


def relu(z: ArrayLike) -> Array:
    return value("relu", z)


def gelu(z: ArrayLike) -> Array:
    return value("gelu", z)


def swish(z: ArrayLike) -> Array:
    return value("swish", z)


def identity(z: ArrayLike) -> Array:
    return value("identity", z)


def sigmoid_gradient(z: ArrayLike) -> Array:
    return slope("sigmoid", z)


def tanh_gradient(z: ArrayLike) -> Array:
    return slope("tanh", z)


def relu_gradient(z: ArrayLike) -> Array:
    return slope("relu", z)


def gelu_gradient(z: ArrayLike) -> Array:
    return slope("gelu", z)


def swish_gradient(z: ArrayLike) -> Array:
    return slope("swish", z)


def identity_gradient(z: ArrayLike) -> Array:
    return slope("identity", z)


def largest_gradient(name: str, low: float, high: float) -> tuple[float, float]:
    """Where an activation's gradient is largest on [low, high]: ever finer grids around the best place.

    name: an activation, such as "gelu"
    returns: (z, gradient there)
    """
    left, right = low, high
    for _ in range(4):
        places = torch.linspace(left, right, 2001, dtype=torch.float64).numpy()
        slopes = slope(name, places)
        best = int(slopes.argmax())
        left, right = places[max(best - 1, 0)], places[min(best + 1, 2000)]
    return float(places[best]), float(slopes[best])
