"""What is asked of the diagnoses, and how closely the answers must agree.

Exact where the docstring leaves nothing to chance: moments of a distribution, clipping (rtol 1e-7, with norms above 50,
so that the 1e-6 which PyTorch adds to a norm may be added here too), counts, and factors between two ways to draw
weights from one stream.

Statistical where it does: data may come from any stream but that of the weights. The answers are then averaged over
seeds, and the tolerance is at least five standard deviations of the difference between two right answers, measured
over independent streams; the nearest mistake is off by more.
"""

import math
from itertools import pairwise

import numpy as np
import torch
from nncheck import Close, Exact

from autograder.course import Twin, check
from solutions import twins
from solutions.network import MLPConfig, NumpyMLP

FORMULA = Close(rtol=1e-12, atol=0)
WIDE = Close(rtol=1e-3, atol=0)
# Numerical integrals are welcome, draws are not.
INTEGRAL = Close(rtol=1e-6, atol=0)
# 200 000 draws: the standard deviation of each moment is below 0.6 % of it.
DRAWS = Close(rtol=0.05, atol=0)
CLIPPED = Close(rtol=1e-7, atol=0)
# Of log10, so that a coding in single precision passes; other weights or inputs are off by more than 0.01.
EXACT_FACTORS = Close(rtol=0, atol=1e-5)
# Means of log10 over seeds: their standard deviation is below 0.02.
LEVELS = Close(rtol=0, atol=0.1)
NORMS = Close(rtol=0, atol=0.15)
LARGE_NORMS = Close(rtol=0, atol=0.05)
UNTOUCHED = Close(rtol=0, atol=1e-12)
NUMBERS = "allowed difference"  # what a finding about numbers says: of a shape or an error such hints say nothing


def seeds(rng, count):
    return rng.integers(0, 10_000, size=count).tolist()


# preactivation_variance


def variance_in_torch(n_in, weight_variance, mean_square):
    """Drawn weights on inputs of that mean square, every other one 0, as relu leaves them: it meets no weight."""
    a = torch.linspace(0, 1, n_in)[1::2]
    a *= math.sqrt(n_in * mean_square / a.square().sum().item())
    draws = torch.Generator().manual_seed(n_in)
    W = math.sqrt(weight_variance) * torch.randn(8_000, len(a), generator=draws)
    return (W @ a).var().item()


@check(
    "preactivation_variance",
    points=1,
    by=WIDE,
    twin=Twin(variance_in_torch, agrees=Close(rtol=0.1, atol=0)),
    hint="A sum of how many independent terms? And what is the variance of one of them, for a fixed input a?",
)
def a_wide_layer(rng):
    """The variance of a pre-activation with many inputs, to three digits."""
    return int(rng.integers(2000, 3000)), rng.uniform(0.0005, 0.003), rng.uniform(0.3, 3.0)


@check(
    "preactivation_variance",
    points=1,
    by=WIDE,
    hint="With one input z = w a, and w has mean 0.",
    visibility="hidden",
)
def a_single_input(rng):
    """A unit with one input."""
    return 1, rng.uniform(0.5, 2.0), rng.uniform(0.3, 3.0)


@check(
    "preactivation_variance",
    points=1,
    by=FORMULA,
    hint="Where the wide layer is right and this is not: is something rounded, or estimated from draws?",
    hint_for=NUMBERS,
)
def tiny_weights(rng):
    """A hundred or more inputs whose weights have a standard deviation near 0.001, to twelve digits."""
    return int(rng.integers(100, 300)), rng.uniform(0.5e-6, 2e-6), rng.uniform(0.3, 3.0)


# relu_moments


def relu_integral(power):
    """E[relu(z)^power] for z normal with mean 0, by the trapezoidal rule."""

    def expectation(sigma):
        z = torch.linspace(0, 40, 400_001, dtype=torch.float64)
        density = torch.exp(-z.square() / 2) / math.sqrt(2 * math.pi)
        return sigma**power * torch.trapezoid(z**power * density, z).item()

    return expectation


