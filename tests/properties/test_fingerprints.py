"""Over the corpus: what does not concern a finding leaves its fingerprint as it was."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import cases

import backsafe

Document = dict[str, Any]
Route = tuple[str, ...]

DOCUMENTS = [case.document for case in cases()]
CHECKER = backsafe.Checker(engine="compiled", profile="strict")
NEUTRAL = [
    {"type": "lift", "exercise": "biceps curl", "sets": [{"reps": 12, "load_percent": 40}]},
    {"type": "lift", "exercise": "calf raise", "sets": [{"reps": 15}, {"reps": 15}]},
    {"type": "static_stretch", "exercise": "calf stretch", "hold_seconds": 30, "repeats": 2},
    {"type": "mobility", "exercise": "ankle circles", "minutes": 2},
]
# Its own value is how many sets of the exercise came before, in other entries too.
COUNTS_ACROSS = {("LD08", "sets")}


def findings(document: Document) -> dict[tuple[str, str, Route], str]:
    """Rule, check and place → fingerprint, for what is no screening."""
    found = CHECKER.check(document).violations
    return {
        (it.code, it.check, tuple(it.location.pointer.split("/")[1:])): it.fingerprint
        for it in found
        if not it.code.startswith("AT")
    }


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same data with the keys of each mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(it, chance) for it in value] if isinstance(value, list) else value


def sessions(document: Document) -> list[tuple[Route, Document]]:
    """Each session with its place."""
    if "weeks" in document:
        return [
            (("weeks", str(week), "workouts", str(number)), session)
            for week, part in enumerate(document["weeks"])
            for number, session in enumerate(part["workouts"])
        ]
    listed = document.get("workouts")
    if listed is None:
        return [((), document)]
    return [(("workouts", str(number)), session) for number, session in enumerate(listed)]


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_order_of_keys_and_titles_do_not_matter(document: Document, chance: random.Random) -> None:
    changed = shuffled(document, chance)
    changed["title"] = "Another title"
    for _, session in sessions(changed):
        session["title"] = f"Day {chance.random()}"
    assert findings(changed) == findings(document)


@pytest.mark.parametrize("document", DOCUMENTS[::5])
def test_json_tells_what_yaml_tells(document: Document) -> None:
    text = backsafe.Text(json.dumps({"backsafe": 1, **document}, default=str), reader="json")
    told = {it.fingerprint for it in CHECKER.check(text).violations}
    assert told == {it.fingerprint for it in CHECKER.check(document).violations}


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_other_activities_do_not_matter(document: Document, chance: random.Random) -> None:
    """Activities are moved and added: what is still found of one is known by the same."""
    changed = copy.deepcopy(document)
    moved: dict[Route, Route] = {}
    for route, session in sessions(changed):
        own = list(enumerate(session["activities"]))
        chance.shuffle(own)
        for extra in chance.sample(NEUTRAL, chance.randrange(len(NEUTRAL))):
            own.insert(chance.randrange(len(own) + 1), (-1, extra))
        session["activities"] = [activity for _, activity in own]
        for number, (before, _) in enumerate(own):
            if before >= 0:
                place = (*route, "activities", str(before))
                moved[place] = (*route, "activities", str(number))
    after = findings(changed)
    for (code, check, place), known in findings(document).items():
        length = next((it for it in range(len(place) + 1) if place[:it] in moved), None)
        if length is None or (code, check) in COUNTS_ACROSS:
            continue
        now = after.get((code, check, moved[place[:length]] + place[length:]))
        assert now in (None, known), (code, check, place)
