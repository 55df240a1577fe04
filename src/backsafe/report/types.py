"""What is told of a check: verdicts, violations, what is unknown, notices and counts.

All of it is frozen, hashable, and holds nothing of the document but the values that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from backsafe.frozen import Record, freeze, values_of
from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.fact import Need, Value
    from backsafe.rules.expression import Severity
    from backsafe.verdicts import Outcome

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
    "Verdict",
    "Violation",
]

RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
"""Severity → 0 for the worst, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Record):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote(Record):
    """A source that carries a rule, as reports cite it.

    Attributes:
        id: What rules call it.
        title: Its title.
        section: Where in it, or ``None``.
        url: Where it is found, or ``None``.
        origin: ``article`` for the articles that the rules start from, else ``external``.
    """

    id: str
    title: str
    section: str | None
    url: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixNote(Record):
    """What would repair a violation.

    Attributes:
        summary: The repair in words.
        safe: Whether it keeps the sense of the plan.
        automatic: Whether ``fix`` can try it by itself; else it is for a person.
    """

    summary: str
    safe: bool
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Record):
    """The answer of one check on one part of a document.

    A check that does not apply to a part gives no verdict on it.

    Attributes:
        code: Code of the rule, such as ``ST01``.
        name: Its name.
        check: Name of the check within the rule; empty where the rule has one.
        outcome: ``pass``, ``fail`` or ``unknown``.
        severity: How bad a failure is; ``None`` for the other outcomes.
        location: Where the part stands.
        session: Date and title of the session, or an empty string.
        facts: What the verdict rests on: ``fact.field`` or parameter → value, ``None`` for a
            missing one.
    """

    code: str
    name: str
    check: str = ""
    outcome: Outcome
    severity: Severity | None
    location: Location
    session: str = ""
    facts: Mapping[str, Value]

    def __post_init__(self) -> None:
        freeze(self, "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation(Record):
    """A rule that a workout breaks.

    Attributes:
        code: Code of the rule, such as ``ST01``.
        name: Its name.
        check: Name of the check within the rule; empty where the rule has one.
        severity: How bad it is.
        title: What the rule asks for.
        message: What is wrong.
        why: Why that matters.
        sources: Who says so.
        location: Where it stands.
        session: Date and title of the session, or an empty string.
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
        parameters: Threshold → its value, unit, origin and source. The origin is ``article``,
            ``external`` or ``project`` as its rule says, ``profile``, or ``override`` for one set
            by a configuration or call.
        fix: What would repair it, or ``None``.
        fingerprint: What stays the same as long as the finding does, wherever it moves; see
            :mod:`backsafe.report.fingerprint`.
    """

    code: str
    name: str
    check: str = ""
    severity: Severity
    title: str
    message: str
    why: str
    sources: tuple[SourceNote, ...]
    location: Location
    session: str = ""
    facts: Mapping[str, Value]
    parameters: Mapping[str, Mapping[str, Any]]
    fix: FixNote | None
    fingerprint: str = ""

    def __post_init__(self) -> None:
        freeze(self, "facts", "parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression(Record):
    """Why a violation is set aside.

    Attributes:
        kind: ``comment`` in the file, ``configuration``, ``baseline``, or ``clearance`` of the
            athlete.
        reason: What somebody wrote down for it; empty for a baseline.
    """

    kind: Literal["comment", "configuration", "baseline", "clearance"]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed(Record):
    """A violation that is set aside, and why."""

    violation: Violation
    suppression: Suppression

    def _dumped(self) -> Mapping[str, Any]:
        return {**self.violation.model_dump(), "suppression": self.suppression}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied(Record):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Record):
    """A check that holds.

    Attributes:
        code: Code of the rule.
        name: Its name.
        check: Name of the check within the rule; empty where the rule has one.
        title: What the rule asks for.
        location: Where what it holds for stands.
        session: Date and title of the session, or an empty string.
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
    """

    code: str
    name: str
    check: str = ""
    title: str
    location: Location
    session: str = ""
    facts: Mapping[str, Value]

    def __post_init__(self) -> None:
        freeze(self, "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Record):
    """A check that could not be decided.

    Attributes:
        code: Code of the rule.
        name: Its name.
        check: Name of the check within the rule; empty where the rule has one.
        missing: The fields without a value, as ``fact.field``.
        reason: What to add so that they have one, in a sentence.
        needs: The same, thing by thing.
        location: Where what is judged stands.
        session: Date and title of the session, or an empty string.
    """

    code: str
    name: str
    check: str = ""
    missing: tuple[str, ...]
    reason: str
    needs: tuple[Need, ...] = ()
    location: Location
    session: str = ""

    def _dumped(self) -> Mapping[str, Any]:
        return {**values_of(self), "needs": tuple(need.path for need in self.needs)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """Something worth telling that changes no verdict.

    Attributes:
        kind: What it is about, such as ``unknown-exercise``.
        message: What is to be told.
        location: Where that stands.
    """

    kind: str
    message: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Record):
    """Counts over all files of a report, or over one.

    Attributes:
        files: How many files were judged.
        workouts: How many workouts are in them.
        errors: Violations of severity ``error``.
        warnings: Those of severity ``warning``.
        advice: Those of severity ``advice``.
        passed: Verdicts that passed.
        unknown: Checks that could not be decided.
        suppressed: Violations that are set aside.
    """

    files: int
    workouts: int
    errors: int
    warnings: int
    advice: int
    passed: int
    unknown: int
    suppressed: int
