"""Values as data: numbers, text, containers and arrays, written as JSON and read back bit for bit.

A value that crosses from one process to another, or lies in a file, is data and nothing else: no pickle, no class
names, no code. What is not in the list below is refused with a sentence, on the way out and on the way in.

    None, bool, int (64 bit), str      as JSON has them
    float                              as JSON; nan and infinities as {"float": "<16 hex digits>"}
    list, tuple, dict (int or str keys)   [...], {"tuple": [...]}, {"dict": [[key, value], ...]}
    array, NumPy scalar, tensor        {"array": "<base64>", "dtype": "float64", "shape": [2, 3]}, little-endian
"""

from __future__ import annotations

import base64
import math
import re
import struct
import sys
from collections.abc import Sequence
from types import CoroutineType, GeneratorType
from typing import Any

import numpy as np

from nncheck.errors import name_of

MAX_BYTES = 16 * 2**20
MAX_ITEMS = 100_000
MAX_KEYS = 5_000  # of one dict: numbers can be chosen so that each takes as long as all before it together
MAX_DEPTH = 16
MAX_AXES = 16

_KINDS = {"b": "bool", "i": "int", "u": "uint", "f": "float"}
_NAMES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64"
DTYPES = {name: np.dtype(name).newbyteorder("<") for name in _NAMES.split()}


# NumPy's own scalars; it crashes on some classes that are derived from them.
_SCALARS = frozenset(np.sctypeDict.values())
NOT_COMPLEX = "complex numbers are not used in this course"


class ValueRefused(ValueError):
    """A value that cannot be data here; the text is a sentence for the person who made it."""


class _Budget:
    """What one value may still use; containers and arrays draw on it wherever they are nested."""

    def __init__(self, max_bytes: int) -> None:
        self.bytes, self.max_bytes = max_bytes, max_bytes
        self.items = MAX_ITEMS

    def spend(self, size: int, depth: int) -> None:
        self.bytes -= size
        self.items -= 1
        if self.bytes < 0:
            raise ValueRefused(f"the value is too large: more than {self.max_bytes / 2**20:g} MB")
        if self.items < 0:
            raise ValueRefused(f"the value holds more than {MAX_ITEMS} items")
        if depth > MAX_DEPTH:
            raise ValueRefused(f"the value is nested more than {MAX_DEPTH} levels deep")


def to_plain(value: object, max_bytes: int = MAX_BYTES) -> Any:
    """What `json.dumps` can write for a value.

    value: any of the types in the table above, or a subclass of one, which is taken as its base type
    max_bytes: most bytes of text and array data that the value may hold
    returns: None, bool, int, float, str, or lists and dicts of these
    raises: ValueRefused for anything else, for complex numbers, and for what is too large or too deep
    """
    return _to_plain(value, _Budget(max_bytes), 0)


def from_plain(plain: Any, max_bytes: int = MAX_BYTES) -> Any:
    """The value that `to_plain` wrote; arrays are fresh and writable.

    plain: what `json.loads` read, from anywhere, trusted or not
    returns: the value, bit for bit
    raises: ValueRefused where the data are not in the form above
    """
    return _from_plain(plain, _Budget(max_bytes), 0)


