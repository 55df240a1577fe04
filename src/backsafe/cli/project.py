"""Which settings apply to a file, and the checker they make."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.config import Settings, find_settings, load_settings, merge
from backsafe.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from backsafe.checker import Checker

__all__ = ["Project", "overrides"]


class _Extras(NamedTuple):
    """What a configuration cannot say.

    Attributes:
        last: Of a log judge only so many sessions.
        since: Of a log judge only the sessions from this day on.
        today: The day for sessions without a date.
        cross_check: Whether to run a second engine.
        suppress: Whether comments, configuration and baseline set anything aside.
    """

    last: int | None = None
    since: str | None = None
    today: str | None = None
    cross_check: bool = False
    suppress: bool = True


class Project:
    """Settings and checkers of the files that a command looks at.

    Args:
        options: What the command line says.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self._overrides = overrides(options)
        self._fixed = _fixed_settings(options)
        self._stdin = getattr(options, "stdin_filename", None)
        self._extras = _Extras(
            last=getattr(options, "last", None),
            since=getattr(options, "since", None),
            today=getattr(options, "today", None),
            cross_check=getattr(options, "cross_check", False),
            suppress=not getattr(options, "ignore_suppressions", False),
        )
        self._new_baseline = bool(getattr(options, "write_baseline", None))
        self._checkers: dict[str | None, Checker] = {}

    def __getstate__(self) -> dict[str, Any]:
        # Another process makes its own checkers: it may need only some.
        return {**self.__dict__, "_checkers": {}}

    def named(self, path: str) -> str:
        """Returns what a file is called in reports, and configured as."""
        return self._stdin if path == "-" and self._stdin else path

    def settings(self, path: str) -> Settings:
        """Returns the settings for a file or folder.

        Raises:
            DocumentError: The configuration is wrong; says where.
        """
        found = self._fixed or find_settings(self.named(path))
        return merge(found, self._overrides)

    def checker(self, path: str) -> Checker:
        """Returns what checks a file.

        Raises:
            DocumentError: The configuration, or a file it names, is wrong; says where.
            UsageError: It asks for something that does not exist.
        """
        settings = self.settings(path)
        if settings.path not in self._checkers:
            from backsafe.checker import Checker

            stated = settings.for_checker()
            if self._new_baseline and not os.path.exists(stated["baseline"] or ""):  # noqa: PTH110
                stated["baseline"] = None  # it is written by this run
            self._checkers[settings.path] = Checker(
                **stated,
                last=self._extras.last,
                since=self._extras.since,
                today=self._extras.today,
                cross_check=self._extras.cross_check,
                suppress=self._extras.suppress,
            )
        return self._checkers[settings.path]


def _fixed_settings(options: argparse.Namespace) -> Settings | None:
    if getattr(options, "isolated", False):
        return Settings()
    config = getattr(options, "config", None)
    return None if config is None else load_settings(config)


def overrides(options: argparse.Namespace) -> dict[str, Any]:
    """Returns what a command line says of settings: name of a setting → value.

    Raises:
        UsageError: A severity or parameter is not written as expected.
    """
    found: dict[str, Any] = {}
    for name in ("profile", "engine", "fail_on", "athlete", "history", "baseline", "unit"):
        found[name] = getattr(options, name, None)
    for name in ("select", "extend_select", "ignore"):
        found[name] = _words(getattr(options, name, None) or ())
    found["packs"] = tuple(getattr(options, "pack", None) or ())
    found["rules"] = tuple(getattr(options, "rules", None) or ())
    found["exclude"] = tuple(getattr(options, "exclude", None) or ())
    found["severity"] = dict(map(_severity, getattr(options, "severity", ())))
    found["parameters"] = _parameters(getattr(options, "parameter", ()))
    return {name: value for name, value in found.items() if value not in (None, (), {})}


def _words(lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for entry in lists for word in entry.replace(",", " ").split())


def _severity(stated: str) -> tuple[str, str]:
    rule, equals, severity = stated.partition("=")
    if not equals or not rule.strip() or not severity.strip():
        raise UsageError(f"--severity takes RULE=SEVERITY such as ST02=warning, not {stated!r}")
    return rule.strip(), severity.strip()


def _parameters(stated: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for entry in stated:
        place, _, number = entry.partition("=")
        rule, dot, name = place.strip().rpartition(".")
        try:
            value = float(number)
        except ValueError:
            dot = ""
            value = 0.0
        if not dot or not rule or not name:
            example = "ST03.hold_minimum_seconds=30"
            raise UsageError(f"--parameter takes RULE.NAME=NUMBER such as {example}, not {entry!r}")
        found.setdefault(rule, {})[name] = value
    return found


def processors() -> int:
    """Returns how many processors this process may use."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available is not None else os.cpu_count() or 1
