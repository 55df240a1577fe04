"""The questions of today: their words, the closed answers, and when each is asked.

What is asked groups the symptoms that screening rules read, so that somebody with nothing to report
answers a handful. A follow-up is asked where an earlier answer makes it matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from backsafe.model import BACK_PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from backsafe.model import Answers, Athlete

__all__ = ["QUESTIONS", "Question", "asked", "back_hurts", "question"]

_BACK_PAINS = frozenset(
    (
        "back_pain",
        "pain_between_shoulder_blades",
        "night_pain",
        "pain_on_coughing",
        "pain_not_eased_by_rest",
    )
)


class Question(NamedTuple):
    """One question.

    Attributes:
        name: Name of the answer; see :class:`backsafe.Answers`.
        label: What it is about, in a word or two.
        text: The question.
        choices: What can be chosen, any number of them → what that means; empty for a number.
        needed: Whether screening needs the answer wherever the question is asked.
        applies: Returns whether it is asked, given the answers so far and what is known beside.
        unit: Of a number.
    """

    name: str
    label: str
    text: str
    choices: Mapping[str, str]
    needed: bool
    applies: Callable[[Answers, Athlete], bool]
    unit: str = ""

    @property
    def kind(self) -> Literal["choices", "number"]:
        """Whether it is answered by choosing, or by a number."""
        return "choices" if self.choices else "number"


def back_hurts(answers: Answers, known: Athlete) -> bool:
    """Returns whether the back is known to hurt: by an answer of today, or by what is known."""
    places, signs = answers.pain or (), answers.back_pain_signs or ()
    return (
        bool(signs)
        or not BACK_PLACES.isdisjoint(places)
        or "low_back_pain" in conditions(answers, known)
        or not _BACK_PAINS.isdisjoint(known.symptoms or ())
    )


def conditions(answers: Answers, known: Athlete) -> tuple[str, ...]:
    """Returns the lasting conditions that somebody has stated."""
    return (*(known.conditions or ()), *(answers.conditions or ()))


def _always(_: Answers, __: Athlete) -> bool:
    return True


def _hurts(answers: Answers, known: Athlete) -> bool:
    return bool(answers.pain) or (answers.pain is None and back_hurts(answers, known))


def _unstated(_: Answers, known: Athlete) -> bool:
    return known.conditions is None


def _pregnant(answers: Answers, known: Athlete) -> bool:
    return "pregnancy" in conditions(answers, known)


def _trimester_unknown(answers: Answers, known: Athlete) -> bool:
    return known.trimester is None and _pregnant(answers, known)


def _high_pressure(answers: Answers, known: Athlete) -> bool:
    return "high_blood_pressure" in conditions(answers, known)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "red_flags",
        "red flags",
        "Do you have any of these now?",
        {
            "leg_weakness": "a leg is weak or gives way",
            "leg_numbness": "a leg is numb or tingles",
            "saddle_numbness": "numb around the genitals, the buttocks or between the legs",
            "urinary_retention": "you cannot pass urine",
            "loss_of_bladder_control": "you cannot hold urine",
            "loss_of_bowel_control": "you cannot hold stool",
            "chest_pain": "pain in the chest",
            "pain_after_accident": "pain that began with an accident or a fall",
        },
        needed=True,
        applies=_always,
    ),
    Question(
        "pain",
        "pain",
        "Does anything hurt today, and where?",
        {
            "low_back": "the low back",
            "between_shoulder_blades": "between the shoulder blades",
            "back": "somewhere else in the back",
            "neck": "the neck",
            "shoulder": "a shoulder",
            "arm": "an arm, an elbow or a hand",
            "leg": "a hip, a leg or a foot",
            "elsewhere": "somewhere else",
        },
        needed=True,
        applies=_always,
    ),
    Question(
        "pain_0_10",
        "strength of the pain",
        "How strong is it, from 0 (none) to 10 (the worst you can imagine)?",
        {},
        needed=True,
        applies=_hurts,
        unit="of 10",
    ),
    Question(
        "new_pain",
        "new pain",
        "Is it one of these?",
        {
            "new_sharp_pain": "new and sharp",
            "radiating_pain": "it runs from the back into a leg, or from the neck into an arm",
        },
        needed=True,
        applies=_hurts,
    ),
    Question(
        "back_pain_signs",
        "signs with back pain",
        "Your back hurts, or is known to. Is any of these so?",
        {
            "night_pain": "it is worse at night, or wakes you",
            "pain_not_eased_by_rest": "rest or lying down does not ease it",
            "pain_on_coughing": "it is worse when you cough, sneeze or strain",
            "lump": "there is a lump or swelling, or the back has changed its shape",
            "unexplained_weight_loss": "you lose weight without trying to",
        },
        needed=True,
        applies=back_hurts,
    ),
    Question(
        "illness",
        "illness",
        "Are you ill today?",
        {
            "illness": "ill, with a cold for instance",
            "fever": "feverish, hot or shivery",
        },
        needed=True,
        applies=_always,
    ),
    Question(
        "conditions",
        "conditions",
        "Do you have any of these? (The athlete's file can say it once for all.)",
        {
            "low_back_pain": "low-back pain that comes back or lasts",
            "shoulder_injury": "an injured shoulder",
            "arm_injury": "an injured arm",
            "neck_pain": "neck pain that comes back or lasts",
            "osteoporosis": "osteoporosis",
            "vertebral_fracture": "a fractured vertebra, now or earlier",
            "high_blood_pressure": "high blood pressure",
            "heart_condition": "a heart condition",
            "eye_condition": "an eye condition that pressure makes worse",
            "pregnancy": "a pregnancy",
            "cancer_history": "cancer, now or earlier",
            "long_term_steroids": "steroid tablets taken for long",
            "fracture_risk": "a known risk of fractures",
        },
        needed=True,
        applies=_unstated,
    ),
    Question(
        "pregnancy_signs",
        "signs in the pregnancy",
        "In this pregnancy, do you have any of these?",
        {
            "vaginal_bleeding": "bleeding",
            "regular_contractions": "regular, painful contractions",
            "fluid_leakage": "fluid leaks",
            "shortness_of_breath": "short of breath before any effort",
            "dizziness": "dizzy",
            "headache": "a headache",
            "calf_pain_or_swelling": "a calf hurts or is swollen",
        },
        needed=True,
        applies=_pregnant,
    ),
    Question(
        "trimester",
        "trimester",
        "Which trimester is it, 1 to 3?",
        {},
        needed=False,
        applies=_trimester_unknown,
    ),
    Question(
        "systolic_mmhg",
        "upper blood pressure",
        "What is your blood pressure at rest, the upper figure?",
        {},
        needed=False,
        applies=_high_pressure,
        unit="mmHg",
    ),
    Question(
        "diastolic_mmhg",
        "lower blood pressure",
        "And the lower figure?",
        {},
        needed=False,
        applies=_high_pressure,
        unit="mmHg",
    ),
    Question(
        "sleep_hours",
        "sleep",
        "How many hours did you sleep last night?",
        {},
        needed=False,
        applies=_always,
        unit="h",
    ),
    Question(
        "days_since_back_session",
        "last back session",
        "How many days ago was your last session for the back?",
        {},
        needed=False,
        applies=_always,
        unit="days ago",
    ),
)

_BY_NAME = {it.name: it for it in QUESTIONS}


def question(name: str) -> Question:
    """Returns the question of a name."""
    return _BY_NAME[name]


def asked(answers: Answers, known: Athlete) -> Iterator[Question]:
    """Yields the questions that matter, given the answers so far and what is known beside them."""
    return (it for it in QUESTIONS if it.applies(answers, known))
