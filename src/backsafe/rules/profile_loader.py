"""Profile files → profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from backsafe.errors import did_you_mean
from backsafe.rules.expression import SEVERITIES
from backsafe.rules.profiles import Profile, with_severity
from backsafe.rules.scope import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.model import Level
    from backsafe.rules.expression import Severity
    from backsafe.rules.located import Located
    from backsafe.rules.rule import Rule

__all__ = ["load_profile"]

_PROFILE_KEYS = (
    "name",
    "summary",
    "on",
    "off",
    "severity",
    "least_severity",
    "unknown",
    "parameters",
    "assume",
)
_LEVELS = ("novice", "intermediate", "advanced")


def load_profile(document: Located, known: Iterable[Rule]) -> Profile:
    """Turns a profile file into a profile.

    Args:
        document: The file.
        known: The rules that it may speak of.

    Raises:
        RuleError: The file is wrong; says where.
    """
    document.keys(_PROFILE_KEYS)
    rules = {rule.code: rule for rule in known}
    severity: dict[str, str] = {}
    parameters: dict[str, dict[str, float]] = {}
    for code, entry in _by_rule(document, "severity", rules):
        severity[code] = entry.expect(str)
        for check in rules[code].checks:
            try:
                with_severity(check, severity[code], rules[code].parameters)
            except ExpressionError as error:
                entry.fail_inside(error)
    for code, entry in _by_rule(document, "parameters", rules):
        for name in entry.expect(dict):
            if name not in rules[code].parameters:
                hint = did_you_mean(name, rules[code].parameters)
                entry.at(name).fail(f"{code} has no parameter {name!r}{hint}", key=True)
            parameters.setdefault(code, {})[name] = entry.at(name).number()
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
        yield code


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
        yield code, entry
