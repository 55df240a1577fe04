"""The rules of weeks, progressions and pairs of sessions: both sides, missing data, mutations."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from judging import judge, lift, missing, outcome, stretch, verdicts, workout

KNOWN = {"level": "intermediate", "conditions": [], "symptoms": []}
WARM_UP = [
    {"type": "cardio", "exercise": "rowing machine", "minutes": 6},
    {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
    {"type": "activation", "exercise": "dead bug"},
]


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 8, "load_percent": percent, **more}


def day(number: int | None, *activities: dict[str, Any]) -> dict[str, Any]:
    return workout(*activities) if number is None else workout(*activities, day=number)


def program(*weeks: list[dict[str, Any]], **athlete: Any) -> dict[str, Any]:
    return {"athlete": {**KNOWN, **athlete}, "weeks": [{"workouts": list(it)} for it in weeks]}


def log(*sessions: tuple[str | None, dict[str, Any]], **more: Any) -> dict[str, Any]:
    workouts = [
        workout(*it["activities"], **({"date": date} if date else {})) for date, it in sessions
    ]
    return {"workouts": workouts, "athlete": KNOWN, **more}


def sound_program() -> dict[str, Any]:
    """Two sound weeks, of which PR01 alone has advice: no separate mobility is planned."""
    close = stretch(exercise="lat stretch", hold_seconds=30, repeats=2, intensity="mild")
    monday = day(
        1,
        *WARM_UP,
        lift("romanian deadlift", at(45, warm_up=True), at(65)),
        lift("lat pulldown", at(50), at(70)),
        close,
    )
    thursday = day(
        4,
        *WARM_UP,
        lift("machine row", at(50), at(70)),
        lift("push-up", {"reps": 10}),
        close,
    )
    names = ("romanian deadlift", "lat pulldown", "machine row")
    weeks = [[copy.deepcopy(it) for it in (monday, thursday)] for _ in range(2)]
    return program(*weeks, technique=dict.fromkeys(names, "mastered"))


def broken(document: dict[str, Any]) -> set[str]:
    """Returns the codes of the rules that a program breaks, beside PR01's advice."""
    failed = {it.check.code for it in verdicts(document) if it.outcome == "fail"}
    return failed - {"PR01"}


def test_the_sound_program_is_sound() -> None:
    failed = {it.check.code: it.severity for it in verdicts(sound_program()) if it.severity}

    assert failed == {"PR01": "advice"}


