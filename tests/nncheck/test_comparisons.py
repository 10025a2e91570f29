"""What counts as the same answer: numbers within the stated tolerance, laid beside each other piece by piece."""

import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from nncheck.comparisons import COMPARISONS, Close, Exact, SameFaults, from_data, to_data

NEAR = Close(rtol=1e-6, atol=1e-9)
COMMON = [NEAR, Close(rtol=1e-6, atol=0, normwise=True), Exact()]

shapes = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -0.0, 1.0, np.inf, -np.inf, np.nan])
some_array = arrays.arrays(np.float64, shapes, elements=numbers)
answers = st.recursive(
    some_array | st.integers(-5, 5) | st.booleans() | st.floats() | st.text(max_size=3) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(0, 3), inner, max_size=3)
    ),
    max_leaves=8,
)


def says(by, got, expected):
    return by.difference(got, expected, ())


@pytest.mark.parametrize("by", COMMON, ids=str)
@given(answers)
def test_every_answer_is_the_same_as_itself(by, answer):
    assert says(by, answer, answer) is None
    assert by.agrees(answer, answer)


@pytest.mark.parametrize("by", COMMON, ids=str)
@given(answers, answers)
def test_a_difference_is_a_sentence_and_agreement_is_none(by, got, expected):
    said = says(by, got, expected)
    assert by.agrees(got, expected) == (said is None) or (by == Exact() and by.agrees(got, expected))
    assert said is None or said.endswith((".", "?"))


def test_a_known_mistake_in_another_coding_is_the_same_mistake():
    one, other = np.array([0.1 + 0.2, 1e6]), np.array([0.3, 1e6])
    assert says(Exact(), one, other) is not None
    assert Exact().agrees(one, other)
    assert not Exact().agrees(one, one + 1e-6)
    assert not Exact().agrees(3, 4)


@given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=2, max_side=3), elements=st.floats(-1e6, 1e6)), st.data())
def test_one_number_beyond_the_tolerance_is_found_wherever_it_stands(expected, data):
    place = tuple(data.draw(st.integers(0, n - 1)) for n in expected.shape)
    within, beyond = expected.copy(), expected.copy()
    allowed = NEAR.atol + NEAR.rtol * abs(expected[place])
    within[place] += 0.9 * allowed
    beyond[place] += 1.1 * allowed
    assert says(NEAR, within, expected) is None
    assert says(NEAR, beyond, expected) is not None


@pytest.mark.parametrize("sign", [1, -1])
def test_the_tolerance_is_measured_by_what_is_expected_and_not_by_what_came(sign):
    by = Close(rtol=0.25, atol=0)
    assert says(by, np.array([sign * 1.0]), np.array([sign * 1.25])) is None
    assert says(by, np.array([sign * 1.25]), np.array([sign * 1.0])) is None
    assert says(by, np.array([sign * 1.0]), np.array([sign * 0.75])) is not None
    assert says(by, np.array([-sign * 1.0]), np.array([sign * 1.0])) is not None


@given(
    arrays.arrays(np.float64, 4, elements=numbers),
    arrays.arrays(np.float64, 4, elements=numbers),
    st.sampled_from([NEAR, Close(rtol=1, atol=1e300), Close(rtol=0.5, atol=1, normwise=True)]),
)
def test_nan_and_infinity_pass_only_where_they_are_expected(got, expected, by):
    assume(not np.array_equal(np.isfinite(got), np.isfinite(expected)))
    assert says(by, got, expected) is not None


def test_infinities_have_a_sign_and_are_not_nan():
    for got, expected in ((np.inf, -np.inf), (np.nan, np.inf), (np.inf, np.nan)):
        assert says(Close(rtol=10, atol=1e308), np.array([got]), np.array([expected])) is not None
    assert says(NEAR, np.array([np.nan, np.inf]), np.array([np.nan, np.inf])) is None


def test_an_infinite_value_does_not_widen_what_is_allowed_elsewhere():
    expected = np.array([np.inf, 1.0, np.nan])
    assert says(Close(rtol=1e-3, atol=0, normwise=True), np.array([np.inf, 2.0, np.nan]), expected) is not None


