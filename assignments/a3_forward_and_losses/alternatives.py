"""Right answers in other styles: every one passes every check."""

import math

import numpy as np
from scipy import special, stats

from autograder.course import alternative
from solutions.activations import ACTIVATIONS


def _he(n_in, n_out, rng):
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 / n_in)


def _xavier(n_in, n_out, rng):
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 / (n_in + n_out))


def _softmax(z):
    powers = np.exp(z - np.max(z, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def _bend(name):
    return _softmax if name == "softmax" else ACTIVATIONS[name]


# he_init


@alternative("he_init")
def he_by_normal(n_in, n_out, rng):
    """The generator scales the draw."""
    return rng.normal(loc=0.0, scale=np.sqrt(2.0 / n_in), size=(n_out, n_in))


@alternative("he_init")
def he_by_standard_normal(n_in, n_out, rng):
    """A standard draw, scaled afterwards."""
    return (2 / n_in) ** 0.5 * rng.standard_normal((n_out, n_in))


@alternative("he_init")
def he_transposed(n_in, n_out, rng):
    """Drawn input by input and transposed: the same law in another order."""
    return (rng.standard_normal(size=(n_in, n_out)) / np.sqrt(n_in / 2)).T


@alternative("he_init")
def he_unit_by_unit(n_in, n_out, rng):
    """A list with one draw for each unit."""
    return np.array([rng.normal(0, np.sqrt(2 / n_in), n_in) for _ in range(n_out)])


@alternative("he_init")
def he_by_uniform_numbers(n_in, n_out, rng):
    """Box and Muller's way from uniform numbers to normal ones."""
    u, v = rng.random((2, n_out, n_in))
    return np.sqrt(2 / n_in) * np.sqrt(-2 * np.log1p(-u)) * np.cos(2 * np.pi * v)


@alternative("he_init")
def he_by_scipy(n_in, n_out, rng):
    """SciPy's normal distribution, drawing from the generator."""
    return stats.norm(scale=np.sqrt(2 / n_in)).rvs(size=(n_out, n_in), random_state=rng)


# xavier_init


@alternative("xavier_init")
def xavier_by_normal(n_in, n_out, rng):
    """The generator scales the draw."""
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_out, n_in))


@alternative("xavier_init")
def xavier_by_the_mean_fan(n_in, n_out, rng):
    """One over the mean of both numbers of connections."""
    fan = (n_in + n_out) / 2
    return rng.standard_normal((n_out, n_in)) / math.sqrt(fan)


@alternative("xavier_init")
def xavier_in_one_row(n_in, n_out, rng):
    """One long draw, brought into shape."""
    std = math.sqrt(2) / math.sqrt(n_in + n_out)
    return rng.normal(0, std, n_in * n_out).reshape(n_out, n_in)


@alternative("xavier_init")
def xavier_by_quantiles(n_in, n_out, rng):
    """The normal distribution's quantiles at uniform places."""
    return special.ndtri(1 - rng.random((n_out, n_in))) * np.sqrt(2 / (n_in + n_out))


@alternative("xavier_init")
def xavier_in_place(n_in, n_out, rng):
    """An empty array, filled and scaled in place."""
    W = np.empty((n_out, n_in))
    rng.standard_normal(out=W)
    W *= np.sqrt(2.0 / (n_in + n_out))
    return W


# init_params


@alternative("init_params")
def params_by_a_loop(model):
    """A loop over the layers, a set of names."""
    sizes = model.config.layer_dims
    rng = np.random.default_rng(model.config.seed)
    last = len(sizes) - 1
    for layer in range(1, last + 1):
        activation = model.config.output_activation if layer == last else model.config.activation
        init = _he if activation in ("relu", "gelu", "swish") else _xavier
        model.params["W" + str(layer)] = init(sizes[layer - 1], sizes[layer], rng)
        model.params["b" + str(layer)] = np.zeros(sizes[layer])