class TestLoadJump:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (80, 88, "pass"),
            (80, 88.1, "warning"),
            (20, 22.5, "pass"),
            (20, 22.55, "warning"),
            (80, 60, "pass"),
            (80, 80, "pass"),
        ],
    )
    def test_kilograms(self, before: float, after: float, expected: str) -> None:
        sets = [lift("deadlift", {"reps": 5, "load_kg": kg}) for kg in (before, after)]
        document = program([day(1, sets[0])], [day(1, sets[1])])

        assert outcome(document, "LD03", "jump") == expected

    @pytest.mark.parametrize(("after", "expected"), [(66, "pass"), (66.1, "warning")])
    def test_percentages_have_no_plates(self, after: float, expected: str) -> None:
        document = program(
            [day(1, lift("deadlift", at(60)))], [day(1, lift("deadlift", at(after)))]
        )

        assert outcome(document, "LD03", "jump") == expected

    def test_fewer_repetitions_account_for_a_heavier_load(self) -> None:
        def weeks(first: int, then: int, percent: float = 75) -> dict[str, Any]:
            return program(
                [day(1, lift("deadlift", {"reps": first, "load_percent": 65}))],
                [day(1, lift("deadlift", {"reps": then, "load_percent": percent}))],
            )

        assert outcome(weeks(5, 5), "LD03", "jump") == "warning"
        assert outcome(weeks(10, 5), "LD03", "jump") == "pass"
        assert outcome(weeks(15, 5), "LD03", "jump") == "pass"  # at least as much as ten
        assert outcome(weeks(15, 5, 85), "LD03", "jump") == "unknown"

    def test_a_light_week_is_no_fall(self) -> None:
        weeks = [[day(1, lift("deadlift", at(percent)))] for percent in (75, 50, 75)]

        assert outcome(program(*weeks), "LD03", "jump") == "pass"

    def test_after_four_weeks_the_last_session_counts(self) -> None:
        weeks = [[day(1, lift("deadlift", at(75)))], [day(1, lift("deadlift", at(50)))]]
        document = program(*weeks, [], [], [], [], [day(1, lift("deadlift", at(75)))])

        assert outcome(document, "LD03", "jump") == "warning"

    @pytest.mark.parametrize(
        ("done", "kg", "expected"),
        [
            ((6, 6), 105, "pass"),
            ((5, 6), 105, "advice"),
            ((6, 5), 105, "advice"),
            ((5, 5), 102.5, "pass"),
            ((5, 5), 102, "none"),
            ((5, 5), 112, "none"),
        ],
    )
    def test_earned(self, done: tuple[int, int], kg: float, expected: str) -> None:
        one = {"target_reps": 5, "load_kg": 100}
        sessions = [workout(lift("deadlift", {"reps": reps, **one})) for reps in done]
        last = workout(lift("deadlift", {"reps": 8, "load_kg": kg}))
        dates = ("2026-03-02", "2026-03-09", "2026-03-16")
        found = log(*zip(dates, [*sessions, last], strict=True))

        own = [it for it in judge(found, "LD03") if it.check == "not-earned"]
        assert (own[-1].severity or own[-1].outcome if own else "none") == expected

    @pytest.mark.parametrize(
        ("after", "expected"), [(204, "none"), (204.1, "advice"), (220, "advice"), (221, "none")]
    )
    def test_where_steps_have_to_be_earned(self, after: float, expected: str) -> None:
        one = {"reps": 5, "target_reps": 5, "load_kg": 200}
        loads = [one, one, {**one, "load_kg": after}]
        document = log(
            *[
                (f"2026-03-{9 + it:02}", workout(lift("deadlift", one)))
                for it, one in enumerate(loads)
            ]
        )
        own = [it for it in judge(document, "LD03") if it.check == "not-earned"]

        assert (own[-1].severity if own else "none") == expected

    def test_missing(self) -> None:
        bare = program([day(1, lift("deadlift", at(60)))], [day(1, lift("deadlift"))])
        assert missing(bare, "LD03", "jump") == {
            "progression.increase_percent",
            "progression.measure",
            "progression.increase_kg",
        }
        planned = program([day(1, lift("deadlift", at(60)))], [day(1, lift("deadlift", at(63)))])
        assert "progression.reps_over_target" in missing(planned, "LD03", "not-earned")

    def test_not_applicable(self) -> None:
        once = program([day(1, lift("deadlift", at(60)))])
        other = program([day(1, lift("deadlift", at(60)), lift("squat", at(90)))])
        body = program([day(1, lift("pull-up"))], [day(1, lift("pull-up"))])
        for document in (once, other, body):
            assert judge(document, "LD03") == []

    def test_mutation(self) -> None:
        document = sound_program()
        document["weeks"][1]["workouts"][0]["activities"][4]["sets"][1]["load_percent"] = 79

        assert broken(document) == {"LD03"}


