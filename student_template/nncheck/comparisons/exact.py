"""Values that are equal, number for number and letter for letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nncheck.comparisons.close import Close


@dataclass(frozen=True)
class Exact:
    """Equal numbers and texts, under the keys that are expected: for counts, flags, names, and arrays left untouched.

    Further keys, list or tuple, and the kind of number do not count.
    """

    def difference(self, got: Any, expected: Any, arguments: tuple[Any, ...]) -> str | None:
        return Close(rtol=0.0, atol=0.0).difference(got, expected, arguments)

    def agrees(self, got: Any, expected: Any) -> bool:
        """Up to round-off: a mistake in another coding is the same mistake."""
        return Close(rtol=1e-9, atol=1e-12).agrees(got, expected)
