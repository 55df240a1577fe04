"""Random rules over the real fact schema, and random facts for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from hypothesis import strategies as st

from backsafe.facts.fact import Absent, Fact, Facts, Need, Session
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.rules.expression import bind
from backsafe.rules.message import parse_message
from backsafe.rules.parser import Scope, parse_condition, parse_severity
from backsafe.rules.rule import Check

PARAMETERS = {"limit": 60.0, "half": 0.5, "huge": 1e300}

_LISTS = [name for name, item in COLLECTIONS.items() if not item.single]
_SCOPES = {
    kind: [name for name in _LISTS if COLLECTIONS[name].scope == kind]
    for kind in ("session", "week", "program")
}
_NUMBERS = ["0", "1", "1.0", "-0.0", "60", "59.99999999999999", "1e-07", "1e300", "5e-324", "0.1"]
_TEXTS = [
    "",
    "deadlift",
    "hinge",
    '"quoted"',
    "back\\slash",
    "{brace}",
    "ü€😀",
    "nul\x00",
    "5",
    "a'b",
]

# A few fields of each type are enough: what varies is how they are combined.
_FIELDS = {
    "set": ["reps", "load_percent", "rir", "warm_up", "loaded", "exercise", "family", "regions"],
    "stretch": ["hold_seconds", "total_seconds", "lifts_after", "pain_reported", "exercise"],
    "lift": ["work_sets", "multi_joint", "family", "regions"],
    "observation": ["bar_offset_cm", "jerk", "load_percent", "family"],
    "activity": ["minutes", "lifts_before", "exercise"],
    "athlete": ["age", "novice", "conditions", "strict_pull_ups"],
    "workout": ["lifts", "warm_up_minutes", "history_known"],
    "week": ["number", "back_days", "row", "trains_back"],
    "day": ["back_mobility_minutes", "trains_back"],
    "progression": ["increase_percent", "form_failed", "exercise", "regions"],
    "pair": ["hours_between", "both_loaded", "region"],
    "program": ["lifts", "heaviest_percent"],
}


def _fields(kind: str, variables: dict[str, str]) -> list[str]:
    return [
        f"{variable}.{name}"
        for variable, fact_type in variables.items()
        for name in _FIELDS.get(fact_type, [])
        if SCHEMA[fact_type].fields[name].kind == kind and not SCHEMA[fact_type].fields[name].values
    ]


@st.composite
def numbers(draw: st.DrawFn, variables: dict[str, str], depth: int) -> str:
    """Draws the text of a number."""
    plain = [*_NUMBERS, *PARAMETERS, *_fields("number", variables) * 3]
    if depth <= 0 or draw(st.integers(0, 3)):
        return draw(st.sampled_from(plain))
    kind = draw(st.sampled_from(["arithmetic", "negative", "quantifier"]))
    if kind == "negative":
        return f"-({draw(numbers(variables, depth - 1))})"
    if kind == "arithmetic":
        operator = draw(st.sampled_from(["+", "-", "*", "/"]))
        left, right = draw(numbers(variables, depth - 1)), draw(numbers(variables, depth - 1))
        return f"({left}) {operator} ({right})"
    quantifier = draw(st.sampled_from(["count", "sum", "min", "max"]))
    return draw(_quantifier(quantifier, variables, depth))


@st.composite
def _quantifier(draw: st.DrawFn, quantifier: str, variables: dict[str, str], depth: int) -> str:
    (kind,) = {
        item.scope
        for item in COLLECTIONS.values()
        if item.fact_type in variables.values() and not item.single
    } or {"session"}
    collection = draw(st.sampled_from(_SCOPES[kind]))
    variable = f"x{len(variables)}"
    inside = {**variables, variable: COLLECTIONS[collection].fact_type}
    if quantifier == "count":
        element = variable
    elif quantifier in ("any", "all"):
        element = draw(conditions(inside, depth - 1))
    else:
        element = draw(numbers(inside, depth - 1))
    test = f" if {draw(conditions(inside, depth - 1))}" if draw(st.booleans()) else ""
    return f"{quantifier}({element} for {variable} in {collection}{test})"


@st.composite
def conditions(draw: st.DrawFn, variables: dict[str, str], depth: int) -> str:
    """Draws the text of a condition."""
    kinds = ["compare", "compare", "compare", "text", "member", "list", "truth"]
    if depth > 0:
        kinds += ["and", "or", "not", "and", "or", "chain", "any", "all"]
    kind = draw(st.sampled_from(kinds))
    if kind in ("and", "or"):
        parts = [draw(conditions(variables, depth - 1)) for _ in range(draw(st.integers(2, 4)))]
        return "(" + f" {kind} ".join(parts) + ")"
    if kind == "not":
        return f"(not {draw(conditions(variables, depth - 1))})"
    if kind in ("any", "all"):
        return draw(_quantifier(kind, variables, depth))
    if kind in ("compare", "chain"):
        count = 3 if kind == "chain" else 2
        parts = [draw(numbers(variables, depth)) for _ in range(count)]
        text = parts[0]
        for part in parts[1:]:
            operator = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
            text = f"{text} {operator} {part}"
        return f"({text})"
    return draw(_about_texts(kind, variables))


@st.composite
def _about_texts(draw: st.DrawFn, kind: str, variables: dict[str, str]) -> str:
    truths, texts = _fields("boolean", variables), _fields("string", variables)
    lists = _fields("strings", variables)
    literal = repr(draw(st.sampled_from(_TEXTS)))
    if kind == "member" and texts:
        options = [
            repr(it) for it in draw(st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=3))
        ]
        word = draw(st.sampled_from(["in", "not in"]))
        return f"{draw(st.sampled_from(texts))} {word} [{', '.join(options)}]"
    if kind == "list" and lists:
        return f"{literal} in {draw(st.sampled_from(lists))}"
    if kind == "text" and texts:
        return f"{draw(st.sampled_from(texts))} {draw(st.sampled_from(['==', '!=']))} {literal}"
    return draw(st.sampled_from([*truths, "athlete.novice == True", "True", "False"]))


Case: TypeAlias = tuple[list[Check], list[Facts]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draws bound checks and the facts of documents that one engine is to judge in turn.

    Mostly up to twelve checks and a handful of facts; now and then up to 300 checks of one fact
    (durable-rules takes 64 at once), or up to 500 facts of a collection (it takes them in batches).
    """
    shape = draw(st.sampled_from([*["small"] * 30, "many checks", "many facts"]))
    if shape == "many checks":
        return _repeated(draw(checks()), draw(st.integers(2, 25))), [draw(sessions())]
    if shape == "many facts":
        few = draw(st.lists(_check(0, deepest=1), min_size=1, max_size=2))
        return _repeated(few, 1), [_crowded(draw(sessions()), draw(st.integers(2, 120)))]
    return draw(checks()), draw(st.lists(sessions(), min_size=2, max_size=6))


