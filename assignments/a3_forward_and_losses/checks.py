"""What is asked of initialization, forward pass and losses, and how closely the answers must agree.

Random weights are asked for their law, not for their digits: whoever draws them in another order or way is right. A
standard deviation over N weights is known to 1 / sqrt(2 N), that is 0.2 % for the 10^5 weights drawn here, and 2 % is
allowed; the nearest wrong scheme is further off than 15 %, since layers are twice as wide on one side. Where a layer
has one input or two, 3000 weights and more are drawn: two right answers differ by 1.8 % at most (one standard
deviation), 9.5 % is allowed, and who counts the bias as one more input is off by 18 % or more. The kurtosis of 10^5
normal numbers is 3 ± 0.016, of uniform ones 1.8. Correlations of 10^4 independent pairs are 0 ± 0.01. Only
`init_params` is asked once for the digits, because its docstring settles stream, order and size of every draw.

Probabilities of far lower scores are 0 to the last digit, and nothing else is let through for it.

Forward passes are handfuls of products and one bend each: 1e-12 of an array's largest entry.

Losses: correct codings differ by less than 1e-12, relatively, for probabilities between 0.02 and 0.98. Where
probabilities are clipped, 1 - (1 - eps) differs from eps by 6e-10 of it, so 1e-6 is asked. Checks that look at one
thing only (a shape, the input afterwards) are as rough, so that another error costs its own point and not all of them.
"""

from itertools import pairwise

import numpy as np
from nncheck import Close, Exact

from autograder.course import Twin, check
from solutions import twins
from solutions.twins import initialization

NEAR = Close(rtol=1e-12, atol=1e-15)
ROUGH = Close(rtol=1e-6, atol=1e-6)
# Sees a probability of 0 that was overwritten with 1e-7, and lets through 1 - (1 - eps) for eps.
UNCHANGED = Close(rtol=4e-8, atol=4e-8)
# As rough, but a probability of 0 is 0 and not 1e-15.
ROUGH_AND_ZERO = Close(rtol=1e-6, atol=1e-20)
LAYERS = Close(rtol=1e-12, atol=1e-14, normwise=True)
ROUGH_LAYERS = Close(rtol=1e-6, atol=1e-6, normwise=True)

TWO_PERCENT = Close(rtol=0.02, atol=0)
SIX_PERCENT = Close(rtol=0.06, atol=0)
FEW_INPUTS = Close(rtol=0.095, atol=0)
SAME_LAW = Close(rtol=0, atol=0.15)
CORRELATION = Close(rtol=0, atol=0.1)

SHAPE_HINT = "One row for each unit, one column for each input: X W^T must fit."
LAW_HINT = "Draw a histogram of a large layer. Which distribution should it follow, and around which number?"
FEW_HINT = "The formula holds for small layers too: n_in and n_out go in as they are; nothing is measured in the draw."
STREAM_HINT = "All random numbers come from the generator that is handed in, and it moves on with every draw."
LABELS_HINT = "(n, 1) minus (n,) is (n, n) for NumPy. Bring the labels into the shape of the predictions first."
BIASES_HINT = "Only weights are drawn. Every layer needs a new array of zeros, of floats as all parameters are."
INPUT_HINT = "Arrays belong to the caller: compute new ones."


def seed_of(rng):
    return int(rng.integers(1_000, 1_000_000))


# he_init and xavier_init


def wide_layers(rng):
    """Two layers of 150 000 weights and a bit, one with twice as many inputs or more as units, one the other way."""
    few = rng.integers(180, 260, size=2).tolist()
    many = [int(np.ceil(150_000 / each)) for each in few]
    return [[many[0], few[0]], [few[1], many[1]]]


def spread_in_torch(init):
    def asked(sizes, seed):
        named = {tuple(each): f"the layer of {each[0]} inputs and {each[1]} units" for each in sizes}
        return {name: initialization.standard_deviation(init, *size) for size, name in named.items()}

    return Twin(asked, agrees=Close(rtol=0.012, atol=0))


def law_in_torch(init):
    def asked(n_in, n_out, seed):
        mean, kurtosis = initialization.law(init, n_in, n_out)
        return {"the mean, in standard deviations": mean, "the kurtosis": kurtosis}

    return Twin(asked, agrees=Close(rtol=0, atol=0.1))


