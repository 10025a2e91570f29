"""In which order a submission is asked, and what is left of its time for whom."""

from __future__ import annotations

import os
import time

import pytest
from nncheck.notebook import Cell

from autograder.sandbox import Allowed, Interview, Question, Zygote, choose
from tests.limits import LIMITS, limited

CELL = Cell(
    1,
    """
import os, threading, time

def hang(n):
    while True: pass

def double(n):
    return 2 * n

def end_soon(n):
    threading.Timer(0.1, os._exit, (1,)).start()

def sleep(n):
    time.sleep(0.5)
    return n

def take_all(n):
    return bytearray(10**11)

def exit(n):
    os._exit(1)

def forge(n):
    import json, sys
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    said = {"outcome": "answered", "value": 1, "error": "", "warning": ""}
    os.write(4, json.dumps({"id": frame.f_locals["question"]["id"], "cell": 1, "reply": said}).encode() + b"\\n")
    return n
""",
)


@pytest.fixture
def zygote(tmp_path):
    tmp_path.chmod(0o755)
    with Zygote(Allowed(("numpy",), tmp_path, LIMITS), choose("auto")) as zygote:
        zygote.fork().end()  # once it has started, times mean something
        yield zygote


def questions(*exercises):
    """One question for each, in order, every one of a check of its own."""
    return [Question(f"check {at}", exercise, None, f"[{at}]") for at, exercise in enumerate(exercises)]


def test_an_exercise_that_hangs_leaves_the_others_their_time(zygote):
    with Interview(zygote, [CELL], limited(question=0.8, total=3)) as interview:
        replies = list(
            interview.ask_all(questions("hang", "hang", "hang", "hang", "hang", "hang", "double", "double")).values()
        )
    assert [reply.value for reply in replies[-2:]] == [12, 14]
    assert {reply.outcome for reply in replies[:-2]} == {"timeout"}
    assert "did not answer within 0.8 s" in replies[0].error
    assert "used up its 3 s" in replies[5].error


def test_a_quick_answer_that_the_time_was_over_for_is_not_told_as_one_that_never_ends(zygote):
    with Interview(zygote, [CELL], limited(question=2, total=2.2)) as interview:
        *_, late = interview.ask_all(questions("hang", "sleep")).values()
    assert late.error == "could not be waited for: the notebook used up its 2.2 s"


def test_replies_come_in_the_order_of_the_questions(zygote):
    with Interview(zygote, [CELL], limited(question=0.3)) as interview:
        replies = list(interview.ask_all(questions("double", "hang", "hang", "double")).values())
    assert [(reply.outcome, reply.value) for reply in replies] == [
        ("answered", 0),
        ("timeout", None),
        ("timeout", None),
        ("answered", 6),
    ]


def test_cells_that_hang_leave_the_questions_their_time(zygote):
    hanging = [Cell(number, "while True: pass") for number in range(2, 8)]
    with Interview(zygote, [CELL, *hanging], limited(question=1, notebook=2, total=6)) as interview:
        replies = list(interview.ask_all(questions("double", "double")).values())
    assert [reply.value for reply in replies] == [0, 2]
    assert sorted(interview.errors) == [2, 3, 4, 5, 6, 7]
    assert "did not end within 2 s; only what it defines was kept" in interview.errors[2]


@pytest.mark.parametrize("magic", ["", "%%time\n", "%%capture out\n"])
@pytest.mark.parametrize("ends", ["while True: pass", "os._exit(0)"])
def test_what_a_cell_defines_is_kept_where_the_rest_of_it_hangs_or_ends_the_process(zygote, ends, magic):
    source = (
        f"{magic}import os\nFACTOR = 3\ndouble = lambda n: FACTOR * n\n{ends}\ndef sleep(n):\n    return double(n)\n"
    )
    with Interview(zygote, [CELL, Cell(2, source)], limited(question=1, notebook=1)) as interview:
        replies = list(interview.ask_all(questions("double", "double", "sleep")).values())
    assert [reply.value for reply in replies] == [0, 3, 6]
    assert interview.errors[2].endswith("only what it defines was kept.")


