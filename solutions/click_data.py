"""Made-up advertisements: who clicks depends on pairs, squares and a sine, which no linear model sees."""

from __future__ import annotations

import numpy as np

from solutions.activations import sigmoid
from solutions.arrays import Array


def click_logit(X: Array) -> Array:
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


def generate_click_data(n_samples: int = 10_000, n_features: int = 20, seed: int = 42) -> dict[str, Array]:
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
