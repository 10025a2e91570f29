"""Forecasts, judged by what came true: nobody's numbers have to be met, but a reference's quality nearly has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nncheck.comparisons.close import Close
from nncheck.comparisons.pairs import Mismatch, pairs

Array = np.ndarray[Any, Any]

# A probability of 0 for what happens would cost infinitely much; so near to 0 and 1 it is cut.
EPS = 1e-7


@dataclass(frozen=True)
class Forecasts:
    """Forecasts that score at most `margin` worse than the reference's, and better than the baseline's.

    A reply is {"forecasts": (n,)}. What was expected has "outcomes" and "baseline" beside it, both (n,): what came
    true, 0 or 1 or the probability of a 1 where it is known, and a simple model's forecasts of the same rows.

    score: "auc" (do likely rows come first? any numbers will do) or "logloss" (are the probabilities right?)
    margin: how much lower (auc) or higher (logloss) than the reference's a score may be
    """

    score: str
    margin: float

    def difference(self, got: Any, expected: Any, arguments: tuple[Any, ...]) -> str | None:
        try:
            forecasts = _forecasts(got, expected)
        except Mismatch as mismatch:
            return str(mismatch)
        return self._not_forecasts(forecasts) or self._too_bad(forecasts, expected)

    def agrees(self, got: Any, expected: Any) -> bool:
        return Close(rtol=1e-6, atol=1e-9).agrees(got, expected)

    def measure(self, got: Any, expected: Any) -> dict[str, float]:
        """The score by its name, for a leaderboard; nothing where there are no forecasts to be scored."""
        try:
            forecasts = _forecasts(got, expected)
        except Mismatch:
            return {}
        if self._not_forecasts(forecasts):
            return {}
        return {self.score: self._scored(forecasts, expected["outcomes"].astype(np.float64))}

    def limit(self, expected: Any) -> float:
        """What a score has to be better than: nearly the reference's, and the baseline's."""
        outcomes = expected["outcomes"].astype(np.float64)
        reference, baseline = (self._scored(expected[name], outcomes) for name in ("forecasts", "baseline"))
        if self.score == "logloss":
            return min(reference + self.margin, baseline)
        return max(reference - self.margin, baseline)

    def _not_forecasts(self, forecasts: Array) -> str | None:
        stray = ~np.isfinite(forecasts)
        if stray.any():
            return f"{int(stray.sum())} of {stray.size} forecasts are nan or infinite."
        outside = (forecasts < 0) | (forecasts > 1)
        if self.score == "logloss" and outside.any():
            ends = f"from {forecasts.min():.4g} to {forecasts.max():.4g}"
            return f"{int(outside.sum())} of {outside.size} forecasts are not probabilities: they run {ends}."
        return None

    def _too_bad(self, forecasts: Array, expected: dict[str, Array]) -> str | None:
        outcomes = expected["outcomes"].astype(np.float64)
        others = {
            "the course's network": expected["forecasts"],
            "logistic regression": expected["baseline"],
            "a constant": np.full(outcomes.shape, outcomes.mean()),
        }
        found, limit = self._scored(forecasts, outcomes), self.limit(expected)
        if self.score == "logloss":
            good, wanted = found < limit, f"log-loss {found:.4f}; expected less than {limit:.4f}"
        else:
            good, wanted = found > limit, f"AUC {found:.4f}; expected more than {limit:.4f}"
        table = ", ".join(f"{name} {self._scored(each, outcomes):.4f}" for name, each in others.items())
        return None if good else f"The forecasts have {wanted}. On the same rows: {table}."

    def _scored(self, forecasts: Array, outcomes: Array) -> float:
        return (log_loss if self.score == "logloss" else auc)(forecasts.astype(np.float64), outcomes)


def _forecasts(got: Any, expected: dict[str, Array]) -> Array:
    """A reply's forecasts, whatever else the reply holds; a Mismatch where there are none."""
    return next(pairs(got, {"forecasts": expected["forecasts"]})).got.astype(np.float64)


def log_loss(forecasts: Array, outcomes: Array) -> float:
    """Mean of -log of the probability that was given to what happened, in expectation where outcomes are probabilities.

    forecasts: probabilities, (n,), cut to [EPS, 1 - EPS]
    outcomes: (n,), between 0 and 1
    """
    p = np.clip(forecasts, EPS, 1 - EPS)
    return float(-np.mean(outcomes * np.log(p) + (1 - outcomes) * np.log1p(-p)))


def auc(forecasts: Array, outcomes: Array) -> float:
    """The probability that a 1 has a higher forecast than a 0, ties counted half.

    forecasts: any numbers, (n,)
    outcomes: (n,), between 0 and 1: a row counts as a 1 with that weight and as a 0 with the rest
    """
    place = np.unique(forecasts, return_inverse=True)[1]
    ones, zeros = np.bincount(place, outcomes), np.bincount(place, 1 - outcomes)
    below = np.cumsum(zeros) - zeros / 2
    return float(ones @ below / (ones.sum() * zeros.sum()))
