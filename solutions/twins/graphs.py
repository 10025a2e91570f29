"""Scalar graphs as autograd differentiates them; a graph is data, as the probes of the exercise `Node` take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from solutions.twins.elementwise import tensor

Steps = Mapping[str, Sequence[Any]]

OPERATIONS: dict[str, Callable[..., torch.Tensor]] = {
    "add": torch.add,
    "multiply": torch.multiply,
    "subtract": torch.subtract,
    "divide": torch.divide,
    "power": torch.pow,
    "exp": torch.exp,
    "log": torch.log,
    "tanh": torch.tanh,
    "relu": torch.relu,
}


def values(steps: Steps) -> dict[str, float]:
    """The value of every node.

    steps: {"x": ["input", 2.0], "u": ["multiply", "x", 3.0], ...}; operands are names of nodes, or plain numbers
    """
    return {name: node.item() for name, node in _nodes(steps).items()}


def gradients(steps: Steps, root: str, wanted: Sequence[str]) -> dict[str, float]:
    """The derivatives of the node `root` with respect to those wanted."""
    nodes = _nodes(steps)
    found = torch.autograd.grad(nodes[root], [nodes[name] for name in wanted])
    return {name: each.item() for name, each in zip(wanted, found, strict=True)}


def _nodes(steps: Steps) -> dict[str, torch.Tensor]:
    nodes: dict[str, torch.Tensor] = {}
    for name, (operation, *operands) in steps.items():
        if operation == "input":
            nodes[name] = tensor(operands[0]).requires_grad_()
        else:
            given = [nodes[each] if isinstance(each, str) else tensor(each) for each in operands]
            nodes[name] = OPERATIONS[operation](*given)
    return nodes
