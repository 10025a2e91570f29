"""Runs your notebook from top to bottom and asks it every public check; `make check` calls this."""

from pathlib import Path

import pytest
from nncheck.notebook import read_cells
from nncheck.recorded import read_recording
from nncheck.running import chosen_cells, run_cells, why_missing

RECORDING = read_recording(Path(__file__).parent)


@pytest.fixture(scope="session")
def notebook():
    """The names that the notebook defines, and a function that says why a name is missing."""
    path = RECORDING.folder / RECORDING.notebook
    cells, _ = read_cells(path.read_bytes(), path.name)
    cells, _ = chosen_cells(cells, RECORDING.given, RECORDING.skipped)
    names, errors = run_cells(cells)
    return names, lambda name: why_missing(name, cells, {error.number: error.error for error in errors})


@pytest.mark.parametrize("check", RECORDING.checks, ids=lambda check: f"{check.exercise}: {check.name}")
def test(check, notebook):
    names, why = notebook
    verdict = RECORDING.verdict(check, names)
    if not verdict.passed:
        reason = f" {why(check.exercise)}" if verdict.outcome == "missing" else ""
        pytest.fail(f"{check.about}\n{verdict.message}{reason}", pytrace=False)
