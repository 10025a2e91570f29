"""Links in documents and lessons lead somewhere: to a file that is there, to a heading that it has."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from nbformat import read

from autograder.course.plan import ROOT

MARKDOWN = MarkdownIt("commonmark").enable("table")


def documents():
    """Every Markdown file and every student notebook that git knows."""
    listed = subprocess.run(
        ["git", "ls-files", "*.md", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text("utf-8")
    return "\n\n".join(cell.source for cell in read(path, as_version=4).cells if cell.cell_type == "markdown")


def without_formulas(text: str) -> str:
    """Markdown without TeX, in which brackets mean something else."""
    return re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", "", text, flags=re.DOTALL)


def links(text: str) -> list[str]:
    tokens = [each for token in MARKDOWN.parse(without_formulas(text)) for each in token.children or []]
    found = [token.attrGet("href") or token.attrGet("src") for token in tokens]
    return [str(each) for each in found if each]


def anchors(text: str) -> set[str]:
    """The names under which a page's headings can be linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    text = text_of(path)
    for link in links(text):
        target, _, anchor = link.partition("#")
        assert not re.match("[a-z]+:", link), f"{link}: no test without a network can tell whether it leads anywhere"
        place = path.parent / target if target else path
        assert place.exists(), link
        assert not anchor or anchor in anchors(text_of(place)), link
