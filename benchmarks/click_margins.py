"""How far from the limits right and wrong click models are: python -m benchmarks.click_margins [--questions 12]

Every model is trained on the same questions, and its room is noted: how far its score is on the good side of the limit
that the check draws. A right one should have room on its worst question, a wrong one should lack it on its best. The
right ones are the references and all alternatives; the wrong ones are the references' networks after their last epoch,
logistic regression, and the mistakes that the two checks have to catch.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is imported

import numpy as np
import torch
from nncheck.comparisons.forecasts import Forecasts

from autograder.course.assignment import Assignment
from autograder.course.declarations import Check
from autograder.course.load import load
from autograder.course.plan import read_plan
from solutions.arrays import Array
from solutions.click_models import HIDDEN
from solutions.network import MLPConfig, NumpyMLP
from solutions.pytorch_mlp import train_pytorch_mlp

Fit = Callable[..., Callable[[Array], Any]]

FRAMEWORKS = {"numpy": "fit_numpy", "pytorch": "fit_pytorch"}
EPOCHS = (60, 200)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--only", choices=FRAMEWORKS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    assignment = load(read_plan("m2_click_prediction"))
    for framework in [options.only] if options.only else FRAMEWORKS:
        report(assignment, framework, options.questions)


def report(assignment: Assignment, framework: str, questions: int) -> None:
    """Train everything on each question, and print a line per model."""
    exercise = FRAMEWORKS[framework]
    checks = [check for check in assignment.checks_of(exercise) if isinstance(check.by, Forecasts)]
    first, reference = checks[0], assignment.reference[exercise]
    ask = assignment.probe(first)
    assert ask and first.knows, "forecasts are asked for by a probe, and judged beside the labels"
    seeds = [[number, len(exercise)] for number in range(questions)]
    asked = [first.draw(np.random.default_rng(seed)) for seed in seeds]
    sheets = [first.knows(np.random.default_rng(seed)) for seed in seeds]
    answers = [ask(reference, *arguments) for arguments in asked]
    expected = [{**answer, **sheet} for answer, sheet in zip(answers, sheets, strict=True)]

    limits = [", ".join(f"{by.score} {by.limit(each):.3f}" for by in bys(checks)) for each in expected]
    print(f"{exercise}, {questions} questions, whose limits are: {'; '.join(limits)}")
    print(f"  {'room: least to most over the questions':42s}{'auc':>18s}{'logloss':>18s}")
    line("right: the reference", answers, expected, checks)
    for right in assignment.alternatives_of(exercise):
        line(f"right: {right.name}", [ask(right.function, *arguments) for arguments in asked], expected, checks)
    line("wrong: logistic regression", [{"forecasts": each["baseline"]} for each in sheets], expected, checks)
    for epochs in EPOCHS:
        to_the_end = LAST_EPOCH[framework](epochs)
        name = f"wrong: the reference's, epoch {epochs}"
        line(name, [ask(to_the_end, *arguments) for arguments in asked], expected, checks)
    for wrong in assignment.mistakes_of(exercise):
        if wrong.caught_by in {check.name for check in checks}:
            line(f"wrong: {wrong.name}", [ask(wrong.function, *arguments) for arguments in asked], expected, checks)


def bys(checks: list[Check]) -> list[Forecasts]:
    """The comparisons, one per column of the table."""
    return [check.by for check in checks if isinstance(check.by, Forecasts)]


def line(name: str, answers: list[Any], expected: list[dict[str, Any]], checks: list[Check]) -> None:
    """Print the room that a model has: least and most over the questions, for each score."""
    columns = []
    for by in bys(checks):
        sign = 1 if by.score == "auc" else -1
        rooms = [
            sign * (by.measure(answer, each).get(by.score, -sign * np.inf) - by.limit(each))
            for answer, each in zip(answers, expected, strict=True)
        ]
        columns.append(f"{min(rooms):+.3f} to {max(rooms):+.3f}")
    print(f"  {name:42s}{''.join(f'{column:>18s}' for column in columns)}", flush=True)


def numpy_after(epochs: int) -> Fit:
    """The reference's NumPy network after its last epoch, not its best."""

    def fit(X_train: Array, y_train: Array, X_val: Array, y_val: Array, seed: int) -> Callable[[Array], Any]:
        model = NumpyMLP(MLPConfig([X_train.shape[1], *HIDDEN, 1], seed=seed))
        model.train(X_train, y_train, X_val, y_val, epochs, 32, 0.05)
        return lambda X: model.forward(X)[:, 0]

    return fit


def pytorch_after(epochs: int) -> Fit:
    """The same of PyTorch's."""

    def fit(X_train: Array, y_train: Array, X_val: Array, y_val: Array, seed: int) -> Callable[[Array], Any]:
        rows = {"X_train": X_train, "y_train": y_train, "X_val": X_val, "y_val": y_val}
        config = MLPConfig([X_train.shape[1], *HIDDEN, 1], seed=seed)
        model, _ = train_pytorch_mlp(config, rows, epochs=epochs, batch_size=32, lr=0.05)
        return lambda X: model(torch.tensor(X, dtype=torch.float32)).detach()[:, 0]

    return fit


LAST_EPOCH = {"numpy": numpy_after, "pytorch": pytorch_after}

if __name__ == "__main__":
    main()
