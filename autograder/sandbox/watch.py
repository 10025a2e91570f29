"""What a child takes of the machine, as the kernel tells it from outside: the child itself is not asked."""

from __future__ import annotations

import contextlib
from pathlib import Path


class Watch:
    """A look at one process; it says 0 where the system does not tell.

    pidfd: of the process
    """

    def __init__(self, pidfd: int) -> None:
        self._folder = Path("/proc") / _field(Path(f"/proc/self/fdinfo/{pidfd}"), "Pid:")

    def threads(self) -> int:
        """How many threads it has."""
        return int(_field(self._folder / "status", "Threads:"))

    def kept_waiting(self) -> float:
        """Seconds for which its first thread could have run and found no processor free."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self._folder / "schedstat").read_text("ascii").split()[1]) / 1e9
        return 0.0


def _field(path: Path, name: str) -> str:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return next(line.split()[1] for line in path.read_text("ascii").splitlines() if line.startswith(name))
    return "0"
