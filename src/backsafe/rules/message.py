"""Message templates of rule files.

A message names fields and parameters in braces, with a number format at most. ``str.format`` is not
used: it reaches attributes and indexes, and rule files are data from strangers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import did_you_mean
from backsafe.facts.schema import SCHEMA
from backsafe.rules.numbers import number_text
from backsafe.rules.scope import ExpressionError, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Message", "Placeholder", "parse_message"]

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_FORMAT = re.compile(r"(?:\.([0-9]))?([fgd])")


class Placeholder(NamedTuple):
    """A value to put in: a parameter, or a field written ``fact.field``."""

    variable: str
    name: str
    format: str


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed message: texts and placeholders in turn.

    Attributes:
        parts: The texts and placeholders.
        otherwise: What is said instead where a value of this one is missing; ``None`` for nothing.
    """

    parts: tuple[str | Placeholder, ...]
    otherwise: Message | None = None

    def render(
        self, values: Mapping[str, object], limits: Mapping[str, Sequence[float]] | None = None
    ) -> str:
        """Returns the message with values put in; a missing one shows as ``unknown``.

        Args:
            values: Name → value.
            limits: Name → numbers that its value is compared with. It is shown with as many digits
                as it takes to stand on the same side of them: 60.3 % is not at most 60 %.
        """
        if self.otherwise is not None and any(values.get(key) is None for key in self._own_keys()):
            return self.otherwise.render(values, limits)
        near = limits or {}
        return "".join(
            part if isinstance(part, str) else _part(part, values, near) for part in self.parts
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The names that :meth:`render` looks up."""
        return (*self._own_keys(), *(() if self.otherwise is None else self.otherwise.keys))

    def _own_keys(self) -> Iterator[str]:
        return (_key(part) for part in self.parts if not isinstance(part, str))


def _part(part: Placeholder, values: Mapping[str, object], limits: Mapping[str, Any]) -> str:
    key = _key(part)
    # A parameter is a figure that somebody has chosen, so all of it is told.
    return _shown(values.get(key), part.format, limits.get(key, ()), exact=not part.variable)


def _key(part: Placeholder) -> str:
    return f"{part.variable}.{part.name}" if part.variable else part.name


def _shown(value: object, pattern: str, limits: Sequence[float], *, exact: bool) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(value, pattern, (value,) if exact else limits)
    if isinstance(value, tuple):
        return ", ".join(str(item).replace("_", " ") for item in value)
    return str(value)


def parse_message(text: str, scope: Scope) -> Message:
    """Parses a message and checks its names.

    Raises:
        ExpressionError: A name not in reach, or a format other than ``[.n]f``, ``g``, ``d``.
    """
    parts: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
        elif match[1] is None:
            raise _error(text, match.start(), "a lone brace; write {{ or }} to print one")
        else:
            parts.append(_placeholder(text, match, scope))
    parts.append(text[end:])
    return Message(tuple(part for part in parts if part != ""))


def _placeholder(text: str, match: re.Match[str], scope: Scope) -> Placeholder:
    name, colon, pattern = match[1].partition(":")
    variable, dot, attribute = name.partition(".")
    if colon and not _FORMAT.fullmatch(pattern):
        raise _error(
            text, match.start(), f"format {pattern!r}; expected g, d, f or .1f and the like"
        )
    if not dot:
        if name not in scope.parameters:
            hint = did_you_mean(name, scope.parameters)
            raise _error(text, match.start(), f"unknown parameter {name!r}{hint}")
        return Placeholder("", name, pattern)
    if variable not in scope.variables:
        hint = did_you_mean(variable, scope.variables)
        raise _error(text, match.start(), f"no fact {variable!r} is in reach{hint}")
    fields = SCHEMA[scope.variables[variable]].fields
    if attribute not in fields:
        hint = did_you_mean(attribute, fields)
        fact = scope.variables[variable]
        raise _error(text, match.start(), f"{fact} has no field {attribute!r}{hint}")
    if colon and fields[attribute].kind != "number":
        raise _error(text, match.start(), f"{name} is no number, so it takes no format")
    return Placeholder(variable, attribute, pattern)


def _error(text: str, offset: int, message: str) -> ExpressionError:
    line = text.count("\n", 0, offset) + 1
    return ExpressionError(message, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
