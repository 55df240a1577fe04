"""What a rule is, once its file has been read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from backsafe.rules.expression import Conditional, Expression, FieldRef, Severity, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.rules.message import Message
    from backsafe.rules.repair import Repair

__all__ = [
    "CODE",
    "Check",
    "Citation",
    "Example",
    "ExampleKind",
    "Fix",
    "Origin",
    "ParameterSpec",
    "Rule",
    "Severity",
    "Source",
]

Origin: TypeAlias = Literal["article", "external", "project"]
CODE = re.compile(r"[A-Z]{2,6}[0-9]{2,3}")
"""What a code looks like."""

ExampleKind: TypeAlias = Literal["bad", "unknown", "good"]


class Source(NamedTuple):
    """A document that rules cite, from ``sources.yaml``.

    Attributes:
        id: What rules call it.
        title: Its title with authors where it has any.
        year: Year of publication, or ``None`` where the document carries none.
        kind: ``article`` for the two articles that BackSafe starts from, ``external`` for the rest.
        url: A DOI link or address, or ``None``.
        verified: How well the cited statement was verified.
    """

    id: str
    title: str
    year: int | None
    kind: Literal["article", "external"]
    url: str | None
    verified: str


class Citation(NamedTuple):
    """A source with the place in it that carries the rule."""

    source: Source
    section: str


class ParameterSpec(NamedTuple):
    """A threshold: its value, its unit, and where the number comes from.

    Attributes:
        value: The number, in ``unit``.
        unit: Such as ``s``, ``min``, ``%``; empty for a pure number.
        origin: ``article``: the number stands in a source article; ``external``: in a cited outside
            source; ``project``: our own default.
        source: Id of the source, or ``None`` for origin ``project``.
    """

    value: float
    unit: str
    origin: Origin
    source: str | None


class Fix(NamedTuple):
    """What would repair a violation.

    Attributes:
        summary: The repair in words.
        safe: Whether it keeps the sense of the plan.
        repair: What a program can do, or ``None`` where it takes a person.
    """

    summary: Message
    safe: bool
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule: what must hold of each fact of a collection.

    Attributes:
        code: Code of its rule.
        name: Name within the rule; empty where the rule has one check.
        variable: What the conditions call the fact.
        collection: Collection it runs over.
        when: Where it applies, or ``None`` for everywhere.
        require: What must hold.
        severity: How bad it is if it does not.
        message: What to say then.
        fix: What would repair it, or ``None``.
        stated: The conditions as the rule file writes them, for people to read.
    """

    code: str
    name: str
    variable: str
    collection: str
    when: Expression | None
    require: Expression
    severity: Conditional
    message: Message
    fix: Fix | None
    stated: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """All conditions: where it applies, what must hold, and those of its severity."""
        where = () if self.when is None else (self.when,)
        return (*where, self.require, *(condition for condition, _ in self.severity.cases))


@dataclass(frozen=True, slots=True)
class Example:
    """A workout document inside a rule file, with the verdict the rule must give on it.

    Attributes:
        document: The workout, program or log.
        kind: ``bad``: the rule fails somewhere. ``unknown``: it cannot decide. ``good``: it passes
            wherever it applies.
    """

    document: Mapping[str, Any]
    kind: ExampleKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file states it, parameters unbound.

    Attributes:
        opt_in: Whether it runs only where a profile or a caller asks for it by name.
        formerly: Codes and names that it had before, the first ones first; it is found by them.
    """

    code: str
    name: str
    title: str
    why: str
    parameters: Mapping[str, ParameterSpec]
    checks: tuple[Check, ...]
    citations: tuple[Citation, ...]
    examples: tuple[Example, ...]
    path: str
    opt_in: bool = False
    formerly: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Its code, its name, and those that it had before."""
        return (self.code, self.name, *self.formerly)

    def was(self, word: str) -> bool:
        """Returns whether a word is a former code or name of it."""
        return bool(self.formerly) and word.strip().casefold() in map(str.casefold, self.formerly)

    def renamed(self, word: str) -> str:
        """Returns what to tell of one of its former codes or names."""
        return f"{word.strip()} is now {self.code} {self.name}; write {self.code}"

    @property
    def first_code(self) -> str:
        """The code under which it was known first; what is known by that stays known."""
        return next((word for word in self.formerly if CODE.fullmatch(word)), self.code)

    @property
    def screening(self) -> bool:
        """Whether it screens the athlete; such rules are never switched off silently."""
        return self.code.startswith("AT")

    @property
    def weighs_clearance(self) -> bool:
        """Whether its own conditions say what a clearance settles."""
        return any(
            isinstance(part, FieldRef) and part.label == "athlete.cleared"
            for check in self.checks
            for part in walk(check.require)
        )