INTEGRALS_AGREE = Close(rtol=1e-8, atol=0)


def a_sigma(rng):
    return float(rng.choice([rng.uniform(0.3, 0.6), rng.uniform(1.8, 3.0)]))


@check(
    "relu_moments",
    points=1,
    by=INTEGRAL,
    ask="mean_of",
    twin=Twin(relu_integral(1), agrees=INTEGRALS_AGREE),
    hint="Integrate z times the density over z > 0; the derivative of the density is -z / sigma^2 times itself.",
)
def the_mean_of_relu(rng):
    """The mean of relu(z): half of the values are 0, the others are not."""
    return (a_sigma(rng),)


@check(
    "relu_moments",
    points=1,
    by=INTEGRAL,
    ask="variance_of",
    twin=Twin(lambda sigma: relu_integral(2)(sigma) - relu_integral(1)(sigma) ** 2, agrees=INTEGRALS_AGREE),
    hint="A variance is a mean square minus the square of a mean.",
    visibility="hidden",
)
def the_variance_of_relu(rng):
    """The variance of relu(z), around its mean."""
    return (a_sigma(rng),)


@check(
    "relu_moments",
    points=1,
    by=INTEGRAL,
    ask="mean_square_of",
    twin=Twin(relu_integral(2), agrees=INTEGRALS_AGREE),
    hint="z^2 is symmetric around 0. Which share of it does relu let through?",
)
def the_mean_square_of_relu(rng):
    """The mean of relu(z)^2, which the next layer's variance depends on."""
    return (a_sigma(rng),)


# monte_carlo_moments


def bent(rng):
    """An activation that is not proportional to its input on either side, and has a mean."""
    return str(rng.choice(["gelu", "swish"]))


