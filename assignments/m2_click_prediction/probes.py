"""How the two models are asked: they are trained here, on rows that nobody has seen, and then have to forecast others.

The rows are drawn from a number in the question, the labels of those to learn from and to choose by come with it. What
came true on the test rows is not in the question, not in this file, and not in the process that runs `fit`.
"""

import numpy as np
from nncheck.values import ValueRefused


def forecasts(fit, task, seed):
    """Forecasts of the test rows, which `predict` sees once `fit` has returned."""
    X_test, predict = _fitted(fit, task, seed)
    answer = _numbers(predict(X_test.copy()))
    return {"forecasts": answer.ravel() if answer.size == len(X_test) else answer}


def shape_and_range(fit, task, seed):
    """The shape of the forecasts, also of a single one, and whether they could be probabilities."""
    X_test, predict = _fitted(fit, task, seed)
    answer, single = _telling(predict(X_test.copy())), _numbers(predict(X_test[:1].copy()))
    inside = answer.size and np.isfinite(answer).all() and answer.min() >= 0 and answer.max() <= 1
    shapes = {"shape": list(answer.shape), "shape for one row": list(single.shape)}
    return {**shapes, "between 0 and 1": "yes" if inside else "no"}


def two_fits(fit, task, seed):
    """How far the forecasts of two fits with one seed are apart."""
    X_test, predict = _fitted(fit, task, seed)
    answer = _telling(predict(X_test.copy()))
    return {"difference between two fits": _apart(answer, _fitted(fit, task, seed)[1](X_test))}


def two_seeds(fit, task, seed, other_seed):
    """Whether another seed gives other forecasts."""
    X_test, predict = _fitted(fit, task, seed)
    apart = _apart(predict(X_test.copy()), _fitted(fit, task, other_seed)[1](X_test))
    return {"forecasts with another seed": "others" if apart > 0 else "the same"}


def row_by_row(fit, task, seed):
    """How far a forecast depends on the rows that are asked about together with it."""
    X_test, predict = _fitted(fit, task, seed)
    at_once = _telling(predict(X_test.copy())).ravel()
    turned, some, single = np.arange(len(X_test))[::-1], np.arange(0, len(X_test), 3), np.arange(1)
    return {
        "asked again": _apart(predict(X_test.copy()), at_once),
        "in reverse order": _apart(predict(X_test[turned]), at_once[turned]),
        "every third row": _apart(predict(X_test[some]), at_once[some]),
        "the first row alone": _apart(predict(X_test[single]), at_once[single]),
    }


def what_is_left(fit, task, seed):
    """The caller's arrays after fitting and forecasting."""
    rows = _rows(task)
    before = {name: array.copy() for name, array in rows.items()}
    predict = fit(*(rows[name] for name in FITTED), seed)
    _telling(predict(rows["X_test"]))
    return {name: "as it was" if np.array_equal(rows[name], before[name]) else "changed" for name in before}


FITTED = ("X_train", "y_train", "X_val", "y_val")


def _fitted(fit, task, seed):
    """The test rows, and what `fit` returns about the others."""
    rows = _rows(task)
    X_test = rows.pop("X_test")
    predict = fit(*(rows[name] for name in FITTED), seed)
    if not callable(predict):
        raise ValueRefused(f"it should be a function that forecasts, and is of type {type(predict).__name__}")
    return X_test, predict


def _rows(task):
    n_train, n_val = len(task["y_train"]), len(task["y_val"])
    X = np.random.default_rng(task["rows"]).normal(size=(n_train + n_val + task["n_test"], task["n_features"]))
    X_train, X_val, X_test = np.split(X, [n_train, n_train + n_val])
    y_train, y_val = task["y_train"].astype(float), task["y_val"].astype(float)
    return {
        "X_train": X_train.copy(),
        "y_train": y_train,
        "X_val": X_val.copy(),
        "y_val": y_val,
        "X_test": X_test.copy(),
    }


def _numbers(answer):
    """An array of floats, from what may be a tensor or a list."""
    if answer is None:
        raise ValueRefused("predict returned None")
    return np.asarray(answer.detach().numpy() if hasattr(answer, "detach") else answer, dtype=float)


def _telling(answer):
    """The same, refused where every row gets the same: a constant keeps every promise and forecasts nothing."""
    numbers = _numbers(answer)
    if numbers.size > 1 and (numbers == numbers.flat[0]).all():
        raise ValueRefused("every row gets the same forecast")
    return numbers


def _apart(answer, other):
    first, second = _numbers(answer).ravel(), _numbers(other).ravel()
    if first.size != second.size:
        raise ValueRefused("predict should give one number for each row, and gives more or fewer")
    return round(float(np.abs(first - second).max()), 7)
