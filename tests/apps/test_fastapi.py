"""The endpoint answers with findings, tells unknown from ok, and never fails on what it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import yaml

pytest.importorskip("fastapi", reason="needs the group apps")

from fastapi.testclient import TestClient
from fastapi_app import app

LIFT = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]}
CLIENT = TestClient(app, raise_server_exceptions=False)


def post(workout: Any) -> Any:
    return CLIENT.post("/workouts/check", json=workout)


def test_an_unsafe_workout() -> None:
    stretch = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30}

    answer = post({"activities": [stretch, LIFT]})

    assert answer.status_code == 200
    found = answer.json()
    assert found["verdict"] == "violations"
    first = next(it for it in found["findings"] if it["code"] == "ST01")
    assert first["severity"] == "error"
    assert first["pointer"] == "/activities/0"
    assert first["do"].startswith("Move it behind the last lift")
    assert any(
        need == "athlete.one_rep_max_kg.deadlift"
        for it in found["undecided"]
        for need in it["needs"]
    )


def test_a_sound_one_says_what_is_left_open(repository: Any) -> None:
    text = (repository / "examples" / "unsafe-back-day-mended.yaml").read_text(encoding="utf-8")

    found = post(yaml.safe_load(text)).json()

    assert found["verdict"] == "ok"
    assert found["findings"] == []
    assert found["undecided"]


def test_nothing_judged_is_unknown() -> None:
    found = post({"activities": []}).json()

    assert found["verdict"] == "unknown"


def test_a_name_that_is_not_known_is_told() -> None:
    found = post({"activities": [{**LIFT, "exercise": "deadlfit"}]}).json()

    assert "did you mean 'deadlift'" in found["notices"][0]


def test_a_slip_of_the_pen_is_a_located_422() -> None:
    answer = post({"activities": [{**LIFT, "sets": [{"rep": 5}, {"reps": "5"}]}]})

    assert answer.status_code == 422
    assert [(it["pointer"], it["loc"]) for it in answer.json()["detail"]] == [
        ("/activities/0/sets/0/rep", ["body"]),
        ("/activities/0/sets/1/reps", ["body"]),
    ]
    assert "did you mean 'reps'?" in answer.json()["detail"][0]["msg"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[1]",
        "null",
        "{}",
        '"/etc/passwd"',
        '{"weeks": 1}',
        '{"backsafe": 2, "activities": []}',
        '{"activities": "/etc/passwd"}',
        '{"exercises": [{"name": 5}]}',
        '{"activities": [{"type": "cardio", "exercise": "\\ud800"}]}',
        '{"\\ud800": 1, "activities": []}',
        '{"athlete": {"technique": {"\\ud800": "mastered"}}, "activities": []}',
        '{"athlete": {"technique": {"row": "mastered", "Row": "learning"}}, "activities": []}',
        '{"activities": [{"type": "lift", "exercise": "row", "sets": [{"load_kg": NaN}]}]}',
        '{"activities": [{"type": "lift", "exercise": "row", "sets": [{"load_kg": 1e999}]}]}',
        '{"activities": [{"type": "lift", "exercise": "row", "sets": [{"reps": '
        + "9" * 400
        + "}]}]}",
        '{"activities": [{"type": "lift", "exercise": "row", "sets": [{"reps": '
        + "9" * 5000
        + "}]}]}",
        '{"a":' * 500 + "1" + "}" * 500,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"activities": [' + "[" * 400 + "]" * 400 + "]}",
    ],
    ids=lambda body: body[:40],
)
def test_what_cannot_be_read_is_the_clients_mistake(body: str) -> None:
    answer = CLIENT.post(
        "/workouts/check", content=body, headers={"content-type": "application/json"}
    )

    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_half_a_surrogate_in_a_foreign_plan_does_no_harm() -> None:
    body = '{"exercises": [{"name": "deadlift", "sets": "\\ud800", "reps": 5, "note": "\\ud800"}]}'

    answer = CLIENT.post(
        "/workouts/check", content=body, headers={"content-type": "application/json"}
    )

    assert answer.status_code == 200


def test_one_checker_serves_many_threads() -> None:
    workouts = [
        {"activities": [{**LIFT, "sets": [{"reps": 5, "load_kg": load}]}]} for load in range(40, 60)
    ]
    alone = [post(it).json() for it in workouts]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda it: post(it).json(), workouts * 3))

    assert together == alone * 3


def test_the_answer_is_typed() -> None:
    answer = CLIENT.get("/openapi.json").json()["components"]["schemas"]["Answer"]

    assert set(answer["required"]) == {"verdict", "findings", "undecided", "notices"}
    assert answer["properties"]["verdict"]["enum"] == ["ok", "violations", "unknown"]
