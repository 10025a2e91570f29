"""Three graders, one verdict: Otter, pytest in a released repository, and `autograder grade --public`.

python -m tests.parity 30 [ASSIGNMENT...]   compares that many notebooks per assignment; exit status 1 where two differ
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
from nbformat import NotebookNode, v4
from nncheck.choosing import fingerprint

from autograder.build.lesson import Demonstration
from autograder.build.practice import filled
from autograder.course.plan import assignment_names
from tests.fresh import HURRY, Kit, lay_out
from tests.notebooks import declared, in_rounds, with_answers
from tests.repository import environment, put, released

PATIENCE = 300
BIN = Path(sys.executable).parent

# The command line on an assignments folder that is not the project's own.
GRADE = """
import pathlib, sys
import autograder.cli as cli
from autograder.course.plan import read_plan
folder = pathlib.Path(sys.argv.pop(1))
cli.read_plan = lambda name: read_plan(name, folder)
cli.main()
"""


@dataclass(frozen=True)
class Said:
    """What a grader says of one check: an outcome, and for a failure what was found, without the place in the code."""

    outcome: str
    finding: str = ""


Verdicts = dict[str, Said]


# What the notebooks hold.


def _fault(body: str) -> Callable[[str], str]:
    return lambda name: f"def {name}(*args, **kwargs):\n    {body}\n"


raising = _fault("raise ValueError('this is not how it goes')")
refused = _fault("return object()")
dying = _fault("import os; os._exit(3)")
hanging = _fault("while True: pass")


def missing(name: str) -> str:
    return ""


def broken(name: str) -> str:
    return f"def {name}(*args, **kwargs):\n    return (1 +\n"


def without_demonstrations(kit: Kit, notebook: NotebookNode) -> NotebookNode:
    """A notebook whose demonstrations were deleted: what hangs or ends its process would take Otter's kernel along."""
    shown = {fingerprint(part.source) for part in kit.parts if isinstance(part, Demonstration)}
    notebook.cells = [cell for cell in notebook.cells if fingerprint(cell.source) not in shown]
    return notebook


def with_faults(kit: Kit, *faults: Callable[[str], str]) -> NotebookNode:
    """The student notebook with these in the place of its stubs, in turn."""
    names = [exercise.name for exercise in kit.plan.exercises]
    return filled(kit.untouched, {name: faults[at % len(faults)](name) for at, name in enumerate(names)})


def with_a_hang(kit: Kit) -> NotebookNode:
    name = kit.plan.exercises[0].name
    return without_demonstrations(kit, filled(kit.untouched, {name: hanging(name)}))


def with_a_syntax_error(kit: Kit) -> NotebookNode:
    """One cell that is not Python; right answers in the others."""
    name = kit.plan.exercises[-1].name
    return filled(with_answers(kit, "alternatives.py", in_rounds(kit, "alternatives.py")[0]), {name: broken(name)})


def with_failing_cells(kit: Kit) -> NotebookNode:
    """Cells that fail, print or use magics, among mistakes and right answers."""
    notebook = with_answers(kit, "mistakes.py", in_rounds(kit, "mistakes.py")[1][::2])
    notebook.cells.insert(0, v4.new_code_cell("print('start')\nraise RuntimeError('at the top')"))
    notebook.cells.insert(5, v4.new_code_cell("%matplotlib inline\nnot_defined_anywhere + 1"))
    notebook.cells.append(v4.new_code_cell("%%time\n1 / 0"))
    return notebook


def drawn(kit: Kit, seed: int) -> NotebookNode:
    """Each exercise right, wrong or not written, as it happens."""
    rng = np.random.default_rng(seed)
    cells: dict[str, str] = {}
    for exercise in kit.plan.exercises:
        file = rng.choice(["alternatives.py", "mistakes.py", ""], p=[0.4, 0.5, 0.1])
        answers = [each for each in declared(kit, file) if each.exercise == exercise.name] if file else []
        if answers:
            notebook = with_answers(kit, file, [answers[rng.integers(len(answers))]])
            cells |= {cell.id: cell.source for cell in notebook.cells if cell.id == exercise.name}
    return filled(kit.untouched, cells)


