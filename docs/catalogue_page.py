"""The page that lists the exercise catalogue."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from backsafe.exercises import Exercise, all_exercises

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "lift": "Lifts",
    "cardio": "Cardio",
    "mobility": "Mobility",
    "dynamic_stretch": "Dynamic stretches",
    "activation": "Activation",
    "static_stretch": "Static stretches",
}
INTRODUCTION = """\
# Exercises by name

Every exercise that BackSafe knows, under the name that it goes by here. [The exercise catalogue](exercises.md) says
how names are matched; other names, which are not listed, are known too.
"""


def catalogue_page() -> Iterator[str]:
    """Yields the lines of the page.

    Raises:
        ValueError: There is a kind of exercise that has no place on the page.
    """
    places = list(KINDS)
    found = sorted(all_exercises(), key=lambda it: (places.index(it.kind), it.family, it.name))
    yield from INTRODUCTION.splitlines()
    for kind, exercises in groupby(found, lambda it: it.kind):
        yield from ("", f"## {KINDS[kind]}", "")
        yield "| exercise | family | pattern | regions | equipment | level | load on the spine |"
        yield "|---|---|---|---|---|---|---|"
        yield from map(_row, exercises)


def _row(exercise: Exercise) -> str:
    cells = (
        exercise.name,
        exercise.family,
        exercise.pattern,
        ", ".join(exercise.regions),
        exercise.equipment,
        exercise.level,
        exercise.spinal_load,
    )
    return f"| {' | '.join(cell.replace('_', ' ') for cell in cells)} |"
