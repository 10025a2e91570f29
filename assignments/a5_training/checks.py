"""What is asked of a step, of the training loops and of the optimizers, and how closely the answers must agree.

Tolerance of parameters after training: the runs are seeded and a few steps long, with smooth activations, so that
codings which add the rows of a batch in another order, and PyTorch, end within 1e-13 of each other. 1e-10 leaves room,
and the nearest wrong answer is off by more than 1e-4. Losses: 1e-9, since a probability near 1 costs digits that a
logit keeps.

Tolerance of a single step: round-off, 1e-12. Where eps of Adam is not the point it may stand anywhere: gradients there
are at least 0.3 in size, so that its place moves a parameter by less than 1e-8.

Validation curves are redrawn until the order of their epochs is clear by 1e-4, and until each tells what its check is
about: where the best epoch lies, and what comes before and after it.
"""

from itertools import pairwise

import numpy as np
from nncheck import Close, Exact

from autograder.course import Twin, check
from solutions import twins
from solutions.network import MLPConfig, NumpyMLP
from solutions.training import evaluate, train, train_with_early_stopping

ONE_STEP = Close(rtol=1e-12, atol=1e-14)
PARAMETERS = Close(rtol=1e-10, atol=1e-10)
LOSSES = Close(rtol=1e-9, atol=1e-9)
ACCURACIES = Close(rtol=0, atol=1e-12)
UNTOUCHED = Close(rtol=0, atol=1e-12)
ADAM_STEPS = Close(rtol=0, atol=1e-7)
RUNS_AGREE = Close(rtol=1e-12, atol=1e-12, normwise=True)


def arrays(rng, layer_dims):
    """An array of normal numbers for each parameter."""
    found = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        found[f"W{layer}"], found[f"b{layer}"] = rng.normal(size=(n_out, n_in)), rng.normal(size=n_out)
    return found


# update_params


def one_step(rng, layer_dims):
    """Parameters, gradients and a learning rate far from 1, from 0.01, and from each other's size."""
    return layer_dims, arrays(rng, layer_dims), arrays(rng, layer_dims), rng.uniform(0.1, 0.5)


def step_in_torch(layer_dims, params, grads, lr):
    return twins.steps("SGD", params, [grads], lr=lr)


@check(
    "update_params",
    points=2,
    by=ONE_STEP,
    ask="after_a_step",
    twin=step_in_torch,
    hint="Do one entry by hand: where it was, its gradient, the learning rate.",
)
def every_parameter_moves_against_its_gradient(rng):
    """Every weight and every bias of a small network moves by -lr times its gradient."""
    return one_step(rng, [3, int(rng.integers(4, 6)), 2])


def each_by_its_own(layer_dims, params, grads, lr):
    """The twin of `moved_by`."""
    return {f"What moved {name}": "its own gradient" for name in params}


@check(
    "update_params",
    points=1,
    by=Exact(),
    ask="moved_by",
    twin=each_by_its_own,
    hint="Take the names from model.params rather than counting layers.",
    visibility="hidden",
)
def a_network_of_eleven_layers(rng):
    """A deep network moves as a whole, up to W11 and b11: which gradient moved which parameter?"""
    return one_step(rng, [2] * 12)


@check(
    "update_params",
    points=1,
    by=Exact(),
    ask="moved_by",
    twin=each_by_its_own,
    hint="A gradient belongs to the parameter of the same name, wherever it stands in its dict.",
    visibility="hidden",
)
def gradients_that_come_last_layer_first(rng):
    """Gradients may stand in their dict in the order in which backpropagation finds them: which moved which?"""
    layer_dims, params, grads, lr = one_step(rng, [3, 3, 3])
    return layer_dims, params, dict(reversed(grads.items())), lr


@check(
    "update_params",
    points=1,
    by=Exact(),
    ask="arrays_after_a_step",
    hint="`a = a - b` makes a new array, `a -= b` changes the one that is there.",
)
def the_arrays_are_changed_in_place(rng):
    """The step changes the arrays of model.params; it does not put others in their place."""
    return one_step(rng, [3, 4, 1])


