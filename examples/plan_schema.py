"""The JSON Schema of one planned session, as structured-output APIs of language models accept it.

python examples/plan_schema.py      prints it

They take a subset of JSON Schema, each its own; this keeps to what they have in common. Every
object is closed and every key is required, null standing for what is left open; a choice is anyOf;
limits, patterns, formats and defaults are left out, for BackSafe checks those all the same.
"""

from __future__ import annotations

import json
from typing import Any

import backsafe

NOT_THE_MODELS = frozenset(
    {
        "athlete",  # the app knows the person; a model that tells of one has made it up
        "form",  # what somebody saw
        "pain",
        "discomfort_0_10",
        "hours_after_rising",
        "kind",  # a log is not held to what it does not list
        "records",
        "target_reps",
    }
)
_KEPT = {"type", "description", "enum", "items", "anyOf", "$ref"}


def plan_schema() -> dict[str, Any]:
    schema = backsafe.Workout.model_json_schema()
    defined = schema.pop("$defs")
    needed: dict[str, Any] = {}
    reduced = _reduced(schema, defined, needed)
    return {**reduced, "$defs": needed}


def _reduced(
    part: dict[str, Any], defined: dict[str, Any], needed: dict[str, Any]
) -> dict[str, Any]:
    """Returns a part of the schema, and adds to `needed` the definitions that it refers to."""
    kept = {key: value for key, value in part.items() if key in _KEPT}
    if "const" in part:
        kept["enum"] = [part["const"]]
    if "oneOf" in part:
        kept["anyOf"] = part["oneOf"]
    if "anyOf" in kept:
        kept["anyOf"] = [_reduced(it, defined, needed) for it in kept["anyOf"]]
    if "items" in kept:
        kept["items"] = _reduced(kept["items"], defined, needed)
    if "$ref" in kept:
        name = kept["$ref"].rpartition("/")[2]
        if name not in needed:
            needed[name] = {}  # a definition may refer to itself
            needed[name] = _reduced(defined[name], defined, needed)
    if part.get("type") == "object":
        stated = {key: it for key, it in part["properties"].items() if key not in NOT_THE_MODELS}
        kept["properties"] = {key: _reduced(it, defined, needed) for key, it in stated.items()}
        kept |= {"required": list(stated), "additionalProperties": False}
    return kept


if __name__ == "__main__":
    print(json.dumps(plan_schema(), indent=2))
