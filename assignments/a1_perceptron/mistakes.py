"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import numpy as np

from autograder.course import mistake


def _decide(x, w, b):
    return 1 if np.dot(w, x) + b >= 0 else 0


def _start(X, seed):
    return np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1])


def _train(X, y, lr, max_epochs, w, b, lr_b):
    """Passes over the rows, with a learning rate of its own for the bias."""
    for _ in range(max_epochs):
        clean = True
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            w, b = w + lr * error * x, b + lr_b * error
            clean = clean and error == 0
        if clean:
            break
    return w, b


def _signs(y):
    return np.where(np.asarray(y) == 1, 1, -1)


def _passes(X, y, max_epochs, w):
    """For each pass which rows moved the weights."""
    passes = []
    for _ in range(max_epochs):
        moved = []
        for x, sign in zip(X, _signs(y), strict=True):
            moved.append(bool(sign * (x @ w) <= 0))
            w = w + moved[-1] * sign * x
        passes.append(moved)
        if not any(moved):
            break
    return np.array(passes)


# perceptron_forward


@mistake("perceptron_forward", caught_by="points_on_the_boundary")
def the_boundary_counts_as_0(x, w, b):
    """Points exactly on the boundary get the wrong answer: the two comparisons with and without equality differ just
    there. Which side does the boundary belong to here?"""
    return int(np.dot(w, x) + b > 0)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def the_bias_is_left_out(x, w, b):
    """The bias seems to play no part, so that every boundary passes through the origin."""
    return int(np.dot(w, x) >= 0)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def the_bias_as_a_threshold(x, w, b):
    """This compares w.x with b, as with a threshold that has to be reached. A bias is added: it is the opposite of a
    threshold."""
    return int(np.dot(w, x) >= b)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def the_bias_once_for_each_feature(x, w, b):
    """The bias weighs d times too much beside w.x: it stands inside the sum over the features, or the products are
    averaged and not added up. It is added once, to the sum."""
    return int(np.sum(w * x + b) >= 0)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def minus_one_for_no(x, w, b):
    """Some books call the two classes -1 and 1. Here they are 0 and 1."""
    return 1 if np.dot(w, x) + b >= 0 else -1


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def the_sign_of_the_score(x, w, b):
    """This is the sign of the score, one of the three numbers -1, 0 and 1. The perceptron has two answers, 0 and 1, and
    gives one of them on the boundary too."""
    return int(np.sign(np.dot(w, x) + b))


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def yes_and_no_exchanged(x, w, b):
    """Every decision is the opposite one: which answer belongs to the side that w points to?"""
    return int(np.dot(w, x) + b < 0)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def the_score_itself(x, w, b):
    """This is the number w.x + b. A perceptron answers 0 or 1: one step is missing."""
    return np.dot(w, x) + b


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def a_probability(x, w, b):
    """A sigmoid gives a number between 0 and 1. The perceptron is older and plainer: it gives one of the two."""
    return 1 / (1 + np.exp(-(np.dot(w, x) + b)))


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def one_answer_for_each_feature(x, w, b):
    """There is an answer for each feature: the products w_j x_j were compared one by one. They are to be added up
    before anything is decided."""
    return np.where(w * x + b >= 0, 1, 0)


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def every_feature_must_agree(x, w, b):
    """Each feature is compared on its own, and all must say yes. The features are weighed against one another first: a
    sum, then one comparison."""
    return int(np.all(w * x + b >= 0))


@mistake("perceptron_forward", caught_by="points_on_both_sides")
def weights_of_length_one(x, w, b):
    """The weights are divided by their length and the bias is not, which moves the boundary. Nothing needs to be
    normalized for a sign."""
    return int(np.dot(w, x) / np.linalg.norm(w) + b >= 0)


@mistake("perceptron_forward", caught_by="nothing_but_a_bias")
def the_distance_from_the_boundary(x, w, b):
    """The distance from the boundary has the same sign as w.x + b, except where the weights are all 0: there is no
    boundary, and the division gives infinity or nan. A sign needs no division."""
    distance = np.clip((np.dot(w, x) + b) / np.linalg.norm(w), -1e9, 1e9)
    return int(abs(distance) < 1e9 and distance >= 0)


