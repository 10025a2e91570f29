"""How diagnoses are asked. Where a docstring leaves random draws open, answers are averaged over many seeds."""

import numpy as np
from given import MLPConfig, NumpyMLP, gelu, relu, swish, tanh

# relu_moments and monte_carlo_moments


def mean_of(moments, *arguments):
    """The first of the three numbers."""
    return _three(moments(*arguments))[0]


def variance_of(moments, *arguments):
    """The second of the three numbers."""
    return _three(moments(*arguments))[1]


def mean_square_of(moments, *arguments):
    """The third of the three numbers."""
    return _three(moments(*arguments))[2]


def moments_of_draws(monte_carlo_moments, activation, sigma, n_samples, seed):
    """All three numbers, from a generator with that seed."""
    found = _three(monte_carlo_moments(_named(activation), sigma, n_samples, np.random.default_rng(seed)))
    return dict(zip(("mean", "variance", "mean square"), found, strict=True))


def moments_of_one_draw(monte_carlo_moments, activation, sigma, seed):
    """With a single draw there is one value: its mean square is the square of its mean."""
    mean, _, mean_square = _three(monte_carlo_moments(_named(activation), sigma, 1, np.random.default_rng(seed)))
    return {"mean square minus mean squared": mean_square - mean**2}


def moments_by_seed(monte_carlo_moments, activation, sigma, seed):
    """Whether generators of the same seed give the same numbers, and one of another seed others."""
    first, again, other = (
        _three(monte_carlo_moments(_named(activation), sigma, 50, np.random.default_rng(each)))
        for each in (seed, seed, seed + 1)
    )
    return _by_seed(first, again, other)


def _three(answer):
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 3:
        raise TypeError("three numbers are wanted: mean, variance, mean square")
    return [float(each) for each in answer]


def _named(activation):
    return {"relu": relu, "gelu": gelu, "swish": swish, "tanh": tanh}[activation]


def _by_seed(first, again, other):
    return {
        "the same seed": "the same numbers" if np.array_equal(first, again) else "other numbers",
        "another seed": "the same numbers" if np.array_equal(first, other) else "other numbers",
    }


# demonstrate_initialization_impact


def schemes_and_layers(demonstrate_initialization_impact, settings):
    """How many variances there are for each scheme."""
    return {scheme: len(values) for scheme, values in demonstrate_initialization_impact(**settings).items()}


def levels(demonstrate_initialization_impact, scheme, settings, seeds):
    """The variance of the first layer, and how it grows from layer to layer: log10, on average over seeds."""
    curves = [_curve(demonstrate_initialization_impact(**settings, seed=seed)[scheme], settings) for seed in seeds]
    first, last = np.mean(curves, axis=0)[[0, -1]]
    growth = (last - first) / (settings["n_layers"] - 1)
    return {"log10 of the variance of A1": first, "growth of log10 from layer to layer": growth}


def against_he(demonstrate_initialization_impact, settings, seed):
    """By which factor, layer by layer, each scheme's variances differ from those of "he": log10 of it."""
    curves = demonstrate_initialization_impact(**settings, seed=seed)
    he = _curve(curves["he"], settings)
    others = [scheme for scheme in ("too_small", "too_large", "xavier") if scheme in curves]
    return {f"{scheme} / he, log10": _curve(curves[scheme], settings) - he for scheme in others}


def variances_by_seed(demonstrate_initialization_impact, settings, seed):
    """Whether the same seed gives the same variances, and another seed others."""
    return _by_seed(
        *(demonstrate_initialization_impact(**settings, seed=each)["he"] for each in (seed, seed, seed + 1))
    )


def _curve(variances, settings):
    """log10 of the variances of A1, A2, ...; what stands before them is left to another check."""
    return np.log10(np.asarray(variances, dtype=float)[-settings["n_layers"] :])


# diagnose_vanishing_gradients


def names_of_layers(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seed):
    """The names under which norms are reported."""
    return sorted(diagnose_vanishing_gradients(layer_dims, activation, n_samples, seed))


