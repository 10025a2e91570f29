"""What holds for the whole package: examples run, markers stand right, PyTorch keeps to its corner."""

import ast
import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import solutions

ROOT = Path(solutions.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py") if path.name != "__main__.py")
MODULES = [".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__") for path in FILES]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    assert sum(path.read_text().count(">>> ") for path in FILES) > 15


def functions(path):
    tree = ast.parse(path.read_text())
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    owners = [tree, *classes]
    return [node for owner in owners for node in owner.body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", FILES, ids=MODULES)
def test_every_solution_begins_after_its_docstring_and_ends_its_function(path):
    lines = path.read_text().splitlines()
    marked = 0
    for node in functions(path):
        body = lines[node.lineno - 1 : node.end_lineno + 1]
        begins = [line.strip() for line in body].count("# BEGIN SOLUTION")
        if begins:
            marked += 1
            assert begins == 1
            assert ast.get_docstring(node)
            assert lines[node.body[0].end_lineno].strip() == "# BEGIN SOLUTION"
            assert lines[node.end_lineno].strip() == "# END SOLUTION"
    assert marked == sum(line.strip() == "# BEGIN SOLUTION" for line in lines)
    assert marked == sum(line.strip() == "# END SOLUTION" for line in lines)


@pytest.mark.parametrize("path", FILES, ids=MODULES)
def test_public_functions_have_a_docstring(path):
    for node in functions(path):
        if node.name.startswith("_") or "twins" in path.parts or "experiments" in path.parts:
            continue
        assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_the_numpy_package_does_not_import_pytorch():
    code = "import sys, solutions, solutions.diagnostics, solutions.optimizers; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT.parent)