@alternative("init_params")
def params_by_a_list_of_activations(model):
    """One list names the activation behind every layer; weights first, biases after all of them."""
    config = model.config
    sizes = list(zip(config.layer_dims[:-1], config.layer_dims[1:], strict=True))
    behind = [config.activation] * (len(sizes) - 1) + [config.output_activation]
    rng = np.random.default_rng(config.seed)
    params = {}
    for number, ((n_in, n_out), name) in enumerate(zip(sizes, behind, strict=True), 1):
        symmetric = name in {"sigmoid", "tanh", "identity", "softmax"}
        variance = 2 / (n_in + n_out) if symmetric else 2 / n_in
        params[f"W{number}"] = rng.normal(0, np.sqrt(variance), size=(n_out, n_in))
    for number, (_, n_out) in enumerate(sizes, 1):
        params[f"b{number}"] = np.full(n_out, 0.0)
    model.params = params


@alternative("init_params")
def params_by_recursion(model):
    """Layer by layer, each call for the rest of the network."""

    def draw(layer, sizes, rng):
        if len(sizes) < 2:
            return {}
        name = model.config.activation if len(sizes) > 2 else model.config.output_activation
        W = {"relu": _he, "gelu": _he, "swish": _he}.get(name, _xavier)(sizes[0], sizes[1], rng)
        return {f"W{layer}": W, f"b{layer}": np.zeros_like(W[:, 0]), **draw(layer + 1, sizes[1:], rng)}

    model.params = draw(1, model.config.layer_dims, np.random.default_rng(model.config.seed))


@alternative("init_params")
def params_by_one_stream(model):
    """All standard normal numbers are drawn at once, cut into layers, and scaled. The model comes back too."""
    sizes = np.array(model.config.layer_dims)
    counts = sizes[:-1] * sizes[1:]
    stream = np.random.default_rng(model.config.seed).standard_normal(counts.sum())
    for layer, part in enumerate(np.split(stream, np.cumsum(counts)[:-1]), start=1):
        n_in, n_out = sizes[layer - 1 : layer + 1]
        name = model.config.activation if layer < len(counts) else model.config.output_activation
        fan = n_in if name in ("relu", "gelu", "swish") else n_in + n_out
        model.params.update({f"W{layer}": part.reshape(n_out, n_in) * np.sqrt(2 / fan), f"b{layer}": np.zeros(n_out)})
    return model


# softmax


@alternative("softmax")
def softmax_by_the_largest(z):
    """Each row's largest score is subtracted first."""
    shifted = z - z.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


@alternative("softmax")
def softmax_by_scipy(z):
    """SciPy's."""
    return special.softmax(z, axis=-1)


@alternative("softmax")
def softmax_by_logarithms(z):
    """exp of the logarithm of the answer."""
    return np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])


@alternative("softmax")
def softmax_row_by_row(z):
    """A loop over the rows, plain Python numbers inside, a list of lists."""
    rows = []
    for row in np.asarray(z, dtype=float).tolist():
        powers = [math.exp(score - max(row)) for score in row]
        rows.append([power / math.fsum(powers) for power in powers])
    return rows


@alternative("softmax")
def softmax_by_differences(z):
    """One over the sum of exp of all differences; where exp overflows, 1 / infinity is the 0 that is wanted."""
    return 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(axis=2)


@alternative("softmax")
def softmax_transposed(z):
    """Columns instead of rows, so that no dimension needs to be kept."""
    columns = np.exp(z.T - z.T.max(axis=0))
    return (columns / columns.sum(axis=0)).T


# forward


@alternative("forward")
def forward_by_a_loop(model, X):
    """A loop with a new cache."""
    depth = len(model.config.layer_dims) - 1
    model.cache = {"A0": X}
    for layer in range(1, depth + 1):
        Z = model.cache[f"A{layer - 1}"] @ model.params[f"W{layer}"].T + model.params[f"b{layer}"]
        name = model.config.output_activation if layer == depth else model.config.activation
        model.cache[f"Z{layer}"] = Z
        model.cache[f"A{layer}"] = _softmax(Z) if name == "softmax" else ACTIVATIONS[name](Z)
    return model.cache[f"A{depth}"]


