"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import math

import numpy as np
from scipy.special import erf

from autograder.course import mistake


def _sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def _erf_series(x):
    total = np.zeros_like(x)
    term = np.array(x)
    for n in range(60):
        total = total + term / (2 * n + 1)
        term = -term * x * x / (n + 1)
    return 2 / np.sqrt(np.pi) * total


def _density(z):
    return np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


# sigmoid


@mistake("sigmoid", caught_by="sigmoid_far_out")
def sigmoid_divides_infinity_by_infinity(z):
    """This looks like a quotient with exp(z) above and below: for large z both are infinite, and their quotient is
    nan. Divide both by the larger term first."""
    return np.exp(z) / (1 + np.exp(z))


@mistake("sigmoid", caught_by="sigmoid_far_out")
def sigmoid_clips_at_ten(z):
    """z seems to be cut to an interval that is too short: beyond it the result stays where it is, while the sigmoid
    still moves. Overflow begins far later than where this cuts."""
    z = np.clip(z, -10, 10)
    return 1 / (1 + np.exp(-z))


@mistake("sigmoid", caught_by="sigmoid_far_out")
def sigmoid_repairs_nan_with_zero(z):
    """The nan that infinity by infinity leaves for large z was replaced by 0, just where the sigmoid is 1. Do not let
    it arise."""
    return np.nan_to_num(np.exp(z) / (1 + np.exp(z)))


@mistake("sigmoid", caught_by="sigmoid_far_out")
def sigmoid_keeps_away_from_its_ends(z):
    """The result is cut at 1e-7 and 1 - 1e-7. That belongs to a loss that takes logarithms; the sigmoid itself comes as
    close to 0 and 1 as numbers can."""
    return np.clip(_sigmoid(z), 1e-7, 1 - 1e-7)


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_of_one_number(z):
    """math.exp takes one number, and z is an array of many. NumPy has an exp of its own."""
    return 1 / (1 + math.exp(-z))


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_with_something_added(z):
    """A small number was added to the denominator against a division by 0. It is never 0 here, and so every value is a
    little off."""
    return 1 / (1 + np.exp(-z) + 1e-8)


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_as_its_slope(z):
    """This is the slope of the sigmoid, never above one quarter. The sigmoid itself is asked for."""
    return _sigmoid(z) * _sigmoid(-z)


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_is_only_tanh(z):
    """The values run from -1 to 1: that is tanh. Shift and stretch it, or start from the formula."""
    return np.tanh(z)


@mistake("sigmoid", caught_by="sigmoid_leaves_its_input_alone")
def sigmoid_clips_the_callers_array(z):
    """z was held within bounds against overflow, but in the caller's own array, as with `out=z`: its large values are
    lost."""
    if z.dtype.kind == "f":
        np.clip(z, -500, 500, out=z)
    return _sigmoid(z)


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_with_the_wrong_sign(z):
    """This falls where the sigmoid rises: check the sign in the exponent with a large positive z."""
    return 1 / (1 + np.exp(z))


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_without_brackets(z):
    """Python divides before it adds: without brackets the exponential is not part of the denominator."""
    return 1 / 1 + np.exp(-z)


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_twice_as_steep(z):
    """The shape is right but too steep. The sigmoid is a stretched and shifted tanh; look again at what happens to the
    argument."""
    return (np.tanh(z) + 1) / 2


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_as_a_softmax(z):
    """The results sum to 1, so each depends on all the others: that is a softmax. The sigmoid treats every element
    alone."""
    powers = np.exp(z - z.max())
    return powers / powers.sum()


