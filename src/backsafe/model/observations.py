"""Form observations: what a coach, a lifter or a pose estimator saw of a lift."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema

from backsafe.errors import did_you_mean
from backsafe.model._base import Model, mistake

__all__ = ["ASPECTS", "Aspect", "AspectType", "FormObservation"]

Aspect = Literal[
    "spine",
    "head",
    "breath",
    "hip_hinge",
    "braced",
    "jerk",
    "bounce",
    "yank",
    "kipping",
    "shrug",
    "twist",
    "balance_lost",
    "hips_rise_first",
    "dropped",
    "elbows_flared",
    "knees_locked",
    "bar_offset_cm",
    "bar_drift_cm",
    "stance_ratio",
    "rom_fraction",
    "abduction_deg",
]


@dataclass(frozen=True, slots=True)
class AspectType:
    """What one aspect of form may be observed to be.

    Attributes:
        kind: ``choice``, ``boolean`` or ``number``.
        doc: What was looked at; for a boolean, what true means.
        choices: The closed list of a choice; empty otherwise.
        unit: Unit of a number; empty for a ratio and for what is no number.
        minimum: Least number accepted, in the unit.
        maximum: Greatest number accepted, in the unit.
    """

    kind: Literal["choice", "boolean", "number"]
    doc: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None


def _choice(doc: str, *choices: str) -> AspectType:
    return AspectType("choice", doc, choices=choices)


def _boolean(doc: str) -> AspectType:
    return AspectType("boolean", doc)


def _number(doc: str, unit: str, minimum: float, maximum: float) -> AspectType:
    return AspectType("number", doc, unit=unit, minimum=minimum, maximum=maximum)


ASPECTS: Mapping[Aspect, AspectType] = MappingProxyType(
    {
        "spine": _choice(
            "Shape of the back under load",
            "neutral",
            "slight_arch",
            "rounded_slight",
            "rounded_marked",
            "hyperarched",
        ),
        "head": _choice("Position of the head", "neutral", "flexed", "extended"),
        "breath": _choice("Breath during the effort", "exhale", "held"),
        "hip_hinge": _boolean("The movement comes from the hips"),
        "braced": _boolean("The trunk is braced throughout"),
        "jerk": _boolean("The load is jerked"),
        "bounce": _boolean("The load or the body bounces at the turning point"),
        "yank": _boolean("The bar is yanked off the floor"),
        "kipping": _boolean("Legs or hips swing to help a pull"),
        "shrug": _boolean("The shoulders rise towards the ears"),
        "twist": _boolean("The trunk twists under load"),
        "balance_lost": _boolean("The lifter loses balance"),
        "hips_rise_first": _boolean("The hips rise before the bar does"),
        "dropped": _boolean("The load is dropped instead of lowered"),
        "elbows_flared": _boolean("The elbows flare away from the body"),
        "knees_locked": _boolean("The knees are locked where they should be soft"),
        "bar_offset_cm": _number(
            "Bar ahead of the middle of the foot at the start; negative behind it",
            "cm",
            -100,
            100,
        ),
        "bar_drift_cm": _number("Greatest distance of the bar from the legs", "cm", 0, 100),
        "stance_ratio": _number("Width of the stance over that of the hips", "", 0, 5),
        "rom_fraction": _number("Range of motion over the full range", "", 0, 1.2),
        "abduction_deg": _number("Angle of the upper arm away from the body", "deg", 0, 180),
    }
)


def _described(aspect: str, kind: AspectType) -> str:
    if kind.kind == "choice":
        return f"{aspect} must be one of {', '.join(kind.choices)}"
    if kind.kind == "boolean":
        return f"{aspect} must be true or false"
    unit = f" {kind.unit}" if kind.unit else ""
    return f"{aspect} must be a number from {kind.minimum:g} to {kind.maximum:g}{unit}"


def _observed(value: Any, info: ValidationInfo) -> Any:
    aspect = info.data.get("aspect")
    if aspect is None:  # a mistake in the aspect is reported there, once
        return value
    kind = ASPECTS[aspect]
    hint = ""
    if kind.kind == "choice":
        if isinstance(value, str):
            if value in kind.choices:
                return value
            hint = did_you_mean(value, kind.choices)
    elif kind.kind == "boolean":
        if isinstance(value, bool):
            return value
    elif (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and kind.minimum is not None
        and kind.maximum is not None
        and kind.minimum <= value <= kind.maximum
    ):
        return float(value)
    raise mistake(_described(aspect, kind) + hint)


def _value_schema(kind: AspectType) -> dict[str, Any]:
    if kind.kind == "choice":
        return {"enum": list(kind.choices)}
    if kind.kind == "boolean":
        return {"type": "boolean"}
    return {"type": "number", "minimum": kind.minimum, "maximum": kind.maximum}


def _typed_by_aspect(schema: dict[str, Any]) -> None:
    schema["allOf"] = [
        {
            "if": {"properties": {"aspect": {"const": aspect}}, "required": ["aspect"]},
            "then": {"properties": {"value": {"description": kind.doc, **_value_schema(kind)}}},
        }
        for aspect, kind in ASPECTS.items()
    ]


class FormObservation(Model):
    """One thing that was seen of a lift; what is not listed was not looked at (unknown)."""

    model_config = ConfigDict(json_schema_extra=_typed_by_aspect)

    aspect: Aspect = Field(description="What was looked at.")
    value: Annotated[
        bool | float | str,
        PlainValidator(_observed),
        WithJsonSchema({"type": ["boolean", "number", "string"]}),
    ] = Field(description="What was seen; its type depends on the aspect.")
    set: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        None, description="Number of the set it was seen in, from 1; absent: the whole lift."
    )
    rep: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        None, description="Number of the rep it was seen in, from 1; absent: no rep in particular."
    )
