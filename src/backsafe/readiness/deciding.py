"""What a check finds, and what repairs leave of it → go, adjust, see someone, or cannot tell.

From the gravest:

1. *See someone*: a finding of screening that asks for a clinician stands, a sign is newer than the
   clearance that settles such a finding, or an error stands that no repair removes, which is for
   whoever wrote the plan.
2. *Cannot tell*: a question that screening needs was skipped, a check of screening that applies is
   undecided, or nothing about the training could be judged.
3. *Adjust*: errors stood, and repairs have removed them; or a finding rests on what is so today.
4. *Go*: none of these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from backsafe.exercises import find
from backsafe.outputs.wording import clean, repaired_by
from backsafe.readiness.result import Reason
from backsafe.report.types import RANK
from backsafe.report.weighing import OUTRANKING
from backsafe.rules.expression import Constant, FieldRef, In, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backsafe.fixes.result import FixResult
    from backsafe.readiness.result import Care, Outcome
    from backsafe.readiness.today import Today
    from backsafe.report import Report, Unknown, Violation
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule

__all__ = ["Decision", "Repairs", "decide"]

# What asks for somebody, whatever its severity; any other error of screening is for a clinician.
# An empty name of a check stands for the whole rule.
_CARE: Mapping[tuple[str, str], Care] = {
    ("AT01", ""): "emergency",
    ("AT02", ""): "urgent",
    ("AT04", ""): "clinician",
    ("AT07", "warning-sign"): "urgent",
    ("AT07", "clearance"): "clinician",
}
_CARES: tuple[Care, ...] = ("emergency", "urgent", "clinician", "coach")
_DO: Mapping[Care, str] = {
    "emergency": "Do not train. Get emergency care now.",
    "urgent": "Do not train until a clinician has looked at it, and soon.",
    "clinician": "See a clinician before you train.",
    "coach": "Ask a coach, or whoever wrote the plan; no repair removes it.",
}
# What a finding rests on where it is about today, and not about the plan alone.
_TODAY = frozenset(
    (
        "athlete.symptoms",
        "athlete.conditions",
        "athlete.back_pain",
        "athlete.injured",
        "athlete.pressure_risk",
        "athlete.pain_0_10",
        "athlete.sleep_hours",
        "workout.days_since_back",
    )
)
# What screening needs of everybody once, or of somebody who watches: it is told, and no reason to
# stay. A questionnaire, the age, and what was seen of the form.
_ONCE = frozenset(("athlete.par_q_yes", "athlete.age"))
_STANDING = _ONCE | {"activities.form"}
# Told as questions that were skipped.
_ASKED = frozenset(("athlete.symptoms", "athlete.conditions"))


class Decision(NamedTuple):
    """What comes of it.

    Attributes:
        outcome: The outcome.
        reasons: What led to it, the gravest first.
        notes: What else is to be told.
        report: What a check finds in the session as it would be done.
        mended: What repairs made of it; ``None`` where they were not asked for.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    report: Report
    mended: FixResult | None


class Repairs(NamedTuple):
    """What repairs make of the session.

    Attributes:
        safe: Returns what safe ones do.
        unsafe: Returns what unsafe ones do, too.
        when_well: The same for somebody who is not ill: of an ill person's session nothing is
            repaired, as it is put off.
    """

    safe: Callable[[], FixResult]
    unsafe: Callable[[], FixResult]
    when_well: Callable[[], FixResult]


def decide(
    report: Report, today: Today, day: date, rules: Mapping[str, ActiveRule], repairs: Repairs
) -> Decision:
    """Decides.

    Args:
        report: What a check finds in the session as planned.
        today: What is known of the athlete.
        day: The day of the answers.
        rules: Code → rule, for every code among the findings.
        repairs: What repairs make of it.
    """
    screened = _Screened(rules)
    newer = tuple(screened.newer_than_cleared(report, today, day))
    if newer or any(screened.care(it) for it in report.violations):
        return _see_someone(report, (), screened, today, newer)
    mended: FixResult | None = None
    if any(_matters(it) for it in report.violations):
        mended = repairs.safe()
        if any(_wants_more(it) for it in mended.report.violations):
            mended = repairs.unsafe()
    final = report if mended is None else mended.report
    postponed = mended is not None and bool(mended.refused)
    left = [it for it in final.violations if it.severity == "error"]
    if left and postponed:
        left = [it for it in repairs.when_well().report.violations if it.severity == "error"]
    if left:
        return _see_someone(report, left, screened, today)
    undecided = _once(screened.undecided(final))
    if today.skipped or undecided or not _judged(final):
        # What is not known may change what there is to repair.
        return _cannot_tell(report, undecided, screened, today)
    beside = (*screened.beside(final), *_set_aside(report))
    if mended is None:
        notes = (*map(_note, final.violations), *beside)
        return Decision("go", (), tuple(_distinct(notes)), final, None)
    if postponed:
        reasons = [_finding(it) for it in report.violations if _about_today(it)]
        notes = (*(_note(it) for it in report.violations if not _about_today(it)), *beside)
    else:
        reasons = list(_adjusting(report, final))
        notes = (*(_note(it) for it in final.violations if not _matters(it)), *beside)
    return Decision("adjust", tuple(_distinct(reasons)), tuple(_distinct(notes)), final, mended)


