"""A report as GitLab's Code Quality takes it, for the widget of a merge request."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from backsafe.outputs.identity import findings
from backsafe.outputs.places import shown_path
from backsafe.outputs.wording import clean, do, not_judged
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import FileReport, Report, Violation

__all__ = ["render"]

# GitLab has five severities, of which "blocker" stays for a file that could not be read: what it
# would break nobody knows.
_SEVERITIES = {"error": "critical", "warning": "major", "advice": "minor"}
_LENGTH = 32


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a report as JSON text in the format of Code Quality.

    The format knows no suppressions, so what is set aside is left out.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    entries = [
        _entry("blocker", "cannot-be-read", f"cannot be read: {it.message}", it.path, it.line, "")
        for it in problems
    ]
    entries += [entry for part in report.files for entry in _file(part)]
    _number(entries)
    return json.dumps(entries, indent=2, ensure_ascii=False)


def _file(part: FileReport) -> Iterator[dict[str, Any]]:
    for violation, identity, suppression in findings(part):
        if suppression is None:
            yield _entry(
                _SEVERITIES[violation.severity],
                violation.code,
                _description(violation, several=part.workouts > 1),
                part.path,
                violation.location.line,
                identity,
            )
    if not part.judged:
        yield _entry("critical", "nothing-judged", not_judged(part), part.path, None, "")


def _description(violation: Violation, *, several: bool) -> str:
    # The widget shows the description alone, in one line.
    session = f"{violation.session}: " if several and violation.session else ""
    told = f"{violation.code} {violation.name}: {session}{violation.message} {do([violation])}"
    return told.strip()


def _entry(
    severity: str, check: str, description: str, path: str, line: int | None, identity: str
) -> dict[str, Any]:
    shown = visible(shown_path(path))
    return {
        "description": clean(description),
        "check_name": check,
        "fingerprint": json.dumps([check, shown, identity]),
        "severity": severity,
        "location": {"path": shown, "lines": {"begin": max(1, line or 1)}},
    }


def _number(entries: list[dict[str, Any]]) -> None:
    """Gives entries fingerprints of their own: of those that share one GitLab shows the first."""
    seen: dict[str, int] = {}
    for entry in entries:
        known_by = entry["fingerprint"]
        seen[known_by] = seen.get(known_by, 0) + 1
        digest = sha256(f"{known_by}{seen[known_by]}".encode())
        entry["fingerprint"] = digest.hexdigest()[:_LENGTH]
