"""The course: assignments as their authors declared them, and the reference that knows the answers."""

from autograder.course.declarations import Twin, alternative, check, mistake

__all__ = ["Twin", "alternative", "check", "mistake"]
