"""How `backward` and `gradient_check` are asked: each about a network made here, never about the notebook's own."""

import numpy as np
from given import MLPConfig, NumpyMLP


def gradients(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns after a forward pass on X."""
    model = _network(NumpyMLP, layer_dims, activation, output_activation, params)
    model.forward(X)
    return backward(model, y)


def shapes_and_the_rest(backward, layer_dims, activation, output_activation, params, X, y):
    """The shapes of what `backward` returns, and what it leaves behind: parameters, cache and labels."""
    model = _network(NumpyMLP, layer_dims, activation, output_activation, params)
    model.forward(X)
    answer = backward(model, y)
    if not isinstance(answer, dict):
        return answer
    shapes = {name: list(np.shape(gradient)) for name, gradient in answer.items()}
    return {"shapes": shapes, "params": model.params, "cache": model.cache, "labels": y}


def errors(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """What `gradient_check` says of a network whose backward pass returns the gradients `analytic`."""
    model = _claiming(layer_dims, activation, output_activation, params, X, analytic)
    model.forward(X)
    return gradient_check(model, X, y)


def errors_after_other_rows(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """The same, but the network's cache still holds a forward pass on other rows."""
    model = _claiming(layer_dims, activation, output_activation, params, X, analytic)
    model.forward(X[::-1] + 1)
    return gradient_check(model, X, y)


def error_with_a_step(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic, eps):
    """What it says of W1 with another step than the usual one."""
    model = _claiming(layer_dims, activation, output_activation, params, X, analytic)
    model.forward(X)
    answer = gradient_check(model, X, y, eps)
    return answer["W1"] if isinstance(answer, dict) else answer


def params_after_the_check(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """The network's parameters after `gradient_check` has returned."""
    model = _claiming(layer_dims, activation, output_activation, params, X, analytic)
    model.forward(X)
    return None if gradient_check(model, X, y) is None else model.params


def _network(kind, layer_dims, activation, output_activation, params):
    model = kind(MLPConfig(layer_dims, activation, output_activation))
    model.params = params
    return model


def _claiming(layer_dims, activation, output_activation, params, X, analytic):
    """A network whose `backward` returns copies of `analytic`, right or not, after a forward pass on X."""

    class Claiming(NumpyMLP):
        def backward(self, y_true):
            if not np.array_equal(self.cache.get("A0"), X):
                raise ValueError("model.backward(y) was called when the cache did not hold a forward pass on X")
            return {name: gradient.copy() for name, gradient in analytic.items()}

    return _network(Claiming, layer_dims, activation, output_activation, params)