def _repeated(drawn: list[Check], times: int) -> list[Check]:
    """Returns the checks over and over, each time as those of other rules."""
    return [
        replace(check, code=f"XX{turn:03}{place:02}", name=f"{check.name}-{turn}")
        for turn in range(times)
        for place, check in enumerate(drawn)
    ]


def _crowded(facts: Facts, times: int) -> Facts:
    """Returns facts with every collection many times as large; half of the copies are altered."""
    for session in facts.judged:
        session.collections = {
            name: found
            if isinstance(found, Absent) or COLLECTIONS[name].single
            else tuple(_copy(fact, turn) for turn in range(times) for fact in found)[:500]
            for name, found in session.collections.items()
        }
    return facts


def _copy(fact: Fact, turn: int) -> Fact:
    values = dict(fact.values)
    if turn % 2:
        values = {
            name: float(turn) if type(it) in (float, int) else it for name, it in values.items()
        }
    return Fact(fact.type, values, (*fact.pointer, turn))


@st.composite
def checks(draw: st.DrawFn) -> list[Check]:
    """Draws one to twelve bound checks."""
    return [draw(_check(number)) for number in range(draw(st.integers(1, 12)))]


@st.composite
def _check(draw: st.DrawFn, number: int, deepest: int = 3) -> Check:
    collection = draw(st.sampled_from([*_LISTS, "workout", "athlete"]))
    fact_type = COLLECTIONS[collection].fact_type
    variable = collection if COLLECTIONS[collection].single else "it"
    scope = Scope.of(variable, fact_type, frozenset(PARAMETERS))
    variables = dict(scope.variables)
    depth = draw(st.integers(0, deepest))
    when = draw(st.none() | conditions(variables, depth))
    severity = "advice"
    if draw(st.booleans()):
        severity = f"error if {draw(conditions(variables, 1))} else warning"
    bound = parse_severity(severity, scope)
    return Check(
        code=f"XX{number // 2:02}",
        name=f"check-{number}",
        variable=variable,
        collection=collection,
        when=None if when is None else bind(parse_condition(when, scope), PARAMETERS),
        require=bind(parse_condition(draw(conditions(variables, depth)), scope), PARAMETERS),
        severity=type(bound)(
            tuple((bind(case, PARAMETERS), name) for case, name in bound.cases), bound.default
        ),
        message=parse_message("broken", scope),
        fix=None,
    )