@pytest.mark.filterwarnings("error")
def test_the_largest_numbers_are_compared_without_a_warning():
    largest = np.finfo(float).max
    got = np.where(np.eye(3), largest, -largest)
    for expected in (np.eye(3), np.ones((3, 3)), -got, np.arange(9.0).reshape(3, 3)):
        assert says(NEAR, got, expected) is not None
    assert says(NEAR, got[:2].T, -got[:2]) == "The result has shape (3, 2); expected (2, 3)."
    assert says(NEAR, {"W1": got, "W2": got / 2}, {"W1": np.eye(3) / largest, "W2": np.eye(3)}) is not None


def test_normwise_a_small_entry_may_have_the_round_off_of_the_large_ones():
    expected, got = np.array([1e6, 1e-9]), np.array([1e6, 3e-9])
    assert says(Close(rtol=1e-12, atol=0, normwise=True), got, expected) is None
    assert says(Close(rtol=1e-12, atol=0), got, expected) is not None
    assert says(Close(rtol=1e-12, atol=0, normwise=True), np.array([1e6, 1e-5]), expected) is not None


def test_normwise_every_array_is_measured_by_its_own_largest_entry():
    by = Close(rtol=1e-6, atol=0, normwise=True)
    expected = {"W1": np.array([1e6]), "b1": np.array([1e-3])}
    assert says(by, {"W1": np.array([1e6]), "b1": np.array([2e-3])}, expected) is not None


class TestShapes:
    def test_a_shape_that_would_broadcast_is_a_difference(self):
        for got, expected in (((3,), (3, 1)), ((1, 3), (3,)), ((1,), ()), ((), (1,)), ((3, 1), (1, 3)), ((0,), (0, 1))):
            said = says(NEAR, np.zeros(got), np.zeros(expected))
            assert f"{got}" in said
            assert f"{expected}" in said

    def test_a_number_where_an_array_is_expected_and_the_other_way_round(self):
        assert "expected (3,)" in says(NEAR, 1.0, np.ones(3))
        assert "has shape (3,); expected ()" in says(NEAR, np.ones(3), 1.0)

    def test_a_transpose_is_named_and_nothing_else_is(self):
        W = np.random.default_rng(0).normal(size=(2, 3))
        assert "It is the transpose of what is expected." in says(NEAR, W.T, W)
        assert "transpose" not in says(NEAR, W.T + 1, W)
        assert "transpose" not in says(NEAR, W.reshape(3, 2), W)
        assert "transpose" not in says(NEAR, np.arange(3.0), np.arange(3.0)[:, None])

    def test_tiny_or_infinite_numbers_are_not_taken_for_a_transpose(self):
        W = np.random.default_rng(0).normal(size=(2, 3))
        assert "transpose" not in says(NEAR, 1e-13 * (W.T + 1), 1e-13 * W)
        assert "transpose" not in says(NEAR, (W + 1).T, np.where(np.eye(2, 3), np.inf, W))

    def test_lists_and_tuples_may_stand_for_each_other_and_for_arrays(self):
        rows = np.arange(6.0).reshape(2, 3)
        for got in (rows.tolist(), tuple(rows.tolist()), [tuple(row) for row in rows.tolist()], list(rows)):
            assert says(NEAR, got, rows) is None
        for got in (rows, list(rows), tuple(rows)):
            assert says(NEAR, got, [rows[0], rows[1]]) is None
            assert says(NEAR, got, (rows[0], rows[1])) is None
        assert says(NEAR, np.array([0.5, 0.25]), (0.5, 0.25)) is None

    def test_ragged_lists_and_lists_of_other_things_are_no_arrays(self):
        for got in ([[1.0], [1.0, 2.0]], [1.0, None], [1.0, "a"], [{}], ["a"], [[], [1.0]]):
            assert says(NEAR, got, np.ones(2)) == "The result is a list; expected an array of shape (2,)."

    def test_a_long_text_among_many_numbers_costs_neither_time_nor_memory(self):
        got = ["x" * 1_000_000, *[""] * 40_000]  # as an array of texts it would take 160 GB
        assert says(NEAR, got, np.ones(2)) == "The result is a list; expected an array of shape (2,)."
        assert not NEAR.agrees(got, 1.0)

    def test_an_array_of_millions_for_a_list_of_two_is_counted_and_not_unpacked(self):
        class Counted(np.ndarray):
            def __getitem__(self, at):
                raise AssertionError("nobody needs to look into it")

        got = np.zeros(8_000_000, np.float16).view(Counted)
        assert says(NEAR, got, [1.0, 2.0]) == "The result holds 8000000 values; expected 2."

    def test_an_array_of_any_numbers_may_stand_for_a_list(self):
        for kind in (np.float16, np.float32, np.float64):
            assert says(NEAR, np.array([0.5, 0.25], kind), [0.5, 0.25]) is None
        for kind in (np.int32, np.uint64, np.float32):
            assert says(Exact(), np.array([3, 4], kind), (3, 4)) is None

    def test_empty_things(self):
        for empty in (np.zeros(0), np.zeros((0, 3)), [], (), {}, ""):
            assert says(NEAR, empty, empty) is None
        assert says(NEAR, [], np.zeros(0)) is None
        assert says(NEAR, np.zeros((0, 3)), np.zeros((0, 2))) is not None
        assert says(NEAR, [1.0], []) is not None


