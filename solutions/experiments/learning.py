"""What small networks can learn."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions.arrays import Array
from solutions.experiments.table import Table
from solutions.network import MLPConfig, NumpyMLP
from solutions.optimizers import adam_step
from solutions.training import evaluate, run_epoch


def exclusive_or() -> Table:
    """How many of 20 seeds learn exclusive or in 3000 full-batch steps at learning rate 1."""
    X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    rows: Table = []
    for activation, width in (("tanh", 2), ("tanh", 4), ("relu", 2), ("relu", 8)):
        solved = 0
        for seed in range(20):
            model = NumpyMLP(MLPConfig([2, width, 1], activation, seed=seed))
            for _ in range(3000):
                model.forward(X)
                model.update_params(model.backward(y), 1.0)
            solved += evaluate(model, X, y)[1] == 1
        rows.append({"activation": activation, "width": width, "solved": solved, "of": 20})
    return rows


def approximation() -> Table:
    """Widths of one hidden tanh layer, fitted to sin(3x) + x^2 / 2 on [-2, 2] by Adam, and asked beyond it."""
    x = np.linspace(-2, 2, 201)[:, np.newaxis]
    beyond = np.linspace(2, 3, 51)[:, np.newaxis]
    rows: Table = []
    for width in (1, 2, 4, 8, 16, 32):
        model = NumpyMLP(MLPConfig([1, width, 1], "tanh", "identity", seed=0))
        state: dict[str, Any] = {}
        rng = np.random.default_rng(0)
        for _ in range(3000):
            run_epoch(model, x, _wave(x), 201, rng, lambda grads, m=model, s=state: adam_step(m.params, grads, s, 0.01))  # type: ignore[misc]
        errors = [float(np.abs(model.forward(places) - _wave(places)).max()) for places in (x, beyond)]
        rows.append({"width": width, "largest error on [-2, 2]": errors[0], "on [2, 3]": errors[1]})
    return rows


def _wave(x: Array) -> Array:
    return np.asarray(np.sin(3 * x) + x**2 / 2)
