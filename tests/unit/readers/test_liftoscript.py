"""Liftoscript: a plan is read as it is written, and every line of it is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backsafe
from backsafe.errors import DocumentError
from backsafe.model import Lift, Program, Set
from backsafe.readers import read, read_text
from backsafe.readers.document import Document
from backsafe.readers.liftoscript import parse, recognize

BEGINNER = """\
/// Written for somebody who has never lifted.
// Three days a week, with a day of rest between them.
# Weeks without end
## Monday
// Sit down between the heels.
Squat / 3x5 / 95lb 180s / progress: lp(5lb)
Bench Press / 3x5 / 65lb 180s / progress: lp(2.5lb, 1, 0, 10%, 3, 0)
Bent Over Row / 2x8-12, 1x8+ / 65lb 90s / progress: dp(5lb, 8, 12)

## Thursday
Deadlift / 1x5 / 135lb / warmup: 1x5 50%, 1x3 80% / progress: lp(10lb)
Overhead Press / 3x5 / 45lb / progress: lp(2.5lb)
Chin Up / 3x5+ / 0lb / warmup: none
"""
WAVE = """\
# Accumulation
## Lower
heavy / used: none / 1x5 65%, 1x5 75%, 1x5+ 85%, 3x10 50% (Volume) / progress: custom(step: 10lb) {~
  // Only after the last week of a wave.
  if (week % 3 == 0 && completedReps[3] >= reps[3]) {
    rm1 += state.step
  }
~}

Squat[1,1-3] / ...heavy
Romanian Deadlift[2,1-3] / 3x8 / 60% 120s

## Upper
Bench Press[1-3] / ...heavy / progress: custom(step: 5lb) { ...heavy }
Lat Pulldown[1-3] / 4x10-12 / @8 60s / superset: arms
Bicep Curl, Cable[1-3] / 4x12 / 25kg 60s / superset: arms

# Intensification
## Lower
heavy / 1x3 70%, 1x3 80%, 1x3+ 90%, 3x10 50%
## Upper

# Deload
## Lower
heavy / 3x5 50%
## Upper
"""
LADDER = """\
## A
t1: Squat / 5x3 / ! 6x2 / 10x1 / 85kg+ 180s \\
  / warmup: 1x5 40kg, 1x3 60kg, 1 80% \\
  / progress: custom() {~
    if (completedReps < reps) { setVariationIndex += 1 }
  ~} / id: tags(1, 2)
t2: Squat / 3x10 / 60kg
Plank / 3x1 45s|30s
Hamstring Stretch / 2x1 30s|10s

