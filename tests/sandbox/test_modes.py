"""What one answer leaves changed in PyTorch is not met by the next: each is asked as in a notebook just run."""

from __future__ import annotations

import pytest
from nncheck.notebook import Cell

from autograder.sandbox import Allowed, Interview, Question, Zygote, choose
from tests.limits import limited

CELLS = """
import signal
import time
import torch

def spoil(n):
    torch.set_grad_enabled(False)
    torch.set_default_dtype(torch.float16)
    torch.set_default_device("meta")
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    return n

def slope(x):
    w = torch.tensor(x, requires_grad=True)
    (w**2).backward()
    return w.grad

def kind(n):
    time.sleep(0.1)
    return str(torch.zeros(n).dtype)
"""


@pytest.fixture(scope="module")
def zygote(tmp_path_factory):
    folder = tmp_path_factory.mktemp("provided")
    with Zygote(Allowed(("numpy", "torch"), folder, limited(memory=1024)), choose("auto")) as zygote:
        yield zygote


def answers(zygote, *cells):
    """The replies to a question each about spoiling, a slope and a kind of number."""
    questions = [
        Question("spoil once", "spoil", None, "[1]"),
        Question("slope once", "slope", None, "[3.0]"),
        Question("kind once", "kind", None, "[2]"),
    ]
    numbered = [Cell(number, source) for number, source in enumerate(cells, 1)]
    with Interview(zygote, numbered, limited(notebook=30, total=60)) as interview:
        return list(interview.ask_all(questions).values())


def test_gradients_and_the_kind_of_number_are_as_the_cells_left_them(zygote):
    spoilt, slope, kind = answers(zygote, CELLS)
    assert [reply.outcome for reply in (spoilt, slope, kind)] == ["answered"] * 3, slope.error
    assert kind.value == "torch.float32"


LOADER = """
from torch.utils.data import DataLoader

def rows(n):
    own = torch.Generator().manual_seed(n)
    loader = DataLoader(list(range(n)), 2, shuffle=True, num_workers=2, persistent_workers=True, generator=own)
    return sorted(int(row) for batch in loader for row in batch)
"""


def test_a_loader_that_wants_processes_loads_by_itself(zygote):
    with Interview(zygote, [Cell(1, CELLS), Cell(2, LOADER)], limited(notebook=30, total=60)) as interview:
        (reply,) = interview.ask_all([Question("rows once", "rows", None, "[5]")]).values()
    assert reply.value == [0, 1, 2, 3, 4]


def test_what_a_cell_chose_for_the_whole_notebook_holds_for_every_question(zygote):
    *_, kind = answers(zygote, CELLS, "torch.set_default_dtype(torch.float64)")
    assert kind.value == "torch.float64"
