"""What an attack could reach for on the machine that runs it, set out as bait, and whether anything touched it."""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import shutil
import socket
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course.plan import ROOT

PLACES = (*map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm", "/home", "/root", "/etc")), Path.home(), Path.cwd())


class Host:
    """Bait: a secret file, a process with a secret in its environment, servers, and the reference with the course key.

    The process stands for the grader: what kills it, or reads its memory, could do so to the grader.
    """

    def __init__(self, folder: Path) -> None:
        self.token, self.mark = f"TOKEN-{secrets.token_hex(8)}", f"hostile-{secrets.token_hex(4)}"
        self.folder = folder
        self.canary = folder / "canary"
        self.canary.write_text(self.token, "ascii")
        self.canary.chmod(0o600)
        shutil.copytree(ROOT / "solutions", folder / "solutions", ignore=shutil.ignore_patterns("twins"))
        (folder / "assignments").mkdir()
        (folder / "assignments" / "course.key").write_text(self.token, "ascii")
        self.grader = subprocess.Popen(["sleep", "3600"], env={"SECRET": self.token})
        self.servers = self._servers()
        self._before = self._state()

    def names(self) -> str:
        """A cell that tells an attack where everything is, as an attacker may have found out."""
        values = {
            "CANARY": str(self.canary),
            "REPOSITORY": str(self.folder),
            "PACKAGES": sysconfig.get_path("purelib"),
            "MARK": self.mark,
            "GRADER": self.grader.pid,
            "PORT": self.servers[0].getsockname()[1],
            "SOCKET": self.servers[2].getsockname(),
            "ABSTRACT": self.mark,
        }
        return "\n".join(f"{name} = {value!r}" for name, value in values.items())

    def touched(self) -> list[str]:
        """What is not as it was."""
        found = [f"{name} has changed" for name, value in self._state().items() if self._before[name] != value]
        found += [f"{path} was left behind" for path in self.left_behind()]
        found += [f"{server} was called" for server in select.select(self.servers, [], [], 0)[0]]
        if self.grader.poll() is not None:
            found.append("the process that stands for the grader is gone")
        return found

    def left_behind(self) -> list[Path]:
        return [path for place in PLACES for path in place.glob(f"*{self.mark}*")]

    def close(self) -> None:
        self.grader.kill()
        self.grader.wait()
        for server in self.servers:
            server.close()
        for path in self.left_behind():
            path.unlink()

    def _servers(self) -> list[socket.socket]:
        tcp, udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        tcp.bind(("127.0.0.1", 0))
        udp.bind(tcp.getsockname())
        by_file, by_name = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        by_file.bind(str(self.folder / "socket"))
        by_name.bind("\0" + self.mark)
        datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        datagrams.bind("\0" + self.mark + "-datagrams")
        for server in (tcp, by_file, by_name):
            server.listen()
        return [tcp, udp, by_file, by_name, datagrams]

    def _state(self) -> dict[str, object]:
        about = self.canary.stat()
        return {
            "the secret file": (self.canary.read_text("ascii"), about.st_mode, about.st_mtime, about.st_nlink),
            "the folder beside it": sorted(self.folder.iterdir()),
            "the grader's limits": Path(f"/proc/{self.grader.pid}/limits").read_text("ascii"),
            "the grader's priority": os.getpriority(os.PRIO_PROCESS, self.grader.pid),
            "the grader's processors": os.sched_getaffinity(self.grader.pid),
        }


@contextlib.contextmanager
def host() -> Iterator[Host]:
    with tempfile.TemporaryDirectory(prefix="host-") as folder:  # open to its owner only
        bait = Host(Path(folder))
        try:
            yield bait
        finally:
            bait.close()
