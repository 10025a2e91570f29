"""How diagnoses are asked. Where a docstring leaves random draws open, answers are averaged over many seeds."""

import numpy as np
from given import MLPConfig, NumpyMLP, gelu, relu, swish, tanh
from nncheck.provided import as_in_notebook
from nncheck.values import ValueRefused

# relu_moments and monte_carlo_moments


def mean_of(moments, *arguments):
    """The first of the three numbers."""
    numbers = _three(moments(*arguments))
    return numbers and numbers["mean"]


def variance_of(moments, *arguments):
    """The second of the three numbers."""
    numbers = _three(moments(*arguments))
    return numbers and numbers["variance"]


def mean_square_of(moments, *arguments):
    """The third of the three numbers."""
    numbers = _three(moments(*arguments))
    return numbers and numbers["mean square"]


def moments_of_draws(monte_carlo_moments, activation, sigma, n_samples, seed):
    """All three numbers, from a generator with that seed."""
    return _three(monte_carlo_moments(_named(activation), sigma, n_samples, np.random.default_rng(seed)))


def moments_of_one_draw(monte_carlo_moments, activation, sigma, seed):
    """With a single draw there is one value: its mean square is the square of its mean."""
    numbers = moments_of_draws(monte_carlo_moments, activation, sigma, 1, seed)
    return numbers and {"the mean square less the mean squared": numbers["mean square"] - numbers["mean"] ** 2}


def moments_by_seed(monte_carlo_moments, activation, sigma, seed):
    """Whether generators of the same seed give the same numbers, one of another seed others, and forty of them forty.

    Who makes a generator from a small number that is drawn has only so many results to give.
    """
    first, *others = (moments_of_draws(monte_carlo_moments, activation, sigma, 50, seed + n) for n in range(40))
    found = _by_seed(first, moments_of_draws(monte_carlo_moments, activation, sigma, 50, seed), others[0])
    if found is None or None in others:
        return None
    return {**found, "different results from 40 seeds": len({tuple(each.values()) for each in (first, *others)})}


def _three(answer):
    if answer is None:
        return None
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 3:
        raise ValueRefused("it should be three numbers: mean, variance, mean square")
    return dict(zip(("mean", "variance", "mean square"), map(float, answer), strict=True))


def _named(activation):
    return {"relu": relu, "gelu": gelu, "swish": swish, "tanh": tanh}[activation]


def _by_seed(first, again, other):
    """Whether two answers for one seed are the same, and one for another seed is not; None where one is missing."""
    if first is None or again is None or other is None:
        return None
    return {
        "the same seed": "the same numbers" if _same(first, again) else "other numbers",
        "another seed": "the same numbers" if _same(first, other) else "other numbers",
    }


def _same(one, other):
    return np.array_equal(list(one.values()), list(other.values()))


# demonstrate_initialization_impact


def schemes_and_layers(demonstrate_initialization_impact, settings):
    """How many variances there are for each scheme."""
    answer = demonstrate_initialization_impact(**settings)
    if answer is None or not isinstance(answer, dict):
        return answer
    return {scheme: len(_listed(values)) for scheme, values in answer.items()}


def levels(demonstrate_initialization_impact, scheme, settings, seeds):
    """The variance of the first layer, and how it grows from layer to layer: log10, on average over seeds."""
    curves = [_curves(demonstrate_initialization_impact, settings, seed, scheme) for seed in seeds]
    if None in curves:
        return None
    first, last = np.mean([np.log10(curve[scheme]) for curve in curves], axis=0)[[0, -1]]
    growth = (last - first) / (settings["n_layers"] - 1)
    return {"log10 of the variance of A1": first, "growth of log10 from layer to layer": growth}


def against_he(demonstrate_initialization_impact, settings, seed):
    """By which factor, layer by layer, each scheme's variances differ from those of "he": log10 of it."""
    others = "too_small", "too_large", "xavier"
    curves = _curves(demonstrate_initialization_impact, settings, seed, *others, "he")
    return curves and {f"log10 of {name} / he": np.log10(curves[name]) - np.log10(curves["he"]) for name in others}


