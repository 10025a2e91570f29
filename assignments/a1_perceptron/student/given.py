"""What the course provides for this assignment. To be read, not to be changed: grading uses its own copy."""

from __future__ import annotations

import numpy as np


def as_floats(values):
    """Numbers as a floating-point array: float32 stays float32, whole numbers and truth values become float64.

    values: numbers, any shape
    returns: array of the same shape, the very same one where it held floats before
    """
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def mistake_bound(X, y, separator):
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
