"""The JSON of what comes of asking: fixed names, and all that the page tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import backsafe
from backsafe.readiness.as_json import render

TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
REASON = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "kind": {"enum": ["finding", "set_aside", "unanswered", "undecided", "unjudged"]},
        "message": {"type": "string", "minLength": 1},
        "do": TEXT,
        "code": MAYBE_TEXT,
        "name": TEXT,
        "severity": {"enum": ["error", "warning", "advice", None]},
        "care": {"enum": ["emergency", "urgent", "clinician", "coach", None]},
        "location": {"type": ["object", "null"]},
    },
    "required": ["kind", "message", "do", "code", "name", "severity", "care", "location"],
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "format": {"const": "backsafe-preflight/1"},
        "outcome": {"enum": ["go", "adjust", "cannot_tell", "see_someone"]},
        "exit_status": {"enum": [0, 1, 3]},
        "care": REASON["properties"]["care"],  # type: ignore[index]
        "postponed": {"type": "boolean"},
        "session": TEXT,
        "path": TEXT,
        "date": MAYBE_TEXT,
        "reasons": {"type": "array", "items": REASON},
        "notes": {"type": "array", "items": REASON},
        "today": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "question": TEXT,
                    "value": {"type": ["array", "number", "null"]},
                    "origin": {"enum": ["answer", "history", "athlete", "skipped"]},
                },
                "required": ["question", "value", "origin"],
            },
        },
        "adjusted": {
            "type": ["object", "null"],
            "required": ["converted", "changes", "diff"],
        },
        "workout": {"type": ["object", "null"]},
        "checklist": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "kind": {"enum": ["warm_up", "ramp", "cue"]},
                    "text": TEXT,
                    "lift": TEXT,
                    "origin": {
                        "type": "string",
                        "pattern": "^(plan|[A-Z]{2}[0-9]{2}(, [A-Z]{2}[0-9]{2})*)$",
                    },
                },
                "required": ["kind", "text", "lift", "origin"],
            },
        },
        "report": {"type": "object", "required": ["format", "violations", "unknown"]},
    },
}
SCHEMA["required"] = list(SCHEMA["properties"])  # type: ignore[call-overload]
WELL: dict[str, Any] = {"red_flags": [], "pain": [], "illness": [], "conditions": []}


@pytest.mark.parametrize(
    ("name", "answers", "outcome"),
    [
        ("sound-back-day", WELL, "go"),
        ("unsafe-back-day", {**WELL, "days_since_back_session": 2}, "adjust"),
        ("sound-back-day", {}, "cannot_tell"),
        ("sound-back-day", {"red_flags": ["chest_pain"]}, "see_someone"),
        ("sound-back-day", {**WELL, "illness": ["fever"]}, "adjust"),
    ],
)
def test_its_shape(name: str, answers: dict[str, Any], outcome: str, repository: Path) -> None:
    found = backsafe.preflight(repository / "examples" / f"{name}.yaml", answers=answers)
    made = found.model_dump(mode="json")

    jsonschema.validate(made, SCHEMA)
    assert made["outcome"] == outcome
    assert json.loads(render(found)) == made
    assert made["report"]["format"] == "backsafe-report/1"
    if outcome == "adjust" and not made["postponed"]:
        assert made["adjusted"]["diff"].startswith("---")
        assert backsafe.check(made["workout"]).summary.errors == 0
    assert (made["workout"] is None) == (
        outcome in ("cannot_tell", "see_someone") or made["postponed"]
    )
