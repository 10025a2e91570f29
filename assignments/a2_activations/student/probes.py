"""How the functions of this assignment are asked where one plain call is not enough."""

import numpy as np
from nncheck.values import ValueRefused


def what_is_left(function, z, positive):
    """What some calls leave behind: z must be as it was, and each result an array of its own.

    positive: where relu has nothing to change, so that its result might be z itself
    """
    result = function(z)
    if result is None:
        return None
    z_after, before = z.copy(), _numbers(result)
    function(-z / 2)
    changed = ~np.isclose(_numbers(result), before, rtol=1e-9, atol=0, equal_nan=True)
    another = function(positive)
    if isinstance(another, np.ndarray) and another.flags.writeable:
        another[...] = 7
    return {
        "z after the call": z_after,
        "the number of values in the result that the next call changed": float(changed.sum()),
        "z after writing to the result": positive,
    }


def matrix_and_block(function, matrix, block):
    """A two-dimensional and a three-dimensional array."""
    return {"the matrix": function(matrix), "the block": function(block)}


def as_floats(function, *arguments):
    """Truth values and whole numbers taken as floats: another check looks at the kind of number."""
    return _as_floats(function(*arguments))


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
        raise ValueRefused(f"it should be two numbers, z and the value there, and is {_kind(answer)}")
    return {"z": _as_number(answer[0]), "value": _as_number(answer[1])}


def _numbers(answer):
    """A copy of what a function returned."""
    try:
        return np.array(answer, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueRefused(f"it should be an array like z, and is {_kind(answer)}") from None


def _kind(answer):
    if isinstance(answer, (int, float, np.ndarray, np.generic)):
        return f"an array of shape {answer.shape}" if np.ndim(answer) else "one number"
    return f"a {type(answer).__name__}" + (f" of {len(answer)}" if isinstance(answer, (tuple, list)) else "")


def _as_floats(answer):
    if isinstance(answer, (np.ndarray, np.generic)) and answer.dtype.kind in "biu":
        return answer.astype(float)
    return answer


def _as_number(answer):
    """An array with one value is that value: optimizers return their place in this form."""
    return answer.reshape(()) if isinstance(answer, np.ndarray) and answer.size == 1 else answer
