"""Profile files → profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from backsafe._deprecation import warn_deprecated
from backsafe.errors import UsageError, did_you_mean
from backsafe.rules.expression import SEVERITIES
from backsafe.rules.profiles import Profile, as_stated, keep_threshold, restated, with_severity
from backsafe.rules.scope import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.model import Level
    from backsafe.rules.expression import Severity
    from backsafe.rules.located import Located
    from backsafe.rules.rule import Rule

__all__ = ["load_profiles"]

_PROFILE_KEYS = (
    "name",
    "summary",
    "extend",
    "on",
    "off",
    "severity",
    "least_severity",
    "unknown",
    "parameters",
    "assume",
)
_LEVELS = ("novice", "intermediate", "advanced")


def load_profiles(
    documents: Iterable[Located], known: Iterable[Rule], base: Mapping[str, Profile]
) -> dict[str, Profile]:
    """Turns profile files into profiles, by name.

    Args:
        documents: The files.
        known: The rules that they may speak of.
        base: Profiles that they may extend, which are returned, too.

    Raises:
        RuleError: A file is wrong; says where.
    """
    known = tuple(known)
    former = {word: rule for rule in known for word in rule.formerly}
    rules = former | {rule.code: rule for rule in known}
    files: dict[str, Located] = {}
    for document in documents:
        document.keys(_PROFILE_KEYS)
        name = document.text_at("name")
        taken = base[name].path if name in base else files[name].path if name in files else None
        if taken is not None:
            document.at("name").fail(f"{name} is taken by {taken}")
        files[name] = document
    profiles = dict(base)
    for name in files:
        _add(name, files, rules, profiles, ())
    return profiles


def _add(
    name: str,
    files: Mapping[str, Located],
    rules: Mapping[str, Rule],
    profiles: dict[str, Profile],
    below: tuple[str, ...],
) -> Profile:
    """Adds a profile to those that are ready, after the one that it extends."""
    if name in profiles:
        return profiles[name]
    document = files[name]
    profile = _profile(document, rules)
    extended = document.get("extend")
    if extended is not None:
        parent = extended.expect(str)
        way = (*below, name)
        if parent in way:
            extended.fail(f"profiles extend each other: {' → '.join((*way, parent))}")
        if parent not in files and parent not in profiles:
            hint = did_you_mean(parent, (*files, *profiles))
            extended.fail(f"unknown profile {parent!r}{hint}")
        profile = _inheriting(profile, _add(parent, files, rules, profiles, way))
    return profiles.setdefault(name, profile)


def _inheriting(own: Profile, parent: Profile) -> Profile:
    """Returns a profile with what it does not say itself from the one that it extends."""
    parameters = {
        code: {**parent.parameters.get(code, {}), **own.parameters.get(code, {})}
        for code in (*parent.parameters, *own.parameters)
    }
    return own._replace(
        on=tuple(dict.fromkeys([code for code in parent.on if code not in own.off] + [*own.on])),
        off=tuple(dict.fromkeys([code for code in parent.off if code not in own.on] + [*own.off])),
        severity={**parent.severity, **own.severity},
        least_severity=own.least_severity or parent.least_severity,
        unknown={**parent.unknown, **own.unknown},
        parameters=parameters,
        assumed_level=own.assumed_level or parent.assumed_level,
    )


def _profile(document: Located, rules: Mapping[str, Rule]) -> Profile:
    severity: dict[str, str] = {}
    parameters: dict[str, dict[str, float]] = {}
    for code, entry in _by_rule(document, "severity", rules):
        severity[code] = entry.expect(str)
        for check in rules[code].checks:
            try:
                with_severity(check, severity[code], rules[code].parameters)
            except ExpressionError as error:
                entry.fail_inside(error)
        try:
            restated(as_stated(rules[code]), severity[code])
        except UsageError as error:
            entry.fail(str(error))
    for code, entry in _by_rule(document, "parameters", rules):
        for name in entry.expect(dict):
            if name not in rules[code].parameters:
                hint = did_you_mean(name, rules[code].parameters)
                entry.at(name).fail(f"{code} has no parameter {name!r}{hint}", key=True)
            value = entry.at(name).number()
            try:
                keep_threshold(rules[code], name, value)
            except UsageError as error:
                entry.at(name).fail(str(error))
            parameters.setdefault(code, {})[name] = value
    unknown = {
        code: cast("Severity", entry.choice(SEVERITIES))
        for code, entry in _by_rule(document, "unknown", rules)
    }
    least, assume = document.get("least_severity"), document.get("assume")
    if assume is not None:
        assume.keys(("level",))
    return Profile(
        name=document.text_at("name"),
        summary=document.text_at("summary"),
        on=tuple(_codes(document, "on", rules)),
        off=tuple(_off(document, rules)),
        severity=severity,
        least_severity=None if least is None else cast("Severity", least.choice(SEVERITIES)),
        unknown=unknown,
        parameters=parameters,
        assumed_level=None if assume is None else cast("Level", assume.choice_at("level", _LEVELS)),
        path=document.path,
    )


def _codes(document: Located, key: str, rules: Mapping[str, Rule]) -> Iterator[str]:
    found = document.get(key)
    for entry in found.items() if found is not None else ():
        code = entry.expect(str)
        if code not in rules:
            entry.fail(f"unknown rule {code!r}{did_you_mean(code, rules)}")
        yield _present(entry, code, rules)


def _off(document: Located, rules: Mapping[str, Rule]) -> Iterator[str]:
    for number, code in enumerate(_codes(document, "off", rules)):
        if rules[code].screening:
            document.at("off").at(number).fail(
                f"{code} screens the athlete; a profile cannot switch it off"
            )
        yield code


def _by_rule(
    document: Located, key: str, rules: Mapping[str, Rule]
) -> Iterator[tuple[str, Located]]:
    found = document.get(key)
    for code in found.expect(dict) if found is not None else ():
        entry = cast("Located", found).at(code)
        if code not in rules:
            entry.fail(f"unknown rule {code!r}{did_you_mean(code, rules)}", key=True)
        yield _present(entry, code, rules, key=True), entry


def _present(found: Located, code: str, rules: Mapping[str, Rule], *, key: bool = False) -> str:
    """Returns the code of a rule, which the file may call by a former one."""
    rule = rules[code]
    if code != rule.code:
        warn_deprecated(str(found.problem(rule.renamed(code), key=key)))
    return rule.code
