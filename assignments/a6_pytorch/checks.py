"""What is asked of the network in PyTorch, of copying, comparing and training, and how closely answers must agree.

Tolerance of outputs and gradients: asked in double precision, where right codings and NumPy's formulas differ by
round-off only, 1e-12 (gradients relative to the largest entry of an array). Single precision would not do: right
forward passes are up to 1.2e-6 apart there.

Tolerance of training: all of it is in PyTorch's default, float32, whose round-off moves a number by less than a
fifth of what is allowed, even in the longest run; what is drawn here fits into it. Each mistake moves one by far more.

Tolerance of first weights: a standard deviation over 8e4 draws is known to 0.25%, and the nearest wrong scheme is 6%
off. Kurtosis is 3 for a normal and 1.8 for a uniform draw, known to 0.016 here; the mean to 0.003 deviations.

Copies are exact, and new biases 0 to six digits: those that nobody set are PyTorch's draws, which differ in their last
digit between processors, and a mistake is known by its reply.

What a comparison reports depends on biases that students draw as they like, and on a rate of their choice. So errors
of known sizes are planted, and the largest is to be reported, to float32's digits: more would be another matter. Where
only the sizes of differences can be told, they are told in words.
"""

from itertools import pairwise

import numpy as np
import torch
from nncheck import Close, Exact
from torch.utils.data import BatchSampler

from autograder.course import Twin, check
from solutions import twins
from solutions.network import MLPConfig, NumpyMLP

OUTPUTS = Close(rtol=1e-12, atol=1e-14)
GRADIENTS = Close(rtol=1e-12, atol=1e-15, normwise=True)
DEVIATIONS = Close(rtol=0.025, atol=0)
DRAWS = Close(rtol=0, atol=0.15)
ZERO = Close(rtol=0, atol=1e-6)
PLANTED = Close(rtol=0, atol=1e-5)
TRAINED = Close(rtol=5e-6, atol=1e-6)
NUMBERS = "allowed difference"  # what a finding about numbers says: a hint about them is of no use for a missing key

HIDDEN = ["sigmoid", "tanh", "relu", "gelu", "swish", "identity"]


def parameters(rng, layer_dims):
    """Random weights and biases."""
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        params[f"W{layer}"] = rng.normal(0, 1.3 / np.sqrt(n_in), size=(n_out, n_in))
        params[f"b{layer}"] = rng.normal(0, 0.5, size=n_out)
    return params


def parameters_and_rows(rng, layer_dims):
    """Drawn again until a layer of relus is neither nearly dead nor nearly linear, and outputs have both signs."""
    while True:
        params, X = parameters(rng, layer_dims), rng.normal(size=(int(rng.integers(6, 9)), layer_dims[0]))
        model = NumpyMLP(MLPConfig(layer_dims))
        model.params = params
        model.forward(X)
        *hidden, last = [model.cache[f"Z{layer}"] for layer in range(1, len(layer_dims))]
        both_signs = (last.min(axis=0) < -0.1).all() and (last.max(axis=0) > 0.1).all()
        if both_signs and np.abs(last).max() < 3 and all(0.25 < np.mean(z > 0) < 0.75 for z in hidden):
            return params, X


def config_of(layer_dims, output_activation="sigmoid", seed=0):
    return {"layer_dims": layer_dims, "activation": "tanh", "output_activation": output_activation, "seed": seed}


def sizes(rng, *choices):
    """Layer sizes, all different, in any order."""
    return rng.permutation(choices).tolist()


# PyTorchMLP


@check(
    "PyTorchMLP",
    points=2,
    by=OUTPUTS,
    ask="outputs",
    twin=twins.forward,
    hint="The activation stands between layers; behind the last one stands the output activation alone.",
)
def outputs_of_three_layers(rng):
    """Two hidden layers of ReLU units, one sigmoid: the output for given parameters, in double precision."""
    d, width = sizes(rng, 3, 4, 5)[:2]
    layer_dims = [d, width, width, 1]  # in a square layer a transposed matrix fits, and so does a sum with the input
    return layer_dims, "relu", "sigmoid", *parameters_and_rows(rng, layer_dims)


