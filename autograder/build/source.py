"""Python files as pieces: each top-level definition as text that stands without type annotations, and what it uses.

Students have seen functions, classes and docstrings, but not typing: the reference is typed, what it hands out is not.
"""

from __future__ import annotations

import ast
import copy
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nncheck.names import used_names
from nncheck.notebook import Cell

from autograder.course.files import parsed, read_text
from autograder.course.plan import ROOT
from autograder.errors import CourseError

MARK = re.compile(r"^[ \t]*# (?:BEGIN|END) SOLUTION[ \t]*(?:\n|\Z)", re.MULTILINE)
MAX_WIDTH = 110


@dataclass(frozen=True)
class Definition:
    """A function, class or constant of a file.

    text: its source without annotations, with the statements that bind it, such as `NumpyMLP.forward = forward`
    uses: names that it finds outside itself
    """

    name: str
    path: Path
    text: str
    uses: frozenset[str]

    @property
    def whole(self) -> str:
        """The text without the marks round the solution."""
        return MARK.sub("", self.text).rstrip()

    def is_stub(self) -> bool:
        """Whether there is a solution to take out, between marks."""
        begins, ends = self.text.count("# BEGIN SOLUTION"), self.text.count("# END SOLUTION")
        return begins == ends > 0


@dataclass(frozen=True)
class Module:
    """A file's definitions, and what it imports: name -> (module, name there, or "" for a module as a whole)."""

    path: Path
    definitions: dict[str, Definition]
    imports: dict[str, tuple[str, str]]


def module_path(name: str) -> Path:
    """Where a module of this project lies: "solutions.losses" -> .../solutions/losses.py."""
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@lru_cache
def parse(path: Path) -> Module:
    """Take a file to pieces.

    raises: CourseError where it is not Python
    """
    source = read_text(path)
    tree = parsed(path, source)
    lines = source.splitlines()
    texts: dict[str, list[str]] = {}
    imports: dict[str, tuple[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            imports |= {each.asname or each.name: (node.module or "", each.name) for each in node.names}
        elif isinstance(node, ast.Import):
            imports |= {each.asname or each.name: (each.name, "") for each in node.names}
        elif name := _defined(node):
            texts.setdefault(name, []).append(without_annotations(node, lines))
    definitions = {}
    for name, parts in texts.items():
        text = "\n\n\n".join(parts)
        definitions[name] = Definition(name, path, text, used_names(Cell(0, text)) - {name})
    return Module(path, definitions, imports)


def _defined(node: ast.stmt) -> str | None:
    """The name that a top-level statement defines or binds; None for any other statement."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if isinstance(target, ast.Name):
        return target.id
    bound = getattr(node, "value", None)
    return bound.id if isinstance(target, ast.Attribute) and isinstance(bound, ast.Name) else None


def without_annotations(node: ast.stmt, lines: list[str]) -> str:
    """A statement's text, every annotation taken out that Python can do without (a dataclass needs its own)."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    last = node.end_lineno or first
    while last < len(lines) and lines[last].strip() == "# END SOLUTION":  # a comment is nobody's to a parser
        last += 1
    text = lines[first - 1 : last]
    edits = sorted(_edits(node, lines, in_dataclass=False), reverse=True)
    for start, end, new in edits:
        text[start - first : end - first + 1] = new
    return "\n".join(text)


def _edits(node: ast.AST, lines: list[str], in_dataclass: bool) -> Iterator[tuple[int, int, list[str]]]:
    """Which lines to replace by which others: (first, last, new lines), numbered from 1."""
    if isinstance(node, ast.FunctionDef):
        yield node.lineno, _header_end(node.lineno, lines), _header(node)
    if isinstance(node, ast.AnnAssign) and not in_dataclass:
        yield node.lineno, node.end_lineno or node.lineno, _assignment(node, lines)
    if isinstance(node, ast.ClassDef):
        in_dataclass = any("dataclass" in ast.unparse(each) for each in node.decorator_list)
    elif isinstance(node, ast.FunctionDef):
        in_dataclass = False
    for child in ast.iter_child_nodes(node):
        yield from _edits(child, lines, in_dataclass)


def _header_end(first: int, lines: list[str]) -> int:
    """The line on which a function's signature ends: the first with all brackets closed and a colon at its end."""
    depth = 0
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        if depth == 0 and line.rstrip().endswith(":"):
            return number
    raise AssertionError("Python has parsed it")


def _header(node: ast.FunctionDef) -> list[str]:
    bare = copy.deepcopy(node)
    bare.body, bare.decorator_list, bare.returns = [ast.Pass()], [], None
    for each in ast.walk(bare.args):
        if isinstance(each, ast.arg):
            each.annotation = None
    line = ast.unparse(bare).splitlines()[0]
    indent = " " * node.col_offset
    hanging = indent + " " * (line.index("(") + 1)
    return textwrap.wrap(indent + line, MAX_WIDTH, subsequent_indent=hanging, break_long_words=False)


def _assignment(node: ast.AnnAssign, lines: list[str]) -> list[str]:
    if node.value is None:
        return []
    value = ast.get_source_segment("\n".join(lines), node.value) or ast.unparse(node.value)
    return f"{' ' * node.col_offset}{ast.unparse(node.target)} = {value}".splitlines()


def answer_as(module: Module, name: str, exercise: str) -> Definition:
    """A declared mistake or alternative as a definition of the exercise: decorator and docstring taken off."""
    if name not in module.definitions:
        raise CourseError(str(module.path.name), f"{name} is not a function of the file", "Define it at top level.")
    node = ast.parse(module.definitions[name].whole).body[0]
    assert isinstance(node, (ast.FunctionDef, ast.ClassDef)), "only functions and classes are declared"
    lines = module.definitions[name].whole.splitlines()
    body = node.body[1] if len(node.body) > 1 and ast.get_docstring(node) else node.body[0]
    first = min([body.lineno, *(each.lineno for each in getattr(body, "decorator_list", []))])
    header = lines[node.lineno - 1 : node.body[0].lineno - 1]
    text = re.sub(rf"\b{name}\b", exercise, "\n".join([*header, *lines[first - 1 :]]))
    return Definition(exercise, module.path, text, used_names(Cell(0, text)) - {exercise})
