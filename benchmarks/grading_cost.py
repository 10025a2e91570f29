"""What grading costs beyond the bare floor: python -m benchmarks.grading_cost [--notebooks 200] [--rounds 5]

The floor is what no grader can save: fork from a warm process, run the cells, call the functions on fresh copies of
the same arguments; no isolation, no wire, no verdict. Beside it: the same questions asked in the sandbox, and all of
grading, with verdicts and names for mistakes. Each is measured in processor time of all processes, in one run, in
turns, as the difference between many notebooks and few, so that starting up is not counted.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import ctypes
import functools
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ASSIGNMENT = "a4_backprop"
FEW = 20
GRADED = ("graded", "public")
PREPARED = "prepared.pickle"
PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--isolation", default="namespaces")
    parser.add_argument("--side", choices=["prepare", "floor", "asked", *GRADED], help="for the other processes")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.side:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        run(options.side, options.folder, options.notebooks, options.isolation)
        wait_for_all()
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(sum(each.ru_utime + each.ru_stime for each in used))
        return
    if options.notebooks <= FEW:
        parser.error(f"--notebooks: more than {FEW}, which are taken off as the cost of starting up")
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), options.notebooks, options.rounds, options.isolation)


def run(side: str, folder: Path, notebooks: int, isolation: str) -> None:
    """What one process does."""
    paths = sorted(folder.glob("*.ipynb"))[:notebooks]
    if side == "prepare":
        prepare(paths, folder / PREPARED)
    elif side in GRADED:
        graded(paths, isolation, public=side == "public")
    else:
        submissions, cases = pickle.loads((folder / PREPARED).read_bytes())
        submissions = submissions[:notebooks]
        floor(submissions, cases) if side == "floor" else asked(submissions, cases, isolation)


def compare(folder: Path, notebooks: int, rounds: int, isolation: str) -> None:
    """Print the cost per submission of all sides, and median ratios."""
    from autograder.build.practice import write_class
    from autograder.course.plan import read_plan

    write_class(read_plan(ASSIGNMENT), folder, notebooks, seed=1)
    cpu_of("prepare", folder, notebooks, isolation)
    print(f"processor time per notebook, {notebooks} notebooks of {ASSIGNMENT}, isolation {isolation}")
    ratios: dict[str, list[float]] = {"asked": [], "graded": []}
    for _ in range(rounds):
        bare = cost("floor", folder, notebooks, isolation)
        line = f"  floor {1000 * bare:.1f} ms"
        for side, found in ratios.items():
            full = cost(side, folder, notebooks, isolation)
            found.append(full / bare)
            line += f", {side} {1000 * full:.1f} ms ({full / bare:.2f} times)"
        print(line)
    print("  medians: " + ", ".join(f"{side} {statistics.median(found):.2f} times" for side, found in ratios.items()))


def cost(side: str, folder: Path, notebooks: int, isolation: str) -> float:
    """Processor seconds that one more notebook costs a side."""
    few, many = (cpu_of(side, folder, number, isolation) for number in (FEW, notebooks))
    return (many - few) / (notebooks - FEW)


def wait_for_all() -> None:
    """Wait also for what bubblewrap left behind when it ended: only who is waited for is counted."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def cpu_of(side: str, folder: Path, notebooks: int, isolation: str) -> float:
    """Processor seconds of one run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.grading_cost", "--side", side, "--folder", str(folder)]
    command += ["--notebooks", str(notebooks), "--isolation", isolation]
    done = subprocess.run(
        command, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def graded(paths: list[Path], isolation: str, public: bool) -> None:
    """Grade, records and all; the secret questions, or the recorded ones that students hold."""
    from autograder.course.plan import read_plan
    from autograder.grade import grade
    from autograder.submissions import find

    plan = read_plan(ASSIGNMENT)
    for _ in grade(plan, find(paths, plan.notebook)[0], jobs=1, isolation=isolation, public=public):
        pass


def asked(submissions: list[Any], cases: dict[Any, Any], isolation: str) -> None:
    """Ask in the sandbox, and look at no reply."""
    from autograder.course.plan import read_plan
    from autograder.sandbox import Allowed, Interview, Question, Zygote, choose

    plan = read_plan(ASSIGNMENT)
    allowed = Allowed(plan.packages, plan.student_folder, plan.limits)
    with Zygote(allowed, choose(isolation)) as zygote:
        for cells, keys in submissions:
            questions = [Question(key[0], exercise, probe, cases[key][1]) for exercise, probe, key in keys]
            with Interview(zygote, cells, plan.limits) as interview:
                interview.ask_all(questions)


def floor(submissions: list[Any], cases: dict[Any, Any]) -> None:
    """Fork, run the cells, call the functions; all else was prepared in another process."""
    import gc
    import importlib

    import matplotlib.pyplot  # noqa: F401  all that the zygote loads for this assignment is here before the first fork
    import scipy.optimize
    import scipy.special
    import scipy.stats  # noqa: F401
    from nncheck.provided import load_probes
    from nncheck.running import run_cells

    student = Path("assignments", ASSIGNMENT, "student").resolve()
    probes = load_probes(student)
    sys.path.insert(0, str(student))
    importlib.import_module("given")
    gc.collect()
    gc.freeze()
    for cells, keys in submissions:
        pid = os.fork()
        if pid == 0:
            call_all(run_cells(cells)[0], probes, [(exercise, probe, cases[key][0]) for exercise, probe, key in keys])
            os._exit(0)
        os.waitpid(pid, 0)


def prepare(paths: list[Path], target: Path) -> None:
    """Write cells and questions of all submissions, and the arguments of all cases, as values and as they are sent."""
    from nncheck.choosing import chosen_cells
    from nncheck.notebook import read_cells
    from nncheck.recorded import read_recording

    from autograder.course.load import load
    from autograder.course.plan import read_plan
    from autograder.course.questions import secret_pool

    plan = read_plan(ASSIGNMENT)
    recording = read_recording(plan.student_folder)
    assignment = load(plan)
    pool = secret_pool(assignment)
    submissions: list[Any] = []
    arguments: dict[Any, Any] = {}
    for path in paths:
        cells, _ = chosen_cells(read_cells(path.read_bytes(), path.name)[0], recording.given, recording.skipped)
        cases = [case for check in assignment.checks for case in pool.asked(check, path.stem)]
        arguments |= {(case.check.name, case.number): (case.argument_values, case.arguments_text) for case in cases}
        keys = [(case.check.exercise, case.check.ask, (case.check.name, case.number)) for case in cases]
        submissions.append((cells, keys))
    target.write_bytes(pickle.dumps((submissions, arguments)))


def call_all(
    names: dict[str, Any], probes: dict[str, Callable[..., Any]], questions: list[tuple[str, str | None, Any]]
) -> None:
    """Call every function that is there, whatever it does."""
    import io
    import warnings

    from nncheck.unwritten import is_unwritten

    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):
        for exercise, probe, arguments in questions:
            function = names.get(exercise)
            if function is None or is_unwritten(function):
                continue
            call = functools.partial(probes[probe], function) if probe else function
            with contextlib.suppress(BaseException):
                call(*copy.deepcopy(arguments))


if __name__ == "__main__":
    main()
