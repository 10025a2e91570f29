"""A recorded check asks its cases one after the other, each as it was recorded."""

from __future__ import annotations

import numpy as np
from nncheck.comparisons import Exact
from nncheck.recorded import RecordedCheck, Recording
from nncheck.values import to_plain

CASES = tuple({"arguments": to_plain([np.full(3, n)]), "expected": to_plain(np.full(3, 2.0 * n))} for n in (1.0, 5.0))
CHECK = RecordedCheck(
    name="doubled",
    exercise="double",
    points=1.0,
    about="Twice the input.",
    hint="Do not cut off a row.",
    hint_for="shape",
    ask=None,
    by=Exact(),
    cases=CASES,
)


def verdict(double, tmp_path):
    recording = Recording(tmp_path, "a0", "Nothing", "a0.ipynb", 5.0, (), frozenset(), (CHECK,))
    return recording.verdict(CHECK, {"double": double})


def test_every_case_has_to_be_passed(tmp_path):
    assert verdict(lambda z: z + z, tmp_path).passed
    assert verdict(lambda z: z + 1, tmp_path).outcome == "wrong"


def test_a_function_may_change_its_input_and_is_told_of_the_one_it_was_given(tmp_path):
    def in_place(z):
        z += 3
        return z

    for _ in range(2):  # and what it was given is there the second time too
        assert "where the input is 1)" in verdict(in_place, tmp_path).finding
    assert verdict(lambda z: np.multiply(z, 2, out=z), tmp_path).passed


def test_a_hint_is_given_where_it_helps(tmp_path):
    assert verdict(lambda z: z[:2], tmp_path).hint == "Do not cut off a row."
    assert verdict(lambda z: z @ np.ones((2, 2)), tmp_path).outcome == "raised"
    assert verdict(lambda z: z + np.ones(2), tmp_path).hint == "Do not cut off a row."  # NumPy speaks of shapes
    assert verdict(lambda z: z + shape, tmp_path).hint == ""  # noqa: F821  # a NameError says enough
    assert verdict(lambda z: z + 1, tmp_path).hint == ""