class TestLoadUpRestDown:
    @staticmethod
    def document(load: float, rest: float | None) -> dict[str, Any]:
        def week(percent: float, seconds: float | None) -> list[dict[str, Any]]:
            first = at(percent) if seconds is None else at(percent, rest_seconds=seconds)
            return [day(1, lift("deadlift", first, at(percent)))]

        return program(week(60, 150), week(load, rest))

    @pytest.mark.parametrize(
        ("load", "rest", "expected"),
        [(63, 60, "pass"), (63.05, 120, "pass"), (63.05, 119.5, "advice"), (60, 60, "pass")],
    )
    def test_both_thresholds(self, load: float, rest: float, expected: str) -> None:
        assert outcome(self.document(load, rest), "LD04") == expected

    def test_missing(self) -> None:
        assert missing(self.document(66, None), "LD04") == {"progression.rest_cut_percent"}
        assert outcome(self.document(60, None), "LD04") == "pass"

    def test_mutation(self) -> None:
        document = sound_program()
        for week, load, rest in ((0, 70, 180), (1, 75, 90)):
            sets = document["weeks"][week]["workouts"][1]["activities"][3]["sets"]
            sets[0]["rest_seconds"] = 180
            sets[1] |= {"load_percent": load, "rest_seconds": rest}
            sets.append(at(load))

        assert broken(document) == {"LD04"}


class TestBeyondTheLevel:
    @pytest.mark.parametrize(("days", "expected"), [(3, "pass"), (4, "warning")])
    def test_days(self, days: int, expected: str) -> None:
        week = [day(number + 1, lift("deadlift")) for number in range(days)]

        assert outcome(program(week, level="novice"), "LD08", "frequency") == expected
        assert outcome(program(week), "LD08", "frequency") == "none"

    def test_two_sessions_of_a_day_are_one_day(self) -> None:
        week = [day(number, lift("deadlift")) for number in (1, 1, 3, 5)]

        assert outcome(program(week, level="novice"), "LD08", "frequency") == "pass"

    @pytest.mark.parametrize(("sets", "expected"), [(3, "pass"), (4, "advice")])
    def test_sets(self, sets: int, expected: str) -> None:
        document = workout(lift("deadlift", *[{"reps": 5}] * sets), athlete={"level": "novice"})

        assert outcome(document, "LD08", "sets") == expected

    def test_sets_of_one_exercise_add_up(self) -> None:
        twice = [lift("deadlift", {"reps": 5}, {"reps": 5})] * 2
        found = judge(workout(*twice, athlete={"level": "novice"}), "LD08")

        assert [it.severity for it in found if it.check == "sets"] == [None, "advice"]

    @pytest.mark.parametrize(
        ("level", "expected"),
        [("novice", "warning"), ("intermediate", "pass"), ("advanced", "pass")],
    )
    def test_exercise(self, level: str, expected: str) -> None:
        document = workout(lift("good morning"), athlete={"level": level})

        assert outcome(document, "LD08", "exercise") == expected

    def test_warm_up_sets_alone_do_not_apply(self) -> None:
        ramp = lift("good morning", *[{"reps": 5, "warm_up": True}] * 4)

        assert judge(workout(ramp, athlete={"level": "novice"}), "LD08") == []

    def test_missing(self) -> None:
        document = workout(lift("good morning"))
        assert missing(document, "LD08", "exercise") == {"lift.above_level"}
        assert missing(workout(lift("deadlift", *[{"reps": 5}] * 4)), "LD08", "sets") == {
            "athlete.novice"
        }

    def test_mutation(self) -> None:
        document = sound_program()
        document["athlete"]["level"] = "novice"
        document["weeks"][0]["workouts"] += [
            day(
                it,
                *WARM_UP,
                lift("push-up"),
                stretch(exercise="doorway chest stretch", hold_seconds=60, intensity="mild"),
            )
            for it in (2, 6)
        ]

        assert broken(document) == {"LD08"}


