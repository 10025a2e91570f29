"""Asking one submission its questions, however often its process has to be replaced on the way."""

from __future__ import annotations

import contextlib
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from typing import Any

from nncheck.apart import out_of_time
from nncheck.asking import MAX_TEXT, Reply
from nncheck.errors import clean
from nncheck.notebook import Cell
from nncheck.values import ValueRefused

from autograder.sandbox.child import Child, ChildGone, ChildSlow
from autograder.sandbox.zygote import Zygote

# All replies are kept until they are judged: bytes from which on one is large, and of all large ones together.
LARGE, ROOM = 2**16, 2**25
# Bytes of questions that are sent together: waiting for an answer before the next one is sent costs more than most
# answers. A pipe holds twice as much, so that sending them waits for nothing.
AT_ONCE = 2**15


@dataclass(frozen=True, eq=False)  # two that ask the same are two
class Question:
    """What a submission is asked.

    check: whose question it is; after one that ended the process, the other questions of its check are not asked
    exercise: the function's name
    ask: the probe's name, None for one plain call
    arguments: plain data (see `nncheck.values`) as JSON
    stand_ins: code of the functions that stand in for other exercises meanwhile
    """

    check: str
    exercise: str
    ask: str | None
    arguments: str
    stand_ins: str = ""


Replies = dict[Question, Reply]
Again = Callable[[Question, Reply], Question | None]


@dataclass(frozen=True)
class Seconds:
    """Wall time for one question, for running all cells, for everything."""

    question: float
    notebook: float
    total: float