def _judged(report: Report) -> bool:
    """Returns whether anything about the training was judged, and some lift is known if any is."""
    (part,) = report.files
    lifts = [step for session in part.outline for step in session.steps if step.type == "lift"]
    return part.judged and (not lifts or any(find(step.title) is not None for step in lifts))


def _adjusting(report: Report, final: Report) -> Iterator[Reason]:
    """Yields what was to be changed, and what of it repairs have done.

    Args:
        report: What a check finds in the session as planned.
        final: The same after the repairs.
    """
    left = {it.fingerprint for it in final.violations}
    known = {it.fingerprint for it in report.violations}
    # A repair may change what a check finds and not that it finds something: told as it is now.
    failing = {(it.code, it.check) for it in final.violations}
    found = [
        _finding(it, settled=it.fingerprint not in left)
        for it in report.violations
        if _matters(it) and (it.fingerprint in left or (it.code, it.check) not in failing)
    ]
    found += [
        _finding(it) for it in final.violations if _matters(it) and it.fingerprint not in known
    ]
    yield from sorted(found, key=_pressing)


def _see_someone(
    report: Report,
    left: Sequence[Violation],
    screened: _Screened,
    today: Today,
    newer: Sequence[Violation] = (),
) -> Decision:
    """Returns that somebody is to be seen.

    Args:
        report: What a check finds in the session as planned.
        left: The errors that repairs leave; none where screening says so.
        screened: Knows who is to be seen.
        today: What is known of the athlete.
        newer: Findings of signs that no clearance can have been about.
    """
    kept = {it.fingerprint for it in left}
    reasons = [_newer(it, screened.care(it)) for it in newer]
    notes: list[Reason] = []
    for it in report.violations:
        care = screened.care(it)
        if care is None and it.fingerprint in kept:
            care = "coach"
        given = reasons if care is not None or (left and _about_today(it)) else notes
        given.append(_finding(it, care))
    if left and not any(it.care for it in reasons):
        # A repair has changed what is wrong, not that something is.
        reasons += [_finding(it, "coach") for it in left]
    if not any(it.code == OUTRANKING for it in (*report.violations, *newer)):
        notes += _unanswered(today)
    reasons.sort(key=_pressing)
    return Decision("see_someone", tuple(_distinct(reasons)), tuple(_distinct(notes)), report, None)


def _cannot_tell(
    report: Report, undecided: Sequence[Unknown], screened: _Screened, today: Today
) -> Decision:
    reasons = [*_unanswered(today), *map(_undecided, undecided)]
    if not _judged(report):
        message = "Nothing about the lifts could be judged."
        reasons.append(
            Reason(
                kind="unjudged", message=message, do="Write lifts, sets and loads into the plan."
            )
        )
    reasons += [_finding(it) for it in report.violations if _matters(it)]
    notes = [_finding(it) for it in report.violations if not _matters(it)]
    notes += [*screened.beside(report), *_set_aside(report)]
    return Decision("cannot_tell", tuple(_distinct(reasons)), tuple(_distinct(notes)), report, None)


def _matters(violation: Violation) -> bool:
    """Returns whether a finding is a reason to change something today."""
    return violation.severity == "error" or _about_today(violation)


def _wants_more(violation: Violation) -> bool:
    """Returns whether a finding is left that unsafe repairs may remove, and should."""
    fix = violation.fix
    if violation.severity == "error":
        return True
    return _about_today(violation) and fix is not None and fix.automatic


def _about_today(violation: Violation) -> bool:
    stated = (violation.facts.get(name) for name in _TODAY)
    # An empty list of conditions has no part in a finding; no hour of sleep has.
    rests = any(it is not None and it is not False and it != () for it in stated)
    return rests or violation.code.startswith("AT")


