"""A workout and a configuration to begin with, written where there are none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.config import find_settings, forget_settings
from backsafe.config.settings import shown_path
from backsafe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CONFIG", "STARTER_FILES", "WORKOUT", "write_starter"]

# A comment of the workout must not itself look like one that sets findings aside: the
# configuration, which is not searched for them, shows a whole one.
WORKOUT = """\
# A workout to begin with. Change it, then run: backsafe check workout.yaml
#
# Names carry their unit. An activity that you leave out is not planned. A number that you leave out
# is unknown, and what needs it is reported as not checked, never as safe.

backsafe: 1          # version of this format
kind: plan           # or log, of what was done; a log is judged by what it records
title: Back day
# date: 2026-01-05   # the day it is done; leave it out of a plan that you do again and again

# Who trains. This part may stand in a file of its own, which --athlete or backsafe.toml names.
athlete:
  level: novice       # novice, intermediate or advanced; novice is the most careful of them
  # Only you can answer these. Until you take away the # before a key and do, they are unknown, and
  # what needs them, such as the rules that screen the athlete (AT), is reported as not checked.
  #age: 34            # in years
  #goal: back_health  # back_health, strength, hypertrophy or general
  #one_rep_max_kg:    # the most that can be lifted once; an estimate does
    #romanian deadlift: 80
    #lat pulldown: 50
    #seated cable row: 60
  #technique:         # learning or mastered, as somebody who knows the lift has seen it
    #romanian deadlift: mastered
    #lat pulldown: mastered
    #seated cable row: mastered
  #days_since_back_session: 3
  #conditions: []    # such as low_back_pain or high_blood_pressure; [] says that there are none
  #symptoms: []      # such as leg_numbness or new_sharp_pain; [] says that there are none
  #par_q_yes: []     # questions of the PAR-Q+ that were answered with yes; [] says that none was

