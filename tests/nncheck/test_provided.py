"""What probes hand to a notebook's functions is of its own classes, and what those call beside is right."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from nncheck.provided import as_in_notebook, load_probes, standing_in

GIVEN = """
class Network:
    def __init__(self, size):
        self.size = size

    def forward(self):
        return "given"
"""
PROBES = """
from given import Network
from nncheck.provided import as_in_notebook

def asked(function):
    return function(as_in_notebook(Network)(3))
"""


@pytest.fixture
def probes(tmp_path):
    (tmp_path / "given.py").write_text(GIVEN)
    (tmp_path / "probes.py").write_text(PROBES)
    return load_probes(tmp_path)


@pytest.fixture
def theirs(monkeypatch):
    """The class as a notebook has it: from a module of its own, with what the notebook attached."""
    given = ModuleType("given")
    exec(GIVEN, given.__dict__)
    monkeypatch.setitem(sys.modules, "given", given)
    given.Network.double = lambda self: 2 * self.size
    given.Network.forward = lambda self: "attached"
    return given.Network


def test_it_is_an_instance_of_the_notebooks_class(probes, theirs):
    assert probes["asked"](lambda network: isinstance(network, theirs))


def test_what_a_notebook_attached_to_its_class_is_found(probes, theirs):
    assert probes["asked"](lambda network: network.double()) == 6


def test_what_is_given_comes_before_what_was_attached(probes, theirs):
    assert probes["asked"](lambda network: network.forward()) == "given"


def test_without_a_notebook_the_given_class_is_taken(probes, monkeypatch):
    monkeypatch.delitem(sys.modules, "given", raising=False)
    assert probes["asked"](lambda network: network.size) == 3


def test_a_class_is_derived_once(theirs):
    given = type("Network", (), {"__module__": "given"})
    assert as_in_notebook(given) is as_in_notebook(given)


def in_a_notebook(source):
    names = {"__name__": "__main__"}
    exec(source, names)
    return names


@pytest.mark.parametrize(
    "source",
    [
        "def half(z): raise ValueError\ndef f(z): return half(z)",
        "def f(z): return half(z)",
        "def half(z): return 0\nhalve = half\ndef f(z): return halve(z)",
        "import functools\ndef g(z, _): return half(z)\nf = functools.partial(g, _=0)",
        "class F:\n  def __call__(self, z): return half(z)\nf = F()",
        "import functools\n@functools.lru_cache\ndef f(z): return half(z)",
        "import numpy as np\n@np.vectorize\ndef f(z): return half(z)",
        "import functools\nfrom scipy.special import softmax\n@functools.wraps(softmax)\ndef f(z): return half(z)",
        "def half(z): return 0\ntable = {'half': half}\ndef f(z): return table['half'](z)",
        "def half(z): return 0\ntable = [half]\ndef f(z): return table[0](z)",
        "def half(z): return 0\ntable = (half, None)\ndef f(z): return table[0](z)",
        "def half(z): return 0\ntable = {'half': (None, half)}\ndef f(z): return table['half'][1](z)",
        "def half(z): return 0\ntable = {'all': {'half': [half]}}\ndef f(z): return table['all']['half'][0](z)",
        "def half(z): return 0\ntable = ({'half': half},)\ndef f(z): return table[0]['half'](z)",
        "def half(z, twice): return z if twice else 0\ndef f(z): return half(z, twice=True) - half(z)",
    ],
    ids=[
        "wrong",
        "missing",
        "another name",
        "partial",
        "callable object",
        "wrapped",
        "vectorized",
        "wrapped like a library",
        "in a dict",
        "in a list",
        "in a tuple",
        "in a tuple in a dict",
        "in a list in dicts",
        "in a dict in a tuple",
        "called as only the own one can",
    ],
)
def test_a_stand_in_is_called_in_place_of_the_notebooks_own(source):
    names = in_a_notebook(source)
    with standing_in(names["f"], {"half": lambda z: z / 2}):
        assert names["f"](8.0) == 4.0


def test_afterwards_the_notebook_is_as_it_was():
    names = in_a_notebook("def half(z): return 0\nhalve = half\ndef f(z): return halve(z)")
    before = dict(names)
    with pytest.raises(KeyError), standing_in(names["f"], {"half": lambda z: z / 2, "third": lambda z: z / 3}):
        raise KeyError
    assert names == before


def test_nothing_stands_in_for_what_a_library_calls():
    with standing_in(len, {"half": lambda z: z / 2}):
        assert len("ab") == 2
