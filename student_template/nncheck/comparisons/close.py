"""Numbers that agree within a stated tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nncheck.comparisons.pairs import Mismatch, Pair, pairs
from nncheck.messages import Differing, describe
from nncheck.relations import relation


@dataclass(frozen=True)
class Close:
    """Every number within `atol + rtol * |expected|`; nan and infinities only where they are expected.

    rtol, atol: relative and absolute tolerance; neither has a default, since no tolerance fits every formula
    normwise: measure against the largest |expected| of each array instead of element by element, as sums of products
        deserve: a small entry inherits the round-off of the large ones
    """

    rtol: float
    atol: float
    normwise: bool = False

    def __post_init__(self) -> None:
        if not (self.rtol >= 0 and self.atol >= 0):
            raise ValueError(f"no number is within rtol={self.rtol}, atol={self.atol}: tolerances are 0 or more")

    def difference(self, got: Any, expected: Any, arguments: tuple[Any, ...]) -> str | None:
        try:
            differing = [found for pair in pairs(got, expected) if (found := self._compare(pair))]
        except Mismatch as mismatch:
            return str(mismatch)
        if not differing:
            return None
        why = relation(differing, arguments)
        return describe(differing, arguments) + (f" {why}" if why else "")

    def agrees(self, got: Any, expected: Any) -> bool:
        try:
            return not any(self._compare(pair) for pair in pairs(got, expected))
        except Mismatch:
            return False

    def _compare(self, pair: Pair) -> Differing | None:
        if (pair.got == pair.expected).all():  # as most are, and that is soon seen
            return None
        got, expected = pair.got.astype(np.float64), pair.expected.astype(np.float64)
        finite = np.isfinite(expected)
        size = np.abs(np.where(finite, expected, 0.0))
        with np.errstate(invalid="ignore", over="ignore"):
            allowed = self.atol + self.rtol * (size.max(initial=0.0) if self.normwise else size)
            near = finite & np.isfinite(got) & (np.abs(got - expected) <= allowed)  # which may be infinite too
        # With no tolerance these copies do not decide: two large whole numbers may differ and round to one float.
        near &= allowed > 0
        if near.all():
            return None
        off = ~(near | (pair.got == pair.expected) | (np.isnan(got) & np.isnan(expected)))
        return Differing(pair.place, got, expected, np.broadcast_to(allowed, off.shape), off) if off.any() else None