def typical_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """log10 of each layer's norm, on average over seeds."""
    means = _mean_logs(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    return {f"layer {number}, log10 of the norm": mean for number, mean in enumerate(means, start=1)}


def first_against_last(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """How the first layer's norm compares with the last one's, on average over seeds."""
    first, *_, last = _mean_logs(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    return "more than 30 times smaller" if last - first > np.log10(30) else "not that much smaller"


def on_few_rows(diagnose_vanishing_gradients, layer_dims, activation, seeds):
    """How the last layer's norm on 2 rows compares with that on 500, on average over seeds."""
    few, many = (_mean_norms(diagnose_vanishing_gradients, layer_dims, activation, n, seeds)[-1] for n in (2, 500))
    return "clearly larger" if few > 1.5 * many else "hardly larger"


def the_larger_of_two(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """Which of two layers has the larger norm, on average over seeds."""
    first, second = _mean_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    return "that of layer 1" if first > second else "that of layer 2"


def number_of_layers(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seed):
    """How many norms are reported."""
    return len(diagnose_vanishing_gradients(layer_dims, activation, n_samples, seed))


def norms_by_seed(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seed):
    """Whether the same seed gives the same norms, and another seed others."""
    answers = (diagnose_vanishing_gradients(layer_dims, activation, n_samples, each) for each in (seed, seed, seed + 1))
    return _by_seed(*map(_by_layer, answers))


def _mean_logs(*arguments):
    return np.mean(np.log10(_all_norms(*arguments)), axis=0)


def _mean_norms(*arguments):
    return np.mean(_all_norms(*arguments), axis=0)


def _all_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """One row per seed, one column per layer."""
    return [_by_layer(diagnose_vanishing_gradients(layer_dims, activation, n_samples, seed)) for seed in seeds]


def _by_layer(norms):
    """The norms in the order of the layers, by name where the names say it."""
    names = [f"Layer {number}" for number in range(1, len(norms) + 1)]
    return [float(norms[name]) for name in names] if set(names) == set(norms) else [float(v) for v in norms.values()]


# clip_gradients


def gradients_afterwards(clip_gradients, grads, max_norm):
    """The gradients that were handed over, after the call."""
    clip_gradients(grads, max_norm)
    return grads


def whose_arrays(clip_gradients, grads, max_norm):
    """Whether the arrays that come back are new ones."""
    clipped = clip_gradients(grads, max_norm)
    return {name: "the caller's" if np.shares_memory(clipped[name], grads[name]) else "new" for name in grads}


def refused(clip_gradients, grads, max_norms):
    """What happens for each max_norm."""
    return {f"max_norm = {max_norm:g}": _happens(clip_gradients, grads, max_norm) for max_norm in max_norms}


def refused_values(clip_gradients, grads, planted):
    """What happens when a value is planted in one of the arrays, for several [array, value]."""
    found = {}
    for name, value in planted:
        spoilt = {key: each.copy() for key, each in grads.items()}
        spoilt[name].flat[1] = value
        found[f"{value} in {name}"] = _happens(clip_gradients, spoilt, 1.0)
    return found


def _happens(function, *arguments):
    try:
        function(*arguments)
    except ValueError:
        return "ValueError"
    return "no error"


# count_dead_neurons


def dead_units(count_dead_neurons, layer_dims, params, X_before, X, *threshold):
    """The counts on X, for a network whose cache still holds other rows."""
    return count_dead_neurons(_network(layer_dims, "relu", params, X_before), X, *threshold)


def dead_units_and_layers(count_dead_neurons, *arguments):
    """The counts, and how many layers were counted."""
    counts = dead_units(count_dead_neurons, *arguments)
    return {**counts, "the number of layers": len(counts)} if isinstance(counts, dict) else counts


def network_afterwards(count_dead_neurons, layer_dims, params, X_before, X):
    """Parameters and cache after the call: they should be as they were."""
    model = _network(layer_dims, "relu", params, X_before)
    count_dead_neurons(model, X)
    return {"params": model.params, "cache": model.cache}


def refused_activations(count_dead_neurons, layer_dims, params, X, activations):
    """What happens for networks of other activations."""
    networks = {activation: _network(layer_dims, activation, params, X) for activation in activations}
    return {activation: _happens(count_dead_neurons, network, X) for activation, network in networks.items()}


def _network(layer_dims, activation, params, X):
    model = NumpyMLP(MLPConfig(layer_dims, activation))
    model.params = {name: array.copy() for name, array in params.items()}
    model.forward(X)
    return model
