"""Findings on one document: put into words when somebody reads them, or sent from elsewhere."""

from __future__ import annotations

import pickle
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from backsafe.errors import UsageError

if TYPE_CHECKING:
    from backsafe.report.outline import SessionOutline
    from backsafe.report.types import Notice, Pass, Suppressed, Unknown, Verdict, Violation

__all__ = ["NOTHING_TOLD", "Deferred", "Findings", "Sealed", "Told", "told_of"]


class Findings(Protocol):
    """What is told of one document, put into words when somebody reads it."""

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""

    def suppressions(self) -> tuple[Suppressed, ...]:
        """Returns what is set aside, and why."""

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""

    def passes(self) -> tuple[Pass, ...]:
        """Returns what holds."""

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""

    def outline(self) -> tuple[SessionOutline, ...]:
        """Returns the sessions and their activities."""

    def verdicts(self) -> tuple[Verdict, ...]:
        """Returns all verdicts."""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings in words, which refer to nothing any more.

    What is ``None`` stayed in the process that judged.
    """

    told_violations: tuple[Violation, ...] = ()
    told_suppressions: tuple[Suppressed, ...] = ()
    told_unknowns: tuple[Unknown, ...] = ()
    told_notices: tuple[Notice, ...] = ()
    told_outline: tuple[SessionOutline, ...] = ()
    kept_passes: tuple[Pass, ...] | None = None
    kept_verdicts: tuple[Verdict, ...] | None = None

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""
        return self.told_violations

    def suppressions(self) -> tuple[Suppressed, ...]:
        """Returns what is set aside, and why."""
        return self.told_suppressions

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""
        return self.told_unknowns

    def passes(self) -> tuple[Pass, ...]:
        """Returns what holds.

        Raises:
            UsageError: It stayed in the process that judged.
        """
        if self.kept_passes is None:
            raise UsageError(_stayed("what passed stays"))
        return self.kept_passes

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""
        return self.told_notices

    def outline(self) -> tuple[SessionOutline, ...]:
        """Returns the sessions and their activities."""
        return self.told_outline

    def verdicts(self) -> tuple[Verdict, ...]:
        """Returns all verdicts.

        Raises:
            UsageError: They stayed in the process that judged.
        """
        if self.kept_verdicts is None:
            raise UsageError(_stayed("verdicts stay"))
        return self.kept_verdicts


NOTHING_TOLD = Told()
"""Findings of a document of which only the counts are wanted."""


def _stayed(what: str) -> str:
    return f"{what} in the process that judged; check the source again to see it"


def told_of(findings: Findings, *, passes: bool) -> Told:
    """Returns findings in words.

    Args:
        findings: The findings.
        passes: Whether what holds is put into words, too: there is much of it.
    """
    return Told(
        findings.violations(),
        findings.suppressions(),
        findings.unknowns(),
        findings.notices(),
        findings.outline(),
        findings.passes() if passes else None,
    )


class Deferred(ABC):
    """Findings that are had when somebody reads them."""

    @abstractmethod
    def open(self) -> Findings:
        """Returns the findings; called once."""

    @cached_property
    def _opened(self) -> Findings:
        return self.open()

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""
        return self._opened.violations()

    def suppressions(self) -> tuple[Suppressed, ...]:
        """Returns what is set aside, and why."""
        return self._opened.suppressions()

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""
        return self._opened.unknowns()

    def passes(self) -> tuple[Pass, ...]:
        """Returns what holds."""
        return self._opened.passes()

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""
        return self._opened.notices()

    def outline(self) -> tuple[SessionOutline, ...]:
        """Returns the sessions and their activities."""
        return self._opened.outline()

    def verdicts(self) -> tuple[Verdict, ...]:
        """Returns all verdicts."""
        return self._opened.verdicts()


class Sealed(Deferred):
    """Findings in words as another process sent them."""

    def __init__(self, told: bytes) -> None:
        self._told = told

    def open(self) -> Told:
        """Returns the findings."""
        # What it holds was pickled by a process of ours; see `backsafe.report.sealed`.
        told: Told = pickle.loads(self._told)  # noqa: S301
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return Sealed, (self._told,)
