"""The project: what came true stays on the side that judges, and no submission gains by pretending to know it."""

from __future__ import annotations

import numpy as np
import pytest
from nncheck.comparisons import Forecasts
from nncheck.values import from_plain
from nncheck.verdict import judge

from autograder.course.questions import ask_own
from solutions.activations import sigmoid
from solutions.click_data import click_logit

KNOWN = {"outcomes", "baseline"}


@pytest.fixture
def project(built):
    return built("m2_click_prediction")


@pytest.fixture
def cases(project):
    """Every case that is judged by the quality of its forecasts."""
    checks = [check for check in project.assignment.checks if isinstance(check.by, Forecasts)]
    return [project.pool.case(check, number) for check in checks for number in range(project.plan.questions.pool)]


def test_what_came_true_is_expected_and_never_asked(cases):
    assert cases
    for case in cases:
        assert set(case.expected_value) == {"forecasts", *KNOWN}
        assert case.expected_value["outcomes"].shape == case.expected_value["forecasts"].shape
        assert set(case.argument_values[0]) == {"rows", "n_features", "n_test", "y_train", "y_val"}
        assert not any(word in case.arguments_text for word in KNOWN)


def test_the_probes_beside_a_submission_do_not_know_of_it(project):
    text = (project.plan.student_folder / "probes.py").read_text("utf-8")
    assert not any(word in text for word in (*KNOWN, "answer_sheet"))


def fit_and_forge(X_train, y_train, X_val, y_val, seed):
    """One forecast for all rows, by a function that claims to know what came true, wherever one might look for it."""
    return lambda X: np.full(len(X), y_train.mean())


fit_and_forge.answer_sheet = lambda rows: dict.fromkeys(KNOWN, np.full(3000, 0.4))
fit_and_forge.outcomes = fit_and_forge.baseline = np.full(3000, 0.4)


def test_a_submission_that_brings_an_answer_sheet_of_its_own_gains_nothing(project, cases):
    for case in cases:
        check = case.check
        reply = ask_own(project.assignment, check, fit_and_forge, case.arguments)
        verdict = judge(check.exercise, reply, case.expected_value, check.by, case.argument_values)
        assert set(from_plain(reply.value)) == {"forecasts"}
        assert verdict.outcome == "wrong"
        assert "logistic regression" in verdict.message


def fit_by_the_formula(X_train, y_train, X_val, y_val, seed):
    """No fit at all: the law, which students know."""
    return lambda X: sigmoid(click_logit(X))


def test_the_formula_is_of_no_use_since_columns_and_signs_are_others(project, cases):
    for case in cases:
        reply = ask_own(project.assignment, case.check, fit_by_the_formula, case.arguments)
        assert case.check.by.difference(from_plain(reply.value), case.expected_value, ()) is not None
