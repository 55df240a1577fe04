"""What a document leaves out never turns a verdict into its opposite, only into unknown."""

from __future__ import annotations

import contextlib
import copy
from typing import TYPE_CHECKING, Any

import pytest
from judging import lift, outcome, sound, verdicts, workout
from pydantic import ValidationError

from backsafe.rules.loader import default_rule_book

if TYPE_CHECKING:
    from collections.abc import Iterator

# Leaving these out says something in a plan: no warm-up set, no added load, one repeat.
SPEAKING = {
    "type",
    "exercise",
    "warm_up",
    "added_load_kg",
    "assistance",
    "band_role",
    "repeats",
    "region",
    "clearance",
}
# These can only make matters worse: leaving them out withdraws a complaint.
COMPLAINTS = {
    "pain",
    "bouncing",
    "discomfort_0_10",
    "pain_0_10",
    "sleep_hours",
    "belt",
    "equipment",
}
LISTS = ("activities", "sets", "workouts", "weeks")

# A rule of which it is unknown whether it applies passes if what it requires holds anyhow.
MAY_BECOME = {
    "pass": {"pass", "unknown"},
    "fail": {"fail", "unknown"},
    "unknown": {"unknown"},
    "none": {"pass", "unknown"},
}

Path = tuple[str | int, ...]
Outcomes = dict[tuple[Any, ...], str]


def outcomes(document: dict[str, Any]) -> Outcomes:
    return {verdict.key[:3]: verdict.outcome for verdict in verdicts(document)}


def variants(document: dict[str, Any]) -> Iterator[tuple[Path, Outcomes]]:
    """Yields what a document gets without each of its values, where it is a document still."""
    for path in values(document):
        with contextlib.suppress(ValidationError):
            yield path, outcomes(without(document, path))


def values(node: Any, path: Path = ()) -> Iterator[Path]:
    """Yields the places of all values that a document may leave out without saying something."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in SPEAKING | COMPLAINTS | {"form", "title", "kind", "records"}:
                continue
            if isinstance(value, dict) or key in LISTS:
                yield from values(value, (*path, key))
            if key not in ("athlete", *LISTS):
                yield (*path, key)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from values(value, (*path, number))


def without(document: dict[str, Any], path: Path) -> dict[str, Any]:
    """Returns a copy of a document without the value at a place."""
    changed = copy.deepcopy(document)
    node: Any = changed
    for part in path[:-1]:
        node = node[part]
    del node[path[-1]]
    return changed


def documents() -> list[Any]:
    examples = [
        pytest.param(dict(example.document), id=f"{rule.code}-{number}")
        for rule in default_rule_book().rules
        for number, example in enumerate(rule.examples)
    ]
    return [pytest.param(sound(), id="sound"), *examples]


@pytest.mark.parametrize("document", documents())
def test_leaving_out_a_value_never_reverses_a_verdict(document: dict[str, Any]) -> None:
    before = outcomes(document)
    for path, after in variants(document):
        for key, found in after.items():
            if (key[0], path[-1]) != ("EQ02", "rir"):  # reserve only adds to what a set claims
                assert found in MAY_BECOME[before.get(key, "none")], (path, key)


@pytest.mark.parametrize("document", documents())
def test_leaving_out_a_value_never_silences_a_failure(document: dict[str, Any]) -> None:
    before = outcomes(document)
    for path, after in variants(document):
        failed = {key for key, found in before.items() if found == "fail"}
        # Where nothing of a collection is known any more, a rule answers once for all its checks.
        once = {key[0] for key, found in after.items() if found == "unknown"}
        assert not {key for key in failed - set(after) if key[0] not in once}, path


@pytest.mark.parametrize("document", documents())
def test_a_log_never_reverses_what_a_plan_gets(document: dict[str, Any]) -> None:
    before = outcomes(document)
    after = outcomes({**document, "kind": "log"})

    for key, found in after.items():
        assert found in MAY_BECOME[before.get(key, "none")], key


def test_the_sound_session_as_a_log_fails_nothing() -> None:
    found = outcomes({**sound(), "kind": "log"})

    assert "fail" not in found.values()
    unknown = {code for (code, _, _), answer in found.items() if answer == "unknown"}
    assert unknown <= {"WU04", "WU05", "LD01", "LD02", "LD06", "PU03", "PU04"}


def test_a_log_that_records_everything_is_judged_like_a_plan() -> None:
    records = ["warm_up", "warm_up_sets", "stretches"]
    bare = workout(lift("deadlift", {"reps": 3, "load_percent": 85}), athlete={"symptoms": []})

    planned = {key: found for key, found in outcomes(bare).items() if key[0] != "EQ02"}
    assert outcomes({**bare, "kind": "log", "records": records}) == planned  # EQ02 is for plans
    assert set(outcomes({**bare, "kind": "log"}).values()) <= {"unknown", "pass"}


@pytest.mark.parametrize(
    ("records", "decided"),
    [
        ("warm_up", {"WU01", "WU02"}),
        ("warm_up_sets", {"WU04", "WU05"}),
        ("stretches", {"ST02"}),
    ],
)
def test_each_kind_of_record_decides_its_own_rules(records: str, decided: set[str]) -> None:
    log = {
        **workout(lift("deadlift", {"reps": 3, "load_percent": 85})),
        "kind": "log",
        "records": [records],
    }

    headline = {"WU01", "WU02", "WU04", "WU05", "ST02"}
    unknown = {code for code in headline if outcome(log, code) == "unknown"}
    assert headline - unknown == decided


def test_an_athlete_of_whom_nothing_is_known_passes_no_screening() -> None:
    document = sound()
    del document["athlete"]

    assert outcome(document, "AT01") == "unknown"
    for code in ("WU05", "LD02", "PU03", "PU04"):
        assert outcome(document, code) == "unknown", code