@mistake("perceptron_forward", caught_by="nothing_but_a_bias")
def the_angle_to_the_weights(x, w, b):
    """For an input of zeros, or weights of zeros, this says 0, and the bias is not heard. Is there a division by the
    lengths of w and x, as for an angle? Here there is none."""
    lengths = np.linalg.norm(w) * np.linalg.norm(x)
    return int((np.dot(w, x) + b) / lengths >= 0) if lengths else 0


@mistake("perceptron_forward", caught_by="any_number_of_features")
def two_features_only(x, w, b):
    """Only the first two features count. The plane has two, but d may be any number."""
    return int(w[0] * x[0] + w[1] * x[1] + b >= 0)


@mistake("perceptron_forward", caught_by="any_number_of_features")
def the_last_feature_is_missed(x, w, b):
    """The last feature plays no part: does the loop over the features end one too early?"""
    total = b
    for i in range(len(x) - 1):
        total += w[i] * x[i]
    return int(total >= 0)


@mistake("perceptron_forward", caught_by="points_close_to_the_boundary")
def the_score_is_cut_to_a_whole_number(x, w, b):
    """The score is made a whole number, by int() or round(), which makes 0 of -0.4, and only then compared. Compare
    first."""
    return 1 if int(np.dot(w, x) + b) >= 0 else 0


@mistake("perceptron_forward", caught_by="points_close_to_the_boundary")
def one_half_as_the_limit(x, w, b):
    """The score is compared with 0.5. That is the limit for a probability; a score has its limit at 0."""
    return int(np.dot(w, x) + b >= 0.5)


@mistake("perceptron_forward", caught_by="points_close_to_the_boundary")
def one_as_the_limit(x, w, b):
    """The score is compared with 1. That is one of the two answers; the score has its limit at 0."""
    return int(np.dot(w, x) + b >= 1)


@mistake("perceptron_forward", caught_by="points_close_to_the_boundary")
def a_tolerance_at_the_boundary(x, w, b):
    """A score just below 0 counts as a yes: there is a tolerance in the comparison. Compare with exactly 0."""
    return int(np.dot(w, x) + b > -1e-8)


@mistake("perceptron_forward", caught_by="nothing_but_a_bias")
def the_bias_without_its_sign(x, w, b):
    """A negative bias counts as if it were positive: its sign is lost, by `abs` or a square."""
    return int(np.dot(w, x) + abs(b) >= 0)


@mistake("perceptron_forward", caught_by="inputs_stay_as_they_were")
def products_written_into_x(x, w, b):
    """The products of weights and features are written into x, which belongs to the caller: `x *= w` and `x * w` are
    different things."""
    x *= w
    return int(x.sum() + b >= 0)


