"""An error in one sentence: its kind, what it says, and the line of the notebook; whatever its class makes of that."""

import linecache

import pytest
from nncheck.errors import MAX_ERROR, clean, describe_error
from nncheck.notebook import Cell
from nncheck.running import run_cells


def described(source, name="<cell 3>"):
    """The error of some code, as a sentence."""
    try:
        exec(compile(source, name, "exec"), {"__name__": "__main__"})
    except BaseException as error:
        return describe_error(error)
    raise AssertionError("nothing was raised")


def of_cell(source):
    """The error of a cell, as a sentence."""
    return run_cells([Cell(3, source)])[1][0].error


def test_the_innermost_line_of_the_notebook_is_named():
    text = of_cell("import json\n\ndef f(z):\n    return json.loads(z)\n\nf('{')")
    assert text.startswith("JSONDecodeError: Expecting property name")
    assert text.endswith("(line 4 of cell 3: `return json.loads(z)`)")


def test_a_line_is_found_beside_a_form_feed_and_other_signs_that_only_look_like_line_ends():
    text = of_cell("a = '\u2028\x85'\n\x0c\nb = 1\n1 / 0")
    assert text == "ZeroDivisionError: division by zero (line 4 of cell 3: `1 / 0`)"


def test_code_that_python_cannot_read_is_told_once_with_its_line():
    assert of_cell("x = 1\ndef f(z)\n    return z") == "SyntaxError: expected ':' (line 2 of cell 3: `def f(z)`)"
    assert of_cell("def f(z):\nreturn z").startswith("IndentationError: expected an indented block")


def test_a_syntax_error_in_other_code_is_placed_where_it_was_met():
    text = of_cell("x = 1\neval('1 +')")
    assert text == "SyntaxError: invalid syntax (line 2 of cell 3: `eval('1 +')`)"


def test_an_error_without_a_line_in_a_notebook_has_no_place():
    assert described("1 / 0", "<string>") == "ZeroDivisionError: division by zero"
    assert describe_error(ValueError("bad")) == "ValueError: bad"
    assert describe_error(ValueError()) == "ValueError"


@pytest.mark.parametrize("name", ["/tmp/ipykernel_12/345.py", "<ipython-input-3-0123abcd>"])
def test_cells_that_jupyter_runs_are_known_too(name):
    linecache.cache[name] = (7, None, ["1 / 0\n"], name)
    assert described("1 / 0", name) == "ZeroDivisionError: division by zero (line 1 of its cell: `1 / 0`)"


def test_a_file_name_cannot_smuggle_text_into_the_place():
    assert "cell" not in described("1 / 0", "<cell 3\nyou passed>")


def test_everything_stands_on_one_line_of_bounded_length():
    assert describe_error(ValueError("a\nb\t c")) == "ValueError: a b c"
    assert len(describe_error(ValueError("x" * 10**6))) <= MAX_ERROR + 20
    assert len(describe_error(type("E" * 10**5, (ValueError,), {})("x"))) <= MAX_ERROR
    long = of_cell(f"raise ValueError({'x' * 5000!r})  # {'y' * 5000}")
    assert len(long) < 2 * MAX_ERROR


def test_a_text_that_no_file_could_hold_is_mended():
    describe_error(ValueError("\ud800")).encode()


def test_exit_and_interrupt():
    assert describe_error(SystemExit("bye")) == "SystemExit: the code asked Python to stop"
    assert describe_error(KeyboardInterrupt()) == "KeyboardInterrupt"


class Shouting(ValueError):
    def _shout(self, *_):
        raise SystemExit("nobody is to ask me this")

    __str__ = __repr__ = _shout
    __traceback__ = property(_shout)


class Endless(str):
    __slots__ = ()

    def split(self, *_):
        while True:
            yield "x"

    def __getitem__(self, _):
        return self


class SaysEndless(ValueError):
    def __str__(self):
        return Endless("quite short")


class BadSyntax(SyntaxError):
    msg = filename = lineno = property(Shouting._shout)


def test_hostile_errors_are_described_all_the_same():
    assert describe_error(Shouting()) == "Shouting: (its message cannot be shown)"
    assert describe_error(SaysEndless()) == "SaysEndless: quite short"
    assert describe_error(BadSyntax()) == "BadSyntax: (its message cannot be shown)"

    class Meta(type):
        __name__ = property(Shouting._shout)

    assert describe_error(Meta("Hidden", (ValueError,), {})("x")) == "Hidden: x"


def test_an_error_with_a_huge_number_in_it():
    assert describe_error(ValueError(10**10_000)).startswith("ValueError: ")


def test_what_steers_a_terminal_is_not_kept():
    assert clean("a\x1b[2J\x07b\u202ec\ud800d\re") == "a?[2J?b?c?d?e"
    assert clean("zwei Zeilen\n\tund ein Häkchen ✓") == "zwei Zeilen\n\tund ein Häkchen ✓"