@check("he_init", points=1, by=Exact(), ask="shape_of_weights", hint=SHAPE_HINT)
def he_shape(rng):
    """The weights of a layer have shape (n_out, n_in)."""
    n_in, n_out = rng.choice(np.arange(2, 12), size=2, replace=False).tolist()
    return n_in, n_out, seed_of(rng)


@check(
    "he_init",
    points=1,
    by=TWO_PERCENT,
    ask="standard_deviations",
    twin=spread_in_torch("he_init"),
    hint="The variance is 2 / n_in. What does `normal` take as its second argument?",
)
def he_spread(rng):
    """The standard deviation is right for two large layers of very different shapes."""
    return wide_layers(rng), seed_of(rng)


@check("he_init", points=1, by=FEW_INPUTS, ask="few_inputs", hint=FEW_HINT)
def he_few_inputs(rng):
    """A layer may have one weight only; and where many units have one input or two, the standard deviation is right."""
    return [int(rng.integers(1, 3)), 3000], seed_of(rng)


@check("he_init", points=1, by=SAME_LAW, ask="law", twin=law_in_torch("he_init"), hint=LAW_HINT)
def he_law(rng):
    """The weights of a large layer are normally distributed around 0."""
    return *wide_layers(rng)[0], seed_of(rng)


@check("he_init", points=1, by=CORRELATION, ask="two_layers_in_a_row", hint=STREAM_HINT, visibility="hidden")
def he_next_layer(rng):
    """Two layers drawn one after the other have nothing to do with each other."""
    return *rng.integers(100, 130, size=2).tolist(), seed_of(rng)


@check("he_init", points=1, by=CORRELATION, ask="from_equal_generators", hint=STREAM_HINT, visibility="hidden")
def he_again(rng):
    """A generator in the same state gives the same weights again."""
    return *rng.integers(100, 130, size=2).tolist(), seed_of(rng)


@check("xavier_init", points=1, by=Exact(), ask="shape_of_weights", hint=SHAPE_HINT)
def xavier_shape(rng):
    """The weights of a layer have shape (n_out, n_in)."""
    n_in, n_out = rng.choice(np.arange(2, 12), size=2, replace=False).tolist()
    return n_in, n_out, seed_of(rng)


@check(
    "xavier_init",
    points=1,
    by=TWO_PERCENT,
    ask="standard_deviations",
    twin=spread_in_torch("xavier_init"),
    hint="The variance is 2 / (n_in + n_out), and a standard deviation is its root.",
)
def xavier_spread(rng):
    """The standard deviation is right for two large layers of very different shapes."""
    return wide_layers(rng), seed_of(rng)


@check("xavier_init", points=1, by=FEW_INPUTS, ask="few_inputs", hint=FEW_HINT)
def xavier_few_inputs(rng):
    """A layer may have one weight only; and where many units have one input or two, the standard deviation is right."""
    return [int(rng.integers(1, 3)), 3000], seed_of(rng)


@check("xavier_init", points=1, by=SAME_LAW, ask="law", twin=law_in_torch("xavier_init"), hint=LAW_HINT)
def xavier_law(rng):
    """The weights of a large layer are normally distributed around 0."""
    return *wide_layers(rng)[1], seed_of(rng)


@check("xavier_init", points=1, by=CORRELATION, ask="two_layers_in_a_row", hint=STREAM_HINT, visibility="hidden")
def xavier_next_layer(rng):
    """Two layers drawn one after the other have nothing to do with each other."""
    return *rng.integers(100, 130, size=2).tolist(), seed_of(rng)


@check("xavier_init", points=1, by=CORRELATION, ask="from_equal_generators", hint=STREAM_HINT, visibility="hidden")
def xavier_again(rng):
    """A generator in the same state gives the same weights again."""
    return *rng.integers(100, 130, size=2).tolist(), seed_of(rng)


# init_params


def sizes(rng, *choices):
    """Layer sizes, all different, in any order."""
    return rng.permutation(choices).tolist()