@mistake("sigmoid", caught_by="sigmoid_at_zero")
def sigmoid_forgets_zero(z):
    """One mask takes z > 0 and the other z < 0, so that an exact 0 falls between them and keeps the value that the
    array was made with."""
    out = np.zeros(z.shape)
    out[z > 0] = 1 / (1 + np.exp(-z[z > 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


@mistake("sigmoid", caught_by="sigmoid_of_whole_numbers")
def sigmoid_in_whole_numbers(z):
    """The result array seems to be made like z: where z holds whole numbers it can hold nothing else, and every
    fraction is cut off. Say which dtype you want."""
    out = np.zeros_like(z)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


@mistake("sigmoid", caught_by="sigmoid_of_matrices")
def sigmoid_flattens(z):
    """The numbers are right, but they come as one long row: a loop over all elements has lost the shape of z."""
    return np.array([1 / (1 + math.exp(-each)) if each > -700 else 0.0 for each in z.ravel()])


@mistake("sigmoid", caught_by="sigmoid_leaves_its_input_alone")
def sigmoid_writes_into_z(z):
    """The result is right, but it was written over z. In a network backpropagation still needs the pre-activation, so
    put the result somewhere else."""
    result = _sigmoid(z)
    if z.dtype.kind == "f":
        z[...] = result
    return result


@mistake("sigmoid", caught_by="sigmoid_of_everyday_values")
def sigmoid_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return _sigmoid(z)


# tanh


@mistake("tanh", caught_by="tanh_far_out")
def tanh_divides_infinity_by_infinity(z):
    """Numerator and denominator both grow like exp(|z|); once they are infinite the quotient is nan, on both sides.
    Arrange the formula so that only decaying exponentials appear."""
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@mistake("tanh", caught_by="tanh_far_out")
def tanh_fails_on_one_side(z):
    """Fine for negative z, but exp(2z) is infinite for large positive z, above and below. Each sign wants its own
    arrangement."""
    return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)


@mistake("tanh", caught_by="tanh_far_out")
def tanh_repairs_nan_with_one(z):
    """The nan that infinity by infinity leaves was replaced by 1, on both sides. On the left tanh is -1."""
    quotient = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return np.where(np.isnan(quotient), 1.0, quotient)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_upside_down(z):
    """Numerator and denominator are exchanged: beyond ±1, and infinite at 0."""
    z = np.clip(z, -300, 300)
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_as_the_sigmoid(z):
    """The values run from 0 to 1: that is the sigmoid. tanh is stretched in both directions, and centred at 0."""
    return _sigmoid(z)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_as_its_slope(z):
    """This is the slope of tanh, the same on both sides of 0. tanh itself is asked for."""
    return 1 - np.tanh(z) ** 2


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_as_the_tangent(z):
    """np.tan is the tangent of an angle. The hyperbolic tangent has one more letter."""
    return np.tan(z)


@mistake("tanh", caught_by="tanh_leaves_its_input_alone")
def tanh_written_over_z(z):
    """The result is right, but it was written over z. In a network backpropagation still needs the pre-activation, so
    put the result somewhere else."""
    if z.dtype.kind == "f":
        np.tanh(z, out=z)
    return z


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_of_half_the_argument(z):
    """Right range, too flat: tanh is a sigmoid that is stretched in both directions, and one of the two is missing."""
    return 2 * _sigmoid(z) - 1


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_is_not_centred(z):
    """The values run from 0 to 2. tanh is centred at 0: what has to be subtracted?"""
    return 2 * _sigmoid(2 * z)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_is_only_the_numerator(z):
    """This grows without bound: it is the hyperbolic sine. tanh is a quotient of two such functions."""
    return np.sinh(z)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_as_arctan(z):
    """This is the inverse of a tangent, not the hyperbolic tangent: it tends to pi/2, not to 1."""
    return np.arctan(z)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_loses_the_sign(z):
    """The absolute value keeps exp small, a good idea; but the sign of z must come back at the end, since tanh is
    odd."""
    small = np.exp(-2 * np.abs(z))
    return (1 - small) / (1 + small)


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_in_straight_lines(z):
    """This is z, cut off at -1 and 1. tanh bends smoothly and reaches ±1 nowhere."""
    return np.clip(z, -1.0, 1.0)


@mistake("tanh", caught_by="tanh_at_zero")
def tanh_divides_zero_by_zero(z):
    """The sign seems to be found as z / |z|, which is nan where z is exactly 0."""
    small = np.exp(-2 * np.abs(z))
    return z / np.abs(z) * (1 - small) / (1 + small)


@mistake("tanh", caught_by="tanh_of_matrices")
def tanh_flattens(z):
    """The numbers are right, but a loop over all elements has put them in one row: the shape of z is lost."""
    return np.array([math.tanh(each) for each in z.flat])


@mistake("tanh", caught_by="tanh_leaves_its_input_alone")
def tanh_writes_into_z(z):
    """z was doubled in place: the result is right, and the caller's array is not what it was. `z = 2 * z` and
    `z *= 2` are different things."""
    z *= 2
    return 2 * _sigmoid(z) - 1


@mistake("tanh", caught_by="tanh_of_everyday_values")
def tanh_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return np.tanh(z)


# relu


@mistake("relu", caught_by="relu_leaves_its_input_alone")
def relu_writes_into_z(z):
    """Zeros were written into the caller's array. The result is right, but backpropagation will look at z once more
    and find it overwritten."""
    z[z < 0] = 0
    return z


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_as_absolute_value(z):
    """Negative values come back positive: that is the absolute value."""
    return np.abs(z)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_keeps_the_negative_side(z):
    """The wrong half survives: negative values are kept and positive ones are lost. Larger or smaller of the two?"""
    return np.minimum(0, z)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_leaks(z):
    """Negative values come back shrunk instead of 0: that is a leaky ReLU."""
    return np.where(z > 0, z, 0.01 * z)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_as_a_step(z):
    """All positive values became 1: this is the slope of relu, or the perceptron's step, not relu itself."""
    return (z > 0).astype(float)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_takes_the_largest_element(z):
    """np.max(z, 0) looks for the largest element along axis 0. What compares two things element by element has another
    name."""
    return np.max(z, 0)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_by_pythons_max(z):
    """Python's `max` asks whether the whole array is larger than 0, which has no answer. What compares two things
    element by element has another name."""
    return max(0, z)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_takes_the_largest_of_all(z):
    """One number came back, the largest of all elements. What compares two things element by element has another
    name."""
    return np.max(z)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_drops_the_negative_values(z):
    """Negative values are left out instead of being replaced by 0, so the result is shorter than z."""
    return z[z > 0]


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_changes_nothing(z):
    """The result is z itself: nothing was bent."""
    return z + 0.0


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_turned_round(z):
    """Positive values are lost and negative ones come back positive: a sign too many inside the maximum."""
    return np.maximum(-z, 0)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_stops_at_one(z):
    """Values above 1 are cut off. relu has no upper limit."""
    return np.clip(z, 0, 1)


@mistake("relu", caught_by="relu_at_zero")
def relu_from_a_thousandth_on(z):
    """Small positive values became 0: the limit is exactly 0, without a tolerance."""
    return np.where(z > 1e-3, z, 0.0)


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_smoothed(z):
    """This is softplus, a smooth relative: near 0 it stays clearly above relu, which has a kink there."""
    return np.logaddexp(0, z)


@mistake("relu", caught_by="relu_of_large_values")
def relu_stops_at_six(z):
    """Large values are cut off: that is ReLU6, a variant for small devices. relu has no upper limit."""
    return np.clip(z, 0, 6)


@mistake("relu", caught_by="relu_at_zero")
def relu_divides_zero_by_zero(z):
    """A division by z or |z| makes nan where z is exactly 0, and exact zeros are common in networks."""
    return z * (1 + z / np.abs(z)) / 2


@mistake("relu", caught_by="relu_of_matrices")
def relu_flattens(z):
    """The numbers are right, but the list has forgotten rows and columns: the result needs the shape of z."""
    return np.array([max(0.0, each) for each in z.ravel()])


@mistake("relu", caught_by="relu_of_everyday_values")
def relu_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return np.maximum(z, 0)


@mistake("relu", caught_by="relu_leaves_its_input_alone")
def relu_returns_z_itself(z):
    """Where nothing is negative, z itself comes back. Whoever writes into the result then writes into z: return a new
    array also where nothing had to be changed."""
    return z if np.all(z >= 0) else np.maximum(z, 0)


# gelu


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_by_tanh(z):
    """This is the tanh approximation of gelu. It is close, off by up to about 5e-4, but the exercise asks for the exact
    function."""
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_by_sigmoid(z):
    """This is the sigmoid approximation, z times sigmoid(1.702 z), off by up to about 0.02. The exact function needs
    erf."""
    return z * _sigmoid(1.702 * z)


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_without_the_root(z):
    """erf is not quite the normal distribution's cdf: its argument has another scale. Which one?"""
    return 0.5 * z * (1 + erf(z))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_with_another_root(z):
    """erf is given z times the root of 2. In the normal distribution's cdf that root stands elsewhere."""
    return 0.5 * z * (1 + erf(z * np.sqrt(2)))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_with_half_the_argument(z):
    """erf is given z / 2. The cdf has the root of 2 there."""
    return 0.5 * z * (1 + erf(z / 2))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_with_a_rounded_root(z):
    """The root of 2 was typed in, to a few digits. NumPy knows all of them."""
    return 0.5 * z * (1 + erf(z / 1.41421))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_of_one_number(z):
    """math.erf takes one number, and z is an array of many. The erf that was imported above takes arrays."""
    return 0.5 * z * (1 + math.erf(z / math.sqrt(2)))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_as_swish(z):
    """This is swish: its gate is the sigmoid. That of gelu is the normal distribution's cdf."""
    return z * _sigmoid(z)


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_is_only_the_cdf(z):
    """This tends to 1 for large z: it is the gate alone. What does the gate multiply?"""
    return 0.5 * (1 + erf(z / np.sqrt(2)))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_without_the_half(z):
    """Every value is twice too large: a cdf runs from 0 to 1, and this gate from 0 to 2."""
    return z * (1 + erf(z / np.sqrt(2)))


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_with_the_density(z):
    """z is multiplied by the bell curve itself. The gate is its integral, the cdf."""
    return z * _density(z)


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_with_the_upper_tail(z):
    """The gate opens on the wrong side: this uses the probability of a value above z instead of below it."""
    return 0.5 * z * (1 - erf(z / np.sqrt(2)))


@mistake("gelu", caught_by="gelu_far_out")
def gelu_by_a_power_series(z):
    """A power series for erf, cut after some terms, is excellent near 0 and useless far out, where its terms are
    enormous and cancel. Use a library's erf."""
    return 0.5 * z * (1 + _erf_series(z / np.sqrt(2)))


@mistake("gelu", caught_by="gelu_of_matrices")
def gelu_flattens(z):
    """math.erf takes one number at a time, and the loop around it has lost the shape of z. scipy.special.erf takes
    arrays."""
    return np.array([0.5 * each * (1 + math.erf(each / math.sqrt(2))) for each in z.ravel()])


@mistake("gelu", caught_by="gelu_leaves_its_input_alone")
def gelu_writes_into_z(z):
    """`z *= ...` multiplies inside the caller's array: the result is right, the pre-activation is gone."""
    z *= 0.5 * (1 + erf(z / np.sqrt(2)))
    return z


@mistake("gelu", caught_by="gelu_of_everyday_values")
def gelu_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return 0.5 * z * (1 + erf(z / np.float32(np.sqrt(2))))


# swish


@mistake("swish", caught_by="swish_far_out")
def swish_divides_infinity_by_infinity(z):
    """exp(z) stands above and below: for large z that is infinity by infinity, hence nan. Use a sigmoid that is stable
    on both sides."""
    return z * np.exp(z) / (1 + np.exp(z))


@mistake("swish", caught_by="swish_far_out")
def swish_clips_its_input(z):
    """z was clipped against overflow, and the clipped z was used as the factor too, so that swish stops growing. Only
    the exponent needs protection."""
    z = np.clip(z, -500, 500)
    return z / (1 + np.exp(-z))


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_is_only_the_gate(z):
    """This is the sigmoid. In swish it is a gate: what does it multiply?"""
    return _sigmoid(z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_with_the_gate_reversed(z):
    """The gate closes where it should open: large positive z must come through nearly unchanged."""
    return z * _sigmoid(-z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_adds_the_gate(z):
    """z and its sigmoid are added; a gate multiplies."""
    return z + _sigmoid(z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_with_another_steepness(z):
    """The gate is too steep: 1.702 belongs to an approximation of gelu. Here beta is 1."""
    return z * _sigmoid(1.702 * z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_as_gelu(z):
    """This is gelu: its gate is the normal distribution's cdf. That of swish is the sigmoid."""
    return 0.5 * z * (1 + erf(z / np.sqrt(2)))


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_in_straight_lines(z):
    """The gate is made of straight lines: hard swish, a variant for small devices. Here it is the sigmoid."""
    return z * np.clip(z + 3, 0, 6) / 6


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_as_one_sum(z):
    """One number came back: `@` multiplies and adds up. The gate acts element by element."""
    return z @ _sigmoid(z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_with_tanh(z):
    """The gate runs from -1 to 1, so negative inputs come back positive. Swish has a gate between 0 and 1."""
    return z * np.tanh(z)


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_as_mish(z):
    """This looks like Mish, z times tanh(softplus(z)), a near relative of swish, but not the same function."""
    return z * np.tanh(np.logaddexp(0, z))


@mistake("swish", caught_by="swish_of_matrices")
def swish_flattens(z):
    """The numbers are right, but a loop over all elements has put them in one row: the result needs the shape of z."""
    return np.array([each / (1 + math.exp(-max(each, -700.0))) for each in z.ravel()])


@mistake("swish", caught_by="swish_leaves_its_input_alone")
def swish_writes_into_z(z):
    """`z *= gate` multiplies inside the caller's array: the result is right, and the pre-activation is lost for the
    backward pass."""
    z *= _sigmoid(z)
    return z


@mistake("swish", caught_by="swish_of_everyday_values")
def swish_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return z * _sigmoid(z)


# sigmoid_gradient


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_of_the_activation(z):
    """The formula is s (1 - s) with s = sigmoid(z), but z itself was put in the place of s. This function is given the
    pre-activation."""
    return z * (1 - z)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_with_two_sigmoids(z):
    """The sigmoid was applied twice, once too often: the result hardly changes with z."""
    s = _sigmoid(_sigmoid(z))
    return s * (1 - s)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_by_centred_difference(z):
    """Right to about ten digits: this looks like a difference quotient, fine as a test and not as the answer. Derive
    the formula and you get all sixteen, and save an exponential."""
    h = 1e-5
    return (_sigmoid(z + h) - _sigmoid(z - h)) / (2 * h)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_by_forward_difference(z):
    """Right to about seven digits: a one-sided difference quotient, with an error proportional to its step. Derive the
    formula instead."""
    h = 1e-6
    return (_sigmoid(z + h) - _sigmoid(z)) / h


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_with_the_rule_of_tanh(z):
    """1 minus the square is the derivative of tanh. For the sigmoid the chain rule gives another product."""
    return 1 - _sigmoid(z) ** 2


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_is_the_sigmoid(z):
    """This is the sigmoid itself. Its slope is small on both sides."""
    return _sigmoid(z)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_without_brackets(z):
    """Every value is 0: Python multiplies before it subtracts, so s * 1 - s is nothing at all."""
    s = _sigmoid(z)
    return s * 1 - s


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_is_one_minus_s(z):
    """This is 1 - s, one of the two factors. Where is the other?"""
    return _sigmoid(-z)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_is_the_square(z):
    """s is squared. The second factor is another one: it falls where s rises."""
    return _sigmoid(z) ** 2


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_times_z(z):
    """The slope is multiplied by z, as in the product rule for swish. The sigmoid has no factor z."""
    return z * _sigmoid(z) * _sigmoid(-z)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_leaves_its_input_alone")
def sigmoid_gradient_written_over_z(z):
    """The result is right, but it was written over z, which belongs to the caller."""
    z[...] = _sigmoid(z) * _sigmoid(-z)
    return z


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_with_the_wrong_sign(z):
    """The sigmoid rises everywhere, and this slope is negative: a minus of the chain rule is lost, or one too many."""
    s = _sigmoid(z)
    return s * (s - 1)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_far_out")
def sigmoid_gradient_fails_for_negative_values(z):
    """exp(-z) is infinite far on the left, and its square below as well: infinity by infinity is nan."""
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_far_out")
def sigmoid_gradient_fails_for_positive_values(z):
    """exp(z) is infinite far on the right, and its square below as well: infinity by infinity is nan. The slope is
    even in z; that helps."""
    return np.exp(z) / (1 + np.exp(z)) ** 2


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_far_out")
def sigmoid_gradient_clips_at_ten(z):
    """z seems to be cut to an interval that is too short: far out the slope stays at about 5e-5 instead of
    vanishing."""
    s = _sigmoid(np.clip(z, -10, 10))
    return s * (1 - s)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_at_zero")
def sigmoid_gradient_forgets_zero(z):
    """The two masks leave out z = 0, just where the slope is largest."""
    out = np.zeros(z.shape)
    for mask in (z > 0, z < 0):
        s = _sigmoid(z[mask])
        out[mask] = s * (1 - s)
    return out


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_matrices")
def sigmoid_gradient_flattens(z):
    """The numbers are right, but they come as one long row: the result needs the shape of z."""
    s = _sigmoid(z.ravel())
    return s * (1 - s)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_leaves_its_input_alone")
def sigmoid_gradient_writes_into_z(z):
    """The sigmoid was written into z to save an array: the result is right, and the caller's z is gone."""
    z[...] = _sigmoid(z)
    return z * (1 - z)


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_of_everyday_values")
def sigmoid_gradient_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    s = _sigmoid(z)
    return s * (1 - s)


_BUFFER = {}


@mistake("sigmoid_gradient", caught_by="sigmoid_gradient_leaves_its_input_alone")
def sigmoid_gradient_in_one_buffer(z):
    """Every call seems to return the same array, which the next call writes over: two results cannot be kept side by
    side. Make an array for each call."""
    out = _BUFFER.setdefault(np.shape(z), np.empty(np.shape(z)))
    out[...] = _sigmoid(z) * _sigmoid(-z)
    return out


# tanh_gradient


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_of_the_activation(z):
    """1 minus the square, but of z instead of tanh(z). This function is given the pre-activation."""
    return 1 - z**2


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_without_the_square(z):
    """Slopes above 1 on the left: something that should be squared is not."""
    return 1 - np.tanh(z)


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_squares_the_argument(z):
    """The square has slipped inside: tanh(z)**2 and tanh(z**2) are different functions."""
    return 1 - np.tanh(z**2)


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_with_the_rule_of_the_sigmoid(z):
    """t (1 - t) is the rule for the sigmoid. For tanh the quotient rule gives another expression."""
    t = np.tanh(z)
    return t * (1 - t)


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_is_that_of_the_sigmoid(z):
    """This is the slope of the sigmoid, never above one quarter. That of tanh is 1 at 0."""
    return _sigmoid(z) * _sigmoid(-z)


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_of_tanh_of_tanh(z):
    """tanh was applied twice, once too often: the result hardly changes with z."""
    return 1 - np.tanh(np.tanh(z)) ** 2


@mistake("tanh_gradient", caught_by="tanh_gradient_far_out")
def tanh_gradient_with_a_floor(z):
    """Small slopes are lifted to a least value. The slope of a saturated unit really is almost 0, and that is worth
    knowing."""
    return np.maximum(1 - np.tanh(z) ** 2, 1e-6)


@mistake("tanh_gradient", caught_by="tanh_gradient_leaves_its_input_alone")
def tanh_gradient_written_over_z(z):
    """The result is right, but it was written over z, which belongs to the caller."""
    z[...] = 1 - np.tanh(z) ** 2
    return z


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_with_the_wrong_sign(z):
    """tanh rises everywhere, and this slope is negative."""
    return np.tanh(z) ** 2 - 1


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_adds_the_square(z):
    """A plus where a minus belongs: tan has a slope above 1, tanh has one below 1."""
    return 1 + np.tanh(z) ** 2


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_with_a_single_cosh(z):
    """One over cosh is on the right way, but the quotient rule leaves the denominator squared."""
    return 1 / np.cosh(z)


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_by_centred_difference(z):
    """Right to about ten digits: this looks like a difference quotient. It is the right test for your formula, and not
    the formula."""
    h = 1e-5
    return (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)


@mistake("tanh_gradient", caught_by="tanh_gradient_far_out")
def tanh_gradient_divides_infinity_by_infinity(z):
    """exp(2z) overflows above and below for large z, and the quotient is nan."""
    e = np.exp(2 * z)
    return 4 * e / (1 + e) ** 2


@mistake("tanh_gradient", caught_by="tanh_gradient_of_matrices")
def tanh_gradient_flattens(z):
    """The numbers are right, but they come as one long row: the result needs the shape of z."""
    return np.array([1 - math.tanh(each) ** 2 for each in z.ravel()])


@mistake("tanh_gradient", caught_by="tanh_gradient_leaves_its_input_alone")
def tanh_gradient_writes_into_z(z):
    """tanh was written into z to save an array: the result is right, and the caller's z is gone."""
    np.tanh(z, out=z)
    return 1 - z**2


@mistake("tanh_gradient", caught_by="tanh_gradient_of_everyday_values")
def tanh_gradient_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return 1 - np.tanh(z) ** 2


# relu_gradient


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_is_one_at_zero(z):
    """At exactly 0 this says 1. Both slopes can be defended there; this course, like PyTorch, takes 0."""
    return (z >= 0).astype(float)


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_is_half_at_zero(z):
    """At exactly 0 this says one half, the mean of both sides. This course, like PyTorch, takes 0."""
    return np.heaviside(z, 0.5)


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_divides_zero_by_zero(z):
    """relu(z) / z is the slope on both sides, and nan at exactly 0."""
    return np.maximum(z, 0) / z


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_by_centred_difference(z):
    """At exactly 0 this says one half, and elsewhere it is right to about ten digits: a centred difference quotient. It
    cannot know which slope was chosen at the kink."""
    h = 1e-5
    return (np.maximum(z + h, 0) - np.maximum(z - h, 0)) / (2 * h)


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_with_a_tolerance(z):
    """Close to 0 on the right this still says 0: there is a tolerance in the comparison. The limit is exactly 0."""
    return (z > 1e-3).astype(float)


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_with_a_small_tolerance(z):
    """Very close to 0 on the right this still says 0: there is a small tolerance in the comparison. The limit is
    exactly 0."""
    return (z > 1e-8).astype(float)


@mistake("relu_gradient", caught_by="relu_gradient_is_an_array_of_floats")
def relu_gradient_in_truth_values(z):
    """The values are right but not floating-point numbers: a comparison gives truth values, and constants without a
    point give whole numbers. Backpropagation will subtract and scale them, so convert the result."""
    return z > 0


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_is_relu(z):
    """Positive values came back themselves: that is relu, and its slope is asked for."""
    return np.maximum(z, 0)


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_is_one_number(z):
    """One number came back for all of z. Every element has a slope of its own."""
    return 1.0 if np.all(z > 0) else 0.0


@mistake("relu_gradient", caught_by="relu_gradient_at_zero")
def relu_gradient_rises_slowly(z):
    """Between 0 and 1 the slope comes out as z itself. It jumps from 0 to 1 at once."""
    return np.clip(z, 0.0, 1.0)


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_is_the_sign(z):
    """On the left this says -1. There relu is flat."""
    return np.sign(z)


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_leaks(z):
    """On the left a small slope is left over: that belongs to a leaky ReLU."""
    return np.where(z > 0, 1.0, 0.01)


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_on_the_wrong_side(z):
    """The slope is on the wrong side: relu rises where z is positive."""
    return (z < 0).astype(float)


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_is_one_everywhere(z):
    """The slope is 1 everywhere, as if relu had no kink."""
    return np.ones(z.shape)


@mistake("relu_gradient", caught_by="relu_gradient_of_matrices")
def relu_gradient_flattens(z):
    """The numbers are right, but they come as one long row: the result needs the shape of z."""
    return np.array([1.0 if each > 0 else 0.0 for each in z.ravel()])


@mistake("relu_gradient", caught_by="relu_gradient_leaves_its_input_alone")
def relu_gradient_writes_into_z(z):
    """Zeros and ones were written into z itself: right result, but the caller's pre-activations are gone."""
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


@mistake("relu_gradient", caught_by="relu_gradient_of_everyday_values")
def relu_gradient_by_backward_difference(z):
    """Right to about ten digits: a difference quotient looks to the left of z. The slope is exactly 0 or exactly 1, and
    no subtraction is needed to tell which."""
    h = 1e-5
    return (np.maximum(z, 0) - np.maximum(z - h, 0)) / h


# gelu_gradient


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_is_only_the_gate(z):
    """This differentiates the factor z and keeps the gate, the first half of the product rule. Where is the second?"""
    return 0.5 * (1 + erf(z / np.sqrt(2)))


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_is_only_the_second_term(z):
    """This differentiates the gate and keeps the factor z, the second half of the product rule. Where is the first?"""
    return z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_forgets_the_factor_z(z):
    """The gate plus its derivative: in the product rule that derivative still has a factor beside it."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_starts_from_gelu(z):
    """The first term is gelu itself. Differentiating the factor z leaves the gate alone."""
    return 0.5 * z * (1 + erf(z / np.sqrt(2))) + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_is_the_density(z):
    """This is the bell curve, the derivative of the gate. In the product rule it has a factor, and there is another
    term."""
    return _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_without_the_root(z):
    """The density is right, and the gate is not: erf wants another argument than z."""
    return 0.5 * (1 + erf(z)) + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_without_the_half(z):
    """The gate runs from 0 to 2 here; a cdf runs from 0 to 1."""
    return 1 + erf(z / np.sqrt(2)) + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_with_the_root_of_pi(z):
    """The density has a wrong constant: under the root stands 2 pi, not pi."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * np.exp(-z * z / 2) / np.sqrt(np.pi)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_without_a_root_of_two_pi(z):
    """The density has a wrong constant: it is divided by 2 pi itself, and not by its root."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * np.exp(-z * z / 2) / (2 * np.pi)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_is_that_of_swish(z):
    """This is the slope of swish. The gate of gelu is the normal distribution's cdf."""
    s = _sigmoid(z)
    return s + z * s * (1 - s)


@mistake("gelu_gradient", caught_by="gelu_gradient_leaves_its_input_alone")
def gelu_gradient_written_over_z(z):
    """The result is right, but it was written over z, which belongs to the caller."""
    z[...] = 0.5 * (1 + erf(z / np.sqrt(2))) + z * _density(z)
    return z


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_without_the_constant(z):
    """The second term is too large by a constant factor: a density has area 1, and exp(-z²/2) alone has not."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * np.exp(-(z**2) / 2)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_with_a_narrow_bell(z):
    """The bell curve is too narrow: look at the exponent of the standard normal density."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * np.exp(-(z**2)) / np.sqrt(2 * np.pi)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_subtracts(z):
    """The two terms of the product rule are subtracted; they are added."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) - z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_by_tanh(z):
    """This is the slope of the tanh approximation, close to the exact one but not equal to it."""
    inner = np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    slope = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)
    return 0.5 * (1 + np.tanh(inner)) + 0.5 * z * (1 - np.tanh(inner) ** 2) * slope


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_by_centred_difference(z):
    """Right to about ten digits: this looks like a difference quotient. Keep it as a test, and write the formula."""
    h = 1e-5
    left, right = ((z + step) * 0.5 * (1 + erf((z + step) / np.sqrt(2))) for step in (-h, h))
    return (right - left) / (2 * h)


@mistake("gelu_gradient", caught_by="gelu_gradient_at_zero")
def gelu_gradient_divides_zero_by_zero(z):
    """The gate was recovered as gelu(z) / z, which is nan at exactly 0. Compute the gate itself."""
    value = 0.5 * z * (1 + erf(z / np.sqrt(2)))
    return value / z + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_far_out")
def gelu_gradient_by_a_power_series(z):
    """A power series for erf, cut after some terms, is excellent near 0 and useless far out. Use a library's erf."""
    return 0.5 * (1 + _erf_series(z / np.sqrt(2))) + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_of_matrices")
def gelu_gradient_flattens(z):
    """The numbers are right, but they come as one long row: the result needs the shape of z."""
    z = z.ravel()
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * _density(z)


@mistake("gelu_gradient", caught_by="gelu_gradient_leaves_its_input_alone")
def gelu_gradient_writes_into_z(z):
    """`z *= ...` multiplies inside the caller's array: the result is right, and the caller's z is gone."""
    gate = 0.5 * (1 + erf(z / np.sqrt(2)))
    z *= _density(z)
    return gate + z


@mistake("gelu_gradient", caught_by="gelu_gradient_of_everyday_values")
def gelu_gradient_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    return np.float32(0.5) * (1 + erf(z / np.float32(np.sqrt(2)))) + z * _density(z)


# swish_gradient


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_is_only_the_gate(z):
    """This differentiates the factor z and keeps the gate, the first half of the product rule. Where is the second?"""
    return _sigmoid(z)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_is_only_the_second_term(z):
    """This differentiates the gate and keeps the factor z, the second half of the product rule. Where is the first?"""
    s = _sigmoid(z)
    return z * s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_forgets_the_factor_z(z):
    """The gate plus its derivative: in the product rule that derivative still has a factor beside it."""
    s = _sigmoid(z)
    return s + s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_mixes_up_gate_and_swish(z):
    """There is a short form that uses both swish and its gate; here the two have changed places in one spot."""
    s = _sigmoid(z)
    return z * s + z * s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_starts_from_swish(z):
    """The first term is swish, and the factor z of the second is missing: which of the two terms has it?"""
    s = _sigmoid(z)
    return z * s + s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_with_a_plus_in_the_short_form(z):
    """This looks like the short form with swish in it, with a wrong sign in one place. Multiply out once more."""
    s = _sigmoid(z)
    return z * s + s * (1 + z * s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_without_the_gate(z):
    """The gate was taken out of both terms as a common factor, and then lost: far on the left this does not vanish."""
    return 1 + z * _sigmoid(-z)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_of_the_value(z):
    """In the second term a factor is missing, or z stands where swish(z) belongs. Go through the product rule again."""
    s = _sigmoid(z)
    return z + s * (1 - z)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_is_that_of_gelu(z):
    """This is the slope of gelu. The gate of swish is the sigmoid."""
    return 0.5 * (1 + erf(z / np.sqrt(2))) + z * _density(z)


@mistake("swish_gradient", caught_by="swish_gradient_leaves_its_input_alone")
def swish_gradient_written_over_z(z):
    """The result is right, but it was written over z, which belongs to the caller."""
    s = _sigmoid(z)
    z[...] = s + z * s * (1 - s)
    return z


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_subtracts(z):
    """The two terms of the product rule are subtracted; they are added."""
    s = _sigmoid(z)
    return s - z * s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_is_that_of_the_sigmoid(z):
    """This is the slope of the gate alone. Swish is a product, so its slope has two terms."""
    s = _sigmoid(z)
    return s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_by_centred_difference(z):
    """Right to about ten digits: this looks like a difference quotient. Keep it as a test, and write the formula."""
    h = 1e-5
    return ((z + h) * _sigmoid(z + h) - (z - h) * _sigmoid(z - h)) / (2 * h)


@mistake("swish_gradient", caught_by="swish_gradient_far_out")
def swish_gradient_fails_for_positive_values(z):
    """The gate was written with exp(z) above and below: for large z that is infinity by infinity, hence nan."""
    s = np.exp(z) / (1 + np.exp(z))
    return s + z * s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_far_out")
def swish_gradient_fails_for_negative_values(z):
    """The slope of the gate has exp(-z) above and its square below: far on the left that is
    infinity by infinity, or times 0."""
    e = np.exp(-z)
    return 1 / (1 + e) + z * e / (1 + e) ** 2


@mistake("swish_gradient", caught_by="swish_gradient_at_zero")
def swish_gradient_divides_zero_by_zero(z):
    """The gate was recovered as swish(z) / z, which is nan at exactly 0. Compute the gate itself."""
    value = z * _sigmoid(z)
    return value / z * (1 + z - value)


@mistake("swish_gradient", caught_by="swish_gradient_of_matrices")
def swish_gradient_flattens(z):
    """The numbers are right, but they come as one long row: the result needs the shape of z."""
    s = _sigmoid(z.ravel())
    return s + z.ravel() * s * (1 - s)


@mistake("swish_gradient", caught_by="swish_gradient_leaves_its_input_alone")
def swish_gradient_writes_into_z(z):
    """`z *= ...` multiplies inside the caller's array: the result is right, and the caller's z is gone."""
    s = _sigmoid(z)
    z *= s * (1 - s)
    return s + z


@mistake("swish_gradient", caught_by="swish_gradient_of_everyday_values")
def swish_gradient_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    z = z.astype(np.float32)
    s = _sigmoid(z)
    return s + z * s * (1 - s)


# largest_gradient


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def a_grid_that_is_too_coarse(gradient, low, high):
    """About right: the top lies between two of the points that were tried, which are too far apart for three
    decimals. Try more of them, or search on around the best one."""
    z = np.linspace(low, high, 101)
    best = np.argmax(gradient(z))
    return z[best], gradient(z)[best]


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def a_grid_of_a_thousand_points(gradient, low, high):
    """Nearly: a thousand points are 0.01 or more apart on such an interval, and the place is wanted to within 0.001."""
    z = np.linspace(low, high, 1000)
    best = np.argmax(gradient(z))
    return z[best], gradient(z)[best]


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def a_grid_of_five_thousand_points(gradient, low, high):
    """Nearly: five thousand points are 0.003 apart or more on a long interval, and the place is wanted to within
    0.001."""
    z = np.linspace(low, high, 5000)
    best = np.argmax(gradient(z))
    return z[best], gradient(z)[best]


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def a_grid_in_hundredths(gradient, low, high):
    """Nearly: the points are 0.01 apart, and the place is wanted to within 0.001."""
    z = np.arange(low, high, 0.01)
    best = np.argmax(gradient(z))
    return z[best], gradient(z)[best]


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def rounded_to_two_decimals(gradient, low, high):
    """The place is right to two decimals, and three are wanted: it was rounded, or the steps are too long."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    return round(float(z[np.argmax(values)]), 2), round(float(values.max()), 2)


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def only_the_value(gradient, low, high):
    """One number came back. Two are asked for: the place, and the value there."""
    return float(gradient(np.linspace(low, high, 100_001)).max())


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def a_dict_of_both(gradient, low, high):
    """A dict came back; a pair (z, value) is asked for."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    return {"z": z[np.argmax(values)], "value": values.max()}


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def place_and_value_exchanged(gradient, low, high):
    """Both numbers are right, in the wrong order: the place comes first."""
    z = np.linspace(low, high, 100_001)
    best = np.argmax(gradient(z))
    return gradient(z)[best], z[best]


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def the_index_for_the_place(gradient, low, high):
    """argmax says at which index the largest value stands. The place is the z at that index."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    return int(np.argmax(values)), values.max()


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def the_smallest_value(gradient, low, high):
    """This is where the gradient is smallest: minimizers need the function with its sign turned, and argmin is not
    argmax."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    return z[np.argmin(values)], values.min()


@mistake("largest_gradient", caught_by="the_top_of_a_hill")
def only_the_middle(gradient, low, high):
    """The gradient was asked in the middle of the interval only. Several activations are steepest elsewhere."""
    z = (low + high) / 2
    return z, gradient(z)


@mistake("largest_gradient", caught_by="the_end_of_the_interval")
def only_tops_with_lower_neighbours(gradient, low, high):
    """Only points that are higher than both neighbours were considered. The ends have one neighbour each and may be
    highest of all."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    tops = np.flatnonzero((values[1:-1] > values[:-2]) & (values[1:-1] >= values[2:])) + 1
    best = tops[np.argmax(values[tops])] if tops.size else z.size // 2
    return z[best], values[best]


@mistake("largest_gradient", caught_by="the_highest_of_three_hills")
def the_first_top_from_the_left(gradient, low, high):
    """The search stops at the first place after which the values fall. A higher top may come later."""
    z = np.linspace(low, high, 100_001)
    values = gradient(z)
    falling = np.flatnonzero(np.diff(values) < 0)
    best = falling[0] if falling.size else z.size - 1
    if best == 0:
        best = np.argmax(values)
    return z[best], values[best]


@mistake("largest_gradient", caught_by="the_highest_of_three_hills")
def a_climb_with_a_stride(gradient, low, high):
    """A search that only goes uphill, or that narrows the interval at once, finds the nearest top. Look at the whole
    interval first."""
    stride = (high - low) / 997
    z = (low + high) / 2
    while low < z + stride < high and gradient(z + stride) > gradient(z):
        z += stride
    while low < z - stride < high and gradient(z - stride) > gradient(z):
        z -= stride
    return z, gradient(z)


@mistake("largest_gradient", caught_by="a_landscape_below_zero")
def the_largest_absolute_value(gradient, low, high):
    """Absolute values were compared, so a deep valley beats a hill. Asked for is the largest value, sign included."""
    z = np.linspace(low, high, 100_001)
    values = np.abs(gradient(z))
    return z[np.argmax(values)], values.max()


@mistake("largest_gradient", caught_by="a_landscape_below_zero")
def a_record_that_starts_at_zero(gradient, low, high):
    """The record to beat was set to 0 at the start. Where all values are negative none of them beats it: start with the
    first value instead."""
    place, record = low, 0.0
    z = np.linspace(low, high, 20_001)
    for each, value in zip(z, gradient(z), strict=True):
        if value > record:
            place, record = each, value
    return place, record


@mistake("largest_gradient", caught_by="the_end_of_the_interval")
def always_the_same_interval(gradient, low, high):
    """The search runs over an interval of its own and finds something outside [low, high]. Use the arguments."""
    z = np.linspace(-20, 20, 200_001)
    values = gradient(z)
    return z[np.argmax(values)], values.max()
