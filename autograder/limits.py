"""What a submission may use: the table [limits] of course.toml and of an assignment's own assignment.toml."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    question, notebook, total: seconds of wall time for one question, for running all cells, for one submission; a
        process gets as much of the processor's time as `total`
    memory, disk: megabytes, of files together
    reply: megabytes of one answer, and twice as much of all large ones together; at most 16
    threads: how many at a time
    printed: characters that are kept of what cells print
    """

    question: float
    notebook: float
    total: float
    memory: float
    disk: float
    reply: float
    threads: int
    printed: int

    @property
    def reply_bytes(self) -> int:
        return int(self.reply * MEGABYTE)
