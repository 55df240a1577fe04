"""What is unknown, grouped by what would resolve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backsafe.facts.fact import Need
    from backsafe.report import Unknown

__all__ = ["MOST_NEEDS", "beyond", "by_need", "checks_need", "what", "where"]

MOST_NEEDS = 10
"""More groups than this bury what matters; the rest is counted, and JSON lists them all."""

_MOST_EXERCISES = 3


def by_need(unknown: Iterable[Unknown]) -> list[tuple[list[Need], list[Unknown]]]:
    """Groups what is unknown by what would resolve it, the most helpful thing first.

    The same thing of several exercises is one group.
    """
    groups: dict[tuple[str, str], tuple[dict[str, Need], dict[int, Unknown]]] = {}
    for entry in unknown:
        for need in entry.needs:
            needs, entries = groups.setdefault((need.place, need.text), ({}, {}))
            needs.setdefault(need.exercise, need)
            entries[id(entry)] = entry
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1][1]), group[0]))
    return [(list(needs.values()), list(entries.values())) for _, (needs, entries) in ordered]


def checks_need(checks: int) -> str:
    """Returns the beginning of a sentence about what so many checks need."""
    return f"{checks} check needs" if checks == 1 else f"{checks} checks need"


def beyond(needs: Sequence[Need], recordable: frozenset[str] | None) -> bool:
    """Returns whether a format cannot record what a group needs."""
    place = needs[0].place
    part, dot, _ = place.partition(".")
    of_training = bool(dot) and part in ("workouts", "activities", "sets")
    return recordable is not None and of_training and place not in recordable


def what(needs: Sequence[Need]) -> str:
    """Returns what a group of unknown checks needs."""
    first = needs[0]
    if len(needs) == 1:
        return first.sentence
    names = ", ".join(need.exercise for need in needs[:_MOST_EXERCISES])
    more = ", …" if len(needs) > _MOST_EXERCISES else ""
    return f"{first.text} of {len(needs)} exercises ({names}{more})"


def where(needs: Sequence[Need]) -> str:
    """Returns where in a document it goes."""
    first = needs[0]
    if len(needs) == 1:
        return first.path
    return f"{first.place}.…" if first.keyed else first.place
