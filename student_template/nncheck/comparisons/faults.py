"""A property: a checker must flag what the reference flags, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nncheck.comparisons.close import Close
from nncheck.comparisons.pairs import Mismatch, pairs


@dataclass(frozen=True)
class SameFaults:
    """In a dict of errors by name, exactly those above `tolerance` that are above it in the reference's reply.

    tolerance: errors above it count as a fault found
    """

    tolerance: float

    def difference(self, got: Any, expected: Any, arguments: tuple[Any, ...]) -> str | None:
        try:
            found = list(pairs(got, expected))
        except Mismatch as mismatch:
            return str(mismatch)
        for pair in found:
            error, wanted = float(pair.got), float(pair.expected)
            if wanted > self.tolerance and not error > self.tolerance:
                return self._sentence(pair.place, error, "is wrong here on purpose, so an error above", wanted)
            if wanted <= self.tolerance and not abs(error) <= self.tolerance:
                return self._sentence(pair.place, error, "is right here, so an error of at most", wanted)
        return None

    def agrees(self, got: Any, expected: Any) -> bool:
        """The same faults, and errors of about the same size: two mistakes may be blind in the same place."""
        same_size = Close(rtol=0.05, atol=self.tolerance).agrees(got, expected)
        return same_size and self.difference(got, expected, ()) is None

    def _sentence(self, place: str, error: float, fact: str, wanted: float) -> str:
        return (
            f"For {place}: got an error of {error:.3g}, expected about {wanted:.3g}. "
            f"The gradient of {place} {fact} {self.tolerance:g} is expected."
        )
