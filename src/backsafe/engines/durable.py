"""The durable engine: checks run on the Rete network of durable-rules, through its C module.

The adapter owns what crosses the border. Every check becomes rules of plain single-fact tests, one
per case of its decision tree, so that exactly one rule fires per check and fact; anything else
means that the network lost or doubled a fact, and is an error, never a verdict. What the network
decides is each comparison with a constant, each presence, and their combination up to the answer;
arithmetic, comparisons of two fields and quantifiers are computed before and sent as values.
"""

from __future__ import annotations

import locale
import threading
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import durable_rules_engine as rete
import orjson

from backsafe.engines.compiled import (
    compile_expressions,
    first_of_each_rule,
    quantified_collections,
    session_collections,
)
from backsafe.engines.decision import Answer, Leaf, Property, decide
from backsafe.engines.encoding import Encoding
from backsafe.errors import EngineError
from backsafe.facts.fact import Absent
from backsafe.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.facts.fact import Fact, Facts, Session
    from backsafe.rules.rule import Check

__all__ = ["DurableEngine"]

# A fact may fire at most 64 rules at once, and a check fires one; a fact may carry at most 251
# properties, two per value.
_MOST_CHECKS = 48
_MOST_PROPERTIES = 100
# The network indexes the facts of a state in 512 buckets; more would only make the lists longer.
_BATCH = 256
# Lets one action carry the matches of a whole batch.
_CAP = 65_535
# The state of a batch. It is deleted after each, so there is never more than one.
_STATE = "0"


_Payload: TypeAlias = "list[tuple[int, Answer]]"


@dataclass(slots=True)
class _Network:
    """A ruleset of durable-rules for some checks of one collection.

    Attributes:
        checks: The checks with their places among all checks.
        encoding: How facts are written for it.
        rules: Name of a rule → the checks it answers (places among ``checks``), and how. Checks
            that share a case share its rule.
        values: Computes the properties of a fact.
        handle: What the C module calls the ruleset.
    """

    checks: tuple[tuple[int, Check], ...]
    encoding: Encoding
    rules: dict[str, _Payload]
    values: Callable[..., tuple[Any, ...]]
    definition: str
    handle: int = -1
    lock: threading.Lock = field(default_factory=threading.Lock)


class DurableEngine:
    """Evaluates checks with durable-rules.

    An object may be used from many threads: each network runs one batch at a time.
    """

    name = "durable"

    def __init__(self, checks: Sequence[Check]) -> None:
        numbered: dict[str, list[tuple[int, Check]]] = {}
        for number, check in enumerate(checks):
            numbered.setdefault(check.collection, []).append((number, check))
        self._networks = {
            collection: tuple(_networks(group)) for collection, group in numbered.items()
        }
        self._quantified = quantified_collections(
            of.source
            for networks in self._networks.values()
            for network in networks
            for of in network.encoding.properties
        )
        for networks in self._networks.values():
            for network in networks:
                _create(network)
        weakref.finalize(self, _delete, self._networks)

    def evaluate(self, facts: Facts) -> list[Verdict]:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        verdicts: list[Verdict] = []
        for session in facts.judged:
            answers: dict[tuple[int, int], Verdict] = {}
            for collection, networks in self._networks.items():
                found = session.facts(collection)
                if isinstance(found, Absent):
                    checks = [pair for network in networks for pair in network.checks]
                    for number, check in first_of_each_rule(checks):
                        verdict = Verdict(check, "unknown", None, session.workout, session)
                        answers[number, 0] = verdict
                    continue
                for network in networks:
                    answers.update(self._judge(network, found, session))
            verdicts.extend(answers[place] for place in sorted(answers))
        return verdicts

    def _judge(
        self, network: _Network, found: Sequence[Fact], session: Session
    ) -> Iterator[tuple[tuple[int, int], Verdict]]:
        shared = [fact.values for fact in session.shared().values()]
        collections = session_collections(session, self._quantified)
        for start in range(0, len(found), _BATCH):
            batch = found[start : start + _BATCH]
            texts = [
                network.encoding.fact(place, network.values(fact.values, *shared, collections))
                for place, fact in enumerate(batch)
            ]
            for (check_place, fact_place), answer in _run(network, texts).items():
                number, check = network.checks[check_place]
                if answer != "not applicable":
                    verdict = _verdict(check, answer, batch[fact_place], session)
                    yield (number, start + fact_place), verdict


def _verdict(check: Check, answer: Answer, fact: Fact, session: Session) -> Verdict:
    if answer in ("pass", "unknown"):
        return Verdict(check, answer, None, fact, session)
    return Verdict(check, "fail", answer, fact, session)  # type: ignore[arg-type]


