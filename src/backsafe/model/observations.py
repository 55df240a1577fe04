"""Form observations: what a coach, a lifter or a pose estimator saw of a lift."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

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
    "elbows_above_shoulders",
    "elbow_extension",
    "end_height",
    "leg_tension_lost",
    "lowering_seconds",
    "compensation",
    "fast_rotation",
    "pain_0_10",
    "sharp_pain",
]


class AspectType(NamedTuple):
    """What one aspect of form may be observed to be.

    Attributes:
        kind: ``choice``, ``boolean`` or ``number``.
        doc: What was looked at; for a boolean, what true means.
        choices: The closed list of a choice; empty otherwise.
        unit: Unit of a number; empty for a ratio and for what is no number.
        minimum: Least number accepted, in the unit.
        maximum: Greatest number accepted, in the unit.
        faults: Values that mean that the form was not kept; empty for a number, where a rule's
            threshold decides.
    """

    kind: Literal["choice", "boolean", "number"]
    doc: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    faults: tuple[str | bool, ...] = ()


def _choice(doc: str, *choices: str, faults: tuple[str, ...] = ()) -> AspectType:
    return AspectType("choice", doc, choices=choices, faults=faults)


def _boolean(doc: str, *, fault: bool) -> AspectType:
    return AspectType("boolean", doc, faults=(fault,))


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
            faults=("rounded_marked", "hyperarched"),
        ),
        "head": _choice("Position of the head", "neutral", "flexed", "extended"),
        "breath": _choice("Breath during the effort", "exhale", "held"),
        "hip_hinge": _boolean("The movement comes from the hips", fault=False),
        "braced": _boolean("The trunk is braced throughout", fault=False),
        "jerk": _boolean("The load is jerked", fault=True),
        "bounce": _boolean("The load or the body bounces at the turning point", fault=True),
        "yank": _boolean("The pull starts with a yank of the arms", fault=True),
        "kipping": _boolean("Legs or hips swing to help a pull", fault=True),
        "shrug": _boolean("The shoulders rise towards the ears", fault=True),
        "twist": _boolean("The trunk twists under load", fault=True),
        "balance_lost": _boolean("The lifter loses balance", fault=True),
        "hips_rise_first": _boolean("The hips rise before the bar does", fault=True),
        "dropped": _boolean(
            "The load is dropped or slammed instead of lowered, where no drop was planned",
            fault=True,
        ),
        "elbows_flared": _boolean("The elbows flare away from the body", fault=True),
        "knees_locked": _boolean("The knees are locked where they should be soft", fault=True),
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
        "elbows_above_shoulders": _boolean("The elbows rise above the shoulders", fault=True),
        "elbow_extension": _choice(
            "Elbows where the arms are longest",
            "bent",
            "straight",
            "hyperextended",
            faults=("hyperextended",),
        ),
        "end_height": _choice(
            "Where a pull ends", "below_chest", "chest", "shoulder", "above_shoulder"
        ),
        "leg_tension_lost": _boolean("The legs go slack during the lift", fault=True),
        "lowering_seconds": _number("Time in which the load is lowered", "s", 0, 60),
        "compensation": _boolean("Other muscles take over from those meant", fault=True),
        "fast_rotation": _boolean("The trunk turns fast on a loaded set", fault=True),
        "pain_0_10": _number("Pain felt, from 0 (none) to 10 (worst imaginable)", "", 0, 10),
        "sharp_pain": _boolean("New, sharp or radiating pain is felt", fault=True),
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
        default=None,
        description="Number of the set it was seen in, from 1; absent: the whole lift.",
    )
    rep: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None,
        description="Number of the rep it was seen in, from 1; absent: no rep in particular.",
    )