def moments_in_torch(activation, sigma, n_samples, seed):
    """The same integrals without any draw."""
    z = torch.linspace(-12 * sigma, 12 * sigma, 100_001, dtype=torch.float64)
    density = torch.exp(-((z / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))
    a = torch.as_tensor(getattr(twins, activation)(z.numpy()))
    mean, mean_square = torch.trapezoid(a * density, z).item(), torch.trapezoid(a * a * density, z).item()
    return {"mean": mean, "variance": mean_square - mean**2, "mean square": mean_square}


@check(
    "monte_carlo_moments",
    points=1,
    by=DRAWS,
    ask="moments_of_draws",
    twin=Twin(moments_in_torch, agrees=Close(rtol=0.03, atol=0)),
    hint="Draw z with standard deviation sigma, let it through the activation, and then ask for the three numbers.",
)
def two_hundred_thousand_draws(rng):
    """Mean, variance and mean square behind an activation, to about two digits."""
    return bent(rng), rng.uniform(2.0, 3.0), 200_000, int(rng.integers(1000))


@check(
    "monte_carlo_moments",
    points=1,
    by=Close(rtol=0, atol=1e-6),
    ask="moments_of_one_draw",
    twin=lambda *arguments: {"the mean square less the mean squared": 0.0},
    hint="How many draws are you asked for?",
    visibility="hidden",
)
def a_single_draw(rng):
    """From one draw mean and mean square are those of one value."""
    return "tanh", rng.uniform(1.0, 3.0), int(rng.integers(1000))


@check(
    "monte_carlo_moments",
    points=1,
    by=Exact(),
    ask="moments_by_seed",
    hint="Draw from the generator that you are given, and from no other.",
)
def draws_from_the_given_generator(rng):
    """The generator decides: equal seeds give equal numbers, other seeds others, and forty seeds forty of them."""
    return "tanh", rng.uniform(1.0, 3.0), int(rng.integers(1000))


# demonstrate_initialization_impact


SMALL = {"n_layers": 4, "width": 48, "n_samples": 100, "input_dim": 6}


@check(
    "demonstrate_initialization_impact",
    points=1,
    by=Exact(),
    ask="schemes_and_layers",
    twin=lambda settings: dict.fromkeys(("too_small", "too_large", "xavier", "he"), settings["n_layers"]),
    hint="Four names, and for each of them as many variances as there are layers; the inputs are no layer.",
)
def one_variance_per_layer(rng):
    """The result has the four schemes, each with one variance per layer."""
    return (
        {
            "n_layers": int(rng.integers(2, 10)),
            "width": int(rng.integers(6, 12)),
            "n_samples": int(rng.integers(20, 40)),
            "input_dim": 5,
        },
    )


def levels_in_torch(scheme, settings, seeds):
    """PyTorch's normal_ and kaiming_normal_ from a stream of its own."""
    draws, curves = torch.Generator().manual_seed(sum(seeds)), []
    for _ in range(80):
        A = torch.randn(settings["n_samples"], settings["input_dim"], generator=draws, dtype=torch.float64)
        curves.append([])
        for _ in range(settings["n_layers"]):
            W = torch.empty(settings["width"], A.shape[1], dtype=torch.float64)
            if scheme == "he":
                torch.nn.init.kaiming_normal_(W, nonlinearity="relu", generator=draws)
            else:
                torch.nn.init.normal_(W, generator=draws)
            A = torch.relu(A @ W.T)
            curves[-1].append(math.log10(A.var(correction=0).item()))
    first, last = np.mean(curves, axis=0)[[0, -1]]
    growth = (last - first) / (settings["n_layers"] - 1)
    return {"log10 of the variance of A1": first, "growth of log10 from layer to layer": growth}


@check(
    "demonstrate_initialization_impact",
    points=2,
    by=LEVELS,
    ask="levels",
    twin=Twin(levels_in_torch, agrees=Close(rtol=0, atol=0.09)),
    hint="Of which array is the variance taken, over which of its axes, and what comes before it?",
)
def the_course_of_the_variance(rng):
    """For "too_large": the variance of the first layer's activations, and how it goes on, on average over 16 seeds."""
    return "too_large", SMALL, seeds(rng, 16)


@check(
    "demonstrate_initialization_impact",
    points=1,
    by=Close(rtol=0, atol=0.8),
    ask="levels",
    twin=Twin(levels_in_torch, agrees=Close(rtol=0, atol=0.7)),
    hint="The variance of all elements of A together: how much units differ from each other is part of it.",
    visibility="hidden",
)
def the_variance_within_one_row(rng):
    """Of a single row, too, the activations have a variance: units differ."""
    return "too_large", {**SMALL, "n_layers": 2, "n_samples": 1}, seeds(rng, 20)


def factors_by_hand(settings, seed):
    """relu passes a positive factor on: the variance of A_l has the product of all layers' factors."""
    sizes = [settings["input_dim"], *[settings["width"]] * settings["n_layers"]]
    he = [2 / n_in for n_in in sizes[:-1]]
    variances = {
        "too_small": [1e-6] * len(he),
        "too_large": [1.0] * len(he),
        "xavier": [2 / (n_in + n_out) for n_in, n_out in pairwise(sizes)],
    }
    return {f"log10 of {name} / he": np.cumsum(np.log10(np.divide(each, he))) for name, each in variances.items()}


@check(
    "demonstrate_initialization_impact",
    points=2,
    by=EXACT_FACTORS,
    ask="against_he",
    twin=factors_by_hand,
    hint="All schemes take the same inputs, and the same standard normal numbers times their standard deviation.",
)
def schemes_differ_by_their_scale_alone(rng):
    """From layer to layer the schemes differ by exactly the factors of their weights' variances."""
    settings = {
        "n_layers": int(rng.integers(3, 6)),
        "width": int(rng.integers(16, 30)),
        "n_samples": int(rng.integers(20, 40)),
        "input_dim": int(rng.integers(4, 9)),
    }
    return settings, int(rng.integers(10_000))


@check(
    "demonstrate_initialization_impact",
    points=1,
    by=Exact(),
    ask="variances_by_seed",
    hint="Two sources of chance, inputs and weights: which generator does each of them come from, with which seed?",
)
def variances_depend_on_the_seed(rng):
    """The same seed gives the same variances, another seed others, for inputs and weights, and no seed's inputs are
    another seed's weights. Another number of rows gives others too. What is left out has its default."""
    return {"n_layers": 3, "width": 10, "n_samples": 20, "input_dim": 5}, int(rng.integers(10_000))


@check(
    "demonstrate_initialization_impact",
    points=1,
    by=Exact(),
    ask="of_single_units",
    twin=lambda seeds: {
        "the factors of two layers": "different",
        "the variance of two rows behind one unit": "sometimes 0",
    },
    hint="Is there a new weight for every layer? Are there n_samples rows? And is the variance one of all elements?",
    visibility="hidden",
)
def layers_of_a_single_unit(rng):
    """With one unit per layer every layer multiplies by a weight of its own, and on two rows it is sometimes silent."""
    return (seeds(rng, 64),)


@check(
    "demonstrate_initialization_impact",
    points=1,
    by=Close(rtol=0, atol=0.3),
    ask="levels",
    twin=Twin(levels_in_torch, agrees=Close(rtol=0, atol=0.25)),
    hint="Compare your inputs with your first weights, number by number: two generators with one seed say the same.",
    visibility="hidden",
)
def inputs_do_not_repeat_the_weights(rng):
    """The inputs are independent of the weights: six rows of 60 numbers meet six units as any rows would."""
    return "he", {"n_layers": 2, "width": 6, "n_samples": 6, "input_dim": 60}, seeds(rng, 60)


# diagnose_vanishing_gradients


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=Exact(),
    ask="names_of_layers",
    twin=lambda layer_dims, *others: {"the names": [f"Layer {layer}" for layer in range(1, len(layer_dims))]},
    hint="How many layers have weights in a network with these sizes, and where does counting begin?",
)
def every_layer_has_a_name(rng):
    """The norms are reported as "Layer 1", "Layer 2", ..., one for each weight matrix."""
    return [3, *rng.integers(3, 6, size=int(rng.integers(1, 9))).tolist(), 1], "tanh", 10, int(rng.integers(1000))


