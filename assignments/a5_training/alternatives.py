"""Right answers in other styles: every one passes every check."""

import copy
import itertools
import math
from collections import deque

import numpy as np

from autograder.course import alternative
from solutions.losses import loss_value
from solutions.training import evaluate


def _cut(n, batch_size):
    return range(batch_size, n, batch_size)


def _binary_cross_entropy(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def _epoch(model, X, y, rng, batch_size, lr):
    for rows in np.split(rng.permutation(len(X)), _cut(len(X), batch_size)):
        model.forward(X[rows])
        model.update_params(model.backward(y[rows]), lr)


def _curves():
    return {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}


def _note(history, model, X_train, y_train, X_val, y_val):
    for part, X, y in (("train", X_train, y_train), ("val", X_val, y_val)):
        loss, accuracy = evaluate(model, X, y)
        history[f"{part}_loss"].append(loss)
        history[f"{part}_acc"].append(accuracy)


# update_params


@alternative("update_params")
def update_by_name(model, grads, lr):
    """A loop over names."""
    for name in model.params:
        model.params[name] -= lr * grads[name]


@alternative("update_params")
def update_layer_by_layer(model, grads, lr):
    """A loop over layers, weights first."""
    for layer in range(1, len(model.config.layer_dims)):
        model.params[f"W{layer}"] -= lr * grads[f"W{layer}"]
        model.params[f"b{layer}"] -= lr * grads[f"b{layer}"]


@alternative("update_params")
def update_by_gradient(model, grads, lr):
    """A loop over the gradients, whatever their order, and NumPy's `out`."""
    for name, gradient in grads.items():
        np.subtract(model.params[name], gradient * lr, out=model.params[name])


@alternative("update_params")
def update_through_a_slice(model, grads, lr):
    """Assignment to all elements; the model comes back, too."""
    for name, array in model.params.items():
        array[...] = array + (-lr) * np.asarray(grads[name])
    return model


@alternative("update_params")
def update_element_by_element(model, grads, lr):
    """One number at a time."""
    for name, array in model.params.items():
        for index in np.ndindex(array.shape):
            array[index] -= lr * grads[name][index]


# train


@alternative("train")
def train_with_splits(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The permutation cut by np.split, scores by the given `evaluate`."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    for _ in range(epochs):
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
    return history


@alternative("train")
def train_and_score_by_hand(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Labels made columns at once, shuffled copies of the data, losses from clipped probabilities."""
    y_train, y_val = np.reshape(y_train, (-1, 1)), np.reshape(y_val, (-1, 1))
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    n = X_train.shape[0]
    for epoch in range(epochs):
        order = rng.permutation(n)
        X, y = X_train[order], y_train[order]
        for start in range(0, n, batch_size):
            model.forward(X[start : start + batch_size])
            model.update_params(model.backward(y[start : start + batch_size]), lr)
        for part, inputs, labels in (("train", X_train, y_train), ("val", X_val, y_val)):
            p = model.forward(inputs)
            history[part + "_loss"].append(_binary_cross_entropy(p, labels))
            history[part + "_acc"].append(((p > 0.5) == labels).mean())
        if verbose:
            print(epoch, history["train_loss"][-1], history["val_loss"][-1])
    return history


@alternative("train")
def train_with_its_own_steps(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Steps written out instead of update_params, row numbers in an array that is shuffled, curves as arrays."""
    rng = np.random.default_rng(model.config.seed + 1)
    curves = np.zeros((epochs, 4))
    for epoch in range(epochs):
        numbers = np.arange(len(X_train))
        rng.shuffle(numbers)
        while len(numbers):
            rows, numbers = numbers[:batch_size], numbers[batch_size:]
            model.forward(X_train[rows])
            for name, gradient in model.backward(y_train[rows]).items():
                model.params[name] = model.params[name] - lr * gradient
        curves[epoch] = *evaluate(model, X_train, y_train), *evaluate(model, X_val, y_val)
    return dict(zip(("train_loss", "train_acc", "val_loss", "val_acc"), curves.T, strict=True))


@alternative("train")
def train_with_sorted_batches(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Each batch in the order of its rows: the same sums in another order; losses from logits."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    for _ in range(epochs):
        waiting = deque(rng.permutation(len(X_train)).tolist())
        while waiting:
            rows = sorted(waiting.popleft() for _ in range(min(batch_size, len(waiting))))
            model.forward(X_train[rows])
            model.update_params(model.backward(np.asarray(y_train)[rows]), lr)
        for part, X, y in (("train", X_train, y_train), ("val", X_val, y_val)):
            model.forward(X)
            z = model.cache[f"Z{len(model.config.layer_dims) - 1}"]
            history[part + "_loss"].append(loss_value("sigmoid", z, y))
            history[part + "_acc"].append(float(np.sum((z > 0).ravel() == (np.ravel(y) == 1)) / len(X)))
    return history


@alternative("train")
def train_by_counting_batches(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The number of batches rounded up, scores row by row in plain Python."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    for _ in range(epochs):
        order = rng.permutation(np.arange(len(X_train)))
        for number in range(math.ceil(len(order) / batch_size)):
            rows = order[number * batch_size : min((number + 1) * batch_size, len(order))]
            model.forward(X_train[rows])
            model.update_params(model.backward(y_train[rows]), lr)
        for part, X, y in (("train", X_train, y_train), ("val", X_val, y_val)):
            pairs = [(float(p), float(t)) for p, t in zip(np.ravel(model.forward(X)), np.ravel(y), strict=True)]
            losses = [-math.log(p) if t == 1 else -math.log(1 - p) for p, t in pairs]
            history[part + "_loss"].append(math.fsum(losses) / len(pairs))
            history[part + "_acc"].append(sum(round(p) == t for p, t in pairs) / len(pairs))
    return history


# train_with_early_stopping


@alternative("train_with_early_stopping")
def stop_by_counting(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """A counter that a record sets back to 0; copies by a comprehension."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    best, kept, waited = math.inf, None, 0
    for _ in range(epochs):
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
        if history["val_loss"][-1] < best:
            best, waited = history["val_loss"][-1], 0
            kept = {name: array.copy() for name, array in model.params.items()}
        else:
            waited += 1
            if waited == patience:
                break
    model.params = kept
    return history


@alternative("train_with_early_stopping")
def stop_by_the_lowest_so_far(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Every epoch's parameters are kept by deepcopy; argmin says which one to take."""
    rng, history, snapshots = np.random.default_rng(model.config.seed + 1), _curves(), []
    while len(snapshots) < epochs:
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
        snapshots.append(copy.deepcopy(model.params))
        if len(snapshots) - (int(np.argmin(history["val_loss"])) + 1) >= patience:
            break
    model.params = snapshots[int(np.argmin(history["val_loss"]))]
    return history


@alternative("train_with_early_stopping")
def stop_by_the_number_of_the_best(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The number of the best epoch is remembered; its parameters are written back into the network's own arrays."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    best_epoch, kept = 0, {}
    for epoch in itertools.count(1):
        if epoch > epochs or (best_epoch and epoch - best_epoch > patience):
            break
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
        if history["val_loss"][-1] <= min(history["val_loss"]):
            best_epoch, kept = epoch, {name: np.array(array) for name, array in model.params.items()}
    for name, array in kept.items():
        model.params[name][...] = array
    return history


@alternative("train_with_early_stopping")
def stop_and_train_again(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Nothing is kept but the start: the run is seeded, so it is run again up to the best epoch."""
    start = {name: array.copy() for name, array in model.params.items()}
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    for _ in range(epochs):
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
        losses = history["val_loss"]
        if len(losses) > patience and min(losses[-patience:]) > min(losses[:-patience]):
            break
    model.params = start
    rng = np.random.default_rng(model.config.seed + 1)
    for _ in range(losses.index(min(losses)) + 1):
        _epoch(model, X_train, y_train, rng, batch_size, lr)
    return history


@alternative("train_with_early_stopping")
def stop_and_keep_the_original(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """At a record the network's own arrays are put aside, and it goes on with copies of them."""
    rng, history = np.random.default_rng(model.config.seed + 1), _curves()
    best, patience_left = (math.inf, None), patience
    for _ in range(epochs):
        if not patience_left:
            break
        _epoch(model, X_train, y_train, rng, batch_size, lr)
        _note(history, model, X_train, y_train, X_val, y_val)
        patience_left -= 1
        if history["val_loss"][-1] < best[0]:
            best, patience_left = (history["val_loss"][-1], model.params), patience
            model.params = {name: 1.0 * array for name, array in model.params.items()}
    _, model.params = best
    return history


# momentum_step


@alternative("momentum_step")
def momentum_with_get(params, grads, velocity, lr, momentum=0.9):
    """`get` with 0 for what is not there yet."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]


@alternative("momentum_step")
def momentum_from_zeros(params, grads, velocity, lr, momentum=0.9):
    """An array of zeros to begin with, changed in place ever after."""
    for name in params:
        if name not in velocity:
            velocity[name] = np.zeros_like(params[name])
        velocity[name] *= momentum
        velocity[name] += grads[name]
        params[name][...] = params[name] - lr * velocity[name]


@alternative("momentum_step")
def momentum_in_two_passes(params, grads, velocity, lr, momentum=0.9):
    """All velocities first, then all parameters."""
    if not velocity:
        velocity.update({name: np.zeros(np.shape(gradient)) for name, gradient in grads.items()})
    velocity.update({name: grads[name] + momentum * velocity[name] for name in grads})
    for name, array in params.items():
        np.add(array, -lr * velocity[name], out=array)


@alternative("momentum_step")
def momentum_element_by_element(params, grads, velocity, lr, momentum=0.9):
    """The velocity as a dict of plain lists, one number at a time."""
    for name, array in params.items():
        old = velocity.get(name, [0.0] * array.size)
        velocity[name] = [momentum * v + float(g) for v, g in zip(old, grads[name].flat, strict=True)]
        for number, index in enumerate(np.ndindex(array.shape)):
            array[index] -= lr * velocity[name][number]


@alternative("momentum_step")
def momentum_by_past_gradients(params, grads, velocity, lr, momentum=0.9):
    """No velocity at all: the gradients themselves are remembered, and weighted anew in every step."""
    for name, array in params.items():
        past = velocity.setdefault(name, [])
        past.append(grads[name].copy())
        weights = momentum ** np.arange(len(past) - 1, -1, -1)
        array -= lr * np.tensordot(weights, np.array(past), axes=1)


# adam_step


@alternative("adam_step")
def adam_as_the_paper_writes_it(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Corrected mean, corrected mean square, one line each."""
    if not state:
        state.update(t=0, m={}, v={})
    state["t"] += 1
    for name, g in grads.items():
        state["m"][name] = beta1 * state["m"].get(name, 0) + (1 - beta1) * g
        state["v"][name] = beta2 * state["v"].get(name, 0) + (1 - beta2) * g**2
        m_hat = state["m"][name] / (1 - beta1 ** state["t"])
        v_hat = state["v"][name] / (1 - beta2 ** state["t"])
        params[name] -= lr * m_hat / (np.sqrt(v_hat) + eps)


@alternative("adam_step")
def adam_in_place_all_over(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Zeros at first, then every mean is changed in place, as a blend of old and new."""
    state["t"] = state.get("t", 0) + 1
    for kind in ("m", "v"):
        state.setdefault(kind, {name: np.zeros_like(array) for name, array in params.items()})
    for name, array in params.items():
        m, v = state["m"][name], state["v"][name]
        m += (1 - beta1) * (grads[name] - m)
        v += (1 - beta2) * (grads[name] * grads[name] - v)
        array -= lr * (m / (1 - beta1 ** state["t"])) / ((v / (1 - beta2 ** state["t"])) ** 0.5 + eps)


@alternative("adam_step")
def adam_with_one_factor(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Both corrections in one factor before the step; eps is then scaled to stay where it belongs."""
    t = state["t"] = state.get("t", 0) + 1
    m, v = state.setdefault("m", {}), state.setdefault("v", {})
    root = math.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    for name in params:
        m[name] = beta1 * m[name] + (1 - beta1) * grads[name] if name in m else (1 - beta1) * grads[name]
        v[name] = beta2 * v[name] + (1 - beta2) * grads[name] ** 2 if name in v else (1 - beta2) * grads[name] ** 2
        np.subtract(params[name], rate * m[name] / (np.sqrt(v[name]) + eps * root), out=params[name])


@alternative("adam_step")
def adam_with_powers_of_beta(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The powers of the betas are carried along instead of a count, and each array's memory is a pair."""
    state["power1"], state["power2"] = state.get("power1", 1.0) * beta1, state.get("power2", 1.0) * beta2
    for name, array in params.items():
        m, v = state.get(name, (0.0, 0.0))
        m, v = beta1 * m + (1 - beta1) * grads[name], beta2 * v + (1 - beta2) * np.square(grads[name])
        state[name] = m, v
        step = m / (1 - state["power1"]) / (np.sqrt(v / (1 - state["power2"])) + eps)
        array[...] = array - lr * step


@alternative("adam_step")
def adam_by_past_gradients(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The gradients themselves are remembered; weights that add up to 1 are the correction."""
    for name, array in params.items():
        past = state.setdefault(name, [])
        past.append(np.array(grads[name]))
        ages = np.arange(len(past) - 1, -1, -1)
        mean = np.average(past, axis=0, weights=np.power(beta1, ages))
        square = np.average(np.square(past), axis=0, weights=np.power(beta2, ages))
        array -= lr * mean / (np.sqrt(square) + eps)
