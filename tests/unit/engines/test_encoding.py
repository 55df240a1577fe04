"""Facts as durable-rules can take them: numbers without exponent, texts as codes, presence told."""

from __future__ import annotations

import json
import struct

from hypothesis import example, given
from hypothesis import strategies as st

from backsafe.engines.decision import Comparison, Leaf, Presence, Property
from backsafe.engines.encoding import Encoding, number_text
from backsafe.rules.expression import FieldRef

EXERCISE = Property("set", FieldRef("set", "set", "exercise", "string"))
REPS = Property("set", FieldRef("set", "set", "reps", "number"))
REGIONS = FieldRef("set", "set", "regions", "strings")


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(5e-324)
@example(-1.7976931348623157e308)
@example(-0.0)
@example(1e16)
@example(1e22)
def test_a_number_is_written_exactly_with_a_point_and_no_exponent(value: float) -> None:
    text = number_text(value)

    assert set(text) <= set("-.0123456789")
    assert "." in text.strip("-.")
    assert struct.pack("d", float(text)) == struct.pack("d", value)


def test_a_text_is_sent_as_the_number_of_the_constant_it_equals() -> None:
    encoding = Encoding(
        0,
        [
            Leaf((Presence(EXERCISE, True), Comparison(EXERCISE, "==", text)), "pass")
            for text in "ab"
        ],
    )

    sent = [json.loads(encoding.fact(0, [text]))["p0"] for text in ("a", "b", "c", "", '"}')]

    assert sent == [1.0, 2.0, 0.0, 0.0, 0.0]


def test_a_missing_value_is_told_apart_from_zero() -> None:
    encoding = Encoding(0, [Leaf((Presence(REPS, True), Comparison(REPS, "<", 1.0)), "pass")])

    assert json.loads(encoding.fact(7, [None])) == {"id": 7, "c0": 1.0, "h0": 0.0, "p0": 0.0}
    assert json.loads(encoding.fact(7, [0.0])) == {"id": 7, "c0": 1.0, "h0": 1.0, "p0": 0.0}


def test_a_list_is_sent_as_whether_it_holds_a_text() -> None:
    holds = Property("set", REGIONS, "lats")
    encoding = Encoding(0, [Leaf((Comparison(holds, "==", True),), "pass")])

    assert json.loads(encoding.fact(0, [("chest", "lats")]))["p0"] == 1.0
    assert json.loads(encoding.fact(0, [()]))["p0"] == 0.0


def test_a_case_without_tests_still_matches_every_fact_of_its_check() -> None:
    assert Encoding(3, []).condition(Leaf((), "pass")) == '{"c3":1.0}'