## B
Pull Up / 3x5 / 5kg 120s / update: custom() {~
  if (setIndex == 1) { reps[2] = completedReps[1] }
~}
Push Up | ! Triceps Dip / 3x8-15
"""
PEAK = """\
# Test
## Only day
Squat / 1x3 @7 180s, 1x2 @8+, 1x1 @9 300s ?+ / warmup: none
Bench Press / 1x1 102.5kg @9.5, 3x3 90% 150s|120s auto
"""
PROGRAMS = {"beginner": BEGINNER, "wave": WAVE, "ladder": LADDER, "peak": PEAK}


def plan(text: str) -> Document:
    return parse(text, "plan.liftoscript")


def lift(text: str, number: int = 0, *, day: int = 0, week: int = 0) -> Lift:
    content = plan(text).content
    assert isinstance(content, Program)
    found = content.weeks[week].workouts[day].activities[number]
    assert isinstance(found, Lift)
    return found


def sets(line: str) -> tuple[Set, ...]:
    """Returns the work sets of one line, without those that the app adds."""
    return lift(f"{line} / warmup: none").sets


def stated(one: Set) -> dict[str, Any]:
    return one.model_dump(exclude_none=True)


def warm_ups(line: str) -> list[dict[str, Any]]:
    return [stated(one) for one in lift(line).sets if one.warm_up]


def names(text: str, week: int = 0) -> list[list[str]]:
    content = plan(text).content
    assert isinstance(content, Program)
    return [[it.exercise for it in day.activities] for day in content.weeks[week].workouts]


def problems(text: str) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(DocumentError) as caught:
        plan(text)
    return [(it.line, it.column, it.message) for it in caught.value.problems]


def problem(text: str) -> tuple[int | None, int | None, str]:
    (found,) = problems(text)
    return found


# Sets


def test_sets_have_repetitions_and_are_counted() -> None:
    assert [stated(one) for one in sets("Squat / 2x5, 1x3")] == [
        {"reps": 5},
        {"reps": 5},
        {"reps": 3},
    ]


def test_a_range_keeps_both_ends() -> None:
    assert stated(sets("Squat / 1x8-12")[0]) == {"reps": 8, "most_reps": 12}
    assert stated(sets("Squat / 1x8-8")[0]) == {"reps": 8}


def test_as_many_as_possible_has_no_upper_end() -> None:
    assert stated(sets("Squat / 1x8+")[0]) == {"reps": 8, "amrap": True}
    assert stated(sets("Squat / 1x8-12+")[0]) == {"reps": 8, "amrap": True}


def test_a_set_says_load_rpe_and_rest_in_any_order() -> None:
    expected = {"reps": 8, "load_lb": 100, "rpe": 8, "rest_seconds": 90}

    assert stated(sets("Squat / 1x8 100lb @8 90s")[0]) == expected
    assert stated(sets("Squat / 90s @8 100lb 1x8")[0]) == expected
    assert stated(sets("Squat / 1 x 8 @8 90s 100lb+")[0]) == expected


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        ("62.5kg", {"load_kg": 62.5}),
        (".5kg", {"load_kg": 0.5}),
        ("+135lb", {"load_lb": 135}),
        ("80%", {"load_percent": 80}),
        ("72.5%+", {"load_percent": 72.5}),
        ("0lb", {}),
        ("?+", {}),
    ],
)
def test_loads_are_weights_or_percentages_of_the_one_rep_max(
    load: str, expected: dict[str, float]
) -> None:
    assert stated(sets(f"Squat / 1x5 {load}")[0]) == {"reps": 5, **expected}


def test_an_rpe_that_is_only_asked_for_is_unknown() -> None:
    assert [one.rpe for one in sets("Squat / 1x5 @8+, 1x5 @+")] == [8, None]


def test_what_is_said_of_all_sets_holds_where_a_set_says_nothing() -> None:
    first, second = sets("Squat / 1x5 80% 60s, 1x5 / 70% / @8 90s")

    assert stated(first) == {"reps": 5, "load_percent": 80, "rest_seconds": 60, "rpe": 8}
    assert stated(second) == {"reps": 5, "load_percent": 70, "rest_seconds": 90, "rpe": 8}


def test_a_timer_before_a_bar_is_the_length_of_the_set() -> None:
    assert stated(sets("Plank / 1x1 60s|30s")[0]) == {
        "reps": 1,
        "duration_seconds": 60,
        "rest_seconds": 30,
        "body_weight": True,
        "added_load_kg": 0,
    }


def test_an_open_length_and_the_default_rest_are_unknown() -> None:
    open_end, default = sets("Plank / 1x1 30s+|20s, 1x1 30s | ?")

    assert (open_end.duration_seconds, open_end.rest_seconds) == (None, 20)
    assert (default.duration_seconds, default.rest_seconds) == (30, None)


def test_only_the_current_variation_of_sets_is_planned() -> None:
    assert [one.reps for one in sets("Squat / 1x3 / 1x2 / 1x1 / 80%")] == [3]
    assert [one.reps for one in sets("Squat / 1x3 / ! 1x2 / 1x1 / 80%")] == [2]


def test_a_line_without_sets_is_a_lift_of_which_nothing_is_known() -> None:
    assert [stated(one) for one in lift("Squat / progress: lp(5lb)").sets] == [{}]
    assert [stated(one) for one in lift("Squat /").sets] == [{}]


def test_labels_and_marks_change_nothing() -> None:
    plain = sets("Squat / 3x5 100lb")

    assert sets("Squat / 3+x5 100lb (Top set)") == plain
    assert sets("main: Squat / 3x5 100lb auto") == plain
    assert sets("Squat / 3x5 100lb / superset: A / id: tags(1)") == plain


# Exercises by what their load means


def test_weights_are_added_to_the_body_where_it_is_the_load() -> None:
    assert stated(sets("Pull Up / 1x5 10kg")[0]) == {
        "reps": 5,
        "body_weight": True,
        "assistance": "none",
        "added_load_kg": 10,
    }
    assert stated(sets("Pull Up / 1x5")[0]) == {
        "reps": 5,
        "body_weight": True,
        "added_load_kg": 0,
    }
    assert sets("Pull Up / 1x5 0lb")[0].added_load_kg == 0


def test_a_percentage_of_a_body_weight_exercise_is_one_of_the_one_rep_max() -> None:
    assert stated(sets("Pull Up / 1x5 80%")[0]) == {"reps": 5, "load_percent": 80}


def test_stretches_and_cardio_without_load_are_activities_of_their_own() -> None:
    content = plan("Hamstring Stretch / 2x1 30s|10s, 1x1 20s|?\nRowing / 1x1 600s|0s").content

    assert isinstance(content, Program)
    stretch, cardio = content.weeks[0].workouts[0].activities
    assert (stretch.type, stretch.hold_seconds, stretch.repeats) == ("static_stretch", 20, 3)
    assert (cardio.type, cardio.minutes) == ("cardio", 10)


def test_repetitions_make_a_lift_of_anything() -> None:
    assert [one.reps for one in sets("Jumping Jack / 2x30")] == [30, 30]


def test_a_stretch_without_times_leaves_them_unknown() -> None:
    content = plan("Hamstring Stretch / superset: A").content

    assert isinstance(content, Program)
    assert stated(content.weeks[0].workouts[0].activities[0]) == {  # type: ignore[arg-type]
        "type": "static_stretch",
        "exercise": "Hamstring Stretch",
    }


# Warm-up sets


def test_percentages_of_warm_ups_are_of_the_first_sets_weight() -> None:
    assert warm_ups("Squat / 1x5 200lb, 1x5 250lb / warmup: 2x5 45lb, 1x3 80%") == [
        {"reps": 5, "load_lb": 45, "warm_up": True},
        {"reps": 5, "load_lb": 45, "warm_up": True},
        {"reps": 3, "load_lb": 160, "warm_up": True},
    ]
    assert warm_ups("Squat / 3x5 80% / warmup: 1x5 50%")[0]["load_percent"] == 40
    assert warm_ups("Pull Up / 3x5 20kg / warmup: 1x5 50%")[0]["added_load_kg"] == 10


def test_warm_ups_may_leave_out_the_number_of_sets_and_the_load() -> None:
    assert warm_ups("Squat / 3x5 100lb / warmup: 5, 1x3 / 60s") == [
        {"reps": 5, "warm_up": True},
        {"reps": 3, "warm_up": True},
    ]
    assert warm_ups("Squat / 3x5 @8 / warmup: 1x5 50%") == [{"reps": 5, "warm_up": True}]


def test_no_warm_ups_are_none() -> None:
    assert not warm_ups("Squat / 3x5 300lb / warmup: none")
    assert plan("Squat / 3x5 300lb / warmup: none").notices == ()


@pytest.mark.parametrize(
    ("line", "loads"),
    [
        ("Squat / 3x5 45lb", []),
        ("Squat / 3x5 46lb", [36.8]),
        ("Squat / 3x5 90lb", [72]),
        ("Squat / 3x5 91lb", [45.5, 72.8]),
        ("Squat / 3x5 120lb", [60, 96]),
        ("Squat / 3x5 121lb", [36.3, 60.5, 96.8]),
        ("My Own Invention / 3x5 91lb", [45.5, 72.8]),
        ("Bench Press, Dumbbell / 3x5 45lb", []),
        ("Deadlift / 3x5 95lb", []),
        ("Deadlift / 3x5 125lb", [100]),
        ("Bent Over Row / 3x5 150lb", [75, 120]),
        ("Sumo Deadlift / 3x5 151lb", [45.3, 75.5, 120.8]),
        ("Bicep Curl / 3x5 10lb", []),
        ("Bicep Curl / 3x5 30lb", [24]),
        ("Lat Pulldown / 3x5 61lb", [18.3, 30.5, 48.8]),
    ],
)
def test_the_apps_own_warm_ups_depend_on_exercise_and_weight(line: str, loads: list[float]) -> None:
    assert [one["load_lb"] for one in warm_ups(line)] == pytest.approx(loads)


def test_thresholds_are_pounds_whatever_the_unit() -> None:
    assert not warm_ups("Squat / 3x5 20.4kg")
    assert [one["load_kg"] for one in warm_ups("Squat / 3x5 20.5kg")] == [16.4]


def test_the_apps_own_warm_ups_of_a_percentage_are_all_three() -> None:
    assert warm_ups("Squat / 3x5 80%") == [
        {"reps": 5, "load_percent": load, "warm_up": True} for load in (24, 40, 64)
    ]


def test_the_apps_own_warm_ups_have_no_load_where_it_follows_from_an_rpe() -> None:
    assert warm_ups("Squat / 3x5 @8") == [{"reps": 5, "warm_up": True}] * 3
    assert not warm_ups("Pull Up / 3x5 @8")


def test_nothing_is_added_where_no_weight_is_stated() -> None:
    assert not warm_ups("Squat / 3x5")
    assert not warm_ups("Squat / 3x5 0lb")
    assert not warm_ups("Assisted Pull Up / 3x5 50lb")


def test_what_is_assumed_is_told_once() -> None:
    (notice,) = plan("Pull Up / 3x5\nSquat / 3x5 80%\nDeadlift / 3x5 80%").notices
    (single,) = plan("Squat / 3x5 80%").notices

    assert (notice.kind, notice.line) == ("assumed", 2)
    assert notice.message.startswith("2 lines say nothing of warm-up sets")
    assert single.message.startswith("1 line says")


def test_warm_ups_written_once_hold_for_all_lines_of_the_exercise() -> None:
    text = """\