@alternative("forward")
def forward_with_the_last_layer_apart(model, X):
    """Hidden layers in the loop, the output layer after it; the old cache is cleared."""
    model.cache.clear()
    A = model.cache["A0"] = np.array(X, dtype=float)
    last = len(model.params) // 2
    for layer in range(1, last):
        model.cache[f"Z{layer}"] = A.dot(np.transpose(model.params[f"W{layer}"])) + model.params[f"b{layer}"]
        A = model.cache[f"A{layer}"] = ACTIVATIONS[model.config.activation](model.cache[f"Z{layer}"])
    Z = model.cache[f"Z{last}"] = A.dot(model.params[f"W{last}"].T) + model.params[f"b{last}"]
    model.cache[f"A{last}"] = _bend(model.config.output_activation)(Z)
    return model.cache[f"A{last}"]


@alternative("forward")
def forward_in_columns(model, X):
    """Rows become columns: W A + b with the bias as a column, transposed back for the cache."""
    depth = len(model.config.layer_dims) - 1
    bends = [_bend(model.config.activation)] * (depth - 1) + [_bend(model.config.output_activation)]
    A, cache = X.T, {"A0": X}
    for layer, bend in enumerate(bends, start=1):
        Z = np.matmul(model.params[f"W{layer}"], A) + model.params[f"b{layer}"][:, np.newaxis]
        cache.update({f"Z{layer}": Z.T, f"A{layer}": bend(Z.T)})
        A = cache[f"A{layer}"].T
    model.cache = cache
    return A.T


@alternative("forward")
def forward_with_ones(model, X):
    """The bias is the weight of one more input that is always 1."""
    config, model.cache = model.config, {"A0": X}
    A, depth = X, len(config.layer_dims) - 1
    for layer in range(depth):
        W, b = model.params[f"W{layer + 1}"], model.params[f"b{layer + 1}"]
        Z = np.hstack([A, np.ones((len(A), 1))]) @ np.vstack([W.T, b])
        A = _bend(config.activation if layer + 1 < depth else config.output_activation)(Z)
        model.cache |= {f"Z{layer + 1}": Z, f"A{layer + 1}": A}
    return A


@alternative("forward")
def forward_by_recursion(model, X):
    """The output of layer l is asked for, which asks for that of layer l - 1."""
    model.cache = {}
    depth = len(model.config.layer_dims) - 1

    def output(layer):
        if layer == 0:
            A = X
        else:
            W, b = model.params[f"W{layer}"], model.params[f"b{layer}"]
            Z = np.einsum("ik,jk->ij", output(layer - 1), W) + b
            model.cache[f"Z{layer}"] = Z
            A = _bend(model.config.output_activation if layer == depth else model.config.activation)(Z)
        model.cache[f"A{layer}"] = A
        return A

    return output(depth)


# mse_loss


@alternative("mse_loss")
def mse_by_mean(y_pred, y_true):
    """The mean of squares, labels brought into shape."""
    return np.mean((y_pred - np.reshape(y_true, y_pred.shape)) ** 2)


@alternative("mse_loss")
def mse_by_the_norm(y_pred, y_true):
    """The squared length of the difference."""
    return np.linalg.norm(np.ravel(y_pred) - np.ravel(y_true)) ** 2 / y_pred.size


@alternative("mse_loss")
def mse_by_a_dot_product(y_pred, y_true):
    """The difference times itself."""
    difference = np.subtract(y_pred.ravel(), y_true.ravel())
    return float(difference @ difference) / len(difference)


@alternative("mse_loss")
def mse_in_plain_python(y_pred, y_true):
    """Two flat lists, and a sum without round-off."""
    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist(), strict=True)
    return math.fsum((p - y) ** 2 for p, y in pairs) / y_pred.size


@alternative("mse_loss")
def mse_by_variance_and_mean(y_pred, y_true):
    """The variance of the errors plus their squared mean."""
    errors = y_pred.flatten() - y_true.flatten()
    return errors.var() + errors.mean() ** 2


# mse_gradient


@alternative("mse_gradient")
def mse_gradient_by_size(y_pred, y_true):
    """Twice the difference over the number of elements."""
    return 2 * (y_pred - y_true.reshape(y_pred.shape)) / y_pred.size


@alternative("mse_gradient")
def mse_gradient_by_branches(y_pred, y_true):
    """Labels get a second axis where the predictions have one."""
    if y_pred.ndim == 2 and y_true.ndim == 1:
        y_true = y_true[:, None]
    return (2.0 / np.prod(y_pred.shape)) * (y_pred - y_true)


