"""Facts of any document hold exactly what the schema says, and are built alike every time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st
from judging import sound, stretch

from backsafe.facts.build import build_facts
from backsafe.facts.fact import Absent, Fact, Facts
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.model import ASPECTS, Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {"number": float, "string": str, "boolean": bool, "strings": tuple}
NAMES = st.sampled_from(
    [
        "deadlift",
        "Deadlifts (Barbell)",
        "kettlebell deadlift",
        "bent-over row",
        "pull-up",
        "weighted pull-up",
        "assisted pull-up",
        "plank",
        "crunch",
        "child's pose",
        "lat stretch",
        "cat-camel",
        "zork press",
        "Zork-Press",
    ]
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


LOADS = st.one_of(
    st.just({}),
    some(load_kg=st.floats(0, 500)),
    some(load_lb=st.floats(0, 1000)),
    some(load_percent=st.floats(0, 150)),
    some(body_weight=st.just(True), added_load_kg=st.floats(0, 100)),
    some(assistance=st.sampled_from(["band", "machine", "none"])),
)
REST = some(
    reps=st.integers(0, 30),
    rir=st.floats(0, 10),
    rpe=st.floats(1, 10),
    warm_up=st.booleans(),
    rest_seconds=st.floats(0, 600),
    pause_between_reps_seconds=st.floats(0, 10),
    tempo=st.sampled_from(["2-1-1", "30X0", "X-1-10-2"]),
)
SETS = st.builds(lambda load, rest: load | rest, LOADS, REST)


def observation(aspect: Any) -> st.SearchStrategy[dict[str, Any]]:
    kind = ASPECTS[aspect]
    values = {
        "choice": st.sampled_from(kind.choices or ("",)),
        "boolean": st.booleans(),
        "number": st.floats(kind.minimum or 0, kind.maximum or 1),
    }[kind.kind]
    return st.fixed_dictionaries(
        {"aspect": st.just(aspect), "value": values}, optional={"set": st.just(1)}
    )


OBSERVATIONS = st.sampled_from(sorted(ASPECTS)).flatmap(observation)
EASY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["cardio", "mobility", "dynamic_stretch", "activation"]),
        "exercise": NAMES,
    },
    optional={"minutes": st.floats(0, 90)},
)
STRETCHES = st.fixed_dictionaries(
    {"type": st.just("static_stretch"), "exercise": NAMES},
    optional={
        "hold_seconds": st.floats(0, 300),
        "repeats": st.integers(1, 5),
        "intensity": st.sampled_from(["mild", "strong", "pain"]),
        "region": st.sampled_from(["lats", "hips"]),
        "pain": st.booleans(),
        "bouncing": st.booleans(),
        "discomfort_0_10": st.floats(0, 10),
    },
)
LIFTS = st.fixed_dictionaries(
    {
        "type": st.just("lift"),
        "exercise": NAMES,
        "sets": st.lists(SETS, min_size=1, max_size=4),
    },
    optional={"form": st.lists(OBSERVATIONS, max_size=3)},
)
WORKOUTS = st.fixed_dictionaries(
    {"activities": st.lists(EASY | STRETCHES | LIFTS | LIFTS, max_size=6)}
)
ATHLETES = some(
    level=st.sampled_from(["novice", "intermediate", "advanced"]),
    age=st.integers(5, 100),
    training_months=st.floats(0, 600),
    body_mass_kg=st.floats(30, 200),
    strict_pull_ups=st.integers(0, 40),
    conditions=st.lists(st.sampled_from(["osteoporosis", "pregnancy"]), max_size=2),
    symptoms=st.lists(st.sampled_from(["fever", "chest_pain"]), max_size=2),
    goal=st.sampled_from(["strength", "power"]),
    one_rep_max_kg=some(deadlift=st.floats(1, 500), zork_press=st.floats(1, 500)),
    technique=some(deadlift=st.just("learning"), pull_up=st.just("mastered")),
)
OF_SESSIONS = {name for name, item in COLLECTIONS.items() if item.scope == "session"}
RECORDS = st.lists(st.sampled_from(["warm_up", "warm_up_sets", "stretches"]), unique=True)


def _document(kind: str, athlete: Any, records: Any, sessions: list[dict[str, Any]]) -> Any:
    if kind == "program":
        shared = {"athlete": athlete, "weeks": [{"workouts": sessions}]}
        return Program.model_validate(shared)
    if kind == "log":
        return Log.model_validate({"athlete": athlete, "records": records, "workouts": sessions})
    return Workout.model_validate({"athlete": athlete, **(sessions or [{"activities": []}])[0]})


DOCUMENTS = st.builds(
    _document,
    st.sampled_from(["workout", "program", "log"]),
    ATHLETES,
    RECORDS,
    st.lists(WORKOUTS, max_size=3),
)


def _facts(facts: Facts) -> Iterator[Fact]:
    for session in facts.judged:
        yield from (session.workout, session.athlete, session.program)
        for found in session.collections.values():
            yield from () if isinstance(found, Absent) else found


def _mistakes(fact: Fact) -> Iterator[str]:
    fields = SCHEMA[fact.type].fields
    if set(fact.values) != set(fields):
        yield f"{fact.type} has other fields: {set(fact.values) ^ set(fields)}"
    for name, value in fact.values.items():
        label = f"{fact.type}.{name} = {value!r}"
        if value is None:
            continue
        if type(value) is not KINDS[fields[name].kind]:
            yield f"{label} is no {fields[name].kind}"
        elif isinstance(value, float) and not math.isfinite(value):
            yield f"{label} is not finite"
        elif isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
            yield f"{label} holds other things than texts"
        elif isinstance(value, str) and fields[name].values and value not in fields[name].values:
            yield f"{label} is none of {fields[name].values}"


@given(DOCUMENTS)
def test_every_fact_is_what_the_schema_says(document: Workout | Program | Log) -> None:
    facts, _ = build_facts(document)

    assert [mistake for fact in _facts(facts) for mistake in _mistakes(fact)] == []


@given(DOCUMENTS)
@example(Log.model_validate({"workouts": [{"activities": [stretch()]}]}))
def test_what_is_missing_may_be_missing(document: Workout | Program | Log) -> None:
    facts, _ = build_facts(document)

    for fact in _facts(facts):
        for name, value in fact.values.items():
            may_be = SCHEMA[fact.type].fields[name].missing
            assert value is not None or may_be, f"{fact.type}.{name}"


@given(DOCUMENTS)
def test_every_collection_is_there_with_facts_of_its_type(
    document: Workout | Program | Log,
) -> None:
    facts, _ = build_facts(document)

    for number, session in enumerate(facts.sessions):
        assert set(session.collections) == OF_SESSIONS
        for name, found in session.collections.items():
            if isinstance(found, Absent):
                assert COLLECTIONS[name].missing, name
                continue
            assert {fact.type for fact in found} <= {COLLECTIONS[name].fact_type}
        assert session.collections["workout"] == (session.workout,)
        assert session.collections["athlete"] == ((session.athlete,) if number == 0 else ())


@given(DOCUMENTS)
def test_building_twice_gives_the_same_facts(document: Workout | Program | Log) -> None:
    assert build_facts(document) == build_facts(document)


@given(DOCUMENTS)
def test_lower_bounds_lie_below_and_counts_fit(document: Workout | Program | Log) -> None:
    facts, _ = build_facts(document)

    for session in facts.sessions:
        values: dict[str, Any] = dict(session.workout.values)
        for what in ("warm_up_minutes", "dynamic_stretch_minutes"):
            if values[what] is not None:
                assert values[what] == values[f"{what}_stated"]
        work: Any = session.collections["work_sets"]
        lifts: Any = session.collections["lifts"]
        assert values["work_sets"] == len(work)
        assert values["work_sets"] == sum(fact.values["work_sets"] for fact in lifts)
        assert values["lifts"] == sum(fact.values["work_sets"] > 0 for fact in lifts)


@given(DOCUMENTS)
def test_whatever_is_missing_says_what_would_make_it_known(
    document: Workout | Program | Log,
) -> None:
    facts, _ = build_facts(document)

    for fact in _facts(facts):
        for need in fact.needs.values():
            assert need.path
            assert need.text


def test_a_session_that_states_everything_leaves_little_missing() -> None:
    facts, notices = build_facts(Workout.model_validate(sound()))

    assert notices == ()
    athlete = facts.sessions[0].athlete.values
    assert {name for name, value in athlete.items() if value is None} == {
        "training_months",
        "body_mass_kg",
        "trimester",
    }
    missing = {name for name, value in facts.sessions[0].workout.values.items() if value is None}
    assert missing == {"training_weeks"}


def test_a_collection_has_a_type_that_exists() -> None:
    for name, collection in COLLECTIONS.items():
        assert collection.name == name
        assert collection.fact_type in SCHEMA
        assert collection.single == (name in ("workout", "athlete"))