## A
Squat / 3x5 200lb / warmup: 1x5 50%
## B
Squat / 3x3 220lb
light: Squat / 3x8 / warmup: none
"""
    second = lift(text, day=1)

    assert [one.load_lb for one in second.sets] == [110, 220, 220, 220]
    assert not any(one.warm_up for one in lift(text, 1, day=1).sets)


# Weeks, days and repeats


def test_days_have_titles_and_weeks_have_none() -> None:
    content = plan(WAVE).content

    assert isinstance(content, Program)
    assert content.kind == "plan"
    assert [len(week.workouts) for week in content.weeks] == [2, 2, 2]
    assert [it.title for it in content.weeks[0].workouts] == ["Lower", "Upper"]
    assert content.weeks[0].workouts[0].day is None


def test_a_text_without_weeks_and_days_is_one_session() -> None:
    content = plan("Squat / 3x5\nBench Press / 3x5").content

    assert isinstance(content, Program)
    assert content.weeks[0].workouts[0].title is None
    assert names("Squat / 3x5\nBench Press / 3x5") == [["Squat", "Bench Press"]]


def test_days_without_exercises_are_no_sessions() -> None:
    content = plan("# 1\n## Day\nSquat / 3x5\n## Rest\n# 2\n## Day\n").content

    assert isinstance(content, Program)
    assert [len(week.workouts) for week in content.weeks] == [1, 0]


def test_exercises_are_repeated_over_weeks_in_the_same_day() -> None:
    text = """\
