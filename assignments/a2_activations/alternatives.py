"""Right answers in other styles: every one passes every check."""

import math

import numpy as np
from scipy import optimize, special, stats

from autograder.course import alternative


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


def _one_sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def _cdf(z):
    return special.erfc(-z / np.sqrt(2)) / 2


def _density(z):
    return np.exp(-np.square(z) / 2) / math.sqrt(2 * math.pi)


# sigmoid


@alternative("sigmoid")
def sigmoid_as_the_textbook_writes_it(z):
    """The plain formula: exp overflows to infinity far on the left, and 1 / infinity is 0, with a warning."""
    return 1 / (1 + np.exp(-z))


@alternative("sigmoid")
def sigmoid_by_masks(z):
    """Two masks, a result array of floats."""
    z = np.asarray(z)
    out = np.empty(z.shape, dtype=float)
    right = z >= 0
    out[right] = 1 / (1 + np.exp(-z[right]))
    powers = np.exp(z[~right])
    out[~right] = powers / (1 + powers)
    return out


@alternative("sigmoid")
def sigmoid_by_tanh(z):
    """A stretched and shifted tanh."""
    return 0.5 * (1 + np.tanh(0.5 * z))


@alternative("sigmoid")
def sigmoid_by_scipy(z):
    """SciPy's expit."""
    return special.expit(z)


@alternative("sigmoid")
def sigmoid_element_by_element(z):
    """A loop over all indices, one number at a time, branches in plain Python."""
    z = np.asarray(z)
    out = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        out[index] = _one_sigmoid(float(z[index]))
    return out


@alternative("sigmoid")
def sigmoid_by_clipping(z):
    """The exponent is held where exp is finite."""
    return 1.0 / (1.0 + np.exp(-np.clip(z, -700, 700)))


@alternative("sigmoid")
def sigmoid_by_piecewise(z):
    """np.piecewise gives each branch its own elements only."""
    z = np.array(z, dtype=float)
    return np.piecewise(z, [z < 0], [lambda v: np.exp(v) / (1 + np.exp(v)), lambda v: 1 / (1 + np.exp(-v))])


# tanh


@alternative("tanh")
def tanh_by_numpy(z):
    """NumPy's own."""
    return np.tanh(z)


@alternative("tanh")
def tanh_by_the_sigmoid(z):
    """A stretched and shifted sigmoid."""
    return 2 * _sigmoid(2 * z) - 1


@alternative("tanh")
def tanh_by_decaying_exponentials(z):
    """The absolute value inside, the sign outside."""
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


@alternative("tanh")
def tanh_by_expm1(z):
    """Without cancellation near 0."""
    e = np.expm1(-2 * np.abs(z))
    return np.copysign(-e / (2 + e), z)


@alternative("tanh")
def tanh_by_vectorize(z):
    """math.tanh for each element."""
    return np.vectorize(math.tanh, otypes=[float])(z)


@alternative("tanh")
def tanh_with_nan_repaired(z):
    """The textbook quotient, its warnings silenced, its nan replaced by the sign."""
    with np.errstate(over="ignore", invalid="ignore"):
        quotient = np.sinh(z) / np.cosh(z)
    return np.where(np.isfinite(quotient), quotient, np.sign(z))


# relu


@alternative("relu")
def relu_by_maximum(z):
    """NumPy's element-wise maximum."""
    return np.maximum(0, z)


@alternative("relu")
def relu_by_a_mask(z):
    """z times a truth value."""
    return z * (z > 0)


@alternative("relu")
def relu_by_the_absolute_value(z):
    """The mean of z and |z|."""
    return (z + np.abs(z)) / 2


@alternative("relu")
def relu_on_a_copy(z):
    """In place, on a copy."""
    out = np.array(z, dtype=float)
    out[out < 0] = 0
    return out


@alternative("relu")
def relu_by_nested_lists(z):
    """Recursion down to single numbers; the result is a list of lists."""

    def one(part):
        return [one(row) for row in part] if isinstance(part, list) else max(0.0, part)

    return one(np.asarray(z, dtype=float).tolist())


@alternative("relu")
def relu_by_a_stack(z):
    """The larger of two layers, z and zeros."""
    return np.stack([z, np.zeros_like(z)]).max(axis=0)


# gelu


@alternative("gelu")
def gelu_by_erf(z):
    """The formula with erf."""
    return 0.5 * z * (1 + special.erf(z / np.sqrt(2)))


@alternative("gelu")
def gelu_by_erfc(z):
    """The complementary error function."""
    return 0.5 * z * special.erfc(-z / np.sqrt(2))


@alternative("gelu")
def gelu_by_ndtr(z):
    """SciPy's fast normal cdf."""
    return z * special.ndtr(z)


@alternative("gelu")
def gelu_by_stats(z):
    """The normal distribution of scipy.stats."""
    return z * stats.norm.cdf(z)


