"""Which rules the words of a suppression stand for."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from backsafe.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule

__all__ = ["RuleNames", "clearance_form"]

# Each search for a near name takes its time, and a hostile file may hold any number of them.
_MOST_HINTS = 20


class RuleNames:
    """Looks rules up by code, name or beginning of codes, as wherever rules are chosen.

    Args:
        running: Code → rule, for those that run.
        book: Returns all rules; asked only for words that stand for none of those.
    """

    def __init__(self, running: Mapping[str, ActiveRule], book: Callable[[], RuleBook]) -> None:
        self._book = book
        rules = [active.rule for active in running.values()]
        self._running = _by_word(rules)
        self._others: dict[str, frozenset[str]] | None = None
        self._former = {former.casefold(): rule for rule in rules for former in rule.formerly}
        self._wrong: dict[str, str] = {}
        self.running = frozenset(running)
        self.present = {former: rule.code for rule in rules for former in rule.formerly}
        self.screening = frozenset(rule.code for rule in rules if rule.screening)
        self.always = frozenset(it.code for it in rules if it.screening and not it.opt_in)

    def without(self, codes: frozenset[str]) -> RuleNames:
        """Returns the same for a file in which some of the rules do not run."""
        if not codes & self.running:
            return self
        fewer = copy(self)
        fewer.running = self.running - codes
        return fewer

    def codes(self, word: str) -> frozenset[str]:
        """Returns the codes that a word stands for: of rules that run, or else of others.

        Raises:
            UsageError: It stands for no rule; names the nearest.
        """
        folded = word.strip().casefold()
        found = self._running.get(folded)
        if found is None and folded in self._former:
            found = frozenset({self._former[folded].code})
        if found is None:
            if self._others is None:
                rules = self._book().rules
                self._others = _by_word(rules)
                self._former |= {it.casefold(): rule for rule in rules for it in rule.formerly}
                if folded in self._former:
                    return self.codes(word)
            found = self._others.get(folded)
        if found is None:
            raise UsageError(self._unknown(folded, word))
        return found

    def renamed(self, word: str) -> str:
        """Returns what to tell of a word that :meth:`codes` has found by a former code or name."""
        folded = word.strip().casefold()
        rule = None if folded in self._running else self._former.get(folded)
        return "" if rule is None else rule.renamed(word)

    def _unknown(self, folded: str, word: str) -> str:
        if folded not in self._wrong and len(self._wrong) < _MOST_HINTS:
            known = [name for rule in self._book().rules for name in (rule.code, rule.name)]
            self._wrong[folded] = did_you_mean(word, known)
        return f"unknown rule {word[:80]!r}{self._wrong.get(folded, '')}"


def _by_word(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """Returns code, name or beginning of codes, in small letters → codes."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for length in range(1, len(rule.code)):
            found.setdefault(rule.code[:length].casefold(), set()).add(rule.code)
    for rule in rules:
        found[rule.code.casefold()] = found[rule.name] = {rule.code}
    return {word: frozenset(codes) for word, codes in found.items()}


def clearance_form(code: str) -> str:
    """Returns how a screening rule is settled instead."""
    return (
        f"{code} screens the athlete and is never set aside so; record a clearance instead: "
        f"athlete: {{clearance: [{{rule: {code}, by: WHO, date: YYYY-MM-DD, reason: WHY}}]}}"
    )
