"""Networks that forecast clicks, in NumPy and in PyTorch, each stopped where validation was best."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import torch

from solutions.arrays import Array
from solutions.network import MLPConfig, NumpyMLP
from solutions.pytorch_mlp import PyTorchMLP, torch_evaluate, torch_loss
from solutions.training import train_with_early_stopping

HIDDEN = [128, 64, 32]


def fit_numpy(X_train: Array, y_train: Array, X_val: Array, y_val: Array, seed: int) -> Callable[[Array], Array]:
    """Train a network in NumPy to forecast clicks.

    X_train, y_train: rows to learn from, (n, d), and whether there was a click, (n,), 0 or 1; not changed
    X_val, y_val: rows to choose by, (m, d) and (m,), such as the epoch to go back to; not changed
    seed: decides whatever is drawn at random; the same seed gives the same forecasts, another one others
    returns: a function predict(X) of rows (k, d), not changed, which gives the probabilities of a click, (k,), each
        row's by itself
    """
    # BEGIN SOLUTION
    model = NumpyMLP(MLPConfig([X_train.shape[1], *HIDDEN, 1], seed=seed))
    train_with_early_stopping(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.05, patience=10)

    def predict(X: Array) -> Array:
        probabilities: Array = model.forward(X)[:, 0]
        return probabilities

    return predict
    # END SOLUTION


def fit_pytorch(X_train: Array, y_train: Array, X_val: Array, y_val: Array, seed: int) -> Callable[[Array], Array]:
    """Train a network in PyTorch to forecast clicks.

    X_train, y_train: rows to learn from, (n, d), and whether there was a click, (n,), 0 or 1; NumPy arrays, not changed
    X_val, y_val: rows to choose by, (m, d) and (m,), such as the epoch to go back to; not changed
    seed: decides whatever is drawn at random; the same seed gives the same forecasts, another one others
    returns: a function predict(X) of NumPy rows (k, d), not changed, which gives the probabilities of a click, a NumPy
        array (k,), each row's by itself
    """
    # BEGIN SOLUTION
    model = PyTorchMLP(MLPConfig([X_train.shape[1], *HIDDEN, 1], seed=seed))
    X, y, X_chosen, y_chosen = (torch.tensor(each, dtype=torch.float32) for each in (X_train, y_train, X_val, y_val))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    rng = np.random.default_rng(seed + 1)
    best_loss, best, waited = np.inf, model.state_dict(), 0
    while waited < 6:
        model.train()
        for rows in torch.split(torch.from_numpy(rng.permutation(len(X))), 64):
            optimizer.zero_grad()
            torch_loss(model, X[rows], y[rows]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        model.eval()
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        waited += 1
        if loss < best_loss:
            best_loss, best, waited = loss, copy.deepcopy(model.state_dict()), 0
    model.load_state_dict(best)

    def predict(X: Array) -> Array:
        with torch.no_grad():
            rows = torch.from_numpy(np.array(X, dtype=np.float32))  # a copy: PyTorch takes no reversed views
            probabilities: Array = model(rows)[:, 0].numpy()
        return probabilities

    return predict
    # END SOLUTION
