"""Rules in words: what each checks, why, with which thresholds, and who says so."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check, Rule

__all__ = ["explain", "listing", "listing_json"]

_WIDTH = 100
_ORIGINS = {
    "article": "stands in the article",
    "external": "from an outside source",
    "project": "our own figure; no source gives it",
}
_VERIFIED = {
    "read": "read in the source or its abstract",
    "secondary": "read in a copy or summary only",
    "unverified": "not verified",
}


def explain(rule: Rule, active: ActiveRule | None, profile: str) -> str:
    """Returns a page on a rule.

    Args:
        rule: The rule.
        active: The rule as the profile uses it, or ``None`` where the profile leaves it out.
        profile: Name of the profile.
    """
    return "\n".join(_page(rule, active, profile))


def _page(rule: Rule, active: ActiveRule | None, profile: str) -> Iterator[str]:
    yield f"{rule.code} {rule.name}"
    yield from _wrapped(rule.title + ".", "")
    yield ""
    yield from _wrapped(rule.why, "")
    if rule.parameters:
        yield from ("", "thresholds")
    for name, spec in rule.parameters.items():
        unit = f" {spec.unit}" if spec.unit else ""
        origin = _ORIGINS[spec.origin] + (f": {spec.source}" if spec.source else "")
        value = spec.value if active is None else active.parameters[name]
        if value != spec.value:
            origin = f"set by the profile {profile}; the rule's own is {spec.value:g}, {origin}"
        yield from _wrapped(f"{name} = {value:g}{unit} ({origin})", "  ")
    yield from ("", "checks")
    for check in active.checks if active is not None else rule.checks:
        yield from _wrapped(f"{_label(check)}{_subject(check)}: {_severities(check)}", "  ")
        for key, text in check.stated.items():
            yield from _wrapped(f"{key}: {text}", "    ")
        if check.fix is not None:
            values: dict[str, object] = {name: it.value for name, it in rule.parameters.items()}
            values |= active.parameters if active is not None else {}
            shown = {key: values.get(key, f"<{key}>") for key in check.fix.summary.keys}
            yield from _wrapped(f"do: {check.fix.summary.render(shown)}", "    ")
    yield from ("", "sources")
    for citation in rule.citations:
        source = citation.source
        parts = [source.title, citation.section, str(source.year or ""), source.url or ""]
        cited = ", ".join(part for part in parts if part)
        yield from _wrapped(f"{cited} ({_VERIFIED[source.verified]})", "  ")
    if active is None:
        yield from ("", f"The profile {profile} leaves this rule out.")
    elif rule.screening:
        yield from ("", "A screening rule: it cannot be ignored, only cleared with a reason.")


def _label(check: Check) -> str:
    return f"{check.name}, " if check.name else ""


def _subject(check: Check) -> str:
    if check.variable == check.collection:
        return f"on the {check.collection}"
    return f"on each {check.variable} of {check.collection.replace('_', ' ')}"


def _severities(check: Check) -> str:
    names = [name for _, name in check.severity.cases]
    return " or ".join(dict.fromkeys([*names, check.severity.default]))


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + ("  " if indent else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )


def listing(rules: Sequence[ActiveRule]) -> str:
    """Returns a line per rule: code, severity, name and title."""
    lines = []
    for active in rules:
        names = dict.fromkeys(
            name for check in active.checks for name in _severities(check).split(" or ")
        )
        lines.append(
            f"{active.rule.code}  {active.rule.name:<34} {'/'.join(names):<22} {active.rule.title}"
        )
    return "\n".join(lines)


def listing_json(rules: Sequence[ActiveRule]) -> str:
    """Returns the rules with thresholds and sources as JSON text."""
    return json.dumps([_mapping(active) for active in rules], indent=2, ensure_ascii=False)


def _mapping(active: ActiveRule) -> dict[str, Any]:
    rule = active.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "why": rule.why,
        "screening": rule.screening,
        "checks": [
            {"name": check.name, "for": _subject(check), **check.stated} for check in active.checks
        ],
        "severities": list(
            dict.fromkeys(
                name for check in active.checks for name in _severities(check).split(" or ")
            )
        ),
        "parameters": {
            name: {
                "value": active.parameters[name],
                "default": spec.value,
                "unit": spec.unit,
                "origin": spec.origin,
                "source": spec.source,
            }
            for name, spec in rule.parameters.items()
        },
        "sources": [
            {
                "id": citation.source.id,
                "title": citation.source.title,
                "section": citation.section or None,
                "year": citation.source.year,
                "url": citation.source.url,
                "origin": citation.source.kind,
                "verified": citation.source.verified,
            }
            for citation in rule.citations
        ],
    }
