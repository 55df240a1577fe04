"""What every model has in common: no unknown keys, no silent conversions, no later changes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError

__all__ = [
    "Day",
    "FormatVersion",
    "Kilograms",
    "Model",
    "Name",
    "Note",
    "PositiveKilograms",
    "Switch",
    "mistake",
    "refuse",
]

# Control characters would reach terminals and CI logs; tab and line breaks are ordinary text.
_NO_CONTROL_CHARACTERS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Model(BaseModel):
    """Base of every part of a document.

    Unknown keys are errors, nothing can be changed afterwards, and scalars are strict: text is
    never read as a number, a boolean never as a number, a number never as text.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=False,
        allow_inf_nan=False,
        str_strip_whitespace=True,
        regex_engine="rust-regex",
        # A document is of one kind, so the schemas of the others need not be made.
        defer_build=True,
    )


def mistake(message: str) -> PydanticCustomError:
    """Returns an error for pydantic whose message is shown to people as it stands."""
    # The braces belong to the message: pydantic would take them for places to fill in.
    return PydanticCustomError("backsafe", "{message}", {"message": message})


def refuse(model: type[BaseModel], *found: tuple[tuple[str | int, ...], Any, str]) -> None:
    """Raises the mistakes found between fields, each at its own place below ``model``.

    Args:
        model: The model being validated.
        found: For each mistake its pointer below the model, the value there, and the message.

    Raises:
        ValidationError: If anything was found.
    """
    if found:
        raise ValidationError.from_exception_data(
            model.__name__,
            [
                InitErrorDetails(type=mistake(message), loc=place, input=value)
                for place, value, message in found
            ],
        )


def _one(value: Any) -> Any:
    # True == 1 and 1.0 == 1 in Python; a format version is neither.
    if type(value) is not int:
        raise mistake("backsafe must be the format version, the whole number 1")
    if value != 1:
        raise mistake(f"format {value} is not supported; this release reads format 1")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        raise mistake("a date is a day without a time of day, such as 2026-11-20")
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise mistake(f"{value} is not a day of the calendar ({error})") from None
    raise mistake("a date is written year-month-day, such as 2026-11-20")


FormatVersion = Annotated[
    Literal[1], BeforeValidator(_one), WithJsonSchema({"type": "integer", "const": 1})
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Name = Annotated[
    str, Field(strict=True, min_length=1, max_length=200, pattern=_NO_CONTROL_CHARACTERS)
]
Note = Annotated[
    str, Field(strict=True, min_length=1, max_length=2000, pattern=_NO_CONTROL_CHARACTERS)
]
Switch = Annotated[bool, Field(strict=True)]
Kilograms = Annotated[float, Field(strict=True, ge=0, le=1000)]
PositiveKilograms = Annotated[float, Field(strict=True, gt=0, le=1000)]
