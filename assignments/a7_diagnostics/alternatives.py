"""Right answers in other styles: every one passes every check."""

import math

import numpy as np
from scipy import integrate, stats

from autograder.course import alternative
from solutions.activations import relu
from solutions.initialization import he_init, xavier_init
from solutions.network import MLPConfig, NumpyMLP

# preactivation_variance


@alternative("preactivation_variance")
def variance_as_a_product(n_in, weight_variance, mean_square):
    """Three factors."""
    return n_in * weight_variance * mean_square


@alternative("preactivation_variance")
def variance_as_a_sum_of_terms(n_in, weight_variance, mean_square):
    """The variances of independent terms, added up one by one."""
    return math.fsum(weight_variance * mean_square for _ in range(n_in))


@alternative("preactivation_variance")
def variance_by_arrays(n_in, weight_variance, mean_square):
    """A dot product of two constant vectors; a 0-d result."""
    return np.full(n_in, weight_variance) @ np.full(n_in, mean_square)


@alternative("preactivation_variance")
def variance_by_a_spread(n_in, weight_variance, mean_square):
    """The standard deviation, squared again."""
    return (math.sqrt(n_in) * math.sqrt(weight_variance) * math.sqrt(mean_square)) ** 2


# relu_moments


@alternative("relu_moments")
def moments_by_formula(sigma):
    """Closed forms."""
    mean = sigma / math.sqrt(2 * math.pi)
    return mean, sigma**2 * (0.5 - 1 / (2 * math.pi)), 0.5 * sigma**2


@alternative("relu_moments")
def moments_by_quadrature(sigma):
    """Two integrals by SciPy, the tail cut off where nothing is left of it."""
    density = stats.norm(0, sigma).pdf
    mean = integrate.quad(lambda z: z * density(z), 0, 12 * sigma)[0]
    mean_square = integrate.quad(lambda z: z * z * density(z), 0, 12 * sigma)[0]
    return [mean, mean_square - mean**2, mean_square]


@alternative("relu_moments")
def moments_on_a_grid(sigma):
    """The trapezoidal rule over relu itself, kink included; the variance around the mean."""
    z = np.linspace(-10 * sigma, 10 * sigma, 200_001)
    p = np.exp(-0.5 * (z / sigma) ** 2)
    p /= p.sum()
    a = np.maximum(z, 0)
    mean = (p * a).sum()
    return np.array([mean, (p * (a - mean) ** 2).sum(), (p * a**2).sum()])


@alternative("relu_moments")
def moments_of_the_half_normal(sigma):
    """With probability one half a half-normal number, otherwise 0."""
    half = stats.halfnorm(scale=sigma)
    mean, mean_square = 0.5 * half.mean(), 0.5 * (half.var() + half.mean() ** 2)
    return float(mean), float(mean_square - mean * mean), float(mean_square)


# monte_carlo_moments


@alternative("monte_carlo_moments")
def draws_at_once(activation, sigma, n_samples, rng):
    """One array of draws."""
    a = activation(rng.normal(0, sigma, size=n_samples))
    return a.mean(), a.var(), np.mean(np.square(a))


@alternative("monte_carlo_moments")
def draws_scaled(activation, sigma, n_samples, rng):
    """Standard normal draws times sigma, the variance from the other two."""
    a = activation(sigma * rng.standard_normal(n_samples))
    mean, mean_square = float(np.sum(a)) / n_samples, float(a @ a) / n_samples
    return [mean, mean_square - mean**2, mean_square]


@alternative("monte_carlo_moments")
def draws_in_pieces(activation, sigma, n_samples, rng):
    """Sums over pieces of 10 000 draws."""
    total, squares, left = 0.0, 0.0, n_samples
    while left:
        a = activation(rng.normal(scale=sigma, size=min(left, 10_000)))
        total, squares, left = total + a.sum(), squares + (a * a).sum(), left - len(a)
    mean = total / n_samples
    return mean, squares / n_samples - mean**2, squares / n_samples


