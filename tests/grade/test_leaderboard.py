"""What a comparison measures goes with the check: into the gradebook, the results, the feedback and a leaderboard."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.export.results import as_data
from autograder.gradebook import CheckRecord, ExerciseRecord, Gradebook, NotebookRecord, Record
from autograder.report import write_page
from autograder.report.feedback import feedback
from autograder.report.summary import PLACES, leaderboards


def record(student, **measured):
    """A student with one check for each score."""
    checks = tuple(
        CheckRecord(f"by_{score}", "Forecasts are good.", 2.0, 2.0, "passed", "", "", "", {score: value})
        for score, value in measured.items()
    )
    exercises = (ExerciseRecord("fit", False, checks),)
    return Record(student, "a.ipynb", "graded", "", "process", exercises, NotebookRecord(3, {}, ()))


CLASS = [record("anna", auc=0.6, logloss=0.66), record("bert", auc=0.7, logloss=0.67), record("cleo", auc=0.65)]


@pytest.fixture
def gradebook(tmp_path):
    book = Gradebook(tmp_path / "gradebook.sqlite")
    book.name_assignment("m9", "Project")
    for each in CLASS:
        book.put(each)
    yield book
    book.close()


def test_the_gradebook_keeps_what_was_measured(gradebook):
    assert list(gradebook.records()) == CLASS


def test_a_result_holds_what_was_measured_check_by_check():
    (exercise,) = as_data(CLASS[0])["exercises"]
    assert [check["measured"] for check in exercise["checks"]] == [{"auc": 0.6}, {"logloss": 0.66}]


def test_a_large_auc_and_a_small_log_loss_come_first():
    auc, logloss = leaderboards(CLASS)
    assert (auc.exercise, auc.score) == ("fit", "auc")
    assert auc.places == (("bert", 0.7), ("cleo", 0.65), ("anna", 0.6))
    assert logloss.places == (("anna", 0.66), ("bert", 0.67))


def test_only_graded_students_take_a_place_and_only_the_best():
    many = [record(f"student {number}", auc=number / 100) for number in range(30)]
    unreadable = dataclasses.replace(many[-1], status="unreadable")
    (board,) = leaderboards([*many[:-1], unreadable])
    assert len(board.places) == PLACES
    assert board.places[0] == ("student 28", 0.28)


def test_the_page_shows_a_leaderboard_where_something_was_measured(gradebook, tmp_path):
    page = write_page(gradebook, tmp_path / "report").read_text("utf-8")
    assert "Leaderboard" in page
    assert "<td>0.7000 bert</td><td>0.6600 anna</td>" in page
    assert "<td>0.6000 anna</td><td></td>" in page


def test_where_nothing_was_measured_there_is_no_leaderboard(tmp_path):
    book = Gradebook(tmp_path / "gradebook.sqlite")
    book.name_assignment("a9", "Exercises")
    book.put(record("anna"))
    assert "Leaderboard" not in write_page(book, tmp_path / "report").read_text("utf-8")
    book.close()
    assert "measured" not in feedback(record("anna"), "Exercises")


def test_the_feedback_tells_students_their_own_scores():
    text = feedback(CLASS[0], "Project")
    assert "- `fit`: auc 0.6000, logloss 0.6600." in text
    assert "bert" not in text