@alternative("gelu")
def gelu_element_by_element(z):
    """math.erf in a loop, the shape restored at the end."""
    values = [each * (1 + math.erf(each / math.sqrt(2))) / 2 for each in np.ravel(z).tolist()]
    return np.reshape(values, np.shape(z))


@alternative("gelu")
def gelu_without_its_tail(z):
    """relu, minus what the tail of the distribution takes away."""
    return np.maximum(z, 0) - np.abs(z) * np.exp(special.log_ndtr(-np.abs(z)))


# swish


@alternative("swish")
def swish_by_one_quotient(z):
    """z over 1 + exp(-z), which ends in -0 far on the left, with a warning."""
    return z / (1 + np.exp(-z))


@alternative("swish")
def swish_by_a_stable_sigmoid(z):
    """A helper for the gate."""
    return z * _sigmoid(z)


@alternative("swish")
def swish_by_scipy(z):
    """SciPy's expit as the gate."""
    return np.multiply(z, special.expit(z))


@alternative("swish")
def swish_by_tanh(z):
    """Half of z, opened by a tanh."""
    half = z / 2
    return half + half * np.tanh(half)


@alternative("swish")
def swish_element_by_element(z):
    """One number at a time, through an iterator."""
    z = np.asarray(z, dtype=float)
    return np.fromiter((each * _one_sigmoid(each) for each in z.flat), float, z.size).reshape(z.shape)


# sigmoid_gradient


@alternative("sigmoid_gradient")
def sigmoid_gradient_by_s(z):
    """s (1 - s)."""
    s = _sigmoid(z)
    return s * (1 - s)


@alternative("sigmoid_gradient")
def sigmoid_gradient_by_both_tails(z):
    """The sigmoid of z and of -z, multiplied."""
    return special.expit(z) * special.expit(-z)


@alternative("sigmoid_gradient")
def sigmoid_gradient_by_cosh(z):
    """One over 4 cosh² of half the argument."""
    return 0.25 / np.cosh(z / 2) ** 2


@alternative("sigmoid_gradient")
def sigmoid_gradient_by_even_symmetry(z):
    """The slope is even: one decaying exponential."""
    small = np.exp(-np.abs(z))
    return small / (1 + small) ** 2


@alternative("sigmoid_gradient")
def sigmoid_gradient_element_by_element(z):
    """One number at a time."""
    return np.vectorize(lambda each: _one_sigmoid(each) * _one_sigmoid(-each), otypes=[float])(z)


@alternative("sigmoid_gradient")
def sigmoid_gradient_by_a_complex_step(z):
    """A step along the imaginary axis: a difference quotient without a difference, so all digits are right."""
    x = -np.abs(z) + 1e-30j
    return (np.exp(x) / (1 + np.exp(x))).imag / 1e-30


# tanh_gradient


@alternative("tanh_gradient")
def tanh_gradient_by_the_square(z):
    """1 - tanh²."""
    return 1 - np.tanh(z) ** 2


@alternative("tanh_gradient")
def tanh_gradient_by_two_factors(z):
    """The difference of squares as a product."""
    t = np.tanh(z)
    return (1 - t) * (1 + t)


@alternative("tanh_gradient")
def tanh_gradient_by_cosh(z):
    """One over cosh², 0 where cosh overflows."""
    return 1 / np.cosh(z) ** 2


@alternative("tanh_gradient")
def tanh_gradient_by_the_sigmoid(z):
    """Four times the sigmoid's slope at 2z."""
    s = _sigmoid(2 * z)
    return 4 * s * (1 - s)


@alternative("tanh_gradient")
def tanh_gradient_by_the_logistic_density(z):
    """Twice the logistic density of scale one half."""
    return 2 * stats.logistic.pdf(z, scale=0.5)


# relu_gradient


@alternative("relu_gradient")
def relu_gradient_by_astype(z):
    """A comparison, converted."""
    return (z > 0).astype(float)


@alternative("relu_gradient")
def relu_gradient_by_where(z):
    """np.where with floats."""
    return np.where(z > 0, 1.0, 0.0)


@alternative("relu_gradient")
def relu_gradient_by_heaviside(z):
    """NumPy's step function, 0 at 0."""
    return np.heaviside(z, 0.0)


@alternative("relu_gradient")
def relu_gradient_by_the_sign(z):
    """The positive part of the sign."""
    return np.maximum(np.sign(z), 0.0)


@alternative("relu_gradient")
def relu_gradient_by_assignment(z):
    """Ones written into an array of zeros."""
    out = np.zeros(np.shape(z), dtype=np.float32)
    out[np.nonzero(z > 0)] = 1
    return out


@alternative("relu_gradient")
def relu_gradient_in_half_precision(z):
    """0 and 1 are exact in any floating-point number, also in a short one."""
    return np.not_equal(np.maximum(z, 0), 0).astype(np.float16)


# gelu_gradient


@alternative("gelu_gradient")
def gelu_gradient_by_erfc(z):
    """The product rule, cdf through erfc."""
    return _cdf(z) + z * _density(z)


