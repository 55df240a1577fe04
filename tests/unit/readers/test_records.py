"""What a format is said to record is what its files are read into, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import SAMPLES

from backsafe.errors import DocumentError
from backsafe.facts.timeline import document_sessions
from backsafe.model import Lift, Program
from backsafe.readers import READERS, Document, read, read_text
from backsafe.readers.records import EVERYTHING, can_record

FOREIGN = [reader for reader in READERS if reader not in ("yaml", "json")]


def stated(document: Document) -> Iterator[str]:
    """Yields the places of a document that say something, as readers declare them."""
    content: Any = document.content
    if content.athlete is not None:
        yield "workouts.athlete"
    if isinstance(content, Program) and len(content.weeks) > 1:
        yield "workouts.weeks"
    for _, workout in document_sessions(content):
        for name in ("title", "date", "day", "equipment", "hours_after_rising"):
            if getattr(workout, name) is not None:
                yield f"workouts.{name}"
        for activity in workout.activities:
            fields = activity.model_dump(exclude_none=True)
            yield from (
                f"activities.{name}" for name in fields.keys() - {"type", "exercise", "sets"}
            )
            for one in activity.sets if isinstance(activity, Lift) else ():
                for name, value in one.model_dump(exclude_none=True).items():
                    if not (name == "warm_up" and not value):
                        yield f"sets.{name}"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_sample_says_more_than_its_format_declares(name: str) -> None:
    document = read_text(SAMPLES[name].text, name, unit="kg")

    assert set(stated(document)) <= can_record(document.reader)


@pytest.mark.parametrize("reader", FOREIGN)
def test_a_format_declares_what_our_documents_hold(reader: str) -> None:
    assert can_record(reader) < EVERYTHING
    assert {"sets.reps", "sets.load_kg"} <= can_record(reader)


def test_a_document_of_ours_records_everything() -> None:
    assert can_record("yaml") == can_record("json") == can_record("mapping") == EVERYTHING


@pytest.mark.realdata
def test_no_real_file_says_more_than_its_format_declares(data: Path) -> None:
    for path in sorted(data.rglob("*.*")):
        if "invalid" in path.parts or "schema" in str(path) or path.suffix not in SUFFIXES:
            continue
        try:
            document = read(str(path))
        except DocumentError:  # no plan at all
            continue
        assert set(stated(document)) <= can_record(document.reader), path


SUFFIXES = {".csv", ".json", ".yaml", ".md"}
