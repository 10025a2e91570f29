"""How the functions of this assignment are asked where one plain call is not enough."""

import numpy as np
from nncheck.values import ValueRefused


def decisions(perceptron_forward, points, w, b):
    """One decision for each row of `points`, by the same weights."""
    return _in_one_array([perceptron_forward(x, w, b) for x in points])


def decisions_of_many(perceptron_forward, points, weights, biases):
    """One decision for each row of `points`, each by weights and a bias of its own."""
    each = zip(points, weights, biases.tolist(), strict=True)
    return _in_one_array([perceptron_forward(x, w, b) for x, w, b in each])


def weights_and_bias(perceptron_train, *arguments):
    """What was learnt, by name; a bias in an array of its own is taken as that number."""
    return _named(perceptron_train(*arguments))


def weights_bias_and_data(perceptron_train, X, y, lr):
    """What was learnt, and the data after the call: they must be as they were."""
    learnt = _named(perceptron_train(X, y, lr))
    return learnt and {**learnt, "X after the call": X, "y after the call": y}


def counts(count_mistakes, *datasets):
    """The mistakes on each (X, y), or (X, y, max_epochs)."""
    return _in_one_array([count_mistakes(*each) for each in datasets])


def one_layer(collapse_linear_layers, weights, biases):
    """The layer that was found, by name."""
    return _named(collapse_linear_layers(weights, biases), "W")


def one_layer_and_the_rest(collapse_linear_layers, weights, biases):
    """The layer that was found, and the stack after the call: it must be as it was."""
    layer = _named(collapse_linear_layers(weights, biases), "W")
    return layer and {**layer, "weights after the call": weights, "biases after the call": biases}


def _named(answer, first="w"):
    if answer is None:
        return None
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise ValueRefused(f"it should be two things, ({first}, b), and is {_kind(answer)}")
    weights, b = answer
    number = first == "w" and isinstance(b, np.ndarray) and b.size == 1
    return {first: weights, "b": b.reshape(()) if number else b}


def _in_one_array(answers):
    """The answers to several questions as one array; None where one of them is."""
    if any(each is None for each in answers):
        return None
    for each in answers:
        if isinstance(each, (tuple, list, dict)) or np.ndim(each):
            raise ValueRefused(f"it should be one number, and is {_kind(each)}")
    return np.array(answers)


def _kind(answer):
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}"
    return f"a {type(answer).__name__}" + (f" of {len(answer)}" if isinstance(answer, (tuple, list)) else "")
