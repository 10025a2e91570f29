"""One question, one reply: whatever a function does, prints, warns of or raises is data, and nothing escapes."""

import json
import sys
import tracemalloc
import warnings

import numpy as np
import pytest
from nncheck.asking import MAX_TEXT, OUTCOMES, Reply, ask
from nncheck.notebook import Cell
from nncheck.running import run_cells
from nncheck.values import ValueRefused, from_plain


def asked(function, *arguments, probe=None):
    """The reply, as it arrives from another process."""
    return Reply.from_data(json.loads(json.dumps(ask(function, probe, arguments).to_data())))


def test_an_answer_comes_back_as_data():
    reply = asked(np.tanh, np.array([0.0, 1.0]))
    assert reply.outcome == "answered"
    np.testing.assert_array_equal(from_plain(reply.value), np.tanh([0.0, 1.0]))


def test_nothing_under_the_name_is_missing_and_something_else_is_told():
    assert asked(None).outcome == "missing"
    reply = asked(5, 1.0)
    assert reply.outcome == "refused"
    assert "the name stands for a value of type int, not for a function" in reply.error


def test_a_probe_gets_the_function_and_the_arguments():
    def twice(function, z):
        z += 1
        return function(function(z))

    assert from_plain(asked(lambda z: z * 2, np.ones(3), probe=twice).value).tolist() == [8, 8, 8]


def test_a_probe_may_refuse_an_answer_with_a_sentence():
    def two_things(function):
        answer = function()
        if not isinstance(answer, tuple):
            raise ValueRefused(f"it should be two things, and is a {type(answer).__name__}")
        return answer

    assert asked(lambda: (1, 2), probe=two_things).outcome == "answered"
    reply = asked(lambda: [1.0], probe=two_things)
    assert (reply.outcome, reply.error) == ("refused", "it should be two things, and is a list")


def first_of_two(function, *arguments):
    first, _ = function(*arguments)
    return first


def test_an_answer_over_which_the_probe_stumbles_is_refused_and_nothing_was_raised():
    reply = asked(namespace("def f(): return [1.0]")["f"], probe=first_of_two)
    assert reply.outcome == "refused"
    assert reply.error == "looking at it ended in ValueError: not enough values to unpack (expected 2, got 1)"


@pytest.mark.parametrize(
    "source",
    [
        "def f(): return (1, 2, *3)",
        "def f(z): return 1.0, 2.0",
        "def f():\n    yield 1 / 0\n    yield 2",
        "class f:\n    def __iter__(self): return iter([1 / 0])",
        "import functools\ndef g(z): return 1 / 0\nf = functools.partial(g, 1)",
        "def g(): return 1 / 0\ndef f(): return g()",
    ],
)
def test_what_the_functions_own_code_raises_is_raised_by_whomever_it_is_called(source):
    assert asked(namespace(source)["f"], probe=first_of_two).outcome == "raised"


def namespace(source):
    return run_cells([Cell(1, source)])[0]


def test_what_is_printed_costs_nothing_however_much_it_is():
    def flooding(z):
        print("error", file=sys.stderr)
        for _ in range(10_000):
            print("x" * 1000)
        return z

    assert asked(flooding, 1.0).outcome == "answered"


def test_closing_the_output_costs_nothing():
    def closing(z):
        sys.stdout.close()
        print("after")
        return z

    assert asked(closing, 1.0).outcome == "answered"


def test_output_goes_where_it_went_before_afterwards():
    out, err = sys.stdout, sys.stderr

    def seize(z):
        sys.stdout = sys.stderr = None
        return z

    assert asked(seize, 1.0).outcome == "answered"
    assert (sys.stdout, sys.stderr) == (out, err)


def test_a_floating_point_warning_is_told_and_costs_nothing():
    reply = asked(lambda z: np.exp(z), np.array([1000.0]))
    assert (reply.outcome, reply.warning) == ("answered", "overflow encountered in exp")


def test_only_the_first_floating_point_warning_is_told_and_no_others():
    def warn(z):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        warnings.warn("first", RuntimeWarning, stacklevel=1)
        warnings.warn("second", RuntimeWarning, stacklevel=1)
        return z

    assert asked(warn, 1.0).warning == "first"
    assert asked(lambda z: z, 1.0).warning == ""
    assert asked(warn, 1.0).warning == "first"


def test_underflow_is_no_warning():
    assert asked(lambda z: np.exp(z), np.array([-1000.0])).warning == ""


def test_warnings_made_errors_by_the_notebook_are_warnings_here():
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        reply = asked(lambda z: np.log(z), np.array([0.0]))
    assert (reply.outcome, reply.warning) == ("answered", "divide by zero encountered in log")


