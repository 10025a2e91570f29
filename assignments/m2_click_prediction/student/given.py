"""What the course provides for this assignment. To be read, not to be changed: grading uses its own copy."""

from __future__ import annotations

import math
import numpy as np
import torch
from dataclasses import dataclass
from itertools import pairwise
from scipy.special import erfc
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.nn import functional


def as_floats(values):
    """Numbers as a floating-point array: float32 stays float32, whole numbers and truth values become float64.

    values: numbers, any shape
    returns: array of the same shape, the very same one where it held floats before
    """
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


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


def _normal_cdf(z):
    """Phi(z); erfc keeps the digits that 1 + erf loses far on the left."""
    return np.asarray(erfc(-z / math.sqrt(2)) / 2)


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


def binary_cross_entropy_gradient(y_pred, y_true):
    """Gradient of the mean binary cross-entropy of p = sigmoid(z) with respect to z.

    y_pred: probabilities p, (n, K) or (n,)
    y_true: labels 0 or 1, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / p.size


def mse_gradient(y_pred, y_true):
    """Gradient of the mean squared error with respect to the predictions.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: array like y_pred
    """
    y_pred = as_floats(y_pred)
    return 2 * (y_pred - labels_like(y_true, y_pred)) / y_pred.size


def cross_entropy_gradient(y_pred, y_true):
    """Gradient of the mean cross-entropy of p = softmax(z) with respect to z.

    y_pred: probabilities p, (n, K)
    y_true: one-hot labels, (n, K)
    returns: array like y_pred
    """
    p = as_floats(y_pred)
    return (p - labels_like(y_true, p)) / len(p)


def output_gradient(output_activation, z, output, y_true):
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


def backward(model, y_true):
    """Gradients of the mean loss with respect to every parameter, after a forward pass.

    model: NumpyMLP whose cache holds the forward pass on some X; parameters and cache are not changed
    y_true: labels of the rows of X, (n, K); (n,) is taken for (n, 1)
    returns: {"W1": gradient, "b1": gradient, ...}, keys and shapes as in model.params
    Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors
    """
    config, params, cache = model.config, model.params, model.cache
    depth = len(config.layer_dims) - 1
    if f"Z{depth}" not in cache:
        raise ValueError("the cache is empty: call forward first")
    hidden_gradient = ACTIVATION_GRADIENTS[config.activation]

    gradients = {}
    dZ = output_gradient(config.output_activation, cache[f"Z{depth}"], cache[f"A{depth}"], y_true)
    for layer in range(depth, 0, -1):
        gradients[f"W{layer}"] = dZ.T @ cache[f"A{layer - 1}"]
        gradients[f"b{layer}"] = dZ.sum(axis=0)
        if layer > 1:
            dA = dZ @ params[f"W{layer}"]
            dZ = dA * hidden_gradient(cache[f"Z{layer - 1}"])
    return {name: gradients[name] for name in params}


NumpyMLP.backward = backward


def score(y_true, probabilities):
    """Area under the ROC curve, and mean log-loss.

    y_true: labels 0 or 1, (n,)
    probabilities: (n,)
    returns: {"auc": ..., "logloss": ...}
    """
    return {"auc": float(roc_auc_score(y_true, probabilities)), "logloss": float(log_loss(y_true, probabilities))}


def logistic_regression_baseline(data):
    """Fit scikit-learn's logistic regression to the training rows and score it on every split.

    data: as from generate_click_data
    returns: {"train_auc": ..., "train_logloss": ..., "val_auc": ..., "val_logloss": ..., "test_auc": ..., ...}
    """
    model = LogisticRegression(max_iter=1000).fit(data["X_train"], data["y_train"])
    scores = {}
    for split in ("train", "val", "test"):
        probabilities = model.predict_proba(data[f"X_{split}"])[:, 1]
        for name, value in score(data[f"y_{split}"], probabilities).items():
            scores[f"{split}_{name}"] = value
    return scores


def click_logit(X):
    """The true log-odds of a click.

    X: features, (n, d) with d >= 12
    returns: (n,)
    """
    return np.asarray(
        0.5 * X[:, 0] * X[:, 1]
        - 0.3 * X[:, 2] ** 2
        + 0.8 * np.sin(np.pi * X[:, 3])
        + 0.4 * X[:, 4] * X[:, 5]
        - 0.2 * np.abs(X[:, 6])
        + 0.1 * X[:, 7:12].sum(axis=1)
    )


def generate_click_data(n_samples=10000, n_features=20, seed=42):
    """Draw standard normal features and clicks by their true probability, cut into 70 / 15 / 15 percent.

    The stream is a child of SeedSequence(seed), so that weights drawn from default_rng(seed) are independent of it.

    n_samples: rows in all
    n_features: columns, at least 12
    seed: of the draw
    returns: {"X_train": (7n/10, d), "y_train": (7n/10,), "X_val", "y_val", "X_test", "y_test"}, float64; labels 0 or 1
    raises: ValueError for fewer than 12 features

    >>> {name: array.shape for name, array in generate_click_data(100).items() if name.startswith("X")}
    {'X_train': (70, 20), 'X_val': (15, 20), 'X_test': (15, 20)}
    """
    if n_features < 12:
        raise ValueError(f"n_features is {n_features}, but clicks depend on 12 features: ask for at least 12")
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.normal(size=(n_samples, n_features))
    y = rng.binomial(1, sigmoid(click_logit(X))).astype(np.float64)
    first, second = n_samples * 70 // 100, n_samples * 85 // 100
    parts = {"train": slice(first), "val": slice(first, second), "test": slice(second, None)}
    return {f"{letter}_{name}": array[rows] for name, rows in parts.items() for letter, array in (("X", X), ("y", y))}


def he_init(n_in, n_out, rng):
    """Normal weights with mean 0 and variance 2 / n_in, for layers followed by relu, gelu or swish.

    n_in: inputs of the layer
    n_out: units of the layer
    rng: NumPy generator; the weights are one draw of size (n_out, n_in) from it
    returns: (n_out, n_in), float64
    Source: He, Zhang, Ren and Sun (2015), Delving deep into rectifiers
    """
    return rng.normal(0, math.sqrt(2 / n_in), size=(n_out, n_in))


def xavier_init(n_in, n_out, rng):
    """Normal weights with mean 0 and variance 2 / (n_in + n_out), for sigmoid, tanh, identity and softmax.

    n_in: inputs of the layer
    n_out: units of the layer
    rng: NumPy generator; the weights are one draw of size (n_out, n_in) from it
    returns: (n_out, n_in), float64
    Source: Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks
    """
    return rng.normal(0, math.sqrt(2 / (n_in + n_out)), size=(n_out, n_in))


def init_params(model):
    """Draw a network's weights, W1, W2, ... in order from one generator seeded with config.seed; biases are 0.

    Each layer is drawn by he_init or xavier_init, as the activation that follows it asks: the hidden one, and in the
    last layer the output one.

    model: NumpyMLP; its params become {"W1": (n_1, n_0), "b1": (n_1,), "W2": ...}, float64
    """
    config = model.config
    rng = np.random.default_rng(config.seed)
    depth = len(config.layer_dims) - 1
    model.params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(config.layer_dims), start=1):
        activation = config.activation if layer < depth else config.output_activation
        init = he_init if activation in {"relu", "gelu", "swish"} else xavier_init
        model.params[f"W{layer}"] = init(n_in, n_out, rng)
        model.params[f"b{layer}"] = np.zeros(n_out)


NumpyMLP.init_params = init_params


def identity(z):
    """The activation that does not bend: z itself.

    z: pre-activations, any shape
    returns: a copy of z as floats
    """
    return as_floats(z) + 0


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


def _below_zero(z):
    """Scores shifted row by row so that the largest is 0: the softmax stays, and exp cannot overflow."""
    if z.ndim < 1 or not z.shape[-1]:
        raise ValueError(f"scores have shape {z.shape}, but should be (n, K), with K at least 1")
    return np.asarray(z - z.max(axis=-1, keepdims=True))


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


def momentum_step(params, grads, velocity, lr, momentum=0.9):
    """One step of gradient descent with momentum, in place.

    params: {"W1": ..., ...}; its arrays are changed
    grads: gradients of the same names and shapes; not changed
    velocity: the memory, {} before the first step; then whatever the next step needs and copy.deepcopy can copy, such
        as one array per parameter
    lr: learning rate
    momentum: how much of the last velocity stays
    Source: Polyak (1964), in PyTorch's form: v <- momentum v + g, p <- p - lr v
    """
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]


def adam_step(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-08):
    """One step of Adam, in place.

    params: {"W1": ..., ...}; its arrays are changed
    grads: gradients of the same names and shapes; not changed
    state: the memory, {} before the first step; then whatever the next step needs and copy.deepcopy can copy, such as
        {"t": steps so far, "m": {name: mean}, "v": {name: mean square}}, the means as they are before they are
        corrected for their start
    lr: learning rate
    beta1, beta2: how much of the old means stays
    eps: added to the root of the corrected mean square
    Source: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1
    """
    t = state["t"] = state.get("t", 0) + 1
    means, squares = state.setdefault("m", {}), state.setdefault("v", {})
    for name, g in grads.items():
        means[name] = beta1 * means.get(name, 0.0) + (1 - beta1) * g
        squares[name] = beta2 * squares.get(name, 0.0) + (1 - beta2) * g * g
        corrected = means[name] / (1 - beta1**t)
        root = np.sqrt(squares[name]) / math.sqrt(1 - beta2**t)
        params[name] -= lr * corrected / (root + eps)


TORCH_ACTIVATIONS = {
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "swish": nn.SiLU,
    "identity": nn.Identity,
}


class PyTorchMLP(nn.Module):
    """A multilayer perceptron of nn.Linear layers, in PyTorch's default dtype; `.double()` makes it NumPy's twin.

    config: MLPConfig, kept as an attribute; its seed also seeds the weights
    layers: nn.ModuleList of nn.Linear, whose weight is NumpyMLP's W (n_out, n_in) and whose bias is b; nothing else in
        the network has parameters, so that parameters() and state_dict() have W1, b1, W2, ... in this order
    """


    def __init__(self, config):
        """Make the layers; draw He or Xavier weights as init_params does, and set biases to 0.

        The weights are normal draws that depend on config.seed and on nothing else.

        config: MLPConfig
        """
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList(nn.Linear(n_in, n_out) for n_in, n_out in pairwise(config.layer_dims))
        self.hidden = TORCH_ACTIVATIONS[config.activation]()
        softmax = config.output_activation == "softmax"
        self.output = nn.Softmax(dim=1) if softmax else TORCH_ACTIVATIONS[config.output_activation]()
        generator = torch.Generator().manual_seed(config.seed)
        for layer in self.layers:
            activation = config.output_activation if layer is self.layers[-1] else config.activation
            he = activation in {"relu", "gelu", "swish"}
            variance = 2 / layer.in_features if he else 2 / (layer.in_features + layer.out_features)
            nn.init.normal_(layer.weight, 0.0, math.sqrt(variance), generator=generator)
            nn.init.zeros_(layer.bias)

    def logits(self, X):
        """The last layer's pre-activations, from which PyTorch's losses are computed stably.

        X: inputs, (n, d)
        returns: (n, K)
        """
        for layer in self.layers[:-1]:
            X = self.hidden(layer(X))
        z = self.layers[-1](X)
        return z

    def forward(self, X):
        """The network's output.

        X: inputs, (n, d)
        returns: (n, K), the last layer's activations
        """
        output = self.output(self.logits(X))
        return output


def torch_loss(model, X, y):
    """The mean loss that goes with the output activation: BCE, cross-entropy, or squared error.

    model: PyTorchMLP
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    returns: a scalar tensor
    """
    if model.config.output_activation not in ("sigmoid", "softmax"):
        output = model(X)
        return functional.mse_loss(output, y.reshape(output.shape).to(output.dtype))
    z = model.logits(X)
    labels = y.reshape(z.shape).to(z.dtype)
    if model.config.output_activation == "sigmoid":
        return functional.binary_cross_entropy_with_logits(z, labels)
    return functional.cross_entropy(z, labels)


def torch_evaluate(model, X, y):
    """Loss and accuracy on all given rows, as `evaluate` has them for NumPy.

    model: PyTorchMLP
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    returns: (loss, accuracy)
    """
    with torch.no_grad():
        output = model(X)
        labels = y.reshape(output.shape)
        if model.config.output_activation == "softmax":
            right = output.argmax(dim=1) == labels.argmax(dim=1)
        else:
            right = (output > 0.5) == (labels > 0.5)
        return torch_loss(model, X, y).item(), right.double().mean().item()


def update_params(model, grads, lr):
    """One step of gradient descent, in place: every parameter moves by -lr times its gradient.

    model: NumpyMLP; the arrays in model.params are changed, and stay the same objects
    grads: {"W1": gradient, "b1": ..., ...}, shapes as in model.params; not changed
    lr: learning rate
    """
    for name, parameter in model.params.items():
        if grads[name].shape != parameter.shape:
            raise ValueError(f"the gradient of {name} has shape {grads[name].shape}, wanted {parameter.shape}")
        parameter -= lr * grads[name]


NumpyMLP.update_params = update_params


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


def mse_loss(y_pred, y_true):
    """Mean squared error.

    y_pred: predictions, (n, K) or (n,)
    y_true: targets, the shape of y_pred; (n,) is taken for (n, 1)
    returns: mean over all elements, a float
    Source: mean((y_pred - y_true)^2)
    """
    y_pred = as_floats(y_pred)
    return float(np.mean((y_pred - labels_like(y_true, y_pred)) ** 2, dtype=np.float64))


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


BLOCK = 512  # rows evaluated at once: few enough for their activations to stay in the processor's cache


def evaluate(model, X, y):
    """Loss and accuracy on all given rows.

    model: NumpyMLP; a forward pass replaces its cache
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    returns: (loss, accuracy); rows count as right where the largest class is the true one (softmax), otherwise
        elements where prediction > 0.5 agrees with the label
    """
    outputs, logits = [], []
    for start in range(0, max(len(X), 1), BLOCK):
        outputs.append(model.forward(X[start : start + BLOCK]))
        logits.append(model.cache[f"Z{len(model.config.layer_dims) - 1}"])
    output = np.concatenate(outputs)
    loss = loss_value(model.config.output_activation, np.concatenate(logits), y)
    labels = np.reshape(y, output.shape)
    if model.config.output_activation == "softmax":
        return loss, float(np.mean(output.argmax(axis=1) == labels.argmax(axis=1)))
    return loss, float(np.mean((output > 0.5) == (labels > 0.5)))


def run_epoch(model, X, y, batch_size, rng, update):
    """One pass over all rows in a fresh random order, with an update after every batch; the last may be smaller.

    model: NumpyMLP
    X, y: rows and their labels, (n, d) and (n, K) or (n,)
    batch_size: rows per batch, at least 1
    rng: draws one permutation of n
    update: called with the gradients of each batch
    """
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        batch = slice(start, start + batch_size)
        model.forward(X[batch])
        update(model.backward(y[batch]))


def empty_history():
    """A history of no epoch yet: {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}."""
    return {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}


def record(history, train_scores, val_scores, verbose):
    """Append an epoch's scores to the history, in place.

    history: as from `empty_history`
    train_scores, val_scores: (loss, accuracy), two floats each
    verbose: whether to print them too
    """
    for which, (loss, accuracy) in (("train", train_scores), ("val", val_scores)):
        history[f"{which}_loss"].append(loss)
        history[f"{which}_acc"].append(accuracy)
    if verbose:
        scores = ", ".join(f"{name} {values[-1]:.4f}" for name, values in history.items())
        print(f"epoch {len(history['train_loss'])}: {scores}")


def rows_and_labels(X, y, batch_size):
    """Training rows and labels as arrays of one length.

    X: inputs, (n, d)
    y: labels, (n, K) or (n,)
    batch_size: rows per batch
    returns: (X as floats, y as an array)
    raises: ValueError where the lengths differ, or batch_size is below 1
    """
    rows, labels = as_floats(X), np.asarray(y)
    if len(rows) != len(labels):
        raise ValueError(f"X has shape {rows.shape} and y {labels.shape}, but they should have equally many rows")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}, but should be 1 or more")
    return rows, labels


def train(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Train by mini-batch gradient descent, using the model's own forward, backward and update_params.

    Every epoch draws one permutation(n) from a generator made once, np.random.default_rng(config.seed + 1), takes
    the rows in that order, batch_size at a time, and updates after every batch, also after a smaller last one. After
    each epoch losses and accuracies (output > 0.5) are computed on all training and on all validation rows.

    model: NumpyMLP; its parameters are trained in place
    X_train, X_val: inputs, (n, d)
    y_train, y_val: labels, (n, K); (n,) is taken for (n, 1)
    epochs: passes over the training rows
    batch_size: rows per update
    lr: learning rate
    verbose: whether to print a line for each epoch
    returns: {"train_loss": [...], "val_loss": [...], "train_acc": [...], "val_acc": [...]}, one float per epoch
    """
    X, y = rows_and_labels(X_train, y_train, batch_size)
    rng = np.random.default_rng(model.config.seed + 1)
    history = empty_history()
    for _ in range(epochs):
        run_epoch(model, X, y, batch_size, rng, lambda grads: model.update_params(grads, lr))
        record(history, evaluate(model, X, y), evaluate(model, X_val, y_val), verbose)
    return history


NumpyMLP.train = train


def copy_params(model):
    """The parameters as new arrays, which later updates in place do not reach.

    model: NumpyMLP
    returns: {"W1": (n_1, n_0), "b1": (n_1,), ...}, as in model.params
    """
    return {name: parameter.copy() for name, parameter in model.params.items()}