def norms_in_torch(layer_dims, activation, n_samples, seeds):
    """Autograd's norms, for the weights that these seeds give, on other rows."""
    logs = np.mean(np.log10(all_norms_in_torch(layer_dims, activation, n_samples, seeds)), axis=0)
    return {f"log10 of the norm of layer {number}": each for number, each in enumerate(logs, start=1)}


def all_norms_in_torch(layer_dims, activation, n_samples, seeds):
    """One row per seed, one column per layer."""
    rng, norms = np.random.default_rng([5, *seeds]), []
    for seed in seeds:
        params = NumpyMLP(MLPConfig(layer_dims, activation, seed=seed)).params
        X = rng.normal(size=(n_samples, layer_dims[0]))
        y = (rng.random((n_samples, layer_dims[-1])) < 0.5).astype(float)
        gradients = twins.backward(layer_dims, activation, "sigmoid", params, X, y)
        norms.append([np.linalg.norm(gradients[f"W{layer}"]) for layer in range(1, len(layer_dims))])
    return norms


def mean_norms_in_torch(*arguments):
    return np.mean(all_norms_in_torch(*arguments), axis=0)


def first_against_last_in_torch(*arguments):
    first, *_, last = norms_in_torch(*arguments).values()
    return "more than 30 times smaller" if last - first > math.log10(30) else "not that much smaller"


def on_few_rows_in_torch(layer_dims, activation, seeds):
    few, many = (mean_norms_in_torch(layer_dims, activation, n, seeds)[-1] for n in (2, 500))
    return "clearly larger" if few > 1.5 * many else "hardly larger"


def the_larger_of_two_in_torch(*arguments):
    first, second = mean_norms_in_torch(*arguments)
    return "that of layer 1" if first > second else "that of layer 2"


