"""What students get is what a build gives, is the same on every machine, and gives nothing away."""

from __future__ import annotations

import ast
import datetime
import getpass
import json
import re
import socket
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from autograder.build import build
from autograder.build.lesson import Written
from autograder.build.source import MARK, module_path
from autograder.course.plan import ROOT

LONG = 12  # characters from which on a line of code says something


@pytest.fixture
def texts(kit):
    """Everything in the student folder: path -> text; the cells of the notebook each for itself."""
    folder = kit.plan.student_folder
    files = {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    return files | {f"cell {cell.id}": cell.source for cell in kit.untouched.cells}


def test_the_student_folder_is_current(kit):
    assert kit.stale == (), f"Run `autograder build {kit.name}` and commit what it changes."


def test_building_again_gives_the_same_bytes(kit):
    again = build(kit.name, kit.assignments)
    assert again.student == {name: (kit.plan.student_folder / name).read_bytes() for name in again.student}
    assert again.kept == {path.name: path.read_bytes() for path in kit.kept.iterdir()}


def test_the_student_folder_holds_the_notebook_and_what_its_checks_need(kit, texts):
    files = {name for name in texts if not name.startswith("cell ")}
    public = {check.exercise for check in kit.assignment.checks if check.visibility == "public"}
    needed = {kit.plan.notebook, "questions.json", *(f"tests/{exercise}.py" for exercise in public)}
    assert needed <= files <= needed | {"given.py", "probes.py"}


def test_the_notebook_has_no_outputs(kit):
    for notebook in (kit.untouched, kit.solved):
        nbformat.validate(notebook)
        for cell in notebook.cells:
            assert cell.get("outputs", []) == []
            assert cell.get("execution_count") is None


def test_cells_have_unique_ids_and_a_stub_has_the_name_of_its_exercise(kit):
    ids = [cell.id for cell in kit.untouched.cells]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert {exercise.name for exercise in kit.plan.exercises} <= set(ids)
    assert ids == [cell.id for cell in kit.solved.cells if not cell.id.endswith("-needs")]


def test_nothing_tells_on_which_machine_and_when_it_was_built(texts):
    machine = [str(ROOT), str(Path.home()), socket.gethostname(), "/tmp/", "site-packages"]
    machine += [getpass.getuser()] if getpass.getuser() != "root" else ["/root/"]
    today = datetime.date.today()
    stamps = [f"{today - datetime.timedelta(days=back)}" for back in range(2)]
    found = {
        (name, word)
        for name, text in texts.items()
        for word in [*machine, *stamps]
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    }
    assert found == set()
    assert not any(re.search(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d", text) for text in texts.values())


def test_no_cell_and_no_file_mentions_the_reference(texts):
    mentions = re.compile(r"\bsolutions\.\w|\bfrom solutions\b|\bimport solutions\b|BEGIN SOLUTION|\bautograder\.")
    assert {name: mentions.search(text)[0] for name, text in texts.items() if mentions.search(text)} == {}


def solution_lines(path, name):
    """The lines that students write of one exercise, stripped."""
    lines = path.read_text("utf-8").splitlines()
    nodes = [node for node in ast.parse("\n".join(lines)).body if getattr(node, "name", "") == name]
    text = lines[nodes[0].lineno - 1 : nodes[0].end_lineno + 1]
    inside, found = False, []
    for line in text:
        if MARK.fullmatch(line):
            inside = "BEGIN" in line
        elif inside and line.strip():
            found.append(line.strip())
    return found


def all_lines():
    return Counter(
        line.strip() for path in (ROOT / "solutions").rglob("*.py") for line in path.read_text("utf-8").splitlines()
    )


def test_no_line_of_a_solution_is_given_away(kit, texts):
    """Lines that stand once in the whole reference; what stands twice may well be part of some given code."""
    times = all_lines()
    for exercise in kit.plan.exercises:
        own = solution_lines(module_path(exercise.module), exercise.name)
        assert own, exercise.name
        telling = [line for line in own if times[line] == 1 and len(line) >= LONG and not line.startswith('"""')]
        given = {(name, line) for name, text in texts.items() for line in telling if line in text}
        assert given == set(), f"lines of {exercise.name}"


def test_every_stub_has_the_docstring_of_its_exercise_and_an_empty_body(kit):
    for exercise in kit.plan.exercises:
        cell = next(cell for cell in kit.untouched.cells if cell.id == exercise.name)
        stub = next(node for node in ast.parse(cell.source).body if getattr(node, "name", "") == exercise.name)
        told = ast.get_docstring(kit_reference(exercise))
        assert ast.get_docstring(stub) == told
        assert "..." in cell.source


def kit_reference(exercise):
    nodes = ast.parse(module_path(exercise.module).read_text("utf-8")).body
    return next(node for node in nodes if getattr(node, "name", "") == exercise.name)


def test_no_model_answer_is_given_away(kit, texts):
    written = [part for part in kit.parts if isinstance(part, Written)]
    assert written, "a lesson asks at least one question in words"
    for part in written:
        sentences = [each.strip() for each in re.split(r"(?<=[.!?])\s+|\n", part.answer) if len(each.strip()) >= 25]
        assert sentences
        assert {(name, each) for name, text in texts.items() for each in sentences if each in text} == set()
        assert any(part.prompt in cell.source for cell in kit.untouched.cells)


def test_no_hidden_check_is_given_away(kit, texts):
    public = {check.about for check in kit.assignment.checks if check.visibility == "public"}
    hidden = [check for check in kit.assignment.checks if check.visibility == "hidden"]
    words = [check.name for check in hidden] + [check.about for check in hidden if check.about not in public]
    found = {
        (name, word)
        for name, text in texts.items()
        for word in words
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    }
    assert found == set()


def test_the_recording_holds_every_public_check_with_its_cases_and_no_other(kit):
    recording = json.loads((kit.plan.student_folder / "questions.json").read_text("utf-8"))
    public = [check.name for check in kit.assignment.checks if check.visibility == "public"]
    assert [check["name"] for check in recording["checks"]] == public
    assert {len(check["cases"]) for check in recording["checks"]} == {kit.plan.questions.recorded}


def test_the_grade_asks_other_questions_than_the_recorded_ones(kit):
    """A check that draws nothing at random has one question only; every other one has more than students hold."""
    recording = json.loads((kit.plan.student_folder / "questions.json").read_text("utf-8"))
    checks = {check.name: check for check in kit.assignment.checks}
    for recorded in recording["checks"]:
        known = [case["arguments"] for case in recorded["cases"]]
        secret = [
            kit.pool.case(checks[recorded["name"]], number).arguments for number in range(kit.plan.questions.pool)
        ]
        fixed = all(arguments == secret[0] for arguments in secret)
        assert fixed or any(arguments not in known for arguments in secret), recorded["name"]


@pytest.mark.parametrize("name", ["a2_activations", "a4_backprop"])
def test_every_check_of_activations_and_backpropagation_has_a_twin_in_pytorch(built, name):
    kit = built(name)
    assert [check.name for check in kit.assignment.checks if check.twin is None] == []
