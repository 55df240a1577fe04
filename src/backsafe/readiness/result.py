"""What comes of asking before a session."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.frozen import Record, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.fixes.result import FixResult
    from backsafe.model import Answers, Workout
    from backsafe.readiness.today import Answered
    from backsafe.report import Location, Report

__all__ = ["FORMAT", "OUTCOMES", "Care", "CheckItem", "Outcome", "Preflight", "Reason"]

FORMAT = "backsafe-preflight/1"

Outcome: TypeAlias = Literal["go", "adjust", "see_someone", "cannot_tell"]
OUTCOMES: tuple[Outcome, ...] = ("go", "adjust", "cannot_tell", "see_someone")
"""The outcomes, each worse than those before it."""

Care: TypeAlias = Literal["emergency", "urgent", "clinician", "coach"]
"""Who is to be seen: emergency care, a clinician soon, a clinician, or whoever wrote the plan."""

_EXIT_STATUS: dict[Outcome, Literal[0, 1, 3]] = {
    "go": 0,
    "adjust": 0,
    "see_someone": 1,
    "cannot_tell": 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Record):
    """One reason for an outcome, or a note beside it.

    Attributes:
        kind: ``finding`` of a rule, one that somebody has ``set_aside``,
            ``unanswered`` question, ``undecided`` check of screening, or ``unjudged`` where nothing
            about the training could be judged.
        message: What is so.
        do: What to do about it; empty where nothing is known.
        code: Code of the rule; empty where it is none.
        name: Its name, or the name of the question.
        severity: How bad a finding is; ``None`` for anything else.
        care: Who is to be seen about it; ``None`` where that is not needed.
        location: Where it stands in the plan; ``None`` where it is no part of it.
    """

    kind: Literal["finding", "set_aside", "unanswered", "undecided", "unjudged"]
    message: str
    do: str = ""
    code: str = ""
    name: str = ""
    severity: Literal["error", "warning", "advice"] | None = None
    care: Literal["emergency", "urgent", "clinician", "coach"] | None = None
    location: Location | None = None

    def _dumped(self) -> Mapping[str, Any]:
        return {**values_of(self), "code": self.code or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem(Record):
    """One line to tick off, or to keep in mind, before and in the first sets.

    Attributes:
        kind: ``warm_up`` before the lifts, ``ramp`` for a lighter set of a lift, ``cue`` for what
            a rule asks of its form.
        text: What to do.
        lift: The lift it belongs to; empty for the warm-up of all.
        origin: ``plan``, or the codes of the rules that ask for it.
    """

    kind: Literal["warm_up", "ramp", "cue"]
    text: str
    lift: str = ""
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight(Record):
    """What comes of asking before a session.

    Attributes:
        outcome: ``go``; ``adjust``: train, with the changes told; ``see_someone`` first; or
            ``cannot_tell``: something that is needed is unknown.
        reasons: What led to it, the gravest first.
        notes: What else rules find in the session, and what screening could not look at; none of
            it changes the outcome.
        report: What a check finds in the session as it would be done.
        adjusted: The repaired session, where repairs changed something; see ``converted``.
        checklist: The warm-up, where the session is to be done.
        postponed: Whether the session is put off rather than changed.
        session: What the session is called.
        path: The plan as the caller named it.
        planned: The session as the plan has it.
        workout: The session to do, adjusted where that is needed; ``None`` where it is not to be
            done today, or nobody can tell.
        answers: The answers that were given.
        answered: The questions that matter, with what is known.
        converted: Whether the adjusted session is a document of its own, because the plan is of
            another format or holds more sessions.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    report: Report
    adjusted: FixResult | None
    checklist: tuple[CheckItem, ...]
    postponed: bool
    session: str
    path: str
    planned: Workout
    workout: Workout | None
    answers: Answers
    answered: tuple[Answered, ...]
    converted: bool

    @property
    def exit_status(self) -> Literal[0, 1, 3]:
        """0 to go or adjust, 1 to see someone first, 3 where nobody can tell."""
        return _EXIT_STATUS[self.outcome]

    @property
    def care(self) -> Literal["emergency", "urgent", "clinician", "coach"] | None:
        """Who is to be seen, the most pressing; ``None`` unless somebody is."""
        return next((it.care for it in self.reasons if it.care is not None), None)

    def _dumped(self) -> Mapping[str, Any]:
        """Returns it as its JSON format has it; names are fixed, further ones may be added."""
        from backsafe.outputs.document import as_json

        day, workout = self.planned.date, self.workout
        return {
            "format": FORMAT,
            "outcome": self.outcome,
            "exit_status": self.exit_status,
            "care": self.care,
            "postponed": self.postponed,
            "session": self.session,
            "path": self.path,
            "date": None if day is None else day.isoformat(),
            "reasons": self.reasons,
            "notes": self.notes,
            "today": self.answered,
            "adjusted": self._changes(),
            "workout": None if workout is None else json.loads("".join(as_json(workout))),
            "checklist": self.checklist,
            "report": self.report,
        }

    def _changes(self) -> Mapping[str, Any] | None:
        if self.adjusted is None:
            return None
        changes, diff = self.adjusted.applied, self.adjusted.diff()
        return {"converted": self.converted, "changes": changes, "diff": diff}
