"""Downloads of learning platforms: students get their names, and each their own files."""

import time

import pytest

from autograder.submissions import find
from autograder.submissions.formats import METADATA as ACCOUNT
from tests.submissions.packing import NOTEBOOK, authors, bomb, by, handed_in, lay, packed

METADATA = """---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@x.edu
  :created_at: 2026-10-01 12:00:00.000000000 Z
  :status: :processed
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    :score: 3
submission_2: {":submitters": [{":name": "Ben O'Hara", ":sid": "", ":email": "ben@x.edu"},
                               {":name": "Zoë/../Day", ":sid": "9", ":email": "zoe@x.edu"}]}
submission_3:
  :submitters:
  - :name: ada lovelace
    :sid: '008'
submission_9:
  :submitters:
  - :name: Nobody
"""
DOWNLOADS = {
    "canvas": (
        {
            f"lovelaceada_12_3456_{NOTEBOOK}": by("ada"),
            f"oharaben_LATE_13_3457_{NOTEBOOK.replace('.', '-2.')}": by("ben"),
            "oharaben_LATE_13_3458_notes.ipynb": by("no"),
            "dayzo\u00eb_14_3459_hand_in_1_2_3.zip": packed((NOTEBOOK, by("zoe"))),
            "daykim_15_3460_essay.pdf": b"%PDF-",
            "daykim_16_3461_final.py": b"def forward(x): return 'kim'",
        },
        {
            "lovelaceada": "ada",
            "oharaben": "ben",
            "dayzo\u00eb": "zoe",
            "daykim 15": "missing",
            "daykim 16": "kim",
        },
    ),
    "canvas, anonymous": (
        {f"anon_12_3456_{NOTEBOOK}": by("a"), f"anon_13_3457_{NOTEBOOK}": by("b")},
        {"anon 12": "a", "anon 13": "b"},
    ),
    "canvas, one student": ({f"lovelaceada_12_3456_{NOTEBOOK}": by("ada")}, {"lovelaceada": "ada"}),
    "moodle": (
        {
            f"Ada Lovelace_123_assignsubmission_file/{NOTEBOOK}": by("ada"),
            "Ada Lovelace_123_assignsubmission_onlinetext/onlinetext.html": b"<p>",
            f"Ben O'Hara_124_assignsubmission_file_/hw/{NOTEBOOK}": by("ben"),
            "Zo\u00eb_1_Day_125_assignsubmission_file/essay.docx": b"PK",
            f"Kim_126_assignsubmission_file/{NOTEBOOK}": by("kim"),
            f"Kim_127_assignsubmission_file/{NOTEBOOK}": by("other kim"),
        },
        {
            "Ada Lovelace": "ada",
            "Ben O'Hara": "ben",
            "Zo\u00eb_1_Day": "missing",
            "Kim 126": "kim",
            "Kim 127": "other kim",
        },
    ),
    "moodle, without folders": (
        {
            f"Ada Lovelace_123_assignsubmission_file_{NOTEBOOK}": by("ada"),
            "Ada Lovelace_123_assignsubmission_file_notes.ipynb": by("no"),
            "Ben_124_assignsubmission_file_final.ipynb": by("ben"),
        },
        {"Ada Lovelace": "ada", "Ben": "ben"},
    ),
    "moodle, blind, one student": (
        {f"Participant_123_assignsubmission_file/{NOTEBOOK}": by("ada")},
        {"Participant 123": "ada"},
    ),
    "gradescope": (
        {
            "submission_metadata.yml": METADATA.encode(),
            f"submission_1/{NOTEBOOK}": by("ada"),
            f"submission_2/{NOTEBOOK}": by("ben and zoe"),
            "submission_3/work.ipynb": by("other ada"),
            f"submission_4/{NOTEBOOK}": by("somebody"),
        },
        {
            "Ada Lovelace 007": "ada",
            "ada lovelace 008": "other ada",
            "Ben O'Hara": "ben and zoe",
            "Zo\u00eb_.._Day": "ben and zoe",
            "submission_4": "somebody",
        },
    ),
    "github": (
        {
            f"dl-a4-backprop-ada/{NOTEBOOK}": by("ada"),
            f"dl-a4-backprop-ben-o/{NOTEBOOK}": by("ben"),
            "dl-a4-backprop-ben-o/tests/q1.py": b"",
            "dl-a4-backprop-zoe/README.md": b"# No notebook",
        },
        {"ada": "ada", "ben-o": "ben", "zoe": "missing"},
    ),
    "nbgrader": (
        {
            f"ada/a4_backprop/{NOTEBOOK}": by("ada"),
            "ada/a4_backprop/timestamp.txt": b"2026",
            f"ben/a4_backprop/{NOTEBOOK}": by("ben"),
            "ben/a2_activations/a2_activations.ipynb": by("no"),
        },
        {"ada": "ada", "ben": "ben"},
    ),
}


