"""Grading: what a submission replied meets what the reference answered, here and nowhere else."""

from autograder.grade.batch import UNJUDGED, grade

__all__ = ["UNJUDGED", "grade"]
