"""Where the grader itself fails over one submission, the course team is told and everybody else has a grade."""

from __future__ import annotations

import csv
import json

import nbformat
import pytest

from autograder.grade import one
from autograder.sandbox import SandboxBroken, Zygote
from tests.commands import autograder

NAME = "a2_activations"
CLASS = ("ada", "mallory", "zoe")


class Stumbling(one.Examiner):
    """An examiner whom one student's notebook makes fail, in the middle of it."""

    def _record(self, submission, *rest):
        if submission.student == "mallory" and submission.status == "graded":
            raise MemoryError("Unable to allocate \ud800 160. GiB\nfor an array")
        return super()._record(submission, *rest)


LINE = Stumbling._record.__code__.co_firstlineno + 2


@pytest.fixture
def handed_in(built, tmp_path):
    (tmp_path / "class").mkdir()
    for student in CLASS:
        nbformat.write(built(NAME).solved, tmp_path / "class" / f"{student}.ipynb")
    return tmp_path / "class"


def grade(kit, handed_in, out):
    done = autograder("grade", NAME, handed_in, "--out", out, "--jobs", 1, assignments=kit.assignments)
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return done, {row["student"]: (row["status"], row["score"]) for row in csv.DictReader(file)}


def test_the_batch_goes_on_and_the_course_team_is_told(built, handed_in, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grade.batch.Examiner", Stumbling)
    done, rows = grade(built(NAME), handed_in, tmp_path / "graded")

    assert rows == {"ada": ("graded", "52"), "mallory": ("unjudged", "0"), "zoe": ("graded", "52")}
    assert done.status == 2
    assert done.err.strip().startswith("mallory was not judged. The grader itself failed here")
    result = json.loads((tmp_path / "graded" / "results" / "mallory.json").read_text("utf-8"))
    assert result["sentence"] == (
        "The grader itself failed here, so the course team has to mend it and grade again "
        f"(MemoryError in test_stumbling.py, line {LINE}: Unable to allocate ? 160. GiB for an array)."
    )
    assert result["sentence"] in done.out
    assert result["sentence"] in (tmp_path / "graded" / "feedback" / "mallory.md").read_text("utf-8")


def test_graded_again_when_that_is_mended_nothing_is_left_of_it(built, handed_in, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("autograder.grade.batch.Examiner", Stumbling)
        grade(built(NAME), handed_in, tmp_path / "graded")
    done, rows = grade(built(NAME), handed_in / "mallory.ipynb", tmp_path / "graded")
    assert done.status == 0
    assert rows == dict.fromkeys(CLASS, ("graded", "52"))


def test_where_the_sandbox_breaks_down_those_before_keep_their_grades(built, handed_in, tmp_path, monkeypatch):
    fork, forked = Zygote.fork, []

    def breaks_down(zygote):
        forked.append(zygote)
        if len(forked) > 2:
            raise SandboxBroken("The sandbox cannot start a process: out of processes")
        return fork(zygote)

    monkeypatch.setattr(Zygote, "fork", breaks_down)
    done, rows = grade(built(NAME), handed_in, tmp_path / "graded")
    assert done.status == 2
    assert done.err.strip() == "error: The sandbox cannot start a process: out of processes"
    assert rows == {"ada": ("graded", "52"), "mallory": ("graded", "52")}
