"""What explains a difference at every place: a factor, a sign, a transpose, the input itself, one kind of input.

Each function of RELATIONS gets all arrays that differ and returns a sentence, or None where it does not explain every
place. The first that does is told to the student; no sentence is better than a wrong one, and none is better than one
that would fit by chance: a single number is a multiple of any other.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from nncheck.messages import Differing, number

Array = np.ndarray[Any, Any]
Relation = Callable[[list[Differing], tuple[Any, ...]], "str | None"]
LARGEST = 1000  # beyond it every number is near a fraction, and nobody has meant it


def relation(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """The sentence of the first relation that explains every place, or None."""
    with np.errstate(all="ignore"):  # Whatever a submission sends is calculated with here, the largest floats too.
        return next((sentence for explains in RELATIONS if (sentence := explains(differing, arguments))), None)


def is_zero(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """All zeros, where something else was expected."""
    several = sum(each.got.size for each in differing) > 1
    if several and all(not each.got.any() and each.expected.any() for each in differing):
        return f"{_where(differing)} is 0."
    return None


def is_input(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One of the arguments, handed back as it came; labels of two kinds may be equal by chance."""
    if len(differing) != 1 or np.unique(differing[0].got).size < 3:
        return None
    got = differing[0].got
    for argument in arguments:
        if isinstance(argument, np.ndarray) and np.array_equal(argument, got):
            return "The result is the input, unchanged."
    return None


