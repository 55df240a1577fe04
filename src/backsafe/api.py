"""The two calls that most programs need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.checker import Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from backsafe.choice import Folder
    from backsafe.fixes.result import FixResult
    from backsafe.model import Athlete
    from backsafe.report import Report
    from backsafe.source import Source

__all__ = ["check", "fix"]


def check(  # noqa: PLR0913
    source: Source,
    *,
    athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
    history: Source | None = None,
    profile: str = "standard",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    rules: Iterable[Folder] = (),
    packs: Iterable[str] = (),
    engine: str = "auto",
    unit: str | None = None,
) -> Report:
    """Checks one workout, program or log; see :class:`Checker` for arguments and errors.

    Examples:
        >>> import backsafe
        >>> stretch = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30}
        >>> lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]}
        >>> report = backsafe.check({"activities": [stretch, lift]})
        >>> report.ok
        False
        >>> [found.code for found in report.violations if found.severity == "error"]
        ['ST01', 'WU01']
    """
    checker = Checker(
        athlete=athlete,
        history=history,
        profile=profile,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        severity=severity,
        parameters=parameters,
        rules=rules,
        packs=packs,
        engine=engine,
        unit=unit,
    )
    return checker.check(source)


def fix(  # noqa: PLR0913
    source: Source,
    *,
    unsafe: bool = False,
    athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
    history: Source | None = None,
    profile: str = "standard",
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    rules: Iterable[Folder] = (),
    packs: Iterable[str] = (),
    engine: str = "auto",
    unit: str | None = None,
) -> FixResult:
    """Repairs a plan where a program can, and checks what comes out; writes no file.

    Only spans of the text change. A repair is kept if a new check finds that what it is for is gone
    and nothing as bad has come instead. A log is history and is not repaired; neither is anything
    while a sign that needs a clinician is among the findings.

    ``unsafe`` asks for repairs, too, that change what the plan asks for: lower a load, swap an
    exercise, drop a set. See :class:`Checker` for the other arguments and errors.

    Examples:
        >>> import backsafe
        >>> stretch = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 9}
        >>> result = backsafe.fix({"activities": [stretch]})
        >>> result.data["activities"][0]["hold_seconds"]
        20
        >>> [repair.code for repair in result.applied]
        ['ST03']
    """
    checker = Checker(
        athlete=athlete,
        history=history,
        profile=profile,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        severity=severity,
        parameters=parameters,
        rules=rules,
        packs=packs,
        engine=engine,
        unit=unit,
    )
    return checker.fix(source, unsafe=unsafe)