@check(
    "update_params",
    points=1,
    by=UNTOUCHED,
    ask="gradients_after_a_step",
    twin=lambda layer_dims, params, grads, lr: grads,
    hint="Which array stands to the left of your in-place operations?",
)
def gradients_are_left_alone(rng):
    """After the step the gradients are what they were: somebody may want to plot them."""
    return one_step(rng, [3, 4, 1])


# train


def a_network(rng, *layer_dims):
    """A small smooth network with one sigmoid output: its configuration, and parameters that its seed does not give."""
    config = {
        "layer_dims": list(layer_dims),
        "activation": str(rng.choice(["tanh", "gelu", "swish"])),
        "output_activation": "sigmoid",
        "seed": int(rng.integers(1000)),
    }
    scales = {"W": 1.3, "b": 0.4}
    return config, {name: scales[name[0]] * array / np.sqrt(3) for name, array in arrays(rng, layer_dims).items()}


def some_rows(rng, n, n_val, d):
    """Inputs and labels at random, both labels in each part: X_train, y_train, X_val, y_val with y (n, 1)."""
    parts = []
    for size in (n, n_val):
        y = rng.permutation(np.append([0, 0, 1, 1], rng.integers(0, 2, size - 4)))
        parts += [rng.normal(size=(size, d)), y[:, np.newaxis].astype(float)]
    return parts


def flat(rows):
    """The same rows with labels (n,)."""
    X, y, X_val, y_val = rows
    return [X, y[:, 0], X_val, y_val[:, 0]]


def params_in_torch(*arguments):
    return twins.run(*arguments)["params"]


def history_in_torch(*names):
    def ask(*arguments):
        history = twins.run(*arguments)["history"]
        return {name: history[name] for name in names}

    return Twin(ask, agrees=RUNS_AGREE)


TRAINED = Twin(params_in_torch, agrees=RUNS_AGREE)


@check(
    "train",
    points=3,
    by=PARAMETERS,
    ask="trained",
    twin=TRAINED,
    hint="On paper, for n = 7 and batch_size = 3: which rows are in each batch, and what is done after it?",
)
def an_epoch_with_a_smaller_last_batch(rng):
    """One epoch over rows that do not divide evenly, one is left over: the parameters after it, to ten digits."""
    batch_size = int(rng.integers(4, 7))
    n = batch_size * int(rng.integers(2, 4)) + 1
    config, params = a_network(rng, 3, 4, 1)
    return config, params, some_rows(rng, n, n, 3), 1, batch_size, rng.uniform(0.4, 0.8)


@check(
    "train",
    points=2,
    by=PARAMETERS,
    ask="trained",
    twin=TRAINED,
    hint="One generator, made once, draws a permutation of n per epoch; each orders the rows as they were given.",
)
def several_epochs_of_whole_batches(rng):
    """Several epochs over rows that divide evenly, a new order in each."""
    batch_size = int(rng.integers(3, 6))
    config, params = a_network(rng, 3, 4, 1)
    rows = some_rows(rng, 3 * batch_size, 3 * batch_size - 2, 3)
    return config, params, rows, int(rng.integers(3, 5)), batch_size, rng.uniform(0.4, 0.8)


def a_lively_run(rng):
    """Full-batch descent whose accuracies change on the way and differ between the parts, without saturated outputs."""
    while True:
        config, params = a_network(rng, 3, 4, 1)
        n = int(rng.integers(18, 24))
        arguments = config, params, some_rows(rng, n, n, 3), 3, n, rng.uniform(2.0, 4.0)
        sizes = logit_sizes(*arguments)
        if has_telling_accuracies(*arguments) and 0.01 < sizes.min() < sizes.max() < 6:
            return arguments


def has_telling_accuracies(config, params, rows, *settings):
    model = a_model(config, params)
    start = evaluate(model, *rows[:2])[1], evaluate(model, *rows[2:])[1]
    history = train(model, *rows, *settings)
    trains, vals = [start[0], *history["train_acc"]], [start[1], *history["val_acc"]]
    told_apart = trains[1:] != vals[1:] and len({*trains, 0.5}) > 2 and len({*vals, 0.5}) > 2
    told_apart = told_apart and 0.5 not in (rows[1].mean(), rows[3].mean())
    return told_apart and trains[1:] != trains[:-1] and vals[1:] != vals[:-1]


