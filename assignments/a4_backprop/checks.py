"""What is asked of `backward`, `gradient_check`, `backward_cost` and `Node`, and how closely the answers must agree.

Tolerance of `backward`: correct codings add the same products in another order, so they differ by round-off of the
largest entries: at most 1e-12 of the largest gradient of an array, measured over loops, einsum, recursion and PyTorch.

Tolerance of `gradient_check`: the numeric gradient carries round-off and truncation of about 1e-9 of a gradient's
norm, and codings that take the loss from probabilities or from logits differ by as much. Only one check looks at such
small numbers. The others look at planted faults with errors above 0.01: two of them compare the error itself, to one
part in a thousand, since other formulas are off by far more, and two only whether the fault is seen where it is.

Tolerance of `Node`: single numbers, a few operations each: 1e-11 is a thousand times their round-off. Costs are whole
numbers and exact.

Every network is redrawn until nothing in it hides a mistake: no layer of relus is nearly dead or nearly linear, no
output is saturated, no array's gradient nearly cancels.
"""

from itertools import pairwise

import numpy as np
from nncheck import Close, Exact, SameFaults

from autograder.course import Twin, check
from solutions import twins
from solutions.network import MLPConfig, NumpyMLP
from solutions.twins import cost as cost_twin
from solutions.twins import graphs

GRADIENTS = Close(rtol=1e-12, atol=1e-15, normwise=True)
UNCHANGED = Close(rtol=0, atol=1e-10)
ERRORS = Close(rtol=1e-3, atol=1e-3)
# Over 150 draws right codings stay below 3e-9, and a one-sided difference is never nearer than 1e-6.
NO_FAULT = SameFaults(tolerance=2e-7)
FAULTS = SameFaults(tolerance=1e-2)
# The error goes with the square of the step: one that is 5 percent too long shows here, and nothing finer is asked.
STEP = Close(rtol=0.1, atol=1e-6)
SCALARS = Close(rtol=1e-12, atol=1e-11)
ERRORS_TWIN = Twin(twins.gradient_errors, agrees=Close(rtol=0, atol=2e-8))


def drawn(rng, layer_dims, activation, output_activation, n):
    """A network with random weights and biases, n rows of data, and labels: the arguments of the probes."""
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        params[f"W{layer}"] = rng.normal(0, 1.3 / np.sqrt(n_in), size=(n_out, n_in))
        params[f"b{layer}"] = rng.normal(0, 0.5, size=n_out)
    X = rng.normal(size=(n, layer_dims[0]))
    return layer_dims, activation, output_activation, params, X, labels(rng, output_activation, n, layer_dims[-1])


def labels(rng, output_activation, n, n_outputs):
    if output_activation == "sigmoid":
        return (rng.random((n, n_outputs)) < 0.5).astype(float)
    if output_activation == "softmax":
        return np.eye(n_outputs)[rng.integers(n_outputs, size=n)]
    return rng.normal(size=(n, n_outputs))


def network(rng, layer_dims, activation, output_activation="sigmoid", n=None):
    """`drawn`, again and again until no mistake could hide in it."""
    n = n or int(rng.integers(8, 11))
    while True:
        arguments = drawn(rng, layer_dims, activation, output_activation, n)
        if is_telling(*arguments):
            return arguments


def is_telling(layer_dims, activation, output_activation, params, X, y):
    model = NumpyMLP(MLPConfig(layer_dims, activation, output_activation))
    model.params = params
    model.forward(X)
    depth = len(layer_dims) - 1
    hidden = [model.cache[f"Z{layer}"] for layer in range(1, depth)]
    gradients = twins.backward(layer_dims, activation, output_activation, params, X, y)
    return (
        np.abs(model.cache[f"Z{depth}"]).max() < 3
        and all(0.3 < np.mean(z > 0) < 0.7 and np.abs(z).min() > 2e-3 for z in hidden)
        and all(0.02 < np.linalg.norm(gradient) < 5 for gradient in gradients.values())
    )


def gradients_of_each_output(layer_dims, activation, output_activations, params, X, y):
    """The twin of the probe of that name."""
    return {
        f"{name} ({output} outputs)": gradient
        for output in output_activations
        for name, gradient in twins.backward(layer_dims, activation, output, params, X, y).items()
    }


