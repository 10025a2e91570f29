"""Running a notebook's cells: plain `exec`, one cell after the other, whatever happens in them."""

from __future__ import annotations
import __future__

import ast
import asyncio
import builtins
import difflib
import functools
import hashlib
import inspect
import linecache
import operator
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

from nncheck.dummies import Inert, Shell
from nncheck.errors import describe_error
from nncheck.notebook import Cell, defined_names

# What notebooks call by these names shows something, or ends a session, which there is not here.
INERT = ("grader", "display", "help", "exit", "quit")
MAX_NAMES = 1000  # of a notebook's, looked through for one that is nearly right


@dataclass(frozen=True)
class CellError:
    """A cell that did not run to its end; `error` is a sentence."""

    number: int
    error: str


def fingerprint(source: str) -> str:
    """What identifies a provided cell, whatever became of its metadata and of white space around it."""
    return hashlib.sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:16]


def chosen_cells(cells: Iterable[Cell], given: Iterable[str], skipped: Collection[str]) -> tuple[list[Cell], list[str]]:
    """The cells to run: a submission's own and the given ones, not the demonstrations that the course provides.

    cells: a submission's code cells
    given: sources of the given cells; those that were deleted or changed are put back in front, as cell 0
    skipped: fingerprints of provided cells that need not run
    returns: the cells in the order in which to run them, and a sentence for each that was put back
    """
    cells = list(cells)
    present = {fingerprint(cell.source) for cell in cells}
    lost = [source for source in given if fingerprint(source) not in present]
    own = [cell for cell in cells if fingerprint(cell.source) not in skipped]
    said = "A given cell was changed or deleted; the course's own version was run first"
    repairs = [f"{said}: `{_first_line(source)}`" for source in lost]
    return ([Cell(0, "\n\n".join(lost))] if lost else []) + own, repairs


def run_cells(
    cells: Iterable[Cell], before: Callable[[int], None] = lambda number: None, main: ModuleType | None = None
) -> tuple[dict[str, Any], list[CellError]]:
    """Run cells in one namespace, as Jupyter would, except that a failing cell does not stop the rest.

    cells: what to run, in order
    before: told each cell's number just before it runs
    main: a module to use as the namespace; the sandbox registers it as `__main__`, where pickle looks classes up
    returns: the namespace, and a CellError for each cell that failed
    """
    session = _Session({} if main is None else vars(main))
    errors = []
    for cell in cells:
        before(cell.number)
        try:
            session.run(cell.source, f"<cell {cell.number}>", cell.whole)
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a cell, not the grading.
            errors.append(CellError(cell.number, describe_error(error)))
    return session.namespace, errors


def why_missing(name: str, cells: Sequence[Cell], errors: Mapping[int, str]) -> str:
    """A sentence that says why a name is not there, where the cells tell. Else "".

    cells: what was run
    errors: cell number -> sentence, for those that failed
    """
    mentioning = [cell for cell in cells if name in cell.source]
    failed = [cell.number for cell in mentioning if cell.number in errors and name in defined_names([cell])]
    if failed:
        return f"Cell {failed[-1]}, which defines it, did not run: {errors[failed[-1]].rstrip('.')}."
    for cell in mentioning:
        magic = cell.source.split()[0]
        if magic.startswith("%%") and f"def {name}" in cell.source:
            return f"Cell {cell.number} begins with `{magic}`, so Python does not run it. Take that line out."
    names = {other.casefold(): other for other in sorted(defined_names(cells))[:MAX_NAMES]}
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.85)
    return f"There is a `{names[close[0]]}`: is that it? Call it `{name}`." if close else ""


def to_python(source: str) -> str:
    """A cell without IPython's magics: they become calls of `get_ipython()`, which here only takes note of them.

    source: the cell's text, returned as it is where IPython is not installed
    returns: the text with as many lines, those that are empty at its head, too, which IPython drops
    """
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return source
    body = source.lstrip("\n")
    return "\n" * (len(source) - len(body)) + str(TransformerManager().transform_cell(body))


class _Session:
    """A namespace, the cell that is running in it, and the `__future__` imports that hold from then on."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        shell = Shell(self._run_line, self._run_body)
        dummies = {"get_ipython": lambda: shell, "input": _no_input, **dict.fromkeys(INERT, Inert())}
        self.namespace = namespace
        self.namespace.update({"__name__": "__main__", "__builtins__": builtins, **dummies})
        if "IPython" in sys.modules:  # `from IPython import get_ipython` finds what is there without it
            vars(sys.modules["IPython"])["get_ipython"] = self.namespace["get_ipython"]
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self._cell, self._whole = "", True

    def run(self, source: str, name: str, whole: bool) -> None:
        """Run a cell; what is no Python as it stands may be so without its magics.

        whole: whether all of it is run, or only what it defines
        """
        self._cell, self._whole = name, whole
        try:
            code = self._compiled(source, name, whole)
        except SyntaxError:
            code = self._compiled(to_python(source), name, whole)
        self._flags |= code.co_flags & _FUTURES
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(eval(code, self.namespace))
        else:
            exec(code, self.namespace)

    def _compiled(self, source: str, name: str, whole: bool) -> CodeType:
        """The cell's code; its lines can be looked up under its name when something fails in them later."""
        linecache.cache[name] = (len(source), None, [f"{line}\n" for line in source.split("\n")], name)
        compiled = functools.partial(compile, filename=name, mode="exec", dont_inherit=True)
        if not whole:
            tree: Any = compiled(source, flags=self._flags | ast.PyCF_ONLY_AST)
            tree.body = [statement for statement in tree.body if _defines(statement)]
        code: CodeType = compiled(source if whole else tree, flags=self._flags)
        return code

    def _run_line(self, line: str) -> None:
        exec(compile(line, "<magic>", "exec", dont_inherit=True), self.namespace)

    def _run_body(self, body: str) -> None:
        """What stands below the line of a cell's magic; an empty line in its place keeps the numbers of the others."""
        self.run("\n" + body, self._cell, self._whole)


_FUTURES = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


def _defines(statement: ast.stmt) -> bool:
    """Whether it only gives something a name: a definition, an import, or an assignment that calls nothing.

    What stands below a cell's magic is looked through when its turn comes.
    """
    if isinstance(statement, ast.Expr):
        return ast.unparse(statement).startswith("get_ipython().run_cell_magic(")
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        is_lambda = isinstance(statement.value, ast.Lambda)
        return is_lambda or not any(isinstance(part, (ast.Call, ast.Await)) for part in ast.walk(statement))
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))


def _no_input(prompt: object = "") -> str:
    raise EOFError("the notebook asks for input(), and nobody answers while it is graded")


def _first_line(source: str) -> str:
    return next((line.strip()[:80] for line in source.splitlines() if line.strip()), "")
