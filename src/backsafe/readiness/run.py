"""A plan, the answers of today, and a checker → whether to go, and with what.

plan ──session──▶ one session ─┐
answers ──today──▶ the athlete ─┴─check, repairs──▶ decision ──▶ warm-up
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from backsafe.checker import Checker
from backsafe.errors import ContentError
from backsafe.facts.build import athlete_for
from backsafe.model import Answers, Athlete, Workout
from backsafe.readers import read_answers
from backsafe.readiness.checklist import checklist
from backsafe.readiness.deciding import Repairs, decide
from backsafe.readiness.partial import as_far_as_answered
from backsafe.readiness.result import Preflight
from backsafe.readiness.session import ANY_SESSION, Chosen, chosen_day, planned_session
from backsafe.readiness.today import today, well
from backsafe.source import document_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from backsafe.choice import Folder
    from backsafe.fixes.result import FixResult
    from backsafe.readers import Document
    from backsafe.readiness.result import CheckItem
    from backsafe.readiness.session import PlannedSession
    from backsafe.source import Source

__all__ = ["Asking", "preflight"]


class Asking:
    """A session made ready to be asked about.

    Args:
        checker: The rules, and what is known beside the plan.
        document: The plan.
        chosen: Which session of a plan of many is meant.

    Attributes:
        known: The athlete as far as plan and checker tell.
        days: Days since the last session for the back, where the history tells them.
        session: What the session is called.

    Raises:
        DocumentError: The plan is a log, or contradicts what is known of the athlete.
        UsageError: It holds several sessions of which not just one is meant.
    """

    def __init__(self, checker: Checker, document: Document, chosen: Chosen = ANY_SESSION) -> None:
        self._checker = checker
        self._planned = planned_session(document, chosen)
        self._day = chosen.date or dt.date.today()
        self.session = self._planned.name
        workout = self._planned.workout
        try:
            self.known = athlete_for(workout, checker.athlete)
            self.days = self._days(workout)
        except ContentError as error:
            raise document.fault(error) from None

    def _days(self, workout: Workout) -> float | None:
        """Returns the days since the last back session, as the history tells them."""
        if not self._checker.history:
            return None
        unsaid = {"days_since_back_session": None}
        alone = workout.model_copy(update={"athlete": self.known.model_copy(update=unsaid)})
        facts = next(iter(self._checker.knowing(Athlete(), self._day).facts_of(alone)))
        days = facts.sessions[0].workout.values["days_since_back"]
        return days if isinstance(days, float) else None

    def decided(self, answers: Answers) -> Preflight:
        """Returns what comes of the answers.

        Raises:
            DocumentError: They contradict what the plan says of the athlete.
            UsageError: They contradict the history.
            EngineError: The engine broke its contract.
        """
        planned = self._planned
        known = today(answers, self._checker.athlete or Athlete(), self.known, self.days)
        checker = self._checker.knowing(known.athlete, self._day)

        repairs = Repairs(
            safe=lambda: checker.fix_document(planned.mendable),
            unsafe=lambda: checker.fix_document(planned.mendable, unsafe=True),
            when_well=lambda: self._checker.knowing(well(known.athlete), self._day).fix_document(
                planned.mendable, unsafe=True
            ),
        )
        decision = decide(
            checker.check_document(planned.document), known, self._day, checker.rules, repairs
        )
        if known.partly:
            decision = decision._replace(report=as_far_as_answered(decision.report, known.partly))
        mended = decision.mended
        postponed = mended is not None and bool(mended.refused)
        workout: Workout | None = None
        items: tuple[CheckItem, ...] = ()
        if decision.outcome in ("go", "adjust") and not postponed:
            # What safe repairs would add is warm-up, also of a session that may go as it is.
            ready = repairs.safe() if mended is None else mended
            workout = planned.workout if mended is None else _workout_of(mended, planned)
            items = checklist(
                _workout_of(ready, planned), planned.workout, ready.applied, checker.rules
            )
        return Preflight(
            outcome=decision.outcome,
            reasons=decision.reasons,
            notes=decision.notes,
            report=decision.report,
            adjusted=mended if mended is not None and mended.changed else None,
            checklist=items,
            postponed=postponed,
            session=self.session,
            planned=planned.workout,
            workout=workout,
            path=planned.document.path,
            answers=answers,
            answered=known.answered,
            converted=planned.converted,
        )


def _workout_of(mended: FixResult, planned: PlannedSession) -> Workout:
    """Returns the session that repairs have left."""
    return Workout.model_validate(mended.data) if mended.changed else planned.workout


def preflight(  # noqa: PLR0913
    source: Source,
    *,
    answers: Answers | Mapping[str, Any] | str | PathLike[str] | None = None,
    athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
    history: Source | None = None,
    week: int | None = None,
    day: int | None = None,
    date: dt.date | str | None = None,
    profile: str = "standard",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    rules: Iterable[Folder] = (),
    packs: Iterable[str] = (),
    engine: str = "auto",
    unit: str | None = None,
) -> Preflight:
    """Says whether a planned session can be done today: go, adjust, see someone, or cannot tell.

    The answers of today join what plan and athlete's file say; no condition or symptom of any of
    them is dropped, and a question that is skipped is unknown. Errors of the plan are repaired on
    a copy, by unsafe repairs where safe ones are not enough; no file is written. ``go`` is said
    only where everything that screening asks daily is answered, screening finds nothing, and no
    error stands. See ``docs/preflight.md``.

    Args:
        source: A plan: a path, a mapping, a model, or :class:`backsafe.Text`.
        answers: What was answered, see :class:`backsafe.Answers`: a model, a mapping, a path.
        athlete: What is known of the athlete beside the plan.
        history: Earlier sessions; they tell the days since the last session for the back.
        week: Of a plan of many sessions, the week, from 1.
        day: Its day, as the plan numbers days, or else its number within the week.
        date: The day that the session is done; by default that of the plan, or today.
        profile: As for :class:`backsafe.Checker`, and so are all that follow.
        select: Rules to keep.
        extend_select: Rules to add to those.
        ignore: Rules to leave out.
        severity: Rule → severity.
        parameters: Rule → parameter → value.
        rules: Folders of rules that are added.
        packs: Installed packs of rules that are added.
        engine: ``auto``, ``durable`` or ``compiled``.
        unit: ``kg`` or ``lb``, for tables that do not say it.

    Raises:
        DocumentError: Something cannot be read, or is a log; says where and why.
        UsageError: The plan holds several sessions and not just one is meant, or an answer
            contradicts another one or the history.

    >>> import backsafe
    >>> lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_percent": 60}]}
    >>> plan = {"athlete": {"conditions": []}, "activities": [lift]}
    >>> backsafe.preflight(plan).outcome
    'cannot_tell'
    >>> well = {"red_flags": [], "pain": [], "illness": []}
    >>> found = backsafe.preflight(plan, answers=well)
    >>> found.outcome, [it.code for it in found.reasons]
    ('adjust', ['WU01'])
    >>> backsafe.preflight(plan, answers={**well, "red_flags": ["leg_weakness"]}).care
    'emergency'
    """
    checker = Checker(
        athlete=athlete,
        history=history,
        profile=profile,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        severity=severity,
        parameters=parameters,
        rules=rules,
        packs=packs,
        engine=engine,
        unit=unit,
    )
    chosen = Chosen(week, day, chosen_day(date))
    asking = Asking(checker, document_of(source, unit), chosen)
    if not isinstance(answers, Answers):
        answers = Answers() if answers is None else read_answers(answers)
    return asking.decided(answers)
