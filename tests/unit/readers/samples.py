"""Short samples of each format that is text, as the apps and people that use it write it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

__all__ = ["SAMPLES", "TABLES", "TEXTS", "TREES", "WORDS", "Sample"]


class Sample(NamedTuple):
    """A file of a format.

    Attributes:
        reader: The format.
        suffix: How the name of such a file ends.
        text: The file.
        delimiter: What is between the cells of a table; empty for other formats.
    """

    reader: str
    suffix: str
    text: str
    delimiter: str = ""

    @property
    def tree(self) -> Any:
        """The sample as mappings and lists."""
        return json.loads(self.text)


def _tree(reader: str, data: Any) -> Sample:
    return Sample(reader, ".json", json.dumps(data, indent=1))


_YAML = """\
backsafe: 1
title: Pull day
athlete: {level: novice, age: 34}
activities:
  - {type: cardio, exercise: rowing machine, minutes: 8}
  - {type: dynamic_stretch, exercise: leg swing, repeats: 10}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_kg: 60, warm_up: true}
      - {reps: 5, load_kg: 100, rest_seconds: 180, rpe: 8}
  - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
"""
_JSON = {
    "backsafe": 1,
    "weeks": [
        {
            "workouts": [
                {
                    "title": "Back",
                    "day": 1,
                    "activities": [
                        {
                            "type": "lift",
                            "exercise": "bent-over row",
                            "sets": [{"reps": 8, "load_percent": 70}],
                        }
                    ],
                }
            ]
        },
        {"workouts": []},
    ],
}

_HEVY = """\
title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,\
set_type,weight_kg,reps,distance_km,duration_seconds,rpe
"Back, heavy","30 Jun 2025, 19:56","30 Jun 2025, 20:48","","Rowing Machine",,"",0,normal,,,2,480,
"Back, heavy","30 Jun 2025, 19:56","30 Jun 2025, 20:48","","Deadlift (Barbell)",,"belt",0,\
warmup,60,5,,,
"Back, heavy","30 Jun 2025, 19:56","30 Jun 2025, 20:48","","Deadlift (Barbell)",,"belt",1,\
normal,100,5,,,8.5
"Back, heavy","30 Jun 2025, 19:56","30 Jun 2025, 20:48","","Deadlift (Barbell)",,"belt",2,\
failure,100,4,,,10
Arms,"2 Jul 2025, 07:10","2 Jul 2025, 07:40","quick","Pull Up",1,"",0,normal,,8,,,
Arms,"2 Jul 2025, 07:10","2 Jul 2025, 07:40","quick","Plank",1,"",0,dropset,,,,60,
"""
_HEVY_POUNDS = """\
title;start_time;end_time;exercise_title;superset_id;exercise_notes;set_index;set_type;\
weight_lbs;reps;distance_miles;duration_seconds;rpe
Rückentraining;"1 März 2025, 18:02";"1 März 2025, 19:00";Lat Pulldown (Cable);;warm up;0;normal;\
66,5;12;;;
Rückentraining;"1 März 2025, 18:02";"1 März 2025, 19:00";Lat Pulldown (Cable);;;1;normal;110;10;\
;;7,5
"""
_STRONG = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,\
Workout Notes,RPE
2024-02-05 18:11:07,"Pull",1h 2m,"Deadlift (Barbell)",W,60,5,0,0,"","",
2024-02-05 18:11:07,"Pull",1h 2m,"Deadlift (Barbell)",1,100.5,5,0,0,"slow","",8
2024-02-05 18:11:07,"Pull",1h 2m,"Deadlift (Barbell)",Rest Timer,0,0,0,180,"","",
2024-02-05 18:11:07,"Pull",1h 2m,"Deadlift (Barbell)",F,100.5,4,0,0,"","",10
2024-02-07 06:30:00,"Core",20m,"Plank",1,0,0,0,60,"","felt good",
2024-02-07 06:30:00,"Core",20m,"Plank",Note,0,0,0,0,"elbows","",
"""
_STRONG_SEMICOLON = """\
Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;\
Distance (meters);Seconds;Notes;Workout Notes
"1";"2025-03-01 09:00:00";"Back A";"3600";"Bent Over Row (Barbell)";"1";"60.0";"10";"7";"";\
"0.0";"";""
"1";"2025-03-01 09:00:00";"Back A";"3600";"Bent Over Row (Barbell)";"Rest Timer";"";"";"";"";\
"90.0";"";""
"1";"2025-03-01 09:00:00";"Back A";"3600";"Bent Over Row (Barbell)";"D";"40.0";"15";"";"";"0.0";\
"";""
"2";"2025-03-03 09:00:00";"Run";"1800";"Running (Treadmill)";"1";"";"";"";"5000";"1800.0";"";"easy"
"""
_STRONG_GERMAN = """\
Datum;Workout-Name;Name der Übung;Satzreihenfolge;Gewicht;Gewichtseinheit;Wiederh.;RPE;\
Entfernung;Distance Unit;Sekunden;Notizen;Workout-Notizen;Dauer
2023-10-09 17:00:00;Rücken;Kreuzheben (Langhantel);1;80,5;kg;5;8;;;0;;;45m
2023-10-09 17:00:00;Rücken;Kreuzheben (Langhantel);Ruhezeit;;;;;;;120;;;45m
2023-10-11 17:00:00;Rücken;Klimmzug;1;0;kg;6;;;;0;eng;;30m
"""
_STRONG_UNITS = """\
Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,Distance Unit,\
Seconds,Notes,Workout Notes,Workout Duration
2022-01-03 12:00:00,Lower,Romanian Deadlift (Barbell),1,135,lbs,10,,,,0,,,50m
2022-01-03 12:00:00,Lower,Romanian Deadlift (Barbell),2,61.2,kg,10,,,,0,,,50m
"""
_STRONG_HEADERLESS = """\
2021-05-02 10:00:00;Legs;Squat (Barbell);1;100;kg;5;8;;;0;;;1h
2021-05-02 10:00:00;Legs;Squat (Barbell);2;100;kg;5;8;;;0;deep;;1h
2021-05-04 10:00:00;Pull;Chin Up;1;;;7;;;;0;;;40m
"""
_LIFTOSAUR = """\
Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,Is AMRAP?,\
Required RPE,Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,\
Completed Weight Value,Completed Weight Unit,Ask Weight?,Completed Reps Time,Target Muscles,\
Synergist Muscles,Notes
2026-03-01T10:00:00.000Z,Base,Pull,"Deadlift, Barbell",1,5,5,0,,,0,95,lb,95,lb,0,,"Glutes",,""
2026-03-01T10:00:00.000Z,Base,Pull,"Deadlift, Barbell",0,5,6,1,8,9,0,225,lb,225,lb,0,,"Glutes",,"ok"
2026-03-01T10:00:00.000Z,Base,Pull,"Deadlift, Barbell",0,5,,0,,,0,225,lb,,,0,,"Glutes",,""
2026-03-04T10:00:00.000Z,Base,Push,"Bench Press, Dumbbell",0,8,8,0,,,0,20,kg,20,kg,0,,,,""
"""
_LIFTOSAUR_OLDER = """\
Workout DateTime,Program,Day Name,Exercise,Equipment,Is Warmup Set?,Required Reps,\
Completed Reps,RPE,Is AMRAP?,Weight Value,Weight Unit,Completed Reps Time,Target Muscles,\
Synergist Muscles,Notes
2023-04-05T18:00:00.000Z,Base,Pull,Deadlift,barbell,0,5,5,8,0,100,kg,,Hamstrings,,
2023-04-05T18:00:00.000Z,Base,Pull,Bent Over Row,ezbar,0,8,8,,0,60,kg,,Lats,,warm up
"""
_LIFTOSCRIPT = """\
# Week 1
## Day 1
// The heavy one
base: Deadlift[1-2] / 3x5 80% 180s / warmup: 1x5 50%, 1x3 45lb / progress: lp(5lb)
Bent Over Row, Barbell / 2x8-10 @8, 1x10+ 60kg+ (top) / 60s|90s / superset: A
t: Face Pull / used: none / 3x15 \\
  20kg
Plank / 1x1 45s|30s

## Day 2
Romanian Deadlift[1,1-2] / ...Bent Over Row[1:1]
Cable Row / ...t: Face Pull[1] / update: custom() {~
  if (completedReps > reps) { weights = weights[1] + 5lb }
~}
# Week 2
## Day 1
Pull Up / 3x5 / 4x4 / !5x3 / id: tags(1, 2)
## Day 2
Squat / 1x5, 1x3 100kg
"""
_LIFTOSCRIPT_MARKDOWN = f"""\
# My plan

Some words.

```liftoscript
{_LIFTOSCRIPT}```

More words.
"""
_WPL = {
    "$schema": "https://example.org/wpl/1.0/schema.json",
    "version": "1.0",
    "plan": {
        "id": "p1",
        "name": "Back strength",
        "phases": [
            {
                "id": "f1",
                "name": "Base",
                "weeks": [
                    {
                        "order": 1,
                        "days": [
                            {
                                "name": "Pull",
                                "day_of_week": 1,
                                "blocks": [
                                    {
                                        "type": "warmup",
                                        "activities": [
                                            {
                                                "type": "cardio",
                                                "name": "Rowing machine",
                                                "duration": {"value": 5, "unit": "minutes"},
                                            }
                                        ],
                                    },
                                    {
                                        "type": "main",
                                        "structure": "superset",
                                        "rounds": 3,
                                        "activities": [
                                            {
                                                "type": "exercise",
                                                "exercise_ref": "barbell_deadlift",
                                                "prescription": {
                                                    "sets": 3,
                                                    "reps": {"min": 5, "max": 8},
                                                    "weight": {
                                                        "type": "percentage_1rm",
                                                        "metric": "1RM",
                                                        "value": 75,
                                                    },
                                                    "rest": {"value": 2, "unit": "minutes"},
                                                    "tempo": {
                                                        "eccentric": 3,
                                                        "pause_bottom": 0,
                                                        "concentric": 1,
                                                        "explosive_concentric": True,
                                                    },
                                                },
                                                "target_rir": 2,
                                            },
                                            {
                                                "type": "simple",
                                                "name": "Pull-up",
                                                "prescription": {
                                                    "reps": {"target": 6, "amrap": True},
                                                    "weight": {"type": "bodyweight"},
                                                    "to_failure": False,
                                                },
                                            },
                                        ],
                                    },
                                    {
                                        "type": "cooldown",
                                        "activities": [
                                            {
                                                "type": "recovery",
                                                "name": "Stretch",
                                                "prescription": {
                                                    "exercises": [
                                                        {
                                                            "name": "Hamstring stretch",
                                                            "modality": "pnf",
                                                            "pnf": {
                                                                "relax_seconds": 20,
                                                                "contractions": 3,
                                                            },
                                                        },
                                                        {
                                                            "name": "Child's pose",
                                                            "modality": "static_stretch",
                                                            "hold_seconds": 30,
                                                            "reps": 2,
                                                        },
                                                    ]
                                                },
                                            },
                                            {"type": "meditation", "name": "Breathing"},
                                        ],
                                    },
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    },
}
_PWF = """\
plan_version: 1
meta:
  title: Eight weeks
  daysPerWeek: 2
  athlete_profile: {weight_kg: 82.5}
exercise_library:
  - {id: dl, name: Deadlift, modality: strength, default_sets: 3, default_reps: 5}
workout_templates:
  - id: t1
    name: Template
    exercises:
      - {id: a, name: Pull-up, modality: strength, target_sets: 3, target_reps: 8}
cycle:
  start_date: 2026-01-05
  days:
    - order: 1
      focus: Heavy
      scheduled_date: 2026-01-05
      exercises:
        - {id: x, exercise_ref: dl, target_weight_percent: 80, percent_of: 1rm}
        - {id: y, name: Row, modality: strength, target_sets: 3, target_reps: 10,
           target_load: 60 kg, rest_between_sets_sec: 90}
        - {id: z, name: Easy run, modality: running, target_duration_sec: 1200}
    - {order: 2, template_ref: t1, scheduled_date: 2026-01-08}
  weeks:
    - week_number: 1
      overrides: [{day_order: 1, exercise_id: y, target_sets: 5, target_load: "RPE 8"}]
    - week_number: 2
"""
_PWF_HISTORY = {
    "history_version": 1,
    "exported_at": "2026-02-01T00:00:00Z",
    "units": {"weight": "kg"},
    "body_measurements": [{"date": "2026-01-01", "weight_kg": 81}],
    "workouts": [
        {
            "date": "2026-01-05",
            "title": "Heavy",
            "exercises": [
                {
                    "name": "Deadlift",
                    "modality": "strength",
                    "sets": [
                        {"set_number": 1, "reps": 5, "weight_kg": 60, "set_type": "warmup"},
                        {"set_number": 2, "reps": 5, "weight_lb": 225, "rpe": 8, "rest_sec": 180},
                    ],
                },
                {"name": "Hamstring stretch", "sets": [{"duration_sec": 30}]},
            ],
        }
    ],
}
_OPENWEIGHT = {
    "name": "Pull",
    "date": "2026-01-05T18:00:00Z",
    "exercises": [
        {
            "exercise": {"name": "Deadlift", "equipment": "barbell", "category": "hinge"},
            "order": 1,
            "sets": [
                {"reps": 5, "targetReps": 5, "weight": 225, "unit": "lb", "type": "warmup"},
                {"reps": 4, "weight": 100, "unit": "kg", "rpe": 9, "toFailure": True,
                 "tempo": "3-0-1-0", "restSeconds": 120},
            ],
        },
        {"exercise": {"name": "Plank"}, "sets": [{"durationSeconds": 60}]},
    ],
}  # fmt: skip
_OPENWEIGHT_PROGRAM = {
    "name": "Base",
    "weeks": [
        {
            "name": "1",
            "workouts": [
                {
                    "name": "A",
                    "day": 1,
                    "exercises": [
                        {
                            "exercise": {"name": "Bent-over row"},
                            "sets": [
                                {"targetRepsMin": 8, "targetRepsMax": 10, "percentage": 70,
                                 "percentageOf": "1RM", "targetRIR": 2},
                            ],
                        },
                        {"exercise": {"name": "Hamstring stretch"}, "sets": 2},
                    ],
                }
            ],
        }
    ],
}  # fmt: skip
_HEVY_ROUTINES = {
    "page": 1,
    "page_count": 1,
    "routines": [
        {
            "id": "r1",
            "title": title,
            "exercises": [
                {
                    "index": 0,
                    "title": "Deadlift (Barbell)",
                    "notes": "",
                    "exercise_template_id": "C6272009",
                    "rest_seconds": 120,
                    "sets": [
                        {"index": 0, "type": "warmup", "weight_kg": 60, "reps": 5, "rpe": None},
                        {"index": 1, "type": "normal", "weight_kg": 100,
                         "rep_range": {"start": 4, "end": 6}},
                    ],
                },
                {
                    "exercise_template_id": "12345678",
                    "rest_seconds": "90s",
                    "sets": [{"type": "failure", "duration_seconds": 45}],
                },
            ],
        }
        for title in ("A", "B")
    ],
}  # fmt: skip
_HEVY_WORKOUT = {
    "workouts": [
        {
            "title": "Evening",
            "start_time": "2026-01-05T18:00:00+01:00",
            "end_time": "2026-01-05T19:00:00+01:00",
            "exercises": [
                {
                    "title": "Hamstring Stretch",
                    "exercise_template_id": "F1",
                    "sets": [{"type": "normal", "duration_seconds": 30, "reps": None}],
                },
                {
                    "title": "Pull Up",
                    "exercise_template_id": "F2",
                    "sets": [{"type": "normal", "reps": 8, "weight_kg": None, "rpe": 8.5}],
                },
            ],
        }
    ]
}
_OWF = """\
# Back and core

Some words before.

::: block kind=warmup name="Get warm"
- Rowing machine
  duration: 5 min
- Leg swings
  reps: 10/side
:::

::: block kind=straight rest=2-3min
1. [Deadlift](https://example.org/deadlift)
   sets: 3-4
   reps: 5-8
   intensity: 75% of 1RM
   tempo: 3-0-1-0
   note: keep the bar close
2. Bent-over row + shrug
   reps: 8 + 12
   load: 60 kg
   rpe: 8
:::

::: block kind=circuit rounds=3
* Pull-up
  reps: max
  load: bodyweight + 5 kg
* Plank
  - duration: 30s
  - rest: none
* Ladder press
  reps: 21-15-9
:::

::: block kind=emom duration=10min
Minute 1:
- Kettlebell swing
  reps: 15
:::

::: block kind=cooldown name=Stretching
duration: 5min
:::
"""
_LOOSE_DAYS = {
    "plan_name": "Back in six weeks",
    "days": [
        {
            "day": "Monday",
            "focus": "Pull",
            "warm_up": "5 min rowing, 10 leg swings; arm circles",
            "exercises": [
                {"name": "Deadlift", "sets": 3, "reps": "5-8", "rest": "2-3 min",
                 "notes": "flat back"},
                {"name": "Pull-up", "sets": "3", "reps": "AMRAP", "rest_seconds": 90,
                 "weight": "bodyweight"},
                {"name": "Bent-over row", "sets_reps": "3x10 @ 60 kg, RPE 8", "tempo": "3-1-1-0"},
            ],
            "cool_down": [{"name": "Child's pose", "duration": "30 seconds"}, "Cat-cow 2x10"],
        },
        {"day": "Tuesday", "exercises": []},
    ],
}  # fmt: skip
_LOOSE_WEEKS = {
    "title": "Program",
    "Week 1": {
        "Day 1": {"exercises": [{"exercise": "Romanian deadlift", "sets": 4, "reps": 8,
                                 "percent_1rm": 70, "rir": 2}]},
        "Day 2": [{"exercise": "Plank", "sets": 3, "duration_seconds": 45}],
    },
    "Week 2": {"Donnerstag": {"uebungen": [{"uebung": "Kreuzheben", "saetze": 3, "wdh": "8-10",
                                            "gewicht": "80 kg", "pause": 120}]}},
}  # fmt: skip
_LOOSE_SETS = [
    {
        "name": "Session",
        "date": "2026-01-05",
        "blocks": [
            {"name": "Warm-up", "items": ["Cat-cow 2 x 10", "Jog 5 min"]},
            {
                "name": "Main",
                "exercises": [
                    {
                        "exerciseName": "Deadlift",
                        "sets": [
                            {"reps": 5, "weight_kg": 60, "type": "warmup"},
                            {"reps": "8-10", "weight_lbs": 135, "rpe": 8},
                            "3 x 5 @ 100 kg",
                        ],
                    },
                    {"name": {"title": "Face pull"}, "scheme": "3 sets x 15 reps, rest 60 s"},
                ],
            },
        ],
    }
]
_LOOSE_YAML = """\
program:
  weeks:
    - sessions:
        - name: Full body
          warmup: {description: Easy cycling, duration_minutes: 10}
          main:
            - {movement: Squat, sets: 5, reps: 5, intensity: 75% 1RM}
            - Back extension 3x12
          stretching:
            - {name: Hamstring stretch (static), hold: 30s, sets: 2}
"""

SAMPLES: dict[str, Sample] = {
    "yaml": Sample("yaml", ".yaml", _YAML),
    "json": _tree("json", _JSON),
    "hevy": Sample("hevy", ".csv", _HEVY, ","),
    "hevy, pounds": Sample("hevy", ".csv", _HEVY_POUNDS, ";"),
    "hevy, routines": _tree("hevy-routine", _HEVY_ROUTINES),
    "hevy, workout": _tree("hevy-routine", _HEVY_WORKOUT),
    "strong": Sample("strong", ".csv", _STRONG, ","),
    "strong, semicolon": Sample("strong", ".csv", _STRONG_SEMICOLON, ";"),
    "strong, German": Sample("strong", ".csv", _STRONG_GERMAN, ";"),
    "strong, units": Sample("strong", ".csv", _STRONG_UNITS, ","),
    "strong, headerless": Sample("strong", ".csv", _STRONG_HEADERLESS, ";"),
    "liftosaur": Sample("liftosaur", ".csv", _LIFTOSAUR, ","),
    "liftosaur, older": Sample("liftosaur", ".csv", _LIFTOSAUR_OLDER, ","),
    "liftoscript": Sample("liftoscript", ".liftoscript", _LIFTOSCRIPT),
    "liftoscript, Markdown": Sample("liftoscript", ".md", _LIFTOSCRIPT_MARKDOWN),
    "wpl": _tree("wpl", _WPL),
    "pwf": Sample("pwf", ".yaml", _PWF),
    "pwf, history": _tree("pwf", _PWF_HISTORY),
    "openweight": _tree("openweight", _OPENWEIGHT),
    "openweight, program": _tree("openweight", _OPENWEIGHT_PROGRAM),
    "owf": Sample("owf", ".md", _OWF),
    "loose, days": _tree("loose", _LOOSE_DAYS),
    "loose, weeks": _tree("loose", _LOOSE_WEEKS),
    "loose, sets": _tree("loose", _LOOSE_SETS),
    "loose, YAML": Sample("loose", ".yaml", _LOOSE_YAML),
}
"""Every sample by its name."""
TABLES = [name for name, sample in SAMPLES.items() if sample.delimiter]
"""Names of those that are tables."""
TEXTS = [name for name in SAMPLES if name not in TABLES]
"""Names of all others."""
TREES = [name for name in TEXTS if SAMPLES[name].suffix == ".json"]
"""Names of those that are JSON."""
WORDS: dict[str, tuple[str, ...]] = {
    "table": (
        "warmup", "dropset", "failure", "normal", "Rest Timer", "Note", "Ruhezeit", "lbs", "kg",
        "warm up", "W", "D", "F", '""', '","', "1e308", "2024-02-05", "30 Jun 2025, 19:56",
    ),
    "liftoscript": (
        "# Week 1", "## Day 1", "3x8", "3x8-12", "1x10+", "@8", "80%", "100lb", "60kg", "90s",
        "60s|90s", "...", "[1:1]", "[1-4]", "warmup:", "used: none", "progress:", "update:", "id:",
        "superset:", "{~", "~}", "```liftoscript", "```", "===", "none", "!", "?+", "auto", "\\\n",
    ),
    "owf": (
        "::: block", ":::", "kind=", "warmup", "cooldown", "circuit", "emom", "rounds=", "rest=",
        "sets:", "reps:", "load:", "intensity:", "duration:", "tempo:", "rest:", "% of 1RM", "rpe",
        "bodyweight + ", "max", "21-15-9", "/side", "1m30s", "component 1:", "Minute 1:",
    ),
    "tree": (
        "exercises", "sets", "reps", "weeks", "days", "workouts", "routines", "phases", "plan",
        "plan_version", "history_version", "warmup", "cooldown", "exercise", "name", "title",
        "date", "rest", "weight", "3x8 @ 60 kg", "null", "true", "[]", "{}", "1e308", "AMRAP",
        "backsafe", "activities", "exercise_template_id", "rep_range", "targetReps", "overrides",
        "rounds", "duration", "minutes", "seconds", "percentage_1rm", "static_stretch", "pnf",
    ),
}  # fmt: skip
"""Words of the formats, by the shape of the file."""
