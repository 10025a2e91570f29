"""What is asked of the eleven functions, and how closely the answers must agree.

Tolerance: correct codings of the activations and of their gradients differ by less than 1e-14 + 1e-12 |value| where
|z| <= 14, measured against 50-digit values. A relative tolerance alone would not do: in `1 - tanh(z)**2` all leading
digits cancel for large |z|. Far out every function is 0, 1 or z to the last digit, so the same tolerance holds there.

Checks that look at one thing only (a zero, a shape) are rougher, so that an inexact formula costs its own point and not
all of them. What a call leaves behind is asked without its result: z as it was, to 1e-9 of its size, and no number of
the result changed afterwards.
"""

import numpy as np
import torch
from nncheck import Close

from autograder.course import Twin, check
from solutions import twins

NEAR = Close(rtol=1e-12, atol=1e-14)
ROUGH = Close(rtol=1e-6, atol=1e-6)
UNTOUCHED = Close(rtol=1e-9, atol=0)
# Both numbers to 0.001, as the exercise asks: reached by 10 000 points on the longest interval drawn here (19).
THREE_DECIMALS = Close(rtol=0, atol=1e-3)
# Which hill: half a step of a hundred is at most 0.08.
WHICH_ONE = Close(rtol=0, atol=0.1)

FAR_HINT = "NumPy evaluates both branches of np.where, and inf / inf or 0 * inf is nan; keep exp's argument negative."
IF_NAN = "nan or infinite"
ZERO_HINT = "Follow a zero through your code: which branch does it take, and is anything divided by it?"
IF_ZERO = "(where the input is 0)"
SHAPE_HINT = "Work on the whole array at once, or give the result the shape of z."
IF_SHAPE = "shape"
INPUT_HINT = "z still belongs to the caller: compute into a new array."
IF_INPUT = "z after"
IF_OFF = "allowed difference"


def everyday(rng, *shape):
    """Pre-activations as a healthy network has them: both signs, none of them 0."""
    z = rng.uniform(0.1, 3.0, size=shape)
    z *= rng.choice([-1.0, 1.0], size=shape)
    z.flat[:2] = -rng.uniform(2.6, 2.8), rng.uniform(2.6, 2.8)
    return rng.permutation(z.ravel()).reshape(shape)


def further_out(rng):
    """Everyday values, and some further out on both sides, where nothing but relu is 0, 1 or z yet."""
    low, high = [3.2, 5.0, 10.5], [5.0, 10.0, 14.0]
    return rng.permutation(np.concatenate([everyday(rng, 8), rng.uniform(low, high), -rng.uniform(low, high)]))


def far_out(rng):
    """Some values where functions saturate, and some where exp overflows, up to 800 on both sides; all in eighths.

    Thirteen, so that there are never as many on one side as on the other: turned round, they are other values.
    """
    tails = np.concatenate([rng.uniform(40, 60, size=7), rng.uniform(710, 800, size=4)])
    tails = np.append(np.round(8 * tails) / 8, [800.0, 800.0])
    negative = int(rng.integers(2, 6))  # of the first seven
    signs = np.concatenate([-np.ones(negative), np.ones(7 - negative), np.tile([-1.0, 1.0], 3)])
    return rng.permutation(tails * signs)


def with_zeros(rng):
    """Everyday values, two zeros, a -0, and two values that are nearly 0."""
    small = rng.uniform(3e-4, 9e-4, size=2) * [1.0, -1.0]
    return rng.permutation(np.concatenate([everyday(rng, 7), [0.0, 0.0, -0.0], small]))


def two_inputs(rng):
    """Everyday values, and some that are positive: relu changes none of these."""
    return everyday(rng, 9), np.abs(everyday(rng, 6))


def also_large(rng, low, high):
    """As `two_inputs`, with one value on each side that a clipping of exponents would change; exp is still finite."""
    z = rng.permutation(np.append(everyday(rng, 7), rng.uniform(low, high, 2) * [1.0, -1.0]))
    return z, np.abs(everyday(rng, 6))


def whole_numbers(rng, size):
    """Odd ones above 0 and even ones below, so that turned round they are other numbers."""
    positive, negative = rng.choice([1, 3, 5], size=size), rng.choice([-2, -4], size=size)
    return np.where(rng.permutation(size) % 2, positive, negative)