@alternative("gelu_gradient")
def gelu_gradient_by_erf(z):
    """The product rule, cdf through erf."""
    return 0.5 * (1 + special.erf(z / np.sqrt(2))) + z * np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)


@alternative("gelu_gradient")
def gelu_gradient_by_stats(z):
    """cdf and pdf of scipy.stats."""
    return stats.norm.cdf(z) + z * stats.norm.pdf(z)


@alternative("gelu_gradient")
def gelu_gradient_element_by_element(z):
    """math.erf in a loop over indices."""
    out = np.zeros(z.shape)
    for index, each in np.ndenumerate(z):
        out[index] = (1 + math.erf(each / math.sqrt(2))) / 2 + each * math.exp(-each * each / 2) / math.sqrt(
            2 * math.pi
        )
    return out


@alternative("gelu_gradient")
def gelu_gradient_by_symmetry(z):
    """The slopes at z and -z add up to 1, so the right half is enough."""
    right = _cdf(np.abs(z)) + np.abs(z) * _density(z)
    return np.where(z < 0, 1 - right, right)


# swish_gradient


@alternative("swish_gradient")
def swish_gradient_by_the_product_rule(z):
    """s + z s (1 - s)."""
    s = _sigmoid(z)
    return s + z * s * (1 - s)


@alternative("swish_gradient")
def swish_gradient_by_swish(z):
    """swish + s (1 - swish)."""
    s = special.expit(z)
    swish = z * s
    return swish + s * (1 - swish)


@alternative("swish_gradient")
def swish_gradient_by_both_tails(z):
    """The gate times a bracket that holds the opposite gate."""
    return special.expit(z) * (1 + z * special.expit(-z))


@alternative("swish_gradient")
def swish_gradient_by_tanh(z):
    """Swish as z/2 (1 + tanh(z/2)), differentiated."""
    t = np.tanh(z / 2)
    return (1 + t) / 2 + z / 4 * (1 - t) * (1 + t)


@alternative("swish_gradient")
def swish_gradient_element_by_element(z):
    """One number at a time, nested lists made an array again."""

    def one(each):
        s = _one_sigmoid(each)
        return s + each * s * (1 - s)

    return np.array([one(each) for each in np.ravel(z)]).reshape(np.shape(z))


@alternative("swish_gradient")
def swish_gradient_by_dual_numbers(z):
    """Every step carries its value and its derivative along, as automatic differentiation does."""
    z, dz = np.asarray(z, dtype=float), 1.0
    t, dt = np.tanh(z / 2), dz / 2 * (1 - np.tanh(z / 2) ** 2)
    gate, dgate = (1 + t) / 2, dt / 2
    return z * dgate + dz * gate


# largest_gradient


@alternative("largest_gradient")
def largest_gradient_on_a_fine_grid(gradient, low, high):
    """Ten thousand steps."""
    z = np.linspace(low, high, 10_001)
    values = gradient(z)
    best = np.argmax(values)
    return z[best], values[best]


@alternative("largest_gradient")
def largest_gradient_by_zooming_in(gradient, low, high):
    """A grid around the best point of the grid before, again and again."""
    left, right = low, high
    for _ in range(10):
        z = np.linspace(left, right, 201)
        best = z[np.argmax(gradient(z))]
        width = (right - left) / 100
        left, right = max(low, best - width), min(high, best + width)
    return best, gradient(best)


@alternative("largest_gradient")
def largest_gradient_by_scipy(gradient, low, high):
    """A coarse grid of starts, then L-BFGS-B from the best; the place comes as an array with one element."""
    starts = np.linspace(low, high, 101)
    start = starts[np.argmax([gradient(each) for each in starts])]
    found = optimize.minimize(lambda z: -float(gradient(z[0])), [start], bounds=[(low, high)])
    return found.x, -found.fun


@alternative("largest_gradient")
def largest_gradient_in_plain_python(gradient, low, high):
    """A loop with a record, then bisection of the step around it, numbers only."""
    steps = 500
    place = max((low + (high - low) * i / steps for i in range(steps + 1)), key=lambda z: float(gradient(z)))
    step = (high - low) / steps
    while step > 1e-9:
        near = [max(low, place - step), place, min(high, place + step)]
        place = max(near, key=lambda z: float(gradient(z)))
        step /= 2
    return [place, float(gradient(place))]


@alternative("largest_gradient")
def largest_gradient_by_golden_sections(gradient, low, high):
    """A coarse grid finds the hill, golden sections its top, one number at a time; the ends are looked at too."""
    z = np.linspace(low, high, 1001)
    best = int(np.argmax(gradient(z)))
    left, right, ratio = z[max(best - 1, 0)], z[min(best + 1, 1000)], (math.sqrt(5) - 1) / 2
    while right - left > 1e-7:
        a, b = right - ratio * (right - left), left + ratio * (right - left)
        left, right = (left, b) if gradient(a) > gradient(b) else (a, right)
    return max(((float(x), float(gradient(x))) for x in (low, z[best], left, high)), key=lambda each: each[1])
