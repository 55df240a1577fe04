"""Which findings a page has room for, and at which step of which session each of them stands."""

from __future__ import annotations

import re
from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from backsafe.report.types import RANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.report import FileReport, Violation
    from backsafe.report.outline import SessionOutline, Step

__all__ = ["Drawn", "Placed", "allotted", "draw", "pieces"]

# Of a document whose activities are not known here, the sessions with the worst findings.
_MOST_BARE_SESSIONS = 10
_SESSION = re.compile(r"(?:/weeks/(?P<week>\d+))?/workouts/(?P<number>\d+)")


class Drawn(NamedTuple):
    """A session as a page shows it.

    Attributes:
        title: Its title, or what tells it from others.
        date: ISO date, or an empty string.
        pointer: Where it stands.
        week: Index of its week, or ``None``.
        steps: Its activities, as far as there is room.
        steps_left_out: How many activities there is no room for.
    """

    title: str
    date: str
    pointer: str
    week: int | None
    steps: tuple[Step, ...]
    steps_left_out: int = 0


class Placed(NamedTuple):
    """What a page shows of a document.

    Attributes:
        sessions: The sessions to draw.
        findings: Pointer of a step, a session or a week, or an empty text for the whole
            document → what stands there.
        left_out: How many findings there is no room for.
    """

    sessions: tuple[Drawn, ...]
    findings: dict[str, list[Violation]]
    left_out: int

    def within(self, session: Drawn) -> list[Violation]:
        """Returns what stands at a session and at its steps."""
        places = [session.pointer, *(step.location.pointer for step in session.steps)]
        return [entry for place in places for entry in self.findings.get(place, ())]


def allotted(parts: Sequence[FileReport], most: int) -> list[list[Violation]]:
    """Returns the findings that there is room for, document by document, the worst of all first."""
    every = ((number, it) for number, part in enumerate(parts) for it in part.violations)
    shown: list[list[Violation]] = [[] for _ in parts]
    for number, violation in nsmallest(most, every, key=lambda item: RANK[item[1].severity]):
        shown[number].append(violation)
    return shown


def draw(part: FileReport, violations: Sequence[Violation], most_rows: int) -> Placed:
    """Places findings on the sessions of a document.

    Args:
        part: The document.
        violations: Those of its findings that there is room for, worst first.
        most_rows: How many activities and sets there is room for.
    """
    sessions = tuple(_pruned(part.outline, most_rows)) or tuple(_bare(violations))
    known = {""}
    for session in sessions:
        known.add(session.pointer)
        known.update(step.location.pointer for step in session.steps)
        if session.week is not None:
            known.add(f"/weeks/{session.week}")
    left_out = sum(part.violated.values()) - len(violations)
    findings: dict[str, list[Violation]] = {}
    for violation in violations:
        pointer = violation.location.pointer
        place = _nearest(pointer, known)
        if not place and not part.outline and _SESSION.match(pointer):
            left_out += 1
        else:
            findings.setdefault(place, []).append(violation)
    return Placed(sessions, findings, left_out)


def pieces(violations: Iterable[Violation]) -> list[list[Violation]]:
    """Puts together what one check says at one place, worst first."""
    found: dict[tuple[str, ...], list[Violation]] = {}
    for it in sorted(violations, key=lambda it: RANK[it.severity]):
        found.setdefault((it.severity, it.code, it.check), []).append(it)
    return list(found.values())


def _nearest(pointer: str, known: set[str]) -> str:
    """Returns the innermost of the known places around a pointer."""
    while pointer not in known:
        pointer = pointer.rpartition("/")[0]
    return pointer


def _pruned(outline: Iterable[SessionOutline], room: int) -> Iterator[Drawn]:
    """Yields sessions with as many of their activities and sets as there is room for."""
    for number, session in enumerate(outline):
        pointer = session.location.pointer
        steps = []
        for step in session.steps:
            if room <= 0:
                break
            room -= 1 + len(step.sets)
            steps.append(step if room >= 0 else replace(step, sets=()))
        title = session.title or _named(pointer, number)
        left_out = len(session.steps) - len(steps)
        yield Drawn(title, session.date, pointer, _week(pointer), tuple(steps), left_out)


def _bare(violations: Iterable[Violation]) -> Iterator[Drawn]:
    """Yields sessions known from their findings only, the worst first."""
    found: dict[str, list[Violation]] = {}
    for violation in violations:
        session = _SESSION.match(violation.location.pointer)
        if session is not None:
            found.setdefault(session[0], []).append(violation)
    for pointer, entries in nsmallest(_MOST_BARE_SESSIONS, found.items(), key=_badness):
        yield Drawn(entries[0].session or _named(pointer, 0), "", pointer, _week(pointer), ())


def _badness(item: tuple[str, list[Violation]]) -> tuple[int, ...]:
    counts = [0] * len(RANK)
    for violation in item[1]:
        counts[RANK[violation.severity]] -= 1
    return tuple(counts)


def _week(pointer: str) -> int | None:
    found = _SESSION.match(pointer)
    return int(found["week"]) if found is not None and found["week"] else None


def _named(pointer: str, number: int) -> str:
    found = _SESSION.match(pointer)
    return f"Session {(int(found['number']) if found else number) + 1}"