class TestLoadKeptAfterFormFailed:
    @staticmethod
    def document(after: float, value: Any = True, aspect: str = "jerk") -> dict[str, Any]:
        form = [{"aspect": aspect, "value": value}]
        return program(
            [day(1, lift("deadlift", at(60), at(70), form=form))],
            [day(1, lift("deadlift", at(after)))],
        )

    @pytest.mark.parametrize(
        ("after", "expected"),
        [(63, "pass"), (63.1, "advice"), (69.9, "advice"), (70, "warning"), (75, "warning")],
    )
    def test_thresholds(self, after: float, expected: str) -> None:
        assert outcome(self.document(after), "LD09") == expected

    def test_the_set_that_was_watched_counts(self) -> None:
        document = self.document(60)
        document["weeks"][0]["workouts"][0]["activities"][0]["form"][0]["set"] = 1

        assert outcome(document, "LD09") == "warning"

    def test_not_applicable(self) -> None:
        assert judge(self.document(70, value=False), "LD09") == []
        assert judge(self.document(70, value=9, aspect="bar_offset_cm"), "LD09") == []

    def test_missing(self) -> None:
        document = self.document(70)
        document["weeks"][1]["workouts"][0]["activities"][0]["sets"] = [{"reps": 5}]

        assert missing(document, "LD09") == {"progression.load_of_fault_percent"}

    def test_mutation(self) -> None:
        document = sound_program()
        row = document["weeks"][0]["workouts"][1]["activities"][3]
        row["form"] = [{"aspect": "hip_hinge", "value": False}]

        assert broken(document) == {"LD09"}


class TestWeeklyDose:
    @staticmethod
    def mobility(*minutes: float) -> dict[str, Any]:
        days = (
            day(number + 1, {"type": "mobility", "exercise": "cat-camel", "minutes": it})
            for number, it in enumerate(minutes)
        )
        return program(list(days))

    @pytest.mark.parametrize(("days", "expected"), [(1, "warning"), (2, "pass")])
    def test_floor(self, days: int, expected: str) -> None:
        assert outcome(self.mobility(*[5] * days), "PR01", "floor") == expected

    @pytest.mark.parametrize(
        ("minutes", "expected"),
        [((15, 15, 15), "pass"), ((15, 15, 14.9), "advice"), ((60, 60), "advice")],
    )
    def test_dose(self, minutes: tuple[float, ...], expected: str) -> None:
        assert outcome(self.mobility(*minutes), "PR01", "dose") == expected

    def test_holds_count_by_the_second(self) -> None:
        held = stretch(hold_seconds=60, repeats=15)

        assert outcome(program([day(it, held) for it in (1, 3, 5)]), "PR01", "dose") == "pass"

    def test_what_is_known_is_enough(self) -> None:
        dates = ("2026-03-02", "2026-03-09", "2026-03-11", "2026-03-16")
        logged = judge(log(*[(date, workout(lift())) for date in dates]), "PR01")
        assert [it.outcome for it in logged if it.check == "floor"] == [
            "unknown",
            "pass",
            "unknown",
        ]

        document = self.mobility(15, 15, 15, 15)
        del document["weeks"][0]["workouts"][3]["activities"][0]["minutes"]
        assert outcome(document, "PR01", "dose") == "pass"

    def test_strengthening_counts_where_it_is_asked_to(self) -> None:
        import backsafe

        document = program([day(it, lift("deadlift")) for it in (1, 3, 5)])
        counted = {"PR01": {"count_strengthening": 1}}
        plain, asked = (
            {it.code for it in backsafe.check(document, parameters=parameters).violations}
            for parameters in (None, counted)
        )

        assert "PR01" in plain
        assert "PR01" not in asked

    def test_other_regions_do_not_count(self) -> None:
        legs = {"type": "mobility", "exercise": "hip circles", "minutes": 20}

        assert outcome(program([day(it, legs) for it in (1, 3, 5)]), "PR01", "dose") == "advice"

    def test_missing(self) -> None:
        document = self.mobility(15, 15, 15)
        del document["weeks"][0]["workouts"][2]["activities"][0]["minutes"]
        assert missing(document, "PR01", "dose") == {"day.back_mobility_minutes"}
        undated = log((None, workout(lift())), (None, workout(lift())))
        assert missing(undated, "PR01", "floor") == {"weeks"}

    def test_not_applicable(self) -> None:
        assert judge(workout(lift()), "PR01") == []
        assert judge(program([]), "PR01") == []

    def test_mutation(self) -> None:
        document = sound_program()
        document["weeks"].append(
            {"workouts": [day(1, {"type": "mobility", "exercise": "cat-camel", "minutes": 5})]}
        )
        found = judge(document, "PR01")

        assert [it.severity for it in found if it.check == "floor"] == [None, None, "warning"]


