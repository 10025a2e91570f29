"""Mini-batch training: one step, one epoch, a whole run, and stopping where validation was best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from solutions.arrays import Array, Gradients, as_floats
from solutions.losses import loss_value
from solutions.network import NumpyMLP

History: TypeAlias = dict[str, list[float]]

BLOCK = 512  # rows evaluated at once: few enough for their activations to stay in the processor's cache


def update_params(model: Any, grads: Gradients, lr: float) -> None:
    """One step of gradient descent, in place: every parameter moves by -lr times its gradient.

    model: NumpyMLP; the arrays in model.params are changed, and stay the same objects
    grads: {"W1": gradient, "b1": ..., ...}, shapes as in model.params; not changed
    lr: learning rate
    """
    # BEGIN SOLUTION
    for name, parameter in model.params.items():
        if grads[name].shape != parameter.shape:
            raise ValueError(f"the gradient of {name} has shape {grads[name].shape}, wanted {parameter.shape}")
        parameter -= lr * grads[name]
    # END SOLUTION


def evaluate(model: Any, X: Array, y: ArrayLike) -> tuple[float, float]:
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


def run_epoch(
    model: Any, X: Array, y: Array, batch_size: int, rng: np.random.Generator, update: Callable[[Gradients], None]
) -> None:
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


def train(
    model: Any,
    X_train: Array,
    y_train: ArrayLike,
    X_val: Array,
    y_val: ArrayLike,
    epochs: int = 100,
    batch_size: int = 32,
    lr: float = 0.01,
    verbose: bool = False,
) -> History:
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
    # BEGIN SOLUTION
    X, y = rows_and_labels(X_train, y_train, batch_size)
    rng = np.random.default_rng(model.config.seed + 1)
    history = empty_history()
    for _ in range(epochs):
        run_epoch(model, X, y, batch_size, rng, lambda grads: model.update_params(grads, lr))
        record(history, evaluate(model, X, y), evaluate(model, X_val, y_val), verbose)
    return history
    # END SOLUTION


def train_with_early_stopping(
    model: Any,
    X_train: Array,
    y_train: ArrayLike,
    X_val: Array,
    y_val: ArrayLike,
    epochs: int = 100,
    batch_size: int = 32,
    lr: float = 0.01,
    patience: int = 10,
    verbose: bool = False,
) -> History:
    """Train as `train` does, stop when validation no longer improves, and go back to the best epoch's parameters.

    model: NumpyMLP; afterwards its parameters are copies of those after the epoch with the lowest validation loss
    X_train, y_train, X_val, y_val, epochs, batch_size, lr, verbose: as for `train`
    patience: stop after this many epochs in a row without a new lowest validation loss
    returns: history as from `train`, up to the last epoch that was run
    Source: Prechelt (1998), Early stopping, but when?
    """
    # BEGIN SOLUTION
    X, y = rows_and_labels(X_train, y_train, batch_size)
    rng = np.random.default_rng(model.config.seed + 1)
    history = empty_history()
    best, best_loss, waited = copy_params(model), np.inf, 0
    for _ in range(epochs):
        run_epoch(model, X, y, batch_size, rng, lambda grads: model.update_params(grads, lr))
        record(history, evaluate(model, X, y), evaluate(model, X_val, y_val), verbose)
        waited += 1
        if history["val_loss"][-1] < best_loss:
            best, best_loss, waited = copy_params(model), history["val_loss"][-1], 0
        if waited >= patience:
            break
    model.params = best
    return history
    # END SOLUTION


def copy_params(model: Any) -> dict[str, Array]:
    """The parameters as new arrays, which later updates in place do not reach.

    model: NumpyMLP
    returns: {"W1": (n_1, n_0), "b1": (n_1,), ...}, as in model.params
    """
    return {name: parameter.copy() for name, parameter in model.params.items()}


def empty_history() -> History:
    """A history of no epoch yet: {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}."""
    return {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}


def record(history: History, train_scores: tuple[float, float], val_scores: tuple[float, float], verbose: bool) -> None:
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


def rows_and_labels(X: Array, y: ArrayLike, batch_size: int) -> tuple[Array, Array]:
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


NumpyMLP.update_params = update_params
NumpyMLP.train = train
