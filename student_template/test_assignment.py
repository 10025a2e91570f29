"""Runs your notebook from top to bottom and asks it every public check; `make check` calls this."""

import sys
import warnings
from pathlib import Path

import pytest
from nncheck.apart import alarm
from nncheck.choosing import chosen_cells, why_missing
from nncheck.notebook import NotebookUnreadable, read_cells
from nncheck.recorded import read_recording
from nncheck.running import run_cells

CELL_SECONDS = 60  # after which a cell is taken for one that never ends

try:
    RECORDING = read_recording(Path(__file__).parent)
except (FileNotFoundError, ValueError) as error:
    raise pytest.Collector.CollectError(str(error)) from None


@pytest.fixture(scope="session")
def notebook():
    """The names that the notebook defines, and a function that says why a name is missing."""
    path = RECORDING.folder / RECORDING.notebook
    try:
        cells, _ = read_cells(path.read_bytes(), path.name)
    except FileNotFoundError:
        pytest.exit(f"There is no {path.name} here. Give your notebook that name again.", 1)
    except (NotebookUnreadable, OSError) as error:
        pytest.exit(str(error), 1)
    cells, _ = chosen_cells(cells, RECORDING.given, RECORDING.skipped)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os._exit", sys.exit)  # it would end all of this, and nobody would know why
        names, errors = run_cells(cells, before=lambda number: alarm(CELL_SECONDS))
    alarm(0)
    for error in errors:
        warnings.warn(f"Code cell {error.number} did not run to its end: {error.error}", stacklevel=1)
    return names, lambda name: why_missing(name, cells, {error.number: error.error for error in errors})


@pytest.mark.parametrize("check", RECORDING.checks, ids=lambda check: f"{check.exercise}: {check.name}")
def test(check, notebook):
    names, why = notebook
    try:
        verdict = RECORDING.verdict(check, names)
    except LookupError as error:  # a file beside the notebook is missing or damaged
        pytest.exit(str(error), 1)
    if not verdict.passed:
        reason = f" {why(check.exercise)}" if verdict.outcome == "missing" else ""
        pytest.fail(f"{check.about}\n{verdict.message}{reason}", pytrace=False)