# perceptron_train


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def one_update_for_all_rows(X, y, lr=1.0, max_epochs=100, seed=42):
    """All rows are decided by the same weights, and one update is made for all of them together. The perceptron learns
    row by row: the next row meets the weights that the last one has left."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        errors = y - (X @ w + b >= 0)
        w, b = w + lr * errors @ X, b + lr * errors.sum()
        if not errors.any():
            break
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def twice_the_step(X, y, lr=1.0, max_epochs=100, seed=42):
    """Every step is twice as long as the rule says. A square that is differentiated has a factor 2; this rule is
    not the derivative of one."""
    return _train(X, y, 2 * lr, max_epochs, _start(X, seed), 0.0, 2 * lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_start_at_zero(X, y, lr=1.0, max_epochs=100, seed=42):
    """The weights seem to start at zero. Here they start with small random numbers, drawn as the docstring says, so
    that everybody gets the same ones."""
    return _train(X, y, lr, max_epochs, np.zeros(X.shape[1]), 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_bias_drawn_too(X, y, lr=1.0, max_epochs=100, seed=42):
    """One number too many is drawn: the bias starts at exactly 0, not at a small random number."""
    drawn = np.random.default_rng(seed).normal(0, 0.01, size=X.shape[1] + 1)
    return _train(X, y, lr, max_epochs, drawn[:-1], drawn[-1], lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_start_ten_times_as_large(X, y, lr=1.0, max_epochs=100, seed=42):
    """The first weights are ten times as large as asked. 0.01 is the standard deviation, which is what NumPy's `normal`
    takes; the variance is its square."""
    return _train(X, y, lr, max_epochs, 10 * _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_start_a_hundred_times_too_small(X, y, lr=1.0, max_epochs=100, seed=42):
    """The first weights are a hundred times too small: 0.01 was squared. NumPy's `normal` takes the standard deviation,
    and that is what the docstring names."""
    return _train(X, y, lr, max_epochs, 0.01 * _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_start_from_the_old_generator(X, y, lr=1.0, max_epochs=100, seed=42):
    """The first weights seem to come from `np.random.seed` and `np.random.normal`. That is NumPy's old generator, with
    other numbers for the same seed; the docstring names the new one."""
    start = np.random.RandomState(seed).normal(0, 0.01, size=X.shape[1])
    return _train(X, y, lr, max_epochs, start, 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_uniform_start(X, y, lr=1.0, max_epochs=100, seed=42):
    """The first weights are drawn evenly between -0.01 and 0.01. They should follow a normal distribution."""
    start = np.random.default_rng(seed).uniform(-0.01, 0.01, size=X.shape[1])
    return _train(X, y, lr, max_epochs, start, 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def decisions_without_the_bias(X, y, lr=1.0, max_epochs=100, seed=42):
    """The bias is learnt and then not used: while training, rows are decided by w.x alone."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        clean = True
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, 0.0)
            w, b = w + lr * error * x, b + lr * error
            clean = clean and error == 0
        if clean:
            break
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def every_mistake_adds(X, y, lr=1.0, max_epochs=100, seed=42):
    """Every mistaken row is added, whatever its label. A row that should have got a no has to push the weights the
    other way: what is the sign of the error there?"""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        clean = True
        for x, label in zip(X, y, strict=True):
            wrong = _decide(x, w, b) != label
            w, b = w + lr * wrong * x, b + lr * wrong
            clean = clean and not wrong
        if clean:
            break
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def bias_and_weights_exchanged(X, y, lr=1.0, max_epochs=100, seed=42):
    """Both are right, in the wrong order: the weights come first, then the bias."""
    w, b = _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)
    return b, w


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def the_wrong_way(X, y, lr=1.0, max_epochs=100, seed=42):
    """The weights move away from the rows that they should move towards: look at the sign of (label - decision)."""
    return _train(X, y, -lr, max_epochs, _start(X, seed), 0.0, -lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def a_bias_that_never_learns(X, y, lr=1.0, max_epochs=100, seed=42):
    """The bias comes back as 0: it has an update of its own, at every mistake."""
    return _train(X, y, lr, max_epochs, _start(X, seed), 0.0, 0.0)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def labels_of_another_book(X, y, lr=1.0, max_epochs=100, seed=42):
    """The label counts as -1 or 1 in the error, and the decision as 0 or 1, so that rightly decided rows of label 0
    move the weights too. Both must be from the same pair of numbers."""
    return _train(X, _signs(y), lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def only_ones_teach(X, y, lr=1.0, max_epochs=100, seed=42):
    """On a mistake the row is multiplied by its label, and nothing happens where the label is 0. Such a row has to push
    the weights away."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            if _decide(x, w, b) != label:
                w, b = w + lr * label * x, b + lr * label
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def every_row_teaches(X, y, lr=1.0, max_epochs=100, seed=42):
    """Every row moves the weights, decided rightly or not. The perceptron learns from its mistakes only."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        for x, sign in zip(X, _signs(y), strict=True):
            w, b = w + lr * sign * x, b + lr * sign
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def the_error_of_the_score(X, y, lr=1.0, max_epochs=100, seed=42):
    """The error is taken from the score w.x + b, before the step. That is another rule, least mean squares; here the
    error is label minus *decision*, and so -1, 0 or 1."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = np.clip(label - (np.dot(w, x) + b), -9, 9)
            w, b = w + lr * error * x, b + lr * error
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def rows_in_random_order(X, y, lr=1.0, max_epochs=100, seed=42):
    """The rows seem to be shuffled. That is often a good idea, but here they are asked for in their order."""
    rng = np.random.default_rng(seed)
    w, b = rng.normal(0, 0.01, size=X.shape[1]), 0.0
    for _ in range(max_epochs):
        order = rng.permutation(len(X))
        w, b = _train(X[order], y[order], lr, 1, w, b, lr)
    return w, b


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def the_mean_of_all_weights(X, y, lr=1.0, max_epochs=100, seed=42):
    """This is the mean of the weights over all steps, the averaged perceptron: a good relative, but asked for are the
    weights after the last step."""
    w, b, seen = _start(X, seed), 0.0, []
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            w, b = w + lr * error * x, b + lr * error
            seen.append(np.append(w, b))
    mean = np.mean(seen, axis=0)
    return mean[:-1], mean[-1]


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def learning_in_single_precision(X, y, lr=1.0, max_epochs=100, seed=42):
    """Right to about seven digits: somewhere the weights go through single precision. Here float64 comes in and float64
    is expected out."""
    return _train(X.astype(np.float32), y, lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def content_with_the_last_row(X, y, lr=1.0, max_epochs=100, seed=42):
    """The training ends after a pass whose *last* row was right. It may end only after a pass in which every row was:
    does the variable that you look at after the inner loop remember the rows before?"""
    w, b, error = _start(X, seed), 0.0, 0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            w, b = w + lr * error * x, b + lr * error
        if error == 0:
            break
    return w, b


@mistake("perceptron_train", caught_by="several_passes")
def always_to_the_end(X, y, lr=1.0, max_epochs=100, seed=42):
    """The number of passes is not max_epochs: where no line separates the rows, the training seems to go on beyond it.
    Use the argument."""
    return _train(X, y, lr, 100, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def one_pass_too_few(X, y, lr=1.0, max_epochs=100, seed=42):
    """One pass is missing at the end: how often does a loop over range(1, n) run?"""
    return _train(X, y, lr, max_epochs - 1, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def one_pass_too_many(X, y, lr=1.0, max_epochs=100, seed=42):
    """One pass is made more than asked: `<=` where `<` belongs, or a first pass before the loop."""
    return _train(X, y, lr, max_epochs + 1, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def errors_that_cancel(X, y, lr=1.0, max_epochs=100, seed=42):
    """The training ends after a pass with as many errors of -1 as of 1: the errors are summed with their signs, and the
    sum is 0 though there were mistakes. Count them."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        total = 0
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            w, b = w + lr * error * x, b + lr * error
            total += error
        if total == 0:
            break
    return w, b


@mistake("perceptron_train", caught_by="several_passes")
def content_with_one_mistake(X, y, lr=1.0, max_epochs=100, seed=42):
    """Training stops although the last pass had a mistake. It ends after a pass without any, not after one with few."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        mistakes = 0
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            w, b = w + lr * error * x, b + lr * error
            mistakes += abs(error)
        if mistakes <= 1:
            break
    return w, b


@mistake("perceptron_train", caught_by="exclusive_or_is_never_learnt")
def the_last_row_is_missed(X, y, lr=1.0, max_epochs=100, seed=42):
    """The last row is never looked at: does the loop over the rows end one too early?"""
    return _train(X[:-1], y[:-1], lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def one_pass_and_no_more(X, y, lr=1.0, max_epochs=100, seed=42):
    """The training ends after the first pass, whatever came of it. Is there a `return` or a `break` one step too far to
    the left or to the right?"""
    return _train(X, y, lr, 1, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="one_pass_row_by_row")
def the_first_right_row_ends_the_pass(X, y, lr=1.0, max_epochs=100, seed=42):
    """The pass ends with the first row that is right, and the rows after it are not looked at. To skip one row and to
    leave the loop are different words in Python."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - _decide(x, w, b)
            if error == 0:
                break
            w, b = w + lr * error * x, b + lr * error
    return w, b


@mistake("perceptron_train", caught_by="a_learning_rate_other_than_one")
def a_bias_without_learning_rate(X, y, lr=1.0, max_epochs=100, seed=42):
    """With lr = 1 all is well, with another the bias is off: its update is multiplied by lr too."""
    return _train(X, y, lr, max_epochs, _start(X, seed), 0.0, 1.0)


@mistake("perceptron_train", caught_by="a_learning_rate_other_than_one")
def no_learning_rate(X, y, lr=1.0, max_epochs=100, seed=42):
    """The learning rate changes nothing: it should multiply every update."""
    return _train(X, y, 1.0, max_epochs, _start(X, seed), 0.0, 1.0)


@mistake("perceptron_train", caught_by="a_learning_rate_other_than_one")
def a_start_times_the_learning_rate(X, y, lr=1.0, max_epochs=100, seed=42):
    """The learning rate scales the whole result, the first weights with it. Only updates are multiplied by lr."""
    w, b = _train(X, y, 1.0, max_epochs, _start(X, seed), 0.0, 1.0)
    return lr * w, lr * b


@mistake("perceptron_train", caught_by="a_gate_is_learnt")
def training_takes_the_boundary_for_0(X, y, lr=1.0, max_epochs=100, seed=42):
    """Wherever w.x + b is exactly 0, as for an input of zeros before the first update, the decision is taken as 0. It
    is 1, as in perceptron_forward."""
    w, b = _start(X, seed), 0.0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - int(np.dot(w, x) + b > 0)
            w, b = w + lr * error * x, b + lr * error
    return w, b


@mistake("perceptron_train", caught_by="a_gate_is_learnt")
def another_seed_where_none_is_given(X, y, lr=1.0, max_epochs=100, seed=0):
    """Without a seed the weights start from another one than 42."""
    return _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="a_gate_is_learnt")
def another_rate_where_none_is_given(X, y, lr=0.1, max_epochs=100, seed=42):
    """Without a learning rate the steps are a tenth of what they should be: lr is 1.0 where it is not given."""
    return _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="exclusive_or_is_never_learnt")
