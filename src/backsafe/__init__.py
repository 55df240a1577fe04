"""BackSafe checks a workout before it hurts someone.

``check`` answers about one workout, program or log; ``fix`` repairs a plan; ``preflight`` says
whether a planned session can be done today; ``Checker`` makes the rules ready for many.

Names are loaded when they are first used, so that ``import backsafe`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backsafe.api import check, fix
    from backsafe.baseline import Baseline
    from backsafe.checker import Checker
    from backsafe.errors import (
        BackSafeError,
        DocumentError,
        EngineError,
        Problem,
        RuleError,
        UsageError,
    )
    from backsafe.fixes.result import FixResult
    from backsafe.model import Answers, Athlete, FormObservation, Log, Program, Workout
    from backsafe.readiness import CheckItem, Preflight, Reason, preflight
    from backsafe.report import (
        Applied,
        Location,
        Notice,
        Pass,
        Report,
        Summary,
        Suppressed,
        Suppression,
        Unknown,
        Violation,
    )
    from backsafe.source import Text
    from backsafe.suppressions import SuppressionEntry
    from backsafe.verdicts import Verdict

__all__ = [
    "Answers",
    "Applied",
    "Athlete",
    "BackSafeError",
    "Baseline",
    "CheckItem",
    "Checker",
    "DocumentError",
    "EngineError",
    "FixResult",
    "FormObservation",
    "Location",
    "Log",
    "Notice",
    "Pass",
    "Preflight",
    "Problem",
    "Program",
    "Reason",
    "Report",
    "RuleError",
    "Summary",
    "Suppressed",
    "Suppression",
    "SuppressionEntry",
    "Text",
    "Unknown",
    "UsageError",
    "Verdict",
    "Violation",
    "Workout",
    "check",
    "fix",
    "preflight",
]

_HOMES = {
    "backsafe.api": ("check", "fix"),
    "backsafe.baseline": ("Baseline",),
    "backsafe.checker": ("Checker",),
    "backsafe.errors": (
        "BackSafeError",
        "DocumentError",
        "EngineError",
        "Problem",
        "RuleError",
        "UsageError",
    ),
    "backsafe.fixes.result": ("FixResult",),
    "backsafe.model": ("Answers", "Athlete", "FormObservation", "Log", "Program", "Workout"),
    "backsafe.readiness": ("CheckItem", "Preflight", "Reason", "preflight"),
    "backsafe.report": (
        "Applied",
        "Location",
        "Notice",
        "Pass",
        "Report",
        "Summary",
        "Suppressed",
        "Suppression",
        "Unknown",
        "Violation",
    ),
    "backsafe.source": ("Text",),
    "backsafe.suppressions": ("SuppressionEntry",),
    "backsafe.verdicts": ("Verdict",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    module = _HOME_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