@check(
    "diagnose_vanishing_gradients",
    points=2,
    by=NORMS,
    ask="typical_norms",
    twin=Twin(norms_in_torch, agrees=Close(rtol=0, atol=0.13)),
    hint="The norm of a matrix is the root of the sum of its squares. Rows are standard normal, labels fair coins.",
)
def norms_of_a_relu_network(rng):
    """The norm of every layer's weight gradient, on average over 16 seeds."""
    width = int(rng.choice([10, 20, 40]))
    return [int(rng.choice([3, 8, 20, 50])), *[width] * int(rng.integers(2, 7)), 1], "relu", 1000, seeds(rng, 16)


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=Exact(),
    ask="first_against_last",
    twin=Twin(first_against_last_in_torch, agrees=Exact()),
    hint="Does the activation that was asked for reach the network?",
)
def sigmoid_gradients_vanish(rng):
    """With four layers of sigmoids the first layer's gradient is more than 30 times smaller than the last one's."""
    return [8, 12, 12, 12, 1], "sigmoid", 500, seeds(rng, 16)


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=Exact(),
    ask="on_few_rows",
    twin=Twin(on_few_rows_in_torch, agrees=Exact()),
    hint="How many rows are drawn? On few rows, chance does not average out.",
    visibility="hidden",
)
def gradients_are_larger_on_two_rows(rng):
    """On two rows only, the last layer's gradient is clearly larger than on 500."""
    return [8, 12, 12, 1], "tanh", seeds(rng, 25)


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=Exact(),
    ask="the_larger_of_two",
    twin=Twin(the_larger_of_two_in_torch, agrees=Exact()),
    hint="Compare your rows with model.params['W1'], number by number: two generators with one seed say the same.",
    visibility="hidden",
)
def rows_do_not_repeat_the_weights(rng):
    """The rows are independent of the weights: five rows of 100 numbers meet five units as any rows would, so that the
    gradient of their 500 weights is larger than that of the other five."""
    return [100, 5, 1], "swish", 5, seeds(rng, 60)


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=LARGE_NORMS,
    ask="norms_on_the_usual_rows",
    twin=Twin(lambda dims, activation, seed: norms_in_torch(dims, activation, 500, [seed]), agrees=LARGE_NORMS),
    hint="Labels have a column for every output. The norm is that of all entries. And how many rows are usual?",
    visibility="hidden",
)
def a_network_with_many_outputs(rng):
    """Two hundred inputs and outputs, 500 rows: the norm of the only gradient, in which chance hardly plays a part."""
    return [200, 200], "relu", int(rng.integers(10_000))


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=LARGE_NORMS,
    ask="typical_norms",
    twin=Twin(norms_in_torch, agrees=LARGE_NORMS),
    hint="Which gradients of a layer are part of its norm?",
    visibility="hidden",
)
def a_network_with_one_input(rng):
    """One input, so that there are as many weights as biases: the norm of the weights' gradient, over 40 seeds."""
    return [1, 100], "relu", 100, seeds(rng, 40)


@check(
    "diagnose_vanishing_gradients",
    points=1,
    by=Exact(),
    ask="norms_by_seed",
    hint="Two sources of chance, rows and weights: which generator does each of them come from, with which seed?",
)
def norms_depend_on_the_seed(rng):
    """The same seed gives the same norms, another seed others, for rows and weights, and no seed's rows are another
    seed's weights; 42 is the default."""
    return [5, 6, 1], "tanh", 20, int(rng.integers(10_000))


# clip_gradients


def gradients(rng, norm):
    """Four arrays of very different norms, `norm` in all."""
    grads = {
        "W1": rng.normal(size=(3, 4)),
        "b1": 0.1 * rng.normal(size=3),
        "W2": 3.0 * rng.normal(size=(2, 3)),
        "b2": 0.3 * rng.normal(size=2),
    }
    scale = norm / math.sqrt(sum(float(np.sum(each**2)) for each in grads.values()))
    return {name: scale * each for name, each in grads.items()}


PYTORCH_CLIPS = Twin(twins.clip_gradients, agrees=Close(rtol=5e-8, atol=0))


