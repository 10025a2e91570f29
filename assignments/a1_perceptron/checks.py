"""What is asked of the four functions, and how closely the answers must agree.

Decisions and counts of mistakes are whole numbers, and compared exactly. So no decision may hang on round-off, which is
below 1e-14: on drawn numbers every score w.x + b is further than 1e-11 from 0, and in training further than 1e-6.
Scores that are meant to be 0 are exactly 0 in every order of summation, since their terms are small multiples of 1/4.

Learnt weights are sums of some hundred rows of size 1 at most. In double precision correct codings differ by less than
1e-13; 1e-9 is asked once, and elsewhere 1e-3, so that an error costs its own point and not all of them. The first
weights are of size 0.01, which 1e-9 sees.

A stack of layers is a handful of matrix products: 1e-12 of the largest entry is a thousand times their round-off.
"""

from itertools import pairwise

import numpy as np
from nncheck import Close, Exact

from autograder.course import Twin, check
from solutions.twins import perceptron as twins

LEARNT = Close(rtol=1e-9, atol=1e-9)
ROUGH = Close(rtol=1e-3, atol=1e-3)
PRODUCTS = Close(rtol=1e-12, atol=1e-14, normwise=True)

# Hints about special cases are for other numbers than expected, not for an answer of another kind or an error.
IF_OTHERS = "values differ"
IF_OFF = "allowed difference"

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SEED = 42  # the usual one; another seed is another check


# perceptron_forward


def plane(rng, d, n):
    """n points of d features, weights and a bias of comparable sizes."""
    return 2 * rng.normal(size=(n, d)), rng.normal(size=d), float(rng.normal())


def moved(points, w, b, scores):
    """The points, moved along w to where w.x + b is what is wanted."""
    return points + np.outer((scores - b - points @ w) / (w @ w), w)


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="decisions",
    twin=twins.decisions,
    hint="One number from all features together, the bias added once, and only two possible answers.",
)
def points_on_both_sides(rng):
    """Ten points in the plane, none of them near the boundary."""
    while True:
        points, w, b = plane(rng, 2, 10)
        points = moved(points, w, b, rng.choice([-1, 1], size=10) * rng.uniform(1.1, 3.0, size=10))
        decisions = points @ w + b >= 0
        # The bias matters: left out, turned round, added once more, or beside weights of length one.
        scores = (points @ w, points @ w - b, points @ w + 2 * b, points @ w / np.linalg.norm(w) + b)
        alone = points * w + b >= 0
        others = [*(each >= 0 for each in scores), alone.all(axis=1), alone.any(axis=1)]
        if 3 <= decisions.sum() <= 7 and all(np.any(each != decisions) for each in others):
            return points, w, b


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="decisions",
    twin=twins.decisions,
    hint="Where w.x + b is exactly 0 the answer is settled too: read the first line of the docstring.",
    hint_for=IF_OTHERS,
)
def points_on_the_boundary(rng):
    """Points exactly on the boundary, and some beside it."""
    w = rng.choice([-2.0, -1.0, 1.0, 2.0], size=2)
    first = rng.permutation(np.arange(-4, 5))[:6] / 2
    scores = np.array([0.0, 0.0, 0.0, 0.0, 2.0, -2.0])
    return np.column_stack([first, (scores - w[0] * first) / w[1]]), w, 0.0


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="decisions",
    twin=twins.decisions,
    hint="Only the sign of w.x + b decides, however small the number is. Is anything rounded, or compared with not 0?",
    hint_for=IF_OTHERS,
    visibility="hidden",
)
def points_close_to_the_boundary(rng):
    """Points close to the boundary on both sides, two of them very close, and some further away."""
    points, w, _ = plane(rng, 2, 12)
    right = np.array([1e-10, 0.05, 0.2, 0.4, 0.7, 2.0])
    scores = rng.permutation(np.append(right, -right)) * rng.uniform(0.9, 1.1)
    return moved(points, w, 0.0, scores), w, 0.0


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="decisions",
    twin=twins.decisions,
    hint="x and w have d numbers, and d need not be 2.",
    hint_for=IF_OTHERS,
)
def any_number_of_features(rng):
    """Points with five to eight features."""
    while True:
        points, w, _ = plane(rng, int(rng.integers(5, 9)), 8)
        scores, first_two, last_missing = (points[:, :k] @ w[:k] for k in (len(w), 2, -1))
        changed = np.any((first_two >= 0) != (scores >= 0)) and np.any((last_missing >= 0) != (scores >= 0))
        if np.abs(scores).min() > 1.05 and changed:
            return points, w, 0.0


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="decisions_of_many",
    twin=twins.decisions,
    hint="Without weights, or without inputs, the bias alone decides. Is something divided by a length?",
    hint_for=IF_OTHERS,
    visibility="hidden",
)
def nothing_but_a_bias(rng):
    """Inputs of zeros, or weights of zeros: the bias decides alone."""
    points, weights = rng.normal(size=(2, 6, 3))
    points[:3], weights[3:] = 0.0, 0.0
    signs = np.array([1.0, -1.0, 1.0, 1.0, -1.0, -1.0])
    sizes = rng.uniform(0.3, 0.9, size=6)  # nothing remains of them in whole numbers
    sizes[2:4] += 1.0
    return points, weights, signs * sizes


