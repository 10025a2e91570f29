"""A file of the course that is missing or damaged is told in a sentence, and nobody is graded by it."""

from __future__ import annotations

import shutil

import nbformat
import pytest

from autograder.build import build
from autograder.build import release as releasing
from autograder.course.load import load
from autograder.course.plan import read_plan
from autograder.course.questions import secret_pool
from autograder.errors import CourseError
from tests.commands import autograder

NAME = "a1_perceptron"
BUILD = f"Run `autograder build {NAME}`."
MERGING = b"<<<<<<< HEAD\n"


@pytest.fixture
def folder(built, tmp_path):
    """An assignment's folder of one's own, and a notebook beside it."""
    kit = built(NAME)
    shutil.copytree(kit.assignments, tmp_path / "course", ignore=shutil.ignore_patterns("kept", "__pycache__"))
    nbformat.write(kit.untouched, tmp_path / "ada.ipynb")
    return tmp_path / "course" / NAME


def told_by(command, folder, *more):
    """What a command says, which ends with status 2, of an assignment in a folder."""
    out = folder.parents[1] / "out"
    where = [folder.parents[1] / "ada.ipynb", "--out", out] if command == "grade" else ["--to", out]
    done = autograder(command, NAME, *where, *more, assignments=folder.parent)
    assert done.status == 2
    assert "Traceback" not in done.err
    (sentence,) = done.err.strip().splitlines()
    return sentence.removeprefix("error: ")


def gone(path):
    path.unlink()


def merging(path):
    path.write_bytes(MERGING + path.read_bytes())


def ending(path):
    path.write_bytes(path.read_bytes() + b"\nraise SystemExit\n")


def latin(path):
    path.write_bytes(path.read_bytes() + b"\n# \xe9\n")


def cut(path):
    path.write_text("{")


@pytest.mark.parametrize(
    ("spoil", "name", "command", "said"),
    [
        (merging, "student/given.py", "grade", f"{NAME}/student/given.py:1: SyntaxError: "),
        (merging, "student/probes.py", "grade", f"{NAME}/student/probes.py:1: SyntaxError: "),
        (latin, "student/probes.py", "grade", f"{NAME}/student: UnicodeDecodeError: "),
        (ending, "student/probes.py", "grade", "SystemExit. "),
        (gone, "student/given.py", "grade", f"{NAME}/student: given.py has not been built. "),
        (gone, "student/probes.py", "grade", f"{NAME}/student: probes.py has not been built. "),
        (shutil.rmtree, "student", "grade", f"{NAME}/student: questions.json has not been built. "),
        (cut, "student/questions.json", "grade", f"{NAME}/student/questions.json: it is damaged. "),
        (cut, "student/questions.json", "release", f"{NAME}/student/questions.json: it is damaged. "),
        (shutil.rmtree, "student", "release", f"{NAME}/student: {NAME}.ipynb has not been built. "),
        (cut, f"student/{NAME}.ipynb", "release", f"{NAME}/student/{NAME}.ipynb: it is damaged. "),
        (cut, f"student/{NAME}.ipynb", "practice", f"{NAME}/student/{NAME}.ipynb: it is damaged. "),
    ],
)
def test_what_was_built_and_is_no_longer_whole_is_to_be_built_again(spoil, name, command, said, folder):
    spoil(folder / name)
    sentence = told_by(command, folder)
    assert said in sentence
    assert sentence.endswith(BUILD)


@pytest.mark.parametrize("name", ["checks.py", "mistakes.py", "alternatives.py"])
@pytest.mark.parametrize(("spoil", "said"), [(merging, ":1: SyntaxError: "), (ending, ": SystemExit. Mend the file.")])
def test_declarations_that_cannot_be_read_are_told_and_nobody_is_graded(spoil, said, name, folder):
    spoil(folder / name)
    sentence = told_by("grade", folder)
    assert sentence.startswith(f"{NAME}/{name}:")
    assert said in sentence


@pytest.mark.parametrize(
    ("spoil", "name", "said"),
    [
        (merging, "probes.py", "probes.py:1: SyntaxError: .* Mend the file."),
        (latin, "probes.py", r"probes.py:\d+: this is not UTF-8. Save it as UTF-8."),
        (ending, "checks.py", r"checks.py:\d+: SystemExit. Mend the file."),
        (latin, "lesson.md", r"lesson.md:\d+: this is not UTF-8. Save it as UTF-8."),
        (latin, "assignment.toml", r"assignment.toml:\d+: this is not UTF-8. Save it as UTF-8."),
    ],
)
def test_building_says_in_which_file_and_line(spoil, name, said, folder):
    spoil(folder / name)
    with pytest.raises(CourseError, match=f"^{NAME}/{said}$"):
        build(NAME, folder.parent)


