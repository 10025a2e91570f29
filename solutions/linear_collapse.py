"""Layers without an activation between them are one layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solutions.arrays import Array


def collapse_linear_layers(weights: Sequence[Array], biases: Sequence[Array]) -> tuple[Array, Array]:
    """The one layer that does what a stack of identity-activated layers does.

    weights: [W_1, W_2, ...], W_l of shape (n_l, n_{l-1}); neither the list nor the arrays are changed
    biases: [b_1, b_2, ...], b_l of shape (n_l,); not changed either
    returns: (W, b) of shapes (n_L, n_0) and (n_L,), with X W^T + b equal to the stack's output for every X
    Source: (A W_1^T + b_1) W_2^T + b_2 = A (W_2 W_1)^T + (b_1 W_2^T + b_2)
    """
    # BEGIN SOLUTION
    W, b = np.asarray(weights[0]), np.asarray(biases[0])
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        if next_W.shape[1] != len(W):
            raise ValueError(f"a layer of shape {next_W.shape} follows {len(W)} units, but should have as many columns")
        W, b = next_W @ W, b @ next_W.T + next_b
    return W, b
    # END SOLUTION
