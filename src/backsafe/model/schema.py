"""The published JSON Schemas: of the document format, and of answers given before a session."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from backsafe.model.answers import Answers
from backsafe.model.workout import Log, Program, Workout

__all__ = ["answers_schema", "json_schema"]

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


def answers_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a file of answers; see :class:`Answers`.

    It accepts every file that the model accepts. Which answers contradict each other is for the
    model to say.
    """
    made = Answers.model_json_schema()
    for field in made["properties"].values():
        if any(form.get("type") == "array" for form in field["anyOf"]):
            field["anyOf"].append({"enum": ["none", ["none"]]})
    return {"$schema": _DIALECT, **made, "title": "BackSafe answers before a session"}