def matrix_and_block(rng):
    return everyday(rng, 3, 4), everyday(rng, 2, 3, 2)


# The twin of `what_is_left`: nothing was changed, whatever the function.
UNCHANGED = Twin(
    lambda z, positive: {
        "z after the call": z,
        "the number of values in the result that the next call changed": 0.0,
        "z after writing to the result": positive,
    }
)


def each(twin):
    """The twin of `matrix_and_block`."""
    return Twin(lambda matrix, block: {"the matrix": twin(matrix), "the block": twin(block)})


@check(
    "sigmoid",
    points=1,
    by=NEAR,
    twin=twins.sigmoid,
    hint="Write down the formula with its brackets, and work out z = 1 by hand.",
)
def sigmoid_of_everyday_values(rng):
    """sigmoid of values between -14 and 14."""
    return (further_out(rng),)


@check("sigmoid", points=1, by=NEAR, twin=twins.sigmoid, hint=FAR_HINT, hint_for=IF_NAN)
def sigmoid_far_out(rng):
    """Up to ±800 the sigmoid is right and finite."""
    return (far_out(rng),)


@check("sigmoid", points=1, by=ROUGH, twin=twins.sigmoid, hint=ZERO_HINT, hint_for=IF_ZERO, visibility="hidden")
def sigmoid_at_zero(rng):
    """At 0, and right beside it, the sigmoid is one half."""
    return (with_zeros(rng),)


@check(
    "sigmoid",
    points=1,
    by=ROUGH,
    twin=twins.sigmoid,
    hint="np.zeros_like(z) has the dtype of z, and so cuts fractions off.",
    hint_for="holds",
)
def sigmoid_of_whole_numbers(rng):
    """An array of whole numbers has sigmoids that are not whole."""
    return (whole_numbers(rng, 8),)


@check(
    "sigmoid", points=1, by=ROUGH, ask="matrix_and_block", twin=each(twins.sigmoid), hint=SHAPE_HINT, hint_for=IF_SHAPE
)
def sigmoid_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "sigmoid",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def sigmoid_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 510, 600)


@check("tanh", points=1, by=NEAR, twin=twins.tanh, hint="tanh runs from -1 to 1 and is odd: tanh(-z) = -tanh(z).")
def tanh_of_everyday_values(rng):
    """tanh of values between -14 and 14."""
    return (further_out(rng),)


@check("tanh", points=1, by=NEAR, twin=twins.tanh, hint=FAR_HINT, hint_for=IF_NAN)
def tanh_far_out(rng):
    """Up to ±800 tanh is right and finite."""
    return (far_out(rng),)


@check("tanh", points=1, by=ROUGH, twin=twins.tanh, hint=ZERO_HINT, hint_for=IF_ZERO, visibility="hidden")
def tanh_at_zero(rng):
    """At exactly 0 tanh is 0, and right beside it nearly."""
    return (with_zeros(rng),)


@check(
    "tanh",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.tanh),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
)
def tanh_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "tanh",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def tanh_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 320, 340)


@check(
    "relu",
    points=1,
    by=NEAR,
    twin=twins.relu,
    hint="Element by element: z itself where it is positive, 0 where it is negative.",
)
def relu_of_everyday_values(rng):
    """relu of values between -3 and 3."""
    return (everyday(rng, 12),)


@check("relu", points=1, by=NEAR, twin=twins.relu, hint="relu has no upper limit.", visibility="hidden")
def relu_of_large_values(rng):
    """Nothing holds relu back: it grows without bound."""
    return (far_out(rng),)


@check("relu", points=1, by=ROUGH, twin=twins.relu, hint=ZERO_HINT, hint_for=IF_ZERO, visibility="hidden")
def relu_at_zero(rng):
    """At exactly 0 relu is 0, and right beside it what it is everywhere."""
    return (with_zeros(rng),)


@check("relu", points=1, by=ROUGH, ask="matrix_and_block", twin=each(twins.relu), hint=SHAPE_HINT, hint_for=IF_SHAPE)
def relu_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check("relu", points=1, by=UNTOUCHED, ask="what_is_left", twin=UNCHANGED, hint=INPUT_HINT, hint_for=IF_INPUT)
def relu_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return two_inputs(rng)


