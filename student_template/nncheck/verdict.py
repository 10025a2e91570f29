"""From a reply to a verdict: the same few lines for the notebook, for pytest and for the grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nncheck.asking import Reply
from nncheck.comparisons import Comparison
from nncheck.values import ValueRefused, from_plain

# Errors that say by themselves what to mend, which is not what a hint was written for.
ABOUT_THE_CODE = re.compile(
    r"(NameError|UnboundLocalError|AttributeError|ImportError|ModuleNotFoundError|RecursionError)\b"
    r"|TypeError: .*(positional argument|keyword argument|not callable)"
    r"|the name stands for a value"
)


@dataclass(frozen=True)
class Verdict:
    """What one question came to.

    outcome: "passed", "wrong", "raised", "timeout", "died", "refused", "missing" or "unwritten"
    finding: what happened, in sentences
    hint: where to look, where the author of the check has said so
    """

    outcome: str
    finding: str
    hint: str = ""

    @property
    def message(self) -> str:
        """What a student reads."""
        return f"{self.finding} Hint: {self.hint}" if self.hint else self.finding

    @property
    def passed(self) -> bool:
        return self.outcome == "passed"


def judge(
    exercise: str,
    reply: Reply,
    expected: Any,
    by: Comparison,
    arguments: tuple[Any, ...],
    hint: str = "",
    hint_for: str = "",
) -> Verdict:
    """The verdict on one reply.

    exercise: the function's name, for the sentences
    reply: what came back
    expected: the reference's answer, as a value
    arguments: what was asked, as values
    hint: where to look, added to a wrong or failed answer
    hint_for: what the finding must say for the hint to be of use
    """
    if reply.outcome != "answered":
        said = {"error": reply.error.rstrip("."), "sentence": reply.error or "Does its cell run, and keep the name?"}
        outcome, message = reply.outcome, _FAILED[reply.outcome].format(name=exercise, **said)
    else:
        outcome, message = _judge_answer(exercise, reply.value, expected, by, arguments)
    if reply.warning and outcome != "unwritten":
        message = f"{message} NumPy warned on the way: {reply.warning}.".strip()
    helps = outcome in ("wrong", "raised", "refused") and hint_for in message and not ABOUT_THE_CODE.match(reply.error)
    return Verdict(outcome, message.strip(), hint if helps else "")


def _judge_answer(
    exercise: str, plain: Any, expected: Any, by: Comparison, arguments: tuple[Any, ...]
) -> tuple[str, str]:
    try:
        got = from_plain(plain)
    except ValueRefused as refused:
        return "refused", _FAILED["refused"].format(name=exercise, error=refused)
    if got is None and expected is not None:
        return "wrong", f"`{exercise}` returned None. Does every way through it end in `return`?"
    difference = by.difference(got, expected, arguments)
    return ("wrong", difference) if difference else ("passed", "")


_FAILED = {
    "raised": "`{name}` raised {error}.",
    "refused": "The answer of `{name}` cannot be used: {error}.",
    "missing": "There is no `{name}` in the notebook. {sentence}",
    "unwritten": "`{name}` is not written yet.",
    "timeout": "`{name}` {error}.",
    "died": "`{name}` {error}.",
}
