"""Three ways to a derivative: difference quotients, a formula by hand, and a graph."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions.arrays import Array


def centred_difference(f: Callable[[float], float], x: float, eps: float = 1e-5) -> float:
    """The slope of a secant with x in its middle.

    f: function of a number
    x: place
    eps: half the secant's width
    returns: (f(x + eps) - f(x - eps)) / (2 eps); its error is about eps^2 f'''/6 + 1e-16 |f| / eps

    >>> round(centred_difference(lambda x: x**3, 2.0), 6)
    12.0
    """
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def difference_errors(f: Callable[[float], float], slope: float, x: float, steps: Array) -> Array:
    """How far centred differences are from the true slope: a U over the step, in a double-logarithmic plot.

    f: function of a number
    slope: its exact derivative at x
    x: place
    steps: values of eps
    returns: absolute errors, shaped like steps
    """
    return np.array([abs(centred_difference(f, x, float(eps)) - slope) for eps in steps])
