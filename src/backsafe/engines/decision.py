"""Checks → decision trees over single comparisons, the form that a Rete network matches soundly.

Three-valued logic is unfolded here: each leaf of a tree is a conjunction of plain two-valued tests,
the leaves of a check exclude each other and cover every case, so exactly one holds of any fact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from backsafe.rules.expression import (
    MIRRORED,
    And,
    Compare,
    Constant,
    Expression,
    FieldRef,
    In,
    Not,
    Or,
    Scalar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backsafe.rules.rule import Check

__all__ = ["Comparison", "Decision", "Leaf", "Presence", "Property", "Test", "decide"]

Decision: TypeAlias = Literal["not applicable", "pass", "unknown", "error", "warning", "advice"]

# Beyond this many cases a network gets slow and hard to check; a part of the check is then computed
# beforehand and enters the tree as one truth value.
_MOST_LEAVES = 24

_NEGATED: Mapping[str, str] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Property:
    """A value that is sent to the network with each fact.

    Attributes:
        variable: What the check calls its subject.
        source: Expression whose value is sent.
        contains: For a list-valued source, the text whose presence in it is sent instead.
    """

    variable: str
    source: Expression
    contains: str | None = None

    @property
    def whole(self) -> Property:
        """The property whose presence decides: that of a list, not of one text in it."""
        return Property(self.variable, self.source)


@dataclass(frozen=True, slots=True)
class Presence:
    """Test of whether a property has a value."""

    of: Property
    present: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Test of a property that is present against a constant."""

    of: Property
    operator: str
    constant: Scalar

    def negated(self) -> Comparison:
        """Returns the test that holds where this one does not."""
        return Comparison(self.of, _NEGATED[self.operator], self.constant)


Test: TypeAlias = Presence | Comparison


@dataclass(frozen=True, slots=True)
class Leaf:
    """One case of a check: when all tests hold, the answer is this."""

    tests: tuple[Test, ...]
    answer: Decision


class _TooManyLeavesError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Atom:
    """A test to ask for; ``certain`` where a missing value counts as false, as in a severity."""

    test: Comparison
    certain: bool = False


@dataclass(frozen=True, slots=True)
class _Inverse:
    item: _Logic


@dataclass(frozen=True, slots=True)
class _Junction:
    """An and (``deciding`` false: one false item settles it) or an or (``deciding`` true)."""

    items: tuple[_Logic, ...]
    deciding: bool


_Logic: TypeAlias = "bool | _Atom | _Inverse | _Junction"


def decide(check: Check) -> tuple[Leaf, ...]:
    """Returns the leaves of a check's decision tree, few enough for a network."""
    parts = _Parts(
        check.when if check.when is not None else Constant(value=True, kind="boolean"),
        check.require,
        tuple(condition for condition, _ in check.severity.cases),
    )
    *attempts, last = (parts, *parts.folded())
    for attempt in attempts:
        try:
            return tuple(_Tree(check, attempt).leaves())
        except _TooManyLeavesError:
            continue
    # One truth value per part, and none of a severity's can be unknown: a leaf more for each case.
    return tuple(_Tree(check, last, certain=True).leaves())


@dataclass(frozen=True, slots=True)
class _Parts:
    """Conditions of a check, and which of them are computed beforehand."""

    when: Expression
    require: Expression
    cases: tuple[Expression, ...]
    computed: frozenset[Expression] = field(default_factory=frozenset)

    def folded(self) -> Iterator[_Parts]:
        computed = {self.require}
        yield _Parts(self.when, self.require, self.cases, frozenset(computed))
        computed.add(self.when)
        yield _Parts(self.when, self.require, self.cases, frozenset(computed))
        computed.update(self.cases)
        yield _Parts(self.when, self.require, self.cases, frozenset(computed))


