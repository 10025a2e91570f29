"""`python -m solutions.experiments NAME` runs an experiment and prints its table; without a name it lists them."""

from __future__ import annotations

import sys

from solutions.experiments import EXPERIMENTS
from solutions.experiments.table import as_text


def main(names: list[str]) -> int:
    """Run the named experiments in turn; returns the exit status."""
    unknown = [name for name in names if name not in EXPERIMENTS]
    if unknown or not names:
        print(f"choose from: {', '.join(EXPERIMENTS)}", file=sys.stderr)
        return 2
    for name in names:
        print(f"{name}: {(EXPERIMENTS[name].__doc__ or '').splitlines()[0]}")
        print(as_text(EXPERIMENTS[name]()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
