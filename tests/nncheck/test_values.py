"""What is data comes back bit for bit, and what is not is refused with a sentence, whatever it claims to be."""

import json
import math
import struct
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from nncheck import values
from nncheck.values import DTYPES, ValueRefused, from_plain, to_plain

KINDS = list(DTYPES.values())
any_bits = st.binary(min_size=8, max_size=8).map(lambda data: struct.unpack(">d", data)[0])
ints = st.integers(-(2**63), 2**64 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
any_array = st.sampled_from(KINDS).flatmap(
    lambda kind: arrays.arrays(np.uint8, st.integers(0, 6).map(lambda n: n * kind.itemsize)).map(
        lambda data: (data % 2 if kind.kind == "b" else data).view(kind).astype(kind.newbyteorder("="))
    )
)
simple = st.none() | st.booleans() | ints | any_bits | texts | any_array
any_value = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(texts | ints, inner, max_size=4)
    ),
    max_leaves=12,
)


def crossed(value):
    """A value as it arrives in another process."""
    return from_plain(json.loads(json.dumps(to_plain(value), allow_nan=False)))


def same(one, other):
    """Whether two values are one and the same: types, keys in their order, bits."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    if isinstance(one, float):
        return struct.pack(">d", one) == struct.pack(">d", other)
    if isinstance(one, dict):
        return [*map(repr, one)] == [*map(repr, other)] and all(map(same, one.values(), other.values()))
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def sentence(value):
    """Why a value is refused."""
    with pytest.raises(ValueRefused) as refused:
        to_plain(value)
    return str(refused.value)


@given(any_value)
def test_every_kind_of_data_comes_back_bit_for_bit(value):
    assert same(crossed(value), value)


@given(st.sampled_from(KINDS), st.data())
def test_arrays_of_any_shape_and_layout_come_back_in_order(kind, data):
    array = data.draw(arrays.arrays(kind, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)))
    for layout in (array, array.T, array[::-1] if array.ndim else array, np.asfortranarray(array)):
        assert same(crossed(layout), np.array(layout, dtype=kind.newbyteorder("="), order="C"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.itemsize > 1], ids=str)
def test_arrays_of_the_other_byte_order_keep_their_numbers(kind):
    array = np.arange(6).reshape(2, 3).astype(kind.newbyteorder(">"))
    assert same(crossed(array), np.arange(6).reshape(2, 3).astype(kind.newbyteorder("=")))


def test_signalling_and_quiet_nans_keep_their_payload():
    for bits in (0x7FF0000000000001, 0x7FF8000000000000, 0xFFF800000000BEEF, 0x7FF0000000000000, 0x8000000000000000):
        array = np.array([bits], np.uint64).view(np.float64)
        assert crossed(array).view(np.uint64)[0] == bits
    for bits in (0x7FF8000000000000, 0xFFF800000000BEEF, 0xFFF0000000000000, 0x8000000000000000):
        value = struct.unpack(">d", bits.to_bytes(8, "big"))[0]
        assert struct.pack(">d", crossed(value)) == bits.to_bytes(8, "big")


def test_arrays_come_back_writable_and_alone():
    plain = to_plain(np.zeros(3))
    first, second = from_plain(plain), from_plain(plain)
    first[0] = 1.0
    assert second[0] == 0.0


def test_numpy_scalars_are_arrays_without_axes():
    for scalar in (np.float32(0.1), np.int8(-3), np.bool_(True), np.float64(math.nan)):
        assert same(crossed(scalar), np.asarray(scalar))


def test_bools_made_of_other_bytes_are_bools():
    assert crossed(np.array([0, 1, 2, 255], np.uint8).view(bool)).tolist() == [False, True, True, True]


def test_long_doubles_become_doubles_in_either_byte_order():
    for kind in (np.dtype(np.longdouble), np.dtype(np.longdouble).newbyteorder(">")):
        assert same(crossed(np.array([1.5, -2.0], kind)), np.array([1.5, -2.0]))


def test_a_broadcast_view_of_a_million_million_numbers_is_refused_before_it_is_copied():
    assert "too large" in sentence(np.broadcast_to(np.float64(1), (10**6, 10**6)))
    assert "too large" in sentence(np.broadcast_to(np.float64(1), (0, 2**41)))


def test_an_array_may_take_all_the_bytes_there_are_and_not_one_more():
    assert from_plain(to_plain(np.zeros(8), max_bytes=64), max_bytes=64).size == 8
    with pytest.raises(ValueRefused, match="too large"):
        to_plain(np.zeros(8), max_bytes=63)
    with pytest.raises(ValueRefused, match="too large"):
        from_plain(to_plain(np.zeros(8)), max_bytes=63)


@pytest.mark.parametrize("value", ["a" * 17, ["a" * 9] * 2, {"a" * 17: 1}, {1: {"a" * 17: 1}}, [np.zeros(8), "a"]])
def test_text_and_keys_count_as_bytes_too_on_both_ways(value):
    with pytest.raises(ValueRefused, match="too large"):
        to_plain(value, max_bytes=64)
    with pytest.raises(ValueRefused, match="too large"):
        from_plain(to_plain(value), max_bytes=64)


def test_many_items_are_refused_wherever_they_are_nested():
    assert "items" in sentence([0] * values.MAX_ITEMS)
    assert "items" in sentence([[0] * (values.MAX_ITEMS // 2)] * 2)
    assert "keys" in sentence(dict.fromkeys(range(values.MAX_KEYS + 1)))
    with pytest.raises(ValueRefused, match="keys"):  # so many may collide, and take seconds
        from_plain({"dict": [[key, 0] for key in range(values.MAX_KEYS + 1)]})


def nested(depth, wrap):
    value = 0
    for _ in range(depth):
        value = wrap(value)
    return value


@pytest.mark.parametrize("wrap", [lambda v: [v], lambda v: (v,), lambda v: {"a": v}])
def test_nesting_is_counted_alike_on_both_ways(wrap):
    deepest = nested(values.MAX_DEPTH, wrap)
    assert same(crossed(deepest), deepest)
    assert "levels deep" in sentence(wrap(deepest))
    with pytest.raises(ValueRefused, match="levels deep"):
        from_plain(nested(10_000, lambda v: [v]))


def test_a_list_that_holds_itself_is_refused():
    deep, wide = [], []
    deep.append(deep)
    wide.extend([wide] * 100)
    assert "levels deep" in sentence(deep)
    assert sentence(wide)
    circle = {}
    circle["self"] = circle
    assert "levels deep" in sentence(circle)


def test_integers_beyond_64_bits_are_refused():
    assert same(crossed([2**64 - 1, -(2**63)]), [2**64 - 1, -(2**63)])
    for number in (2**64, -(2**63) - 1, 10**5000):
        assert "64 bits" in sentence(number)
        assert "64 bits" in sentence({number: 0})


def generator():
    yield 1


class Plain:
    pass


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (generator(), "type generator"),
        (map(abs, [1]), "type map"),
        (range(3), "type range"),
        ({1, 2}, "type set"),
        (b"bytes", "type bytes"),
        (Plain(), "type Plain"),
        (Plain, "type type"),
        (abs, "type builtin_function_or_method"),
        (..., "type ellipsis"),
        (1j, "complex numbers"),
        (np.complex64(1), "complex numbers"),
        (np.zeros(2, complex), "complex numbers"),
        (np.array([None]), "object"),
        (np.array(["a"]), "str"),
        (np.array(["a"], dtype=np.dtypes.StringDType()), "StringDType"),
        (np.array([b"a"]), "bytes"),
        (np.zeros(2, [("a", "f8")]), "void"),
        (np.array(["2020"], "M8[D]"), "datetime64"),
        (np.ma.masked, "masked"),
        (np.ma.array([1.0, 2.0], mask=[False, True]), "masked"),
        (np.zeros([1] * 17), "16 axes"),
        ({(1, 2): 0}, "key of type tuple"),
        ({True: 0}, "key of type bool"),
        ({1.0: 0}, "key of type float"),
        ({None: 0}, "key of type NoneType"),
        ("\ud800", "surrogate"),
        ({"\udfff": 0}, "surrogate"),
        ([1, [2, Plain()]], "type Plain"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_what_is_no_data_is_refused_with_its_reason(value, says):
    assert says in sentence(value)


def test_masked_arrays_without_a_gap_are_arrays():
    assert same(crossed(np.ma.array([1.0, 2.0])), np.array([1.0, 2.0]))


class Shouting:
    """Raises from whatever Python may ask an object."""

    def _shout(self, *_, **__):
        raise SystemExit("nobody is to ask me this")

    __eq__ = __hash__ = __len__ = __iter__ = __getitem__ = __str__ = __repr__ = __bool__ = __index__ = _shout
    __float__ = __array__ = __getattr__ = __contains__ = __reduce_ex__ = __ne__ = __lt__ = __iadd__ = __int__ = _shout


class List(Shouting, list):
    __slots__ = ()


class Tuple(Shouting, tuple):
    __slots__ = ()


class Dict(Shouting, dict):
    keys = items = values = get = Shouting._shout


class Text(Shouting, str):
    encode = Shouting._shout
    __hash__ = str.__hash__


class Whole(Shouting, int):
    __hash__ = int.__hash__


class Real(Shouting, float):
    pass


class Double(Shouting, np.float64):
    dtype = property(Shouting._shout)


class Grid(Shouting, np.ndarray):
    shape = dtype = size = ndim = property(Shouting._shout)
    view = tobytes = astype = Shouting._shout


@pytest.mark.parametrize(
    ("lying", "honest"),
    [
        (List([1, 2]), [1, 2]),
        (Tuple([1, 2]), (1, 2)),
        (Dict({"a": 1}), {"a": 1}),
        (Text("abc"), "abc"),
        (Whole(7), 7),
        (Real(0.5), 0.5),
        (Double(0.5), 0.5),
        (np.arange(3.0).view(Grid), np.arange(3.0)),
        (np.str_("abc"), "abc"),
        ({Text("a"): Whole(1)}, {"a": 1}),
        ({Whole(3): 1}, {3: 1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_is_taken_as_its_base_type_and_is_asked_nothing(lying, honest):
    assert same(crossed(lying), honest)


@pytest.mark.parametrize("claim", [int, float, str, bool, list, tuple, dict, np.ndarray, np.float64, complex])
def test_an_object_that_lies_about_its_class_is_refused(claim):
    liar = type("Liar", (), {"__class__": property(lambda self: claim)})()
    assert isinstance(liar, claim)
    assert "type Liar" in sentence(liar)


def test_objects_that_shout_or_have_strange_classes_are_refused_by_name():
    class Nameless(type):
        @property
        def __name__(cls):
            raise SystemExit("no name")

    assert "type Shouting" in sentence(Shouting())
    assert "type Hidden" in sentence(Nameless("Hidden", (), {})())
    assert len(sentence(type("N" * 10_000, (), {})())) < 200


def test_an_object_that_offers_an_array_is_not_one():
    class Offering:
        def __array__(self, dtype=None, copy=None):
            return np.zeros(3)

    assert "type Offering" in sentence(Offering())


class TestTensors:
    def test_tensors_are_arrays_whether_or_not_they_carry_gradients(self):
        torch = pytest.importorskip("torch")
        for tensor in (torch.ones(2), torch.ones(2, requires_grad=True), torch.nn.Parameter(torch.ones(2))):
            assert same(crossed(tensor), np.ones(2, np.float32))
        assert same(crossed([(torch.ones(2, requires_grad=True) * 3).sum()]), [np.array(6, np.float32)])
        assert same(crossed(torch.arange(6).reshape(2, 3).T), np.arange(6).reshape(2, 3).T.copy())
        assert same(crossed(torch.ones(2, dtype=torch.complex64).conj().imag), np.array([-0.0, -0.0], np.float32))

    def test_tensors_that_are_no_arrays_are_refused(self):
        torch = pytest.importorskip("torch")
        assert "bfloat16" in sentence(torch.ones(2, dtype=torch.bfloat16))
        assert "sparse" in sentence(torch.eye(2).to_sparse())
        assert "cannot become an array" in sentence(torch.ones(2, device="meta"))
        assert "complex" in sentence(torch.ones(2, dtype=torch.complex64))
        assert "too large" in sentence(torch.ones(1).expand(10**12))

    def test_nothing_imports_torch_by_itself(self, monkeypatch):
        monkeypatch.delitem(sys.modules, "torch", raising=False)
        to_plain([1.0, np.zeros(2)])
        assert "torch" not in sys.modules


ARRAY = to_plain(np.array([1.0, 2.0]))


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"dict": []} | {"tuple": []},
        {"tuple": {}},
        {"tuple": "ab"},
        {"dict": {}},
        {"dict": [[1]]},
        {"dict": [[1, 2, 3]]},
        {"dict": ["ab"]},
        {"dict": [["a", 1], ["a", 2]]},
        {"dict": [[1, 1], [1, 2]]},
        {"dict": [[True, 1]]},
        {"dict": [[None, 1]]},
        {"dict": [[1.0, 1]]},
        {"dict": [[["a"], 1]]},
        {"dict": [["\ud800", 1]]},
        {"float": "7ff8"},
        {"float": "7FF8000000000000"},
        {"float": "00 00 00 00 00 0"},
        {"float": " 7ff80000000000 "},
        {"float": "7ff800000000000g"},
        {"float": "７ff8000000000000"},
        {"float": 1.0},
        {"float": None},
        {"int": "5"},
        {"array": "", "dtype": "float64"},
        ARRAY | {"more": 1},
        ARRAY | {"array": 5},
        ARRAY | {"array": None},
        ARRAY | {"array": "not base64!"},
        ARRAY | {"array": "é" * 22},
        ARRAY | {"array": ARRAY["array"] + "AAAA"},
        ARRAY | {"array": ARRAY["array"] + "\n"},
        ARRAY | {"array": ARRAY["array"][:-4]},
        ARRAY | {"dtype": "object"},
        ARRAY | {"dtype": "O"},
        ARRAY | {"dtype": "<f8"},
        ARRAY | {"dtype": "complex128"},
        ARRAY | {"dtype": "float128"},
        ARRAY | {"dtype": ["float64"]},
        ARRAY | {"dtype": None},
        ARRAY | {"dtype": "float32"},
        ARRAY | {"shape": 2},
        ARRAY | {"shape": "2"},
        ARRAY | {"shape": [3]},
        ARRAY | {"shape": [2.0]},
        ARRAY | {"shape": [True, 2]},
        ARRAY | {"shape": [-1]},
        ARRAY | {"shape": [-1, -2]},
        ARRAY | {"shape": ["2"]},
        ARRAY | {"shape": [None]},
        ARRAY | {"shape": []},
        ARRAY | {"shape": [2] + [1] * 16},
        ARRAY | {"shape": [2**30, 2**30]},
        ARRAY | {"shape": [2**200]},
        {"array": "", "dtype": "float64", "shape": [0, 2**39, 2**39]},
        {"array": "", "dtype": "float64", "shape": [2**63, 0]},
        {"array": "AgE=", "dtype": "bool", "shape": [2]},
        {"array": "AQIB", "dtype": "bool", "shape": [3]},
        math.nan,
        math.inf,
        -math.inf,
        2**64,
        -(2**63) - 1,
        "\ud800",
        [[{"tuple": [{"float": ""}]}]],
        (1, 2),
        b"bytes",
        {1: 2},
    ],
    ids=lambda forged: ascii(forged)[:50],
)
def test_forged_data_are_refused(forged):
    with pytest.raises(ValueRefused):
        from_plain(forged)


json_like = st.recursive(
    st.none() | st.booleans() | ints | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["array", "dtype", "shape", "tuple", "dict", "float"]), inner, max_size=3)
        | st.fixed_dictionaries(
            {
                "array": st.sampled_from(["", "AAAA", "AAAAAAAAAAA=", "????"]) | inner,
                "dtype": st.sampled_from([*DTYPES, "object"]) | inner,
                "shape": st.lists(st.integers(-1, 3) | st.sampled_from([2**20, 2**62]), max_size=3) | inner,
            }
        )
    ),
    max_leaves=10,
)


@given(json_like)
def test_whatever_arrives_is_a_value_that_can_be_sent_on_or_is_refused(plain):
    try:
        value = from_plain(plain)
    except ValueRefused:
        return
    assert same(crossed(value), value)


def test_shapes_without_numbers_come_back():
    for shape in ((0,), (3, 0), (0, 1000, 1000), ()):
        assert crossed(np.zeros(shape)).shape == shape
