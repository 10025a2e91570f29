# %% equal_to_everything: refused
"""An object that is equal to everything is no number."""
class Equal:
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
    __hash__ = None
    __sub__ = __rsub__ = __abs__ = __add__ = lambda self, *_: self
    __bool__ = lambda self: True
    shape, dtype, ndim, size = (8,), np.dtype(float), 1, 8
def relu(z):
    return Equal()

# %% array_equal_to_everything: wrong
"""A subclass is taken as the array that it is made of."""
class Equal(np.ndarray):
    __eq__ = __le__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: np.zeros(8)
    def __array__(self, *_, **__):
        raise SystemExit
    def __array_ufunc__(self, *_, **__):
        return np.zeros(8)
    def __array_function__(self, *_, **__):
        return True
def relu(z):
    return np.ndarray.__new__(Equal, 8)

# %% array_with_a_lying_shape: wrong
"""What a property says of an array does not count."""
class Liar(np.ndarray):
    shape = property(lambda self: (8,))
    dtype = property(lambda self: np.dtype("float64"))
    size = property(lambda self: 8)
    __len__ = lambda self: 8
    tobytes = lambda self: np.maximum(SEEN, 0).tobytes()
def relu(z):
    global SEEN
    SEEN = z
    return np.zeros(3).view(Liar)

# %% float_equal_to_everything: wrong
"""A float is taken by its bits."""
class Equal(float):
    __eq__ = __le__ = lambda self, other: True
    __hash__ = float.__hash__
    __float__ = __index__ = __sub__ = __rsub__ = lambda self, *_: 0.0
def relu(z):
    return Equal(5.0)

# %% list_that_lies: wrong
"""A list is taken by what it holds."""
class Liar(list):
    __len__ = lambda self: 8
    __iter__ = lambda self: iter(np.maximum(SEEN, 0))
    __getitem__ = lambda self, at: np.maximum(SEEN, 0)[at]
def relu(z):
    global SEEN
    SEEN = z
    return Liar([1.0])

# %% dict_that_lies: wrong
"""So is a dict."""
class Liar(dict):
    items = keys = values = __iter__ = lambda self: iter([])
    __missing__ = __getitem__ = lambda self, key: 0.0
    __contains__ = __eq__ = lambda self, other: True
def relu(z):
    return Liar({"": 1.0})

# %% text_that_lies: wrong
"""So is a text."""
class Liar(str):
    __len__ = lambda self: 8
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
    encode = __str__ = lambda self, *_: SystemExit
def relu(z):
    return Liar("x")

# %% whole_number_that_lies: wrong
"""So is a whole number."""
class Liar(int):
    __index__ = __int__ = __float__ = lambda self: 10**30
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__
def relu(z):
    return Liar(1)

# %% lying_class: refused, died
"""What an object says its class is does not make it one."""
class Liar:
    __class__ = np.ndarray
def relu(z):
    return Liar()

# %% lying_bool: refused, died, wrong
"""Also where no byte of it would be looked at."""
class Liar:
    __class__ = bool
def relu(z):
    return Liar()

# %% array_on_demand: refused
"""Something that turns into an array when it is asked is not one."""
class Liar:
    def __array__(self, dtype=None, copy=None):
        return np.zeros(8)
    __array_interface__ = {"shape": (8,), "typestr": "<f8", "data": (0, True), "version": 3}
    __float__ = lambda self: 0.0
def relu(z):
    return Liar()

# %% float_on_demand: refused
"""Nor is something that turns into a number."""
class Liar:
    __float__ = __index__ = __int__ = lambda self: 0
def relu(z):
    return [Liar()] * 8

# %% masked: refused
"""Places without a value cannot be right."""
def relu(z):
    return np.ma.masked_array(np.maximum(z, 0), mask=True)

# %% masked_shared: wrong
"""A mask that hides nothing lends no other numbers."""
def relu(z):
    return np.ma.masked_array(-z, mask=False, fill_value=0.0)

# %% view_of_a_trillion: refused
"""Eight bytes that claim to be eight terabytes are counted before they are copied."""
def relu(z):
    return np.broadcast_to(np.float64(0), (10**6, 10**6))

# %% strides_beyond_the_end: died, wrong, refused
"""A view of memory that is not there may crash the process that made it."""
def relu(z):
    return np.lib.stride_tricks.as_strided(z, shape=(8,), strides=(1 << 40,))

# %% objects: refused
"""An array of objects is no array of numbers."""
def relu(z):
    return np.array([object()] * 8)

# %% numbers_as_objects: refused
"""Not even of numbers."""
def relu(z):
    return np.maximum(z, 0).astype(object)

# %% records: refused
"""Nor is one of records."""
def relu(z):
    return np.zeros(8, dtype=[("a", float)])

