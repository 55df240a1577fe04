"""A configuration file → settings, with everything that is wrong told at once."""

from __future__ import annotations

import os
import re
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from backsafe._deprecation import warn_deprecated
from backsafe.choice import Known
from backsafe.config.settings import Settings, SuppressionEntry, shown_path
from backsafe.engines import ENGINE_NAMES
from backsafe.errors import DocumentError, RuleError, UsageError, did_you_mean
from backsafe.prebuilt import default_prebuilt
from backsafe.rules.expression import SEVERITIES
from backsafe.rules.packs import pack_folder, with_rules
from backsafe.rules.profiles import (
    activate_all,
    choose,
    find_profile,
    find_rule,
    keep_threshold,
    restated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backsafe.errors import Problem
    from backsafe.rules.expression import Severity
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.located import Located
    from backsafe.rules.profiles import Rules
    from backsafe.rules.rule import Rule

__all__ = ["read_settings"]

T = TypeVar("T")

_UNITS = ("kg", "lb")
_SUPPRESSION_KEYS = ("path", "rule", "at", "reason")
_POINTER = re.compile(r"(/([^~/]|~[01])*)*")


def read_settings(table: Located, path: str) -> Settings:
    """Returns the settings of a file.

    Args:
        table: Its keys.
        path: The file, from the root on.

    Raises:
        DocumentError: Anything in it is wrong; holds a problem for each thing that is.
    """
    reader = _Reader(table, os.path.dirname(path))  # noqa: PTH120
    values = reader.values()
    if reader.problems:
        # Those of the file by their places; then those of rules that it adds, file by file.
        own = [it for it in reader.problems if it.path == table.path]
        others = [it for it in reader.problems if it.path != table.path]
        raise DocumentError([*sorted(own, key=lambda it: (it.line or 0, it.column or 0)), *others])
    return Settings(path=path, origins=dict.fromkeys(values, "file"), **values)


class _Reader:
    """Reads the keys of a configuration.

    Attributes:
        problems: What is wrong, so far.
    """

    def __init__(self, table: Located, folder: str) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._folder = folder
        # Folders and packs of rules; ``None`` once one of them is wrong.
        self._added: tuple[tuple[str, ...], tuple[str, ...]] | None = ((), ())

    def values(self) -> dict[str, Any]:
        """Returns name of a setting → value for each key; without sense where it is wrong."""
        readers: dict[str, Callable[[Located], Any]] = {
            "profile": self._profile,
            "select": self._words,
            "extend-select": self._words,
            "ignore": self._words,
            "per-file-ignores": self._per_file,
            "severity": self._severity,
            "parameters": self._parameters,
            "rules": self._folders,
            "packs": self._packs,
            "fail-on": lambda found: found.choice(SEVERITIES),
            "engine": lambda found: found.choice(ENGINE_NAMES),
            "unit": lambda found: found.choice(_UNITS),
            "athlete": self._file,
            "history": self._file,
            "baseline": lambda found: self._path(found.expect(str)),
            "exclude": lambda found: tuple(self._pattern(it) for it, _ in self._texts(found)),
            "suppressions": self._suppressions,
        }
        # The other keys speak of the rules that these two add.
        added = ("rules", "packs")
        before = len(self.problems)
        values = {key: self._read(key, readers[key]) for key in added}
        sound = len(self.problems) == before
        self._added = (values["rules"] or (), values["packs"] or ()) if sound else None
        self._refuse_unknown(self._table, tuple(readers))
        values |= {key: self._read(key, readers[key]) for key in readers if key not in added}
        return {key.replace("-", "_"): values[key] for key in readers if key in self._table.value}

    def _read(self, key: str, read: Callable[[Located], T]) -> T | None:
        return self._tried(self._table.at(key), read) if key in self._table.value else None

    def _tried(
        self, found: Located, read: Callable[[Located], T], *, key: bool = False
    ) -> T | None:
        """Returns what a function makes of a value; ``None`` if it cannot, which is noted."""
        try:
            return read(found)
        except RuleError as error:
            self.problems += error.problems
        except UsageError as error:
            self.problems.append(found.problem(str(error), key=key))
        return None

    def _refuse_unknown(self, table: Located, known: tuple[str, ...]) -> None:
        for key in table.value:
            if key not in known:
                hint = did_you_mean(key, known) or f"; known are {', '.join(known)}"
                problem = table.at(key).problem(f"unknown key {key!r:.80}{hint}", key=True)
                self.problems.append(problem)

    def _texts(self, found: Located) -> Iterator[tuple[Located, str]]:
        """Yields the texts of a list, and notes what is none."""
        for entry in found.items():
            text = self._tried(entry, lambda it: it.expect(str))
            if text is not None:
                yield entry, text

    def _path(self, stated: str) -> str:
        return os.path.normpath(os.path.join(self._folder, stated))  # noqa: PTH118

    def _file(self, found: Located) -> str:
        path = self._path(found.expect(str))
        if not os.path.isfile(path):  # noqa: PTH113
            found.fail(f"no such file: {path!r:.200}")
        return path

    def _folders(self, found: Located) -> tuple[str, ...]:
        def folder(entry: Located) -> str:
            path = self._path(entry.value)
            if not os.path.isdir(path):  # noqa: PTH112
                entry.fail(f"no such folder of rules: {path!r:.200}")
            return path

        read = [self._tried(entry, folder) for entry, _ in self._texts(found)]
        return tuple(path for path in read if path is not None)

    def _packs(self, found: Located) -> tuple[str, ...]:
        names = []
        for entry, name in self._texts(found):
            self._tried(entry, lambda it: pack_folder(it.value))
            names.append(name)
        return tuple(names)

    @cached_property
    def _book(self) -> RuleBook | None:
        """All rules that the file may speak of; ``None`` where they cannot be read."""
        if self._added is None:
            return None
        folders, packs = self._added
        try:
            return with_rules(folders, packs)
        except RuleError as error:
            self.problems += error.problems
            return None

    def _looked_up(self, look: Callable[[Rules], T]) -> T | None:
        """Returns what a function finds among all rules; ``None`` where they cannot be read.

        Reading all rules takes a while; most words mean one of those that are ready to run.
        """
        profile = self._table.value.get("profile", "standard")
        ready = None
        if self._added == ((), ()) and isinstance(profile, str):
            ready = default_prebuilt(profile)
        if ready is not None:
            try:
                return look(Known(tuple(active.rule for active in ready.rules)))
            except UsageError:
                pass
        return None if self._book is None else look(self._book)

    def _profile(self, found: Located) -> str:
        name = found.expect(str)
        ready = self._added == ((), ()) and default_prebuilt(name) is not None
        if not ready and self._book is not None:
            find_profile(self._book, name)
        return name

    def _word(self, found: Located) -> str:
        word = found.expect(str)
        former: list[str] = []
        codes = self._looked_up(lambda rules: choose(rules, [word], former.append))
        for told in former:
            _tell(found, told)
        # A former word stands for one rule.
        return min(codes) if codes and former else word

    def _words(self, found: Located) -> tuple[str, ...]:
        read = [self._tried(entry, self._word) for entry in found.items()]
        return tuple(word for word in read if word is not None)

    def _pattern(self, found: Located, *, key: bool = False) -> str:
        """Reads a pattern of paths; as a key it is the last step of the pointer."""
        pattern = str(found.pointer[-1]) if key else found.expect(str)
        if not pattern.strip() or ".." in pattern.split("/"):
            problem = "expected a pattern of paths below the folder of the configuration"
            self.problems.append(found.problem(f"{problem}, found {pattern!r:.80}", key=key))
        return pattern

    def _per_file(self, found: Located) -> dict[str, tuple[str, ...]]:
        read = {}
        for key in found.expect(dict):
            entry = found.at(key)
            read[self._pattern(entry, key=True)] = self._tried(entry, self._words) or ()
        return read

    def _by_rule(self, found: Located) -> Iterator[tuple[Rule, Located]]:
        """Yields the rules that a table has values for."""
        seen: dict[str, str] = {}
        for key in found.expect(dict):
            entry = found.at(key)
            rule = self._tried(entry, self._rule_of, key=True)
            if rule is None:
                continue
            if rule.code in seen:
                message = f"{key} and {seen[rule.code]} are the same rule"
                self.problems.append(entry.problem(message, key=True))
            seen[rule.code] = key
            yield rule, entry

    def _rule_of(self, found: Located) -> Rule | None:
        word, tell = str(found.pointer[-1]), partial(_tell, found, key=True)
        return self._looked_up(lambda rules: find_rule(rules, word, tell))

    def _severity(self, found: Located) -> dict[str, Severity]:
        return {
            rule.code: cast("Severity", self._tried(entry, partial(self._severity_of, rule)))
            for rule, entry in self._by_rule(found)
        }

    def _severity_of(self, rule: Rule, found: Located) -> str:
        severity = found.choice(SEVERITIES)
        if self._book is not None:
            profile = self._table.value.get("profile")
            named = isinstance(profile, str) and profile in self._book.profiles
            rules = activate_all(self._book, profile if named else "standard")
            (active,) = [it for it in rules if it.rule.code == rule.code]
            restated(active, severity)
        return severity

    def _parameters(self, found: Located) -> dict[str, dict[str, float]]:
        return {
            rule.code: self._tried(entry, partial(self._values, rule)) or {}
            for rule, entry in self._by_rule(found)
        }

    def _values(self, rule: Rule, found: Located) -> dict[str, float]:
        values = {}
        for name in found.expect(dict):
            if name not in rule.parameters:
                hint = did_you_mean(name, rule.parameters)
                known = ", ".join(rule.parameters) or "none"
                message = f"{rule.code} has no parameter {name!r:.80}{hint or f'; it has {known}'}"
                self.problems.append(found.at(name).problem(message, key=True))
                continue
            value = self._tried(found.at(name), partial(_threshold, rule, name))
            values[name] = 0.0 if value is None else value
        return values

    def _suppressions(self, found: Located) -> tuple[SuppressionEntry, ...]:
        read = [self._tried(entry, self._suppression) for entry in found.items()]
        return tuple(entry for entry in read if entry is not None)

    def _suppression(self, found: Located) -> SuppressionEntry:
        found.expect(dict)
        self._refuse_unknown(found, _SUPPRESSION_KEYS)
        path = self._tried(found, lambda it: self._pattern(it.need("path")))
        rule = self._tried(found, lambda it: self._tried(it.need("rule"), self._suppressible))
        at = self._tried(found, _pointer)
        reason = self._tried(found, lambda it: it.text_at("reason"))
        line, column = found.positions.locate(found.pointer) or (1, 1)
        source = f"{shown_path(found.path)}:{line}:{column}"
        return SuppressionEntry(path or "", rule or "", reason or "", at or "", source)

    def _suppressible(self, found: Located) -> str:
        word = found.expect(str)
        rule = self._looked_up(lambda rules: find_rule(rules, word, partial(_tell, found)))
        if rule is None:
            return word
        if rule.screening and not rule.opt_in:
            found.fail(
                f"{rule.code} screens the athlete and cannot be suppressed; record a clearance "
                "with a reason (clearance: [{rule, by, date, reason}])"
            )
        return rule.code


def _tell(found: Located, message: str, *, key: bool = False) -> None:
    """Tells of a former code or name at its place."""
    warn_deprecated(str(found.problem(message, key=key)))


def _pointer(found: Located) -> str:
    stated = found.get("at")
    if stated is None or stated.value == "":
        return ""
    if not _POINTER.fullmatch(stated.expect(str)):
        stated.fail(f"expected a pointer such as /activities/3, found {stated.value!r:.80}")
    return str(stated.value)


def _threshold(rule: Rule, name: str, found: Located) -> float:
    value = found.number()
    if value - value != 0:
        found.fail(f"expected a finite number, found {value!r}")
    keep_threshold(rule, name, value)
    return value
