"""Zip files that students hand in: read in memory, believed in nothing, refused one by one."""

import io
import stat
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nncheck.notebook import MAX_FILE_BYTES

from autograder.submissions import archives
from tests.submissions.packing import (
    NOTEBOOK,
    authors,
    bomb,
    by,
    claiming,
    flagged,
    handed_in,
    lay,
    lzma_packed,
    member,
    packed,
)

GOOD = (NOTEBOOK, by("eve"))
BOMB = bomb(NOTEBOOK)
STATUSES = {"graded", "missing", "several", "refused", "unreadable", "empty", "wrong-assignment"}


def one_more(name, content=b"x", kind=stat.S_IFREG):
    return packed(GOOD, (member(name, kind), content))


HOSTILE = {
    "a name that climbs out": (one_more("../../eve.ipynb"), "leads out"),
    "a name that climbs out in the middle": (one_more("hw/../../eve.ipynb"), "leads out"),
    "a name that climbs out by backslashes": (one_more("..\\..\\eve.ipynb"), "leads out"),
    "an absolute name": (one_more("/tmp/eve.ipynb"), "leads out"),
    "a drive letter": (one_more("C:/eve.ipynb"), "leads out"),
    "a drive letter and backslashes": (one_more("C:\\eve.ipynb"), "leads out"),
    "a name on another machine": (one_more("\\\\server\\share\\eve.ipynb"), "leads out"),
    "a hidden name that climbs out": (one_more(".git/../../eve"), "leads out"),
    "a link": (one_more("data", b"/etc/passwd", stat.S_IFLNK), "is a link"),
    "a link in the notebook's place": (packed((member(NOTEBOOK, stat.S_IFLNK), b"/etc/passwd")), "is a link"),
    "a device": (one_more("zero", b"", stat.S_IFCHR), "is a link or a device"),
    "a pipe": (one_more("pipe", b"", stat.S_IFIFO), "is a link or a device"),
    "a password": (flagged(packed(GOOD), 1), "password"),
    "strong encryption": (flagged(packed(GOOD), 64), "password"),
    "two members of one name": (packed(GOOD, GOOD), "twice"),
    "two members of one name, by another spelling": (packed(GOOD, (f"./{NOTEBOOK}", b"")), "twice"),
    "a line break in a name": (one_more("a\nb.txt"), "control characters"),
    "an escape sequence in a name": (one_more("\x1b[2Jb.txt"), "control characters"),
    "a zero byte in a name": (one_more("a.txt\0.ipynb"), "control characters"),
    "a name that turns the direction of writing": (one_more("b\u202eypi.txt"), "control characters"),
    "a compression that cannot be bounded": (lzma_packed(GOOD), "unusual"),
    "a zip in a zip in a zip": (packed(("b.zip", packed(("c.zip", packed(GOOD))))), "zip in a zip"),
    "too many members": (packed(GOOD, *((str(at), b"") for at in range(archives.MAX_OF_ONE))), "more than 10000"),
    "a bomb in a zip": (bomb("b.zip"), "larger than 50 MB"),
}
UNREADABLE = {
    "a bomb": (BOMB, "larger than 50 MB"),
    "a bomb that claims to be small": (claiming(BOMB, 1000), "damaged"),
    "a bomb that claims nothing": (claiming(BOMB, 0), "damaged"),
    "no zip at all": (b"Dear professor, my laptop broke.", "no zip file at all"),
    "nothing at all": (b"", "no zip file at all"),
    "half a zip": (packed(GOOD)[:-40], "no zip file at all"),
    "bytes that were changed on the way": (packed(GOOD).replace(packed(GOOD)[50:60], b"\0" * 10), "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_with_a_sentence(tmp_path, name):
    content, words = HOSTILE[name]
    submission = handed_in(lay(tmp_path, {"class/eve.zip": content}) / "class")["eve"]
    assert submission.status == "refused"
    assert words in submission.sentence
    assert submission.sentence.endswith(archives.REMEDY)
    assert submission.sentence.isprintable()


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_broken_archive_is_named(tmp_path, name):
    content, words = UNREADABLE[name]
    submission = handed_in(lay(tmp_path, {"class/eve.zip": content}) / "class")["eve"]
    assert submission.status == "unreadable"
    assert words in submission.sentence


@pytest.mark.parametrize("name", {**HOSTILE, **UNREADABLE})
@pytest.mark.parametrize("place", ["a folder", "a class zip", "alone"])
def test_what_one_hands_in_touches_nobody_else(tmp_path, name, place):
    content, _ = {**HOSTILE, **UNREADABLE}[name]
    files = {"ada.zip": packed((NOTEBOOK, by("ada"))), "eve.zip": content, "zoe.ipynb": by("zoe")}
    if place == "a class zip":
        lay(tmp_path, {"class.zip": packed(*files.items())})
        paths = [tmp_path / "class.zip"]
    else:
        folder = lay(tmp_path / "class", files)
        paths = [folder] if place == "a folder" else sorted(folder.iterdir())
    before = sorted(tmp_path.rglob("*"))
    read = authors(*paths)
    assert (read.pop("ada"), read.pop("zoe")) == ("ada", "zoe")
    assert read
    assert set(read.values()) <= {"refused", "unreadable", "eve", "wrong-assignment"}
    assert "refused" in read.values() or "unreadable" in read.values()
    assert sorted(tmp_path.rglob("*")) == before


def test_reading_archives_writes_nothing_and_opens_only_what_was_named(tmp_path):
    folder = lay(tmp_path, {f"{at}.zip": content for at, (content, _) in enumerate(HOSTILE.values())})
    opened = []

    def watch(event, arguments):
        if watching and event in ("open", "os.mkdir", "os.link", "os.symlink", "os.rename", "os.remove"):
            opened.append((event, str(arguments[0]), arguments[1] if event == "open" else None))

    watching = False
    sys.addaudithook(watch)  # stays for the life of the process, and is silent afterwards
    watching = True
    handed_in(folder)
    watching = False
    assert {(event, mode) for event, _, mode in opened} == {("open", "r")}
    assert {Path(path).parent for _, path, _ in opened} == {folder}


def test_a_hostile_member_of_a_class_zip_costs_its_own_student_only(tmp_path):
    content = packed(
        ("ada/" + NOTEBOOK, by("ada")),
        ("eve/" + NOTEBOOK, by("eve")),
        (member("eve/../ada/" + NOTEBOOK), by("eve")),
        (member("../zoe.ipynb"), by("eve")),
        (member("/zoe/" + NOTEBOOK), by("eve")),
        ("zoe/" + NOTEBOOK, by("zoe")),
    )
    class_zip = lay(tmp_path, {"class.zip": content}) / "class.zip"
    assert authors(class_zip) == {"ada": "ada", "eve": "refused", "zoe": "zoe", "class": "refused"}
    assert "leads out" in handed_in(class_zip)["class"].sentence


def test_a_student_of_a_class_zip_whose_name_is_there_twice_is_refused(tmp_path):
    content = packed(("ada.ipynb", by("ada")), ("eve.ipynb", by("eve")), ("eve.ipynb", by("ada")))
    assert authors(lay(tmp_path, {"c.zip": content}) / "c.zip") == {"ada": "ada", "eve": "refused"}


def test_a_class_zip_that_holds_too_much_is_refused_before_it_takes_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_OF_CLASS", 20)
    monkeypatch.setattr(archives, "MAX_OF_ONE", 20)
    content = packed(*((f"{at}.ipynb", b"") for at in range(21)))
    assert authors(lay(tmp_path, {"c.zip": content}) / "c.zip") == {"c": "refused"}


def test_a_bomb_is_unpacked_no_further_than_a_notebook_may_be_long(tmp_path, monkeypatch):
    taken = []
    real = archives._first_bytes

    def measured(*arguments):
        taken.append(len(content := real(*arguments)))
        return content

    monkeypatch.setattr(archives, "_first_bytes", measured)
    handed_in(lay(tmp_path, {"eve.zip": bomb(NOTEBOOK, 80)}) / "eve.zip")
    assert taken == [MAX_FILE_BYTES + 1]


def test_what_is_not_asked_for_is_never_unpacked(tmp_path):
    content = packed(GOOD, ("data.csv", b"0" * 60 * 2**20))
    assert authors(lay(tmp_path, {"eve.zip": content}) / "eve.zip") == {"eve": "eve"}


def test_a_header_that_claims_too_much_is_not_believed_either(tmp_path):
    content = claiming(packed(GOOD), 4_000_000_000)
    assert authors(lay(tmp_path, {"eve.zip": content}) / "eve.zip") == {"eve": "eve"}


def test_hidden_files_and_what_macos_adds_do_no_harm(tmp_path):
    macos = [("__MACOSX/._" + NOTEBOOK, b"\0"), (".DS_Store", b""), (".venv/bin/python", b"")]
    hidden_link = (member(".venv/bin/python3", stat.S_IFLNK), b"/usr/bin/python3")
    content = packed(*macos, hidden_link, ("hw/", b""), ("hw/" + NOTEBOOK, by("eve")))
    assert authors(lay(tmp_path, {"eve.zip": content}) / "eve.zip") == {"eve": "eve"}


def test_names_are_read_as_they_were_meant(tmp_path):
    utf8_unsaid = flagged(packed(("Zo\u00eb.ipynb", by("Zo\u00eb")), ("x.ipynb", by("x"))), 0)
    changed = bytearray(utf8_unsaid)
    for signature, at in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
        changed[changed.find(signature) + at] &= ~8
    windows = packed((member("hw\\Zo\u00eb.ipynb"), by("Zo\u00eb")), (member("hw\\x.ipynb"), by("x")))
    for content in (bytes(changed), windows):
        assert authors(lay(tmp_path, {"c.zip": content}) / "c.zip") == {"Zo\u00eb": "Zo\u00eb", "x": "x"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_no_name_in_an_archive_ends_the_batch_or_leaves_it(tmp_path, names):
    content = packed(*((member(name), by("eve")) for name in names))
    for path in (lay(tmp_path, {"eve.zip": content}) / "eve.zip", lay(tmp_path / "class", {"eve.zip": content})):
        for submission in handed_in(path).values():
            assert submission.status in STATUSES
            assert submission.path.is_relative_to(tmp_path)
            assert submission.sentence.isprintable()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_an_archive_ends_the_batch(tmp_path, data):
    content = bytearray(packed(GOOD, ("hw/inner.zip", packed(GOOD))))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    path = lay(tmp_path, {"eve.zip": bytes(content)}) / "eve.zip"
    assert {each.status for each in handed_in(path).values()} <= STATUSES


def test_the_archives_of_these_tests_are_what_they_say():
    assert [info.filename for info in ZipFile(io.BytesIO(HOSTILE["a name that climbs out"][0])).infolist()] == [
        NOTEBOOK,
        "../../eve.ipynb",
    ]
    assert len(UNREADABLE["a bomb"][0]) < 100_000
