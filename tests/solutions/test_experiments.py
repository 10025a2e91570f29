"""Experiments show what the errata say, and the errata print what the experiments give."""

import re
from pathlib import Path

import numpy as np
import pytest

from solutions import experiments, figures
from solutions.diagnostics import demonstrate_initialization_impact, diagnose_vanishing_gradients
from solutions.experiments.__main__ import main
from solutions.experiments.table import as_text
from solutions.network import MLPConfig, NumpyMLP

ERRATA = (Path(__file__).parents[2] / "docs" / "errata.md").read_text("utf-8")
PRINTED = dict(re.findall(r"\$ python -m solutions\.experiments (\w+)\n(.*?)```", ERRATA, re.DOTALL))

# Long runs, whose last digits depend on the processor, are read from the errata; these are run again.
REPEATED = [
    "backward_costs",
    "error_of_a_factor",
    "exploding",
    "float32_bce",
    "gains",
    "initialization",
    "mistakes",
    "shared_stream",
    "swish_beta",
    "tails",
    "vanishing",
    "where_warns",
]


def words(text):
    """Words as they are, and numbers as numbers."""
    for word in text.split():
        try:
            yield float(word)
        except ValueError:
            yield word


@pytest.mark.parametrize("name", REPEATED)
def test_the_errata_print_what_the_command_prints(name, capsys):
    assert main([name]) == 0
    for now, printed in zip(words(capsys.readouterr().out), words(PRINTED[name]), strict=True):
        assert now == printed or now == pytest.approx(printed, rel=2e-3)


def test_every_experiment_is_in_the_errata():
    assert set(PRINTED) == set(experiments.EXPERIMENTS)


def column(name, heading):
    """A column of a printed table; columns are two spaces apart or more."""
    lines = PRINTED[name].splitlines()[1:]
    index = re.split(r"\s{2,}", lines[0].strip()).index(heading)
    return [re.split(r"\s{2,}", line.strip())[index] for line in lines[1:]]


def test_the_click_table_tells_the_story_that_is_told():
    names = column("clicks", "model")
    auc = dict(zip(names, map(float, column("clicks", "test auc")), strict=True))
    loss = dict(zip(names, map(float, column("clicks", "test log-loss")), strict=True))
    end, best, logistic, constant, bayes = (
        next(name for name in names if word in name) for word in ("200", "best", "logistic", "constant", "Bayes")
    )
    assert auc[constant] < auc[logistic] < min(auc[end], auc[best]) < auc[bayes]
    assert loss[bayes] < loss[best] < loss[logistic] < loss[constant] < loss[end]


def test_an_early_stopped_network_beats_a_constant_after_few_epochs():
    table = experiments.clicks(epochs=8, lr=0.02)
    assert [row["model"].split(",")[0].split(" (")[0] for row in table] == [
        "constant",
        "logistic regression",
        "NumPy network",
        "NumPy network",
        "PyTorch network",
        "Bayes",
    ]
    assert table[3]["test log-loss"] < table[0]["test log-loss"]
    assert table[5]["test auc"] > max(row["test auc"] for row in table[:5])


def test_adam_and_momentum_are_ahead_after_few_epochs():
    plain, momentum, adam = (row["test auc"] for row in experiments.optimizers(epochs=4))
    assert plain < min(momentum, adam)


def test_false_alarms_are_gone_with_random_biases_and_no_kink_nearby():
    plain, careful, deep = experiments.EXPERIMENTS["false_alarms"]()
    assert plain["failed"] > 5
    assert (careful["checked"], careful["failed"]) == (300, 0)
    assert deep["failed"] == 1


def test_second_layer_units_revive():
    first, second = experiments.revival()
    assert second["revived"] > 0
    assert second["died"] - second["revived"] == second["dead at the end"]
    assert first["revived"] <= first["died"]


def test_clipping_saves_what_explodes():
    free, clipped = experiments.clipping()
    assert not free["loss after"] < free["loss before"]
    assert clipped["loss after"] < clipped["loss before"] / 100


def test_a_table_is_printed_in_columns():
    assert as_text([{"name": "a", "value": 0.123456}, {"name": "long", "value": 7}]).splitlines() == [
        "name   value",
        "   a  0.1235",
        "long       7",
    ]


def test_an_unknown_experiment_is_answered_with_the_list(capsys):
    assert main(["nonsense"]) == 2
    assert main([]) == 2
    assert "clicks" in capsys.readouterr().err


FIGURES = {
    "activations": figures.activations,
    "history": lambda: figures.history({"train_loss": [3, 2, 1.5], "val_loss": [3, 2.5, 2.7]}),
    "variance_by_layer": lambda: figures.variance_by_layer(demonstrate_initialization_impact(4, 16, 20)),
    "gradient_norms": lambda: figures.gradient_norms({"tanh": diagnose_vanishing_gradients([3, 4, 1], "tanh", 9)}),
    "depth_and_scale": lambda: figures.depth_and_scale([1, 2], [0.5, 1, 2], np.ones((2, 3))),
    "difference_u": lambda: figures.difference_u([{"eps": "1e-05", "tanh": 1e-9}, {"eps": "1e-04", "tanh": 1e-8}]),
    "approximation": lambda: figures.approximation([{"width": 1, "error": 0.5}, {"width": 2, "error": 0.2}]),
    "decision": lambda: figures.decision(NumpyMLP(MLPConfig([2, 1])), np.eye(2), np.array([0, 1])),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_labelled_axes_and_something_on_them(name, tmp_path):
    figure = FIGURES[name]()
    figure.savefig(tmp_path / "figure.png")
    axes = figure.axes[0]
    assert axes.get_xlabel()
    assert axes.lines or axes.collections


def test_every_figure_is_drawn_by_a_test():
    drawn = {name for name in vars(figures) if getattr(vars(figures)[name], "__module__", "") == figures.__name__}
    assert {name for name in drawn if not name.startswith("_")} == set(FIGURES)
