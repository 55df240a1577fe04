"""What is told of a session at one time, fact by fact, and how two times differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from backsafe.engines.ongoing import Basis, Place, places
from backsafe.facts.fact import Absent
from backsafe.report.types import RANK, Pass, Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.report import Notice, Unknown
    from backsafe.verdicts import Verdict

__all__ = ["NO_WORDS", "Standing", "Words", "placed", "told_newly", "worst_first"]

Words: TypeAlias = "Mapping[tuple[str, str], Violation | Pass]"
"""Code of a rule and name of a check → what is told of them on one fact."""

NO_WORDS: Words = MappingProxyType({})


@dataclass(slots=True)
class Standing:
    """What is decided after an entry.

    Attributes:
        told: Fact → what is told of it.
        bases: Fact → what that rests on.
        unknowns: What stays undecided, once the session has ended.
        notices: What is worth telling beside.
    """

    told: dict[Place, Words] = field(default_factory=dict)
    bases: dict[Place, Basis] = field(default_factory=dict)
    unknowns: tuple[Unknown, ...] = ()
    notices: tuple[Notice, ...] = ()


def told_newly(one: Standing, other: Standing) -> list[Violation | Pass]:
    """Returns what is told in one place and not in the other."""
    found: list[Violation | Pass] = []
    for place, words in one.told.items():
        others = other.told.get(place, NO_WORDS)
        if words is not others:
            found += [it for key, it in words.items() if others.get(key) is not it]
    return found


def worst_first(told: Iterable[Violation | Pass]) -> tuple[Violation, ...]:
    """Returns the violations among what is told."""
    found = [it for it in told if isinstance(it, Violation)]
    return tuple(sorted(found, key=lambda it: (RANK[it.severity], it.code)))


def placed(verdicts: Iterable[Verdict]) -> Iterator[Place]:
    """Yields which fact each verdict is on."""
    known: dict[tuple[int, str], dict[int, Place]] = {}
    for verdict in verdicts:
        session, name = verdict.session, verdict.check.collection
        facts = session.facts(name)
        if isinstance(facts, Absent):
            yield Place(name, verdict.fact.pointer)
            continue
        own = known.setdefault((id(session), name), {})
        if not own:
            own.update(zip(map(id, facts), places(name, facts), strict=True))
        yield own[id(verdict.fact)]