@check(
    "PyTorchMLP",
    points=2,
    by=OUTPUTS,
    ask="outputs_of_each_activation",
    twin=lambda layer_dims, activations, params, X: {
        each: twins.forward(layer_dims, each, "sigmoid", params, X) for each in activations
    },
    hint="Which PyTorch module is which of NumPy's functions? Two of them have another name or a setting.",
)
def every_hidden_activation(rng):
    """The same network with each hidden activation that NumPy's has: sigmoid, tanh, relu, gelu, swish, identity."""
    layer_dims = [*sizes(rng, 3, 4), 1]
    return layer_dims, HIDDEN, *parameters_and_rows(rng, layer_dims)


@check(
    "PyTorchMLP",
    points=1,
    by=OUTPUTS,
    ask="outputs_of_each_output",
    twin=lambda layer_dims, output_activations, params, X: {
        each: twins.forward(layer_dims, "relu", each, params, X) for each in output_activations
    },
    hint="config.output_activation decides; a softmax goes along each row.",
)
def every_kind_of_output(rng):
    """Three outputs behind ReLU units: as numbers (identity), as separate probabilities (sigmoid), as a softmax."""
    layer_dims = [*sizes(rng, 4, 5), 3]
    return layer_dims, ["identity", "sigmoid", "softmax"], *parameters_and_rows(rng, layer_dims)


def logits_in_torch(layer_dims, output_activations, params, X):
    z = twins.forward(layer_dims, "relu", "identity", params, X)
    return {**dict.fromkeys(output_activations, z), "sigmoid, one output": z[:, :1]}


@check(
    "PyTorchMLP",
    points=1,
    by=OUTPUTS,
    ask="logits",
    twin=logits_in_torch,
    hint="logits ends one step before forward.",
)
def logits_are_pre_activations(rng):
    """`logits` gives what the output activation is applied to, (n, K), also where it is a large number or K is 1."""
    layer_dims = [*sizes(rng, 4, 5), 2]
    params, X = parameters_and_rows(rng, layer_dims)
    return layer_dims, ["sigmoid", "softmax"], params, 12 * X


def all_found(layer_dims, output_activations, params, X, y):
    """The names in the order in which PyTorch yields them, and its gradients."""
    gradients = {each: twins.backward(layer_dims, "identity", each, params, X, y) for each in output_activations}
    return {"model.parameters()": list(params), "model.state_dict()": list(params), **gradients}


@check(
    "PyTorchMLP",
    points=2,
    by=GRADIENTS,
    ask="found_by_an_optimizer",
    twin=all_found,
    hint="What does nn.Module know of the layers? And autograd loses track at .detach(), .numpy(), .item(), no_grad().",
)
def an_optimizer_finds_all_parameters(rng):
    """`model.parameters()` and `model.state_dict()` have each layer's weight and bias once, layer by layer, also where
    layers have equal sizes; after a backward pass through the given `torch_loss` all have their gradients."""
    size = int(rng.integers(3, 6))
    layer_dims = [int(rng.integers(6, 9)), size, size, size, 1]
    n = int(rng.integers(6, 9))
    labels = rng.permutation(np.arange(n) % 2).astype(float)
    X = rng.normal(size=(n, layer_dims[0]))
    return layer_dims, ["sigmoid", "identity"], parameters(rng, layer_dims), X, labels[:, np.newaxis]


def deviations_by_law(layer_dims, pairs, seed):
    """What PyTorch's own formulas for Kaiming's and Xavier's draws say."""
    deviations = {}
    for activation, output_activation in pairs:
        for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
            follows = activation if layer < len(layer_dims) - 1 else output_activation
            if follows in ("relu", "gelu", "swish"):
                deviation = torch.nn.init.calculate_gain("relu") / n_in**0.5
            else:
                deviation = torch.nn.init.calculate_gain("linear") * (2 / (n_in + n_out)) ** 0.5
            deviations[f"W{layer} ({activation} and {output_activation})"] = deviation
    return deviations


@check(
    "PyTorchMLP",
    points=2,
    by=DEVIATIONS,
    ask="initial_deviations",
    twin=Twin(deviations_by_law, agrees=Close(rtol=0.015, atol=0)),
    hint="He's variance is 2 / n_in, Xavier's 2 / (n_in + n_out): for each layer by the activation that follows it.",
)
def first_weights_have_the_right_size(rng):
    """New weights are drawn by He before relu, gelu and swish, and by Xavier before the others, the last layer too."""
    # He and Xavier in both places, and each of He's three
    pairs = [["relu", "sigmoid"], ["tanh", "relu"], ["gelu", "softmax"], ["swish", "identity"]]
    return sizes(rng, 250, 330, 420), pairs, int(rng.integers(1000))