def of_single_units(demonstrate_initialization_impact, seeds):
    """Layers of a single unit, two rows: how the unit's factors in two layers compare, and whether it is ever silent.

    Behind one unit each layer multiplies by one weight, or is silent; on two rows the first one is, now and then.
    """
    settings = {"n_layers": 3, "width": 1, "n_samples": 2, "input_dim": 1}
    curves = [_curves(demonstrate_initialization_impact, settings, seed, "he") for seed in seeds]
    if None in curves:
        return None
    variances = np.array([curve["he"] for curve in curves])
    first, second, third = variances[(variances > 0).all(axis=1)].T
    same = "always the same" if np.allclose(second / first, third / second, rtol=1e-6) else "different"
    silent = np.mean(variances[:, 0] == 0)
    return {
        "the factors of two layers": same if len(first) else "nowhere to be seen, all variances being 0",
        "the variance of two rows behind one unit": {0: "never 0", 1: "always 0"}.get(silent, "sometimes 0"),
    }


def variances_by_seed(demonstrate_initialization_impact, settings, seed):
    """Whether the same seed gives the same variances and another seed others, what seed is by default, whether inputs
    and weights depend on it, each for itself, and whether the number of rows makes a difference."""
    answers = [_curves(demonstrate_initialization_impact, settings, each, "he") for each in (seed, seed, seed + 1, 42)]
    default = _curves(demonstrate_initialization_impact, settings, None, "he")
    found = _by_seed(*answers[:3])
    if found is None or default is None:
        return None
    # With many units only the inputs are left to chance, with many rows only the weights. Of rows and units there are
    # two at least: one would have no variance for whoever takes it within units or rows, which is asked elsewhere.
    wide = {"n_layers": 1, "width": 2000, "n_samples": 2, "input_dim": 1}
    tall = {"n_layers": 1, "width": 2, "n_samples": 4000, "input_dim": 1}
    by_input, by_weight = (
        [_curves(demonstrate_initialization_impact, shape, seed + n, "he")["he"][0] for n in range(12)]
        for shape in (wide, tall)
    )
    two, fifty = (_curves(demonstrate_initialization_impact, {**wide, "n_samples": n}, seed, "he") for n in (2, 50))
    return {
        **found,
        **_defaults(demonstrate_initialization_impact, seed),
        "no seed": "the numbers of seed 42" if _same(default, answers[3]) else "other numbers",
        "two rows and fifty rows": "the same numbers" if _same(two, fifty) else "other numbers",
        "the inputs of other seeds": "other inputs" if max(by_input) > 1.5 * min(by_input) else "the same inputs",
        "the weights of other seeds": "other weights" if max(by_weight) > 1.5 * min(by_weight) else "the same weights",
        "inputs of one seed, weights of another": _shared_by_seeds(demonstrate_initialization_impact, seed),
    }


DEFAULTS = {"n_layers": 10, "width": 256, "n_samples": 1000, "input_dim": 20}


def _defaults(demonstrate_initialization_impact, seed):
    """Whether each setting, left out, is what the docstring says."""
    small, found = {"n_layers": 2, "width": 6, "n_samples": 6, "input_dim": 3}, {}
    for name, default in DEFAULTS.items():
        left = {other: value for other, value in small.items() if other != name}
        out, given = (demonstrate_initialization_impact(**s, seed=seed) for s in (left, {**left, name: default}))
        if not all(isinstance(each, dict) and "he" in each for each in (out, given)):
            raise ValueRefused("it should be a dict with he in it")
        same = np.array_equal(_listed(out["he"]), _listed(given["he"]))
        found[f"no {name}"] = f"the numbers of {default}" if same else "other numbers"
    return found


def _shared_by_seeds(demonstrate_initialization_impact, seed):
    """Whether the inputs of `seed` are the first numbers of the generator of another one, such as seed + 1.

    With one input and one layer the weights are the first numbers of default_rng(seed) in any right answer, so that
    the variance says which the inputs are.
    """
    settings = {"n_layers": 1, "width": 8, "n_samples": 8, "input_dim": 1}
    variance = _curves(demonstrate_initialization_impact, settings, seed, "too_large")["too_large"][0]
    weights = np.random.default_rng(seed).normal(size=8)
    for other in _other_seeds(seed):
        inputs = np.random.default_rng(other).normal(size=8)
        if np.isclose(np.maximum(np.outer(inputs, weights), 0).var(), variance, rtol=1e-9, atol=0):
            return f"the same numbers, as in default_rng(seed + {other - seed})"
    return "other numbers"