def logit_sizes(config, params, rows, *settings):
    """The sizes of the output's pre-activations at the end."""
    model = a_model(config, params)
    train(model, *rows, *settings)
    model.forward(np.concatenate(rows[::2]))
    return np.abs(model.cache["Z2"][:, 0])


def a_model(config, params):
    model = NumpyMLP(MLPConfig(**config))
    model.params = {name: array.copy() for name, array in params.items()}
    return model


@check(
    "train",
    points=1,
    by=LOSSES,
    ask="losses",
    twin=history_in_torch("train_loss", "val_loss"),
    hint="Both losses belong to the parameters at the end of the epoch, and to all rows of their part.",
)
def losses_after_each_epoch(rng):
    """The history holds the losses after each epoch, on all training and on all validation rows."""
    return a_lively_run(rng)


def accuracies_in_torch(config, params, rows, *settings):
    """The twin of `accuracies`: an output of 0.5 is not above 0.5, so that the zeros are right and the ones wrong."""
    history = twins.run(config, params, rows, *settings)["history"]
    undecided = {"train_acc": rows[1], "val_acc": rows[3]}
    return {
        **{name: history[name] for name in undecided},
        **{f"{name} with all outputs 0.5": settings[0] * [1 - y.mean()] for name, y in undecided.items()},
    }


@check(
    "train",
    points=1,
    by=ACCURACIES,
    ask="accuracies",
    twin=Twin(accuracies_in_torch, agrees=RUNS_AGREE),
    hint="A prediction counts as 1 above 0.5; the accuracy is the share of right ones.",
)
def accuracies_after_each_epoch(rng):
    """The history holds the accuracies after each epoch, as shares between 0 and 1; 0.5 itself is not above 0.5."""
    return a_lively_run(rng)


def a_true_record(config, params, rows, epochs, *settings):
    """The twin of `record_against_network`."""
    names = ("train_loss", "val_loss")
    return {"the number of epochs": epochs, **{f"the last {name}, less that of the network": 0.0 for name in names}}


@check(
    "train",
    points=1,
    by=LOSSES,
    ask="record_against_network",
    twin=a_true_record,
    hint="One entry per epoch, when all its batches are done, about all rows: evaluate the network there yourself.",
    visibility="hidden",
)
def the_record_is_true_of_the_network(rng):
    """After several small batches the record has one entry per epoch, and its last losses are true of the network."""
    config, params = a_network(rng, 3, 4, 1)
    return config, params, some_rows(rng, 11, 9, 3), int(rng.integers(2, 8)), 4, rng.uniform(1.0, 2.0)


def no_difference(config, params, rows, *settings):
    """The twin of `column_minus_flat`: PyTorch trains with both shapes."""
    runs = [twins.run(config, params, part, *settings) for part in (rows, flat(rows))]
    parts = [{**run["params"], **{name: np.array(each) for name, each in run["history"].items()}} for run in runs]
    return {f"the difference in {name}": parts[0][name] - parts[1][name] for name in parts[0]}


@check(
    "train",
    points=1,
    by=PARAMETERS,
    ask="column_minus_flat",
    twin=no_difference,
    hint="What is the shape of `output > 0.5`, what that of y, and what does NumPy make of the two together?",
    visibility="hidden",
)
def labels_in_one_dimension(rng):
    """Labels of shape (n,) do what a column of them does: it makes no difference to parameters or history."""
    return a_lively_run(rng)


@check(
    "train",
    points=1,
    by=UNTOUCHED,
    ask="rows_after_training",
    twin=lambda config, params, rows, *settings: dict(zip(("X_train", "y_train", "X_val", "y_val"), rows, strict=True)),
    hint="Rows in another order, or labels in another shape, are a new array.",
    visibility="hidden",
)
def data_are_left_alone(rng):
    """After training the data are what they were, in values, order and shape."""
    config, params = a_network(rng, 3, 4, 1)
    return config, params, flat(some_rows(rng, 12, 8, 3)), 1, 4, rng.uniform(0.4, 0.8)


# train_with_early_stopping


