"""What a log shows as a whole: rules over the months, and the sessions with the worst findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.frozen import Record, freeze
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backsafe.facts.fact import Pointer, Session
    from backsafe.report.types import Location
    from backsafe.rules.expression import Severity
    from backsafe.verdicts import Verdict

__all__ = ["LogSummary", "LogTally", "RuleCount", "SessionCount"]

_WORST = 10
_NO_MONTH = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount(Record):
    """How often a log breaks a rule.

    Attributes:
        code: Code of the rule.
        name: Its name.
        severity: The worst severity with which it was broken.
        count: How often, in all.
        by_month: Month (``2026-04``) → how often; an empty text where the date is unknown.
    """

    code: str
    name: str
    severity: Severity
    count: int
    by_month: Mapping[str, int]

    def __post_init__(self) -> None:
        freeze(self, "by_month")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCount(Record):
    """A session and what is wrong with it.

    Attributes:
        title: Its title, or an empty string.
        date: ISO date, or an empty string.
        location: Where it stands.
        violated: Severity → how many violations there are.
        codes: Codes of the rules it breaks.
    """

    title: str
    date: str
    location: Location
    violated: Mapping[Severity, int]
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        freeze(self, "violated")

    def _dumped(self) -> Mapping[str, Any]:
        return {
            "title": self.title,
            "date": self.date or None,
            "location": self.location,
            "violations": self.violated,
            "codes": self.codes,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSummary(Record):
    """What a log shows as a whole.

    Attributes:
        sessions: How many sessions were judged.
        without_violation: How many of them break no rule.
        months: Month → its sessions, in order; an empty text where the date is unknown.
        rules: The rules that are broken, worst and most often first.
        worst: The sessions with the worst findings, ten at most.
    """

    sessions: int
    without_violation: int
    months: Mapping[str, int]
    rules: tuple[RuleCount, ...]
    worst: tuple[SessionCount, ...]

    def __post_init__(self) -> None:
        freeze(self, "months")


class _Judged(NamedTuple):
    title: str
    date: str
    pointer: Pointer


class LogTally:
    """Counts violations by rule, month and session as a log is judged."""

    def __init__(self) -> None:
        self._sessions: dict[Pointer, _Judged] = {}
        self._found: dict[Pointer, Counter[tuple[str, Severity]]] = {}
        self._elsewhere: Counter[tuple[str, Severity]] = Counter()

    def add(self, sessions: Sequence[Session], failed: Sequence[Verdict]) -> None:
        """Takes a stretch of sessions and the violations found in it or just before."""
        for session in sessions:
            self._sessions[session.pointer] = _Judged(session.title, session.date, session.pointer)
        for verdict in failed:
            key = verdict.check.code, verdict.severity or SEVERITIES[-1]
            where = self._session_of(verdict.fact.pointer)
            counts = self._elsewhere if where is None else self._found.setdefault(where, Counter())
            counts[key] += 1

    def _session_of(self, pointer: Pointer) -> Pointer | None:
        """Returns the session in which something stands; ``None`` for what speaks of all."""
        # A log that is one workout is its own only session.
        places = (pointer[:2], pointer[:4], ())
        return next((it for it in places if it in self._sessions), None)

    def summary(
        self, names: Mapping[str, str], locate: Callable[[Pointer], Location]
    ) -> LogSummary:
        """Returns the whole.

        Args:
            names: Code → name of the rule.
            locate: Where a session stands; asked for the worst sessions only.
        """
        months = Counter(_month(session) for session in self._sessions.values())
        worst = nsmallest(_WORST, self._found.items(), key=lambda item: _badness(item[1]))
        return LogSummary(
            sessions=len(self._sessions),
            without_violation=len(self._sessions) - len(self._found),
            months=dict(sorted(months.items())),
            rules=tuple(sorted(self._rules(names), key=_worst_and_most_first)),
            worst=tuple(self._count(pointer, found, locate) for pointer, found in worst),
        )

    def _rules(self, names: Mapping[str, str]) -> list[RuleCount]:
        by_rule: dict[str, Counter[str]] = {}
        severity: dict[str, Severity] = {}
        monthly = [(_month(self._sessions[where]), found) for where, found in self._found.items()]
        for month, found in [*monthly, (_NO_MONTH, self._elsewhere)]:
            for (code, severe), count in found.items():
                by_rule.setdefault(code, Counter())[month] += count
                severity[code] = min(severe, severity.get(code, severe), key=SEVERITIES.index)
        return [
            RuleCount(
                code=code,
                name=names.get(code, ""),
                severity=severity[code],
                count=counts.total(),
                by_month=dict(sorted(counts.items())),
            )
            for code, counts in by_rule.items()
        ]

    def _count(
        self,
        pointer: Pointer,
        found: Counter[tuple[str, Severity]],
        locate: Callable[[Pointer], Location],
    ) -> SessionCount:
        session = self._sessions[pointer]
        violated = {
            name: sum(it for (_, sev), it in found.items() if sev == name) for name in SEVERITIES
        }
        ordered = sorted(found, key=lambda key: (SEVERITIES.index(key[1]), key[0]))
        codes = tuple(dict.fromkeys(code for code, _ in ordered))
        return SessionCount(
            title=session.title,
            date=session.date,
            location=locate(pointer),
            violated=violated,
            codes=codes,
        )


def _worst_and_most_first(rule: RuleCount) -> tuple[int, int, str]:
    return SEVERITIES.index(rule.severity), -rule.count, rule.code


def _month(session: _Judged) -> str:
    return session.date[:7]


def _badness(found: Counter[tuple[str, Severity]]) -> tuple[int, ...]:
    """Returns what is the smaller the worse a session is: errors first, then warnings."""
    return tuple(
        -sum(count for (_, severity), count in found.items() if severity == name)
        for name in SEVERITIES
    )
