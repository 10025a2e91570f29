"""A multilayer perceptron in NumPy: its configuration, its state, and the forward pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from solutions.activations import ACTIVATIONS
from solutions.arrays import Array, as_floats
from solutions.losses import softmax


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

    def __post_init__(self) -> None:
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

    init_params: ClassVar[Callable[..., None]]  # these are bound where each is written; type checkers read this
    forward: ClassVar[Callable[..., Array]]
    backward: ClassVar[Callable[..., dict[str, Array]]]
    update_params: ClassVar[Callable[..., None]]
    train: ClassVar[Callable[..., dict[str, list[float]]]]

    def __init__(self, config: MLPConfig) -> None:
        self.config = config
        self.params: dict[str, Array] = {}
        self.cache: dict[str, Array] = {}
        if hasattr(self, "init_params"):
            self.init_params()


def forward(model: Any, X: Array) -> Array:
    """Compute the network's output, and keep what backpropagation will need.

    model: NumpyMLP; its cache is replaced by {"A0": X, "Z1": (n, n_1), "A1": (n, n_1), ..., "A<L>": (n, K)}
    X: inputs, (n, d), one row per sample
    returns: (n, K), the last layer's activations
    Source: Z_l = A_{l-1} W_l^T + b_l, A_l = g(Z_l), with g the output activation in the last layer
    """
    # BEGIN SOLUTION
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
    # END SOLUTION


NumpyMLP.forward = forward