@check(
    "perceptron_forward",
    points=1,
    by=Exact(),
    ask="changes_of_inputs",
    twin=lambda points, w, b: {
        "the number of inputs x that were changed": 0,
        "the number of weights that were changed": 0,
    },
    hint="`x *= w` writes into the caller's array; `x * w` makes a new one.",
    hint_for="changed",
)
def inputs_stay_as_they_were(rng):
    """x and w hold what they held before the call."""
    while True:
        points, w, b = plane(rng, 3, 6)
        scores = points @ w + b
        if np.abs(scores).min() > 0.1 and 2 <= np.sum(scores >= 0) <= 4:
            return points, w, b


# perceptron_train


def course(X, y, lr, max_epochs, seed):
    """A training: scores, errors (max_epochs, n), and after each pass the weights with the bias, and the rows wrong."""
    w, b = np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1]), 0.0
    scores, errors, learnt, wrong = [], [], [], []
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            scores.append(float(x @ w + b))
            errors.append(int(label) - int(scores[-1] >= 0))
            w, b = w + lr * errors[-1] * x, b + lr * errors[-1]
        learnt.append(np.append(w, b))
        wrong.append(int(np.sum((X @ w + b >= 0) != y)))
    return np.array(scores), np.array(errors).reshape(max_epochs, len(X)), np.array(learnt), wrong


def noisy(rng, n, lr=1.0):
    """Rows for one pass, with labels at random.

    Redrawn until no decision hangs on round-off, the pass and the one after it move the weights, for both labels, and
    leave the last row alone (so that its being right proves nothing), a row that is right comes before one that is
    wrong, and the bias ends far from 0.
    """
    while True:
        X, y = rng.normal(size=(n, 2)), rng.permutation(np.arange(n) % 2)
        scores, (errors, next_errors), learnt, _ = course(X, y, lr, 2, SEED)
        both = (errors == 1).any() and (errors == -1).any() and not errors[-1]
        wrong_after_right = errors[np.argmin(np.abs(errors)) :].any()
        sure = np.abs(scores).min() > 1e-4 and abs(learnt[0, -1]) > 0.9 * lr
        if sure and next_errors.any() and both and wrong_after_right:
            return X, y


def nearly_learnt(rng, n, passes):
    """Rows that a line nearly separates, so that some passes have few mistakes and none is without one.

    Redrawn until no decision hangs on round-off, and until each way to stop too early or too late shows in the weights,
    and in others than the next: all passes leave the last row alone, the second or a later one has a single mistake or
    errors that cancel, the best weights are neither the last ones nor those after a single mistake. The bias ends far
    from 0.
    """
    while True:
        X, normal = rng.normal(size=(n, 2)), rng.normal(size=2)
        distances = X @ normal / np.linalg.norm(normal) + rng.uniform(0.3, 0.8)
        y = (distances + rng.normal(0, 0.2, size=n) > 0).astype(int)
        scores, errors, learnt, wrong = course(X, y, 1.0, passes + 1, SEED)
        early, last = errors[: passes - 1], learnt[passes - 1]
        single, cancelled = np.abs(early).sum(axis=1) == 1, early.sum(axis=1) == 0
        best = passes - 1 - int(np.argmin(wrong[:passes][::-1]))  # of several, the last
        telling = single[1:].any() and cancelled[1:].any() and not (single | cancelled)[0] and not early[:, -1].any()
        if not telling or not errors.any(axis=1).all() or np.abs(scores).min() < 1e-4 or abs(last[-1]) < 0.9:
            continue
        stops = [*np.delete(learnt, passes - 1, axis=0) - last, learnt[best] - learnt[np.argmax(single)]]
        if best < passes - 1 and np.abs(stops).max(axis=1).min() > 0.1:
            return X, y


