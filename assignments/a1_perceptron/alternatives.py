"""Right answers in other styles: every one passes every check."""

import itertools
import math
from functools import reduce

import numpy as np

from autograder.course import alternative


def _score(x, w, b):
    return sum(each * weight for each, weight in zip(x, w, strict=True)) + b


# perceptron_forward


@alternative("perceptron_forward")
def forward_by_dot(x, w, b):
    """np.dot, and a truth value made a whole number."""
    return int(np.dot(w, x) + b >= 0)


@alternative("perceptron_forward")
def forward_by_a_branch(x, w, b):
    """A loop over the features, the bias first, and a branch."""
    total = b
    for each, weight in zip(x, w, strict=True):
        total += weight * each
    if total < 0:
        return 0
    return 1


@alternative("perceptron_forward")
def forward_by_one_product(x, w, b):
    """The bias is the weight of one more feature that is always 1; the answer is a truth value."""
    return np.append(x, 1.0) @ np.append(w, b) >= 0


@alternative("perceptron_forward")
def forward_by_heaviside(x, w, b):
    """NumPy's step function, which is told what to be at 0; the answer is a float."""
    return np.heaviside(np.sum(x * w) + b, 1.0)


@alternative("perceptron_forward")
def forward_by_lists(x, w, b):
    """Plain Python numbers, summed without round-off."""
    terms = [*(np.asarray(x) * np.asarray(w)).tolist(), float(b)]
    return 1 if math.fsum(terms) >= 0 else 0


@alternative("perceptron_forward")
def forward_by_a_threshold(x, w, b):
    """The bias on the other side, as a threshold for w.x."""
    return np.where(np.einsum("i,i", x, w) >= -b, 1, 0)


@alternative("perceptron_forward")
def forward_by_recursion(x, w, b):
    """One feature after the other goes into the bias, until none is left."""

    def decided(x, w, b):
        return decided(x[1:], w[1:], b + x[0] * w[0]) if len(x) else int(b >= 0)

    return decided(x, w, b)


# perceptron_train


@alternative("perceptron_train")
def train_with_the_bias_as_a_weight(X, y, lr=1.0, max_epochs=100, seed=42):
    """One vector of weights for the rows with a 1 at their end."""
    rows = np.column_stack([X, np.ones(len(X))])
    v = np.append(np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1]), 0.0)
    for _ in range(max_epochs):
        right = True
        for row, label in zip(rows, y, strict=True):
            decision = 1 if row @ v >= 0 else 0
            if decision != label:
                right = False
                v += lr * (label - decision) * row
        if right:
            return v[:-1], v[-1]
    return v[:-1], v[-1]


@alternative("perceptron_train")
def train_with_signs(X, y, lr=1.0, max_epochs=100, seed=42):
    """Labels -1 and 1: on a mistake the row is added or subtracted."""
    w = 0.01 * np.random.default_rng(seed).standard_normal(X.shape[1])
    b = 0.0
    signs = np.where(np.asarray(y) > 0, 1, -1)
    for _ in range(max_epochs):
        before = w.copy(), b
        for x, sign in zip(X, signs, strict=True):
            if (1 if w.dot(x) + b >= 0 else -1) != sign:
                w, b = w + lr * sign * x, b + lr * sign
        if np.array_equal(before[0], w) and before[1] == b:
            break
    return w, b


@alternative("perceptron_train")
def train_without_stopping(X, y, lr=1.0, max_epochs=100, seed=42):
    """All passes are made: one without a mistake changes nothing, and neither do those after it."""
    w, b = np.random.default_rng(seed).normal(scale=0.01, size=len(X[0])), 0.0
    for _ in range(max_epochs):
        for i in range(len(X)):
            error = y[i] - (np.sum(w * X[i]) + b >= 0)
            w = w + lr * error * X[i]
            b += lr * error
    return [w, b]


