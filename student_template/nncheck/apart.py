"""Asking a question in a process of its own, so that a hang or a crash does not take the notebook along."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from nncheck.asking import Reply, ask
from nncheck.values import MAX_BYTES, ValueRefused


def ask_apart(function: Any, probe: Callable[..., Any] | None, arguments: tuple[Any, ...], seconds: float) -> Reply:
    """`nncheck.asking.ask` in a forked child; where forking is not safe, here and without a limit.

    seconds: wall time after which the child is ended
    """
    if not _can_fork():
        return ask(function, probe, arguments)
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # A kernel has threads; the child uses none of them.
        child = os.fork()
    if child == 0:
        _answer_and_leave(writer, lambda: ask(function, probe, arguments))
    os.close(writer)
    try:
        text = _read(reader, time.monotonic() + seconds)
    finally:  # The student may have lost patience, or the child closed the pipe and went on.
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    if text is None:
        return Reply("timeout", error=out_of_time(seconds))
    return _reply(text) if text else Reply("died", error=how_it_died(status))


def out_of_time(seconds: float) -> str:
    """The sentence for a question that took too long."""
    return f"did not answer within {seconds:g} s: look for a loop that never ends, or for work that is not needed"


def alarm(seconds: float) -> None:
    """Raise TimeoutError here, whatever runs then, after so many seconds, or never after 0.

    Nothing where the system has no alarm clock, as Windows.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _raise_timeout)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _raise_timeout(*_: object) -> None:
    raise TimeoutError("this takes too long: look for a loop that never ends")


def how_it_died(status: int) -> str:
    """The sentence for a process that ended without an answer, from its wait status."""
    if not os.WIFSIGNALED(status):
        return f"ended its process with exit status {os.waitstatus_to_exitcode(status)}, as `os._exit` does"
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return f"ended its process: {name}{_CAUSES.get(name, '')}"


_CAUSES = {
    "SIGSEGV": ", as a call of itself without end may do",
    "SIGKILL": ", as the system does where memory or the processor's time runs out",
    "SIGXCPU": ": it used up the processor's time",
    "SIGXFSZ": ": it wrote a file that is too large",
}


def _can_fork() -> bool:
    """Forking is safe on Linux, unless PyTorch has worked with several threads: its child would wait for them."""
    torch = sys.modules.get("torch")
    return sys.platform == "linux" and (torch is None or torch.get_num_threads() == 1)


def _answer_and_leave(writer: int, answer: Callable[[], Reply]) -> None:
    """In the child: answer, and end without the parent's clean-up code."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        text = json.dumps(answer().to_data()).encode()
        with open(writer, "wb", closefd=False) as pipe:
            pipe.write(text)
    finally:
        os._exit(0)


def _read(reader: int, deadline: float) -> bytes | None:
    """What is written until the pipe closes, or is more than any answer; None where that takes too long."""
    parts: list[bytes] = []
    size = 0
    with contextlib.closing(open(reader, "rb", buffering=0)) as pipe:
        while size < 3 * MAX_BYTES:
            ready = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]
            if not ready:
                return None
            part = pipe.read(1 << 20)
            if not part:
                break
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def _reply(text: bytes) -> Reply:
    try:
        return Reply.from_data(json.loads(text))
    except (ValueError, RecursionError, ValueRefused):
        return Reply("died", error="ended its process before its answer was complete")