class _Screened:
    """Looks at findings as screening does.

    Args:
        rules: Code → rule.
    """

    def __init__(self, rules: Mapping[str, ActiveRule]) -> None:
        self._rules = rules

    def care(self, violation: Violation) -> Care | None:
        """Returns who is to be seen about a finding as it stands."""
        if not self._rules[violation.code].rule.screening:
            return None
        for check in (violation.check, ""):
            known = _CARE.get((violation.code, check))
            if known is not None:
                return known
        return "clinician" if violation.severity == "error" else None

    def newer_than_cleared(self, report: Report, today: Today, day: date) -> Iterator[Violation]:
        """Yields findings that a clearance settles which cannot speak of what was answered."""
        for it in report.suppressions:
            rule = self._rules[it.violation.code].rule
            if it.suppression.kind != "clearance" or (
                today.new_signs.isdisjoint(_signs(rule))
                and today.measured.isdisjoint(it.violation.facts)
            ):
                continue
            words = set(map(str.casefold, rule.words))
            if not any(
                given.rule.strip().casefold() in words and given.date >= day
                for given in today.cleared
            ):
                yield it.violation

    def undecided(self, report: Report) -> Iterator[Unknown]:
        """Yields the checks of screening that apply, as far as is known, and are undecided."""
        for entry in report.unknowns:
            needed = {need.path for need in entry.needs}
            screening = self._rules[entry.code].rule.screening
            if screening and needed.isdisjoint(_STANDING | _ASKED):
                yield entry

    def beside(self, report: Report) -> Iterator[Reason]:
        """Yields what is not known and holds nobody up, once for each rule.

        That is what screening does not ask daily, and what rules on how somebody is today cannot
        tell of the plan: whether a set is heavy after a short night, say.
        """
        told: set[str] = set()
        for entry in report.unknowns:
            rule = self._rules[entry.code].rule
            needed = {need.path for need in entry.needs}
            if rule.screening:
                wanted = not needed.isdisjoint(_ONCE)
            else:
                wanted = needed.isdisjoint(_STANDING | _ASKED) and _reads_today(rule)
            if wanted and entry.code not in told:
                told.add(entry.code)
                yield _undecided(entry)


def _signs(rule: Rule) -> frozenset[str]:
    """Returns the symptoms and conditions that a rule asks for."""
    return frozenset(
        str(part.item.value)
        for check in rule.checks
        for condition in check.conditions
        for part in walk(condition)
        if isinstance(part, In)
        and isinstance(part.item, Constant)
        and isinstance(part.options, FieldRef)
        and part.options.label in ("athlete.symptoms", "athlete.conditions")
    )


def _reads_today(rule: Rule) -> bool:
    """Returns whether a rule looks at how somebody is today."""
    return any(
        isinstance(part, FieldRef) and part.label in _TODAY
        for check in rule.checks
        for condition in (check.when, check.require)
        if condition is not None
        for part in walk(condition)
    )


def _finding(violation: Violation, care: Care | None = None, *, settled: bool = False) -> Reason:
    do = "" if violation.fix is None else clean(violation.fix.summary)
    if care is not None and (care == "coach" or not do):
        do = f"{do} {_DO[care]}".strip()
    if settled:
        do = f"{do} (settled in the adjusted session)"
    return Reason(
        kind="finding",
        message=clean(violation.message),
        do=do,
        code=violation.code,
        name=violation.name,
        severity=violation.severity,
        care=care,
        location=violation.location,
    )


def _newer(violation: Violation, care: Care | None) -> Reason:
    reason = _finding(violation, care or "clinician")
    return replace(reason, message=f"{reason.message} The clearance is older than that.")


def _note(violation: Violation) -> Reason:
    """Returns a finding that changes nothing today, with what repairs the plan."""
    option = repaired_by(violation)
    reason = _finding(violation)
    return (
        replace(reason, do=f"{reason.do} (backsafe check {option} does this)") if option else reason
    )


def _unanswered(today: Today) -> Iterator[Reason]:
    for question in today.skipped:
        yield Reason(
            kind="unanswered",
            message=question.text,
            do=f"Answer {question.name}; skipped is unknown.",
            name=question.name,
        )


def _set_aside(report: Report) -> Iterator[Reason]:
    """Yields what would be a reason not to go, had nobody set it aside."""
    for it in report.suppressions:
        cleared = it.suppression.kind == "clearance"
        if cleared or _matters(it.violation):
            by = "Cleared by" if cleared else f"Set aside by {it.suppression.kind}:"
            yield Reason(
                kind="set_aside",
                message=clean(it.violation.message),
                do=f"{by} {clean(it.suppression.reason)}".rstrip(" :"),
                code=it.violation.code,
                name=it.violation.name,
            )


def _undecided(entry: Unknown) -> Reason:
    wanted = ", ".join(dict.fromkeys(need.path for need in entry.needs))
    return Reason(
        kind="undecided",
        message=f"Cannot be decided: {entry.reason}.",
        do=f"Add {wanted}." if wanted else "",
        code=entry.code,
        name=entry.name,
    )


def _once(entries: Iterable[Unknown]) -> Sequence[Unknown]:
    """Returns one entry for each rule and reason: a check may be undecided of every set."""
    return tuple({(it.code, it.reason): it for it in entries}.values())


def _distinct(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Yields each reason once, at its first place."""
    seen: set[tuple[str, str, str]] = set()
    for it in reasons:
        key = (it.code, it.name, it.message)
        if key not in seen:
            seen.add(key)
            yield it


def _pressing(reason: Reason) -> tuple[int, int]:
    care = len(_CARES) if reason.care is None else _CARES.index(reason.care)
    return care, len(RANK) if reason.severity is None else RANK[reason.severity]