def _other_seeds(seed):
    """Those that somebody may think of who adds something to a seed."""
    return [seed + added for added in (*range(1, 101), 111, 123, 200, 500, 999, 1000, 1234, 10_000, 12_345)]


def _curves(demonstrate_initialization_impact, settings, seed, *schemes):
    """The variances of A1, A2, ... for some schemes; what stands before them is left to another check.

    seed: None to leave it as it is by default
    """
    answer = demonstrate_initialization_impact(**settings, **({} if seed is None else {"seed": seed}))
    if answer is None:
        return None
    missing = [scheme for scheme in schemes if not isinstance(answer, dict) or scheme not in answer]
    if missing:
        raise ValueRefused(f"it should be a dict with {', '.join(missing)} in it")
    return {scheme: _last(answer[scheme], settings["n_layers"]) for scheme in schemes}


def _last(values, n_layers):
    if len(_listed(values)) < n_layers:
        raise ValueRefused(f"it should have {n_layers} numbers for each scheme, and has {len(values)}")
    return np.asarray(values, dtype=float)[-n_layers:]


def _listed(values):
    if np.ndim(values) != 1:
        raise ValueRefused("it should have one list of numbers for each scheme, the variance of A1, of A2, ...")
    return values


# diagnose_vanishing_gradients


def names_of_layers(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seed):
    """The names under which norms are reported."""
    answer = diagnose_vanishing_gradients(layer_dims, activation, n_samples, seed)
    return answer and {"the names": sorted(map(str, _norms(answer)))}


def typical_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """log10 of each layer's norm, on average over seeds."""
    norms = _all_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    return norms and _logs(np.mean(np.log10(norms), axis=0))


def norms_on_the_usual_rows(diagnose_vanishing_gradients, layer_dims, activation, seed):
    """log10 of each layer's norm, for the number of rows that is the default."""
    answer = diagnose_vanishing_gradients(layer_dims, activation, seed=seed)
    return answer and _logs(np.log10(_by_layer(answer)))


def _logs(means):
    return {f"log10 of the norm of layer {number}": mean for number, mean in enumerate(means, start=1)}