class Interview:
    """One submission under question. Use as a context manager.

    A question that hangs, crashes or floods costs itself: the child is replaced, the cells are run again, and the
    next question is asked. Of a cell that does not end in time, or ends its process twice, only what it defines is
    kept, or nothing where that ends the same way; and it is named.

    errors: number -> sentence for the cells that failed when they were last run
    printed: the beginning of what they printed then
    """

    MAX_ENDS = 2

    def __init__(self, zygote: Zygote, cells: list[Cell], seconds: Seconds) -> None:
        self._zygote, self._seconds = zygote, seconds
        self._cells = {cell.number: cell for cell in cells}
        self._deadline = time.monotonic() + seconds.total
        self._child: Child | None = None
        self._used = False
        self._costly: set[str] = set()  # exercises that took a process away, or all its memory
        self._cells_took = 0.0
        self._ended_in: Counter[int] = Counter()
        self._cut: dict[int, str] = {}  # why a cell is not run as it stands
        self._room = ROOM
        self.errors: dict[int, str] = {}
        self.printed = ""

    def __enter__(self) -> Interview:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def run(self) -> dict[int, str]:
        """Run the cells; called by `ask_all` where it is needed, and of use by itself where nothing is asked."""
        while self._child is None and self._time_left() > 2 * self._cells_took:
            with contextlib.suppress(ChildGone, ChildSlow):
                self._child = self._started()
        return self.errors

    def ask_all(self, questions: Iterable[Question], again: Again = lambda question, reply: None) -> Replies:
        """A reply to each question, and to those that are asked again; what went wrong is part of a reply.

        What else is asked of an exercise that took its process away waits until the others have answered, so that it
        cannot use up their time. That, and what is asked again, is asked in another process: nothing is left there
        of what stood in for an exercise.

        again: for a question and its reply, what to ask once all have answered, or None
        """
        first, more, replies = list(questions), list[Question](), Replies()
        for patient in (False, True):
            fresh = [each for each in first if each not in replies]
            self._ask_round(fresh, replies, patient)
            answered = [each for each in fresh if each in replies]
            more += filter(None, (again(question, replies[question]) for question in answered))
            self._ask_round(more, replies, patient)
        return {question: replies[question] for question in [*first, *more]}

    def _ask_round(self, questions: list[Question], replies: Replies, patient: bool) -> None:
        """Ask what has no reply yet; patient: of exercises, too, that took a process away."""
        if replies:
            self._drop()
        while left := [
            each for each in questions if each not in replies and (patient or each.exercise not in self._costly)
        ]:
            for question, reply in self._ask(_at_once(left)):
                replies[question] = reply
                if reply.outcome in ("timeout", "died"):  # which one question of a check is enough to tell
                    replies.update(
                        {each: reply for each in left if each.check == question.check and each not in replies}
                    )

    def _ask(self, questions: list[Question]) -> Iterator[tuple[Question, Reply]]:
        """Ask questions all at once; those behind one that ended the process are not answered.

        Nor is one whose process may have ended of what an earlier question left behind: it is to be asked again.
        """
        self.run()
        if self._child is None or self._time_left() <= 0:
            late = f"was not asked any more: the notebook used up its {self._seconds.total:g} s"
            yield from ((question, Reply("timeout", error=late)) for question in questions)
            return
        self._child.send([_request(question) for question in questions])
        for question in questions:
            used, reply = self._used, self._reply(self._child)
            if reply.outcome in ("timeout", "died") or "MemoryError" in reply.error:
                if used and reply.outcome != "timeout" and question.exercise not in self._costly:
                    self._drop()
                    return
                self._costly.add(question.exercise)
            yield question, reply
            if self._child is None or self._time_left() <= 0:
                self._drop()
                return

    def _reply(self, child: Child) -> Reply:
        """What comes back from the next question that was sent."""
        seconds = min(self._seconds.question, max(self._time_left(), 0.1))
        try:
            message = child.receive(time.monotonic() + seconds)
            self._used = True
            reply = Reply.from_data(message.get("reply"))
        except ChildSlow:
            self._drop()
            return Reply("timeout", error=out_of_time(seconds))
        except ChildGone as gone:
            self._drop()
            return Reply("died", error=str(gone))
        except ValueRefused:
            self._drop()
            return Reply("refused", error="what came back is not an answer")
        if child.size > LARGE:
            self._room -= child.size
            if self._room < 0:
                return Reply("refused", error="this answer and large ones before it are too much together; return less")
        return reply

    def _started(self) -> Child:
        """A child that has run the cells.

        raises: ChildGone, ChildSlow where a cell ended it; the cell is on record then
        """
        child = self._zygote.fork()
        began = time.monotonic()
        # At most half of what is left, so that no number of cells that hang takes the questions' time.
        seconds = min(self._seconds.notebook, max(self._time_left(), 0.1) / 2)
        deadline = began + seconds
        current = next(iter(self._cells), 0)
        try:
            child.send([json.dumps({"cells": [astuple(cell) for cell in self._cells.values()]})])
            while "cell" in (message := child.receive(deadline, reports=True)):
                # A number that cannot be right was not written by us; whichever cell is blamed, one fewer is left.
                if type(message["cell"]) is int and message["cell"] in self._cells:
                    current = message["cell"]
        except ChildSlow:
            self._cut_back(current, f"did not end within {seconds:.3g} s")
            raise
        except ChildGone as gone:
            self._ended_in[current] += 1
            if self._ended_in[current] >= self.MAX_ENDS:
                self._cut_back(current, str(gone))
            raise
        self._cells_took = time.monotonic() - began
        self.errors = dict(sorted((_sentences(message.get("errors"), self._cells) | self._cut).items()))
        self.printed = _text(message.get("printed"))
        return child

    def _cut_back(self, number: int, how: str) -> None:
        """Run only what a cell defines; where that was tried, run nothing of it."""
        cell = self._cells.get(number)
        if cell is not None and cell.whole:
            self._cells[number] = replace(cell, whole=False)
            self._cut[number] = f"The cell {how}; only what it defines was kept."
        else:
            self._cells.pop(number, None)
            self._cut[number] = f"The cell {how}; it was left out."

    def _time_left(self) -> float:
        return self._deadline - time.monotonic()

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child, self._used = None, False


def _at_once(questions: list[Question]) -> list[Question]:
    """The first of some questions that can be sent together, or the very first.

    What stands in for an exercise is not told before that one has been asked.
    """
    exercise = questions[0].exercise
    together = itertools.takewhile(lambda each: each.exercise == exercise or not each.stand_ins, questions)
    sizes = itertools.accumulate(len(question.arguments) + len(question.stand_ins) for question in together)
    return questions[: max(1, sum(size <= AT_ONCE for size in sizes))]


def _request(question: Question) -> str:
    asked = json.dumps({"exercise": question.exercise, "ask": question.ask, "stand_ins": question.stand_ins})
    return f'{{"arguments": {question.arguments}, {asked[1:]}'


def _sentences(errors: Any, numbers: Collection[int]) -> dict[int, str]:
    """What a child says of its failed cells, with whatever does not have that form left out."""
    pairs = [each for each in errors if isinstance(each, list) and len(each) == 2] if isinstance(errors, list) else []
    return {number: _text(text) for number, text in pairs if type(number) is int and number in numbers}


def _text(text: Any) -> str:
    return clean(text[:MAX_TEXT]) if isinstance(text, str) else ""