TRAINED = Twin(lambda *arguments: dict(zip(("w", "b"), twins.perceptron_train(*arguments), strict=True)))


@check(
    "perceptron_train",
    points=1,
    by=LEARNT,
    ask="weights_and_bias",
    twin=TRAINED,
    hint="Do one pass over three rows on paper. When do the weights change, and by how much?",
)
def one_pass_row_by_row(rng):
    """One pass over the rows, in their order, with learning rate 1."""
    return *noisy(rng, 8), 1.0, 1, SEED


@check(
    "perceptron_train",
    points=1,
    by=ROUGH,
    ask="weights_and_bias",
    twin=TRAINED,
    hint="max_epochs passes, unless one of them was without any mistake. Count a pass's mistakes, all of them.",
    hint_for=IF_OFF,
)
def several_passes(rng):
    """Six to nine passes over 24 rows, each with mistakes in it, one of them with a single one."""
    passes = int(rng.integers(6, 10))
    return *nearly_learnt(rng, 24, passes), 1.0, passes, SEED


@check(
    "perceptron_train",
    points=1,
    by=ROUGH,
    ask="weights_and_bias",
    twin=TRAINED,
    hint="Both updates are multiplied by lr; the first weights are not.",
    hint_for=IF_OFF,
)
def a_learning_rate_other_than_one(rng):
    """A learning rate between 0.2 and 0.6, or between 2 and 4."""
    lr = float(rng.choice([rng.uniform(0.2, 0.6), rng.uniform(2.0, 4.0)]))
    return *noisy(rng, 8, lr), lr, 1, SEED


@check(
    "perceptron_train",
    points=1,
    by=ROUGH,
    ask="weights_and_bias",
    twin=TRAINED,
    hint="Where w.x + b is exactly 0 the decision is 1. And where nothing else is given, lr is 1.0 and the seed 42.",
    hint_for=IF_OFF,
)
def a_gate_is_learnt(rng):
    """AND, OR, NAND or NOR of two inputs, the four rows in any order; nothing but X and y is given."""
    while True:
        gate = np.array([[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0], [1, 0, 0, 0]])[rng.integers(4)]
        order = rng.permutation(4)
        X, y = CORNERS[order], gate[order]
        if np.abs(gate_learnt(X, y, at_zero=1) - gate_learnt(X, y, at_zero=0)).max() > 0.5:
            return X, y


def gate_learnt(X, y, at_zero):
    """The weights and the bias where a score of exactly 0 counts as `at_zero`."""
    with_ones = np.column_stack([X, np.ones(4)])
    v = np.append(np.random.default_rng(SEED).normal(0, 0.01, size=2), 0.0)
    for _ in range(30):
        for x, label in zip(with_ones, y, strict=True):
            score = x @ v
            v = v + (label - (at_zero if score == 0 else int(score > 0))) * x
    return v


@check(
    "perceptron_train",
    points=1,
    by=ROUGH,
    ask="with_the_usual_passes",
    twin=lambda X, y, lr, seed: TRAINED.ask(X, y, lr, 100, seed),
    hint="Without success it ends after max_epochs passes, 100 where none are given, and returns the last weights.",
    hint_for=IF_OFF,
)
def exclusive_or_is_never_learnt(rng):
    """Exclusive or, each row twice with small shifts, and no word about max_epochs: training ends after 100 passes."""
    while True:
        order = rng.permutation(8)
        corners, gate = np.tile(CORNERS, (2, 1)), np.tile([0, 1, 1, 0], 2)
        X, y = (corners + rng.uniform(-0.2, 0.2, size=(8, 2)))[order], gate[order]
        scores, errors, learnt, wrong = course(X, y, 1.0, 100, SEED)
        still_moving = errors.any(axis=1).all() and np.abs(learnt[-1] - learnt[19]).max() > 0.1
        if np.abs(scores).min() > 1e-4 and still_moving and wrong[-1] == min(wrong):
            without_the_last, goes_on = course(X[:-1], y[:-1], 1.0, 100, SEED)[2], course(X, y, 1.0, 1000, SEED)[2]
            if min(np.abs(learnt[-1] - each[-1]).max() for each in (without_the_last, goes_on)) > 0.1:
                return X, y, 1.0, SEED


