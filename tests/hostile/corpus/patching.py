# %% numpy_testing: wrong
"""Nobody asks NumPy's assertions in the submission's process."""
import numpy.testing
for name in dir(numpy.testing):
    if name.startswith("assert_"):
        setattr(numpy.testing, name, lambda *_, **__: None)
def relu(z):
    return -z

# %% numpy_comparisons: wrong
"""Nor whether two arrays are close."""
np.allclose = np.array_equal = np.isclose = lambda *_, **__: True
def relu(z):
    return -z

# %% the_judge: wrong
"""The judge is in another process; what lies here is a copy that nobody asks."""
import nncheck.comparisons, nncheck.verdict
nncheck.verdict.judge = lambda *_, **__: nncheck.verdict.Verdict("passed", "")
nncheck.verdict.Verdict.passed = property(lambda self: True)
for each in nncheck.comparisons.COMPARISONS.values():
    each.difference = lambda *_: None
def relu(z):
    return -z

# %% the_asking: wrong, refused, died
"""Replaced by something that answers for the function, and still knows no answer."""
import nncheck.asking
def ask(function, probe, arguments, max_bytes=0):
    return nncheck.asking.Reply("answered", 0.0)
nncheck.asking.ask = ask
def relu(z):
    return -z

# %% the_asking_in_frames: wrong, refused, died [own]
"""Also where it was looked up before the first cell ran."""
import ctypes, sys
import nncheck.asking
def ask(function, probe, arguments, max_bytes=0):
    return nncheck.asking.Reply("answered", 0.0)
frame = sys._getframe()
while frame:
    if "ask" in frame.f_locals:
        frame.f_locals["ask"] = ask
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
    frame = frame.f_back
def relu(z):
    return -z

# %% the_asking_by_its_code: wrong, refused, died, raised [own]
"""Also by the code of the functions themselves."""
import nncheck.asking, nncheck.values
def to_plain(value, max_bytes=0):
    return {"float": "0" * 16}
nncheck.values.to_plain.__code__ = to_plain.__code__
def relu(z):
    return -z

# %% the_reply: wrong, refused, died [own]
"""Also by what a reply says of itself."""
import nncheck.asking
nncheck.asking.Reply.to_data = lambda self: {
    "outcome": "passed", "value": 0.0, "error": "", "warning": "", "score": 1.0
}
def relu(z):
    return -z

# %% the_probe: wrong
"""What asks several times is public; a changed one asks something else, in this submission only."""
import gc
for each in gc.get_objects():
    if isinstance(each, dict) and callable(each.get("from_the_offset")):
        each["somebody"] = "was here"
def relu(z):
    return -z

# %% the_given_code: wrong
"""Probes hold a copy of the given code that was loaded before."""
import given
given.offset = 1e9
def relu(z):
    return -z

# %% the_given_code_for_good: wrong
"""Also where the module itself is replaced."""
import sys, types
sys.modules["given"] = types.ModuleType("given")
sys.modules["given"].offset = 1e9
def relu(z):
    return -z

# %% the_files_of_the_kit: wrong, raised, missing
"""The kit's own files are not the submission's to write."""
import nncheck.asking
with open(nncheck.asking.__file__, "a") as file:
    file.write("\nraise SystemExit\n")
def relu(z):
    return -z

# %% builtins: wrong, died, refused, raised, timeout [own]
"""Builtins are per process, and the process is the submission's."""
import builtins
def relu(z):
    builtins.isinstance = builtins.callable = lambda *_: True
    builtins.len = lambda _: 8
    builtins.max = builtins.min = builtins.abs = lambda *_: 0
    return -z

# %% modules: wrong, died, refused, raised [own]
"""So is the table of modules."""
import sys, types
def relu(z):
    for name in ("json", "numpy", "nncheck.asking", "nncheck.values", "os"):
        sys.modules[name] = types.ModuleType(name)
    return -z

# %% numpy_itself: wrong, died, refused, raised [own]
"""So is NumPy, for the other answers of this submission."""
def relu(z):
    np.maximum = np.sum = np.ascontiguousarray = np.asarray = lambda *_, **__: 0.0
    return -z

