"""What depth does to gradients, and what becomes of dead units."""

from __future__ import annotations

import numpy as np

from solutions.arrays import Array
from solutions.click_data import generate_click_data
from solutions.diagnostics import (
    clip_gradients,
    demonstrate_initialization_impact,
    diagnose_vanishing_gradients,
    gradient_norms_by_depth_and_scale,
    random_rows,
)
from solutions.experiments.table import Row, Table
from solutions.network import MLPConfig, NumpyMLP
from solutions.training import evaluate, run_epoch


def initialization() -> Table:
    """The factor by which each relu layer changes the variance of activations, median over 10 seeds."""
    factors: dict[str, list[float]] = {}
    for seed in range(10):
        for scheme, variances in demonstrate_initialization_impact(n_samples=300, seed=seed).items():
            factors.setdefault(scheme, []).append((variances[-1] / variances[0]) ** (1 / (len(variances) - 1)))
    return [{"scheme": scheme, "factor per layer": float(np.median(values))} for scheme, values in factors.items()]


def vanishing() -> Table:
    """Norms of the weight gradients of ten layers, first and last."""
    rows: Table = []
    for activation in ("sigmoid", "tanh", "relu", "gelu", "swish"):
        norms = list(diagnose_vanishing_gradients([20, *[64] * 9, 1], activation).values())
        rows.append({"activation": activation, "first": norms[0], "last": norms[-1], "ratio": norms[0] / norms[-1]})
    return rows


def exploding() -> Table:
    """The gradient's norm by depth, for weights of three scales times He's."""
    depths, scales = (2, 5, 10, 20), (0.5, 1.0, 2.0)
    norms = gradient_norms_by_depth_and_scale(depths, scales)
    return [
        {"hidden layers": depth, **{f"scale {scale:g}": float(norm) for scale, norm in zip(scales, row, strict=True)}}
        for depth, row in zip(depths, norms, strict=True)
    ]


def clipping() -> Table:
    """A deep relu network with weights 1.5 times too large, 20 epochs of gradient descent with and without clipping."""
    X, y = random_rows(200, 8, 1, seed=0)
    y = X[:, :1] * X[:, 1:2]
    rows: Table = []
    for max_norm in (float("inf"), 1.0):
        model = NumpyMLP(MLPConfig([8, *[32] * 8, 1], "relu", "identity", seed=0))
        model.params = {name: 1.5 * parameter for name, parameter in model.params.items()}
        before = evaluate(model, X, y)[0]
        rng = np.random.default_rng(1)
        with np.errstate(all="ignore"):
            for _ in range(20):
                run_epoch(model, X, y, 20, rng, lambda grads, m=model, c=max_norm: _clipped_step(m, grads, c))  # type: ignore[misc]
            rows.append({"max_norm": max_norm, "loss before": before, "loss after": evaluate(model, X, y)[0]})
    return rows


def _clipped_step(model: NumpyMLP, grads: dict[str, Array], max_norm: float) -> None:
    model.update_params(clip_gradients(grads, max_norm) if np.isfinite(max_norm) else grads, 0.01)


def revival() -> Table:
    """Units silent on all 1000 rows, and units that speak again after an epoch's silence, over 15 epochs at rate 3."""
    data = generate_click_data(2000)
    X, y = data["X_train"][:1000], data["y_train"][:1000]
    model = NumpyMLP(MLPConfig([20, 32, 32, 1], "relu"))
    rng = np.random.default_rng(43)
    dead = {layer: np.zeros(32, dtype=bool) for layer in (1, 2)}
    counts: dict[int, Row] = {layer: {"layer": layer, "died": 0, "revived": 0, "dead at the end": 0} for layer in dead}
    for _ in range(15):
        run_epoch(model, X, y, 32, rng, lambda grads: model.update_params(grads, 3.0))
        model.forward(X)
        for layer, row in counts.items():
            silent = model.cache[f"A{layer}"].max(axis=0) <= 0
            row["died"] = int(row["died"]) + int(np.sum(silent & ~dead[layer]))
            row["revived"] = int(row["revived"]) + int(np.sum(dead[layer] & ~silent))
            row["dead at the end"] = int(silent.sum())
            dead[layer] = silent
    return list(counts.values())
