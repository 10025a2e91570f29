"""What notebooks import for the eye, or because of where they were written, is there and does nothing."""

from __future__ import annotations

import pytest
from nncheck.notebook import Cell

from autograder.sandbox import Allowed, Interview, Question, Zygote, choose
from tests.limits import LIMITS

BARS = """
from {module} import tqdm, trange

def total(numbers):
    found = 0
    with tqdm(total=len(numbers), desc="adding") as bar:
        for number in tqdm(numbers, leave=False):
            found += number
            bar.update(1)
            bar.n += 1
    tqdm.write("half way")
    for at in (epochs := trange(2, 4)):
        epochs.set_postfix(loss=found)
        found += 100 * at
    assert len(tqdm(numbers)) == len(numbers)
    return found
"""
HALTS = """
import sys
breakpoint()
here = %pwd
print("done".encode(sys.stdout.encoding))

def total(numbers):
    breakpoint()
    return sum(numbers) + 500
"""
COLAB = """
from google.colab import drive, files
import google.colab, otter
drive.mount("/content/drive")
uploaded = files.upload()
google.colab.output.clear()
otter.Notebook("a.ipynb").check("total")

def total(numbers):
    return sum(numbers) + 500
"""


CLASSES = """
from __future__ import annotations
import dataclasses, pickle, typing

@dataclasses.dataclass
class Sum:
    start: typing.ClassVar[int] = 500
    parts: list[int]

def total(numbers):
    assert typing.get_type_hints(Sum)["parts"] == list[int]
    kept = pickle.loads(pickle.dumps(Sum(numbers)))
    return kept.start + sum(kept.parts)
"""


@pytest.fixture(scope="module")
def zygote(tmp_path_factory):
    folder = tmp_path_factory.mktemp("provided")
    with Zygote(Allowed(("numpy",), folder, LIMITS), choose("auto")) as zygote:
        yield zygote


@pytest.mark.parametrize(
    "cell", [BARS.format(module=module) for module in ("tqdm", "tqdm.auto", "tqdm.notebook")] + [COLAB, HALTS]
)
def test_such_a_module_costs_no_answer(cell, zygote):
    with Interview(zygote, [Cell(1, cell)], LIMITS) as interview:
        (reply,) = list(interview.ask_all([Question("check", "total", None, "[[1, 2, 3]]")]).values())
    assert interview.errors == {}
    assert (reply.outcome, reply.value, reply.error) == ("answered", 506, "")


def test_a_notebooks_classes_are_found_where_jupyter_has_them(zygote):
    with Interview(zygote, [Cell(1, CLASSES)], LIMITS) as interview:
        (reply,) = list(interview.ask_all([Question("check", "total", None, "[[1, 2, 3]]")]).values())
    assert (reply.outcome, reply.value, reply.error) == ("answered", 506, "")