def a_noisy_run(rng, epochs, patience, rate):
    """A network too large for its few rows, whose labels are noise: validation gets worse before long."""
    n = int(rng.integers(13, 15))  # never a multiple of the batch size
    config, params = a_network(rng, 3, 6, 1)
    return config, params, some_rows(rng, n, 12, 3), epochs, 5, rate, patience


def clear(losses):
    """No two losses so near each other that round-off could exchange them."""
    return np.diff(np.sort(losses)).min() > 1e-4


def drawn_until(telling, rng, epochs, patience, rates):
    """A noisy run whose curve tells, and has no record left after it stops: `telling(history, number of the best epoch
    counted from 0, whether it stopped early)`."""
    while True:
        arguments = a_noisy_run(rng, epochs, patience, rng.uniform(*rates))
        config, params, rows, *settings = arguments
        history = train_with_early_stopping(a_model(config, params), *rows, *settings)
        history["at the start"] = evaluate(a_model(config, params), *rows[2:])[0]
        losses = history["val_loss"]
        if clear(losses) and telling(history, int(np.argmin(losses)), len(losses) < epochs):
            to_the_end = train(a_model(config, params), *rows, *settings[:-1])["val_loss"]
            if min(to_the_end) == min(losses) and clear(to_the_end):
                return arguments


def epochs_in_torch(*arguments):
    return len(twins.run(*arguments)["history"]["val_loss"])


def one_valley(history, best, stopped):
    """Down to the best epoch and up from there until it stops, above the first; training loss and accuracy are best
    elsewhere."""
    falls, right = np.diff([history["at the start"], *history["val_loss"]]) < 0, history["val_acc"]
    return (
        stopped
        and best > 0
        and falls[: best + 1].all()
        and not falls[best + 1 :].any()
        and np.argmax(history["val_loss"]) > best
        and np.argmin(history["train_loss"]) != best
        and best not in (np.argmax(right), len(right) - 1 - np.argmax(right[::-1]))
    )


@check(
    "train_with_early_stopping",
    points=2,
    by=PARAMETERS,
    ask="trained",
    twin=TRAINED,
    hint="What was kept of the best epoch, and what did later steps, which work in place, do to it?",
)
def the_best_epoch_comes_back(rng):
    """Afterwards the network has the parameters that it had after the epoch with the lowest validation loss."""
    patience = int(rng.integers(2, 4))
    return drawn_until(one_valley, rng, 10, patience, (0.5, 1.2))


@check(
    "train_with_early_stopping",
    points=2,
    by=Exact(),
    ask="epochs_run",
    twin=epochs_in_torch,
    hint="With patience = 2 and the best epoch number 4, which epoch is the last?",
)
def training_stops_when_patience_is_at_an_end(rng):
    """Training stops after `patience` epochs in a row without a new lowest validation loss."""
    patience = int(rng.integers(2, 7))  # of many lengths, so that no answer is right for most
    return drawn_until(one_valley, rng, 12, patience, (0.5, 1.2))


def hills_on_the_way(history, best, stopped):
    """Two epochs or more waited over before the best one, never three in a row; after it a fall that is no record."""
    losses = np.array(history["val_loss"])
    is_record = losses <= np.minimum.accumulate(losses)
    waits = np.diff(np.flatnonzero(is_record)) - 1
    return stopped and waits.sum() >= 2 and waits.max() <= 2 and (np.diff(losses)[best:] < 0).any()


@check(
    "train_with_early_stopping",
    points=1,
    by=Close(rtol=0, atol=1.5),
    ask="epochs_run",
    twin=epochs_in_torch,
    hint="What counts is the time since the lowest loss of all, not since the last epoch that was worse or better.",
    visibility="hidden",
)
def patience_begins_anew_at_every_record(rng):
    """A new lowest loss starts the waiting again; a loss that is merely lower than the last one does not."""
    return drawn_until(hills_on_the_way, rng, 24, int(rng.integers(3, 10)), (3.0, 6.0))


def slow_and_falling(arguments):
    """Whether every epoch has a lower validation loss than the one before, by very little."""
    config, params, rows, epochs, batch_size, lr, _ = arguments
    start = evaluate(a_model(config, params), *rows[2:])[0]
    losses = train(a_model(config, params), *rows, epochs, batch_size, lr)["val_loss"]
    falls = -np.diff([start, *losses])
    return falls.min() > 1e-7 and falls.max() < 2e-5