@alternative("mse_gradient")
def mse_gradient_element_by_element(y_pred, y_true):
    """A loop over flat indices."""
    gradient, labels = np.zeros(y_pred.shape), np.ravel(y_true)
    for i, p in enumerate(y_pred.flat):
        gradient.flat[i] = (p - labels[i]) / (0.5 * y_pred.size)
    return gradient


@alternative("mse_gradient")
def mse_gradient_on_a_copy(y_pred, y_true):
    """In place, on a copy."""
    gradient = y_pred.copy()
    gradient -= y_true.reshape(gradient.shape)
    gradient *= 2
    gradient /= gradient.size
    return gradient


@alternative("mse_gradient")
def mse_gradient_by_complex_steps(y_pred, y_true):
    """A step along the imaginary axis for each element: a difference quotient without a difference."""
    gradient, labels = np.empty_like(y_pred), np.reshape(y_true, y_pred.shape)
    for index in np.ndindex(y_pred.shape):
        moved = y_pred.astype(complex)
        moved[index] += 1e-30j
        gradient[index] = np.mean((moved - labels) ** 2).imag / 1e-30
    return gradient


# binary_cross_entropy


@alternative("binary_cross_entropy")
def bce_as_written(y_pred, y_true, eps=1e-7):
    """The formula."""
    p = np.clip(y_pred, eps, 1 - eps)
    y = np.reshape(y_true, p.shape)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@alternative("binary_cross_entropy")
def bce_by_the_right_label(y_pred, y_true, eps=1e-7):
    """The probability of the label that came true, and one logarithm."""
    p = np.minimum(np.maximum(y_pred, eps), 1 - eps)
    y = np.asarray(y_true).reshape(p.shape)
    return np.mean(-np.log(np.where(y == 1, p, 1 - p)))


@alternative("binary_cross_entropy")
def bce_by_scipy(y_pred, y_true, eps=1e-7):
    """xlogy and xlog1py, which know that 0 log 0 is 0."""
    p, y = np.clip(y_pred.ravel(), eps, 1 - eps), np.ravel(y_true)
    return float(-(special.xlogy(y, p) + special.xlog1py(1 - y, -p)).sum() / p.size)


@alternative("binary_cross_entropy")
def bce_in_plain_python(y_pred, y_true, eps=1e-7):
    """A loop over pairs, with a branch."""
    total = 0.0
    for p, y in zip(np.ravel(y_pred).tolist(), np.ravel(y_true).tolist(), strict=True):
        p = min(max(p, eps), 1 - eps)
        total -= math.log(p) if y else math.log(1 - p)
    return total / y_pred.size


@alternative("binary_cross_entropy")
def bce_by_dot_products(y_pred, y_true, eps=1e-7):
    """Two dot products; both ends clipped, each for its own logarithm."""
    y, p = y_true.ravel().astype(float), y_pred.ravel()
    yes, no = np.clip(p, eps, 1 - eps), np.clip(1 - p, eps, 1 - eps)
    return -(y.dot(np.log(yes)) + (1 - y).dot(np.log(no))) / y.size


@alternative("binary_cross_entropy")
def bce_by_the_logit(y_pred, y_true, eps=1e-7):
    """Through the logit and softplus."""
    p = np.clip(y_pred, eps, 1 - eps)
    z = np.log(p) - np.log1p(-p)
    signed = np.where(np.reshape(y_true, p.shape) > 0.5, -z, z)
    return np.logaddexp(0, signed).mean()


# binary_cross_entropy_gradient


@alternative("binary_cross_entropy_gradient")
def bce_gradient_by_size(y_pred, y_true):
    """The difference over the number of elements."""
    return (y_pred - np.reshape(y_true, y_pred.shape)) / y_pred.size


@alternative("binary_cross_entropy_gradient")
def bce_gradient_by_branches(y_pred, y_true):
    """A branch for each label."""
    y = y_true.reshape(y_pred.shape)
    return np.where(y == 1, y_pred - 1, y_pred) / np.size(y)


