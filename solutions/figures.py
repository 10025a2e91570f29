"""One function per figure: data in, a matplotlib figure out. Nothing else in the package needs matplotlib."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS
from solutions.arrays import Array
from solutions.experiments.table import Table


def activations(low: float = -5.0, high: float = 5.0) -> Any:
    """All activations on the left, their gradients on the right.

    low, high: the interval of pre-activations
    returns: matplotlib Figure
    """
    figure = Figure(figsize=(9, 3.5), layout="constrained")
    z = np.linspace(low, high, 501)
    for axes, functions, title in zip(
        figure.subplots(1, 2), (ACTIVATIONS, ACTIVATION_GRADIENTS), ("activation", "gradient"), strict=True
    ):
        for name, function in functions.items():
            axes.plot(z, function(z), label=name)
        axes.set(xlabel="pre-activation z", title=title)
        axes.legend()
    return figure


def history(losses: Mapping[str, Sequence[float]]) -> Any:
    """Training and validation loss by epoch, with the best validation epoch marked.

    losses: as `train` returns them
    returns: matplotlib Figure
    """
    figure, axes = _one("epoch", "loss")
    epochs = np.arange(1, len(losses["train_loss"]) + 1)
    axes.plot(epochs, losses["train_loss"], label="training")
    axes.plot(epochs, losses["val_loss"], label="validation")
    best = int(np.argmin(losses["val_loss"]))
    axes.axvline(epochs[best], linestyle=":", color="black", label=f"best validation: epoch {epochs[best]}")
    axes.legend()
    return figure


def variance_by_layer(variances: Mapping[str, Sequence[float]]) -> Any:
    """How the variance of activations goes through the layers, one line per scheme.

    variances: as `demonstrate_initialization_impact` returns them
    returns: matplotlib Figure
    """
    figure, axes = _one("layer", "variance of activations")
    for scheme, values in variances.items():
        axes.semilogy(np.arange(1, len(values) + 1), values, "o-", label=scheme)
    axes.legend()
    return figure


def gradient_norms(norms: Mapping[str, Mapping[str, float]]) -> Any:
    """The norm of every layer's gradient, one line per activation.

    norms: {activation: what `diagnose_vanishing_gradients` returns}
    returns: matplotlib Figure
    """
    figure, axes = _one("layer", "norm of the weight gradient")
    for activation, by_layer in norms.items():
        axes.semilogy(np.arange(1, len(by_layer) + 1), list(by_layer.values()), "o-", label=activation)
    axes.legend()
    return figure


def depth_and_scale(depths: Sequence[int], scales: Sequence[float], norms: Array) -> Any:
    """The gradient's norm by depth, one line per scale of the weights.

    depths, scales: what was swept
    norms: (len(depths), len(scales)), as `gradient_norms_by_depth_and_scale` returns them
    returns: matplotlib Figure
    """
    figure, axes = _one("hidden layers", "norm of the gradient")
    for scale, values in zip(scales, np.asarray(norms).T, strict=True):
        axes.semilogy(depths, values, "o-", label=f"{scale:g} times He")
    axes.legend()
    return figure


def difference_u(table: Table) -> Any:
    """The error of difference quotients over the step, in a double-logarithmic plot.

    table: as the experiment `difference_u` returns it
    returns: matplotlib Figure
    """
    figure, axes = _one("eps", "error of the centred difference")
    steps = [float(row["eps"]) for row in table]
    for name in list(table[0])[1:]:
        axes.loglog(steps, [row[name] for row in table], "o-", label=name)
    axes.legend()
    return figure


def approximation(table: Table) -> Any:
    """The error of fits by networks of several widths, on the interval of the data and beyond it.

    table: as the experiment `approximation` returns it
    returns: matplotlib Figure
    """
    figure, axes = _one("width of the hidden layer", "largest error")
    widths = [row["width"] for row in table]
    for name in list(table[0])[1:]:
        axes.loglog(widths, [row[name] for row in table], "o-", base=2, label=name)
    axes.legend()
    return figure


def decision(model: Any, X: Array, y: Array) -> Any:
    """What a network with two inputs and one output says about the plane, with the rows on it.

    model: NumpyMLP
    X: inputs, (n, 2)
    y: labels 0 or 1, (n,)
    returns: matplotlib Figure
    """
    figure, axes = _one("x0", "x1")
    low, high = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    x0, x1 = np.meshgrid(np.linspace(low[0], high[0], 101), np.linspace(low[1], high[1], 101))
    output = model.forward(np.column_stack([x0.ravel(), x1.ravel()])).reshape(x0.shape)
    figure.colorbar(axes.contourf(x0, x1, output, levels=20, cmap="RdBu_r", alpha=0.7), label="output")
    axes.scatter(X[:, 0], X[:, 1], c=np.ravel(y), cmap="RdBu_r", edgecolor="black")
    return figure


def _one(x: str, y: str) -> tuple[Any, Any]:
    figure = Figure(figsize=(5.5, 3.5), layout="constrained")
    axes = figure.subplots()
    axes.set(xlabel=x, ylabel=y)
    axes.grid(alpha=0.3)
    return figure, axes
