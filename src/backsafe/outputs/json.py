"""A report as JSON, format ``backsafe-report/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from backsafe.outputs import log

if TYPE_CHECKING:
    from backsafe.report import Location, Report, Violation

__all__ = ["FORMAT", "as_mapping", "render"]

FORMAT = "backsafe-report/1"


def as_mapping(report: Report) -> dict[str, Any]:
    """Returns a report as plain data; names are fixed, further ones may be added."""
    return {
        "format": FORMAT,
        "ok": report.ok,
        "engine": report.engine,
        "profile": report.profile,
        "summary": report.summary._asdict(),
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


def render(report: Report) -> str:
    """Returns a report as JSON text, two spaces deep, without characters outside ASCII escaped."""
    return json.dumps(as_mapping(report), indent=2, ensure_ascii=False, allow_nan=False)


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
