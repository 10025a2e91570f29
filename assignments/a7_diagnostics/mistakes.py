"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import math

import numpy as np

from autograder.course import mistake
from solutions.activations import relu
from solutions.initialization import he_init, xavier_init
from solutions.network import MLPConfig, NumpyMLP

# preactivation_variance


@mistake("preactivation_variance", caught_by="a_wide_layer")
def a_spread_for_a_variance(n_in, weight_variance, mean_square):
    """This is the root of what is wanted: a standard deviation, not a variance."""
    return math.sqrt(n_in * weight_variance * mean_square)


@mistake("preactivation_variance", caught_by="a_wide_layer")
def forgets_how_many_inputs(n_in, weight_variance, mean_square):
    """This is the variance of one term of the sum. A pre-activation has n_in of them, and they are independent."""
    return weight_variance * mean_square


@mistake("preactivation_variance", caught_by="a_wide_layer")
def adds_up_standard_deviations(n_in, weight_variance, mean_square):
    """The number of inputs enters squared, as if standard deviations were added. Of independent terms the variances
    are."""
    return n_in**2 * weight_variance * mean_square


@mistake("preactivation_variance", caught_by="a_wide_layer")
def halves_for_relu(n_in, weight_variance, mean_square):
    """Half of what is wanted, for relu's sake perhaps. But the mean square of the inputs is given as it is, relu
    included."""
    return n_in * weight_variance * mean_square / 2


@mistake("preactivation_variance", caught_by="a_wide_layer")
def squares_the_mean_square(n_in, weight_variance, mean_square):
    """The mean square is squared once more. It is a square already."""
    return n_in * weight_variance * mean_square**2


@mistake("preactivation_variance", caught_by="a_wide_layer")
def takes_the_root_of_the_mean_square(n_in, weight_variance, mean_square):
    """The inputs enter by their size, the weights by their variance: the two do not fit together. In a variance both
    are squares."""
    return n_in * weight_variance * math.sqrt(mean_square)


@mistake("preactivation_variance", caught_by="a_single_input")
def one_input_too_few(n_in, weight_variance, mean_square):
    """One input is missing in the count: n_in - 1 belongs to the estimate of a variance from samples, and nothing is
    estimated here."""
    return (n_in - 1) * weight_variance * mean_square


@mistake("preactivation_variance", caught_by="tiny_weights")
def rounds_to_four_digits(n_in, weight_variance, mean_square):
    """The result is rounded to four places behind the point. Variances may be tiny, and then nothing is left."""
    return round(n_in * weight_variance * mean_square, 4)


@mistake("preactivation_variance", caught_by="tiny_weights")
def assumes_weights_of_he(n_in, weight_variance, mean_square):
    """The variance of the weights has no effect: it is taken to be 2 / n_in, as He has it."""
    return 2 * mean_square


@mistake("preactivation_variance", caught_by="a_wide_layer")
def forgets_the_inputs(n_in, weight_variance, mean_square):
    """The inputs play no part: this would be right for a mean square of 1."""
    return n_in * weight_variance


# relu_moments


@mistake("relu_moments", caught_by="the_mean_of_relu")
def half_of_the_absolute_mean_twice(sigma):
    """The mean is half of what is wanted. E|z| counts both sides, and relu has one of them."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean / 2, mean_square - mean**2, mean_square


@mistake("relu_moments", caught_by="the_mean_of_relu")
def the_mean_of_the_positive_ones(sigma):
    """The mean is that of the positive values only. The zeros belong to relu's values too, and there are as many."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return 2 * mean, mean_square - mean**2, mean_square


@mistake("relu_moments", caught_by="the_mean_of_relu")
def a_mean_of_zero(sigma):
    """The mean is 0, as that of z. relu takes the negative values away, and the mean goes up."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return 0.0, mean_square - mean**2, mean_square


@mistake("relu_moments", caught_by="the_mean_of_relu")
def the_mean_for_sigma_one(sigma):
    """The mean is right for sigma = 1 only. relu(sigma z) = sigma relu(z): how does a mean scale?"""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return 1 / math.sqrt(2 * math.pi), mean_square - mean**2, mean_square


@mistake("relu_moments", caught_by="the_variance_of_relu")
def the_mean_square_for_the_variance(sigma):
    """The variance equals the mean square here. That would be so if the mean were 0."""
    return sigma / math.sqrt(2 * math.pi), sigma**2 / 2, sigma**2 / 2


@mistake("relu_moments", caught_by="the_variance_of_relu")
def the_spread_for_the_variance(sigma):
    """The second number is a standard deviation; a variance is wanted."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, math.sqrt(mean_square - mean**2), mean_square


@mistake("relu_moments", caught_by="the_variance_of_relu")
def subtracts_the_mean_itself(sigma):
    """From the mean square the mean was subtracted, not its square."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, mean_square - mean, mean_square


@mistake("relu_moments", caught_by="the_mean_square_of_relu")
def nothing_is_cut_off(sigma):
    """The mean square is that of z. relu lets only part of it through: which part, by symmetry?"""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, mean_square - mean**2, sigma**2


@mistake("relu_moments", caught_by="the_mean_square_of_relu")
def a_root_mean_square(sigma):
    """The third number is the root of the mean square."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, mean_square - mean**2, math.sqrt(mean_square)


@mistake("relu_moments", caught_by="the_mean_square_of_relu")
def sigma_taken_for_a_variance(sigma):
    """All three numbers scale as if sigma were a variance. It is a standard deviation."""
    mean, mean_square = math.sqrt(sigma / (2 * math.pi)), sigma / 2
    return mean, mean_square - mean**2, mean_square


