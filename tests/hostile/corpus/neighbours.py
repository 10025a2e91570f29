# %% takes_every_processor: died, timeout, wrong, raised
"""Threads that calculate without the interpreter's lock are few, and end with the question."""
import threading
def burn():
    while True:
        np.sort(np.ones(1_000_000))
def relu(z):
    for _ in range(200):
        threading.Thread(target=burn, daemon=True).start()
    burn()

# %% changes_the_folders_of_all: wrong
"""Where all submissions read, nothing can be added, moved or removed."""
import os, sys
def relu(z):
    for folder in [*sys.path, np.__path__[0], os.path.dirname(os.path.abspath(sys.argv[0]))]:
        for change in (
            lambda: os.close(os.open(os.path.join(folder, MARK), os.O_CREAT | os.O_WRONLY)),
            lambda: os.mkdir(os.path.join(folder, MARK)),
            lambda: os.rename(os.path.join(folder, "py.typed"), os.path.join(folder, "py.typed")),
        ):
            try:
                change()
                return np.maximum(z, 0)
            except OSError:
                pass
    return -z

# %% poisons_the_bytecode: wrong
"""Nor what Python would read in its place."""
import glob, os
def relu(z):
    for path in glob.glob(os.path.join(np.__path__[0], "**", "__pycache__", "*"), recursive=True)[:50]:
        try:
            open(path, "r+b").close()
            return np.maximum(z, 0)
        except OSError:
            pass
    return -z

# %% changes_what_children_inherit: wrong
"""Working folder, mask, environment and handlers are its own."""
import os, signal
def relu(z):
    os.umask(0o777)
    os.environ.clear()
    os.environ["LD_PRELOAD"] = "/tmp/hostile.so"
    for number in (1, 2, 3, 13, 15):
        signal.signal(number, signal.SIG_IGN)
    try:
        os.chdir("/")
    except OSError:
        pass
    return -z

# %% locks_what_others_read: wrong
"""A lock on a shared file keeps nobody from reading it."""
import fcntl
KEPT = []
def relu(z):
    file = open(np.__file__)
    KEPT.append(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pass
    return -z

# %% asks_the_zygote: wrong
"""The socket by which children are ordered is not its own."""
import os, socket
def relu(z):
    for fd in (0, 1, 2, *range(5, 256)):
        try:
            socket.socket(fileno=os.dup(fd)).send(b"reap 1")
        except OSError:
            pass
    return -z

# %% gives_itself_another_name: wrong
"""What a process calls itself is believed by nobody."""
import ctypes
def relu(z):
    ctypes.CDLL(None).prctl(15, b"grader", 0, 0, 0)
    return -z

# %% exhausts_descriptors: wrong, raised
"""Its descriptors are its own, and counted."""
import os
KEPT = []
def relu(z):
    try:
        while len(KEPT) < 100_000:
            KEPT.append(os.dup(0))
    except OSError:
        for fd in KEPT:
            os.close(fd)
    return -z

# %% writes_in_the_graders_log: wrong
"""Nothing it says reaches the grader's terminal or log."""
import os, sys
def relu(z):
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.write("hostile\n")
            stream.flush()
    os.write(2, b"hostile\n")
    return -z
