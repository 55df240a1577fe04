"""What somebody answers just before a session; a question that is skipped stays unknown."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from backsafe.model._base import Model, mistake, refuse
from backsafe.model.vocabulary import Condition

__all__ = ["BACK_PLACES", "Answers", "PainPlace"]

PainPlace = Literal[
    "low_back",
    "between_shoulder_blades",
    "back",
    "neck",
    "shoulder",
    "arm",
    "leg",
    "elsewhere",
]
BACK_PLACES = frozenset(("low_back", "between_shoulder_blades", "back"))
# Each of these says of itself that the back hurts.
_OF_PAIN = ("night_pain", "pain_not_eased_by_rest", "pain_on_coughing")

RedFlag = Literal[
    "leg_weakness",
    "leg_numbness",
    "saddle_numbness",
    "urinary_retention",
    "loss_of_bladder_control",
    "loss_of_bowel_control",
    "chest_pain",
    "pain_after_accident",
]
NewPain = Literal["new_sharp_pain", "radiating_pain"]
BackPainSign = Literal[
    "night_pain", "pain_not_eased_by_rest", "pain_on_coughing", "lump", "unexplained_weight_loss"
]
Illness = Literal["illness", "fever"]
PregnancySign = Literal[
    "vaginal_bleeding",
    "regular_contractions",
    "fluid_leakage",
    "shortness_of_breath",
    "dizziness",
    "headache",
    "calf_pain_or_swelling",
]


def _none_is_empty(value: Any) -> Any:
    if isinstance(value, list | tuple) and "none" in value and len(value) > 1:
        raise mistake("none, or some of these? none stands alone")
    return () if value in ("none", ["none"], ("none",)) else value


_Listed = (Field(max_length=100), BeforeValidator(_none_is_empty))
_SKIPPED = "none or [] for none; absent: skipped, so unknown."


class Answers(Model):
    """Answers of today. Everything is optional; what is absent was skipped and is unknown."""

    red_flags: Annotated[tuple[RedFlag, ...], *_Listed] | None = Field(
        default=None, description=f"Signs of an emergency; {_SKIPPED}"
    )
    pain: Annotated[tuple[PainPlace, ...], *_Listed] | None = Field(
        default=None, description=f"Where it hurts today; {_SKIPPED}"
    )
    pain_0_10: Annotated[float, Field(strict=True, ge=0, le=10)] | None = Field(
        default=None,
        description="How strong that pain is, from 0 (none) to 10 (worst imaginable); absent: "
        "skipped.",
    )
    new_pain: Annotated[tuple[NewPain, ...], *_Listed] | None = Field(
        default=None,
        description=f"Whether that pain is new and sharp, or runs into an arm or a leg; {_SKIPPED}",
    )
    back_pain_signs: Annotated[tuple[BackPainSign, ...], *_Listed] | None = Field(
        default=None, description=f"What comes with pain in the back; {_SKIPPED}"
    )
    illness: Annotated[tuple[Illness, ...], *_Listed] | None = Field(
        default=None, description=f"An illness such as a cold, or a fever; {_SKIPPED}"
    )
    conditions: Annotated[tuple[Condition, ...], *_Listed] | None = Field(
        default=None,
        description="Lasting conditions, beside those that the plan or the athlete's file states; "
        f"{_SKIPPED}",
    )
    pregnancy_signs: Annotated[tuple[PregnancySign, ...], *_Listed] | None = Field(
        default=None, description=f"Warning signs in a pregnancy; {_SKIPPED}"
    )
    trimester: Annotated[int, Field(strict=True, ge=1, le=3)] | None = Field(
        default=None, description="Trimester of a pregnancy, 1 to 3; absent: skipped."
    )
    systolic_mmhg: Annotated[float, Field(strict=True, ge=40, le=350)] | None = Field(
        default=None, description="Upper blood pressure at rest in mmHg; absent: skipped."
    )
    diastolic_mmhg: Annotated[float, Field(strict=True, ge=20, le=250)] | None = Field(
        default=None, description="Lower blood pressure at rest in mmHg; absent: skipped."
    )
    sleep_hours: Annotated[float, Field(strict=True, ge=0, le=24)] | None = Field(
        default=None, description="Hours of sleep last night; absent: skipped."
    )
    days_since_back_session: Annotated[float, Field(strict=True, ge=0, le=36500)] | None = Field(
        default=None, description="Days since the last session for the back; absent: skipped."
    )

    @model_validator(mode="after")
    def _no_contradictions(self) -> Self:
        found: list[tuple[tuple[str | int, ...], Any, str]] = []
        if self.pain == ():
            told = [it for it in self.back_pain_signs or () if it in _OF_PAIN]
            for name, value in (
                ("pain_0_10", self.pain_0_10),
                ("new_pain", self.new_pain),
                ("back_pain_signs", told),
            ):
                if value:
                    shown = ", ".join(value) if isinstance(value, tuple | list) else f"{value:g}"
                    message = f"{name} is {shown}, and pain is none; keep one of the two"
                    found.append(((name,), value, message))
        if self.pain and self.pain_0_10 == 0:
            message = f"pain_0_10 is 0, and pain is {', '.join(self.pain)}; keep one of the two"
            found.append((("pain_0_10",), 0, message))
        upper, lower = self.systolic_mmhg, self.diastolic_mmhg
        if upper is not None and lower is not None and lower >= upper:
            message = f"diastolic_mmhg must be below systolic_mmhg ({upper:g})"
            found.append((("diastolic_mmhg",), lower, message))
        refuse(type(self), *found)
        return self
