"""The condition language: what it takes, and what it refuses with its place."""

from __future__ import annotations

import pytest

from backsafe.rules import expression as tree
from backsafe.rules.parser import ExpressionError, Scope, parse_condition, parse_severity

SCOPE = Scope.of("set", "set", frozenset({"heavy_percent"}))


@pytest.mark.parametrize(
    "text",
    [
        "set.reps > 5",
        "1 <= set.reps <= 12 < 20",
        "set.family == 'deadlift'",
        "set.loaded and not set.warm_up or athlete.novice",
        "'osteoporosis' in athlete.conditions",
        "set.family in ['deadlift', 'good_morning']",
        "set.reps not in [1, 2]",
        "set.load_percent >= heavy_percent - 5 * 2 / 4",
        "-set.reps < 0",
        "any(s.reps > set.reps for s in sets if not s.warm_up)",
        "count(s for s in sets) >= 2",
        "sum(s.reps for s in work_sets) + max(s.reps for s in sets) > 30",
        "all(any(t.reps == s.reps for t in sets) for s in work_sets)",
        "set.loaded == True",
        "(set.reps\n  > 5)",
    ],
)
def test_what_it_takes(text: str) -> None:
    assert parse_condition(text, SCOPE).kind == "boolean"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("set.repps > 5", 1, "set has no field 'repps'; did you mean 'reps'?"),
        ("sett.reps > 5", 1, "no fact 'sett' is in reach; did you mean 'set'?"),
        ("set.reps > heavy_percnt", 12, "did you mean 'heavy_percent'?"),
        ("set.reps > '5'", 12, "a number cannot be compared with text"),
        ("set.family > 'a'", 14, "text knows only == and !="),
        ("set.loaded < True", 14, "a truth value knows only == and !="),
        ("set.effort_measure == 'percent'", 23, "is never 'percent'"),
        ("athlete.level == 'novise'", 18, "did you mean 'novice'?"),
        ("set.technique in ['master']", 19, "did you mean 'mastered'?"),
        ("set.reps", 1, "a condition must be true or false, this is a number"),
        ("set.reps in []", 13, "the list is empty"),
        ("set.reps in [set.rir]", 14, "numbers or texts only"),
        ("set.reps in ['5']", 14, "a number is never text"),
        ("set.reps in athlete.conditions", 1, "a list of texts holds no a number"),
        ("set.reps is 5", 1, "use =="),
        ("set.reps ** 2 > 4", 1, "only + - * /"),
        ("set.reps and True", 1, "`and` takes a truth value"),
        ("not set.reps", 5, "`not` takes a truth value"),
        ("+set.reps > 1", 1, "only `not` and a minus sign"),
        ("len(set.reps) > 1", 1, "only any, all, count, sum, min, max may be called"),
        ("any(s.reps > 1 for s in set)", 25, "no collection of facts"),
        ("any(s.reps > 1 for s in setz)", 25, "did you mean 'sets'?"),
        ("any([s.reps > 1 for s in sets])", 1, "write any(… for x in facts)"),
        ("any(set.reps > 1 for set in sets)", 4, "'set' is in use already"),
        ("count(s.reps for s in sets) > 1", 7, "count takes the variable itself"),
        ("set.exercise.upper == 'A'", 1, "nothing else has fields"),
        ("set.__class__ == 1", 1, "set has no field '__class__'"),
        ("(lambda: 1) == 1", 2, "Lambda is not part of the condition language"),
        ("(x := 1) == 1", 2, "NamedExpr is not part"),
        ("f'{set.reps}' == 'a'", 1, "JoinedStr is not part"),
        ("set.reps if True else False", 1, "IfExp is not part"),
        ("[1][0] == 1", 1, "Subscript is not part"),
        ("b'a' == b'a'", 1, "only numbers, texts, True and False"),
        ("set.reps > 1e999", 12, "too large"),
        ("set.reps >", 11, "not a condition"),
        ("", 1, "empty"),
        ("not " * 60 + "set.loaded", 165, "nested more than 40 deep"),
        ("1 < " + "9" * 5000, 1, "longer than"),
        ("set", 1, "name one of its fields"),
    ],
)
def test_what_it_refuses(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, SCOPE)

    assert message in str(caught.value)
    assert (caught.value.line, caught.value.column) == (1, column)


def test_the_place_counts_lines_and_characters() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition("set.exercise == 'üüü' and\n  set.repps > 1", SCOPE)
    assert (caught.value.line, caught.value.column) == (2, 3)

    with pytest.raises(ExpressionError) as caught:
        parse_condition("set.exercise == 'üüü' and set.repps > 1", SCOPE)
    assert (caught.value.line, caught.value.column) == (1, 27)


def test_severities() -> None:
    found = parse_severity("error if set.reps > 5 else warning if set.loaded else advice", SCOPE)

    assert [name for _, name in found.cases] == ["error", "warning"]
    assert found.default == "advice"
    for text in ("fatal", "warnin", "error if set.reps else advice", "5"):
        with pytest.raises(ExpressionError):
            parse_severity(text, SCOPE)


def test_parameters_are_bound_everywhere() -> None:
    text = "any(s.reps > heavy_percent for s in sets if s.rir < heavy_percent)"
    bound = tree.bind(parse_condition(text, SCOPE), {"heavy_percent": 80.0})

    nodes = list(tree.walk(bound))
    assert not [node for node in nodes if isinstance(node, tree.Parameter)]
    assert [node.value for node in nodes if isinstance(node, tree.Constant)] == [80.0, 80.0]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_as_anywhere(end: str) -> None:
    assert parse_condition(f"set.reps > 1{end}and set.rir > 1", SCOPE).kind == "boolean"
    with pytest.raises(ExpressionError) as caught:
        parse_condition(f"set.reps > 1{end} and set.rirr > 1", SCOPE)

    assert (caught.value.line, caught.value.column) == (2, 6)
