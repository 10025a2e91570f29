"""What explains a difference at every place: a factor, a sign, a transpose, the input itself, one kind of input.

Each function of RELATIONS gets all arrays that differ and returns a sentence, or None where it does not explain every
place. The first that does is told to the student; no sentence is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from nncheck.messages import Differing, number

Array = np.ndarray[Any, Any]
Relation = Callable[[list[Differing], tuple[Any, ...]], "str | None"]


def relation(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """The sentence of the first relation that explains every place, or None."""
    for explains in RELATIONS:
        sentence = explains(differing, arguments)
        if sentence:
            return sentence
    return None


def is_zero(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """All zeros, where something else was expected."""
    if all(not each.got.any() and each.expected.any() for each in differing):
        return "Every value is 0."
    return None


def is_input(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One of the arguments, handed back as it came."""
    if len(differing) != 1 or differing[0].got.ndim == 0:
        return None
    got = differing[0].got
    for argument in arguments:
        if isinstance(argument, np.ndarray) and argument.shape == got.shape and np.array_equal(argument, got):
            return "The result equals its own input."
    return None


def is_factor(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One factor for everything, the sign among them."""
    factors = [_factor(each) for each in differing]
    known = [factor for factor in factors if factor is not None]
    if len(known) < len(factors):
        return None
    where = "Every value" if len(differing) == 1 else "In each of them every value"
    if np.ptp(known) <= 1e-6 * abs(known[0]):
        if abs(known[0] + 1) <= 1e-6:
            return f"{where} has the opposite sign."
        return f"{where} is {_fraction(known[0])} times what is expected.{_rows(known[0], arguments)}"
    each_its_own = ", ".join(f"{each.place} {_fraction(factor)}" for each, factor in zip(differing, known, strict=True))
    return f"Each is a multiple of what is expected: {each_its_own} times."


def is_offset(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """One constant added everywhere."""
    with np.errstate(over="ignore", invalid="ignore"):
        offsets = np.concatenate([(each.got - each.expected).ravel() for each in differing])
    size = max(_size(each.expected) for each in differing)
    if offsets.size < 2 or not np.isfinite(offsets).all() or abs(offsets[0]) < 1e-6 * size:
        return None
    if np.ptp(offsets) > 1e-9 * max(size, abs(offsets[0])):
        return None
    return f"Every value is {number(abs(offsets[0]))} {'more' if offsets[0] > 0 else 'less'} than expected."


def is_transpose(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """Rows and columns exchanged in a square array."""
    for each in differing:
        square = each.got.ndim == 2 and each.got.shape[0] == each.got.shape[1] > 1
        if not square or not np.allclose(each.got.T, each.expected, rtol=1e-6, atol=1e-12):
            return None
    return "It is the transpose of what is expected."


def is_reordered(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """The right numbers in another order."""
    for each in differing:
        got, expected = np.sort(each.got, axis=None), np.sort(each.expected, axis=None)
        if each.got.size < 2 or not np.allclose(got, expected, rtol=1e-9, atol=0):
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
    kinds = {"0": z == 0, "negative": z < 0, "positive": z > 0, "0 or negative": z <= 0, "0 or positive": z >= 0}
    for name, where in kinds.items():
        if np.array_equal(off, where):
            return f"Only the places where the input is {name} are off."
    if np.abs(z[off]).min() > np.abs(z[~off]).max():
        return f"Only the places where the input is large are off, from |input| = {number(np.abs(z[off]).min())} on."
    return None


def is_rounded(differing: list[Differing], arguments: tuple[Any, ...]) -> str | None:
    """Right to a few digits at every place."""
    with np.errstate(invalid="ignore", over="ignore"):
        worst = max(float(np.max(np.abs(each.got - each.expected)) / _size(each.expected)) for each in differing)
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


def _factor(each: Differing) -> float | None:
    """k with got = k * expected at every place, or None."""
    got, expected = each.got.ravel(), each.expected.ravel()
    largest = int(np.argmax(np.abs(expected)))
    if not np.isfinite(got).all() or not np.isfinite(expected).all() or expected[largest] == 0:
        return None
    factor = float(got[largest] / expected[largest])
    near = np.abs(got - factor * expected) <= 1e-6 * np.maximum(np.abs(got), np.abs(factor * expected))
    near |= np.maximum(np.abs(got), np.abs(expected)) <= 1e-12 * abs(expected[largest])
    distinct = np.unique(np.round(np.abs(expected), 12)).size
    # A single number is a multiple of any other: only a factor that one would write by hand says something.
    by_hand = float(Fraction(factor).limit_denominator(12))
    telling = distinct > 1 or abs(by_hand - factor) <= 1e-9 * abs(factor)
    return factor if factor and abs(factor - 1) > 1e-6 and near.all() and telling else None


def _size(expected: Array) -> float:
    return max(float(np.abs(expected).max()), np.finfo(float).tiny)


def _fraction(factor: float) -> str:
    nearest = Fraction(factor).limit_denominator(100)
    if abs(float(nearest) - factor) > 1e-6 * abs(factor) or nearest.denominator == 1:
        return number(factor)
    return f"{number(factor)} ({nearest})"


def _rows(factor: float, arguments: tuple[Any, ...]) -> str:
    """Says so when the factor is the number of rows of an argument, or its inverse."""
    rows = {argument.shape[0] for argument in arguments if isinstance(argument, np.ndarray) and argument.ndim}
    for n in sorted(rows - {0, 1, 2}):
        if abs(factor - n) <= 1e-6 * n or abs(factor * n - 1) <= 1e-6:
            return f" There are {n} rows."
    return ""