@alternative("monte_carlo_moments")
def draws_by_scipy(activation, sigma, n_samples, rng):
    """SciPy's normal distribution, and the variance with n - 1."""
    a = np.asarray(activation(stats.norm.rvs(scale=sigma, size=n_samples, random_state=rng)))
    return float(a.mean()), float(a.var(ddof=1)), float((a**2).mean())


# demonstrate_initialization_impact


@alternative("demonstrate_initialization_impact")
def schemes_by_their_spreads(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """Standard deviations in a dict of functions, inputs from a child of the seed sequence."""
    spreads = {
        "too_small": lambda n_in: 0.001,
        "too_large": lambda n_in: 1.0,
        "xavier": lambda n_in: np.sqrt(2 / (n_in + width)),
        "he": lambda n_in: np.sqrt(2 / n_in),
    }
    (child,) = np.random.SeedSequence(seed).spawn(1)
    X = np.random.default_rng(child).normal(size=(n_samples, input_dim))
    result = {}
    for scheme, spread in spreads.items():
        rng, A, result[scheme] = np.random.default_rng(seed), X, []
        for _ in range(n_layers):
            A = np.maximum(A @ (spread(A.shape[1]) * rng.standard_normal((width, A.shape[1]))).T, 0)
            result[scheme].append(float(A.var()))
    return result


@alternative("demonstrate_initialization_impact")
def schemes_by_given_functions(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """he_init and xavier_init as given, another child for the inputs, drawn column by column."""
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(3)[2])
    X = np.column_stack([rng.normal(size=n_samples) for _ in range(input_dim)])

    def through(A, init):
        rng = np.random.default_rng(seed)
        for _ in range(n_layers):
            A = relu(A @ init(A.shape[1], width, rng).T)
            yield np.mean((A - A.mean()) ** 2)

    def plain(spread):
        return lambda n_in, n_out, rng: rng.normal(0, spread, size=(n_out, n_in))

    inits = {"too_small": plain(0.001), "too_large": plain(1), "xavier": xavier_init, "he": he_init}
    return {scheme: list(through(X, init)) for scheme, init in inits.items()}


@alternative("demonstrate_initialization_impact")
def schemes_side_by_side(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """One draw per layer for all four schemes at once, in one array; weights as (n_in, n_out)."""
    rng = np.random.default_rng(seed)
    A = np.random.default_rng([seed, 7]).normal(size=(n_samples, input_dim))[None].repeat(4, axis=0)
    found = []
    for _ in range(n_layers):
        n_in = A.shape[2]
        spreads = np.array([0.001, 1.0, (2 / (n_in + width)) ** 0.5, (2 / n_in) ** 0.5])
        A = (A @ (spreads[:, None, None] * rng.normal(size=(n_in, width)))).clip(min=0)
        found.append(A.var(axis=(1, 2)))
    return dict(zip(("too_small", "too_large", "xavier", "he"), np.transpose(found), strict=True))


@alternative("demonstrate_initialization_impact")
def schemes_by_the_network(n_layers=10, width=256, n_samples=1000, input_dim=20, seed=42):
    """A NumpyMLP does the forward pass; its weights are replaced, its output layer is ignored."""
    model = NumpyMLP(MLPConfig([input_dim, *[width] * n_layers, 1], "relu", "identity", seed))
    X = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0]).normal(size=(n_samples, input_dim))
    result = {}
    for scheme in ("too_small", "too_large", "xavier", "he"):
        rng = np.random.default_rng(seed)
        for layer in range(1, n_layers + 1):
            n_in = model.config.layer_dims[layer - 1]
            variance = {"too_small": 1e-6, "too_large": 1, "xavier": 2 / (n_in + width), "he": 2 / n_in}[scheme]
            model.params[f"W{layer}"] = rng.normal(0, math.sqrt(variance), size=(width, n_in))
        model.forward(X)
        result[scheme] = [np.var(model.cache[f"A{layer}"]) for layer in range(1, n_layers + 1)]
    return result


