"""The click task: its draw, its split, and what a linear model makes of it."""

import hashlib

import numpy as np
import pytest

from solutions.activations import sigmoid
from solutions.baseline import logistic_regression_baseline, score
from solutions.click_data import click_logit, generate_click_data
from solutions.network import MLPConfig, NumpyMLP


def test_the_split_is_70_15_15_and_the_draw_is_seeded():
    data = generate_click_data(1000, 12, seed=1)
    assert [len(data[f"y_{split}"]) for split in ("train", "val", "test")] == [700, 150, 150]
    assert data["X_val"].shape == (150, 12)
    assert set(np.unique(data["y_train"])) == {0.0, 1.0}
    again, other = generate_click_data(1000, 12, seed=1), generate_click_data(1000, 12, seed=2)
    for name in data:
        np.testing.assert_array_equal(data[name], again[name])
        assert not np.array_equal(data[name], other[name])


def test_the_draw_of_the_course_never_changes():
    data = generate_click_data()
    digest = hashlib.sha256(b"".join(np.round(array, 6).tobytes() for array in data.values())).hexdigest()
    assert digest[:16] == "7f1bff4112c9a973"


def test_the_logit_is_the_formula():
    x = np.arange(12) / 7
    by_hand = 0.5 * x[0] * x[1] - 0.3 * x[2] ** 2 + 0.8 * np.sin(np.pi * x[3]) + 0.4 * x[4] * x[5] - 0.2 * x[6]
    assert click_logit(x[np.newaxis])[0] == pytest.approx(by_hand + 0.1 * sum(x[7:12]))


def test_clicks_follow_their_probability():
    data = generate_click_data(200_000)
    p = sigmoid(click_logit(data["X_train"]))
    for low in (0.2, 0.4, 0.6):
        chosen = (p > low) & (p < low + 0.1)
        error = data["y_train"][chosen].mean() - p[chosen].mean()
        assert abs(error) < 4 * np.sqrt(0.25 / chosen.sum())


def test_data_and_first_weights_are_independent():
    W1 = NumpyMLP(MLPConfig([20, 64, 1], seed=42)).params["W1"]
    X = generate_click_data(seed=42)["X_train"]
    assert abs(np.corrcoef(W1.ravel(), X[:64].ravel())[0, 1]) < 0.1


def test_fewer_than_twelve_features_are_refused():
    with pytest.raises(ValueError, match=r"11.*at least 12"):
        generate_click_data(n_features=11)


def test_a_linear_model_sees_little_of_what_can_be_seen():
    data = generate_click_data()
    scores = logistic_regression_baseline(data)
    best = score(data["y_test"], sigmoid(click_logit(data["X_test"])))
    assert list(scores)[-2:] == ["test_auc", "test_logloss"]
    assert 0.5 < scores["test_auc"] < 0.6 < 0.7 < best["auc"]
    assert best["logloss"] < 0.6 < 0.65 < scores["test_logloss"] < 0.69
