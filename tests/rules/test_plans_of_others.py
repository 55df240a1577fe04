"""Plans and logs that other people and programs wrote: every rule runs over them to the end.

Their formats are not ours; what the rules need is taken over here as far as it is plain.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from judging import verdicts

import backsafe
from backsafe.model import Program

pytestmark = pytest.mark.realdata


def lift(name: str, sets: list[dict[str, Any]]) -> dict[str, Any]:
    plain = [{key: it for key, it in one.items() if it is not None} for one in sets]
    return {"type": "lift", "exercise": name, "sets": plain or [{}]}


def whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def openweight_sets(exercise: dict[str, Any]) -> list[dict[str, Any]]:
    sets = []
    for one in exercise.get("sets", ()):
        weight = one.get("weight", one.get("targetWeight"))
        unit = one.get("unit", "kg")
        sets.append(
            {
                "reps": whole(one.get("reps", one.get("targetReps"))),
                "load_percent": one.get("percentage"),
                "load_kg": weight if unit == "kg" else None,
                "load_lb": weight if unit == "lb" else None,
                "rest_seconds": one.get("restSeconds"),
                "rpe": one.get("rpe"),
                "warm_up": True if one.get("type") == "warmup" else None,
                "tempo": one.get("tempo"),
            }
        )
    return sets


def openweight(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))

    def session(workout: dict[str, Any], **more: Any) -> dict[str, Any]:
        entries = [
            lift(entry["exercise"]["name"], openweight_sets(entry))
            for entry in workout["exercises"]
        ]
        return {**more, "activities": entries}

    if "weeks" in data:
        weeks = [
            {"workouts": [session(it, day=it.get("day", 1)) for it in week["workouts"]]}
            for week in data["weeks"]
        ]
        return {"weeks": weeks}
    if "date" in data:
        return {"kind": "log", "date": data["date"][:10], **session(data)}
    return session(data)


def day_plan(days: list[dict[str, Any]]) -> dict[str, Any]:
    workouts = []
    for number, day in enumerate(days, 1):
        lifts = [
            lift(
                entry["name"],
                [{"reps": whole(entry.get("reps")), "rest_seconds": entry.get("rest_time")}]
                * (whole(entry.get("sets")) or 3),
            )
            for entry in day["exercises"]
        ]
        workouts.append({"day": 2 * number - 1, "activities": lifts})
    return {"weeks": [{"workouts": workouts}]}


def pwf(path: Path) -> dict[str, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    workouts = []
    for day in data.get("cycle", {}).get("days", ()):
        lifts = [
            lift(
                entry.get("name", entry.get("id", "?")),
                [
                    {
                        "reps": whole(entry.get("target_reps")),
                        "load_percent": entry.get("target_weight_percent"),
                    }
                ]
                * (whole(entry.get("target_sets")) or 1),
            )
            for entry in day.get("exercises", ())
            if entry.get("modality") == "strength"
        ]
        workouts.append({"activities": lifts})
    return {"weeks": [{"workouts": workouts}]}


def wpl(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    weeks: list[dict[str, Any]] = []
    for phase in data.get("plan", {}).get("phases", ()):
        for week in phase.get("weeks", ()):
            days = [_wpl_day(it) for it in week.get("days", ())]
            weeks.append({"workouts": days})
    return {"weeks": weeks or [{"workouts": []}]}


def _wpl_day(day: dict[str, Any]) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    for block in day.get("blocks", ()):
        for entry in block.get("activities", ()):
            plan = entry.get("prescription", {})
            name = entry.get("name") or entry.get("exercise_ref") or "?"
            if plan.get("type") != "sets_reps":
                found.append({"type": "mobility", "exercise": name})
                continue
            weight = plan.get("weight", {})
            percent = weight.get("value") if weight.get("type") == "percentage_1rm" else None
            one = {"reps": whole(plan.get("reps")), "load_percent": percent}
            found.append(lift(name, [one] * (whole(plan.get("sets")) or 1)))
    return {"activities": found, "day": day["day_of_week"] or 7 if "day_of_week" in day else 1}


def markdown(path: Path) -> dict[str, Any]:
    """A workout in Markdown: each block is a lift per entry, with the numbers that are plain."""
    found: list[dict[str, Any]] = []
    rounds = 1
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().partition(":")
        if line.startswith("- ") and len(line) < 100:
            found.append(lift(line[2:].split(" x")[0].strip() or "?", [{}] * rounds))
        elif key == "sets" and value.strip().isdigit():
            rounds = min(int(value), 20)
        elif key == "reps" and value.strip().isdigit() and found:
            found[-1]["sets"] = [{"reps": int(value)}] * rounds
    return {"activities": found}


def documents(data: Path) -> dict[str, dict[str, Any]]:
    plans = data / "plans"
    found = {
        str(path.relative_to(data)): openweight(path)
        for folder in ("programs", "workout-logs", "workout-templates")
        for path in sorted((data / "openweight" / "examples" / folder).glob("*.json"))
    }
    for path in sorted(plans.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        found[path.name] = day_plan(read.get("workout_days") or read["days"])
    for path in sorted((data / "pwf" / "examples").glob("*.yaml")):
        found[str(path.relative_to(data))] = pwf(path)
    for path in sorted((data / "wpl" / "conformance" / "valid").glob("*.json")):
        found[str(path.relative_to(data))] = wpl(path)
    for path in sorted((data / "open-workout-format" / "examples").rglob("*.md")):
        found[str(path.relative_to(data))] = markdown(path)
    return found


def test_all_of_them_run_to_the_end_and_the_engines_agree(data: Path) -> None:
    found = documents(data)

    assert len(found) > 80
    for name, document in found.items():
        assert verdicts(document), name


def test_the_command_refuses_what_is_not_in_a_format_it_reads(data: Path) -> None:
    for path in (data / "plans").glob("*.json"):
        with pytest.raises(backsafe.DocumentError):
            backsafe.check(path)


def test_a_well_known_strength_program_is_left_in_peace(data: Path) -> None:
    """5/3/1 with its supplemental work, by an intermediate lifter who masters the lifts."""
    document = openweight(data / "openweight" / "examples" / "programs" / "531-bbb.json")
    model = Program.model_validate(document)
    athlete = {"level": "intermediate", "conditions": [], "symptoms": [], "par_q_yes": []}
    report = backsafe.check(model, athlete=athlete, engine="compiled")
    codes = {it.code for it in report.violations if it.severity != "advice"}

    # It lists no warm-up at all, and begins its lifts at 65 % and more.
    assert codes <= {"WU01", "WU02", "WU04", "WU05", "PR01"}
