"""What the course provides for this assignment. To be read, not to be changed: grading uses its own copy."""

from __future__ import annotations

import math
import numpy as np
from dataclasses import dataclass
from itertools import pairwise
from scipy.special import erfc


def as_floats(values):
    """Numbers as a floating-point array: float32 stays float32, whole numbers and truth values become float64.

    values: numbers, any shape
    returns: array of the same shape, the very same one where it held floats before
    """
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def identity(z):
    """The activation that does not bend: z itself.

    z: pre-activations, any shape
    returns: a copy of z as floats
    """
    return as_floats(z) + 0


def sigmoid(z):
    """The logistic function, 1 / (1 + exp(-z)), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between 0 and 1, shaped like z; finite for every z
    Source: inverse of the logit, log(p / (1 - p))

    >>> sigmoid(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        result = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return result


def tanh(z):
    """The hyperbolic tangent, element by element.

    z: pre-activations, any shape; not changed
    returns: numbers between -1 and 1, shaped like z; finite for every z
    Source: tanh z = (exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigmoid(2z) - 1
    """
    with np.errstate(under="ignore"):
        return np.tanh(as_floats(z))


def relu(z):
    """The rectified linear unit: z where it is positive, 0 elsewhere.

    z: pre-activations, any shape; not changed
    returns: numbers >= 0, shaped like z, in a new array
    Source: Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines

    >>> relu(np.array([-1.5, 0.0, 2.5]))
    array([0. , 0. , 2.5])
    """
    return np.maximum(as_floats(z), 0)


def _normal_cdf(z):
    """Phi(z); erfc keeps the digits that 1 + erf loses far on the left."""
    return np.asarray(erfc(-z / math.sqrt(2)) / 2)


def gelu(z):
    """The Gaussian error linear unit: z times the standard normal distribution function (exact, no tanh formula).

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.17, shaped like z; finite for every finite z
    Source: Hendrycks and Gimpel (2016); z Phi(z) with Phi(z) = (1 + erf(z / sqrt 2)) / 2
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -40) * _normal_cdf(z)  # Phi(-40) is 0, and 0 times -inf would be nan


def swish(z):
    """Swish (SiLU): z sigmoid(z), element by element.

    z: pre-activations, any shape; not changed
    returns: numbers >= -0.28, shaped like z; finite for every finite z
    Source: Ramachandran, Zoph and Le (2017), Searching for activation functions, with beta = 1
    """
    z = as_floats(z)
    with np.errstate(under="ignore"):
        return np.maximum(z, -800) * sigmoid(z)  # sigmoid(-800) is 0, and 0 times -inf would be nan


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "gelu": gelu,
    "swish": swish,
    "identity": identity,
}


def identity_gradient(z):
    """The slope of the identity: 1 everywhere.

    z: pre-activations, any shape
    returns: ones, shaped like z, as floats
    """
    return np.ones_like(as_floats(z))


def sigmoid_gradient(z):
    """The derivative of the sigmoid at the pre-activation z.

    z: pre-activations (not sigmoids), any shape; not changed
    returns: slopes between 0 and 1/4, shaped like z; finite for every z
    Source: s'(z) = s(z) (1 - s(z))
    """
    with np.errstate(under="ignore"):
        power = np.exp(-np.abs(as_floats(z)))
        slope = power / (1 + power) ** 2
    return slope


def tanh_gradient(z):
    """The derivative of tanh at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between 0 and 1, shaped like z; finite for every z
    Source: tanh'(z) = 1 - tanh(z)^2 = 1 / cosh(z)^2
    """
    with np.errstate(under="ignore"):
        power = np.exp(-np.abs(as_floats(z)))
        slope = (2 * power / (1 + power**2)) ** 2
    return slope


def relu_gradient(z):
    """The slope of relu at the pre-activation z; at the kink, z = 0, it is taken as 0.

    z: pre-activations, any shape; not changed
    returns: 0.0 or 1.0, shaped like z, floating-point
    """
    z = as_floats(z)
    return np.asarray(z > 0, dtype=z.dtype)