TOLD = ["canvas", "moodle", "moodle, without folders", "gradescope"]  # whose names alone say what they are


@pytest.mark.parametrize("name", DOWNLOADS)
@pytest.mark.parametrize("wrapper", ["", "assignment_17_export/"])
def test_students_of_a_zip_file_get_their_names(tmp_path, name, wrapper):
    files, expected = DOWNLOADS[name]
    content = packed(*((wrapper + path, content) for path, content in files.items()))
    assert authors(lay(tmp_path, {"submissions.zip": content}) / "submissions.zip") == expected


@pytest.mark.parametrize("name", DOWNLOADS)
def test_students_of_an_unpacked_folder_get_their_names(tmp_path, name):
    files, expected = DOWNLOADS[name]
    assert authors(lay(tmp_path, {"grades.csv": b"of nobody", **files})) == expected


@pytest.mark.parametrize("name", TOLD)
def test_a_class_in_a_folder_is_not_taken_for_one_students_work(tmp_path, name):
    files, _ = DOWNLOADS[name]
    lay(tmp_path, {"submissions.zip": packed(*files.items()), "ben.ipynb": by("ben")})
    lay(tmp_path, {f"assignment_17_export/{path}": content for path, content in files.items()})
    found = handed_in(tmp_path)
    assert found["ben"].status == "graded"
    for each in ("submissions", "assignment_17_export"):
        assert found[each].status == "several"
        assert found[each].sentence.endswith(
            "looks like the download of a whole class. Name it itself to grade it as one."
        )


def test_an_account_is_believed_of_numbered_folders_alone(tmp_path):
    account = b"ada.ipynb:\n  :submitters:\n  - :name: eve\nsubmission_1:\n  :submitters:\n  - :name: ben\n"
    files = {ACCOUNT: account, "ada.ipynb": by("ada"), f"submission_1/{NOTEBOOK}": by("ben")}
    assert authors(lay(tmp_path, files)) == {"ada": "ada", "ben": "ben"}


# Nine lists, each of nine times the one before: 538 bytes that stand for a gigabyte of text.
NINES = [b"a%d: &a%d [%s]" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)]
MANY_TIMES_OVER = b"\n".join([b"a0: &a0 [x]", *NINES, b"submission_1: {submitters: [{name: ada, sid: *a9}]}"])


@pytest.mark.parametrize(
    "account",
    [
        b"[" * 200_000,
        b"submission_1: [" + b"a," * 2_000_000 + b"]",
        MANY_TIMES_OVER,
        b"submission_1: &a {submitters: [{name: *a}, *a]}",
    ],
    ids=["deep", "wide", "one thing many times over", "in itself"],
)
def test_an_account_made_to_end_the_grader_does_not(tmp_path, account):
    files = {ACCOUNT: account, f"submission_1/{NOTEBOOK}": by("ada"), f"submission_2/{NOTEBOOK}": by("ben")}
    began = time.process_time()
    assert authors(lay(tmp_path, files)) == {"submission_1": "ada", "submission_2": "ben"}
    assert time.process_time() - began < 10


def test_long_names_take_no_time(tmp_path):
    began = time.process_time()
    files = {f"{'a4-backprop-' * 5000}!{n}/{NOTEBOOK}": by("ada") for n in range(4)}
    assert len(authors(lay(tmp_path, {"class.zip": packed(*files.items())}) / "class.zip")) == 4
    assert time.process_time() - began < 2


def test_what_lies_beside_a_download_keeps_its_own_name(tmp_path):
    files = {f"{name}_1{at}_2{at}_{NOTEBOOK}": by(name) for at, name in enumerate(("ada", "ben"))}
    assert authors(lay(tmp_path, files | {"extra.ipynb": by("cem")})) == {"ada": "ada", "ben": "ben", "extra": "cem"}


def test_clones_are_told_by_the_name_of_the_folder(tmp_path):
    files = {f"week-4-ada/{NOTEBOOK}": by("ada"), f"week-4-ben/{NOTEBOOK}": by("ben")}
    assert authors(lay(tmp_path / "week-4-submissions", files)) == {"ada": "ada", "ben": "ben"}


