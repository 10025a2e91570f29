"""feedback/<student>.md: what a student reads, and can act on."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.gradebook import Gradebook, Record


def write_feedback(gradebook: Gradebook, folder: Path) -> None:
    """Write one file per student."""
    folder.mkdir(exist_ok=True)
    _, title = gradebook.assignment()
    for record in gradebook.records():
        (folder / f"{record.student}.md").write_text(feedback(record, title), "utf-8")


def feedback(record: Record, title: str) -> str:
    """One student's feedback as Markdown."""
    environment = Environment(
        loader=PackageLoader("autograder.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown, not HTML: `plain` below takes its place
    )
    environment.filters["plain"] = plain
    return environment.get_template("feedback.md").render(record=record, title=title)


def plain(text: str) -> str:
    """Text that may hold a student's own words, made unable to be HTML, a link, a picture or a table's edge."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return " ".join(re.sub(r"\](?=[(\[:])", r"]\\", escaped).split())