class TestTooLittleRecovery:
    @staticmethod
    def document(*days: int | None, second: dict[str, Any] | None = None) -> dict[str, Any]:
        sets = [at(70), second or at(70)]
        return program(
            [day(it, lift("machine row", one)) for it, one in zip(days, sets, strict=True)]
        )

    @pytest.mark.parametrize(
        ("days", "expected"), [((1, 1), "warning"), ((1, 2), "warning"), ((1, 3), "pass")]
    )
    def test_hours(self, days: tuple[int, int], expected: str) -> None:
        assert outcome(self.document(*days), "PR02") == expected

    @pytest.mark.parametrize(
        ("second", "expected"),
        [
            ({"reps": 8, "load_percent": 60}, "warning"),
            ({"reps": 8, "load_percent": 59.9}, "none"),
            ({"reps": 15, "rpe": 6, "load_kg": 30}, "warning"),
            ({"reps": 8}, "unknown"),
        ],
    )
    def test_what_is_loaded(self, second: dict[str, Any], expected: str) -> None:
        assert outcome(self.document(1, 2, second=second), "PR02") == expected

    def test_another_region_may_follow(self) -> None:
        week = [day(1, lift("machine row", at(70))), day(2, lift("lat pulldown", at(70)))]

        assert judge(program(week), "PR02") == []

    def test_weeks_follow_each_other(self) -> None:
        document = program(
            [day(7, lift("machine row", at(70)))], [day(1, lift("machine row", at(70)))]
        )

        assert outcome(document, "PR02") == "warning"

    def test_missing(self) -> None:
        assert missing(self.document(None, None), "PR02") == {"pair.hours_between"}
        assert missing(self.document(1, 2, second={"reps": 8}), "PR02") == {"pair.both_loaded"}

    def test_advanced_lifters_are_advised(self) -> None:
        document = self.document(1, 2)
        document["athlete"]["level"] = "advanced"

        assert outcome(document, "PR02") == "advice"

    def test_mutation(self) -> None:
        document = sound_program()
        document["weeks"][0]["workouts"][1]["activities"].insert(
            4, lift("lat pulldown", at(50), at(70))
        )
        document["weeks"][0]["workouts"][1]["day"] = 2

        assert broken(document) == {"PR02"}