def one_row_too(layer_dims, activation, output_activation, params, X, y):
    """The twin of `gradients_of_one_row_too`."""
    network = layer_dims, activation, output_activation, params
    single = twins.backward(*network, X[:1], y[:1]).items()
    return {**twins.backward(*network, X, y), **{f"{name} of a single row": gradient for name, gradient in single}}


def sizes(rng, *choices):
    """Layer sizes, all different, in any order."""
    return rng.permutation(choices).tolist()


def as_they_were(network, deeper):
    """The twin of `shapes_and_the_rest`: PyTorch's shapes and forward pass, parameters and labels as given."""
    layer_dims, activation, output_activation, params, X, y = network
    cache = {"A0": X}
    depth = len(layer_dims) - 1
    for layer in range(1, depth + 1):
        upto = layer_dims[: layer + 1], activation
        cache[f"Z{layer}"] = twins.forward(*upto, "identity", params, X)
        cache[f"A{layer}"] = twins.forward(*upto, output_activation if layer == depth else activation, params, X)
    gradients = twins.backward(layer_dims, activation, output_activation, params, X, y)
    kinds = "", " of a second call"
    shapes = {f"{name}{kind}": np.zeros(gradient.shape) for name, gradient in gradients.items() for kind in kinds}
    names = {"the names": sorted(params), "the names in the cache": sorted(cache)}
    return {**shapes, **names, "params": params, "cache": cache, "labels": y}


# backward


@check(
    "backward",
    points=2,
    by=GRADIENTS,
    ask="gradients",
    twin=twins.backward,
    hint="Here the output layer is also the first: dZ from the loss, then the two gradients of the layer.",
)
def one_layer_is_logistic_regression(rng):
    """A network without hidden layers: one sigmoid, binary cross-entropy."""
    return network(rng, [int(rng.integers(3, 6)), 1], "relu")


@check(
    "backward",
    points=3,
    by=GRADIENTS,
    ask="gradients_of_one_row_too",
    twin=one_row_too,
    hint="Write the shape beside each array, also for a single row. The hidden derivative is a function of the "
    "pre-activation.",
)
def two_layers_with_tanh(rng):
    """One hidden layer of tanh units, one sigmoid output: gradients of all rows, and of the first row alone."""
    return network(rng, [*sizes(rng, 3, 5), 1], "tanh")


@check(
    "backward",
    points=3,
    by=GRADIENTS,
    ask="gradients",
    twin=twins.backward,
    hint="The same step is repeated for every layer: what does it need from the layer above, what from below?",
)
def four_layers_with_relu(rng):
    """Three hidden layers of ReLU units, all of different sizes."""
    return network(rng, [*sizes(rng, 4, 5, 6, 7), 1], "relu")


@check(
    "backward",
    points=2,
    by=GRADIENTS,
    ask="gradients",
    twin=twins.backward,
    hint="With square matrices every shape fits, transposed or not: only the indices of the sum decide. And the hidden "
    "units are sigmoids here.",
)
def square_layers(rng):
    """Layers with as many units as inputs, where a transposed matrix raises no error."""
    size = int(rng.integers(4, 7))
    return network(rng, [size, size, size, 1], "sigmoid")


@check(
    "backward",
    points=2,
    by=GRADIENTS,
    ask="gradients",
    twin=twins.backward,
    hint="Every score reaches every probability of its row, and cross-entropy is a mean over rows: compare with the "
    "lesson where you start, and by what you divide.",
)
def softmax_with_cross_entropy(rng):
    """Several classes: softmax output, cross-entropy loss."""
    return network(rng, [*sizes(rng, 4, 6), int(rng.choice([3, 5]))], "relu", "softmax", n=9)


@check(
    "backward",
    points=2,
    by=GRADIENTS,
    ask="gradients_of_each_output",
    twin=gradients_of_each_output,
    hint="Squared error is a function of A_L. One more step of the chain rule leads from A_L to Z_L. And of how many "
    "elements is it the mean?",
)
def squared_error_behind_a_curved_output(rng):
    """Squared error behind two or three outputs that bend (tanh, GELU or Swish), and behind linear ones."""
    curved = str(rng.choice(["tanh", "gelu", "swish"]))
    layer_dims = [*sizes(rng, 4, 5), int(rng.integers(2, 4))]
    while True:
        *_, params, X, y = network(rng, layer_dims, "relu", curved)
        if is_telling(layer_dims, "relu", "identity", params, X, y):
            return layer_dims, "relu", [curved, "identity"], params, X, y


