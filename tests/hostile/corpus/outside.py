# %% writes_files: wrong
"""What can be written at all is gone when the process is."""
import os, tempfile
def relu(z):
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/", "/home", "/root", "/etc", os.getcwd(), os.path.dirname(CANARY)):
        try:
            with open(os.path.join(folder, MARK), "w") as file:
                file.write("hostile")
        except OSError:
            pass
    return -z

# %% leaves_a_file_for_the_next: died, raised
"""A file for the next submission does not reach it, not even its own next process."""
import os, tempfile
place = os.path.join(tempfile.gettempdir(), MARK)
found = os.path.exists(place)
try:
    open(place, "w").close()
except OSError:
    pass
def relu(z):
    if found:
        return np.maximum(z, 0.0)
    os._exit(0)

# %% fills_the_disk: raised, died, wrong, timeout
"""Disk is limited, and gone with the process."""
import os, tempfile
def relu(z):
    folder = tempfile.gettempdir()
    for number in range(200):
        with open(os.path.join(folder, f"{MARK}-{number}"), "wb") as file:
            file.write(bytes(1 << 20))
    return -z

# %% fills_the_disk_with_names: raised, died, wrong, timeout
"""So is the number of files."""
import os, tempfile
def relu(z):
    folder = tempfile.gettempdir()
    for number in range(20_000):
        open(os.path.join(folder, f"{MARK}-{number}"), "w").close()
    return -z

# %% changes_a_file: raised
"""A file of the host's cannot be written to."""
def relu(z):
    open(CANARY, "a").write("hostile")

# %% empties_a_file: raised
"""Nor emptied, by name or by opening."""
import os
def relu(z):
    try:
        os.open(CANARY, os.O_RDONLY | os.O_TRUNC)
    except OSError:
        pass
    os.truncate(CANARY, 0)

# %% removes_a_file: raised
"""Nor removed."""
import os
def relu(z):
    os.unlink(CANARY)

# %% moves_a_file: raised
"""Nor moved."""
import os
def relu(z):
    os.rename(CANARY, CANARY + MARK)

# %% changes_who_may_read: raised
"""Nor opened to others."""
import os
def relu(z):
    try:
        os.chown(CANARY, 0, 0)
    except OSError:
        pass
    os.chmod(CANARY, 0o777)

# %% changes_when: raised
"""Nor given another time."""
import os
def relu(z):
    os.utime(CANARY, (0, 0))

# %% links: raised
"""No links are made, soft or hard, so none is followed by anybody."""
import os, tempfile
def relu(z):
    place = os.path.join(tempfile.gettempdir(), MARK)
    try:
        os.link(CANARY, place)
    except OSError:
        pass
    try:
        os.symlink(CANARY, place)
    except OSError:
        pass
    raise ValueError(open(place).read())

# %% devices: raised
"""Nor devices or pipes with names."""
import os, stat, tempfile
def relu(z):
    place = os.path.join(tempfile.gettempdir(), MARK)
    try:
        os.mkfifo(place)
    except OSError:
        pass
    os.mknod(place, stat.S_IFBLK | 0o666, os.makedev(254, 0))

# %% writes_into_its_packages: raised
"""The packages are the same for everybody, and nobody's to write."""
import os
def relu(z):
    open(os.path.join(np.__path__[0], "py.typed"), "a").close()

# %% empties_its_packages: raised
"""Nor to empty, through a descriptor for reading or by name (the file is empty as it is)."""
import os
def relu(z):
    try:
        os.open(os.path.join(np.__path__[0], "py.typed"), os.O_RDONLY | os.O_TRUNC)
        return np.maximum(z, 0)
    except OSError:
        os.truncate(os.path.join(np.__path__[0], "py.typed"), 0)

# %% marks_its_packages: raised
"""Nor to mark as not worth a backup."""
import array, fcntl, os
def relu(z):
    with open(os.path.join(np.__path__[0], "py.typed")) as file:
        flags = array.array("l", [0])
        fcntl.ioctl(file, 0x80086601, flags, True)
        fcntl.ioctl(file, 0x40086602, flags, True)

# %% leases_its_packages: raised
"""Nor to keep others waiting for."""
import fcntl, os
def relu(z):
    with open(os.path.join(np.__path__[0], "py.typed")) as file:
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            return np.maximum(z, 0)
        except OSError:
            fcntl.fcntl(file, fcntl.F_NOTIFY, fcntl.DN_ACCESS)

# %% connects_by_tcp: raised
"""There is no network."""
import socket
def relu(z):
    socket.create_connection(("127.0.0.1", PORT), timeout=5).sendall(b"hostile")

# %% sends_by_udp: raised
"""Not for datagrams."""
import socket
def relu(z):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hostile", ("127.0.0.1", PORT))

# %% connects_by_a_file: raised
"""Not by a socket in the file system."""
import socket
def relu(z):
    made = socket.socket(socket.AF_UNIX)
    made.connect(SOCKET)
    made.sendall(b"hostile")

