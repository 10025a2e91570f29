"""Both models forecast clicks better than a linear model, for new rows, one by one, and the same for the same seed."""

import numpy as np
import pytest

from solutions.baseline import logistic_regression_baseline, score
from solutions.click_data import generate_click_data
from solutions.click_models import fit_numpy, fit_pytorch

ROWS = ("X_train", "y_train", "X_val", "y_val")


@pytest.mark.parametrize("fit", [fit_numpy, fit_pytorch])
@pytest.mark.parametrize("seed", [1, 2])
def test_forecasts_are_better_than_a_linear_models_by_both_scores(fit, seed):
    data = generate_click_data(20_000, 12, seed)
    data |= {name: data[name][:7000] for name in ("X_train", "y_train")}
    predict = fit(*(data[name] for name in ROWS), seed)
    ours, linear = score(data["y_test"], predict(data["X_test"])), logistic_regression_baseline(data)
    assert ours["auc"] > linear["test_auc"] + 0.04
    assert ours["logloss"] < linear["test_logloss"] - 0.005


@pytest.mark.parametrize("fit", [fit_numpy, fit_pytorch])
def test_forecasts_are_probabilities_that_seed_and_row_decide(fit):
    data = generate_click_data(400, 12)
    rows = [data[name] for name in ROWS]
    before = [array.copy() for array in rows]
    predict, again, other = fit(*rows, 7), fit(*rows, 7), fit(*rows, 8)
    p = predict(data["X_test"])
    assert p.shape == (60,)
    assert p.min() >= 0
    assert p.max() <= 1
    np.testing.assert_array_equal(p, again(data["X_test"]))
    assert np.abs(p - other(data["X_test"])).max() > 1e-6
    np.testing.assert_allclose(predict(data["X_test"][::-1])[::-1], p, rtol=1e-5)
    np.testing.assert_allclose(predict(data["X_test"][:1]), p[:1], rtol=1e-5)
    for array, was in zip(rows, before, strict=True):
        np.testing.assert_array_equal(array, was)
