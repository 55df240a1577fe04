"""A report: what is told of each document, the counts, and the exit status.

As plain data it is the format ``backsafe-report/1``, in which BackSafe hands reports to other
programs.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.frozen import Record, freeze, values_of
from backsafe.report.findings import NOTHING_TOLD, Sealed, Told, told_of
from backsafe.report.types import RANK, Summary
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.report.findings import Findings
    from backsafe.report.log import LogSummary
    from backsafe.report.outline import SessionOutline
    from backsafe.report.types import (
        Applied,
        Notice,
        Pass,
        Suppressed,
        Unknown,
        Verdict,
        Violation,
    )
    from backsafe.rules.expression import Severity

__all__ = [
    "FORMAT",
    "FileReport",
    "Report",
    "findings_of",
    "sealed",
    "with_applied",
    "with_findings",
]

FORMAT = "backsafe-report/1"

ExitStatus: TypeAlias = Literal[0, 1, 2, 3]

_COUNTED = (
    "path",
    "title",
    "kind",
    "workouts",
    "unknown",
    "passed",
    "suppressed",
    "judged",
    "fail_on",
)
_TOLD = ("violations", "unknowns", "notices", "suppressions", "applied", "log")
# Name in the JSON report → what it holds of each document.
_LISTS = {
    "violations": "violations",
    "fixed": "applied",
    "suppressed": "suppressions",
    "unknown": "unknowns",
    "notices": "notices",
}


@dataclass(frozen=True, eq=False, kw_only=True)
class FileReport(Record):
    """What is to be told of one document.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document, or an empty string.
        kind: plan or log.
        workouts: Number of workouts in it.
        violated: Severity → how many violations there are.
        unknown: How many checks could not be decided.
        passed: Number of verdicts that passed.
        suppressed: How many violations are set aside; :attr:`suppressions` tells which.
        judged: Whether anything about the training itself passed or failed.
        log: What a log shows as a whole; ``None`` for a plan.
        recordable: What the format of the file can record, as places of the document such as
            ``sets.tempo``; ``None`` for a format that can record everything.
        applied: The repairs that were made before the document was judged.
        entries: Entries of the configuration that speak of the document: where each is written →
            whether it is, or may yet be, of use in it.
        fail_on: Severity from which on a finding of it fails, where that is not the report's.
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
    log: LogSummary | None = None
    recordable: frozenset[str] | None = None
    applied: tuple[Applied, ...] = ()
    entries: Mapping[str, bool] = field(default_factory=dict, repr=False)
    fail_on: Severity | None = None
    # Where violations, unknowns and so on come from; it may hold all facts of the document.
    _findings: Findings = field(repr=False)

    def __post_init__(self) -> None:
        freeze(self, "violated", "entries")

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the document breaks, worst first."""
        return self._findings.violations()

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What could not be decided."""
        return self._findings.unknowns()

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Unknown exercises, skipped rows and the like."""
        return self._findings.notices()

    @cached_property
    def suppressions(self) -> tuple[Suppressed, ...]:
        """What is set aside, and why."""
        return self._findings.suppressions()

    @cached_property
    def passes(self) -> tuple[Pass, ...]:
        """What holds.

        Raises:
            UsageError: It stayed in the process that judged.
        """
        return self._findings.passes()

    @cached_property
    def outline(self) -> tuple[SessionOutline, ...]:
        """The sessions and their activities, for pages that show them; empty for a long log."""
        return self._findings.outline()

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts that the rest is made from: session by session, rule by rule.

        Raises:
            UsageError: They stayed in the process that judged.
        """
        return self._findings.verdicts()

    @property
    def summary(self) -> Summary:
        """All counts."""
        return Summary(
            files=1,
            workouts=self.workouts,
            errors=self.violated["error"],
            warnings=self.violated["warning"],
            advice=self.violated["advice"],
            passed=self.passed,
            unknown=self.unknown,
            suppressed=self.suppressed,
        )

    def _dumped(self) -> Mapping[str, Any]:
        return {
            **{
                name: getattr(self, name) for name in ("path", "title", "kind", "judged", "summary")
            },
            **{name: getattr(self, held) for name, held in _LISTS.items()},
            "log": self.log,
        }

    def _counted(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _COUNTED)

    def __eq__(self, other: object) -> bool:
        """Returns whether two reports say the same, however they came to it."""
        if not isinstance(other, FileReport):
            return NotImplemented
        return self._counted() == other._counted() and all(
            getattr(self, name) == getattr(other, name) for name in _TOLD
        )

    def __hash__(self) -> int:
        return hash(self._counted())

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the report with everything put into words, verdicts too."""
        if not isinstance(self._findings, Told | Sealed):
            told = told_of(self._findings, passes=True)
            told = replace(told, kept_verdicts=self.verdicts)
            return replace(self, _findings=told).__reduce__()
        return _file_report, (values_of(self),)


def _file_report(values: Mapping[str, Any]) -> FileReport:
    return FileReport(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
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
    def suppressions(self) -> tuple[Suppressed, ...]:
        """All violations that are set aside, and why."""
        return tuple(entry for part in self.files for entry in part.suppressions)

    @property
    def passes(self) -> tuple[Pass, ...]:
        """All checks that hold."""
        return tuple(entry for part in self.files for entry in part.passes)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, also those that passed."""
        return tuple(entry for part in self.files for entry in part.verdicts)

    @property
    def summary(self) -> Summary:
        """Counts over all files."""
        counts = [part.summary for part in self.files]
        return Summary(
            **{it.name: sum(getattr(one, it.name) for one in counts) for it in fields(Summary)}
        )

    @property
    def ok(self) -> bool:
        """Whether nothing is at or above ``fail_on`` and every file could be judged at all."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> ExitStatus:
        """0 all well, 1 a violation at or above ``fail_on``, 3 a file with nothing judged."""
        for part in self.files:
            if any(part.violated[it] for it in SEVERITIES[: RANK[self.fails_from(part)] + 1]):
                return 1
        return 0 if all(part.judged for part in self.files) and self.files else 3

    def fails_from(self, part: FileReport) -> Severity:
        """Returns the severity from which on a finding of one of the documents fails."""
        return part.fail_on or self.fail_on

    def joined(self, others: Iterable[Report]) -> Report:
        """Returns one report of this one and others; each document fails as it would by itself."""
        files = list(self.files)
        for other in others:
            for part in other.files:
                own = other.fails_from(part)
                same = own == self.fail_on
                files.append(part if same and not part.fail_on else replace(part, fail_on=own))
        return replace(self, files=tuple(files))

    def _dumped(self) -> Mapping[str, Any]:
        """Returns the report as its JSON format has it; further names may be added."""
        return {
            "format": FORMAT,
            "ok": self.ok,
            "engine": self.engine,
            "profile": self.profile,
            "summary": self.summary,
            # Files that could not be read have no report; who knows of any adds them.
            "unreadable": (),
            **{
                name: tuple(entry for part in self.files for entry in getattr(part, held))
                for name, held in _LISTS.items()
            },
            "logs": tuple(self._logs()),
        }

    def _logs(self) -> Iterator[Mapping[str, Any]]:
        for part in self.files:
            if part.log is not None:
                yield {"path": part.path, **part.log.model_dump()}

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


def findings_of(part: FileReport) -> Findings:
    """Returns where what is told of a document comes from."""
    return part._findings  # noqa: SLF001


def with_applied(report: Report, applied: tuple[Applied, ...]) -> Report:
    """Returns a report on one document with the repairs that were made before."""
    (part,) = report.files
    return replace(report, files=(replace(part, applied=applied),))


def with_findings(report: Report, findings: Findings | None) -> Report:
    """Returns the counts of a report on one document, told by other findings, or by none."""
    (part,) = report.files
    return replace(report, files=(replace(part, _findings=findings or NOTHING_TOLD),))


def sealed(report: Report, *, passes: bool = False) -> Report:
    """Returns a report in words, packed so that it travels light.

    Its verdicts stay behind: there are many.

    Args:
        report: The report.
        passes: Whether what holds travels, too.
    """
    return replace(report, files=tuple(_sealed(part, passes=passes) for part in report.files))


def _sealed(part: FileReport, *, passes: bool) -> FileReport:
    told = told_of(findings_of(part), passes=passes)
    return replace(part, _findings=Sealed(pickle.dumps(told, pickle.HIGHEST_PROTOCOL)))
