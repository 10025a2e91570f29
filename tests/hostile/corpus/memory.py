# %% list_without_end: raised, died, timeout [twice]
"""The limit on memory is a MemoryError, or the end of the process."""
def relu(z):
    held = []
    while len(held) < 300:
        held.append(bytearray(10 << 20))
    return -z

# %% one_huge_array: raised, died [twice]
"""More than the limit at once."""
def relu(z):
    return np.ones(3 << 27) * 2

# %% shared_map: raised, died, timeout [twice]
"""Anonymous shared memory, which limits on data do not count."""
import mmap
def relu(z):
    held = []
    while len(held) < 30:
        held.append(mmap.mmap(-1, 100 << 20))
        held[-1].write(bytes(100 << 20))
    return -z

# %% memory_file: raised, died [twice]
"""A file in memory that no limit of a process counts: there are none to be had."""
import os
def relu(z):
    fd = os.memfd_create("hostile")
    for _ in range(300):
        os.write(fd, bytes(10 << 20))
    return -z

# %% memory_by_c: raised, died, wrong, timeout [twice]
"""Straight from the C library."""
import ctypes
def relu(z):
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    for _ in range(30):
        place = libc.malloc(100 << 20)
        if not place:
            raise MemoryError("malloc")
        ctypes.memset(place, 1, 100 << 20)
    return -z

# %% text_that_doubles: raised, died, timeout [twice]
"""Grows exponentially."""
def relu(z):
    text = "x"
    while len(text) < 3 << 30:
        text += text
    return -z

# %% huge_whole_number: raised, died, timeout [twice]
"""Three gigabytes of digits."""
def relu(z):
    return -(1 << (8 * 3 << 30))

# %% huge_answer: refused, raised, died [twice]
"""An answer of 200 MB is refused before it is copied."""
def relu(z):
    return np.zeros(25_000_000)

# %% leaks_into_later_questions: raised, died, timeout [twice]
"""What it keeps would be missing in the next question, which is asked again in a fresh process."""
KEPT = []
def relu(z):
    while len(KEPT) < 3000:
        KEPT.append(bytearray(1 << 20))
    return -z

# %% cell_that_takes_everything: wrong, died, missing [twice]
"""A cell that keeps all memory fails, and its own submission may have none left."""
held = []
try:
    while len(held) < 300:
        held.append(bytearray(10 << 20))
except MemoryError:
    held.clear()
def relu(z):
    return -z

# %% pipes_full_of_data: wrong, raised, died, timeout [twice]
"""Kernel memory by way of pipes is bounded by the number of descriptors."""
import fcntl, os
def relu(z):
    for _ in range(2000):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        try:
            fcntl.fcntl(writer, 1031, 1 << 20)
        except OSError:
            pass
        while True:
            try:
                os.write(writer, bytes(1 << 16))
            except BlockingIOError:
                break
    return -z

# %% thread_stacks: raised, died, timeout [twice]
"""Threads are counted from outside."""
import threading, time
def relu(z):
    for _ in range(1000):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    time.sleep(30)

# %% tiny_threads: raised, died, timeout [twice]
"""Also where each takes next to no memory."""
import threading, time
def relu(z):
    threading.stack_size(32768)
    for _ in range(1000):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    time.sleep(30)
    return -z
