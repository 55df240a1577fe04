"""Values that nobody can change: mappings, and plain data made of records."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.frozen import FrozenMapping, Record, freeze

if TYPE_CHECKING:
    from collections.abc import Mapping

ITEMS = st.dictionaries(
    st.text(max_size=3),
    st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=3)),
    max_size=4,
)


@given(ITEMS, ITEMS)
def test_equality_and_hash_are_those_of_the_items(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = FrozenMapping(one), FrozenMapping(other)

    assert first == one
    assert (first == second) == (one == other)
    if one == other:
        assert hash(first) == hash(second)
    assert list(first.items()) == list(one.items())


@given(ITEMS, st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_it_pickles_and_copies(items: dict[str, Any], protocol: int) -> None:
    mapping = FrozenMapping({"inner": items})

    assert pickle.loads(pickle.dumps(mapping, protocol)) == mapping
    assert copy.copy(mapping) == copy.deepcopy(mapping) == mapping


def test_nothing_changes_it() -> None:
    given_: dict[str, Any] = {"a": {"b": 1}}
    mapping: FrozenMapping[str, Any] = FrozenMapping(given_)
    given_["a"]["b"] = 2
    given_["c"] = 3

    assert mapping == {"a": {"b": 1}}
    with pytest.raises(TypeError, match="does not support item assignment"):
        mapping["a"] = 1  # type: ignore[index]
    with pytest.raises(TypeError, match="does not support item assignment"):
        mapping._items["a"] = 1  # type: ignore[index]
    for change in (lambda: setattr(mapping, "_items", {}), lambda: delattr(mapping, "_items")):
        with pytest.raises(AttributeError, match="cannot be changed"):
            change()
    assert repr(mapping) == "FrozenMapping({'a': FrozenMapping({'b': 1})})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner(Record):
    number: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer(Record):
    inner: Inner
    several: tuple[Inner, ...]
    values: Mapping[str, Any]

    def __post_init__(self) -> None:
        freeze(self, "values")


def outer() -> Outer:
    return Outer(
        inner=Inner(number=1), several=(Inner(number=2),), values={"a": ("b",), "c": {"d": None}}
    )


def test_plain_data_is_nested_mappings() -> None:
    assert outer().model_dump() == {
        "inner": {"number": 1},
        "several": ({"number": 2},),
        "values": {"a": ("b",), "c": {"d": None}},
    }
    dumped = outer().model_dump(mode="json")
    assert dumped == {
        "inner": {"number": 1},
        "several": [{"number": 2}],
        "values": {"a": ["b"], "c": {"d": None}},
    }
    assert json.loads(json.dumps(dumped)) == dumped
    assert type(outer().model_dump()["values"]["c"]) is dict


def test_there_are_two_modes() -> None:
    with pytest.raises(ValueError, match="knows the modes 'python' and 'json', not 'yaml'"):
        outer().model_dump(mode="yaml")  # type: ignore[arg-type]


def test_a_record_owns_its_mappings() -> None:
    values: dict[str, Any] = {"a": 1}
    record = Outer(inner=Inner(number=1), several=(), values=values)
    values["a"] = 2

    assert record.values == {"a": 1}
    assert hash(record) == hash(Outer(inner=Inner(number=1), several=(), values={"a": 1}))
    with pytest.raises(FrozenInstanceError):
        record.values = {}  # type: ignore[misc]
