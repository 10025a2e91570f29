"""What is asked of the two models: how good their forecasts are, and that they are forecasts at all.

**The questions.** 7000 rows to learn from, 1500 to choose by, 3000 to forecast, with 12 features, all of which matter:
so the gap between a linear model and a network is several times what luck makes of it. Rows and labels follow the law
of `generate_click_data`, but the columns come in another order and with other signs in every question: the formula,
which students know, forecasts nothing here, and a network does not mind. The class is asked one and the same secret
question per check (`pool = 1`), so that a leaderboard compares like with like.

**The judgement.** Forecasts are scored against the true probabilities of the test rows: the mean over all clicks that
could have happened, without the noise of those that did. These probabilities, and logistic regression's forecasts, are
drawn by `sheet` from the seed of the question, on the side that judges (`knows=`). They are no part of the question,
the probes do not know of them, and what a submission might send under their names is not read. The recorded questions
that students hold come with them, as with every recorded answer: those are for practice.

**The margins.** `python -m benchmarks.click_margins` trains right and wrong models on twelve questions per framework
and prints how far on the good side of the limits they end. Right ones (the references, and alternatives by plain
descent, momentum, Adam, with dropout, several widths, batches from 32 to 256) have at least 0.039 of room in AUC and
0.013 in log-loss. Logistic regression, and a network without hidden layers, lack at least 0.014 in AUC; in log-loss
they are about at the limit, so it takes both checks to refuse them. The references' networks lack 0.46 or more in
log-loss after 60 epochs, and over 2 after 200; the mildest of the overtrained mistakes lacks 0.08. In AUC these end on
either side of the limit: they are overconfident first of all. Forecasts are judged and not how they came about, so a
network that is too small to learn by heart is not refused for its last epoch.
"""

import numpy as np
from nncheck import Close, Exact, Forecasts
from sklearn.linear_model import LogisticRegression

from autograder.course import Twin, check
from solutions.activations import sigmoid
from solutions.click_data import click_logit
from solutions.click_models import fit_numpy, fit_pytorch

AUC = Forecasts("auc", margin=0.05)
LOG_LOSS = Forecasts("logloss", margin=0.022)
# The other framework's network need not be as good, but better than logistic regression, on every question.
OTHER_AUC = Forecasts("auc", margin=1.0)
OTHER_LOG_LOSS = Forecasts("logloss", margin=1.0)

N_TRAIN, N_VAL, N_TEST, N_FEATURES = 7000, 1500, 3000, 12


def drawn(rng, n_train, n_val, n_test, logit):
    """A task in the form of the probes, with all its rows and their true probabilities."""
    number = int(rng.integers(2**40))
    X = np.random.default_rng(number).normal(size=(n_train + n_val + n_test, N_FEATURES))
    columns, signs = rng.permutation(N_FEATURES), rng.choice([-1.0, 1.0], size=N_FEATURES)
    p = sigmoid(logit(X[:, columns] * signs))
    y = rng.binomial(1, p).astype(np.uint8)
    labels = {"y_train": y[:n_train], "y_val": y[n_train : n_train + n_val]}
    return {"rows": number, "n_features": N_FEATURES, "n_test": n_test, **labels}, X, p


def clicks(rng):
    """A task by the law of `generate_click_data`, and a seed."""
    task, _, _ = drawn(rng, N_TRAIN, N_VAL, N_TEST, click_logit)
    return task, int(rng.integers(10_000))


def sheet(rng):
    """What is known of the test rows of `clicks`: the true probabilities, and logistic regression's forecasts."""
    task, X, p = drawn(rng, N_TRAIN, N_VAL, N_TEST, click_logit)
    linear = LogisticRegression(max_iter=1000).fit(X[:N_TRAIN], task["y_train"]).predict_proba(X[-N_TEST:])[:, 1]
    return {"outcomes": p[-N_TEST:].astype(np.float32), "baseline": linear.astype(np.float32)}


def quick(rng):
    """A small task that is quickly learnt, and a seed: for whatever does not depend on how good the forecasts are."""
    task, _, _ = drawn(rng, 400, 150, 60, lambda X: 2 * X[:, 0] + 2 * X[:, 1])
    return task, int(rng.integers(10_000))


