"""What each kind of repair makes of a plan: before, and the lines that change."""

from __future__ import annotations

import pytest

import backsafe
from backsafe import Text

# Rule, whether unsafe repairs are asked for, the plan, and the lines that go and come.
CASES = {
    "move": (
        "ST01",
        False,
        """\
activities:
  - {type: static_stretch, exercise: cobra, hold_seconds: 30} # first
  - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}
  - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
  - {type: lift, exercise: dead bug, sets: [{reps: 8}]}
  - {type: static_stretch, exercise: pigeon pose, hold_seconds: 30}
  - {type: cardio, exercise: walking, minutes: 5}
""",
        """\
-  - {type: static_stretch, exercise: cobra, hold_seconds: 30} # first
-  - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
+  - {type: static_stretch, exercise: cobra, hold_seconds: 30} # first
+  - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
""",
    ),
    "hold": (
        "ST03",
        False,
        """\
athlete: {age: 40}
activities:
  - type: static_stretch
    exercise: cobra
    hold_seconds: 8 # short
  - {type: static_stretch, exercise: child's pose, hold_seconds: 19}
""",
        """\
-    hold_seconds: 8 # short
-  - {type: static_stretch, exercise: child's pose, hold_seconds: 19}
+    hold_seconds: 20 # short
+  - {type: static_stretch, exercise: child's pose, hold_seconds: 20}
""",
    ),
    "hold older": (
        "ST03",
        False,
        """\
athlete: {age: 70}
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 19}
  - {type: static_stretch, exercise: cobra, hold_seconds: 20}
""",
        """\
-  - {type: static_stretch, exercise: child's pose, hold_seconds: 19}
-  - {type: static_stretch, exercise: cobra, hold_seconds: 20}
+  - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
+  - {type: static_stretch, exercise: cobra, hold_seconds: 30}
""",
    ),
    "warm-up missing": (
        "WU01",
        False,
        """\
activities:
  # the work
  - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}
""",
        """\
+  - {type: cardio, exercise: walking, minutes: 5}
""",
    ),
    "warm-up short": (
        "WU01",
        False,
        """\
activities:
  - {type: cardio, exercise: rowing machine, minutes: 2}
  - {type: mobility, exercise: cat-camel, minutes: 1}
  - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}
""",
        """\
-  - {type: cardio, exercise: rowing machine, minutes: 2}
+  - {type: cardio, exercise: rowing machine, minutes: 5}
""",
    ),
    "dynamic missing": (
        "WU02",
        False,
        """\
activities:
  - {type: cardio, exercise: rowing machine, minutes: 5}
  - {type: lift, exercise: bench press, sets: [{reps: 5}]}
  - {type: lift, exercise: push-up, sets: [{reps: 5}]}
""",
        """\
+  - {type: dynamic_stretch, exercise: arm circles, minutes: 3}
""",
    ),
    "dynamic for legs": (
        "WU02",
        False,
        """\
activities:
  - type: lift
    exercise: back squat
    sets: [{reps: 5}]
""",
        """\
+  - type: dynamic_stretch
+    exercise: walking quad stretch
+    minutes: 3
""",
    ),
    "dynamic fragile": (
        "WU02",
        False,
        """\
athlete: {conditions: [osteoporosis]}
activities:
  - {type: lift, exercise: back extension, sets: [{reps: 5}]}
""",
        """\
+  - {type: dynamic_stretch, exercise: hip hinge drill, minutes: 3}
""",
    ),
    "muscles": (
        "WU03",
        False,
        """\
activities:
  - {type: dynamic_stretch, exercise: arm circles, minutes: 3}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}
""",
        """\
+  - {type: dynamic_stretch, exercise: hip hinge drill, minutes: 2}
""",
    ),
    "activation": (
        "DL04",
        False,
        """\
activities:
  - {type: cardio, exercise: walking, minutes: 5}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}
""",
        """\
+  - {type: activation, exercise: bird dog, minutes: 1}
""",
    ),
    "closing": (
        "ST02",
        False,
        """\
activities:
  - {type: lift, exercise: lat pulldown, sets: [{reps: 5, load_kg: 30}]}
  - {type: cardio, exercise: walking, minutes: 5}
""",
        """\
+  - {type: static_stretch, exercise: child's pose, hold_seconds: 30, repeats: 2}
""",
    ),
    "closing fragile": (
        "ST02",
        False,
        """\
athlete: {conditions: [vertebral_fracture]}
activities:
  - {type: lift, exercise: back extension, sets: [{reps: 5}]}
""",
        """\
+  - {type: static_stretch, exercise: cobra, hold_seconds: 30, repeats: 2}
""",
    ),
    "closing pregnant": (
        "ST02",
        False,
        """\
athlete: {conditions: [pregnancy]}
activities:
  - {type: lift, exercise: dead bug, sets: [{reps: 5}]}
""",
        """\
+  - {type: static_stretch, exercise: child's pose, hold_seconds: 30, repeats: 2}
""",
    ),
    "ramp": (
        "WU04",
        False,
        """\
athlete: {one_rep_max_kg: {deadlift: 120}}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 3, load_kg: 100, rest_seconds: 180} # heavy
      - {reps: 3, load_kg: 100}
    form:
      - {set: 2, aspect: spine, value: neutral}
      - {aspect: head, value: neutral}
""",
        """\
+      - {reps: 6, load_kg: 40, warm_up: true, rest_seconds: 120}
+      - {reps: 6, load_kg: 80, warm_up: true, rest_seconds: 120}
-      - {set: 2, aspect: spine, value: neutral}
+      - {set: 4, aspect: spine, value: neutral}
""",
    ),
    "ramp bar": (
        "WU04",
        False,
        """\
athlete: {one_rep_max_kg: {overhead press: 40}}
activities:
  - type: lift
    exercise: overhead press
    sets:
      - {reps: 5, load_kg: 34}
""",
        """\
+      - {reps: 6, load_kg: 20, warm_up: true, rest_seconds: 120}
+      - {reps: 6, load_kg: 25, warm_up: true, rest_seconds: 120}
""",
    ),
    "ramp lb": (
        "WU04",
        False,
        """\
athlete: {one_rep_max_kg: {deadlift: 120}}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_lb: 225}
""",
        """\
+      - {reps: 6, load_lb: 90, warm_up: true, rest_seconds: 120}
+      - {reps: 6, load_lb: 180, warm_up: true, rest_seconds: 120}
""",
    ),
    "ramp percent": (
        "WU04",
        False,
        """\
activities:
  - type: lift
    exercise: bent-over row
    sets:
      - {reps: 5, load_percent: 87.5}
""",
        """\
+      - {reps: 6, load_percent: 35, warm_up: true, rest_seconds: 120}
+      - {reps: 6, load_percent: 70, warm_up: true, rest_seconds: 120}
""",
    ),
    "ramp dumbbell": (
        "WU04",
        False,
        """\
athlete: {one_rep_max_kg: {dumbbell row: 12}}
activities:
  - type: lift
    exercise: dumbbell row
    sets:
      - {reps: 5, load_kg: 10}
""",
        """\
+      - {reps: 6, load_kg: 4, warm_up: true, rest_seconds: 120}
+      - {reps: 6, load_kg: 8, warm_up: true, rest_seconds: 120}
""",
    ),
    "ramp pull-up": (
        "WU04",
        False,
        """\
activities:
  - type: lift
    exercise: weighted pull-up
    sets:
      - {reps: 3, added_load_kg: 20, rir: 1}
  - type: lift
    exercise: chin-up
    sets:
      - {reps: 3, added_load_kg: 20, rir: 1}
""",
        """\
+      - {reps: 6, added_load_kg: 0, warm_up: true, rest_seconds: 120}
+      - {reps: 6, body_weight: true, warm_up: true, rest_seconds: 120}
""",
    ),
    "light first": (
        "WU05",
        False,
        """\
athlete: {one_rep_max_kg: {bent over row: 80}}
activities:
  - type: lift
    exercise: bent-over row
    sets:
      - {reps: 8, load_kg: 60}
      - {reps: 8, load_kg: 60}
""",
        """\
+      - {reps: 6, load_kg: 30, warm_up: true, rest_seconds: 60}
+      - {reps: 6, load_kg: 47.5, warm_up: true, rest_seconds: 60}
""",
    ),
    "rest": (
        "LD05",
        False,
        """\
athlete: {one_rep_max_kg: {deadlift: 100}}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_kg: 60, rest_seconds: 10}
      - {reps: 5, load_kg: 70, rest_seconds: 20}
      - {reps: 3, load_kg: 85, rest_seconds: 30}
      - {reps: 1, load_kg: 95, rest_seconds: 30}
""",
        """\
-      - {reps: 5, load_kg: 60, rest_seconds: 10}
-      - {reps: 5, load_kg: 70, rest_seconds: 20}
-      - {reps: 3, load_kg: 85, rest_seconds: 30}
+      - {reps: 5, load_kg: 60, rest_seconds: 60}
+      - {reps: 5, load_kg: 70, rest_seconds: 180}
+      - {reps: 3, load_kg: 85, rest_seconds: 180}
""",
    ),
    "pause": (
        "LD06",
        False,
        """\
activities:
  - type: lift
    exercise: deadlift
    sets:
      - reps: 5
        load_kg: 60
        pause_between_reps_seconds: 0
""",
        """\
-        pause_between_reps_seconds: 0
+        pause_between_reps_seconds: 1
""",
    ),
    "lower": (
        "LD01",
        True,
        """\
athlete: {level: novice, one_rep_max_kg: {deadlift: 123}}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_kg: 100}
      - {reps: 5, load_lb: 225}
      - {reps: 5, load_percent: 85}
""",
        """\
-      - {reps: 5, load_kg: 100}
-      - {reps: 5, load_lb: 225}
-      - {reps: 5, load_percent: 85}
+      - {reps: 5, load_kg: 85}
+      - {reps: 5, load_lb: 185}
+      - {reps: 5, load_percent: 70}
""",
    ),
    "swap deadlift": (
        "AT10",
        True,
        """\
athlete: {conditions: [low_back_pain], one_rep_max_kg: {deadlift: 100}}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - load_kg: 80
        reps: 8
        rest_seconds: 90
      - {reps: 8, load_kg: 80}
""",
        """\
-    exercise: deadlift
+    exercise: glute bridge
-      - load_kg: 80
-        reps: 8
+      - reps: 8
-      - {reps: 8, load_kg: 80}
+      - {reps: 8}
""",
    ),
    "swap row": (
        "AT10",
        True,
        """\
athlete: {conditions: [low_back_pain]}
activities:
  - {type: lift, exercise: bent-over row, sets: [{reps: 8, load_percent: 70}]}
""",
        """\
-  - {type: lift, exercise: bent-over row, sets: [{reps: 8, load_percent: 70}]}
+  - {type: lift, exercise: inverted row, sets: [{reps: 8}]}
""",
    ),
    "swap grip": (
        "PU01",
        True,
        """\
athlete: {conditions: [shoulder_injury]}
activities:
  - {type: lift, exercise: wide-grip pull-up, sets: [{reps: 5}]}
""",
        """\
-  - {type: lift, exercise: wide-grip pull-up, sets: [{reps: 5}]}
+  - {type: lift, exercise: pull-up, sets: [{reps: 5}]}
""",
    ),
    "drop": (
        "LD08",
        True,
        """\
athlete: {level: novice}
activities:
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 8, load_kg: 40, warm_up: true}
      - {reps: 5, load_kg: 60} # one
      - {reps: 5, load_kg: 60} # two
      - {reps: 5, load_kg: 60} # three
      # if it goes well
      - {reps: 5, load_kg: 60} # four
  - type: lift
    exercise: conventional deadlift
    sets:
      - {reps: 5, load_kg: 60}
      - {reps: 5, load_kg: 60}
""",
        """\
-      - {reps: 5, load_kg: 60} # three
-      # if it goes well
-      - {reps: 5, load_kg: 60} # four
-      - {reps: 5, load_kg: 60}
""",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_plan_is_repaired(case: str) -> None:
    code, unsafe, plan, changes = CASES[case]
    before = f"backsafe: 1\n{plan}"
    result = backsafe.fix(Text(before), unsafe=unsafe, select=[code])
    assert result.before == before
    lines = result.diff().splitlines(keepends=True)[2:]
    assert "".join(line for line in lines if line[0] in "+-") == changes
    assert {it.code for it in result.applied} == {code}
    assert code not in {it.code for it in result.report.violations}
    assert {it.safe for it in result.applied} == {not unsafe}


UNSAFE = [name for name, case in CASES.items() if case[1]]


@pytest.mark.parametrize("case", UNSAFE)
def test_what_a_plan_asks_for_is_changed_only_on_request(case: str) -> None:
    code, _, plan, _ = CASES[case]
    result = backsafe.fix(Text(f"backsafe: 1\n{plan}"), select=[code])
    assert not result.changed
    assert code in {it.code for it in result.report.violations}


# Rule, and a plan that breaks it in a way that a program is not to repair.
LEFT = {
    "an estimate falls with the load": (
        "LD01",
        """\
athlete: {level: novice}
activities:
  - {type: lift, exercise: deadlift, sets: [{reps: 3, load_kg: 100, rir: 1}]}
""",
    ),
    "no load is stated": (
        "LD01",
        """\
athlete: {level: novice}
activities:
  - {type: lift, exercise: weighted pull-up, sets: [{reps: 3, rir: 1}]}
""",
    ),
    "what was seen speaks of another exercise": (
        "AT10",
        """\
athlete: {conditions: [low_back_pain]}
activities:
  - type: lift
    exercise: bent-over row
    sets: [{reps: 8, load_percent: 70}]
    form: [{aspect: spine, value: neutral}]
""",
    ),
    "what was seen speaks of other sets": (
        "LD08",
        """\
athlete: {level: novice}
activities:
  - type: lift
    exercise: deadlift
    sets: [{reps: 5}, {reps: 5}, {reps: 5}, {reps: 5}]
    form: [{aspect: spine, value: neutral, set: 4}]
""",
    ),
    "a set holds nothing but its load": (
        "AT10",
        """\
athlete: {conditions: [low_back_pain]}
activities:
  - type: lift
    exercise: bent-over row
    sets:
      - load_percent: 70
""",
    ),
    "an alias repeats the set": (
        "LD05",
        """\
activities:
  - type: lift
    exercise: deadlift
    sets: [&work {reps: 5, load_kg: 60, rest_seconds: 5}, *work, *work]
""",
    ),
    "a comment stands between the brackets": (
        "WU01",
        """\
activities: [
  {type: lift, exercise: plank, sets: [{reps: 5}]}, # one
  {type: lift, exercise: dead bug, sets: [{reps: 5}]}
]
""",
    ),
    "nobody knows what is trained": (
        "ST02",
        """\
activities:
  - {type: lift, exercise: Zug, sets: [{reps: 5}]}
""",
    ),
    "the load is beyond all measure": (
        "WU04",
        """\
athlete: {one_rep_max_kg: {deadlift: 50}}
activities:
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 150}]}
""",
    ),
}


@pytest.mark.parametrize("case", LEFT)
def test_a_finding_is_left(case: str) -> None:
    code, plan = LEFT[case]
    result = backsafe.fix(Text(f"backsafe: 1\n{plan}"), unsafe=True, select=[code])
    assert not result.changed
    assert not result.applied
    assert code in {it.code for it in result.report.violations}


def fixed(plan: str, *, unsafe: bool = False) -> str:
    return backsafe.fix(Text(f"backsafe: 1\n{plan}"), unsafe=unsafe).text


def test_what_is_added_spares_fragile_bones_and_a_pregnancy() -> None:
    plan = (
        "athlete: {{conditions: [{}]}}\n"
        "activities:\n  - {{type: lift, exercise: back extension, sets: [{{reps: 8}}]}}\n"
    )
    assert "child's pose" in fixed(plan.format("high_blood_pressure"))
    for condition in ("osteoporosis", "vertebral_fracture"):
        text = fixed(plan.format(condition))
        assert "static_stretch" in text
        assert "dynamic_stretch" in text
        assert "child's pose" not in text
        assert "cat-camel" not in text
    text = fixed(plan.format("pregnancy"))
    assert "static_stretch" in text
    assert "cobra" not in text
    assert "hanging" not in text


def test_the_warm_up_comes_in_its_order() -> None:
    before = """backsafe: 1
athlete: {one_rep_max_kg: {deadlift: 100}}
activities:
  - {type: static_stretch, exercise: cobra, hold_seconds: 5}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 3, load_kg: 85}
"""
    after = """backsafe: 1
athlete: {one_rep_max_kg: {deadlift: 100}}
activities:
  - {type: cardio, exercise: walking, minutes: 5}
  - {type: dynamic_stretch, exercise: hip hinge drill, minutes: 3}
  - {type: activation, exercise: bird dog, minutes: 1}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 6, load_kg: 32.5, warm_up: true, rest_seconds: 120}
      - {reps: 6, load_kg: 67.5, warm_up: true, rest_seconds: 180}
      - {reps: 3, load_kg: 85}
  - {type: static_stretch, exercise: cobra, hold_seconds: 20}
"""
    assert backsafe.fix(Text(before)).text == after