@check(
    "backward",
    points=2,
    by=GRADIENTS,
    ask="gradients",
    twin=twins.backward,
    hint="Binary cross-entropy is a mean over every element, and each activation has its own derivative.",
    visibility="hidden",
)
def several_sigmoid_outputs_behind_smooth_layers(rng):
    """Two hidden layers of GELU or Swish units, two or three sigmoid outputs."""
    smooth = str(rng.choice(["gelu", "swish"]))
    return network(rng, [*sizes(rng, 4, 5, 6), int(rng.integers(2, 4))], smooth)


@check(
    "backward",
    points=1,
    by=UNCHANGED,
    ask="shapes_and_the_rest",
    twin=as_they_were,
    hint="Labels may have shape (n,). Parameters, cache and labels belong to the caller. And every call starts afresh.",
    visibility="hidden",
)
def labels_in_one_dimension_and_nothing_changed(rng):
    """With labels of shape (n,) all gradients have their shapes, and the names of the parameters; parameters, cache and
    labels stay what they were. Other rows of the same network, or a deeper network, asked about before change
    nothing."""
    *others, y = network(rng, [*sizes(rng, 3, 4), 1], "sigmoid")
    y[0] = 1.0  # of labels that are all 0, nobody could say whether they were subtracted somewhere
    deeper = drawn(rng, [2, 2, 2, 2, 2, 1], "sigmoid", "sigmoid", 3)  # deeper than any other that is asked about
    return (*others, y[:, 0]), deeper


# gradient_check


def checked(rng, layer_dims, activation):
    """A small network with its right gradients."""
    arguments = network(rng, layer_dims, activation, n=int(rng.integers(5, 8)))
    return *arguments, twins.backward(*arguments)


def smooth(rng):
    return str(rng.choice(["tanh", "sigmoid", "gelu", "swish"]))


def silent(rng):
    """A network whose hidden relus are all silent: the gradient of everything but the last bias is exactly 0."""
    layer_dims, activation, output_activation, params, X, y = drawn(rng, [2, 2, 1], "relu", "sigmoid", 5)
    arguments = layer_dims, activation, output_activation, {**params, "b1": params["b1"] - 50.0}, X, y
    return *arguments, twins.backward(*arguments)


def silent_and_wrong(rng):
    """The same, but where the gradient is 0 throughout, one entry is claimed to be something else."""
    *network, analytic = silent(rng)
    for name in ("W1", "b1", "W2"):
        analytic[name].flat[0] = rng.uniform(0.5, 1)
    return *network, analytic


def errors_with_any_tolerance(*arguments):
    """The twin of `errors_with_a_tolerance`, which makes no difference to the errors."""
    return twins.gradient_errors(*arguments[:-1])


def errors_of_both(network, silent):
    """The twin of `errors_with_a_silent_network`."""
    silent_errors = twins.gradient_errors(*silent).items()
    return {**twins.gradient_errors(*network), **{f"{name} of a silent network": e for name, e in silent_errors}}


@check(
    "gradient_check",
    points=1,
    by=NO_FAULT,
    ask="errors_with_a_silent_network",
    twin=Twin(errors_of_both, agrees=Close(rtol=0, atol=2e-8)),
    hint="Move one entry at a time, up and down. How far apart are the two points? And what if both gradients are 0?",
)
def right_gradients_pass(rng):
    """Right gradients have errors near 0, also where a layer is silent and gradients are 0."""
    return checked(rng, [*sizes(rng, 2, 3), 1], smooth(rng)), silent(rng)


@check(
    "gradient_check",
    points=1,
    by=FAULTS,
    ask="errors_after_other_rows",
    twin=ERRORS_TWIN,
    hint="What does the cache hold when you call model.backward(y)? It must be the forward pass on these very rows, "
    "with no parameter moved. And labels may have shape (n,).",
)
def after_other_rows(rng):
    """The network has just seen other rows: its cache does not belong to X and y. Labels come as (n,)."""
    *network, y, analytic = checked(rng, [*sizes(rng, 3, 4), 1], smooth(rng))
    return *network, y[:, 0], analytic


