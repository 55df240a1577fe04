"""A verdict → what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from backsafe.facts.fact import Absent, Need, Pointer
from backsafe.facts.schema import SCHEMA
from backsafe.frozen import FrozenMapping
from backsafe.report import types
from backsafe.report.fingerprint import fingerprint
from backsafe.report.types import FixNote, Location, Pass, SourceNote, Unknown, Violation
from backsafe.rules.expression import Compare, FieldRef, Parameter, walk
from backsafe.rules.interpret import Bindings, evaluate
from backsafe.syntax.positions import json_pointer
from backsafe.verdicts import bindings_of, lacks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.facts.fact import Fact, Session, Value
    from backsafe.rules.expression import Expression
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check, Fix
    from backsafe.verdicts import Verdict

__all__ = ["Basis", "Locate", "Maker", "Place", "Values", "session_name", "used_in"]

Locate: TypeAlias = Callable[[Pointer], "tuple[int, int] | None"]
Place: TypeAlias = Callable[[Pointer], Location]

_NOWHERE = (None, None)
_ALWAYS_IN_REACH = ("workout", "athlete", "program")


class Basis(NamedTuple):
    """What all violations of a check have in common.

    Attributes:
        used: What its verdicts rest on, by the names reports use, in the order of the rule.
        sources: What carries its rule.
        parameters: The thresholds among ``used``.
        compared: Fields by the names that messages use, and what each is compared with.
    """

    used: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    parameters: Mapping[str, Mapping[str, Any]]
    compared: tuple[tuple[str, Expression], ...]


def _basis(check: Check, active: ActiveRule) -> Basis:
    unbound = active.unbound(check)
    used = used_in(unbound, unbound.conditions)
    sources = tuple(
        SourceNote(
            id=citation.source.id,
            title=citation.source.title,
            section=citation.section or None,
            url=citation.source.url,
            origin=citation.source.kind,
        )
        for citation in active.rule.citations
    )
    parameters: dict[str, Mapping[str, Any]] = {
        key: {
            "value": active.parameters[key],
            "unit": spec.unit,
            "origin": active.origin(key),
            "source": spec.source,
        }
        for key, spec in active.rule.parameters.items()
        if key in used
    }
    return Basis(used, sources, FrozenMapping(parameters), tuple(_compared(check)))


def _compared(check: Check) -> Iterator[tuple[str, Expression]]:
    """Yields the numbers of facts that conditions compare, and with what."""
    for part in check.conditions:
        for node in walk(part):
            if isinstance(node, Compare) and node.left.kind == "number":
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(one, FieldRef) and not _inside_quantifier(other, check):
                        yield one.label, other


def _inside_quantifier(expression: Expression, check: Check) -> bool:
    """Returns whether an expression speaks of an item that only a quantifier knows."""
    return any(
        isinstance(node, FieldRef) and node.variable not in (check.variable, *_ALWAYS_IN_REACH)
        for node in walk(expression)
    )


class Maker:
    """Puts verdicts of one document into words.

    Args:
        path: The file as the caller named it.
        rules: Code → rule with bound parameters.
        locate: Pointer → line and column.
        basis: Takes what was worked out for a check, for the next document too.
        repaired: Whether ``fix`` takes such a document.
    """

    def __init__(
        self,
        path: str,
        rules: Mapping[str, ActiveRule],
        locate: Locate,
        basis: dict[tuple[str, str], Basis],
        *,
        repaired: bool = False,
    ) -> None:
        self.path = path
        self.rules = rules
        self.locate = locate
        self._basis = basis
        self._repaired = repaired
        self._locations: dict[Pointer, Location] = {}

    def basis(self, check: Check) -> Basis:
        """Returns what all violations of a check have in common."""
        key = (check.code, check.name)
        if key not in self._basis:
            self._basis[key] = _basis(check, self.rules[check.code])
        return self._basis[key]

    def location(
        self, pointer: Pointer, line: int | None = None, column: int | None = None
    ) -> Location:
        """Returns a place of the document, or one of the file that became no part of it."""
        if line is not None:
            return self._location(pointer, line, column or 1)
        # Many findings stand at one place.
        if pointer not in self._locations:
            self._locations[pointer] = self._location(pointer, *self.locate(pointer) or _NOWHERE)
        return self._locations[pointer]

    def _location(self, pointer: Pointer, line: int | None, column: int | None) -> Location:
        text = json_pointer(pointer)
        return Location(path=self.path, pointer=text, line=line, column=column)

    def violation(self, verdict: Verdict) -> Violation:
        """Returns what is told of a failure, or of an undecided check that may not stay so."""
        active = self.rules[verdict.check.code]
        rule, check = active.rule, verdict.check
        bindings, basis = bindings_of(verdict), self.basis(check)
        values, limits = Values(bindings, active), _limits(basis, bindings)
        severity, fix = verdict.severity, check.fix
        message = check.message.render(values, limits)
        if verdict.outcome == "unknown":
            message = f"{rule.title}: cannot be decided, {self.unknown(verdict).reason}"
            severity, fix = active.unknown, None
        if severity is None:
            raise ValueError("a failed verdict has a severity")
        return Violation(
            code=rule.code,
            name=rule.name,
            severity=severity,
            title=rule.title,
            message=_sentence(message),
            why=rule.why,
            sources=basis.sources,
            location=self.location(verdict.fact.pointer),
            facts={key: values.get(key) for key in basis.used},
            parameters=basis.parameters,
            fix=None if fix is None else self._fix(fix, values, limits),
            session=session_name(verdict.session),
            check=check.name,
            fingerprint=self.fingerprint(verdict),
        )

    def _fix(self, fix: Fix, values: Values, limits: Mapping[str, Sequence[float]]) -> FixNote:
        automatic = self._repaired and fix.repair is not None
        summary = _sentence(fix.summary.render(values, limits))
        return FixNote(summary=summary, safe=fix.safe, automatic=automatic)

    def fingerprint(self, verdict: Verdict) -> str:
        """Returns what the finding is known by; see :mod:`backsafe.report.fingerprint`."""
        check, fact = verdict.check, verdict.fact
        values = Values(bindings_of(verdict), self.rules[check.code])
        matched: dict[str, Value] = {}
        for label in self.basis(check).used:
            holder, dot, name = label.partition(".")
            if dot:
                kind = fact.type if holder == check.variable else holder
                matched[f"{kind}.{name}"] = values.get(label)
        return fingerprint(verdict, matched, self.rules[check.code].rule.first_code)

    def passed(self, verdict: Verdict) -> Pass:
        """Returns what is told of a check that holds."""
        active = self.rules[verdict.check.code]
        values, rule = Values(bindings_of(verdict), active), active.rule
        return Pass(
            code=rule.code,
            name=rule.name,
            title=rule.title,
            location=self.location(verdict.fact.pointer),
            facts={key: values.get(key) for key in self.basis(verdict.check).used},
            session=session_name(verdict.session),
            check=verdict.check.name,
        )

    def unknown(self, verdict: Verdict) -> Unknown:
        """Returns what is told of a check that could not be decided."""
        found = lacks(verdict)
        needs: dict[str, Need] = {}
        for lack in found:
            need = _need(lack.fact, lack.field, lack.label, verdict)
            needs.setdefault(need.path, need)
        missing = tuple(lack.label for lack in found)
        wanted = "; ".join(need.sentence for need in needs.values())
        reason = f"needs {wanted}" if wanted else "the values give no number here"
        rule = self.rules[verdict.check.code].rule
        return Unknown(
            code=rule.code,
            name=rule.name,
            missing=tuple(dict.fromkeys(missing)),
            reason=reason,
            location=self.location(verdict.fact.pointer),
            needs=tuple(needs.values()),
            check=verdict.check.name,
            session=session_name(verdict.session),
        )

    def verdict(self, verdict: Verdict) -> types.Verdict:
        """Returns a verdict without the document that it is on."""
        check, active = verdict.check, self.rules[verdict.check.code]
        session = verdict.session
        # Of a collection that nobody knows there is no fact to take values of.
        absent = isinstance(session.facts(check.collection), Absent)
        bindings = Bindings(session.shared(), session) if absent else bindings_of(verdict)
        values = Values(bindings, active)
        return types.Verdict(
            code=check.code,
            name=active.rule.name,
            check=check.name,
            outcome=verdict.outcome,
            severity=verdict.severity,
            location=self.location(verdict.fact.pointer),
            session=session_name(session),
            facts={key: values.get(key) for key in self.basis(check).used},
        )


def _limits(basis: Basis, bindings: Bindings) -> Mapping[str, Sequence[float]]:
    """Returns what the numbers that a verdict rests on are compared with."""
    found: dict[str, list[float]] = {}
    for label, other in basis.compared:
        value = evaluate(other, bindings)
        if isinstance(value, int | float):
            found.setdefault(label, []).append(float(value))
    return found


def _sentence(text: str) -> str:
    folded = " ".join(text.split())
    folded = folded[:1].upper() + folded[1:]
    return folded if folded.endswith((".", "!", "?")) else f"{folded}."


def session_name(session: Session) -> str:
    """Returns date and title of a session, as far as it has them."""
    if session.date and session.title:
        return f"{session.date} · {session.title}"
    return session.date or session.title


def _need(fact: Fact, name: str, label: str, verdict: Verdict) -> Need:
    if not name:
        found = verdict.session.facts(label)
        if isinstance(found, tuple):
            raise ValueError(f"{label} is known")
        return found.need
    if name in fact.needs:
        return fact.needs[name]
    entry = SCHEMA[fact.type].fields[name]
    if entry.missing.endswith("not in the catalogue"):
        shown = fact.values.get("exercise")
        return Need("exercise", "a known name in place", str(shown)[:80])
    return Need(label, entry.meaning.rstrip(".").lower())


def used_in(check: Check, parts: Iterable[Expression]) -> tuple[str, ...]:
    """Returns what conditions of a check rest on, by the names reports use, in their order.

    Args:
        check: The check as its rule states it: bound, parameters have no name any more.
        parts: The conditions.
    """
    names: dict[str, None] = {}
    for part in parts:
        for node in walk(part):
            # An item of a quantifier is no fact of the rule's own.
            if isinstance(node, FieldRef) and (
                node.variable == check.variable or node.variable in _ALWAYS_IN_REACH
            ):
                names.setdefault(node.label)
            elif isinstance(node, Parameter):
                names.setdefault(node.name)
    return tuple(names)


class Values(Mapping[str, Any]):
    """What messages and reports speak of: parameters, and fields by variable or by fact type.

    Args:
        bindings: The facts in reach of a check.
        active: Its rule.
    """

    def __init__(self, bindings: Bindings, active: ActiveRule) -> None:
        self._parameters = active.parameters
        self._facts = {fact.type: fact for fact in bindings.facts.values()} | dict(bindings.facts)

    def __getitem__(self, key: str) -> Any:
        holder, dot, name = key.partition(".")
        return self._facts[holder].values[name] if dot else self._parameters[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._parameters
        for holder, fact in self._facts.items():
            yield from (f"{holder}.{name}" for name in fact.values)

    def __len__(self) -> int:
        return sum(1 for _ in self)
