"""A report: what is told of each document, the counts, and the exit status."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.report.findings import NOTHING_TOLD, Sealed, Told, told_of
from backsafe.report.types import RANK, Summary
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backsafe.report.findings import Findings
    from backsafe.report.log import LogSummary
    from backsafe.report.outline import SessionOutline
    from backsafe.report.types import Applied, Notice, Pass, Suppressed, Unknown, Violation
    from backsafe.rules.expression import Severity
    from backsafe.verdicts import Verdict

__all__ = ["FileReport", "Report"]

ExitStatus: TypeAlias = Literal[0, 1, 2, 3]


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
        suppressed: How many violations are set aside; :attr:`suppressions` tells which.
        judged: Whether anything about the training itself passed or failed.
        findings: Where :attr:`violations`, :attr:`unknowns` and so on come from.
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
    findings: Findings = field(repr=False)
    log: LogSummary | None = None
    recordable: frozenset[str] | None = None
    applied: tuple[Applied, ...] = ()
    entries: Mapping[str, bool] = field(default_factory=dict, repr=False)
    fail_on: Severity | None = None

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

    @cached_property
    def suppressions(self) -> tuple[Suppressed, ...]:
        """What is set aside, and why."""
        return self.findings.suppressions()

    @cached_property
    def passes(self) -> tuple[Pass, ...]:
        """What holds.

        Raises:
            UsageError: It stayed in the process that judged.
        """
        return self.findings.passes()

    @cached_property
    def outline(self) -> tuple[SessionOutline, ...]:
        """The sessions and their activities, for pages that show them; empty for a long log."""
        return self.findings.outline()

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """All verdicts that the rest is made from.

        Raises:
            UsageError: They stayed in the process that judged.
        """
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

    def sealed(self, *, passes: bool = False) -> FileReport:
        """Returns the same report in words, packed so that it travels light.

        Its verdicts stay behind: they hold on to every fact they are about.

        Args:
            passes: Whether what holds travels, too.
        """
        told = told_of(self.findings, passes=passes)
        return replace(self, findings=Sealed(pickle.dumps(told, pickle.HIGHEST_PROTOCOL)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the report with everything put into words, verdicts too."""
        if not isinstance(self.findings, Told | Sealed):
            told = told_of(self.findings, passes=True)
            told = replace(told, kept_verdicts=tuple(self.verdicts))
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
        for part in self.files:
            if any(part.violated[it] for it in SEVERITIES[: RANK[self.fails_from(part)] + 1]):
                return 1
        return 0 if all(part.judged for part in self.files) and self.files else 3

    def fails_from(self, part: FileReport) -> Severity:
        """Returns the severity from which on a finding of one of the documents fails."""
        return part.fail_on or self.fail_on

    def with_applied(self, applied: tuple[Applied, ...]) -> Report:
        """Returns the same report of one document, with the repairs that were made before."""
        (part,) = self.files
        return replace(self, files=(replace(part, applied=applied),))

    def joined(self, others: Iterable[Report]) -> Report:
        """Returns one report of this one and others; each document fails as it would by itself."""
        files = list(self.files)
        for other in others:
            for part in other.files:
                own = other.fails_from(part)
                same = own == self.fail_on
                files.append(part if same and not part.fail_on else replace(part, fail_on=own))
        return replace(self, files=tuple(files))

    def with_findings(self, findings: Findings | None) -> Report:
        """Returns the same counts of one document, told by other findings, or by none."""
        (part,) = self.files
        return replace(self, files=(replace(part, findings=findings or NOTHING_TOLD),))

    def sealed(self, *, passes: bool = False) -> Report:
        """Returns the same report, packed for another process; see :meth:`FileReport.sealed`."""
        return replace(self, files=tuple(part.sealed(passes=passes) for part in self.files))

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