def more_passes_where_none_are_given(X, y, lr=1.0, max_epochs=1000, seed=42):
    """Where max_epochs is not given, far more than 100 passes are made. Keep the signature as it was."""
    return _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="exclusive_or_is_never_learnt")
def out_of_patience(X, y, lr=1.0, max_epochs=100, seed=42):
    """The training gives up when many passes have brought no success. It is asked to go on until max_epochs, and to
    return the weights of that moment."""
    return _train(X, y, lr, min(max_epochs, 20), _start(X, seed), 0.0, lr)


@mistake("perceptron_train", caught_by="several_passes")
def the_best_weights_so_far(X, y, lr=1.0, max_epochs=100, seed=42):
    """These are the weights that made the fewest mistakes on the way, the pocket algorithm. Asked for are the last
    ones."""
    w, b, fewest = _start(X, seed), 0.0, len(X)
    best = w, b
    for _ in range(max_epochs):
        w, b = _train(X, y, lr, 1, w, b, lr)
        mistakes = sum(label != _decide(x, w, b) for x, label in zip(X, y, strict=True))
        if mistakes <= fewest:
            best, fewest = (w, b), mistakes
    return best


@mistake("perceptron_train", caught_by="the_start_is_kept_where_nothing_is_wrong")
def always_the_same_seed(X, y, lr=1.0, max_epochs=100, seed=42):
    """The first weights are always the same ones: the argument `seed` is not used."""
    return _train(X, y, lr, max_epochs, _start(X, 42), 0.0, lr)


