"""Who trains: one athlete out of all that is said of them, and what they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from backsafe.errors import ContentError
from backsafe.facts.fact import Fact, Need, Pointer, Value
from backsafe.facts.names import MOST_HINTS, Named, Remark, exercise_key, identify, unknown_exercise
from backsafe.facts.schema import SCHEMA
from backsafe.kleene import any_
from backsafe.model import Athlete

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from backsafe.model import Clearance, Level

__all__ = ["Person", "merge_athletes", "person"]

_Stated = TypeVar("_Stated")

# ACSM 2009 speaks of novices up to about six months of training.
_NOVICE_MONTHS = 6

_STATED = tuple(name for name in SCHEMA["athlete"].fields if name in Athlete.model_fields)
_NEEDS: Mapping[str, Need] = {
    name: Need(f"athlete.{name}", field.meaning.rstrip(".").lower())
    for name, field in SCHEMA["athlete"].fields.items()
} | {
    "novice": Need("athlete.level", "the training level"),
    "conditions": Need("athlete.conditions", "the athlete's conditions ([] for none)"),
    "symptoms": Need("athlete.symptoms", "the athlete's symptoms ([] for none)"),
    "level_stated": Need("athlete.level", "the training level"),
    "conditions_stated": Need("athlete.conditions", "the athlete's conditions ([] for none)"),
    "symptoms_stated": Need("athlete.symptoms", "the athlete's symptoms ([] for none)"),
    "injured": Need("athlete.conditions", "the athlete's conditions ([] for none)"),
    "pressure_risk": Need("athlete.conditions", "the athlete's conditions ([] for none)"),
    "back_pain": Need("athlete.conditions", "the athlete's conditions ([] for none)"),
    "systolic_mmhg": Need("athlete.systolic_mmhg", "the upper blood pressure (systolic_mmhg)"),
    "diastolic_mmhg": Need("athlete.diastolic_mmhg", "the lower blood pressure (diastolic_mmhg)"),
    "age": Need("athlete.age", "the age in years"),
    "par_q_positive": Need(
        "athlete.par_q_yes", "the PAR-Q+ questions answered with yes ([] for none)"
    ),
}

_INJURIES = frozenset(
    {
        "low_back_pain",
        "shoulder_injury",
        "arm_injury",
        "neck_pain",
        "osteoporosis",
        "vertebral_fracture",
    }
)
_PRESSURE_RISKS = frozenset(
    {"high_blood_pressure", "heart_condition", "eye_condition", "pregnancy"}
)
_BACK_PAINS = frozenset(
    {
        "back_pain",
        "pain_between_shoulder_blades",
        "night_pain",
        "pain_on_coughing",
        "pain_not_eased_by_rest",
        "radiating_pain",
    }
)


class Person(NamedTuple):
    """An athlete with exercise names resolved.

    Attributes:
        fact: The athlete as rules see them.
        maxima: Exercise key → one-rep max in kg; it holds for that exercise only.
        technique: Exercise key → learning or mastered.
        clearances: What professionals have cleared the athlete of.
    """

    fact: Fact
    maxima: Mapping[str, float]
    technique: Mapping[str, str]
    clearances: tuple[Clearance, ...] = ()

    def technique_of(self, named: Named) -> str | None:
        """Returns the stated technique, of the exercise itself or of the one it is a variant of."""
        return self.technique.get(named.key) or self.technique.get(named.base)


def merge_athletes(athletes: Sequence[Athlete | None]) -> Athlete:
    """Returns one athlete: later ones decide, but no symptom or condition is lost."""
    known = [athlete for athlete in athletes if athlete is not None]
    if len(known) < 2:
        return known[0] if known else Athlete()
    merged: dict[str, object] = {}
    for athlete in known:
        for key, value in athlete.model_dump(exclude_none=True).items():
            earlier = merged.get(key)
            if key in ("conditions", "symptoms", "par_q_yes") and earlier:
                value = list(dict.fromkeys([*earlier, *value]))  # type: ignore[misc]  # noqa: PLW2901
            elif isinstance(value, dict) and isinstance(earlier, dict):
                value = _merge_named(earlier, value)  # noqa: PLW2901
            elif key == "clearance" and earlier:
                value = [*earlier, *value]  # type: ignore[misc]  # noqa: PLW2901
            merged[key] = value
    return Athlete.model_validate(merged)


def _merge_named(earlier: dict[str, object], later: dict[str, object]) -> dict[str, object]:
    """Merges by exercise, not by spelling: each source may write a name its own way."""
    decided = {exercise_key(name) for name in later}
    kept = {name: it for name, it in earlier.items() if exercise_key(name) not in decided}
    return {**kept, **later}


def person(
    athlete: Athlete, pointer: Pointer, notices: list[Remark], assumed: Level | None = None
) -> Person:
    """Returns the athlete with names resolved.

    Args:
        athlete: As documents and call say together.
        pointer: Where the document speaks of the athlete, or of the workout if it does not.
        notices: Takes a notice per exercise name that the catalogue does not know, and one where
            a level is assumed.
        assumed: Training level to take where nothing tells one.

    Raises:
        ContentError: Two keys name one exercise.
    """
    stated = athlete.__dict__
    values: dict[str, Value] = {name: _plain(stated[name]) for name in _STATED}
    values |= _derived(athlete)
    if assumed is not None and values["novice"] is None:
        values |= {"level": assumed, "novice": assumed == "novice"}
        message = f"no training level is stated; the profile takes it to be {assumed}"
        notices.append(Remark("assumed", message, pointer))
    maxima = _resolve(athlete.one_rep_max_kg or {}, (*pointer, "one_rep_max_kg"), notices)
    technique = _resolve(athlete.technique or {}, (*pointer, "technique"), notices)
    fact = Fact("athlete", values, pointer, _NEEDS)
    return Person(fact, maxima, technique, tuple(athlete.clearance or ()))


def _derived(athlete: Athlete) -> dict[str, Value]:
    conditions, symptoms = athlete.conditions, athlete.symptoms
    novice = _novice(athlete)
    pains = (_holds(conditions, {"low_back_pain"}), _holds(symptoms, _BACK_PAINS))
    return {
        "novice": novice,
        "pain_stated": athlete.pain_0_10 is not None,
        "sleep_stated": athlete.sleep_hours is not None,
        "back_pain": any_(pains),
        "injured": _holds(conditions, _INJURIES),
        "pressure_risk": _holds(conditions, _PRESSURE_RISKS),
        "blood_pressure_stated": athlete.systolic_mmhg is not None
        or athlete.diastolic_mmhg is not None,
        "par_q_positive": None if athlete.par_q_yes is None else bool(athlete.par_q_yes),
        "cleared": tuple(_rule_word(it.rule) for it in athlete.clearance or () if it.reason),
        "level_stated": None if novice is None else True,
        "conditions_stated": None if conditions is None else True,
        "symptoms_stated": None if symptoms is None else True,
    }


def _rule_word(word: str) -> str:
    """Returns a code in capitals, a name in small letters, as rules write them."""
    return word.strip().lower() if "-" in word or word.isalpha() else word.strip().upper()


def _holds(stated: Sequence[str] | None, words: AbstractSet[str]) -> bool | None:
    return None if stated is None else not words.isdisjoint(stated)


def _novice(athlete: Athlete) -> bool | None:
    if athlete.level is not None:
        return athlete.level == "novice"
    if athlete.training_months is not None:
        return athlete.training_months < _NOVICE_MONTHS
    return None


def _plain(value: object) -> Value:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    if isinstance(value, bool | str) or value is None:
        return value
    return float(value)  # type: ignore[arg-type]


def _resolve(
    stated: Mapping[str, _Stated], pointer: Pointer, notices: list[Remark]
) -> dict[str, _Stated]:
    resolved: dict[str, _Stated] = {}
    spelled: dict[str, str] = {}
    for name, value in stated.items():
        named = identify(name)
        key = named.key
        if key in resolved:
            raise ContentError(
                f"{name!r} and {spelled[key]!r} are the same exercise; keep one of them",
                (*pointer, name),
            )
        if named.exercise is None:
            hinted = len(notices) < MOST_HINTS
            notices.append(unknown_exercise(name, (*pointer, name), hinted=hinted))
        resolved[key], spelled[key] = value, name
    return resolved
