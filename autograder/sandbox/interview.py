"""Asking one submission its questions, however often its process has to be replaced on the way."""

from __future__ import annotations

import contextlib
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nncheck.apart import out_of_time
from nncheck.asking import Reply
from nncheck.notebook import Cell
from nncheck.values import ValueRefused

from autograder.limits import Limits
from autograder.sandbox.cells import Cells
from autograder.sandbox.child import Child, ChildGone, ChildSlow
from autograder.sandbox.zygote import Zygote

LARGE = 2**16  # bytes from which on a reply is large: all are kept until they are judged
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


class Interview:
    """One submission under question. Use as a context manager.

    A question that hangs, crashes or floods costs itself: the child is replaced, the cells are run again, and the
    next question is asked.
    """

    def __init__(self, zygote: Zygote, cells: Iterable[Cell], limits: Limits) -> None:
        self._zygote, self._cells, self._limits = zygote, Cells(cells, limits.printed), limits
        self._deadline = time.monotonic() + limits.total
        self._child: Child | None = None
        self._has_answered = False  # whether the child has
        self._costly: set[str] = set()  # exercises that took a process away, or all its memory
        self._room = 2 * limits.reply_bytes

    def __enter__(self) -> Interview:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    @property
    def errors(self) -> dict[int, str]:
        """A sentence for each cell that failed when they were last run, by number."""
        return self._cells.errors

    @property
    def printed(self) -> str:
        """The beginning of what the cells printed then."""
        return self._cells.printed

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about all cells together."""
        return self._cells.notes

    def run(self) -> dict[int, str]:
        """Run the cells; called by `ask_all` where it is needed, and of use by itself where nothing is asked."""
        while self._child is None and self._time_left() > 2 * self._cells.took:
            child = self._zygote.fork()
            # At most half of what is left, so that no number of cells that hang takes the questions' time.
            seconds = min(self._limits.notebook, max(self._time_left(), 0.1) / 2)
            with contextlib.suppress(ChildGone, ChildSlow):
                self._cells.run_in(child, seconds)
                self._child = child
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

        def left() -> list[Question]:
            return [
                each for each in questions if each not in replies and (patient or each.exercise not in self._costly)
            ]

        if replies and left():
            self._drop()
        while asked := left():
            for question, reply in self._ask(_at_once(asked)):
                replies[question] = reply
                if reply.outcome in ("timeout", "died"):  # which one question of a check is enough to tell
                    replies |= {each: reply for each in asked if each.check == question.check and each not in replies}

    def _ask(self, questions: list[Question]) -> Iterator[tuple[Question, Reply]]:
        """Ask questions all at once; those behind one that ended the process are not answered.

        Nor is one whose process may have ended of what an earlier question left behind: it is to be asked again.
        """
        self.run()
        if self._child is None or self._time_left() <= 0:
            late = Reply("timeout", error=f"was not asked any more: {self._used_up}")
            yield from ((question, late) for question in questions)
            return
        self._child.send([_request(question) for question in questions])
        for question in questions:
            had_answered, reply = self._has_answered, self._reply(self._child)
            if reply.outcome in ("timeout", "died") or "MemoryError" in reply.error:
                if had_answered and reply.outcome != "timeout" and question.exercise not in self._costly:
                    self._drop()
                    return
                self._costly.add(question.exercise)
            yield question, reply
            if self._child is None or self._time_left() <= 0:
                self._drop()
                return

    def _reply(self, child: Child) -> Reply:
        """What comes back from the next question that was sent."""
        left = max(self._time_left(), 0.1)
        seconds = min(self._limits.question, left)
        try:
            message = child.receive(time.monotonic() + seconds)
            self._has_answered = True
            reply = Reply.from_data(message.get("reply"))
        except ChildSlow:
            self._drop()
            late = out_of_time(seconds) if seconds < left else f"could not be waited for: {self._used_up}"
            return Reply("timeout", error=late)
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

    @property
    def _used_up(self) -> str:
        return f"the notebook used up its {self._limits.total:g} s"

    def _time_left(self) -> float:
        return self._deadline - time.monotonic()

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child, self._has_answered = None, False


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
