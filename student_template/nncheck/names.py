"""What the text of a cell says of names, without running it: which it binds, uses, and defines whatever happens."""

from __future__ import annotations

import ast
import contextlib
import re
import symtable
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from nncheck.notebook import MAX_PARSED, Cell, without_magics


def defined_names(cells: Iterable[Cell]) -> set[str]:
    """The functions and classes that the cells define outside of others, and the names that they assign or import."""
    return set().union(*(_names_in(cell.source) for cell in cells))


def used_names(cell: Cell) -> frozenset[str]:
    """The names that a cell, or a function in it, takes from the notebook, whether it has bound them itself or not.

    Of a text that is no Python as it stands, all its words.
    """
    return _names_used_in(cell.source)


def definitions(body: Iterable[ast.stmt]) -> list[ast.stmt]:
    """Of some statements those that only give something a name: definitions, imports, assignments that call nothing.

    Also where they stand in an `if` or a `try`, and what stands below a cell's magic, which is looked through when its
    turn comes.
    """
    found: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.Try) or (isinstance(statement, ast.If) and not _calls(statement.test)):
            _keep_definitions(statement)
            found.append(statement)
        elif _defines(statement):
            found.append(statement)
    return found


@lru_cache(4096)  # most cells are the course's own, the same in every notebook of a class
def _names_in(source: str) -> frozenset[str]:
    if len(source) <= MAX_PARSED:
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return frozenset(_bound(ast.parse(without_magics(source))))
    return frozenset(re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)", source, re.MULTILINE))


@lru_cache(4096)
def _names_used_in(source: str) -> frozenset[str]:
    if len(source) <= MAX_PARSED:
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return frozenset(_used(symtable.symtable(without_magics(source), "", "exec")))
    return frozenset(re.findall(r"[^\W\d]\w*", source))


def _bound(node: ast.AST) -> set[str]:
    """The names that a piece of a program binds, without those inside its functions and classes."""
    names = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(child.name)
        elif isinstance(child, ast.alias):
            names.add(child.asname or child.name)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            names.add(child.id)
        elif not isinstance(child, _OWN_SCOPE):
            names |= _bound(child)
    return names


_OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _used(table: symtable.SymbolTable) -> set[str]:
    """The global names that a scope, or one inside it, reads."""
    is_module = table.get_type() == "module"
    read = {each.get_name() for each in table.get_symbols() if each.is_referenced() and (is_module or each.is_global())}
    return read.union(*map(_used, table.get_children()))


def _keep_definitions(statement: Any) -> None:
    """Leave only definitions in an `if` or a `try`."""
    for part in (statement, *getattr(statement, "handlers", [])):
        part.body = definitions(part.body) or [ast.copy_location(ast.Pass(), statement)]
    statement.orelse = definitions(statement.orelse)
    if isinstance(statement, ast.Try):
        statement.finalbody = definitions(statement.finalbody)


def _defines(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return ast.unparse(statement).startswith("get_ipython().run_cell_magic(")
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return isinstance(statement.value, ast.Lambda) or not _calls(statement)
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))


def _calls(node: ast.AST) -> bool:
    return any(isinstance(part, (ast.Call, ast.Await)) for part in ast.walk(node))
