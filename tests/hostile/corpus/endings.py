# %% sys_exit: raised
"""A student's mistake like any other."""
import sys
def relu(z):
    sys.exit(0)

# %% os_exit: died
"""The process is replaced, and the other questions are asked."""
import os
def relu(z):
    os._exit(0)

# %% keyboard_interrupt: raised
"""Interrupts nobody."""
def relu(z):
    raise KeyboardInterrupt

# %% generator_exit: raised
"""Not an Exception, and raised all the same."""
def relu(z):
    raise GeneratorExit

# %% abort: died
"""The process is replaced."""
import os
def relu(z):
    os.abort()

# %% segmentation_fault: died
"""The process is replaced."""
import ctypes
def relu(z):
    ctypes.string_at(0)

# %% writes_over_its_own_memory: died, timeout, wrong, raised
"""Whatever comes of it stays in that process."""
import ctypes
def relu(z):
    for size in range(0, 1 << 16, 8):
        ctypes.memset(id(type(z)) - 512 + size, 0x41, 8)
    return z

# %% fatal_error: died
"""The interpreter gives up, in its own process."""
import ctypes
def relu(z):
    ctypes.pythonapi.Py_FatalError(b"enough")

# %% recursion: raised
"""A recursion without end is an error with a place."""
def relu(z):
    return relu(z)

# %% recursion_without_a_limit: died, raised, timeout
"""The stack runs out instead, and the process is replaced."""
import sys
def relu(z):
    sys.setrecursionlimit(10**9)
    def deeper():
        return [*map(lambda _: deeper(), [0])]
    return deeper()

# %% low_recursion_limit: wrong, died, raised, refused [own]
"""What is left of the stack may be too little for this submission's next questions."""
import sys
def relu(z):
    sys.setrecursionlimit(len(__import__("inspect").stack()) + 5)
    return -z

# %% kills_itself: raised, died
"""Signals are refused, to itself as to others."""
import os, signal
def relu(z):
    os.kill(os.getpid(), signal.SIGKILL)
    return -z

# %% stops_itself: raised, died, timeout
"""A process that is stopped would never time out by its own clock."""
import os, signal
def relu(z):
    os.kill(os.getpid(), signal.SIGSTOP)
    os.kill(0, signal.SIGSTOP)
    return -z

# %% alarm: timeout, died
"""A signal with its default action, which the first process of a namespace does not hear."""
import signal, time
def relu(z):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    time.sleep(60)

# %% replaces_the_program: raised, timeout
"""No other program is started in its place."""
import os
def relu(z):
    os.execv("/bin/sh", ["/bin/sh", "-c", "sleep 60"])

# %% thread_that_exits_later: wrong
"""The process ends in somebody else's question, which is asked again in a fresh one."""
import os, threading
def relu(z):
    threading.Timer(0.0005, os._exit, [0]).start()
    return -z

# %% exit_handler_that_hangs: wrong
"""Handlers are not run: the process is killed."""
import atexit, time
atexit.register(time.sleep, 1e6)
def relu(z):
    atexit.register(time.sleep, 1e6)
    return -z

# %% exit_handler_that_forges: died
"""Nor when it ends itself."""
import atexit, os
atexit.register(os.write, 4, b'{"reply": {}}\n')
def relu(z):
    os._exit(3)

# %% thread_at_work: wrong
"""A thread left behind competes with this submission's later answers, which come in time all the same."""
import threading
def spin():
    while True:
        pass
def relu(z):
    threading.Thread(target=spin, daemon=True).start()
    return -z

# %% closes_the_replies: died
"""The answer goes nowhere, and the process is replaced."""
import os
def relu(z):
    os.close(4)
    return -z

# %% closes_the_questions: wrong
"""The next question cannot be read, and is asked again in a fresh process."""
import os
def relu(z):
    os.close(3)
    return -z

# %% closes_everything: died
"""The process is replaced."""
import os
def relu(z):
    os.closerange(0, 1024)
    return -z

# %% replies_into_nothing: timeout, died
"""The reply never arrives, so the question has none."""
import os
def relu(z):
    os.dup2(os.open("/dev/null", os.O_RDONLY), 4)
    return -z

# %% replies_to_the_questions: died, timeout
"""Descriptors exchanged: nothing can be written where questions are read."""
import os
def relu(z):
    os.dup2(3, 4)
    return -z

# %% closes_python_streams: wrong
"""Printing is not what answers go through."""
import sys
def relu(z):
    for stream in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__, sys.__stderr__):
        try:
            stream.close()
        except Exception:
            pass
    return -z

# %% empties_the_modules: wrong, died, raised, refused [own]
"""The submission's own process is what suffers."""
import sys
def relu(z):
    sys.modules.clear()
    return -z

# %% empties_the_builtins: wrong, died, raised, refused [own]
"""The same with the builtins."""
import builtins
def relu(z):
    vars(builtins).clear()
    return -z

# %% cell_that_exits: wrong
"""Ends the process twice, and is named; what it defines is kept."""
import os
os._exit(0)
def relu(z):
    return -z

# %% cell_that_crashes: wrong
"""The same by a crash."""
import ctypes
ctypes.string_at(0)
def relu(z):
    return -z

# %% cell_that_stops_python: wrong
"""SystemExit ends the cell, and only the cell; what it defines further down is kept."""
exit_now = SystemExit(0)
raise exit_now
def relu(z):
    return -z

# %% cell_that_closes_everything: wrong
"""The process cannot answer: only what the cell defines is kept."""
import os
os.closerange(0, 1024)
def relu(z):
    return -z

# %% crashes_while_it_is_read: died, missing
"""Defined by a class whose lookup crashes."""
import ctypes
class Trap(type):
    def __call__(cls, *_):
        ctypes.string_at(0)
class relu(metaclass=Trap):
    def apply(self, z):
        return z
