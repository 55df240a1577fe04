"""FIT files: sets with their exercises, rests and days; damaged files are refused with reasons."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest

pytest.importorskip("fitdecode", reason="fitdecode is not installed (the extra `fit`)")

from fit_files import (
    BANDED,
    BENCH_PRESS,
    CURL,
    DEADLIFT,
    EVENING,
    HOUR,
    PLANK,
    RUN,
    SQUAT,
    UNKNOWN,
    WARM_UP_MOVES,
    Message,
    active,
    activity,
    file_id,
    fit_file,
    record,
    rest,
    session,
    step,
    title,
    workout,
)
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError
from backsafe.model import Lift, Log, Set
from backsafe.readers import fit
from backsafe.readers.document import Document
from backsafe.readers.formats import binary_format

STRENGTH = (file_id(), record(), active(), rest(), active(SQUAT, 6), session(), activity())


def read(*messages: Message) -> Document:
    return fit.parse(fit_file(messages), "day.fit")


def log(document: Document) -> Log:
    assert isinstance(document.content, Log)
    return document.content


def activities(*messages: Message) -> tuple[Any, ...]:
    return log(read(*messages)).workouts[0].activities


def lift(*messages: Message) -> Lift:
    (found,) = activities(*messages)
    assert isinstance(found, Lift)
    return found


def one_set(*messages: Message) -> Set:
    (found,) = lift(*messages).sets
    return found


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        fit.parse(data, "day.fit")
    assert [problem.path for problem in caught.value.problems] == ["day.fit"]
    return str(caught.value)


def check_account(document: Document, read_in_all: int) -> None:
    account = document.account
    assert account is not None
    assert account.unit == "messages"
    assert account.read == read_in_all
    assert account.used + account.left_out + account.unread == account.read


def test_active_sets_become_sets_of_lifts_in_order() -> None:
    bench, squat, again = activities(active(), active(reps=6), active(SQUAT, 6), active())

    assert [one.exercise for one in (bench, squat, again)] == [
        "Barbell bench press", "Barbell back squat", "Barbell bench press",
    ]  # fmt: skip
    assert [one.reps for one in bench.sets] == [8, 6]
    assert bench.sets[0] == Set(reps=8, load_kg=60.0, duration_seconds=40.5)


def test_a_log_of_one_session_says_so() -> None:
    found = read(workout("Push day"), *STRENGTH)

    assert found.reader == "fit"
    assert found.path == "day.fit"
    assert log(found).kind == "log"
    assert log(found).records is None
    assert [one.title for one in log(found).workouts] == ["Push day"]


def test_a_rest_belongs_to_the_set_before_it() -> None:
    found = lift(active(), rest(90_000), active(), rest(60_000), rest(30_500), active())

    assert [one.rest_seconds for one in found.sets] == [90.0, 90.5, None]


@pytest.mark.parametrize(
    ("messages", "reason"),
    [
        ((rest(), active()), "a rest that follows no set"),
        ((active(), rest(None)), "a rest without its seconds"),
        ((active(RUN, None, reps=None, sixteenths=None), rest()), "a rest that follows no set"),
    ],
)
def test_rests_that_say_nothing_are_ignored_for_a_reason(
    messages: tuple[Message, ...], reason: str
) -> None:
    account = read(*messages).account

    assert account is not None
    assert [(one.text, one.times) for one in account.ignored] == [(reason, 1)]


def test_a_rest_after_a_set_that_was_not_read_is_not_given_to_another() -> None:
    found = lift(active(), active(reps=None, milliseconds=None), rest(), active(reps=5))

    assert [one.rest_seconds for one in found.sets] == [None, None]


def test_a_rest_of_hours_is_no_rest() -> None:
    found = read(active(), rest(7_200_001))

    assert found.account is not None
    assert [one.text for one in found.account.failed] == ["a rest of more than two hours"]


def test_a_title_of_the_file_names_the_exercise() -> None:
    assert lift(title(BENCH_PRESS, 1, "Bench Press"), active()).exercise == "Bench Press"
    assert lift(title(DEADLIFT, 999, "Rack Pull"), active(DEADLIFT, 999)).exercise == "Rack Pull"
    unheard = lift(title(DEADLIFT, 999, "My own thing"), active(DEADLIFT, 999))
    assert unheard.exercise == "My own thing"


def test_titles_may_follow_the_sets() -> None:
    found = lift(active(DEADLIFT, 999), title(DEADLIFT, 999, "Rack Pull"))

    assert found.exercise == "Rack Pull"


def test_a_title_in_another_language_gives_way_to_a_name_that_is_known() -> None:
    found = lift(title(CURL, 3, "Curl de bíceps con barra zzz"), active(CURL, 3))

    assert found.exercise == "Barbell biceps curl"


def test_a_step_of_the_workout_names_the_exercise() -> None:
    by_numbers = lift(step(4, SQUAT, 6), active(None, None, step=4))
    completed = lift(step(4, SQUAT, 6), active(SQUAT, None, step=4))
    by_text = lift(step(4, name="Front Squat"), active([UNKNOWN, None], [None, None], step=4))
    by_title = lift(title(SQUAT, 6, "Back Squat"), step(4, SQUAT, 6), active(None, None, step=4))

    assert by_numbers.exercise == completed.exercise == "Barbell back squat"
    assert by_text.exercise == "Front Squat"
    assert by_title.exercise == "Back Squat"


def test_a_set_that_was_another_exercise_than_planned_keeps_its_own() -> None:
    found = lift(step(0, DEADLIFT, 0, name="Deadlift"), active(SQUAT, 6, step=0))
    variant = lift(step(0, SQUAT, 8, name="Front Squat"), active(SQUAT, 6, step=0))

    assert found.exercise == variant.exercise == "Barbell back squat"


@pytest.mark.parametrize(
    ("category", "exercise", "name"),
    [
        (SQUAT, 6, "Barbell back squat"),
        ([SQUAT, BENCH_PRESS, None], [6, 1, None], "Barbell back squat"),
        ([UNKNOWN, SQUAT], [28, 6], "Barbell back squat"),
        ([None, SQUAT], [None, 6], "Barbell back squat"),
        (SQUAT, None, "Squat"),
        ([SQUAT, SQUAT], [None], "Squat"),
        (SQUAT, 60_000, "Squat"),
        (BANDED, 9, "Banded deadlift"),
        (UNKNOWN, 5, "unknown exercise"),
        (51, 5, "unknown exercise"),
        (None, None, "unknown exercise"),
    ],
)
def test_the_profile_names_the_exercise(category: Any, exercise: Any, name: str) -> None:
    assert lift(active(category, exercise)).exercise == name


def test_what_is_invalid_is_unknown() -> None:
    plank = one_set(active(PLANK, 43, reps=None, sixteenths=None, milliseconds=60_000))
    zero = one_set(active(PLANK, 43, reps=0, sixteenths=0, milliseconds=60_000))
    lifted = one_set(active(reps=8, sixteenths=None, milliseconds=None))

    assert (plank.reps, plank.load_kg, plank.duration_seconds) == (None, None, 60.0)
    assert zero == plank
    assert lifted == Set(reps=8)


def test_pounds_are_only_shown() -> None:
    found = one_set(active(sixteenths=1633, display=2))

    assert (found.load_kg, found.load_lb) == (102.0625, None)


def test_a_weight_on_a_body_weight_exercise_is_added_to_it() -> None:
    found = one_set(title(21, 9_999, "Pull Up"), active(21, 9_999, sixteenths=160))

    assert (found.body_weight, found.added_load_kg, found.load_kg) == (True, 10.0, None)


def test_only_a_step_can_tell_a_warm_up_set() -> None:
    found = lift(step(0, intensity=2), step(1), active(step=0), active(step=1), active())

    assert [one.warm_up for one in found.sets] == [True, None, None]


def test_cardio_and_moves_are_activities_of_their_own() -> None:
    found = activities(
        active(RUN, None, reps=None, sixteenths=None, milliseconds=300_000),
        active(2, 60_000, reps=50, sixteenths=None, milliseconds=60_000),
        active(WARM_UP_MOVES, 60_000, reps=10, sixteenths=None, milliseconds=None),
        active(),
    )

    assert [one.type for one in found] == ["cardio", "cardio", "mobility", "lift"]
    assert [one.minutes for one in found[:3]] == [5.0, 1.0, None]
    assert found[2].repeats == 10


def test_the_day_is_the_local_one_where_the_file_tells_it() -> None:
    east = read(active(), session(), activity(local=EVENING + HOUR + 2 * HOUR))
    west = read(active(), session(EVENING - 22 * HOUR), activity(local=EVENING + HOUR - 8 * HOUR))

    assert log(east).workouts[0].date == date(2026, 5, 2)
    assert log(west).workouts[0].date == date(2026, 4, 30)
    assert not east.notices


@pytest.mark.parametrize(
    "messages",
    [
        (active(), session(), activity()),
        (active(), session(None), activity(local=EVENING - 40 * HOUR)),
        (active(), file_id()),
        (active(),),
    ],
)
def test_else_the_day_is_that_of_universal_time(messages: tuple[Message, ...]) -> None:
    found = read(*messages)

    assert log(found).workouts[0].date == date(2026, 5, 1)
    assert [notice.kind for notice in found.notices] == ["date-not-local"]


def test_a_clock_that_was_never_set_tells_no_day() -> None:
    undated = Message(active().number, active().fields[1:])
    found = read(undated, session(77), activity(None), file_id(None))

    assert log(found).workouts[0].date is None
    assert [notice.kind for notice in found.notices] == ["date-not-read"]


def test_chained_files_are_sessions_of_their_own() -> None:
    later = fit_file((active(SQUAT, 6), session(EVENING + 48 * HOUR), activity()))
    found = fit.parse(later + fit_file(STRENGTH), "two.fit")

    assert [one.date for one in log(found).workouts] == [date(2026, 5, 1), date(2026, 5, 3)]
    check_account(found, 10)


def test_every_message_is_accounted_for() -> None:
    found = read(
        *STRENGTH, record(), title(SQUAT, 6, ""), active(kind=7), active(reps=5000), active(None)
    )

    check_account(found, 12)
    assert found.account is not None
    assert [(one.text, one.times) for one in found.account.ignored] == [
        ("no set of strength training", 3)
    ]
    assert [(one.text, one.times) for one in found.account.failed] == [
        ("a set that is neither active nor rest", 1),
        ("a value is out of range", 1),
    ]
    assert [notice.kind for notice in found.notices] == [
        "message-skipped", "message-skipped", "date-not-local",
    ]  # fmt: skip


def test_a_session_holds_a_thousand_sets() -> None:
    found = read(*[active()] * 1003, session())

    assert len(log(found).workouts[0].activities[0].sets) == 1000  # type: ignore[union-attr]
    assert found.account is not None
    assert found.account.unread == 3
    check_account(found, 1004)


def test_a_file_without_sets_says_what_it_may_be() -> None:
    assert "holds no set of strength training: it is of another" in refusal(fit_file((record(),)))
    assert "it is a planned workout" in refusal(fit_file((workout("Plan"), step(0, SQUAT, 6))))
    assert "the first: a value is out of range" not in refusal(fit_file(()))
    assert "holds no set that can be read; the first: " in refusal(fit_file((active(kind=3),)))


def test_files_are_known_by_their_signature() -> None:
    assert binary_format(fit_file(STRENGTH)[:16]) == "fit"
    assert binary_format(b"") is None
    assert binary_format(b"title,start_time,end_time") is None
    assert ".FIT does not stand at byte 8" in refusal(b"title,start_time")


def test_every_truncated_file_is_refused() -> None:
    whole = fit_file(STRENGTH)
    for length in range(len(whole)):
        assert "day.fit: " in refusal(whole[:length])
    assert "is cut short: it ends within what begins at byte" in refusal(whole[:-3])


def test_what_is_damaged_is_told_with_its_place() -> None:
    whole = fit_file(STRENGTH)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0x10

    assert "is damaged: " in refusal(bytes(flipped))
    assert f"the checksum at byte {len(whole) - 2}" in refusal(whole[:-1] + b"\x00")
    assert f"begins at byte {len(whole)}, where one must" in refusal(whole + b"trailing bytes")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    head = fit_file(STRENGTH)[:14]
    for tried in (data, head + data):
        with pytest.raises(DocumentError):
            fit.parse(tried, "day.fit")


@given(st.data())
def test_mutated_files_are_read_or_refused(data: st.DataObject) -> None:
    """The checksum is made right again, so that the mutation reaches the decoder and the reader."""
    messages = (*STRENGTH, title(SQUAT, 6, "Squat"), step(0, SQUAT, 6, name="Squat"))
    body = bytearray(b"".join(message.data for message in messages))
    places = st.integers(0, len(body) - 1)
    for place, value in data.draw(
        st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=6)
    ):
        body[place] = value
    try:
        found = fit.parse(fit_file((_Raw(bytes(body)),)), "day.fit")
    except DocumentError:
        return
    assert found.account is not None
    check_account(found, found.account.read)


class _Raw(Message):
    """Bytes in place of messages."""

    def __new__(cls, data: bytes) -> _Raw:
        made = super().__new__(cls, 0, ())
        made.given = data
        return made

    given: bytes

    @property
    def data(self) -> bytes:
        return self.given


@pytest.mark.parametrize("limit", ["_MOST_MESSAGES", "_MOST_VALUES"])
def test_too_much_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, limit, 100)

    assert "holds too much: at most " in refusal(fit_file([record()] * 101))
    assert "is too large: at most 64 MiB" in refusal(bytes(fit.FIT_CAP + 1))


def test_without_the_decoder_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fitdecode.profile", None)

    with pytest.raises(DocumentError, match=r"pip install 'backsafe\[fit\]'"):
        read(*STRENGTH)
    with pytest.raises(DocumentError):
        fit.parse(b"no FIT file at all", "day.fit")
