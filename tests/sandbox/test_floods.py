"""What a submission may send costs the grader little memory and little time, however much it is."""

from __future__ import annotations

import time

import pytest
from nncheck.notebook import Cell

from autograder.sandbox import Allowed, Interview, Question, Zygote, choose
from autograder.sandbox.messages import read_message
from tests.limits import LIMITS, limited

LARGE = Cell(
    1,
    """
import numpy as np

def large(n):
    return np.zeros(n)

def many(n):
    return n * [[]]

def small(n):
    return n

def threads(n):
    import threading, time

    for _ in range(n):
        threading.Thread(target=time.sleep, args=(1,)).start()
    found = threading.active_count()
    time.sleep(1)
    return found
""",
)

# Says of every cell a hundred times that it failed, in the report that should come when all cells have run.
FORGED = Cell(
    1,
    """
import json, os, sys

frame = sys._getframe()
while "start" not in frame.f_locals:
    frame = frame.f_back
pairs = [[number % 6000, "x"] for number in range(300_000)]
line = json.dumps({"id": frame.f_locals["start"]["id"], "errors": pairs}).encode() + b"\\n"
while line:
    line = line[os.write(4, line):]
""",
)


@pytest.fixture(scope="module")
def provided(tmp_path_factory):
    return tmp_path_factory.mktemp("provided")


@pytest.fixture(scope="module")
def zygote(provided):
    with Zygote(Allowed(("numpy",), provided, LIMITS), choose("auto")) as zygote:
        zygote.fork().end()
        yield zygote


def test_large_answers_are_kept_only_as_long_as_there_is_room(zygote):
    questions = [Question(f"check {at}", "large", None, "[2000000]") for at in range(5)]
    questions += [Question("last", "small", None, "[7]"), Question("last but large", "large", None, "[100]")]
    with Interview(zygote, [LARGE], limited(question=10, total=60)) as interview:
        replies = list(interview.ask_all(questions).values())
    assert [reply.outcome for reply in replies] == ["answered"] + 4 * ["refused"] + 2 * ["answered"]
    assert replies[1].error == "this answer and large ones before it are too much together; return less"
    assert sum(len(reply.value["array"]) for reply in replies[:5] if reply.value) < 2**25


def test_an_answer_is_as_large_as_the_limits_allow(provided):
    fits, does_not = answers_within(limited(reply=0.5), provided, "large", 60_000, 70_000)
    assert (fits.outcome, does_not.outcome) == ("answered", "refused")
    assert does_not.error == "the value is too large: more than 0.5 MB"


def test_a_submission_has_as_many_threads_as_the_limits_allow(provided):
    fits, does_not = answers_within(limited(threads=3), provided, "threads", 2, 4)
    assert (fits.value, does_not.error) == (3, "started more than 3 threads")


def answers_within(limits, provided, exercise, *arguments):
    """What the notebook above answers in a sandbox with these limits."""
    questions = [Question(f"check {number}", exercise, None, f"[{number}]") for number in arguments]
    allowed = Allowed(("numpy",), provided, limits)
    with Zygote(allowed, choose("auto")) as zygote, Interview(zygote, [LARGE], limits) as interview:
        return list(interview.ask_all(questions).values())


def test_a_report_on_many_cells_is_read_in_a_moment(zygote):
    cells = [FORGED, *(Cell(number, "pass") for number in range(2, 6000))]
    with Interview(zygote, cells, limited(question=10, notebook=30, total=60)) as interview:
        began = time.process_time()
        errors = interview.run()
        assert time.process_time() - began < 3
    assert len(errors) == 5999


def test_many_empty_lists_are_a_large_answer(zygote):
    questions = [Question(f"check {at}", "many", None, "[50000]") for at in range(16)]
    questions.append(Question("last", "small", None, "[7]"))
    with Interview(zygote, [LARGE], limited(question=10, total=60)) as interview:
        *many, last = list(interview.ask_all(questions).values())
    assert {many[0].outcome, last.outcome} == {"answered"}
    assert many[-1].error == "this answer and large ones before it are too much together; return less"


def test_a_number_of_many_digits_is_no_answer():
    assert read_message(b'{"reply": 0.12345678901234567}')[0] == {"reply": 0.12345678901234567}
    assert read_message(b'{"reply": 0.' + 40 * b"1" + b"}")[0] == {}
    assert read_message(b'{"reply": ' + 40 * b"1" + b"}")[0] == {}
