"""An arena at each level: a zygote, and bait round it."""

from __future__ import annotations

import contextlib
import os
import resource
import tempfile
from pathlib import Path

import pytest

from autograder.sandbox import Allowed, Zygote, clock, packages
from tests.hostile.host import host
from tests.hostile.setting import LIMITS, attacking, examiner, provided, well_behaved
from tests.processes import becomes_true, descendants
from tests.pythons import copied_python, readable_by_others, used_by_the_sandbox


class Arena:
    """A zygote of one level, the examiner who uses it, and what it must leave alone.

    python: what its zygotes run, where that is not the interpreter of the tests
    """

    def __init__(self, level, folder, bait, python=None):
        self.level, self.bait = level, bait
        self.examiner = examiner(folder)
        self._at_home = contextlib.nullcontext if python is None else lambda: used_by_the_sandbox(python)
        with self._at_home():
            self.zygote = Zygote(Allowed(("numpy",), folder, LIMITS), level)
            self.grade(well_behaved())
        self.before = self.state()

    def attack(self, source):
        return self.grade(attacking(source, self.bait.names()))

    def grade(self, submission):
        with self._at_home():
            return self.examiner.grade(submission, self.zygote)

    def state(self):
        """All of the zygote that an attack could have changed."""
        family = descendants(self.zygote.pid)
        return {
            "processes": family,
            "files": sorted(str(path) for path in self.zygote._folder.rglob("*") if path.name != "log"),
            "log": (self.zygote._folder / "log").read_text("utf-8"),
            "priorities": {pid: os.getpriority(os.PRIO_PROCESS, pid) for pid in family},
            "processors": {pid: os.sched_getaffinity(pid) for pid in family},
            "limits": {pid: resource.prlimit(pid, resource.RLIMIT_CPU) for pid in family},
            "descriptors": {pid: descriptors(pid) for pid in family},
        }

    def changes(self):
        """What is not as it was, with what it was."""
        return {key: (was, now) for key, now in self.state().items() if (was := self.before[key]) != now}

    def is_as_before(self):
        """Whether it is, once those that are dying are dead."""
        with contextlib.suppress(OSError):
            return becomes_true(lambda: not self.changes(), 2.0)
        return False


def descriptors(pid):
    """How many a process has open; 0 where only root may look."""
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except PermissionError:
        return 0


def why_not(level):
    """Why a level cannot be tried here; "" where it can."""
    if level.name == "user" and os.geteuid() == 0:
        places = packages.installed(("numpy",)).values()
        return "" if all(map(readable_by_others, places)) else "the packages are closed to other users"
    return level.lacks()


@pytest.fixture(scope="session")
def arenas():
    """An arena at a level, the same for all tests of a worker."""
    with contextlib.ExitStack() as stack:
        known = {}

        def at(level):
            if level.name not in known:
                known[level.name] = stack.enter_context(_open(level))
            return known[level.name]

        yield at


@contextlib.contextmanager
def _open(level):
    with contextlib.ExitStack() as stack:
        needs_copy = level.name == "user" and level.lacks()
        python = stack.enter_context(copied_python()) if needs_copy else None
        folder = provided(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiny-"))))
        folder.chmod(0o755)
        bait = stack.enter_context(host())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        if level.name == "user":  # which would be refused where PyTorch is installed for everybody
            patch.setattr(packages, "DIFFERENTIATE", ())
        patch.setattr(clock, "MAX_PATIENCE", 1.0)  # so that times mean something while other tests run beside
        arena = Arena(level, folder, bait, python)
        try:
            yield arena
        finally:
            arena.zygote.close()


@pytest.fixture
def arena(request, arenas):
    level, reason = request.param
    if reason:
        pytest.skip(f"level {level.name} cannot be tried here: {reason}")
    return arenas(level)
