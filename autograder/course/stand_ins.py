"""Stand-ins, from an assignment's stand_ins.py: right functions in place of a notebook's own that others call."""

from __future__ import annotations

import ast

from autograder.course.plan import Plan, read_text
from autograder.errors import CourseError


def read_stand_ins(plan: Plan) -> dict[str, str]:
    """For each exercise that has one, the code that defines it, imports first; {} where there is no stand_ins.py.

    raises: CourseError where the file is not Python, or defines something else
    """
    path = plan.folder / "stand_ins.py"
    if not path.is_file():
        return {}
    where, text = f"{plan.name}/stand_ins.py", read_text(path)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{where}:{error.lineno}", f"SyntaxError: {error.msg}", "Mend the file.") from None
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name, node in functions.items():
        if name not in {exercise.name for exercise in plan.exercises}:
            raise CourseError(f"{where}:{node.lineno}", f"{name} is no exercise", "Name the function as the exercise.")
    return {name: "\n".join([*imports, ast.unparse(node)]) for name, node in functions.items()}