NOTEBOOKS: dict[str, Callable[[Kit], NotebookNode]] = {
    "mistakes": lambda kit: with_answers(kit, "mistakes.py", in_rounds(kit, "mistakes.py")[0]),
    "syntax-error": with_a_syntax_error,
    "solved": lambda kit: kit.solved,
    "untouched": lambda kit: kit.untouched,
    "raised-missing": lambda kit: with_faults(kit, raising, missing),
    "died-refused": lambda kit: without_demonstrations(kit, with_faults(kit, dying, refused)),
    "hang": with_a_hang,
    "failing-cells": with_failing_cells,
}


def notebooks(kit: Kit, number: int) -> dict[str, NotebookNode]:
    """That many notebooks by name, those first that are sure to differ in kind."""
    chosen = {name: make(kit) for name, make in list(NOTEBOOKS.items())[:number]}
    return chosen | {f"drawn-{seed}": drawn(kit, seed) for seed in range(number - len(chosen))}


# What the graders say of them.


def by_grade(kit: Kit, chosen: dict[str, NotebookNode]) -> dict[str, Verdicts]:
    """`autograder grade --public`, of all notebooks at once."""
    if not chosen:
        return {}
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        submissions, out = Path(folder) / "submissions", Path(folder) / "graded"
        submissions.mkdir()
        for name, notebook in chosen.items():
            nbformat.write(notebook, submissions / f"{name}.ipynb")
        arguments = ["grade", kit.name, str(submissions), "--out", str(out), "--public", "--jobs", "2"]
        _run([sys.executable, "-c", GRADE, str(kit.assignments), *arguments], Path(folder))
        return {name: _in_results(json.loads((out / "results" / f"{name}.json").read_text())) for name in chosen}


def by_otter(kit: Kit, notebook: NotebookNode) -> Verdicts:
    """`otter run` with the built zip."""
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        submission, out = Path(folder) / kit.plan.notebook, Path(folder) / "graded"
        nbformat.write(notebook, submission)
        out.mkdir()
        _run(
            [str(BIN / "otter"), "run", str(submission), "-a", str(kit.kept / "otter.zip"), "-o", str(out)], submission
        )
        return _in_otter(kit, json.loads((out / "results.json").read_text()))


def by_pytest(kit: Kit, notebook: NotebookNode) -> Verdicts:
    """pytest in a released repository."""
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        repository = released(kit, Path(folder))
        put(notebook, kit, repository)
        report = Path(folder) / "report.xml"
        options = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", *options, "test_assignment.py"]
        _run(command, repository, environment(repository), may_be=(0, 1))
        return _in_junit(kit, ET.parse(report).getroot())


def _run(
    command: list[str], place: Path, environment: dict[str, str] | None = None, may_be: Iterable[int] = (0,)
) -> None:
    folder = place if place.is_dir() else place.parent
    env = environment or os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode not in may_be:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr}")


def _in_results(results: dict) -> Verdicts:
    found = {}
    for check in [check for exercise in results["exercises"] for check in exercise["checks"]]:
        # A named mistake comes with its own sentence in the place of the hint.
        finding = check["message"].removeprefix(check["advice"]).strip()
        found[check["name"]] = Said(check["outcome"], "" if check["outcome"] == "passed" else _finding(finding))
    return found


def _in_otter(kit: Kit, results: dict) -> Verdicts:
    output = {test["name"]: test["output"] for test in results["tests"]}
    found = {}
    for exercise in kit.plan.exercises:
        checks = [each for each in kit.assignment.checks_of(exercise.name) if each.visibility == "public"]
        text = output.get(exercise.name, "") if checks else ""
        parts = re.split(rf"^ *{exercise.name} - (\d+) result:$", text, flags=re.MULTILINE)
        said = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
        for number, check in enumerate(checks, 1):
            if "All test cases passed" in text or "Test case passed" in said.get(number, ""):
                found[check.name] = Said("passed")
            elif number in said and f"check('{check.name}', env)" in said[number]:
                found[check.name] = _failed(check, said[number])
    return found


