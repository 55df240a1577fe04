"""A ruleset of durable-rules: what crosses the border to its C module, and what must come back."""

from __future__ import annotations

import locale
import re
import threading
import weakref
from typing import TYPE_CHECKING

import durable_rules_engine as rete

from backsafe.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Ruleset"]

# Asserting a fact takes the longer the more there are in the state.
_BATCH = 128
# Lets one action carry the matches of a whole batch.
_CAP = 65_535
# The state of a batch. It is deleted after each, so there is never more than one.
_STATE = "0"
# A match is echoed as the name of its rule and its facts, in which everything else is a number.
_ECHO = re.compile(r'"r([0-9]+)":|"id":([0-9]+)')


class Ruleset:
    """Rules of which exactly one must match each fact.

    It may be used from many threads: it runs one batch at a time.

    Args:
        conditions: The condition of each rule, in the JSON of durable-rules.

    Raises:
        EngineError: durable-rules refuses them.
    """

    def __init__(self, conditions: Sequence[str]) -> None:
        rules = (
            f'"r{number}":{{"all":[{{"m":{condition}}}],"cap":{_CAP}}}'
            for number, condition in enumerate(conditions)
        )
        self._definition = f"{{{','.join(rules)}}}"
        self._lock = threading.Lock()
        self._create()

    def _create(self) -> None:
        _require_decimal_point()
        try:
            self._handle = rete.create_ruleset("backsafe", self._definition)
        except Exception as error:
            raise EngineError(f"durable-rules refused a ruleset: {error}") from error
        self._finalizer = weakref.finalize(self, rete.delete_ruleset, self._handle)

    def match(self, facts: Sequence[str]) -> list[int]:
        """Returns the number of the rule that matches each fact.

        Args:
            facts: Facts in JSON, each with its own place as ``id`` and numbers for the rest.

        Raises:
            EngineError: A fact was lost, refused or matched twice.
        """
        matched = [-1] * len(facts)
        count = 0
        _require_decimal_point()
        for start in range(0, len(facts), _BATCH):
            with self._lock:
                for rule, place in self._run(f"[{','.join(facts[start : start + _BATCH])}]"):
                    matched[place] = rule
                    count += 1
        if count != len(facts) or -1 in matched:
            raise EngineError(
                f"durable-rules gave {count} answers where {len(facts)} were due, and none for "
                f"{matched.count(-1)}; use the compiled engine, and report the workout"
            )
        return matched

    def _run(self, batch: str) -> list[tuple[int, int]]:
        """Asserts a batch into a fresh state and returns which rule matched which fact."""
        matches: list[tuple[int, int]] = []
        started = finished = False
        try:
            code, state = rete.assert_facts(self._handle, batch)
            if code != 0:
                raise EngineError(f"durable-rules did not take every fact (code {code})")
            action = rete.start_action_for_state(self._handle, state)
            started = action is not None
            text = action[1] if started else None
            while text is not None:
                matches.extend(_echoed(text))
                text = rete.complete_and_start_action(self._handle, state)
            finished = True
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(f"durable-rules failed: {error}") from error
        finally:
            if started:
                # Deleting a state in which no action was started frees pointers never set.
                rete.delete_state(self._handle, _STATE)
            if not finished:
                self._renew(clean=started)
        return matches

    def _renew(self, *, clean: bool) -> None:
        """Replaces a ruleset whose run was cut short, so that nothing of it shows in the next."""
        self._finalizer.detach()
        if clean:
            rete.delete_ruleset(self._handle)
        self._create()


def _echoed(text: str) -> Iterator[tuple[int, int]]:
    """Yields the number of the rule and the place of the fact of each match."""
    rule = -1
    for number, place in _ECHO.findall(text):
        if number:
            rule = int(number)
        else:
            yield rule, int(place)


def _require_decimal_point() -> None:
    """Refuses a process in which the C library, and so durable-rules, ends 59.5 at the point."""
    point = locale.localeconv()["decimal_point"]
    if point != ".":
        raise EngineError(
            f"durable-rules cannot read numbers where the locale writes {point!r} for the decimal "
            "point; use the compiled engine, or leave LC_NUMERIC at C"
        )
