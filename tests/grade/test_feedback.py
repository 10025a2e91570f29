"""What a student wrote reaches the feedback as text: it is no HTML, no link, no table, and hides nothing else."""

from __future__ import annotations

import dataclasses
import re

import pytest
from markdown_it import MarkdownIt

from autograder.gradebook import CheckRecord, ExerciseRecord, NotebookRecord, Record
from autograder.report.feedback import feedback, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b>bold</b> &lt;b&gt; &amp;",
    "<https://evil.example>",
    "<!-- hidden",
    "[click](https://evil.example)",
    "![picture](https://evil.example/p.png)",
    "[click][1] [1]: https://evil.example",
    "\n\n[click]: https://evil.example\n\n[click]",
    "[a]\\(https://evil.example) [a\\](https://evil.example)",
    "\\[click](https://evil.example)",
    "\\\\[click](https://evil.example)",
    "a | b | c",
    "\n\n| a | b |\n|---|---|\n| c | d |",
    "\n\n# heading",
    "\n- item\n\n1. item",
    "\n===\n---\n",
    "`<script>` and `` a ` <b>x</b> ``",
    "\\`<script>alert(1)</script>`",
    "`a\\`<script>alert(1)</script>`",
    "`` ` <b> ` <i>`",
    "``<b>x</b>` ",
    "` [click](https://evil.example)",
    "\\` [click](https://evil.example) `",
    "```\n<b>\n```",
    "$$x$$ *a* _b_ ~~c~~",
]


def rendered(text):
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(text)


def a_check(**changes):
    check = CheckRecord("relu_far", "Up to ±800 relu is right.", 2.0, 0.0, "raised", "`relu` raised E.", "", "")
    return dataclasses.replace(check, **changes)


def record(*checks, student="anna", errors=None, repairs=(), status="graded", sentence=""):
    exercise = ExerciseRecord("relu", False, checks)
    return Record(
        student, "anna.ipynb", status, sentence, "process", (exercise,), NotebookRecord(9, errors or {}, repairs)
    )


def tags(html):
    """What the page is made of: opening tags, with whatever they carry."""
    return re.findall(r"<(?!/)[^>]*>", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_student_is_no_markup(text):
    """It may be code or emphasis, which harms nobody; it is no HTML, link, picture, table or block."""
    html = rendered(f"- Here: {plain(text)}")
    assert set(tags(html)) <= {"<ul>", "<li>", "<code>", "<em>", "<strong>"}
    assert "evil.example" not in "".join(tags(html))


@pytest.mark.parametrize("text", HOSTILE)
def test_feedback_with_hostile_text_has_the_same_parts_as_feedback_without(text):
    def page(words):
        checks = (
            a_check(message=f"`relu` raised ValueError: {words}."),
            a_check(name="other", outcome="passed", score=2.0),
        )
        return rendered(
            feedback(record(*checks, errors={3: f"E: {words}"}, repairs=(f"`{words}` was run first",)), "Title")
        )

    harmless = {"<code>", "<em>", "<strong>"}
    assert [tag for tag in tags(page(text)) if tag not in harmless] == [
        tag for tag in tags(page("words")) if tag not in harmless
    ]


@pytest.mark.parametrize("text", ["<script>x</script>", "a](https://evil.example)", "`<b>`"])
def test_names_of_students_and_sentences_about_files_are_text_too(text):
    html = rendered(feedback(record(student=text, status="unreadable", sentence=f"{text} is no notebook."), "Title"))
    assert set(tags(html)) <= {"<h1>", "<p>", "<strong>", "<code>"}


@pytest.mark.parametrize("address", ["https://evil.example", "see HTTP://a.b", "www.evil.example", "(WWW.a.b)"])
def test_bare_addresses_look_as_they_were_written_and_are_no_links(address):
    """GitHub looks for them letter by letter."""
    text = plain(address)
    assert not re.search(r"(?i)https?://|www\.", text)
    assert rendered(text) == f"<p>{address}</p>\n"


def test_of_many_cells_that_failed_some_are_told():
    text = feedback(record(errors=dict.fromkeys(range(1, 3001), "E.")), "Title")
    assert "Code cell 20 did" in text
    assert "Code cell 21 did" not in text
    assert "Nor did 2980 other cells." in text


def test_code_of_a_student_looks_as_it_was_written():
    message = "`relu` raised ValueError: no (line 2 of cell 7: `if z < 0 & a[z](b):`)."
    html = rendered(feedback(record(a_check(message=message)), "Title"))
    assert "<code>if z &lt; 0 &amp; a[z](b):</code>" in html


def test_words_of_a_student_look_as_they_were_written():
    html = rendered(feedback(record(a_check(message="`relu` raised KeyError: 3 < 4 & a|b [c](d) <e>.")), "Title"))
    assert "raised KeyError: 3 &lt; 4 &amp; a|b [c](d) &lt;e&gt;." in html


def test_an_exercise_of_which_only_a_part_is_unwritten_is_told_in_full():
    unwritten = a_check(name="first", outcome="unwritten", message="`relu` is not written yet.")
    text = feedback(record(unwritten, a_check(outcome="wrong", message="got 1, expected 2.")), "Title")
    assert "got 1, expected 2." in text
    assert "2 of 2 checks to look at" in text


def test_an_unwritten_exercise_takes_one_line():
    unwritten = a_check(outcome="unwritten", message="`relu` is not written yet.")
    text = feedback(record(unwritten, dataclasses.replace(unwritten, name="second")), "Title")
    assert text.count("relu") == 1
    assert "| `relu` | 0 / 4 | not written yet |" in text