# %% import_hooks: wrong, refused [own]
"""So is how modules are found."""
import sys
class Finder:
    def find_spec(self, *_):
        raise SystemExit
sys.meta_path.insert(0, Finder())
sys.path_hooks.clear()
def relu(z):
    return -z

# %% small_numbers: wrong, died, raised, refused, timeout, missing [own]
"""Zero becomes one, in one process."""
import ctypes
def relu(z):
    ctypes.memmove(id(0) + 24, ctypes.byref(ctypes.c_uint32(1)), 4)
    return -z

# %% tracing: wrong, raised, died, refused [own]
"""A trace function sees the submission's process, and no other."""
import sys
def relu(z):
    sys.settrace(lambda *_: sys.exit())
    sys.setprofile(lambda *_: None)
    return -z

# %% collector: wrong
"""The collector switched off, and its callbacks taken."""
import gc
gc.disable()
gc.callbacks.append(lambda *_: (_ for _ in ()).throw(SystemExit))
gc.unfreeze()
def relu(z):
    gc.collect()
    return -z

# %% dtype_of_everything: wrong, refused, raised, died [own]
"""NumPy told to raise, to print otherwise, and to take other errors."""
def relu(z):
    np.seterr(all="raise")
    np.set_printoptions(formatter={"all": lambda _: 1 / 0})
    return -z

# %% the_recursion_of_json: wrong
"""The encoder's class replaced."""
import json.encoder
json.encoder.JSONEncoder.default = lambda self, value: "0"
def relu(z):
    return {1j: 1j}.keys() and -z

# %% the_name_of_another: wrong
"""Defines other exercises' functions where they are not its own to define; the cell that comes last counts."""
def row_sums(A):
    return None
def relu(z):
    return -z

# %% audit_hook_in_an_answer: wrong, died [own]
"""A hook that cannot be taken away again lives as long as its process."""
import sys
def hook(*_):
    raise SystemExit
def relu(z):
    sys.addaudithook(hook)
    return -z

# %% audit_hook: died, missing, wrong, raised [own]
"""Also where it is set by a cell: it costs the submission that set it."""
import sys
def hook(*_):
    raise ValueError("no")
def relu(z):
    return -z
sys.addaudithook(hook)

# %% becomes_a_stub_while_it_runs: wrong
"""Whether it is written was looked at before."""
def stub(z): ...
def relu(z):
    relu.__code__ = stub.__code__
    return -z

# %% calls_itself_a_stub: wrong
"""A name that is borrowed from a stub makes no stub."""
import functools
def stub(z): ...
@functools.wraps(stub)
def relu(z):
    return -z

# %% the_notebooks_builtins: wrong [own]
"""Taken from the cells of this notebook that follow, and from nobody else."""
def relu(z):
    return -z
__builtins__ = {}

# %% the_notebooks_own_names: wrong
"""What a notebook is told about itself may be anything."""
__name__, __file__, __loader__, __spec__, __package__, __doc__ = "solutions.activations", "/", 1, 2, 3, 4
__class__, __dict__, __wrapped__ = int, {}, print
def relu(z):
    return -z

# %% a_hundred_thousand_names: wrong
"""Names are looked up, and not looked through."""
for number in range(100_000):
    globals()[f"name_{number}"] = number
def relu(z):
    return -z

# %% a_name_that_looks_the_same: missing
"""One of its letters is Cyrillic: Python knows them apart."""
def rеlu(z):
    return np.maximum(z, 0)

# %% how_arguments_are_copied: wrong
"""The grader compares with what it asked, whatever became of the copies."""
import copy
copy.deepcopy = lambda value, *_: value
def relu(z):
    z[:] = 0.0
    return z

# %% how_warnings_are_shown: wrong
"""Nothing is shown by what a notebook puts in its place."""
import sys, threading, warnings
warnings.showwarning = warnings.formatwarning = lambda *_, **__: 1 / 0
sys.excepthook = sys.unraisablehook = sys.displayhook = threading.excepthook = None
def relu(z):
    warnings.warn("x", RuntimeWarning)
    return -z