@check(
    "clip_gradients",
    points=2,
    by=CLIPPED,
    twin=PYTORCH_CLIPS,
    hint="Imagine all arrays laid out as one long vector: how long is it? One factor for everything.",
    hint_for=NUMBERS,
)
def long_gradients_are_shortened(rng):
    """Gradients longer than max_norm keep their direction and get exactly that length."""
    norm = rng.uniform(50, 100)
    return gradients(rng, norm), rng.uniform(0.1, 0.3) * norm


@check(
    "clip_gradients",
    points=1,
    by=Close(rtol=1e-5, atol=0),
    twin=Twin(twins.clip_gradients, agrees=Close(rtol=5e-6, atol=0)),
    hint="What is max_norm where nobody says so? And is there anything between too long and not too long?",
    hint_for=NUMBERS,
    visibility="hidden",
)
def a_little_too_long_by_default(rng):
    """Without a max_norm, gradients a little longer than 1 get length 1."""
    return (gradients(rng, rng.uniform(1.1, 1.6)),)


@check(
    "clip_gradients",
    points=1,
    by=CLIPPED,
    twin=PYTORCH_CLIPS,
    hint="What is the largest factor that a gradient may be multiplied by?",
    hint_for=NUMBERS,
)
def short_gradients_stay(rng):
    """Gradients shorter than max_norm come back as they are: clipping never makes anything longer."""
    norm = rng.uniform(50, 100)
    return gradients(rng, norm), rng.uniform(1.5, 4.0) * norm


@check(
    "clip_gradients",
    points=1,
    by=UNTOUCHED,
    ask="gradients_afterwards",
    twin=lambda grads, max_norm: grads,
    hint="`*=` works inside the caller's arrays.",
)
def clipping_leaves_its_input_alone(rng):
    """After the call the gradients that were handed over are what they were."""
    norm = rng.uniform(50, 100)
    return gradients(rng, norm), rng.uniform(0.1, 0.9) * norm


@check(
    "clip_gradients",
    points=1,
    by=Exact(),
    ask="whose_arrays",
    twin=lambda grads, max_norm: dict.fromkeys(grads, "new"),
    hint="The caller may change what comes back. What else would change then?",
    visibility="hidden",
)
def short_gradients_are_copied(rng):
    """Where nothing has to be shortened, new arrays come back all the same."""
    return gradients(rng, 5.0), 50.0


@check(
    "clip_gradients",
    points=1,
    by=UNTOUCHED,
    twin=PYTORCH_CLIPS,
    hint="0 / 0 is nan. What length does a gradient of zeros have?",
    hint_for="nan",
    visibility="hidden",
)
def gradients_of_zero(rng):
    """Gradients that are all 0 stay 0."""
    return {"W1": np.zeros((2, 3)), "b1": np.zeros(2)}, rng.uniform(0.5, 2.0)


@check(
    "clip_gradients",
    points=1,
    by=Exact(),
    ask="refused",
    twin=lambda grads, max_norms: {
        **{f"max_norm = {max_norm:g}": "ValueError" for max_norm in max_norms},
        "max_norm = 0 with gradients of 0": "ValueError",
    },
    hint="The docstring says what to raise, and for which max_norm.",
)
def a_max_norm_that_makes_no_sense(rng):
    """A max_norm of 0 or below is refused with a ValueError, whatever the gradients are."""
    return gradients(rng, 5.0), [0.0, -float(np.round(rng.uniform(0.5, 2.0), 2))]


@check(
    "clip_gradients",
    points=1,
    by=Exact(),
    ask="refused_values",
    twin=lambda grads, planted: {f"{value} in {name}": "ValueError" for name, value in planted},
    hint="Look at every array, for nan and for infinities of both signs: np.isfinite.",
    visibility="hidden",
)
def gradients_that_are_not_finite(rng):
    """A nan or an infinity among the gradients is refused with a ValueError: no factor mends it."""
    values = rng.permutation([np.nan, np.inf, -np.inf]).tolist()
    return gradients(rng, 5.0), [["W1", values[0]], [str(rng.choice(["W2", "b1"])), values[1]], ["b2", values[2]]]


# count_dead_neurons


