"""Comparisons: each takes a reply and what was expected, and says in words how they differ, or None.

A comparison is data too, so that a recorded question can carry it: `to_data` and `from_data`. A new one is a file
here and a line in COMPARISONS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol, runtime_checkable

from nncheck.comparisons.close import Close
from nncheck.comparisons.exact import Exact
from nncheck.comparisons.faults import SameFaults
from nncheck.comparisons.forecasts import Forecasts

__all__ = [
    "COMPARISONS",
    "Close",
    "Comparison",
    "Exact",
    "Forecasts",
    "Measuring",
    "SameFaults",
    "from_data",
    "to_data",
]


class Comparison(Protocol):
    """What every comparison can do."""

    def difference(self, got: Any, expected: Any, arguments: tuple[Any, ...]) -> str | None:
        """How `got` differs, in whole sentences, or None where it does not.

        got, expected: values as `nncheck.values` reads them
        arguments: what the function was asked with, so that a message can name the input at a place
        """

    def agrees(self, got: Any, expected: Any) -> bool:
        """Whether two replies are the same answer, without a word about it: is this a mistake that is known?"""


@runtime_checkable
class Measuring(Protocol):
    """A comparison that can also say how good an answer is."""

    def measure(self, got: Any, expected: Any) -> dict[str, float]:
        """What a leaderboard may show: name of a score -> its value; empty where nothing can be scored."""


COMPARISONS: dict[str, Callable[..., Comparison]] = {
    "Close": Close,
    "Exact": Exact,
    "Forecasts": Forecasts,
    "SameFaults": SameFaults,
}


def to_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON data: its name and its settings."""
    return {"name": type(comparison).__name__, **asdict(comparison)}  # type: ignore[call-overload]


def from_data(data: dict[str, Any]) -> Comparison:
    """The comparison that `to_data` wrote."""
    settings = {key: value for key, value in data.items() if key != "name"}
    return COMPARISONS[data["name"]](**settings)
