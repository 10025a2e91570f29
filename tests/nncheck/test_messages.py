"""A message says what is not a number, then how many values differ, the worst place, got, expected and allowed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from nncheck.comparisons import Close, Exact

NEAR = Close(rtol=1e-6, atol=0)
rng = np.random.default_rng(0)


def said(got, expected, *arguments, by=NEAR):
    return by.difference(got, expected, arguments)


def test_count_place_input_got_expected_and_allowed():
    z = np.array([[-1.0, 2.0], [3.0, 4.0]])
    expected, got = np.array([[0.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 2.25], [4.5, 4.0]])
    assert said(got, expected, z) == (
        "2 of 4 values differ, worst at result[1, 0] (where the input is 3): got 4.5, expected 3 "
        "(allowed difference 3e-06)."
    )


def test_a_single_number():
    assert said(0.7, 0.6931471805599453, by=Close(rtol=0, atol=1e-3)) == (
        "The result: got 0.7, expected 0.693147 (allowed difference 0.001)."
    )
    assert said({"loss": 2}, {"loss": 3}, by=Exact()) == "loss: got 2, expected 3 (exactly)."


def test_what_is_not_a_number_comes_first():
    expected = np.array([1.0, 2.0, 3.0, 4.0])
    got = np.array([7.0, np.nan, np.inf, 4.0])
    assert said(got, expected, np.array([0.0, 800.0, 900.0, 1.0])) == (
        "2 of 4 values are nan or infinite, first at result[1] (where the input is 800); expected 2."
    )
    assert said(np.nan, 0.5) == "The result is nan; expected 0.5."
    assert said({"a": -np.inf}, {"a": 0.5}) == "a is infinite; expected 0.5."


def test_a_finite_number_where_infinity_is_expected():
    assert "got 5, expected inf" in said(np.array([5.0, 1.0]), np.array([np.inf, 1.0]))
    assert "got 5, expected nan" in said(np.array([5.0, 1.0]), np.array([np.nan, 1.0]))


def test_the_worst_array_is_described_and_the_others_are_named():
    expected = {name: np.zeros(4) for name in ("W1", "b1", "W2", "b2")}
    got = {"W1": np.array([1.0, 2, 0, 0]), "b1": np.array([1.0, 5, 7, 0]), "W2": np.zeros(4), "b2": np.eye(4)[0]}
    text = said(got, expected)
    assert text.startswith("In b1, 3 of 4 values differ, worst at b1[2]: got 7, expected 0 (exactly).")
    assert "W1 and b2 differ too." in text
    assert "W2" not in text


def test_an_array_with_nan_is_described_before_one_that_is_only_wrong():
    expected = {"W1": np.zeros(4), "W2": np.zeros(4)}
    text = said({"W1": np.ones(4), "W2": np.array([np.nan, 0, 0, 0])}, expected)
    assert text.startswith("In W2, 1 of 4 values are nan or infinite")
    assert "W1 differs too." in text


def test_a_hundred_differing_numbers_are_not_all_listed():
    expected = {"loss": [float(n) for n in range(100)]}
    text = said({"loss": [n + rng.normal() for n in range(100)]}, expected)
    assert "others differ too." in text
    assert len(text) < 400


def test_the_worst_place_of_an_exact_comparison_is_the_one_furthest_off():
    text = said(np.array([0.0, 10.0, 500.0, 3.0]), np.zeros(4), by=Exact())
    assert "worst at result[2]: got 500, expected 0 (exactly)" in text


@given(arrays.arrays(np.float64, (2, 3), elements=st.floats(-1e3, 1e3)), st.data())
def test_the_place_named_is_one_that_is_furthest_off(expected, data):
    off = data.draw(arrays.arrays(np.float64, (2, 3), elements=st.sampled_from([0.0, 1e-3, 5.0, -7.0, 1e200])))
    text = said(expected + off, expected, by=Close(rtol=0, atol=1e-6))
    if not off.any():
        assert text is None
        return
    place = text.split("result[")[1].split("]")[0]
    index = tuple(int(number) for number in place.split(","))
    assert abs(off[index]) == np.abs(off).max()
    assert f"{np.count_nonzero(off)} of 6 values differ" in text


def test_as_many_digits_as_it_takes_to_tell_two_numbers_apart():
    text = said(np.array([1.0, 0.12345678901]), np.array([1.0, 0.12345678902]), by=Close(rtol=1e-14, atol=0))
    assert "got 0.12345678901, expected 0.12345678902" in text


def test_zero_has_no_sign():
    assert "got 0, expected 1" in said(np.array([-0.0, 2.0]), np.array([1.0, 2.0]))
    assert "-0" not in said(np.array([3.0, 2.0]), np.array([-0.0, 2.0]))


def test_the_input_is_named_only_where_it_has_the_shape_of_the_result():
    expected, got = np.arange(4.0), np.array([0.0, 1.0, 3.0, 3.0])
    assert "where the input is 12" in said(got, expected, np.arange(10.0, 14.0))
    for arguments in ((), (np.arange(5.0),), ([10.0, 11.0, 12.0, 13.0],), (None, np.arange(4.0)), (3.0,), ("text",)):
        assert "input" not in said(got, expected, *arguments)
    assert "input" not in said(1.0, 2.0, np.array(3.0))


def test_a_name_of_several_words_begins_a_sentence_and_a_variable_stays_as_it_is():
    assert said({"the block": np.ones(2)}, {"the block": np.ones(3)}).startswith("The block has shape (2,)")
    assert said({"b1": np.ones(2)}, {"b1": np.ones(3)}).startswith("b1 has shape (2,)")
    assert said({"z after the call": np.ones(2)}, {"z after the call": np.ones(3)}).startswith("z after the call has")


def test_variables_at_the_beginning_of_a_sentence_keep_their_letters():
    expected = {"W1": np.zeros(2), "b1": np.zeros(2), "W2": np.zeros(2)}
    got = {name: np.arange(1, 3) + value for name, value in expected.items()}
    assert " b1 and W2 differ too." in said(got, expected)


def test_what_came_in_the_place_of_something_else_is_named():
    assert said(None, np.ones(3)) == "The result is None; expected an array of shape (3,)."
    assert said("x" * 500, 1.0) == f"The result is {'x' * 60!r}; expected a number."
    assert said({"a": 1}, 1.0) == "The result is a dict; expected a number."
    assert said({"a": np.zeros((2, 2))}, {"a": "up"}) == "a is an array of shape (2, 2); expected 'up'."
