"""The command line. Exit status: 0 well, 1 the answer is no, 2 the course team must act."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from nncheck.errors import clean, name_of, text_of
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from autograder.course.plan import Plan, assignment_names, read_plan
from autograder.errors import CourseError
from autograder.export import write_grades, write_results
from autograder.gradebook import Gradebook, Record
from autograder.report import write_feedback, write_page
from autograder.sandbox import SandboxBroken

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run a command; what the course team must act on becomes a sentence and exit status 2."""
    for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:  # Windows has no SIGHUP
        if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` asks
            signal.signal(number, signal.default_int_handler)  # ends as Ctrl-C does: nothing is left lying about
    # Python's remarks on how a submission is written are none on the grader.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module="<unknown>")
    try:
        app()
    except (CourseError, SandboxBroken) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename or 'a file'}: {error.strerror or error}. Mend that, or name another folder.")
    except sqlite3.Error as error:
        _stop(f"The gradebook cannot be used: {error}. Move gradebook.sqlite away, or name another folder.")
    except Exception as error:
        _stop(_flaw(error))


def _flaw(error: Exception) -> str:
    """What is said where nobody thought of an error: it is ours."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{name_of(type(error))} in {Path(place.filename).name}, line {place.lineno}: {text_of(error)}"
    return f"The kit itself failed: {clean(what)}. Report this."


@contextlib.contextmanager
def _writing_in(folder: Path) -> Iterator[None]:
    """An error that names no file, as that of a full disk, names the folder in which it was written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(folder)
        raise


def _stop(sentence: str) -> NoReturn:
    err.print(f"[bold red]error:[/] {escape(sentence)}")
    sys.exit(2)


@app.command()
def build(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="All, if none is named.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; say whether `student/` is current.")] = False,
) -> None:
    """Make what students get from lessons and declarations."""
    from autograder.build import build as build_one  # Otter takes two seconds to import; only this command needs it.

    stale: list[str] = []
    for name in names or assignment_names():
        built = build_one(name)
        changed = built.stale() if check else built.write()
        stale += [f"{name}/student/{path}" for path in changed]
        out.print(f"{name}: {_changes(changed, check)}")
    if check and stale:
        err.print(f"Not current: {', '.join(stale)}. Run `autograder build` and commit the result.")
        raise typer.Exit(1)


def _changes(changed: list[str], check: bool) -> str:
    if not changed:
        return "current"
    return f"{len(changed)} files {'would change' if check else 'written'}"


@app.command()
def release(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    to: Annotated[Path, typer.Option("--to", help="The folder to make.")],
) -> None:
    """Write a complete student repository."""
    from autograder.build.release import release as write_repository

    with _writing_in(to):
        write_repository(read_plan(name), to)
    out.print(f"{to}: the student repository of {name}. `make check` in it runs the public checks.", markup=False)


@app.command()
def practice(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    to: Annotated[Path, typer.Option("--to", help="The folder for the notebooks.")],
    students: Annotated[int, typer.Option(min=1, help="How many notebooks.")] = 40,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same class.")] = 1,
) -> None:
    """Write the notebooks of a made-up class, from the assignment's alternatives, mistakes and stubs."""
    from autograder.build.practice import write_class

    with _writing_in(to):
        write_class(read_plan(name), to, students, seed)
    out.print(f"{to}: {students} notebooks", markup=False)


def _there(path: str) -> Path:
    """A path that leads to something; not "", which Path takes for the working folder."""
    if not path or not Path(path).exists():
        raise CourseError(path or "an empty path", "there is no such file or folder", "Mend the path.")
    return Path(path)


@app.command()
def grade(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", parser=_there, help="Notebooks, or folders or zip files of them."),
    ],
    to: Annotated[Path, typer.Option("--out", help="The folder for all that is written.")],
    jobs: Annotated[int, typer.Option(min=1, help="Submissions graded at a time.")] = os.cpu_count() or 1,
    isolation: Annotated[str, typer.Option(help="auto, namespaces, landlock, user or process.")] = "auto",
    public: Annotated[bool, typer.Option("--public", help="Ask the recorded questions that students hold.")] = False,
) -> None:
    """Grade submissions, and write grades, results, feedback and a report."""
    from autograder.grade import UNJUDGED
    from autograder.grade import grade as grade_all
    from autograder.submissions import find

    plan = read_plan(name)
    if to.resolve() in map(Path.resolve, paths):
        _stop(f"{to} holds what was handed in. Name another folder for what is written.")
    found, nobodys = find(paths, plan.notebook, left_out=to.resolve())
    if not found:
        err.print(
            f"Nothing to grade in {', '.join(map(str, paths))}: no .ipynb, .zip or .py file lies there.", markup=False
        )
        raise typer.Exit(1)
    if nobodys:
        names = ", ".join(path.name for path in nobodys[:10]) + (", ..." if len(nobodys) > 10 else "")
        err.print(f"Nobody's, and not looked at: {names}. Name a file itself to grade it.", markup=False)
    to.mkdir(parents=True, exist_ok=True)
    gradebook = Gradebook(to / "gradebook.sqlite")
    gradebook.name_assignment(plan.name, plan.title)
    records = grade_all(plan, found, jobs, isolation, public, gradebook.hold_to)
    before = {record.student: record.submission for record in gradebook.records()}
    done = _keep(records, len(found), gradebook, to)
    replaced = [
        record.student for record in gradebook.records() if before.get(record.student) not in (None, record.submission)
    ]
    if replaced:
        err.print(
            f"Graded from another file than before, which replaces the earlier grade: {', '.join(replaced)}.",
            markup=False,
        )
    if done < len(found):
        again = "The same command grades all."
        err.print(f"Stopped: {done} of {len(found)} are graded and written in {to}. {again}", markup=False)
        raise typer.Exit(130)
    _print_summary(plan, list(gradebook.records()), to)
    unjudged = [record.student for record in gradebook.records() if record.status == UNJUDGED]
    if unjudged:
        err.print(f"The grader failed on {', '.join(unjudged)}: see above. All others are graded.", markup=False)
        raise typer.Exit(2)


@app.command()
def doctor() -> None:
    """Say how well this machine isolates submissions, what is missing, and what to do about it."""
    from autograder.sandbox import LEVELS

    best = ""
    for level in LEVELS.values():
        lacks = level.lacks()
        best = best or ("" if lacks or not level.confined else level.name)
        state = f"[yellow]no[/]   {escape(lacks)}" if lacks else "[green]yes[/]"
        out.print(f"{level.name:<12} {state}{'' if level.confined else '  limits only, nothing is isolated'}")
    if not best:
        err.print("Nothing here isolates submissions: `grade` refuses unless `--isolation process` is named.")
        raise typer.Exit(1)
    out.print(f"`grade` uses {best}.")


def _keep(records: Generator[Record, None, None], expected: int, gradebook: Gradebook, folder: Path) -> int:
    """Put records into the gradebook as they come, then write everything; returns how many came before a Ctrl-C."""
    done = 0
    try:
        for record in track(records, "Grading", expected, console=err, transient=True):
            gradebook.put(record)
            done += 1
    except KeyboardInterrupt:
        records.close()
    finally:  # What stops the batch does not take along who was graded before.
        with _writing_in(folder):
            _write_all(gradebook, folder)
    return done


def _write_all(gradebook: Gradebook, folder: Path) -> None:
    write_grades(gradebook, folder / "grades.csv")
    write_results(gradebook, folder / "results")
    write_feedback(gradebook, folder / "feedback")
    write_page(gradebook, folder / "report")


def _print_summary(plan: Plan, records: Iterable[Record], folder: Path) -> None:
    records = list(records)
    graded = [record for record in records if record.was_graded]
    table = Table(title=f"{plan.title}: {len(graded)} of {len(records)} submissions graded", title_justify="left")
    table.add_column("exercise")
    for heading in ("points", "mean", "all points", "none"):
        table.add_column(heading, justify="right")
    for exercise in plan.exercises:
        results = [each for record in graded for each in record.exercises if each.name == exercise.name]
        if results:
            points = results[0].max_score
            mean = sum(each.score for each in results) / len(results)
            full = sum(each.score == each.max_score for each in results)
            none = sum(each.score == 0 for each in results)
            table.add_row(exercise.name, f"{points:g}", f"{mean:.1f}", str(full), str(none))
    out.print(table)
    for record in records:
        if record.sentence:
            out.print(f"{record.student}: {record.status}. {record.sentence}", markup=False)
    levels = ", ".join(sorted({record.isolation for record in graded}))
    where = f"Written in {folder}: grades.csv, results/, feedback/, report/"
    out.print(f"Isolation: {levels or 'none needed'}. {where}", markup=False)