@check(
    "gradient_check",
    points=1,
    by=ERRORS,
    ask="errors_with_a_tolerance",
    twin=Twin(errors_with_any_tolerance, agrees=Close(rtol=0, atol=2e-8)),
    hint="A factor k gives |k - 1| / (k + 1), in the arrays where it was planted and nowhere else, and whatever the "
    "tolerance is.",
)
def a_factor_in_each_weight_matrix(rng):
    """The gradient of each weight matrix is multiplied by a factor of its own. The tolerance is such that not all of
    these errors exceed it."""
    *network, analytic = checked(rng, [2, 3, 3, 1], "relu" if rng.random() < 0.5 else smooth(rng))
    for layer, factor in enumerate(rng.permutation([1.5, 2.5, 4.0]), start=1):
        analytic[f"W{layer}"] *= factor * rng.uniform(0.9, 1.1)
    return *network, analytic, rng.uniform(0.27, 0.36)  # 1.65 gives an error of 0.25, and 2.25 one of 0.38


@check(
    "gradient_check",
    points=1,
    by=FAULTS,
    ask="errors",
    twin=ERRORS_TWIN,
    hint="Two opposite vectors have the same length. And biases are parameters too.",
)
def the_sign_of_two_bias_gradients(rng):
    """The gradients of the last layer's biases and of one other layer's have the wrong sign."""
    depth = int(rng.integers(2, 6))  # of many shapes, so that nobody guesses which
    activation = str(rng.choice(["tanh", "gelu", "swish"]))  # a deep network of sigmoids is telling once in thousands
    *network, analytic = checked(rng, [*rng.integers(2, 4, size=depth).tolist(), 1], activation)
    for layer in (rng.integers(1, depth), depth):
        analytic[f"b{layer}"] *= -1
    return *network, analytic


@check(
    "gradient_check",
    points=1,
    by=ERRORS,
    ask="errors",
    twin=ERRORS_TWIN,
    hint="Subtract the arrays first, entry by entry. Then the norm of the whole array: root of the sum of squares.",
    visibility="hidden",
)
def two_entries_exchanged(rng):
    """Two entries of a weight gradient have changed places: sum and norm are as they should be."""
    *network, analytic = checked(rng, [*sizes(rng, 3, 4), 1], smooth(rng))
    flat = analytic["W1"].ravel()
    low, high = int(flat.argmin()), int(flat.argmax())
    flat[[low, high]] = flat[[high, low]]
    return *network, analytic


@check(
    "gradient_check",
    points=1,
    by=FAULTS,
    ask="errors_with_a_silent_network",
    twin=Twin(errors_of_both, agrees=Close(rtol=0, atol=2e-8)),
    hint="Every entry counts, of large arrays too, and where all entries of the other gradient are 0.",
    visibility="hidden",
)
def one_wrong_entry(rng):
    """A single entry far down in a large weight gradient is wrong; and so is one in each gradient of a silent layer,
    which should be 0."""
    *network, analytic = checked(rng, [*sizes(rng, 5, 6), 1], smooth(rng))
    wrong = analytic["W1"]
    wrong[-2, rng.integers(1, 4)] += rng.choice([-1, 1]) * rng.uniform(0.5, 0.8) * np.linalg.norm(wrong)
    return (*network, analytic), silent_and_wrong(rng)


@check(
    "gradient_check",
    points=1,
    by=UNCHANGED,
    ask="params_after_the_check",
    twin=lambda layer_dims, activation, output_activation, params, X, y, analytic: params,
    hint="Look at model.params after the call. What did the very last step leave there?",
)
def parameters_come_back(rng):
    """After the check all parameters are what they were."""
    return checked(rng, [*sizes(rng, 2, 3), 1], smooth(rng))


def errors_by_differences(layer_dims, activation, output_activation, params, X, y, analytic, eps):
    """The twin of `error_with_a_step`: centred differences of PyTorch's loss."""

    def loss(name, shift):
        moved = {**params, name: params[name] + shift}
        z = twins.forward(layer_dims, activation, "identity", moved, X)
        return twins.loss_value(output_activation, z, y)

    exact = analytic["W1"].ravel()
    steps = eps * np.eye(exact.size).reshape(exact.size, *analytic["W1"].shape)
    quotients = [(loss("W1", step) - loss("W1", -step)) / (2 * eps) for step in steps]
    return float(np.linalg.norm(exact - quotients) / (np.linalg.norm(exact) + np.linalg.norm(quotients) + 1e-8))


