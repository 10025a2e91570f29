"""The command `grade`: what was handed in, into a folder of grades, results, feedback and a report."""

from __future__ import annotations

import contextlib
import errno
import os
import statistics
from collections.abc import Generator
from pathlib import Path

import typer
from rich.progress import track
from rich.table import Table

from autograder.cli.console import err, out, stop, writing_in
from autograder.course.plan import Plan
from autograder.export import write_grades, write_results
from autograder.grade import grade
from autograder.gradebook import Gradebook, Record
from autograder.report import write_feedback, write_page
from autograder.sandbox import choose
from autograder.submissions import UNJUDGED, Found, find

MAX_NAMES = 10


def grade_class(plan: Plan, paths: list[Path], to: Path, jobs: int, isolation: str, public: bool) -> None:
    """Grade, write, and say what came of it; ends with a status other than 0 where somebody must look."""
    choose(isolation)  # what cannot be had is told before anything is written
    found = _found(plan, paths, to)
    _make(to)
    with contextlib.closing(Gradebook(to / "gradebook.sqlite")) as gradebook:
        gradebook.name_assignment(plan.name, plan.title)
        before = {record.student: record for record in gradebook.records()}
        coming = grade(plan, found, jobs, isolation, public, gradebook.hold_to)
        done = _keep(coming, len(found), gradebook, before, to)
        records = list(gradebook.records())
    _tell_changes(before, done)
    if len(done) < len(found):
        _say(f"Stopped: {len(done)} of {len(found)} are graded and written in {to}. Run the same command to grade all.")
        raise typer.Exit(130)
    _print_summary(plan, records, to)
    if unjudged := [record for record in done if record.status == UNJUDGED]:
        for record in unjudged:
            stands = " The earlier grade stands." if _was_graded(record.student, before) else ""
            _say(f"{record.student} was not judged. {record.sentence}{stands}")
        raise typer.Exit(2)


def _make(folder: Path) -> None:
    """The folder for what is written; raises OSError where nothing can be."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _found(plan: Plan, paths: list[Path], to: Path) -> list[Found]:
    if to.resolve() in map(Path.resolve, paths):
        stop(f"{to} holds what was handed in. Name another folder for what is written.")
    found, nobodys = find(paths, plan.notebook, left_out=to.resolve())
    if not found:
        _say(f"Nothing to grade in {', '.join(map(str, paths))}: no .ipynb, .zip or .py file lies there.")
        raise typer.Exit(1)
    if nobodys:
        names = _some([path.name for path in nobodys])
        _say(f"Not graded, since no student goes with it: {names}. To grade a file, name it on the command line.")
    if numbered := [each.student for each in found if each.numbered]:
        _say(f"There is another one of that name, so a number was added: {_some(numbered)}.")
    return found


def _keep(
    records: Generator[Record, None, None], expected: int, gradebook: Gradebook, before: dict[str, Record], folder: Path
) -> list[Record]:
    """Put records into the gradebook as they come, then write everything; returns those that came before a Ctrl-C.

    before: what was in the gradebook; a grade in it stands where nobody could judge this time
    """
    done = []
    try:
        for record in track(records, "Grading", expected, console=err, transient=True):
            if record.status != UNJUDGED or not _was_graded(record.student, before):
                gradebook.put(record)
            done.append(record)
    except KeyboardInterrupt:
        records.close()
    finally:  # What stops the batch does not take along who was graded before.
        with writing_in(folder):
            _write_all(gradebook, folder)
    return done


def _was_graded(student: str, before: dict[str, Record]) -> bool:
    return student in before and before[student].was_graded


def _tell_changes(before: dict[str, Record], done: list[Record]) -> None:
    """What an instructor may not have meant, where there were grades before."""
    judged = [record for record in done if record.status != UNJUDGED]
    again = [record for record in judged if record.student in before]
    changes = {
        "Graded from another file than before, in place of the earlier grade": [
            record for record in again if record.submission != before[record.student].submission
        ],
        "Graded before, and not any more": [
            record for record in again if before[record.student].was_graded and not record.was_graded
        ],
        "New beside those who were there before": [
            record for record in judged if before and record.student not in before
        ],
    }
    for what, records in changes.items():
        if records:
            _say(f"{what}: {_some([record.student for record in records])}.")


def _write_all(gradebook: Gradebook, folder: Path) -> None:
    write_grades(gradebook, folder / "grades.csv")
    write_results(gradebook, folder / "results")
    write_feedback(gradebook, folder / "feedback")
    write_page(gradebook, folder / "report")


def _print_summary(plan: Plan, records: list[Record], folder: Path) -> None:
    graded = [record for record in records if record.was_graded]
    table = Table(title=f"{plan.title}: {len(graded)} of {len(records)} submissions graded", title_justify="left")
    table.add_column("exercise")
    for heading in ("points", "mean", "with all", "with none"):
        table.add_column(heading, justify="right")
    for exercise in plan.exercises:
        results = [each for record in graded for each in record.exercises if each.name == exercise.name]
        if results:
            mean = statistics.mean(each.score for each in results)
            full = sum(each.score == each.max_score for each in results)
            none = sum(each.score == 0 for each in results)
            table.add_row(exercise.name, f"{results[0].max_score:g}", f"{mean:.1f}", str(full), str(none))
    out.print(table)
    for record in records:
        if record.sentence:
            out.print(f"{record.student}: {record.status}. {record.sentence}", markup=False)
    levels = ", ".join(sorted({record.isolation for record in graded}))
    where = f"Written in {folder}: grades.csv, results/, feedback/, report/"
    out.print(f"Isolation: {levels or 'none needed'}. {where}", markup=False)


def _say(sentence: str) -> None:
    err.print(sentence, markup=False)


def _some(names: list[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (", ..." if len(names) > MAX_NAMES else "")
