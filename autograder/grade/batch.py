"""Grading many submissions: as many at a time as there are zygotes, each finished as if it were the only one."""

from __future__ import annotations

import contextlib
import gc
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from nncheck.errors import clean, name_of, text_of

from autograder.course.built import built_recording
from autograder.course.load import load
from autograder.course.plan import ROOT, Plan
from autograder.course.questions import public_pool, secret_pool
from autograder.errors import CourseError
from autograder.grade.naming import Naming
from autograder.grade.one import Examiner
from autograder.gradebook import Record
from autograder.sandbox import Allowed, Level, SandboxBroken, Zygote, choose
from autograder.submissions import UNJUDGED, Found, Submission, not_read, read


def grade(
    plan: Plan,
    found: list[Found],
    jobs: int,
    isolation: str = "auto",
    public: bool = False,
    hold_to: Callable[[str], None] = lambda fingerprint: None,
) -> Generator[Record, None, None]:
    """The records of all submissions, in the order in which they are done.

    found: what was handed in, one entry per student
    jobs: how many submissions run at a time
    isolation: a level's name, or "auto" for the strongest that this machine has
    public: whether to ask the recorded questions instead of the secret ones
    hold_to: told what grades rest on before there are any; raises where these could not stand beside others
    raises: CourseError where the course itself is not in order, SandboxBroken where the sandbox is not
    """
    with contextlib.ExitStack() as stack:
        # Started before the course is loaded, so that there is no answer in memory yet.
        zygotes = _start(plan, found, choose(isolation), min(jobs, len(found)) or 1, stack)
        examiner = _examiner(plan, public)
        hold_to(examiner.pool.fingerprint())
        gc.freeze()  # The course and PyTorch stay: Python need not look through them again and again.
        exercises = [exercise.name for exercise in plan.exercises]

        def one(each: Found) -> Record:
            zygote = zygotes.get()
            try:
                return examiner.grade(read(each, plan.name, exercises), zygote)
            except (CourseError, SandboxBroken):
                raise
            except Exception as error:  # A flaw of ours in one submission must not cost the others their grades.
                return examiner.grade(_unjudged(each, error), zygote)
            finally:
                zygotes.put(zygote)

        workers = stack.enter_context(ThreadPoolExecutor(jobs))
        stack.callback(workers.shutdown, cancel_futures=True)
        futures: list[Future[Record]] = [workers.submit(one, each) for each in found]
        for future in as_completed(futures):
            yield future.result()


def _unjudged(found: Found, error: Exception) -> Submission:
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{name_of(type(error))} in {Path(place.filename).name}, line {place.lineno}: {text_of(error)}"
    sentence = f"The grader itself failed here, so the course team has to mend it and grade again ({clean(what)})."
    return not_read(found, UNJUDGED, sentence)


def _start(
    plan: Plan, found: list[Found], level: Level, number: int, stack: contextlib.ExitStack
) -> SimpleQueue[Zygote]:
    answers = (plan.folder / name for name in ("checks.py", "mistakes.py", "alternatives.py"))
    others = [each.path for each in found[:20]] if len(found) > 1 else []
    hidden = (*answers, ROOT / "solutions", plan.key_file, *others)
    allowed = Allowed(plan.packages, plan.student_folder, plan.limits, hidden)
    zygotes: SimpleQueue[Zygote] = SimpleQueue()
    for _ in range(number):
        zygotes.put(stack.enter_context(Zygote(allowed, level)))
    return zygotes


def _examiner(plan: Plan, public: bool) -> Examiner:
    assignment = load(plan)
    pool = public_pool(assignment) if public else secret_pool(assignment)
    return Examiner(assignment, built_recording(plan), pool, Naming(pool), public)
