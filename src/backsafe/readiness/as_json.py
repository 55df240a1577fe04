"""What comes of asking before a session as JSON, format ``backsafe-preflight/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from backsafe.outputs.document import as_json
from backsafe.outputs.json import as_mapping as report_as_mapping

if TYPE_CHECKING:
    from backsafe.readiness.result import Preflight, Reason
    from backsafe.readiness.today import Answered

__all__ = ["FORMAT", "as_mapping", "render"]

FORMAT = "backsafe-preflight/1"


def as_mapping(found: Preflight) -> dict[str, Any]:
    """Returns what comes of it as plain data; names are fixed, further ones may be added."""
    return {
        "format": FORMAT,
        "outcome": found.outcome,
        "exit_status": found.exit_status,
        "care": found.care,
        "postponed": found.postponed,
        "session": found.session,
        "path": found.path,
        "date": None if found.planned.date is None else str(found.planned.date),
        "reasons": [_reason(it) for it in found.reasons],
        "notes": [_reason(it) for it in found.notes],
        "today": [_answered(it) for it in found.answered],
        "adjusted": _adjusted(found),
        "workout": None if found.workout is None else json.loads("".join(as_json(found.workout))),
        "checklist": [it._asdict() for it in found.checklist],
        "report": report_as_mapping(found.report),
    }


def render(found: Preflight) -> str:
    """Returns what comes of it as JSON text."""
    return json.dumps(as_mapping(found), indent=2, ensure_ascii=False, allow_nan=False)


def _reason(it: Reason) -> dict[str, Any]:
    place = None if it.location is None else it.location._asdict()
    return {**it._asdict(), "code": it.code or None, "location": place}


def _answered(it: Answered) -> dict[str, Any]:
    value = list(it.value) if isinstance(it.value, tuple) else it.value
    return {"question": it.question.name, "value": value, "origin": it.origin}


def _adjusted(found: Preflight) -> dict[str, Any] | None:
    if found.adjusted is None:
        return None
    return {
        "converted": found.converted,
        "changes": [
            {**it._asdict(), "location": it.location._asdict()} for it in found.adjusted.applied
        ],
        "diff": found.adjusted.diff(),
    }