def counts_in_torch(layer_dims, params, X_before, X, threshold=0.0):
    return {
        f"Layer {layer}": int((largest_in_torch(layer_dims, params, X, layer) <= threshold).sum())
        for layer in range(1, len(layer_dims) - 1)
    }


def largest_in_torch(layer_dims, params, X, layer):
    """Each unit's largest activation."""
    return twins.forward(layer_dims[: layer + 1], "relu", "relu", params, X).max(axis=0)


def random_params(rng, layer_dims, spread=0.5):
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        params[f"W{layer}"] = rng.normal(0, 1.4 / math.sqrt(n_in), size=(n_out, n_in))
        params[f"b{layer}"] = rng.normal(0, spread, size=n_out)
    return params


def pre_activations(layer_dims, params, X):
    """Those of the hidden layers."""
    model = NumpyMLP(MLPConfig(layer_dims))
    model.params = params
    model.forward(X)
    return [model.cache[f"Z{layer}"] for layer in range(1, len(layer_dims) - 1)]


def firing(layer_dims, params, X):
    """For each hidden layer, on how many rows each unit fires; None where a pre-activation is too near 0."""
    hidden = pre_activations(layer_dims, params, X)
    return None if min(np.abs(Z).min() for Z in hidden) < 1e-6 else [np.sum(Z > 0, axis=0) for Z in hidden]


def partly_dead(rng):
    """A network with some dead units in each hidden layer, whose living units fire on many rows.

    On the rows seen before, other numbers of them do.
    """
    layer_dims = [4, int(rng.integers(6, 9)), int(rng.integers(9, 12)), 3]
    while True:
        params = random_params(rng, layer_dims)
        params["b1"][: rng.integers(1, 4)] -= 20.0
        params["b2"][: rng.integers(4, 6)] -= 20.0
        X, X_before = rng.normal(size=(40, 4)), rng.normal(size=(3, 4))
        counts, before = firing(layer_dims, params, X), firing(layer_dims, params, X_before)
        if counts is None or before is None:
            continue
        alive = np.concatenate([each[each > 0] for each in counts])
        dead, dead_before = [[int(np.sum(each == 0)) for each in both] for both in (counts, before)]
        told_apart = all(a != b for a, b in zip(dead, dead_before, strict=True)) and dead[0] != dead[1]
        if told_apart and 2 * dead[0] != layer_dims[1] and alive.min() > 12:
            return layer_dims, params, X_before, X


def hardly_alive(rng):
    """A network with a unit in each hidden layer that fires on one row of 300, and in the second by 1e-15 or so."""
    layer_dims = [4, int(rng.integers(6, 9)), int(rng.integers(9, 12)), 3]
    while True:
        params = random_params(rng, layer_dims)
        params["b1"][: rng.integers(1, 4)] -= 20.0
        params["b2"][: rng.integers(4, 6)] -= 20.0
        X = rng.normal(size=(300, 4))
        for layer in (1, 2):
            first, second = np.sort(pre_activations(layer_dims, params, X)[layer - 1][:, -1])[[-1, -2]]
            params[f"b{layer}"][-1] -= (first + second) / 2
        counts = firing(layer_dims, params, X)
        if (
            counts is not None
            and all(each[-1] == 1 for each in counts)
            and all((each > 9).sum() > 2 for each in counts)
        ):
            params["W2"], params["b2"] = 1e-15 * params["W2"], 1e-15 * params["b2"]
            return layer_dims, params, X, X


@check(
    "count_dead_neurons",
    points=2,
    by=Exact(),
    ask="dead_units_and_layers",
    twin=lambda *arguments: {**counts_in_torch(*arguments), "the number of layers": len(arguments[0]) - 2},
    hint="For each unit look along its column, over all given rows. The output layer has no relu.",
)
def dead_units_in_every_hidden_layer(rng):
    """How many units of each hidden layer never fire on the given rows, whatever the cache held before, and whatever
    came out before the parameters changed."""
    return partly_dead(rng)


