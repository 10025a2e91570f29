"""A Python that other users of this machine can read, where the one that runs the tests is closed to them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox import mounts

LEFT_OUT = shutil.ignore_patterns("site-packages", "dist-packages", "test", "tests", "idlelib", "config-*", "ensurepip")


@contextlib.contextmanager
def copied_python() -> Iterator[Path]:
    """The interpreter and its standard library in a temporary folder; yields the interpreter's path."""
    folder = Path(tempfile.mkdtemp(prefix="python-"))
    try:
        folder.chmod(0o755)
        executable, stdlib = Path(sys.executable).resolve(), Path(sysconfig.get_path("stdlib"))
        shutil.copytree(stdlib, folder / "lib" / stdlib.name, ignore=LEFT_OUT, copy_function=_linked, symlinks=True)
        library = Path(sysconfig.get_config_var("LIBDIR")) / str(sysconfig.get_config_var("INSTSONAME"))
        if library.is_file():
            shutil.copy(library, folder / "lib")
        (folder / "bin").mkdir()
        copy = folder / "bin" / executable.name
        # It looks for its library where the original lies; the copy's lies beside it.
        rpath = f"{library.parent}\0".encode()
        beside = b"$ORIGIN/../lib\0"
        padded = beside.ljust(len(rpath), b"\0") if len(beside) <= len(rpath) else rpath
        copy.write_bytes(executable.read_bytes().replace(rpath, padded))
        copy.chmod(0o755)
        yield copy
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def used_by_the_sandbox(python: Path) -> Iterator[None]:
    """Zygotes of the level "user" run this interpreter in here."""
    before = sys.executable, mounts.interpreter
    sys.executable = str(python)
    mounts.interpreter = lambda: [python, python.parents[1] / "lib" / Path(sysconfig.get_path("stdlib")).name]
    try:
        yield
    finally:
        sys.executable, mounts.interpreter = before


def readable_by_others(path: Path) -> bool:
    """Whether every user of this machine can read a file or folder."""
    return all(each.stat().st_mode & 0o005 for each in (path, *path.parents))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
