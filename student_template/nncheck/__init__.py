"""nncheck: the ruler that notebooks are measured with, by students and by the grader alike.

    values        data that crosses from one process to another
    notebook      cells from a file            running   cells to a namespace
    dummies       for what Jupyter provides    provided  given code and probes beside a notebook
    unwritten     is it still the stub?        errors    an exception in one sentence
    asking        one question, one reply      apart     the same in a process of its own
    comparisons   reply against expectation    messages, relations   how they differ, in words
    verdict       what a reply comes to        recorded  questions with answers, for students

Needs NumPy and the standard library; uses IPython and PyTorch where they are there.
"""

import sys

if sys.version_info < (3, 10):  # noqa: UP036  # who has an older one is to read a sentence
    raise ImportError(f"Python 3.10 or later is needed here, and this is {sys.version.split()[0]}.")

from nncheck.comparisons import Close, Exact, Forecasts, SameFaults
from nncheck.recorded import check
from nncheck.unwritten import written

__all__ = ["Close", "Exact", "Forecasts", "SameFaults", "check", "written"]
