"""Grading: what a submission replied meets what the reference answered, here and nowhere else."""

from autograder.grade.batch import grade

__all__ = ["grade"]
