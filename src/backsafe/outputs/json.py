"""A report as JSON, format ``backsafe-report/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from backsafe.outputs import log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.errors import Problem
    from backsafe.report import Location, Report, Violation

__all__ = ["FORMAT", "as_mapping", "problem_as_mapping", "render"]

FORMAT = "backsafe-report/1"


def problem_as_mapping(problem: Problem) -> dict[str, Any]:
    """Returns why a file could not be read as plain data."""
    return {
        "message": problem.message,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
    }


def as_mapping(report: Report, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Returns a report as plain data; names are fixed, further ones may be added.

    Args:
        report: What was found.
        problems: Why files could not be read; where there are any, not all is well.
    """
    return {
        "format": FORMAT,
        "ok": report.ok and not problems,
        "engine": report.engine,
        "profile": report.profile,
        "summary": report.summary._asdict(),
        "unreadable": [problem_as_mapping(it) for it in problems],
        "violations": [_violation(entry) for entry in report.violations],
        "fixed": [
            {**entry._asdict(), "location": _location(entry.location)}
            for part in report.files
            for entry in part.applied
        ],
        "suppressed": [
            {**_violation(entry.violation), "suppression": entry.suppression._asdict()}
            for entry in report.suppressions
        ],
        "unknown": [
            {
                "code": entry.code,
                "name": entry.name,
                "missing": list(entry.missing),
                "reason": entry.reason,
                "needs": [need.path for need in entry.needs],
                "location": _location(entry.location),
            }
            for entry in report.unknowns
        ],
        "notices": [
            {
                "kind": entry.kind,
                "message": entry.message,
                "location": _location(entry.location),
            }
            for entry in report.notices
        ],
        "logs": [
            log.as_mapping(part.path, part.log) for part in report.files if part.log is not None
        ],
    }


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a report as JSON text, two spaces deep, without characters outside ASCII escaped.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    data = as_mapping(report, problems)
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def _location(place: Location) -> dict[str, Any]:
    return {
        "path": place.path,
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
    }


def _violation(entry: Violation) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "check": entry.check,
        "severity": entry.severity,
        "title": entry.title,
        "message": entry.message,
        "why": entry.why,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "section": source.section or None,
                "url": source.url,
                "origin": source.origin,
            }
            for source in entry.sources
        ],
        "location": _location(entry.location),
        "facts": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in entry.facts.items()
        },
        "parameters": {name: dict(values) for name, values in entry.parameters.items()},
        "fix": None if entry.fix is None else entry.fix._asdict(),
        "fingerprint": entry.fingerprint,
    }
