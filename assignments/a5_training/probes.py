"""How updates and training are asked: each about networks made here, never about the notebook's own.

A training loop is judged by the parameters that it ends with and by the history that it returns. Its network has the
given forward and backward pass, and a step of its own, so that an error in one exercise costs nothing in another.
"""

import copy

import numpy as np
from given import MLPConfig, NumpyMLP, evaluate
from nncheck.provided import as_in_notebook
from nncheck.values import ValueRefused

# update_params


def after_a_step(update_params, layer_dims, params, grads, lr):
    """The network's parameters after one step."""
    model = _network(NumpyMLP, {"layer_dims": layer_dims}, params)
    update_params(model, grads, lr)
    return model.params


def moved_by(update_params, layer_dims, params, grads, lr):
    """For each parameter which gradient it moved along, however far and whichever way."""
    before = _copies(params)
    model = _network(NumpyMLP, {"layer_dims": layer_dims}, params)
    update_params(model, dict(grads), lr)
    return {f"What moved {name}": _along(name, model.params[name] - before[name], grads) for name in before}


def _along(own, step, grads):
    if not np.any(step):
        return "nothing"
    others = [name for name, each in grads.items() if name != own and each.shape == step.shape]
    along = [name for name in others if _alignment(step, grads[name]) > 1 - 1e-9]
    # A step along no single gradient is wrong too, and costs its points where the size of the step is asked.
    return f"the gradient of {along[0]}" if along else "its own gradient"


def _alignment(a, b):
    return abs(np.sum(a * b)) / (np.linalg.norm(a) * np.linalg.norm(b))


def arrays_after_a_step(update_params, layer_dims, params, grads, lr):
    """Whether the network's arrays are still those that it had before the step."""
    before, start = dict(params), _copies(params)
    model = _network(NumpyMLP, {"layer_dims": layer_dims}, params)
    update_params(model, grads, lr)
    _must_have_moved(start, model.params)
    return _same_objects(before, model.params)


def gradients_after_a_step(update_params, layer_dims, params, grads, lr):
    """The gradients after the step."""
    model, start = _network(NumpyMLP, {"layer_dims": layer_dims}, params), _copies(params)
    update_params(model, grads, lr)
    _must_have_moved(start, model.params)
    return grads


def _same_objects(before, after):
    return {name: "the same array" if after.get(name) is array else "another array" for name, array in before.items()}


def _must_have_moved(start, now):
    """Refuses what moves nothing: it would harm nothing either, and that alone is no answer."""
    if now.keys() == start.keys() and all(np.array_equal(now[name], start[name]) for name in start):
        raise ValueRefused("no parameter has moved")


def _copies(arrays):
    return {name: array.copy() for name, array in arrays.items()}


# train and train_with_early_stopping


LOSSES, ACCURACIES = ("train_loss", "val_loss"), ("train_acc", "val_acc")


def trained(train, config, params, rows, *settings):
    """The parameters after training."""
    model = _network(Network, config, params)
    train(model, *rows, *settings)
    return model.params


def losses(train, config, params, rows, *settings):
    """Both losses of every epoch."""
    return _parts(train(_network(Network, config, params), *rows, *settings), *LOSSES)


def curves(train, config, params, rows, *settings):
    """Losses and accuracies of every epoch."""
    return _parts(train(_network(Network, config, params), *rows, *settings), *LOSSES, *ACCURACIES)


def accuracies(train, config, params, rows, *settings):
    """Both accuracies of every epoch; and those of a network at rest whose outputs are all exactly 0.5."""
    undecided = {name: array * (name not in ("W2", "b2")) for name, array in params.items()}
    found = _parts(train(_network(Network, config, params), *rows, *settings), *ACCURACIES)
    at_rest = _parts(train(_network(Network, config, undecided), *rows, *settings[:-1], 0.0), *ACCURACIES)
    return found and {**found, **{f"{name} with all outputs 0.5": values for name, values in at_rest.items()}}


def record_against_network(train, config, params, rows, *settings):
    """How many epochs the record tells of; and its last losses, less those that the network has."""
    model = _network(Network, config, params)
    history = _parts(train(model, *rows, *settings, verbose=True), *LOSSES)
    if history is None:
        return None
    true = {"train_loss": evaluate(model, *rows[:2])[0], "val_loss": evaluate(model, *rows[2:])[0]}
    off = {f"the last {name}, less that of the network": history[name][-1] - true[name] for name in true}
    return {"the number of epochs": len(history["val_loss"]), **off}


def column_minus_flat(train, config, params, rows, *settings):
    """Two runs, one with labels (n, 1) and one with labels (n,): the difference in all that comes out."""
    column, flat = (_everything(train, config, params, part, settings) for part in (rows, _flat(rows)))
    if column is None or flat is None:
        return None
    for name in column:
        if column[name].shape != flat[name].shape:
            shapes = f"{column[name].shape} the first time and {flat[name].shape} the second"
            raise ValueRefused(f"of two calls alike, {name} has shape {shapes}: is something kept between calls?")
    return {f"the difference in {name}": column[name] - flat[name] for name in column}


def _everything(train, config, params, rows, settings):
    model = _network(Network, config, _copies(params))
    curves = _parts(train(model, *rows, *settings), *LOSSES, *ACCURACIES)
    return curves and {**model.params, **{name: np.asarray(curve, dtype=float) for name, curve in curves.items()}}


def _flat(rows):
    X, y, X_val, y_val = rows
    return [X, y[:, 0], X_val, y_val[:, 0]]


