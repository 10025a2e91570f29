"""What one submission costs elsewhere: python -m benchmarks.other_graders [--notebooks 200] [--tried 5]

The same notebooks of a made-up class and the same recorded questions, by `otter run` with the zip file that the build
makes, by pytest in a released repository, and here. Otter and pytest start afresh for every submission, as they do in
use; here it is what one more notebook costs. Processor time of all processes, all in one run.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.build import build
from autograder.build.practice import write_class
from autograder.build.release import release
from autograder.course.plan import ROOT, read_plan
from benchmarks.grading_cost import ASSIGNMENT, cost

BIN = Path(sys.executable).parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", type=int, default=200, help="how many are graded here")
    parser.add_argument("--tried", type=int, default=5, help="how many of them by the others too")
    parser.add_argument("--isolation", default="namespaces")
    options = parser.parse_args()
    build(ASSIGNMENT).write()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder, options.notebooks, options.tried, options.isolation)


def compare(folder: Path, notebooks: int, tried: int, isolation: str) -> None:
    """Print what each grader takes, and the medians of the ratios."""
    plan = read_plan(ASSIGNMENT)
    write_class(plan, folder / "class", notebooks, seed=1)
    release(plan, folder / "repository")
    ours = cost("public", folder / "class", notebooks, isolation)
    print(f"here, isolation {isolation}: {1000 * ours:.1f} ms of processor time for one more of {notebooks} notebooks")
    others = {"otter run": otter_run, "pytest": in_repository}
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for path in sorted((folder / "class").glob("*.ipynb"))[:tried]:
        for name, grade in others.items():
            seconds = grade(path, folder)
            ratios[name].append(seconds / ours)
            print(f"{name}: {seconds:.2f} s, {seconds / ours:.0f} times as much", flush=True)
    for name, found in ratios.items():
        print(f"{name}: median of {tried}: {statistics.median(found):.0f} times as much")


def otter_run(notebook: Path, folder: Path) -> float:
    """Processor seconds of one `otter run`."""
    zip_file = ROOT / "build" / ASSIGNMENT / "otter.zip"
    return cpu_of([BIN / "otter", "run", notebook, "-a", zip_file, "-o", folder], folder)


def in_repository(notebook: Path, folder: Path) -> float:
    """Processor seconds of pytest in a student's repository."""
    repository = folder / "repository"
    shutil.copy(notebook, repository / f"{ASSIGNMENT}.ipynb")
    return cpu_of([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], repository)


def cpu_of(command: list[str | Path], folder: Path) -> float:
    """Processor seconds of a command and of all that it started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=os.environ | ONE_THREAD, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
