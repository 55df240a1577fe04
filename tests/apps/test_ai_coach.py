"""A model's plan is shown only if it holds, whatever the model says, and however it says it."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

import jsonschema
import pytest
from ai_coach import MENDED, RUSHED, Message, Outcome, Request, guard, learns, never_learns
from plan_schema import NOT_THE_MODELS, plan_schema

import backsafe

CHECKER = backsafe.Checker()
SETS: list[dict[str, Any]] = MENDED["activities"][3]["sets"]
ATHLETE = backsafe.Athlete(
    level="intermediate",
    one_rep_max_kg={"deadlift": 140},
    technique={"deadlift": "learning"},
    conditions=(),
    symptoms=(),
)


class Says:
    """A stub that answers one thing after the other, and keeps what it is asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = [it if isinstance(it, str | None) else json.dumps(it) for it in answers]
        self.asked: list[list[Message]] = []

    def __call__(self, messages: Sequence[Message]) -> str | None:
        self.asked.append(list(messages))
        return self.answers[min(len(self.asked), len(self.answers)) - 1]

    def findings(self) -> list[dict[str, Any]]:
        """Returns what was told after the first answer."""
        last = self.asked[1][-1]["content"]
        found: list[dict[str, Any]] = json.loads(last.partition("\n\n")[2])["findings"]
        return found


def coach(model: Any, athlete: backsafe.Athlete = ATHLETE, rounds: int = 3) -> Outcome:
    return guard(model, Request("Something for my back", athlete), CHECKER, rounds)


def changed(**changes: Any) -> dict[str, Any]:
    """Returns the sound plan with other values in its lift, or at the top."""
    plan = copy.deepcopy(MENDED)
    for key, value in changes.items():
        (plan["activities"][3] if key in ("exercise", "sets", "form") else plan)[key] = value
    return plan


def test_a_plan_is_mended_and_shown() -> None:
    found = coach(learns)

    assert (found.refused, found.rounds) == ("", 2)
    assert found.plan is not None
    assert found.plan.title == "Pulls"
    assert found.plan.athlete == ATHLETE
    assert found.report is not None
    assert found.report.ok


def test_a_model_that_never_learns_is_refused() -> None:
    found = coach(never_learns)

    assert found.plan is None
    assert "after 3 rounds" in found.refused


def test_findings_come_back_as_data() -> None:
    model = Says(RUSHED, MENDED)

    coach(model)

    stretch = next(it for it in model.findings() if it["code"] == "ST01")
    assert stretch["pointer"] == "/activities/0"
    assert stretch["do"].startswith("Move it behind the last lift")
    assert stretch["facts"]["stretch.total_seconds"] == 60
    assert model.asked[1][-2] == {"role": "assistant", "content": json.dumps(RUSHED)}


@pytest.mark.parametrize("symptom", ["saddle_numbness", "chest_pain", "new_sharp_pain"])
def test_a_red_flag_is_refused_before_the_model_is_asked(symptom: str) -> None:
    model = Says(MENDED)

    found = coach(model, ATHLETE.model_copy(update={"symptoms": (symptom,)}))

    assert found.plan is None
    assert found.refused
    assert model.asked == []


def test_symptoms_that_nobody_asked_about_are_asked_for_first() -> None:
    model = Says(MENDED)

    found = coach(model, ATHLETE.model_copy(update={"symptoms": None}))

    assert found.plan is None
    assert "the athlete's symptoms ([] for none)" in found.ask
    assert model.asked == []


def test_what_only_a_person_can_tell_is_put_to_the_person() -> None:
    model = Says(MENDED)

    found = coach(model)

    assert found.plan is not None
    assert len(model.asked) == 1
    assert "the PAR-Q+ questions answered with yes ([] for none)" in found.ask
    assert not any("tempo" in it for it in found.ask)


def test_what_the_model_left_out_is_its_own_to_say() -> None:
    sets = [{key: it for key, it in one.items() if key != "tempo"} for one in SETS]
    model = Says(changed(sets=sets), MENDED)

    found = coach(model)

    assert (found.refused, found.rounds) == ("", 2)
    (missing,) = model.findings()
    assert missing["code"] == "missing"
    assert "tempo" in missing["message"]
    assert "/activities/3/sets/1" in missing["pointers"]
    assert coach(Says(changed(sets=sets))).plan is None