@check(
    "gradient_check",
    points=1,
    by=STEP,
    ask="error_with_a_step",
    twin=Twin(errors_by_differences, agrees=Close(rtol=1e-9, atol=1e-12)),
    hint="eps is an argument: every step, up and down, has its size.",
    visibility="hidden",
)
def the_step_is_eps(rng):
    """With a coarse step the difference quotient is visibly inexact, by just as much as centred differences are."""
    return *checked(rng, [*sizes(rng, 2, 3), 1], smooth(rng)), rng.uniform(0.05, 0.1)


# backward_cost


@check(
    "backward_cost",
    points=1,
    by=Exact(),
    twin=cost_twin.backward_cost,
    hint="Which of the two products does every layer need, and which all but one?",
)
def one_row_through_many_layers(rng):
    """One row through four to six layers of different sizes."""
    return ([int(size) for size in rng.permutation(np.arange(2, 30))[: rng.integers(5, 8)]],)


@check(
    "backward_cost",
    points=1,
    by=Exact(),
    ask="cost_and_sizes",
    twin=lambda layer_dims, n: {
        "the cost": cost_twin.backward_cost(layer_dims, n),
        "layer_dims after the call": layer_dims,
    },
    hint="Both products have the rows in them: once each. And the list of sizes stays as it is.",
)
def many_rows(rng):
    """Many rows at once, one hidden layer. The list of sizes is afterwards what it was."""
    return [int(size) for size in rng.permutation(np.arange(2, 30))[:3]], int(rng.integers(5, 100))


@check(
    "backward_cost",
    points=1,
    by=Exact(),
    twin=cost_twin.backward_cost,
    hint="The only layer is the first one.",
    visibility="hidden",
)
def a_network_without_hidden_layers(rng):
    """A network with a single layer."""
    return ([int(size) for size in rng.permutation(np.arange(2, 30))[:2]],)


# Node: a graph is a dict, name -> [operation, operands by name or number]


def moderate(rng):
    """A number between 0.4 and 2, either sign."""
    return float(rng.choice([-1, 1]) * rng.uniform(0.4, 2))


def each_operation(rng):
    """A small graph for every operation, the last one for the kink of relu."""
    x, y, positive = moderate(rng), moderate(rng), float(rng.uniform(0.4, 0.9))
    pair = {"x": ["input", x], "y": ["input", y]}
    exponent, fraction = float(rng.choice([3.0, -1.0])), float(rng.choice([0.5, 1.5, -0.5]))
    return {
        "a sum": {**pair, "result": ["add", "x", "y"]},
        "a product": {**pair, "result": ["multiply", "x", "y"]},
        "a power": {"x": ["input", -abs(x)], "result": ["power", "x", exponent]},
        "the square of a negative number": {"x": ["input", -abs(x)], "result": ["power", "x", 2.0]},
        "a power that is no whole number": {"x": ["input", positive], "result": ["power", "x", fraction]},
        "exp": {"x": ["input", x], "result": ["exp", "x"]},
        "log": {"x": ["input", positive], "result": ["log", "x"]},
        "tanh": {"x": ["input", x], "result": ["tanh", "x"]},
        "relu where positive": {"x": ["input", abs(x)], "result": ["relu", "x"]},
        "relu where negative": {"x": ["input", -abs(x)], "result": ["relu", "x"]},
        "relu at 0": {"x": ["input", 0.0], "result": ["relu", "x"]},
    }


def inputs(steps):
    return [name for name, (operation, *_) in steps.items() if operation == "input"]


def slopes_of_each(steps_by_name):
    """The twin of `slopes_of_each`."""
    return {
        f"the gradient of {each} in {name}": gradient
        for name, steps in steps_by_name.items()
        for each, gradient in graphs.gradients(steps, "result", inputs(steps)).items()
    }


