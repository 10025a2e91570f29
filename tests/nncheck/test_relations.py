"""Why something is off is told where it explains every place, and never where it only might."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from nncheck import relations
from nncheck.comparisons import Close, Exact

NEAR = Close(rtol=1e-9, atol=1e-12)
rng = np.random.default_rng(3)
W = rng.normal(size=(3, 3))


def why(got, expected, *arguments, by=NEAR):
    """The sentence that explains, without the facts before it."""
    text = by.difference(got, expected, arguments)
    assert text is not None
    facts = facts_of(got, expected, arguments, by)
    assert text.startswith(facts)
    return text[len(facts) :].strip()


def facts_of(got, expected, arguments, by):
    """The same message where no relation is known."""
    kept, relations.RELATIONS[:] = relations.RELATIONS[:], []
    try:
        return by.difference(got, expected, arguments)
    finally:
        relations.RELATIONS[:] = kept


class TestTold:
    def test_zeros(self):
        assert why(np.zeros(3), np.array([1.0, 0.0, 2.0])) == "Every value is 0."
        assert why({"a": np.zeros(2), "b": 0.0}, {"a": np.ones(2), "b": 1.0}) == "In each of them every value is 0."

    def test_the_input_itself(self):
        z = rng.normal(size=5)
        assert why(z.copy(), np.tanh(z), z) == "The result is the input, unchanged."
        assert why(z.copy(), np.tanh(z), W, z) == "The result is the input, unchanged."

    @pytest.mark.parametrize(("factor", "named"), [(2.0, "2"), (1 / 3, "0.333333 (1/3)"), (-2.5, "-2.5 (-5/2)")])
    def test_a_factor(self, factor, named):
        assert why(factor * W, W) == f"Every value is {named} times what is expected."
        both = {"W1": factor * W, "b1": factor * W[0]}
        assert why(both, {"W1": W, "b1": W[0]}) == f"In each of them every value is {named} times what is expected."

    def test_a_factor_that_is_the_number_of_rows(self):
        X = rng.normal(size=(7, 2))
        assert why(7 * W, W, X).endswith("There are 7 rows.")
        assert why(W / 7, W, X).endswith("There are 7 rows.")
        assert "rows" not in why(5 * W, W, X)
        assert "rows" not in why(2 * W, W, np.ones((2, 2)))

    def test_the_opposite_sign(self):
        assert why(-W, W) == "Every value has the opposite sign."
        assert why({"a": -W, "b": -W[0]}, {"a": W, "b": W[0]}) == "In each of them every value has the opposite sign."

    def test_a_factor_for_each_array(self):
        text = why({"W1": 2 * W, "b1": W[0] / 4}, {"W1": W, "b1": W[0]})
        assert text == "Each is a multiple of what is expected: W1 2, b1 0.25 (1/4) times."

    def test_a_single_number_that_is_a_plain_multiple_of_one_that_is_not_plain(self):
        assert why(2 * 0.6931471805599453, 0.6931471805599453) == "Every value is 2 times what is expected."
        assert why(-0.6931471805599453, 0.6931471805599453) == "Every value has the opposite sign."

    def test_a_multiple_of_nearly_nothing_says_nothing(self):
        """Where 0 would pass for what is expected, no factor leads to what came."""
        by = Close(rtol=1e-3, atol=1e-3)
        assert why({"W1": 0.6, "b1": 0.7}, {"W1": 1.7e-11, "b1": 4.3e-11}, by=by) == ""
        assert why(1e-9 * (1 + W**2), 3e-20 * (1 + W**2), by=Close(rtol=0, atol=1e-12)) == ""

    def test_a_large_factor_is_no_fraction(self):
        assert why(123456.75 * W, W) == "Every value is 123457 times what is expected."
        assert why(44370123456.5 * 0.6931471805599453, 0.6931471805599453) == ""

    def test_an_offset(self):
        assert why(W + 0.5, W) == "Every value is 0.5 more than expected."
        assert why(W - 3, W) == "Every value is 3 less than expected."
        assert why({"a": 3.0, "b": 5.0}, {"a": 1.0, "b": 3.0}) == "Each of them is 2 more than expected."

    def test_a_square_transpose(self):
        assert why(W.T, W) == "It is the transpose of what is expected."
        assert why(1e-20 * W.T, 1e-20 * W, by=Exact()) == "It is the transpose of what is expected."

    def test_another_order(self):
        z = rng.normal(size=6)
        assert why(z[::-1], z) == "The values are right, but in another order."

    def test_few_digits(self):
        z = rng.normal(size=6)
        assert "right to about 7 digits only" in why(z.astype(np.float32).astype(float), z)
        assert "right to about 6 digits only" in why(0.693147, 0.6931471805599453)

    @pytest.mark.parametrize(
        ("kind", "named"),
        [
            (lambda z: z == 0, "0"),
            (lambda z: z < 0, "negative"),
            (lambda z: z > 0, "positive"),
            (lambda z: z <= 0, "0 or negative"),
            (lambda z: z >= 0, "0 or positive"),
        ],
    )
    def test_one_kind_of_input(self, kind, named):
        z = np.array([-3.0, -0.5, 0.0, 0.0, 0.7, 4.0])
        off = kind(z) * rng.normal(size=6)
        assert why(np.tanh(z) + off, np.tanh(z), z) == f"Only the places where the input is {named} are off."

    def test_large_inputs(self):
        z = np.array([-800.0, -2.0, 0.1, 3.0, 40.0, 700.0])
        expected = np.tanh(z)
        got = np.where(np.abs(z) > 30, np.nan, expected)
        text = why(got, expected, z)
        assert text == "Only the places where the input is large are off, from |input| = 40 on."

    @given(st.sampled_from([2.0, 0.5, -1.0, -3.0, 0.1]), st.integers(0, 2**32))
    def test_round_off_does_not_hide_a_factor_an_offset_or_a_transpose(self, factor, seed):
        draw = np.random.default_rng(seed)
        expected = draw.normal(size=(4, 4))
        noise = 1 + 1e-14 * draw.normal(size=(4, 4))
        assert "times" in why(factor * expected * noise, expected) or factor == -1
        assert "more than" in why((expected + abs(factor)) * noise, expected)
        assert "transpose" in why(expected.T * noise, expected)
        assert "another order" in why(np.roll(expected, 1) * noise, expected)


class TestNotTold:
    @given(st.integers(0, 2**32), st.sampled_from([(2,), (6,), (2, 3), (4, 4), (1, 5), (3, 2, 2)]))
    def test_nothing_is_told_of_numbers_that_have_nothing_to_do_with_each_other(self, seed, shape):
        draw = np.random.default_rng(seed)
        got, expected, argument = draw.normal(size=(3, *shape))
        assert why(got, expected) == ""
        assert why({"a": got, "b": argument}, {"a": expected, "b": got}) == ""
        assert "equals" not in why(got, expected, argument)

    @given(st.floats(0.01, 100), st.floats(0.01, 100))
    def test_a_single_number_is_no_multiple_or_offset_of_another(self, got, expected):
        assume(abs(got - expected) > 1e-4 * expected)
        assume(not any(abs(got / expected * d - round(got / expected * d)) < 1e-6 for d in range(1, 13)))
        assert why(got, expected) == ""
        assert why(np.array([got]), np.array([expected])) == ""

    @pytest.mark.parametrize(
        ("got", "expected"),
        [(3, 5), (0.25, 0.5), (2, 1), (0.75, 0.875), (0.0, 0.5), (4.0, 2.0), (-1.0, 1.0), (10, 9)],
    )
    def test_counts_and_accuracies_are_multiples_of_one_another_by_chance(self, got, expected):
        assert why(got, expected) == ""
        assert why({"a": got, "b": None}, {"a": expected, "b": None}) == ""

    def test_a_constant_is_a_multiple_of_any_other(self):
        assert why(np.full(5, 0.7), np.full(5, 1.0)) == ""
        assert why(np.full(5, 0.7), np.full(5, 0.4)) == ""
        assert why(np.full(5, 0.5), 1 - 1e-9 * np.arange(5)) == ""

    def test_one_number_among_zeros_is_a_multiple_of_any_other(self):
        assert why(np.array([0.0, 7.0, 0.0]), np.array([0.0, 5.0, 0.0])) == ""

    def test_a_factor_that_misses_one_place_is_none(self):
        got = 2 * W
        got[1, 2] += 1e-3
        assert why(got, W) == ""
        assert why({"a": 2 * W, "b": W[0] + [0, 0, 1]}, {"a": W, "b": W[0]}) == ""

    def test_a_factor_is_not_read_off_the_large_numbers_alone(self):
        assert "times" not in why(np.array([2e6, 7.7, 3.0]), np.array([1e6, 1e-3, 4.0]))

    def test_a_factor_near_one_is_round_off_and_no_factor(self):
        assert "times" not in why(W * (1 + 1e-7), W)

    def test_a_nearly_symmetric_matrix_is_not_its_own_transpose(self):
        symmetric = W + W.T
        got = symmetric + 1e-8 * rng.normal(size=(3, 3))
        assert "transpose" not in why(got, symmetric)
        assert "order" not in why(got, symmetric)

    def test_nearly_equal_numbers_are_not_in_another_order(self):
        expected = 0.5 + 1e-8 * rng.normal(size=6)
        assert "order" not in why(0.5 + 1e-8 * rng.normal(size=6), expected)

    def test_labels_of_two_kinds_are_not_in_another_order_and_not_the_input(self):
        y = np.array([0.0, 1.0, 1.0, 0.0])
        assert why(1 - y, y, by=Exact()) == ""
        assert why(np.array([1.0, 1.0, 0.0, 0.0]), y, np.array([1.0, 1.0, 0.0, 0.0]), by=Exact()) == ""

    def test_numbers_of_another_size_are_not_rounded(self):
        assert "digits" not in why(np.array([1e6, 5e-3]), np.array([1e6, 1e-3]))
        assert "digits" not in why(np.array([1.0, 1e-9]), np.array([1.0, 0.0]))

    def test_a_count_that_is_nearly_right_is_wrong_and_not_rounded(self):
        assert why(1_000_001, 1_000_000, by=Exact()) == ""
        assert "digits" not in why(np.array([1_000_001, 3]), np.array([1_000_000, 3]), by=Exact())

    def test_one_place_alone_is_no_kind_of_input(self):
        z = np.array([-2.0, 1.0, 5.0, 3.0])
        for place in range(4):
            got = np.tanh(z)
            got[place] += 0.1
            assert why(got, np.tanh(z), z) == ""

    def test_some_but_not_all_places_of_a_kind(self):
        z = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 4.0])
        got = np.tanh(z) + np.array([0.1, 0.0, 0.2, 0.0, 0.0, 0.0])
        assert why(got, np.tanh(z), z) == ""

    def test_an_input_that_is_not_a_number_is_of_no_kind(self):
        z = np.array([-3.0, -2.0, np.nan, 1.0, 2.0, 4.0])
        assert why(np.ones(6), np.where(z < 0, 0.3, 1.0), z) == ""

    def test_infinities_and_nan_are_explained_by_nothing(self):
        for stray in (np.inf, -np.inf, np.nan):
            got, expected = 2 * W, W.copy()
            got[0, 0] = stray
            assert why(got, expected) == ""
            expected[0, 0] = stray
            assert why(2 * W, expected) == ""


def literally(sentence, got, expected, arguments):
    """Whether a sentence is true, word for word, worked out in another way."""
    words = sentence.split()
    pairs = list(zip(got.ravel().tolist(), expected.ravel().tolist(), strict=True))
    off = [g != e for g, e in pairs]
    if sentence.endswith(" is 0."):
        return all(g == 0 for g, _ in pairs)
    if "is the input" in sentence:
        return any(np.array_equal(got, argument) for argument in arguments)
    if "opposite sign" in sentence:
        return all(g == -e for g, e in pairs)
    if "times what" in sentence:
        factor = Fraction(words[4].strip("()")) if words[4].startswith("(") else Fraction(words[3])
        return all(abs(g - factor * Fraction(e)) <= 2e-5 * abs(g) for g, e in pairs)
    if "than expected" in sentence:
        step = Fraction(words[3]) * (1 if words[4] == "more" else -1)
        return all(abs(Fraction(g) - Fraction(e) - step) <= 1e-5 * abs(step) for g, e in pairs)
    if "transpose" in sentence:
        return np.array_equal(got.T, expected)
    if "another order" in sentence:
        return sorted(g for g, _ in pairs) == sorted(e for _, e in pairs)
    z = arguments[0].ravel().tolist()
    if "large" in sentence:
        return min(abs(a) for a, o in zip(z, off, strict=True) if o) > max(
            abs(a) for a, o in zip(z, off, strict=True) if not o
        )
    kind = {
        "0": lambda a: a == 0,
        "negative": lambda a: a < 0,
        "positive": lambda a: a > 0,
        "0 or negative": lambda a: a <= 0,
        "0 or positive": lambda a: a >= 0,
    }[sentence.removeprefix("Only the places where the input is ").removesuffix(" are off.")]
    return [kind(a) for a in z] == off


small = st.integers(-3, 3).map(float)
square = arrays.array_shapes(min_dims=0, max_dims=2, min_side=1, max_side=3)


@given(square.flatmap(lambda shape: st.tuples(*[arrays.arrays(np.float64, shape, elements=small)] * 3)))
@example((np.array([2.0, 0.0]), np.array([1.0, 0.0]), np.array([1.0, 2.0])))
@example((np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, -1.0]), np.array([-1.0, 0.0, 1.0])))
def test_whatever_is_told_of_small_whole_numbers_is_true_word_for_word(drawn):
    got, expected, argument = drawn
    assume(not np.array_equal(got, expected))
    sentence = why(got, expected, argument, by=Exact())
    assert sentence == "" or literally(sentence, got, expected, (argument,))


@given(
    arrays.arrays(np.float64, st.sampled_from([(3,), (2, 2)]), elements=st.floats(allow_nan=True)),
    arrays.arrays(np.float64, st.sampled_from([(3,), (2, 2)]), elements=st.floats(allow_nan=True)),
)
def test_no_number_is_too_strange_to_be_described(got, expected):
    assume(got.shape == expected.shape)
    for by in (NEAR, Exact(), Close(rtol=1e-3, atol=0, normwise=True)):
        text = by.difference(got, expected, (got, expected))
        assert text is None or len(text) < 600
