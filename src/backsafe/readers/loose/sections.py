"""A session → its activities: warm-up, exercises and cool-down, as mappings, lists or texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backsafe.readers.entries import plain_name
from backsafe.readers.loose.exercises import exercise, made
from backsafe.readers.loose.keys import (
    COOL_DOWNS,
    EXERCISES,
    NAMES,
    NESTED,
    SETS,
    STRETCHING,
    TEXTS,
    WARM_UPS,
    find,
    name_at,
    word_of,
)
from backsafe.readers.planned import repeated, says_none, says_rest, timed
from backsafe.readers.schemes import read_scheme
from backsafe.readers.tree import FREE_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.readers.planned import Section
    from backsafe.readers.tree import Cursor, Node

__all__ = ["collect"]


_UNNAMED: dict[Section, str] = {"warm_up": "warm-up", "cool_down": "cool-down", "main": "exercise"}
_ORDER: tuple[Section, ...] = ("warm_up", "main", "cool_down")
_BETWEEN = re.compile(r"[,;\n]+|\bthen\b|\bfollowed by\b|\.\s|\s\+\s", re.IGNORECASE)
# "1A. Row" and "2) Row" are rows.
_ENUMERATION = re.compile(r"^(?:[0-9]{1,2}[A-Za-z]?|[A-Z][0-9]{0,2})[.)]\s+")
_AROUND = " \t-*\u2022:.()[]"
_STATED_SECTION = re.compile(r"\s*(?:(?P<warm>warm[\s-]?up)|cool[\s-]?down)\s*[:-]", re.IGNORECASE)


def collect(source: Cursor, section: Section, found: list[Node], depth: int) -> None:
    """Collects the activities of a session or section, in the order of their keys.

    A warm-up comes before and a cool-down after the rest, wherever they are written.
    """
    if depth == 0:
        return
    if not source.is_mapping:
        for item in source.each():
            _collect_item(item, section, found, depth)
        return
    for own, part in sorted(_parts(source, section), key=lambda it: _ORDER.index(it[0])):
        if isinstance(part.value, str):
            found.extend(_spoken(part, own))
        elif own != "main" and isinstance(part.value, bool | int | float):
            found.append(_unnamed(part, own))
        elif part.is_mapping and own != "main":
            _collect_section(part, own, found, depth - 1)
        else:
            collect(part, own, found, depth - 1)


def _parts(source: Cursor, section: Section) -> Iterator[tuple[Section, Cursor]]:
    """Yields the parts of a session or section, each with the section that it is."""
    worked = False
    for key in source.names:
        word, part = word_of(key), source.at(key)
        if word in TEXTS:
            part.ignore(FREE_TEXT)
        elif word in EXERCISES or (word in NESTED and not isinstance(part.value, str)):
            worked = True
            yield section, part
        elif not part.value:
            continue
        elif word in WARM_UPS or (word in STRETCHING and not worked):
            yield "warm_up", part
        elif word in COOL_DOWNS or word in STRETCHING:
            yield "cool_down", part


def _collect_section(source: Cursor, section: Section, found: list[Node], depth: int) -> None:
    """Collects a warm-up or cool-down that is a mapping: exercises, or words and a duration."""
    before = len(found)
    collect(source, section, found, depth)
    if len(found) > before:
        return
    words = find(source, ("description", "activity", "type", *NAMES))
    if words is not None and (name := words.name()) is not None and not says_none(name):
        found.append(exercise(source, name, section))
    elif words is None and any(source.at(key).value for key in source.names):
        # It says that there is one, in a way that is not understood.
        found.append(timed(source, _UNNAMED[section], "mobility"))


def _collect_item(item: Cursor, section: Section, found: list[Node], depth: int) -> None:
    if isinstance(item.value, str):
        found.extend(_spoken(item, section))
        return
    if not item.is_mapping:
        return
    inner = find(item, EXERCISES)
    if inner is not None and not isinstance(inner.value, str):
        named = name_at(item, ("name", "category", "title", "type")) or ""
        before = len(found)
        collect(item, _section_named(named, section), found, depth - 1)
        _repeat(item, found[before:])
        return
    at = find(item, NAMES)
    if at is not None and at.is_mapping:
        at = find(at, NAMES)
    name = None if at is None else at.name()
    if name is not None and says_rest(name):
        item.drop("a day of rest")
        return
    if name is not None:
        name = _ENUMERATION.sub("", name.replace("*", "")) or name
    if name is not None and not (section != "main" and says_none(name)):
        found.append(exercise(item, name, section))


def _repeat(group: Cursor, activities: list[Node]) -> None:
    """Gives the lifts of a superset or circuit as many sets as it has rounds."""
    rounds = find(group, SETS)
    count = None if rounds is None else rounds.whole()
    for activity in activities:
        sets = activity.get("sets", ())
        for one in sets:
            # Here it is the rest before the next exercise.
            one.pop("rest_seconds", None)
        if rounds is not None and len(sets) == 1:
            activity["sets"] = repeated(group, count, rounds, sets[0])
            group.count(len(activity["sets"]))


def _section_named(name: str, section: Section) -> Section:
    plain = word_of(name)
    if any(plain.startswith(word) for word in WARM_UPS):
        return "warm_up"
    return "cool_down" if any(plain.startswith(word) for word in COOL_DOWNS) else section


def _spoken(source: Cursor, section: Section) -> Iterator[Node]:
    """Yields the activities that a text names."""
    text = source.text()
    if text is None:
        return
    stated = _STATED_SECTION.match(text)
    if stated is not None:
        section, text = "warm_up" if stated["warm"] else "cool_down", text[stated.end() :]
    parts = [text] if section == "main" else _BETWEEN.split(text)
    if section != "main" and says_none(text):
        return
    named, waiting = False, None
    for part in parts:
        scheme = read_scheme(part, named=True)
        name = plain_name(scheme.left_over.strip(_AROUND))
        name = _ENUMERATION.sub("", name)
        if says_rest(name):
            source.drop("a day of rest")
            return
        if name and any(character.isalpha() for character in name):
            if scheme.seconds is None and waiting is not None:
                # "10 minutes, easy bike" speaks of one thing.
                scheme = scheme._replace(seconds=waiting)
            yield made(source, name, section, scheme, source)
            if scheme.doubtful:
                source.fail("a text that was understood in part only")
            named, waiting = True, None
        elif scheme.seconds is not None:
            waiting = scheme.seconds
    if not named and section != "main":
        yield _unnamed(source, section, read_scheme(text).seconds)
    elif not named:
        source.fail("a text that names no exercise")


def _unnamed(source: Cursor, section: Section, seconds: float | None = None) -> Node:
    """Returns a warm-up or cool-down of which a plan does not say what it is."""
    if isinstance(source.value, bool):
        source.use()
    elif seconds is None:
        source.fail("a warm-up or cool-down without a unit of time, or without words")
    name = _UNNAMED[section]
    held = None if seconds is None else (seconds, (source,))
    return timed(source, name, "mobility", seconds=held)
