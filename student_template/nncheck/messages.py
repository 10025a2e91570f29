"""How numbers differ, in sentences: what is not a number, then how many differ, where, by how much, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
MAX_NAMES = 8


@dataclass(frozen=True)
class Differing:
    """One array of a reply that is not what was expected.

    place: its name in the reply, "" where the reply is one array
    got, expected, allowed: float64 arrays of one shape; `allowed` is the largest difference let through
    off: bool array, True where the difference is larger
    """

    place: str
    got: Array
    expected: Array
    allowed: Array
    off: Array

    def worst(self) -> tuple[int, ...]:
        """The index of the place that is furthest off; a nan or infinity counts as furthest."""
        with np.errstate(invalid="ignore", over="ignore"):
            apart = np.abs(self.got - self.expected)
            excess = apart / np.maximum(self.allowed, np.finfo(float).tiny) if self.allowed.any() else apart
        excess = np.where(np.isfinite(self.got), excess, np.inf)
        return tuple(int(i) for i in np.unravel_index(np.argmax(np.where(self.off, excess, -1.0)), self.off.shape))


def describe(differing: list[Differing], arguments: tuple[Any, ...]) -> str:
    """What a student should read about arrays that differ.

    differing: at least one
    arguments: what the function was asked with; where one has the shape of the result, the message names the input
    """
    first = max(differing, key=lambda each: each.off.mean())
    not_numbers = [each for each in differing if _stray(each).any()]
    sentences = [_not_numbers(not_numbers[0], arguments)] if not_numbers else [_values(first, arguments)]
    others = [each.place for each in differing if each is not (not_numbers or [first])[0]]
    if others:
        sentences.append(f"{sentence(_and(others))} {'differs' if len(others) == 1 else 'differ'} too.")
    return " ".join(sentences)


def _stray(each: Differing) -> Array:
    """Where a nan or an infinity stands in the place of a number."""
    return each.off & ~np.isfinite(each.got) & np.isfinite(each.expected)


def _not_numbers(each: Differing, arguments: tuple[Any, ...]) -> str:
    stray = _stray(each)
    place = tuple(int(i) for i in np.argwhere(stray)[0])
    name = "nan" if np.isnan(each.got[place]) else "infinite"
    if each.got.ndim == 0:
        count = f"{sentence(each.place or 'the result')} is {name}"
    else:
        some = f"{int(stray.sum())} of {stray.size} values are nan or infinite"
        count = f"{_in(each.place)}{some}, first {_at(each, place)}"
    return f"{count}{_input(each, place, arguments)}; expected {number(each.expected[place])}."


def _values(each: Differing, arguments: tuple[Any, ...]) -> str:
    place = each.worst()
    got, expected = numbers(each.got[place], each.expected[place])
    allowed = f"(allowed difference {each.allowed[place]:.2g})" if each.allowed[place] else "(exactly)"
    if each.got.ndim == 0:
        return f"{sentence(each.place or 'the result')}: got {got}, expected {expected} {allowed}."
    count = f"{int(each.off.sum())} of {each.off.size} values differ"
    where = f"worst {_at(each, place)}{_input(each, place, arguments)}"
    return f"{_in(each.place)}{count}, {where}: got {got}, expected {expected} {allowed}."


def _in(place: str) -> str:
    return f"In {place}, " if place else ""


def _at(each: Differing, place: tuple[int, ...]) -> str:
    return f"at {each.place or 'result'}[{', '.join(map(str, place))}]"


def _input(each: Differing, place: tuple[int, ...], arguments: tuple[Any, ...]) -> str:
    """The input at that place, where the function works element by element on its first argument."""
    first = arguments[0] if arguments else None
    if isinstance(first, np.ndarray) and first.shape == each.got.shape and first.ndim:
        return f" (where the input is {number(float(first[place]))})"
    return ""


def sentence(text: str) -> str:
    """A text at the beginning of a sentence: "the matrix" gets a capital, names stay as they are: "b1 and W2"."""
    return text[:1].upper() + text[1:] if text.startswith("the ") else text


def _and(names: list[str]) -> str:
    """A list in words: "W1, W2 and b1"; of a long one, the beginning."""
    if len(names) > MAX_NAMES:
        names = [*names[: MAX_NAMES - 1], f"{len(names) - MAX_NAMES + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def number(value: float) -> str:
    """A number in six digits; zero has no sign here, whatever floating point says."""
    return f"{value + 0.0:.6g}"


def numbers(got: float, expected: float) -> tuple[str, str]:
    """Two numbers in as many digits as it takes to tell them apart."""
    for digits in (6, 10, 14, 17):
        texts = f"{got + 0.0:.{digits}g}", f"{expected + 0.0:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts
