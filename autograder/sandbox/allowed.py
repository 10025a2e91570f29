"""What submissions to one assignment may have, and the limits that the system is asked to hold them to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from autograder.limits import MEGABYTE, Limits

# What an interpreter with PyTorch takes before a submission has done anything, in megabytes: addresses, data.
BASE_ADDRESSES, BASE_DATA = 1536, 512


@dataclass(frozen=True)
class Allowed:
    """What submissions to one assignment may have.

    packages: what they may import
    provided: the folder with given.py and probes.py
    hidden: files and folders that no submission may read; a level that shows one is refused
    """

    packages: tuple[str, ...]
    provided: Path
    limits: Limits
    hidden: tuple[Path, ...] = ()

    def rlimits(self, confined: bool) -> dict[str, tuple[int, int]]:
        """Limits of a process, soft and hard, by their names in the module `resource`.

        confined: whether other walls keep it from starting processes; the system's own limit counts all threads of the
            grader's user, and what others start would cost a submission its own
        """
        seconds = math.ceil(self.limits.total) + 1
        limits = {
            "RLIMIT_AS": int((BASE_ADDRESSES + self.limits.memory) * MEGABYTE),
            "RLIMIT_DATA": int((BASE_DATA + self.limits.memory) * MEGABYTE),
            "RLIMIT_FSIZE": int(self.limits.disk * MEGABYTE),
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": 256,
        } | ({} if confined else {"RLIMIT_NPROC": 512})
        # The first signal at the end of the time can be ignored, and has a name; a second later nothing helps.
        return {name: (limit, limit) for name, limit in limits.items()} | {"RLIMIT_CPU": (seconds, seconds + 1)}
