"""What is asked of the network in PyTorch, of copying, comparing and training, and how closely answers must agree.

Tolerance of outputs and gradients: asked in double precision, where right codings and NumPy's formulas differ by
round-off only, 1e-12 (gradients relative to the largest entry of an array). Single precision would not do: right
forward passes are up to 1.2e-6 apart there.

Tolerance of training: the network is asked in double precision, but rows, labels and the loss may pass through float32,
PyTorch's default: the numbers drawn here fit into it, a rounded mean of a loss leaves 1e-7 of a gradient. Eight steps
stay below 1e-6 of a parameter; each mistake moves one by more than 1e-3.

Tolerance of first weights: a standard deviation over 3e5 draws is known to 0.13%, and the nearest wrong scheme is 6.5%
off. Kurtosis is 3 for a normal and 1.8 for a uniform draw, known to 0.01 here.

Copies are exact, and new biases 0 to six digits: those that nobody set are PyTorch's draws, which differ in their last
digit between processors, and a mistake is known by its reply. What a comparison reports of a right network is
round-off, and of a planted fault above 1e-6.
"""

from itertools import pairwise

import numpy as np
import torch
from nncheck import Close, Exact, SameFaults
from torch.utils.data import BatchSampler

from autograder.course import Twin, check
from solutions import twins
from solutions.network import MLPConfig, NumpyMLP

OUTPUTS = Close(rtol=1e-12, atol=1e-14)
GRADIENTS = Close(rtol=1e-12, atol=1e-15, normwise=True)
DEVIATIONS = Close(rtol=0.02, atol=0)
DRAWS = Close(rtol=0, atol=0.1)
ZERO = Close(rtol=0, atol=1e-6)
PARTS = SameFaults(tolerance=1e-9)
TRAINED = Close(rtol=1e-5, atol=1e-6)
SINGLE_PRECISION = Close(rtol=1e-4, atol=1e-5)

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
    layer_dims = [*sizes(rng, 3, 4, 5), 1]
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


@check(
    "PyTorchMLP",
    points=1,
    by=OUTPUTS,
    ask="logits",
    twin=lambda layer_dims, output_activations, params, X: {
        each: twins.forward(layer_dims, "relu", "identity", params, X) for each in output_activations
    },
    hint="logits ends one step before forward.",
)
def logits_are_pre_activations(rng):
    """`logits` gives what the output activation is applied to."""
    layer_dims = [*sizes(rng, 4, 5), 2]
    return layer_dims, ["sigmoid", "softmax"], *parameters_and_rows(rng, layer_dims)


@check(
    "PyTorchMLP",
    points=1,
    by=GRADIENTS,
    ask="gradients",
    twin=lambda layer_dims, params, X, y: twins.backward(layer_dims, "relu", "identity", params, X, y),
    hint="Autograd follows tensors. It loses track at .detach(), at .numpy(), at .item() and under torch.no_grad().",
    visibility="hidden",
)
def gradients_reach_every_layer(rng):
    """Backpropagation through the network reaches all weights and biases."""
    layer_dims = [*sizes(rng, 4, 5), 2]
    params, X = parameters_and_rows(rng, layer_dims)
    return layer_dims, params, X, rng.normal(size=(len(X), 2))


@check(
    "PyTorchMLP",
    points=1,
    by=Exact(),
    ask="parameter_shapes",
    twin=lambda layer_dims: [shape for n_in, n_out in pairwise(layer_dims) for shape in ([n_out, n_in], [n_out])],
    hint="What does nn.Module know of the layers? An optimizer moves what model.parameters() yields, and nothing else.",
)
def an_optimizer_finds_all_parameters(rng):
    """`model.parameters()` yields each layer's weight and bias, layer by layer, also where layers have equal sizes."""
    size = int(rng.integers(3, 6))
    return ([int(rng.integers(6, 9)), size, size, size, 1],)


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
    twin=Twin(deviations_by_law, agrees=Close(rtol=0.008, atol=0)),
    hint="He's variance is 2 / n_in, Xavier's 2 / (n_in + n_out): for each layer by the activation that follows it.",
)
def first_weights_have_the_right_size(rng):
    """New weights are drawn by He before relu, gelu and swish, and by Xavier before the others, the last layer too."""
    pairs = [["relu", "sigmoid"], ["tanh", "relu"]]  # one alone does not tell He everywhere from the hidden layers' law
    return sizes(rng, 400, 600, 900), pairs, int(rng.integers(1000))


@check(
    "PyTorchMLP",
    points=1,
    by=DRAWS,
    ask="initial_draws",
    twin=Twin(
        lambda layer_dims, seed: {"kurtosis": 3.0, "correlation of the first two layers": 0.0},
        agrees=Close(rtol=0, atol=0.05),
    ),
    hint="Which law do they follow? And does every layer get draws of its own?",
    visibility="hidden",
)
def first_weights_are_normal_and_independent(rng):
    """New weights are normally distributed, and the layers are independent of each other."""
    size = int(rng.integers(500, 550))
    return [size, size, size, 1], int(rng.integers(1000))


