"""Forecasts are judged by their quality: AUC and log-loss as scikit-learn has them, margins, and plain sentences."""

import numpy as np
import pytest
from nncheck.comparisons import Forecasts, from_data, to_data
from nncheck.comparisons.forecasts import auc, log_loss
from sklearn.metrics import log_loss as sklearn_log_loss
from sklearn.metrics import roc_auc_score


@pytest.fixture
def known():
    """True probabilities, a good reference, and a baseline that knows little."""
    rng = np.random.default_rng(1)
    logits = rng.normal(size=2000)

    def forecast(share):
        return 1 / (1 + np.exp(-(share * logits + 0.1 * rng.normal(size=2000))))

    return {"forecasts": forecast(0.8), "outcomes": 1 / (1 + np.exp(-logits)), "baseline": forecast(0.1)}


def test_scores_are_those_of_scikit_learn_ties_included():
    rng = np.random.default_rng(0)
    p, y = rng.integers(1, 10, size=300) / 10, rng.integers(2, size=300)
    assert auc(p, y) == pytest.approx(roc_auc_score(y, p), rel=1e-12)
    assert log_loss(p, y) == pytest.approx(sklearn_log_loss(y, p), rel=1e-12)


def test_scores_of_known_probabilities_are_means_over_what_may_happen():
    rng = np.random.default_rng(0)
    p, truth = rng.random(50), rng.random(50)
    y = rng.random((20_000, 50)) < truth
    assert log_loss(p, truth) == pytest.approx(np.mean([log_loss(p, row) for row in y]), rel=1e-2)
    assert auc(p, truth) == pytest.approx(np.mean([auc(p, row) for row in y[:4000]]), abs=5e-3)


@pytest.mark.parametrize(("score", "margin"), [("auc", 0.02), ("logloss", 0.01)])
def test_what_is_as_good_passes_and_what_is_worse_does_not(known, score, margin):
    by = Forecasts(score, margin)
    assert by.difference({"forecasts": known["forecasts"]}, known, ()) is None
    assert by.difference({"forecasts": known["outcomes"].astype(np.float32)}, known, ()) is None
    for worse in (known["baseline"], np.full(2000, 0.5), 1 - known["forecasts"]):
        said = by.difference({"forecasts": worse}, known, ())
        assert "expected" in said
        assert "logistic regression" in said


def test_overconfidence_costs_log_loss_and_no_auc(known):
    sure = {"forecasts": known["forecasts"] ** 4 / (known["forecasts"] ** 4 + (1 - known["forecasts"]) ** 4)}
    assert Forecasts("auc", 0.001).difference(sure, known, ()) is None
    assert "log-loss" in Forecasts("logloss", 0.01).difference(sure, known, ())


def test_a_wide_margin_still_asks_for_more_than_the_baseline(known):
    assert Forecasts("logloss", 1.0).difference({"forecasts": known["baseline"]}, known, ()) is not None
    assert Forecasts("auc", 1.0).difference({"forecasts": known["baseline"]}, known, ()) is not None


def test_what_are_no_probabilities_is_said_for_log_loss_and_ranks_for_auc(known):
    logits = {"forecasts": np.log(known["forecasts"] / (1 - known["forecasts"]))}
    assert "are not probabilities: they run from" in Forecasts("logloss", 0.1).difference(logits, known, ())
    assert Forecasts("auc", 0.1).difference(logits, known, ()) is None


def test_what_is_no_forecast_is_named(known):
    by = Forecasts("auc", 0.1)
    broken = known["forecasts"].copy()
    broken[:3] = np.nan
    assert by.difference({"forecasts": broken}, known, ()) == "3 of 2000 forecasts are nan or infinite."
    column = {"forecasts": known["forecasts"][:, np.newaxis]}
    assert by.difference(column, known, ()) == "forecasts has shape (2000, 1); expected (2000,)."
    assert "forecasts" in by.difference({}, known, ())


def test_two_replies_agree_where_their_forecasts_do(known):
    by, other = Forecasts("auc", 0.1), {"forecasts": known["forecasts"]}
    assert by.agrees({"forecasts": known["forecasts"].copy()}, other)
    assert not by.agrees({"forecasts": known["outcomes"]}, other)


def test_a_recorded_question_can_carry_it():
    assert from_data(to_data(Forecasts("auc", 0.02))) == Forecasts("auc", 0.02)


@pytest.mark.parametrize(("score", "function"), [("auc", auc), ("logloss", log_loss)])
def test_it_measures_the_score_that_it_judges(known, score, function):
    measured = Forecasts(score, 0.01).measure({"forecasts": known["baseline"]}, known)
    assert measured == {score: pytest.approx(function(known["baseline"], known["outcomes"]))}


@pytest.mark.parametrize("reply", [None, {}, {"forecasts": "high"}, {"forecasts": np.full(2000, np.nan)}])
def test_where_nothing_can_be_scored_nothing_is_measured(known, reply):
    assert Forecasts("logloss", 0.01).measure(reply, known) == {}


@pytest.mark.parametrize("score", ["auc", "logloss"])
def test_outcomes_that_a_reply_brings_along_are_not_read(known, score):
    by, forecasts = Forecasts(score, 0.01), 1 - known["outcomes"]
    honest, forged = {"forecasts": forecasts}, {"forecasts": forecasts, "outcomes": forecasts, "baseline": forecasts}
    assert by.difference(forged, known, ()) == by.difference(honest, known, ()) is not None
    assert by.measure(forged, known) == by.measure(honest, known)