@check(
    "PyTorchMLP",
    points=1,
    by=ZERO,
    ask="initial_biases",
    twin=lambda layer_dims, seed: {
        **{f"b{layer}": np.zeros(size) for layer, size in enumerate(layer_dims[1:], start=1)},
        "kind of number": str(torch.get_default_dtype()),
    },
    hint="What does nn.Linear do with its biases? And of which dtype are its parameters, if nobody names one?",
)
def first_biases_are_zero(rng):
    """New biases are 0, and new parameters have PyTorch's default dtype."""
    return [*sizes(rng, 3, 4, 5), 1], int(rng.integers(1000))


NORMAL_BY_SEED = {
    "mean, in standard deviations": 0.0,
    "kurtosis": 3.0,
    "correlation of the first two layers": 0.0,
    "weights of one seed": "equal",
    "weights of several seeds": "different",
}


@check(
    "PyTorchMLP",
    points=1,
    by=DRAWS,
    ask="initial_draws",
    twin=Twin(lambda *arguments: NORMAL_BY_SEED, agrees=Close(rtol=0, atol=0.1)),
    hint="Which distribution is it, has each layer draws of its own, and does config.seed decide, whoever else draws?",
    visibility="hidden",
)
def first_weights_are_normal_and_the_seed_decides(rng):
    """New weights are normal draws, independent between layers; one seed gives the same ones again, another others."""
    size = int(rng.integers(300, 330))
    return [size, size, size], [*sizes(rng, 3, 4), 1], int(rng.integers(100, 1000)), [0, 42]


# copy_parameters


def one_square_layer(rng):
    """Layer sizes with a square layer, where a transposed matrix fits, and parameters for them."""
    size = int(rng.integers(3, 6))
    layer_dims = [int(rng.integers(6, 9)), size, size, 2]
    return layer_dims, parameters(rng, layer_dims)


@check(
    "copy_parameters",
    points=1,
    by=Exact(),
    ask="copied_weights",
    twin=lambda layer_dims, params: {name: each for name, each in params.items() if name.startswith("W")},
    hint="nn.Linear keeps its weight as (n_out, n_in). And double precision has digits that float32 has not.",
)
def weights_arrive(rng):
    """All weight matrices arrive, to the last digit where the network is in double precision."""
    return one_square_layer(rng)


@check(
    "copy_parameters",
    points=1,
    by=Exact(),
    ask="copied_biases",
    twin=lambda layer_dims, params: {name: each for name, each in params.items() if name.startswith("b")},
    hint="Each layer has two parameters. And which comes first in the order of an alphabet, b2 or b10?",
)
def biases_arrive(rng):
    """All biases arrive, also those of a network with eleven layers."""
    layer_dims = [2] * 12
    return layer_dims, parameters(rng, layer_dims)


@check(
    "copy_parameters",
    points=1,
    by=Exact(),
    ask="independence",
    twin=lambda layer_dims, params: dict.fromkeys(params, "a copy"),
    hint="torch.from_numpy makes a tensor that lies on the same memory as the array.",
)
def the_networks_share_no_memory(rng):
    """Changing the NumPy network's arrays afterwards changes nothing in PyTorch's network."""
    return one_square_layer(rng)


@check(
    "copy_parameters",
    points=1,
    by=Exact(),
    ask="kinds_of_number",
    twin=lambda layer_dims, params: {
        **dict.fromkeys(params, "torch.float32"),
        "mode of a network in train mode": "train",
        "mode of a network in eval mode": "eval",
    },
    hint="NumPy's arrays are float64. What should decide about the kind of number, the source or the target? And only "
    "parameters are to be overwritten.",
    visibility="hidden",
)
def a_network_keeps_its_precision(rng):
    """A network in single precision still is one after the copying, and is in train mode or in eval mode as before."""
    return one_square_layer(rng)


