"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import itertools

import numpy as np

from autograder.course import mistake
from solutions.training import evaluate

NAMES = ("train_loss", "val_loss", "train_acc", "val_acc")
SEEN = {}


def _batches(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def _learn(model, X, y, order, batch_size, lr):
    for rows in _batches(order, batch_size):
        model.forward(X[rows])
        model.update_params(model.backward(y[rows]), lr)


def _score(model, X_train, y_train, X_val, y_val):
    train, val = evaluate(model, X_train, y_train), evaluate(model, X_val, y_val)
    return {"train_loss": train[0], "val_loss": val[0], "train_acc": train[1], "val_acc": val[1]}


def _record(history, scores):
    for name in NAMES:
        history.setdefault(name, []).append(scores[name])


def _generator(model):
    return np.random.default_rng(model.config.seed + 1)


def _copies(params):
    return {name: array.copy() for name, array in params.items()}


def _shuffles(n, rng):
    """What gives a new order of n rows at every call."""
    return lambda: rng.permutation(n)


def _whole_batches(model, n, batch_size):
    """What gives a new order of those rows that fill whole batches."""
    rng = _generator(model)
    return lambda: rng.permutation(n)[: n // batch_size * batch_size]


def _trained_for(model, rows, epochs, batch_size, lr, order=None, learn=_learn, told=lambda scores: scores):
    """The whole of training, as it should be but for what is handed in.

    order: gives the rows of an epoch in their order
    learn: makes the updates of an epoch
    told: makes of an epoch's scores what is recorded
    """
    order = order or _shuffles(len(rows[0]), _generator(model))
    history = {}
    for _ in range(epochs):
        learn(model, rows[0], rows[1], order(), batch_size, lr)
        _record(history, told(_score(model, *rows)))
    return history


# update_params


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def uphill(model, grads, lr):
    """The parameters move along the gradient, and so uphill. Which way does the loss fall?"""
    for name in model.params:
        model.params[name] += lr * grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def without_learning_rate(model, grads, lr):
    """Each parameter moves by its whole gradient. Where is the learning rate used?"""
    for name in model.params:
        model.params[name] -= grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def weights_only(model, grads, lr):
    """The weights move and the biases stay. Biases are parameters like any other."""
    for name in model.params:
        if name.startswith("W"):
            model.params[name] -= lr * grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def directions_only(model, grads, lr):
    """Every step has length lr, as if the gradients had been brought to length 1 first. How far a parameter moves is up
    to the size of its gradient too."""
    for name in model.params:
        model.params[name] -= lr * grads[name] / (np.linalg.norm(grads[name]) + 1e-12)


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def divides_by_the_layer_size(model, grads, lr):
    """The step is too small by a factor that is the number of rows of each array. The loss is a mean already, so its
    gradient needs no further division."""
    for name in model.params:
        model.params[name] -= lr * grads[name] / len(grads[name])


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def replaces_parameters_by_steps(model, grads, lr):
    """Afterwards the parameters are only the step, -lr times the gradient: where they were before is forgotten."""
    for name in model.params:
        model.params[name][...] = -lr * grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def moves_a_local_name(model, grads, lr):
    """Nothing has moved. `parameter = parameter - ...` inside a loop gives a new array to a local name, and the network
    never hears of it."""
    for name, parameter in model.params.items():
        parameter = parameter - lr * grads[name]


@mistake("update_params", caught_by="a_network_of_eleven_layers")
def two_layers_by_name(model, grads, lr):
    """Two layers are named one by one, and the others stay where they are. A network may have any number of layers."""
    for name in ("W1", "b1", "W2", "b2"):
        model.params[name] -= lr * grads[name]


@mistake("update_params", caught_by="a_network_of_eleven_layers")
def layers_of_one_digit(model, grads, lr):
    """Layers 10 and 11 are not treated as such: a name like W11 has two digits behind the letter."""
    for name in model.params:
        model.params[name] -= lr * grads[name[:2]] if len(name) > 2 else lr * grads[name]


@mistake("update_params", caught_by="gradients_that_come_last_layer_first")
def pairs_by_position(model, grads, lr):
    """Parameters and gradients are paired in the order in which they stand in their dicts. That order may differ; the
    names do not."""
    pairs = [(p, g) for p, g in zip(model.params.values(), grads.values(), strict=True)]
    for parameter, gradient in pairs:
        parameter -= lr * gradient


@mistake("update_params", caught_by="the_arrays_are_changed_in_place")
def puts_new_arrays_in_place_of_the_old(model, grads, lr):
    """The numbers are right, but they stand in new arrays: whoever holds one of the old ones, such as an optimizer or a
    plot, no longer sees the network."""
    for name in model.params:
        model.params[name] = model.params[name] - lr * grads[name]


@mistake("update_params", caught_by="gradients_are_left_alone")
def scales_the_gradients_in_place(model, grads, lr):
    """The parameters are right, but the gradients were multiplied by lr inside their own arrays."""
    for name in model.params:
        grads[name] *= lr
        model.params[name] -= grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def always_a_hundredth(model, grads, lr):
    """Every step has the rate 0.01, whatever lr is: the argument has no effect."""
    for name in model.params:
        model.params[name] -= 0.01 * grads[name]


@mistake("update_params", caught_by="every_parameter_moves_against_its_gradient")
def signs_only(model, grads, lr):
    """Every entry moves by lr, up or down: only the sign of its gradient is used. How far it moves is up to the size
    of its gradient too."""
    for name in model.params:
        model.params[name] -= lr * np.sign(grads[name])


@mistake("update_params", caught_by="gradients_are_left_alone")
def takes_the_gradients_out_of_their_dict(model, grads, lr):
    """The parameters are right, but the dict of gradients is empty afterwards: they were taken out of it, not just
    looked up."""
    for name in model.params:
        model.params[name] -= lr * grads.pop(name)


# train


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def never_shuffles(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows come in the order in which they are stored, in every epoch: there is no trace of a permutation."""
    rows = X_train, y_train, X_val, y_val
    return _trained_for(model, rows, epochs, batch_size, lr, lambda: np.arange(len(X_train)))


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def the_networks_own_seed(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows are shuffled, but from another stream: the docstring says which seed the generator gets, and that it is
    not the one that drew the weights."""
    order = _shuffles(len(X_train), np.random.default_rng(model.config.seed))
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, order)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def labels_in_an_order_of_their_own(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Inputs and labels seem to be shuffled separately, so that most rows are learnt with another row's label. One
    order must serve for both."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        X, y = X_train[rng.permutation(len(X_train))], y_train[rng.permutation(len(X_train))]
        _learn(model, X, y, np.arange(len(X)), batch_size, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def drops_the_tail(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows that do not fill a whole batch are left out. They are data too, and come as a smaller batch."""
    order = _whole_batches(model, len(X_train), batch_size)
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, order)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def divides_the_tail_by_batch_size(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The step of the smaller last batch is scaled down, as if its mean were over batch_size rows. It is a mean over
    the rows that there are, and needs no correction."""

    def learn(model, X, y, order, batch_size, lr):
        for rows in _batches(order, batch_size):
            _learn(model, X, y, rows, batch_size, lr * len(rows) / batch_size)

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def fills_up_the_tail(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The last batch is filled up with rows from before it, so that some rows count twice in an epoch. Let it be
    smaller instead."""

    def learn(model, X, y, order, batch_size, lr):
        for start in range(0, len(order), batch_size):
            start = max(0, min(start, len(order) - batch_size))
            _learn(model, X, y, order[start : start + batch_size], batch_size, lr)

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def spreads_the_tail(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows are dealt out in batches of nearly equal size. Asked for are batches of batch_size rows, and one smaller
    one at the end."""

    def learn(model, X, y, order, batch_size, lr):
        for rows in np.array_split(order, -(-len(order) // batch_size)):
            _learn(model, X, y, rows, batch_size, lr)

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def trains_on_validation(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The network has learnt from the validation rows. They are there to judge it, and must stay unseen."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        _learn(model, X_val, y_val, rng.permutation(len(X_val)), batch_size, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


def _learn_from_totals(model, X, y, order, batch_size, lr, total):
    """An epoch whose gradients are added to a total, along which each step goes."""
    for rows in _batches(order, batch_size):
        model.forward(X[rows])
        for name, gradient in model.backward(y[rows]).items():
            total[name] = total[name] + gradient
        model.update_params(total, lr)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def accumulates_gradients(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Gradients of earlier batches are still in every step, as if they were added up and never set back to zero. Each
    batch has gradients of its own."""
    total = dict.fromkeys(model.params, 0.0)

    def learn(model, X, y, order, batch_size, lr):
        _learn_from_totals(model, X, y, order, batch_size, lr, total)

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def accumulates_within_an_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Within an epoch, gradients of the batches before are still in every step. A step follows the gradients of its own
    batch only."""

    def learn(model, X, y, order, batch_size, lr):
        _learn_from_totals(model, X, y, order, batch_size, lr, dict.fromkeys(model.params, 0.0))

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def trains_on_validation_too(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Training and validation rows were joined, and the network has learnt from both. Validation rows are there to
    judge it, and must stay unseen."""
    X, y = np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val])
    return _trained_for(model, (X, y, X_val, y_val), epochs, batch_size, lr)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def chooses_instead_of_permuting(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The rows come in the order of `rng.choice`, which is another one than that of `rng.permutation`, with the same
    seed too."""
    rng, n = _generator(model), len(X_train)
    rows = X_train, y_train, X_val, y_val
    return _trained_for(model, rows, epochs, batch_size, lr, lambda: rng.choice(n, n, replace=False))


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def one_step_per_epoch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There is one update per epoch, made of all rows at once. With batches there is an update after each of them."""
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, len(X_train), lr)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def one_batch_per_epoch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Each epoch sees one batch only, the first of its order. An epoch is a pass over all rows."""
    rng = _generator(model)
    rows = X_train, y_train, X_val, y_val
    return _trained_for(model, rows, epochs, batch_size, lr, lambda: rng.permutation(len(X_train))[:batch_size])


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def draws_with_replacement(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Batches are drawn with replacement: some rows come twice in an epoch and others not at all. A permutation has
    every row once."""
    rng, n = _generator(model), len(X_train)
    rows = X_train, y_train, X_val, y_val
    return _trained_for(model, rows, epochs, batch_size, lr, lambda: rng.integers(0, n, size=n))


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def draws_new_weights_first(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The weights were drawn anew before training. The network comes with parameters, perhaps from earlier training,
    and goes on from there."""
    model.init_params()
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr)


@mistake("train", caught_by="several_epochs_of_whole_batches")
def the_same_order_in_every_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The first epoch is right, and the others repeat its order: a permutation that is drawn before the loop is the
    same in every epoch, and so is one from a generator that is made again in each."""
    rows = X_train, y_train, X_val, y_val
    return _trained_for(model, rows, epochs, batch_size, lr, lambda: _generator(model).permutation(len(X_train)))


@mistake("train", caught_by="several_epochs_of_whole_batches")
def shuffles_what_was_shuffled(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The first epoch is right. In the second the permutation is applied to rows that the first had already put into
    another order; it should order the rows as they were given."""
    rng = _generator(model)
    X, y, history = X_train, y_train, {}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        _learn(model, X, y, np.arange(len(X)), batch_size, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


@mistake("train", caught_by="several_epochs_of_whole_batches")
def a_new_seed_for_every_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The first epoch is right, and later ones come from generators with other seeds. One generator is enough: ask it
    again."""
    seeds = itertools.count(model.config.seed + 1)
    rows = X_train, y_train, X_val, y_val

    def order():
        return np.random.default_rng(next(seeds)).permutation(len(X_train))

    return _trained_for(model, rows, epochs, batch_size, lr, order)


@mistake("train", caught_by="several_epochs_of_whole_batches")
def an_empty_batch_at_the_end(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Where batch_size divides n there is one batch too many, with no rows in it. How many batches have n = 6 and
    batch_size = 3?"""

    def learn(model, X, y, order, batch_size, lr):
        for number in range(len(order) // batch_size + 1):
            rows = order[number * batch_size : (number + 1) * batch_size]
            model.forward(X[rows])
            model.update_params(model.backward(y[rows]), lr)

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="losses_after_each_epoch")
def losses_before_the_epoch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The losses come one epoch late: they belong to the parameters before the epoch's updates, not after them."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        before = _score(model, X_train, y_train, X_val, y_val)
        _learn(model, X_train, y_train, rng.permutation(len(X_train)), batch_size, lr)
        after = _score(model, X_train, y_train, X_val, y_val)
        _record(history, {name: (before if "loss" in name else after)[name] for name in NAMES})
    return history


@mistake("train", caught_by="losses_after_each_epoch")
def mean_of_the_batch_losses(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The training loss is gathered on the way, batch by batch, and mixes the parameters of the whole epoch. It should
    be that of the parameters at the end, on all rows."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        order, losses = rng.permutation(len(X_train)), []
        for rows in _batches(order, batch_size):
            losses.append(evaluate(model, X_train[rows], y_train[rows])[0])
            _learn(model, X_train, y_train, rows, batch_size, lr)
        _record(history, {**_score(model, X_train, y_train, X_val, y_val), "train_loss": float(np.mean(losses))})
    return history


@mistake("train", caught_by="losses_after_each_epoch")
def sums_instead_of_means(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The losses are sums over rows. The loss of this course is a mean, so that parts of different size can be
    compared."""

    def told(scores):
        return {
            **scores,
            "train_loss": scores["train_loss"] * len(X_train),
            "val_loss": scores["val_loss"] * len(X_val),
        }

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="losses_after_each_epoch")
def validation_loss_of_training_rows(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Training and validation loss are the same numbers: the second was taken on training rows too."""

    def told(scores):
        return {**scores, "val_loss": scores["train_loss"]}

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="losses_after_each_epoch")
def only_the_last_loss(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The history holds single losses, those of the last epoch. A curve needs one for every epoch."""
    history = _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr)
    return {name: values[-1:] if "loss" in name else values for name, values in history.items()}


@mistake("train", caught_by="accuracies_after_each_epoch")
def accuracies_in_percent(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The accuracies are percentages. Shares between 0 and 1 are wanted."""

    def told(scores):
        return {name: 100 * scores[name] if "acc" in name else scores[name] for name in NAMES}

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="accuracies_after_each_epoch")
def the_share_of_errors(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """This counts the wrong ones: the numbers are 1 minus the accuracies."""

    def told(scores):
        return {name: 1 - scores[name] if "acc" in name else scores[name] for name in NAMES}

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="accuracies_after_each_epoch")
def accuracies_change_places(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Training and validation accuracies stand under each other's names."""

    def told(scores):
        return {**scores, "train_acc": scores["val_acc"], "val_acc": scores["train_acc"]}

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="accuracies_after_each_epoch")
def the_share_of_ones(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """This is the share of rows that are predicted to be 1, whatever their labels say."""

    def told(scores):
        ones = [float(np.mean(model.forward(X) > 0.5)) for X in (X_train, X_val)]
        return {**scores, "train_acc": ones[0], "val_acc": ones[1]}

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="labels_in_one_dimension")
def compares_everyone_with_everyone(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """With labels (n,) and outputs (n, 1) a comparison has shape (n, n): every prediction is laid beside every label,
    and the mean is no accuracy. Bring both into one shape first."""

    def told(scores):
        scores["train_acc"] = float(np.mean((model.forward(X_train) > 0.5) == y_train))
        scores["val_acc"] = float(np.mean((model.forward(X_val) > 0.5) == y_val))
        return scores

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="labels_in_one_dimension")
def takes_the_first_column_of_the_labels(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """This takes a column of the labels, and labels (n,) have none."""

    def told(scores):
        scores["train_acc"] = float(np.mean((model.forward(X_train)[:, 0] > 0.5) == y_train[:, 0]))
        scores["val_acc"] = float(np.mean((model.forward(X_val)[:, 0] > 0.5) == y_val[:, 0]))
        return scores

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, told=told)


@mistake("train", caught_by="data_are_left_alone")
def reshapes_the_callers_labels(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Assigning to `y.shape` turns the caller's own labels into a column. `reshape` gives a new view and leaves them
    alone."""
    y_train.shape = y_val.shape = (-1, 1)
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr)


@mistake("train", caught_by="data_are_left_alone")
def leaves_the_callers_rows_in_another_order(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The rows come back in another order than they went in: the permutation was written into the caller's arrays. The
    second epoch then starts from rows that are in disorder already."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        order = rng.permutation(len(X_train))
        X_train[...], y_train[...] = X_train[order], y_train[order]
        _learn(model, X_train, y_train, np.arange(len(X_train)), batch_size, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def shuffles_the_inputs_alone(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The inputs of a batch come in the new order and its labels in the old one, so that most rows are learnt with
    another row's label. One order must serve for both."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        _learn(model, X_train[rng.permutation(len(X_train))], y_train, np.arange(len(X_train)), batch_size, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def always_the_same_stream(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The order is that of seed 43, whatever the network's config says. That is right for the usual seed only."""
    order = _shuffles(len(X_train), np.random.default_rng(43))
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, order)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def a_generator_of_the_old_kind(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """The seed is right and the generator is another one: np.random.seed and RandomState give other numbers than the
    generator that the docstring names."""
    order = _shuffles(len(X_train), np.random.RandomState(model.config.seed + 1))
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, order)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def always_a_rate_of_a_hundredth(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Every step has the rate 0.01, whatever lr is: the argument has no effect."""
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, 0.01)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def averages_a_mean(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The gradients are divided by the number of rows once more. They are those of a mean already."""

    def learn(model, X, y, order, batch_size, lr):
        for rows in _batches(order, batch_size):
            _learn(model, X, y, rows, batch_size, lr / len(rows))

    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, learn=learn)


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def adds_up_a_whole_epoch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The gradients of all batches are added up, and there is one step at the end of the epoch. With batches there is a
    step after each of them."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        total = dict.fromkeys(model.params, 0.0)
        for rows in _batches(rng.permutation(len(X_train)), batch_size):
            model.forward(X_train[rows])
            grads = model.backward(y_train[rows])
            total = {name: total[name] + grads[name] for name in grads}
        model.update_params(total, lr)
        _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


@mistake("train", caught_by="an_epoch_with_a_smaller_last_batch")
def trains_a_copy(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The network that was handed over has not changed: a copy of it was trained. Training works in place."""
    copied = type(model)(model.config)
    copied.params = _copies(model.params)
    return _trained_for(copied, (X_train, y_train, X_val, y_val), epochs, batch_size, lr)


@mistake("train", caught_by="losses_after_each_epoch")
def one_epoch_more(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There is one epoch too many. How many numbers does range(1, epochs + 2) have, or range(epochs + 1)?"""
    return _trained_for(model, (X_train, y_train, X_val, y_val), epochs + 1, batch_size, lr)


@mistake("train", caught_by="losses_after_each_epoch")
def records_the_start_too(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The record has an entry for the untrained network. It begins after the first epoch."""
    history = {}
    _record(history, _score(model, X_train, y_train, X_val, y_val))
    rest = _trained_for(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr)
    return {name: history[name] + rest[name] for name in NAMES}


@mistake("train", caught_by="losses_after_each_epoch")
def a_record_before_the_epoch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The whole record comes one epoch late: it is written before the updates of the epoch, not after them."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        _record(history, _score(model, X_train, y_train, X_val, y_val))
        _learn(model, X_train, y_train, rng.permutation(len(X_train)), batch_size, lr)
    return history


@mistake("train", caught_by="losses_after_each_epoch")
def a_record_of_training_rows_only(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """What is called validation was computed on training rows too: both curves are the same."""
    return _trained_for(model, (X_train, y_train, X_train, y_train), epochs, batch_size, lr)


@mistake("train", caught_by="accuracies_after_each_epoch")
def counts_one_half_as_a_one(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """An output of exactly 0.5 is taken for a 1. It is not above 0.5."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        _learn(model, X_train, y_train, rng.permutation(len(X_train)), batch_size, lr)
        scores = _score(model, X_train, y_train, X_val, y_val)
        for name, X, y in (("train_acc", X_train, y_train), ("val_acc", X_val, y_val)):
            p = model.forward(X)
            scores[name] = float(np.mean((p >= 0.5) == (np.reshape(y, p.shape) > 0.5)))
        _record(history, scores)
    return history


@mistake("train", caught_by="the_record_is_true_of_the_network")
def training_scores_of_the_last_batch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False
):
    """Training loss and accuracy are those of the last batch only. They should be those of all training rows."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        order = rng.permutation(len(X_train))
        _learn(model, X_train, y_train, order, batch_size, lr)
        rows = _batches(order, batch_size)[-1]
        _record(history, _score(model, X_train[rows], y_train[rows], X_val, y_val))
    return history


@mistake("train", caught_by="the_record_is_true_of_the_network")
def an_entry_for_every_batch(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The record has an entry for every batch. One for every epoch was asked for: the line is indented too far."""
    rng = _generator(model)
    history = {}
    for _ in range(epochs):
        for rows in _batches(rng.permutation(len(X_train)), batch_size):
            _learn(model, X_train, y_train, rows, batch_size, lr)
            _record(history, _score(model, X_train, y_train, X_val, y_val))
    return history


# train_with_early_stopping


def _lowest(history, epoch, best):
    return history["val_loss"][epoch] < history["val_loss"][best]


def _stopped_run(model, rows, epochs, batch_size, lr, patience, is_better=_lowest, keep=_copies, order=None):
    """A run that keeps what `keep` makes of the best parameters and waits for `is_better`; all of its story."""
    order = order or _shuffles(len(rows[0]), _generator(model))
    history, best, waited = {}, None, 0
    kept = keep(model.params)
    for epoch in range(epochs):
        _learn(model, rows[0], rows[1], order(), batch_size, lr)
        _record(history, _score(model, *rows))
        waited += 1
        if best is None or is_better(history, epoch, best):
            best, kept, waited = epoch, keep(model.params), 0
        if waited >= patience:
            break
    return history, kept


def _every_epoch(model, rows, epochs, batch_size, lr, patience):
    """The story of a run that stops as it should, and the parameters after each of its epochs."""
    order, history, kept = _shuffles(len(rows[0]), _generator(model)), {}, []
    for _ in range(epochs):
        _learn(model, rows[0], rows[1], order(), batch_size, lr)
        _record(history, _score(model, *rows))
        kept.append(_copies(model.params))
        if len(kept) - 1 - np.argmin(history["val_loss"]) >= patience:
            break
    return history, kept


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def keeps_the_dict_and_not_the_arrays(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The parameters are those of the last epoch. Either nothing was put back, or what was kept is a dict whose arrays
    are still the network's own: later steps work in place and change them."""
    rows = X_train, y_train, X_val, y_val
    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, keep=dict)
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def goes_back_one_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """What comes back is the epoch before the last one. Of all that were run, which had the lowest validation loss?"""
    history, kept = _every_epoch(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, patience)
    model.params = kept[-2] if len(kept) > 1 else kept[0]
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def best_by_training_loss(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The epoch with the lowest training loss came back. That loss goes on falling while the network learns its rows by
    heart; only rows that it does not learn from can tell when to stop."""
    history, kept = _every_epoch(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, patience)
    model.params = kept[int(np.argmin(history["train_loss"]))]
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def watches_the_training_loss(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The training loss decides when to stop and what comes back. It goes on falling while the network learns its rows
    by heart; only rows that it does not learn from can tell."""

    def is_better(history, epoch, best):
        return history["train_loss"][epoch] < history["train_loss"][best]

    rows = X_train, y_train, X_val, y_val
    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, is_better)
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def calls_train_for_every_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Every epoch takes the rows in the same order: each call of `train` makes its generator anew. One generator has to
    last for all epochs."""
    rows = X_train, y_train, X_val, y_val

    def order():
        return _generator(model).permutation(len(X_train))

    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, order=order)
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def drops_the_tail_before_stopping(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The rows that do not fill a whole batch are left out. They come as a smaller batch, as in `train`."""
    rows = X_train, y_train, X_val, y_val
    order = _whole_batches(model, len(X_train), batch_size)
    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, order=order)
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def best_by_validation_accuracy(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The epoch with the highest validation accuracy came back. Asked for is the lowest validation loss, which also
    sees how sure the network is."""
    history, kept = _every_epoch(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, patience)
    model.params = kept[int(np.argmax(history["val_acc"]))]
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def the_worst_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """What came back is the epoch with the highest validation loss of all: a comparison points the wrong way."""
    history, kept = _every_epoch(model, (X_train, y_train, X_val, y_val), epochs, batch_size, lr, patience)
    model.params = kept[int(np.argmax(history["val_loss"]))]
    return history


@mistake("train_with_early_stopping", caught_by="training_stops_when_patience_is_at_an_end")
def one_epoch_too_patient(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Training goes on for one epoch too many. After `patience` epochs without a record it is over."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience + 1)
    model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="training_stops_when_patience_is_at_an_end")
def one_epoch_too_hasty(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The history ends one epoch too soon. Is the best epoch counted among those without a record, or does the last
    one not get into the history?"""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience - 1)
    model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="training_stops_when_patience_is_at_an_end")
def never_stops(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False):
    """The best epoch comes back, but all epochs were run: patience has no effect."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, epochs + 1)
    model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="patience_begins_anew_at_every_record")
def counts_all_bad_epochs(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """All epochs without a record are counted together, also those before a new record. With a new lowest loss the
    waiting is forgotten."""
    rows = X_train, y_train, X_val, y_val
    rng = _generator(model)
    history, best, kept, waited = {}, np.inf, model.params, 0
    for _ in range(epochs):
        _learn(model, X_train, y_train, rng.permutation(len(X_train)), batch_size, lr)
        _record(history, _score(model, *rows))
        if history["val_loss"][-1] < best:
            best, kept = history["val_loss"][-1], _copies(model.params)
        else:
            waited += 1
        if waited >= patience:
            break
    model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="patience_begins_anew_at_every_record")
def waits_for_rises_in_a_row(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Any fall from one epoch to the next starts the waiting again, even one that does not reach the lowest loss so
    far. Then a curve that goes up in zigzags never stops."""
    rows = X_train, y_train, X_val, y_val
    rng = _generator(model)
    history, kept, waited = {}, model.params, 0
    for _ in range(epochs):
        _learn(model, X_train, y_train, rng.permutation(len(X_train)), batch_size, lr)
        _record(history, _score(model, *rows))
        losses = history["val_loss"]
        waited = 0 if len(losses) < 2 or losses[-1] < losses[-2] else waited + 1
        if losses[-1] == min(losses):
            kept = _copies(model.params)
        if waited >= patience:
            break
    model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="a_record_is_any_lower_loss")
def forgets_the_last_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The last epoch cannot win: the loop is left before its parameters are kept."""

    def is_better(history, epoch, best):
        return epoch < epochs - 1 and _lowest(history, epoch, best)

    rows = X_train, y_train, X_val, y_val
    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, is_better)
    return history


@mistake("train_with_early_stopping", caught_by="the_epochs_may_run_out_first")
def goes_back_only_on_stopping(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The best parameters come back only where training was stopped. Where the epochs end first, the last ones stay:
    the way back seems to stand inside the loop."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience)
    if len(history["val_loss"]) - 1 - np.argmin(history["val_loss"]) >= patience:
        model.params = kept
    return history


@mistake("train_with_early_stopping", caught_by="no_epoch_better_than_the_start")
def the_start_takes_part(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The untrained network takes part in the competition, and where training does harm it wins. The docstring speaks
    of epochs: the best of those that were run."""
    rows = X_train, y_train, X_val, y_val
    start, loss = _copies(model.params), evaluate(model, X_val, y_val)[0]
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience)
    model.params = start if loss < min(history["val_loss"]) else kept
    return history


@mistake("train_with_early_stopping", caught_by="the_history_is_that_of_training")
def enters_the_record_instead_of_the_loss(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The validation curve never rises: each epoch enters the lowest loss so far instead of its own."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience)
    model.params = kept
    return {**history, "val_loss": np.minimum.accumulate(history["val_loss"]).tolist()}


@mistake("train_with_early_stopping", caught_by="the_history_is_that_of_training")
def forgets_what_came_after(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The history ends at the best epoch. Those after it were run as well, and belong to the curve."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience)
    model.params = kept
    return {name: values[: int(np.argmin(history["val_loss"])) + 1] for name, values in history.items()}


@mistake("train_with_early_stopping", caught_by="a_record_is_any_lower_loss")
def wants_a_record_by_a_margin(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """A loss counts as a new record only if it is lower by some margin. Every lower loss is a new lowest one, be it
    lower by little."""
    rows = X_train, y_train, X_val, y_val

    def is_better(history, epoch, best):
        return history["val_loss"][epoch] < history["val_loss"][best] - 1e-4

    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, is_better)
    return history


@mistake("train_with_early_stopping", caught_by="patience_begins_anew_at_every_record")
def compares_with_the_epoch_before(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Each epoch is compared with the one before it, not with the best of all: any fall counts as a record, and its
    parameters are kept."""
    rows = X_train, y_train, X_val, y_val

    def is_better(history, epoch, best):
        return history["val_loss"][epoch] < history["val_loss"][epoch - 1]

    history, model.params = _stopped_run(model, rows, epochs, batch_size, lr, patience, is_better)
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def only_the_weights_come_back(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """The weights are those of the best epoch and the biases those of the last one. Biases are parameters too."""
    rows = X_train, y_train, X_val, y_val
    history, kept = _stopped_run(model, rows, epochs, batch_size, lr, patience)
    model.params = {name: kept[name] if name.startswith("W") else array for name, array in model.params.items()}
    return history


@mistake("train_with_early_stopping", caught_by="the_best_epoch_comes_back")
def stops_a_copy(model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False):
    """The network that was handed over has not changed: a copy of it was trained, and has the best parameters now."""
    copied = type(model)(model.config)
    copied.params = _copies(model.params)
    rows = X_train, y_train, X_val, y_val
    return _stopped_run(copied, rows, epochs, batch_size, lr, patience)[0]


@mistake("train_with_early_stopping", caught_by="the_epochs_may_run_out_first")
def goes_back_to_the_first_epoch(
    model, X_train, y_train, X_val, y_val, epochs=100, batch_size=32, lr=0.01, patience=10, verbose=False
):
    """Where the epochs end before patience does, the first epoch's parameters come back instead of the best one's."""
    rows = X_train, y_train, X_val, y_val
    kept = []

    def keep(params):
        kept.append(_copies(params))
        return kept[-1]

    history, best = _stopped_run(model, rows, epochs, batch_size, lr, patience, keep=keep)
    stopped = len(history["val_loss"]) - 1 - np.argmin(history["val_loss"]) >= patience
    model.params = best if stopped else kept[1]
    return history


# momentum_step


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def without_memory(params, grads, velocity, lr, momentum=0.9):
    """Each step follows its own gradient only, as plain descent does: the velocity plays no part."""
    for name in params:
        velocity[name] = grads[name].copy()
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def an_average_of_gradients(params, grads, velocity, lr, momentum=0.9):
    """The new gradient is scaled down by 1 - momentum. That makes an average, as Adam has one; here the whole gradient
    is added."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + (1 - momentum) * gradient
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def looks_ahead(params, grads, velocity, lr, momentum=0.9):
    """The step goes further than the velocity, by another gradient's worth: that is Nesterov's variant. Here the step
    is just the velocity."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] -= lr * (gradient + momentum * velocity[name])


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def steps_before_it_remembers(params, grads, velocity, lr, momentum=0.9):
    """The parameters move by the old velocity, and today's gradient counts from tomorrow on: each step is one late."""
    for name, gradient in grads.items():
        params[name] -= lr * velocity.get(name, 0.0)
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def a_sum_that_forgets_nothing(params, grads, velocity, lr, momentum=0.9):
    """Old gradients never fade: the velocity is their plain sum."""
    for name, gradient in grads.items():
        velocity[name] = velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def always_nine_tenths(params, grads, velocity, lr, momentum=0.9):
    """Momentum is 0.9 whatever is asked for: its argument has no effect."""
    for name, gradient in grads.items():
        velocity[name] = 0.9 * velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def needs_a_velocity_to_begin_with(params, grads, velocity, lr, momentum=0.9):
    """Before the first step the velocity is an empty dict, and there is nothing in it to be multiplied."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity[name] + gradient
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="a_learning_rate_of_zero_stands_still")
def remembers_the_rate_too(params, grads, velocity, lr, momentum=0.9):
    """As long as the learning rate stays the same this is right. When it changes, what was remembered still carries the
    old one: the rate has become part of the velocity."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) - lr * gradient
        params[name] += velocity[name]


@mistake("momentum_step", caught_by="momentum_of_two_networks")
def one_velocity_for_all_networks(params, grads, velocity, lr, momentum=0.9):
    """The memory lies outside the dict that is handed over. Two networks that learn in turn then push each other
    along."""
    memory = SEEN.setdefault("momentum", {})
    if not velocity:
        memory.clear()
    velocity["begun"] = True
    for name, gradient in grads.items():
        memory[name] = momentum * memory.get(name, 0.0) + gradient
        params[name] -= lr * memory[name]


@mistake("momentum_step", caught_by="momentum_works_in_place")
def momentum_puts_new_arrays(params, grads, velocity, lr, momentum=0.9):
    """The numbers are right, but they stand in new arrays: whoever holds one of the old ones no longer sees the
    network."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] = params[name] - lr * velocity[name]


@mistake("momentum_step", caught_by="momentum_leaves_gradients_alone")
def the_first_gradient_becomes_the_velocity(params, grads, velocity, lr, momentum=0.9):
    """After the first step the velocity is the gradient's own array, not a copy of it, and the second step then changes
    that gradient."""
    for name, gradient in grads.items():
        if name in velocity:
            velocity[name] *= momentum
            velocity[name] += gradient
        else:
            velocity[name] = gradient
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="momentum_leaves_gradients_alone")
def adds_the_velocity_to_the_gradient(params, grads, velocity, lr, momentum=0.9):
    """The old velocity was added into the gradient's own array. The parameters are right, and the caller's gradient is
    gone."""
    for name, gradient in grads.items():
        gradient += momentum * velocity.get(name, 0.0)
        velocity[name] = gradient.copy()
        params[name] -= lr * gradient


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def momentum_goes_uphill(params, grads, velocity, lr, momentum=0.9):
    """The parameters move uphill: there is one minus sign too many, or too few, on the way from gradient to step."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] += lr * velocity[name]


@mistake("momentum_step", caught_by="four_steps_with_momentum")
def memory_for_weights_only(params, grads, velocity, lr, momentum=0.9):
    """The biases move without momentum. They are parameters like any other."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient if name.startswith("W") else gradient.copy()
        params[name] -= lr * velocity[name]


@mistake("momentum_step", caught_by="momentum_as_it_is_by_default")
def no_momentum_by_default(params, grads, velocity, lr, momentum=0.0):
    """With momentum given this is right. Left to its default it is another one than in the docstring."""
    for name, gradient in grads.items():
        velocity[name] = momentum * velocity.get(name, 0.0) + gradient
        params[name] -= lr * velocity[name]


# adam_step


def _means(grads, state, beta1, beta2):
    state["t"] = state.get("t", 0) + 1
    m, v = state.setdefault("m", {}), state.setdefault("v", {})
    for name, g in grads.items():
        m[name] = beta1 * m.get(name, 0.0) + (1 - beta1) * g
        v[name] = beta2 * v.get(name, 0.0) + (1 - beta2) * g**2
    return state["t"], m, v


@mistake("adam_step", caught_by="three_steps_of_adam")
def no_correction(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The means are used as they are. They begin at 0 and are too small in the first steps, which is what Adam corrects
    for."""
    _, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (np.sqrt(v[name]) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def only_the_mean_is_corrected(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The mean is corrected for its start at 0, the mean square is not; the first steps come out far too long."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name]) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def the_same_correction_in_every_step(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The first step is right and later ones are too long: the correction does not know how many steps there were."""
    _, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1) / (np.sqrt(v[name] / (1 - beta2)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def a_count_that_is_one_ahead(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The count of steps is off by one: in the very first step t is 1."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        mean, square = m[name] / (1 - beta1 ** (t + 1)), v[name] / (1 - beta2 ** (t + 1))
        params[name] -= lr * mean / (np.sqrt(square) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def keeps_the_corrected_means(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The first step is right. Then the corrected means are taken for the means themselves, and corrected again: what
    is kept are the uncorrected ones."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        m[name] /= 1 - beta1**t
        v[name] /= 1 - beta2**t
        params[name] -= lr * m[name] / (np.sqrt(v[name]) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def without_the_root(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The step is divided by the mean square and not by its root, so that larger gradients make shorter steps."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (v[name] / (1 - beta2**t) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def the_gradient_instead_of_its_mean(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Today's gradient is scaled, not the mean of the gradients: only the mean square is in use."""
    t, _, v = _means(grads, state, beta1, beta2)
    for name, g in grads.items():
        params[name] -= lr * g / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def the_largest_square_so_far(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The mean square only ever grows here: that is the variant AMSGrad. Adam's mean square may fall."""
    t, m, v = _means(grads, state, beta1, beta2)
    largest = state.setdefault("largest", {})
    for name in grads:
        largest[name] = np.maximum(largest.get(name, 0.0), v[name] / (1 - beta2**t))
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(largest[name]) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def betas_change_places(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The two betas have changed places: beta1 belongs to the mean, beta2 to the mean square."""
    t, m, v = _means(grads, state, beta2, beta1)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta2**t) / (np.sqrt(v[name] / (1 - beta1**t)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def adam_goes_uphill(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The parameters move along the gradient, and so uphill."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] += lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="several_arrays_in_one_step")
def counts_arrays_as_steps(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The count goes up with every array. A step is one call, however many arrays it moves."""
    m, v = state.setdefault("m", {}), state.setdefault("v", {})
    for name, g in grads.items():
        t = state["t"] = state.get("t", 0) + 1
        m[name] = beta1 * m.get(name, 0.0) + (1 - beta1) * g
        v[name] = beta2 * v.get(name, 0.0) + (1 - beta2) * g**2
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="betas_of_zero_forget_everything")
def always_the_usual_betas(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """0.9 and 0.999 whatever is asked for: the arguments beta1 and beta2 have no effect."""
    t, m, v = _means(grads, state, 0.9, 0.999)
    for name in grads:
        params[name] -= lr * m[name] / (1 - 0.9**t) / (np.sqrt(v[name] / (1 - 0.999**t)) + eps)


@mistake("adam_step", caught_by="a_large_eps")
def eps_inside_the_root(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps was added before the root was taken."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / np.sqrt(v[name] / (1 - beta2**t) + eps)


@mistake("adam_step", caught_by="a_large_eps")
def eps_before_the_correction(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps was added to the root of the mean square before its correction, which then enlarges eps as well."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m[name] / (np.sqrt(v[name]) + eps)


@mistake("adam_step", caught_by="a_large_eps")
def an_eps_of_its_own(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps is 1e-8 whatever is asked for: the argument has no effect."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + 1e-8)


@mistake("adam_step", caught_by="a_large_eps")
def eps_as_a_floor(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps only serves as a lower limit of the root. It is added."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / np.maximum(np.sqrt(v[name] / (1 - beta2**t)), eps)


@mistake("adam_step", caught_by="adam_of_two_networks")
def one_memory_for_all_networks(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The memory lies outside the dict that is handed over, and two networks that learn in turn share it."""
    memory = SEEN.setdefault("adam", {})
    if not state:
        memory.clear()
    state["begun"] = True
    t, m, v = _means(grads, memory, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="adam_works_in_place")
def adam_puts_new_arrays(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The numbers are right, but they stand in new arrays: whoever holds one of the old ones no longer sees the
    network."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        step = lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)
        params[name] = params[name] - step


@mistake("adam_step", caught_by="adam_leaves_gradients_alone")
def squares_the_gradient_in_place(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The gradient was squared inside its own array: the parameters are right, and the caller's gradient is gone."""
    t = state["t"] = state.get("t", 0) + 1
    m, v = state.setdefault("m", {}), state.setdefault("v", {})
    for name, g in grads.items():
        m[name] = beta1 * m.get(name, 0.0) + (1 - beta1) * g
        g *= g
        v[name] = beta2 * v.get(name, 0.0) + (1 - beta2) * g
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def only_the_mean_square_is_corrected(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The mean square is corrected for its start at 0, the mean is not; the first steps come out far too short."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def a_count_that_begins_at_zero(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """What comes out is no number any more: a correction divides by 0, or a root is taken of less than 0. What is t in
    the first step, and what are the two divisors then, and later?"""
    t, m, v = _means(grads, state, beta1, beta2)
    t -= 1
    with np.errstate(all="ignore"):
        for name in grads:
            params[name] -= (
                lr * m[name] / np.float64(1 - beta1**t) / (np.sqrt(v[name] / np.float64(1 - beta2**t)) + eps)
            )


@mistake("adam_step", caught_by="three_steps_of_adam")
def one_mean_square_for_an_array(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """All entries of an array are divided by one number. Each has a mean square of its own: all operations act element
    by element."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        v[name] = np.full_like(v[name], v[name].mean())
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="three_steps_of_adam")
def begins_anew_at_every_call(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Nothing is left of the steps before: the memory is made anew at every call, or under a local name that the caller
    never sees."""
    t, m, v = _means(grads, {}, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="adam_as_it_is_by_default")
def moves_the_weights_only(params, grads, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The biases stay where they are. They are parameters like any other."""
    t, m, v = _means({name: g for name, g in grads.items() if name.startswith("W")}, state, beta1, beta2)
    for name in m:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)


@mistake("adam_step", caught_by="adam_as_it_is_by_default")
def another_rate_by_default(params, grads, state, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8):
    """With lr given this is right. Left to its default it is another one than in the docstring."""
    t, m, v = _means(grads, state, beta1, beta2)
    for name in grads:
        params[name] -= lr * m[name] / (1 - beta1**t) / (np.sqrt(v[name] / (1 - beta2**t)) + eps)