_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": st.none()
    | st.sampled_from([0.0, -0.0, 1.0, 59.99999999999999, 60.0, 60.00000000000001, 1e-07, 1e300])
    | st.sampled_from([0, 1, 60, -5, 2**53 + 1])
    | st.floats(allow_nan=False, allow_infinity=False),
    "string": st.none() | st.sampled_from(_TEXTS) | st.text(max_size=4),
    "boolean": st.none() | st.booleans(),
    "strings": st.none() | st.lists(st.sampled_from(_TEXTS), max_size=3).map(tuple),
}


@st.composite
def _fact(draw: st.DrawFn, fact_type: str, *pointer: str | int) -> Fact:
    drawn = _FIELDS.get(fact_type, [])
    values: dict[str, Any] = dict.fromkeys(SCHEMA[fact_type].fields)
    for name in drawn:
        values[name] = draw(_VALUES[SCHEMA[fact_type].fields[name].kind])
    return Fact(fact_type, values, pointer)


@st.composite
def sessions(draw: st.DrawFn) -> Facts:
    """Draws the facts of one session, and those that are judged once for the document.

    Several facts may be equal, any collection may be unknown.
    """
    workout, athlete = draw(_fact("workout", "w")), draw(_fact("athlete", "a"))
    program = draw(_fact("program", "p"))
    own = {"workout": (workout,), "athlete": (athlete,), **draw(_collections(_SCOPES["session"]))}
    session = Session("", "", (), workout, athlete, program, own)
    parts = tuple(
        Session("", "", (kind,), program, athlete, program, draw(_collections(_SCOPES[kind])))
        for kind in draw(st.lists(st.sampled_from(["week", "program"]), max_size=2, unique=True))
    )
    return Facts((session,), parts=parts)


@st.composite
def _collections(draw: st.DrawFn, names: list[str]) -> dict[str, tuple[Fact, ...] | Absent]:
    collections: dict[str, tuple[Fact, ...] | Absent] = {}
    for name in names:
        if draw(st.integers(0, 9)) == 0:
            collections[name] = Absent(Need(name, name))
            continue
        number = draw(st.integers(0, 4))
        found = [draw(_fact(COLLECTIONS[name].fact_type, name, it)) for it in range(number)]
        if found and draw(st.booleans()):
            found.append(Fact(found[0].type, found[0].values, (name, number)))
        collections[name] = tuple(found)
    return collections