def spreads(layer_dims):
    """Both schemes' standard deviations for every layer: what stands in for a notebook's he_init and xavier_init."""
    layers = list(pairwise(layer_dims))
    return [[n_in, n_out, np.sqrt(2 / n_in), np.sqrt(2 / (n_in + n_out))] for n_in, n_out in layers]


def relu_network(layer_dims, seed):
    """The arguments of the probes for a network with ReLU inside and a sigmoid at the end."""
    return layer_dims, "relu", "sigmoid", seed, spreads(layer_dims)


@check(
    "init_params",
    points=1,
    by=Exact(),
    ask="names_and_shapes",
    hint="L + 1 sizes make L layers, numbered from 1, each with weights (n_l, n_{l-1}) and biases (n_l,).",
)
def params_names_and_shapes(rng):
    """Every layer has weights and biases, of the right names and shapes."""
    return relu_network([*sizes(rng, 3, 4, 5, 6)[: rng.integers(3, 5)], 2], seed_of(rng))


@check("init_params", points=1, by=Close(rtol=0, atol=1e-12), ask="biases", hint=BIASES_HINT)
def params_biases(rng):
    """All biases are 0, and every layer has an array of its own for them, also where two are of one size."""
    first, second = sizes(rng, 3, 4)
    return relu_network([first, second, second, 1], seed_of(rng))


@check(
    "init_params",
    points=2,
    by=NEAR,
    ask="weights",
    hint="One generator, np.random.default_rng(config.seed), made once: W1 takes its first numbers, then comes W2, and "
    "nothing is drawn before or in between. The last layer is followed by another activation than the others.",
)
def params_weights(rng):
    """The weights of a network with seed 42, ReLU inside and a sigmoid at the end, to the last digit."""
    return relu_network([*sizes(rng, 3, 4, 5, 6), 1], 42)


def schemes_in_torch(layer_dims, pairs, seed, spreads):
    """The twin of `weights_of_many`: the initialization that PyTorch's documentation pairs with each activation."""
    found = {}
    for activation, output_activation in pairs:
        kind = f"{activation}, {output_activation} at the output"
        layers = {f"W1 ({kind})": (layer_dims[:2], activation), f"W2 ({kind})": (layer_dims[1:], output_activation)}
        layers[f"W1 ({kind}, no hidden layer)"] = layer_dims[:2], output_activation
        for name, (sizes, follows) in layers.items():
            init = "he_init" if follows in ("relu", "gelu", "swish") else "xavier_init"
            found[name] = initialization.standard_deviation(init, *sizes)
    return found


@check(
    "init_params",
    points=1,
    by=SIX_PERCENT,
    ask="weights_of_many",
    twin=Twin(schemes_in_torch, agrees=Close(rtol=0.045, atol=0)),
    hint="Ask for each layer: which activation follows? In the last layer that is the output activation.",
    visibility="hidden",
)
def params_schemes(rng):
    """Every layer is drawn by the scheme that suits the activation behind it, also where there is only one."""
    hidden = rng.permutation(["relu", "gelu", "swish", "tanh", "sigmoid", "identity"]).tolist()
    pairs = list(zip(hidden, ["softmax", "identity", "tanh", "relu", "sigmoid", "gelu"], strict=True))
    layer_dims = rng.integers([280, 140, 90], [320, 160, 110]).tolist()
    return layer_dims, [list(each) for each in pairs], seed_of(rng), spreads(layer_dims)


@check(
    "init_params",
    points=1,
    by=CORRELATION,
    ask="two_seeds",
    hint="The seed is a setting of the network: model.config.seed.",
    visibility="hidden",
)
def params_seed(rng):
    """The same seed gives the same weights, another seed gives others."""
    layer_dims = [*rng.integers(100, 130, size=2).tolist(), 1]
    return layer_dims, seed_of(rng), seed_of(rng), spreads(layer_dims)


# softmax


@check(
    "softmax",
    points=1,
    by=NEAR,
    ask="three_arrays",
    twin=lambda rectangular, square, row: {
        "the rectangular array": twins.softmax(rectangular),
        "the square array": twins.softmax(square),
        "the array of one row": twins.softmax(row),
    },
    hint="Every row by itself: its powers divided by their sum. Which axis, and which shape has that sum?",
)
def softmax_of_everyday_scores(rng):
    """softmax of scores between -3 and 3, each row by itself; there may be only one."""
    n, K = rng.choice(np.arange(3, 7), size=2, replace=False)
    return tuple(rng.uniform(-3, 3, size=shape) for shape in ((n, K), (n, n), (1, K)))


