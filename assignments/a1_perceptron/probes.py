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


def changes_of_inputs(perceptron_forward, points, w, b):
    """How many inputs and weights were changed by the calls."""
    points_before, w_before = points.copy(), w.copy()
    if any(perceptron_forward(x, w, b) is None for x in points):
        return None
    return {
        "the number of inputs x that were changed": int(np.any(points_before != points, axis=1).sum()),
        "the number of weights that were changed": int(np.sum(w_before != w)),
    }


def weights_and_bias(perceptron_train, *arguments):
    """What was learnt, by name; a bias in an array of its own is taken as that number."""
    return _named(perceptron_train(*arguments))


def with_the_usual_passes(perceptron_train, X, y, lr, seed):
    """As `weights_and_bias`, without a word about max_epochs."""
    return _named(perceptron_train(X, y, lr=lr, seed=seed))


def data_after_training(perceptron_train, X, y, lr):
    """The data after the call: they must be as they were."""
    answer = perceptron_train(X, y, lr)
    return None if answer is None else {"X after the call": X, "y after the call": y}


def counts(count_mistakes, *datasets):
    """The mistakes on each (X, y), or (X, y, max_epochs)."""
    return _in_one_array([count_mistakes(*each) for each in datasets])


def changes_of_rows(count_mistakes, X, y):
    """How many rows and labels were changed by the call."""
    X_before, y_before = X.copy(), y.copy()
    if count_mistakes(X, y) is None:
        return None
    return {
        "the number of rows of X that were changed": int(np.any(X_before != X, axis=1).sum()),
        "the number of labels that were changed": int(np.sum(y_before != y)),
    }


def one_layer(collapse_linear_layers, weights, biases):
    """The layer that was found, by name."""
    return _named(collapse_linear_layers(weights, biases), "W")


def layers_after_the_call(collapse_linear_layers, weights, biases):
    """The stack after the call: it must be as it was."""
    answer = collapse_linear_layers(weights, biases)
    return None if answer is None else {"weights after the call": weights, "biases after the call": biases}


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