def by(fit):
    """A twin: the other framework's forecasts of the same rows."""

    def ask(task, seed):
        X = np.random.default_rng(task["rows"]).normal(size=(N_TRAIN + N_VAL + N_TEST, N_FEATURES))
        X_train, X_val, X_test = np.split(X, [N_TRAIN, N_TRAIN + N_VAL])
        return {
            "forecasts": fit(X_train, task["y_train"].astype(float), X_val, task["y_val"].astype(float), seed)(X_test)
        }

    return ask


QUICK_SHAPE = {"shape": [60], "shape for one row": [1], "forecasts lie": "between 0 and 1"}
ALL_AS_BEFORE = {"arrays that fit or predict has changed": "none"}
TWO_SEEDS = {"forecasts with another seed": "others", "predict of the first fit, asked later": "goes by its own fit"}
EACH_ALONE = dict.fromkeys(["asked again", "in reverse order", "every third row", "the first row alone"], 0.0)

RANKING_HINT = (
    "No linear model gets there: pairs and squares of features matter. Do rows keep their labels on the way? And an "
    "AUC far below 0.5 is one above it turned round: are these the probabilities that nobody clicks?"
)
SURE_HINT = "Watch the validation loss while the training loss falls. Whose weights does predict use in the end?"
SHAPE_HINT = "One probability of a click for each row. A sigmoid makes it of a logit."
SEED_HINT = "Weights and batches are drawn at random; each draw has to come from the seed."
OTHER_SEED_HINT = "seed is an argument: what does it decide in your code? And each predict has a network of its own."
ALONE_HINT = (
    "Whatever predict computes over all rows that it is given, a mean for example, makes them depend on each other."
)
LEFT_HINT = (
    "Arrays belong to whoever passed them. `X -= mean` and `X[:] = ...` write into one, `X = X - mean` does not."
)


# fit_numpy


@check(
    "fit_numpy",
    points=3,
    by=AUC,
    ask="forecasts",
    knows=sheet,
    twin=Twin(by(fit_pytorch), agrees=OTHER_AUC),
    hint=RANKING_HINT,
    hint_for="AUC",
)
def numpy_ranks_new_rows(rng):
    """On new rows, likely clicks get the higher forecasts: AUC above a linear model's, within 0.05 of the course's."""
    return clicks(rng)


@check(
    "fit_numpy",
    points=4,
    by=LOG_LOSS,
    ask="probabilities",
    knows=sheet,
    twin=Twin(by(fit_pytorch), agrees=OTHER_LOG_LOSS),
    hint=SURE_HINT,
    hint_for="log-loss",
)
def numpy_is_as_sure_as_it_may_be(rng):
    """On new rows, forecasts are good probabilities: log-loss below a linear model's, within 0.022 of the course's."""
    return clicks(rng)


@check(
    "fit_numpy",
    points=1,
    by=Exact(),
    ask="shape_and_range",
    twin=lambda *_: QUICK_SHAPE,
    hint=SHAPE_HINT,
    hint_for="expected",
)
def numpy_gives_probabilities(rng):
    """Forecasts have shape (n,) and lie between 0 and 1."""
    return quick(rng)


@check(
    "fit_numpy",
    points=1,
    by=Close(rtol=0, atol=1e-6),
    ask="two_fits",
    twin=lambda *_: {"difference between two fits": 0.0},
    hint=SEED_HINT,
    hint_for="expected",
)
def numpy_can_be_repeated(rng):
    """Two fits with the same seed give the same forecasts."""
    return quick(rng)


@check(
    "fit_numpy",
    points=1,
    by=Exact(),
    ask="two_seeds",
    twin=lambda *_: TWO_SEEDS,
    hint=OTHER_SEED_HINT,
    hint_for="expected",
    visibility="hidden",
)
def numpy_draws_from_its_seed(rng):
    """Another seed gives other forecasts, and what the first fit returned goes on forecasting by the first."""
    task, seed = quick(rng)
    return task, seed, seed + int(rng.integers(1, 100))


