"""Verdicts of one document → what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.errors import did_you_mean
from backsafe.facts.fact import Need, Pointer
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.report.types import (
    RANK,
    FileReport,
    FixNote,
    Location,
    Notice,
    SourceNote,
    Unknown,
    Violation,
)
from backsafe.rules.expression import FieldRef, Parameter, walk
from backsafe.verdicts import bindings_of, lacks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.facts.fact import Fact, Facts, Session
    from backsafe.model import Clearance
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule
    from backsafe.verdicts import Verdict

__all__ = ["file_report"]

Locate: TypeAlias = Callable[[Pointer], "tuple[int, int] | None"]

# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset(
    {"activity", "set", "stretch", "lift", "observation", "week", "progression", "pair"}
)
# A red flag of this rule means: see to it first. Nothing else matters then.
_OUTRANKING = "AT01"


def file_report(
    path: str,
    title: str,
    kind: str,
    facts: Facts,
    verdicts: Sequence[Verdict],
    rules: Mapping[str, ActiveRule],
    locate: Locate,
    notices: Sequence[tuple[str, str, Pointer, int | None]] = (),
) -> FileReport:
    """Returns what is to be told of one document.

    Args:
        path: The file as the caller named it.
        title: Title of the document.
        kind: plan or log.
        facts: Its facts.
        verdicts: What the engine answered.
        rules: Code → rule with bound parameters, for every code among the verdicts.
        locate: Pointer → line and column.
        notices: Kind, message, place and line (where the place is none of the document's) of what
            readers and facts found worth telling.
    """
    maker = _Maker(path, rules, locate)
    told = [
        Notice(what, message, maker.location(where, line)) for what, message, where, line in notices
    ]
    failed = [verdict for verdict in verdicts if verdict.outcome == "fail"]
    undecided = [verdict for verdict in verdicts if verdict.outcome == "unknown"]
    unknown = [verdict for verdict in undecided if rules[verdict.check.code].unknown is None]
    blocking = [verdict for verdict in undecided if rules[verdict.check.code].unknown is not None]
    failed, cleared = _set_aside(failed, facts, maker, told)
    judged = any(
        verdict.outcome != "unknown" and verdict.fact.type in _ABOUT_TRAINING
        for verdict in verdicts
    )
    told += _misnamed(facts, maker)
    outranking = [verdict for verdict in failed if verdict.check.code == _OUTRANKING]
    if outranking:
        failed, blocking, unknown = outranking, [], []
        message = "other findings are withheld until the screening is cleared"
        told = [Notice("screening", message, maker.location(outranking[0].fact.pointer))]
    violations = sorted(map(maker.violation, [*failed, *blocking]), key=_worst_first)
    return FileReport(
        path=path,
        title=title,
        kind=kind,
        workouts=facts.listed,
        violations=tuple(violations),
        unknowns=tuple(map(maker.unknown, unknown)),
        notices=tuple(told),
        passed=0 if outranking else sum(verdict.outcome == "pass" for verdict in verdicts),
        suppressed=cleared,
        judged=judged,
        verdicts=tuple(verdicts),
    )


def _worst_first(violation: Violation) -> tuple[int, int]:
    return RANK[violation.severity], violation.location.line or 0


def _set_aside(
    failed: list[Verdict], facts: Facts, maker: _Maker, told: list[Notice]
) -> tuple[list[Verdict], int]:
    """Takes out the screening findings that somebody has cleared, and says so."""
    kept: list[Verdict] = []
    for verdict in failed:
        rule = maker.rules[verdict.check.code].rule
        clearance = next((it for it in facts.clearances if _names(it, rule)), None)
        if not rule.screening or clearance is None or rule.weighs_clearance:
            kept.append(verdict)
            continue
        place = maker.location(verdict.fact.pointer)
        if not clearance.reason:
            message = f"the clearance of {rule.code} by {clearance.by} states no reason: not used"
            kept.append(verdict)
        else:
            message = (
                f"{rule.code} is cleared by {clearance.by}, {clearance.date}: {clearance.reason}"
            )
        told.append(Notice("clearance", message, place))
    return kept, len(failed) - len(kept)


def _names(clearance: Clearance, rule: Rule) -> bool:
    return clearance.rule.strip().casefold() in (rule.code.casefold(), rule.name)


def _misnamed(facts: Facts, maker: _Maker) -> Iterator[Notice]:
    """Yields a notice for each clearance of something that is no screening rule."""
    screening = [active.rule for active in maker.rules.values() if active.rule.screening]
    words = [word for rule in screening for word in (rule.code, rule.name)]
    for clearance in facts.clearances:
        if not any(_names(clearance, rule) for rule in screening):
            hint = did_you_mean(clearance.rule, words)
            message = f"the clearance of {clearance.rule!r} names no screening rule: not used{hint}"
            yield Notice("clearance", message, maker.location(("athlete",)))


class _Maker:
    """Puts verdicts of one document into words."""

    def __init__(self, path: str, rules: Mapping[str, ActiveRule], locate: Locate) -> None:
        self.path = path
        self.rules = rules
        self.locate = locate

    def location(self, pointer: Pointer, line: int | None = None) -> Location:
        """Returns a place of the document, or a line that became no part of it."""
        line, column = (line, 1) if line is not None else self.locate(pointer) or (None, None)
        text = "".join(f"/{_escaped(part)}" for part in pointer)
        return Location(self.path, text, line, column)

    def violation(self, verdict: Verdict) -> Violation:
        """Returns what is told of a failure, or of an undecided check that may not stay so."""
        active = self.rules[verdict.check.code]
        rule, check = active.rule, verdict.check
        values, used = _values(verdict, active), _used(verdict, active)
        severity, fix = verdict.severity, check.fix
        message = check.message.render(values)
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
            sources=tuple(
                SourceNote(
                    citation.source.id,
                    citation.source.title,
                    citation.section,
                    citation.source.url,
                    citation.source.kind,
                )
                for citation in rule.citations
            ),
            location=self.location(verdict.fact.pointer),
            facts={key: values.get(key) for key in used},
            parameters={
                key: {
                    "value": active.parameters[key],
                    "unit": spec.unit,
                    "origin": spec.origin if active.parameters[key] == spec.value else "profile",
                    "source": spec.source,
                }
                for key, spec in rule.parameters.items()
                if key in used
            },
            fix=None if fix is None else FixNote(_sentence(fix.summary.render(values)), fix.safe),
            session=_session_name(verdict.session),
        )

    def unknown(self, verdict: Verdict) -> Unknown:
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
        )


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _sentence(text: str) -> str:
    folded = " ".join(text.split())
    folded = folded[:1].upper() + folded[1:]
    return folded if folded.endswith((".", "!", "?")) else f"{folded}."


def _session_name(session: Session) -> str:
    return " · ".join(part for part in (session.date, session.title) if part)


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


def _used(verdict: Verdict, active: ActiveRule) -> list[str]:
    """Returns what a verdict rests on, by the names reports use, in the order of the rule."""
    check = active.unbound(verdict.check)
    names: dict[str, None] = {}
    cases = [condition for condition, _ in check.severity.cases]
    for part in (check.when, check.require, *cases):
        for node in walk(part) if part is not None else ():
            if isinstance(node, FieldRef) and _in_reach(node, verdict):
                names.setdefault(node.label)
            elif isinstance(node, Parameter):
                names.setdefault(node.name)
    return list(names)


def _in_reach(node: FieldRef, verdict: Verdict) -> bool:
    """Whether a field belongs to a fact of the rule's own, not to an item of a quantifier."""
    return node.variable == verdict.check.variable or COLLECTIONS.get(node.variable) is not None


def _values(verdict: Verdict, active: ActiveRule) -> dict[str, Any]:
    values: dict[str, Any] = dict(active.parameters)
    for variable, fact in bindings_of(verdict).facts.items():
        for name, value in fact.values.items():
            values[f"{variable}.{name}"] = values[f"{fact.type}.{name}"] = value
    return values
