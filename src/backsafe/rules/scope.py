"""What a text of a rule file may speak of, and the error where it speaks of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import BackSafeError
from backsafe.facts.schema import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ExpressionError", "Scope"]


class ExpressionError(BackSafeError):
    """A condition that is not of the language.

    Attributes:
        line: Line within the condition, counted from 1.
        column: Column within that line, in characters, counted from 1.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class Scope(NamedTuple):
    """What names mean in a condition.

    Attributes:
        variables: Variable → fact type: the subject of the rule, workout, athlete, program.
        parameters: The rule's parameters.
        collections: What quantifiers may run over.
    """

    variables: Mapping[str, str]
    parameters: frozenset[str]
    collections: tuple[str, ...] = ()

    @classmethod
    def of(cls, variable: str, fact_type: str, parameters: frozenset[str]) -> Scope:
        """Returns the scope of a rule for ``variable in`` a collection of ``fact_type``."""
        kind = next(
            (item.scope for item in COLLECTIONS.values() if item.fact_type == fact_type), "session"
        )
        reach = [item for item in COLLECTIONS.values() if item.scope == kind]
        # What is judged once for a document belongs to none of its workouts.
        shared = ("workout",) if kind == "session" else ()
        return cls(
            {**{name: name for name in (*shared, "athlete", "program")}, variable: fact_type},
            parameters,
            tuple(item.name for item in reach if not item.single),
        )
