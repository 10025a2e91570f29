"""How this assignment's exercises are asked: about networks and graphs made here, never about the notebook's own."""

import contextlib
import copy

import numpy as np
from given import MLPConfig, NumpyMLP
from nncheck.provided import as_in_notebook
from nncheck.values import ValueRefused


def gradients(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns after a forward pass on X."""
    model = _network(as_in_notebook(NumpyMLP), layer_dims, activation, output_activation, params)
    model.forward(X)
    return backward(model, y)


def gradients_of_each_output(backward, layer_dims, activation, output_activations, params, X, y):
    """What `backward` returns for the same network with several output activations."""
    found = {}
    for output in output_activations:
        answer = gradients(backward, layer_dims, activation, output, params, X, y)
        if not isinstance(answer, dict):
            return answer
        found |= {f"{name} ({output} outputs)": gradient for name, gradient in answer.items()}
    return found


def gradients_of_one_row_too(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns for all rows, and what for the first one alone."""
    found = {}
    for kind, rows in (("", slice(None)), (" of a single row", slice(1))):
        own = copy.deepcopy(params), X[rows].copy(), y[rows].copy()
        answer = gradients(backward, layer_dims, activation, output_activation, *own)
        if not isinstance(answer, dict):
            return answer
        found |= {f"{name}{kind}": copy.deepcopy(gradient) for name, gradient in answer.items()}
    return found


def shapes_and_the_rest(backward, network, deeper):
    """Names and shapes of what `backward` returns for labels (n,), as what it returns less that for labels (n, 1), and
    less that of a second call; and what it leaves behind: parameters, cache, labels. A deeper network comes before."""
    with contextlib.suppress(Exception):  # whatever comes of it: other questions are about that
        gradients(backward, *deeper)
    *config, params, X, y = network
    model = _network(as_in_notebook(NumpyMLP), *config, params)
    model.forward(X)
    answer = backward(model, y)
    if not isinstance(answer, dict):
        return answer
    names = {"the names": sorted(map(str, answer)), "the names in the cache": sorted(model.cache)}
    others = {
        "": gradients(backward, *config, copy.deepcopy(params), X, y[:, np.newaxis]),
        " of a second call": _gradients_after_other_rows(backward, *config, copy.deepcopy(params), X, y.copy()),
    }
    shapes = {
        f"{name}{kind}": _difference(answer[name], other.get(name) if isinstance(other, dict) else None)
        for name in params
        if name in answer
        for kind, other in others.items()
    }
    return {**shapes, **names, "params": model.params, "cache": model.cache, "labels": y}


def _gradients_after_other_rows(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns when it was asked about the same network and other rows just before."""
    model = _network(as_in_notebook(NumpyMLP), layer_dims, activation, output_activation, params)
    for rows in (X + 1, X):
        model.forward(rows)
        answer = backward(model, y)
    return answer


def _difference(one, other):
    """One array less another of its shape; zeros of its shape where there is none."""
    return np.subtract(one, other) if np.shape(one) == np.shape(other) else np.zeros(np.shape(one))


def errors(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """What `gradient_check` says of a network whose backward pass returns the gradients `analytic`."""
    model = _claiming(layer_dims, activation, output_activation, params, X, y, analytic)
    model.forward(X)
    return gradient_check(model, X, y)


def errors_with_a_tolerance(
    gradient_check, layer_dims, activation, output_activation, params, X, y, analytic, tolerance
):
    """The same, asked with a tolerance that some of the errors exceed, and others do not."""
    model = _claiming(layer_dims, activation, output_activation, params, X, y, analytic)
    model.forward(X)
    return gradient_check(model, X, y, tolerance=tolerance)


def errors_with_a_silent_network(gradient_check, network, silent):
    """The same for two networks; in the second one a layer is silent, and most gradients are 0."""
    answers = errors(gradient_check, *network), errors(gradient_check, *silent)
    if not all(isinstance(answer, dict) for answer in answers):
        return next(answer for answer in answers if not isinstance(answer, dict))
    return {**answers[0], **{f"{name} of a silent network": error for name, error in answers[1].items()}}


def errors_after_other_rows(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """The same, but the network's cache still holds a forward pass on other rows."""
    model = _claiming(layer_dims, activation, output_activation, params, X, y, analytic, strict=True)
    model.forward(X[::-1] + 1)
    return gradient_check(model, X, y)


def error_with_a_step(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic, eps):
    """What it says of W1 with another step than the usual one."""
    model = _claiming(layer_dims, activation, output_activation, params, X, y, analytic)
    model.forward(X)
    answer = gradient_check(model, X, y, eps)
    if answer is not None and (not isinstance(answer, dict) or "W1" not in answer):
        raise ValueRefused("it should be a dict with an error for W1 and for every other parameter")
    return answer and answer["W1"]


def params_after_the_check(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """The network's parameters after `gradient_check` has returned."""
    model = _claiming(layer_dims, activation, output_activation, params, X, y, analytic)
    model.forward(X)
    return None if gradient_check(model, X, y) is None else model.params


def _network(kind, layer_dims, activation, output_activation, params):
    model = kind(as_in_notebook(MLPConfig)(layer_dims, activation, output_activation))
    model.params = params
    return model


def _claiming(layer_dims, activation, output_activation, params, X, y, analytic, strict=False):
    """A network whose `backward` returns copies of `analytic`, right or not, after a forward pass on X.

    strict: refuse a pass with parameters that were moved, too; a real `backward` would be off by a little
    """
    start = _network(NumpyMLP, layer_dims, activation, output_activation, params).forward(X)

    class Claiming(as_in_notebook(NumpyMLP)):
        def backward(self, y_true):
            if not np.array_equal(np.ravel(y_true), np.ravel(y)):
                raise ValueError("model.backward(y) was called with other labels than y")
            if not np.array_equal(self.cache.get("A0"), X):
                raise ValueError("model.backward(y) was called when the cache did not hold a forward pass on X")
            if strict and not np.allclose(self.cache[f"A{len(layer_dims) - 1}"], start, rtol=0, atol=1e-10):
                raise ValueError("model.backward(y) was called when the cache held a pass with a parameter moved")
            return {name: gradient.copy() for name, gradient in analytic.items()}

    return _network(Claiming, layer_dims, activation, output_activation, params)


def cost_and_sizes(backward_cost, layer_dims, n):
    """What `backward_cost` returns, and the list of sizes after the call: it must be as it was."""
    cost = backward_cost(layer_dims, n)
    return None if cost is None else {"the cost": cost, "layer_dims after the call": layer_dims}


OPERATIONS = {
    "add": lambda x, y: x + y,
    "multiply": lambda x, y: x * y,
    "subtract": lambda x, y: x - y,
    "divide": lambda x, y: x / y,
    "power": lambda x, exponent: x**exponent,
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "tanh": lambda x: x.tanh(),
    "relu": lambda x: x.relu(),
}


def results_of_each(Node, steps_by_name):
    """The value of each small graph's result."""
    return {f"the value of {name}": _graph(Node, steps)["result"].value for name, steps in steps_by_name.items()}


def slopes_of_each(Node, steps_by_name):
    """The gradients of each small graph's inputs."""
    answers = {}
    for name, steps in steps_by_name.items():
        inputs = [each for each, (operation, *_) in steps.items() if operation == "input"]
        for each, gradient in gradients_of(Node, steps, "result", inputs).items():
            answers[f"the gradient of {each} in {name}"] = gradient
    return answers


def at_the_start(Node, steps, names):
    """The gradients of some nodes before any call of `backward`."""
    nodes = _graph(Node, steps)
    return {name: nodes[name].gradient for name in names}


def gradients_of(Node, steps, root, wanted):
    """The gradients of some nodes after `backward` on one of them."""
    nodes = _graph(Node, steps)
    nodes[root].backward()
    return {name: nodes[name].gradient for name in wanted}


def gradients_after_another(Node, steps, before, root, wanted):
    """The same, where `backward` was called on another node before, and on this one twice."""
    nodes = _graph(Node, steps)
    nodes[before].backward()
    for _ in range(2):
        nodes[root].backward()
    return {name: nodes[name].gradient for name in wanted}


def _graph(Node, steps):
    """Nodes by name, made from {"x": ["input", 2.0], "u": ["multiply", "x", 3.0], ...}."""
    nodes = {}
    for name, (operation, *operands) in steps.items():
        if operation == "input":
            nodes[name] = Node(operands[0])
        else:
            given = [nodes[each] if isinstance(each, str) else each for each in operands]
            nodes[name] = OPERATIONS[operation](*given)
        if nodes[name] is None:
            raise ValueRefused(f"the operation {operation!r} returned None; expected a Node")
    return nodes
