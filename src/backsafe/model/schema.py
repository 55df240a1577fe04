"""The published JSON Schema of the document format."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from backsafe.model.workout import Log, Program, Workout

__all__ = ["json_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a workout, program or log file.

    It accepts every file that the models accept. Checks between fields, such as two ways of giving
    one load, are the models' alone.
    """
    _, generated = models_json_schema(
        [(model, "validation") for model in (Workout, Program, Log)], by_alias=True
    )
    definitions: dict[str, Any] = generated["$defs"]
    for definition in definitions.values():
        kind = definition.get("properties", {}).get("type", {})
        # The discriminator has a default in Python and must be written in a file.
        if "const" in kind:
            definition["required"] = ["type", *definition.get("required", ())]
    return {
        "$schema": _DIALECT,
        "title": "BackSafe document, format 1",
        "description": "A workout, a program (weeks) or a log of sessions (workouts).",
        "type": "object",
        "required": ["backsafe"],
        "if": {"required": ["weeks"]},
        "then": {"$ref": "#/$defs/Program"},
        "else": {
            "if": {"required": ["workouts"]},
            "then": {"$ref": "#/$defs/Log"},
            "else": {"$ref": "#/$defs/Workout"},
        },
        "$defs": definitions,
    }
