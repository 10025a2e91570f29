"""What people read: feedback for each student, and a page about the class for the instructor."""

from autograder.report.feedback import write_feedback
from autograder.report.page import write_page

__all__ = ["write_feedback", "write_page"]