@mistake("perceptron_train", caught_by="the_data_are_left_alone")
def rows_turned_round(X, y, lr=1.0, max_epochs=100, seed=42):
    """Rows of label 0 are turned round in place, a neat trick for the rule, but X belongs to the caller and has changed
    after the call."""
    w, b = _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)
    X[np.asarray(y) == 0] *= -1
    return w, b


@mistake("perceptron_train", caught_by="the_data_are_left_alone")
def labels_overwritten(X, y, lr=1.0, max_epochs=100, seed=42):
    """Labels 0 became -1 in the caller's own array. Make a new one for labels in another form."""
    w, b = _train(X, y, lr, max_epochs, _start(X, seed), 0.0, lr)
    y[y == 0] = -1
    return w, b


# count_mistakes


@mistake("count_mistakes", caught_by="unit_vectors_of_one_label")
def zero_is_right_for_everybody(X, y, max_epochs=1000):
    """A score of exactly 0 counts as right, so that weights of zero are content with everything and never move."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        for x, sign in zip(X, _signs(y), strict=True):
            if sign * (x @ w) < 0:
                w, count = w + sign * x, count + 1
    return count


@mistake("count_mistakes", caught_by="unit_vectors_of_one_label")
def zero_is_right_for_label_1(X, y, max_epochs=1000):
    """A score of exactly 0 counts as right for label 1, as in perceptron_forward. The bound is about another rule: on
    the boundary nobody is right."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w >= 0)
            w, count = w + error * x, count + abs(error)
        if count == before:
            break
    return int(count)