def _in_junit(kit: Kit, report: ET.Element) -> Verdicts:
    checks = {f"test[{check.exercise}: {check.name}]": check for check in kit.assignment.checks}
    found = {}
    for case in report.iter("testcase"):
        check, failure = checks[case.attrib["name"]], case.find("failure")
        found[check.name] = Said("passed") if failure is None else _failed(check, failure.text or "")
    return found


OUTCOMES = {
    "unwritten": "`{name}` is not written yet",
    "missing": "There is no `{name}` in the notebook",
    "raised": "`{name}` raised ",
    "refused": "The answer of `{name}` cannot be used",
    "timeout": "`{name}` did not answer within ",
    "died": "`{name}` ended its process",
}


def _failed(check, text: str) -> Said:
    """A failure from the sentences that a student reads: first what the check is about, then what was found."""
    text = " ".join(text.split())
    if check.about not in text:
        return Said("?", text)
    finding = text.split(check.about, 1)[1].strip()
    starts = {outcome: start.format(name=check.exercise) for outcome, start in OUTCOMES.items()}
    outcome = next((outcome for outcome, start in starts.items() if finding.startswith(start)), "wrong")
    return Said(outcome, _finding(finding))


def _finding(text: str) -> str:
    """What was found, without the hint, the cell it came from, or why the function is missing."""
    text = " ".join(text.split()).split(" Hint: ")[0]
    text = re.sub(r"(There is no `\w+` in the notebook\.).*", r"\1", text)
    return re.sub(r" \(line \d+ of [^`]*(`.*`)?\)", "", text)


# Whether they agree.


def disagreements(name: str, *said: tuple[str, Verdicts]) -> list[str]:
    """A sentence for each check of a notebook on which the graders do not say the same."""
    checks = dict.fromkeys(check for _, verdicts in said for check in verdicts)
    nothing = Said("nothing at all")
    found = {check: [(grader, verdicts.get(check, nothing)) for grader, verdicts in said] for check in checks}
    return [
        f"{name}, {check}: " + "; ".join(f"{grader} says {each.outcome} ({each.finding})" for grader, each in each_says)
        for check, each_says in found.items()
        if len({each for _, each in each_says}) > 1
    ]


def compare(kit: Kit, name: str, notebook: NotebookNode, graded: Verdicts) -> list[str]:
    """Where the other two graders differ from what `autograder grade` said of a notebook."""
    said = ("autograder", graded), ("Otter", by_otter(kit, notebook)), ("pytest", by_pytest(kit, notebook))
    return disagreements(f"{kit.name}/{name}", *said)


def main(number: int, names: list[str]) -> int:
    """Compare, and print; the number of disagreements."""
    found: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="parity-"))
    try:
        for name in names:
            (folder / name).mkdir()
            kit, hurried = lay_out(name, folder / name), lay_out(name, _made(folder / f"{name}-hurried"), HURRY)
            chosen = notebooks(kit, number)
            kits = {each: hurried if each == "hang" else kit for each in chosen}
            graded = by_grade(kit, {each: notebook for each, notebook in chosen.items() if kits[each] is kit})
            graded |= by_grade(hurried, {each: notebook for each, notebook in chosen.items() if kits[each] is hurried})
            with ThreadPoolExecutor(2) as pool:
                lists = pool.map(lambda each: compare(kits[each], each, chosen[each], graded[each]), chosen)  # noqa: B023
                differ = [sentence for each in lists for sentence in each]
            verdicts = sum(map(len, graded.values()))
            print(f"{name}: {len(chosen)} notebooks, {verdicts} verdicts, {len(differ)} differ", flush=True)
            found += differ
    finally:
        shutil.rmtree(folder)
    print("\n".join(found))
    return len(found)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30, sys.argv[2:] or assignment_names())))
