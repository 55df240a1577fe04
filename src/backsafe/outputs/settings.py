"""Settings in words: what holds for a file, where it comes from, and which rules run there."""

from __future__ import annotations

import json
import textwrap
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from backsafe.config.settings import Settings, shown_path
from backsafe.outputs.rules import all_severities
from backsafe.outputs.wording import columns
from backsafe.rules.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.choice import Ready
    from backsafe.rules.profiles import ActiveRule

__all__ = ["settings_json", "settings_text"]

_NAMES = tuple(it.name for it in fields(Settings) if it.name not in ("path", "origins"))
_UNSET = {"select": "all that the profile runs", "athlete": "none", "history": "none"}


def settings_text(settings: Settings, path: str) -> str:
    """Returns what holds for a file, for people to read.

    Args:
        settings: What holds, with what the command line says.
        path: The file.

    Raises:
        UsageError: The settings ask for something that is not there.
        RuleError: A folder of rules is wrong.
    """
    return "\n".join(_lines(settings, path))


def _lines(settings: Settings, path: str) -> Iterator[str]:
    ready, ignored = _ready(settings, path)
    yield path
    yield f"configuration  {shown_path(settings.path) if settings.path else 'none found'}"
    yield ""
    for name in _NAMES:
        start = f"{name.replace('_', '-'):<17} {_origin(settings, name):<16}"
        for value in _values(getattr(settings, name)) or [_UNSET.get(name, "none")]:
            yield from _wrapped(f"{start} {value}", len(start) + 1)
            start = " " * len(start)
    yield from ("", f"{len(ready.rules)} rules run")
    for active in ready.rules:
        severities = "/".join(all_severities(active))
        changed = ", ".join(_changed(active))
        yield from _wrapped(
            f"{active.rule.code:<6} {active.rule.name:<34} {severities:<15} {changed}".rstrip(), 42
        )
    if ignored:
        left_out = ", ".join(sorted(ignored - set(ready.kept)))
        yield from _wrapped(f"left out of this file: {left_out}", 2)
    if ready.kept:
        yield from _wrapped(f"kept, since they screen the athlete: {', '.join(ready.kept)}", 2)


def _wrapped(line: str, indent: int) -> list[str]:
    wide = columns()
    if len(line) <= wide:
        return [line]
    start = len(line) - len(line.lstrip())
    indent = indent if indent < wide // 2 else start + 2
    return textwrap.wrap(
        line.lstrip(),
        wide,
        initial_indent=" " * start,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def settings_json(settings: Settings, path: str) -> str:
    """Returns what :func:`settings_text` does as JSON text; errors as there."""
    ready, ignored = _ready(settings, path)
    found = {
        "path": path,
        "configuration": settings.path,
        "settings": {
            name.replace("_", "-"): {
                "value": _plain(getattr(settings, name)),
                "origin": _origin(settings, name),
            }
            for name in _NAMES
        },
        "rules": [
            {
                "code": active.rule.code,
                "name": active.rule.name,
                "severities": all_severities(active),
                "parameters": {
                    name: {"value": value, "default": active.rule.parameters[name].value}
                    for name, value in active.parameters.items()
                },
            }
            for active in ready.rules
        ],
        "left_out": sorted(ignored - set(ready.kept)),
        "kept": list(ready.kept),
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _ready(settings: Settings, path: str) -> tuple[Ready, frozenset[str]]:
    """Returns the rules that run in a file, and the codes that are not to run in this one."""
    choice = settings.choice()
    ready = choice.ready()
    ignored = choice.ignored(path)
    return ready.without(ignored) if ignored else ready, ignored


def _origin(settings: Settings, name: str) -> str:
    origin = settings.origins.get(name, "default")
    return shown_path(settings.path) if origin == "file" and settings.path else origin


def _values(value: Any) -> list[str]:
    """Returns a value as lines."""
    if isinstance(value, str) or value is None:
        return [shown_path(value)] if value else []
    if isinstance(value, tuple):
        words = [it for it in value if isinstance(it, str)]
        lines = [
            f"{it.path} {it.rule} {it.at}".rstrip() + f": {it.reason}"
            for it in value
            if it not in words
        ]
        return lines or ([", ".join(map(shown_path, words))] if words else [])
    return [f"{key}: {_entry(entry)}" for key, entry in value.items()]


def _entry(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, tuple):
        return ", ".join(entry)
    return ", ".join(f"{name} = {exactly(number)}" for name, number in entry.items())


def _plain(value: Any) -> Any:
    """Returns a value as JSON has it; each suppression with the names of its parts."""
    if isinstance(value, tuple):
        return [it if isinstance(it, str) else it.model_dump(mode="json") for it in value]
    if hasattr(value, "items"):
        return {key: list(it) if isinstance(it, tuple) else it for key, it in value.items()}
    return value


def _changed(active: ActiveRule) -> Iterator[str]:
    for name, value in active.parameters.items():
        spec = active.rule.parameters[name]
        if value != spec.value:
            unit = f" {spec.unit}" if spec.unit else ""
            yield f"{name} = {exactly(value)}{unit} in place of {exactly(spec.value)}"