def first_against_last(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """How the first layer's norm compares with the last one's, on average over seeds."""
    norms = _all_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    if norms is None:
        return None
    first, *_, last = np.mean(np.log10(norms), axis=0)
    return "more than 30 times smaller" if last - first > np.log10(30) else "not that much smaller"


def on_few_rows(diagnose_vanishing_gradients, layer_dims, activation, seeds):
    """How the last layer's norm on 2 rows compares with that on 500, on average over seeds."""
    few, many = (_all_norms(diagnose_vanishing_gradients, layer_dims, activation, n, seeds) for n in (2, 500))
    if few is None or many is None:
        return None
    return "clearly larger" if np.mean(few, axis=0)[-1] > 1.5 * np.mean(many, axis=0)[-1] else "hardly larger"


def the_larger_of_two(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """Which of two layers has the larger norm, on average over seeds."""
    norms = _all_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds)
    if norms is None:
        return None
    first, *others = np.mean(norms, axis=0)
    return "that of layer 1" if all(first > other for other in others) else "that of layer 2"


def norms_by_seed(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seed):
    """Whether the same seed gives the same norms and another seed others, what seed is by default, and whether rows
    depend on it."""
    answers = [diagnose_vanishing_gradients(layer_dims, activation, n_samples, s) for s in (seed, seed, seed + 1, 42)]
    default = diagnose_vanishing_gradients(layer_dims, activation, n_samples)
    found = _by_seed(*map(_norms, answers[:3]))
    if found is None or default is None:
        return None
    # One row, one input, many outputs with small weights: the norm is the size of the input, up to a factor.
    sizes = [_by_layer(diagnose_vanishing_gradients([1, 400], activation, 1, seed + n))[0] for n in range(8)]
    if not np.isfinite(sizes).all():
        raise ValueRefused("its norms for a single row should be finite numbers, and are not")
    return {
        **found,
        "no seed": "the numbers of seed 42" if _same(_norms(default), _norms(answers[3])) else "other numbers",
        "the rows of other seeds": "other rows" if max(sizes) > 1.5 * min(sizes) else "the same rows",
        "rows of one seed, weights of another": _rows_shared_by_seeds(diagnose_vanishing_gradients, seed),
    }


def _rows_shared_by_seeds(diagnose_vanishing_gradients, seed):
    """Whether the only row of one number is the first number of the generator of another seed, such as seed + 1.

    Of a network with one weight it leaves two values for the norm, one for each label.
    """
    norms = [_by_layer(diagnose_vanishing_gradients([1, 1], "relu", 1, seed + n))[0] for n in range(3)]
    for added in (other - seed for other in _other_seeds(seed)):
        if all(
            np.isclose(_norms_of_one_number(seed + n, added), norm, rtol=1e-9).any() for n, norm in enumerate(norms)
        ):
            return f"the same numbers, as in default_rng(seed + {added})"
    return "other numbers"


def _norms_of_one_number(seed, added):
    """Both norms, for labels 0 and 1, where the row comes from default_rng(seed + added)."""
    model = NumpyMLP(MLPConfig([1, 1], "relu", "sigmoid", seed))
    model.forward(np.random.default_rng(seed + added).normal(size=(1, 1)))
    return [abs(model.backward(np.full((1, 1), label))["W1"].item()) for label in (0.0, 1.0)]


def _all_norms(diagnose_vanishing_gradients, layer_dims, activation, n_samples, seeds):
    """One row per seed, one column per layer; None where nothing was returned."""
    answers = [diagnose_vanishing_gradients(layer_dims, activation, n_samples, seed) for seed in seeds]
    return None if None in answers else [_by_layer(answer) for answer in answers]


def _norms(answer):
    if answer is not None and not isinstance(answer, dict):
        raise ValueRefused('it should be a dict: {"Layer 1": norm, "Layer 2": norm, ...}')
    return answer


def _by_layer(answer):
    """The norms in the order of the layers, by name where the names say it."""
    norms = _norms(answer)
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
    if clipped is None:
        return None
    if not isinstance(clipped, dict) or set(clipped) != set(grads):
        raise ValueRefused("it should be a dict with the names of the gradients")
    return {name: "the caller's" if np.shares_memory(clipped[name], grads[name]) else "new" for name in grads}


def refused(clip_gradients, grads, max_norms):
    """What happens for each max_norm, and for 0 where the gradients are 0 as well."""
    found = {f"max_norm = {max_norm:g}": _happens(clip_gradients, grads, max_norm) for max_norm in max_norms}
    zeros = {name: np.zeros_like(each) for name, each in grads.items()}
    return {**found, "max_norm = 0 with gradients of 0": _happens(clip_gradients, zeros, 0.0)}


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


def dead_units_and_layers(count_dead_neurons, layer_dims, params, X_before, X):
    """The counts, and how many layers were counted. The same network was asked about before, with other parameters."""
    model = _network(layer_dims, "relu", params, X_before)
    for name in params:
        model.params[name] *= -1
    count_dead_neurons(model, X)
    model = _with_params(model, params, X_before)
    counts = count_dead_neurons(model, X)
    return {**counts, "the number of layers": len(counts)} if isinstance(counts, dict) else counts


def network_afterwards(count_dead_neurons, layer_dims, params, X_before, X):
    """Parameters and cache after the call: they should be as they were."""
    model = _network(layer_dims, "relu", params, X_before)
    count_dead_neurons(model, X)
    return {"params": model.params, "cache": model.cache}


def refused_activations(count_dead_neurons, layer_dims, params, X, activations):
    """What happens for networks of other activations, and for one whose output has a relu as well."""
    networks = {activation: _network(layer_dims, activation, params, X) for activation in activations}
    networks["relu, and relu at the output"] = _network(layer_dims, "relu", params, X, "relu")
    return {activation: _happens(count_dead_neurons, network, X) for activation, network in networks.items()}


def _network(layer_dims, activation, params, X, output_activation="sigmoid"):
    model = as_in_notebook(NumpyMLP)(as_in_notebook(MLPConfig)(layer_dims, activation, output_activation))
    return _with_params(model, params, X)


def _with_params(model, params, X):
    """The network with these parameters, whose cache holds these rows."""
    model.params = {name: array.copy() for name, array in params.items()}
    model.forward(X)
    return model
