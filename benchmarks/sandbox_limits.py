"""What the sandbox takes of time and memory: python -m benchmarks.sandbox_limits [--submissions 2000]

How much longer than its limit a hung question keeps the grader; what a zygote and a running child take of memory, with
PyTorch; and whether either grows with the number of submissions.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace
from pathlib import Path

from nncheck.notebook import Cell

from autograder.course.plan import read_plan
from autograder.limits import Limits
from autograder.sandbox import Allowed, Interview, Question, Zygote, choose

ASSIGNMENT = "a6_pytorch"
LIMIT = 1.0
MEGABYTE = 2**20
WORK = """
import numpy as np
import torch

def work(n):
    W = torch.randn(n, n, requires_grad=True)
    (W @ torch.ones(n)).pow(2).mean().backward()
    return float(np.abs(W.grad.numpy()).max() >= 0)

def hang(n):
    while True:
        pass
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--hangs", type=int, default=10)
    parser.add_argument("--isolation", default="auto")
    options = parser.parse_args()
    plan = read_plan(ASSIGNMENT)
    limits = replace(plan.limits, question=LIMIT)
    with Zygote(Allowed(plan.packages, plan.student_folder, limits), choose(options.isolation)) as zygote:
        print(f"isolation {zygote.isolation}")
        ask(zygote, limits, "work")
        over = [ask(zygote, limits, "hang") - LIMIT for _ in range(options.hangs)]
        print(f"a hung question: its {LIMIT:g} s and {statistics.median(over):.2f} s, at most {max(over):.2f} s")
        memory(zygote, limits, options.submissions)


def ask(zygote: Zygote, limits: Limits, function: str) -> float:
    """Wall seconds of one question to a child that has run its cells."""
    with Interview(zygote, [Cell(1, WORK)], limits) as interview:
        interview.run()
        began = time.monotonic()
        interview.ask_all([Question("once", function, None, "[64]")])
        return time.monotonic() - began


def memory(zygote: Zygote, limits: Limits, submissions: int) -> None:
    """Print memory of the zygote and of a running child, at the start, in the middle and at the end."""
    print("| after so many submissions | zygote, MB | a child's own, MB |\n|---|---|---|")
    marks = {1, submissions // 2, submissions}
    for number in range(1, submissions + 1):
        with Interview(zygote, [Cell(1, WORK)], limits) as interview:
            interview.ask_all([Question("once", "work", None, "[64]")])
            if number in marks:
                zygote_pid, child_pid = family(zygote.pid)
                print(f"| {number} | {resident(zygote_pid):.0f} | {own(child_pid):.1f} |", flush=True)


def family(pid: int) -> tuple[int, int]:
    """The zygote proper, which bubblewrap may have put one step further down, and its only child."""
    line = [pid]
    while below := Path(f"/proc/{line[-1]}/task/{line[-1]}/children").read_text("ascii").split():
        line.append(int(below[-1]))
    return line[-2], line[-1]


def resident(pid: int) -> float:
    """All memory that a process has in use, in megabytes, shared pages in full."""
    return _sum(pid, "Rss:")


def own(pid: int) -> float:
    """What a process has for itself alone, in megabytes."""
    return _sum(pid, "Private_Clean:", "Private_Dirty:")


def _sum(pid: int, *fields: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(fields)) * 1024 / MEGABYTE


if __name__ == "__main__":
    main()
