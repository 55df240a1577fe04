"""What is told of a check: violations, what is unknown, notices, counts, and the exit status."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backsafe.facts.fact import Need, Value
    from backsafe.rules.expression import Severity
    from backsafe.verdicts import Verdict

__all__ = [
    "RANK",
    "FileReport",
    "FixNote",
    "Location",
    "Notice",
    "Report",
    "SourceNote",
    "Summary",
    "Unknown",
    "Violation",
]

ExitStatus: TypeAlias = Literal[0, 1, 2, 3]

RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
"""Severity → 0 for the worst, and so on."""


@dataclass(frozen=True, slots=True)
class Location:
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
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source that carries a rule, as reports cite it."""

    id: str
    title: str
    section: str
    url: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class FixNote:
    """What would repair a violation."""

    summary: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a workout breaks.

    Attributes:
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
        parameters: Threshold → its value, unit, origin and source.
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


@dataclass(frozen=True, slots=True)
class Unknown:
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


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling that changes no verdict."""

    kind: str
    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all files of a report."""

    files: int
    workouts: int
    errors: int
    warnings: int
    advice: int
    passed: int
    unknown: int
    suppressed: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is to be told of one document.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document, or an empty string.
        kind: plan or log.
        workouts: Number of workouts in it.
        passed: Number of verdicts that passed.
        suppressed: Violations set aside by a recorded clearance.
        judged: Whether anything about the training itself passed or failed.
        verdicts: All verdicts that the rest is made from.
    """

    path: str
    title: str
    kind: str
    workouts: int
    violations: tuple[Violation, ...]
    unknowns: tuple[Unknown, ...]
    notices: tuple[Notice, ...]
    passed: int
    suppressed: int
    judged: bool
    verdicts: tuple[Verdict, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        engine: Name of the engine that gave the verdicts.
        profile: Name of the profile.
        files: One entry per document.
        fail_on: Severity from which on :attr:`ok` is false.
    """

    engine: str
    profile: str
    files: tuple[FileReport, ...]
    fail_on: Severity = "error"

    @property
    def violations(self) -> tuple[Violation, ...]:
        """All violations, file by file, worst first."""
        return tuple(entry for part in self.files for entry in part.violations)

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """All checks that could not be decided."""
        return tuple(entry for part in self.files for entry in part.unknowns)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Unknown exercises, skipped rows and the like; they never change :attr:`ok`."""
        return tuple(entry for part in self.files for entry in part.notices)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, also those that passed."""
        return tuple(entry for part in self.files for entry in part.verdicts)

    @property
    def summary(self) -> Summary:
        """Counts over all files."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for violation in self.violations:
            counts[violation.severity] += 1
        return Summary(
            files=len(self.files),
            workouts=sum(part.workouts for part in self.files),
            errors=counts["error"],
            warnings=counts["warning"],
            advice=counts["advice"],
            passed=sum(part.passed for part in self.files),
            unknown=len(self.unknowns),
            suppressed=sum(part.suppressed for part in self.files),
        )

    @property
    def ok(self) -> bool:
        """Whether nothing is at or above ``fail_on`` and every file could be judged at all."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> ExitStatus:
        """0 all well, 1 a violation at or above ``fail_on``, 3 a file with nothing judged."""
        worst = RANK[self.fail_on]
        if any(RANK[violation.severity] <= worst for violation in self.violations):
            return 1
        return 0 if all(part.judged for part in self.files) and self.files else 3

    def joined(self, others: Iterable[Report]) -> Report:
        """Returns one report of this one and others of the same checker."""
        files = [*self.files, *(part for other in others for part in other.files)]
        return replace(self, files=tuple(files))

    def __str__(self) -> str:
        """Returns a line per violation and one of counts; the command prints more."""
        counts = self.summary
        lines = [
            f"{entry.location}: {entry.severity} {entry.code} {entry.message}"
            for entry in self.violations
        ]
        lines.append(
            f"{counts.errors} errors, {counts.warnings} warnings, {counts.advice} advice, "
            f"{counts.passed} passed, {counts.unknown} unknown"
        )
        return "\n".join(lines)