@check(
    "gelu",
    points=1,
    by=NEAR,
    twin=twins.gelu,
    hint="z times the normal distribution's cdf; erf wants z / sqrt(2), and no approximation is close enough.",
)
def gelu_of_everyday_values(rng):
    """gelu of values between -14 and 14."""
    return (further_out(rng),)


@check(
    "gelu",
    points=1,
    by=NEAR,
    twin=twins.gelu,
    hint="The exact formula holds on the whole line; does yours?",
    visibility="hidden",
)
def gelu_far_out(rng):
    """Up to ±800 gelu is right and finite."""
    return (np.append(far_out(rng), 0.0),)  # 0 / 0 and 0 * inf are nan as well


@check(
    "gelu",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.gelu),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
)
def gelu_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check("gelu", points=1, by=UNTOUCHED, ask="what_is_left", twin=UNCHANGED, hint=INPUT_HINT, hint_for=IF_INPUT)
def gelu_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return two_inputs(rng)


@check("swish", points=1, by=NEAR, twin=twins.swish, hint="z times sigmoid(z); work out z = -1 by hand.")
def swish_of_everyday_values(rng):
    """swish of values between -14 and 14."""
    return (further_out(rng),)


@check("swish", points=1, by=NEAR, twin=twins.swish, hint=FAR_HINT, hint_for=IF_NAN)
def swish_far_out(rng):
    """Up to ±800 swish is right and finite."""
    return (np.append(far_out(rng), 0.0),)  # 0 / 0 and 0 * inf are nan as well


@check(
    "swish",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.swish),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
)
def swish_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "swish",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def swish_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 510, 600)


@check(
    "sigmoid_gradient",
    points=1,
    by=NEAR,
    twin=twins.sigmoid_gradient,
    hint="A function of z, not of sigmoid(z), and exact: no difference quotient.",
)
def sigmoid_gradient_of_everyday_values(rng):
    """sigmoid_gradient of values between -14 and 14."""
    return (further_out(rng),)


@check("sigmoid_gradient", points=1, by=NEAR, twin=twins.sigmoid_gradient, hint=FAR_HINT, hint_for=IF_NAN)
def sigmoid_gradient_far_out(rng):
    """Up to ±800 the sigmoid's gradient is right and finite."""
    return (np.append(far_out(rng), 0.0),)  # at 0 too, since far out zeros are right


@check(
    "sigmoid_gradient",
    points=1,
    by=ROUGH,
    twin=twins.sigmoid_gradient,
    hint=ZERO_HINT,
    hint_for=IF_ZERO,
    visibility="hidden",
)
def sigmoid_gradient_at_zero(rng):
    """At 0 the sigmoid is steepest."""
    return (with_zeros(rng),)


@check(
    "sigmoid_gradient",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.sigmoid_gradient),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
)
def sigmoid_gradient_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "sigmoid_gradient",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def sigmoid_gradient_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 320, 340)


@check(
    "tanh_gradient",
    points=1,
    by=NEAR,
    twin=twins.tanh_gradient,
    hint="A function of z, not of tanh(z): 1 at z = 0, and 0.41997 at z = 1.",
)
def tanh_gradient_of_everyday_values(rng):
    """tanh_gradient of values between -14 and 14."""
    return (further_out(rng),)


@check("tanh_gradient", points=1, by=NEAR, twin=twins.tanh_gradient, hint=FAR_HINT, hint_for=IF_NAN)
def tanh_gradient_far_out(rng):
    """Up to ±800 the gradient of tanh is right and finite."""
    return (np.append(far_out(rng), 0.0),)  # at 0 too, since far out zeros are right


@check(
    "tanh_gradient",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.tanh_gradient),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
    visibility="hidden",
)
def tanh_gradient_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "tanh_gradient",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
)
def tanh_gradient_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 320, 340)


@check(
    "relu_gradient",
    points=1,
    by=NEAR,
    ask="as_floats",
    twin=twins.relu_gradient,
    hint="The slope of relu: one constant left of 0, another one right of it.",
)
def relu_gradient_of_everyday_values(rng):
    """relu_gradient of values between -3 and 3."""
    return (everyday(rng, 12),)


