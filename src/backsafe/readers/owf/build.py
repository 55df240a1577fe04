"""Blocks → activities, each where it stands in the file."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from backsafe.errors import DocumentError, Problem
from backsafe.exercises import find
from backsafe.readers.document import ReaderNotice
from backsafe.readers.entries import KG_PER_LB, TIMED, plain_name
from backsafe.readers.owf.source import MOST_NOTICES, NO_PLACE, OF_SETS, Block, Field, Item
from backsafe.readers.owf.values import (
    Load,
    NotReadError,
    Range,
    read_count,
    read_effort,
    read_load,
    read_repetitions,
    read_rest,
    read_seconds,
    read_tempo,
)
from backsafe.readers.planned import kind_of, planned_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backsafe.syntax.positions import Place, Pointer


__all__ = ["Builder"]

_T = TypeVar("_T")
_MOST_SETS = 1000
_MOST_ACTIVITIES = 1000
# A short text can ask for a great many sets.
_MOST_SETS_IN_ALL = 10_000
_AGAINST_THE_CLOCK = ("amrap", "emom", "interval", "tabata")
_BY_INTERVALS = ("interval", "tabata")
_IN_ROUNDS = ("superset", "triset", "giantset", "circuit", "complex", "amrap", "emom")
_PART_TEXT = re.compile(
    r"(?P<amount>[0-9]+[ ]*(?:s|secs?|m|mins?|x|reps?)?)[ ]+(?P<name>[^\W\d].*)"
)


class _Exercise(NamedTuple):
    """An exercise of a block, with what the block says of all of them.

    Attributes:
        block: Its block.
        item: What is said of it alone.
        last: Whether a round ends with it.
    """

    block: Block
    item: Item
    last: bool

    def get(self, key: str) -> Field | None:
        """Returns what holds for it of ``key``."""
        own = self.item.fields.get(key)
        if own is not None:
            return own
        if key == "duration":  # that of a block is of all its rounds
            return self.block.get("work")
        if key == "rest" and not (self.item.rests and (self.last or not self._in_rounds)):
            return None
        return self.block.get(key)

    @property
    def _in_rounds(self) -> bool:
        """Whether the rest of its block is the one after a round."""
        told = self.block.get("rounds") is not None or self.block.get("complete") is not None
        return self.block.kind in _IN_ROUNDS or (told and self.block.kind not in _BY_INTERVALS)

    def kind(self) -> str:
        """Returns the type of activity that it is."""
        block, name = self.block, self.item.name
        counted, weighed = self.get("reps") is not None, self.get("load") is not None
        kind = kind_of(name, block.section, sets=False)
        if find(name) is None:
            if kind == "mobility" and block.kind == "activation":
                return "activation"
            if kind == "lift" and "calories" in self.item.fields and not counted and not weighed:
                return "cardio"
        elif kind == "activation" and (weighed or (counted and block.section == "main")):
            return "lift"  # work in sets, whatever the exercise is mostly done for
        return kind


def _parts(item: Item) -> list[Item]:
    """Returns the exercises that one item names: its components, or those that a plus joins."""
    found: list[Item] = []
    for field in item.parts:
        match = _PART_TEXT.fullmatch(field.text)
        if match is None or not plain_name(match["name"]):
            field.fail("a component that is not understood")
            continue
        amount = field._replace(key="reps", text=match["amount"])
        name = plain_name(match["name"])
        column = field.column + match.start("name")
        found.append(Item(name, field.line, column, {**item.fields, "reps": amount}, []))
    reps, names = item.fields.get("reps"), re.split(r"[ ]\+[ ]", item.name)
    amounts = [] if reps is None else reps.text.split("+")
    if not found and reps is not None and len(names) > 1 and len(names) == len(amounts):
        found = [
            item._replace(
                name=name.strip(),
                fields={**item.fields, "reps": reps._replace(text=amount.strip())},
            )
            for name, amount in zip(names, amounts, strict=True)
            if name.strip()
        ]
    for number, part in enumerate(found[:-1]):
        fields = {key: field for key, field in part.fields.items() if key != "rest"}
        found[number] = part._replace(fields=fields, rests=False)
    if found:
        item.line.use()
    return found or [item]


def _exercises(block: Block) -> Iterator[Item]:
    """Yields the exercises of a block; what is called a rest is the one after the item before."""
    before: Item | None = None
    for item in block.items:
        if item.name.casefold() == "rest":
            lasting = item.fields.get("duration")
            if before is None or lasting is None:
                item.line.ignore("a rest without a time or an exercise before it")
            else:
                before.fields.setdefault("rest", lasting._replace(key="rest"))
                item.line.use()
        elif block.kind == "instruction" and not item.fields.keys() & {*OF_SETS}:
            item.line.ignore("an instruction, which is free text")
        else:
            if before is not None:
                yield from _parts(before)
            before = item
    if before is not None:
        yield from _parts(before)


def _nameless(block: Block) -> Iterator[Item]:
    """Yields a block as an exercise of its own, if it names no other and is not just words."""
    told = any(block.get(key) for key in ("reps", "sets", "load", "intensity"))
    if block.name and (block.section != "main" or told):
        column = block.attributes["name"].column
        yield Item(block.name, block.line, column, {}, [])


class Builder:
    """Makes activities of blocks.

    Attributes:
        activities: The activities in order.
        places: Where their values stand.
    """

    def __init__(self, path: str) -> None:
        self.activities: list[dict[str, Any]] = []
        self.places: dict[Pointer, Place] = {}
        self._path = path
        self._sets = 0
        self._chosen: dict[str, set[int]] = {}
        self._open: list[Block] = []

    def add(self, block: Block) -> None:
        """Adds the exercises of a block."""
        items = list(_exercises(block)) or list(_nameless(block))
        if items:
            block.line.use()
            rounds = self._rounds(block)
            for number, item in enumerate(items, 1):
                self._add(_Exercise(block, item, number == len(items)), rounds)
        own = [*block.fields.values(), *(it for item in block.items for it in item.fields.values())]
        for field in own:
            if field.key in NO_PLACE:
                field.line.ignore("a document has no place for it")
            elif items:
                field.line.ignore("what it is said of has no place for it")
        parts = (it for item in block.items for it in item.parts)
        for line in (block.line, *(field.line for field in (*own, *parts))):
            line.ignore("a block that names no exercise")

    def notices(self) -> Iterator[ReaderNotice]:
        """Yields what was chosen where the plan leaves a choice."""
        for what, lines in self._chosen.items():
            count = "a range" if len(lines) == 1 else f"{len(lines)} ranges"
            message = f"{count} of {what} is taken"
            yield ReaderNotice("range-read", message, (), min(lines), self._path)
        for block in self._open[:MOST_NOTICES]:
            name = f" {block.name!r}" if block.name else ""
            message = f"how many rounds of the block{name} are done is open; one is read"
            yield ReaderNotice("rounds-open", message, (), block.line.number, self._path)

    def _add(self, exercise: _Exercise, rounds: int) -> None:
        item, kind = exercise.item, exercise.kind()
        if len(self.activities) == _MOST_ACTIVITIES:
            raise self._too_much(f"at most {_MOST_ACTIVITIES} exercises are read", item.place)
        item.line.use()
        at: Pointer = ("activities", len(self.activities))
        self.places[at] = item.place
        sets, field = self._set_list(exercise, rounds)
        self._sets += len(sets)
        if len(sets) > _MOST_SETS:
            message = f"at most {_MOST_SETS} sets of an exercise are read, found {len(sets)}"
            raise self._too_much(message, item.place if field is None else field.place)
        if self._sets > _MOST_SETS_IN_ALL:
            message = f"at most {_MOST_SETS_IN_ALL:,} sets of a workout are read"
            raise self._too_much(message, item.place)
        made = (
            self._timed(exercise, kind, sets, at)
            if kind in TIMED
            else self._lift(exercise, sets, at)
        )
        self.activities.append({"type": kind, "exercise": item.name, **made})

    def _too_much(self, message: str, place: Place) -> DocumentError:
        return DocumentError(Problem(message, self._path, *place))

    def _rounds(self, block: Block) -> int:
        """Returns how often the exercises of a block are done one after the other."""
        for key in ("rounds", "complete"):
            field = block.get(key)
            if field is None:
                continue
            if re.match(r"[0-9]", field.text) is None:
                field.line.ignore("words about when a block is complete")
                continue
            count = self._end(field, read_count, "rounds", upper=True)
            if count is not None:
                return self._limited(int(count), field)
        total = block.get("duration")
        if block.kind == "emom" and total is not None:
            whole = self._end(total, read_seconds, "durations", upper=True)
            stated = self._end(block.get("interval"), read_seconds, "intervals")
            each = (60.0 if stated is None else stated) * max(block.slots, 1)
            if whole and each > 0:
                return self._limited(math.ceil(whole / each), total)
        if block.kind in _AGAINST_THE_CLOCK:
            self._open.append(block)
        return 1

    def _limited(self, count: int, field: Field) -> int:
        if count > _MOST_SETS:
            raise self._too_much(
                f"at most {_MOST_SETS} rounds are read, found {count}", field.place
            )
        return count

    def _set_list(
        self, exercise: _Exercise, rounds: int
    ) -> tuple[list[dict[str, Any]], Field | None]:
        """Returns repetitions and duration of each set, and the field that says how many."""
        counted, ladder_at = exercise.get("sets"), exercise.get("reps")
        count = self._end(counted, read_count, "sets", upper=True)
        if counted is not None and count is not None:
            self._limited(int(count), counted)
        ladder = self._read(ladder_at, read_repetitions) or [{}]
        seconds = self._end(exercise.get("duration"), read_seconds, "durations")
        if seconds is not None:
            ladder = [{**one, "duration_seconds": seconds} for one in ladder]
        if len(ladder) == 1:
            return ladder * (int(count or 1) * rounds), counted
        if ladder_at is not None and count not in (None, 1, len(ladder)):
            ladder_at.fail("a ladder that is longer or shorter than the number of sets")
            return [{}] * (int(count or 1) * rounds), counted
        # One number for each round, or for each set of every round.
        return ladder if rounds == len(ladder) else ladder * rounds, ladder_at

    def _lift(self, exercise: _Exercise, sets: list[dict[str, Any]], at: Pointer) -> dict[str, Any]:
        stated: dict[str, tuple[Any, Field | None]] = {}
        if exercise.block.kind == "warmup":
            stated["warm_up"] = (True, None)
        for name, key, reader, what, upper in _EFFORTS:
            field = exercise.get(key)
            stated[name] = (self._end(field, reader, what, upper=upper), field)
        tempo = exercise.get("tempo")
        stated["tempo"] = (self._read(tempo, read_tempo), tempo)
        stated |= self._loads(exercise)
        common = {name: value for name, (value, _) in stated.items() if value is not None}
        fields = {name: field for name, (_, field) in stated.items() if name in common}
        fields |= {"reps": exercise.get("reps"), "duration_seconds": exercise.get("duration")}
        for number in range(len(sets)):
            for name, field in fields.items():
                if field is not None:
                    self.places[*at, "sets", number, name] = field.place
        return {"sets": [{**one, **common} for one in sets]}

    def _loads(self, exercise: _Exercise) -> dict[str, tuple[Any, Field | None]]:
        """Returns how heavy a set is: by its load, or else by its intensity."""
        name, found = exercise.item.name, exercise.get("load")
        load = self._read(found, read_load)
        intensity = exercise.get("intensity")
        stated: dict[str, tuple[Any, Field | None]] = {}
        if intensity is not None:
            effort = _EFFORT_WORD.match(intensity.text)
            if effort is not None:
                word = effort[1].casefold()
                value = self._end(intensity, read_effort, f"{word.upper()}s", upper=word == "rpe")
                stated[word] = (value, intensity)
            elif load is None:
                found, load = intensity, self._read(intensity, read_load)
            else:
                intensity.line.ignore("the load says it")
        if found is None:
            made = planned_load(name)
        elif load is None:
            made = {}  # what nobody could read may be anything, also on a body-weight exercise
        else:
            weight, percent = (
                None if one is None else self._chosen_end(found, one, "loads", upper=True)
                for one in (load.weight, load.percent)
            )
            made = _planned(name, weight, percent, load)
        return stated | {key: (value, found) for key, value in made.items()}

    def _timed(
        self, exercise: _Exercise, kind: str, sets: list[dict[str, Any]], at: Pointer
    ) -> dict[str, Any]:
        block = exercise.block
        seconds = [one["duration_seconds"] for one in sets if "duration_seconds" in one]
        field = exercise.get("duration")
        if not seconds and len(block.items) < 2 and exercise.get("reps") is None:
            field = block.get("duration")
            whole = self._end(field, read_seconds, "durations")
            seconds = [] if whole is None else [whole]
        repeats = sum(one.get("reps", 1) for one in sets)
        made: dict[str, Any] = {}
        if seconds and kind == "static_stretch":
            made["hold_seconds"] = min(seconds)
        elif seconds:
            made["minutes"] = sum(seconds) / 60
        if kind != "cardio" and (len(sets) > 1 or "reps" in sets[0]):
            made["repeats"] = repeats
        counted = exercise.get("reps") or exercise.get("sets")
        for name, source in (("repeats", counted), ("minutes", field), ("hold_seconds", field)):
            if source is not None:
                self.places[*at, name] = source.place
        return made

    def _read(self, field: Field | None, reader: Callable[[str], _T]) -> _T | None:
        """Returns what a field says, or ``None`` if it is not there or is not read."""
        if field is None:
            return None
        try:
            value = reader(field.text)
        except NotReadError as error:
            if error.ignored:
                field.line.ignore(error.reason)
            else:
                field.fail(error.reason)
            return None
        field.line.use()
        return value

    def _end(
        self,
        field: Field | None,
        reader: Callable[[str], Range],
        what: str,
        *,
        upper: bool = False,
    ) -> float | None:
        """Returns a number, or one end of a range, which is told.

        Args:
            field: What says it.
            reader: Reads it.
            what: What it is a range of, in the plural.
            upper: Whether the upper end is taken.
        """
        found = self._read(field, reader)
        if found is None or field is None:
            return None
        return self._chosen_end(field, found, what, upper=upper)

    def _chosen_end(self, field: Field, found: Range, what: str, *, upper: bool) -> float:
        if found.low != found.high:
            told = f"{what}: the {'upper' if upper else 'lower'} end"
            self._chosen.setdefault(told, set()).add(field.line.number)
        return found.high if upper else found.low


# Field of a set, key, reader, what it is in the plural, whether the upper end of a range is taken.
_EFFORTS: Sequence[tuple[str, str, Callable[[str], Range], str, bool]] = (
    ("rest_seconds", "rest", read_rest, "rests", False),
    ("rpe", "rpe", read_effort, "RPEs", True),
    ("rir", "rir", read_effort, "RIRs", False),
)
_EFFORT_WORD = re.compile(r"@?[ ]*(rpe|rir)\b", re.IGNORECASE)


def _planned(name: str, weight: float | None, percent: float | None, load: Load) -> dict[str, Any]:
    """Returns the fields of a set for a load."""
    if load.body_weight and weight is not None:
        kilograms = weight * KG_PER_LB if load.unit == "lb" else weight
        return {"body_weight": True, "added_load_kg": kilograms}
    return planned_load(
        name, weight=weight, unit=load.unit, percent=percent, body_weight=load.body_weight
    )
