"""Which system calls a submission may make: a seccomp filter, compiled here and loaded by every child.

What is not named does not exist for a submission: it gets ENOSYS, as on an older kernel, and libraries fall back. What
a student could mean to do and may not gets EPERM, which Python reports as "Operation not permitted".
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from typing import Any

from autograder.sandbox.errors import SandboxBroken

MEMORY = "brk munmap mremap mprotect madvise msync membarrier mlock munlock get_mempolicy"
FILES = """
    read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range fstat stat lstat
    newfstatat statx access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir ftruncate
    fallocate fsync fdatasync dup dup2 dup3 pipe pipe2 statfs fstatfs umask sendfile copy_file_range
"""
CHANGES = "mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 truncate"
WAITING = """
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 futex sched_yield nanosleep
    clock_nanosleep clock_gettime clock_getres gettimeofday time times getitimer setitimer alarm pause restart_syscall
"""
SIGNALS = "rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait sigaltstack"
ITSELF = """
    exit exit_group gettid getpid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getgroups getrusage
    getrlimit uname sysinfo getrandom getcpu getpriority sched_getaffinity sched_getparam sched_getscheduler
    sched_get_priority_min sched_get_priority_max set_robust_list get_robust_list rseq set_tid_address arch_prctl
    wait4 waitid recvfrom shutdown getsockopt getsockname
"""
# No processes, but threads: libraries and right answers use them; the grader counts them (see child.py). No times of
# files: Landlock does not guard them. No locks on files that all may read, and no word about what the kernel keeps of
# them in memory: other submissions could read either.
REFUSED = """
    fork vfork execve execveat kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd
    pidfd_send_signal ptrace process_vm_readv process_vm_writev socket connect bind listen accept accept4 sendmsg
    sendmmsg recvmsg recvmmsg setpriority sched_setaffinity sched_setscheduler sched_setparam sched_setattr
    ioprio_set setrlimit setuid setgid setresuid setresgid setgroups setpgid setsid chmod fchmod fchmodat chown
    fchown lchown fchownat link linkat symlink symlinkat mknod mknodat mount umount2 pivot_root chroot unshare setns
    bpf userfaultfd perf_event_open io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key
    memfd_create utimensat flock mincore fadvise64 shmget shmat shmctl semget msgget mq_open personality
"""
AF_UNIX = 1
CLONE_THREAD = 0x00010000
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
# Copies, flags and the size of a pipe; not who gets a signal, nor locks, leases or notices of other people's files.
FCNTL_ALLOWED = (*range(5), 1030, 1031, 1032)
# Is it a terminal, how wide is it, how much is there to read, close it on exec, do not wait for it.
IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
OPEN_FLAGS = {"open": 1, "openat": 2}  # which argument they are
O_ACCMODE, O_CREAT, O_TRUNC = 0o3, 0o100, 0o1000
PRCTL_ALLOWED = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: names of threads and of memory


def program(writable: bool) -> bytes:
    """The filter as the kernel takes it.

    writable: whether files may be opened for writing: not where nothing else keeps them from what all may write to
    raises: SandboxBroken where libseccomp is missing
    """
    rules = _Rules()
    for name in " ".join([MEMORY, FILES, WAITING, SIGNALS, ITSELF]).split():
        rules.allow(name)
    for name in REFUSED.split():
        rules.refuse(name)
    for name in CHANGES.split():
        (rules.allow if writable else rules.refuse)(name)
    for name, flags in OPEN_FLAGS.items():
        if writable:
            rules.allow(name)
        else:
            _only_reading(rules, name, flags)
    _by_argument(rules)
    return rules.program()


class _Rules:
    """A filter in the making; a call that this processor or this libseccomp does not know is left out."""

    def __init__(self) -> None:
        try:
            import pyseccomp
        except (ImportError, RuntimeError, OSError) as error:
            remedy = "Install libseccomp (Debian, Ubuntu: libseccomp2; Fedora: libseccomp)"
            raise SandboxBroken(f"System calls cannot be filtered here: {error}. {remedy} and pyseccomp.") from None
        self._seccomp = pyseccomp
        self._filter = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
        with contextlib.suppress(OSError, ValueError):  # before libseccomp 2.5 there are only chains
            self._filter.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)  # a tree, which the kernel takes in half the time

    def allow(self, name: str, *conditions: Any) -> None:
        self._add(self._seccomp.ALLOW, name, conditions)

    def refuse(self, name: str, *conditions: Any) -> None:
        self._add(self._seccomp.ERRNO(errno.EPERM), name, conditions)

    def equal(self, argument: int, value: int) -> Any:
        return self._seccomp.Arg(argument, self._seccomp.EQ, value)

    def unequal(self, argument: int, value: int) -> Any:
        return self._seccomp.Arg(argument, self._seccomp.NE, value)

    def masked(self, argument: int, mask: int, value: int) -> Any:
        """The argument's bits under the mask are those of `value`."""
        return self._seccomp.Arg(argument, self._seccomp.MASKED_EQ, mask, value)

    def program(self) -> bytes:
        with tempfile.TemporaryFile() as file:
            self._filter.export_bpf(file)
            file.seek(0)
            return file.read()

    def _add(self, action: int, name: str, conditions: tuple[Any, ...]) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._filter.add_rule(action, name, *conditions)


def _only_reading(rules: _Rules, name: str, flags: int) -> None:
    """A file may be opened, but not for writing, nor made, nor emptied."""
    for mask, value in ((O_ACCMODE, 1), (O_ACCMODE, 2), (O_ACCMODE, 3), (O_CREAT, O_CREAT), (O_TRUNC, O_TRUNC)):
        rules.refuse(name, rules.masked(flags, mask, value))
    rules.allow(name, rules.masked(flags, O_ACCMODE | O_CREAT | O_TRUNC, 0))


def _by_argument(rules: _Rules) -> None:
    """Calls that do several things, of which some are harmless."""
    rules.allow("clone", rules.masked(0, CLONE_THREAD, CLONE_THREAD))
    rules.refuse("clone", rules.masked(0, CLONE_THREAD, 0))
    # Shared memory without a file is no part of what RLIMIT_DATA counts.
    shared = MAP_SHARED | MAP_ANONYMOUS
    rules.refuse("mmap", rules.masked(3, shared, shared))
    for flags in (0, MAP_SHARED, MAP_ANONYMOUS):
        rules.allow("mmap", rules.masked(3, shared, flags))
    chosen = {"fcntl": (1, FCNTL_ALLOWED), "ioctl": (1, IOCTL_ALLOWED), "prctl": (0, PRCTL_ALLOWED)}
    for name, (argument, values) in chosen.items():
        for value in values:
            rules.allow(name, rules.equal(argument, value))
    rules.allow("prlimit64", rules.equal(2, 0))  # to read a limit, not to set one
    rules.refuse("prlimit64", rules.unequal(2, 0))
    # asyncio wakes itself through a pair of sockets; a message with an address could go elsewhere.
    rules.allow("socketpair", rules.equal(0, AF_UNIX))
    rules.allow("sendto", rules.equal(4, 0))
