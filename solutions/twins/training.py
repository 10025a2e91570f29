"""Updates as PyTorch's optimizers make them, training on given batches, and clipping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike

from solutions.arrays import Array
from solutions.twins.elementwise import tensor
from solutions.twins.losses import torch_loss
from solutions.twins.networks import Arrays, logits, tensors

OPTIMIZERS: dict[str, Any] = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam}


def steps(optimizer: str, params: Arrays, gradients: Sequence[Arrays], **options: float) -> dict[str, Array]:
    """Parameters after one step for each of the given gradients.

    optimizer: "SGD" or "Adam"
    params: {"W1": ..., ...}, the start
    gradients: one dict like params per step
    options: PyTorch's, such as lr=0.1, momentum=0.9
    """
    leaves = {name: torch.nn.Parameter(each) for name, each in tensors(params).items()}
    stepper = OPTIMIZERS[optimizer](list(leaves.values()), **options)
    for each in gradients:
        for name, leaf in leaves.items():
            leaf.grad = tensor(each[name])
        stepper.step()
    return {name: leaf.detach().numpy() for name, leaf in leaves.items()}


def train_on_batches(
    layer_dims: Sequence[int],
    activation: str,
    output_activation: str,
    params: Arrays,
    X: ArrayLike,
    y: ArrayLike,
    batches: Sequence[Sequence[int]],
    optimizer: str = "SGD",
    **options: float,
) -> dict[str, Array]:
    """Parameters after one update per batch.

    params: {"W1": (n_1, n_0), "b1": (n_1,), ...}, the start
    X, y: all rows and their labels
    batches: the rows of each update
    optimizer, options: as for `steps`
    """
    leaves = {name: torch.nn.Parameter(each) for name, each in tensors(params).items()}
    stepper = OPTIMIZERS[optimizer](list(leaves.values()), **options)
    inputs, labels = tensor(X), tensor(y)
    for rows in batches:
        stepper.zero_grad()
        chosen = torch.as_tensor(np.asarray(rows))
        z = logits(len(layer_dims) - 1, activation, leaves, inputs[chosen])
        torch_loss(output_activation, z, labels[chosen]).backward()  # type: ignore[no-untyped-call]
        stepper.step()
    return {name: leaf.detach().numpy() for name, leaf in leaves.items()}


def clip_gradients(grads: Mapping[str, ArrayLike], max_norm: float = 1.0) -> dict[str, Array]:
    """What `clip_grad_norm_` makes of the gradients; it adds 1e-6 to the norm that it divides by."""
    leaves = {name: torch.nn.Parameter(torch.zeros_like(tensor(each))) for name, each in grads.items()}
    for name, leaf in leaves.items():
        leaf.grad = tensor(grads[name])
    torch.nn.utils.clip_grad_norm_(list(leaves.values()), max_norm)
    return {name: leaf.grad.numpy() for name, leaf in leaves.items() if leaf.grad is not None}