class TestContentOfWeeks:
    @pytest.mark.parametrize("exercise", ["back bridge", "crunch", "wall squat"])
    def test_one_of_the_basics_is_enough(self, exercise: str) -> None:
        document = program([day(1, lift(exercise))], goal="back_health")

        assert outcome(document, "PR03") == "pass"

    def test_none_of_them(self) -> None:
        week = [day(1, lift("deadlift"))]
        assert outcome(program(week, goal="back_health"), "PR03") == "advice"
        assert outcome(program(week, goal="strength"), "PR03") == "none"
        assert missing(program(week), "PR03") == {"athlete.goal"}

    @pytest.mark.parametrize(
        ("code", "check", "left_out"),
        [
            ("PR04", "row", "machine row"),
            ("PR04", "vertical-pull", "lat pulldown"),
            ("PR04", "hinge", "romanian deadlift"),
            ("PR05", "lower-back", "romanian deadlift"),
            ("PR07", "back-only", "push-up"),
        ],
    )
    def test_what_is_left_out_of_a_sound_week(self, code: str, check: str, left_out: str) -> None:
        document = sound_program()
        assert outcome(document, code, check) == "pass"
        for week in document["weeks"]:
            for session in week["workouts"]:
                session["activities"] = [
                    it for it in session["activities"] if it["exercise"] != left_out
                ]

        assert outcome(document, code, check) == "advice"
        assert broken(document) <= {"PR04", "PR05", "PR06", "PR07", "ST02"}

    @pytest.mark.parametrize(
        ("check", "exercises"),
        [
            ("shoulder-blades", ["back extension"]),
            ("middle-back", ["back extension"]),
            ("upper-back", ["back extension"]),
            ("core", ["lat pulldown"]),
        ],
    )
    def test_regions(self, check: str, exercises: list[str]) -> None:
        document = program([day(1, *[lift(it) for it in exercises])])

        assert outcome(document, "PR05", check) == "advice"

    def test_an_unknown_exercise_may_be_what_is_missing(self) -> None:
        document = program([day(1, lift("deadlift"), lift("zork press"))])

        assert outcome(document, "PR04", "row") == "unknown"
        assert outcome(document, "PR04", "hinge") == "pass"
        assert missing(document, "PR05", "core") == {"week.core_trained"}

    def test_weeks_without_back_work_do_not_apply(self) -> None:
        document = program([day(1, lift("squat"))])

        assert judge(document, "PR04") == judge(document, "PR05") == []

    def test_cardio_alone(self) -> None:
        run = {"type": "cardio", "exercise": "running", "minutes": 30}
        assert outcome(program([day(1, run)]), "PR07", "cardio-only") == "warning"
        assert (
            outcome(program([day(1, run), day(2, lift("squat"))]), "PR07", "cardio-only") == "pass"
        )
        assert outcome(program([day(2, lift("squat"))]), "PR07", "cardio-only") == "none"
        assert outcome(program([day(2, lift("squat"))]), "PR07", "no-cardio") == "advice"
        assert missing(
            log(
                ("2026-03-02", workout(lift())),
                ("2026-03-09", workout(lift())),
                ("2026-03-16", workout(lift())),
            ),
            "PR07",
            "no-cardio",
        ) == {"week.strength_days", "week.cardio"}


class TestNoConsistency:
    @pytest.mark.parametrize(("second", "expected"), [(1, "pass"), (2, "advice")])
    def test_gap(self, second: int, expected: str) -> None:
        document = program([day(1, lift("deadlift"))], [day(second, lift("deadlift"))])

        assert outcome(document, "PR06", "gap") == expected

    @pytest.mark.parametrize(
        ("first", "second", "expected"), [(1, 1, "advice"), (2, 1, "pass"), (1, 2, "pass")]
    )
    def test_frequency(self, first: int, second: int, expected: str) -> None:
        weeks = [
            [day(it + 1, lift("deadlift")) for it in range(number)] for number in (first, second)
        ]

        assert outcome(program(*weeks), "PR06", "frequency") == expected

    def test_missing(self) -> None:
        document = program([day(1, lift("deadlift"))], [day(None, lift("deadlift"))])
        assert missing(document, "PR06", "gap") == {"workout.days_since_back"}

    def test_not_applicable(self) -> None:
        document = program([day(1, lift("deadlift"))], [day(7, lift("squat"))])
        assert judge(document, "PR06") == []
        assert outcome(program([day(1, lift("deadlift"))]), "PR06", "frequency") == "none"

    def test_mutation(self) -> None:
        document = sound_program()
        document["weeks"].insert(1, {"workouts": []})

        assert broken(document) == {"PR06"}


class TestRowsNeverVary:
    @staticmethod
    def document(*loads: float | None) -> dict[str, Any]:
        return program(
            *[
                [
                    day(
                        1,
                        lift(
                            "machine row", {"reps": 8} if it is None else {"reps": 8, "load_kg": it}
                        ),
                    )
                ]
                for it in loads
            ]
        )

    @pytest.mark.parametrize(
        ("loads", "expected"),
        [
            ((50, 50, 50), "pass"),
            ((50, 50, 50, 50), "advice"),
            ((50, 50, 50, 52), "pass"),
            ((40, 50, 50, 50, 50), "advice"),
        ],
    )
    def test_threshold(self, loads: tuple[float, ...], expected: str) -> None:
        assert outcome(self.document(*loads), "RW07") == expected

    def test_missing_and_not_applicable(self) -> None:
        assert missing(self.document(50, None, 50, 50), "RW07") == {"week.same_row_weeks"}
        assert judge(program([day(1, lift("squat"))]), "RW07") == []


