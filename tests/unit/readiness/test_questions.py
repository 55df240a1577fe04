"""The questions: all symptoms that screening reads can be answered, and few are asked."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from backsafe.cli.preflight_arguments import NAMES
from backsafe.model import Answers, Athlete, Condition, Symptom
from backsafe.readiness.questions import QUESTIONS, asked
from backsafe.readiness.today import today
from backsafe.rules.expression import Constant, FieldRef, In, walk
from backsafe.rules.loader import default_rule_book

KNOWN = Athlete(conditions=())


def names(known: Athlete = KNOWN, **answers: Any) -> list[str]:
    return [it.name for it in asked(Answers.model_validate(answers), known)]


def told(**answers: Any) -> Athlete:
    return today(Answers.model_validate(answers), Athlete(), Athlete(), None).athlete


def test_every_question_is_an_answer_and_an_option() -> None:
    assert tuple(it.name for it in QUESTIONS) == tuple(Answers.model_fields) == NAMES


def test_choices_are_those_of_the_answers() -> None:
    for question in QUESTIONS:
        for choice in question.choices:
            Answers.model_validate({question.name: [choice]})
        field = Answers.model_json_schema()["properties"][question.name]
        listed = next((it["items"]["enum"] for it in field["anyOf"] if "items" in it), [])
        # An illness is asked for by itself.
        assert list(question.choices) == [
            it for it in listed if question.name != "conditions" or it != "illness"
        ]


def test_every_symptom_and_condition_can_be_answered() -> None:
    symptoms, conditions = set[str](), set[str]()
    for question in QUESTIONS:
        for choice in question.choices:
            found = told(**{question.name: [choice]})
            symptoms |= set(found.symptoms or ())
            conditions |= set(found.conditions or ())
    assert symptoms == set(get_args(Symptom))
    assert conditions == set(get_args(Condition))


def test_each_symptom_that_screening_reads_is_a_choice_of_its_own() -> None:
    read = {
        part.item.value
        for rule in default_rule_book().rules
        if rule.screening
        for check in rule.checks
        for condition in check.conditions
        for part in walk(condition)
        if isinstance(part, In)
        and isinstance(part.options, FieldRef)
        and part.options.label == "athlete.symptoms"
        and isinstance(part.item, Constant)
    }
    choices = {choice for question in QUESTIONS for choice in question.choices}
    assert len(read) > 20
    # This one is asked for as a place.
    assert read - choices == {"pain_between_shoulder_blades"}


def test_somebody_with_nothing_to_report_answers_five() -> None:
    well = {"red_flags": [], "pain": [], "illness": []}
    expected = ["red_flags", "pain", "illness", "sleep_hours", "days_since_back_session"]
    assert names(**well) == expected


@pytest.mark.parametrize(
    ("known", "answers", "further"),
    [
        (KNOWN, {"pain": ["leg"]}, {"pain_0_10", "new_pain"}),
        (KNOWN, {"pain": ["low_back"]}, {"pain_0_10", "new_pain", "back_pain_signs"}),
        (KNOWN, {"pain": ["back"]}, {"pain_0_10", "new_pain", "back_pain_signs"}),
        (KNOWN, {}, set()),
        (Athlete(), {}, {"conditions"}),
        (Athlete(conditions=("low_back_pain",)), {"pain": []}, {"back_pain_signs"}),
        (Athlete(symptoms=("back_pain",)), {"pain": []}, {"conditions", "back_pain_signs"}),
        (Athlete(conditions=("pregnancy",)), {}, {"pregnancy_signs", "trimester"}),
        (Athlete(conditions=("pregnancy",), trimester=2), {}, {"pregnancy_signs"}),
        (
            Athlete(),
            {"conditions": ["high_blood_pressure"]},
            {"conditions", "systolic_mmhg", "diastolic_mmhg"},
        ),
    ],
)
def test_what_is_asked_further(known: Athlete, answers: dict[str, Any], further: set[str]) -> None:
    always = {"red_flags", "pain", "illness", "sleep_hours", "days_since_back_session"}
    assert set(names(known, **answers)) == always | further
