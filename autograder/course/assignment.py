"""An assignment, loaded: its plan, what is declared for it, and the reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.course.declarations import Alternative, Check, Mistake
from autograder.course.plan import Plan


@dataclass(frozen=True)
class Assignment:
    """An assignment with everything that its author declared, and the reference for each exercise."""

    plan: Plan
    checks: tuple[Check, ...]
    mistakes: tuple[Mistake, ...]
    alternatives: tuple[Alternative, ...]
    reference: dict[str, Callable[..., Any]]
    probes: dict[str, Callable[..., Any]]
    stand_ins: dict[str, str]

    def checks_of(self, exercise: str) -> list[Check]:
        return [check for check in self.checks if check.exercise == exercise]

    def mistakes_of(self, exercise: str) -> list[Mistake]:
        return [mistake for mistake in self.mistakes if mistake.exercise == exercise]

    def alternatives_of(self, exercise: str) -> list[Alternative]:
        return [alternative for alternative in self.alternatives if alternative.exercise == exercise]

    def stand_ins_before(self, exercise: str) -> str:
        """The code of what stands in for the exercises before one.

        Not for those after it: two that call each other would both be right by what stands in for the other.
        """
        names = [each.name for each in self.plan.exercises]
        return "\n".join(self.stand_ins[name] for name in names[: names.index(exercise)] if name in self.stand_ins)

    def probe(self, check: Check) -> Callable[..., Any] | None:
        return self.probes[check.ask] if check.ask else None
