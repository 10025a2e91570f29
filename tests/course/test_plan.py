"""Settings that make no sense are told in a sentence that says where."""

from __future__ import annotations

import math
import re
import shutil
from dataclasses import replace

import pytest
from nncheck.comparisons import Exact

from autograder.course import check
from autograder.course.plan import ASSIGNMENTS, read_plan
from autograder.course.stand_ins import read_stand_ins
from autograder.errors import CourseError

NAME = "a2_activations"

# What is replaced in course.toml by what, and a part of the sentence.
WRONG = {
    "no limits": ("[limits]", "[limit]", "course.toml: 'limits' is missing or of the wrong kind"),
    "half a case": ("asked = 2", "asked = 1.5", "asked = 1.5.*Write a whole number above 0"),
    "a count with a point": ("pool = 8", "pool = 8.0", "pool = 8.0.*Write a whole number above 0"),
    "less than no memory": ("memory = ", "memory = -", "memory = -1024.*Write a finite number above 0"),
    "yes for a number": ("asked = 2", "asked = true", "asked = True.*Write a whole number above 0"),
    "endless": ("question = 5.0", "question = inf", "question = inf.*Write a finite number above 0"),
    "an unknown one": ("threads = ", "thread = ", "'thread' is no setting.*There are: question, notebook"),
    "a question longer than everything": ("total = 180.0", "total = 4", "question = 5 is more than total = 4"),
    "more questions than there are": ("asked = 2", "asked = 9", "asked = 9 is more than pool = 8"),
    "a word for a number": ("memory = 1024", 'memory = "1024"', "memory = '1024'.*Write a finite number"),
    "replies that nobody reads": ("reply = 16", "reply = 17", "reply = 17.*No reply holds more than 16 MB"),
    "not a number": ("total = 180.0", "total = nan", "total = nan.*Write a finite number above 0"),
}


@pytest.fixture
def course(tmp_path):
    shutil.copytree(ASSIGNMENTS / NAME, tmp_path / NAME, ignore=shutil.ignore_patterns("student"))
    shutil.copy(ASSIGNMENTS / "course.toml", tmp_path)
    return tmp_path


def test_the_course_as_it_is_makes_sense(course):
    assert read_plan(NAME, course).questions.pool == 8


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_makes_no_sense_is_told(course, name):
    right, wrong, said = WRONG[name]
    settings = (course / "course.toml").read_text("utf-8")
    assert right in settings
    (course / "course.toml").write_text(settings.replace(right, wrong), "utf-8")
    with pytest.raises(CourseError, match=said):
        read_plan(NAME, course)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("packages = [1]", "1 is no package"),
        ('packages = ["numpy", ""]', "'' is no package"),
        ('packages = "numpy"', "'packages' is missing or of the wrong kind"),
        ("points = nan", "points = nan"),
        ("points = inf", "points = inf"),
    ],
)
def test_a_setting_of_an_assignment_that_makes_no_sense_is_told(course, line, said):
    settings = (course / NAME / "assignment.toml").read_text("utf-8")
    changed = re.sub(rf"^{line.split()[0]} = .*$", line, settings, flags=re.MULTILINE)
    (course / NAME / "assignment.toml").write_text(changed, "utf-8")
    with pytest.raises(CourseError, match=rf"^{NAME}/assignment.toml: {said}"):
        read_plan(NAME, course)


@pytest.mark.parametrize("points", [0, -1, math.nan, math.inf])
def test_a_check_is_worth_a_number_above_0(points):
    def draws(rng):
        """What students read."""

    with pytest.raises(CourseError, match=f"draws is worth {points} points. Give it a number above 0."):
        check("relu", points=points, by=Exact())(draws)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def f(:", "SyntaxError"),
        ("LIMIT = 3", "`LIMIT = 3` is no stand-in"),
        ("def helper(z):\n    return z", "`def helper(z):` is no stand-in"),
    ],
)
def test_what_stands_in_for_no_exercise_is_refused(text, words, tmp_path):
    plan = replace(read_plan("a2_activations"), folder=tmp_path)
    (tmp_path / "stand_ins.py").write_text(f'"""Stand-ins."""\n{text}\n')
    with pytest.raises(CourseError, match=re.escape(words)):
        read_stand_ins(plan)
