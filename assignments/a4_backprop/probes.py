"""How `backward` and `gradient_check` are asked: each about a network made here, never about the notebook's own."""

from given import MLPConfig, NumpyMLP


def gradients(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns after a forward pass on X."""
    model = _network(NumpyMLP, layer_dims, activation, output_activation, params)
    model.forward(X)
    return backward(model, y)


def gradients_and_the_rest(backward, layer_dims, activation, output_activation, params, X, y):
    """What `backward` returns, and what it leaves behind: parameters, cache and labels must be as they were."""
    model = _network(NumpyMLP, layer_dims, activation, output_activation, params)
    model.forward(X)
    answer = backward(model, y)
    if answer is None:
        return None
    return {"gradients": answer, "params": model.params, "cache": model.cache, "labels": y}


def errors(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """What `gradient_check` says of a network whose backward pass returns the gradients `analytic`."""
    return gradient_check(_claiming(layer_dims, activation, output_activation, params, analytic), X, y)


def errors_with_a_step(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic, eps):
    """The same with another step than the usual one."""
    return gradient_check(_claiming(layer_dims, activation, output_activation, params, analytic), X, y, eps)


def params_after_the_check(gradient_check, layer_dims, activation, output_activation, params, X, y, analytic):
    """The network's parameters after `gradient_check` has returned."""
    model = _claiming(layer_dims, activation, output_activation, params, analytic)
    return None if gradient_check(model, X, y) is None else model.params


def _network(kind, layer_dims, activation, output_activation, params):
    model = kind(MLPConfig(layer_dims, activation, output_activation))
    model.params = params
    return model


def _claiming(layer_dims, activation, output_activation, params, analytic):
    """A network whose `backward` returns copies of `analytic`, right or not."""

    class Claiming(NumpyMLP):
        def backward(self, y_true):
            if "A0" not in self.cache:
                raise ValueError("backward was called before forward: the cache is empty")
            return {name: gradient.copy() for name, gradient in analytic.items()}

    return _network(Claiming, layer_dims, activation, output_activation, params)