class TestKindsOfNumbers:
    def test_any_width_of_float_will_do(self):
        for kind in (np.float16, np.float32, np.float64):
            assert says(NEAR, np.array([0.5, 1.0], kind), np.array([0.5, 1.0])) is None

    def test_an_array_of_whole_numbers_or_truth_values_has_lost_its_fractions(self):
        for kind in (np.int64, np.uint8, np.bool_):
            said = says(NEAR, np.array([0, 1], kind), np.array([0.0, 1.0]))
            assert said == f"The result holds {np.dtype(kind).name} values; expected float64."
        assert "bool" in says(NEAR, [True, False], np.array([1.0, 0.0]))

    def test_a_single_whole_number_is_a_fair_float_and_a_truth_value_is_not(self):
        assert says(NEAR, 0, 0.0) is None
        assert says(NEAR, np.array(0), 0.0) is None
        assert says(NEAR, False, 0.0) is not None
        assert says(NEAR, np.array(False), 0.0) is not None

    def test_where_whole_numbers_are_expected_equal_floats_and_truth_values_will_do(self):
        for got in (np.array([0.0, 1.0]), np.array([False, True]), np.array([0, 1], np.uint8), [0, 1]):
            assert says(Exact(), got, np.array([0, 1])) is None
        assert says(Exact(), 1.0, 1) is None
        assert says(Exact(), np.array([0.5, 1.0]), np.array([0, 1])) is not None

    def test_whole_numbers_that_no_float_can_hold_are_told_apart(self):
        assert says(Exact(), 2**53 + 1, 2**53) is not None
        assert says(Exact(), np.array([2**63 + 1], np.uint64), np.array([2**63], np.uint64)) is not None
        assert says(Exact(), np.array([-1]), np.array([2**64 - 1], np.uint64)) is not None

    def test_text_and_numbers_are_different_things(self):
        for got, expected in (("1", 1), (1, "1"), ("", 0.0), (None, 0.0), (0.0, None), ("a", "b"), (None, "None")):
            assert says(Exact(), got, expected) is not None


