"""Rules in words: what each checks, why, with which thresholds, and who says so."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

from backsafe.outputs.wording import columns
from backsafe.rules.expression import SEVERITIES
from backsafe.rules.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check, Rule

__all__ = [
    "ORIGINS",
    "VERIFIED",
    "all_severities",
    "explain",
    "listing",
    "listing_json",
    "severities",
    "subject",
]

ORIGINS = {
    "article": "stands in the article",
    "external": "from an outside source",
    "project": "our own figure; no source gives it",
}
VERIFIED = {
    "read": "read in the source or its abstract",
    "secondary": "read in a copy or summary only",
    "unverified": "not verified",
}


def explain(
    rule: Rule,
    active: ActiveRule | None,
    profile: str,
    *,
    alone: ActiveRule | None = None,
    config: str = "",
) -> str:
    """Returns a page on a rule.

    Args:
        rule: The rule.
        active: The rule as it runs, or ``None`` where it does not.
        profile: Name of the profile.
        alone: The rule as it would run with the profile alone, or ``None``.
        config: The configuration, if there is one.
    """
    return "\n".join(_page(rule, active, profile, alone, config))


def _page(
    rule: Rule, active: ActiveRule | None, profile: str, alone: ActiveRule | None, config: str
) -> Iterator[str]:
    yield f"{rule.code} {rule.name}"
    if rule.formerly:
        yield f"formerly {', '.join(rule.formerly)}"
    yield from _wrapped(rule.title + ".", "")
    yield ""
    yield from _wrapped(rule.why, "")
    if rule.parameters:
        yield from ("", "thresholds")
    for name, spec in rule.parameters.items():
        unit = f" {spec.unit}" if spec.unit else ""
        origin = ORIGINS[spec.origin] + (f": {spec.source}" if spec.source else "")
        value = spec.value if active is None else active.parameters[name]
        if value != spec.value:
            of_profile = not config or (alone is not None and alone.parameters[name] == value)
            by = f"the profile {profile}" if of_profile else config
            origin = f"set by {by}; the rule's own is {exactly(spec.value)}, {origin}"
        yield from _wrapped(f"{name} = {exactly(value)}{unit} ({origin})", "  ")
    yield from ("", "checks")
    for check in active.checks if active is not None else rule.checks:
        yield from _wrapped(
            f"{_label(check)}{subject(check)}: {' or '.join(severities(check))}", "  "
        )
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
        yield from _wrapped(f"{cited} ({VERIFIED[source.verified]})", "  ")
    if rule.opt_in:
        yield ""
        yield from _wrapped("An opt-in rule: it runs where a profile or --select names it.", "")
    if active is None:
        by = config if config and alone is not None else f"The profile {profile}"
        yield ""
        yield from _wrapped(f"{by} leaves this rule out.", "")
    elif rule.screening and not rule.opt_in:
        yield ""
        cleared = "A screening rule: it cannot be ignored, only cleared with a reason."
        yield from _wrapped(cleared, "")


def _label(check: Check) -> str:
    return f"{check.name}, " if check.name else ""


def subject(check: Check) -> str:
    """Returns what a check is held against, in words."""
    if check.variable == check.collection:
        return f"on the {check.collection}"
    return f"on each {check.variable} of {check.collection.replace('_', ' ')}"


def severities(check: Check) -> list[str]:
    """Returns the severities that a failure of the check may have, worst first."""
    names = {check.severity.default, *(name for _, name in check.severity.cases)}
    return [name for name in SEVERITIES if name in names]


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        columns(),
        initial_indent=indent,
        subsequent_indent=indent + ("  " if indent else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )


def listing(rules: Sequence[ActiveRule], running: Collection[str]) -> str:
    """Returns a line per rule: code, severity, name and title.

    Args:
        rules: All rules as the profile has them.
        running: Codes of those that it runs.
    """
    lines = []
    for active in rules:
        rule = active.rule
        names = "/".join(all_severities(active)) if rule.code in running else "off"
        lines.append(f"{rule.code}  {rule.name:<34} {names:<22} {rule.title}")
    return "\n".join(lines)


def all_severities(active: ActiveRule) -> list[str]:
    """Returns the severities that a failure of the rule may have, worst first."""
    names = [name for check in active.checks for name in severities(check)]
    return [name for name in SEVERITIES if name in names]


def listing_json(rules: Sequence[ActiveRule], running: Collection[str]) -> str:
    """Returns the rules with thresholds and sources as JSON text; arguments as for `listing`."""
    found = [{**_mapping(active), "on": active.rule.code in running} for active in rules]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _mapping(active: ActiveRule) -> dict[str, Any]:
    rule = active.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "formerly": list(rule.formerly),
        "title": rule.title,
        "why": rule.why,
        "screening": rule.screening,
        "checks": [
            {"name": check.name, "for": subject(check), **check.stated} for check in active.checks
        ],
        "opt_in": rule.opt_in,
        "severities": all_severities(active),
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
