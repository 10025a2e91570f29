"""Who knows every recorded answer, and has replaced the probes to say so, earns no more than luck gives."""

from __future__ import annotations

import json

from nbformat import v4

from autograder.build.practice import filled
from tests.notebooks import checks_of, grade_all

REPLAY = '''
import json
import sys

from nncheck.values import from_plain, to_plain

KNOWN = json.loads({known!r})


def form(plain):
    """What arguments look like, whatever numbers they hold."""
    if isinstance(plain, dict):
        return {{key: len(value) if key == "shape" else form(value) for key, value in plain.items()}}
    return list(map(form, plain)) if isinstance(plain, list) else type(plain).__name__


def recorded(exercise, probe, arguments):
    """The recorded answer to the question that is most like this one."""
    try:
        asked = to_plain(list(arguments))
    except ValueError:
        asked = None
    own = [each for each in KNOWN if each["exercise"] == exercise] or KNOWN
    alike = [each for each in own if each["ask"] == probe] or own
    alike = [each for each in alike if form(each["arguments"]) == form(asked)] or alike
    return from_plain(alike[{pick} % len(alike)]["expected"])


def replaying(exercise):
    def function(*arguments):
        return recorded(exercise, None, arguments)

    function.__name__ = exercise
    return function


def saying(probe):
    return lambda function, *arguments: recorded(function.__name__, probe, arguments)


globals().update({{exercise: replaying(exercise) for exercise in {exercises!r}}})
frame = sys._getframe()
while "probes" not in frame.f_locals:
    frame = frame.f_back
frame.f_locals["probes"].update({{name: saying(name) for name in frame.f_locals["probes"]}})
'''


STUDENTS = ("ada", "bob", "eve")  # who are asked different cases


def test_a_replay_of_recorded_answers_earns_no_more_than_luck(kit):
    """A copy passes at most a quarter of the cases of a check that takes work, and everybody is asked two of them."""
    questions = json.loads((kit.plan.student_folder / "questions.json").read_text("utf-8"))
    known = [
        {"exercise": check["exercise"], "ask": check["ask"], **case}
        for check in questions["checks"]
        for case in check["cases"]
    ]
    exercises = [exercise.name for exercise in kit.plan.exercises]
    notebooks = {}
    for pick in range(kit.plan.questions.recorded):
        notebook = filled(kit.untouched, dict.fromkeys(exercises, "pass"))
        cell = REPLAY.format(known=json.dumps(known), exercises=exercises, pick=pick)
        notebook.cells.append(v4.new_code_cell(cell))
        notebooks |= {f"{student}-{pick}": notebook for student in STUDENTS}
    records = grade_all(kit, notebooks).values()
    assert [record.notebook.errors for record in records] == [{}] * len(notebooks)
    checks = [check for record in records for check in checks_of(record).values()]
    assert sum(check.score for check in checks) <= sum(check.points for check in checks) / 4**2
