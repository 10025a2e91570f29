"""Small facts about perceptrons, activations and costs."""

from __future__ import annotations

import numpy as np

from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS, sigmoid
from solutions.arrays import Array
from solutions.click_data import generate_click_data
from solutions.cost import backward_cost, forward_cost
from solutions.experiments.table import Table
from solutions.network import MLPConfig, NumpyMLP
from solutions.perceptron import mistake_bound, perceptron_forward
from solutions.variance import variance_gain


def mistakes() -> Table:
    """Mistakes of a perceptron with bias and random start as its features shrink, and two bounds.

    The bound is for a zero start without bias. Taken with the distances from a line that misses the origin it does not
    change with the scale, and does not hold; with the bias as one more feature, always 1, it grows.
    """
    X = np.random.default_rng(0).uniform(-1, 1, size=(200, 2))
    normal, offset = np.array([0.8, 0.6]), 0.4
    X = X[np.abs(X @ normal - offset) > 0.15]
    distances = X @ normal - offset
    y = (distances > 0).astype(int)
    rows: Table = []
    for scale in (1.0, 0.1, 0.03):
        with_ones = np.column_stack([scale * X, np.ones(len(X))])
        rows.append(
            {
                "feature scale": scale,
                "(R / gamma)^2": float((np.linalg.norm(X, axis=1).max() / np.abs(distances).min()) ** 2),
                "mistakes": _mistakes_with_bias(scale * X, y),
                "bound, bias as a feature": mistake_bound(with_ones, y, np.append(normal / scale, -offset)),
            }
        )
    return rows


def _mistakes_with_bias(X: Array, y: Array) -> int:
    w: Array = np.asarray(np.random.default_rng(42).normal(0, 0.01, size=X.shape[1]))
    b, total = 0.0, 0
    for _ in range(5000):
        before = total
        for x, label in zip(X, y, strict=True):
            error = int(label) - perceptron_forward(x, w, b)
            w, b, total = w + error * x, b + error, total + abs(error)
        if total == before:
            break
    return total


def gains() -> Table:
    """The n Var(w) that keeps pre-activations at variance 1: 1 / E[a^2], not 1 / Var(a)."""
    z = np.random.default_rng(0).normal(size=1_000_000)
    return [
        {"activation": name, "1 / E[a^2]": variance_gain(f), "1 / Var(a)": float(1 / f(z).var())}
        for name, f in ACTIVATIONS.items()
        if name in {"relu", "gelu", "swish"}
    ]


def swish_beta() -> Table:
    """z sigmoid(beta z): half the identity for beta = 0, relu for large beta."""
    z = np.array([-2.0, -0.5, 1.0, 3.0])
    return [
        {"beta": beta, **{f"z = {place}": float(value) for place, value in zip(z, z * sigmoid(beta * z), strict=True)}}
        for beta in (0.0, 1.0, 10.0, 100.0)
    ]


def tails() -> Table:
    """Gradients far out: each of them vanishes on one side at least."""
    places = (-40.0, -10.0, 0.0, 10.0, 40.0)
    return [
        {"activation": name, **{f"z = {z:g}": float(gradient(np.array(z))) for z in places}}
        for name, gradient in ACTIVATION_GRADIENTS.items()
        if name != "identity"
    ]


def backward_costs() -> Table:
    """Multiply-adds per row of the two passes."""
    networks = ([20, 64, 32, 1], [20, 128, 64, 32, 1], [20, *[256] * 10, 1])
    return [
        {
            "layers": "-".join(map(str, dims)) if len(dims) < 6 else "20-256 (ten times)-1",
            "forward": forward_cost(dims),
            "backward": backward_cost(dims),
            "ratio": backward_cost(dims) / forward_cost(dims),
        }
        for dims in networks
    ]


def shared_stream() -> Table:
    """How the first weight matrix correlates with the first 64 rows of data: one stream for both, or two."""
    W = NumpyMLP(MLPConfig([20, 64, 1], seed=42)).params["W1"].ravel()
    one_stream = np.random.default_rng(42).normal(size=(10_000, 20))
    streams = {"default_rng(42) for both": one_stream, "a child stream for data": generate_click_data()["X_train"]}
    return [
        {"data from": name, "correlation": float(np.corrcoef(W, X[:64].ravel())[0, 1])} for name, X in streams.items()
    ]
