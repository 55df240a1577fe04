"""Plans as language models and small apps write them: no format, but habits.

A session is a mapping with a list of exercises; what holds it may be a day, a week or a whole plan,
under many names in a few languages. Sets, repetitions, loads and rests may be numbers or short
texts; a warm-up and a cool-down may be texts, lists, or sessions of their own. What is not
understood is counted and told, and stays unknown.

- A plan without weeks is one week.
- Everything is planned: what the plan does not list is not done.
- A warm-up that is a text is a list of what stands between commas, semicolons and line ends.
"""

from __future__ import annotations

from backsafe.readers.loose.plan import build, recognize
from backsafe.readers.records import LOADS, THINGS, fields_of

__all__ = ["RECORDS", "build", "recognize"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date day weeks")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap duration_seconds load_lb load_percent warm_up "
        "rest_seconds tempo rir rpe",
    )
)
"""What the format can record."""
