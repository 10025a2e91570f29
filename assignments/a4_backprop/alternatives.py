"""Right answers in other styles: every one passes every check."""

import copy
import math
from itertools import pairwise

import numpy as np
from scipy.special import expit

from autograder.course import alternative
from solutions.activations import ACTIVATION_GRADIENTS, ACTIVATIONS
from solutions.cost import forward_cost
from solutions.losses import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    cross_entropy_gradient,
    loss_value,
    mse_gradient,
)
from solutions.scalar_graph import Arithmetic


def _depth(model):
    return len(model.config.layer_dims) - 1


def _slope(model, layer):
    """The hidden activation's slopes in one layer."""
    return ACTIVATION_GRADIENTS[model.config.activation](model.cache[f"Z{layer}"])


def _start(model, y_true):
    """The loss's gradient at the last pre-activations, through the losses of the assignment before."""
    name, last = model.config.output_activation, _depth(model)
    output = model.cache[f"A{last}"]
    if name == "sigmoid":
        return binary_cross_entropy_gradient(output, y_true)
    if name == "softmax":
        return cross_entropy_gradient(output, y_true)
    return mse_gradient(output, y_true) * ACTIVATION_GRADIENTS[name](model.cache[f"Z{last}"])


def _start_by_hand(model, y_true):
    """The same from its formulas alone."""
    name, last = model.config.output_activation, _depth(model)
    output = model.cache[f"A{last}"]
    n, n_outputs = output.shape
    off = output - np.reshape(y_true, (n, n_outputs))
    if name == "softmax":
        return off / n
    if name == "sigmoid":
        return off / (n * n_outputs)
    return 2 * off / (n * n_outputs) * ACTIVATION_GRADIENTS[name](model.cache[f"Z{last}"])


def _error(a, n):
    return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-8))


# backward


@alternative("backward")
def backward_as_a_loop_from_the_top(model, y_true):
    """One loop, the derivative applied at the start of each layer's turn."""
    last = _depth(model)
    grads = {}
    dA = None
    for layer in reversed(range(1, last + 1)):
        dZ = _start(model, y_true) if layer == last else dA * _slope(model, layer)
        grads[f"W{layer}"] = np.dot(dZ.T, model.cache[f"A{layer - 1}"])
        grads[f"b{layer}"] = np.sum(dZ, axis=0)
        dA = np.dot(dZ, model.params[f"W{layer}"])
    return grads


@alternative("backward")
def backward_by_recursion(model, y_true):
    """Each layer asks the one above for its dZ."""

    def dz(layer):
        if layer == _depth(model):
            return _start_by_hand(model, y_true)
        return dz(layer + 1) @ model.params[f"W{layer + 1}"] * _slope(model, layer)

    return {
        name: dz(int(name[1:])).T @ model.cache[f"A{int(name[1:]) - 1}"] if name[0] == "W" else dz(int(name[1:])).sum(0)
        for name in model.params
    }


@alternative("backward")
def backward_by_einsum(model, y_true):
    """Every product spelled by its indices: i rows, j units, k inputs."""
    dZ = _start(model, y_true)
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = np.einsum("ij,ik->jk", dZ, model.cache[f"A{layer - 1}"])
        grads[f"b{layer}"] = np.einsum("ij->j", dZ)
        if layer > 1:
            dZ = np.einsum("ij,jk,ik->ik", dZ, model.params[f"W{layer}"], _slope(model, layer - 1))
    return grads


@alternative("backward")
def backward_row_by_row(model, y_true):
    """One sample at a time, outer products added up; labels through a list."""
    start = _start_by_hand(model, list(np.ravel(y_true)))
    grads = {name: np.zeros(array.shape) for name, array in model.params.items()}
    for row, delta in enumerate(start):
        for layer in range(_depth(model), 0, -1):
            grads[f"W{layer}"] += np.outer(delta, model.cache[f"A{layer - 1}"][row])
            grads[f"b{layer}"] += delta
            delta = model.params[f"W{layer}"].T @ delta
            if layer > 1:
                delta = delta * _slope(model, layer - 1)[row]
    return grads


@alternative("backward")
def backward_with_samples_as_columns(model, y_true):
    """The convention of other textbooks: everything transposed, the 1/n kept for the very end."""
    n = len(model.cache["A0"])
    delta = n * _start(model, y_true).T
    grads = {}
    for layer in range(_depth(model), 0, -1):
        grads[f"W{layer}"] = delta @ model.cache[f"A{layer - 1}"] / n
        grads[f"b{layer}"] = delta.mean(axis=1)
        delta = model.params[f"W{layer}"].T @ delta
        if layer > 1:
            delta *= _slope(model, layer - 1).T
    return grads


