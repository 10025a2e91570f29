"""The perceptron as PyTorch trains it: each step is SGD on the perceptron criterion, differentiated by autograd."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch.nn import functional

from solutions.arrays import Array
from solutions.twins.elementwise import tensor


def decisions(points: ArrayLike, w: ArrayLike, b: ArrayLike) -> Array:
    """1 where w.x + b >= 0, else 0, for every row of points; w and b may have a row each too."""
    scores = (tensor(points) * tensor(w)).sum(dim=-1) + tensor(b)
    return torch.heaviside(scores, torch.ones_like(scores)).to(torch.int64).numpy()


def perceptron_train(
    X: ArrayLike, y: ArrayLike, lr: float = 1.0, max_epochs: int = 100, seed: int = 42
) -> tuple[Array, float]:
    """The criterion (decision - label) z is 0 where the decision is right, and has slope decision - label in z."""
    rows, labels = tensor(X), tensor(y)
    start = np.random.default_rng(seed).normal(0, 0.01, size=rows.shape[1])
    layer = torch.nn.Linear(rows.shape[1], 1, dtype=torch.float64)
    layer.weight.data, layer.bias.data = tensor(start)[None], tensor([0.0])
    optimizer = torch.optim.SGD(layer.parameters(), lr=lr)
    for _ in range(max_epochs):
        mistakes = 0.0
        for x, label in zip(rows, labels, strict=True):
            optimizer.zero_grad()
            z = layer(x).squeeze()
            error = torch.heaviside(z.detach(), torch.ones_like(z)) - label
            (error * z).backward()
            optimizer.step()
            mistakes += abs(error.item())
        if not mistakes:
            break
    return layer.weight.detach().numpy()[0], layer.bias.item()


def count_mistakes(X: ArrayLike, y: ArrayLike, max_epochs: int = 1000) -> int:
    """Steps from zero, without a bias: the weights are the sum of the signed rows that moved them."""
    rows, signs = tensor(X), 2 * tensor(y) - 1
    w = torch.zeros(rows.shape[1], dtype=torch.float64)
    moved: list[torch.Tensor] = []
    for _ in range(max_epochs):
        passed = len(moved)
        for x, sign in zip(rows, signs, strict=True):
            if not torch.dot(w, x) * sign > 0:
                moved.append(sign * x)
                w = torch.stack(moved).sum(dim=0)
        if len(moved) == passed:
            break
    return len(moved)


def collapse_linear_layers(weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> tuple[Array, Array]:
    """What a stack of linear layers makes of the zero vector is its bias; of the unit vectors, its columns."""

    def stack(A: torch.Tensor) -> torch.Tensor:
        for W, b in zip(weights, biases, strict=True):
            A = functional.linear(A, tensor(W), tensor(b))
        return A

    n_inputs = tensor(weights[0]).shape[1]
    jacobian = torch.func.jacrev(stack)(torch.zeros(n_inputs, dtype=torch.float64))
    return jacobian.numpy(), stack(torch.zeros(n_inputs, dtype=torch.float64)).numpy()
