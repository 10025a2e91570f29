"""What other programs read: the gradebook as files."""

from autograder.export.grades import write_grades
from autograder.export.results import write_results

__all__ = ["write_grades", "write_results"]
