"""Laying a reply beside what was expected, piece by piece, before any number is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncheck.messages import sentence

_NUMBERS = (bool, int, float, np.ndarray, np.generic)


class Mismatch(Exception):
    """The reply is not built as expected; the text says where, what came and what was wanted."""


@dataclass(frozen=True)
class Pair:
    """One array or number of the reply with its counterpart; scalars are 0-d arrays.

    place: how a student would write it, e.g. "W1"; "" where the reply is just one array
    """

    place: str
    got: np.ndarray[Any, Any]
    expected: np.ndarray[Any, Any]


def pairs(got: Any, expected: Any, place: str = "") -> Iterator[Pair]:
    """Every number and array of `expected` with its counterpart in `got`, whose further keys are not looked at.

    raises: Mismatch where a key, an item, a shape or a kind of value differs
    """
    if isinstance(expected, dict):
        _same_kind(isinstance(got, dict), got, "a dict", place)
        missing = [key for key in expected if key not in got]
        if missing:
            raise Mismatch(f"{_subject(place)} has no {_listed(missing)}; it has {_listed(got) or 'no keys'}.")
        for key, value in expected.items():
            named = isinstance(key, str) and not place
            yield from pairs(got[key], value, key if named else f"{place or 'result'}[{key!r}]")
    elif isinstance(expected, (list, tuple)):
        several = got.ndim > 0 if isinstance(got, np.ndarray) else isinstance(got, (list, tuple))
        _same_kind(several, got, f"{len(expected)} values", place)
        if len(got) != len(expected):
            plural = "" if len(got) == 1 else "s"
            raise Mismatch(f"{_subject(place)} holds {len(got)} value{plural}; expected {len(expected)}.")
        for number, value in enumerate(expected):
            yield from pairs(got[number], value, f"{place or 'result'}[{number}]")
    elif isinstance(expected, str) or expected is None:
        if type(got) is not type(expected) or got != expected:
            raise Mismatch(f"{_subject(place)} is {_named(got)}; expected {_named(expected)}.")
    else:
        yield _numbers(got, np.asarray(expected), place)


def _numbers(got: Any, expected: np.ndarray[Any, Any], place: str) -> Pair:
    wanted = "a number" if expected.ndim == 0 else f"an array of shape {expected.shape}"
    if isinstance(got, (list, tuple)):
        got = _array_of(got, place, wanted)
    _same_kind(isinstance(got, _NUMBERS), got, wanted, place)
    array = np.asarray(got)
    if array.shape != expected.shape:
        turned = " It is the transpose of what is expected." if _is_transpose(array, expected) else ""
        shapes = f"has shape {array.shape}; expected {expected.shape}"
        raise Mismatch(f"{_subject(place)} {shapes}.{turned}")
    # 0-d results may be Python ints: `return 0` is a fair zero. An array of ints or bools has lost its fractions.
    if expected.dtype.kind == "f" and (array.dtype.kind == "b" or (array.dtype.kind != "f" and array.ndim)):
        kinds = f"holds {array.dtype.name} values; expected {expected.dtype.name}"
        raise Mismatch(f"{_subject(place)} {kinds}.")
    return Pair(place, array, expected)


def _array_of(items: Any, place: str, wanted: str) -> np.ndarray[Any, Any]:
    try:
        array = np.asarray(items if _are_numbers(items) else None)
    except ValueError:
        array = np.asarray(None)
    _same_kind(array.dtype.kind in "biuf", items, wanted, place)
    return array


def _are_numbers(items: Any) -> bool:
    """Whether lists hold nothing else: as an array, every item would take the space of the longest text among them."""
    if isinstance(items, (list, tuple)):
        return all(map(_are_numbers, items))
    return isinstance(items, _NUMBERS)


def _is_transpose(got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> bool:
    turned = got.T
    if turned.ndim < 2 or turned.shape != expected.shape:
        return False
    size = float(np.abs(expected[np.isfinite(expected)]).max(initial=0))
    with np.errstate(over="ignore"):
        return np.allclose(turned, expected, rtol=1e-6, atol=1e-12 * size)


def _same_kind(fits: bool, got: Any, wanted: str, place: str) -> None:
    if not fits:
        raise Mismatch(f"{_subject(place)} is {_named(got)}; expected {wanted}.")


def _subject(place: str) -> str:
    return sentence(place or "the result")


def _named(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, str):
        return repr(value[:60])
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"{value!r}" if isinstance(value, (bool, int, float)) else f"a {type(value).__name__}"


def _listed(keys: Any) -> str:
    names = [str(key)[:40] for key in list(keys)[:12]]
    return ", ".join(names)
