"""What commands say: results to standard output, what somebody must act on to standard error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def stop(sentence: str) -> NoReturn:
    err.print(f"[bold red]error:[/] {escape(sentence)}")
    sys.exit(2)


@contextlib.contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """An error that names no file, as that of a full disk, names the folder in which it was written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(folder)
        raise
