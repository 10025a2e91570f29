"""A multilayer perceptron as PyTorch computes it: `functional.linear` forward, autograd backward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from numpy.typing import ArrayLike
from torch.nn import functional

from solutions.arrays import Array
from solutions.twins.elementwise import FUNCTIONS, tensor
from solutions.twins.losses import torch_loss

Arrays = Mapping[str, ArrayLike]


def forward(layer_dims: Sequence[int], activation: str, output_activation: str, params: Arrays, X: ArrayLike) -> Array:
    """The network's output, (n, K).

    params: {"W1": (n_1, n_0), "b1": (n_1,), ...}
    """
    z = logits(len(layer_dims) - 1, activation, tensors(params), tensor(X))
    return (torch.softmax(z, dim=1) if output_activation == "softmax" else FUNCTIONS[output_activation](z)).numpy()


def backward(
    layer_dims: Sequence[int],
    activation: str,
    output_activation: str,
    params: Arrays,
    X: ArrayLike,
    y: ArrayLike,
) -> dict[str, Array]:
    """Autograd's gradients of the mean loss, {"W1": ..., "b1": ..., ...}; the output activation decides the loss.

    params: {"W1": (n_1, n_0), "b1": (n_1,), ...}
    """
    leaves = {name: each.requires_grad_() for name, each in tensors(params).items()}
    z = logits(len(layer_dims) - 1, activation, leaves, tensor(X))
    loss = torch_loss(output_activation, z, tensor(y))
    gradients = torch.autograd.grad(loss, list(leaves.values()))
    return {name: gradient.numpy() for name, gradient in zip(leaves, gradients, strict=True)}


def gradient_errors(
    layer_dims: Sequence[int],
    activation: str,
    output_activation: str,
    params: Arrays,
    X: ArrayLike,
    y: ArrayLike,
    analytic: Arrays,
) -> dict[str, float]:
    """What `gradient_check` should report for given analytic gradients: ‖a - n‖ / (‖a‖ + ‖n‖ + 1e-8), n autograd's."""
    exact = backward(layer_dims, activation, output_activation, params, X, y)
    return {name: _relative_error(tensor(analytic[name]), tensor(exact[name])) for name in exact}


def tensors(params: Arrays) -> dict[str, torch.Tensor]:
    return {name: tensor(array) for name, array in params.items()}


def logits(depth: int, activation: str, params: Mapping[str, torch.Tensor], X: torch.Tensor) -> torch.Tensor:
    """The last layer's pre-activations."""
    A = X
    for layer in range(1, depth):
        A = FUNCTIONS[activation](functional.linear(A, params[f"W{layer}"], params[f"b{layer}"]))
    return functional.linear(A, params[f"W{depth}"], params[f"b{depth}"])


def _relative_error(a: torch.Tensor, n: torch.Tensor) -> float:
    return float((a - n).norm() / (a.norm() + n.norm() + 1e-8))
