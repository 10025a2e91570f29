"""Settings that make no sense are told in a sentence that says where."""

from __future__ import annotations

import shutil

import pytest

from autograder.course.plan import ASSIGNMENTS, read_plan
from autograder.errors import CourseError

NAME = "a2_activations"

# What is replaced in course.toml by what, and a part of the sentence.
WRONG = {
    "no limits": ("[limits]", "[limit]", "course.toml: 'limits' is missing or of the wrong kind"),
    "half a case": ("asked = 2", "asked = 1.5", "expected the whole numbers asked, pool, recorded"),
    "a count with a point": ("pool = 8", "pool = 8.0", "expected the whole numbers"),
    "less than no memory": ("memory = ", "memory = -", "expected the numbers disk, memory, notebook, question, total"),
    "yes for a number": ("asked = 2", "asked = true", "expected the whole numbers"),
}


@pytest.fixture
def course(tmp_path):
    shutil.copytree(ASSIGNMENTS / NAME, tmp_path / NAME, ignore=shutil.ignore_patterns("student"))
    shutil.copy(ASSIGNMENTS / "course.toml", tmp_path)
    return tmp_path


def test_the_course_as_it_is_makes_sense(course):
    assert read_plan(NAME, course).draws.pool == 8


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_makes_no_sense_is_told(course, name):
    right, wrong, said = WRONG[name]
    settings = (course / "course.toml").read_text("utf-8")
    assert right in settings
    (course / "course.toml").write_text(settings.replace(right, wrong), "utf-8")
    with pytest.raises(CourseError, match=said):
        read_plan(NAME, course)
