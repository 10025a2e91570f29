"""Limits for tests: small enough to be exceeded in a moment."""

from __future__ import annotations

from dataclasses import replace

from autograder.limits import Limits

LIMITS = Limits(question=5, notebook=10, total=30, memory=256, disk=16, reply=16, threads=16, printed=2000)


def limited(**to):
    """The limits of tests, but for what is said here."""
    return replace(LIMITS, **to)
