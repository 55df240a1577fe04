"""Verdicts → what a person, a CI run or an app is told, and the exit status."""

from __future__ import annotations

from backsafe.report.build import Head, Reporter
from backsafe.report.report import (
    FileReport,
    Report,
    findings_of,
    sealed,
    with_applied,
    with_findings,
)
from backsafe.report.types import (
    Applied,
    FixNote,
    Location,
    Notice,
    Pass,
    SourceNote,
    Summary,
    Suppressed,
    Suppression,
    Unknown,
    Verdict,
    Violation,
)

__all__ = [
    "Applied",
    "FileReport",
    "FixNote",
    "Head",
    "Location",
    "Notice",
    "Pass",
    "Report",
    "Reporter",
    "SourceNote",
    "Summary",
    "Suppressed",
    "Suppression",
    "Unknown",
    "Verdict",
    "Violation",
    "findings_of",
    "sealed",
    "with_applied",
    "with_findings",
]
