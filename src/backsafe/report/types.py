"""What is told of a check: violations, what is unknown, notices, counts, and the exit status."""

from __future__ import annotations

import pickle
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

from backsafe.errors import UsageError
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backsafe.facts.fact import Need, Value
    from backsafe.report.log import LogSummary
    from backsafe.rules.expression import Severity
    from backsafe.verdicts import Verdict

__all__ = [
    "RANK",
    "Deferred",
    "FileReport",
    "Findings",
    "FixNote",
    "Location",
    "Notice",
    "Report",
    "SourceNote",
    "Summary",
    "Told",
    "Unknown",
    "Violation",
]

ExitStatus: TypeAlias = Literal[0, 1, 2, 3]

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
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


class SourceNote(NamedTuple):
    """A source that carries a rule, as reports cite it."""

    id: str
    title: str
    section: str
    url: str | None
    origin: str


class FixNote(NamedTuple):
    """What would repair a violation."""

    summary: str
    safe: bool


class Violation(NamedTuple):
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


class Findings(Protocol):
    """What is told of one document, put into words when somebody reads it."""

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""

    def verdicts(self) -> Sequence[Verdict]:
        """Returns all verdicts."""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings in words, which refer to nothing any more."""

    _violations: tuple[Violation, ...]
    _unknowns: tuple[Unknown, ...]
    _notices: tuple[Notice, ...]
    _verdicts: tuple[Verdict, ...] | None

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""
        return self._violations

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""
        return self._unknowns

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""
        return self._notices

    def verdicts(self) -> Sequence[Verdict]:
        """Returns all verdicts.

        Raises:
            UsageError: They stayed in the process that judged.
        """
        if self._verdicts is None:
            raise UsageError(
                "verdicts stay in the process that judged; check the source again to see them"
            )
        return self._verdicts


class Deferred(ABC):
    """Findings that are had when somebody reads them."""

    @abstractmethod
    def open(self) -> Findings:
        """Returns the findings; called once."""

    @cached_property
    def _opened(self) -> Findings:
        return self.open()

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""
        return self._opened.violations()

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""
        return self._opened.unknowns()

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""
        return self._opened.notices()

    def verdicts(self) -> Sequence[Verdict]:
        """Returns all verdicts."""
        return self._opened.verdicts()


class Sealed(Deferred):
    """Findings in words as another process sent them."""

    def __init__(self, told: bytes) -> None:
        self._told = told

    def open(self) -> Told:
        """Returns the findings."""
        # What it holds was pickled by a process of ours; see `FileReport.sealed`.
        told: Told = pickle.loads(self._told)  # noqa: S301
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return Sealed, (self._told,)


@dataclass(frozen=True, eq=False)
class FileReport:
    """What is to be told of one document.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document, or an empty string.
        kind: plan or log.
        workouts: Number of workouts in it.
        violated: Severity → how many violations there are.
        unknown: How many checks could not be decided.
        passed: Number of verdicts that passed.
        suppressed: Violations set aside by a recorded clearance.
        judged: Whether anything about the training itself passed or failed.
        findings: Where :attr:`violations`, :attr:`unknowns`, :attr:`notices` and :attr:`verdicts`
            come from.
        log: What a log shows as a whole; ``None`` for a plan.
        recordable: What the format of the file can record, as places of the document such as
            ``sets.tempo``; ``None`` for a format that can record everything.
    """

    path: str
    title: str
    kind: str
    workouts: int
    violated: Mapping[Severity, int]
    unknown: int
    passed: int
    suppressed: int
    judged: bool
    findings: Findings = field(repr=False)
    log: LogSummary | None = None
    recordable: frozenset[str] | None = None

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the document breaks, worst first."""
        return self.findings.violations()

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What could not be decided."""
        return self.findings.unknowns()

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Unknown exercises, skipped rows and the like."""
        return self.findings.notices()

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """All verdicts that the rest is made from."""
        return self.findings.verdicts()

    def _counted(self) -> tuple[object, ...]:
        counts = (self.workouts, self.unknown, self.passed, self.suppressed, self.judged)
        return self.path, self.title, self.kind, *counts

    def __eq__(self, other: object) -> bool:
        """Returns whether two reports say the same, however they came to it."""
        if not isinstance(other, FileReport):
            return NotImplemented
        return self._counted() == other._counted() and (
            (self.violations, self.unknowns, self.notices)
            == (other.violations, other.unknowns, other.notices)
        )

    def __hash__(self) -> int:
        return hash(self._counted())

    def sealed(self) -> FileReport:
        """Returns the same report in words, packed so that it travels light.

        Its verdicts stay behind: they hold on to every fact they are about.
        """
        told = Told(self.violations, self.unknowns, self.notices, None)
        return replace(self, findings=Sealed(pickle.dumps(told, pickle.HIGHEST_PROTOCOL)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the report with everything put into words, verdicts too."""
        if not isinstance(self.findings, Told | Sealed):
            verdicts = tuple(self.verdicts)
            told = Told(self.violations, self.unknowns, self.notices, verdicts)
            return replace(self, findings=told).__reduce__()
        values = tuple(getattr(self, entry.name) for entry in fields(self))
        return FileReport, values


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
        counts = {name: sum(part.violated[name] for part in self.files) for name in SEVERITIES}
        return Summary(
            files=len(self.files),
            workouts=sum(part.workouts for part in self.files),
            errors=counts["error"],
            warnings=counts["warning"],
            advice=counts["advice"],
            passed=sum(part.passed for part in self.files),
            unknown=sum(part.unknown for part in self.files),
            suppressed=sum(part.suppressed for part in self.files),
        )

    @property
    def ok(self) -> bool:
        """Whether nothing is at or above ``fail_on`` and every file could be judged at all."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> ExitStatus:
        """0 all well, 1 a violation at or above ``fail_on``, 3 a file with nothing judged."""
        failing = SEVERITIES[: RANK[self.fail_on] + 1]
        if any(part.violated[severity] for part in self.files for severity in failing):
            return 1
        return 0 if all(part.judged for part in self.files) and self.files else 3

    def joined(self, others: Iterable[Report]) -> Report:
        """Returns one report of this one and others of the same checker."""
        files = [*self.files, *(part for other in others for part in other.files)]
        return replace(self, files=tuple(files))

    def with_findings(self, findings: Findings | None) -> Report:
        """Returns the same counts of one document, told by other findings, or by none."""
        (part,) = self.files
        return replace(self, files=(replace(part, findings=findings or Told((), (), (), None)),))

    def sealed(self) -> Report:
        """Returns the same report, packed for another process; its verdicts stay behind."""
        return replace(self, files=tuple(part.sealed() for part in self.files))

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