def which_epoch(train, config, params, rows, *settings):
    """Which epoch's parameters the network has afterwards, by the validation losses that the history has for them."""
    model = _network(Network, config, params)
    history = _parts(train(model, *rows, *settings), *LOSSES)
    if history is None:
        return None
    losses = np.asarray(history["val_loss"], dtype=float)
    off = np.abs(losses - evaluate(model, *rows[2:])[0])
    if not off.size or off.min() > 1e-8:  # round-off of a loss; those of two epochs differ by 1e-4, see checks.py
        return "those of no epoch"
    if off.argmin() == losses.argmin():
        return "those of the best epoch"
    return "those of the last epoch" if off.argmin() == losses.size - 1 else "those of another epoch"


def start_or_later(train, config, params, rows, *settings):
    """Whether the parameters are those from before the first step."""
    start = _copies(params)
    model = _network(Network, config, params)
    train(model, *rows, *settings)
    return "those from before the first step" if _equal(model.params, start) else "those after some step"


def _equal(some, others):
    return all(np.allclose(some[name], others[name], rtol=0, atol=1e-12) for name in others)


def rows_after_training(train, config, params, rows, *settings):
    """Inputs and labels after training: they belong to the caller."""
    model, start = _network(Network, config, params), _copies(params)
    train(model, *rows, *settings)
    _must_have_moved(start, model.params)
    return dict(zip(("X_train", "y_train", "X_val", "y_val"), rows, strict=True))


def epochs_run(train, config, params, rows, *settings):
    """How many epochs the history tells of."""
    history = _parts(train(_network(Network, config, params), *rows, *settings), *LOSSES)
    return history and len(history["val_loss"])


def length_and_end(train, config, params, rows, *settings):
    """How many epochs the history tells of, and which epoch's parameters the network has afterwards."""
    epochs = epochs_run(train, config, _copies(params), rows, *settings)
    return epochs and {
        "the number of epochs": epochs,
        "the parameters": which_epoch(train, config, params, rows, *settings),
    }


def _parts(history, *names):
    """Some curves of a history, each with an entry per epoch; None where nothing was returned."""
    if history is None:
        return None
    if not isinstance(history, dict):
        kind = type(history).__name__
        raise ValueRefused(
            f"it should be a dict with a list for each of {', '.join(LOSSES + ACCURACIES)}, not a {kind}"
        )
    missing = [name for name in names if name not in history]
    if missing:
        raise ValueRefused(f"it is a dict without {', '.join(missing)}")
    single = [name for name in names if np.ndim(history[name]) != 1]
    if single:
        raise ValueRefused(f"it should have one number per epoch for {', '.join(single)}")
    return {name: history[name] for name in names}


class Network(NumpyMLP):
    """A network that takes the step of gradient descent."""

    def update_params(self, grads, lr):
        for name, array in self.params.items():
            array[...] = array - lr * grads[name]


def _network(kind, config, params):
    model = as_in_notebook(kind)(as_in_notebook(MLPConfig)(**config))
    model.params = params
    return model


# momentum_step and adam_step


def after_steps(step, params, gradients, rates, options):
    """The parameters after one step for each gradient and learning rate, the memory empty at first."""
    memory = {}
    for grads, lr in zip(gradients, rates, strict=True):
        step(params, grads, memory, lr, **options)
    return params


def after_steps_by_default(step, params, gradients, *rate):
    """The parameters after one step for each gradient, with all settings by default, perhaps but for the rate."""
    memory = {}
    for grads in gradients:
        step(params, grads, memory, *rate)
    return params


def moved_at_the_last_rate(step, params, gradients, rates, options):
    """How far the last of several steps moved the parameters."""
    memory, start = {}, _copies(params)
    for grads, lr in zip(gradients, rates, strict=True):
        before = _copies(params)
        step(params, grads, memory, lr, **options)
    _must_have_moved(start, params)
    return {f"the last step of {name}": params[name] - before[name] for name in before}


def influence_of_a_second_network(step, first, mine, second, other, lr):
    """What it changes for one network that another steps in turn with it, each with a memory of its own.

    Memories are copied between steps, as they are when a run is saved and taken up again.
    """
    alone, memory = _copies(first), {}
    for grads in copy.deepcopy(mine):
        step(alone, grads, memory, lr)
    _must_have_moved(first, alone)
    memories = {}, {}
    for grads, others in zip(mine, other, strict=True):
        step(first, grads, memories[0], lr)
        step(second, others, memories[1], lr)
        memories = copy.deepcopy(memories)
    return {f"the influence on {name}": first[name] - alone[name] for name in alone}


def influence_of_other_arrays(step, params, gradients, rates, options):
    """What it changes for an array that others move in the same steps."""
    alone = {
        name: after_steps(step, {name: array.copy()}, _only(name, gradients), rates, options)
        for name, array in params.items()
    }
    start = _copies(params)
    together = after_steps(step, params, gradients, rates, options)
    _must_have_moved(start, together)
    return {f"the influence on {name}": together[name] - alone[name][name] for name in alone}


def _only(name, gradients):
    return [{name: grads[name].copy()} for grads in gradients]


def arrays_after_steps(step, params, gradients, rates, options):
    """Whether the arrays are still those that were handed over."""
    before, start = dict(params), _copies(params)
    after_steps(step, params, gradients, rates, options)
    _must_have_moved(start, params)
    return _same_objects(before, params)


def gradients_after_steps(step, params, gradients, rates, options):
    """The gradients after all steps."""
    start = _copies(params)
    after_steps(step, params, gradients, rates, options)
    _must_have_moved(start, params)
    return {f"the gradients of step {number}": grads for number, grads in enumerate(gradients, start=1)}