class _Tree:
    """Unfolds one check; ``state`` maps properties and atoms to what a path has decided."""

    def __init__(self, check: Check, parts: _Parts, *, certain: bool = False) -> None:
        self.variable = check.variable
        self.severity = check.severity
        self.computed = parts.computed
        self.when = self.logic(parts.when)
        self.require = self.logic(parts.require)
        self.limit = math.inf if certain else _MOST_LEAVES
        self.cases = tuple(
            _certain(self.logic(case)) if certain else self.logic(case) for case in parts.cases
        )
        self.count = 0

    def leaves(self) -> Iterator[Leaf]:
        yield from self._grow((), {})

    def _grow(self, path: tuple[Test, ...], state: dict[object, bool]) -> Iterator[Leaf]:
        found = self._answer(state)
        if not isinstance(found, _Atom):
            self.count += 1
            if self.count > self.limit:
                raise _TooManyLeavesError
            yield Leaf(path, found)
            return
        test = found.test
        whole = test.of.whole
        if whole not in state and not found.certain:
            for present in (True, False):
                step = Presence(whole, present)
                yield from self._grow((*path, step), {**state, whole: present})
            return
        for holds in (True, False):
            step_ = test if holds else test.negated()
            yield from self._grow((*path, step_), {**state, test: holds})

    def _answer(self, state: Mapping[object, bool]) -> Decision | _Atom:
        """Returns the answer that a path has settled, or the atom to ask for next."""
        applies = _settle(self.when, state)
        if isinstance(applies, _Atom):
            return applies
        if applies is False:
            return "not applicable"
        holds = _settle(self.require, state)
        if isinstance(holds, _Atom):
            return holds
        if holds is True:
            return "pass"
        if holds is None or applies is None:
            return "unknown"
        for case, (_, severity) in zip(self.cases, self.severity.cases, strict=True):
            chosen = _settle(case, state)
            if isinstance(chosen, _Atom):
                return chosen
            if chosen is True:
                return severity
        return self.severity.default

    def logic(self, expression: Expression) -> _Logic:
        """Returns the logical skeleton of a condition, its leaves comparisons with constants."""
        if expression in self.computed and not isinstance(expression, Constant):
            return self._truth(expression)
        match expression:
            case Constant(value=value):
                return bool(value)
            case And(items=items):
                return _Junction(tuple(self.logic(item) for item in items), deciding=False)
            case Or(items=items):
                return _Junction(tuple(self.logic(item) for item in items), deciding=True)
            case Not(item=item):
                return _Inverse(self.logic(item))
            case Compare():
                return self._comparison(expression)
            case In():
                return self._membership(expression)
        return self._truth(expression)

    def _truth(self, expression: Expression) -> _Atom:
        return _Atom(Comparison(Property(self.variable, expression), "==", constant=True))

    def _comparison(self, expression: Compare) -> _Atom:
        left, right, operator = expression.left, expression.right, expression.operator
        if isinstance(right, Constant) and not isinstance(left, Constant):
            return _Atom(Comparison(Property(self.variable, left), operator, right.value))
        if isinstance(left, Constant) and not isinstance(right, Constant):
            mirrored = MIRRORED[operator]
            return _Atom(Comparison(Property(self.variable, right), mirrored, left.value))
        return self._truth(expression)

    def _membership(self, expression: In) -> _Logic:
        options = expression.options
        if isinstance(options, FieldRef):
            if isinstance(expression.item, Constant):
                text = str(expression.item.value)
                return _Atom(
                    Comparison(Property(self.variable, options, text), "==", constant=True)
                )
            return self._truth(expression)
        if isinstance(expression.item, Constant):
            return expression.item.value in options
        found = Property(self.variable, expression.item)
        atoms = tuple(_Atom(Comparison(found, "==", option)) for option in options)
        return _Junction(atoms, deciding=True)


def _certain(logic: _Logic) -> _Logic:
    # A missing value is sent as 0, so that a plain test for true fails on it as on a false one.
    return _Atom(logic.test, certain=True) if isinstance(logic, _Atom) else logic


def _settle(logic: _Logic, state: Mapping[object, bool]) -> bool | _Atom | None:
    """Returns the Kleene value of a skeleton on a path, or the first atom that still matters."""
    if isinstance(logic, bool):
        return logic
    if isinstance(logic, _Atom):
        if state.get(logic.test.of.whole) is False:
            return None
        return state.get(logic.test, logic)
    if isinstance(logic, _Inverse):
        value = _settle(logic.item, state)
        return (not value) if isinstance(value, bool) else value
    values = [_settle(item, state) for item in logic.items]
    if any(value is logic.deciding for value in values):
        return logic.deciding
    for value in values:
        if isinstance(value, _Atom):
            return value
    return None if None in values else not logic.deciding