@check(
    "PyTorchMLP",
    points=1,
    by=ZERO,
    ask="initial_biases",
    twin=lambda layer_dims, seed: {f"b{layer}": np.zeros(size) for layer, size in enumerate(layer_dims[1:], start=1)},
    hint="nn.Linear draws its biases too, unless you say otherwise.",
)
def first_biases_are_zero(rng):
    """New biases are 0."""
    return [*sizes(rng, 3, 4, 5), 1], int(rng.integers(1000))


@check(
    "PyTorchMLP",
    points=1,
    by=Exact(),
    ask="seeds",
    twin=lambda layer_dims, seed, other: {"the same seed": "equal", "another seed": "different"},
    hint="config.seed is to decide, whatever else in the program draws random numbers.",
    visibility="hidden",
)
def the_seed_decides(rng):
    """The same seed gives the same first weights, another seed others."""
    seed = int(rng.integers(1000))
    return [*sizes(rng, 3, 4), 1], seed, seed + int(rng.integers(1, 100))


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
    hint="Each layer has two parameters.",
)
def biases_arrive(rng):
    """All biases arrive."""
    return one_square_layer(rng)


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
    twin=lambda layer_dims, params: dict.fromkeys(params, "torch.float32"),
    hint="NumPy's arrays are float64. What should decide about the kind of number, the source or the target?",
    visibility="hidden",
)
def a_network_keeps_its_precision(rng):
    """A network in single precision still is one after the copying."""
    return one_square_layer(rng)


@check(
    "copy_parameters",
    points=1,
    by=Close(rtol=0, atol=1e-9),
    ask="moved_by_an_earlier_optimizer",
    twin=lambda layer_dims, params: dict.fromkeys(params, 1.0),
    hint="An optimizer holds on to the Parameter objects that it was given. Which objects hold your copies?",
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


def rows_and_labels(rng, n_outputs):
    """Layer sizes of a small network, a seed, rows, and labels (n, n_outputs)."""
    layer_dims = [*sizes(rng, 3, 4), n_outputs]
    n = int(rng.integers(6, 9))
    y = rng.permuted(np.tile(np.arange(n) % 2, (n_outputs, 1)), axis=1).T.astype(float)
    return layer_dims, int(rng.integers(1000)), rng.normal(size=(n, layer_dims[0])), y


def planted(**parts):
    """The parts in which a difference was planted, in the form of an answer."""
    return Twin(lambda *arguments: {"output": 0.0, "gradients": 0.0, "step": 0.0} | parts, agrees=PARTS)


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PARTS,
    ask="differences",
    twin=planted(),
    hint="Both networks in double precision, with the same parameters, the same mean loss and the same step.",
)
def equal_networks_agree(rng):
    """Of two networks that are equal, with two outputs, it reports round-off only."""
    return *rows_and_labels(rng, 2), "none", ""


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PARTS,
    ask="differences",
    twin=planted(),
    hint="(n, 1) minus (n,) is (n, n).",
)
def labels_may_have_one_dimension(rng):
    """Labels of shape (n,) are taken for (n, 1)."""
    *others, y = rows_and_labels(rng, 1)
    return *others, y[:, 0], "none", ""


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PARTS,
    ask="differences",
    twin=planted(output=1.0, gradients=1.0, step=1.0),
    hint="What do freshly made networks have in common, that a comparison must not have?",
)
def a_layer_that_doubles_its_biases(rng):
    """PyTorch's network uses its first biases twice: output, gradients and step all differ."""
    return *rows_and_labels(rng, 2), "doubled", "b1"


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PARTS,
    ask="differences",
    twin=planted(gradients=1.0, step=1.0),
    hint="Biases have gradients too, in every layer.",
)
def one_wrong_bias_gradient(rng):
    """The output is right, but one layer's bias gradient is three times too large: gradients and step differ."""
    return *rows_and_labels(rng, 2), "tripled", f"b{rng.integers(1, 3)}"


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=PARTS,
    ask="differences",
    twin=planted(gradients=1.0, step=1.0),
    hint="Subtract entry by entry, and look for the largest absolute value.",
    visibility="hidden",
)
def a_gradient_in_the_wrong_order(rng):
    """The rows of one weight gradient come in reverse order: sums and norms are right, entries are not."""
    return *rows_and_labels(rng, 2), "reversed", "W1"


@check(
    "verify_numpy_pytorch_equivalence",
    points=1,
    by=Exact(),
    ask="complaints",
    twin=lambda *arguments: {"atol = 1e-06": "AssertionError", "atol = 1000": "no error"},
    hint="Each of the three differences is held against atol.",
    visibility="hidden",
)
def a_difference_above_atol_is_an_error(rng):
    """With a wrong gradient it raises AssertionError where the difference exceeds atol, and only there."""
    return *rows_and_labels(rng, 2), "tripled", "W2", 1e-6, 1e3