@check(
    "count_dead_neurons",
    points=1,
    by=Exact(),
    ask="dead_units",
    twin=counts_in_torch,
    hint="How many rows does it take to show that a unit is alive, and how far above 0 must it be?",
    visibility="hidden",
)
def units_that_fire_once_are_alive(rng):
    """A unit that fires on one row of three hundred, or always very weakly, is alive."""
    return hardly_alive(rng)


def in_whole_numbers(rng, layer_dims):
    """Parameters and rows in whole numbers: their activations are exact."""
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        params[f"W{layer}"] = rng.integers(-2, 3, size=(n_out, n_in)).astype(float)
        params[f"b{layer}"] = rng.integers(-3, 3, size=n_out).astype(float)
    X = rng.integers(-2, 3, size=(6, layer_dims[0])).astype(float)
    return layer_dims, params, X, X


def largest(layer_dims, params, X):
    """Each unit's largest pre-activation, in every hidden layer."""
    return [Z.max(axis=0) for Z in pre_activations(layer_dims, params, X)]


@check(
    "count_dead_neurons",
    points=1,
    by=Exact(),
    ask="dead_units",
    twin=counts_in_torch,
    hint="Above the threshold for no row: what of a unit whose largest activation is the threshold itself?",
)
def a_threshold_above_zero(rng):
    """With a threshold a unit is dead that never rises above it, be it alive otherwise, or just at the threshold. There
    are three or four hidden layers."""
    hidden = [12] * int(rng.integers(3, 5))
    while True:
        layer_dims, params, X_before, X = in_whole_numbers(rng, [3, *hidden, 1])
        threshold = float(rng.integers(3, 6))
        tops = largest(layer_dims, params, X)
        dead = [int(np.sum(top <= threshold)) for top in tops]
        silent = [int(np.sum(top <= 0)) for top in tops]
        if all(0 < d < 12 and d > s for d, s in zip(dead, silent, strict=True)) and (tops[0] == threshold).any():
            return layer_dims, params, X_before, X, threshold


@check(
    "count_dead_neurons",
    points=1,
    by=Exact(),
    ask="dead_units",
    twin=counts_in_torch,
    hint="relu of exactly 0 is 0. Does such a unit pass anything on?",
    visibility="hidden",
)
def pre_activations_of_exactly_zero(rng):
    """A unit whose pre-activation reaches 0 and never exceeds it is dead."""
    while True:
        arguments = in_whole_numbers(rng, [3, 12, 12, 1])
        tops = largest(arguments[0], arguments[1], arguments[3])
        if all((top == 0).any() and (top > 0).any() for top in tops):
            return arguments


def network_in_torch(layer_dims, params, X_before, X):
    cache = {"A0": X_before}
    for layer in range(1, len(layer_dims)):
        upto, last = (layer_dims[: layer + 1], "relu"), layer == len(layer_dims) - 1
        cache[f"Z{layer}"] = twins.forward(*upto, "identity", params, X_before)
        cache[f"A{layer}"] = twins.forward(*upto, "sigmoid" if last else "relu", params, X_before)
    return {"params": params, "cache": cache}


@check(
    "count_dead_neurons",
    points=1,
    by=UNTOUCHED,
    ask="network_afterwards",
    twin=network_in_torch,
    hint="A forward pass replaces model.cache. Somebody may be between forward and backward just now.",
)
def counting_leaves_the_network_alone(rng):
    """After the count parameters and cache are what they were."""
    return partly_dead(rng)


@check(
    "count_dead_neurons",
    points=1,
    by=Exact(),
    ask="refused_activations",
    twin=lambda layer_dims, params, X, activations: {
        **dict.fromkeys(activations, "ValueError"),
        "relu, and relu at the output": "no error",
    },
    hint="The docstring says what to raise, and when. The hidden activation is model.config.activation.",
    visibility="hidden",
)
def only_relu_units_die(rng):
    """Networks with other hidden activations are refused with a ValueError. What the output has makes no difference."""
    layer_dims = [3, 4, 1]
    return (
        layer_dims,
        random_params(rng, layer_dims),
        rng.normal(size=(5, 3)),
        ["sigmoid", "tanh", "gelu", "swish", "identity"],
    )
