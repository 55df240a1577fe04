"""The condition language as typed trees.

An expression is data: the parser builds it from a rule file, the engines translate it, and nothing
in it refers to Python objects or text that could be run.

Values are doubles, strings, booleans or lists of strings; any of them may be *missing*. A
comparison with a missing value is unknown, and ``and``, ``or``, ``not`` are Kleene's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "MIRRORED",
    "SEVERITIES",
    "And",
    "Arithmetic",
    "Compare",
    "Conditional",
    "Constant",
    "Expression",
    "FieldRef",
    "In",
    "Negative",
    "Not",
    "Or",
    "Parameter",
    "Quantified",
    "Scalar",
    "Severity",
    "ValueKind",
    "bind",
    "parts_of",
    "walk",
]

ValueKind: TypeAlias = Literal["number", "string", "boolean", "strings"]
Scalar: TypeAlias = float | str | bool
Severity: TypeAlias = Literal["error", "warning", "advice"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
"""Worst first."""

ComparisonOperator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]
MIRRORED: Mapping[ComparisonOperator, ComparisonOperator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}
"""Operator → the one that says the same with the two sides exchanged."""
ArithmeticOperator: TypeAlias = Literal["+", "-", "*", "/"]
Quantifier: TypeAlias = Literal["any", "all", "count", "sum", "min", "max"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal number, text or truth value."""

    value: Scalar
    kind: ValueKind


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the rule that profiles may set; :func:`bind` turns it into a constant."""

    name: str
    kind: ValueKind


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of a fact in reach: ``set.reps``, or ``s.reps`` inside a quantifier over ``s``."""

    variable: str
    fact_type: str
    name: str
    kind: ValueKind

    @property
    def label(self) -> str:
        """The field by its fact type, as reports name it, whatever the rule calls its variable."""
        return f"{self.fact_type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two numbers, or ``==``/``!=`` of two strings or two truth values."""

    operator: ComparisonOperator
    left: Expression
    right: Expression
    kind: ValueKind = "boolean"


@dataclass(frozen=True, slots=True)
class In:
    """Membership in a literal list, or in a list-valued field (then ``options`` is that field)."""

    item: Expression
    options: tuple[Scalar, ...] | FieldRef
    kind: ValueKind = "boolean"


@dataclass(frozen=True, slots=True)
class And:
    """Kleene conjunction of two or more conditions."""

    items: tuple[Expression, ...]
    kind: ValueKind = "boolean"


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene disjunction of two or more conditions."""

    items: tuple[Expression, ...]
    kind: ValueKind = "boolean"


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation."""

    item: Expression
    kind: ValueKind = "boolean"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum, difference, product or quotient; missing on overflow and on division by zero."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression
    kind: ValueKind = "number"


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    item: Expression
    kind: ValueKind = "number"


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier over the facts of a collection.

    Attributes:
        quantifier: ``any`` and ``all`` are or/and over the items; the others are numbers.
        element: What is judged or added up; for ``count`` the constant ``True``.
        variable: Name that the element and the condition use for the item.
        collection: Name of the collection in the fact schema.
        condition: What follows ``if``, or ``None``.
    """

    quantifier: Quantifier
    element: Expression
    variable: str
    collection: str
    condition: Expression | None
    kind: ValueKind = "boolean"


Expression: TypeAlias = (
    Constant
    | Parameter
    | FieldRef
    | Compare
    | In
    | And
    | Or
    | Not
    | Arithmetic
    | Negative
    | Quantified
)


@dataclass(frozen=True, slots=True)
class Conditional:
    """A severity that depends on the facts: that of the first true case, else the default."""

    cases: tuple[tuple[Expression, Severity], ...]
    default: Severity


def walk(expression: Expression) -> Iterator[Expression]:
    """Yields the expression and everything inside it, outermost first."""
    yield expression
    for part in parts_of(expression):
        yield from walk(part)


def parts_of(expression: Expression) -> Iterator[Expression]:
    """Yields the expressions that an expression is made of."""
    match expression:
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            yield left
            yield right
        case In(item=item, options=options):
            yield item
            if isinstance(options, FieldRef):
                yield options
        case And(items=items) | Or(items=items):
            yield from items
        case Not(item=item) | Negative(item=item):
            yield item
        case Quantified(element=element, condition=condition):
            yield element
            if condition is not None:
                yield condition


def bind(expression: Expression, parameters: Mapping[str, Scalar]) -> Expression:
    """Returns the expression with every parameter replaced by its value."""
    if isinstance(expression, Parameter):
        return Constant(parameters[expression.name], expression.kind)
    changes: dict[str, Any] = {}
    for entry in fields(expression):
        value = getattr(expression, entry.name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            changes[entry.name] = tuple(bind(part, parameters) for part in value)
        elif is_dataclass(value):
            changes[entry.name] = bind(value, parameters)  # type: ignore[arg-type]
    return replace(expression, **changes) if changes else expression