@check(
    "fit_numpy",
    points=1,
    by=Close(rtol=0, atol=1e-5),
    ask="row_by_row",
    twin=Twin(lambda *_: EACH_ALONE, agrees=Close(rtol=0, atol=1e-6)),
    hint=ALONE_HINT,
    hint_for="expected",
    visibility="hidden",
)
def numpy_takes_rows_by_themselves(rng):
    """A row's forecast does not depend on the rows that are asked about with it, nor on their order."""
    return quick(rng)


@check(
    "fit_numpy",
    points=1,
    by=Exact(),
    ask="what_is_left",
    twin=lambda *_: ALL_AS_BEFORE,
    hint=LEFT_HINT,
    hint_for="expected",
)
def numpy_changes_nothing(rng):
    """The arrays that fit and predict are given are afterwards what they were."""
    return quick(rng)


# fit_pytorch


@check(
    "fit_pytorch",
    points=3,
    by=AUC,
    ask="forecasts",
    knows=sheet,
    twin=Twin(by(fit_numpy), agrees=OTHER_AUC),
    hint=RANKING_HINT,
    hint_for="AUC",
)
def pytorch_ranks_new_rows(rng):
    """On new rows, likely clicks get the higher forecasts: AUC above a linear model's, within 0.05 of the course's."""
    return clicks(rng)


@check(
    "fit_pytorch",
    points=4,
    by=LOG_LOSS,
    ask="probabilities",
    knows=sheet,
    twin=Twin(by(fit_numpy), agrees=OTHER_LOG_LOSS),
    hint=SURE_HINT,
    hint_for="log-loss",
)
def pytorch_is_as_sure_as_it_may_be(rng):
    """On new rows, forecasts are good probabilities: log-loss below a linear model's, within 0.022 of the course's."""
    return clicks(rng)


@check(
    "fit_pytorch",
    points=1,
    by=Exact(),
    ask="shape_and_range",
    twin=lambda *_: QUICK_SHAPE,
    hint=SHAPE_HINT,
    hint_for="expected",
)
def pytorch_gives_probabilities(rng):
    """Forecasts have shape (n,) and lie between 0 and 1."""
    return quick(rng)


@check(
    "fit_pytorch",
    points=1,
    by=Close(rtol=0, atol=1e-6),
    ask="two_fits",
    twin=lambda *_: {"difference between two fits": 0.0},
    hint=SEED_HINT,
    hint_for="expected",
)
def pytorch_can_be_repeated(rng):
    """Two fits with the same seed give the same forecasts."""
    return quick(rng)


@check(
    "fit_pytorch",
    points=1,
    by=Exact(),
    ask="two_seeds",
    twin=lambda *_: TWO_SEEDS,
    hint=OTHER_SEED_HINT,
    hint_for="expected",
    visibility="hidden",
)
def pytorch_draws_from_its_seed(rng):
    """Another seed gives other forecasts, and what the first fit returned goes on forecasting by the first."""
    task, seed = quick(rng)
    return task, seed, seed + int(rng.integers(1, 100))


@check(
    "fit_pytorch",
    points=1,
    by=Close(rtol=0, atol=1e-5),
    ask="row_by_row",
    twin=Twin(lambda *_: EACH_ALONE, agrees=Close(rtol=0, atol=1e-6)),
    hint=f"{ALONE_HINT} And in train mode dropout draws anew each time.",
    hint_for="expected",
    visibility="hidden",
)
def pytorch_takes_rows_by_themselves(rng):
    """A row's forecast does not depend on the rows that are asked about with it, nor on their order."""
    return quick(rng)


@check(
    "fit_pytorch",
    points=1,
    by=Exact(),
    ask="what_is_left",
    twin=lambda *_: ALL_AS_BEFORE,
    hint=f"{LEFT_HINT} And torch.from_numpy does not copy.",
    hint_for="expected",
)
def pytorch_changes_nothing(rng):
    """The arrays that fit and predict are given are afterwards what they were."""
    return quick(rng)
