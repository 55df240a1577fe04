"""What one entry of a live session decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backsafe.frozen import Record

if TYPE_CHECKING:
    from backsafe.report import Notice, Pass, Unknown, Violation

__all__ = ["Update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Record):
    """What became decided by one call of a live session.

    Taken together, the updates of a session are the report on it: what they tell, less what they
    take back.

    Attributes:
        violations: What broke a rule, worst first.
        passes: What holds, whatever follows.
        unknowns: What stays undecided; told when the session is closed.
        withdrawn: Violations told before that no longer hold: undone, judged more severely now, or
            resting on an estimate that later entries made another.
        withdrawn_passes: The same of passes.
        notices: What is worth telling beside.
    """

    violations: tuple[Violation, ...] = ()
    passes: tuple[Pass, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    withdrawn: tuple[Violation, ...] = ()
    withdrawn_passes: tuple[Pass, ...] = ()
    notices: tuple[Notice, ...] = ()
