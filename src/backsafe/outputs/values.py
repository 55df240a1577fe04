"""What a check rests on, as people read it and as JSON has it, in lines that fit."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from backsafe.outputs.wording import clean, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backsafe.facts.fact import Value
    from backsafe.report.judging import Judgement

__all__ = ["judgement_as_mapping", "shown_value", "shown_values", "wrapped"]

_LONGEST = 80
_LEAST = 30
_NARROW_INDENT = 4


def shown_value(value: Value) -> str:
    """Returns a value as a condition would write it; a missing one shows as ``unknown``.

    >>> shown_value(20.0), shown_value(None), shown_value(True), shown_value("mild")
    ('20', 'unknown', 'true', '"mild"')
    >>> shown_value(("belt", "band"))
    '["belt", "band"]'
    """
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = clean(value)
        return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown_value, value))}]"
    return f"{value:.10g}"


def shown_values(values: Mapping[str, Value]) -> str:
    """Returns what a verdict rests on in one line.

    >>> shown_values({"set.reps": 5.0, "most_reps": 6.0})
    'set.reps = 5, most_reps = 6'
    """
    return ", ".join(f"{name} = {shown_value(value)}" for name, value in values.items())


def wrapped(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    """Yields a text in lines that fit.

    Args:
        text: The text.
        first: What the first line begins with.
        rest: What the others begin with; by default as many spaces.
    """
    following = " " * len(first) if rest is None else rest
    if columns() - len(first) < _LEAST and first.strip():
        # On a narrow terminal what a line begins with stands above it.
        yield first.rstrip()
        first = following = " " * _NARROW_INDENT
    # A name and its value stay on one line.
    joined = clean(text).replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
    lines = textwrap.wrap(
        joined, columns() - len(first), break_long_words=False, break_on_hyphens=False
    )
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
    yield (first + lines[0]).rstrip() if lines else first.rstrip()
    yield from (following + line for line in lines[1:])


def judgement_as_mapping(found: Judgement) -> dict[str, Any]:
    """Returns what a check says of a fact as plain data."""
    aside = found.set_aside
    return {
        "code": found.code,
        "name": found.name,
        "check": found.check,
        "title": found.title,
        "outcome": found.outcome.replace(" ", "_"),
        "severity": found.severity,
        "fact": found.fact,
        "location": found.location.model_dump(mode="json"),
        "session": found.session,
        "conditions": dict(found.conditions),
        "facts": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in found.values.items()
        },
        "message": found.text or None,
        "missing": list(found.missing),
        "needs": [need.path for need in found.needs],
        "set_aside": None if aside is None else aside.model_dump(mode="json"),
    }
