"""Which cells of a notebook are run, and why a name is not there."""

from __future__ import annotations

import pytest
from nncheck.choosing import chosen_cells, fingerprint, why_missing
from nncheck.notebook import Cell

GIVEN = "import numpy as np"
SHOWN = (
    "import matplotlib.pyplot as plt",
    "rng = np.random.default_rng(0)\nnoise = rng.normal(size=9)",
    "if written(f):\n    plt.plot(noise)",
    "z = 1",
)


def chosen(*own):
    """The texts that are run of a notebook with a given cell, demonstrations, and cells of its own."""
    sources = [GIVEN, *SHOWN, *own]
    cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
    return [cell.source for cell in chosen_cells(cells, [GIVEN], set(map(fingerprint, SHOWN)))[0]]


@pytest.mark.parametrize(
    "own",
    [
        "def f(z):\n    return np.max(z)",
        "z = 3\nprint(z, sum([z]))",
        "def f(x):\n    rng = x\n    noise = lambda plt: plt\n    return [z for z in rng], noise",
        "grader.check('f')\ndisplay(3)\nget_ipython()",
        "x.plt = 3",
        "%matplotlib inline\n!pip install plt\ndef f(z):\n    return z",
    ],
)
def test_demonstrations_are_not_run_where_nothing_needs_them(own):
    assert chosen(own) == [GIVEN, own]


@pytest.mark.parametrize(
    ("own", "needed"),
    [
        ("plt.close('all')\ndef f(z):\n    return z", SHOWN[:1]),
        ("def f(x):\n    return np.mean(x) + z", SHOWN[3:]),
        ("print(noise)", SHOWN[1:2]),
        ("class Network:\n    start = z\n    def shift(self):\n        return rng.normal()", (SHOWN[1], SHOWN[3])),
        ("%matplotlib inline\nplt.plot([z])", (SHOWN[0], SHOWN[3])),
    ],
)
def test_what_a_cell_uses_of_a_demonstration_is_there(own, needed):
    assert chosen(own) == [GIVEN, *needed, own]


def test_what_a_needed_demonstration_needs_is_there_too():
    shown = ["a = 1", "b = a + 1", "c = b + 1", "d = c + 1"]
    cells = [Cell(number, source) for number, source in enumerate([*shown, "print(c)"], 1)]
    run, _ = chosen_cells(cells, [], set(map(fingerprint, shown)))
    assert [cell.source for cell in run] == ["a = 1", "b = a + 1", "c = b + 1", "print(c)"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f(x): ...\ndel f", "Cell 1 defines it, and then it is gone"),
        ("if False:\n    def f(x): ...", "Cell 1 defines it, and then it is gone"),
        (f"%%{'bash' * 1000}\ndef f(x): ...", "begins with `%%bash"),
    ],
)
def test_a_name_that_was_there_is_told_as_gone(source, said):
    sentence = why_missing("f", [Cell(1, source)], {})
    assert said in sentence
    assert len(sentence) < 200
