"""report/index.html: a class at a glance, in one file that needs nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.gradebook import Gradebook, Record
from autograder.report.summary import (
    check_summaries,
    exercise_means,
    graded,
    leaderboards,
    median_score,
    mistake_summaries,
)


def write_page(gradebook: Gradebook, folder: Path) -> Path:
    """Write the page; returns its path."""
    folder.mkdir(exist_ok=True)
    name, title = gradebook.assignment()
    records = list(gradebook.records())
    environment = Environment(loader=PackageLoader("autograder.report"), undefined=StrictUndefined, autoescape=True)
    environment.filters["with_code"] = with_code
    page = environment.get_template("index.html").render(
        name=name,
        title=title,
        records=records,
        graded=graded(records),
        troubled=[record for record in records if not record.was_graded],
        means=exercise_means(records),
        checks=check_summaries(records),
        mistakes=mistake_summaries(records),
        leaderboards=leaderboards(records),
        scores=_scores(graded(records)),
        median=median_score(records),
    )
    path = folder / "index.html"
    path.write_text(page, "utf-8")
    return path


def with_code(text: str) -> Markup:
    """Text as HTML, with what stands between backticks as code."""
    parts = re.split(r"`([^`]+)`", text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))


def _scores(records: Sequence[Record]) -> Markup:
    """How the scores are distributed, as an SVG drawing."""
    largest = max((record.max_score for record in records), default=1.0) or 1.0
    figure = Figure(figsize=(7, 2.2), layout="constrained")
    axes = figure.subplots()
    shares = [min(100 * record.score / largest, 100) for record in records]
    axes.hist(shares, bins=list(range(0, 101, 5)), color="#3b6ea5", edgecolor="white")
    axes.set(xlabel="percent of the points", ylabel="students", xlim=(0, 100))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "scores", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    text = out.getvalue()
    return Markup(text[text.index("<svg") :])  # drawn here, from numbers alone
