"""A document as a BackSafe file, YAML or JSON: what the model holds, and all of it."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from backsafe.model import Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.facts.timeline import SessionStream
    from backsafe.model import Model

__all__ = ["as_json", "as_yaml"]

# Whatever else a text is, in quotes it is a text.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ _-][A-Za-z0-9_()-]+)*")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_INDENT = "  "


def as_json(content: Workout | Program | Log | SessionStream) -> Iterator[str]:
    """Yields a document as JSON, piece by piece."""
    head, lists = _parts(content)
    yield "{\n"
    yield ",\n".join(f"  {json.dumps(key)}: {_json(value)}" for key, value in head.items())
    for key, items in lists:
        yield f",\n  {json.dumps(key)}: ["
        between = "\n    "
        for item in items:
            yield between + _json(item)
            between = ",\n    "
        yield "\n  ]" if between != "\n    " else "]"
    yield "\n}\n"


def as_yaml(content: Workout | Program | Log | SessionStream) -> Iterator[str]:
    """Yields a document as YAML, piece by piece."""
    head, lists = _parts(content)
    for key, value in head.items():
        yield from _yaml_entry(key, value, "")
    for key, items in lists:
        found = False
        for item in items:
            if not found:
                yield f"{key}:\n"
                found = True
            yield from _yaml_item(item, _INDENT)
        if not found:
            yield f"{key}: []\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _parts(
    content: Workout | Program | Log | SessionStream,
) -> tuple[dict[str, Any], list[tuple[str, Iterable[Any]]]]:
    """Returns the head of a document, and its list of what it is made of."""
    head: dict[str, Any] = {"backsafe": 1}
    if isinstance(content, Workout | Program | Log):
        stated = _plain(content)
        key = "activities" if isinstance(content, Workout) else "weeks"
        key = "workouts" if isinstance(content, Log) else key
        items = stated.pop(key, [])
        head |= {name: value for name, value in stated.items() if name != "backsafe"}
        if isinstance(content, Program):
            items = [{"workouts": list(map(_without_kind, it["workouts"]))} for it in items]
        return head, [(key, map(_without_kind, items) if key == "workouts" else items)]
    head |= {"kind": "log", "title": content.title, "records": content.records}
    if content.athlete is not None:
        head["athlete"] = _plain(content.athlete)
    kept = {key: list(it) if isinstance(it, tuple) else it for key, it in head.items() if it}
    sessions = (_without_kind(_plain(workout)) for _, workout in content.sessions())
    return kept, [("workouts", sessions)]


def _without_kind(workout: dict[str, Any]) -> dict[str, Any]:
    """Returns a session of a program or log, which is planned or logged as the whole is."""
    return {key: value for key, value in workout.items() if key not in ("kind", "backsafe")}


def _plain(part: Model) -> dict[str, Any]:
    """Returns what a model states, as plain data; a type is stated even where it is the default."""
    stated: dict[str, Any] = part.model_dump(mode="json", exclude_none=True)
    return {key: _tidied(value) for key, value in stated.items()}


def _tidied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidied(it) for key, it in value.items() if key != "backsafe"}
    if isinstance(value, list | tuple):
        return [_tidied(it) for it in value]
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return value


def _yaml_entry(key: str, value: Any, indent: str) -> Iterator[str]:
    """Yields a key with its value, on one line where that is short."""
    name = _scalar(key)
    if isinstance(value, dict) and value and not _fits(value, indent):
        yield f"{indent}{name}:\n"
        for inner, it in value.items():
            yield from _yaml_entry(inner, it, indent + _INDENT)
    elif isinstance(value, list) and value and not _fits(value, indent):
        yield f"{indent}{name}:\n"
        for item in value:
            yield from _yaml_item(item, indent + _INDENT)
    else:
        yield f"{indent}{name}: {_flow(value)}\n"


def _yaml_item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, dict) or _fits(item, indent) or not item:
        yield f"{indent}- {_flow(item)}\n"
        return
    mark = f"{indent}- "
    for key, value in item.items():
        lines = list(_yaml_entry(key, value, indent + _INDENT))
        yield mark + lines[0][len(mark) :] if mark.strip() else lines[0]
        yield from islice(lines, 1, None)
        mark = ""


def _fits(value: Any, indent: str) -> bool:
    """Returns whether a value goes on one line: a set does, a lift does not."""
    if isinstance(value, dict) and ("sets" in value or "activities" in value):
        return False
    if isinstance(value, list) and any(isinstance(it, dict) for it in value):
        return False
    return len(indent) + len(_flow(value)) < 90


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value.casefold() not in _RESERVED:
            return value
        # A text in JSON is one in YAML, but for characters that nobody sees.
        return "".join(map(_shown, json.dumps(value, ensure_ascii=False)))
    return json.dumps(value, allow_nan=False)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