@mistake("count_mistakes", caught_by="unit_vectors_of_one_label")
def zero_is_right_for_label_0(X, y, max_epochs=1000):
    """A score of exactly 0 counts as right for label 0. The bound is about a rule by which nobody is right on the
    boundary."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w > 0)
            w, count = w + error * x, count + abs(error)
        if count == before:
            break
    return int(count)


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def every_update_adds(X, y, max_epochs=1000):
    """Every mistaken row is added, also where the label is 0: those have to be subtracted, and so they are wrong again
    and again."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for x, sign in zip(X, _signs(y), strict=True):
            if sign * (x @ w) <= 0:
                w, count = w + x, count + 1
        if count == before:
            break
    return count


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def rows_wrong_at_the_end(X, y, max_epochs=1000):
    """These are the rows that are still decided wrongly when all is over: none, where the training succeeds. Asked for
    are the updates on the way."""
    w = np.zeros(X.shape[1])
    for moved in _passes(X, y, max_epochs, w):
        w = w + (moved * _signs(y)) @ X
    return int(np.sum(_signs(y) * (X @ w) <= 0))


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def one_pass_counted(X, y, max_epochs=1000):
    """Only the mistakes of the first pass are counted. Later passes make mistakes too."""
    return int(_passes(X, y, max_epochs, np.zeros(X.shape[1]))[0].sum())


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def the_last_pass_counted(X, y, max_epochs=1000):
    """The counter seems to start afresh in every pass, so that at the end it holds the last pass's mistakes: none,
    where all is learnt."""
    return int(_passes(X, y, max_epochs, np.zeros(X.shape[1]))[-1].sum())


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def passes_counted(X, y, max_epochs=1000):
    """These are passes, not mistakes: a pass may hold several."""
    return len(_passes(X, y, max_epochs, np.zeros(X.shape[1])))


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def passes_with_mistakes_counted(X, y, max_epochs=1000):
    """One is counted for each pass with a mistake in it. Count the updates themselves."""
    return int(_passes(X, y, max_epochs, np.zeros(X.shape[1])).any(axis=1).sum())


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def rows_counted_once(X, y, max_epochs=1000):
    """A row that is wrong in several passes is counted once. Every update counts."""
    return int(_passes(X, y, max_epochs, np.zeros(X.shape[1])).any(axis=0).sum())


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def with_a_bias(X, y, max_epochs=1000):
    """There is a bias at work. The bound is about boundaries through the origin, so the weights are alone here."""
    rows = np.column_stack([X, np.ones(len(X))])
    return int(_passes(rows, y, max_epochs, np.zeros(rows.shape[1])).sum())


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def labels_without_a_sign(X, y, max_epochs=1000):
    """The row is multiplied by its label, so that rows of label 0 never move the weights, and are wrong again and
    again. They have to be subtracted."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for x, label in zip(X, y, strict=True):
            if _signs(label) * (x @ w) <= 0:
                w, count = w + label * x, count + 1
        if count == before:
            break
    return count


@mistake("count_mistakes", caught_by="mistakes_until_all_is_right")
def counted_before_the_updates(X, y, max_epochs=1000):
    """All rows of a pass are decided by the weights from before the pass. The next row must meet the weights that the
    last one has left."""
    rows, count = _signs(y)[:, None] * X, 0
    w = np.zeros(X.shape[1])
    for _ in range(max_epochs):
        wrong = rows @ w <= 0
        if not wrong.any():
            break
        w, count = w + wrong @ rows, count + int(wrong.sum())
    return count


@mistake("count_mistakes", caught_by="no_more_passes_than_asked")
def passes_without_end(X, y, max_epochs=1000):
    """The number of passes is fixed, and max_epochs is not used."""
    return int(_passes(X, y, 1000, np.zeros(X.shape[1])).sum())


@mistake("count_mistakes", caught_by="no_more_passes_than_asked")
def a_pass_fewer_than_asked(X, y, max_epochs=1000):
    """One pass is missing where the passes are limited: how often does a loop over range(1, n) run?"""
    return int(_passes(X, y, max_epochs - 1, np.zeros(X.shape[1])).sum())


@mistake("count_mistakes", caught_by="no_more_passes_than_asked")
def a_pass_more_than_asked(X, y, max_epochs=1000):
    """One pass too many is made where the passes are limited: `<=` instead of `<`, or a first pass before the loop."""
    return int(_passes(X, y, max_epochs + 1, np.zeros(X.shape[1])).sum())


@mistake("count_mistakes", caught_by="no_more_passes_than_asked")
def a_hundred_passes_where_none_are_given(X, y, max_epochs=100):
    """Where max_epochs is not given, the passes end at 100. Keep the signature as it was: narrow margins take more."""
    return int(_passes(X, y, max_epochs, np.zeros(X.shape[1])).sum())


@mistake("count_mistakes", caught_by="rows_stay_as_they_were")
def rows_of_label_0_turned_round(X, y, max_epochs=1000):
    """Rows of label 0 are turned round in place, a neat trick for the rule, but X belongs to the caller and has changed
    after the call."""
    X[np.asarray(y) == 0] *= -1
    return int(_passes(X, np.ones(len(X)), max_epochs, np.zeros(X.shape[1])).sum())


@mistake("count_mistakes", caught_by="the_size_of_the_rows_does_not_matter")
def a_random_start(X, y, max_epochs=1000):
    """The weights start with small random numbers, as in perceptron_train. Next to large rows that hardly shows; next
    to tiny ones the start is large, and has to be unlearnt. The bound wants a start at exactly zero."""
    return int(_passes(X, y, max_epochs, 0.01 * np.random.default_rng(42).normal(size=X.shape[1])).sum())


@mistake("count_mistakes", caught_by="the_size_of_the_rows_does_not_matter")
def nearly_zero_is_wrong(X, y, max_epochs=1000):
    """Scores near 0 count as mistakes too, by a tolerance that is fixed. For small rows every score is near 0. Compare
    with exactly 0."""
    w, count = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = count
        for x, sign in zip(X, _signs(y), strict=True):
            if sign * (x @ w) <= 1e-9:
                w, count = w + sign * x, count + 1
        if count == before:
            break
    return count


# collapse_linear_layers


@mistake("collapse_linear_layers", caught_by="two_layers")
def the_product_in_reading_order(weights, biases):
    """The matrices are multiplied in the order in which the layers follow each other. Each layer is multiplied from the
    left to what came before: put the shapes beneath and see which order fits."""
    W, b = weights[0], biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ next_W, b @ next_W.T + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="two_layers")
def the_transpose(weights, biases):
    """This is the right matrix with rows and columns exchanged: the layer is applied as X W^T + b, so W has a row for
    each output."""
    W, b = weights[0].T, biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ next_W.T, b @ next_W.T + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="two_layers")
def only_the_last_bias(weights, biases):
    """The biases below the last layer are lost. What does the stack answer where the input is zero?"""
    W = weights[0]
    for next_W in weights[1:]:
        W = next_W @ W
    return W, biases[-1]


@mistake("collapse_linear_layers", caught_by="two_layers")
def the_last_bias_is_missing(weights, biases):
    """The last layer adds a bias of its own, and it is missing here."""
    W, b = weights[0], biases[0]
    for next_W in weights[1:]:
        W, b = next_W @ W, next_W @ b
    return W, b


@mistake("collapse_linear_layers", caught_by="two_layers")
def a_bias_with_two_axes(weights, biases):
    """The numbers are right, but the bias comes as a matrix with one row. A layer's bias has one axis, (n_L,)."""
    W, b = weights[0], biases[0][np.newaxis]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = next_W @ W, b @ next_W.T + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="two_layers")
