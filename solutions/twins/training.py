"""Updates as PyTorch's optimizers make them, training on given batches, and clipping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch.utils.data import BatchSampler

from solutions.arrays import Array
from solutions.twins.elementwise import tensor
from solutions.twins.losses import torch_loss
from solutions.twins.networks import Arrays, logits, tensors

OPTIMIZERS: dict[str, Any] = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam}


def steps(optimizer: str, params: Arrays, gradients: Sequence[Arrays], lr: float, **options: float) -> dict[str, Array]:
    """Parameters after one step for each of the given gradients.

    optimizer: "SGD" or "Adam"
    params: {"W1": ..., ...}, the start
    gradients: one dict like params per step
    options: PyTorch's, such as momentum=0.9
    """
    return steps_at_rates(optimizer, params, gradients, [lr] * len(gradients), **options)


def steps_at_rates(
    optimizer: str, params: Arrays, gradients: Sequence[Arrays], rates: Sequence[float], **options: float
) -> dict[str, Array]:
    """As `steps`, with a learning rate of its own for each step.

    rates: one learning rate per step
    """
    leaves = {name: torch.nn.Parameter(each) for name, each in tensors(params).items()}
    stepper = OPTIMIZERS[optimizer](list(leaves.values()), lr=rates[0], **options)
    for each, rate in zip(gradients, rates, strict=True):
        stepper.param_groups[0]["lr"] = rate
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


def run(
    config: Mapping[str, Any],
    params: Arrays,
    rows: Sequence[ArrayLike],
    epochs: int,
    batch_size: int,
    lr: float,
    patience: int | None = None,
) -> dict[str, Any]:
    """A whole run of gradient descent with one output, as `train` describes it, or as `train_with_early_stopping`.

    config: of an MLPConfig: {"layer_dims": ..., "activation": ..., "output_activation": ..., "seed": ...}
    params: {"W1": (n_1, n_0), "b1": (n_1,), ...}, the start
    rows: X_train, y_train, X_val, y_val
    epochs, batch_size, lr: as for `train`
    patience: as for `train_with_early_stopping`; None to train to the end and stay there
    returns: {"params": ..., "history": ...}
    """
    leaves = {name: torch.nn.Parameter(each) for name, each in tensors(params).items()}
    stepper = torch.optim.SGD(list(leaves.values()), lr=lr)
    X, y, X_val, y_val = (tensor(each).reshape(len(np.asarray(each)), -1) for each in rows)
    draws = np.random.default_rng(config["seed"] + 1)
    scores: list[tuple[float, float, float, float]] = []
    snapshots: list[dict[str, Array]] = []

    def logits_of(inputs: torch.Tensor) -> torch.Tensor:
        return logits(len(config["layer_dims"]) - 1, config["activation"], leaves, inputs)

    def scored(inputs: torch.Tensor, labels: torch.Tensor) -> tuple[float, float]:
        with torch.no_grad():
            z = logits_of(inputs)
            right = (torch.sigmoid(z) > 0.5).eq(labels > 0.5)
            return torch_loss(config["output_activation"], z, labels).item(), right.double().mean().item()

    for _ in range(epochs):
        for chosen in BatchSampler(draws.permutation(len(X)).tolist(), batch_size, drop_last=False):
            stepper.zero_grad()
            torch_loss(config["output_activation"], logits_of(X[chosen]), y[chosen]).backward()  # type: ignore[no-untyped-call]
            stepper.step()
        (train_loss, train_acc), (val_loss, val_acc) = scored(X, y), scored(X_val, y_val)
        scores.append((train_loss, val_loss, train_acc, val_acc))
        snapshots.append({name: leaf.detach().clone().numpy() for name, leaf in leaves.items()})
        best = int(np.argmin([each[1] for each in scores]))
        if patience is not None and len(scores) - 1 - best >= patience:
            break
    kept = snapshots[-1 if patience is None else best]
    names = ("train_loss", "val_loss", "train_acc", "val_acc")
    return {"params": kept, "history": {name: [each[i] for each in scores] for i, name in enumerate(names)}}


def clip_gradients(grads: Mapping[str, ArrayLike], max_norm: float = 1.0) -> dict[str, Array]:
    """What `clip_grad_norm_` makes of the gradients; it adds 1e-6 to the norm that it divides by."""
    leaves = {name: torch.nn.Parameter(torch.zeros_like(tensor(each))) for name, each in grads.items()}
    for name, leaf in leaves.items():
        leaf.grad = tensor(grads[name])
    torch.nn.utils.clip_grad_norm_(list(leaves.values()), max_norm)
    return {name: leaf.grad.numpy() for name, leaf in leaves.items() if leaf.grad is not None}