def _networks(group: Sequence[tuple[int, Check]]) -> Iterator[_Network]:
    """Yields networks that each stay within what durable-rules can take."""
    chosen: list[tuple[int, Check]] = []
    cases: list[tuple[Leaf, ...]] = []
    properties: set[Property] = set()
    for number, check in group:
        leaves = decide(check)
        wanted = {test.of for leaf in leaves for test in leaf.tests}
        if len(wanted) > _MOST_PROPERTIES:
            raise EngineError(
                f"{check.code} asks for {len(wanted)} values of a fact, more than durable-rules "
                "can take; use the compiled engine"
            )
        if chosen and (len(chosen) == _MOST_CHECKS or len(properties | wanted) > _MOST_PROPERTIES):
            yield _network(chosen, cases)
            chosen, cases, properties = [], [], set()
        chosen.append((number, check))
        cases.append(leaves)
        properties |= wanted
    yield _network(chosen, cases)


def _network(checks: Sequence[tuple[int, Check]], cases: Sequence[tuple[Leaf, ...]]) -> _Network:
    encoding = Encoding(leaf for leaves in cases for leaf in leaves)
    payloads: dict[str, _Payload] = {}
    for place, leaves in enumerate(cases):
        for leaf in leaves:
            payloads.setdefault(encoding.condition(leaf), []).append((place, leaf.answer))
    definition = ",".join(
        f'"r{number}":{{"all":[{{"m":{condition}}}],"cap":{_CAP}}}'
        for number, condition in enumerate(payloads)
    )
    return _Network(
        tuple(checks),
        encoding,
        {f"r{number}": payload for number, payload in enumerate(payloads.values())},
        compile_expressions([(of.variable, of.source) for of in encoding.properties]),
        f"{{{definition}}}",
    )


def _create(network: _Network) -> None:
    _require_decimal_point()
    try:
        network.handle = rete.create_ruleset("backsafe", network.definition)
    except Exception as error:
        raise EngineError(f"durable-rules refused a ruleset: {error}") from error


def _delete(networks: Mapping[str, Sequence[_Network]]) -> None:
    for group in networks.values():
        for network in group:
            if network.handle >= 0:
                rete.delete_ruleset(network.handle)
                network.handle = -1


def _run(network: _Network, texts: Sequence[str]) -> dict[tuple[int, int], Answer]:
    """Sends a batch through the network.

    Returns:
        (place of the check, place of the fact) → answer, for every check and every fact.

    Raises:
        EngineError: A fact was lost, refused or judged twice.
    """
    with network.lock:
        matches = _matches(network, f"[{','.join(texts)}]")
    answers: dict[tuple[int, int], Answer] = {}
    doubled = 0
    for rule, facts in matches:
        for check_place, answer in network.rules[rule]:
            for fact_place in facts:
                doubled += (check_place, fact_place) in answers
                answers[check_place, fact_place] = answer
    expected = len(network.checks) * len(texts)
    if doubled or len(answers) != expected:
        raise EngineError(
            f"durable-rules gave {len(answers)} answers and {doubled} twice where {expected} were "
            "due; use the compiled engine, and report the workout"
        )
    return answers


def _matches(network: _Network, batch: str) -> list[tuple[str, list[int]]]:
    """Asserts a batch into a fresh state and returns which rule matched which facts."""
    _require_decimal_point()
    matches: list[tuple[str, list[int]]] = []
    started = finished = False
    try:
        code, state = rete.assert_facts(network.handle, batch)
        if code != 0:
            raise EngineError(f"durable-rules did not take every fact (code {code})")
        action = rete.start_action_for_state(network.handle, state)
        started = action is not None
        text = action[1] if started else None
        while text is not None:
            for rule, found in orjson.loads(text).items():
                matches.append((rule, _identities(found)))
            text = rete.complete_and_start_action(network.handle, state)
        finished = True
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"durable-rules failed: {error}") from error
    finally:
        if started:
            # Deleting a state in which no action was started frees pointers that were never set.
            rete.delete_state(network.handle, _STATE)
        if not finished:
            _renew(network, clean=started)
    return matches


def _require_decimal_point() -> None:
    """Refuses a process in which the C library, and so durable-rules, ends 59.5 at the point."""
    point = locale.localeconv()["decimal_point"]
    if point != ".":
        raise EngineError(
            f"durable-rules cannot read numbers where the locale writes {point!r} for the decimal "
            "point; use the compiled engine, or leave LC_NUMERIC at C"
        )


def _identities(found: Any) -> list[int]:
    entries = found if isinstance(found, list) else [found]
    return [entry["m"]["id"] for entry in entries]


def _renew(network: _Network, *, clean: bool) -> None:
    """Replaces a ruleset whose run was cut short, so that nothing of it shows in the next."""
    if clean:
        rete.delete_ruleset(network.handle)
    network.handle = -1
    _create(network)