# train_pytorch_mlp


def training(rng, n_train, batch_size, epochs, n_outputs=1):
    """A start, rows and settings: the arguments of the probes. All numbers of the rows fit into float32."""
    d, hidden = sizes(rng, 3, 4)
    config = {
        "layer_dims": [d, hidden, n_outputs],
        "activation": "tanh",
        "output_activation": "sigmoid" if n_outputs == 1 else "softmax",
        "seed": int(rng.integers(1000)),
    }
    data = {}
    for split, n in (("train", n_train), ("val", 11)):
        data[f"X_{split}"] = np.round(64 * rng.normal(size=(n, d))) / 64
        classes = rng.permutation(np.arange(n) % max(n_outputs, 2))  # of each class equally many, up to one
        data[f"y_{split}"] = classes.astype(float) if n_outputs == 1 else np.eye(n_outputs)[classes]
    return config, parameters(rng, config["layer_dims"]), data, epochs, batch_size, float(rng.uniform(0.5, 1.0))


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


RUNS_AGREE = Close(rtol=1e-9, atol=1e-10)
HISTORY = ["train_loss", "val_loss", "train_acc", "val_acc"]


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="trained",
    twin=Twin(numpy_params, agrees=RUNS_AGREE),
    hint="Forward pass, mean loss, backward pass, one plain step of length lr.",
)
def one_step(rng):
    """One epoch with all rows in one batch: the parameters are those of NumPy's training."""
    return training(rng, 8, 8, 1)


@check(
    "train_pytorch_mlp",
    points=2,
    by=TRAINED,
    ask="trained",
    twin=Twin(numpy_params, agrees=RUNS_AGREE),
    hint="What does the second step know of the first? Nothing but the parameters, it should be.",
)
def gradients_do_not_add_up(rng):
    """Three steps of gradient descent, on rows that are all the same so that their order does not matter."""
    config, params, data, *settings = training(rng, 12, 4, 1)
    return (
        config,
        params,
        {name: np.tile(array[:1], (12,) + (1,) * (array.ndim - 1)) for name, array in data.items()},
        *settings,
    )


@check(
    "train_pytorch_mlp",
    points=2,
    by=Exact(),
    ask="batches",
    twin=rows_by_batch_sampler,
    hint="One generator for the whole run, one permutation for each epoch, and every row has its turn.",
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


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="history",
    twin=Twin(numpy_history, agrees=RUNS_AGREE),
    hint="After each epoch: all rows, the parameters as they are then, loss and accuracy for each of the two sets.",
)
def losses_and_accuracies(rng):
    """After one epoch of one step: loss and accuracy on all training and on all validation rows."""
    return telling_history(rng)


@check(
    "train_pytorch_mlp",
    points=1,
    by=Exact(),
    ask="lengths_of_history",
    twin=lambda config, params, data, epochs, *settings: dict.fromkeys(HISTORY, epochs),
    hint="When is something appended?",
    visibility="hidden",
)
def one_entry_for_each_epoch(rng):
    """Each of the four lists has one entry for each epoch."""
    return training(rng, 10, 3, int(rng.integers(4, 7)))


def modes_and_loss(*arguments):
    return {
        "updates in mode": "train",
        "returned in mode": "eval",
        "val_loss": numpy_history(*arguments)["val_loss"][-1],
    }


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="modes",
    twin=Twin(modes_and_loss, agrees=RUNS_AGREE),
    hint="A network with dropout computes two different things: one for updates, one for everything else.",
)
def train_mode_and_eval_mode(rng):
    """Updates happen in train mode, in every epoch; history is taken in eval mode, and the model comes back in it."""
    *others, _ = training(rng, 12, 4, 3)
    return *others, 0.0  # with a rate of 0 nothing moves, so that only the modes matter


@check(
    "train_pytorch_mlp",
    points=1,
    by=SINGLE_PRECISION,
    ask="trained_in_single_precision",
    twin=Twin(numpy_params, agrees=Close(rtol=1e-5, atol=2e-6)),
    hint="The rows come as float64, and a new network in PyTorch is float32.",
)
def rows_in_double_for_a_network_in_single(rng):
    """With PyTorch's default, float32, training works on rows that come as NumPy's float64."""
    return training(rng, 8, 8, 1)


@check(
    "train_pytorch_mlp",
    points=1,
    by=TRAINED,
    ask="trained",
    twin=Twin(numpy_params, agrees=RUNS_AGREE),
    hint="config.output_activation decides about the loss, and torch_loss knows how.",
    visibility="hidden",
)
def three_classes(rng):
    """One step with three classes: softmax output, cross-entropy."""
    return training(rng, 9, 9, 1, n_outputs=3)
