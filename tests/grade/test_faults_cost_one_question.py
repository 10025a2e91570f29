"""A hang, an exit or a crash costs the check it happens in; every other check is asked as if nothing had been."""

from __future__ import annotations

import pytest
from nbformat import v4

from autograder.build.practice import filled
from tests.notebooks import checks_of, grade_all, in_rounds, with_answers

NAME = "a2_activations"

# What happens in sigmoid, and only where it is asked for numbers far out: outcome, and what the student reads.
FAULTS = {
    "hang": ("while True: pass", "timeout", "`sigmoid` did not answer within 1 s"),
    "exit": ("import os; os._exit(7)", "died", "`sigmoid` ended its process with exit status 7"),
    "crash": (
        "import ctypes; ctypes.string_at(0)",
        "died",
        "`sigmoid` ended its process: SIGSEGV",
    ),
    "abort": ("import os; os.abort()", "died", "`sigmoid` ended its process: SIG"),
    "stop": ("raise SystemExit", "raised", "`sigmoid` raised SystemExit"),
    "interrupt": ("raise KeyboardInterrupt", "raised", "`sigmoid` raised KeyboardInterrupt"),
    "recursion": ("return sigmoid(z)", "raised", "`sigmoid` raised RecursionError"),
    "input": ("input('z?')", "raised", "nobody answers while it is graded"),
}

CELL = """
import numpy as np

def sigmoid(z):
    if np.abs(z).max() > 700:
        {fault}
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))
"""


def right(kit):
    """A notebook in which every exercise is right by itself, and none calls another."""
    return with_answers(kit, "alternatives.py", in_rounds(kit, "alternatives.py")[0])


def with_fault(kit, fault):
    return filled(right(kit), {"sigmoid": CELL.format(fault=fault)})


def with_cell(kit, source):
    """The same with one more cell in front."""
    notebook = right(kit)
    notebook.cells.insert(0, v4.new_code_cell(source))
    return notebook


@pytest.fixture(scope="module")
def graded(hurried, once):
    """Records by the fault's name; `twice` has two of them, and the cells named `cell-...` fail before any question."""

    def compute():
        kit = hurried(NAME)
        notebooks = {name: with_fault(kit, fault) for name, (fault, _, _) in FAULTS.items()}
        tanh = CELL.replace("def sigmoid", "def tanh").format(fault="import os; os._exit(1)")
        notebooks["twice"] = filled(
            notebooks["exit"], {"tanh": tanh.replace("return np.where(z >= 0", "return 0 * (z")}
        )
        notebooks["cell-exit"] = with_cell(kit, "import os\nos._exit(3)")
        notebooks["cell-raises"] = with_cell(kit, "1 / 0")
        notebooks["cell-syntax"] = with_cell(kit, "if True\n    pass")
        notebooks["cell-input"] = with_cell(kit, "name = input('Your name? ')")
        notebooks["cell-await"] = with_cell(kit, "import asyncio\nawait asyncio.sleep(0)")
        notebooks["cell-magics"] = with_cell(kit, "%matplotlib inline\n!echo hello\n%time x = 1\nx")
        return grade_all(kit, notebooks)

    return once("faults", compute)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_its_own_check_and_says_what_happened(name, graded):
    _, outcome, sentence = FAULTS[name]
    checks = checks_of(graded[name])
    lost = {check.name: check for check in checks.values() if check.outcome != "passed"}
    assert set(lost) == {"sigmoid_far_out"}
    assert lost["sigmoid_far_out"].outcome == outcome
    assert sentence in lost["sigmoid_far_out"].message
    assert graded[name].score == 51


def test_two_faults_cost_two_checks(graded):
    outcomes = {name: check.outcome for name, check in checks_of(graded["twice"]).items()}
    assert (outcomes["sigmoid_far_out"], outcomes["tanh_far_out"]) == ("died", "died")
    assert outcomes["sigmoid_of_matrices"] == outcomes["relu_of_matrices"] == "passed"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cell-exit", "exit status 3"),
        ("cell-raises", "ZeroDivisionError: division by zero"),
        ("cell-syntax", "SyntaxError"),
        ("cell-input", "nobody answers while it is graded"),
    ],
)
def test_a_failing_cell_costs_nothing_but_itself_and_is_named(name, sentence, graded):
    record = graded[name]
    assert record.score == record.max_score
    assert list(record.notebook.errors) == [1]
    assert sentence in record.notebook.errors[1]


@pytest.mark.parametrize("name", ["cell-await", "cell-magics"])
def test_what_runs_in_jupyter_runs_here(name, graded):
    record = graded[name]
    assert record.score == record.max_score
    assert record.notebook.errors == {}


def test_every_other_student_is_graded(graded):
    assert {record.status for record in graded.values()} == {"graded"}
