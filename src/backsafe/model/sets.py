"""One set of a lift."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from backsafe.model._base import Kilograms, Model, Switch, mistake, refuse
from backsafe.model.vocabulary import Assistance, BandRole

__all__ = ["Set", "tempo_seconds"]

_TEMPO = r"^(?:[0-9Xx]{3,4}|(?:[0-9]{1,2}|[Xx])(?:-(?:[0-9]{1,2}|[Xx])){2,3})$"
_TEMPO_PATTERN = re.compile(_TEMPO)
_EXTERNAL_LOADS = ("load_kg", "load_lb", "load_percent")


def tempo_seconds(tempo: str) -> tuple[float | None, ...]:
    """Splits a tempo into the seconds of its phases.

    Args:
        tempo: As in ``Set.tempo``, such as ``2-1-1`` or ``30X0``.

    Returns:
        Seconds of the eccentric (lowering), the pause after it, the concentric (lifting), and,
        where it is given, the pause at the top. ``None`` stands for X, as fast as possible.

    Raises:
        ValueError: If it is no tempo.

    >>> tempo_seconds("3-1-X-0")
    (3.0, 1.0, None, 0.0)
    """
    if not _TEMPO_PATTERN.fullmatch(tempo):
        raise ValueError(f"not a tempo: {tempo!r}")
    phases = tempo.split("-") if "-" in tempo else list(tempo)
    return tuple(None if phase in "Xx" else float(phase) for phase in phases)


def _tempo(value: str) -> str:
    if not _TEMPO_PATTERN.fullmatch(value):
        raise mistake(
            f"tempo {value!r} is not understood; write the seconds of lowering, pause and lifting "
            "(and, if you like, the pause at the top) as in '2-1-1', '3-0-X-1' or '3010'"
        )
    return value


class Set(Model):
    """One set. A load is given in one way, or in none: then it is unknown."""

    reps: Annotated[int, Field(strict=True, ge=0, le=1000)] | None = Field(
        default=None,
        description="Repetitions, of a range the least; 0 is a failed attempt; absent: unknown.",
    )
    most_reps: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None,
        description="Most repetitions of a range such as 8-12; absent: reps is no range.",
    )
    amrap: Switch | None = Field(
        default=None,
        description="True for as many repetitions as possible, reps being the least; absent: no.",
    )
    target_reps: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="Repetitions aimed at, where a log tells them; absent: unknown."
    )
    duration_seconds: Annotated[float, Field(strict=True, ge=0, le=7200)] | None = Field(
        default=None,
        description="Seconds a hold or a carry lasts, such as a plank; absent: unknown.",
    )
    load_kg: Kilograms | None = Field(
        default=None, description="Load in kilograms, bar included; absent: unknown."
    )
    load_lb: Annotated[float, Field(strict=True, ge=0, le=2200)] | None = Field(
        default=None, description="Load in pounds, bar included; absent: unknown."
    )
    load_percent: Annotated[float, Field(strict=True, ge=0, le=150)] | None = Field(
        default=None, description="Load in percent of the one-rep max; absent: unknown."
    )
    body_weight: Switch | None = Field(
        default=None,
        description="True if the body is the load; false if something is added or helps that is "
        "not known; absent: not stated.",
    )
    added_load_kg: Annotated[float, Field(strict=True, ge=0, le=500)] | None = Field(
        default=None,
        description="Kilograms added to the body's weight; implies body_weight. Absent: 0 in a "
        "plan, unknown in a log.",
    )
    assistance: Assistance | None = Field(
        default=None,
        description="What takes part of the body's weight off; band and machine imply body_weight. "
        "Absent: none in a plan, unknown in a log.",
    )
    warm_up: Switch | None = Field(
        default=None,
        description="True for a warm-up (ramp) set. Absent: false in a plan, not stated in a log.",
    )
    rest_seconds: Annotated[float, Field(strict=True, ge=0, le=7200)] | None = Field(
        default=None, description="Seconds of rest after this set; absent: unknown."
    )
    tempo: (
        Annotated[
            str, Field(strict=True, json_schema_extra={"pattern": _TEMPO}), AfterValidator(_tempo)
        ]
        | None
    ) = Field(
        default=None,
        description="Seconds of lowering, pause, lifting and, optionally, pause at the top, such "
        "as '2-1-1' or '3010'; X is as fast as possible. Text: quote it. Absent: unknown.",
    )
    pause_between_reps_seconds: Annotated[float, Field(strict=True, ge=0, le=600)] | None = Field(
        default=None, description="Seconds of pause between two reps; absent: unknown."
    )
    rir: Annotated[float, Field(strict=True, ge=0, le=20)] | None = Field(
        default=None, description="Reps in reserve: how many more were possible; absent: unknown."
    )
    rpe: Annotated[float, Field(strict=True, ge=1, le=10)] | None = Field(
        default=None, description="Rating of perceived exertion, 1 to 10; absent: unknown."
    )
    belt: Switch | None = Field(
        default=None, description="True if a lifting belt is worn; absent: unknown."
    )
    band_role: BandRole | None = Field(
        default=None, description="What a band does: assist or resist; absent: unknown."
    )

    @model_validator(mode="after")
    def _one_way_of_giving_a_load(self) -> Self:
        external = [name for name in _EXTERNAL_LOADS if getattr(self, name) is not None]
        added, assistance = self.added_load_kg, self.assistance
        assisted = assistance in {"band", "machine"}
        found: list[tuple[tuple[str | int, ...], Any, str]] = [
            (
                (name,),
                getattr(self, name),
                f"{name} and {external[0]} give the load twice; keep one",
            )
            for name in external[1:]
        ]
        body = [
            (("body_weight",), self.body_weight, self.body_weight is True),
            (("added_load_kg",), added, added is not None),
            (("assistance",), assistance, assisted),
        ]
        for place, value, stated in body:
            if not stated:
                continue
            name = place[0]
            if external:
                found.append(
                    (
                        place,
                        value,
                        f"{name} speaks of body weight, {external[0]} does not; keep one",
                    )
                )
            elif self.body_weight is False:
                found.append((place, value, f"{name} contradicts body_weight: false"))
        if assisted and added:
            message = f"a set is either assisted ({assistance}) or loaded (added_load_kg), not both"
            found.append((("added_load_kg",), added, message))
        if assistance == "band" and self.band_role == "resist":
            message = "band_role: resist contradicts assistance: band"
            found.append((("band_role",), self.band_role, message))
        found += self._range_mistakes()
        refuse(type(self), *found)
        return self

    def _range_mistakes(self) -> Iterator[tuple[tuple[str | int, ...], Any, str]]:
        most = self.most_reps
        if most is None:
            return
        if self.amrap:
            yield ("most_reps",), most, "amrap has no upper end; keep most_reps or amrap"
        if self.reps is None:
            yield ("most_reps",), most, "most_reps ends a range; say where it begins (reps)"
        elif most < self.reps:
            yield ("most_reps",), most, f"most_reps must be at least reps ({self.reps})"
