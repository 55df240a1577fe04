"""Verdicts → what a person, a CI run or an app is told, and the exit status."""

from __future__ import annotations

from backsafe.report.build import Reporter
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
    "Location",
    "Notice",
    "Report",
    "Reporter",
    "SourceNote",
    "Summary",
    "Unknown",
    "Violation",
]
