"""The page for a terminal: any width, no color unless asked, worst first, the outcome last."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.outputs.wording import DISCLAIMER
from backsafe.readiness.result import OUTCOMES
from backsafe.readiness.text import VERDICTS, render

WELL: dict[str, Any] = {
    "red_flags": [],
    "pain": [],
    "illness": [],
    "conditions": [],
    "sleep_hours": 7.5,
    "days_since_back_session": 3,
}
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "go": ("sound-back-day", WELL),
    "adjust": ("unsafe-back-day", WELL),
    "postponed": ("sound-back-day", {**WELL, "illness": ["fever"]}),
    "by_hand": ("sound-back-day", {**WELL, "pain": ["leg"], "pain_0_10": 5, "new_pain": []}),
    "cannot_tell": ("heavy-start", {"sleep_hours": 4}),
    "see_someone": ("heavy-start", {**WELL, "red_flags": ["saddle_numbness", "chest_pain"]}),
}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@cache
def told(case: str, examples: Path) -> backsafe.Preflight:
    name, answers = CASES[case]
    text = (examples / f"{name}.yaml").read_text()
    return backsafe.preflight(backsafe.Text(text, name=name), answers=answers)


def page(case: str, repository: Path, **more: Any) -> str:
    return render(told(case, repository / "examples"), **more)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [32, 40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(case: str, width: int, repository: Path) -> None:
    text = page(case, repository, width=width)
    assert max(map(len, text.splitlines())) <= min(80, width)
    assert "…" not in text or width < 60


@pytest.mark.parametrize("case", CASES)
def test_color_adds_nothing_but_color(case: str, repository: Path) -> None:
    plain = page(case, repository, width=80)
    colored = page(case, repository, width=80, color=True)
    assert "\x1b" not in plain
    assert ESCAPES.sub("", colored) == plain
    assert colored != plain


@pytest.mark.parametrize("case", CASES)
def test_it_ends_with_the_outcome_and_says_once_that_it_is_no_advice(
    case: str, repository: Path
) -> None:
    text = page(case, repository, width=80)
    word = VERDICTS[{"postponed": "adjust", "by_hand": "adjust"}.get(case, case)][0]  # type: ignore[index]
    assert text.rpartition("\n\n")[2].startswith(word)
    assert text.count(DISCLAIMER) == 1
    assert text.casefold().count("medical advice") == 1


def test_every_outcome_has_words() -> None:
    assert set(VERDICTS) == set(OUTCOMES)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("go", "GO · train as planned"),
        ("adjust", "ADJUST · train, with what is changed above"),
        ("postponed", "ADJUST · put the session off"),
        ("by_hand", "the plan itself is not changed"),
        ("see_someone", "SEE SOMEONE FIRST · get emergency care now"),
        ("cannot_tell", "CANNOT TELL · what is marked above is unknown"),
    ],
)
def test_the_last_words(case: str, said: str, repository: Path) -> None:
    assert said in page(case, repository, width=80).rpartition("\n\n")[2]


def test_the_gravest_reason_comes_first(repository: Path) -> None:
    lines = page("adjust", repository, width=80).splitlines()
    labels = [it.split()[0] for it in lines if re.match(r"(error|warning|advice) ", it)]
    assert labels == sorted(labels, key=["error", "warning", "advice"].index)
    assert labels


def test_what_is_new_in_the_session_is_marked(repository: Path) -> None:
    text = page("adjust", repository, width=80)
    assert "\n+ walking, 5 min\n" in text
    assert "\n  deadlift\n+   3 reps" in text
    assert "  [ ] walking, 5 min" in text


def test_go_says_how_much_is_undecided(repository: Path) -> None:
    plan = (repository / "examples" / "sound-back-day.yaml").read_text()
    silent = backsafe.Text(plan.replace(", intensity: mild", ""), name="silent.yaml")
    found = backsafe.preflight(silent, athlete={"par_q_yes": []}, answers=WELL)
    assert (found.outcome, found.notes) == ("go", ())
    assert found.report.files[0].unknown == 1
    text = render(found, width=80)
    assert "\nAlso\n  1 check could not be decided" in text


def test_a_name_that_is_not_known_is_told() -> None:
    lift = {"type": "lift", "exercise": "romanian deadlit", "sets": [{"reps": 8, "load_kg": 40}]}
    found = backsafe.preflight({"activities": [lift]}, answers=WELL)
    text = " ".join(render(found, width=80).split())
    assert "notice: unknown exercise 'romanian deadlit'; did you mean" in text


def test_of_an_emergency_nothing_is_told_beside(repository: Path) -> None:
    assert "\nAlso\n" not in page("see_someone", repository, width=80)


def test_a_question_that_was_skipped_has_its_name_and_its_option() -> None:
    answers = {"red_flags": [], "pain": ["low_back"], "pain_0_10": 2, "days_since_back_session": 1}
    text = render(backsafe.preflight({"activities": []}, answers=answers), width=80)
    assert "skipped   signs with back pain\n" in text
    assert "→ Answer it at the prompt or with --back-pain-signs.\n" in text
    assert "1 day ago\n" in text


def test_a_hostile_title_steers_no_terminal() -> None:
    plan = {"title": "a\u202eb\u200b", "activities": []}
    assert "\u202e" not in render(backsafe.preflight(plan), width=80)
