"""The command line.

Exit status: 0 well, 1 the answer is no, 2 the course team must act, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import sys
import traceback
import warnings
from pathlib import Path
from typing import Annotated

import typer
from nncheck.errors import clean, name_of, text_of
from rich.markup import escape

from autograder.cli.console import err, out, stop, writing_in
from autograder.course.plan import assignment_names, read_plan
from autograder.errors import CourseError
from autograder.sandbox import SandboxBroken

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


def main() -> None:
    """Run a command; what the course team must act on becomes a sentence and exit status 2."""
    for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:  # Windows has no SIGHUP
        if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` asks
            signal.signal(number, signal.default_int_handler)  # ends as Ctrl-C does: nothing is left lying about
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal's encoding lacks is written as a number
            stream.reconfigure(errors="backslashreplace")
    # These come of compiling submissions.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module="<unknown>")
    try:
        app()
    except (CourseError, SandboxBroken) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or 'a file'}: {error.strerror or error}. Mend that, or name another folder.")
    except sqlite3.Error as error:
        stop(f"The gradebook cannot be used: {error}. Move gradebook.sqlite away, or name another folder.")
    except Exception as error:
        stop(_flaw(error))


def _flaw(error: Exception) -> str:
    """What is said where nobody thought of an error: it is ours."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{name_of(type(error))} in {Path(place.filename).name}, line {place.lineno}: {text_of(error)}"
    return f"The kit itself failed: {clean(what)}. Report this."


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
    return f"{len(changed)} file{'' if len(changed) == 1 else 's'} {'would change' if check else 'written'}"


@app.command()
def release(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    to: Annotated[Path, typer.Option("--to", parser=_named, help="The folder to make.")],
) -> None:
    """Write a complete student repository."""
    from autograder.build.release import release as write_repository

    with writing_in(to):
        write_repository(read_plan(name), to)
    out.print(f"{to}: the student repository of {name}. `make check` in it runs the public checks.", markup=False)


@app.command()
def practice(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    to: Annotated[Path, typer.Option("--to", parser=_named, help="The folder for the notebooks.")],
    students: Annotated[int, typer.Option(min=1, help="How many notebooks.")] = 40,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same class.")] = 1,
) -> None:
    """Write the notebooks of a made-up class, from the assignment's alternatives, mistakes and stubs."""
    from autograder.build.practice import write_class

    with writing_in(to):
        write_class(read_plan(name), to, students, seed)
    out.print(f"{to}: {students} notebooks", markup=False)


def _named(path: str) -> Path:
    """A folder to be written; not "", which Path takes for the working folder."""
    if not path:
        raise CourseError("an empty path", "nothing can be written there", "Name a folder.")
    return Path(path)


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
    to: Annotated[Path, typer.Option("--out", parser=_named, help="The folder for all that is written.")],
    jobs: Annotated[int, typer.Option(min=1, help="Submissions graded at a time.")] = os.cpu_count() or 1,
    isolation: Annotated[str, typer.Option(help="auto, namespaces, landlock, user or process.")] = "auto",
    public: Annotated[bool, typer.Option("--public", help="Ask the recorded questions that students hold.")] = False,
) -> None:
    """Grade submissions, and write grades, results, feedback and a report."""
    from autograder.cli.grading import grade_class

    grade_class(read_plan(name), paths, to, jobs, isolation, public)


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