# 1
## A
Squat[1-3] / 3x5
## B
Bench Press[1-2] / 3x5
# 2
## A
## B
# 3
## A
Deadlift / 1x5
## B
"""
    assert names(text, 0) == [["Squat"], ["Bench Press"]]
    assert names(text, 1) == [["Squat"], ["Bench Press"]]
    assert names(text, 2) == [["Deadlift", "Squat"]]


def test_weeks_that_are_not_there_are_not_made() -> None:
    content = plan("# 1\n## A\nSquat[1-12] / 3x5\n# 2\n## A").content

    assert isinstance(content, Program)
    assert len(content.weeks) == 2


def test_a_line_of_its_own_wins_over_a_repeated_one() -> None:
    text = "# 1\n## A\nSquat[1-3] / 3x5\n# 2\n## A\nSquat / 1x1\n# 3\n## A"

    assert [len(lift(text, week=week).sets) for week in range(3)] == [3, 1, 3]


def test_a_stated_order_sorts_the_exercises_of_a_day() -> None:
    text = "# 1\n## A\nSquat[2,1-2] / 3x5\nBench Press[1,1-2] / 3x5\nCrunch / 3x9\n# 2\n## A"

    assert names(text, 0) == [["Crunch", "Bench Press", "Squat"]]
    assert names(text, 1) == [["Bench Press", "Squat"]]
    assert names("Squat[3] / 1x1\nDeadlift[2] / 1x1") == [["Deadlift", "Squat"]]


# Reuse and templates


def test_sets_are_reused_from_the_same_week() -> None:
    text = "# 1\n## A\nSquat / 1x8\nBench Press[1-2] / ...squat\n# 2\n## A\nSquat / 1x9"

    assert lift(text, 1).sets[0].reps == 8
    assert lift(text, 1, week=1).sets[0].reps == 9


def test_sets_are_reused_from_a_stated_day_or_week() -> None:
    text = """\