def a_bend_between_the_layers(weights, biases):
    """Negative numbers seem to be cut to 0 between the layers. These layers have no activation, and with one they could
    not be merged at all."""
    W, b = weights[0], biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = next_W @ W, next_W @ np.maximum(b, 0) + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="two_layers")
def weights_and_bias_in_one_matrix(weights, biases):
    """Weights and bias come in one matrix, the bias as a last column. Right in its way; asked for are two arrays of
    shapes (n_L, n_0) and (n_L,)."""
    W, b = weights[0], biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = next_W @ W, next_W @ b + next_b
    return np.column_stack([W, b]), b


@mistake("collapse_linear_layers", caught_by="two_layers")
def a_product_in_single_precision(weights, biases):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    W, b = weights[0].astype(np.float32), biases[0]
    for next_W, next_b in zip(weights[1:], biases[1:], strict=True):
        W, b = next_W @ W, next_W @ b + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="four_layers")
def the_first_two_layers(weights, biases):
    """Only the first two layers are merged. A stack may be higher."""
    if len(weights) == 1:
        return weights[0], biases[0]
    return weights[1] @ weights[0], weights[1] @ biases[0] + biases[1]


@mistake("collapse_linear_layers", caught_by="four_layers")
def a_bias_through_one_layer(weights, biases):
    """A bias passes through the next layer only. But that layer's output goes on through all the layers above, and the
    bias with it."""
    W = weights[0]
    for next_W in weights[1:]:
        W = next_W @ W
    b = np.array(biases[-1])
    if len(weights) > 1:
        b = b + weights[-1] @ biases[-2]
    return W, b