@check("relu_gradient", points=1, by=ROUGH, ask="as_floats", twin=twins.relu_gradient, hint=ZERO_HINT, hint_for=IF_ZERO)
def relu_gradient_at_zero(rng):
    """At exactly 0, where relu has a kink, the gradient is taken as 0; right beside it there is no doubt."""
    nearer = rng.uniform(1e-10, 1e-9, size=2) * [1.0, -1.0]
    return (rng.permutation(np.append(with_zeros(rng), nearer)),)


@check(
    "relu_gradient",
    points=1,
    by=ROUGH,
    twin=twins.relu_gradient,
    hint="What is the dtype of your result?",
    hint_for="holds",
)
def relu_gradient_is_an_array_of_floats(rng):
    """The result holds floating-point numbers, as a gradient must that is multiplied and scaled."""
    return (everyday(rng, 8),)


@check(
    "relu_gradient",
    points=1,
    by=ROUGH,
    ask="matrix_and_block_as_floats",
    twin=each(twins.relu_gradient),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
    visibility="hidden",
)
def relu_gradient_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "relu_gradient",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def relu_gradient_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return two_inputs(rng)


@check(
    "gelu_gradient",
    points=1,
    by=NEAR,
    twin=twins.gelu_gradient,
    hint="The product rule gives two terms; the derivative of the cdf is the density.",
)
def gelu_gradient_of_everyday_values(rng):
    """gelu_gradient of values between -14 and 14."""
    return (further_out(rng),)


@check(
    "gelu_gradient",
    points=1,
    by=NEAR,
    twin=twins.gelu_gradient,
    hint="The exact formula holds on the whole line; does yours?",
    visibility="hidden",
)
def gelu_gradient_far_out(rng):
    """Up to ±800 the gradient of gelu is right and finite."""
    return (far_out(rng),)


@check("gelu_gradient", points=1, by=ROUGH, twin=twins.gelu_gradient, hint=ZERO_HINT, hint_for=IF_ZERO)
def gelu_gradient_at_zero(rng):
    """At 0 the gradient of gelu is one half."""
    return (with_zeros(rng),)


@check(
    "gelu_gradient",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.gelu_gradient),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
)
def gelu_gradient_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "gelu_gradient",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
    visibility="hidden",
)
def gelu_gradient_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return two_inputs(rng)


@check(
    "swish_gradient",
    points=1,
    by=NEAR,
    twin=twins.swish_gradient,
    hint="The product rule gives two terms; compare your formula with a difference quotient at z = 1.",
)
def swish_gradient_of_everyday_values(rng):
    """swish_gradient of values between -14 and 14."""
    return (further_out(rng),)


@check("swish_gradient", points=1, by=NEAR, twin=twins.swish_gradient, hint=FAR_HINT, hint_for=IF_NAN)
def swish_gradient_far_out(rng):
    """Up to ±800 the gradient of swish is right and finite."""
    return (far_out(rng),)


@check(
    "swish_gradient",
    points=1,
    by=ROUGH,
    twin=twins.swish_gradient,
    hint=ZERO_HINT,
    hint_for=IF_ZERO,
    visibility="hidden",
)
def swish_gradient_at_zero(rng):
    """At 0 the gradient of swish is one half."""
    return (with_zeros(rng),)


@check(
    "swish_gradient",
    points=1,
    by=ROUGH,
    ask="matrix_and_block",
    twin=each(twins.swish_gradient),
    hint=SHAPE_HINT,
    hint_for=IF_SHAPE,
    visibility="hidden",
)
def swish_gradient_of_matrices(rng):
    """The result has the shape of z, whatever that is."""
    return matrix_and_block(rng)


@check(
    "swish_gradient",
    points=1,
    by=UNTOUCHED,
    ask="what_is_left",
    twin=UNCHANGED,
    hint=INPUT_HINT,
    hint_for=IF_INPUT,
)
def swish_gradient_leaves_its_input_alone(rng):
    """After the call z holds what it held before, and the result is an array of its own."""
    return also_large(rng, 320, 340)