@alternative("perceptron_train")
def train_in_plain_python(X, y, lr=1.0, max_epochs=100, seed=42):
    """Lists and numbers; NumPy draws the first weights only."""
    rows, labels = np.asarray(X).tolist(), np.asarray(y).tolist()
    w = np.random.default_rng(seed).normal(0, 0.01, size=len(rows[0])).tolist()
    b, epoch, mistakes = 0.0, 0, 1
    while mistakes and epoch < max_epochs:
        mistakes = 0
        for row, label in zip(rows, labels, strict=True):
            error = label - (_score(row, w, b) >= 0)
            if error:
                mistakes += 1
                w = [weight + lr * error * each for weight, each in zip(w, row, strict=True)]
                b += lr * error
        epoch += 1
    return w, b


@alternative("perceptron_train")
def train_by_counting_how_often(X, y, lr=1.0, max_epochs=100, seed=42):
    """It is remembered how often each row has moved the weights; the weights are computed from that."""
    start = np.random.default_rng(seed).normal(0.0, 0.01, X.shape[1])
    times = np.zeros(len(X))
    for _ in range(max_epochs):
        clean = True
        for i, x in enumerate(X):
            score = x @ start + lr * np.sum(times * (X @ x + 1))
            error = y[i] - int(score >= 0)
            times[i] += error
            clean = clean and error == 0
        if clean:
            break
    return start + lr * times @ X, np.array([lr * times.sum()])


class _Learner:
    """Weights and a bias that change when they are wrong."""

    def __init__(self, w, lr):
        self.w, self.b, self.lr = w, np.zeros(()), lr

    def learns_from(self, x, label):
        error = label - np.heaviside(np.vdot(self.w, x) + self.b, 1)
        self.w, self.b = self.w + self.lr * error * x, self.b + self.lr * error
        return error != 0


@alternative("perceptron_train")
def train_by_an_object(X, y, lr=1.0, max_epochs=100, seed=42):
    """An object holds the weights, and says of each row whether it learnt; the bias is an array without axes."""
    learner = _Learner(np.random.Generator(np.random.PCG64(seed)).normal(0, 0.01, size=(X.shape[1],)), lr)
    for _ in range(max_epochs):
        if sum(learner.learns_from(x, label) for x, label in zip(X, y, strict=True)) == 0:
            break
    return learner.w, learner.b


@alternative("perceptron_train")
def train_from_mistake_to_mistake(X, y, lr=1.0, max_epochs=100, seed=42):
    """All rows that are left are decided at once, and the first mistake among them is the next one."""
    w, b = np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1]), 0
    for _ in range(max_epochs):
        i, before = 0, w
        while (wrong := np.flatnonzero((X[i:] @ w + b >= 0) != (y[i:] == 1))).size:
            i += wrong[0] + 1
            step = lr if y[i - 1] == 1 else -lr
            w, b = w + step * X[i - 1], b + step
        if w is before:
            break
    return w, b


# count_mistakes


@alternative("count_mistakes")
def count_on_signed_rows(X, y, max_epochs=1000):
    """Rows of label 0 are turned round: then every product should be positive."""
    rows = X * np.where(np.asarray(y) == 1, 1, -1)[:, None]
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for row in rows:
            if not row @ w > 0:
                w = w + row
                count += 1
        if count == before:
            return count
    return count


@alternative("count_mistakes")
def count_by_two_branches(X, y, max_epochs=1000):
    """One branch for each label."""
    w = np.zeros(len(X[0]))
    mistakes = []
    for epoch in range(max_epochs):
        for i, x in enumerate(X):
            if y[i] == 1 and np.dot(w, x) <= 0:
                w += x
                mistakes.append((epoch, i))
            elif y[i] == 0 and np.dot(w, x) >= 0:
                w -= x
                mistakes.append((epoch, i))
        if not mistakes or mistakes[-1][0] != epoch:
            break
    return len(mistakes)


@alternative("count_mistakes")
def count_in_an_endless_row(X, y, max_epochs=1000):
    """The rows follow one another in a circle, until as many as there are were right."""
    n, w, count, right = len(X), 0 * np.asarray(X[0], dtype=float), 0, 0
    for i in itertools.islice(itertools.cycle(range(n)), n * max_epochs):
        sign = 2 * int(y[i]) - 1
        wrong = sign * (w @ X[i]) <= 0
        w, count, right = w + wrong * sign * X[i], count + wrong, 0 if wrong else right + 1
        if right == n:
            break
    return count