@check(
    "perceptron_train",
    points=1,
    by=LEARNT,
    ask="weights_and_bias",
    twin=TRAINED,
    hint="Rows that are decided rightly change nothing. So what comes back here is what you started with.",
    hint_for=IF_OFF,
    visibility="hidden",
)
def the_start_is_kept_where_nothing_is_wrong(rng):
    """The first weights, drawn with another seed, decide every row rightly."""
    seed = int(rng.integers(1000, 10_000))
    start = np.random.default_rng(seed).normal(0, 0.01, size=3)
    while True:
        X = rng.normal(size=(7, 3))
        y = (X @ start >= 0).astype(int)
        if np.abs(X @ start).min() > 1e-4 and 2 <= y.sum() <= 5:
            return X, y, 1.0, 20, seed


@check(
    "perceptron_train",
    points=1,
    by=Exact(),
    ask="data_after_training",
    twin=lambda X, y, lr: {"X after the call": X, "y after the call": y},
    hint="X and y belong to the caller: compute new arrays instead of changing them.",
    hint_for="after the call",
    visibility="hidden",
)
def the_data_are_left_alone(rng):
    """After the call X and y hold what they held before."""
    while True:
        X, w = rng.normal(size=(8, 2)), rng.normal(size=3)
        y = (X @ w[:2] + w[2] > 0).astype(int)
        lr = float(rng.choice([0.5, 2.0]))
        scores, errors, _, _ = course(X, y, lr, 100, SEED)
        if np.abs(scores).min() > 1e-4 and 2 <= y.sum() <= 6 and errors.any() and not errors[-1].any():
            return X, y, lr


# count_mistakes


def updates(X, y, max_epochs):
    """For each pass which rows moved the weights; and how near to 0 a score came that was not exactly 0."""
    w, passes, nearest = np.zeros(X.shape[1]), [], np.inf
    for _ in range(max_epochs):
        moved = []
        for x, sign in zip(X, 2 * y - 1, strict=True):
            score = sign * float(x @ w)
            nearest = min(nearest, abs(score) or nearest)
            moved.append(score <= 0)
            w = w + moved[-1] * sign * x
        passes.append(moved)
        if not any(moved):
            break
    return np.array(passes), nearest


def separable(rng, n=9, d=3):
    """Rows that a boundary through the origin separates, the first of them labelled 0; it takes several passes."""
    while True:
        X, w = rng.normal(size=(n, d)), rng.normal(size=d)
        y = (X @ w > 0).astype(int)
        passes, nearest = updates(X, y, 60)
        with_bias, _ = updates(np.column_stack([X, np.ones(n)]), y, 60)
        total, per_pass, ever = passes.sum(), passes.sum(axis=1), passes.any(axis=0).sum()
        others = {len(passes), len(passes) - 1, per_pass[0], ever, with_bias.sum(), int(np.abs(per_pass).max())}
        if y[0] == 0 and 2 < y.sum() < n - 2 and nearest > 1e-4 and 3 < len(passes) < 60 and total not in others:
            return X, y


def hardly_separable(rng):
    """Two rows that a boundary hardly separates: once turned round by their labels they are nearly opposite.

    They take 120 to 500 passes.
    """
    while True:
        y = rng.permutation([0, 1])
        turned = np.column_stack([[1, -1] * rng.uniform(0.5, 1.5, size=2), rng.uniform(0.002, 0.006, size=2)])
        X = (2 * y - 1)[:, np.newaxis] * turned
        passes, nearest = updates(X, y, 500)
        if nearest > 1e-6 and 120 < len(passes) < 500:
            return X, y


EACH_COUNT = Twin(lambda *datasets: [twins.count_mistakes(*each) for each in datasets])


@check(
    "count_mistakes",
    points=1,
    by=Exact(),
    ask="counts",
    twin=EACH_COUNT,
    hint="Every update counts, in all passes together, until a pass has none. There is no bias here.",
)
def mistakes_until_all_is_right(rng):
    """Three sets of rows that a boundary through the origin separates: mistakes until a pass without one."""
    return tuple(separable(rng) for _ in range(3))


