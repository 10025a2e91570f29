"""The released notebook in a real Jupyter kernel, from top to bottom."""

from __future__ import annotations

import re

import pytest
from nbformat import v4

from tests.repository import put, released, run_in_jupyter

WHOSE = """
import nncheck, pathlib
print(pathlib.Path(nncheck.__file__).parent.parent == pathlib.Path.cwd())
try:
    import solutions
except ModuleNotFoundError:
    print("no reference")
"""


@pytest.fixture
def run(kit, once, tmp_path):
    """Code cells with their outputs after a run of a notebook: "solved" or "untouched"."""

    def of(which):
        def compute():
            repository = released(kit, tmp_path / which)
            notebook = getattr(kit, which)
            put(notebook, kit, repository)
            notebook.cells.append(v4.new_code_cell(WHOSE))
            return [cell for cell in run_in_jupyter(repository, notebook).cells if cell.cell_type == "code"]

        return once(f"run-{kit.name}-{which}", compute)

    return of


def errors(cells):
    outputs = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    return [f"{output.ename}: {output.evalue}" for output in outputs]


def checks(cells):
    """What each check cell says, by the exercise it names."""
    found = {}
    for cell in cells:
        match = re.fullmatch(r'grader\.check\("(\w+)"\)', cell.source.strip())
        if match:
            found[match[1]] = "\n".join(output["data"]["text/plain"] for output in cell.outputs if "data" in output)
    return found


def public_exercises(kit):
    return {check.exercise for check in kit.assignment.checks if check.visibility == "public"}


def test_with_the_solution_in_place_every_cell_runs_and_every_check_passes(kit, run):
    cells = run("solved")
    assert errors(cells) == []
    said = checks(cells)
    assert set(said) == public_exercises(kit)
    assert {name: text for name, text in said.items() if "All test cases passed" not in text} == {}


def test_with_stubs_only_nothing_fails_but_the_checks_and_they_say_what_is_not_written(kit, run):
    cells = run("untouched")
    assert errors(cells) == []
    said = checks(cells)
    assert set(said) == public_exercises(kit)
    for name, text in said.items():
        assert "passed" not in text, name
        assert f"`{name}` is not written yet" in text, name
        assert set(re.findall(r"^\s*(\w+(?:Error|Exception))\b", text, re.MULTILINE)) == {"AssertionError"}, name


def test_the_notebook_uses_the_ruler_of_its_own_repository_and_needs_nothing_else_of_ours(run):
    assert run("solved")[-1].outputs[0].text.split("\n")[:2] == ["True", "no reference"]


def test_demonstrations_draw_when_solved(run):
    pictures = [output for cell in run("solved") for output in cell.outputs if "image/png" in output.get("data", {})]
    assert pictures