# 1
## A
Squat / 1x1
Bench Press / ...Squat[2]
Deadlift / ...Squat[2:1]
Leg Press / ...Squat[_:2]
## B
Squat / 1x2
# 2
## A
Squat / 1x3
"""
    assert [lift(text, number).sets[0].reps for number in range(4)] == [1, 2, 3, 2]


def test_a_line_overrides_what_it_reuses() -> None:
    squat = "Squat / 3x8 200lb 60s / @8 / warmup: 1x5 50%\n"
    heavier = lift(f"{squat}Bench Press / ...Squat / 150lb", 1).sets
    other_sets = lift(f"{squat}Bench Press / ...Squat / 1x5 / warmup: none", 1).sets

    assert [one.load_lb for one in heavier] == [75, 150, 150, 150]
    assert stated(heavier[1]) == {"reps": 8, "load_lb": 150, "rest_seconds": 60, "rpe": 8}
    assert [stated(one) for one in other_sets] == [{"reps": 5, "rpe": 8}]


def test_an_exercise_is_known_with_and_without_its_equipment() -> None:
    assert lift("Squat, Barbell / 1x9\nBench Press / ...Squat", 1).sets[0].reps == 9
    assert lift("Squat / 1x9\nBench Press / ...Squat, Barbell", 1).sets[0].reps == 9
    assert lift("a: Squat / 1x9\nBench Press / ...a: Squat", 1).sets[0].reps == 9


def test_templates_are_not_performed_in_any_week() -> None:
    assert names(WAVE, 0) == [
        ["Squat", "Romanian Deadlift"],
        ["Bench Press", "Lat Pulldown", "Bicep Curl, Cable"],
    ]
    assert names(WAVE, 2) == names(WAVE, 0)
    assert [one.load_percent for one in lift(WAVE, week=2).sets if not one.warm_up] == [50] * 3


def test_a_template_may_stand_after_the_lines_that_use_it() -> None:
    assert lift("Squat / ...t\nt / used: none / 1x7").sets[0].reps == 7


# Programs


@pytest.mark.parametrize("name", PROGRAMS)
def test_whole_programs_are_recognized_and_checked(name: str) -> None:
    text = PROGRAMS[name]
    document = read_text(text, "plan.txt")

    assert recognize(text)
    assert document.reader == "liftoscript"
    assert backsafe.Checker(engine="compiled").check_document(document)


def test_a_program_for_beginners_is_read_whole() -> None:
    row = lift(BEGINNER, 2)
    chin_up = lift(BEGINNER, 2, day=1)

    assert [(it.reps, it.most_reps, it.amrap) for it in row.sets] == [
        (8, 12, None),
        (8, 12, None),
        (8, None, True),
    ]
    assert [one.load_lb for one in lift(BEGINNER, day=1).sets] == [67.5, 108, 135]
    assert stated(chin_up.sets[0])["added_load_kg"] == 0


def test_continued_lines_are_one() -> None:
    squat, light = lift(LADDER), lift(LADDER, 1)

    assert [one.load_kg for one in squat.sets] == [40, 60, 68, *[85] * 6]
    assert [one.reps for one in squat.sets] == [5, 3, 1, *[2] * 6]
    assert len(light.sets) == 6
    assert lift(LADDER, 1, day=1).exercise == "Triceps Dip"


def test_a_peaking_program_has_rpe_and_rest_set_by_set() -> None:
    squat, bench = lift(PEAK), lift(PEAK, 1)

    assert [(it.reps, it.rpe, it.rest_seconds) for it in squat.sets] == [
        (3, 7, 180),
        (2, 8, None),
        (1, 9, 300),
    ]
    assert [it.load_kg for it in bench.sets if not it.warm_up] == [102.5, None, None, None]
    assert bench.sets[-1].duration_seconds == 150


# Files


def test_line_ends_do_not_matter() -> None:
    expected = plan(LADDER)
    other = plan(LADDER.replace("\n", "\r\n"))

    assert other.content == expected.content
    assert other.account == expected.account
    assert plan(LADDER.replace("\n", "\r")).content == expected.content


def test_a_block_of_a_markdown_file_is_read() -> None:
    text = f"---\nname: Mine\n---\n\nSome words.\n\n```liftoscript\n{BEGINNER}```\nThe end.\n"
    document = plan(text)

    assert recognize(text)
    assert document.content == plan(BEGINNER).content
    assert document.positions.locate(("weeks", 0)) == (10, 1)
    assert document.account is not None
    assert ("text around the program", 7, 1) in document.account.ignored


def test_a_program_below_its_name_has_a_title() -> None:
    text = f"======= My plan =======\n\n{BEGINNER}"

    assert recognize(text)
    assert plan(text).content.title == "My plan"


def test_a_file_of_two_programs_is_refused() -> None:
    named = "=== A ===\nSquat / 3x5\n=== B ===\nSquat / 3x5"
    fenced = "```liftoscript\nSquat / 3x5\n```\n```liftoscript\nSquat / 3x5\n```"

    assert problem(named) == (3, 1, "holds 2 programs; give one at a time")
    assert problem(fenced) == (4, 1, "holds 2 programs; give one at a time")


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "plan.liftoscript"
    path.write_text("Squat / 3x", encoding="utf-8")

    with pytest.raises(DocumentError, match="expected sets such as 3x8"):
        read(str(path))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# Notes\n\nSome words about training, such as Squat / Bench.\n",
        "- Squat / 3x5\n- Bench Press / 3x5\n",
        "backsafe: 1\nactivities: []\n",
        "backsafe: 1\ntitle: Squat / 3x5\nactivities:\n  - exercise: Squat\n",
        "title,start_time,exercise_title\nA,2025-01-01,Squat\n",
        '{"weeks": []}',
        "Squat 3x5",
        "| Squat / 3x5 |\n",
        "// only a comment\n",
        "::: block\nSquat 3x5\n:::",
    ],
)
def test_other_texts_are_not_taken_for_a_program(text: str) -> None:
    assert not recognize(text)


@pytest.mark.parametrize(
    "text",
    [
        "Squat / 3x5",
        "Squat / ...t1\nt1 / used: none / 3x5",
        "Squat / 3x5\nBench Press / 3 times\nDeadlift / 1x5 waramup: none",
        "Squat / 3x5 / progress: custom() {~\n - no\n * end",
    ],
)
def test_a_program_with_mistakes_is_recognized_as_one(text: str) -> None:
    assert recognize(text)


# Account and places


def test_every_line_is_used_or_ignored_for_a_reason() -> None:
    document = plan(LADDER)

    assert document.account is not None
    assert str(document.account) == "14 lines: 9 used, 5 ignored, 0 could not be read"
    assert document.account.ignored == (
        ("progress, which is not executed", 3, 4),
        ("update, which is not executed", 2, 13),
    )


def test_comments_and_descriptions_are_told_apart() -> None:
    account = plan("/// a\n// b\n//\nSquat / 3x5\n").account

    assert account is not None
    assert account.ignored == (("a comment", 1, 1), ("a description", 2, 2))
    assert (account.read, account.used) == (4, 1)


def test_a_template_is_used_where_it_is_reused() -> None:
    account = plan("t / used: none / 1x5\nu / used: none / 1x6 \\\n / 80%\nSquat / ...t").account

    assert account is not None
    assert account.ignored == (("a template that nothing reuses", 2, 2),)


def test_what_is_read_past_in_lines_that_are_used_is_told() -> None:
    (notice,) = plan("a: Squat / 3x5 (Top) / 5x5 / superset: A / progress: lp(5lb)").notices

    assert notice.kind == "not-mapped"
    assert notice.message == (
        "read past: labels of exercises (1); labels of sets (1); "
        "variations of sets that are not the current one (1); "
        "supersets, for which a document has no place (1); progress, which is not executed (1)"
    )


def test_findings_point_at_exercises_and_lists_of_sets() -> None:
    document = plan("# 1\n## A\nSquat / 2x5,  1x3 / 80kg / warmup: 1x5 40kg\n  Crunch / ...Squat")
    day = ("weeks", 0, "workouts", 0)
    squat = (*day, "activities", 0)

    def place(*pointer: str | int) -> tuple[int, int] | None:
        return document.positions.locate(pointer)

    assert place("weeks", 0) == (1, 1)
    assert place(*day) == (2, 1)
    assert place(*squat) == (3, 1)
    assert place(*squat, "sets", 0, "load_kg") == (3, 36)
    assert place(*squat, "sets", 2) == (3, 9)
    assert place(*squat, "sets", 3) == (3, 15)
    assert place(*day, "activities", 1) == (4, 3)
    assert place(*day, "activities", 1, "sets", 1) == (4, 12)


def test_a_repeated_exercise_is_where_it_is_written() -> None:
    document = plan("# 1\n## A\nSquat[1-2] / 3x5\n# 2\n## A")

    pointer = ("weeks", 1, "workouts", 0, "activities", 0, "sets", 2)
    assert document.positions.locate(pointer) == (3, 14)


# Mistakes


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("Squat / waramup: none", 1, 9, "did you mean 'warmup'?"),
        ("Squat / 3x5 / progres: lp(5lb)", 1, 15, "did you mean 'progress'?"),
        ("Squat / 3x5 / notes: hard", 1, 15, "there are warmup, used, progress, update"),
        ("Squat / 3x5 warmup none", 1, 13, "did you mean 'warmup:'?"),
        ("Squat / 3x5 100 lb", 1, 13, "found '100'"),
        ("Squat / 3X5", 1, 9, "x, kg, lb and s are written small"),
        ("Squat / 3x5 / 100lbs", 1, 15, "found '100lbs'"),
        ("Squat / 3x", 1, 9, "expected sets such as 3x8"),
        ("Squat / 3x5,", 1, 12, "after the comma"),
        ("Squat / 3x5,, 1x3", 1, 13, "expected sets"),
        ("Squat / !", 1, 10, "expected sets"),
        ("Squat / ! 80%", 1, 11, "'80%' has no number of sets"),
        ("Squat / 3x5, 80%", 1, 14, "'80%' has no number of sets"),
        ("Squat / 3x5 3x8", 1, 9, "has two numbers of sets"),
        ("Squat / 3x5 80% 90%", 1, 17, "found '90%' too"),
        ("Squat / 3x12-8", 1, 9, "a range ends where it begins or later"),
        ("Squat / -5lb 3x5", 1, 9, "expected a number from 0"),
        ("Squat / 3x5 @", 1, 13, "found '@'"),
        ("Squat / 3x5 / 80% / 90%", 1, 21, "said already"),
        ("Squat / ! 3x5 / ! 3x8", 1, 17, "two have a '!'"),
        ("Squat / 3x5 // my note", 1, 16, "a comment stands on a line of its own"),
        ("Squat / 3x5 / warmup:", 1, 22, "expected warm-up sets"),
        ("Squat / 3x5 / warmup: 50%", 1, 23, "expected warm-up sets"),
        ("Squat / 3x5 / warmup: 1x5 @8", 1, 27, "found '@8'"),
        ("Squat / 3x5 / warmup: none / warmup: 1x5", 1, 30, "stands in this line already"),
        ("Squat / 3x5 / used: no", 1, 21, "expected 'none'"),
        ("Squat / 3x5 / superset:", 1, 15, "expected the name of the group"),
        ("Squat / 3x5 / progress: lp(5lb", 1, 25, "expected lp(5lb), custom() {~ ~} or none"),
        ("Squat / 3x5 / id: tags(1", 1, 19, "expected tags(1, 2)"),
        ("Squat / 3x5 / progress: custom() {~\n x", 1, 34, "the script has no end"),
        ("Squat / ...", 1, 9, "expected the name of an exercise after '...'"),
        ("Squat / ...Bench[1", 1, 9, "expected a place such as [day] or [week:day]"),
        ("Squat / ...Bench[1:2:3]", 1, 9, "expected a place"),
        ("Squat / 3x5\nCrunch / ...Squad", 2, 10, "did you mean 'squat'?"),
        ("Squat / 3x5\nCrunch / ...Squat[2]", 2, 10, "no exercise 'Squat' in day 2 of week 1"),
        ("Squat / 3x5\nCrunch / ...Squat[9:1]", 2, 10, "there is no week 9"),
        ("Squat / ...Squat", 1, 9, "no exercise 'Squat' in week 1"),
        ("A / 1x1\nB / ...A\nC / ...B", 3, 5, "reuses another exercise itself (line 2)"),
        ("A / 1x1\nB / ...A / ...A", 2, 12, "not of two"),
        ("## 1\nA / 1x1\n## 2\nA / 1x1\nB / ...A", 5, 5, "2 lines are named 'A' in week 1"),
        ("Squat / 3x5\nSQUAT / 1x5", 2, 1, "stands in this day already, in line 1"),
        ("/ 3x5", 1, 1, "expected the name of an exercise before '/'"),
        ("a: / 3x5", 1, 1, "expected the name of an exercise before '/'"),
        ("Squat (Barbell) / 3x5", 1, 7, "cannot hold '('"),
        ("Squat 3x5", 1, 1, "expected '/' and sets after a name"),
        ("Squat[1,3,5] / 3x5", 1, 6, "such as [1], [1-4] or [1,1-4]"),
        ("Squat[] / 3x5", 1, 6, "expected an order, weeks, or both"),
        ("Squat[1-4 / 3x5", 1, 6, "expected an order, weeks, or both"),
        ("Squat[4-1] / 3x5", 1, 6, "from the first to the last"),
        ("", 1, 1, "holds no exercise that is performed"),
        ("# 1\n// words\n", 1, 1, "holds no exercise that is performed"),
        ("t / used: none / 3x5", 1, 1, "holds no exercise that is performed"),
    ],
)
def test_a_mistake_has_a_place_and_an_expectation(
    text: str, line: int, column: int, message: str
) -> None:
    found = problem(text)

    assert found[:2] == (line, column)
    assert message in found[2]


def test_several_mistakes_are_told_at_once() -> None:
    text = "Squat / 3x / waramup: none\nBench / 3x5\nCrunch / ...Nothing / 1 set\n"

    assert [it[:2] for it in problems(text)] == [(1, 9), (1, 14), (3, 10), (3, 23)]


def test_a_mistake_in_a_repeated_line_is_told_once() -> None:
    weeks = "".join(f"# {week}\n## A\n" for week in range(2, 5))

    assert (
        "load_percent must be at most 150"
        in problem(f"# 1\n## A\nSquat[1-4] / 1x5 151%\n{weeks}")[2]
    )
    assert problem(f"# 1\n## A\nSquat[1-4] / ...Nothing\n{weeks}")[:2] == (3, 14)


def test_there_is_an_end_to_mistakes() -> None:
    found = problems("".join(f"Squat {number} / 3x\n" for number in range(500)))

    assert len(found) == 101
    assert found[-1] == (None, None, "and maybe more mistakes")


# Limits


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("1000x5", "1001x5", "a number of sets must be 1 to 1000, found '1001'"),
        ("1x5", "0x5", "a number of sets must be 1 to 1000, found '0'"),
        ("999x5, 1x5", "999x5, 2x5", "an exercise has at most 1000 sets"),
        ("1x1000", "1x1001", "repetitions must be 0 to 1000"),
        ("1x0-1000", "1x0-1001", "repetitions must be 1 to 1000"),
        ("1x5 7200s", "1x5 7201s", "seconds of rest must be 0 to 7200"),
        ("1x5 7200s|?", "1x5 7201s|?", "seconds of a set must be 0 to 7200"),
        ("1x5 1000kg", "1x5 1000.5kg", "load_kg must be at most 1000"),
        ("1x5 2200lb", "1x5 2201lb", "load_lb must be at most 2200"),
        ("1x5 150%", "1x5 151%", "load_percent must be at most 150"),
        ("1x5 @10", "1x5 @10.5", "rpe must be at most 10"),
        ("1x5 @1", "1x5 @0", "rpe must be at least 1"),
        ("1x5", "99999x5", "found '99999'"),
        ("1x5", f"{'9' * 5000}x5", "a number of sets must be 1 to 1000"),
        ("1x5", f"1x5 {'9' * 5000}kg", "expected a number from 0"),
        ("1x5", f"1x5 {'9' * 5000}s", "seconds of rest must be 0 to 7200"),
    ],
)
def test_limits_hold_on_both_sides(good: str, bad: str, message: str) -> None:
    assert sets(f"Squat / {good}")
    assert message in problem(f"Squat / {bad} / warmup: none")[2]


def test_warm_ups_count_as_sets() -> None:
    assert len(lift("Squat / 999x5 / warmup: 1x5").sets) == 1000
    assert "sets" in problem("Squat / 1000x5 / warmup: 1x5")[2]


def test_a_program_has_at_most_520_weeks() -> None:
    weeks = "# Week\n## Day\nSquat / 3x5\n"

    assert len(plan(weeks * 520).content.weeks) == 520
    assert problem(weeks * 521) == (1561, 1, "a program has at most 520 weeks")


def test_a_week_has_at_most_50_days() -> None:
    assert len(plan("## Day\nSquat / 3x5\n" * 50).content.weeks[0].workouts) == 50
    assert problem("## Day\nSquat / 3x5\n" * 51) == (101, 1, "a week has at most 50 days")


def test_a_day_has_at_most_1000_exercises() -> None:
    lines = [f"Lift {number} / 1x1\n" for number in range(1001)]

    assert len(names("".join(lines[:1000]))[0]) == 1000
    assert problem("".join(lines)) == (1001, 1, "a day has at most 1000 exercises")


def test_repeats_cannot_fill_the_memory() -> None:
    weeks = "# W\n## D\n" * 519
    wide = "".join(f"Lift {number}[1-520] / 1x1\n" for number in range(200))

    assert "at most 100,000 sets" in problem(f"# W\n## D\nSquat[1-520] / 1000x5\n{weeks}")[2]
    assert "repeats at most 100,000 exercises" in problem(f"# W\n## D\n{wide}{weeks}")[2]


@pytest.mark.parametrize(
    "text",
    [
        "Squat / " + "(" * 200_000,
        "Squat / 3" + " " * 200_000 + "y",
        "Squat / 3x5 / progress: lp" + " " * 200_000 + "!",
        "Squat / ..." + " " * 200_000 + "[",
        "Squat[" + "1," * 100_000 + "] / 3x5",
        "Squat / 3x5" + ", 1x1" * 50_000,
        "Squat" + " / " * 200_000,
        "Squat / 3x5 \\\n" * 50_000,
        "{~ " * 100_000,
        "Squat / {~~}" + "{~~}" * 50_000,
        "x" * 400_000 + " / 3x5 / 1 set",
        "```liftoscript\n" * 20_000,
    ],
)
def test_long_lines_come_to_an_end(text: str) -> None:
    """Where reading them took more than linear time, this would not end for hours."""
    recognize(text)
    try:
        plan(text)
    except DocumentError as error:
        assert all(len(it.message) < 400 for it in error.problems)


_PIECES = st.sampled_from(
    ["Squat", "Bench Press, Dumbbell", "t1", "Pull Up", " / ", "/", "3x5", "1x8-12+", "5x5", ", ",
     "80%", "100lb", "62.5kg+", "@8", "@8+", "90s", "60s|30s", "?+", "auto", "(Top)", "! ", "x",
     "warmup:", " none", "used: none", "progress: lp(5lb)", "{~", "~}", "{ ...Squat }", "...Squat",
     "...t1[1:2]", "[1-4]", "[1,1-2]", "[", "]", "\n", "\n# Week\n", "\n## Day\n", "// text",
     "///", "\\\n", ":", "superset: A", "id: tags(1)", "9" * 30, "\u0665x\u0665", "|", "\r",
     "=== P ===", "```liftoscript\n", "```\n", "\x00", "\ud800", "\u2028"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=80))
@settings(deadline=None, max_examples=400)
def test_any_text_is_a_document_or_refused_with_places(text: str) -> None:
    recognize(text)
    try:
        document = plan(text)
    except DocumentError as error:
        assert error.problems
        assert all(it.message for it in error.problems)
    else:
        account = document.account
        assert account is not None
        assert account.read == account.used + account.left_out
        assert isinstance(document.content, Program)


def test_a_program_with_mistakes_is_known_by_its_headings() -> None:
    text = "# Week 1\n## Day 1\nSquat / 3x\nDeadlift / waramup: none / 3x5\n"

    assert recognize(text)
    with pytest.raises(DocumentError, match=r"4:12.*did you mean 'warmup'"):
        read_text(text, "plan.txt")
    assert not recognize("# Week 1\nkey: a / b\nother: c / d\n")