# diagnose_vanishing_gradients


@alternative("diagnose_vanishing_gradients")
def norms_by_numpy(layer_dims, activation, n_samples=500, seed=42):
    """NumPy's norm; rows from a child of the seed sequence, labels by `choice`."""
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    X = rng.standard_normal((n_samples, layer_dims[0]))
    y = rng.choice([0.0, 1.0], size=(n_samples, layer_dims[-1]))
    model = NumpyMLP(MLPConfig(layer_dims=layer_dims, activation=activation, output_activation="sigmoid", seed=seed))
    model.forward(X)
    grads = model.backward(y)
    return {f"Layer {layer}": np.linalg.norm(grads[f"W{layer}"]) for layer in range(1, len(layer_dims))}


@alternative("diagnose_vanishing_gradients")
def norms_by_hand(layer_dims, activation, n_samples=500, seed=42):
    """The root of the sum of squares; labels first, by a comparison, rows from another child."""
    labels, rows = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(2))
    y = (labels.random((n_samples, layer_dims[-1])) < 0.5) * 1.0
    model = NumpyMLP(MLPConfig(layer_dims, activation, seed=seed))
    model.forward(rows.normal(0, 1, (n_samples, layer_dims[0])))
    norms = {}
    for name, gradient in model.backward(y).items():
        if name[0] == "W":
            norms[f"Layer {name[1:]}"] = math.sqrt(math.fsum((gradient**2).ravel().tolist()))
    return norms


@alternative("diagnose_vanishing_gradients")
def norms_row_by_row(layer_dims, activation, n_samples=500, seed=42):
    """Rows one by one from a seed that is a list, binomial labels as whole numbers; einsum for the squares."""
    rng = np.random.default_rng([seed, 1])
    X = np.array([rng.normal(size=layer_dims[0]) for _ in range(n_samples)])
    y = rng.binomial(1, 0.5, size=(n_samples, layer_dims[-1]))
    model = NumpyMLP(MLPConfig(layer_dims, activation, "sigmoid", seed))
    model.forward(X)
    weights = list(model.backward(y).values())[::2]
    return {f"Layer {n}": float(np.einsum("ij,ij->", g, g) ** 0.5) for n, g in enumerate(weights, start=1)}


@alternative("diagnose_vanishing_gradients")
def norms_with_a_spawned_generator(layer_dims, activation, n_samples=500, seed=42):
    """A generator spawned from that of the seed; the dict filled from the last layer on."""
    rng = np.random.default_rng(seed).spawn(1)[0]
    X = rng.normal(size=(n_samples, layer_dims[0]))
    y = np.round(rng.uniform(size=(n_samples, layer_dims[-1])))
    model = NumpyMLP(MLPConfig(list(layer_dims), activation, "sigmoid", seed))
    model.forward(X)
    grads, norms = model.backward(y), {}
    for layer in reversed(range(1, len(layer_dims))):
        norms[f"Layer {layer}"] = np.sqrt((grads[f"W{layer}"] ** 2).sum())
    return norms


# clip_gradients


@alternative("clip_gradients")
def clip_by_one_factor(grads, max_norm=1.0):
    """The norm of the norms, a factor of at most 1."""
    if max_norm <= 0:
        raise ValueError("max_norm must be positive")
    norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in grads.values()])
    if not np.isfinite(norm):
        raise ValueError("gradients must be finite")
    factor = min(1.0, max_norm / norm) if norm > 0 else 1.0
    return {name: factor * gradient for name, gradient in grads.items()}


@alternative("clip_gradients")
def clip_as_one_vector(grads, max_norm=1.0):
    """Everything in one long vector, and cut apart again."""
    if max_norm <= 0:
        raise ValueError(max_norm)
    vector = np.concatenate([np.ravel(gradient) for gradient in grads.values()])
    if np.isnan(vector).any() or np.isinf(vector).any():
        raise ValueError("nan or inf")
    length = np.sqrt(vector @ vector)
    if length > max_norm:
        vector *= max_norm / length
    ends = np.cumsum([np.size(gradient) for gradient in grads.values()])[:-1]
    pieces = np.split(vector, ends)
    return {name: piece.reshape(grads[name].shape) for name, piece in zip(grads, pieces, strict=True)}


