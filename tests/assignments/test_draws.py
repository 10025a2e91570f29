"""Whatever the course key is, a question is drawn in a moment: what is drawn again until it tells must soon tell."""

from __future__ import annotations

import numpy as np
import pytest

SEEDS = 60
RATION = 300_000  # random numbers: more than any question needs, and soon used up where a draw has no end


class Rationed(np.random.Generator):
    """It has only so many numbers to give; Philox counts them, in blocks of four."""

    def __getattribute__(self, name):
        given = 4 * super().__getattribute__("bit_generator").state["state"]["counter"][0]
        if given > RATION:
            pytest.fail(f"more than {RATION} random numbers for one question")
        return super().__getattribute__(name)


def test_no_question_is_drawn_again_and_again(kit):
    for check in kit.assignment.checks:
        for seed in range(SEEDS):
            check.draw(Rationed(np.random.Philox(seed)))