@pytest.mark.parametrize(
    ("claim", "pointer"),
    [
        ({"athlete": {"technique": {"deadlift": "mastered"}}}, "/athlete"),
        ({"athlete": {"conditions": [], "symptoms": []}}, "/athlete"),
        ({"athlete": {"one_rep_max_kg": {"deadlift": 300}}}, "/athlete"),
        ({"form": [{"aspect": "spine", "value": "neutral"}]}, "/activities/3/form"),
        ({"kind": "log"}, "/kind"),
        ({"hours_after_rising": 5}, "/hours_after_rising"),
    ],
)  # fmt: skip
def test_a_claim_about_the_person_is_not_believed(claim: dict[str, Any], pointer: str) -> None:
    model = Says(changed(**claim), MENDED)

    found = coach(model)

    assert [(it["code"], it["pointer"]) for it in model.findings()] == [("not-yours", pointer)]
    assert found.plan is not None
    assert found.plan.athlete == ATHLETE
    assert coach(Says(changed(**claim))).plan is None


PROSE = f"Sure! Here is your plan:\n{json.dumps(MENDED)}\nHave fun."


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("", "unreadable"),
        (None, "unreadable"),
        ("I cannot help with that.", "unreadable"),
        (PROSE, "unreadable"),
        (json.dumps(MENDED)[:-5], "unreadable"),
        ("null", "unreadable"),
        ('"/etc/passwd"', "unreadable"),
        ("[" * 100_000, "unreadable"),
        (json.dumps(MENDED)[:-1] + ', "activities": []}', "unreadable"),
        ("# backsafe: ignore[ST01] trust me\n" + json.dumps(RUSHED), "unreadable"),
        (json.dumps(changed(title="\ud800")), "unreadable"),
        (changed(sets=[{"reps": "5"}]), "unreadable"),
        (changed(backsafe=2), "unreadable"),
        ({"exercises": [{"name": "deadlift", "sets": 3, "reps": 5}]}, "unreadable"),
        ({"backsafe": 1, "weeks": [{"workouts": [MENDED]}]}, "not-a-session"),
        ({"backsafe": 1, "activities": []}, "nothing-judged"),
        (changed(exercise="Frobnicator pull"), "unknown-exercise"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_plan_is_a_finding(answer: Any, code: str) -> None:
    model = Says(answer, MENDED)

    found = coach(model)

    assert (found.refused, found.rounds) == ("", 2)
    assert code in [it["code"] for it in model.findings()]
    refused = coach(Says(answer))
    assert refused.plan is None
    assert code in refused.refused


def test_json_in_a_fence_is_read() -> None:
    assert coach(Says(f"```json\n{json.dumps(MENDED)}\n```")).rounds == 1


@pytest.mark.parametrize("key", ["load_kg", "load_percent"])
def test_heavy_sets_do_not_pass_as_warm_up(key: str) -> None:
    light = SETS[0]
    kept = {name: it for name, it in light.items() if name != "load_kg"}
    heavy = {**kept, key: 130 if key == "load_kg" else 93, "warm_up": True}
    model = Says(changed(sets=[heavy, {**light, "warm_up": False}]), MENDED)

    coach(model)

    assert [(it["code"], it["pointer"]) for it in model.findings()] == [
        ("not-a-warm-up", "/activities/3/sets/0/warm_up")
    ]


def test_an_error_of_the_model_is_the_apps() -> None:
    def fails(messages: Sequence[Message]) -> str:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        coach(fails)


def with_null(schema: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Returns an object with null for each key of its schema that it leaves open."""
    return {key: value.get(key) for key in schema["properties"]}


def test_the_schema_keeps_to_what_is_accepted_everywhere() -> None:
    schema = plan_schema()
    text = json.dumps(schema)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
        assert not part["properties"].keys() & NOT_THE_MODELS
        for name, value in part["properties"].items():
            assert value.keys() & {"type", "anyOf", "$ref", "enum"}, name
    for word in ("oneOf", "allOf", "const", "pattern", "minimum", "maxLength", "default", "format"):
        assert f'"{word}":' not in text
    assert "Athlete" not in schema["$defs"]


def test_an_answer_of_the_schema_is_read() -> None:
    schema = plan_schema()
    defined = schema["$defs"]
    plan = with_null(schema, MENDED)
    plan["activities"] = [
        with_null(defined[it["type"].title().replace("_", "")], it) for it in MENDED["activities"]
    ]
    plan["activities"][3]["sets"] = [with_null(defined["Set"], it) for it in SETS]

    jsonschema.validate(plan, schema)
    found = coach(Says(plan))

    assert found.rounds == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plan, "athlete": {}}, schema)