@check(
    "copy_parameters",
    points=1,
    by=Close(rtol=0, atol=1e-9),
    ask="moved_by_an_earlier_optimizer",
    twin=lambda layer_dims, params: dict.fromkeys(params, 1.0),
    hint="An optimizer holds on to the Parameter objects that it was given. Which objects hold your copies, and do all "
    "of them still ask for a gradient?",
    visibility="hidden",
)
def an_optimizer_made_before_moves_the_copies(rng):
    """An optimizer that was made before the copying still moves the network's parameters."""
    return one_square_layer(rng)


@check(
    "copy_parameters",
    points=1,
    by=Exact(),
    ask="numpy_after_copying",
    twin=lambda layer_dims, params: params,
    hint="Look at numpy_model.params after the call.",
)
def the_numpy_network_is_as_it_was(rng):
    """Afterwards the NumPy network holds what it held before, to the last digit."""
    return one_square_layer(rng)


# verify_numpy_pytorch_equivalence

PARTS = ["output", "gradients", "step"]
SEEN = dict.fromkeys(PARTS, "seen")


def small_network(rng, n_outputs):
    """Layer sizes, a seed, and rows."""
    layer_dims = [*sizes(rng, 3, 4), n_outputs]
    return layer_dims, int(rng.integers(1, 1000)), rng.normal(size=(int(rng.integers(6, 9)), layer_dims[0]))


def labels(rng, n, n_outputs):
    """For each output zeros and ones, of both nearly equally many."""
    return rng.permuted(np.tile(np.arange(n) % 2, (n_outputs, 1)), axis=1).T.astype(float)


def one_hot(rng, n, n_outputs):
    return np.eye(n_outputs)[rng.permutation(np.arange(n) % n_outputs)]


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="differences_of_equals",
    twin=lambda *arguments: {
        **dict.fromkeys(PARTS, "round-off"),
        **{f"what {part} is": "a number" for part in PARTS},
        "arrays that it has changed": "none",
        "PyTorch's default dtype after the call": "torch.float32",
        "operations are recorded after the call": "yes",
        "the network is made from": "config",
        "the weights": "those of NumpyMLP(config)",
    },
    hint="Both networks in double precision, with the same parameters, the same mean loss and the same step.",
    hint_for="round-off",
)
def equal_networks_agree(rng):
    """Of two networks that are equal, with two outputs, it reports round-off only, as floats. The weights are those
    that NumPy's network draws, and all else is left as it was."""
    layer_dims, seed, X = small_network(rng, 2)
    return config_of(layer_dims, "sigmoid", seed), X, labels(rng, len(X), 2)


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="gradients_of_equals",
    twin=lambda *arguments: {"sigmoid": "round-off", "identity": "round-off", "shape of y after the call": "as before"},
    hint="(n, 1) minus (n,) is (n, n).",
    hint_for="round-off",
)
def labels_may_have_one_dimension(rng):
    """Gradients agree, too, where labels of shape (n,) are to be taken for (n, 1); the caller's keep their shape."""
    layer_dims, seed, X = small_network(rng, 1)
    configs = [config_of(layer_dims, each, seed) for each in ("sigmoid", "identity")]
    return configs, X, [labels(rng, len(X), 1)[:, 0], rng.normal(size=len(X))]


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="gradients_of_equals",
    twin=lambda *arguments: {"softmax": "round-off", "tanh": "round-off", "shape of y after the call": "as before"},
    hint="The output activation decides about the loss, on both sides.",
    visibility="hidden",
)
def gradients_agree_whatever_the_loss(rng):
    """Gradients agree, too, where the output activation asks for cross-entropy or for the squared error."""
    layer_dims, seed, X = small_network(rng, 3)
    configs = [config_of(layer_dims, each, seed) for each in ("softmax", "tanh")]
    y = one_hot(rng, len(X), 3)
    return configs, X, [y, 2 * y - 1]


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="differences_of_biases",
    twin=lambda *arguments: dict.fromkeys(["b1", "b2", "b1, in reverse order", "b2, in reverse order"], SEEN),
    hint="What do freshly made networks have in common, that a comparison must not have? Random biases all differ.",
)
def biases_used_twice_are_seen(rng):
    """PyTorch's network uses the biases of one layer twice, or in reverse order: output, gradients and step all differ,
    for each layer."""
    layer_dims, seed, X = small_network(rng, 2)
    return config_of(layer_dims, "sigmoid", seed), X, labels(rng, len(X), 2)


