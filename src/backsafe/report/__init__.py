"""Verdicts → what a person, a CI run or an app is told, and the exit status."""

from __future__ import annotations

from backsafe.report.build import Head, Reporter
from backsafe.report.log import LogSummary, RuleCount, SessionCount
from backsafe.report.outline import SessionOutline, Step
from backsafe.report.report import FileReport, Report
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
    Violation,
)

__all__ = [
    "Applied",
    "FileReport",
    "FixNote",
    "Head",
    "Location",
    "LogSummary",
    "Notice",
    "Pass",
    "Report",
    "Reporter",
    "RuleCount",
    "SessionCount",
    "SessionOutline",
    "SourceNote",
    "Step",
    "Summary",
    "Suppressed",
    "Suppression",
    "Unknown",
    "Violation",
]