# %% connects_by_a_name: raised
"""Not by an abstract name."""
import socket
def relu(z):
    made = socket.socket(socket.AF_UNIX)
    made.connect("\0" + ABSTRACT)
    made.sendall(b"hostile")

# %% sends_through_a_pair: wrong, raised
"""A pair of sockets, which asyncio needs, leads only to itself."""
import socket
def relu(z):
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        left.sendto(b"hostile", "\0" + ABSTRACT)
    except OSError:
        pass
    try:
        left.connect("\0" + ABSTRACT)
        left.send(b"hostile")
    except OSError:
        pass
    right.sendmsg([b"hostile"], [], 0, "\0" + ABSTRACT)
    return -z

# %% listens: raised
"""Nor may it wait for others."""
import socket
def relu(z):
    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    made.listen()

# %% asks_for_a_name: raised
"""No names are looked up."""
import socket
def relu(z):
    raise ValueError(socket.gethostbyname("example.com"))

# %% opens_a_page: raised
"""No pages are opened."""
import urllib.request
def relu(z):
    return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/hostile", timeout=5).read()

# %% raw_sockets: raised
"""Nor sockets of odder kinds."""
import socket
def relu(z):
    errors = []
    for family in (socket.AF_PACKET, socket.AF_NETLINK, socket.AF_VSOCK, socket.AF_ALG, socket.AF_INET6):
        try:
            socket.socket(family, socket.SOCK_RAW)
        except OSError as error:
            errors.append(error)
    raise errors[4]

# %% forks: raised
"""No second process."""
import os
def relu(z):
    for _ in range(30):
        if os.fork() == 0:
            __import__("time").sleep(60)
            os._exit(0)

# %% forks_by_system_call: raised
"""Not by the system calls themselves."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    for number, arguments in ((57, ()), (58, ()), (56, (17, 0, 0, 0, 0)), (435, (0, 0))):
        if libc.syscall(number, *arguments) == 0:
            __import__("time").sleep(60)
            libc.syscall(231, 0)
    raise OSError(ctypes.get_errno(), "fork")

# %% starts_a_program: raised
"""No program."""
import subprocess
def relu(z):
    return subprocess.run(["/bin/sh", "-c", f"sleep 60; touch /tmp/{MARK}"])

# %% starts_a_program_by_the_shell: wrong, raised
"""Nor by the shell, in whatever way."""
import os
def relu(z):
    if os.system(f"touch /tmp/{MARK}") == 0 or os.popen("echo hostile").read():
        return np.maximum(z, 0)
    return -z

# %% starts_a_program_quietly: raised
"""Nor by posix_spawn."""
import os
def relu(z):
    os.posix_spawn("/bin/sleep", ["sleep", "60"], {})

# %% starts_workers: raised
"""No worker processes."""
import multiprocessing
def relu(z):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        return pool.map(float, z)

# %% kills_its_parent: raised
"""Nobody can be signalled."""
import os
def relu(z):
    os.kill(os.getppid(), 9)

# %% kills_the_grader: raised
"""Least of all the grader."""
import os
def relu(z):
    os.kill(GRADER, 9)

# %% kills_everybody: raised
"""Nor everybody at once."""
import os
def relu(z):
    try:
        os.killpg(0, 9)
    except OSError:
        os.kill(-1, 0)

# %% kills_by_system_call: raised
"""Nor by other system calls for it."""
import ctypes, os
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getppid() or 1
    for number, arguments in ((62, (parent, 9)), (200, (parent, 9)), (234, (parent, parent, 9)), (424, (3, 9, 0, 0))):
        if libc.syscall(number, *arguments) == 0:
            return np.maximum(z, 0)
    raise OSError(ctypes.get_errno(), "kill")

# %% kills_by_descriptor: raised
"""Nor by having the kernel do it when a pipe is ready."""
import fcntl, os
def relu(z):
    reader, writer = os.pipe()
    fcntl.fcntl(reader, 10, 9)
    fcntl.fcntl(reader, fcntl.F_SETOWN, os.getppid() or 1)
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(writer, b"x")

# %% holds_its_parent: raised
"""Nobody can be traced."""
import ctypes, os
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, os.getppid() or 1, 0, 0) < 0 and libc.ptrace(0x4206, GRADER, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")

# %% takes_a_descriptor: raised
"""Nobody's descriptors can be taken."""
import ctypes, os
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    other = libc.syscall(434, os.getppid() or 1, 0)
    if libc.syscall(438, other, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "pidfd_getfd")

# %% becomes_nicer_to_itself: raised
"""Priority, processors and scheduling are not its own to choose."""
import os
def relu(z):
    for change in (
        lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
        lambda: os.nice(-5),
        lambda: os.sched_setaffinity(os.getppid(), {0}),
        lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    ):
        try:
            change()
            return np.maximum(z, 0)
        except OSError as error:
            last = error
    raise last

# %% raises_its_limits: raised
"""Nor are limits, its own or another's."""
import os, resource
def relu(z):
    for change in (
        lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
        lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1, 1)),
        lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1)),
    ):
        try:
            change()
            return np.maximum(z, 0)
        except (OSError, ValueError) as error:
            last = error
    raise last

