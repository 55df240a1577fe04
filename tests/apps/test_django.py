"""The form refuses an unsafe plan with its findings, and a plan that cannot be judged."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("django", reason="needs the group apps")

import django_app
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory
from django_app import PlanForm, validate_plan

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UNSAFE = (EXAMPLES / "unsafe-back-day.yaml").read_text(encoding="utf-8")
MENDED = (EXAMPLES / "unsafe-back-day-mended.yaml").read_text(encoding="utf-8")


def errors(text: str) -> list[str]:
    return list(PlanForm({"plan": text}).errors.get("plan", []))


def test_an_unsafe_plan_is_refused_with_a_message_per_finding() -> None:
    found = errors(UNSAFE)

    assert found[0] == "Line 11: Child's pose is held before lifting (lifts still to come: 1)."
    assert len(found) == 12
    codes = PlanForm({"plan": UNSAFE}).errors.as_data()["plan"]
    assert {"ST01", "WU01"} <= {it.code for it in codes}


def test_a_sound_plan_is_accepted_and_what_is_open_is_told() -> None:
    form = PlanForm({"plan": MENDED})

    assert form.is_valid()
    assert form.cleaned_data["plan"] == MENDED
    assert "not checked for want of the age in years" in form.notes()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "This field is required."),
        (
            "backsafe: 1\nactivities: []\n",
            "Nothing about the training in this plan could be judged.",
        ),
        (
            "backsafe: 1\nactivitys: []\n",
            "Line 2: unknown key 'activitys' in a workout; did you mean 'activities'?",
        ),
        ("{", "Line 1: is not valid YAML"),
        ("/etc/passwd", "Line 1: "),
        ("100 %s %(x)s", "Line 1: "),
    ],
)
def test_what_is_no_plan_is_refused(text: str, told: str) -> None:
    assert errors(text)[0].startswith(told)


def test_a_plan_does_not_silence_what_is_found_in_it() -> None:
    silenced = UNSAFE.replace("activities:", "activities: # backsafe: ignore[ST01,WU01] our way", 1)

    assert any("held before lifting" in it for it in errors(silenced))


def test_lines_are_counted_as_they_were_typed() -> None:
    assert errors("\n\n" + UNSAFE)[0].startswith("Line 13: ")


def test_a_model_takes_the_same_validator() -> None:
    field = models.TextField(validators=[validate_plan])

    assert field.clean(MENDED, None) == MENDED
    with pytest.raises(ValidationError, match="held before lifting"):
        field.clean(UNSAFE, None)


def test_the_page_shows_what_is_wrong_and_runs_nothing_of_it() -> None:
    text = UNSAFE.replace("child's pose", "<script>alert(1)</script>")
    request = RequestFactory().post("/", {"plan": text})
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]

    page = django_app.plan(request)

    assert page.status_code == 422
    body = page.content.decode()
    assert "held before lifting" in body
    assert "<script>" not in body
    assert django_app.plan(RequestFactory().get("/")).status_code == 200


def test_the_page_shows_what_is_accepted() -> None:
    request = RequestFactory().post("/", {"plan": MENDED})
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]

    page = django_app.plan(request)

    assert page.status_code == 200
    assert "no error in what could be checked" in page.content.decode()
    assert "not checked for want of the age in years" in page.content.decode()


def test_a_request_from_elsewhere_is_refused() -> None:
    assert django_app.plan(RequestFactory().post("/", {"plan": MENDED})).status_code == 403