def test_a_loop_that_warns_for_ever_does_not_fill_the_memory():
    def warn(z):
        for _ in range(20_000):
            warnings.warn("overflow", RuntimeWarning, stacklevel=1)
        return z

    tracemalloc.start()
    reply = asked(warn, 1.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reply.warning == "overflow"
    assert peak < 2**20


def test_a_warning_that_cannot_be_shown():
    class Mute(RuntimeWarning):
        shown = 0

        def __str__(self):
            Mute.shown += 1
            if Mute.shown > 1:  # Python itself asks once
                raise SystemExit("no")
            return "once"

    def warn(z):
        warnings.warn(Mute(), stacklevel=1)
        return z

    reply = asked(warn, 1.0)
    assert (reply.outcome, reply.warning) == ("answered", "(its message cannot be shown)")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("bad"),
        SystemExit(0),
        KeyboardInterrupt(),
        GeneratorExit(),
        MemoryError(),
        StopIteration(),
        EOFError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_is_raised_is_a_reply(error):
    def fail(z):
        raise error

    reply = asked(fail, 1.0)
    assert reply.outcome == "raised"
    assert reply.error.startswith(type(error).__name__)


def test_exit_and_endless_recursion_are_replies():
    assert asked(lambda z: sys.exit(), 1.0).error.startswith("SystemExit: the code asked Python to stop")

    def deeper(z):
        return deeper(z)

    assert asked(deeper, 1.0).error.startswith("RecursionError")


def test_a_wrong_number_of_arguments_is_told():
    assert "missing 1 required positional argument" in asked(lambda z, w: z, 1.0).error


def test_answers_that_are_no_data_are_refused_with_the_reason():
    assert "type generator" in asked(lambda z: (n for n in [1]), 1.0).error
    assert asked(lambda z: object(), 1.0).outcome == "refused"
    assert "too large" in ask(lambda z: np.zeros(10), None, (1.0,), max_bytes=79).error
    assert ask(lambda z: np.zeros(10), None, (1.0,), max_bytes=80).outcome == "answered"


@pytest.mark.parametrize("attribute", ["__wrapped__", "__class__", "__name__", "__code__", "__dict__"])
def test_an_object_that_shouts_when_it_is_looked_at_is_a_reply(attribute):
    def shout(self):
        raise KeyboardInterrupt

    thing = type("Thing", (), {attribute: property(shout), "__call__": lambda self, z: z})()
    assert asked(thing, 1.0).outcome in ("answered", "raised")


def test_a_class_that_lies_about_what_it_holds_is_a_reply():
    class Meta(type):
        def __getattribute__(cls, name):
            raise SystemExit(name)

    assert asked(Meta("Thing", (), {}), 1.0).outcome in OUTCOMES


def test_an_object_with_every_attribute_is_called_and_not_unwrapped_for_ever():
    class Everything:
        def __getattr__(self, name):
            return Everything()

        def __call__(self, z):
            return z

    assert asked(Everything(), 1.0).outcome == "answered"


def test_a_reply_is_text_that_every_file_can_hold():
    def fail(z):
        print("\ud800")
        raise ValueError("\udfff")

    reply = asked(fail, 1.0)
    reply.error.encode()
    forged = Reply.from_data(ANSWERED | {"error": "\ud800", "warning": "\udfff"})
    (forged.error + forged.warning).encode()


ANSWERED = {"outcome": "answered", "value": 1, "error": "", "warning": ""}


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        "answered",
        {},
        ANSWERED | {"passed": True},
        ANSWERED | {"outcome": "passed"},
        ANSWERED | {"outcome": "wrong"},
        ANSWERED | {"outcome": ["answered"]},
        ANSWERED | {"error": None},
        ANSWERED | {"warning": ["x"]},
        {key: ANSWERED[key] for key in ANSWERED if key != "value"},
    ],
    ids=lambda forged: str(forged)[:60],
)
def test_a_reply_in_another_form_is_refused(forged):
    with pytest.raises(ValueRefused):
        Reply.from_data(forged)


def test_texts_from_elsewhere_are_cut():
    reply = Reply.from_data(ANSWERED | {"outcome": "raised", "error": "x" * 10**6})
    assert len(reply.error) == MAX_TEXT


def test_a_coroutine_that_nobody_awaits_is_no_warning_about_numbers():
    async def function(z):
        return z

    reply = asked(function, 1.0)
    assert (reply.outcome, reply.warning) == ("refused", "")
    assert "coroutine" in reply.error