def largest_at(rng, array, place, size):
    """Errors of less than a third of `size` everywhere, but at one place."""
    errors = size * rng.uniform(-1 / 3, 1 / 3, size=array.shape)
    errors[place] = size
    return errors


def largest(errors):
    return float(np.abs(errors).max())


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PLANTED,
    ask="differences_of_outputs",
    twin=lambda config, X, y, errors: {
        "output": largest(errors),
        "output with all signs turned": largest(errors),
    },
    hint="Whose outputs are compared, and which one of all the differences is reported?",
)
def the_largest_difference_of_outputs(rng):
    """PyTorch's outputs are off by known numbers, positive and negative: the largest is reported, without a sign."""
    layer_dims, seed, X = small_network(rng, 3)
    y = one_hot(rng, len(X), 3)
    place = int(rng.integers(1, len(X))), int(rng.integers(1, 3))
    return config_of(layer_dims, "softmax", seed), X, y, largest_at(rng, y, place, float(rng.uniform(0.02, 0.04)))


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PLANTED,
    ask="differences_of_gradients",
    twin=lambda config, X, y, errors: {
        **{f"gradients, worst in {name}": largest(each[name]) for name, each in errors.items()},
        "step over gradients, min / max": 1.0,
    },
    hint="All arrays, weights and biases of every layer, entry by entry, and of all that the largest absolute value.",
)
def the_largest_difference_of_gradients(rng):
    """PyTorch's gradients are off by known numbers, the largest of them in a weight or in a bias of either layer: that
    one is reported, and after a step the parameters differ in proportion."""
    layer_dims, seed, X = small_network(rng, 2)
    like = parameters(rng, layer_dims)
    worst = [["W1", "b2"], ["b1", "W2"]][int(rng.integers(2))]
    errors = {}
    for name, sign in zip(worst, rng.permutation([1, -1]), strict=True):
        errors[name] = {each: rng.uniform(-0.1, 0.1, size=array.shape) for each, array in like.items()}
        place = tuple(int(rng.integers(size)) for size in like[name].shape)
        errors[name][name] = largest_at(rng, like[name], place, float(sign * rng.uniform(0.3, 0.6)))
    return config_of(layer_dims, "sigmoid", seed), X, labels(rng, len(X), 2), errors


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="complaints",
    twin=lambda *arguments: dict.fromkeys(
        [
            "a gradient off by 0.3, atol = 0.25",
            "a gradient off by 3e-8, atol = 1e-8",
            "a gradient off by 3e-8, atol = 1e-7",
            "an output off by 0.3, atol = 0.25",
            "an output off by 3e-11, atol not given",
            "parameters off by 0.3 after the step, atol = 0.25",
        ],
        "right",
    ),
    hint="Each of the three differences is held against atol, and against nothing else.",
    visibility="hidden",
)
def a_difference_above_atol_is_an_error(rng):
    """It raises AssertionError where one of its differences exceeds atol, and only there."""
    layer_dims, seed, X = small_network(rng, 2)
    y = labels(rng, len(X), 2)
    gradients = {name: np.zeros_like(array) for name, array in parameters(rng, layer_dims).items()}
    gradients["W2"][int(rng.integers(2)), int(rng.integers(layer_dims[1]))] = 3e-8
    outputs = np.zeros_like(y)
    outputs[int(rng.integers(len(y))), int(rng.integers(2))] = 1.0
    return config_of(layer_dims, "sigmoid", seed), X, y, outputs, gradients


# train_pytorch_mlp


def training(rng, n_train, batch_size, epochs, n_outputs=1):
    """A start, rows and settings: the arguments of the probes. All numbers fit into float32."""
    d, hidden = sizes(rng, 3, 4)
    config = {
        "layer_dims": [d, hidden, n_outputs],
        "activation": "tanh",
        "output_activation": "sigmoid" if n_outputs == 1 else "softmax",
        "seed": int(rng.integers(1000)),
    }
    data = {}
    for split, n in (("train", n_train), ("val", 17)):  # 17 is more than any batch and a multiple of none
        data[f"X_{split}"] = np.round(64 * rng.normal(size=(n, d))) / 64
        classes = rng.permutation(np.arange(n) % max(n_outputs, 2))  # of each class equally many, up to one
        data[f"y_{split}"] = classes.astype(float) if n_outputs == 1 else np.eye(n_outputs)[classes]
    params = {
        name: array.astype(np.float32).astype(float) for name, array in parameters(rng, [d, hidden, n_outputs]).items()
    }
    return config, params, data, epochs, batch_size, float(rng.uniform(0.5, 1.0))


