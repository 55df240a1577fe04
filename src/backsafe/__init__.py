"""BackSafe checks a workout before it hurts someone.

``check`` answers about one workout, program or log; ``fix`` repairs a plan; ``preflight`` says
whether a planned session can be done today; ``Checker`` makes the rules ready for many.

Names are loaded when they are first used, so that ``import backsafe`` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from backsafe._deprecation import BackSafeDeprecationWarning
    from backsafe.api import check, fix
    from backsafe.baseline import Baseline, BaselineEntry
    from backsafe.checker import Checker
    from backsafe.errors import (
        BackSafeError,
        DocumentError,
        EngineError,
        Problem,
        RuleError,
        UsageError,
    )
    from backsafe.facts.fact import Need
    from backsafe.fixes.result import FixResult
    from backsafe.live import LiveSession, Update
    from backsafe.model import Answers, Athlete, FormObservation, Log, Program, Workout
    from backsafe.readiness import Answered, CheckItem, Preflight, Reason, preflight
    from backsafe.report import (
        Applied,
        FileReport,
        FixNote,
        Location,
        Notice,
        Pass,
        Report,
        SourceNote,
        Summary,
        Suppressed,
        Suppression,
        Unknown,
        Verdict,
        Violation,
    )
    from backsafe.report.log import LogSummary, RuleCount, SessionCount
    from backsafe.report.outline import SessionOutline, Step
    from backsafe.source import Text
    from backsafe.suppressions import SuppressionEntry

__all__ = [
    "Answered",
    "Answers",
    "Applied",
    "Athlete",
    "BackSafeDeprecationWarning",
    "BackSafeError",
    "Baseline",
    "BaselineEntry",
    "CheckItem",
    "Checker",
    "DocumentError",
    "EngineError",
    "FileReport",
    "FixNote",
    "FixResult",
    "FormObservation",
    "LiveSession",
    "Location",
    "Log",
    "LogSummary",
    "Need",
    "Notice",
    "Pass",
    "Preflight",
    "Problem",
    "Program",
    "Reason",
    "Report",
    "RuleCount",
    "RuleError",
    "SessionCount",
    "SessionOutline",
    "SourceNote",
    "Step",
    "Summary",
    "Suppressed",
    "Suppression",
    "SuppressionEntry",
    "Text",
    "Unknown",
    "Update",
    "UsageError",
    "Verdict",
    "Violation",
    "Workout",
    "check",
    "fix",
    "preflight",
]

_HOMES = {
    "backsafe._deprecation": ("BackSafeDeprecationWarning",),
    "backsafe.api": ("check", "fix"),
    "backsafe.baseline": ("Baseline", "BaselineEntry"),
    "backsafe.checker": ("Checker",),
    "backsafe.errors": (
        "BackSafeError",
        "DocumentError",
        "EngineError",
        "Problem",
        "RuleError",
        "UsageError",
    ),
    "backsafe.facts.fact": ("Need",),
    "backsafe.fixes.result": ("FixResult",),
    "backsafe.live": ("LiveSession", "Update"),
    "backsafe.model": ("Answers", "Athlete", "FormObservation", "Log", "Program", "Workout"),
    "backsafe.readiness": ("Answered", "CheckItem", "Preflight", "Reason", "preflight"),
    "backsafe.report": (
        "Applied",
        "FileReport",
        "FixNote",
        "Location",
        "Notice",
        "Pass",
        "Report",
        "SourceNote",
        "Summary",
        "Suppressed",
        "Suppression",
        "Unknown",
        "Verdict",
        "Violation",
    ),
    "backsafe.report.log": ("LogSummary", "RuleCount", "SessionCount"),
    "backsafe.report.outline": ("SessionOutline", "Step"),
    "backsafe.source": ("Text",),
    "backsafe.suppressions": ("SuppressionEntry",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


# Former name → the one that took its place, until the next major version.
_FORMER: dict[str, str] = {}


if not TYPE_CHECKING:
    # Type checkers would take any name for one that is there.
    def __getattr__(name: str) -> object:
        module = _HOME_OF.get(name)
        if module is None:
            return _former(name)
        from importlib import import_module

        value: object = getattr(import_module(module), name)
        globals()[name] = value
        return value

    def _former(name: str) -> object:
        if name not in _FORMER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import sys

        from backsafe._deprecation import renamed

        renamed(f"{__name__}.{name}", f"{__name__}.{_FORMER[name]}")
        return getattr(sys.modules[__name__], _FORMER[name])


def __dir__() -> list[str]:
    return list(__all__)
