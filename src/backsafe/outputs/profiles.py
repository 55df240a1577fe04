"""Profiles in words: what each changes of the rules as their files state them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from backsafe.outputs.wording import columns
from backsafe.rules.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import Profile

__all__ = ["changes", "profiles_text"]


def changes(book: RuleBook, profile: Profile) -> Iterator[str]:
    """Yields what a profile changes, one sentence each; nothing for one that changes nothing."""
    names = {rule.code: rule.name for rule in book.rules}
    rules = {rule.code: rule for rule in book.rules}
    if profile.assumed_level is not None:
        yield f"A training level that nobody states is taken to be {profile.assumed_level}."
    for code in profile.on:
        yield f"{code} {names[code]} runs, which is off elsewhere."
    for code in profile.off:
        yield f"{code} {names[code]} does not run."
    for code, values in profile.parameters.items():
        for name, value in values.items():
            spec = rules[code].parameters[name]
            unit = f" {spec.unit}" if spec.unit else ""
            told = f"{name} is {exactly(value)}{unit} in place of {exactly(spec.value)}"
            yield f"{code} {names[code]}: {told}."
    for code, severity in profile.severity.items():
        yield f"{code} {names[code]}: the severity is {' '.join(severity.split())}."
    if profile.least_severity is not None:
        least = profile.least_severity
        yield f"Nothing is weaker than {least}: what is advice elsewhere is raised."
    for code, severity in profile.unknown.items():
        yield f"{code} {names[code]}: what cannot be decided is reported as {severity}."


def profiles_text(book: RuleBook) -> str:
    """Returns all profiles with their summaries and changes as text."""
    return "\n".join(_lines(book))


def _lines(book: RuleBook) -> Iterator[str]:
    for number, profile in enumerate(book.profiles.values()):
        if number:
            yield ""
        yield profile.name
        yield from textwrap.wrap(profile.summary, columns(), initial_indent="  ")
        for change in changes(book, profile):
            yield from textwrap.wrap(
                change, columns(), initial_indent="  - ", subsequent_indent="    "
            )
