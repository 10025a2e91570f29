"""Runs what students wrote, in processes that know no answer and decide nothing.

A zygote is a clean interpreter with only what an assignment allows; a child forked from it holds one submission; an
interview asks that child questions, and replaces it when it hangs or dies. What comes back is data.
"""

from autograder.sandbox.allowed import Allowed
from autograder.sandbox.errors import SandboxBroken
from autograder.sandbox.interview import Interview, Question
from autograder.sandbox.levels import LEVELS, Level, choose
from autograder.sandbox.zygote import Zygote

__all__ = [
    "LEVELS",
    "Allowed",
    "Interview",
    "Level",
    "Question",
    "SandboxBroken",
    "Zygote",
    "choose",
]
