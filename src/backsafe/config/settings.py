"""What a configuration file says, and what the command line says over it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.frozen import Record
from backsafe.globs import absolute, matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.choice import Choice
    from backsafe.rules.expression import Severity

__all__ = ["Origin", "Settings", "SuppressionEntry", "merge", "shown_path"]

Origin: TypeAlias = Literal["default", "file", "command line"]


@dataclass(frozen=True, slots=True)
class SuppressionEntry(Record):
    """One entry of a configuration: what is set aside where, and why.

    Attributes:
        path: Pattern of the files it speaks of, such as ``plans/*.json``; see
            :mod:`backsafe.globs`.
        rule: Code, name or beginning of codes (``ST``).
        reason: Why; required.
        at: JSON pointer (RFC 6901) of what it speaks of, with all below; empty for the whole file.
        source: Where it is written, such as ``backsafe.toml:12``; what is told of it points there.
    """

    path: str
    rule: str
    reason: str
    at: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are checked.

    Paths are absolute, or as the command line states them. Patterns start from ``folder``.

    Attributes:
        path: The configuration file, or ``None`` where there is none.
        profile: Name of a profile: which rules run, how severe they are, with which thresholds.
        select: Rules to keep; with none, all of the profile.
        extend_select: Rules to add to those, also such as the profile leaves out.
        ignore: Rules to leave out.
        per_file_ignores: Pattern of paths → rules to leave out there.
        severity: Rule → ``"error"``, ``"warning"`` or ``"advice"``, in place of what the profile
            says.
        parameters: Rule → threshold → number, over those of the profile; not of screening rules.
        rules: Folders of rules of your own, beside those that BackSafe ships.
        packs: Names of installed packs of rules.
        fail_on: The severity from which on a report is not ``ok`` and the exit status is 1.
        engine: ``"auto"``, ``"durable"`` or ``"compiled"``.
        athlete: File with what is known of the athlete.
        history: Log of earlier sessions.
        baseline: File of the findings that are known.
        unit: ``"kg"`` or ``"lb"``, for tables that do not say what their weights are.
        exclude: Patterns of files and folders that are passed over where a folder is checked.
        suppressions: Single findings that are not told, each with a reason.
        origins: Name of an attribute → where it comes from; what is missing is a default.
    """

    path: str | None = None
    profile: str = "standard"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    severity: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict, hash=False)
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    fail_on: Severity = "error"
    engine: str = "auto"
    athlete: str | None = None
    history: str | None = None
    baseline: str | None = None
    unit: str | None = None
    exclude: tuple[str, ...] = ()
    suppressions: tuple[SuppressionEntry, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, hash=False)

    @property
    def folder(self) -> str:
        """The folder that patterns start from."""
        return absolute("" if self.path is None else str(Path(self.path).parent))

    def means(self, pattern: str, path: str) -> bool:
        """Returns whether a pattern of these settings means a file."""
        return path != "-" and matches(pattern, absolute(path), self.folder)

    def excludes(self, path: str) -> bool:
        """Returns whether a file or folder is to be passed over where a folder is walked.

        What lies in such a folder is never come to, unless that folder is asked for by name.
        """
        place, root = absolute(path), self.folder
        return any(matches(pattern, place, root, within=False) for pattern in self.exclude)

    def choice(self) -> Choice:
        """Returns which rules run."""
        from backsafe.choice import Choice

        return Choice(rule_book=None, **self._chosen())

    def for_checker(self) -> dict[str, Any]:
        """Returns the arguments that make a :class:`backsafe.Checker` of these settings."""
        names = ("fail_on", "engine", "athlete", "history", "baseline", "unit", "suppressions")
        return {**self._chosen(), **{name: getattr(self, name) for name in names}}

    def _chosen(self) -> dict[str, Any]:
        names = ("profile", "select", "extend_select", "ignore", "per_file_ignores")
        more = ("severity", "parameters", "rules", "packs")
        return {**{name: getattr(self, name) for name in (*names, *more)}, "root": self.folder}


_NAMES = frozenset(it.name for it in fields(Settings)) - {"path", "origins"}


def merge(settings: Settings, overrides: Mapping[str, Any]) -> Settings:
    """Returns settings with what the command line says over them.

    Its values take the place of the file's. As with Ruff, a ``select`` of the command line is the
    whole choice: the file's ``extend_select`` and ``ignore`` do not apply to it. Its
    ``extend_select`` adds to the file's.

    Args:
        settings: What the file says.
        overrides: Name of an attribute → value; what is empty or ``None`` is not stated.

    Raises:
        TypeError: There is no setting of such a name.
    """
    stated = {name: value for name, value in overrides.items() if value not in (None, (), [], {})}
    unknown = sorted(stated.keys() - _NAMES)
    if unknown:
        raise TypeError(f"no such settings: {', '.join(unknown)}")
    values: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in stated.items()
    }
    origins = dict(settings.origins)
    if "select" in values:
        for name in ("extend_select", "ignore"):
            values.setdefault(name, ())
    elif "extend_select" in values:
        values["extend_select"] = (*settings.extend_select, *values["extend_select"])
    for name in values:
        origins[name] = "command line"
    return replace(settings, **values, origins=origins)


def shown_path(path: str) -> str:
    """Returns a path as people read it: from the current folder on, if it lies below that."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (OSError, ValueError):
        return path