@mistake("relu_moments", caught_by="the_variance_of_relu")
def the_three_in_another_order(sigma):
    """The second number is the mean square and the third the variance: they have changed places."""
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, mean_square, mean_square - mean**2


@mistake("relu_moments", caught_by="the_mean_of_relu")
def always_for_sigma_one(sigma):
    """All three numbers are those of sigma = 1, whatever sigma is. relu(sigma z) = sigma relu(z): how do a mean and a
    mean square scale?"""
    mean = 1 / math.sqrt(2 * math.pi)
    return mean, 0.5 - mean**2, 0.5


@mistake("relu_moments", caught_by="the_mean_of_relu")
def all_of_the_absolute_value(sigma):
    """These are the numbers of |z|, which is never 0. relu(z) is 0 for half of all z."""
    mean = sigma * math.sqrt(2 / math.pi)
    return mean, sigma**2 - mean**2, sigma**2


@mistake("relu_moments", caught_by="the_mean_of_relu")
def moments_from_a_million_draws(sigma):
    """The numbers are right to three digits: they seem to come from draws. An integral or a formula has all of them."""
    a = np.maximum(np.random.default_rng(0).normal(0, sigma, size=1_000_000), 0)
    return a.mean(), a.var(), (a**2).mean()


@mistake("relu_moments", caught_by="the_mean_square_of_relu")
def nothing_is_cut_off_but_the_mean(sigma):
    """The mean square is that of z, and the variance follows from it. relu lets only part of z^2 through: which part,
    by symmetry?"""
    mean = sigma / math.sqrt(2 * math.pi)
    return mean, sigma**2 - mean**2, sigma**2


# monte_carlo_moments


