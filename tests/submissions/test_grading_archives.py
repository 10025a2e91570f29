"""A class download with all kinds of archives in it, graded from end to end."""

import nbformat

from tests.notebooks import grade_folder
from tests.submissions.packing import bomb, lay, member, packed


def test_a_class_with_hostile_archives_is_graded_to_the_end(built, tmp_path):
    kit = built("a1_perceptron")
    name, solved = kit.plan.notebook, nbformat.writes(kit.solved).encode()
    files = [
        (f"ada/{name}", solved),
        ("ben.zip", packed((f"hw/{name}", solved), ("__MACOSX/._x", b""))),
        ("cem/hand-in.zip", packed(("again.zip", packed(("Untitled (2).ipynb", solved))))),
        ("dan.ipynb.txt", solved),
        ("eve.zip", packed((name, solved), (member("../../ada/" + name), b""))),
        ("fay.zip", bomb(name)),
        ("gil.zip", b"PK"),
        (member("../ada.ipynb"), b""),
    ]
    records = grade_folder(kit, lay(tmp_path, {"class.zip": packed(*files)}) / "class.zip")
    graded = {student: record.score for student, record in records.items() if record.status == "graded"}
    assert graded == dict.fromkeys(("ada", "ben", "cem", "dan"), records["ada"].max_score)
    refused = {student: record.status for student, record in records.items() if student not in graded}
    assert refused == {"class": "refused", "eve": "refused", "fay": "unreadable", "gil": "unreadable"}
    assert all(record.score == 0 and record.sentence for record in records.values() if record.student not in graded)
