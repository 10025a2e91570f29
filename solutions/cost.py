"""What a network's two passes cost, in multiply-adds of their matrix products."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def forward_cost(layer_dims: Sequence[int], n: int = 1) -> int:
    """Multiply-adds of a forward pass: one per weight and row.

    layer_dims: units of every layer, inputs first
    n: rows
    returns: an int

    >>> forward_cost([20, 64, 32, 1])
    3360
    """
    # BEGIN SOLUTION
    return n * sum(n_in * n_out for n_in, n_out in pairwise(layer_dims))
    # END SOLUTION


def backward_cost(layer_dims: Sequence[int], n: int = 1) -> int:
    """Multiply-adds of a backward pass: every layer's weight gradient, and the gradient passed on to the layer below.

    layer_dims: units of every layer, inputs first
    n: rows
    returns: an int; the first layer passes nothing on

    >>> round(backward_cost([20, 64, 32, 1]) / forward_cost([20, 64, 32, 1]), 2)
    1.62
    """
    # BEGIN SOLUTION
    return forward_cost(layer_dims, n) + forward_cost(layer_dims[1:], n)
    # END SOLUTION
