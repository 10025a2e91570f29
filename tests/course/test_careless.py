"""An author's slips that would cost students points, or leave them with a broken notebook, are told when building."""

from __future__ import annotations

import shutil

import pytest
from nncheck.comparisons import Close

from autograder.build import build
from autograder.course.load import load
from autograder.course.plan import read_plan
from autograder.course.questions import secret_pool
from autograder.errors import CourseError

NAME = "a1_perceptron"
SECOND = """

@check("perceptron_forward", points=1, by=Exact(), hint="")
def points_on_both_sides(rng):
    \"\"\"Another check of the same name.\"\"\"
    return ()
"""
IMPORTS = "```python\nimport numpy as np  # given\n"

# file -> what is replaced in it by what, and what is said
SLIPS = {
    "two checks of one name": (
        "checks.py",
        ("\nLEARNT =", f"{SECOND}\nLEARNT ="),
        r"checks.py:\d+: two functions are called 'points_on_both_sides', the other one in line \d+. Rename one.",
    ),
    "a tolerance below 0": (
        "checks.py",
        ("Close(rtol=1e-9", "Close(rtol=-1e-9"),
        r"checks.py:\d+: ValueError: no number is within rtol=-1e-09, .*",
    ),
    "a package that nobody allows, in a probe": (
        "probes.py",
        ("\nimport", "\nimport torch\nimport"),
        r"probes.py:\d+: it imports torch, which no submission may. Add it to `packages` .*",
    ),
    "a package that is not allowed any more": (
        "assignment.toml",
        ('"numpy", ', ""),
        r"\w+.py:\d+: it imports numpy, which no submission may. .*",
    ),
    "a mark that was forgotten": (
        "lesson.md",
        (IMPORTS, f"```python\nfrom solutions.activations import relu\n```\n\n{IMPORTS}"),
        r"lesson.md: the code cell .* imports the reference, which students do not have. Write `# given` .*",
    ),
    "a fence that was forgotten": (
        "lesson.md",
        ('"grid.alpha": 0.3})\n```\n', '"grid.alpha": 0.3})\n'),
        r"lesson.md: the code cell .* is no Python: .* look for a fence that is missing above.",
    ),
    "the same stub twice": (
        "lesson.md",
        (
            "```python\nfrom solutions.perceptron import perceptron_forward  # stub\n```\n",
            2 * "```python\nfrom solutions.perceptron import perceptron_forward  # stub\n```\n\n",
        ),
        r"lesson.md: there are two stubs of perceptron_forward. Take one out.",
    ),
}


@pytest.fixture
def course(built, tmp_path):
    folder = tmp_path / "course"
    return shutil.copytree(built(NAME).assignments, folder, ignore=shutil.ignore_patterns("kept", "__pycache__"))


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_by_file(course, name):
    file, (right, wrong), said = SLIPS[name]
    path = course / NAME / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(CourseError, match=f"^{NAME}/{said}$"):
        build(NAME, course)


def test_a_check_that_the_reference_itself_fails_grades_nobody(course, monkeypatch):
    assignment = load(read_plan(NAME, course))
    (check, *_) = (check for check in assignment.checks if isinstance(check.by, Close))
    monkeypatch.setattr(Close, "difference", lambda *_: "It is never right.")
    with pytest.raises(CourseError, match=f"{check.name} is not passed by the reference's own answer"):
        secret_pool(assignment).recorded(check)
