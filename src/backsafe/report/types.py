"""What is told of a check: violations, what is unknown, notices and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.fact import Need, Value
    from backsafe.rules.expression import Severity

__all__ = [
    "RANK",
    "Applied",
    "FixNote",
    "Location",
    "Notice",
    "Pass",
    "SourceNote",
    "Summary",
    "Suppressed",
    "Suppression",
    "Unknown",
    "Violation",
]

RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
"""Severity → 0 for the worst, and so on."""


class Location(NamedTuple):
    """A place in a document.

    Attributes:
        path: The file as the caller named it.
        pointer: JSON pointer (RFC 6901).
        line: Line from 1, or ``None`` where the source is no text.
        column: Column from 1, in characters, or ``None``.
    """

    path: str
    pointer: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = (visible(self.path), self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


class SourceNote(NamedTuple):
    """A source that carries a rule, as reports cite it."""

    id: str
    title: str
    section: str
    url: str | None
    origin: str


class FixNote(NamedTuple):
    """What would repair a violation.

    Attributes:
        summary: The repair in words.
        safe: Whether it keeps the sense of the plan.
        automatic: Whether ``fix`` can try it by itself; else it is for a person.
    """

    summary: str
    safe: bool
    automatic: bool = False


class Violation(NamedTuple):
    """A rule that a workout breaks.

    Attributes:
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
        parameters: Threshold → its value, unit, origin and source. The origin is ``article``,
            ``external`` or ``project`` as its rule says, ``profile``, or ``override`` for one set
            by a configuration or call.
        session: Date and title of the session, or an empty string.
        check: Name of the check within the rule; empty where the rule has one.
        fingerprint: What stays the same as long as the finding does, wherever it moves; see
            :mod:`backsafe.report.fingerprint`.
    """

    code: str
    name: str
    severity: Severity
    title: str
    message: str
    why: str
    sources: tuple[SourceNote, ...]
    location: Location
    facts: Mapping[str, Value]
    parameters: Mapping[str, Mapping[str, Any]]
    fix: FixNote | None
    session: str = ""
    check: str = ""
    fingerprint: str = ""


class Suppression(NamedTuple):
    """Why a violation is set aside.

    Attributes:
        kind: ``comment`` in the file, ``configuration``, ``baseline``, or ``clearance`` of the
            athlete.
        reason: What somebody wrote down for it; empty for a baseline.
    """

    kind: Literal["comment", "configuration", "baseline", "clearance"]
    reason: str = ""


class Suppressed(NamedTuple):
    """A violation that is set aside, and why."""

    violation: Violation
    suppression: Suppression


class Applied(NamedTuple):
    """A repair that was made.

    Attributes:
        code: Code of the rule.
        name: Its name.
        severity: How bad what it mended was.
        message: What was wrong.
        summary: What the rule says would repair it.
        safe: Whether it keeps the sense of the plan.
        location: Where the finding stood when it was mended.
    """

    code: str
    name: str
    severity: Severity
    message: str
    summary: str
    safe: bool
    location: Location


class Pass(NamedTuple):
    """A check that holds.

    Attributes:
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
    """

    code: str
    name: str
    title: str
    location: Location
    facts: Mapping[str, Value]
    session: str = ""
    check: str = ""


class Unknown(NamedTuple):
    """A check that could not be decided.

    Attributes:
        missing: The fields without a value, as ``fact.field``.
        needs: What to add so that they have one.
        reason: Both in one sentence.
    """

    code: str
    name: str
    missing: tuple[str, ...]
    reason: str
    location: Location
    needs: tuple[Need, ...] = ()


class Notice(NamedTuple):
    """Something worth telling that changes no verdict."""

    kind: str
    message: str
    location: Location


class Summary(NamedTuple):
    """Counts over all files of a report."""

    files: int
    workouts: int
    errors: int
    warnings: int
    advice: int
    passed: int
    unknown: int
    suppressed: int
