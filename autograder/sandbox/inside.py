"""The program inside the sandbox: a zygote that forks children, each of which runs one submission and answers.

It is copied beside nncheck into a folder of its own and started as a script; it imports nncheck, the standard library,
IPython's parser and what the assignment allows. With `warm.py` and `walls.py` it is all of the autograder that a
submission can see.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import importlib
import itertools
import json
import os
import signal
import socket
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REQUESTS, REPLIES = 3, 4


def main() -> None:
    """Start, warm up, then fork a child for every request until the grader hangs up."""
    settings = json.loads(sys.argv[1])
    sys.path[:] = [*sys.path, str(HERE), str(HERE / "site")]
    control = socket.socket(fileno=0)
    probes = importlib.import_module("warm").prepare(settings["packages"], HERE)
    serve = functools.partial(_serve, probes, settings["reply"], settings["printed"])
    walls = importlib.import_module("walls").Walls(settings["walls"])
    control.send(b"ready")
    children: set[int] = set()
    while True:
        request, fds, _, _ = socket.recv_fds(control, 64, 2)
        word, _, argument = request.decode().partition(" ")
        if word == "fork":
            children.add(_fork(control, fds, walls, serve))
        elif word == "reap":
            control.send(json.dumps({"status": _reap(int(argument))}).encode())
            children.discard(int(argument))
        else:
            for pid in children:
                _reap(pid)
            return


def _fork(control: socket.socket, fds: list[int], walls: Any, serve: Callable[[], None]) -> int:
    pid: int = walls.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            control.close()
            _become_child(fds)
            _put_up(walls)
            serve()
        os._exit(0)
    for fd in fds:
        os.close(fd)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [pidfd])
    os.close(pidfd)
    return pid


def _reap(pid: int) -> int:
    """End what is left of a child and of what it started, and tell its wait status."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 9)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, 9)
    return os.waitpid(pid, 0)[1]


def _become_child(fds: list[int]) -> None:
    os.setsid()
    # Out of the way first: either descriptor may lie where the other one has to go.
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in fds]
    os.dup2(high[0], REQUESTS)
    os.dup2(high[1], REPLIES)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _put_up(walls: Any) -> None:
    """Confine this process; what cannot be done is told, and the process ends."""
    try:
        walls.put_up()
        os.closerange(REPLIES + 1, 1024)
    except BaseException as error:
        os.write(REPLIES, json.dumps({"broken": f"{type(error).__name__}: {error}"}).encode() + b"\n")
        os._exit(0)


def _serve(probes: dict[str, Any], max_bytes: int, kept: int) -> None:
    """Run the cells, then answer one question after the other.

    max_bytes: of one answer
    kept: characters of what cells print
    """
    from nncheck.asking import ask
    from nncheck.values import from_plain

    requests = os.fdopen(REQUESTS, "rb", closefd=False)
    (start,) = json.loads(requests.readline())
    if "hidden" in start:  # the grader makes sure that the walls stand
        _reply(start["id"], trespasses=importlib.import_module("walls").trespasses(start["hidden"], start["shared"]))
        return
    namespace = _run_cells(start, kept)
    put_back = _what_puts_back()
    for question in itertools.chain.from_iterable(map(json.loads, requests)):
        arguments = tuple(from_plain(question["arguments"]))
        probe = probes[question["ask"]] if question["ask"] else None
        asked = _beside(question["stand_ins"], probe)
        answer = ask(namespace.get(question["exercise"]), asked, arguments, max_bytes)
        put_back()
        _reply(question["id"], reply=answer.to_data())


def _run_cells(start: dict[str, Any], kept: int) -> dict[str, Any]:
    """The namespace that the cells leave; tells of each cell that it begins, and in the end what became of them.

    kept: characters of what they print, and one more tells that there was more
    """
    from nncheck.asking import Printed
    from nncheck.notebook import Cell
    from nncheck.running import run_cells

    cells = [Cell(*each) for each in start["cells"]]
    sys.stdout = sys.stderr = printed = Printed(kept + 1)
    notebook = sys.modules["__main__"] = types.ModuleType("__main__")
    namespace, errors = run_cells(cells, before=lambda number: _reply(start["id"], cell=number), main=notebook)
    failed = [[error.number, error.error] for error in errors]
    text = printed.getvalue()[: kept + 1]  # longer where a notebook has moved to another place in it
    _reply(start["id"], errors=failed, printed=text)  # what comes later, when questions are known, is told to nobody
    return namespace


def _reply(id: str, **message: Any) -> None:
    os.write(REPLIES, json.dumps({"id": id, **message}).encode() + b"\n")


def _beside(stand_ins: str, probe: Callable[..., Any] | None) -> Callable[..., Any] | None:
    """The probe, while functions that this code defines stand in for the notebook's own."""
    if not stand_ins:
        return probe
    from nncheck.provided import standing_in

    def asked(function: Any, *arguments: Any) -> Any:
        names: dict[str, Any] = {}
        exec(stand_ins, names)  # while it is asked: what a notebook did to their imports is an error like others
        functions = {name: value for name, value in names.items() if isinstance(value, types.FunctionType)}
        with standing_in(function, functions):
            return probe(function, *arguments) if probe else function(*arguments)

    return asked


def _what_puts_back() -> Callable[[], object]:
    """What stops the alarm clock, and puts PyTorch's modes back to what they are now.

    Only the answer that changed them is to pay for it.
    """
    stop_clock = functools.partial(signal.setitimer, signal.ITIMER_REAL, 0)
    torch = sys.modules.get("torch")
    if torch is None:
        return stop_clock
    gradients, dtype, device = torch.is_grad_enabled(), torch.get_default_dtype(), torch.get_default_device()

    def put_back() -> None:
        stop_clock()
        torch.set_grad_enabled(gradients)
        torch.set_default_dtype(dtype)
        if torch.get_default_device() != device:
            torch.set_default_device(device)

    return put_back


if __name__ == "__main__":
    main()