@mistake("collapse_linear_layers", caught_by="a_stack_of_one_layer")
def two_layers_at_least(weights, biases):
    """The first two layers are merged before the loop begins, so for a stack of one layer it asks for a second one,
    which is not there."""
    W, b = weights[1] @ weights[0], weights[1] @ biases[0] + biases[1]
    for next_W, next_b in zip(weights[2:], biases[2:], strict=True):
        W, b = next_W @ W, next_W @ b + next_b
    return W, b


@mistake("collapse_linear_layers", caught_by="a_stack_of_one_layer")
def nothing_for_a_stack_of_one(weights, biases):
    """For a single layer the bias comes back as zeros: it seems to be added in the loop over the layers above only."""
    W, b = weights[0], np.zeros(len(biases[0]))
    for i, next_W in enumerate(weights[1:]):
        b = next_W @ (b + biases[0] if i == 0 else b) + biases[i + 1]
        W = next_W @ W
    return W, b


@mistake("collapse_linear_layers", caught_by="the_layers_are_left_alone")
def lists_used_up(weights, biases):
    """The layers are taken out of the caller's lists, which are empty afterwards. Look at them and leave them there."""
    W, b = weights.pop(0), biases.pop(0)
    while weights:
        next_W = weights.pop(0)
        W, b = next_W @ W, next_W @ b + biases.pop(0)
    return W, b


@mistake("collapse_linear_layers", caught_by="the_layers_are_left_alone")
def a_bias_summed_in_place(weights, biases):
    """`b += ...` adds into the array that the caller handed in as the last bias. The result is right, and the last
    layer has another bias than before."""
    W, b = np.eye(len(biases[-1])), biases[-1]
    for i in range(len(weights) - 1, -1, -1):
        if i < len(weights) - 1:
            b += W @ biases[i]
        W = W @ weights[i]
    return W, b
