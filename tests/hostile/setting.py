"""A tiny assignment to attack: four exercises, one short question each, and what right answers to it look like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from nncheck.comparisons import Close
from nncheck.notebook import Cell
from nncheck.provided import load_probes
from nncheck.recorded import Recording

from autograder.course.assignment import Assignment
from autograder.course.declarations import Check
from autograder.course.plan import Exercise, Plan, Questions
from autograder.course.questions import Pool
from autograder.grade.naming import Naming
from autograder.grade.one import Examiner
from autograder.gradebook import Record
from autograder.submissions import Submission
from solutions.activations import relu
from tests.fresh import KEY
from tests.limits import limited

NAME = "a0_tiny"
LIMITS = limited(question=1.0, notebook=1.0)
# What answers questions before the exercise under attack, and after it.
TARGET, OTHERS = "relu", ("mean", "row_sums", "shifted")

GIVEN = "offset = 3.0\n"
PROBES = '''
import given


def from_the_offset(shifted, x):
    """What `shifted` makes of the given offset, whatever a submission did to that."""
    return shifted(x, given.offset)
'''

RIGHT = {
    "mean": "def mean(x):\n    return sum(x) / len(x)",
    "relu": "def relu(z):\n    return np.maximum(z, 0.0)",
    "row_sums": "def row_sums(A):\n    return A.sum(axis=1)",
    "shifted": "def shifted(x, offset):\n    return x + offset",
}


def provided(folder: Path) -> Path:
    """Write what the assignment provides into a folder."""
    (folder / "given.py").write_text(GIVEN, "utf-8")
    (folder / "probes.py").write_text(PROBES, "utf-8")
    return folder


@cache
def examiner(folder: Path, question: float = LIMITS.question) -> Examiner:
    """Who grades submissions to it.

    folder: that holds what `provided` wrote
    """
    exercises = tuple(Exercise(name, "solutions.activations") for name in RIGHT)
    limits = replace(LIMITS, question=question)
    plan = Plan(NAME, folder, "Tiny", 4.0, ("numpy",), limits, Questions(1, 2, 1), folder / "course.key", exercises)
    assignment = Assignment(plan, CHECKS, (), (), REFERENCE, load_probes(folder), stand_ins={})
    recording = Recording(folder, NAME, "Tiny", f"{NAME}.ipynb", question, (), frozenset(), ())
    pool = Pool(assignment, KEY)
    return Examiner(assignment, recording, pool, Naming(pool), public=False)


def submission(*sources: str) -> Submission:
    """What a student handed in: these code cells."""
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, 1))
    return Submission("student", Path("student.ipynb"), "graded", "", cells)


def well_behaved() -> Submission:
    return submission("import numpy as np", *RIGHT.values())


def attacking(source: str, names: str = "") -> Submission:
    """Right answers to all exercises but one, round a cell that is up to something.

    names: a cell that goes before everything
    """
    return submission(names, "import numpy as np", RIGHT["mean"], source, RIGHT["row_sums"], RIGHT["shifted"])


@dataclass(frozen=True)
class Outcome:
    """What became of one exercise."""

    passed: bool
    word: str
    message: str


def outcomes(record: Record) -> dict[str, Outcome]:
    """What became of each exercise, by name."""
    checks = {each.name: each.checks[0] for each in record.exercises}
    return {name: Outcome(check.score == check.points, check.outcome, check.message) for name, check in checks.items()}


def _check(exercise: str, ask: str | None, draw) -> Check:
    near = Close(rtol=1e-9, atol=1e-12)
    about = f"{exercise} of a few numbers."
    return Check(f"{exercise}_once", exercise, 1.0, near, draw, about, ask, "", "public", None, "setting.py")


CHECKS = (
    _check("mean", None, lambda rng: (list(rng.normal(size=5)),)),
    _check("relu", None, lambda rng: (rng.permutation([-2.5, -1.0, 0.0, 0.5, *rng.uniform(1, 2, size=4)]),)),
    _check("row_sums", None, lambda rng: (rng.normal(size=(3, 4)),)),
    _check("shifted", "from_the_offset", lambda rng: (rng.normal(size=3),)),
)
REFERENCE = {
    "mean": lambda x: float(np.mean(x)),
    "relu": relu,
    "row_sums": lambda A: A.sum(axis=1),
    "shifted": lambda x, offset: x + offset,
}