class TestContainers:
    def test_a_key_that_is_missing_is_named_with_the_keys_there_are(self):
        assert says(NEAR, {"w1": 1.0}, {"W1": 1.0, "b1": 1.0}) == "The result has no W1, b1; it has w1."
        assert says(NEAR, {}, {"W1": 1.0}) == "The result has no W1; it has no keys."

    def test_the_order_of_keys_and_keys_that_nobody_asks_for_do_not_count(self):
        assert says(NEAR, {"c": None, "b": 2.0, "a": 1.0}, {"a": 1.0, "b": 2.0}) is None

    def test_keys_of_two_kinds_are_two_keys(self):
        assert "has no 1" in says(NEAR, {"1": 1.0}, {1: 1.0})

    def test_a_list_that_is_too_short_or_too_long(self):
        assert says(NEAR, [1.0], [1.0, 2.0]) == "The result holds 1 value; expected 2."
        assert says(NEAR, {"loss": [1.0] * 3}, {"loss": [1.0] * 2}) == "loss holds 3 values; expected 2."

    @pytest.mark.parametrize("wrong", [None, 1.0, "text", [1.0], np.ones(2)])
    def test_something_else_in_the_place_of_a_dict(self, wrong):
        assert "expected a dict." in says(NEAR, wrong, {"W1": 1.0})

    @pytest.mark.parametrize("wrong", [None, 1.0, "ab", {"a": 1, "b": 2}, np.array(1.0)])
    def test_something_else_in_the_place_of_a_list(self, wrong):
        assert "expected 2 values." in says(NEAR, wrong, [1.0, 2.0])

    def test_places_are_written_as_a_student_would(self):
        def place(expected, got):
            return says(Exact(), got, expected).split()[0].rstrip(":")

        assert place({"W1": {"a": ["x"]}}, {"W1": {"a": ["y"]}}) == "W1['a'][0]"
        assert place([["x"]], [["y"]]) == "result[0][0]"
        assert place((1.0, 2.0), (1.0, 3.0)) == "result[1]"
        assert place({3: 1.0}, {3: 2.0}) == "result[3]"
        assert place({3: {4: 1.0}}, {3: {4: 2.0}}) == "result[3][4]"


class TestSameFaults:
    BY = SameFaults(tolerance=1e-5)

    def test_errors_may_differ_as_long_as_they_lie_on_the_same_side(self):
        assert says(self.BY, {"W1": 1e-9, "b1": 0.9}, {"W1": 1e-7, "b1": 0.3}) is None
        assert says(self.BY, {"W1": 0, "b1": np.array(1.0)}, {"W1": 1e-7, "b1": 0.3}) is None

    def test_a_fault_that_is_not_found_and_a_fault_where_there_is_none(self):
        missed = says(self.BY, {"W1": 1e-9}, {"W1": 0.3})
        assert missed.startswith("For W1: got an error of 1e-09, expected about 0.3.")
        assert "wrong here on purpose" in missed
        assert "is right here" in says(self.BY, {"W1": 0.3}, {"W1": 1e-9})

    def test_the_tolerance_itself_is_no_fault(self):
        assert says(self.BY, {"W1": 1e-5}, {"W1": 0.0}) is None
        assert says(self.BY, {"W1": 1e-5}, {"W1": 1.0}) is not None

    def test_an_error_below_zero_is_none(self):
        assert says(self.BY, {"W1": -0.3}, {"W1": 0.3}) is not None
        assert says(self.BY, {"W1": -0.3}, {"W1": 1e-9}) is not None

    def test_nan_finds_no_fault_and_clears_no_one(self):
        assert says(self.BY, {"W1": np.nan}, {"W1": 0.3}) is not None
        assert says(self.BY, {"W1": np.nan}, {"W1": 0.0}) is not None
        assert says(self.BY, {"W1": np.inf}, {"W1": 0.3}) is None

    @pytest.mark.parametrize("got", [None, 1.0, {"W2": 1.0}, {"W1": np.ones(2)}, {"W1": "0.3"}, {"W1": True}, [0.3]])
    def test_replies_of_another_build_are_named(self, got):
        assert says(self.BY, got, {"W1": 0.3}).endswith(".")

    def test_known_mistakes_are_recognised_by_their_errors(self):
        assert self.BY.agrees({"W1": 0.5, "b1": 1e-9}, {"W1": 0.51, "b1": 4e-9})
        assert not self.BY.agrees({"W1": 0.5}, {"W1": 0.3})
        assert not self.BY.agrees({"W1": -0.2}, {"W1": 1e-9})
        assert not self.BY.agrees({"W1": 2e-5}, {"W1": 0.9e-5})


EXAMPLES = {
    "Close": Close(rtol=1e-7, atol=1e-12, normwise=True),
    "Exact": Exact(),
    "SameFaults": SameFaults(tolerance=1e-2),
    "Forecasts": COMPARISONS["Forecasts"]("auc", 0.02),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_travels_as_data(name):
    data = json.loads(json.dumps(to_data(EXAMPLES[name])))
    assert data["name"] == name
    assert from_data(data) == EXAMPLES[name]


def test_a_tolerance_has_no_default():
    with pytest.raises(TypeError):
        Close()
    with pytest.raises(TypeError):
        Close(rtol=1e-6)