def best_in_torch(config, params, rows, *settings):
    run = twins.run(config, params, rows, *settings)
    loss = evaluate(a_model(config, run["params"]), *rows[2:])[0]
    return "those of the best epoch" if np.isclose(loss, min(run["history"]["val_loss"])) else "those of another epoch"


def length_and_end_in_torch(*arguments):
    """The twin of `length_and_end`."""
    return {"the number of epochs": epochs_in_torch(*arguments), "the parameters": best_in_torch(*arguments)}


@check(
    "train_with_early_stopping",
    points=1,
    by=Exact(),
    ask="length_and_end",
    twin=length_and_end_in_torch,
    hint="Which loss is a new lowest one: by how much does it have to be lower? And can the last epoch be the best?",
    visibility="hidden",
)
def a_record_is_any_lower_loss(rng):
    """A slow descent goes on to its last epoch, which is its best: a loss that is lower by ever so little is a new
    lowest one."""
    while True:
        arguments = a_noisy_run(rng, 7, int(rng.integers(2, 4)), 10 ** rng.uniform(-5.5, -4.5))
        if slow_and_falling(arguments):
            return arguments


def best_but_not_last(history, best, stopped):
    """All epochs were run, and by no measure the last one is best or worst."""
    last = len(history["val_loss"]) - 1
    others = np.argmin(history["train_loss"]), np.argmax(history["val_loss"]), np.argmax(history["val_acc"])
    return not stopped and best > 0 and last not in (best, *others)


@check(
    "train_with_early_stopping",
    points=1,
    by=Exact(),
    ask="which_epoch",
    twin=best_in_torch,
    hint="There are two ways out of the loop. What happens on each?",
)
def the_epochs_may_run_out_first(rng):
    """Where the epochs end before patience does, the parameters of the best one come back all the same."""
    return drawn_until(best_but_not_last, rng, int(rng.integers(6, 9)), 10, (1.0, 2.0))


def worse_from_the_start(arguments):
    """Whether the untrained network has a lower validation loss than that after any epoch."""
    config, params, rows, epochs, batch_size, lr, _ = arguments
    at_rest = evaluate(a_model(config, params), *rows[2:])[0]
    losses = train(a_model(config, params), *rows, epochs, batch_size, lr)["val_loss"]
    return at_rest < min(losses) - 1e-3 and clear(losses)


@check(
    "train_with_early_stopping",
    points=1,
    by=Exact(),
    ask="start_or_later",
    twin=lambda *arguments: "those after some step",
    hint="Epochs compete with each other; the start is not an epoch.",
    visibility="hidden",
)
def no_epoch_better_than_the_start(rng):
    """Even where training only does harm, one of the epochs comes back, not the start."""
    while True:
        arguments = a_noisy_run(rng, 6, 2, rng.uniform(3.0, 6.0))
        if worse_from_the_start(arguments):
            return arguments


@check(
    "train_with_early_stopping",
    points=1,
    by=LOSSES,
    ask="curves",
    twin=history_in_torch("train_loss", "val_loss", "train_acc", "val_acc"),
    hint="Each epoch enters its own losses and accuracies, good or bad, up to the last one that was run.",
    visibility="hidden",
)
def the_history_is_that_of_training(rng):
    """The history tells of every epoch that was run, also of those after the best one."""
    return drawn_until(best_but_not_last, rng, int(rng.integers(5, 8)), 10, (1.0, 2.0))


# momentum_step


