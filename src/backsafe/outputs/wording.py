"""Words and groups that outputs for people share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from backsafe.rules.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backsafe.report import FileReport, Report, Violation
    from backsafe.report.log import LogSummary
    from backsafe.rules.expression import Severity

__all__ = [
    "DISCLAIMER",
    "ENGINES",
    "NOT_JUDGED",
    "by_rule",
    "cited",
    "clean",
    "columns",
    "counted",
    "do",
    "long_log",
    "none_found",
    "not_judged",
    "repaired_by",
    "screens",
    "summary",
    "suppressed",
    "thresholds",
    "violated",
]

DISCLAIMER = "BackSafe checks plans against published guidance; it is not medical advice."
ENGINES = {"durable": "durable-rules", "compiled": "compiled engine"}
NOT_JUDGED = "nothing could be judged"

_OWNERS = {
    "project": "our own figure",
    "profile": "set by the profile",
    "override": "set by the configuration or the call",
}
_NARROWEST, _WIDEST = 40, 100
_MOST_SOURCES = 2
_MOST_FIXES = 5
# Of more sessions nobody reads the findings one by one.
_FEW_SESSIONS = 100


def columns() -> int:
    """Returns how wide texts are: as the terminal, from 40 to 100 columns; 100 without one."""
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_WIDEST, 40)).columns))


def clean(text: str) -> str:
    """Takes out what would steer a terminal; documents may come from strangers."""
    return "".join(character if character.isprintable() else " " for character in text)


def counted(number: int, word: str) -> str:
    """Returns a number of things, or an empty text for none."""
    if not number:
        return ""
    return f"{number} {word}" + ("" if number == 1 else "s")


def violated(counts: Mapping[Severity, int]) -> str:
    """Returns how many violations of each severity there are, the gravest first."""
    told = (
        f"{count} advice" if name == "advice" else counted(count, name)
        for name, count in counts.items()
        if count
    )
    return ", ".join(told)


def summary(report: Report) -> str:
    """Returns the counts of a report in one line, the gravest first."""
    counts = report.summary
    parts = [
        counted(counts.errors, "error"),
        counted(counts.warnings, "warning"),
        f"{counts.advice} advice" if counts.advice else "",
        f"{counts.passed} passed",
        f"{counts.unknown} unknown" if counts.unknown else "",
        f"{counts.suppressed} suppressed" if counts.suppressed else "",
        f"{counts.files} files" if counts.files != 1 else "",
        f"{report.profile} profile",
        ENGINES.get(report.engine, report.engine),
    ]
    return " · ".join(part for part in parts if part)


def not_judged(part: FileReport) -> str:
    """Returns that nothing about the training of a file was decided, and why; else nothing."""
    if part.judged:
        return ""
    if not part.unknown:
        return f"{NOT_JUDGED}: no check applies"
    lack = "check lacks" if part.unknown == 1 else "checks lack"
    return f"{NOT_JUDGED}: {part.unknown} {lack} what is needed"


def none_found(unknown: int, suppressed: int) -> str:
    """Returns that no violation was found, and what that leaves open.

    Args:
        unknown: How many checks could not be decided.
        suppressed: How many violations are set aside.
    """
    decided = " in what could be decided" if unknown else ""
    aside = " beside those set aside" if suppressed else ""
    return f"no violation found{decided}{aside}"


def suppressed(part: FileReport) -> str:
    """Returns how many findings of a file are set aside, and by what; empty for none."""
    if not part.suppressed:
        return ""
    kinds: dict[str, int] = {}
    for entry in part.suppressions:
        kinds[entry.suppression.kind] = kinds.get(entry.suppression.kind, 0) + 1
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    return f"{part.suppressed} ({told})" if told else str(part.suppressed)


def long_log(part: FileReport, most_sessions: int | None = _FEW_SESSIONS) -> LogSummary | None:
    """Returns the summary of a log that is too long for its findings to be shown one by one."""
    return part.log if most_sessions is not None and part.workouts > most_sessions else None


def screens(part: FileReport, log: LogSummary | None) -> bool:
    """Returns whether a screening rule is broken, in what is shown of a file."""
    return any(it.code.startswith("AT") for it in (log.rules if log else part.violations))


def by_rule(violations: Iterable[Violation]) -> list[list[Violation]]:
    """Groups violations by rule and severity, in the order in which they come."""
    groups: dict[tuple[str, str], list[Violation]] = {}
    for violation in violations:
        groups.setdefault((violation.severity, violation.code), []).append(violation)
    return list(groups.values())


def do(violations: Iterable[Violation]) -> str:
    """Returns what would repair violations of one rule, and which option does it."""
    told: dict[str, dict[str, None]] = {}
    for violation in violations:
        if violation.fix is not None:
            told.setdefault(repaired_by(violation), {}).setdefault(clean(violation.fix.summary))
    parts = []
    for option, fixes in told.items():
        shown = " ".join(list(fixes)[:_MOST_FIXES])
        parts.append(f"{shown} ({option} does this)" if option else shown)
    return " ".join(parts)


def repaired_by(violation: Violation) -> str:
    """Returns the option that repairs a violation; empty where that is for a person."""
    if violation.fix is None or not violation.fix.automatic:
        return ""
    return "--fix" if violation.fix.safe else "--unsafe-fixes"


def cited(violation: Violation) -> str:
    """Returns the first sources of a rule; the rest is a page of its own."""
    titles: Sequence[str] = [
        f"{source.title}, {source.section}" if source.section else source.title
        for source in violation.sources
    ]
    shown = "; ".join(titles[:_MOST_SOURCES])
    more = len(titles) - _MOST_SOURCES
    return f"{shown}; {more} more: backsafe explain {violation.code}" if more > 0 else shown


def thresholds(violation: Violation) -> Iterator[str]:
    """Yields the thresholds that no source gives: ours, the profile's, the caller's."""
    for name, values in violation.parameters.items():
        owner = _OWNERS.get(values["origin"])
        if owner is not None:
            unit = f" {values['unit']}" if values["unit"] else ""
            yield f"{name.replace('_', ' ')} {exactly(values['value'])}{unit} ({owner})"
