"""How the functions of this assignment are asked where one plain call is not enough."""

import numpy as np
from nncheck.values import ValueRefused


def with_input(function, z):
    """What the function returns, and the argument after the call: it must be as it was."""
    return {"result": function(z), "z after the call": z}


def matrix_and_block(function, matrix, block):
    """A two-dimensional and a three-dimensional array."""
    return {"the matrix": function(matrix), "the block": function(block)}


def as_floats(function, *arguments):
    """Truth values and whole numbers taken as floats: another check looks at the kind of number."""
    return _as_floats(function(*arguments))


def with_input_as_floats(function, z):
    """As `with_input`, truth values and whole numbers taken as floats."""
    return {"result": _as_floats(function(z)), "z after the call": z}


def matrix_and_block_as_floats(function, matrix, block):
    """As `matrix_and_block`, truth values and whole numbers taken as floats."""
    return {"the matrix": _as_floats(function(matrix)), "the block": _as_floats(function(block))}


def on_hills(largest_gradient, hills, ground, low, high):
    """Search a landscape: `ground` plus a bell of each (height, centre, width) in the rows of `hills`."""

    def gradient(z):
        z = np.asarray(z, dtype=float)
        return ground + sum(height * np.exp(-(((z - centre) / width) ** 2)) for height, centre, width in hills)

    answer = largest_gradient(gradient, low, high)
    if answer is None:
        return None
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 2:
        raise ValueRefused("it should be two numbers, z and the value there")
    return {"z": _as_number(answer[0]), "value": _as_number(answer[1])}


def _as_floats(answer):
    if isinstance(answer, (np.ndarray, np.generic)) and answer.dtype.kind in "biu":
        return answer.astype(float)
    return answer


def _as_number(answer):
    """An array with one value is that value: optimizers return their place in this form."""
    return answer.reshape(()) if isinstance(answer, np.ndarray) and answer.size == 1 else answer
