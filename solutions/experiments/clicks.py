"""The click task: the same test rows for everyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from solutions.activations import sigmoid
from solutions.arrays import Array, Gradients
from solutions.baseline import logistic_regression_baseline, score
from solutions.click_data import click_logit, generate_click_data
from solutions.experiments.table import Row, Table
from solutions.network import MLPConfig, NumpyMLP
from solutions.optimizers import adam_step, momentum_step
from solutions.pytorch_mlp import train_pytorch_mlp
from solutions.training import run_epoch, train_with_early_stopping

CONFIG = MLPConfig([20, 128, 64, 32, 1], "relu")


def clicks(epochs: int = 200, lr: float = 0.01) -> Table:
    """AUC and log-loss on the test rows, of networks 20-128-64-32-1, of baselines, and of the truth."""
    data = generate_click_data()
    fitted = logistic_regression_baseline(data)
    X, y, X_val, y_val = (data[name] for name in ("X_train", "y_train", "X_val", "y_val"))
    to_the_end, stopped = NumpyMLP(CONFIG), NumpyMLP(CONFIG)
    to_the_end.train(X, y, X_val, y_val, epochs, 32, lr)
    train_with_early_stopping(stopped, X, y, X_val, y_val, epochs, 32, lr, patience=20)
    torch_model, _ = train_pytorch_mlp(CONFIG, data, epochs=epochs // 4, batch_size=32, lr=lr)
    with_torch = np.array(torch_model(_tensor(data["X_test"], torch_model)).tolist())[:, 0]
    return [
        {"model": "constant", **_test_score(data, np.full(len(data["y_test"]), data["y_train"].mean()))},
        {"model": "logistic regression", "test auc": fitted["test_auc"], "test log-loss": fitted["test_logloss"]},
        {"model": f"NumPy network, {epochs} epochs", **_test_score(data, to_the_end.forward(data["X_test"])[:, 0])},
        {"model": "NumPy network, best validation", **_test_score(data, stopped.forward(data["X_test"])[:, 0])},
        {"model": f"PyTorch network, {epochs // 4} epochs", **_test_score(data, with_torch)},
        {"model": "Bayes (true probabilities)", **_test_score(data, sigmoid(click_logit(data["X_test"])))},
    ]


def _tensor(X: Array, model: Any) -> Any:
    weight = model.layers[0].weight
    return weight.new_tensor(X)


def _test_score(data: dict[str, Array], probabilities: Array) -> Row:
    scores = score(data["y_test"], probabilities)
    return {"test auc": scores["auc"], "test log-loss": scores["logloss"]}


def optimizers(epochs: int = 15) -> Table:
    """Test scores of 20-64-32-1 after equally many epochs of three optimizers."""
    data = generate_click_data()
    memory: dict[str, dict[str, Any]] = {"momentum": {}, "Adam": {}}
    steps: dict[str, Callable[[NumpyMLP, Gradients], None]] = {
        "SGD, rate 0.01": lambda model, grads: model.update_params(grads, 0.01),
        "momentum 0.9, rate 0.01": lambda model, grads: momentum_step(model.params, grads, memory["momentum"], 0.01),
        "Adam, rate 0.001": lambda model, grads: adam_step(model.params, grads, memory["Adam"], 0.001),
    }
    rows: Table = []
    for name, step in steps.items():
        model = NumpyMLP(MLPConfig([20, 64, 32, 1], "relu"))
        rng = np.random.default_rng(43)
        for _ in range(epochs):
            run_epoch(model, data["X_train"], data["y_train"], 32, rng, lambda g, s=step, m=model: s(m, g))  # type: ignore[misc]
        rows.append({"optimizer": name, "epochs": epochs, **_test_score(data, model.forward(data["X_test"])[:, 0])})
    return rows


def parameters_and_rows() -> Table:
    """A network with more parameters than rows, stopped at its best validation epoch, and a constant."""
    data = generate_click_data()
    X, y, X_val, y_val = (data[name] for name in ("X_train", "y_train", "X_val", "y_val"))
    model = NumpyMLP(CONFIG)
    train_with_early_stopping(model, X, y, X_val, y_val, 200, 32, 0.01, patience=20)
    parameters = sum(parameter.size for parameter in model.params.values())
    constant = np.full(len(data["y_test"]), data["y_train"].mean())
    counts: Row = {"parameters": parameters, "rows": len(X)}
    return [
        {"model": "network", **counts, **_test_score(data, model.forward(data["X_test"])[:, 0])},
        {"model": "constant", **counts, "parameters": 1, **_test_score(data, constant)},
    ]