def trained_by_numpy(config, params, data, epochs, batch_size, lr):
    """The same run in NumPy: parameters and history."""
    model = NumpyMLP(MLPConfig(**config))
    model.params = {name: array.copy() for name, array in params.items()}
    history = model.train(*data.values(), epochs, batch_size, lr)
    return model, history


def numpy_params(*arguments):
    return trained_by_numpy(*arguments)[0].params


def numpy_history(*arguments):
    return trained_by_numpy(*arguments)[1]


def rows_by_batch_sampler(config, params, data, epochs, batch_size, lr):
    """What PyTorch's own sampler makes of NumPy's permutations."""
    rng = np.random.default_rng(config["seed"] + 1)
    orders = [rng.permutation(len(data["X_train"])).tolist() for _ in range(epochs)]
    batches = [sorted(batch) for order in orders for batch in BatchSampler(order, batch_size, drop_last=False)]
    updates = {f"update {i}": f"rows {str(batch)[1:-1]}" for i, batch in enumerate(batches, start=1)}
    return {"number of updates": len(batches), **updates}


RUNS_AGREE = Close(rtol=3e-6, atol=6e-7)  # NumPy's runs are in double
HISTORY = ["train_loss", "val_loss", "train_acc", "val_acc"]


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="trained",
    twin=Twin(numpy_params, agrees=RUNS_AGREE),
    hint="Forward pass, mean loss, backward pass, one plain step of length lr.",
    hint_for=NUMBERS,
)
def one_step(rng):
    """One epoch with all rows in one batch: the parameters are those of NumPy's training."""
    return training(rng, 8, 8, 1)


def one_row_again_and_again(rng, n, batch_size, epochs):
    """Training rows that are all the same, so that neither their order nor their choice matters."""
    config, params, data, *settings = training(rng, n, batch_size, epochs)
    for name in ("X_train", "y_train"):
        data[name] = np.repeat(data[name][:1], n, axis=0)
    return config, params, data, *settings


@check(
    "train_pytorch_mlp",
    points=2,
    by=TRAINED,
    ask="trained",
    twin=Twin(numpy_params, agrees=RUNS_AGREE),
    hint="What does the second step know of the first? Nothing but the parameters, it should be.",
    hint_for=NUMBERS,
)
def gradients_do_not_add_up(rng):
    """Three steps of gradient descent, on rows that are all the same so that their order does not matter."""
    return one_row_again_and_again(rng, 12, 4, 1)


def params_and_defaults(*arguments):
    return {
        **numpy_params(*arguments),
        "lr by default": 0.01,
        "epochs by default": 100,
        "rows of the first batch by default": 32,
    }


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="trained_by_one_rule",
    twin=Twin(params_and_defaults, agrees=RUNS_AGREE),
    hint="What is different in a later epoch, or in a last batch of two rows? Rate and mean should not be.",
    hint_for=NUMBERS,
    visibility="hidden",
)
def all_steps_follow_one_rule(rng):
    """Two epochs with a smaller last batch, on rows that are all the same: the parameters after the last step; and what
    rate, epochs and batches are by default, also where the validation loss rises all the while."""
    while True:
        config, params, data, *settings = one_row_again_and_again(rng, 10, 4, 2)
        first, second = numpy_history(config, params, data, *settings)["val_loss"]
        losses = numpy_history(config, params, data, 100, 32, settings[-1])["val_loss"]
        # the last parameters are asked for, not the best; and whoever stops early stops in the longer run
        if second > first and all(later > sooner for sooner, later in pairwise(losses[5:])):
            return config, params, data, *settings