@alternative("clip_gradients")
def clip_as_pytorch_does(grads, max_norm=1.0):
    """A little something added to the norm, so that it is never 0."""
    if not max_norm > 0:
        raise ValueError("max_norm should be above 0")
    squares = sum((gradient**2).sum() for gradient in grads.values())
    if not np.isfinite(squares):
        raise ValueError("gradients are not finite")
    factor = max_norm / (np.sqrt(squares) + 1e-6)
    return {name: gradient * min(factor, 1.0) for name, gradient in grads.items()}


@alternative("clip_gradients")
def clip_copies_in_place(grads, max_norm=1.0):
    """Copies first, divided in place while they are too long."""
    if max_norm <= 0 or not all(np.all(np.isfinite(gradient)) for gradient in grads.values()):
        raise ValueError("cannot clip")
    copies = {name: np.array(gradient, dtype=float) for name, gradient in grads.items()}
    length = math.hypot(*(float(x) for copy in copies.values() for x in copy.flat))
    if length > max_norm:
        for copy in copies.values():
            copy /= length / max_norm
    return copies


# count_dead_neurons


@alternative("count_dead_neurons")
def dead_by_the_largest_activation(model, X, threshold=0.0):
    """The largest activation of each column; the cache put aside meanwhile."""
    if model.config.activation != "relu":
        raise ValueError("only relu units can be dead")
    aside = dict(model.cache)
    model.forward(X)
    counts = {}
    for layer in range(1, len(model.config.layer_dims) - 1):
        counts[f"Layer {layer}"] = np.sum(model.cache[f"A{layer}"].max(axis=0) <= threshold)
    model.cache = aside
    return counts


@alternative("count_dead_neurons")
def dead_by_pre_activations(model, X, threshold=0.0):
    """A forward pass of its own, largest pre-activations; nothing in the model is touched."""
    if model.config.activation not in ("relu",):
        raise ValueError(f"not a relu network: {model.config.activation}")
    A, counts = X, {}
    for layer in range(1, len(model.config.layer_dims) - 1):
        Z = A @ model.params[f"W{layer}"].T + model.params[f"b{layer}"]
        A = np.where(Z > 0, Z, 0.0)
        counts[f"Layer {layer}"] = int((Z.max(axis=0) <= threshold).sum())
    return counts


@alternative("count_dead_neurons")
def dead_by_sums(model, X, threshold=0.0):
    """Another network with the same parameters does the pass; how much each column exceeds the threshold, summed."""
    if model.config.activation != "relu":
        raise ValueError
    other = NumpyMLP(model.config)
    other.params = model.params
    other.forward(X)
    hidden = len(model.config.layer_dims) - 2
    excess = [np.maximum(other.cache[f"A{n + 1}"] - threshold, 0).sum(axis=0) for n in range(hidden)]
    return {f"Layer {n + 1}": int(np.count_nonzero(excess[n] == 0)) for n in range(hidden)}


@alternative("count_dead_neurons")
def dead_in_plain_loops(model, X, threshold=0.0):
    """Row by row: a set of units that have not fired yet, per layer."""
    if model.config.activation != "relu":
        raise ValueError("dead units are counted for relu only")
    sizes = model.config.layer_dims[1:-1]
    silent = [set(range(size)) for size in sizes]
    cache = model.cache
    for row in X:
        model.forward(row[None, :])
        for number, units in enumerate(silent, start=1):
            units -= {unit for unit in units if model.cache[f"A{number}"][0, unit] > threshold}
    model.cache = cache
    return {f"Layer {number}": len(units) for number, units in enumerate(silent, start=1)}
