"""A stub is told from an answer: a stub in every style is unwritten, and whatever computes or returns is written."""

import functools

import numpy as np
import pytest
from nncheck import written
from nncheck.asking import ask
from nncheck.unwritten import is_unwritten


def defined(source, name="f"):
    """What a cell defines."""
    namespace = {"__name__": "__main__", "np": np, "functools": functools, "logged": logged, "Holding": Holding}
    exec(source, namespace)
    return namespace[name]


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


class Holding:
    """A decorator that is an object."""

    def __init__(self, function):
        functools.update_wrapper(self, function)

    def __call__(self, *args):
        return self.__wrapped__(*args)


BODIES = [
    "...",
    "pass",
    "return",
    "return None",
    "return ...",
    '"""A docstring."""',
    '"""A docstring."""\n    ...',
    '"""A docstring."""\n    pass',
    '"""A docstring."""\n    return',
    '"""A docstring."""\n    # Your code here.\n    ...\n    ...',
    "raise NotImplementedError",
    "raise NotImplementedError()",
    'raise NotImplementedError("write me")',
    'raise NotImplementedError(f"write me for {z}")',
    '"""A docstring."""\n    raise NotImplementedError',
    'raise NotImplementedError("write me") from None',
]
STUBS = [
    *(f"def f(z):\n    {body}" for body in BODIES),
    "def f(z=np.zeros(3), *args, eps=1e-7, **kwargs):\n    ...",
    "def f(z: 'Array') -> 'Array':\n    ...",
    "f = lambda z: ...",
    "f = lambda z: None",
    "f = ...",
    "@logged\ndef f(z):\n    ...",
    "@logged\n@logged\ndef f(z):\n    raise NotImplementedError",
    "@functools.lru_cache\ndef f(z):\n    pass",
    "@Holding\ndef f(z):\n    pass",
    "class f:\n    pass",
    "class f:\n    ...",
    'class f:\n    """A docstring."""',
    "class f(dict):\n    ...",
    *(f"class f:\n    def forward(self, z):\n        {body.replace(chr(10), chr(10) + '    ')}" for body in BODIES),
    'class f:\n    """Doc."""\n    def __init__(self):\n        """Doc."""\n        ...\n    def __add__(self, o): ...',
    "class f:\n    @staticmethod\n    def make(): ...\n    @classmethod\n    def of(cls): ...",
    "class f:\n    @property\n    def p(self): ...",
    "class f:\n    @logged\n    def forward(self, z):\n        ...",
    "import argparse\nclass f(argparse.Action): ...",
    "class g: ...\nclass f(g):\n    def forward(self, z): ...",
]
ANSWERS = [
    *(
        f"def f(z):\n    return {value}"
        for value in ("0", "1", "0.0", "True", "False", "''", "'text'", "()", "-1", "z")
    ),
    "def f(z):\n    return 10 ** 100",
    "def f(z):\n    ...\n    return 0",
    "def f(z):\n    pass\n    return z",
    "def f(z):\n    z",
    "def f(z):\n    z + 1",
    "def f(z):\n    print(z)",
    "def f(z):\n    del z",
    "def f(z):\n    x = None",
    "def f(z):\n    z[0] = 1",
    "def f(z):\n    return [], {}",
    "def f(z):\n    while True:\n        pass",
    "def f(z):\n    if z is None:\n        raise NotImplementedError",
    "def f(z):\n    import math\n    raise NotImplementedError",
    "def f(z):\n    raise ValueError",
    "def f(z):\n    yield",
    "def f(z):\n    return lambda: None",
    "f = lambda z: 0",
    "f = np.tanh",
    "f = print",
    "f = functools.partial(pow, 2)",
    "f = 5",
    "f = None",
    "@logged\ndef f(z):\n    return 0",
    "@functools.lru_cache\ndef f(z):\n    return 0",
    "@Holding\ndef f(z):\n    return 0",
    "def stub(z): ...\n@functools.wraps(stub)\ndef f(z):\n    return np.tanh(z)",
    "@functools.wraps(np.tanh)\ndef f(z):\n    return np.tanh(z)",
    "class f:\n    x = 3",
    "class g:\n    def forward(self, z): return 0\nclass f(g): ...",
    'class g:\n    x = 3\nclass f(g):\n    """All of it is inherited."""',
    "class f:\n    def __init__(self):\n        self.x = 1\n\n    def forward(self, z): ...",
    "class f:\n    def forward(self, z): ...\n    def backward(self, z):\n        return 0",
    "class f:\n    def forward(self, z): ...\n    @staticmethod\n    def helper(z):\n        return 0",
    "class f:\n    def forward(self, z): ...\n    @property\n    def p(self):\n        return 0",
]


@pytest.mark.parametrize("source", STUBS)
def test_a_stub_is_unwritten_in_every_style(source):
    f = defined(source)
    assert is_unwritten(f)
    assert ask(f, None, (1.0,)).outcome == "unwritten"


@pytest.mark.parametrize("source", ANSWERS)
def test_whatever_computes_or_returns_something_is_written(source):
    assert not is_unwritten(defined(source))


@pytest.mark.parametrize("value", ["0", "1", "False", "0.0", "'text'", "1000000"])
def test_a_constant_is_an_answer_and_may_even_be_the_right_one(value):
    reply = ask(defined(f"def f(z):\n    return {value}"), None, (1.0,))
    assert reply.outcome == "answered"
    assert reply.value == eval(value)


def test_a_way_through_that_is_left_open_is_unwritten():
    f = defined("def f(z):\n    if z > 0:\n        return z\n    raise NotImplementedError('and below 0?')")
    assert ask(f, None, (1.0,)).outcome == "answered"
    assert ask(f, None, (-1.0,)).outcome == "unwritten"
    network = defined("class f:\n    def ready(self): return 1\n    def go(self): raise NotImplementedError")
    assert ask(network, lambda kind: kind().go(), ()).outcome == "unwritten"


def test_what_a_written_function_calls_may_be_unwritten_but_it_is_not():
    f = defined("def g(z): raise NotImplementedError('g is not there')\ndef f(z):\n    return g(z)")
    reply = ask(f, None, (1.0,))
    assert (reply.outcome, reply.error.startswith("NotImplementedError: g is not there")) == ("raised", True)
    library = defined("import asyncio\ndef f(z):\n    return asyncio.AbstractEventLoop().stop()")
    assert ask(library, None, (1.0,)).outcome == "raised"


def test_written_says_what_a_demonstration_waits_for(capsys):
    stub, other, answer = defined(STUBS[0]), defined("def other(z): pass", "other"), np.tanh
    assert written(answer)
    assert written()
    assert capsys.readouterr().out == ""
    assert not written(answer, stub, other)
    assert capsys.readouterr().out == "Write f, other first, then run this cell again.\n"
    assert not written(stub, stub, stub, stub)
    assert "f, f, f and others first" in capsys.readouterr().out
    assert not written(..., stub)
    assert "`...`" in capsys.readouterr().out
