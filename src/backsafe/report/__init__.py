"""Verdicts → what a person, a CI run or an app is told, and the exit status."""

from __future__ import annotations

from backsafe.report.build import Head, Reporter
from backsafe.report.log import LogSummary, RuleCount, SessionCount
from backsafe.report.types import (
    FileReport,
    FixNote,
    Location,
    Notice,
    Report,
    SourceNote,
    Summary,
    Unknown,
    Violation,
)

__all__ = [
    "FileReport",
    "FixNote",
    "Head",
    "Location",
    "LogSummary",
    "Notice",
    "Report",
    "Reporter",
    "RuleCount",
    "SessionCount",
    "SourceNote",
    "Summary",
    "Unknown",
    "Violation",
]