@alternative("backward")
def backward_with_the_bias_as_a_weight(model, y_true):
    """A column of ones beside the inputs, so that one product gives both gradients."""
    dZ = _start(model, y_true)
    ones = np.ones((len(dZ), 1))
    grads = {}
    layer = _depth(model)
    while layer:
        both = dZ.T @ np.hstack([model.cache[f"A{layer - 1}"], ones])
        grads[f"W{layer}"], grads[f"b{layer}"] = both[:, :-1], both[:, -1]
        layer -= 1
        if layer:
            dZ = _slope(model, layer) * (dZ @ model.params[f"W{layer + 1}"])
    return grads


@alternative("backward")
def backward_by_jacobians(model, y_true):
    """Per sample, a row vector times the Jacobian of every step, the output's activation and loss included."""
    config, cache, last = model.config, model.cache, _depth(model)
    p = cache[f"A{last}"]
    y = np.asarray(y_true, dtype=float).reshape(p.shape)
    n, n_outputs = p.shape
    grads = {name: np.zeros_like(array) for name, array in model.params.items()}
    for i in range(n):
        if config.output_activation == "softmax":
            v = -y[i] / p[i] / n
            v = v @ (np.diag(p[i]) - np.outer(p[i], p[i]))
        elif config.output_activation == "sigmoid":
            v = (p[i] - y[i]) / (p[i] * (1 - p[i])) / (n * n_outputs)
            v = v @ np.diag(p[i] * (1 - p[i]))
        else:
            slope = ACTIVATION_GRADIENTS[config.output_activation](cache[f"Z{last}"][i])
            v = 2 * (p[i] - y[i]) / (n * n_outputs) @ np.diag(slope)
        for layer in range(last, 0, -1):
            grads[f"W{layer}"] += v[:, None] * cache[f"A{layer - 1}"][i]
            grads[f"b{layer}"] += v
            v = v @ model.params[f"W{layer}"]
            if layer > 1:
                v = v @ np.diag(_slope(model, layer - 1)[i])
    return grads


@alternative("backward")
def backward_in_plain_lists(model, y_true):
    """Loops over lists of numbers, no NumPy product anywhere."""
    dZ = _start(model, y_true).tolist()
    grads = {}
    for layer in range(_depth(model), 0, -1):
        A = model.cache[f"A{layer - 1}"].tolist()
        W = model.params[f"W{layer}"].tolist()
        units, inputs, rows = range(len(W)), range(len(W[0])), range(len(A))
        grads[f"W{layer}"] = [[math.fsum(dZ[i][j] * A[i][k] for i in rows) for k in inputs] for j in units]
        grads[f"b{layer}"] = [math.fsum(dZ[i][j] for i in rows) for j in units]
        if layer > 1:
            slope = _slope(model, layer - 1).tolist()
            dZ = [[slope[i][k] * sum(dZ[i][j] * W[j][k] for j in units) for k in inputs] for i in rows]
    return {name: np.array(gradient) for name, gradient in grads.items()}


@alternative("backward")
def backward_by_tangents(model, y_true):
    """Forward mode: how the output moves with each single parameter, one parameter after the other."""
    cache, last = model.cache, _depth(model)
    start = _start(model, y_true)
    grads = {}
    for name, array in model.params.items():
        first = int(name[1:])
        grad = np.empty(array.shape)
        for place in np.ndindex(array.shape):
            moved = np.zeros_like(cache[f"Z{first}"])
            moved[:, place[0]] = cache[f"A{first - 1}"][:, place[1]] if name[0] == "W" else 1.0
            for layer in range(first, last):
                moved = (moved * _slope(model, layer)) @ model.params[f"W{layer + 1}"].T
            grad[place] = (start * moved).sum()
        grads[name] = grad
    return grads


@alternative("backward")
def backward_deltas_first(model, y_true):
    """Two sweeps: first all deltas in a list, then all gradients in a comprehension, weights before biases."""
    last = _depth(model)
    deltas = [_start_by_hand(model, y_true)]
    for layer in range(last, 1, -1):
        deltas.insert(0, deltas[0].dot(model.params[f"W{layer}"]) * _slope(model, layer - 1))
    weights = {f"W{i}": np.tensordot(d, model.cache[f"A{i - 1}"], axes=(0, 0)) for i, d in enumerate(deltas, 1)}
    return weights | {f"b{i}": np.add.reduce(d) for i, d in enumerate(deltas, 1)}


