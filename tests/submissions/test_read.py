"""From a file to cells, or to a sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nncheck.running import run_cells

from tests.submissions.packing import by, handed_in, lay, notebook

OLD = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "def forward(x): return 1"}]}]}
TROUBLES = {
    "nothing": (b"", "empty", "is empty"),
    "no code": (notebook(), "empty", "holds no code"),
    "no JSON": (b"a notebook", "unreadable", "not JSON"),
    "half of one": (by("ada")[:-9], "unreadable", "it ends in the middle"),
    "two at once": (b"{\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> main\n}", "unreadable", "git's conflict marks"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "unreadable", "not a text file"),
    "another assignment": (notebook("x = 1", assignment="a2_activations"), "wrong-assignment", "a2_activations"),
    "no assignment": (notebook("x = 1", assignment="\ud800\x1b[2J"), "wrong-assignment", "belongs to"),
    "too much code": (notebook("a\n" * 200_000), "unreadable", "300 kB of code"),
    "too many parts": (b"[" + b"[]," * 2_100_000 + b"0]", "unreadable", "Clear all outputs"),
}


def of(tmp_path, content, name="ada.ipynb"):
    return handed_in(lay(tmp_path, {name: content}) / name)["ada"]


@pytest.mark.parametrize("name", TROUBLES)
def test_a_file_that_cannot_be_graded_gets_a_word_and_a_sentence(tmp_path, name):
    content, status, words = TROUBLES[name]
    submission = of(tmp_path, content)
    assert submission.status == status
    assert words in submission.sentence
    assert submission.sentence.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encodings_that_editors_write(tmp_path, encoding):
    content = notebook("x = 'é'").decode().encode(encoding)
    assert [cell.source for cell in of(tmp_path, content).cells] == ["x = 'é'"]


def test_a_long_script_is_refused_before_it_is_parsed(tmp_path):
    assert "300 kB of code" in of(tmp_path, b"a\n" * 10_000_000, "ada.py").sentence


@pytest.mark.parametrize(
    "wrong",
    ["def backward(x)\n    return 1\n", "!pip install torch\nimport no_such_package\n", "%matplotlib inline\n1 / 0\n"],
)
def test_one_mistake_in_a_script_costs_what_stands_there(tmp_path, wrong):
    right = "import math\n\n@str\ndef named(): ...\n\ndef forward(x):\n    return math.sqrt(x)\n"
    names, errors = run_cells(of(tmp_path, f"{right}\n{wrong}\ndef last(x):\n    return x\n".encode(), "ada.py").cells)
    assert len(errors) == 1
    assert (names["forward"](4), names["last"](2)) == (2.0, 2)


def test_a_notebook_that_was_saved_as_a_script_is_read_as_one(tmp_path):
    outputs = [{"output_type": "stream", "name": "stdout", "text": "a picture" * 100_000}]
    cell = {"cell_type": "code", "metadata": {}, "source": "def forward(x): return 1", "outputs": outputs}
    content = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()
    assert of(tmp_path, content, "ada.py").cells[0].source == "def forward(x): return 1"


def test_the_old_format_is_read_and_said(tmp_path):
    submission = of(tmp_path, json.dumps(OLD).encode())
    assert submission.status == "graded"
    assert "format 3" in submission.repairs[0]


def test_an_exercise_that_is_there_twice_is_said(tmp_path):
    submission = of(tmp_path, notebook("def forward(x): pass", "y = 1", "def forward(x): return 1"))
    assert submission.repairs == ("forward is defined in the cells 1, 3; the last one counts.",)


def test_large_outputs_do_no_harm(tmp_path):
    data = json.loads(by("ada"))
    data["cells"][0]["outputs"] = [{"data": {"image/png": "A" * 5_000_000}}]
    assert of(tmp_path, json.dumps(data).encode()).status == "graded"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "cell_type", "source", "input", "metadata", "otter", "x"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=JSON)
def test_no_json_ends_the_batch(tmp_path, data):
    assert of(tmp_path, json.dumps(data).encode()).status in {"unreadable", "empty", "wrong-assignment"}