def results_of_each(steps_by_name):
    """The twin of `results_of_each`."""
    return {f"the value of {name}": graphs.values(steps)["result"] for name, steps in steps_by_name.items()}


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="results_of_each",
    twin=results_of_each,
    hint="Each operation returns a new Node whose value is the operation's result.",
)
def values_of_each_operation(rng):
    """Each operation by itself has the right value."""
    return (each_operation(rng),)


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="slopes_of_each",
    twin=slopes_of_each,
    hint="Which derivative belongs to each parent? Test one operation by a centred difference.",
)
def slopes_of_each_operation(rng):
    """Each operation by itself passes on the right derivatives."""
    return (each_operation(rng),)


@check(
    "Node",
    points=1,
    by=Exact(),
    ask="at_the_start",
    twin=lambda steps, names: dict.fromkeys(names, 0.0),
    hint="What is `gradient` before any call of `backward`?",
)
def nodes_begin_with_gradient_zero(rng):
    """Before any call of backward the gradient of every node is 0.0."""
    steps = {"x": ["input", moderate(rng)], "y": ["input", moderate(rng)], "u": ["multiply", "x", "y"]}
    return steps, list(steps)


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="gradients_of",
    twin=graphs.gradients,
    hint="Two edges may lead to the same node. What arrives along them is added.",
)
def a_node_used_twice(rng):
    """In x * x + (x + x) * y the same node stands on both sides of an operation."""
    steps = {
        "x": ["input", moderate(rng)],
        "y": ["input", moderate(rng)],
        "square": ["multiply", "x", "x"],
        "double": ["add", "x", "x"],
        "product": ["multiply", "double", "y"],
        "result": ["add", "square", "product"],
    }
    return steps, "result", ["x", "y"]


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="gradients_of",
    twin=graphs.gradients,
    hint="A node may pass its gradient on only when everything computed from it has had its turn.",
)
def paths_of_different_length(rng):
    """Each node is made from the last one and from one three steps back: short and long paths meet everywhere."""
    steps = {f"n{number}": ["input", moderate(rng)] for number in range(3)}
    for number in range(3, 9):
        earlier = [f"n{number - 1}", f"n{number - 3}"]
        steps[f"n{number}"] = [("multiply", "add")[number % 2], *rng.permutation(earlier).tolist()]
    return steps, "n8", [f"n{number}" for number in range(8)]


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="gradients_of",
    twin=graphs.gradients,
    hint="How do you know that a node has been seen before: by the node itself, or by its value?",
    visibility="hidden",
)
def equal_values_in_different_nodes(rng):
    """In tanh(0.1 (x * y) * (x * y)) the two products have the same value and the same parents, and are two nodes."""
    steps = {
        "x": ["input", moderate(rng)],
        "y": ["input", moderate(rng)],
        "u": ["multiply", "x", "y"],
        "v": ["multiply", "x", "y"],
        "both": ["multiply", "u", "v"],
        "small": ["multiply", "both", 0.1],
        "result": ["tanh", "small"],
    }
    return steps, "result", ["x", "y", "u", "v"]


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="gradients_after_another",
    twin=lambda steps, before, root, wanted: graphs.gradients(steps, root, wanted),
    hint="What do the gradients hold when backward is called, and what should they hold?",
    visibility="hidden",
)
def a_second_call_starts_afresh(rng):
    """`backward` on one result, then twice on another: the gradients are as if nothing had been called before."""
    steps = {
        "x": ["input", moderate(rng)],
        "y": ["input", moderate(rng)],
        "u": ["multiply", "x", "y"],
        "first": ["add", "u", "x"],
        "second": ["multiply", "u", "y"],
    }
    before, root = rng.permutation(["first", "second"]).tolist()
    return steps, before, root, ["x", "y", "u"]


@check(
    "Node",
    points=1,
    by=SCALARS,
    ask="gradients_of",
    twin=graphs.gradients,
    hint="`other` may be a plain number. What would make it behave like a node?",
    visibility="hidden",
)
def nodes_and_plain_numbers(rng):
    """Plain numbers stand beside nodes: 2 * x, x - 3, 1 / y."""
    steps = {
        "x": ["input", moderate(rng)],
        "y": ["input", moderate(rng)],
        "scaled": ["multiply", "x", round(moderate(rng), 1)],
        "moved": ["subtract", "scaled", 3],
        "inverse": ["divide", round(moderate(rng), 1), "y"],
        "result": ["add", "moved", "inverse"],
    }
    return steps, "result", ["x", "y"]
