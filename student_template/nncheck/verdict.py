"""From a reply to a verdict: the same few lines for the notebook, for pytest and for the grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nncheck.asking import Reply
from nncheck.comparisons import Comparison
from nncheck.values import ValueRefused, from_plain


@dataclass(frozen=True)
class Verdict:
    """What one question came to: an outcome, and the sentences that a student reads about it.

    outcome: "passed", "wrong", "raised", "timeout", "died", "refused", "missing" or "unwritten"
    """

    outcome: str
    message: str

    @property
    def passed(self) -> bool:
        return self.outcome == "passed"


def judge(
    exercise: str, reply: Reply, expected: Any, by: Comparison, arguments: tuple[Any, ...], hint: str = ""
) -> Verdict:
    """The verdict on one reply.

    exercise: the function's name, for the sentences
    reply: what came back
    expected: the reference's answer, as a value
    arguments: what was asked, as values
    hint: where to look, added to a wrong or failed answer
    """
    if reply.outcome != "answered":
        outcome, message = reply.outcome, _FAILED[reply.outcome].format(name=exercise, error=reply.error)
    else:
        outcome, message = _judge_answer(exercise, reply.value, expected, by, arguments)
    advice = [f"Hint: {hint}"] if hint and outcome in ("wrong", "raised", "refused") else []
    if reply.warning and outcome != "unwritten":
        advice.append(f"NumPy warned on the way: {reply.warning}.")
    return Verdict(outcome, " ".join([message, *advice]).strip())


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
    "refused": "The result of `{name}` cannot be taken: {error}.",
    "missing": "There is no `{name}` in the notebook. {error}",
    "unwritten": "`{name}` is not written yet.",
    "timeout": "`{name}` {error}.",
    "died": "`{name}` {error}.",
}