def test_a_file_that_cannot_be_read_is_told_and_not_the_one_that_imports_it(folder, monkeypatch):
    elsewhere = folder.parents[1] / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "half_written.py").write_text("\ndef f(:\n")
    monkeypatch.syspath_prepend(elsewhere)
    checks = folder / "checks.py"
    checks.write_text(checks.read_text("utf-8").replace("\nimport", "\nimport half_written\nimport", 1), "utf-8")
    assert told_by("grade", folder).startswith("elsewhere/half_written.py:2: SyntaxError: ")


@pytest.mark.parametrize("text", ["Hello {{ foo }}", "{% if %}", "{{ 1 / 0 }}"])
def test_a_template_that_cannot_be_filled_in_leaves_nothing_in_the_way(text, folder, tmp_path, monkeypatch):
    template = shutil.copytree(releasing.TEMPLATE, tmp_path / "student_template")
    monkeypatch.setattr(releasing, "TEMPLATE", template)
    whole = (template / "README.md").read_text("utf-8")
    (template / "README.md").write_text(f"# Title\n{text}\n")
    sentence = told_by("release", folder)
    assert sentence.startswith("student_template/README.md:2: ")
    assert sentence.endswith("Mend the template.")
    (template / "README.md").write_text(whole)
    assert autograder("release", NAME, "--to", tmp_path / "out", assignments=folder.parent).status == 0


def test_a_repository_is_released_whole_or_not_at_all(folder, tmp_path, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", full)
        assert told_by("release", folder).startswith(f"{tmp_path / 'out'}: No space left on device. ")
    assert list((tmp_path / "out").iterdir()) == []
    assert autograder("release", NAME, "--to", tmp_path / "out", assignments=folder.parent).status == 0
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there >= {"README.md", ".gitignore", "nncheck", "questions.json", "given.py", f"{NAME}.ipynb"}
    assert not any(name.startswith(".unfinished") for name in there)


@pytest.mark.parametrize("name", [f"{NAME}/", f"./{NAME}", f"../course/{NAME}", "", "."])
@pytest.mark.parametrize("command", ["grade", "release", "practice"])
def test_a_path_to_an_assignment_is_not_its_name(name, command, folder, tmp_path):
    where = [tmp_path / "ada.ipynb", "--out"] if command == "grade" else ["--to"]
    done = autograder(command, name, *where, tmp_path / "out", assignments=folder.parent)
    assert done.status == 2
    assert done.err == f"error: {name!r}: there is no such assignment. Known are: {NAME}.\n"


def test_a_class_has_no_seed_below_0(folder, tmp_path):
    done = autograder("practice", NAME, "--to", tmp_path / "out", "--seed", -1, assignments=folder.parent)
    assert done.status == 2
    assert "Invalid value for '--seed'" in done.err


def test_an_error_that_nobody_thought_of_is_one_sentence_too(folder, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("half of \ud800\nnothing")

    monkeypatch.setattr("autograder.build.practice.write_class", fails)
    line = fails.__code__.co_firstlineno + 1
    said = f"The kit itself failed: ZeroDivisionError in test_damaged.py, line {line}: half of ? nothing. Report this."
    assert told_by("practice", folder) == said


def test_a_key_is_made_once_and_that_is_said(folder, capsys):
    (folder.parent / "course.key").unlink()
    assignment = load(read_plan(NAME, folder.parent))
    key = secret_pool(assignment).key
    said = capsys.readouterr().err
    assert said.startswith(f"{folder.parent / 'course.key'} was made: ")
    assert said.count("\n") == 1
    assert secret_pool(assignment).key == key
    assert capsys.readouterr().err == ""


def test_a_key_that_cannot_be_made_is_told_by_its_own_name(folder):
    settings = (folder.parent / "course.toml").read_text("utf-8")
    (folder.parent / "course.toml").write_text(settings.replace('"course.key"', '"nowhere/course.key"'), "utf-8")
    sentence = told_by("grade", folder)
    assert sentence.startswith(f"{folder.parent}/nowhere/course.key: it cannot be made: No such file or directory. ")
