"""Rosenblatt's perceptron, and how many mistakes it can make."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from solutions.arrays import Array, as_floats


def perceptron_forward(x: Array, w: Array, b: float) -> int:
    """Decide about one input: 1 on the boundary and on the side that w points to, 0 on the other.

    x: one input, (d,); not changed
    w: weights, (d,); not changed
    b: bias, a number
    returns: 1 where w.x + b >= 0, else 0; an int
    Source: Rosenblatt (1958), The perceptron

    >>> perceptron_forward(np.array([1.0, 1.0]), np.array([1.0, 1.0]), -2.0)
    1
    """
    # BEGIN SOLUTION
    if np.shape(x) != np.shape(w):
        raise ValueError(f"x has shape {np.shape(x)}, but should have that of w, {np.shape(w)}")
    return int(np.dot(w, x) + b >= 0)
    # END SOLUTION


def perceptron_train(
    X: Array, y: ArrayLike, lr: float = 1.0, max_epochs: int = 100, seed: int = 42
) -> tuple[Array, float]:
    """Learn weights one row at a time, until a whole pass makes no mistake.

    A row that is decided wrongly moves the weights by lr (y - prediction) x, and the bias by lr (y - prediction).
    The start: w = np.random.default_rng(seed).normal(0, 0.01, size=d) and b = 0.0; rows are taken in their order.

    X: inputs, (n, d); not changed
    y: labels 0 or 1, (n,); not changed
    lr: learning rate
    max_epochs: passes over the rows at most
    seed: of the first weights
    returns: (w, b), an array (d,) and a float
    Source: Rosenblatt (1958), The perceptron
    """
    # BEGIN SOLUTION
    X, y = as_floats(X), np.asarray(y)
    if X.ndim != 2 or y.shape != (len(X),):
        raise ValueError(f"X has shape {X.shape} and y {y.shape}, but they should be (n, d) and (n,)")
    w: Array = np.asarray(np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1]))
    b = 0.0
    for _ in range(max_epochs):
        mistakes = 0
        for x, label in zip(X, y, strict=True):
            error = int(label) - perceptron_forward(x, w, b)
            w = w + lr * error * x
            b = b + lr * error
            mistakes += error != 0
        if not mistakes:
            break
    return w, b
    # END SOLUTION


def count_mistakes(X: Array, y: ArrayLike, max_epochs: int = 1000) -> int:
    """Mistakes of the perceptron that starts at zero, has no bias and counts 0 as a mistake: what the bound is about.

    Rows are taken in their order. Label 1 wants w.x > 0 and label 0 wants w.x < 0; otherwise x is added to w for
    label 1, subtracted from w for label 0.

    X: inputs, (n, d); not changed
    y: labels 0 or 1, (n,); not changed
    max_epochs: passes over the rows at most
    returns: number of updates before the first pass without one, or in max_epochs passes; an int

    >>> count_mistakes(np.eye(25), np.ones(25))
    25
    """
    # BEGIN SOLUTION
    signed = np.where(np.asarray(y) == 1, 1.0, -1.0)[:, np.newaxis] * as_floats(X)
    w, total = np.zeros(signed.shape[1]), 0
    for _ in range(max_epochs):
        before = total
        for x in signed:
            if x @ w <= 0:
                w, total = w + x, total + 1
        if total == before:
            break
    return total
    # END SOLUTION


def mistake_bound(X: Array, y: ArrayLike, separator: Array) -> float:
    """At most this many mistakes: (R / gamma)^2, for a zero start without bias.

    X: inputs, (n, d)
    y: labels 0 or 1, (n,)
    separator: weights that decide every row rightly, (d,), any length
    returns: a float; R is the longest row, gamma the smallest distance to the separator's boundary
    raises: ValueError where the separator does not separate
    Source: Novikoff (1962), On convergence proofs for perceptrons

    >>> print(round(mistake_bound(np.eye(25), np.ones(25), np.ones(25)), 9))
    25.0
    """
    signed = np.where(np.asarray(y) == 1, 1.0, -1.0)[:, np.newaxis] * as_floats(X)
    margin = float(np.min(signed @ separator) / np.linalg.norm(separator))
    if margin <= 0:
        raise ValueError(f"the separator decides a row wrongly: the smallest margin is {margin:.3g}, wanted above 0")
    return float((np.linalg.norm(signed, axis=1).max() / margin) ** 2)
