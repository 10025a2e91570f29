"""When a gradient check errs, and how its numbers are to be read."""

from __future__ import annotations

import numpy as np

from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS
from solutions.arrays import Array
from solutions.diagnostics import random_rows
from solutions.differentiation import difference_errors
from solutions.experiments.table import Table
from solutions.gradient_checking import gradient_check, relative_error
from solutions.network import MLPConfig, NumpyMLP


def false_alarms() -> Table:
    """Correct networks that fail a gradient check: 300 of relu, and one of ten sigmoid layers."""
    plain = [_largest_error(seed, biases=False) for seed in range(300)]
    careful = [error for seed in range(600) if (error := _largest_error(seed, biases=True)) is not None][:300]
    deep = NumpyMLP(MLPConfig([8] * 11 + [1], "sigmoid"))
    X, y = random_rows(5, 8, 1, 0)
    errors = gradient_check(deep, X, y, tolerance=1)
    return [
        _count("relu, zero biases", [error for error in plain if error is not None], 1e-5),
        _count("relu, random biases, min |z| > 1e-3", careful, 1e-6),
        _count("ten sigmoid layers", [max(errors.values())], 1e-5),
    ]


def _count(what: str, errors: list[float], tolerance: float) -> dict[str, str | int | float]:
    failed = sum(error > tolerance for error in errors)
    return {
        "correct networks": what,
        "checked": len(errors),
        "tolerance": tolerance,
        "failed": failed,
        "largest error": max(errors),
    }


def _largest_error(seed: int, biases: bool) -> float | None:
    """None where a careful check would not ask: a pre-activation near the kink."""
    model = NumpyMLP(MLPConfig([4, 5, 5, 1], "relu", seed=seed))
    X, y = random_rows(5, 4, 1, seed)
    if biases:
        rng = np.random.default_rng(seed)
        for layer in (1, 2, 3):
            model.params[f"b{layer}"] = rng.normal(size=model.params[f"b{layer}"].shape)
        model.forward(X)
        if min(np.abs(model.cache[name]).min() for name in ("Z1", "Z2")) <= 1e-3:
            return None
    return max(gradient_check(model, X, y, tolerance=1).values())


def error_of_a_factor() -> Table:
    """The relative error of a gradient that is wrong by a factor k, and |k - 1| / (|k| + 1)."""
    g = np.random.default_rng(0).normal(size=(4, 5))
    return [
        {"k": k, "relative error": relative_error(k * g, g), "formula": abs(k - 1) / (abs(k) + 1)}
        for k in (-1.0, 0.5, 1.01, 2.0, 10.0)
    ]


SMOOTH = ("sigmoid", "tanh", "gelu")


def _errors(name: str, x: float, steps: Array) -> Array:
    activation = ACTIVATIONS[name]
    slope = float(ACTIVATION_GRADIENTS[name](np.array(x)))
    return difference_errors(lambda z: float(activation(np.array(z))), slope, x, steps)


def difference_u() -> Table:
    """The error of centred differences over the step: round-off on the left, curvature on the right."""
    places = np.linspace(-2, 2, 41)
    steps = 10.0 ** np.arange(-13, 0)
    rows: Table = []
    errors = {name: np.mean([_errors(name, float(x), steps) for x in places], axis=0) for name in SMOOTH}
    for index, step in enumerate(steps):
        rows.append({"eps": f"{step:.0e}", **{name: float(values[index]) for name, values in errors.items()}})
    return rows
