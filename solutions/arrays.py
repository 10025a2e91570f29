"""What all modules share: words for arrays, and labels in shape."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]
Gradients: TypeAlias = dict[str, Array]


def as_floats(values: ArrayLike) -> Array:
    """Numbers as a floating-point array: float32 stays float32, whole numbers and truth values become float64.

    values: numbers, any shape
    returns: array of the same shape, the very same one where it held floats before
    """
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def labels_like(y_true: ArrayLike, y_pred: Array) -> Array:
    """Labels in the shape and dtype of the predictions they are compared with, never broadcast.

    y_true: labels, the shape of y_pred; (n,) where y_pred is (n, 1)
    y_pred: predictions, at least one
    returns: labels, shape and dtype of y_pred
    raises: ValueError where the shapes disagree or nothing is there to compare
    """
    labels = np.asarray(y_true)
    if labels.ndim == 1 and y_pred.shape == (len(labels), 1):
        labels = labels[:, np.newaxis]
    if labels.shape != y_pred.shape:
        raise ValueError(f"labels have shape {labels.shape}, but should have that of the predictions, {y_pred.shape}")
    if not labels.size:
        raise ValueError(f"there is nothing to compare in arrays of shape {labels.shape}; wanted at least one element")
    return labels.astype(y_pred.dtype, copy=False)