class TestTooLittleStretching:
    @pytest.mark.parametrize(("seconds", "expected"), [(59, "advice"), (60, "pass"), (61, "pass")])
    def test_total(self, seconds: float, expected: str) -> None:
        session = workout(lift(), stretch(hold_seconds=seconds))

        assert outcome(program([session, session]), "ST04", "total") == expected

    def test_the_same_stretch_adds_up_within_a_session(self) -> None:
        session = workout(lift(), stretch(hold_seconds=30), stretch(hold_seconds=30))

        assert outcome(program([session, session]), "ST04", "total") == "pass"

    @pytest.mark.parametrize(("days", "expected"), [(1, "advice"), (2, "pass")])
    def test_days(self, days: int, expected: str) -> None:
        closed = [day(it + 1, lift(), stretch(hold_seconds=60)) for it in range(days)]

        assert outcome(program([*closed, day(7, lift())]), "ST04", "days") == expected

    def test_missing(self) -> None:
        session = workout(lift(), stretch())
        assert missing(program([session, session]), "ST04", "total") == {"stretch.exercise_seconds"}
        dates = ("2026-03-02", "2026-03-09", "2026-03-16")
        bare = log(*[(it, workout(lift())) for it in dates])
        assert "week.back_stretch_days" in missing(bare, "ST04", "days")

    def test_not_applicable(self) -> None:
        assert outcome(workout(lift(), stretch(hold_seconds=30)), "ST04", "total") == "none"
        assert outcome(program([day(1, lift("squat"))]), "ST04", "days") == "none"

    def test_mutation(self) -> None:
        document = sound_program()
        document["weeks"][0]["workouts"][0]["activities"][-1]["repeats"] = 1

        assert broken(document) == {"ST04"}


class TestMusclesNotWarmed:
    ARMS = {"type": "dynamic_stretch", "exercise": "arm circles", "minutes": 3}  # noqa: RUF012

    def test_what_counts(self) -> None:
        row = lift("machine row")
        for before in (
            {"type": "mobility", "exercise": "thoracic rotation"},
            {"type": "activation", "exercise": "band pull-apart"},
            {"type": "dynamic_stretch", "exercise": "zork swing", "region": "lats"},
            lift("lat pulldown"),
        ):
            found = judge(workout(before, row), "WU03")
            assert found[-1].outcome == "pass", before

    def test_its_own_warm_up_set_counts(self) -> None:
        own = lift("deadlift", {"reps": 8, "warm_up": True}, {"reps": 5})

        assert outcome(workout(self.ARMS, own), "WU03") == "pass"

    def test_what_does_not(self) -> None:
        assert outcome(workout(self.ARMS, lift("deadlift")), "WU03") == "advice"
        run = {"type": "cardio", "exercise": "running", "minutes": 9}
        assert outcome(workout(run, lift("deadlift")), "WU03") == "advice"
        after = workout(lift("deadlift"), {"type": "mobility", "exercise": "cat-camel"})
        assert outcome(after, "WU03") == "advice"

    def test_missing(self) -> None:
        unknown = workout({"type": "mobility", "exercise": "zork"}, lift("deadlift"))
        assert missing(unknown, "WU03") == {"lift.warmed"}
        assert missing({**workout(lift("deadlift")), "kind": "log"}, "WU03") == {"lift.warmed"}

    def test_not_applicable(self) -> None:
        assert judge(workout(lift("biceps curl")), "WU03") == []
        assert judge(workout(lift("deadlift", {"reps": 5, "warm_up": True})), "WU03") == []

    def test_mutation(self) -> None:
        document = sound_program()
        warm_up = document["weeks"][0]["workouts"][1]["activities"]
        warm_up[1] = {"type": "dynamic_stretch", "exercise": "leg swings", "minutes": 3}

        assert broken(document) == {"WU03"}