def highest_in_torch(hills, ground, low, high):
    """The highest point of the landscape of the probe `on_hills`, by PyTorch: ever finer grids around the best."""
    height, centre, width = torch.as_tensor(hills).unbind(1)
    left, right = low, high
    for _ in range(4):
        z = torch.linspace(left, right, 2001, dtype=torch.float64)
        values = ground + (height * torch.exp(-(((z[:, None] - centre) / width) ** 2))).sum(1)
        best = int(values.argmax())
        step = (right - left) / 2000
        left, right = max(low, z[best].item() - step), min(high, z[best].item() + step)
    return {"z": z[best].item(), "value": values[best].item()}


# Two searches agree on a place as far as its value can be told from its neighbours'.
HIGHEST = Twin(highest_in_torch, agrees=Close(rtol=0, atol=1e-4))


def interval(rng):
    """An interval of length 8 to 16 that is not centred at 0."""
    low = rng.uniform(-6.0, -2.0)
    return low, low + rng.uniform(8.0, 16.0)


def beside_the_grids(rng, low, high):
    """A place that every grid misses that is too coarse: by more than 0.0011 those of 100 to 5001 points and those of
    steps from 0.005 to 0.1."""
    steps = np.append(
        (high - low) / np.array([99, 100, 499, 500, 999, 1000, 1999, 2000, 4999, 5000]), [0.1, 0.05, 0.02, 0.01, 0.005]
    )
    while True:
        place = rng.uniform(0.05, 0.1) * (high - low)
        if np.abs(place - steps * np.round(place / steps)).min() > 0.0011:
            return low + place


@check(
    "largest_gradient",
    points=1,
    by=THREE_DECIMALS,
    ask="on_hills",
    twin=HIGHEST,
    hint="How far apart are the points that you try? Return the place first, then the value there.",
    hint_for=IF_OFF,
)
def the_top_of_a_hill(rng):
    """One hill inside a long interval: place and height of its top, each to three decimals."""
    low = rng.uniform(-6.0, -2.0)
    high = low + rng.uniform(15.0, 19.0)
    hill = [rng.uniform(0.8, 1.2), beside_the_grids(rng, low, high), rng.uniform(1.2, 2.0)]
    return np.array([hill]), 0.0, low, high


@check(
    "largest_gradient",
    points=1,
    by=THREE_DECIMALS,
    ask="on_hills",
    twin=HIGHEST,
    hint="The ends belong to the interval, and nothing beyond them does.",
    hint_for=IF_OFF,
)
def the_end_of_the_interval(rng):
    """On a slope that only rises, or only falls, the largest value is at an end; what lies outside does not count."""
    low, high = interval(rng)
    length = high - low
    outside = rng.choice([low - rng.uniform(0.1, 0.2) * length, high + rng.uniform(0.1, 0.2) * length])
    return np.array([[rng.uniform(0.8, 1.2), outside, 0.5 * length]]), 0.0, low, high


@check(
    "largest_gradient",
    points=1,
    by=WHICH_ONE,
    ask="on_hills",
    twin=HIGHEST,
    hint="Look at the whole interval before you climb.",
    hint_for=IF_OFF,
)
def the_highest_of_three_hills(rng):
    """Three hills: the highest one counts, wherever a search begins."""
    low, high = interval(rng)
    length = high - low
    first = [rng.uniform(0.3, 0.4), low + rng.uniform(0.1, 0.15) * length, 0.07 * length]
    second = [rng.uniform(0.5, 0.7), low + rng.uniform(0.45, 0.5) * length, 0.1 * length]
    third = [rng.uniform(0.9, 1.1), low + rng.uniform(0.8, 0.9) * length, 0.08 * length]
    return np.array([first, second, third]), 0.0, low, high


@check(
    "largest_gradient",
    points=1,
    by=WHICH_ONE,
    ask="on_hills",
    twin=HIGHEST,
    hint="The largest of several negative numbers is negative.",
    hint_for=IF_OFF,
    visibility="hidden",
)
def a_landscape_below_zero(rng):
    """Where all values are negative, the largest is the one nearest to 0."""
    low, high = interval(rng)
    hill = [rng.uniform(0.8, 1.2), low + rng.uniform(0.3, 0.7) * (high - low), rng.uniform(1.2, 2.0)]
    return np.array([hill]), -rng.uniform(1.5, 2.5), low, high
