"""How a fitness app asks BackSafe before it shows a workout."""

from __future__ import annotations

from typing import Any

import backsafe

# Rules are made ready once; the object may be shared between threads.
CHECKER = backsafe.Checker(profile="standard")


def advise(workout: dict[str, Any]) -> list[str]:
    """Returns what to tell the user about a workout, worst first."""
    try:
        report = CHECKER.check(workout)
    except backsafe.DocumentError as error:
        return [f"This workout cannot be read: {problem}" for problem in error.problems]
    told = [
        f"{violation.severity}: {violation.message} ({violation.code})"
        for violation in report.violations
    ]
    if report.unknowns:
        wanted = sorted({need.path for entry in report.unknowns for need in entry.needs})
        told.append(f"{len(report.unknowns)} checks need more: {', '.join(wanted)}")
    return told


if __name__ == "__main__":
    sets = [{"reps": 5, "load_kg": 90}]
    session = {
        "athlete": {"level": "novice", "symptoms": []},
        "activities": [
            {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30},
            {"type": "lift", "exercise": "Deadlift (Barbell)", "sets": sets},
        ],
    }
    print("\n".join(advise(session)))