@check(
    "softmax",
    points=1,
    by=ROUGH_AND_ZERO,
    twin=twins.softmax,
    hint="A constant may be added to all scores of a row without changing its softmax. Which constant keeps exp small? "
    "What comes out may be 0 or 1.",
)
def softmax_of_large_scores(rng):
    """Rows around 1000, around 0 and around -1000, in one array, and rows that hold all of these."""
    z = rng.uniform(-1.5, 1.5, size=(7, 3))
    around = [[x, x, x] for x in (1000.0, 0.0, -1000.0, 800.0, -800.0)]
    return (np.round(8 * z) / 8 + rng.permutation([*around, [-900.0, 0.0, 900.0], [0.0, 900.0, -900.0]]),)


@check(
    "softmax",
    points=1,
    by=ROUGH,
    twin=twins.softmax,
    hint="An array made like z holds whole numbers where z does.",
    hint_for="int64",
    visibility="hidden",
)
def softmax_of_whole_numbers(rng):
    """Scores that are whole numbers have probabilities that are not."""
    return (rng.integers(-3, 4, size=(4, 3)),)


@check(
    "softmax",
    points=1,
    by=ROUGH,
    ask="with_inputs",
    twin=lambda z: {"result": twins.softmax(z), "z after the call": z},
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def softmax_leaves_its_input_alone(rng):
    """After the call z holds what it held before."""
    return (rng.uniform(-3, 3, size=(4, 3)),)


# forward


def network(rng, layer_dims, activation, output_activation, n=None):
    """A network with random weights and biases, and n rows: the arguments of the probes.

    Redrawn until no mistake can hide: hidden units are on both sides of 0, and so are the outputs before their bend.
    """
    n = n or int(rng.integers(7, 10))
    while True:
        params = {}
        for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
            params[f"W{layer}"] = rng.normal(0, 1.3 / np.sqrt(n_in), size=(n_out, n_in))
            params[f"b{layer}"] = rng.choice([-1, 1], size=n_out) * rng.uniform(0.2, 0.8, size=n_out)
        arguments = layer_dims, activation, output_activation, params, rng.normal(size=(n, layer_dims[0]))
        if is_telling(*arguments):
            return arguments


def is_telling(layer_dims, activation, output_activation, params, X):
    cache = cache_in_torch(layer_dims, activation, output_activation, params, X)
    *hidden, last = (values for name, values in cache.items() if name.startswith("Z"))
    on_both_sides = all(0.25 < np.mean(each > 0) < 0.75 for each in hidden)
    return on_both_sides and last.min() < -0.1 and last.max() > 0.1 and np.abs(last).max() < 4


def cache_in_torch(layer_dims, activation, output_activation, params, X):
    """The twin of `cache`: what PyTorch computes at every layer."""
    cache = {"A0": X}
    depth = len(layer_dims) - 1
    for layer in range(1, depth + 1):
        upto = layer_dims[: layer + 1], activation
        cache[f"Z{layer}"] = twins.forward(*upto, "identity", params, X)
        cache[f"A{layer}"] = twins.forward(*upto, output_activation if layer == depth else activation, params, X)
    return cache


@check(
    "forward",
    points=1,
    by=LAYERS,
    ask="output_of_one_row_too",
    twin=lambda *network: {
        "the output for several rows": twins.forward(*network),
        "the output for one row": twins.forward(*network[:-1], network[-1][:1]),
    },
    hint="One layer: inputs times weights, transposed, plus biases; then the output activation. All of these have a "
    "row for each sample, also where there is one.",
)
def forward_through_one_layer(rng):
    """A network without hidden layers, logistic regression, for several rows and for one."""
    return network(rng, [int(rng.integers(3, 6)), 1], "relu", "sigmoid")


@check(
    "forward",
    points=2,
    by=ROUGH_LAYERS,
    ask="output",
    twin=twins.forward,
    hint="The same two steps for every layer, but the last one has an activation of its own.",
)
def forward_through_three_layers(rng):
    """Two hidden layers of tanh units and a sigmoid output, all layers of different sizes."""
    return network(rng, [*sizes(rng, 3, 4, 5), 2], "tanh", "sigmoid")


@check(
    "forward",
    points=1,
    by=ROUGH_LAYERS,
    ask="output",
    twin=twins.forward,
    hint="In a square layer W and its transpose both fit. Which index of W counts the inputs?",
    visibility="hidden",
)
def forward_through_a_square_layer(rng):
    """As many units as inputs."""
    size = int(rng.integers(4, 7))
    return network(rng, [size, size], "tanh", "sigmoid")


@check(
    "forward",
    points=1,
    by=ROUGH_LAYERS,
    ask="output",
    twin=twins.forward,
    hint="config.output_activation may be the identity: then outputs are any numbers, negative ones too.",
)
def forward_to_an_identity_output(rng):
    """A network for regression: one hidden layer of ReLU units, nothing behind the last layer."""
    return network(rng, [*sizes(rng, 3, 5), 2], "relu", "identity")


@check(
    "forward",
    points=1,
    by=ROUGH_LAYERS,
    ask="output",
    twin=twins.forward,
    hint="The softmax works on whole rows, and is not in the table of activations. It has a function of its own.",
)
def forward_to_a_softmax_output(rng):
    """A network for several classes: ReLU inside, softmax at the end."""
    return network(rng, [*sizes(rng, 4, 5), 3], "relu", "softmax")


@check(
    "forward",
    points=1,
    by=ROUGH_LAYERS,
    ask="output",
    twin=twins.forward,
    hint="Look the hidden activation up under its name in ACTIVATIONS.",
    visibility="hidden",
)
def forward_with_other_activations(rng):
    """A hidden layer of GELU or Swish, and a tanh at the output."""
    return network(rng, [*sizes(rng, 3, 5), 2], str(rng.choice(["gelu", "swish"])), "tanh")


@check(
    "forward",
    points=2,
    by=ROUGH_LAYERS,
    ask="cache",
    twin=cache_in_torch,
    hint="A0 is X; for every layer Z<l> before the activation and A<l> after it, under these names.",
)
def forward_fills_the_cache(rng):
    """The cache holds the inputs, and each layer's values before and after its activation."""
    return network(rng, [*sizes(rng, 3, 5), 2], "relu", "sigmoid")


@check(
    "forward",
    points=1,
    by=ROUGH_LAYERS,
    ask="second_pass",
    twin=lambda layer_dims, activation, output_activation, params, X, other: {
        "A0": other,
        "Z1": twins.forward(layer_dims[:2], activation, "identity", params, other),
        "the first X": X,
        "the third layer in the cache of a network of two": "none",
    },
    hint="Every pass makes a new cache, for its own network, and X belongs to the caller.",
    visibility="hidden",
)
def forward_a_second_time(rng):
    """After a second pass, and one through another network, the cache is that of the second pass, the other network's
    holds only its own layers, and the first inputs are as they were."""
    first, second = sizes(rng, 3, 4)
    arguments = network(rng, [first, second, second, 1], "relu", "sigmoid")
    return *arguments, rng.normal(size=(5, arguments[0][0]))


# mse_loss and mse_gradient


def different(rng, low=3, high=8):
    """Numbers of rows and of outputs, not equal, so that no divisor is taken for another."""
    n, K = rng.choice(np.arange(low, high), size=2, replace=False).tolist()
    return n, K


def regression(rng, *shape):
    """Predictions and targets of size 1."""
    return rng.normal(size=shape), rng.normal(size=shape)


def untouched(twin):
    """The twin of `with_inputs`."""
    return lambda y_pred, y_true: {
        "result": twin(y_pred, y_true),
        "y_pred after the call": y_pred,
        "y_true after the call": y_true,
    }


def of_both_shapes(twin):
    """The twin of `labels_of_both_shapes`."""
    return lambda y_pred, y_true: {
        "with labels (n,)": twin(y_pred, y_true[:, 0]),
        "with labels (n, 1)": twin(y_pred, y_true),
    }


@check(
    "mse_loss",
    points=1,
    by=NEAR,
    twin=twins.mse_loss,
    hint="The mean over every element. How many are there in an (n, K) array?",
)
def mse_of_several_outputs(rng):
    """Squared error of (n, K) predictions, K at least 3."""
    return regression(rng, *different(rng))


@check(
    "mse_loss",
    points=1,
    by=ROUGH,
    ask="labels_of_both_shapes",
    twin=of_both_shapes(twins.mse_loss),
    hint=LABELS_HINT,
)
def mse_of_labels_in_one_dimension(rng):
    """Predictions (n, 1), with targets of shape (n,), which count as (n, 1), and with targets (n, 1)."""
    return regression(rng, 6, 1)


@check(
    "mse_loss",
    points=1,
    by=ROUGH,
    twin=twins.mse_loss,
    hint="Predictions may have one dimension only. What shape have the labels then, and what shape has the difference?",
    visibility="hidden",
)
def mse_of_predictions_in_one_dimension(rng):
    """Predictions and targets both of shape (n,)."""
    return regression(rng, 7)


@check(
    "mse_loss",
    points=1,
    by=ROUGH,
    ask="with_inputs",
    twin=untouched(twins.mse_loss),
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def mse_leaves_its_inputs_alone(rng):
    """After the call predictions and targets hold what they held before."""
    return regression(rng, *different(rng))


@check(
    "mse_gradient",
    points=1,
    by=NEAR,
    twin=twins.mse_gradient,
    hint="Differentiate the mean with respect to one prediction: only one of its terms depends on it.",
)
def mse_gradient_of_several_outputs(rng):
    """The gradient for (n, K) predictions, K at least 3."""
    return regression(rng, *different(rng))


@check(
    "mse_gradient",
    points=1,
    by=ROUGH,
    ask="labels_of_both_shapes",
    twin=of_both_shapes(twins.mse_gradient),
    hint=LABELS_HINT,
)
def mse_gradient_of_labels_in_one_dimension(rng):
    """Targets (n,) are taken for (n, 1), and the gradient has the shape of the predictions, as for targets (n, 1)."""
    return regression(rng, 6, 1)


@check(
    "mse_gradient",
    points=1,
    by=ROUGH,
    twin=twins.mse_gradient,
    hint="Predictions may have one dimension only; then there is no shape[1].",
    visibility="hidden",
)
def mse_gradient_of_predictions_in_one_dimension(rng):
    """Predictions and targets both of shape (n,)."""
    return regression(rng, 7)


@check(
    "mse_gradient",
    points=1,
    by=ROUGH,
    ask="with_inputs",
    twin=untouched(twins.mse_gradient),
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def mse_gradient_leaves_its_inputs_alone(rng):
    """After the call predictions and targets hold what they held before."""
    return regression(rng, *different(rng))


# binary_cross_entropy and its gradient


def probabilities(rng, *shape):
    """Probabilities between 0.05 and 0.95, and labels of which a third or more are 0, a third or more 1."""
    p = rng.uniform(0.05, 0.95, size=shape)
    y = rng.permutation(np.arange(p.size) % 3 % 2 if rng.random() < 0.5 else np.arange(p.size) % 2)
    return p, y.reshape(shape)


def certain(rng):
    """Probabilities of 0 and 1, for labels that are so and labels that are not, and some between."""
    p, y = probabilities(rng, 4, 3)
    places = rng.permutation(12)[:8]
    p.flat[places], y.flat[places] = [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1]
    return p, y


@check(
    "binary_cross_entropy",
    points=1,
    by=NEAR,
    twin=twins.binary_cross_entropy,
    hint="Every element has two terms, one of which is 0; then the mean over every element, with a minus in front.",
)
def bce_of_several_outputs(rng):
    """The loss of (n, K) probabilities, K at least 3."""
    return probabilities(rng, *different(rng))


@check(
    "binary_cross_entropy",
    points=1,
    by=ROUGH,
    twin=twins.binary_cross_entropy,
    hint="Before the logarithm probabilities are clipped to [eps, 1 - eps], at both ends; where the call says nothing "
    "of eps, it is 1e-7.",
)
def bce_of_certain_predictions(rng):
    """Probabilities of exactly 0 and 1, rightly and wrongly."""
    return certain(rng)


@check(
    "binary_cross_entropy",
    points=1,
    by=ROUGH,
    twin=twins.binary_cross_entropy,
    hint="eps is an argument.",
    visibility="hidden",
)
def bce_with_another_eps(rng):
    """Another eps than the usual one keeps probabilities further away from 0."""
    p, y = probabilities(rng, 4, 3)
    p = np.minimum(p, 0.9)
    places = rng.permutation(12)[:6]
    p.flat[places], y.flat[places] = rng.uniform(0.001, 0.03, size=6), [0, 0, 0, 1, 1, 1]
    return p, y, float(rng.uniform(0.04, 0.08))


@check(
    "binary_cross_entropy",
    points=1,
    by=ROUGH,
    ask="labels_of_both_shapes",
    twin=of_both_shapes(twins.binary_cross_entropy),
    hint=LABELS_HINT,
)
def bce_of_labels_in_one_dimension(rng):
    """Probabilities (n, 1), with labels of shape (n,), which count as (n, 1), and with labels (n, 1)."""
    return probabilities(rng, 8, 1)


@check(
    "binary_cross_entropy",
    points=1,
    by=ROUGH,
    twin=twins.binary_cross_entropy,
    hint="Probabilities may have one dimension only. What shape have the labels then, and what shape their product?",
    visibility="hidden",
)
def bce_of_probabilities_in_one_dimension(rng):
    """Probabilities and labels both of shape (n,)."""
    return probabilities(rng, 7)


@check(
    "binary_cross_entropy",
    points=1,
    by=UNCHANGED,
    ask="with_inputs",
    twin=untouched(twins.binary_cross_entropy),
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def bce_leaves_its_inputs_alone(rng):
    """After the call probabilities and labels hold what they held before, probabilities of 0 too."""
    p, y = probabilities(rng, 4, 3)
    places = rng.permutation(12)[:3]
    p.flat[places], y.flat[places] = 0.0, 0
    return p, y


@check(
    "binary_cross_entropy_gradient",
    points=1,
    by=NEAR,
    twin=twins.binary_cross_entropy_gradient,
    hint="With respect to z, not to p. The sigmoid's slope cancels; what is left, and divided by how many?",
)
def bce_gradient_of_several_outputs(rng):
    """The gradient for (n, K) probabilities, K at least 3."""
    return probabilities(rng, *different(rng))


@check(
    "binary_cross_entropy_gradient",
    points=1,
    by=ROUGH,
    twin=twins.binary_cross_entropy_gradient,
    hint="What cancels on paper should not be divided by in the program.",
)
def bce_gradient_of_certain_predictions(rng):
    """Probabilities of exactly 0 and 1, rightly and wrongly: the gradient is finite."""
    return certain(rng)


@check(
    "binary_cross_entropy_gradient",
    points=1,
    by=ROUGH,
    ask="labels_of_both_shapes",
    twin=of_both_shapes(twins.binary_cross_entropy_gradient),
    hint=LABELS_HINT,
)
def bce_gradient_of_labels_in_one_dimension(rng):
    """Labels (n,) are taken for (n, 1), and the gradient has the shape of the probabilities, as for labels (n, 1)."""
    return probabilities(rng, 8, 1)


@check(
    "binary_cross_entropy_gradient",
    points=1,
    by=ROUGH,
    twin=twins.binary_cross_entropy_gradient,
    hint="Probabilities may have one dimension only; then there is no shape[1].",
    visibility="hidden",
)
def bce_gradient_of_probabilities_in_one_dimension(rng):
    """Probabilities and labels both of shape (n,)."""
    return probabilities(rng, 7)


@check(
    "binary_cross_entropy_gradient",
    points=1,
    by=ROUGH,
    ask="with_inputs",
    twin=untouched(twins.binary_cross_entropy_gradient),
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def bce_gradient_leaves_its_inputs_alone(rng):
    """After the call probabilities and labels hold what they held before."""
    return probabilities(rng, *different(rng))


# cross_entropy and its gradient


def classes(rng):
    """Probabilities of three to seven classes, none below 0.02, and one-hot labels with at least two classes in use."""
    n, K = different(rng)
    p = 0.02 + rng.uniform(size=(n, K))
    p /= p.sum(axis=1, keepdims=True)
    chosen = rng.permutation(np.arange(n) % int(rng.integers(2, K)))
    return np.clip(p, 0.02, None) / np.clip(p, 0.02, None).sum(axis=1, keepdims=True), np.eye(K, dtype=int)[chosen]


def certain_classes(rng):
    """Rows that are certain: two of them rightly, two wrongly; and rows that are not, one with a 0 among the others."""
    p, y = rng.dirichlet(np.full(3, 3.0), size=7), np.eye(3, dtype=int)[rng.integers(3, size=7)]
    p[:4] = y[:4]
    p[2:4] = np.roll(y[2:4], 1, axis=1)
    p[4] = 0.5 * (1 - np.roll(y[4], 1))
    order = rng.permutation(7)
    return p[order], y[order]


@check(
    "cross_entropy",
    points=1,
    by=NEAR,
    twin=twins.cross_entropy,
    hint="Each row contributes the logarithm of one number. How many rows are there?",
)
def ce_of_several_classes(rng):
    """The loss of (n, K) probabilities, K at least 3."""
    return classes(rng)


@check(
    "cross_entropy",
    points=1,
    by=ROUGH,
    twin=twins.cross_entropy,
    hint="Before the logarithm probabilities are clipped to [eps, 1]; where the call says nothing of eps, it is 1e-7.",
)
def ce_of_certain_predictions(rng):
    """Probabilities of exactly 0 and 1, rightly and wrongly."""
    return certain_classes(rng)


@check(
    "cross_entropy",
    points=1,
    by=ROUGH,
    twin=twins.cross_entropy,
    hint="eps is an argument, and the lower end of the interval [eps, 1].",
    visibility="hidden",
)
def ce_with_another_eps(rng):
    """Another eps than the usual one keeps probabilities further away from 0, and leaves those near 1 alone."""
    true = np.concatenate([rng.uniform(0.005, 0.03, size=2), rng.uniform(0.97, 0.98, size=2), rng.uniform(0.2, 0.8, 3)])
    p = np.column_stack([true, 0.4 * (1 - true), 0.6 * (1 - true)])
    shifts = rng.permutation(7) % 3
    p, y = (np.array([np.roll(row, k) for row, k in zip(each, shifts, strict=True)]) for each in (p, [[1, 0, 0]] * 7))
    order = rng.permutation(7)
    return p[order], y[order], float(rng.uniform(0.05, 0.08))


@check(
    "cross_entropy",
    points=1,
    by=UNCHANGED,
    ask="with_inputs",
    twin=untouched(twins.cross_entropy),
    hint=INPUT_HINT,
    hint_for="after the call",
    visibility="hidden",
)
def ce_leaves_its_inputs_alone(rng):
    """After the call probabilities and labels hold what they held before, probabilities of 0 too."""
    p, y = classes(rng)
    true, other = y.argmax(axis=1), (y.argmax(axis=1) + 1) % y.shape[1]
    rows = np.arange(len(p))
    p[rows, true] += p[rows, other]
    p[rows, other] = 0.0
    return p, y


@check(
    "cross_entropy_gradient",
    points=2,
    by=NEAR,
    twin=twins.cross_entropy_gradient,
    hint="With respect to z, not to p. What is the loss a mean over: elements or rows?",
)
def ce_gradient_of_several_classes(rng):
    """The gradient for (n, K) probabilities, K at least 3."""
    return classes(rng)


@check(
    "cross_entropy_gradient",
    points=1,
    by=ROUGH,
    twin=twins.cross_entropy_gradient,
    hint="What cancels on paper should not be divided by in the program.",
    visibility="hidden",
)
def ce_gradient_of_certain_predictions(rng):
    """Probabilities of exactly 0 and 1, rightly and wrongly: the gradient is finite."""
    return certain_classes(rng)


@check(
    "cross_entropy_gradient",
    points=1,
    by=ROUGH,
    ask="with_inputs",
    twin=untouched(twins.cross_entropy_gradient),
    hint=INPUT_HINT,
    hint_for="after the call",
)
def ce_gradient_leaves_its_inputs_alone(rng):
    """After the call probabilities and labels hold what they held before."""
    return classes(rng)