# gradient_check


@alternative("gradient_check")
def gradient_check_entry_by_entry(model, X, y, eps=1e-5, tolerance=1e-5):
    """In place, with np.nditer; each entry is put back before the next."""

    def loss():
        model.forward(X)
        return loss_value(model.config.output_activation, model.cache[f"Z{_depth(model)}"], y)

    model.forward(X)
    analytic = model.backward(y)
    errors = {}
    for name, param in model.params.items():
        numeric = np.zeros_like(param)
        places = np.nditer(param, flags=["multi_index"])
        while not places.finished:
            place = places.multi_index
            old = param[place]
            param[place] = old + eps
            plus = loss()
            param[place] = old - eps
            minus = loss()
            param[place] = old
            numeric[place] = (plus - minus) / (2 * eps)
            places.iternext()
        errors[name] = _error(analytic[name], numeric)
        if errors[name] > tolerance:
            print(f"look at {name}: {errors[name]:.2e}")
    return errors


@alternative("gradient_check")
def gradient_check_from_probabilities(model, X, y, eps=1e-5, tolerance=1e-5):
    """The loss is binary cross-entropy of the output; parameters go up by eps, down by 2 eps, and up again."""
    model.forward(X)
    analytic = model.backward(y)
    errors = {}
    for name in analytic:
        flat = model.params[name].reshape(-1)
        numeric = []
        for i in range(flat.size):
            flat[i] += eps
            above = binary_cross_entropy(model.forward(X), y)
            flat[i] -= 2 * eps
            below = binary_cross_entropy(model.forward(X), y)
            flat[i] += eps
            numeric.append((above - below) / (2 * eps))
        errors[name] = _error(np.ravel(analytic[name]), np.array(numeric))
    return errors


@alternative("gradient_check")
def gradient_check_of_one_long_vector(model, X, y, eps=1e-5, tolerance=1e-5):
    """All parameters in one vector, cut into arrays again for each loss."""
    names = list(model.params)
    shapes = [model.params[name].shape for name in names]
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    start = dict(model.params)
    long = np.concatenate([model.params[name].ravel() for name in names])

    def cut(vector):
        return {name: part.reshape(s) for name, part, s in zip(names, np.split(vector, ends), shapes, strict=True)}

    def loss(vector):
        model.params = cut(vector)
        model.forward(X)
        return loss_value(model.config.output_activation, model.cache[f"Z{_depth(model)}"], y)

    model.forward(X)
    analytic = model.backward(y)
    numeric = cut(np.array([loss(long + step) - loss(long - step) for step in eps * np.eye(long.size)]) / (2 * eps))
    model.params = start
    return {name: _error(analytic[name], numeric[name]) for name in names}


@alternative("gradient_check")
def gradient_check_on_deep_copies(model, X, y, eps=1e-5, tolerance=1e-5):
    """Every loss is taken from a fresh copy of the model; the model itself is never moved."""

    def loss(name, place, step):
        twin = copy.deepcopy(model)
        twin.params[name][place] += step
        return binary_cross_entropy(twin.forward(X), y)

    probe = copy.deepcopy(model)
    probe.forward(X)
    analytic = probe.backward(y)
    errors = {}
    for name in model.params:
        numeric = np.array(
            [
                (loss(name, place, eps) - loss(name, place, -eps)) / (2 * eps)
                for place in np.ndindex(model.params[name].shape)
            ]
        ).reshape(model.params[name].shape)
        errors[name] = _error(analytic[name], numeric)
    return errors


@alternative("gradient_check")
def gradient_check_with_numbers_only(model, X, y, eps=1e-5, tolerance=1e-5):
    """Sums of squares in plain Python, half a quotient from each side."""
    labels = np.reshape(y, (-1, 1))

    def loss():
        p = model.forward(X)
        return float(-(labels * np.log(p) + (1 - labels) * np.log(1 - p)).sum() / p.size)

    here = loss()
    analytic = {name: np.ravel(gradient).tolist() for name, gradient in model.backward(y).items()}
    errors = {}
    for name, array in model.params.items():
        quotients = []
        for place in np.ndindex(*array.shape):
            value = float(array[place])
            sides = []
            for sign in (1, -1):
                array[place] = value + sign * eps
                sides.append(sign * (loss() - here) / eps)
            array[place] = value
            quotients.append(sum(sides) / 2)
        apart = math.dist(analytic[name], quotients)
        errors[name] = apart / (math.hypot(*analytic[name]) + math.hypot(*quotients) + 1e-8)
    return errors


