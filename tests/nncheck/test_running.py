"""Cells run as they do in Jupyter, with nobody there: nothing is shown or asked, and nothing ends the session."""

from __future__ import annotations

import sys
import time

import pytest
from nncheck.choosing import why_missing
from nncheck.notebook import Cell
from nncheck.running import run_cells, to_python


def run(*sources):
    """The names that cells leave behind, and what failed."""
    names, errors = run_cells([Cell(number, source) for number, source in enumerate(sources, 1)])
    return names, {error.number: error.error for error in errors}


@pytest.fixture
def ipython():
    """IPython, loaded as where magics are met, and left as it was."""
    to_python("%matplotlib inline")
    before = sys.modules["IPython"].get_ipython
    yield
    sys.modules["IPython"].get_ipython = before


@pytest.mark.parametrize(
    "call", ["help(len)", "display(3)", "exit()", "quit()", "exit", "grader.check('f')", "get_ipython().magic('who')"]
)
def test_what_only_shows_something_or_ends_the_session_does_not_end_the_cell(call):
    names, errors = run(f"a = 1\n{call}\nb = 2", "c = 3")
    assert errors == {}
    assert (names["a"], names["b"], names["c"]) == (1, 2, 3)


@pytest.mark.parametrize("stop", ["import sys; sys.exit(0)", "raise SystemExit", "raise KeyboardInterrupt", "1 / 0"])
def test_what_stops_python_stops_its_cell_and_no_other(stop):
    names, errors = run(f"a = 1\n{stop}\nb = max(2, 1)", "c = 3")
    assert list(errors) == [1]
    assert "b" not in names
    assert (names["a"], names["c"]) == (1, 3)


@pytest.mark.parametrize(
    "magic",
    ["%matplotlib inline", "!pip install numpy", "files = !ls", "x = %ls", "len?", "?len", "%timeit 1 + 1", "!ls | wc"],
)
def test_magics_and_commands_of_the_shell_are_let_pass(magic, ipython):
    names, errors = run(f"a = 1\n{magic}\nb = 2")
    assert errors == {}
    assert (names["a"], names["b"]) == (1, 2)


@pytest.mark.parametrize("source", ["\n\n!ls\n1 / 0", "%%time\nfiles = !ls\n\n1 / 0"])
def test_an_error_is_found_on_its_line_whatever_magics_stand_above(source, ipython):
    _, errors = run(source)
    assert errors == {1: "ZeroDivisionError: division by zero (line 4 of cell 1: `1 / 0`)"}


@pytest.mark.parametrize("above", ["", "%%time\n", "# nothing\n\n"])
@pytest.mark.parametrize("stop", ["1 / 0", "import no_such_package", "plt.show()", "raise SystemExit", "await no_one"])
def test_what_a_failed_cell_defines_further_down_is_kept(stop, above, ipython):
    kept = "import math\nFACTOR = 2\nif FACTOR:\n    def double(n):\n        return FACTOR * n\n"
    names, errors = run(f"{above}{stop}\n{kept}other = double(3)\n", "six = double(3)")
    assert list(errors) == [1]
    assert errors[1].endswith("; what it defines further down was kept")
    assert names["six"] == 6
    assert "other" not in names


def test_what_a_failed_cell_had_done_before_is_not_done_again(ipython):
    names, _ = run("seen = []", "rows = 2\nseen.append(1)\nrows += 1\n1 / 0\ndef f(): ...")
    assert (names["seen"], names["rows"], "f" in names) == ([1], 3, True)


def test_a_function_that_exits_does_not_return():
    names, errors = run("exit()\nquit()", "def stop():\n    exit(1)")
    assert errors == {}
    with pytest.raises(SystemExit):
        names["stop"]()


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile a.py", "%%R"])
def test_what_is_no_python_is_not_run(magic, ipython):
    names, errors = run(f"{magic}\nimport antigravity and more\n", "c = 3")
    assert errors == {}
    assert names["c"] == 3


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit"])
def test_the_code_below_such_a_magic_is_run(magic, ipython):
    names, errors = run(f"{magic}\na = 1")
    assert errors == {}
    assert names["a"] == 1


def test_scripts_that_fetch_the_shell_from_ipython_get_the_stand_in(ipython):
    names, errors = run(
        "from IPython import get_ipython\nget_ipython().run_line_magic('matplotlib', 'inline')\na = 1", "%%time\nb = 2"
    )
    assert errors == {}
    assert (names["a"], names["b"]) == (1, 2)


def test_a_future_import_holds_from_its_cell_on():
    names, errors = run("from __future__ import annotations", "def f(x: not_there) -> nor_this: return x")
    assert errors == {}
    assert names["f"](3) == 3


def test_await_stands_outside_of_functions_as_in_jupyter():
    names, errors = run("import asyncio\nawait asyncio.sleep(0)\nasync def f():\n    return 3\na = await f()")
    assert errors == {}
    assert names["a"] == 3


@pytest.mark.parametrize("source", ["x = '\ud800'", "x = 1\0", "def f(:", "\tx = 1\n        y = 2", "print 'x'"])
def test_a_cell_that_is_no_program_is_an_error_with_a_sentence(source):
    names, errors = run(source, "c = 3")
    assert list(errors) == [1]
    assert errors[1].startswith(("SyntaxError: ", "IndentationError: ", "TabError: ", "Unicode", "ValueError: "))
    assert names["c"] == 3


def test_why_a_name_is_missing_is_found_in_a_moment_among_many_cells_that_failed():
    cells = [Cell(number, f"nothing_{number}") for number in range(1, 20_000)] + [Cell(20_000, "def f(x): nothing")]
    errors = {cell.number: "NameError: x" for cell in cells}
    began = time.process_time()
    assert why_missing("f", cells, errors) == "Cell 20000, which defines it, did not run: NameError: x."
    assert why_missing("g", cells, errors) == ""
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("def Perceptron_Train(X): ...", "There is a `Perceptron_Train`: is that it? Call it `perceptron_train`."),
        ("def percepton_train(X): ...", "There is a `percepton_train`: is that it? Call it `perceptron_train`."),
        (
            "%%writefile a.py\ndef perceptron_train(X): ...",
            "Cell 1 begins with `%%writefile`, so Python does not run it. Take that line out.",
        ),
        ("def train(X): ...", ""),
    ],
)
def test_a_name_that_is_missing_may_be_there_in_another_form(source, sentence):
    assert why_missing("perceptron_train", [Cell(1, source)], {}) == sentence
