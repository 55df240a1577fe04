"""Verdicts → what a person, a CI run or an app is told, and the exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.facts.fact import Need, Pointer, Value
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.rules.expression import SEVERITIES, FieldRef, Parameter, walk
from backsafe.verdicts import bindings_of, lacks

if TYPE_CHECKING:
    from backsafe.facts.fact import Fact, Facts, Session
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict

__all__ = [
    "FileReport",
    "FixNote",
    "Location",
    "Notice",
    "Report",
    "SourceNote",
    "Summary",
    "Unknown",
    "Violation",
    "file_report",
]

ExitStatus: TypeAlias = Literal[0, 1, 2, 3]
Locate: TypeAlias = Callable[[Pointer], "tuple[int, int] | None"]

_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset({"activity", "set", "stretch", "lift", "observation", "week"})
# A red flag of this rule means: see to it first. Nothing else matters then.
_OUTRANKING = "AT01"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document.

    Attributes:
        path: The file as the caller named it.
        pointer: JSON pointer (RFC 6901).
        line: Line from 1, or ``None`` where the source is no text.
        column: Column from 1, in characters, or ``None``.
    """

    path: str
    pointer: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source that carries a rule, as reports cite it."""

    id: str
    title: str
    section: str
    url: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class FixNote:
    """What would repair a violation."""

    summary: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a workout breaks.

    Attributes:
        facts: What the verdict rests on: ``fact.field`` or parameter → value.
        parameters: Threshold → its value, unit, origin and source.
    """

    code: str
    name: str
    severity: Severity
    title: str
    message: str
    why: str
    sources: tuple[SourceNote, ...]
    location: Location
    facts: Mapping[str, Value]
    parameters: Mapping[str, Mapping[str, Any]]
    fix: FixNote | None
    session: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A check that could not be decided.

    Attributes:
        missing: The fields without a value, as ``fact.field``.
        needs: What to add so that they have one.
        reason: Both in one sentence.
    """

    code: str
    name: str
    missing: tuple[str, ...]
    reason: str
    location: Location
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling that changes no verdict."""

    kind: str
    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all files of a report."""

    files: int
    workouts: int
    errors: int
    warnings: int
    advice: int
    passed: int
    unknown: int
    suppressed: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is to be told of one document.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document, or an empty string.
        kind: plan or log.
        workouts: Number of workouts in it.
        passed: Number of verdicts that passed.
        suppressed: Violations set aside by a recorded clearance.
        judged: Whether anything about the training itself passed or failed.
        verdicts: All verdicts that the rest is made from.
    """

    path: str
    title: str
    kind: str
    workouts: int
    violations: tuple[Violation, ...]
    unknowns: tuple[Unknown, ...]
    notices: tuple[Notice, ...]
    passed: int
    suppressed: int
    judged: bool
    verdicts: tuple[Verdict, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        engine: Name of the engine that gave the verdicts.
        profile: Name of the profile.
        files: One entry per document.
        fail_on: Severity from which on :attr:`ok` is false.
    """

    engine: str
    profile: str
    files: tuple[FileReport, ...]
    fail_on: Severity = "error"

    @property
    def violations(self) -> tuple[Violation, ...]:
        """All violations, file by file, worst first."""
        return tuple(entry for part in self.files for entry in part.violations)

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """All checks that could not be decided."""
        return tuple(entry for part in self.files for entry in part.unknowns)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Unknown exercises, skipped rows and the like; they never change :attr:`ok`."""
        return tuple(entry for part in self.files for entry in part.notices)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, also those that passed."""
        return tuple(entry for part in self.files for entry in part.verdicts)

    @property
    def summary(self) -> Summary:
        """Counts over all files."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for violation in self.violations:
            counts[violation.severity] += 1
        return Summary(
            files=len(self.files),
            workouts=sum(part.workouts for part in self.files),
            errors=counts["error"],
            warnings=counts["warning"],
            advice=counts["advice"],
            passed=sum(part.passed for part in self.files),
            unknown=len(self.unknowns),
            suppressed=sum(part.suppressed for part in self.files),
        )

    @property
    def ok(self) -> bool:
        """Whether nothing is at or above ``fail_on`` and every file could be judged at all."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> ExitStatus:
        """0 all well, 1 a violation at or above ``fail_on``, 3 a file with nothing judged."""
        worst = _RANK[self.fail_on]
        if any(_RANK[violation.severity] <= worst for violation in self.violations):
            return 1
        return 0 if all(part.judged for part in self.files) and self.files else 3

    def joined(self, others: Iterable[Report]) -> Report:
        """Returns one report of this one and others of the same checker."""
        files = [*self.files, *(part for other in others for part in other.files)]
        return replace(self, files=tuple(files))

    def __str__(self) -> str:
        """Returns a line per violation and one of counts; the command prints more."""
        counts = self.summary
        lines = [
            f"{entry.location}: {entry.severity} {entry.code} {entry.message}"
            for entry in self.violations
        ]
        lines.append(
            f"{counts.errors} errors, {counts.warnings} warnings, {counts.advice} advice, "
            f"{counts.passed} passed, {counts.unknown} unknown"
        )
        return "\n".join(lines)


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
    unknown = [verdict for verdict in verdicts if verdict.outcome == "unknown"]
    failed, cleared = _set_aside(failed, facts, maker, told)
    judged = any(
        verdict.outcome != "unknown" and verdict.fact.type in _ABOUT_TRAINING
        for verdict in verdicts
    )
    outranking = [verdict for verdict in failed if verdict.check.code == _OUTRANKING]
    if outranking:
        failed, unknown = outranking, []
        message = "other findings are withheld until the screening is cleared"
        told = [Notice("screening", message, maker.location(outranking[0].fact.pointer))]
    violations = sorted(map(maker.violation, failed), key=_worst_first)
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
    return _RANK[violation.severity], violation.location.line or 0


def _set_aside(
    failed: list[Verdict], facts: Facts, maker: _Maker, told: list[Notice]
) -> tuple[list[Verdict], int]:
    """Takes out the screening findings that somebody has cleared, and says so."""
    kept: list[Verdict] = []
    for verdict in failed:
        rule = maker.rules[verdict.check.code].rule
        clearance = next(
            (entry for entry in facts.clearances if entry.rule in (rule.code, rule.name)), None
        )
        if not rule.screening or clearance is None:
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
        active = self.rules[verdict.check.code]
        rule, check = active.rule, verdict.check
        values, used = _values(verdict, active), _used(verdict, active)
        if verdict.severity is None:
            raise ValueError("a failed verdict has a severity")
        return Violation(
            code=rule.code,
            name=rule.name,
            severity=verdict.severity,
            title=rule.title,
            message=_sentence(check.message.render(values)),
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
            fix=None
            if check.fix is None
            else FixNote(_sentence(check.fix.summary.render(values)), check.fix.safe),
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
        found = verdict.session.collections[label]
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
