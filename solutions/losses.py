"""Losses, their gradients, and which loss goes with which output activation.

Binary cross-entropy and squared error are means over every element; cross-entropy over classes is a mean over rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS
from solutions.arrays import Array, as_floats, labels_like


def binary_cross_entropy(y_pred: Array, y_true: ArrayLike, eps: float = 1e-7) -> float:
    """Mean negative log-likelihood of labels under predicted probabilities.

    y_pred: probabilities, (n, K) or (n,); clipped to [eps, 1 - eps] before the logarithm
    y_true: labels 0 or 1, the shape of y_pred; (n,) is taken for (n, 1)
    eps: how near to 0 and 1 a probability may come
    returns: mean over all elements, a float
    Source: -mean(y log p + (1 - y) log(1 - p))

    >>> round(binary_cross_entropy(np.array([[0.5], [0.75]]), np.array([1, 1])), 6)
    0.490415
    """
    # BEGIN SOLUTION
    p = as_floats(y_pred)
    y = labels_like(y_true, p)
    p = np.clip(p, eps, 1 - eps)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p), dtype=np.float64))
    # END SOLUTION


def binary_cross_entropy_gradient(y_pred: Array, y_true: ArrayLike) -> Array:
    """Gradient of the mean binary cross-entropy of p = sigmoid(z) with respect to z.

    y_pred: probabilities p, (n, K) or (n,)
    y_true: labels 0 or 1, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    # BEGIN SOLUTION
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / p.size
    # END SOLUTION


def binary_cross_entropy_with_logits(z: Array, y_true: ArrayLike) -> float:
    """Binary cross-entropy of sigmoid(z), from z itself: exact where the sigmoid is 0 or 1 to the last digit.

    z: pre-activations (logits), (n, K) or (n,)
    y_true: labels 0 or 1, the shape of z; (n,) is taken for (n, 1)
    returns: mean over all elements, a float
    Source: -log sigmoid(z) = log(1 + exp(-z)), so the loss is max(z, 0) - y z + log(1 + exp(-|z|))

    >>> binary_cross_entropy_with_logits(np.array([800.0]), np.array([0]))
    800.0
    """
    # BEGIN SOLUTION
    z = as_floats(z)
    y = labels_like(y_true, z)
    with np.errstate(under="ignore"):
        return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), dtype=np.float64))
    # END SOLUTION


def mse_loss(y_pred: Array, y_true: ArrayLike) -> float:
    """Mean squared error.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: mean over all elements, a float
    Source: mean((y_pred - y_true)^2)
    """
    # BEGIN SOLUTION
    y_pred = as_floats(y_pred)
    return float(np.mean((y_pred - labels_like(y_true, y_pred)) ** 2, dtype=np.float64))
    # END SOLUTION


def mse_gradient(y_pred: Array, y_true: ArrayLike) -> Array:
    """Gradient of the mean squared error with respect to the predictions.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    # BEGIN SOLUTION
    y_pred = as_floats(y_pred)
    return 2 * (y_pred - labels_like(y_true, y_pred)) / y_pred.size
    # END SOLUTION


def softmax(z: Array) -> Array:
    """Turn each row of scores into probabilities.

    z: scores (logits), (n, K); not changed
    returns: (n, K), every row positive with sum 1; finite for scores of any size
    Source: exp(z_k) / sum_j exp(z_j)

    >>> softmax(np.array([[1000.0, 1000.0], [0.0, -1000.0]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    # BEGIN SOLUTION
    with np.errstate(under="ignore"):
        powers = np.exp(_below_zero(as_floats(z)))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
    # END SOLUTION


def cross_entropy(y_pred: Array, y_true: ArrayLike, eps: float = 1e-7) -> float:
    """Mean negative log-probability of the true classes.

    y_pred: probabilities, (n, K); clipped to [eps, 1] before the logarithm
    y_true: one-hot labels, (n, K)
    eps: how near to 0 a probability may come
    returns: mean over the n rows, a float
    Source: -1/n sum_i sum_k y_ik log p_ik

    >>> round(cross_entropy(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[1, 0], [0, 1]])), 6)
    0.490415
    """
    # BEGIN SOLUTION
    p = as_floats(y_pred)
    y = labels_like(y_true, p)
    return float(-np.sum(y * np.log(np.clip(p, eps, 1)), dtype=np.float64) / len(p))
    # END SOLUTION


def cross_entropy_gradient(y_pred: Array, y_true: ArrayLike) -> Array:
    """Gradient of the mean cross-entropy of p = softmax(z) with respect to z.

    y_pred: probabilities p, (n, K)
    y_true: one-hot labels, (n, K)
    returns: array like y_pred
    """
    # BEGIN SOLUTION
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / len(p)
    # END SOLUTION


def cross_entropy_with_logits(z: Array, y_true: ArrayLike) -> float:
    """Cross-entropy of softmax(z), from z itself: exact where a probability is 0 to the last digit.

    z: scores (logits), (n, K)
    y_true: one-hot labels, (n, K)
    returns: mean over the n rows, a float
    Source: -log softmax(z)_k = log(sum_j exp(z_j)) - z_k

    >>> cross_entropy_with_logits(np.array([[1000.0, 0.0]]), np.array([[0, 1]]))
    1000.0
    """
    # BEGIN SOLUTION
    scores = _below_zero(as_floats(z))
    y = labels_like(y_true, scores)
    with np.errstate(under="ignore"):
        log_sums = np.log(np.exp(scores).sum(axis=-1, keepdims=True))
        return float(np.sum(y * (log_sums - scores), dtype=np.float64) / len(scores))
    # END SOLUTION


def _below_zero(z: Array) -> Array:
    """Scores shifted row by row so that the largest is 0: the softmax stays, and exp cannot overflow."""
    if z.ndim < 1 or not z.shape[-1]:
        raise ValueError(f"scores have shape {z.shape}, but should be (n, K), with K at least 1")
    return np.asarray(z - z.max(axis=-1, keepdims=True))


def loss_value(output_activation: str, z: Array, y_true: ArrayLike) -> float:
    """The loss that goes with an output activation, from the output layer's pre-activations.

    output_activation: "sigmoid" means binary cross-entropy, "softmax" cross-entropy, anything else squared error
    z: the output layer's pre-activations, (n, K)
    y_true: labels, (n, K); (n,) is taken for (n, 1)
    returns: the mean loss, a float
    """
    if output_activation == "sigmoid":
        return binary_cross_entropy_with_logits(z, y_true)
    if output_activation == "softmax":
        return cross_entropy_with_logits(z, y_true)
    return mse_loss(ACTIVATIONS[output_activation](z), y_true)


def output_gradient(output_activation: str, z: Array, output: Array, y_true: ArrayLike) -> Array:
    """Gradient of `loss_value` with respect to z: where backpropagation starts.

    output_activation: as for `loss_value`
    z: the output layer's pre-activations, (n, K)
    output: what the forward pass made of them, (n, K)
    y_true: labels, (n, K); (n,) is taken for (n, 1)
    returns: (n, K)
    """
    if output_activation == "sigmoid":
        return binary_cross_entropy_gradient(output, y_true)
    if output_activation == "softmax":
        return cross_entropy_gradient(output, y_true)
    return mse_gradient(output, y_true) * ACTIVATION_GRADIENTS[output_activation](z)