# In the order they are done. The type is cardio, mobility, dynamic_stretch, static_stretch,
# activation or lift. Exercises go by their usual names; one that is not known is reported.
activities:
  - {type: cardio, exercise: rowing machine, minutes: 6}
  - {type: dynamic_stretch, exercise: cat-camel, minutes: 4}
  - {type: activation, exercise: dead bug, minutes: 2}

  # A load is load_kg, load_lb, load_percent (of the one-rep max) or body_weight: true. The rest is
  # the one after the set. rir counts the repetitions that would still be possible. A tempo gives
  # the seconds of lowering, holding and lifting.
  - type: lift
    exercise: romanian deadlift
    sets:
      - reps: 10
        load_kg: 24
        warm_up: true
        rest_seconds: 90
        tempo: "2-1-1"
        pause_between_reps_seconds: 1
      - reps: 10
        load_kg: 44
        rir: 4
        rest_seconds: 120
        tempo: "2-1-1"
        pause_between_reps_seconds: 1
      - {reps: 10, load_kg: 44, rest_seconds: 120, tempo: "2-1-1", pause_between_reps_seconds: 1}
    # What a coach, a video or the lifter saw. What nobody looked at is unknown; once somebody has,
    # take away each # below and say what there was to see.
    #form:
      #- {aspect: spine, value: neutral, set: 2}
      #- {aspect: hip_hinge, value: true, set: 2}

  # These sets leave out the pause between repetitions, so the rule on it (LD06) is reported as not
  # checked. Add pause_between_reps_seconds and it is.
  - type: lift
    exercise: lat pulldown
    sets:
      - {reps: 12, load_percent: 40, warm_up: true, rest_seconds: 75, tempo: "2-0-1"}
      - {reps: 12, load_percent: 55, rest_seconds: 75, tempo: "2-0-1"}
      - {reps: 12, load_percent: 55, rest_seconds: 75, tempo: "2-0-1"}
  - type: lift
    exercise: seated cable row
    sets:
      - {reps: 12, load_kg: 20, warm_up: true, rest_seconds: 75, tempo: "2-0-1"}
      - {reps: 12, load_kg: 33, rest_seconds: 75, tempo: "2-0-1"}

  # A finding that you have looked at and accept is set aside by a comment at the end of its line or
  # on a line of its own above it. The comment begins with the name of this program and a colon;
  # then come the rules, by code or name, and a reason, without which it does not count:
  #     ignore[ST03, too-little-stretching] longer holds hurt; my physiotherapist knows
  # The file backsafe.toml, made together with this one, shows a whole one.
  - {type: static_stretch, exercise: child's pose, hold_seconds: 30, repeats: 2, intensity: mild}
"""

CONFIG = """\
# How BackSafe checks the files of this folder and below. Each key is shown with its default or,
# where it has none, with an example. Take away the # before a key to set it. What the command line
# says decides over what stands here.
#
# A single finding is better set aside where it stands, by a comment in the workout with a reason:
#     - {type: static_stretch, exercise: child's pose}  # backsafe: ignore[ST03] held by feel

# Which rules run, how severely, with which thresholds: standard, evidence, beginner or strict.
# "backsafe profiles" says how they differ.
#profile = "standard"

# Check these rules only: codes (ST03), names (stretch-hold-too-short) or families (ST). An empty
# list stands for those of the profile. Rules that screen the athlete always run.
#select = []

# Run these as well, such as those that a profile leaves out.
#extend-select = []

# Leave these out.
#ignore = []

# From which severity on a check ends with status 1: error, warning or advice.
#fail-on = "error"

# What runs the rules: auto, durable or compiled. All give the same verdicts.
#engine = "auto"

# Folders with rules of your own. Run their examples with "backsafe test FOLDER".
#rules = []

# Installed packs of rules, by name.
#packs = []

# What is passed over where a folder is checked: patterns, such as ["archive/", "drafts/*.yaml"].
#exclude = []

# A file on the athlete, for workouts that say nothing of who trains. Not set by default.
#athlete = "athlete.yaml"

# A log of earlier sessions, which progress and recovery are judged by. Not set by default.
#history = "log.yaml"

# Findings that are known and are not to be told again. Not set by default.
#baseline = "baseline.json"

# The unit of tables that do not say what their weights are: kg or lb. Not set by default.
#unit = "kg"

# Rules to leave out in some files: pattern = rules. None by default.
#[per-file-ignores]
#"old/*.yaml" = ["ST"]

# Severities in place of those of the profile: rule = error, warning or advice. None by default.
#[severity]
#ST03 = "warning"

# Thresholds in place of those of the profile: name = number. "backsafe explain ST03" lists them.
#[parameters.ST03]
#hold_minimum_seconds = 20

# Findings that somebody has looked at and accepts: in which files, of which rule, at which place
# (a pointer such as /activities/3; without it, anywhere), and why. None by default.
#[[suppressions]]
#path = "workout.yaml"
#rule = "ST03"
#at = "/activities/3"
#reason = "longer holds hurt; the physiotherapist knows"
"""

STARTER_FILES: Mapping[str, str] = {"workout.yaml": WORKOUT, "backsafe.toml": CONFIG}
"""Name of a file → what is written into it."""


def write_starter(folder: str = ".", *, force: bool = False) -> tuple[str, ...]:
    """Writes a starter workout and configuration, and returns their paths.

    Args:
        folder: Where to; it is made if it does not exist.
        force: Whether to write over files that exist.

    Raises:
        UsageError: A file of one of these names exists, or a configuration that holds in the
            folder (then none is written), or the folder cannot be written to.
        DocumentError: Such a configuration is wrong.
    """
    paths = {os.path.join(folder, name): text for name, text in STARTER_FILES.items()}  # noqa: PTH118
    # A link that leads nowhere is there, too.
    taken = [path for path in paths if os.path.lexists(path)]
    if taken and not force:
        wrong = "exists" if len(taken) == 1 else "exist"
        raise UsageError(f"{' and '.join(taken)} {wrong}, so nothing is written; --force does")
    # Files may have changed since they were looked at, and are about to.
    forget_settings()
    holds = None if force else find_settings(os.path.join(folder, "workout.yaml")).path  # noqa: PTH118
    forget_settings()
    if holds is not None:
        # Of the two, the new one alone would hold, and set back to defaults what is set there.
        what = "has a table [tool.backsafe]" if holds.endswith("pyproject.toml") else "holds here"
        other = f"{shown_path(holds)} {what}, which a new backsafe.toml would override"
        raise UsageError(f"{other}, so nothing is written; --force does")
    written: list[str] = []
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for path, text in paths.items():
            # Another process may be faster than the look above.
            with Path(path).open("w" if force else "x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except (OSError, ValueError) as error:
        if not force:
            for path in written:
                Path(path).unlink(missing_ok=True)
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot write to {folder}: {why}") from None
    return tuple(written)
