"""Values that nobody can change: what reports are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DumpMode", "FrozenMapping", "Record", "freeze", "plain", "values_of"]

DumpMode: TypeAlias = Literal["python", "json"]

_ATOMS = frozenset((str, int, float, bool, type(None), tuple))

_Key = TypeVar("_Key")
_Value_co = TypeVar("_Value_co", covariant=True)


class FrozenMapping(Mapping[_Key, _Value_co]):
    """A mapping that cannot be changed, and so can be hashed; it equals any mapping of its items.

    Mappings among the values are frozen, too.

    Args:
        items: What it holds, in that order.
    """

    __slots__ = ("_items",)

    _items: Mapping[_Key, _Value_co]

    def __init__(self, items: Mapping[_Key, _Value_co]) -> None:
        own: dict[Any, Any] = dict(items)
        for key, value in own.items():
            # Almost all values are atoms, and to ask whether something is a mapping takes its time.
            if type(value) not in _ATOMS and isinstance(value, Mapping):
                own[key] = FrozenMapping(value)
        object.__setattr__(self, "_items", MappingProxyType(own))

    def __getitem__(self, key: _Key) -> _Value_co:
        return self._items[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot set {name!r}: the mapping cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name!r}: the mapping cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMapping, (dict(self._items),)

    def __repr__(self) -> str:
        return f"FrozenMapping({dict(self._items)!r})"


def freeze(record: Record, *names: str) -> None:
    """Makes mappings that a record was given its own and unchangeable, while it is being made."""
    for name in names:
        value = getattr(record, name)
        if not isinstance(value, FrozenMapping):
            object.__setattr__(record, name, FrozenMapping(value))


class Record:
    """Base of the frozen dataclasses that BackSafe hands out."""

    __slots__ = ()

    def model_dump(self, *, mode: DumpMode = "python") -> dict[str, Any]:
        """Returns the object as plain data, as the method of that name of pydantic's models does.

        Args:
            mode: ``json`` for what JSON can hold, with lists for tuples; ``python`` keeps tuples.

        Raises:
            ValueError: There is no such mode.
        """
        if mode not in ("python", "json"):
            raise ValueError(f"model_dump knows the modes 'python' and 'json', not {mode!r}")
        return {name: plain(value, mode) for name, value in self._dumped().items()}

    def _dumped(self) -> Mapping[str, Any]:
        """Returns what is told of the object, by name."""
        return values_of(self)


def values_of(record: Any) -> dict[str, Any]:
    """Returns the fields of a frozen dataclass with their values."""
    return {entry.name: getattr(record, entry.name) for entry in fields(record)}


def plain(value: Any, mode: DumpMode) -> Any:
    """Returns a value without objects of ours; see :meth:`Record.model_dump`."""
    if isinstance(value, Record):
        return value.model_dump(mode=mode)
    if isinstance(value, Mapping):
        return {key: plain(entry, mode) for key, entry in value.items()}
    if isinstance(value, tuple):
        found = (plain(entry, mode) for entry in value)
        return list(found) if mode == "json" else tuple(found)
    return value
