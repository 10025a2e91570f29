"""feedback/<student>.md: what a student reads, and can act on."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from autograder.gradebook import Gradebook, Record


def write_feedback(gradebook: Gradebook, folder: Path) -> None:
    """Write one file per student."""
    folder.mkdir(exist_ok=True)
    _, title = gradebook.assignment()
    for record in gradebook.records():
        (folder / f"{record.student}.md").write_text(feedback(record, title), "utf-8")


def feedback(record: Record, title: str) -> str:
    """One student's feedback as Markdown."""
    return _template().render(record=record, title=title)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("autograder.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown, not HTML: `plain` below takes its place
    )
    environment.filters["plain"] = plain
    return environment.get_template("feedback.md")


# Code between backticks: as many to close as to open, wherever Markdown looks for it first.
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def plain(text: str) -> str:
    """Text that may hold a student's own words, made unable to be HTML, a link, a picture or a table's edge.

    Code between backticks is left as it is, since Markdown shows it letter by letter.
    """
    line = " ".join(text.split())
    if "\\`" in line:  # renderers differ on which backticks still count then
        return _escaped(line)
    parts, at = [], 0
    for code in CODE.finditer(line):
        parts += [_escaped(line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _escaped(line[at:])])


def _escaped(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    unlinked = re.sub(r"(?i)(?<=\w)(?=://)|(?<=\bwww)(?=\.)", r"\\", escaped)  # GitHub makes links of bare addresses
    return re.sub(r"^(?=\[)|(?<=\])(?=[(\[])", r"\\", unlinked)  # `[x]: address` makes links at a line's start only