def gelu_gradient(z):
    """The derivative of the exact GELU at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between -0.13 and 1.13, shaped like z; finite for every z
    Source: gelu'(z) = Phi(z) + z phi(z), phi the standard normal density
    """
    z = np.clip(as_floats(z), -40, 40)  # further out it is 0 or 1 to the last digit, and z * z would overflow
    with np.errstate(under="ignore"):
        return _normal_cdf(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def swish_gradient(z):
    """The derivative of swish at the pre-activation z.

    z: pre-activations, any shape; not changed
    returns: slopes between -0.1 and 1.1, shaped like z; finite for every z
    Source: swish'(z) = s(z) + z s'(z), s the sigmoid
    """
    z = np.clip(as_floats(z), -800, 800)  # further out it is 0 or 1 to the last digit, and inf * 0 would be nan
    with np.errstate(under="ignore"):
        slope = sigmoid(z) + z * sigmoid_gradient(z)
    return slope


ACTIVATION_GRADIENTS = {
    "sigmoid": sigmoid_gradient,
    "tanh": tanh_gradient,
    "relu": relu_gradient,
    "gelu": gelu_gradient,
    "swish": swish_gradient,
    "identity": identity_gradient,
}


def labels_like(y_true, y_pred):
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


def binary_cross_entropy(y_pred, y_true, eps=1e-07):
    """Mean negative log-likelihood of labels under predicted probabilities.

    y_pred: probabilities, (n, K) or (n,); clipped to [eps, 1 - eps] before the logarithm
    y_true: labels 0 or 1, the shape of y_pred; (n,) is taken for (n, 1)
    eps: how near to 0 and 1 a probability may come
    returns: mean over all elements, a float
    Source: -mean(y log p + (1 - y) log(1 - p))

    >>> round(binary_cross_entropy(np.array([[0.5], [0.75]]), np.array([1, 1])), 6)
    0.490415
    """
    p = as_floats(y_pred)
    y = labels_like(y_true, p)
    p = np.clip(p, eps, 1 - eps)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p), dtype=np.float64))


def binary_cross_entropy_gradient(y_pred, y_true):
    """Gradient of the mean binary cross-entropy of p = sigmoid(z) with respect to z.

    y_pred: probabilities p, (n, K) or (n,)
    y_true: labels 0 or 1, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / p.size


def mse_loss(y_pred, y_true):
    """Mean squared error.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: mean over all elements, a float
    Source: mean((y_pred - y_true)^2)
    """
    y_pred = as_floats(y_pred)
    return float(np.mean((y_pred - labels_like(y_true, y_pred)) ** 2, dtype=np.float64))


def mse_gradient(y_pred, y_true):
    """Gradient of the mean squared error with respect to the predictions.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    y_pred = as_floats(y_pred)
    return 2 * (y_pred - labels_like(y_true, y_pred)) / y_pred.size


def cross_entropy(y_pred, y_true, eps=1e-07):
    """Mean negative log-probability of the true classes.

    y_pred: probabilities, (n, K); clipped to [eps, 1] before the logarithm
    y_true: one-hot labels, (n, K)
    eps: how near to 0 a probability may come
    returns: mean over the n rows, a float
    Source: -1/n sum_i sum_k y_ik log p_ik

    >>> round(cross_entropy(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[1, 0], [0, 1]])), 6)
    0.490415
    """
    p = as_floats(y_pred)
    y = labels_like(y_true, p)
    return float(-np.sum(y * np.log(np.clip(p, eps, 1)), dtype=np.float64) / len(p))


def cross_entropy_gradient(y_pred, y_true):
    """Gradient of the mean cross-entropy of p = softmax(z) with respect to z.

    y_pred: probabilities p, (n, K)
    y_true: one-hot labels, (n, K)
    returns: array like y_pred
    """
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / len(p)


def binary_cross_entropy_with_logits(z, y_true):
    """Binary cross-entropy of sigmoid(z), from z itself: exact where the sigmoid is 0 or 1 to the last digit.

    z: pre-activations (logits), (n, K) or (n,)
    y_true: labels 0 or 1, the shape of z; (n,) is taken for (n, 1)
    returns: mean over all elements, a float
    Source: -log sigmoid(z) = log(1 + exp(-z)), so the loss is max(z, 0) - y z + log(1 + exp(-|z|))

    >>> binary_cross_entropy_with_logits(np.array([800.0]), np.array([0]))
    800.0
    """
    z = as_floats(z)
    y = labels_like(y_true, z)
    with np.errstate(under="ignore"):
        return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), dtype=np.float64))


def _below_zero(z):
    """Scores shifted row by row so that the largest is 0: the softmax stays, and exp cannot overflow."""
    if z.ndim < 1 or not z.shape[-1]:
        raise ValueError(f"scores have shape {z.shape}, but should be (n, K), with K at least 1")
    return np.asarray(z - z.max(axis=-1, keepdims=True))


def cross_entropy_with_logits(z, y_true):
    """Cross-entropy of softmax(z), from z itself: exact where a probability is 0 to the last digit.

    z: scores (logits), (n, K)
    y_true: one-hot labels, (n, K)
    returns: mean over the n rows, a float
    Source: -log softmax(z)_k = log(sum_j exp(z_j)) - z_k

    >>> cross_entropy_with_logits(np.array([[1000.0, 0.0]]), np.array([[0, 1]]))
    1000.0
    """
    scores = _below_zero(as_floats(z))
    y = labels_like(y_true, scores)
    with np.errstate(under="ignore"):
        log_sums = np.log(np.exp(scores).sum(axis=-1, keepdims=True))
        return float(np.sum(y * (log_sums - scores), dtype=np.float64) / len(scores))


