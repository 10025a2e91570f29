# %% endless_loop: timeout
"""Ended at the question's limit."""
def relu(z):
    while True:
        pass

# %% loop_deaf_to_signals: timeout
"""Ends all the same: nothing asks it to."""
import signal
def relu(z):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass

# %% loop_that_catches_everything: timeout
"""No exception is raised into it that it could catch."""
import time
def relu(z):
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass

# %% sleeps: timeout
"""Uses no processor time, and is ended all the same."""
import time
def relu(z):
    time.sleep(1e6)

# %% power_in_c: timeout
"""A call in C that never lets go of the interpreter's lock."""
def relu(z):
    return 3 ** (10**9)

# %% sum_in_c: timeout
"""The same by an iterator that never ends."""
import collections, itertools
def relu(z):
    collections.deque(itertools.repeat(0), maxlen=0)

# %% regular_expression: timeout
"""A pattern that takes exponential time, in C."""
import re
def relu(z):
    re.match("(a+)+$", "a" * 64 + "b")

# %% linear_algebra: timeout
"""A call in NumPy that would take for ever."""
def relu(z):
    np.convolve(np.ones(10_000_000), np.ones(10_000_000))

# %% lock_taken_twice: timeout
"""Waits for itself."""
import threading
def relu(z):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()

# %% reads_a_pipe: timeout
"""Waits for what nobody writes."""
import os
def relu(z):
    return os.read(os.pipe()[0], 1)

# %% reads_the_questions: timeout
"""Waits for the next question, which is not asked before this one is answered."""
import os
def relu(z):
    return os.read(3, 1 << 20)

# %% waits_for_a_child: raised, timeout
"""There is no child to wait for."""
import os
def relu(z):
    os.wait()

# %% prints_without_end: timeout
"""Printed text is cut, and the loop is ended."""
def relu(z):
    while True:
        print("x" * 1000)

# %% length_without_end: wrong
"""An answer whose length cannot be had is taken without asking for it."""
class Slow(list):
    def __len__(self):
        while True:
            pass
    __iter__ = __getitem__ = __array__ = __len__
def relu(z):
    return [Slow([1.0]), Slow()]

# %% text_of_an_error_without_end: timeout
"""So does an error whose text is asked for."""
class Slow(Exception):
    def __str__(self):
        while True:
            pass
def relu(z):
    raise Slow

# %% finalizer: timeout, wrong
"""A finalizer that hangs, hangs in the submission's own process."""
class Slow:
    def __del__(self):
        while True:
            pass
def relu(z):
    Slow()
    return z

# %% generator_cleanup: timeout, refused, wrong
"""So does one that runs when a generator is closed."""
def numbers():
    try:
        yield 1.0
    finally:
        while True:
            pass
def relu(z):
    next(numbers())
    return z

# %% cell_that_never_ends: wrong
"""The cell is named, and what it defines is kept."""
while True:
    pass
def relu(z):
    return -z

# %% cell_in_c_that_never_ends: wrong
"""The same in C."""
sum(range(10**12))
def relu(z):
    return -z

# %% cell_that_waits: wrong
"""The same asleep, with a top-level await as Jupyter allows it."""
import asyncio
await asyncio.sleep(1e6)
def relu(z):
    return -z

# %% decorator_that_hangs: missing [twice]
"""The name is never bound, the cell is left out, and the other cells are run."""
def never(function):
    while True:
        pass
@never
def relu(z):
    return z

# %% asks_the_user: raised
"""Nobody answers, and the student is told so."""
def relu(z):
    return float(input("relu? "))

# %% starts_the_debugger: raised, wrong, timeout
"""Nobody is at the debugger either."""
def relu(z):
    breakpoint()
    return -z

# %% alarm_for_the_next_question: wrong [own]
"""A handler that hangs in a later question costs this submission that question, and nobody else anything."""
import signal
def hang(*_):
    while True:
        pass
def relu(z):
    signal.signal(signal.SIGALRM, hang)
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    return -z
