"""When a committed recording is out of date: not because another machine rounds differently."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest
from nncheck.values import from_plain, to_plain

from autograder.build.recording import agree
from autograder.course.plan import read_plan


@pytest.fixture
def recording():
    return json.loads((read_plan("a4_backprop").student_folder / "questions.json").read_text("utf-8"))


def changed(recording, check, part, change):
    """The recording with one check's first arguments or answer changed by a function of its arrays."""
    other = copy.deepcopy(recording)
    case = next(each for each in other["checks"] if each["name"] == check)["cases"][0]
    case[part] = _with(case[part], change)
    return other


def _with(plain, change):
    if isinstance(plain, dict) and "array" in plain:
        return to_plain(change(from_plain(plain)))
    if isinstance(plain, dict):
        return {key: _with(value, change) for key, value in plain.items()}
    return [_with(each, change) for each in plain] if isinstance(plain, list) else plain


def names(recording):
    return [check["name"] for check in recording["checks"] if check["exercise"] == "backward"]


@pytest.mark.parametrize("part", ["arguments", "expected"])
def test_other_last_digits_are_the_same_recording(recording, part):
    for check in names(recording):
        assert agree(recording, changed(recording, check, part, lambda a: np.nextafter(a, np.inf)))


@pytest.mark.parametrize("part", ["arguments", "expected"])
def test_other_numbers_are_another_recording(recording, part):
    for check in names(recording):
        assert not agree(recording, changed(recording, check, part, lambda a: a + 0.1))


def test_an_answer_of_another_shape_is_another_recording(recording):
    for check in names(recording):
        assert not agree(recording, changed(recording, check, "expected", lambda a: a[np.newaxis]))


def test_another_sentence_or_tolerance_is_another_recording(recording):
    for key, value in (("about", "Something else."), ("by", {"name": "Exact"}), ("points", 7)):
        other = copy.deepcopy(recording)
        other["checks"][0][key] = value
        assert not agree(recording, other)
