"""Running a notebook's cells: plain `exec`, one cell after the other, whatever happens in them."""

from __future__ import annotations
import __future__

import ast
import asyncio
import builtins
import functools
import inspect
import linecache
import operator
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

from nncheck.dummies import INERT, Inert, Shell
from nncheck.errors import describe_error, steps_of
from nncheck.names import definitions
from nncheck.notebook import Cell


@dataclass(frozen=True)
class CellError:
    """A cell that did not run to its end; `error` is a sentence."""

    number: int
    error: str


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
            kept = "; what it defines further down was kept" if session.run_rest(cell.source, error) else ""
            errors.append(CellError(cell.number, f"{describe_error(error)}{kept}"))
    session.end()
    return session.namespace, errors


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
        self._cell, self._kept = "", False
        self._below: int | None = None  # the line below which only what the cell defines is run, None for all of it

    def run(self, source: str, name: str, whole: bool) -> None:
        """Run a cell, or only what it defines."""
        self._cell, self._below = name, None if whole else 0
        self._run(source)

    def run_rest(self, source: str, error: BaseException) -> bool:
        """Run what the cell defines below the line at which it failed; whether there is anything."""
        steps = [line for code, line in steps_of(error) if (code.co_filename, code.co_name) == (self._cell, "<module>")]
        if not steps:
            return False
        self._below, self._kept = steps[-1], False
        try:
            self._run(source)
        except BaseException:
            return False
        return self._kept

    def end(self) -> None:
        """From now on `exit` does what it does elsewhere: a function that calls it does not return."""
        for name in ("exit", "quit"):
            if type(self.namespace.get(name)) is Inert:
                self.namespace[name] = sys.exit

    def _run(self, source: str) -> None:
        """Run a text, which may be Python only without its magics."""
        try:
            code = self._compiled(source)
        except SyntaxError:
            code = self._compiled(to_python(source))
        self._flags |= code.co_flags & _FUTURES
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(eval(code, self.namespace))
        else:
            exec(code, self.namespace)

    def _compiled(self, source: str) -> CodeType:
        """The cell's code; its lines can be looked up under its name when something fails in them later."""
        name = self._cell
        linecache.cache[name] = (len(source), None, [f"{line}\n" for line in source.split("\n")], name)
        compiled = functools.partial(compile, filename=name, mode="exec", dont_inherit=True)
        if self._below is None:
            return compiled(source, flags=self._flags)
        tree: Any = compiled(source, flags=self._flags | ast.PyCF_ONLY_AST)
        kept = definitions(tree.body)  # what stands below a cell's magic is looked at when its turn comes
        tree.body = [each for each in kept if each.lineno > self._below or isinstance(each, ast.Expr)]
        self._kept = self._kept or any(not isinstance(each, ast.Expr) for each in tree.body)
        return compiled(tree, flags=self._flags)

    def _run_line(self, line: str) -> None:
        exec(compile(line, "<magic>", "exec", dont_inherit=True), self.namespace)

    def _run_body(self, body: str) -> None:
        """What stands below the line of a cell's magic; an empty line in its place keeps the numbers of the others."""
        self._run("\n" + body)


_FUTURES = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


def _no_input(prompt: object = "") -> str:
    raise EOFError("the notebook asks for input(), and nobody answers while it is graded")
