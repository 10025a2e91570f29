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


def probabilities(fit, task, seed):
    """The same, refused in words where no forecast is a probability that could be scored."""
    answer = forecasts(fit, task, seed)
    numbers = answer["forecasts"]
    if numbers.size and np.isin(numbers, (0.0, 1.0)).all():
        raise ValueRefused("all forecasts are 0 or 1, and these are decisions, not probabilities")
    if np.isfinite(numbers).all() and (numbers < 0).any() and (numbers > 1).any():
        raise ValueRefused(
            "some forecasts are negative and some above 1, so they are no probabilities. If these are logits, a "
            "sigmoid is missing in predict"
        )
    return answer


def shape_and_range(fit, task, seed):
    """The shape of the forecasts, also of a single one, and whether they could be probabilities."""
    X_test, predict = _fitted(fit, task, seed)
    answer, single = _telling(predict(X_test.copy())), _numbers(predict(X_test[:1].copy()))
    shapes = {"shape": list(answer.shape), "shape for one row": list(single.shape)}
    return {**shapes, "forecasts lie": _place(answer)}


def _place(numbers):
    """Where numbers lie, in words."""
    if not numbers.size or not np.isfinite(numbers).all():
        return "nowhere: there are none, or some are nan or infinite"
    if numbers.min() >= 0 and numbers.max() <= 1:
        return "between 0 and 1"
    beyond = ["below 0"] * bool(numbers.min() < 0) + ["above 1"] * bool(numbers.max() > 1)
    return f"also {' and '.join(beyond)}"


def two_fits(fit, task, seed):
    """How far the forecasts of two fits with one seed are apart."""
    X_test, predict = _fitted(fit, task, seed)
    answer = _telling(predict(X_test.copy()))
    return {"difference between two fits": _apart(answer, _fitted(fit, task, seed)[1](X_test))}


def two_seeds(fit, task, seed, other_seed):
    """Whether another seed gives other forecasts, and whether the first fit's `predict` then takes over the
    second's."""
    X_test, predict = _fitted(fit, task, seed)
    first, second = predict(X_test.copy()), _fitted(fit, task, other_seed)[1](X_test.copy())
    others = _apart(first, second) > 0
    newest = others and _apart(predict(X_test.copy()), second) == 0
    return {
        "forecasts with another seed": "others" if others else "the same",
        "predict of the first fit, asked later": "goes by the newest fit" if newest else "goes by its own fit",
    }


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
    changed = [name for name in before if not np.array_equal(rows[name], before[name])]
    return {"arrays that fit or predict has changed": ", ".join(changed) or "none"}


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
