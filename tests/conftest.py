"""What tests share: assignments built anew, and results that are worth computing once."""

from __future__ import annotations

import fcntl
import pickle

import pytest

from autograder.course.plan import assignment_names
from tests.fresh import HURRY, lay_out


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """A folder that all workers of a test run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def once(shared):
    """Compute something under a name once, however many workers and tests want it."""
    known = {}

    def of(name, compute):
        if name not in known:
            path = shared / f"{name}.pickle"
            with (shared / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not path.exists():
                    path.write_bytes(pickle.dumps(compute()))
            known[name] = pickle.loads(path.read_bytes())
        return known[name]

    return of


@pytest.fixture(scope="session")
def built(once, shared):
    """An assignment by its name, built anew."""
    return lambda name: once(f"kit-{name}", lambda: lay_out(name, _made(shared / "assignments" / name)))


@pytest.fixture(scope="session")
def hurried(once, shared):
    """The same, but a question may take a second only, so that an endless loop is over soon."""
    return lambda name: once(f"hurried-{name}", lambda: lay_out(name, _made(shared / "hurried" / name), HURRY))


@pytest.fixture(params=assignment_names())
def kit(request, built):
    """Every assignment in turn."""
    return built(request.param)


def _made(folder):
    folder.mkdir(parents=True)
    return folder
