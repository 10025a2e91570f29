"""The master notebook in Otter's format: from it `otter assign` makes what students get."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode, v4

from autograder.build.extract import Extract
from autograder.build.lesson import Demonstration, Given, Part, Prose, Written
from autograder.build.source import module_path, parse
from autograder.course.declarations import Check
from autograder.course.plan import Exercise, Plan
from autograder.errors import CourseError

HEADER = '"""What the course provides for this assignment. To be read, not to be changed: grading uses its own copy."""'


def given_code(parts: Iterable[Part]) -> str:
    """The text of given.py: everything that the lesson's given cells name.

    raises: CourseError where it would give an exercise of this lesson away
    """
    parts = list(parts)
    stubs = {part.name for part in parts if isinstance(part, Exercise)}
    extract = Extract(forbidden=stubs)
    for part in parts:
        if isinstance(part, Given):
            for module, names in part.names.items():
                extract.add_from(module, names)
    return f"{HEADER}\n\nfrom __future__ import annotations\n\n{extract.text()}\n" if extract.definitions else ""


def given_cell(part: Given) -> str:
    """A given cell as students see it."""
    ours = sorted({name for names in part.names.values() for name in names}, key=str.lower)
    lines = [*part.imports, *([f"from given import {', '.join(ours)}"] if ours else [])]
    return "\n".join(lines)


def answers(parts: Iterable[Part]) -> dict[str, tuple[str, str]]:
    """For every stub the reference in two pieces: what it needs beyond the cells above it, and the stub's own text.

    raises: CourseError where a stub has no marked solution
    """
    parts = list(parts)
    known = {part.name for part in parts if isinstance(part, Exercise)} | given_names(parts)
    found = {}
    for part in parts:
        if isinstance(part, Exercise):
            definition = parse(module_path(part.module)).definitions[part.name]
            if not definition.is_stub():
                remedy = "Put `# BEGIN SOLUTION` and `# END SOLUTION` round what students write."
                raise CourseError(f"{part.module}", f"{part.name} has no solution between marks", remedy)
            needs = Extract(known).needs_of(definition)
            known |= {*needs.definitions, *needs.imports.values()}
            found[part.name] = needs.text(), definition.text
    return found


def given_names(parts: Iterable[Part]) -> set[str]:
    """Every name that the given cells bind."""
    given = [part for part in parts if isinstance(part, Given)]
    imported = {name.split()[-1] for part in given for line in part.imports for name in line.split(",")}
    return imported | {name for part in given for names in part.names.values() for name in names}


def master_notebook(plan: Plan, parts: Iterable[Part], public: Iterable[Check], beside: Iterable[str]) -> NotebookNode:
    """The whole master notebook.

    public: the checks that students may run; each becomes one test case
    beside: files and folders that lie beside a student's notebook; Otter carries them into its autograder too
    """
    parts, public = list(parts), list(public)
    solutions = answers(parts)
    cells = [_raw(_config(plan, beside))]
    for part in parts:
        if isinstance(part, Prose):
            cells.append(v4.new_markdown_cell(part.text))
        elif isinstance(part, Given):
            cells.append(v4.new_code_cell(given_cell(part)))
        elif isinstance(part, Demonstration):
            cells.append(v4.new_code_cell(part.source))
        elif isinstance(part, Written):
            cells += _written(part)
        else:
            cells += _exercise(part, solutions[part.name], [check for check in public if check.exercise == part.name])
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def _config(plan: Plan, beside: Iterable[str]) -> str:
    files = "".join(f"  - {name}\n" for name in beside)
    return (
        f"# ASSIGNMENT CONFIG\nname: {plan.name}\ninit_cell: true\nexport_cell: false\ncheck_all_cell: false\n"
        f"solutions_pdf: false\ntemplate_pdf: false\ntests:\n  files: true\n  ok_format: false\nfiles:\n{files}"
    )


def _exercise(part: Exercise, solution: tuple[str, str], checks: list[Check]) -> list[NotebookNode]:
    needs, text = solution
    hidden = f"# BEGIN SOLUTION NO PROMPT\n{needs}\n# END SOLUTION\n" if needs else ""
    begin = f"# BEGIN QUESTION\nname: {part.name}\npoints: {sum(check.points for check in checks):g}\ncheck_cell: true"
    tests = [_raw("# BEGIN TESTS"), *(v4.new_code_cell(_test(check)) for check in checks), _raw("# END TESTS")]
    answer = [_raw("# BEGIN SOLUTION"), v4.new_code_cell(hidden + text), _raw("# END SOLUTION")]
    return [_raw(begin), *answer, *(tests if checks else []), _raw("# END QUESTION")]


def _test(check: Check) -> str:
    """One of Otter's test cases, thin: it asks a recorded check by name."""
    return (
        f'""" # BEGIN TEST CONFIG\npoints: {check.points:g}\n""" # END TEST CONFIG\n'
        f'def {check.name}(env):\n    from nncheck import check\n\n    check("{check.name}", env)'
    )


def _written(part: Written) -> list[NotebookNode]:
    begin = f"# BEGIN QUESTION\nname: {part.name}\nmanual: true\npoints: {part.points:g}"
    answer = [_raw("# BEGIN SOLUTION"), v4.new_markdown_cell(part.answer), _raw("# END SOLUTION")]
    prompt = f"{part.prompt}\n\n*({part.points:g} points, given by a person who reads your answer.)*"
    return [_raw(begin), v4.new_markdown_cell(prompt), *answer, _raw("# END QUESTION")]


def _raw(text: str) -> Any:
    return v4.new_raw_cell(text)