def _to_plain(value: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(0, depth)
    value = _as_array_if_tensor(value)
    kind = type(value)  # isinstance() would believe what an object says of its class
    if value is None or kind is bool:
        return value
    if issubclass(kind, str):
        return _checked_text(str.__str__(value), budget)
    if issubclass(kind, np.ndarray) or (type(kind) is type and kind in _SCALARS):
        return _array_to_plain(value, budget)
    if issubclass(kind, int):
        return _checked_int(int.__index__(value))
    if issubclass(kind, float):
        return _float_to_plain(float.__float__(value))
    if issubclass(kind, list):
        return [_to_plain(item, budget, depth + 1) for item in list.__iter__(value)]
    if issubclass(kind, tuple):
        return {"tuple": [_to_plain(item, budget, depth + 1) for item in tuple.__iter__(value)]}
    if issubclass(kind, dict):
        pairs = dict.items(value)
        if len(pairs) > MAX_KEYS:
            raise ValueRefused(f"a dict has more than {MAX_KEYS} keys")
        return {"dict": [[_checked_key(key, budget), _to_plain(item, budget, depth + 1)] for key, item in pairs]}
    if issubclass(kind, complex):
        raise ValueRefused(NOT_COMPLEX)
    hint = _UNFINISHED.get(kind, "")
    raise ValueRefused(f"a value of type {name_of(kind)} is not a number, a text, a list, a dict or an array{hint}")


# What a function returns that only promises an answer.
_UNFINISHED: dict[type, str] = {
    CoroutineType: "; leave out `async`",
    GeneratorType: "; collect the values in a list and `return` it, instead of `yield`",
}


def _from_plain(plain: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(0, depth)
    kind = type(plain)  # what JSON holds is of these types, and of no class derived from them
    if plain is None or kind is bool:
        return plain
    if kind is float:
        return _checked_float(plain)
    if kind is int:
        return _checked_int(plain)
    if kind is str:
        return _checked_text(plain, budget)
    if kind is list:
        return [_from_plain(item, budget, depth + 1) for item in plain]
    keys = tuple(plain) if kind is dict else None
    if keys == ("array", "dtype", "shape"):
        return _array_from_plain(plain["array"], plain["dtype"], plain["shape"], budget)
    if keys == ("dict",) and type(plain["dict"]) is list:
        return _dict_from_plain(plain["dict"], budget, depth)
    if keys == ("tuple",) and type(plain["tuple"]) is list:
        return tuple(_from_plain(item, budget, depth + 1) for item in plain["tuple"])
    if keys == ("float",):
        return _float_from_hex(plain["float"])
    raise ValueRefused("the data are not a value that this kit writes")


def _as_array_if_tensor(value: Any) -> Any:
    torch = sys.modules.get("torch")
    if torch is None or not issubclass(type(value), torch.Tensor):
        return value
    try:
        return torch.Tensor.numpy(value, force=True)
    except (RuntimeError, TypeError):
        raise ValueRefused(f"a {value.layout} tensor of {value.dtype} cannot become an array") from None


def _array_to_plain(value: Any, budget: _Budget) -> dict[str, Any]:
    if issubclass(type(value), np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ValueRefused("a masked array has places without a value")
    is_array = issubclass(type(value), np.ndarray)
    array = np.ndarray.view(value, np.ndarray) if is_array else np.asarray(value)
    name = _dtype_name(array.dtype)
    # Counted before anything is copied: a broadcast view may claim a million times the memory that it has.
    budget.spend(_checked_size(array.shape) * DTYPES[name].itemsize, 0)
    copied = np.ascontiguousarray(array, dtype=DTYPES[name])
    data = (copied.view(np.uint8) != 0 if name == "bool" else copied).tobytes()  # a view can make a bool of any byte
    text = base64.b64encode(data).decode("ascii")
    return {"array": text, "dtype": name, "shape": list(array.shape)}


def _dtype_name(dtype: np.dtype[Any]) -> str:
    """The name under which an array is written: long doubles become float64, the rest stays what it is."""
    if dtype.kind == "c":
        raise ValueRefused(NOT_COMPLEX)
    name = _KINDS.get(dtype.kind, "")
    name += "" if name == "bool" else str(8 * min(dtype.itemsize, 8))
    if name not in DTYPES:
        raise ValueRefused(f"an array of {dtype.name[:80]} values does not hold plain numbers")
    return name


def _checked_size(shape: Sequence[int]) -> int:
    """How many numbers an array holds; sizes beside a 0 count too, since NumPy multiplies them all."""
    if len(shape) > MAX_AXES:
        raise ValueRefused(f"an array has more than {MAX_AXES} axes")
    if math.prod(n for n in shape if n) >= 2**40:
        raise ValueRefused("the value is too large")
    return math.prod(shape)


def _array_from_plain(text: Any, name: Any, shape: Any, budget: _Budget) -> np.ndarray[Any, Any]:
    if not isinstance(text, str) or not isinstance(name, str) or name not in DTYPES:
        raise ValueRefused("the data of an array are not in a known form")
    if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape):
        raise ValueRefused("the shape of an array is not a list of sizes")
    dtype = DTYPES[name]
    size = _checked_size(shape) * dtype.itemsize
    budget.spend(size, 0)
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueRefused("the data of an array are not base64") from None
    if len(data) != size:
        raise ValueRefused("an array holds more or fewer bytes than its shape says")
    if name == "bool" and data.strip(b"\x00\x01"):
        raise ValueRefused("an array of bools holds bytes that are neither 0 nor 1")
    return np.ndarray(shape, dtype, data).astype(name)


def _dict_from_plain(pairs: list[Any], budget: _Budget, depth: int) -> dict[Any, Any]:
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise ValueRefused("a dict is not a list of pairs")
    if len(pairs) > MAX_KEYS:
        raise ValueRefused(f"a dict has more than {MAX_KEYS} keys")
    result = {_checked_key(key, budget): _from_plain(item, budget, depth + 1) for key, item in pairs}
    if len(result) != len(pairs):
        raise ValueRefused("a dict names a key twice")
    return result


def _float_to_plain(value: float) -> float | dict[str, str]:
    return value if math.isfinite(value) else {"float": struct.pack(">d", value).hex()}


def _float_from_hex(text: Any) -> float:
    if not isinstance(text, str) or not re.fullmatch("[0-9a-f]{16}", text):
        raise ValueRefused("a float is not written as 16 hex digits")
    value: float = struct.unpack(">d", bytes.fromhex(text))[0]
    return value


def _checked_float(value: float) -> float:
    if not math.isfinite(value):
        raise ValueRefused("nan and infinities are written as 16 hex digits")
    return value


def _checked_int(value: int) -> int:
    if not -(2**63) <= value < 2**64:
        raise ValueRefused("an integer does not fit into 64 bits")
    return value


def _checked_text(value: str, budget: _Budget) -> str:
    budget.spend(4 * len(value), 0)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueRefused("a text holds half a surrogate pair") from None
    return value


def _checked_key(key: Any, budget: _Budget) -> int | str:
    kind = type(key)
    if issubclass(kind, str):
        return _checked_text(str.__str__(key), budget)
    if issubclass(kind, int) and kind is not bool:
        return _checked_int(int.__index__(key))
    raise ValueRefused(f"a dict has a key of type {name_of(kind)}; keys are texts or whole numbers")