@check(
    "count_mistakes",
    points=1,
    by=Exact(),
    ask="counts",
    twin=EACH_COUNT,
    hint="At the start every score is 0. On the boundary no row counts as right, whatever its label.",
    hint_for=IF_OTHERS,
)
def unit_vectors_of_one_label(rng):
    """The unit vectors e_1, ..., e_n, all with the same label."""
    n, m = rng.choice(np.arange(5, 20), size=2, replace=False).tolist()
    return (np.eye(n), np.ones(n, dtype=int)), (np.eye(m)[rng.permutation(m)], np.zeros(m, dtype=int))


@check(
    "count_mistakes",
    points=1,
    by=Exact(),
    ask="counts",
    twin=EACH_COUNT,
    hint="max_epochs is the number of passes at most, 1000 where none are given. Return what was counted until then.",
    hint_for=IF_OTHERS,
    visibility="hidden",
)
def no_more_passes_than_asked(rng):
    """Three sets of rows with one pass allowed, or two; and one that takes some hundred, with max_epochs left out."""
    return *((*separable(rng), passes) for passes in (1, 2, 1)), hardly_separable(rng)


@check(
    "count_mistakes",
    points=1,
    by=Exact(),
    ask="counts",
    twin=EACH_COUNT,
    hint="From a start at exactly zero, smaller rows give smaller weights and change no decision.",
    hint_for=IF_OTHERS,
    visibility="hidden",
)
def the_size_of_the_rows_does_not_matter(rng):
    """Unit vectors divided by some millions: still one mistake for each, since the start is exactly zero."""
    n = int(rng.integers(6, 16))
    return ((np.eye(n)[rng.permutation(n)] / float(rng.integers(2, 5) * 10**6), np.zeros(n, dtype=int)),)


@check(
    "count_mistakes",
    points=1,
    by=Exact(),
    ask="changes_of_rows",
    twin=lambda X, y: {"the number of rows of X that were changed": 0, "the number of labels that were changed": 0},
    hint="X and y belong to the caller: compute new arrays instead of changing them.",
    hint_for="changed",
)
def rows_stay_as_they_were(rng):
    """X and y hold what they held before the call."""
    return separable(rng)


# collapse_linear_layers


def layers(rng, *sizes):
    """Weights and biases of a stack of layers with these sizes, inputs first; the first bias has a negative entry."""
    weights = [rng.normal(size=(n_out, n_in)) for n_in, n_out in pairwise(sizes)]
    biases = [rng.normal(size=n) for n in sizes[1:]]
    biases[0][0] = -rng.uniform(0.5, 1.5)
    return weights, biases


def different_sizes(rng, count):
    return (2 + rng.permutation(6)[:count]).tolist()


def as_one_layer(weights, biases):
    """The twin of `one_layer`."""
    return dict(zip(("W", "b"), twins.collapse_linear_layers(weights, biases), strict=True))


@check(
    "collapse_linear_layers",
    points=1,
    by=PRODUCTS,
    ask="one_layer",
    twin=as_one_layer,
    hint="Write the second layer's output as a function of X, multiply out, and put the shapes beneath.",
)
def two_layers(rng):
    """Two layers of three different sizes."""
    return layers(rng, *different_sizes(rng, 3))


@check(
    "collapse_linear_layers",
    points=1,
    by=ROUGH,
    ask="one_layer",
    twin=as_one_layer,
    hint="A layer's bias passes through every layer above it, not only through the next.",
    hint_for=IF_OTHERS,
)
def four_layers(rng):
    """Four layers of the same size, where every order of the factors fits."""
    return layers(rng, *[int(rng.integers(3, 6))] * 5)


@check(
    "collapse_linear_layers",
    points=1,
    by=ROUGH,
    ask="one_layer",
    twin=as_one_layer,
    hint="One layer is a stack too.",
    visibility="hidden",
)
def a_stack_of_one_layer(rng):
    """A single layer is what it is."""
    return layers(rng, *different_sizes(rng, 2))


@check(
    "collapse_linear_layers",
    points=1,
    by=Exact(),
    ask="layers_after_the_call",
    twin=lambda weights, biases: {"weights after the call": weights, "biases after the call": biases},
    hint="`b += ...` changes the array that b is a name of, and `pop` the caller's list.",
    hint_for="after the call",
    visibility="hidden",
)
def the_layers_are_left_alone(rng):
    """After the call both lists, and the arrays in them, are what they were."""
    n = int(rng.integers(2, 6))  # of one shape, so that a result fits into every array
    return layers(rng, n, n, n)
