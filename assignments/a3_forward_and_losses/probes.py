"""How the functions of this assignment are asked where one plain call is not enough."""

from itertools import combinations

import numpy as np
from given import MLPConfig, NumpyMLP
from nncheck.provided import as_in_notebook, standing_in


def shape_of_weights(init, n_in, n_out, seed):
    """The shape of one layer's weights, and the kind of number they are."""
    W = init(n_in, n_out, np.random.default_rng(seed))
    return None if W is None else {"shape": list(np.shape(W)), "dtype": np.asarray(W).dtype.name}


def standard_deviations(init, sizes, seed):
    """The standard deviation of each layer's weights."""
    rng = np.random.default_rng(seed)
    drawn = {f"the layer of {n_in} inputs and {n_out} units": init(n_in, n_out, rng) for n_in, n_out in sizes}
    return None if None in map(type, drawn.values()) else _each(np.std, drawn)


def few_inputs(init, sizes, seed):
    """What the only weight of the smallest layer is like; and the standard deviation in a layer of few inputs."""
    rng = np.random.default_rng(seed)
    single, several = init(1, 1, rng), init(*sizes, rng)
    if single is None or several is None:
        return None
    return {"the weight of a layer of one": _kind(np.ravel(single)[0]), "the standard deviation": np.std(several)}


def _kind(number):
    if not np.isfinite(number):
        return "not a finite number"
    return "0" if number == 0 else "a number other than 0"


def law(init, n_in, n_out, seed):
    """Two numbers that tell one distribution from another, however wide it is."""
    W = init(n_in, n_out, np.random.default_rng(seed))
    if W is None:
        return None
    scaled = (W - np.mean(W)) / np.std(W)
    return {"the mean, in standard deviations": np.mean(W) / np.std(W), "the kurtosis": np.mean(scaled**4)}


def two_layers_in_a_row(init, n_in, n_out, seed):
    """How two layers are related that were drawn from one generator."""
    rng = np.random.default_rng(seed)
    return _correlation("of the first layer and the second", init(n_in, n_out, rng), init(n_in, n_out, rng))


def from_equal_generators(init, n_in, n_out, seed):
    """How two layers are related that were drawn from generators in the same state."""
    first, second = (init(n_in, n_out, np.random.default_rng(seed)) for _ in range(2))
    return _correlation("of layers drawn from equal generators", first, second)


def names_and_shapes(init_params, *config):
    """The names of all parameters, and their shapes."""
    params = _initialized(init_params, *config)
    shapes = {str(name): list(np.shape(each)) for name, each in params.items()}
    return {"the list of parameters": ", ".join(sorted(shapes)), "shapes": shapes}


def biases(init_params, *config):
    """All biases, in whatever shape, as one row each; and whether one layer's change when another's do."""
    params = _initialized(init_params, *config)
    found = {name: np.ravel(each) for name, each in params.items() if name.startswith("b")}
    arrays = [np.asarray(params[name]) for name in found]
    shared = any(np.shares_memory(one, other) for one, other in combinations(arrays, 2))
    return found | {"the memory of the biases": "shared by layers" if shared else "its own for each layer"}


def weights(init_params, *config):
    """All weights."""
    params = _initialized(init_params, *config)
    return {name: each for name, each in params.items() if name.startswith("W")}


def weights_of_many(init_params, layer_dims, pairs, seed, spreads):
    """The standard deviation of every weight matrix, for networks of several activations, with hidden layers and
    without."""
    found = {}
    for activation, output_activation in pairs:
        for sizes, depth in ((layer_dims, ""), (layer_dims[:2], ", no hidden layer")):
            params = _initialized(init_params, sizes, activation, output_activation, seed, spreads)
            kind = f"{activation}, {output_activation} at the output{depth}"
            found |= {f"{name} ({kind})": np.std(each) for name, each in params.items() if name.startswith("W")}
    return found


def two_seeds(init_params, layer_dims, seed, other_seed, spreads):
    """How the first weights are related for one seed twice, and for two seeds."""
    config = layer_dims, "relu", "sigmoid"
    first, again, other = (
        _initialized(init_params, *config, each, spreads).get("W1") for each in (seed, seed, other_seed)
    )
    equal = _correlation("of W1 for one seed and the same again", first, again)
    return equal and {**equal, **_correlation("of W1 for one seed and another", first, other)}