def loss_value(output_activation, z, y_true):
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


@dataclass(frozen=True)
class MLPConfig:
    """What a network is, before it has any numbers.

    layer_dims: units of every layer, inputs first, such as [20, 64, 32, 1]; at least two
    activation: of the hidden layers, a key of ACTIVATIONS
    output_activation: of the last layer, a key of ACTIVATIONS or "softmax"; it decides the loss
    seed: of the weights
    raises: ValueError for fewer than two sizes, a size below 1, or an unknown activation
    """

    layer_dims: list[int]
    activation: str = "relu"
    output_activation: str = "sigmoid"
    seed: int = 42

    def __post_init__(self):
        if len(self.layer_dims) < 2 or min(self.layer_dims) < 1:
            raise ValueError(f"layer_dims is {self.layer_dims}, but needs two or more sizes, each 1 or larger")
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {self.activation!r}; choose from {', '.join(ACTIVATIONS)}")
        if self.output_activation not in {*ACTIVATIONS, "softmax"}:
            names = ", ".join([*ACTIVATIONS, "softmax"])
            raise ValueError(f"unknown output_activation {self.output_activation!r}; choose from {names}")


class NumpyMLP:
    """A network's state. Its methods are functions that take the model first: `NumpyMLP.forward = forward`.

    config: MLPConfig
    params: {"W1": (n_1, n_0), "b1": (n_1,), "W2": ...}; drawn at once where `init_params` is bound, else empty
    cache: what the last forward pass computed, {"A0": X, "Z1": ..., "A1": ..., ...}
    """


    def __init__(self, config):
        self.config = config
        self.params = {}
        self.cache = {}
        if hasattr(self, "init_params"):
            self.init_params()


def softmax(z):
    """Turn each row of scores into probabilities.

    z: scores (logits), (n, K); not changed
    returns: (n, K), every row positive with sum 1; finite for scores of any size
    Source: exp(z_k) / sum_j exp(z_j)

    >>> softmax(np.array([[1000.0, 1000.0], [0.0, -1000.0]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    with np.errstate(under="ignore"):
        powers = np.exp(_below_zero(as_floats(z)))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def forward(model, X):
    """Compute the network's output, and keep what backpropagation will need.

    model: NumpyMLP; its cache is replaced by {"A0": X, "Z1": (n, n_1), "A1": (n, n_1), ..., "A<L>": (n, K)}
    X: inputs, (n, d), one row per sample
    returns: (n, K), the last layer's activations
    Source: Z_l = A_{l-1} W_l^T + b_l, A_l = g(Z_l), with g the output activation in the last layer
    """
    config, params = model.config, model.params
    A = as_floats(X)
    if A.ndim != 2 or A.shape[1] != config.layer_dims[0]:
        raise ValueError(f"X has shape {A.shape}, but this network takes (n, {config.layer_dims[0]})")
    hidden = ACTIVATIONS[config.activation]
    output = softmax if config.output_activation == "softmax" else ACTIVATIONS[config.output_activation]

    depth = len(config.layer_dims) - 1
    cache = {"A0": A}
    for layer in range(1, depth + 1):
        Z = A @ params[f"W{layer}"].T + params[f"b{layer}"]
        A = hidden(Z) if layer < depth else output(Z)
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    model.cache = cache
    return A


NumpyMLP.forward = forward


def forward_cost(layer_dims, n=1):
    """Multiply-adds of a forward pass: one per weight and row.

    layer_dims: units of every layer, inputs first
    n: rows
    returns: an int

    >>> forward_cost([20, 64, 32, 1])
    3360
    """
    return n * sum(n_in * n_out for n_in, n_out in pairwise(layer_dims))


class Arithmetic:
    """What follows from +, * and **: subtraction, division, and plain numbers on the left."""

    def __neg__(self):
        """-self."""
        return self * -1.0

    def __sub__(self, other):
        """self - other, a Node or a number."""
        return self + other * -1.0

    def __truediv__(self, other):
        """self / other, a Node or a number."""
        return self * other**-1.0

    def __radd__(self, other):
        """other + self, for a plain number."""
        return self + other

    def __rmul__(self, other):
        """other times self, for a plain number."""
        return self * other

    def __rsub__(self, other):
        """other - self, for a plain number."""
        return self * -1.0 + other

    def __rtruediv__(self, other):
        """other / self, for a plain number."""
        return self**-1.0 * other

    def __repr__(self):
        """The number and its gradient, for looking at."""
        return f"Node({self.value:g}, gradient={self.gradient:g})"
