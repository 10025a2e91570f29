"""From a lesson to what students get, and to the repositories that they work in."""

from autograder.build.student import Built, build

__all__ = ["Built", "build"]
