"""Dates as apps write them, whatever the language of the phone."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

__all__ = ["read_date"]

# English, German, French, Portuguese, Spanish and Italian, without accents. Short forms are the
# beginnings of these; where two languages share a beginning, they mean the same month.
_MONTHS = (
    "january januar janvier janeiro enero gennaio jaenner",
    "february februar fevrier fevereiro febrero febbraio",
    "march marz maerz mars marco marzo",
    "april avril abril aprile",
    "may mai maio mayo maggio",
    "june juni juin junho junio giugno",
    "july juli juillet julho julio luglio",
    "august aout agosto",
    "september septembre setembro septiembre setiembre settembre",
    "october oktober octobre outubro octubre ottobre",
    "november novembre novembro noviembre",
    "december dezember decembre dezembro diciembre dicembre",
)
_LONGEST = 60
_DAY = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_TIME = (
    r"(?:(?P<hour>[0-9]{1,2})[:h.](?P<minute>[0-9]{2})(?::[0-9]{2})?(?: ?(?P<half>[ap])\.? ?m\.?)?)"
)
_BETWEEN = r"(?:,? (?:at |um |as |a )?|, ?)"
_FORMS = tuple(
    re.compile(rf"{date},? (?:de )?(?P<year>[0-9]{{4}})(?:{_BETWEEN}{_TIME})?", re.IGNORECASE)
    for date in (rf"{_DAY} (?:de )?{_MONTH}", rf"{_MONTH} {_DAY}")
)
_DOTTED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<year>[0-9]{{4}})(?:{_BETWEEN}{_TIME})?",
    re.IGNORECASE,
)


def read_date(text: str) -> datetime | None:
    """Reads a date, with or without a time of day, as the local time that it states.

    Known are ISO 8601, a month in words in six languages, and day.month.year. Numbers between
    slashes are not: nobody can tell day and month apart.

    Returns:
        ``None`` if it is no date that is known.
    """
    if len(text) > _LONGEST:
        return None
    folded = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.strip())
        if not unicodedata.combining(character)
    )
    plain = " ".join(folded.split()).removesuffix(".")
    if plain[:4].isdigit():
        return _iso(plain)
    for form in (*_FORMS, _DOTTED):
        match = form.fullmatch(plain)
        if match is not None:
            return _made(match)
    return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace(" Z", "Z")).replace(tzinfo=None)
    except ValueError:
        return None


def _made(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = _month(parts["month"])
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if month is None:
        return None
    try:
        return datetime(
            int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"] or 0)
        )
    except ValueError:
        return None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    folded = word.casefold()
    # German shortens March to what no full name begins with.
    if folded == "mrz":
        return 3
    found = {
        number
        for number, names in enumerate(_MONTHS, 1)
        for name in names.split()
        if name.startswith(folded)
    }
    return found.pop() if len(found) == 1 else None