@alternative("count_mistakes")
def count_by_inner_products(X, y, max_epochs=1000):
    """Only the rows' inner products are used, and how often each row was added; the count is the sum of that."""
    signs = 2.0 * np.asarray(y) - 1
    products = (X @ X.T) * np.outer(signs, signs)
    times = np.zeros(len(X), dtype=int)
    for _ in range(max_epochs):
        before = times.sum()
        for i in range(len(X)):
            times[i] += products[i] @ times <= 0
        if times.sum() == before:
            break
    return times.sum()


def _mistakes_by_pass(rows):
    """Mistakes in one pass after the other, without end."""
    w = [0.0] * len(rows[0])
    while True:
        made = 0
        for row in rows:
            if math.fsum(each * weight for each, weight in zip(row, w, strict=True)) <= 0:
                w = [weight + each for each, weight in zip(row, w, strict=True)]
                made += 1
        yield made


@alternative("count_mistakes")
def count_by_a_generator(X, y, max_epochs=1000):
    """A generator makes passes as long as somebody asks; plain Python numbers."""
    rows = [row if label else [-each for each in row] for row, label in zip(X.tolist(), y.tolist(), strict=True)]
    passes = itertools.islice(_mistakes_by_pass(rows), max_epochs)
    return sum(itertools.takewhile(lambda made: made > 0, passes))


# collapse_linear_layers


@alternative("collapse_linear_layers")
def collapse_from_below(weights, biases):
    """Layer by layer, inputs first."""
    W, b = weights[0], biases[0]
    for i in range(1, len(weights)):
        W = weights[i] @ W
        b = weights[i] @ b + biases[i]
    return W, b


@alternative("collapse_linear_layers")
def collapse_from_above(weights, biases):
    """Outputs first: each bias is multiplied by all that lies above it."""
    W = np.eye(len(biases[-1]))
    b = np.zeros(len(biases[-1]))
    for each, bias in zip(weights[::-1], biases[::-1], strict=True):
        b = b + W @ bias
        W = W @ each
    return W, b


@alternative("collapse_linear_layers")
def collapse_by_recursion(weights, biases):
    """All layers but the last become one, by the same function again."""

    def merged(count):
        if count == 1:
            return weights[0], biases[0]
        W, b = merged(count - 1)
        return weights[count - 1].dot(W), b.dot(weights[count - 1].T) + biases[count - 1]

    return merged(len(weights))


@alternative("collapse_linear_layers")
def collapse_by_asking_the_stack(weights, biases):
    """The stack's answers to zero and to the unit vectors."""

    def stack(A):
        for W, b in zip(weights, biases, strict=True):
            A = A @ W.T + b
        return A

    n_inputs = weights[0].shape[1]
    b = stack(np.zeros(n_inputs))
    return (stack(np.eye(n_inputs)) - b).T, b


@alternative("collapse_linear_layers")
def collapse_by_homogeneous_coordinates(weights, biases):
    """Weights and bias in one matrix, with a last row 0 ... 0 1; a product of such matrices."""
    blocks = [
        np.block([[W, b[:, np.newaxis]], [np.zeros((1, W.shape[1])), np.ones((1, 1))]])
        for W, b in zip(weights, biases, strict=True)
    ]
    product = reduce(lambda below, above: above @ below, blocks)
    return product[:-1, :-1], product[:-1, -1]


@alternative("collapse_linear_layers")
def collapse_by_einsum(weights, biases):
    """Sums over named indices, results as nested lists."""
    W, b = np.array(weights[0]), np.array(biases[0])
    for above, bias in list(zip(weights, biases, strict=True))[1:]:
        W, b = np.einsum("kj,ji->ki", above, W), np.einsum("kj,j->k", above, b) + bias
    return W.tolist(), b.tolist()


@alternative("collapse_linear_layers")
def collapse_by_products_from_above(weights, biases):
    """For every bias the product of all that lies above it, each made afresh."""

    def product(factors):
        return np.linalg.multi_dot(factors) if len(factors) > 1 else factors[0]

    b = biases[-1].copy()
    for i in range(len(biases) - 1):
        b += biases[i] @ product(weights[:i:-1]).T
    return product(weights[::-1]), b