def output(forward, layer_dims, activation, output_activation, params, X):
    """What the network says about X."""
    return forward(_network(layer_dims, activation, output_activation, params), X)


def output_of_one_row_too(forward, layer_dims, activation, output_activation, params, X):
    """What the network says about X, and about its first row alone."""
    model = _network(layer_dims, activation, output_activation, params)
    several, one = (forward(model, rows) for rows in (X, X[:1].copy()))
    if several is None and one is None:
        return None
    return {"the output for several rows": several, "the output for one row": one}


def cache(forward, layer_dims, activation, output_activation, params, X):
    """What a forward pass leaves in the network's cache."""
    model = _network(layer_dims, activation, output_activation, params)
    if forward(model, X) is None:
        return None
    names = ["A0"] + [f"{kind}{layer}" for layer in range(1, len(layer_dims)) for kind in "ZA"]
    return {name: model.cache[name] for name in names if name in model.cache}


def second_pass(forward, layer_dims, activation, output_activation, params, X, other):
    """The first layer's part of the cache after a pass on X and another pass on `other`; and what X is then.

    A network without the second of the three layers is asked after both: what does its cache hold of a third layer?
    """
    model = _network(layer_dims, activation, output_activation, params)
    fewer = {"W1": params["W1"], "b1": params["b1"], "W2": params["W3"], "b2": params["b3"]}
    shallow = _network([*layer_dims[:2], layer_dims[3]], activation, output_activation, fewer)
    if any(forward(each, rows) is None for each, rows in ((model, X), (model, other), (shallow, X[:3].copy()))):
        return None
    left = ", ".join(name for name in ("Z3", "A3") if name in shallow.cache)
    cached = {name: model.cache[name] for name in ("A0", "Z1") if name in model.cache}
    return cached | {"the first X": X, "the third layer in the cache of a network of two": left or "none"}


def with_inputs(function, *arguments):
    """What the function returns, and its arguments after the call: they must be as they were."""
    answer = function(*arguments)
    if answer is None:
        return None
    names = ["z after the call"] if len(arguments) == 1 else ["y_pred after the call", "y_true after the call"]
    return {"result": answer, **dict(zip(names, arguments, strict=True))}


def labels_of_both_shapes(function, y_pred, y_true):
    """What the function returns for predictions (n, 1) with labels (n,), and with labels (n, 1)."""
    flat, column = (function(y_pred.copy(), labels) for labels in (y_true[:, 0], y_true))
    return None if flat is None and column is None else {"with labels (n,)": flat, "with labels (n, 1)": column}


def three_arrays(function, rectangular, square, row):
    """An array with as many rows as columns, one that has not, and a single row."""
    arrays = {"the rectangular array": rectangular, "the square array": square, "the array of one row": row}
    return _each(function, arrays)


def _initialized(init_params, layer_dims, activation, output_activation, seed, spreads):
    """The parameters that are drawn, also where the notebook's own he_init or xavier_init is not right.

    spreads: a row for each layer, (n_in, n_out, standard deviation by He, by Xavier)
    """
    model = _made(layer_dims, activation, output_activation, seed)
    he, xavier = ({(n_in, n_out): each[k] for n_in, n_out, *each in spreads} for k in (0, 1))
    with standing_in(init_params, {"he_init": _normal(he), "xavier_init": _normal(xavier)}):
        init_params(model)
    return model.params


def _normal(stds):
    return lambda n_in, n_out, rng: stds[n_in, n_out] * rng.standard_normal((n_out, n_in))


def _network(layer_dims, activation, output_activation, params):
    model = _made(layer_dims, activation, output_activation)
    model.params = params
    return model


class Network(NumpyMLP):
    """A network whose parameters are not drawn when it is made."""

    def init_params(self):
        self.params = {}


def _made(*config):
    return as_in_notebook(Network)(as_in_notebook(MLPConfig)(*config))


def _correlation(name, first, second):
    if first is None or second is None:
        return None
    first, second = np.ravel(first), np.ravel(second)
    return {f"the correlation {name}": np.mean(first * second) / np.sqrt(np.mean(first**2) * np.mean(second**2))}


def _each(measure, arrays):
    return {name: measure(array) for name, array in arrays.items()}
