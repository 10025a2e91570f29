"""Losses as PyTorch has them; their gradients by autograd."""

from __future__ import annotations

from collections.abc import Callable

import torch
from numpy.typing import ArrayLike
from torch.nn import functional

from solutions.arrays import Array
from solutions.twins.elementwise import FUNCTIONS, tensor


def softmax(z: ArrayLike) -> Array:
    return torch.softmax(tensor(z), dim=-1).numpy()


def binary_cross_entropy(y_pred: ArrayLike, y_true: ArrayLike, eps: float = 1e-7) -> float:
    p = tensor(y_pred).clamp(eps, 1 - eps)
    return functional.binary_cross_entropy(p, tensor(y_true).reshape(p.shape)).item()


def binary_cross_entropy_gradient(y_pred: ArrayLike, y_true: ArrayLike) -> Array:
    return output_gradient("sigmoid", torch.logit(tensor(y_pred), eps=1e-16).numpy(), y_true)


def binary_cross_entropy_with_logits(z: ArrayLike, y_true: ArrayLike) -> float:
    return loss_value("sigmoid", z, y_true)


def mse_loss(y_pred: ArrayLike, y_true: ArrayLike) -> float:
    return loss_value("identity", y_pred, y_true)


def mse_gradient(y_pred: ArrayLike, y_true: ArrayLike) -> Array:
    return output_gradient("identity", y_pred, y_true)


def cross_entropy(y_pred: ArrayLike, y_true: ArrayLike, eps: float = 1e-7) -> float:
    return functional.nll_loss(tensor(y_pred).clamp(eps, 1).log(), tensor(y_true).argmax(dim=1)).item()


def cross_entropy_gradient(y_pred: ArrayLike, y_true: ArrayLike) -> Array:
    return output_gradient("softmax", tensor(y_pred).clamp(min=1e-300).log().numpy(), y_true)


def cross_entropy_with_logits(z: ArrayLike, y_true: ArrayLike) -> float:
    return loss_value("softmax", z, y_true)


def loss_value(output_activation: str, z: ArrayLike, y_true: ArrayLike) -> float:
    """The loss of an output layer's pre-activations z, (n, K), against labels of that shape."""
    return torch_loss(output_activation, tensor(z), tensor(y_true)).item()


def output_gradient(output_activation: str, z: ArrayLike, y_true: ArrayLike) -> Array:
    """Autograd's gradient of that loss with respect to z."""
    inputs = tensor(z).requires_grad_()
    torch_loss(output_activation, inputs, tensor(y_true)).backward()  # type: ignore[no-untyped-call]
    assert inputs.grad is not None
    return inputs.grad.numpy()


def torch_loss(output_activation: str, z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The loss that goes with an output activation, as a tensor; labels (n,) are taken for (n, 1)."""
    losses: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
        "sigmoid": functional.binary_cross_entropy_with_logits,
        "softmax": functional.cross_entropy,
    }
    y = y.reshape(z.shape)
    if output_activation in losses:
        return losses[output_activation](z, y)
    return functional.mse_loss(FUNCTIONS[output_activation](z), y)