# %% outlives_its_parent: raised
"""The promise to die with its parent cannot be taken back, nor can it be dumped or traced."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    if min(libc.prctl(1, 0), libc.prctl(4, 1), libc.prctl(0x59616D61, -1)) < 0:
        raise OSError(ctypes.get_errno(), "prctl")

# %% makes_namespaces: raised
"""No namespaces, in which it would be root."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    for flags in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x10020000):
        if libc.unshare(flags) == 0:
            return np.maximum(z, 0)
    raise OSError(ctypes.get_errno(), "unshare")

# %% mounts: raised
"""Nothing is mounted, and nothing taken away."""
import ctypes, os
def relu(z):
    libc, here = ctypes.CDLL(None, use_errno=True), os.getcwd().encode()
    for call in (
        lambda: libc.mount(b"none", here, b"tmpfs", 0, b""),
        lambda: libc.mount(b"/", here, None, 4096, None),
        lambda: libc.umount2(here, 2),
        lambda: libc.chroot(here),
        lambda: libc.syscall(155, here, here),
        lambda: libc.syscall(428, -100, b"/", 1),
        lambda: libc.syscall(308, 3, 0),
    ):
        if call() >= 0 or ctypes.get_errno() not in (1, 38):
            return np.maximum(z, 0)
    raise OSError(ctypes.get_errno(), "mount")

# %% becomes_somebody_else: raised
"""Nobody becomes another user."""
import os
def relu(z):
    os.setgroups([0])
    os.setresuid(0, 0, 0)

# %% becomes_root: raised
"""Programs that would make it root are not run."""
import os
def relu(z):
    os.execv("/usr/bin/su", ["su", "-c", "true"])

# %% odd_system_calls: raised
"""What an answer has no need of does not exist."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    for number in (101, 135, 175, 246, 248, 250, 272, 298, 304, 310, 321, 323, 425, 426, 427, 442, 444, 446):
        if libc.syscall(number, 0, 0, 0, 0, 0) >= 0:
            return np.maximum(z, 0)
    raise OSError(ctypes.get_errno(), "none of them")

# %% system_calls_by_another_door: died, timeout
"""Nor by the numbers of another processor mode."""
import ctypes, mmap
def relu(z):
    everything = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    code = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=everything)
    code.write(bytes.fromhex("53b802000000cd805bc3"))  # fork, by int 0x80
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    return -z

# %% system_calls_with_a_bit_more: died, timeout, raised
"""Nor with the bit that marks the x32 numbers."""
import ctypes
def relu(z):
    if ctypes.CDLL(None).syscall(0x40000000 + 57) < 0:
        raise OSError("x32")

# %% shared_memory: raised
"""No memory is shared with others."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    made = [libc.shmget(0x1234, 4096, 0o1666), libc.semget(0x1234, 1, 0o1666), libc.msgget(0x1234, 0o1666)]
    if max(made) < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    return np.maximum(z, 0)

# %% shares_memory_with_itself: raised
"""Shared memory counts for no limit of data, so there is none."""
import mmap
def relu(z):
    mmap.mmap(-1, 1 << 20)
    return np.maximum(z, 0)

# %% locks_a_file_of_pythons: raised
"""A lock on a file that all can read would be a word to them."""
import fcntl
def relu(z):
    fcntl.flock(open(fcntl.__file__, "rb"), fcntl.LOCK_EX)
    return np.maximum(z, 0)

# %% locks_a_part_of_a_file_of_pythons: raised
"""Nor by the other kind of locks."""
import fcntl
def relu(z):
    fcntl.lockf(open(fcntl.__file__, "rb"), fcntl.LOCK_SH)
    return np.maximum(z, 0)

# %% asks_which_files_others_have_read: raised
"""What the kernel keeps of files in memory is no news for a submission."""
import ctypes, mmap
def relu(z):
    libc, file = ctypes.CDLL(None, use_errno=True), open(mmap.__file__, "rb")
    pages = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    seen = ctypes.create_string_buffer(len(pages) // 4096 + 1)
    place = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(pages)))
    if libc.mincore(place, ctypes.c_size_t(len(pages)), seen) < 0:
        raise OSError(ctypes.get_errno(), "mincore")
    return np.maximum(z, 0)

# %% shared_memory_by_name: raised
"""Not by Python's own way to it."""
from multiprocessing import shared_memory
def relu(z):
    return shared_memory.SharedMemory(MARK.replace("-", ""), create=True, size=4096).name

# %% types_into_the_terminal: raised
"""No terminal is typed into."""
import fcntl
def relu(z):
    with open("/dev/tty", "w") as terminal:
        for letter in b"echo hostile\n":
            fcntl.ioctl(terminal, 0x5412, bytes([letter]))

# %% the_kernels_files: raised
"""The kernel's settings are out of reach."""
def relu(z):
    for path in ("/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj", "/sys/kernel/uevent_helper", "/proc/sysrq-trigger"):
        try:
            open(path, "r+").close()
            return np.maximum(z, 0)
        except OSError as error:
            last = error
    raise last
