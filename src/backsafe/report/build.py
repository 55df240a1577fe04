"""Verdicts of one document → what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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
from backsafe.rules.expression import SEVERITIES, FieldRef, Parameter, walk
from backsafe.verdicts import bindings_of, lacks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.facts.fact import Fact, Facts, Session
    from backsafe.model import Clearance
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check, Rule
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["Remark", "Reporter"]

Locate: TypeAlias = Callable[[Pointer], "tuple[int, int] | None"]

# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset(
    name for name, item in COLLECTIONS.items() if item.fact_type not in ("athlete", "workout")
)
_ALWAYS_IN_REACH = ("workout", "athlete", "program")
# A red flag of this rule means: see to it first. Nothing else matters then.
_OUTRANKING = "AT01"


class Reporter:
    """Turns verdicts into reports.

    Args:
        rules: Code → rule with bound parameters, for every code among the verdicts.
    """

    def __init__(self, rules: Mapping[str, ActiveRule]) -> None:
        self._rules = rules
        self._screening = {code for code, active in rules.items() if active.rule.screening}
        # What a profile wants to have decided.
        self._standing: dict[tuple[str, str], _Standing] = {}
        self._blocking = {code for code, active in rules.items() if active.unknown is not None}

    def report(
        self,
        path: str,
        title: str,
        kind: str,
        facts: Facts,
        verdicts: Verdicts,
        locate: Locate,
        notices: Sequence[Remark] = (),
    ) -> FileReport:
        """Returns what is to be told of one document.

        Args:
            path: The file as the caller named it.
            title: Title of the document.
            kind: plan or log.
            facts: Its facts.
            verdicts: What the engine answered.
            locate: Pointer → line and column.
            notices: What readers and facts found worth telling.
        """
        failures = verdicts.failures()
        weighed = _Weighed(
            severities=[severity for _, severity in failures],
            unknown=len(verdicts) - verdicts.passed - len(failures),
            passed=verdicts.passed,
            remarks=notices,
        )
        outranked = any(check.code == _OUTRANKING for check, _ in failures)
        if outranked or facts.clearances or self._blocking:
            weighed = self._weigh(verdicts, facts.clearances, weighed)
        return FileReport(
            path=path,
            title=title,
            kind=kind,
            workouts=facts.listed,
            violated={name: weighed.severities.count(name) for name in SEVERITIES},
            unknown=weighed.unknown,
            passed=weighed.passed,
            suppressed=weighed.suppressed,
            judged=verdicts.decide_about(_ABOUT_TRAINING),
            _findings=_Findings(
                _Maker(path, self._rules, locate, self._standing), verdicts, weighed
            ),
        )

    def _weigh(
        self, verdicts: Verdicts, clearances: Sequence[Clearance], plain: _Weighed
    ) -> _Weighed:
        """Returns what counts once clearances and red flags are looked at."""
        remarks = list(plain.remarks)
        failed, cleared = self._set_aside(verdicts.failed, clearances, remarks)
        remarks += self._misnamed(clearances)
        outranking = [verdict for verdict in failed if verdict.check.code == _OUTRANKING]
        if outranking:
            severities = [it.severity for it in outranking if it.severity is not None]
            message = "other findings are withheld until the screening is cleared"
            told = Remark("screening", message, outranking[0].fact.pointer)
            return _Weighed(severities, 0, 0, [told], cleared, outranking, ())
        undecided = verdicts.unknown
        blocking = [it for it in undecided if it.check.code in self._blocking]
        unknown = [it for it in undecided if it.check.code not in self._blocking]
        broken = [*failed, *blocking]
        severities = [
            severity
            for it in broken
            if (severity := it.severity or self._rules[it.check.code].unknown) is not None
        ]
        return _Weighed(severities, len(unknown), plain.passed, remarks, cleared, broken, unknown)

    def _set_aside(
        self, failed: Sequence[Verdict], clearances: Sequence[Clearance], remarks: list[Remark]
    ) -> tuple[list[Verdict], int]:
        """Takes out the screening findings that somebody has cleared, and says so."""
        kept: list[Verdict] = []
        for verdict in failed:
            rule = self._rules[verdict.check.code].rule
            clearance = next((it for it in clearances if _names(it, rule)), None)
            if not rule.screening or clearance is None or rule.weighs_clearance:
                kept.append(verdict)
                continue
            if not clearance.reason:
                message = (
                    f"the clearance of {rule.code} by {clearance.by} states no reason: not used"
                )
                kept.append(verdict)
            else:
                message = (
                    f"{rule.code} is cleared by {clearance.by}, {clearance.date}: "
                    f"{clearance.reason}"
                )
            remarks.append(Remark("clearance", message, verdict.fact.pointer))
        return kept, len(failed) - len(kept)

    def _misnamed(self, clearances: Sequence[Clearance]) -> Iterator[Remark]:
        """Yields a remark for each clearance of something that is no screening rule."""
        screening = [self._rules[code].rule for code in self._rules if code in self._screening]
        words = [word for rule in screening for word in (rule.code, rule.name)]
        for clearance in clearances:
            if not any(_names(clearance, rule) for rule in screening):
                hint = did_you_mean(clearance.rule, words)
                message = (
                    f"the clearance of {clearance.rule!r} names no screening rule: not used{hint}"
                )
                yield Remark("clearance", message, ("athlete",))


class Remark(NamedTuple):
    """A notice before it is located.

    Attributes:
        kind: Such as ``unknown-exercise``.
        message: One sentence.
        pointer: Where in the document.
        line: Line of the file, where the place is none of the document's.
    """

    kind: str
    message: str
    pointer: Pointer
    line: int | None = None


@dataclass(slots=True)
class _Weighed:
    """What of the verdicts counts.

    Attributes:
        severities: That of each violation.
        unknown: How many checks are undecided and may stay so.
        passed: How many passed.
        remarks: What is worth telling beside.
        suppressed: Failures that are set aside.
        broken: The violations, where they are not just what failed.
        undecided: What may stay undecided, where that is not just what is unknown.
    """

    severities: Sequence[Severity]
    unknown: int
    passed: int
    remarks: Sequence[Remark]
    suppressed: int = 0
    broken: Sequence[Verdict] | None = None
    undecided: Sequence[Verdict] | None = None


class _Findings:
    """What is told of a document, put into words when somebody reads it."""

    def __init__(self, maker: _Maker, verdicts: Verdicts, weighed: _Weighed) -> None:
        self._maker = maker
        self._verdicts = verdicts
        self._weighed = weighed

    def violations(self) -> tuple[Violation, ...]:
        broken = self._weighed.broken
        found = map(self._maker.violation, self._verdicts.failed if broken is None else broken)
        return tuple(sorted(found, key=_worst_first))

    def unknowns(self) -> tuple[Unknown, ...]:
        undecided = self._weighed.undecided
        found = self._verdicts.unknown if undecided is None else undecided
        return tuple(map(self._maker.unknown, found))

    def notices(self) -> tuple[Notice, ...]:
        location = self._maker.location
        return tuple(
            Notice(it.kind, it.message, location(it.pointer, it.line))
            for it in self._weighed.remarks
        )

    def verdicts(self) -> Sequence[Verdict]:
        return self._verdicts


def _names(clearance: Clearance, rule: Rule) -> bool:
    return clearance.rule.strip().casefold() in (rule.code.casefold(), rule.name)


def _worst_first(violation: Violation) -> tuple[int, int]:
    return RANK[violation.severity], violation.location.line or 0


class _Standing(NamedTuple):
    """What all violations of a check have in common.

    Attributes:
        used: What its verdicts rest on, by the names reports use, in the order of the rule.
        sources: What carries its rule.
        parameters: The thresholds among ``used``.
    """

    used: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    parameters: Mapping[str, Mapping[str, Any]]


def _standing(check: Check, active: ActiveRule) -> _Standing:
    used = tuple(_used(active.unbound(check)))
    sources = tuple(
        SourceNote(
            citation.source.id,
            citation.source.title,
            citation.section,
            citation.source.url,
            citation.source.kind,
        )
        for citation in active.rule.citations
    )
    parameters = {
        key: {
            "value": active.parameters[key],
            "unit": spec.unit,
            "origin": spec.origin if active.parameters[key] == spec.value else "profile",
            "source": spec.source,
        }
        for key, spec in active.rule.parameters.items()
        if key in used
    }
    return _Standing(used, sources, parameters)


class _Maker:
    """Puts verdicts of one document into words.

    Args:
        path: The file as the caller named it.
        rules: Code → rule with bound parameters.
        locate: Pointer → line and column.
        standing: Takes what was worked out for a check, for the next document too.
    """

    def __init__(
        self,
        path: str,
        rules: Mapping[str, ActiveRule],
        locate: Locate,
        standing: dict[tuple[str, str], _Standing],
    ) -> None:
        self.path = path
        self.rules = rules
        self.locate = locate
        self._standing = standing

    def standing(self, check: Check) -> _Standing:
        """Returns what all violations of a check have in common."""
        key = (check.code, check.name)
        if key not in self._standing:
            self._standing[key] = _standing(check, self.rules[check.code])
        return self._standing[key]

    def location(self, pointer: Pointer, line: int | None = None) -> Location:
        """Returns a place of the document, or a line that became no part of it."""
        line, column = (line, 1) if line is not None else self.locate(pointer) or (None, None)
        text = "".join(f"/{_escaped(part)}" for part in pointer)
        return Location(self.path, text, line, column)

    def violation(self, verdict: Verdict) -> Violation:
        """Returns what is told of a failure, or of an undecided check that may not stay so."""
        active = self.rules[verdict.check.code]
        rule, check = active.rule, verdict.check
        values, standing = _Values(verdict, active), self.standing(check)
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
            sources=standing.sources,
            location=self.location(verdict.fact.pointer),
            facts={key: values.get(key) for key in standing.used},
            parameters=standing.parameters,
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


def _used(check: Check) -> dict[str, None]:
    names: dict[str, None] = {}
    cases = [condition for condition, _ in check.severity.cases]
    for part in (check.when, check.require, *cases):
        for node in walk(part) if part is not None else ():
            # An item of a quantifier is no fact of the rule's own.
            if isinstance(node, FieldRef) and (
                node.variable == check.variable or node.variable in _ALWAYS_IN_REACH
            ):
                names.setdefault(node.label)
            elif isinstance(node, Parameter):
                names.setdefault(node.name)
    return names


class _Values(Mapping[str, Any]):
    """What messages and reports speak of: parameters, and fields by variable or by fact type."""

    def __init__(self, verdict: Verdict, active: ActiveRule) -> None:
        self._parameters = active.parameters
        self._facts = bindings_of(verdict).facts
        self._facts = {fact.type: fact for fact in self._facts.values()} | dict(self._facts)

    def __getitem__(self, key: str) -> Any:
        holder, dot, name = key.partition(".")
        return self._facts[holder].values[name] if dot else self._parameters[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._parameters
        for holder, fact in self._facts.items():
            yield from (f"{holder}.{name}" for name in fact.values)

    def __len__(self) -> int:
        return sum(1 for _ in self)