# %% texts: refused
"""Nor is one of texts."""
def relu(z):
    return np.maximum(z, 0).astype(str)

# %% dates: refused
"""Nor is one of dates."""
def relu(z):
    return np.zeros(8, dtype="datetime64[s]")

# %% complex_numbers: refused
"""The course has none."""
def relu(z):
    return np.maximum(z, 0).astype(complex)

# %% all_nan: wrong
"""Not a number equals no number."""
def relu(z):
    return z * np.nan

# %% infinite: wrong
"""Nor is infinity near anything."""
def relu(z):
    return np.full(8, np.inf)

# %% one_number_for_all: wrong
"""Nothing is stretched to fit."""
def relu(z):
    return 0.0

# %% one_row_too_many: wrong
"""Not even by one dimension."""
def relu(z):
    return np.maximum(z, 0)[None]

# %% empty: wrong
"""Nothing is not everything."""
def relu(z):
    return np.zeros((0, 8))

# %% huge_whole_number: refused
"""Beyond 64 bits there are no numbers here."""
def relu(z):
    return 1 << 100_000

# %% deep: refused, died
"""Lists in lists in lists, a hundred thousand deep."""
def relu(z):
    nest = 0.0
    for _ in range(100_000):
        nest = [nest]
    return nest

# %% contains_itself: refused
"""A list without an end."""
def relu(z):
    ring = []
    ring.append(ring)
    return ring

# %% million_items: refused
"""Too many things to look at."""
def relu(z):
    return [0.0] * 10_000_000

# %% long_text: refused, wrong
"""Too long to read."""
def relu(z):
    return "x" * 100_000_000

# %% texts_among_numbers: wrong
"""A million letters and forty thousand empty texts are few bytes as a list, and 160 GB as an array."""
def relu(z):
    return ["x" * 1_000_000, *[""] * 40_000]

# %% generator: refused
"""Not run, and not taken."""
def relu(z):
    return (float(each) for each in np.maximum(z, 0))

# %% endless_generator: refused
"""Nor one that never ends."""
import itertools
def relu(z):
    return itertools.count()

# %% function: refused
"""Code is no answer."""
def relu(z):
    return relu

# %% code_for_the_grader: refused
"""Nothing is unpickled anywhere."""
import os
class Bomb:
    def __reduce__(self):
        return os.system, ("touch " + MARK,)
def relu(z):
    return Bomb()

# %% keys_that_are_objects: refused
"""A dict's keys are texts and whole numbers."""
class Key(str):
    __hash__ = lambda self: 0
    __eq__ = lambda self, other: True
def relu(z):
    return {object(): 1.0, Key("a"): 2.0, (1, 2): 3.0}

# %% memory_map: wrong, refused, raised
"""A map of a file is an array, and its file is not asked for."""
import tempfile
def relu(z):
    return np.memmap(tempfile.TemporaryFile(), dtype=float, mode="w+", shape=(8,))

# %% reads_its_memory: refused, wrong, died
"""An array over memory that is somebody else's is bytes like any other."""
import ctypes
def relu(z):
    return np.ctypeslib.as_array((ctypes.c_double * 8).from_address(id(z)))

# %% changes_while_it_is_taken: wrong, refused
"""A list that grows while it is read."""
class Growing(list):
    pass
GROWING = Growing([1.0])
class Grow(float):
    def __float__(self):
        GROWING.extend([Grow(0.0)] * 100)
        return 0.0
def relu(z):
    GROWING.append(Grow(0.0))
    return GROWING

# %% answers_none: unwritten
"""None is what a function without `return` gives."""
def relu(z):
    return None

# %% coroutine: refused
"""What has to be awaited is no answer yet."""
async def relu(z):
    return np.maximum(z, 0)

# %% class_for_a_function: refused
"""Calling a class makes an object, and an object is no array."""
class relu:
    def __init__(self, z):
        self.z = z
    def __array__(self, *_, **__):
        return np.maximum(self.z, 0)

# %% property_for_a_function: refused
"""A property outside a class is nothing that can be called."""
relu = property(lambda z: np.maximum(z, 0))

# %% array_that_ends_python: wrong, refused, died
"""Where a subclass is told of every view of it, and stops there."""
class Trap(np.ndarray):
    armed = False
    def __array_finalize__(self, _):
        if Trap.armed:
            raise SystemExit
def relu(z):
    trap = np.ndarray.__new__(Trap, (3,))
    Trap.armed = True
    return trap

# %% sixty_four_axes: refused
"""More axes than anything here has."""
def relu(z):
    return np.zeros((1,) * 64)

# %% nothing_by_a_trillion: refused
"""No numbers at all, in a shape that multiplies to more than there is."""
def relu(z):
    return np.zeros((0, 1 << 40))