@alternative("gradient_check")
def gradient_check_all_at_once(model, X, y, eps=1e-5, tolerance=1e-5):
    """All moved copies of an array in one stack, and a forward pass of its own that takes stacks."""
    activation = ACTIVATIONS[model.config.activation]
    last = _depth(model)
    labels = np.asarray(y, dtype=float).reshape(len(X), -1)

    def losses(params):
        A = np.asarray(X, dtype=float)
        for layer in range(1, last + 1):
            W, b = params[f"W{layer}"], params[f"b{layer}"]
            Z = A @ np.swapaxes(W, -1, -2) + b[..., np.newaxis, :]
            A = activation(Z) if layer < last else expit(Z)
        return -(labels * np.log(A) + (1 - labels) * np.log1p(-A)).mean(axis=(-2, -1))

    model.forward(X)
    analytic = model.backward(y)
    errors = {}
    for name, array in model.params.items():
        steps = eps * np.eye(array.size).reshape(array.size, *array.shape)
        above = losses({**model.params, name: array + steps})
        below = losses({**model.params, name: array - steps})
        errors[name] = _error(analytic[name], ((above - below) / (2 * eps)).reshape(array.shape))
    return errors


# backward_cost


@alternative("backward_cost")
def backward_cost_in_a_loop(layer_dims, n=1):
    """Layer by layer, from the top, with an if for the first."""
    total = 0
    for layer in range(len(layer_dims) - 1, 0, -1):
        products = n * layer_dims[layer] * layer_dims[layer - 1]
        total += products
        if layer > 1:
            total += products
    return total


@alternative("backward_cost")
def backward_cost_by_subtraction(layer_dims, n=1):
    """Twice the forward pass, less what the first layer does not pass on."""
    return 2 * forward_cost(layer_dims, n) - n * layer_dims[0] * layer_dims[1]


@alternative("backward_cost")
def backward_cost_by_dot_products(layer_dims, n=1):
    """NumPy dot products of the sizes with their neighbours."""
    sizes = np.array(layer_dims)
    return n * (sizes[1:] @ sizes[:-1] + sizes[2:] @ sizes[1:-1])


@alternative("backward_cost")
def backward_cost_by_recursion(layer_dims, n=1):
    """Take the first layer off, and count the rest as a network whose inputs need a gradient, too."""

    def with_inputs(sizes):
        return 0 if len(sizes) < 2 else 2 * sizes[0] * sizes[1] + with_inputs(sizes[1:])

    first, second, *rest = layer_dims
    return n * (first * second + with_inputs([second, *rest]))


@alternative("backward_cost")
def backward_cost_by_shapes(layer_dims, n=1):
    """The products as pairs of shapes, each counted as rows times inner size times columns; a float comes out."""
    products = []
    for below, above in pairwise(layer_dims):
        products.append(((above, n), (n, below)))
        products.append(((n, above), (above, below)))
    del products[1]
    return float(sum(rows * inner * columns for (rows, inner), (_, columns) in products))


# Node


class _Closures(Arithmetic):
    def __init__(self, value, parents=()):
        self.value = value
        self.gradient = 0.0
        self.parents = parents
        self.pass_on = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, _Closures) else _Closures(other)
        out = _Closures(self.value + other.value, (self, other))

        def pass_on():
            self.gradient += out.gradient
            other.gradient += out.gradient

        out.pass_on = pass_on
        return out

    def __mul__(self, other):
        other = other if isinstance(other, _Closures) else _Closures(other)
        out = _Closures(self.value * other.value, (self, other))

        def pass_on():
            self.gradient += other.value * out.gradient
            other.gradient += self.value * out.gradient

        out.pass_on = pass_on
        return out

    def by(self, value, slope):
        out = _Closures(value, (self,))

        def pass_on():
            self.gradient += slope * out.gradient

        out.pass_on = pass_on
        return out

    def __pow__(self, exponent):
        return self.by(self.value**exponent, exponent * self.value ** (exponent - 1))

    def exp(self):
        return self.by(math.exp(self.value), math.exp(self.value))

    def log(self):
        return self.by(math.log(self.value), 1 / self.value)

    def tanh(self):
        return self.by(math.tanh(self.value), 1 - math.tanh(self.value) ** 2)

    def relu(self):
        return self.by(max(0.0, self.value), 1.0 if self.value > 0 else 0.0)

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            node.pass_on()


