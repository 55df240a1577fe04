from __future__ import annotations

from typing import get_args

from backsafe.exercises import EQUIPMENT, KINDS, LEVELS, REGIONS
from backsafe.model import ActivityType, Equipment, Level, Region


def test_documents_and_catalogue_speak_the_same_words() -> None:
    assert set(get_args(Region)) == REGIONS
    assert set(get_args(Level)) == LEVELS
    assert set(get_args(ActivityType)) == KINDS
    assert set(get_args(Equipment)) >= EQUIPMENT
