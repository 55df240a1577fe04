"""Writes small FIT files: definitions, data and checksums, byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

FILE_ID, SESSION, RECORD, WORKOUT, STEP, ACTIVITY, SET, TITLE = 0, 18, 20, 26, 27, 34, 225, 264
NEVER = 0xFFFF

# Base types: number, struct format, value that means none.
ENUM = (0x00, "B", 0xFF)
UINT8 = (0x02, "B", 0xFF)
UINT16 = (0x84, "H", 0xFFFF)
UINT32 = (0x86, "I", 0xFFFFFFFF)
STRING = (0x07, "s", None)

BENCH_PRESS, CURL, DEADLIFT, PLANK, ROW, SQUAT, WARM_UP_MOVES, RUN = 0, 7, 8, 19, 23, 28, 31, 32
BANDED, UNKNOWN = 37, 65534
REST, ACTIVE = 0, 1

# 2026-05-01 22:30:00 in universal time, in seconds since the epoch of FIT.
EVENING = 1146609000
HOUR = 3600


class Field(NamedTuple):
    """A field of a message: its number, base type and values."""

    number: int
    base: tuple[int, str, int | None]
    values: Sequence[int | None] | str

    @property
    def data(self) -> bytes:
        _, form, invalid = self.base
        if isinstance(self.values, str):
            return self.values.encode() + b"\0"
        plain = [invalid if value is None else value for value in self.values]
        return struct.pack(f"<{len(plain)}{form}", *plain)


class Message(NamedTuple):
    """A message of the profile by its number, and its fields."""

    number: int
    fields: tuple[Field, ...]

    @property
    def data(self) -> bytes:
        """A definition for local type 0, and the data that it defines."""
        head = struct.pack("<BBBHB", 0x40, 0, 0, self.number, len(self.fields))
        defined = b"".join(
            struct.pack("<BBB", field.number, len(field.data), field.base[0])
            for field in self.fields
        )
        return head + defined + b"\0" + b"".join(field.data for field in self.fields)


def checksum(data: bytes) -> int:
    """CRC-16 with the reversed polynomial 0xA001, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def fit_file(messages: Iterable[Message]) -> bytes:
    """A whole file: header, messages and checksum."""
    body = b"".join(message.data for message in messages)
    head = struct.pack("<BBHI4s", 14, 0x20, 2171, len(body), b".FIT")
    whole = head + struct.pack("<H", checksum(head)) + body
    return whole + struct.pack("<H", checksum(whole))


def number(field: int, base: tuple[int, str, int | None], *values: int | None) -> Field:
    return Field(field, base, values)


def active(
    category: int | Sequence[int | None] | None = BENCH_PRESS,
    exercise: int | Sequence[int | None] | None = 1,
    *,
    reps: int | None = 8,
    sixteenths: int | None = 60 * 16,
    milliseconds: int | None = 40_500,
    step: int | None = None,
    kind: int | None = ACTIVE,
    display: int = 1,
) -> Message:
    """A set that was done; its weight is in sixteenths of a kilogram."""
    categories = category if isinstance(category, Sequence) else [category]
    exercises = exercise if isinstance(exercise, Sequence) else [exercise]
    return Message(
        SET,
        (
            number(254, UINT32, EVENING),
            number(0, UINT32, milliseconds),
            number(3, UINT16, reps),
            number(4, UINT16, sixteenths),
            number(5, UINT8, kind),
            Field(7, UINT16, categories),
            Field(8, UINT16, exercises),
            number(9, UINT16, display),
            number(11, UINT16, step),
        ),
    )


def rest(milliseconds: int | None = 90_000) -> Message:
    return Message(SET, (number(0, UINT32, milliseconds), number(5, UINT8, REST)))


def title(category: int, exercise: int, name: str) -> Message:
    return Message(
        TITLE, (number(0, UINT16, category), number(1, UINT16, exercise), Field(2, STRING, name))
    )


def step(
    index: int,
    category: int | None = None,
    exercise: int | None = None,
    *,
    name: str = "",
    intensity: int = 0,
) -> Message:
    return Message(
        STEP,
        (
            number(254, UINT16, index),
            Field(0, STRING, name),
            number(7, ENUM, intensity),
            number(10, UINT16, category),
            number(11, UINT16, exercise),
        ),
    )


def workout(name: str) -> Message:
    return Message(WORKOUT, (Field(8, STRING, name),))


def session(start: int | None = EVENING) -> Message:
    return Message(SESSION, (number(2, UINT32, start), number(5, ENUM, 10)))


def activity(end: int | None = EVENING + HOUR, local: int | None = None) -> Message:
    return Message(ACTIVITY, (number(253, UINT32, end), number(5, UINT32, local)))


def file_id(created: int | None = EVENING, kind: int = 4) -> Message:
    return Message(FILE_ID, (number(0, ENUM, kind), number(4, UINT32, created)))


def record(heart_rate: int = 120) -> Message:
    return Message(RECORD, (number(253, UINT32, EVENING), number(3, UINT8, heart_rate)))
