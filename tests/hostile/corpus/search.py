# %% imports_the_reference: raised
"""The reference is not there to be imported."""
def relu(z):
    from solutions.activations import relu as right
    return right(z)

# %% imports_the_grader: raised
"""Nor is the autograder."""
def relu(z):
    import autograder.course.load
    return autograder.course.load

# %% imports_from_a_path: raised
"""Nor by its place on the machine."""
import sys
def relu(z):
    sys.path[:0] = [REPOSITORY]
    from solutions.activations import relu as right
    return right(z)

# %% runs_the_file: raised
"""Nor by its file."""
import os
def relu(z):
    names = {}
    exec(open(os.path.join(REPOSITORY, "solutions", "activations.py")).read(), names)
    return names["relu"](z)

# %% loads_the_bytecode: raised
"""Nor by what Python keeps of it."""
import glob, marshal, os
def relu(z):
    (path,) = glob.glob(os.path.join(REPOSITORY, "solutions", "__pycache__", "activations*.pyc"))
    names = {}
    exec(marshal.loads(open(path, "rb").read()[16:]), names)
    return names["relu"](z)

# %% in_the_collector: wrong
"""No object in the process is the expected answer, or a function that gives it."""
import gc, types
def relu(z):
    for each in gc.get_objects():
        if isinstance(each, dict) and "expected" in each:
            return each["expected"]
        if isinstance(each, types.FunctionType) and each.__name__ == "relu" and each is not relu:
            return each(z)
    return -z

# %% in_the_frames: wrong, refused
"""No caller knows it."""
import sys
def relu(z):
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name, value in list(names.items()):
                if name in ("expected", "reference", "answer", "solution", "case") and value is not None:
                    return value
        frame = frame.f_back
    return -z

# %% in_the_modules: wrong
"""No module holds it."""
import sys
def relu(z):
    for name, module in list(sys.modules.items()):
        if name.startswith(("solutions", "autograder", "tests")) or hasattr(module, "REFERENCE"):
            return module.relu(z)
    return -z

# %% in_the_question: wrong
"""The question holds arguments, and nothing to compare with."""
import sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    question = frame.f_locals["question"]
    found = set(question) - {"id", "exercise", "ask", "arguments", "max_bytes"}
    return question[found.pop()] if found else -z

# %% in_memory: wrong, raised, died
"""Nor do the bytes of its memory."""
import ctypes
def relu(z):
    right = np.maximum(z, 0.0)
    with open("/proc/self/mem", "rb") as memory:
        memory.seek(id(z))
        return np.frombuffer(memory.read(64))

# %% in_the_parents_memory: raised
"""Nobody else's memory can be read."""
import os
def relu(z):
    with open(f"/proc/{os.getppid() or 1}/mem", "rb") as memory:
        return memory.read(1)

# %% in_the_graders_memory: raised
"""Not the grader's either."""
def relu(z):
    with open(f"/proc/{GRADER}/mem", "rb") as memory:
        return memory.read(1)

# %% by_reading_another_process: raised
"""Not by the system call for it."""
import ctypes, os
def relu(z):
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(64)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
    there = (ctypes.c_size_t * 2)(0x400000, 64)
    if libc.process_vm_readv(GRADER, here, 1, there, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "process_vm_readv")
    return buffer.raw

# %% in_the_environment: raised, wrong
"""The environment is a handful of names that we chose; the grader's secret is not among them."""
import os
def relu(z):
    raise ValueError("|".join([*os.environ, *os.environ.values()]))

# %% in_the_graders_environment: raised
"""Nor is it in another process's."""
def relu(z):
    raise ValueError(open(f"/proc/{GRADER}/environ").read())

# %% in_everybodys_environment: wrong, raised
"""Nor in anybody's."""
import glob
def relu(z):
    found = []
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            found.append(open(path).read())
        except OSError:
            pass
    raise ValueError("|".join(each for each in found if "TOKEN" in each)[-300:])

# %% in_a_file: raised
"""A file of the host's cannot be read, though its path be known."""
def relu(z):
    raise ValueError(open(CANARY).read())

# %% by_descriptor: raised
"""Not by a descriptor that only names it either."""
import os
def relu(z):
    place = os.open(CANARY, os.O_PATH)
    raise ValueError(open(f"/proc/self/fd/{place}").read())

# %% by_a_folder: raised
"""Not from the folder above."""
import os
def relu(z):
    folder = os.open(os.path.dirname(CANARY), os.O_PATH)
    raise ValueError(os.read(os.open(os.path.basename(CANARY), os.O_RDONLY, dir_fd=folder), 100))

# %% by_the_root_of_another: raised
"""Not by way of another process's view of the disk."""
def relu(z):
    raise ValueError(open(f"/proc/{GRADER}/root{CANARY}").read())

# %% by_a_map: raised
"""Not by mapping it."""
import mmap, os
def relu(z):
    with open(CANARY, "rb") as file:
        raise ValueError(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:])

# %% by_walking_the_disk: wrong, raised, timeout
"""Nothing on the disk that can be found holds the answer."""
import os
def relu(z):
    for folder in ("/", "/home", "/root", "/tmp", REPOSITORY, os.path.dirname(CANARY), os.getcwd()):
        for place, _, files in os.walk(folder):
            for name in files:
                if name in ("activations.py", "course.key", "checks.py", "canary"):
                    try:
                        raise ValueError("found " + open(os.path.join(place, name)).read()[-300:])
                    except OSError:
                        pass
            if place.count("/") > 4:
                break
    return -z

# %% in_open_descriptors: wrong, raised
"""What is open is two pipes and nothing."""
import os, stat
def relu(z):
    for fd in range(5, 1024):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode) or stat.S_ISSOCK(mode):
            raise ValueError(f"{fd} is open: " + os.pread(fd, 100, 0).decode("latin-1"))
    return -z

# %% on_the_command_line: raised
"""The command line of the sandbox is ours, and holds no secret."""
import sys
def relu(z):
    raise ValueError(" ".join([*sys.argv, *sys.orig_argv])[:390])

# %% in_the_course_key: raised
"""The key from which questions are drawn."""
import os
def relu(z):
    raise ValueError(open(os.path.join(REPOSITORY, "assignments", "course.key")).read())

# %% in_other_submissions: raised
"""What other students handed in."""
import os
def relu(z):
    raise ValueError(os.listdir(os.path.dirname(CANARY)))

# %% by_autograd: raised
"""An assignment that does not allow PyTorch runs where there is none."""
def relu(z):
    import torch
    return torch.relu(torch.tensor(z)).numpy()

# %% by_autograd_from_its_path: raised [not user]
"""Also where its place is known."""
import sys
def relu(z):
    sys.path[:0] = [PACKAGES]
    import torch
    return torch.relu(torch.tensor(z)).numpy()

# %% by_a_package_nobody_allowed: raised [not user]
"""Nor is anything else there that was not allowed."""
import sys
def relu(z):
    sys.path[:0] = [PACKAGES]
    import _pytest
    return np.maximum(z, 0)