@check(
    "train_pytorch_mlp",
    points=2,
    by=Exact(),
    ask="batches",
    twin=rows_by_batch_sampler,
    hint="One generator for the whole run, one permutation for each epoch, and every row has its turn.",
    hint_for="update",
)
def every_row_in_a_fresh_order(rng):
    """Two epochs on a number of rows that the batch size does not divide: which rows make which update."""
    config, params, data, *settings = training(rng, 14, 4, 2)
    for split, first in (("train", 0), ("val", 100)):
        data[f"X_{split}"][:, 0] = (first + np.arange(len(data[f"X_{split}"]))) / 64
    return config, params, data, *settings


def telling_history(rng):
    """Again until accuracies tell a threshold for probabilities from one for logits, and no row is near either."""
    while True:
        arguments = training(rng, 14, 14, 1)
        model, history = trained_by_numpy(*arguments)
        accuracies = []
        for split in ("train", "val"):
            model.forward(arguments[2][f"X_{split}"])
            z, y = model.cache["Z2"][:, 0], arguments[2][f"y_{split}"]
            clear = min(np.abs(z).min(), np.abs(z - 0.5).min()) > 1e-3
            accuracies += [history[f"{split}_acc"][0], np.mean((z > 0.5) == (y > 0.5)) if clear else 0.0]
        if len(set(accuracies)) == 4 and min(accuracies) > 0.3:
            return arguments


def histories_by_numpy(config, params, data, epochs, batch_size, lr):
    return {
        **numpy_history(config, params, data, 1, len(data["X_train"]), lr),
        **{f"entries of {name} after {epochs} epochs": epochs for name in HISTORY},
        "last entries are those of the returned model (1: yes)": 1,
        "each epoch has losses of its own (1: yes)": 1,
    }


@check(
    "train_pytorch_mlp",
    points=2,
    by=TRAINED,
    ask="histories",
    twin=Twin(histories_by_numpy, agrees=RUNS_AGREE),
    hint="After each epoch: all rows, the parameters as they are then, loss and accuracy for each of the two sets.",
    hint_for=NUMBERS,
)
def losses_and_accuracies_of_each_epoch(rng):
    """Loss and accuracy on all training and all validation rows: their values after one epoch; after several their
    number, which are the last, and that each epoch has a loss of its own."""
    while True:
        config, params, data, _, _, lr = telling_history(rng)
        arguments = config, params, data, int(rng.integers(3, 5)), 4, lr
        losses = numpy_history(*arguments)["val_loss"]
        rises = any(later > sooner for sooner, later in pairwise(losses))
        if rises and losses[-1] == min(losses):  # the best so far is another history, and the best model is the last
            return arguments


def modes_and_losses(*arguments):
    found = numpy_history(*arguments)
    losses = {name: found[name][-1] for name in ("train_loss", "val_loss")}
    return {
        "updates in train mode": "some",
        "updates in eval mode": 0,
        "the model comes back in": "eval mode",
        **losses,
    }


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="modes",
    twin=Twin(modes_and_losses, agrees=RUNS_AGREE),
    hint="A network with dropout computes two different things: one for updates, one for everything else.",
    hint_for="expected",
)
def train_mode_and_eval_mode(rng):
    """Updates happen in train mode, in every epoch; history is taken in eval mode, and the model comes back in it."""
    *others, _ = training(rng, 12, 4, 2)
    return *others, 0.0  # with a rate of 0 nothing moves, so that only the modes matter


@check(
    "train_pytorch_mlp",
    points=1,
    by=Exact(),
    ask="trained_on_doubles",
    twin=lambda *arguments: {
        "kind of number": str(torch.get_default_dtype()),
        "arrays in data that it has changed": "none",
    },
    hint="The rows come as float64, and a new network in PyTorch is float32. Which of the two should give way?",
    hint_for="expected",
)
def rows_in_double_for_a_network_in_single(rng):
    """Training is in PyTorch's default, float32, also where rows come as NumPy's float64; they stay as they were."""
    return training(rng, 8, 8, 1)


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="trained_by_config",
    twin=Twin(lambda *arguments: {**numpy_params(*arguments), "the network is made from": "config"}, agrees=RUNS_AGREE),
    hint="All of config describes the network. Its output_activation decides about the loss; torch_loss knows how.",
    hint_for="expected",
    visibility="hidden",
)
def three_classes(rng):
    """One step with three classes: the network is made from config, softmax output and cross-entropy follow."""
    return training(rng, 9, 9, 1, n_outputs=3)