def _three(a):
    return a.mean(), a.var(), (a**2).mean()


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def without_the_activation(activation, sigma, n_samples, rng):
    """These are the moments of z itself: the activation was not applied."""
    return _three(rng.normal(0, sigma, size=n_samples))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def always_sigma_one(activation, sigma, n_samples, rng):
    """The draws have standard deviation 1, whatever sigma is."""
    return _three(activation(rng.normal(size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def sigma_as_the_variance_of_draws(activation, sigma, n_samples, rng):
    """The draws have variance sigma. sigma is their standard deviation."""
    return _three(activation(math.sqrt(sigma) * rng.normal(size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def scales_afterwards(activation, sigma, n_samples, rng):
    """The activation was applied to standard normal numbers and sigma multiplied afterwards. For relu that makes no
    difference; the others are not proportional to their input."""
    return _three(sigma * activation(rng.normal(size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def uniform_draws(activation, sigma, n_samples, rng):
    """The draws have the right mean and spread, but they are uniform. Normal ones are wanted."""
    return _three(activation(rng.uniform(-math.sqrt(3) * sigma, math.sqrt(3) * sigma, size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def variance_and_mean_square_exchanged(activation, sigma, n_samples, rng):
    """Variance and mean square have changed places."""
    mean, variance, mean_square = _three(activation(rng.normal(0, sigma, size=n_samples)))
    return mean, mean_square, variance


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def the_spread_of_the_draws(activation, sigma, n_samples, rng):
    """The second number is a standard deviation; a variance is wanted."""
    mean, variance, mean_square = _three(activation(rng.normal(0, sigma, size=n_samples)))
    return mean, math.sqrt(variance), mean_square


@mistake("monte_carlo_moments", caught_by="a_single_draw")
def always_many_draws(activation, sigma, n_samples, rng):
    """The number of draws is always the same: n_samples has no effect."""
    return _three(activation(rng.normal(0, sigma, size=100_000)))


@mistake("monte_carlo_moments", caught_by="draws_from_the_given_generator")
def a_generator_of_its_own(activation, sigma, n_samples, rng):
    """Nothing is drawn from the generator that was handed over: the numbers are the same for each of them. Do they come
    from another one, made inside with a seed of its own, or from none?"""
    return _three(activation(np.random.default_rng(0).normal(0, sigma, size=n_samples)))


@mistake("monte_carlo_moments", caught_by="draws_from_the_given_generator")
def the_global_generator(activation, sigma, n_samples, rng):
    """Equal generators do not give equal numbers: the draws come from np.random's global stream, which nobody here has
    seeded."""
    return _three(activation(np.random.normal(0, sigma, size=n_samples)))


@mistake("monte_carlo_moments", caught_by="draws_from_the_given_generator")
def one_of_ten_generators(activation, sigma, n_samples, rng):
    """Some generators that differ give the same numbers: what is drawn from them seems to be a small seed, of which
    another generator is made. Draw the normal numbers themselves from the given one."""
    return _three(activation(np.random.default_rng(rng.integers(10)).normal(0, sigma, size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def sigma_squared_as_the_spread_of_draws(activation, sigma, n_samples, rng):
    """The draws have standard deviation sigma squared: sigma was taken for a spread and a variance handed on."""
    return _three(activation(rng.normal(0, sigma**2, size=n_samples)))


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def a_variance_around_zero(activation, sigma, n_samples, rng):
    """The variance equals the mean square, as if the mean were 0. It is taken around the mean."""
    mean, _, mean_square = _three(activation(rng.normal(0, sigma, size=n_samples)))
    return mean, mean_square, mean_square


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def sums_of_the_draws(activation, sigma, n_samples, rng):
    """Sums over the draws stand where means belong: they grow with the number of draws."""
    a = activation(rng.normal(0, sigma, size=n_samples))
    return a.sum(), a.var(), (a**2).sum()


@mistake("monte_carlo_moments", caught_by="two_hundred_thousand_draws")
def the_square_of_the_mean(activation, sigma, n_samples, rng):
    """The third number is the square of the mean. Which comes first in a mean square?"""
    mean, variance, _ = _three(activation(rng.normal(0, sigma, size=n_samples)))
    return mean, variance, mean**2


@mistake("monte_carlo_moments", caught_by="a_single_draw")
def new_draws_for_each_number(activation, sigma, n_samples, rng):
    """Each of the three numbers has draws of its own, so that they do not fit each other: draw once."""
    draws = [activation(rng.normal(0, sigma, size=n_samples)) for _ in range(3)]
    return draws[0].mean(), draws[1].var(), (draws[2] ** 2).mean()


# demonstrate_initialization_impact


def _too_small(n_in, n_out, rng):
    return rng.normal(0, 0.001, size=(n_out, n_in))


def _too_large(n_in, n_out, rng):
    return rng.normal(0, 1, size=(n_out, n_in))


def _lecun(n_in, n_out, rng):
    return rng.normal(0, math.sqrt(1 / n_in), size=(n_out, n_in))


def _variance_as_spread(n_in, n_out, rng):
    return rng.normal(0, 2 / n_in, size=(n_out, n_in))


def _a_tenth(n_in, n_out, rng):
    return rng.normal(0, 0.01, size=(n_out, n_in))


SCHEMES = {"too_small": _too_small, "too_large": _too_large, "xavier": xavier_init, "he": he_init}


def _inputs(n_samples, input_dim, seed):
    return np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).normal(size=(n_samples, input_dim))


def _layers(X, init, n_layers, width, rng):
    """Pre-activations and activations of every layer."""
    A = X
    for _ in range(n_layers):
        Z = A @ init(A.shape[1], width, rng).T
        A = relu(Z)
        yield Z, A


@mistake("demonstrate_initialization_impact", caught_by="one_variance_per_layer")
def counts_the_inputs_as_a_layer(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """There is one variance too many: the first belongs to the inputs, which are no layer."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [X.var()] + [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="one_variance_per_layer")
def only_the_sensible_schemes(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Schemes are missing: those that go wrong on purpose are the point of the demonstration."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, SCHEMES[scheme], n_layers, width, np.random.default_rng(seed))]
        for scheme in ("xavier", "he")
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def variance_of_pre_activations(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """These are the variances before relu. The activations after it were asked for."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [Z.var() for Z, _ in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def mean_squares_for_variances(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """These are mean squares: their mean was not taken off. relu's outputs have a mean, so the two differ."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [np.mean(A**2) for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def standard_deviations_for_variances(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """These are standard deviations: every factor on the way is the root of what it should be."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.std() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_variance_within_one_row")
def variance_of_each_unit(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The variance was taken for each unit over the rows, and then averaged. That leaves out how units differ from each
    other, which is a growing part of it in deeper layers. All elements together have one variance."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var(axis=0).mean() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def no_relu_in_between(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The layers are linear: no relu is applied between them."""
    A0 = _inputs(n_samples, input_dim, seed)
    variances = {}
    for scheme, init in SCHEMES.items():
        rng, A, variances[scheme] = np.random.default_rng(seed), A0, []
        for _ in range(n_layers):
            A = A @ init(A.shape[1], width, rng).T
            variances[scheme].append(A.var())
    return variances


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def uniform_inputs(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The first layer's variance does not fit: the inputs are not standard normal but uniform, it seems."""
    X = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).random(size=(n_samples, input_dim))
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def one_generator_for_all_schemes(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Each scheme goes on in the stream where the one before it stopped, so that they differ by chance as well as by
    scale. A generator for each, with the same seed, makes them comparable."""
    X, rng = _inputs(n_samples, input_dim, seed), np.random.default_rng(seed)
    return {scheme: [A.var() for _, A in _layers(X, init, n_layers, width, rng)] for scheme, init in SCHEMES.items()}


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def other_inputs_for_each_scheme(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Every scheme gets inputs of its own. They should differ by their weights alone."""
    children = np.random.SeedSequence(seed).spawn(4)
    variances = {}
    for child, (scheme, init) in zip(children, SCHEMES.items(), strict=True):
        X = np.random.default_rng(child).normal(size=(n_samples, input_dim))
        rng = np.random.default_rng(seed)
        variances[scheme] = [A.var() for _, A in _layers(X, init, n_layers, width, rng)]
    return variances


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def xavier_by_inputs_only(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The Xavier scheme has variance 1 / n_in, which is LeCun's. Inside a network with layers of one width the two are
    the same; in the first layer they are not."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in {**SCHEMES, "xavier": _lecun}.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def he_with_a_variance_as_spread(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """He's variance was handed to `normal` as the standard deviation, so that the weights are far too small."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in {**SCHEMES, "he": _variance_as_spread}.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def not_quite_as_small(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The weights of "too_small" have another standard deviation than 0.001."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in {**SCHEMES, "too_small": _a_tenth}.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def always_256_units(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The layers have 256 units whatever `width` is."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, 256, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def inputs_without_a_seed(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The same seed does not give the same variances: the inputs come from a generator without a seed."""
    X = np.random.default_rng().normal(size=(n_samples, input_dim))
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def always_seed_42(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Another seed makes no difference: all generators are seeded with 42."""
    X = _inputs(n_samples, input_dim, 42)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(42))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="inputs_do_not_repeat_the_weights")
def one_seed_for_inputs_and_weights(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Inputs and weights come from two generators with the same seed, and so from the same numbers: the first weight
    matrix consists of the first rows of the inputs, up to scale. Take a child of SeedSequence(seed) for the inputs."""
    X = np.random.default_rng(seed).normal(size=(n_samples, input_dim))
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="layers_of_a_single_unit")
def the_same_weights_in_every_layer(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """All layers have the same weights: a generator is made anew for each of them, and begins where it began before.
    One for each scheme is enough, asked again for every layer."""
    A0 = _inputs(n_samples, input_dim, seed)
    variances = {}
    for scheme, init in SCHEMES.items():
        A, variances[scheme] = A0, []
        for _ in range(n_layers):
            A = relu(A @ init(A.shape[1], width, np.random.default_rng(seed)).T)
            variances[scheme].append(A.var())
    return variances


@mistake("demonstrate_initialization_impact", caught_by="layers_of_a_single_unit")
def variance_within_each_row(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The variance was taken within each row, over its units, and then averaged. That leaves out how rows differ from
    each other. All elements together have one variance."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var(axis=1).mean() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def always_1000_rows(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """There are always 1000 rows: n_samples has no effect."""
    X = _inputs(1000, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def always_the_inputs_of_seed_42(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The weights depend on the seed, and the inputs do not, or they were rescaled after drawing."""
    X = _inputs(n_samples, input_dim, 42)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def the_weights_of_one_seed_always(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The inputs depend on the seed, and the weights do not: their generator has a seed of its own."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(42))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def another_seed_by_default(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=0):
    """With a seed given this is right. Left to its default it is another one than in the docstring."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def fewer_rows_by_default(n_layers=10, width=256, n_samples=500, input_dim=20, seed=42):
    """With n_samples given this is right. Left to its default it is another number than in the docstring."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def fewer_units_by_default(n_layers=10, width=128, n_samples=1000, input_dim=20, seed=42):
    """With a width given this is right. Left to its default it is another number than in the docstring."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="variances_depend_on_the_seed")
def inputs_from_the_next_seed(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The inputs come from the generator of another seed, such as seed + 1. Within one run that looks harmless, but the
    inputs of one seed are then the weights of the next. A child of SeedSequence(seed) has a stream that no seed has."""
    X = np.random.default_rng(seed + 1).normal(size=(n_samples, input_dim))
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="one_variance_per_layer")
def one_layer_too_few(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The last layer is missing. How many numbers does range(1, n_layers) have?"""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers - 1, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def the_last_layers_variance_first(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """The variances stand in reverse order, that of the last layer first."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))][::-1]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="the_course_of_the_variance")
def always_20_inputs(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """There are 20 inputs whatever `input_dim` is."""
    X = _inputs(n_samples, 20, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in SCHEMES.items()
    }


@mistake("demonstrate_initialization_impact", caught_by="schemes_differ_by_their_scale_alone")
def he_and_xavier_exchanged(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """He's scheme and Xavier's stand under each other's names."""
    X = _inputs(n_samples, input_dim, seed)
    return {
        scheme: [A.var() for _, A in _layers(X, init, n_layers, width, np.random.default_rng(seed))]
        for scheme, init in {**SCHEMES, "xavier": he_init, "he": xavier_init}.items()
    }


# diagnose_vanishing_gradients


def _rows(n_samples, layer_dims, seed):
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.normal(size=(n_samples, layer_dims[0]))
    return X, rng.integers(0, 2, size=(n_samples, layer_dims[-1])).astype(float)


def _gradients(layer_dims, activation, seed, X, y):
    """The gradients of the weight matrices, first layer first."""
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    model.forward(X)
    grads = model.backward(y)
    return [grads[f"W{layer}"] for layer in range(1, len(layer_dims))]


def _reported(norms):
    return {f"Layer {number}": float(norm) for number, norm in enumerate(norms, start=1)}


@mistake("diagnose_vanishing_gradients", caught_by="every_layer_has_a_name")
def counts_layers_from_zero(layer_dims, activation, n_samples=500, seed=42):
    """The first layer is called Layer 0. The names should begin at 1, as W1 does."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return {f"Layer {number}": float(np.linalg.norm(each)) for number, each in enumerate(gradients)}


@mistake("diagnose_vanishing_gradients", caught_by="every_layer_has_a_name")
def names_of_parameters(layer_dims, activation, n_samples=500, seed=42):
    """The norms stand under the names of the parameters, W1 and so on, instead of "Layer 1"."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return {f"W{number}": float(np.linalg.norm(each)) for number, each in enumerate(gradients, start=1)}


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def squares_of_norms(layer_dims, activation, n_samples=500, seed=42):
    """These are the norms squared: the root of the sum of squares is missing."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.sum(each**2) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def means_of_absolute_values(layer_dims, activation, n_samples=500, seed=42):
    """These are mean absolute entries. They shrink with the number of entries; the norm of the whole matrix was asked
    for."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.abs(each).mean() for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def sums_of_absolute_values(layer_dims, activation, n_samples=500, seed=42):
    """These are sums of absolute values. The norm is the root of a sum of squares."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.abs(each).sum() for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def norms_of_the_weights(layer_dims, activation, n_samples=500, seed=42):
    """These are the norms of the weights themselves, not of their gradients."""
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    return _reported(np.linalg.norm(model.params[f"W{layer}"]) for layer in range(1, len(layer_dims)))


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def norms_of_bias_gradients(layer_dims, activation, n_samples=500, seed=42):
    """These are the norms of the bias gradients. The weight matrices were asked for."""
    X, y = _rows(n_samples, layer_dims, seed)
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    model.forward(X)
    grads = model.backward(y)
    return _reported(np.linalg.norm(grads[f"b{layer}"]) for layer in range(1, len(layer_dims)))


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def the_last_layer_first(layer_dims, activation, n_samples=500, seed=42):
    """The layers stand in the order in which backpropagation meets them: Layer 1 is the last one. Then the gradient
    seems to vanish at the wrong end."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in reversed(gradients))


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def all_labels_are_zero(layer_dims, activation, n_samples=500, seed=42):
    """The gradients are too large at the output: with labels that are all 0 every row pulls in the same direction.
    Labels 0 and 1 should be equally likely."""
    X, y = _rows(n_samples, layer_dims, seed)
    gradients = _gradients(layer_dims, activation, seed, X, np.zeros_like(y))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def uniform_rows(layer_dims, activation, n_samples=500, seed=42):
    """The rows do not seem to be standard normal but uniform between 0 and 1."""
    _, y = _rows(n_samples, layer_dims, seed)
    X = np.random.default_rng([seed, 1]).random(size=(n_samples, layer_dims[0]))
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def sums_over_the_rows(layer_dims, activation, n_samples=500, seed=42):
    """The norms grow with the number of rows: they were multiplied by it, or gradients were added up over the rows. The
    gradient of the mean loss was asked for."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(n_samples * np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="sigmoid_gradients_vanish")
def always_relu(layer_dims, activation, n_samples=500, seed=42):
    """The network has relus whatever activation is asked for."""
    gradients = _gradients(layer_dims, "relu", seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="gradients_are_larger_on_two_rows")
def always_500_rows(layer_dims, activation, n_samples=500, seed=42):
    """There are always 500 rows: n_samples has no effect."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(500, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="rows_do_not_repeat_the_weights")
def one_seed_for_rows_and_weights(layer_dims, activation, n_samples=500, seed=42):
    """Rows and weights come from two generators with the same seed, and so from the same numbers: the first weight
    matrix consists of the first rows, up to scale. Take a child of SeedSequence(seed) for the rows."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = rng.integers(0, 2, size=(n_samples, layer_dims[-1])).astype(float)
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="a_network_with_many_outputs")
def labels_for_one_output(layer_dims, activation, n_samples=500, seed=42):
    """There is one label per row. A network with several outputs needs one for each of them."""
    X, y = _rows(n_samples, [layer_dims[0], 1], seed)
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="norms_depend_on_the_seed")
def rows_without_a_seed(layer_dims, activation, n_samples=500, seed=42):
    """The same seed does not give the same norms: the rows come from a generator without a seed."""
    rng = np.random.default_rng()
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = rng.integers(0, 2, size=(n_samples, layer_dims[-1])).astype(float)
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="norms_depend_on_the_seed")
def always_the_rows_of_seed_42(layer_dims, activation, n_samples=500, seed=42):
    """The weights depend on the seed, and the rows do not, or they were rescaled after drawing."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, 42))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_depend_on_the_seed")
def norms_of_another_seed_by_default(layer_dims, activation, n_samples=500, seed=0):
    """With a seed given this is right. Left to its default it is another one than in the docstring."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_depend_on_the_seed")
def rows_from_the_next_seed(layer_dims, activation, n_samples=500, seed=42):
    """The rows come from the generator of another seed, such as seed + 1. Within one run that looks harmless, but the
    rows of one seed are then the weights of the next. A child of SeedSequence(seed) has a stream that no seed has."""
    rng = np.random.default_rng(seed + 1)
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = rng.integers(0, 2, size=(n_samples, layer_dims[-1])).astype(float)
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="a_network_with_many_outputs")
def largest_stretches(layer_dims, activation, n_samples=500, seed=42):
    """This is the matrix norm that says how far a vector is stretched at most, np.linalg.norm(G, 2). Asked for is the
    root of the sum of the squares of all entries."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each, 2) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="a_network_with_many_outputs")
def labels_between_0_and_1(layer_dims, activation, n_samples=500, seed=42):
    """The labels are any numbers between 0 and 1. They should be 0 or 1."""
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = rng.random(size=(n_samples, layer_dims[-1]))
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="a_network_with_many_outputs")
def a_hundred_rows_by_default(layer_dims, activation, n_samples=100, seed=42):
    """With n_samples given this is right. Left to its default it is another number than in the docstring."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="a_network_with_one_input")
def norms_of_weights_and_biases(layer_dims, activation, n_samples=500, seed=42):
    """The gradients of the biases are part of these norms. Those of the weight matrices alone were asked for."""
    X, y = _rows(n_samples, layer_dims, seed)
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    model.forward(X)
    grads = model.backward(y)
    both = [(grads[f"W{layer}"], grads[f"b{layer}"]) for layer in range(1, len(layer_dims))]
    return _reported(math.hypot(np.linalg.norm(W), np.linalg.norm(b)) for W, b in both)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def largest_entries(layer_dims, activation, n_samples=500, seed=42):
    """These are the largest entries of each gradient. The norm of the whole matrix was asked for."""
    gradients = _gradients(layer_dims, activation, seed, *_rows(n_samples, layer_dims, seed))
    return _reported(np.abs(each).max() for each in gradients)


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def labels_are_any_numbers(layer_dims, activation, n_samples=500, seed=42):
    """The labels are normal numbers. They should be 0 or 1."""
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = rng.normal(size=(n_samples, layer_dims[-1]))
    return _reported(np.linalg.norm(each) for each in _gradients(layer_dims, activation, seed, X, y))


@mistake("diagnose_vanishing_gradients", caught_by="norms_of_a_relu_network")
def always_the_weights_of_seed_42(layer_dims, activation, n_samples=500, seed=42):
    """The rows depend on the seed, and the network's weights do not: the config seems to have the usual seed."""
    gradients = _gradients(layer_dims, activation, 42, *_rows(n_samples, layer_dims, seed))
    return _reported(np.linalg.norm(each) for each in gradients)


# clip_gradients


def _norm(grads):
    return math.sqrt(sum(float(np.sum(each**2)) for each in grads.values()))


def _refuse(grads, max_norm):
    if not max_norm > 0:
        raise ValueError("max_norm should be above 0")
    if not all(np.isfinite(each).all() for each in grads.values()):
        raise ValueError("a gradient is not finite")


def _scaled(grads, factor):
    return {name: each * factor for name, each in grads.items()}


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def always_to_length_one(grads, max_norm=1.0):
    """The result has length 1 whatever max_norm says."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    return _scaled(grads, 1 / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def each_array_for_itself(grads, max_norm=1.0):
    """Every array was shortened by its own factor. Together they then point in another direction: one norm, over all
    arrays, gives one factor for all."""
    _refuse(grads, max_norm)
    return {name: each * min(1.0, max_norm / (np.linalg.norm(each) + 1e-300)) for name, each in grads.items()}


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def the_sum_of_the_norms(grads, max_norm=1.0):
    """The result is too short: the norms of the arrays were added up. Of vectors laid end to end the squares are
    added."""
    _refuse(grads, max_norm)
    norm = sum(float(np.linalg.norm(each)) for each in grads.values())
    return _scaled(grads, max_norm / norm if norm > max_norm and norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def the_largest_norm(grads, max_norm=1.0):
    """The result is still too long: the largest of the arrays' norms was brought to max_norm, and the other arrays come
    on top of it."""
    _refuse(grads, max_norm)
    norm = max(float(np.linalg.norm(each)) for each in grads.values())
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def entry_by_entry(grads, max_norm=1.0):
    """Entries were cut off at a limit, each for itself. That is clipping by value; it turns the direction, and says
    nothing about the length."""
    _refuse(grads, max_norm)
    return {name: np.clip(each, -max_norm, max_norm) for name, each in grads.items()}


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def the_square_of_the_norm(grads, max_norm=1.0):
    """The result is far too short: it was divided by the sum of squares, without its root."""
    _refuse(grads, max_norm)
    norm = _norm(grads) ** 2
    return _scaled(grads, max_norm / norm if norm > max_norm**2 else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def weights_only(grads, max_norm=1.0):
    """The biases' gradients are not part of the norm. They are part of the gradient's length."""
    _refuse(grads, max_norm)
    norm = _norm({name: each for name, each in grads.items() if name.startswith("W")})
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def nothing_is_clipped(grads, max_norm=1.0):
    """Nothing was shortened: the gradients come back as long as they went in."""
    _refuse(grads, max_norm)
    return _scaled(grads, 1.0)


@mistake("clip_gradients", caught_by="short_gradients_stay")
def always_to_max_norm(grads, max_norm=1.0):
    """Short gradients were made longer, up to max_norm. It is an upper limit, and below it nothing happens; near a
    minimum, where gradients get small, steps would otherwise never do."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm else 1.0)


@mistake("clip_gradients", caught_by="clipping_leaves_its_input_alone")
def shortens_in_place(grads, max_norm=1.0):
    """The right numbers come back, but the caller's arrays were shortened as well."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    if norm > max_norm:
        for each in grads.values():
            each *= max_norm / norm
    return {name: each.copy() for name, each in grads.items()}


@mistake("clip_gradients", caught_by="short_gradients_are_copied")
def hands_the_same_arrays_back(grads, max_norm=1.0):
    """Where nothing has to be shortened the caller's own arrays come back. Whoever changes the result then changes
    the gradients too, but only sometimes: the worst kind of surprise."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm) if norm > max_norm else grads


@mistake("clip_gradients", caught_by="gradients_of_zero")
def divides_by_a_length_of_zero(grads, max_norm=1.0):
    """A gradient of zeros has length 0, and dividing by it gives nan, which stays nan in every later step."""
    _refuse(grads, max_norm)
    norm = np.float64(_norm(grads))
    return {name: each / norm * min(norm, max_norm) for name, each in grads.items()}


@mistake("clip_gradients", caught_by="a_max_norm_that_makes_no_sense")
def takes_any_max_norm(grads, max_norm=1.0):
    """A max_norm of 0 or below is taken without complaint, and turns gradients off or around."""
    _refuse(grads, 1.0)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm and norm else 1.0)


@mistake("clip_gradients", caught_by="a_max_norm_that_makes_no_sense")
def lets_zero_pass(grads, max_norm=1.0):
    """A negative max_norm is refused, and 0 is not. With 0 the network would never learn anything."""
    _refuse(grads, max_norm if max_norm else 1.0)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm and norm else 1.0)


@mistake("clip_gradients", caught_by="a_max_norm_that_makes_no_sense")
def looks_at_max_norm_too_late(grads, max_norm=1.0):
    """A max_norm of 0 is let through where the gradients are 0 as well: something is returned before max_norm is looked
    at. It makes no sense for any gradients."""
    norm = _norm(grads)
    if norm <= max_norm:
        return _scaled(grads, 1.0)
    _refuse(grads, max_norm)
    return _scaled(grads, max_norm / norm)


@mistake("clip_gradients", caught_by="gradients_that_are_not_finite")
def takes_gradients_that_are_not_finite(grads, max_norm=1.0):
    """A nan or an infinity goes through: after a division by an infinite norm nearly everything is 0 or nan, and the
    network is lost without a word."""
    _refuse({}, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="gradients_that_are_not_finite")
def looks_at_the_first_array_only(grads, max_norm=1.0):
    """Only one of the arrays is looked at. A nan may stand in any of them."""
    _refuse({name: each for name, each in grads.items() if name == "W1"}, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="a_little_too_long_by_default")
def another_max_norm_by_default(grads, max_norm=5.0):
    """With max_norm given this is right. Left to its default it is another one than in the docstring."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="a_little_too_long_by_default")
def clips_only_what_is_far_too_long(grads, max_norm=1.0):
    """Gradients that are only a little longer than max_norm stay as they are. It is a limit for all of them."""
    _refuse(grads, max_norm)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > 2 * max_norm else 1.0)


@mistake("clip_gradients", caught_by="short_gradients_stay")
def forgets_the_root_throughout(grads, max_norm=1.0):
    """What is compared with max_norm, and divided by, is the sum of squares: the root is missing. Even gradients that
    are short enough are shortened then."""
    _refuse(grads, max_norm)
    squares = _norm(grads) ** 2
    return _scaled(grads, max_norm / squares if squares > max_norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def the_largest_entry(grads, max_norm=1.0):
    """The largest entry was brought to max_norm. The length of a vector is more than that of its largest entry."""
    _refuse(grads, max_norm)
    largest = max(float(np.abs(each).max()) for each in grads.values())
    return _scaled(grads, max_norm / largest if largest > max_norm else 1.0)


@mistake("clip_gradients", caught_by="long_gradients_are_shortened")
def the_sum_of_absolute_values(grads, max_norm=1.0):
    """The result is too short: the length was taken as the sum of all absolute values. It is the root of the sum of
    squares."""
    _refuse(grads, max_norm)
    norm = sum(float(np.abs(each).sum()) for each in grads.values())
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="gradients_that_are_not_finite")
def looks_for_nan_only(grads, max_norm=1.0):
    """An infinity goes through, and only nan is refused. Neither is finite."""
    _refuse({}, max_norm)
    if any(np.isnan(each).any() for each in grads.values()):
        raise ValueError("a gradient is nan")
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@mistake("clip_gradients", caught_by="gradients_that_are_not_finite")
def makes_zeros_of_what_is_not_finite(grads, max_norm=1.0):
    """Gradients that are not finite come back as zeros, without a word. The docstring says what to raise."""
    _refuse({}, max_norm)
    if not all(np.isfinite(each).all() for each in grads.values()):
        return _scaled({name: np.zeros_like(each) for name, each in grads.items()}, 1.0)
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


# count_dead_neurons


def _refuse_others(model):
    if model.config.activation != "relu":
        raise ValueError("dead units are a matter of relu")


def _hidden(model, X):
    """Layer numbers and activations of the hidden layers on X; the cache is put back."""
    found = model.cache
    model.forward(X)
    cache, model.cache = model.cache, found
    return [(layer, cache[f"Z{layer}"], cache[f"A{layer}"]) for layer in range(1, len(model.config.layer_dims) - 1)]


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def counts_zeros(model, X, threshold=0.0):
    """All zeros were counted, of every row. A unit is one column, and dead if the whole column is 0."""
    _refuse_others(model)
    return {f"Layer {layer}": int(np.sum(a <= threshold)) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def counts_living_units(model, X, threshold=0.0):
    """These are the units that are alive: the counts are the layer's size minus what was asked for."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a > threshold).any(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def counts_silent_rows(model, X, threshold=0.0):
    """This counts rows on which no unit fires. Look along the other axis: units are columns."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= threshold).all(axis=1).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def silent_on_some_row(model, X, threshold=0.0):
    """Units that are silent on at least one row were counted. Dead ones are silent on all."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= threshold).any(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def counts_the_output_layer(model, X, threshold=0.0):
    """There is a layer too many: the output is no hidden layer, and has no relu."""
    _refuse_others(model)
    found = model.cache
    model.forward(X)
    cache, model.cache = model.cache, found
    layers = range(1, len(model.config.layer_dims))
    return {f"Layer {layer}": int((cache[f"A{layer}"] <= threshold).all(axis=0).sum()) for layer in layers}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def looks_into_the_old_cache(model, X, threshold=0.0):
    """The counts are those of the rows that the network saw last, which still lie in its cache. The given rows need a
    forward pass of their own."""
    _refuse_others(model)
    layers = range(1, len(model.config.layer_dims) - 1)
    return {f"Layer {layer}": int((model.cache[f"A{layer}"] <= threshold).all(axis=0).sum()) for layer in layers}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def shares_instead_of_counts(model, X, threshold=0.0):
    """These are shares of each layer. Counts were asked for."""
    _refuse_others(model)
    return {f"Layer {layer}": float((a <= threshold).all(axis=0).mean()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="units_that_fire_once_are_alive")
def nearly_always_silent(model, X, threshold=0.0):
    """Units that fire on a few rows only were counted as dead. However rarely it fires, a unit that does still learns
    from those rows."""
    _refuse_others(model)
    return {f"Layer {layer}": int(((a > threshold).mean(axis=0) < 0.1).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="units_that_fire_once_are_alive")
def silent_on_the_median_row(model, X, threshold=0.0):
    """The median over the rows decides here, so that every unit counts as dead that is silent on more than half of
    them."""
    _refuse_others(model)
    return {f"Layer {layer}": int((np.median(a, axis=0) <= threshold).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="a_threshold_above_zero")
def always_two_hidden_layers(model, X, threshold=0.0):
    """The first two layers are counted, and a network may have more hidden ones than two. Its sizes are in
    model.config.layer_dims."""
    _refuse_others(model)
    a, counts = X, {}
    for layer in (1, 2):
        a = relu(a @ model.params[f"W{layer}"].T + model.params[f"b{layer}"])
        counts[f"Layer {layer}"] = int((a <= threshold).all(axis=0).sum())
    return counts


@mistake("count_dead_neurons", caught_by="a_threshold_above_zero")
def without_the_threshold(model, X, threshold=0.0):
    """The threshold has no effect: units are compared with 0 whatever it is."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= 0).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="a_threshold_above_zero")
def the_mean_against_the_threshold(model, X, threshold=0.0):
    """Mean activations are compared with the threshold. For 0 that comes to the same; above it a unit may have a small
    mean and still rise above the threshold on some rows."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a.mean(axis=0) <= threshold).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="a_threshold_above_zero")
def alive_at_the_threshold(model, X, threshold=0.0):
    """A unit whose largest activation is the threshold itself was counted as alive. It never rises above it."""
    _refuse_others(model)
    tops = [(layer, a.max(axis=0)) for layer, _, a in _hidden(model, X)]
    return {f"Layer {layer}": int(np.sum((top == 0) | (top < threshold))) for layer, top in tops}


@mistake("count_dead_neurons", caught_by="pre_activations_of_exactly_zero")
def only_negative_pre_activations(model, X, threshold=0.0):
    """Only units with negative pre-activations were counted. At exactly 0 relu gives 0 as well, and its gradient is
    0 too."""
    _refuse_others(model)
    return {
        f"Layer {layer}": int(((z < 0) if threshold == 0 else (z <= threshold)).all(axis=0).sum())
        for layer, z, _ in _hidden(model, X)
    }


@mistake("count_dead_neurons", caught_by="counting_leaves_the_network_alone")
def leaves_another_cache_behind(model, X, threshold=0.0):
    """The counts are right. But the forward pass has replaced the network's cache, and whoever was about to call
    backward gets gradients for other rows."""
    _refuse_others(model)
    model.forward(X)
    layers = range(1, len(model.config.layer_dims) - 1)
    return {f"Layer {layer}": int((model.cache[f"A{layer}"] <= threshold).all(axis=0).sum()) for layer in layers}


@mistake("count_dead_neurons", caught_by="counting_leaves_the_network_alone")
def empties_the_cache(model, X, threshold=0.0):
    """The counts are right, and the cache is empty afterwards. It should be as it was found."""
    _refuse_others(model)
    counts = {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}
    model.cache = {}
    return counts


@mistake("count_dead_neurons", caught_by="only_relu_units_die")
def takes_any_activation(model, X, threshold=0.0):
    """No ValueError comes for a network of tanh units, or of others. A negative tanh is not dead, so that a count would
    mean nothing, and the docstring says what to raise."""
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="units_that_fire_once_are_alive")
def a_little_above_the_threshold(model, X, threshold=0.0):
    """Units that fire very weakly were counted as dead: something is added to the threshold, or 0 is compared with a
    tolerance. Anything above the threshold is above it, and relu's gradient there is 1."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= threshold + 1e-9).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


_COUNTED = []


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def remembers_the_network(model, X, threshold=0.0):
    """The counts are those of an earlier call with the same network, whose parameters were others then. A network that
    is trained stays the same object: look at its parameters anew in every call."""
    _refuse_others(model)
    known = [each for each in _COUNTED if each[0] is model]
    _COUNTED[:] = known or [(model, _hidden(model, X))]
    hidden = _COUNTED[0][1]
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in hidden}


@mistake("count_dead_neurons", caught_by="units_that_fire_once_are_alive")
def a_hundredth_by_default(model, X, threshold=0.01):
    """Units that fire weakly are counted where no threshold is given: left to its default it is another one than in the
    docstring."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def never_below_the_threshold(model, X, threshold=0.0):
    """A unit counts as alive whose activation only reaches the threshold, and with a threshold of 0 all do."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a < threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def only_the_first_layer(model, X, threshold=0.0):
    """The first hidden layer is reported, and the others are not. The loop ends too soon."""
    _refuse_others(model)
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)[:1]}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def one_count_for_all_layers(model, X, threshold=0.0):
    """There is one count for the whole network. Asked for is one per hidden layer, under its name."""
    _refuse_others(model)
    return sum(int((a <= threshold).all(axis=0).sum()) for _, _, a in _hidden(model, X))


@mistake("count_dead_neurons", caught_by="only_relu_units_die")
def refuses_a_relu_at_the_output(model, X, threshold=0.0):
    """A network with relu as its output activation is refused. The docstring speaks of the hidden layers alone."""
    _refuse_others(model)
    if model.config.output_activation == "relu":
        raise ValueError("no relu at the output, please")
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="only_relu_units_die")
def refuses_saturating_activations_only(model, X, threshold=0.0):
    """Sigmoid and tanh are refused, and others are not. The docstring speaks of relu alone."""
    if model.config.activation in ("sigmoid", "tanh"):
        raise ValueError("units of this kind do not die")
    return {f"Layer {layer}": int((a <= threshold).all(axis=0).sum()) for layer, _, a in _hidden(model, X)}


@mistake("count_dead_neurons", caught_by="dead_units_in_every_hidden_layer")
def forgets_the_biases(model, X, threshold=0.0):
    """The pre-activations were computed without their biases. A bias far below 0 is what silences most units."""
    _refuse_others(model)
    a, counts = X, {}
    for layer in range(1, len(model.config.layer_dims) - 1):
        a = relu(a @ model.params[f"W{layer}"].T)
        counts[f"Layer {layer}"] = int((a <= threshold).all(axis=0).sum())
    return counts