@alternative("binary_cross_entropy_gradient")
def bce_gradient_element_by_element(y_pred, y_true):
    """A list comprehension, the shape restored."""
    pairs = zip(y_pred.flat, y_true.flat, strict=True)
    return np.array([(p - y) / y_pred.size for p, y in pairs]).reshape(y_pred.shape)


@alternative("binary_cross_entropy_gradient")
def bce_gradient_on_a_copy(y_pred, y_true):
    """In place, on a copy, where the label is 1."""
    gradient = np.array(y_pred, dtype=float)
    gradient[np.reshape(y_true, gradient.shape).astype(bool)] -= 1
    return gradient / gradient.size


@alternative("binary_cross_entropy_gradient")
def bce_gradient_by_both_terms(y_pred, y_true):
    """The derivative of each of the two terms, as the chain rule gives them before they are put together."""
    y = np.asarray(y_true).reshape(np.shape(y_pred))
    return ((1 - y) * y_pred - y * (1 - y_pred)) * np.full(y_pred.shape, 1.0 / y_pred.size)


# cross_entropy


@alternative("cross_entropy")
def ce_as_written(y_pred, y_true, eps=1e-7):
    """The formula: both sums."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1.0))) / len(y_pred)


@alternative("cross_entropy")
def ce_by_indices(y_pred, y_true, eps=1e-7):
    """The true class's probability is picked by its index."""
    chosen = y_pred[np.arange(len(y_pred)), y_true.argmax(axis=1)]
    return -np.log(np.maximum(chosen, eps)).mean()


@alternative("cross_entropy")
def ce_by_a_mask(y_pred, y_true, eps=1e-7):
    """A mask picks one probability in each row."""
    return float(np.mean(-np.log(np.clip(y_pred[y_true == 1], eps, None))))


@alternative("cross_entropy")
def ce_in_plain_python(y_pred, y_true, eps=1e-7):
    """Rows, columns, and math.log."""
    total = 0.0
    for probabilities, labels in zip(y_pred.tolist(), y_true.tolist(), strict=True):
        total += sum(label * math.log(min(1.0, max(p, eps))) for p, label in zip(probabilities, labels, strict=True))
    return -total / len(y_pred)


@alternative("cross_entropy")
def ce_by_einsum(y_pred, y_true, eps=1e-7):
    """One sum over both indices."""
    logarithms = np.log(np.where(y_pred < eps, eps, y_pred))
    return np.negative(np.einsum("ik,ik", y_true.astype(float), logarithms)) / y_true.shape[0]


# cross_entropy_gradient


@alternative("cross_entropy_gradient")
def ce_gradient_by_rows(y_pred, y_true):
    """The difference over the number of rows."""
    return (y_pred - y_true) / y_pred.shape[0]


@alternative("cross_entropy_gradient")
def ce_gradient_by_indices(y_pred, y_true):
    """On a copy, 1 is subtracted at the true class."""
    gradient = y_pred.copy()
    gradient[np.arange(len(gradient)), np.argmax(y_true, axis=1)] -= 1
    return gradient / len(gradient)


@alternative("cross_entropy_gradient")
def ce_gradient_by_the_jacobian(y_pred, y_true):
    """Row by row the loss's gradient with respect to p times the softmax's Jacobian, in a form without division."""
    rows = []
    for p, y in zip(y_pred, y_true, strict=True):
        k = int(np.argmax(y))
        rows.append(-(np.eye(len(p))[k] - p))
    return np.array(rows) / len(rows)


@alternative("cross_entropy_gradient")
def ce_gradient_in_plain_python(y_pred, y_true):
    """Nested lists."""
    n = len(y_pred)
    rows = zip(y_pred.tolist(), y_true.tolist(), strict=True)
    return [[(p - y) / n for p, y in zip(probabilities, labels, strict=True)] for probabilities, labels in rows]


@alternative("cross_entropy_gradient")
def ce_gradient_by_einsum(y_pred, y_true):
    """All Jacobians of the softmax at once, applied to the labels, divisions cancelled on paper."""
    jacobians = y_pred[:, np.newaxis, :] - np.eye(y_pred.shape[1])
    return np.einsum("ik,ikj->ij", y_true, jacobians) / len(y_true)