def sizeable(rng, shape):
    """Numbers between 0.3 and 1 in size, of both signs."""
    return rng.uniform(0.3, 1.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def some_steps(rng, n_steps, **array_shapes):
    """Parameters, and as many gradients."""
    params, *gradients = ({n: sizeable(rng, shape) for n, shape in array_shapes.items()} for _ in range(n_steps + 1))
    return params, gradients


def as_they_were(params, gradients, *others):
    """The twin of `gradients_after_steps`."""
    return {f"the gradients of step {number}": grads for number, grads in enumerate(gradients, start=1)}


def optimizer_in_torch(optimizer, **renamed):
    """PyTorch's optimizer as the twin of `after_steps`; it takes Adam's two betas as a pair."""

    def ask(params, gradients, rates, options):
        options = dict(options)
        if optimizer == "Adam":
            options["betas"] = options.pop("beta1", 0.9), options.pop("beta2", 0.999)
        return twins.steps_at_rates(optimizer, params, gradients, rates, **options)

    return ask


@check(
    "momentum_step",
    points=2,
    by=ONE_STEP,
    ask="after_steps",
    twin=optimizer_in_torch("SGD"),
    hint="Write the velocity after two steps as a sum of both gradients. What stands before each of them?",
)
def four_steps_with_momentum(rng):
    """Four steps from rest, one of them with a large gradient: the parameters are where PyTorch's are."""
    params, gradients = some_steps(rng, 4, W1=(2, 3), b1=(2,))
    gradients[int(rng.integers(2))]["W1"][0] *= 10
    return params, gradients, [rng.uniform(0.1, 0.3)] * 4, {"momentum": rng.uniform(0.5, 0.8)}


@check(
    "momentum_step",
    points=1,
    by=UNTOUCHED,
    ask="moved_at_the_last_rate",
    twin=lambda params, *others: {f"the last step of {name}": np.zeros_like(params[name]) for name in params},
    hint="Is the learning rate part of what you remember, or of what you do with it?",
    visibility="hidden",
)
def a_learning_rate_of_zero_stands_still(rng):
    """Two steps, then one with a learning rate of 0: it moves nothing, however much momentum there is."""
    params, gradients = some_steps(rng, 3, W1=(2, 3), b1=(2,))
    return params, gradients, [rng.uniform(0.1, 0.3)] * 2 + [0.0], {}


def defaults_in_torch(optimizer, **options):
    """PyTorch's optimizer with the settings that are the defaults here."""

    def ask(params, gradients, lr=0.001):
        return twins.steps(optimizer, params, gradients, lr=lr, **options)

    return ask


@check(
    "momentum_step",
    points=1,
    by=ONE_STEP,
    ask="after_steps_by_default",
    twin=defaults_in_torch("SGD", momentum=0.9),
    hint="What is momentum where nobody says so?",
    visibility="hidden",
)
def momentum_as_it_is_by_default(rng):
    """Three steps of a network of two layers with the momentum that the docstring has as its default."""
    params, gradients = some_steps(rng, 3, W1=(2, 2), b1=(2,), W2=(2, 2), b2=(2,))
    return params, gradients, rng.uniform(0.1, 0.3)


def two_networks(rng):
    """Two sets of parameters of the same name and shape, gradients for both in every step."""
    (first, mine), (second, other) = some_steps(rng, 3, W1=(2, 2)), some_steps(rng, 3, W1=(2, 2))
    return first, mine, second, other, rng.uniform(0.1, 0.3)


def no_influence(params, *others):
    """The twin of probes that subtract where parameters come alone from where they come in company."""
    return {f"the influence on {name}": np.zeros_like(array) for name, array in params.items()}


@check(
    "momentum_step",
    points=1,
    by=UNTOUCHED,
    ask="influence_of_a_second_network",
    twin=no_influence,
    hint="Everything that one step leaves for the next belongs into the dict that is handed over.",
    visibility="hidden",
)
def momentum_of_two_networks(rng):
    """Two networks that learn in turn have no influence on each other."""
    return two_networks(rng)


@check(
    "momentum_step",
    points=1,
    by=Exact(),
    ask="arrays_after_steps",
    hint="`a = a - b` makes a new array, `a -= b` changes the one that is there.",
)
def momentum_works_in_place(rng):
    """The step changes the arrays of params; it does not put others in their place."""
    params, gradients = some_steps(rng, 1, W1=(2, 3))
    return params, gradients, [rng.uniform(0.1, 0.3)], {}


@check(
    "momentum_step",
    points=1,
    by=UNTOUCHED,
    ask="gradients_after_steps",
    twin=as_they_were,
    hint="After the first step, is the velocity an array of its own, or is it the gradient under another name?",
)
def momentum_leaves_gradients_alone(rng):
    """After two steps both gradients are what they were."""
    params, gradients = some_steps(rng, 2, W1=(2, 3))
    return params, gradients, [rng.uniform(0.1, 0.3)] * 2, {}


# adam_step


@check(
    "adam_step",
    points=2,
    by=ADAM_STEPS,
    ask="after_steps",
    twin=optimizer_in_torch("Adam"),
    hint="After the first step each parameter has moved by just lr, whatever its gradient. Has yours?",
)
def three_steps_of_adam(rng):
    """Three steps from rest, on one array, with a gradient that is large once and one that is always 0: the parameters
    are where PyTorch's are."""
    params, gradients = some_steps(rng, 3, W1=(3, 4))
    gradients[int(rng.integers(2))]["W1"][0] *= 10
    for grads in gradients:
        grads["W1"][1, 1] = 0.0
    return params, gradients, [rng.uniform(0.1, 0.3)] * 3, {}


@check(
    "adam_step",
    points=1,
    by=UNTOUCHED,
    ask="influence_of_other_arrays",
    twin=no_influence,
    hint="What is t after one step of a network with three arrays?",
)
def several_arrays_in_one_step(rng):
    """An array moves as it would alone, wherever it stands among others: they count the same steps."""
    params, gradients = some_steps(rng, 3, W1=(3, 2), b1=(3,), W2=(2, 3))
    return params, gradients, [rng.uniform(0.1, 0.3)] * 3, {}


@check(
    "adam_step",
    points=1,
    by=ADAM_STEPS,
    ask="after_steps",
    twin=optimizer_in_torch("Adam"),
    hint="beta1 and beta2 are arguments. What is left of the old means if both are 0?",
)
def betas_of_zero_forget_everything(rng):
    """With beta1 = beta2 = 0 nothing is remembered: every step has size lr and the sign of its gradient."""
    params, gradients = some_steps(rng, 3, W1=(3, 2))
    return params, gradients, [rng.uniform(0.1, 0.3)] * 3, {"beta1": 0.0, "beta2": 0.0}


@check(
    "adam_step",
    points=1,
    by=ONE_STEP,
    ask="after_steps",
    twin=optimizer_in_torch("Adam"),
    hint="eps is an argument, and comes last: after the correction, outside the root.",
    visibility="hidden",
)
def a_large_eps(rng):
    """With a large eps one sees in the first step where it is added."""
    params, gradients = some_steps(rng, 1, W1=(3, 2))
    return params, gradients, [rng.uniform(0.1, 0.3)], {"eps": rng.uniform(0.05, 0.3)}


@check(
    "adam_step",
    points=1,
    by=ADAM_STEPS,
    ask="after_steps_by_default",
    twin=defaults_in_torch("Adam"),
    hint="What are the settings where nobody says so? And biases are parameters too.",
    visibility="hidden",
)
def adam_as_it_is_by_default(rng):
    """Three steps of weights and biases with all settings as they are by default."""
    return some_steps(rng, 3, W1=(2, 3), b1=(2,))


@check(
    "adam_step",
    points=1,
    by=UNTOUCHED,
    ask="influence_of_a_second_network",
    twin=no_influence,
    hint="Everything that one step leaves for the next belongs into the dict that is handed over.",
    visibility="hidden",
)
def adam_of_two_networks(rng):
    """Two networks that learn in turn have no influence on each other, nor on the count of steps."""
    return two_networks(rng)


@check(
    "adam_step",
    points=1,
    by=Exact(),
    ask="arrays_after_steps",
    hint="`a = a - b` makes a new array, `a -= b` changes the one that is there.",
)
def adam_works_in_place(rng):
    """The step changes the arrays of params; it does not put others in their place."""
    params, gradients = some_steps(rng, 1, W1=(2, 3))
    return params, gradients, [rng.uniform(0.1, 0.3)], {}


@check(
    "adam_step",
    points=1,
    by=UNTOUCHED,
    ask="gradients_after_steps",
    twin=as_they_were,
    hint="Which array stands to the left of your in-place operations?",
    visibility="hidden",
)
def adam_leaves_gradients_alone(rng):
    """After two steps both gradients are what they were."""
    params, gradients = some_steps(rng, 2, W1=(2, 3))
    return params, gradients, [rng.uniform(0.1, 0.3)] * 2, {}
