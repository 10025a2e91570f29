"""One pile per student, in folders, zip files and single files, and no two students under one name."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.find import Found, _apart, find
from autograder.submissions.names import safe_name
from tests.submissions.packing import NOTEBOOK, authors, by, handed_in, lay, packed

CLASS = {
    "ada/" + NOTEBOOK: by("ada"),
    "ben.ipynb": by("ben"),
    "cem/Untitled-Copy1 (2).ipynb": by("cem"),
    "dan.ipynb.txt": by("dan"),
    "eva.zip": packed((NOTEBOOK, by("eva")), (".OTTER_LOG", b"\x80")),
    "fay/hand-in.zip": packed(("hw/" + NOTEBOOK, by("fay"))),
    "gil/hand-in.zip": packed(("inner.zip", packed(("work.ipynb", by("gil"))))),
    "hal.py": b"def forward(x): return 'hal'",
    "ivo/essay.pdf": b"%PDF-",
    "jo.rar": b"Rar!\x1a\x07",
    "README.md": b"of nobody",
    "grades.csv": b"of nobody",
    "given.py": b"of the course",
    ".DS_Store": b"",
}
STUDENTS = {name: name for name in ("ada", "ben", "cem", "dan", "eva", "fay", "gil", "hal")} | {
    "ivo": "missing",
    "jo": "unreadable",
}


def test_a_folder_is_a_class(tmp_path):
    folder = lay(tmp_path, CLASS)
    (folder / "kim").mkdir()
    assert authors(folder) == STUDENTS | {"kim": "missing"}


@pytest.mark.parametrize("wrapper", ["", "submissions/", "a/b/"])
def test_a_zip_file_is_a_class_whatever_folder_it_was_packed_with(tmp_path, wrapper):
    members = [(wrapper + name, content) for name, content in CLASS.items()]
    content = packed(*members, (wrapper + "kim/", b""), ("__MACOSX/._x", b""))
    assert authors(lay(tmp_path, {"class.zip": content}) / "class.zip") == STUDENTS | {"kim": "missing"}


@pytest.mark.parametrize("inside", ["", "hw4/", "Users/ada/hw4/"])
@pytest.mark.parametrize("name", [NOTEBOOK, "Untitled.ipynb"])
def test_a_zip_file_with_one_notebook_is_one_students(tmp_path, inside, name):
    content = packed((inside + name, by("ada")), (inside + "data.csv", b"0"))
    assert authors(lay(tmp_path, {"ada.zip": content}) / "ada.zip") == {"ada": "ada"}


def test_a_zip_file_that_holds_the_notebook_itself_is_one_students(tmp_path):
    content = packed((NOTEBOOK, by("ada")), ("scratch.ipynb", by("no")), ("old/" + NOTEBOOK, by("no")))
    assert authors(lay(tmp_path, {"ada.zip": content}) / "ada.zip") == {"ada": "ada"}


def test_a_folder_that_holds_the_notebook_itself_is_one_students(tmp_path, monkeypatch):
    folder = lay(tmp_path / "ada", {NOTEBOOK: by("ada"), "scratch.ipynb": by("no")})
    assert authors(folder) == {"ada": "ada"}
    monkeypatch.chdir(folder)
    assert authors(folder.relative_to(folder)) == {"ada": "ada"}


def test_a_path_named_twice_is_one_student(tmp_path, monkeypatch):
    lay(tmp_path, {"ada.ipynb": by("ada")})
    monkeypatch.chdir(tmp_path)
    assert authors(tmp_path / "ada.ipynb", Path("ada.ipynb")) == {"ada": "ada"}


def test_files_that_are_nobodys_are_told(tmp_path):
    _, nobodys = find([lay(tmp_path, CLASS | {"carl": by("carl"), "bob.html": b""})], NOTEBOOK)
    assert [path.name for path in nobodys] == ["README.md", "bob.html", "carl", "grades.csv"]


def test_what_an_earlier_grading_wrote_is_nobodys(tmp_path):
    written = {
        f"graded/{name}": b"" for name in ("gradebook.sqlite", "grades.csv", "feedback/ada.md", "results/a.json")
    }
    assert authors(lay(tmp_path, {"ada.ipynb": by("ada"), **written})) == {"ada": "ada"}


def test_other_notebooks_of_a_student_are_named(tmp_path):
    files = {"ada/" + NOTEBOOK: by("ada"), "ada/old/ben.ipynb": by("ben"), "ada/c.ipynb": by("cem")}
    assert handed_in(lay(tmp_path, files))["ada"].sentence == "Not looked at: c.ipynb, old/ben.ipynb."
    assert handed_in(lay(tmp_path, {"dan.ipynb": by("dan")}))["dan"].sentence == ""


def test_several_paths_are_several_students(tmp_path):
    lay(tmp_path, {"ada.ipynb": by("ada"), "ben.zip": packed((NOTEBOOK, by("ben"))), "c/dan.ipynb": by("dan")})
    paths = [tmp_path / "ada.ipynb", tmp_path / "ben.zip", tmp_path / "c", tmp_path / "missing.ipynb"]
    assert authors(*paths) == {"ada": "ada", "ben": "ben", "dan": "dan", "missing": "unjudged"}


def test_nobody_takes_a_name_away_by_what_lies_in_an_archive(tmp_path):
    eve = packed(("zoe.ipynb", by("eve")), ("x.ipynb", by("eve")), ("zoe/" + NOTEBOOK, by("eve")))
    lay(tmp_path, {"eve.zip": eve, "zoe.ipynb": by("zoe")})
    assert authors(tmp_path / "eve.zip", tmp_path / "zoe.ipynb")["zoe"] == "zoe"
    assert authors(tmp_path) == {"eve": "eve", "zoe": "zoe"}


def test_folders_in_folders_without_end_do_no_harm(tmp_path):
    path = lay(tmp_path, {"eve.zip": packed(("a/" * 5000 + NOTEBOOK, by("eve")))}) / "eve.zip"
    assert set(authors(path).values()) == {"eve"}


def test_a_file_in_an_archive_is_told_as_if_the_archive_were_a_folder(tmp_path):
    path = lay(tmp_path, {"c.zip": packed(("x.ipynb", b""), ("ada.zip", packed((NOTEBOOK, by("ada")))))}) / "c.zip"
    assert handed_in(path)["ada"].path == path / "ada.zip" / NOTEBOOK


def test_links_are_refused_and_never_followed(tmp_path):
    elsewhere = lay(tmp_path / "elsewhere", {NOTEBOOK: by("ada")})
    folder = lay(tmp_path / "class", {"ada.ipynb": by("ada"), "cem/" + NOTEBOOK: by("cem")})
    (folder / "ben").symlink_to(elsewhere)
    (folder / "cem/data").symlink_to(elsewhere)
    (folder / "dan.ipynb").symlink_to(elsewhere / NOTEBOOK)
    (folder / "eva").mkdir()
    (folder / "eva" / NOTEBOOK).symlink_to(elsewhere / NOTEBOOK)
    (folder / "fay.zip").symlink_to("/dev/zero")
    refused = dict.fromkeys(("ben", "dan", "eva", "fay"), "refused")
    assert authors(folder) == {"ada": "ada", "cem": "cem", **refused}
    assert "is a link" in handed_in(folder)["ben"].sentence
    assert authors(folder / "dan.ipynb", folder / "fay.zip") == {"dan": "refused", "fay": "refused"}


def test_students_whose_names_clean_to_the_same_text_stay_apart(tmp_path):
    files = {name: by(name) for name in ("ada\n.ipynb", "ada\r.ipynb", "ADA_.ipynb", "ada_ (2).ipynb", "ada_.py.ipynb")}
    folder = lay(tmp_path, files)
    read = handed_in(folder)
    assert len(read) == len(files)
    assert len({each.cells[0].source for each in read.values()}) == len(files)


def test_a_name_that_is_no_text_does_not_end_the_batch(tmp_path):
    folder = lay(tmp_path, {"ada.ipynb": by("ada")})
    lay(tmp_path, {os.fsdecode(name): by("ben") for name in (b"b\xe9n.ipynb", b"b\xe8n.ipynb")})
    read = handed_in(folder)
    assert sorted(read) == ["ada", "b_n", "b_n (2)"]
    for submission in read.values():
        str(submission.path).encode()


@given(st.lists(st.text(max_size=200), max_size=12))
def test_students_stay_apart_under_names_that_any_file_system_holds(tmp_path_factory, names):
    folder = tmp_path_factory.getbasetemp()
    students = [found.student for found in _apart(Found(safe_name(name), folder, ()) for name in names)]
    assert len(students) == len(names)
    assert len({student.casefold() for student in students}) == len(students)
    for student in students:
        assert student == student.strip(" .")
        assert student.isprintable()
        assert not {"/", "\\"} & set(student)
        assert len(f"{student}.json".encode()) < 255


def test_many_students_of_one_name_are_told_apart_quickly(tmp_path):
    assert len({found.student for found in _apart(Found("ada", tmp_path, ()) for _ in range(20_000))}) == 20_000
