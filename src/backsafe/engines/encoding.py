"""What of a fact matters to one check, as durable-rules can take it.

Numbers are doubles written without exponent; texts are sent as the number of the constant they
equal, so that no character of a document reaches the network; presence is a property of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from backsafe.engines.decision import Comparison, Leaf, Presence, Property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.facts.fact import Value

__all__ = ["Encoding", "number_text"]

_OPERATORS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}


def number_text(value: float) -> str:
    """Returns the shortest decimal text of a finite double, with a point, without exponent."""
    text = repr(value)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text if "." in text else f"{text}.0"


class Encoding:
    """Names and codes for the properties of one check.

    Args:
        number: Tells the check apart from the others of its network.
        leaves: All cases of the check.
    """

    def __init__(self, number: int, leaves: Iterable[Leaf]) -> None:
        self._check = f'"c{number}":1.0'
        self._places: dict[Property, int] = {}
        self._codes: dict[Property, dict[str, float]] = {}
        for leaf in leaves:
            for test in leaf.tests:
                self._places.setdefault(test.of, len(self._places))
                if isinstance(test, Comparison) and isinstance(test.constant, str):
                    codes = self._codes.setdefault(test.of, {})
                    codes.setdefault(test.constant, float(len(codes) + 1))
        self.properties = tuple(self._places)

    def condition(self, leaf: Leaf) -> str:
        """Returns the tests of a case as a condition of durable-rules, in JSON."""
        tests = [f"{{{self._check}}}", *(self._test(test) for test in leaf.tests)]
        return f'{{"$and":[{",".join(tests)}]}}' if len(tests) > 1 else tests[0]

    def _test(self, test: Presence | Comparison) -> str:
        place = self._places[test.of]
        if isinstance(test, Presence):
            return f'{{"h{place}":{"1.0" if test.present else "0.0"}}}'
        constant = number_text(self._number(test.of, test.constant))
        if test.operator == "==":
            return f'{{"p{place}":{constant}}}'
        return f'{{"{_OPERATORS[test.operator]}":{{"p{place}":{constant}}}}}'

    def _number(self, of: Property, value: float | str | bool) -> float:
        if isinstance(value, str):
            return self._codes[of].get(value, 0.0)
        return float(value)

    def fact(self, identity: int, values: Iterable[Value]) -> str:
        """Returns what the check has to judge, in JSON.

        Args:
            identity: Number that is unique in its batch.
            values: Value of each property, in the order of ``properties``.
        """
        parts = [f'{{"id":{identity},{self._check}']
        for place, (of, value) in enumerate(zip(self.properties, values, strict=True)):
            if value is None:
                parts.append(f'"h{place}":0.0,"p{place}":0.0')
                continue
            if isinstance(value, tuple):
                value = of.contains is not None and of.contains in value  # noqa: PLW2901
            text = number_text(self._number(of, value))
            parts.append(f'"h{place}":1.0,"p{place}":{text}')
        return ",".join(parts) + "}"