@pytest.mark.parametrize("ends", ["while True: pass", "os._exit(0)"])
def test_a_cell_that_hangs_or_ends_the_process_while_it_defines_something_is_left_out(zygote, ends):
    source = f"import os\nclass Network:\n    {ends}\n"
    with Interview(zygote, [CELL, Cell(2, source)], limited(question=1, notebook=1)) as interview:
        replies = list(interview.ask_all(questions("double", "double")).values())
    assert [reply.value for reply in replies] == [0, 2]
    assert interview.errors[2].endswith(", and was left out.")


def test_what_cells_print_is_kept_and_what_answers_print_is_not(zygote):
    source = "print('before')\nprint('x' * 10**6)\ndef double(n):\n    print('asked', n)\n    return n\n"
    with Interview(zygote, [Cell(1, source)], limited(question=1, notebook=1)) as interview:
        interview.ask_all(questions("double", "double"))
    assert interview.printed.startswith("before\nxxx")
    assert len(interview.printed) == LIMITS.printed
    assert interview.notes == ("The cells print more than 2,000 characters; what comes after these was not kept.",)
    assert "asked" not in interview.printed


def test_of_what_fits_all_is_kept_and_nothing_said(zygote):
    with Interview(zygote, [Cell(1, f"print('x' * {LIMITS.printed - 1})")], LIMITS) as interview:
        interview.run()
    assert (len(interview.printed), interview.notes) == (LIMITS.printed, ())


def test_a_reply_that_nobody_could_look_at_in_time_is_not_slow(zygote, monkeypatch):
    """Another submission's work may keep this process from running for seconds, while the reply lies in the pipe."""
    write = os.write

    def write_and_be_kept(fd, data):
        written = write(fd, data)
        time.sleep(2)
        return written

    with Interview(zygote, [CELL], limited(question=1)) as interview:
        interview.run()
        monkeypatch.setattr(os, "write", write_and_be_kept)
        replies = list(interview.ask_all(questions("double", "double")).values())
    assert [reply.value for reply in replies] == [0, 2]


def test_questions_behind_one_that_is_larger_than_a_pipe_are_answered(zygote):
    large = Question("large", "double", None, f"[[{', '.join(map(str, range(40_000)))}]]")
    few = questions("double", "double")
    with Interview(zygote, [CELL], limited(question=10)) as interview:
        first, middle, last = list(interview.ask_all([few[0], large, few[1]]).values())
    assert (first.value, len(middle.value), last.value) == (0, 80_000, 2)


def test_a_question_is_asked_again_where_the_process_ended_of_an_earlier_one(zygote):
    with Interview(zygote, [CELL], LIMITS) as interview:
        replies = list(interview.ask_all(questions("double", "end_soon", "sleep", "double")).values())
    assert [reply.value for reply in replies] == [0, None, 2, 6]
    assert {reply.outcome for reply in replies} == {"answered"}


@pytest.mark.parametrize("costly", ["take_all", "exit"])
def test_an_exercise_that_takes_processes_leaves_the_others_their_time(zygote, costly):
    cells = [CELL, Cell(2, "import time\ntime.sleep(0.4)")]
    with Interview(zygote, cells, limited(question=2, total=6)) as interview:
        replies = list(interview.ask_all(questions(*[costly] * 20, "double", "double")).values())
    assert [reply.value for reply in replies[-2:]] == [40, 42]
    assert all(reply.value is None for reply in replies[:-2])
    assert not interview.errors


def test_the_time_for_everything_is_that_of_many_small_questions_too(zygote):
    with Interview(zygote, [CELL], limited(question=2, total=2)) as interview:
        began = time.monotonic()
        replies = list(interview.ask_all(questions(*["sleep"] * 12)).values())
        assert time.monotonic() - began < 3
    assert replies[0].value == 0
    assert "used up its 2 s" in replies[-1].error


def test_a_report_on_cells_is_no_answer_to_a_question(zygote):
    with Interview(zygote, [CELL], limited(question=2)) as interview:
        _, *others = list(interview.ask_all(questions("forge", "double", "double")).values())
        more = list(interview.ask_all(questions("double")).values())
    assert [reply.value for reply in (*others, *more)] == [2, 4, 0]
