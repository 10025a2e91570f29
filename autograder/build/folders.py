"""Writing into folders of others."""

from __future__ import annotations

from pathlib import Path

from autograder.errors import CourseError


def refuse_unless_empty(folder: Path) -> None:
    """Nothing that lies in a folder is written over, or mixed with what we write."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(str(folder), "there is something already", "Name a folder that does not exist yet.")


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by their paths in a folder; what is missing of the folders is made."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