def test_one_repository_as_github_packs_it_is_one_students(tmp_path):
    content = packed((f"a4_backprop-main/{NOTEBOOK}", by("ada")), ("a4_backprop-main/tests/q1.py", b""))
    assert authors(lay(tmp_path, {"ada.zip": content}) / "ada.zip") == {"ada": "ada"}


@pytest.mark.parametrize("metadata", [b"", b"[1, 2]", b"a: [", b"\xff\xfe\x00", b"submission_1: 5", b"&a [*a, *a]"])
def test_an_account_that_cannot_be_read_leaves_the_folders_names(tmp_path, metadata):
    files = {"submission_metadata.yml": metadata, f"submission_1/{NOTEBOOK}": by("ada"), "submission_2/x.ipynb": b""}
    assert authors(lay(tmp_path, files)) == {"submission_1": "ada", "submission_2": "empty"}


def test_one_file_of_another_kind_makes_it_a_plain_folder(tmp_path):
    files = {f"lovelaceada_12_3456_{NOTEBOOK}": by("ada"), "ben.ipynb": by("ben")}
    assert authors(lay(tmp_path, files)) == {"lovelaceada_12_3456_a4_backprop": "ada", "ben": "ben"}


def test_several_notebooks_of_a_student_are_named_as_the_student_named_them(tmp_path):
    files = {"a_1_2_first.ipynb": b"", "a_1_3_second.ipynb": b"", f"b_2_4_{NOTEBOOK}": by("b")}
    sentence = handed_in(lay(tmp_path, files))["a"].sentence
    assert sentence == f"a holds several notebooks: first.ipynb, second.ipynb. Leave only {NOTEBOOK}."


def test_a_hostile_hand_in_costs_its_own_student_only(tmp_path):
    files = {
        f"lovelaceada_12_3456_{NOTEBOOK}": by("ada"),
        "eve_13_3457_..\\..\\lovelaceada_12_3456_a4_backprop.ipynb": by("eve"),
        "eva_14_3458_a\x1b[2J.ipynb": by("eva"),
        f"fay_15_3459_{NOTEBOOK}.zip": bomb(NOTEBOOK),
    }
    path = lay(tmp_path, {"submissions.zip": packed(*files.items())}) / "submissions.zip"
    assert authors(path) == {"lovelaceada": "ada", "eve": "refused", "eva": "refused", "fay": "unreadable"}


MOODLE_FOLDER = "J\u00fcrgen M\u00fcller_126_assignsubmission_file"


@pytest.mark.parametrize(
    ("beside", "named", "student"),
    [
        (("lovelaceada_12_3456_a.ipynb",), f"turingalan_LATE_124_4568_{NOTEBOOK}", "turingalan"),
        (("Ada Lovelace_7_assignsubmission_file/x.ipynb",), f"{MOODLE_FOLDER}/Kopie.ipynb", "J\u00fcrgen M\u00fcller"),
        (("Kim_1_assignsubmission_file/x.ipynb",), f"Kim_2_assignsubmission_file/{NOTEBOOK}", "Kim 2"),
        ((f"class-a4_backprop-ada/{NOTEBOOK}",), f"class-a4_backprop-ben/{NOTEBOOK}", "ben"),
        (("ada.ipynb", "ben.ipynb"), f"turingalan_LATE_124_4568_{NOTEBOOK}", "turingalan_LATE_124_4568_a4_backprop"),
    ],
)
def test_one_of_a_download_is_named_as_in_the_download(tmp_path, beside, named, student):
    lay(tmp_path, dict.fromkeys(beside, by("another")) | {named: by("late")})
    assert authors(tmp_path / named.split("/")[0]) == {student: "late"}


def test_the_folders_of_a_class_may_be_named_like_githubs(tmp_path):
    lay(tmp_path, {f"a4_backprop-{group}/{student}.ipynb": by(student) for group in "12" for student in ("ada", "ben")})
    assert authors(tmp_path / "a4_backprop-1") == {"ada": "ada", "ben": "ben"}


def test_what_lies_in_two_of_the_paths_is_one_students(tmp_path):
    lay(tmp_path, {"class/ada.ipynb": by("ada"), "class/ben.ipynb": by("ben"), "more/ada.ipynb": by("another")})
    assert authors(tmp_path / "class", tmp_path / "class" / "ada.ipynb") == {"ada": "ada", "ben": "ben"}
    found, _ = find([tmp_path / "class", tmp_path / "more"], NOTEBOOK)
    assert [(each.student, each.numbered) for each in found] == [("ada", False), ("ben", False), ("ada (2)", True)]