@alternative("Node")
def node_by_closures(value, parents=()):
    """Each operation leaves behind a little function that passes its gradient on; a recursive visit sorts them."""
    return _Closures(value, parents)


class _Edges(Arithmetic):
    """Remembers its edges, [(parent, slope), ...]; the ways of going backwards are below."""

    def __init__(self, value, edges=()):
        self.value = float(value)
        self.gradient = 0.0
        self.edges = list(edges)

    def of(self, value, *edges):
        return type(self)(value, edges)

    def node(self, other):
        return other if isinstance(other, _Edges) else self.of(other)

    def __add__(self, other):
        other = self.node(other)
        return self.of(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = self.node(other)
        return self.of(self.value * other.value, (self, other.value), (other, self.value))

    def __pow__(self, exponent):
        value = math.pow(self.value, exponent)
        return self.of(value, (self, exponent * value / self.value))

    def exp(self):
        value = math.exp(self.value)
        return self.of(value, (self, value))

    def log(self):
        return self.of(np.log(self.value), (self, self.value**-1))

    def tanh(self):
        return self.of(np.tanh(self.value), (self, np.cosh(self.value) ** -2))

    def relu(self):
        return self.of(self.value * (self.value > 0), (self, np.heaviside(self.value, 0.0)))

    def reached(self):
        """self and all it was computed from, in any order."""
        found, waiting = {id(self): self}, [self]
        while waiting:
            for parent, _ in waiting.pop().edges:
                if id(parent) not in found:
                    found[id(parent)] = parent
                    waiting.append(parent)
        return list(found.values())


class _Counting(_Edges):
    def backward(self):
        nodes = self.reached()
        open_edges = {id(node): 0 for node in nodes}
        for node in nodes:
            node.gradient = 0.0
            for parent, _ in node.edges:
                open_edges[id(parent)] += 1
        self.gradient = 1.0
        ready = [self]
        while ready:
            node = ready.pop(0)
            for parent, slope in node.edges:
                parent.gradient += slope * node.gradient
                open_edges[id(parent)] -= 1
                if not open_edges[id(parent)]:
                    ready.append(parent)


@alternative("Node")
def node_by_counting_open_edges(value, parents=()):
    """A node gets its turn when the last of its outgoing edges has been used."""
    return _Counting(value, parents)


class _Paths(_Edges):
    def backward(self):
        for node in self.reached():
            node.gradient = 0.0
        self.walk(1.0)

    def walk(self, product):
        self.gradient += product
        for parent, slope in self.edges:
            parent.walk(product * slope)


@alternative("Node")
def node_by_walking_all_paths(value, parents=()):
    """Every path by itself, its product added at each node on the way: slow for large graphs, and right."""
    return _Paths(value, parents)


class _Equations(_Edges):
    def backward(self):
        nodes = self.reached()
        number = {id(node): i for i, node in enumerate(nodes)}
        slopes = np.zeros((len(nodes), len(nodes)))
        for node in nodes:
            for parent, slope in node.edges:
                slopes[number[id(parent)], number[id(node)]] += slope
        start = np.zeros(len(nodes))
        start[number[id(self)]] = 1.0
        for node, gradient in zip(nodes, np.linalg.solve(np.eye(len(nodes)) - slopes, start), strict=True):
            node.gradient = gradient


@alternative("Node")
def node_by_linear_equations(value, parents=()):
    """All gradients at once: each is its start plus what arrives from its children, a system of linear equations."""
    return _Equations(value, parents)


class _Tangents(_Edges):
    """Carries its derivatives with respect to everything that it was computed from."""

    def __init__(self, value, edges=()):
        super().__init__(value, edges)
        self.slopes = {self: 1.0}
        for parent, slope in self.edges:
            for origin, further in parent.slopes.items():
                self.slopes[origin] = self.slopes.get(origin, 0.0) + slope * further

    def backward(self):
        for node, slope in self.slopes.items():
            node.gradient = slope


@alternative("Node")
def node_by_forward_mode(value, parents=()):
    """The derivatives are carried along while computing; going backwards only hands them out."""
    return _Tangents(value, parents)