def is_factor(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One factor for everything, the sign among them."""
    factors = [_factor(each) for each in differing]
    known = [factor for factor in factors if factor is not None]
    if len(known) < len(factors):
        return None
    where = _where(differing)
    if np.ptp(known) <= 1e-6 * abs(known[0]):
        if abs(known[0] + 1) <= 1e-6:
            return f"{where} has the opposite sign."
        return f"{where} is {_fraction(known[0])} times what is expected.{_rows(known[0], arguments)}"
    each_its_own = ", ".join(f"{each.place} {_fraction(factor)}" for each, factor in zip(differing, known, strict=True))
    return f"Each is a multiple of what is expected: {each_its_own} times."


def is_offset(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One constant added everywhere, to values that are not themselves one constant."""
    expected = np.concatenate([each.expected.ravel() for each in differing])
    offsets = np.concatenate([(each.got - each.expected).ravel() for each in differing])
    if not np.isfinite(offsets).all() or not _varies(expected):
        return None
    size = _size(expected)
    if abs(offsets[0]) < 1e-6 * size or np.ptp(offsets) > 1e-9 * max(size, abs(offsets[0])):
        return None
    return f"{_where(differing)} is {number(abs(offsets[0]))} {'more' if offsets[0] > 0 else 'less'} than expected."


def is_transpose(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """Rows and columns exchanged in a square array."""
    for each in differing:
        square = each.got.ndim == 2 and each.got.shape[0] == each.got.shape[1]
        if not square or not _explains(each.expected.T, each):
            return None
    return "It is the transpose of what is expected."


def is_reordered(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """The right numbers in another order; with two kinds of numbers it would say nothing."""
    for each in differing:
        if np.unique(each.expected).size < 3:
            return None
        order = np.argsort(np.argsort(each.got, axis=None))
        if not _explains(np.sort(each.expected, axis=None)[order].reshape(each.got.shape), each):
            return None
    return "The values are right, but in another order."


def is_one_kind_of_input(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """Off exactly where the input is zero, negative, positive, or large."""
    first = arguments[0] if arguments else None
    if len(differing) != 1 or not isinstance(first, np.ndarray) or first.shape != differing[0].off.shape:
        return None
    z, off = first.astype(float), differing[0].off
    if off.all() or not np.isfinite(z).all():
        return None
    if np.array_equal(off, z == 0):
        return "Only the places where the input is 0 are off."
    if min(off.sum(), (~off).sum()) < 2:  # one place alone is the largest of its kind too easily
        return None
    kinds = {"negative": z < 0, "positive": z > 0, "0 or negative": z <= 0, "0 or positive": z >= 0}
    for name, where in kinds.items():
        if np.array_equal(off, where):
            return f"Only the places where the input is {name} are off."
    if np.abs(z[off]).min() > max(np.abs(z[~off]).max(), 1):
        return f"Only the places where the input is large are off, from |input| = {number(np.abs(z[off]).min())} on."
    return None


def is_rounded(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """Right to a few digits at every place; whole numbers are never right to a few digits."""
    got = np.concatenate([each.got[each.off] for each in differing])
    expected = np.concatenate([each.expected[each.off] for each in differing])
    both = np.stack([got, expected])
    if not np.isfinite(both).all() or not expected.all() or np.array_equal(both, np.rint(both)):
        return None
    worst = float(np.max(np.abs(got / expected - 1)))
    if not worst < 1e-5:
        return None
    return f"The values are right to about {int(-np.log10(worst))} digits only: is something rounded or approximated?"


RELATIONS: list[Relation] = [
    is_zero,
    is_input,
    is_factor,
    is_offset,
    is_transpose,
    is_reordered,
    is_rounded,
    is_one_kind_of_input,
]


def _where(differing: list[Differing]) -> str:
    if len(differing) == 1:
        return "Every value"
    return "Each of them" if not any(each.got.ndim for each in differing) else "In each of them every value"


def _explains(model: Array, each: Differing) -> bool:
    """Whether `model` is what came, up to a round-off that is nothing beside the difference to be explained."""
    if not np.isfinite(np.stack([model, each.got, each.expected])).all():
        return False
    miss, gap = np.abs(each.got - model), np.abs(each.got - each.expected)
    return bool((miss <= 1e-6 * np.abs(model) + 1e-12 * _size(model)).all() and miss.max() <= 1e-3 * gap.max())


def _factor(each: Differing) -> float | None:
    """k with got = k * expected at every place, or None; a multiple of nearly nothing says nothing."""
    largest = np.unravel_index(np.argmax(np.abs(each.expected)), each.expected.shape)
    if abs(each.expected[largest]) <= each.allowed[largest]:
        return None
    factor = float(each.got[largest] / each.expected[largest])
    model = factor * each.expected
    if not factor or abs(factor - 1) < 1e-5 or not _explains(model, each):
        return None
    return factor if _varies(each.expected) or _is_by_hand(factor, float(each.expected[largest])) else None


def _varies(expected: Array) -> bool:
    """Whether there is more than one number in it that something could have been done to."""
    return bool(np.count_nonzero(expected) > 1 and np.ptp(expected) > 1e-3 * np.abs(expected).max())


def _is_by_hand(factor: float, expected: float) -> bool:
    """Whether one would write the factor by hand, of a number that does not look so itself."""
    return abs(factor) <= LARGEST and _is_fraction(factor, 12) and not _is_fraction(expected, 1000)


def _is_fraction(value: float, denominator: int) -> bool:
    return abs(float(Fraction(value).limit_denominator(denominator)) - value) <= 1e-9 * abs(value)


def _size(values: Array) -> float:
    return max(float(np.abs(values).max()), np.finfo(float).tiny)


def _fraction(factor: float) -> str:
    nearest = Fraction(factor).limit_denominator(100)
    near = abs(float(nearest) - factor) <= 1e-6 * abs(factor) and abs(nearest.numerator) <= LARGEST
    if not near or nearest.denominator == 1:
        return number(factor)
    return f"{number(factor)} ({nearest})"


def _rows(factor: float, arguments: tuple[Any, ...]) -> str:
    """Says so when the factor is the number of rows of an argument, or its inverse."""
    rows = {argument.shape[0] for argument in arguments if isinstance(argument, np.ndarray) and argument.ndim}
    for n in sorted(rows - {0, 1, 2}):
        if abs(factor - n) <= 1e-6 * n or abs(factor * n - 1) <= 1e-6:
            return f" There are {n} rows."
    return ""
