"""Stand-ins, from an assignment's stand_ins.py: right functions in place of a notebook's own that others call."""

from __future__ import annotations

import ast

from autograder.course.files import parsed, read_text
from autograder.course.plan import Plan
from autograder.errors import CourseError


def read_stand_ins(plan: Plan) -> dict[str, str]:
    """For each exercise that has one, the code that defines it, imports first; {} where there is no stand_ins.py.

    raises: CourseError where the file is not Python, or defines something else
    """
    path = plan.folder / "stand_ins.py"
    if not path.is_file():
        return {}
    imports, functions = [], {}
    for node in parsed(path, read_text(path)).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imports.append(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef) and node.name in {exercise.name for exercise in plan.exercises}:
            functions[node.name] = ast.unparse(node)
        elif not isinstance(node, ast.Expr):  # the file's docstring
            where = f"{plan.name}/stand_ins.py:{node.lineno}"
            remedy = "Write imports, and functions that are named like exercises and need nothing else."
            raise CourseError(where, f"`{ast.unparse(node).splitlines()[0]}` is no stand-in", remedy)
    return {name: "\n".join([*imports, text]) for name, text in functions.items()}
