"""Which of a student's files is read."""

import pytest

from tests.submissions.packing import NOTEBOOK, authors, by, handed_in, lay, packed

YES, NO = by("yes"), by("no")
CLEAR = {
    "the one of the assignment's name": {NOTEBOOK: YES, "scratch.ipynb": NO},
    "the outermost of that name": {f"hw/{NOTEBOOK}": YES, f"hw/old/{NOTEBOOK}": NO},
    "the original beside its copy": {NOTEBOOK: YES, "a4_backprop-Copy1.ipynb": NO},
    "a browser's copy": {"a4_backprop (1).ipynb": YES, "scratch.ipynb": NO},
    "a learning platform's copy": {"a4_backprop-2.ipynb": YES, "scratch.ipynb": NO},
    "a name in capitals": {"A4_Backprop.IPYNB": YES, "scratch.ipynb": NO},
    "one saved as text": {f"{NOTEBOOK}.txt": YES, "notes.txt": b"", "scratch.ipynb": NO},
    "any notebook": {"Untitled-Copy1 (2).ipynb": YES, "essay.pdf": b"%PDF-"},
    "a notebook before a zip": {"final.ipynb": YES, "export.zip": packed((NOTEBOOK, NO))},
    "a zip before a script": {"utils.py": b"", "final.zip": packed(("final.ipynb", YES))},
    "a script": {"hw.py": b"def forward(x): return 'yes'", "data.csv": b""},
    "the script of the assignment's name": {"a4_backprop.py": b"def forward(x): return 'yes'", "utils.py": b""},
    "a script in capitals": {"HW.PY": b"def forward(x): return 'yes'"},
    "the only file, whatever its name": {"a4_backprop.json": YES},
    "not the course's own files": {"final.ipynb": YES, "tests/q1.py": b"", "nncheck/values.py": b"", "given.py": b""},
    "not what Jupyter keeps": {f".ipynb_checkpoints/{NOTEBOOK}": NO, NOTEBOOK: YES},
}
UNCLEAR = {
    "two notebooks": ({"first.ipynb": NO, "second.ipynb": NO}, "several", "first.ipynb, second.ipynb"),
    "two of the assignment's name": ({f"a/{NOTEBOOK}": NO, f"b/{NOTEBOOK}": NO}, "several", f"a/{NOTEBOOK}, b/"),
    "two zips": ({"a.zip": b"", "b.zip": b""}, "several", "several zip files: a.zip, b.zip"),
    "many": ({f"{at}.ipynb": NO for at in range(9)}, "several", "4.ipynb, ..."),
    "none": ({"essay.pdf": b"", "notes.txt": b""}, "missing", "no notebook, only essay.pdf, notes.txt"),
    "only the course's own files": ({"given.py": b"", "tests/q1.py": b""}, "missing", "no notebook. Hand in"),
}


@pytest.mark.parametrize("name", CLEAR)
def test_the_right_file_is_read_where_it_is_clear(tmp_path, name):
    files = {f"ada/{path}": content for path, content in CLEAR[name].items()} | {"ben.ipynb": by("ben")}
    folder = lay(tmp_path / "class", files)
    lay(tmp_path, {"class.zip": packed(*files.items())})
    assert authors(folder) == authors(tmp_path / "class.zip") == {"ada": "yes", "ben": "ben"}


@pytest.mark.parametrize("name", CLEAR)
def test_a_zip_that_a_student_handed_in_holds_the_same_file(tmp_path, name):
    content = packed(*((f"hw/{name}", content) for name, content in CLEAR[name].items()))
    assert authors(lay(tmp_path, {"class/ada/hand-in.zip": content}) / "class") == {"ada": "yes"}


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_is_not_clear_is_said(tmp_path, name):
    files, status, words = UNCLEAR[name]
    submission = handed_in(lay(tmp_path / "class", {f"ada/{path}": content for path, content in files.items()}))["ada"]
    assert submission.status == status
    assert words in submission.sentence
    assert f"{NOTEBOOK}." in submission.sentence
