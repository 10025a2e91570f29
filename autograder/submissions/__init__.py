"""What was handed in: found in files, folders and zips, and read into cells, or into a sentence about what is wrong."""

from autograder.submissions.entries import UNJUDGED
from autograder.submissions.find import Found, find
from autograder.submissions.read import Submission, not_read, read

__all__ = ["UNJUDGED", "Found", "Submission", "find", "not_read", "read"]
