"""Answers, and what is known beside them → what is known of the athlete today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from backsafe.errors import UsageError
from backsafe.frozen import Record
from backsafe.model import Answers, Athlete
from backsafe.readiness.questions import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.model import Clearance
    from backsafe.readiness.questions import Question

__all__ = ["Answered", "Today", "today", "well"]


_CONDITIONS_OF = {
    "low_back": "low_back_pain",
    "neck": "neck_pain",
    # Out of caution: whether it is an injury, only somebody who looks at it can say.
    "shoulder": "shoulder_injury",
    "arm": "arm_injury",
}
_SYMPTOMS_OF = {
    "between_shoulder_blades": "pain_between_shoulder_blades",
    "back": "back_pain",
}
# What somebody may have stated for good, in the plan or in a file.
_KEPT = ("pain_0_10", "trimester", "systolic_mmhg", "diastolic_mmhg", "sleep_hours")
_DAYS = "days_since_back_session"
_MEASURED = ("systolic_mmhg", "diastolic_mmhg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Record):
    """What is known of one question.

    Attributes:
        question: Name of the question, as in :class:`backsafe.Answers`.
        value: The choices or the number; ``None`` where it is unknown.
        origin: Where that comes from: an answer, the history, or what was known of the athlete
            before; ``skipped`` where it is unknown.
    """

    question: str
    value: tuple[str, ...] | float | None
    origin: Literal["answer", "history", "athlete", "skipped"]


class Today(NamedTuple):
    """What is known of the athlete today.

    Attributes:
        athlete: For the check, beside what the plan says of the athlete.
        answered: The questions that matter, with what is known.
        skipped: Those among them that screening needs and nobody answered.
        partly: The lists of the athlete that some of the answers are missing for: nothing may be
            concluded from what they do not hold.
        new_signs: Symptoms and illness that were answered and that nobody had stated before.
        measured: Facts of the athlete that were measured for the answers.
        cleared: Clearances that plan or caller know of.
    """

    athlete: Athlete
    answered: tuple[Answered, ...]
    skipped: tuple[Question, ...]
    partly: frozenset[str]
    new_signs: frozenset[str]
    measured: frozenset[str]
    cleared: tuple[Clearance, ...]


def today(answers: Answers, given: Athlete, known: Athlete, days: float | None) -> Today:
    """Returns what is known of the athlete today.

    No condition and no symptom that anybody has stated is dropped. A list is complete only where
    every question that feeds it was answered.

    Args:
        answers: The answers of today.
        given: The athlete as the caller gives it beside the plan.
        known: The athlete as plan and caller say together.
        days: Days since the last back session, where the history tells them.

    Raises:
        UsageError: An answer contradicts the history, or what is known of the athlete.
    """
    if days is not None and (answers.days_since_back_session or 0) >= days + 1:
        stated = f"{answers.days_since_back_session:g}"
        raise UsageError(
            f"{_DAYS} is {stated}, and the history has a session for the back {days:g} days ago"
        )
    partly = frozenset(_partly(answers, known))
    update: dict[str, object] = {
        name: value for name in _KEPT if (value := getattr(answers, name)) is not None
    }
    if answers.pain == ():
        update["pain_0_10"] = 0.0
    update[_DAYS] = _days(answers, known, days)
    for name, found in (("symptoms", _symptoms(answers)), ("conditions", _conditions(answers))):
        earlier = getattr(known, name)
        listed = tuple(dict.fromkeys((*(earlier or ()), *found)))
        if listed or earlier is not None or name not in partly:
            update[name] = listed
    matters = tuple(asked(answers, known))
    answered = tuple(_answered(it, answers, known, days) for it in matters)
    return Today(
        athlete=_validated(given, update),
        answered=answered,
        skipped=tuple(
            it
            for it, told in zip(matters, answered, strict=True)
            if told.value is None and it.needed
        ),
        partly=partly,
        new_signs=frozenset((*_symptoms(answers), *(answers.illness or ()))).difference(
            known.symptoms or (), known.conditions or ()
        ),
        measured=frozenset(
            f"athlete.{name}"
            for name in _MEASURED
            if getattr(answers, name) not in (None, getattr(known, name))
        ),
        cleared=known.clearance or (),
    )


def well(athlete: Athlete) -> Athlete:
    """Returns an athlete without any illness."""
    update: dict[str, object] = {}
    for name, ills in (("conditions", ("illness",)), ("symptoms", ("fever",))):
        stated = getattr(athlete, name)
        update[name] = None if stated is None else tuple(it for it in stated if it not in ills)
    return athlete.model_copy(update=update)


def _validated(given: Athlete, update: dict[str, object]) -> Athlete:
    from pydantic import ValidationError

    stated = given.model_dump(exclude_none=True) | update
    try:
        return Athlete.model_validate(stated)
    except ValidationError as error:
        found = "; ".join(str(it["msg"]) for it in error.errors())
        message = f"the answers and what is known of the athlete do not fit: {found}"
        raise UsageError(message) from None


def _days(answers: Answers, known: Athlete, days: float | None) -> float | None:
    if answers.days_since_back_session is not None:
        return answers.days_since_back_session
    return known.days_since_back_session if days is None else days


def _symptoms(answers: Answers) -> tuple[str, ...]:
    """Returns the symptoms that the answers tell."""
    fever = ["fever"] if "fever" in (answers.illness or ()) else []
    # A sign that comes with pain in the back says that there is some.
    implied = ["back_pain"] if answers.back_pain_signs else []
    return (
        *(answers.red_flags or ()),
        *(_SYMPTOMS_OF[it] for it in answers.pain or () if it in _SYMPTOMS_OF),
        *(answers.new_pain or ()),
        *implied,
        *(answers.back_pain_signs or ()),
        *fever,
        *(answers.pregnancy_signs or ()),
    )


def _conditions(answers: Answers) -> tuple[str, ...]:
    """Returns the conditions that the answers tell."""
    return (
        *(answers.conditions or ()),
        *(_CONDITIONS_OF[it] for it in answers.pain or () if it in _CONDITIONS_OF),
        *(("illness",) if "illness" in (answers.illness or ()) else ()),
    )


def _partly(answers: Answers, known: Athlete) -> Iterator[str]:
    feeds: dict[str, tuple[str, ...]] = {
        "conditions": ("pain", "illness", "conditions"),
        "symptoms": (
            "red_flags",
            "pain",
            "new_pain",
            "back_pain_signs",
            "illness",
            "pregnancy_signs",
        ),
    }
    matters = {it.name for it in asked(answers, known)}
    for name, questions in feeds.items():
        if any(getattr(answers, it) is None for it in questions if it in matters):
            yield name
        elif name == "symptoms" and known.conditions is None and answers.conditions is None:
            # Whether the signs of a pregnancy matter is unknown then.
            yield name


def _answered(it: Question, answers: Answers, known: Athlete, days: float | None) -> Answered:
    value = getattr(answers, it.name)
    if value is not None:
        return Answered(question=it.name, value=value, origin="answer")
    if it.name == _DAYS and days is not None:
        return Answered(question=it.name, value=days, origin="history")
    if it.name in (*_KEPT, _DAYS) and getattr(known, it.name) is not None:
        return Answered(question=it.name, value=float(getattr(known, it.name)), origin="athlete")
    return Answered(question=it.name, value=None, origin="skipped")
