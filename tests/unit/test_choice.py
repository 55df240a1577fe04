"""Which rules run: what is asked for, added, left out, restated, and that per file."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import backsafe
from backsafe import Checker, Text, UsageError
from backsafe.rules.loader import default_rule_book

STRETCH = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 15}
LIFT = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]}
PLAN = {"activities": [STRETCH, LIFT]}
TEXT = """\
backsafe: 1
athlete: {symptoms: [fever]}
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
"""
AT_ALWAYS = {it.code for it in default_rule_book().rules if it.screening and not it.opt_in}


def running(**arguments: object) -> set[str]:
    return set(Checker(**arguments).rules) - AT_ALWAYS  # type: ignore[arg-type]


class TestWords:
    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            ("ST", {"ST01", "ST02", "ST03", "ST04", "ST05"}),
            ("st0", {"ST01", "ST02", "ST03", "ST04", "ST05"}),
            ("ST03", {"ST03"}),
            (" st03 ", {"ST03"}),
            ("stretch-hold-too-short", {"ST03"}),
            ("Stretch-Hold-Too-Short", {"ST03"}),
            ("S", {"ST01", "ST02", "ST03", "ST04", "ST05"}),
            ("RW07", {"RW07"}),
            ("RW", {"RW01", "RW02", "RW03", "RW04", "RW05", "RW06"}),
        ],
    )
    def test_codes_names_and_beginnings(self, word: str, expected: set[str]) -> None:
        assert running(select=[word]) == expected
        assert running() - running(ignore=[word]) == expected - {"RW07"}

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("ST9", "; did you mean 'ST'?"),
            ("", ""),
            ("stretch-hold-to-short", "; did you mean 'stretch-hold-too-short'?"),
            ("*", ""),
        ],
    )
    @pytest.mark.parametrize("key", ["select", "extend_select", "ignore"])
    def test_other_words(self, key: str, word: str, hint: str) -> None:
        with pytest.raises(UsageError) as caught:
            Checker(**{key: [word]})  # type: ignore[arg-type]

        assert str(caught.value) == f"unknown rule {word!r}{hint}"


class TestExtendSelect:
    def test_rules_are_added(self) -> None:
        assert running(select=["ST03"], extend_select=["WU0"]) == {
            "ST03",
            *(code for code in running() if code.startswith("WU")),
        }

    def test_opt_in_rules_are_named_in_full(self) -> None:
        assert running(extend_select=["rows-never-vary"]) - running() == {"RW07"}
        assert running(extend_select=["RW"]) == running()
        assert "AT11" in Checker(extend_select=["AT11"]).rules

    def test_what_is_ignored_is_not_added(self) -> None:
        assert "RW07" not in running(extend_select=["RW07"], ignore=["RW"])


class TestSeverity:
    def test_in_place_of_that_of_the_profile(self) -> None:
        report = backsafe.check(PLAN, severity={"static-stretch-before-lifting": "advice"})
        strict = backsafe.check(PLAN, profile="strict", severity={"ST02": "advice"})

        assert {it.severity for it in report.violations if it.code == "ST01"} == {"advice"}
        assert {it.severity for it in strict.violations if it.code == "ST02"} == {"advice"}

    @pytest.mark.parametrize(("seconds", "expected"), [(9, "error"), (15, "advice")])
    def test_an_expression(self, seconds: int, expected: str) -> None:
        plan = {"activities": [LIFT, {**STRETCH, "hold_seconds": seconds}]}
        stated = "error if stretch.hold_seconds < hold_minimum_seconds - 10 else advice"
        report = backsafe.check(plan, severity={"ST03": stated})

        assert {it.severity for it in report.violations if it.code == "ST03"} == {expected}

    @pytest.mark.parametrize(
        ("rule", "severity", "message"),
        [
            ("AT01", "warning", "AT01 screens the athlete: its severity can be raised, and not"),
            ("AT08", "advice", "not lowered below warning"),
            ("AT03", "error if athlete.age > 60 else warning", "not lowered below error"),
            ("ST01", "fatal", "the severity of ST01: expected a severity"),
            ("ST01", "error if set.reps > 3 else advice", "the severity of ST01: "),
            ("ST01", "", "the severity of ST01: "),
            ("ST01", 3, "the severity of ST01 is a text, not 3"),
            ("ST99", "error", "unknown rule 'ST99'"),
            ("ST", "error", "unknown rule 'ST'"),
        ],
    )
    def test_what_cannot_be(self, rule: str, severity: str, message: str) -> None:
        with pytest.raises(UsageError, match=message):
            Checker(severity={rule: severity})

    def test_screening_is_raised(self) -> None:
        assert (
            Checker(severity={"AT08": "error"}).rules["AT08"].checks[0].severity.default == "error"
        )


@pytest.mark.parametrize("source", [None, 3, [], b"plan.yaml", object()])
def test_what_is_nothing_to_check(source: object) -> None:
    for take in (backsafe.check, backsafe.fix):
        with pytest.raises(
            UsageError, match=r"^expected a path, a mapping, backsafe\.Text, or a W"
        ):
            take(source)  # type: ignore[operator]


def test_an_open_file_is_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("{}")
    with (tmp_path / "plan.yaml").open() as file, pytest.raises(UsageError, match="TextIOWrapper"):
        backsafe.check(file)  # type: ignore[arg-type]


class TestPerFile:
    def files(self, folder: Path) -> tuple[Path, Path]:
        one, other = folder / "plan.yaml", folder / "old" / "plan.yaml"
        other.parent.mkdir()
        for path in (one, other):
            path.write_text(TEXT)
        return one, other

    @pytest.mark.parametrize(
        "engine", ["compiled", pytest.param("durable", marks=pytest.mark.durable)]
    )
    @pytest.mark.parametrize("clear", [False, True])
    def test_counts_and_findings_are_those_of_a_checker_without(
        self, tmp_path: Path, engine: str, clear: bool
    ) -> None:
        one, other = self.files(tmp_path)
        if clear:
            other.write_text(TEXT.replace("fever", ""))
        ignored = ["ST", "AT01", "WU01"]
        checker = Checker(per_file_ignores={"old": ignored}, root=tmp_path, engine=engine)
        without = Checker(ignore=ignored, engine=engine).check(other)
        found = checker.check(other)

        assert found.summary == without.summary
        assert found.violations == without.violations
        assert found.unknowns == without.unknowns
        assert found.notices == without.notices
        assert found.summary != checker.check(one).summary or not clear
        assert checker.check(one).summary == Checker(engine=engine).check(one).summary
        assert pickle.loads(pickle.dumps(checker)).check(other).summary == without.summary

    def test_patterns_add_up_and_each_set_is_made_once(self, tmp_path: Path) -> None:
        one, other = self.files(tmp_path)
        checker = Checker(
            per_file_ignores={"*.yaml": ["ST"], "old/*": "WU,LD", "none": ["PR"]}, root=tmp_path
        )

        def families(path: Path) -> set[str]:
            return {verdict.code[:2] for verdict in checker.check(path).verdicts}

        assert not families(one) & {"ST"}
        assert not families(other) & {"ST", "WU", "LD"}
        assert "WU" in families(one)
        made = {key: id(value) for key, value in checker._others.items()}
        assert len(made) == 2
        families(one)
        assert {key: id(value) for key, value in checker._others.items()} == made

    def test_patterns_start_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, other = self.files(tmp_path)
        monkeypatch.chdir(tmp_path)
        checker = Checker(per_file_ignores={"old/plan.yaml": ["ST"]})
        monkeypatch.chdir("/")
        codes = {verdict.code for verdict in checker.check(other).verdicts}

        assert not {code for code in codes if code.startswith("ST")}

    @pytest.mark.parametrize(
        "source", [PLAN, Text(TEXT), backsafe.Workout.model_validate(PLAN), Text(TEXT, name="-")]
    )
    def test_what_is_no_file_matches_nothing(self, source: backsafe.checker.Source) -> None:
        codes = {
            verdict.code
            for verdict in Checker(per_file_ignores={"**": ["ST"]}).check(source).verdicts
        }
        assert "ST01" in codes

    def test_a_text_with_the_name_of_a_file_is_one(self) -> None:
        report = Checker(per_file_ignores={"*.yaml": ["ST"]}).check(Text(TEXT, name="plan.yaml"))

        assert not [it for it in report.verdicts if it.code.startswith("ST")]

    def test_an_unknown_rule(self) -> None:
        Checker(per_file_ignores={"*": ["RW07"]})
        with pytest.raises(UsageError, match="unknown rule 'ST99'"):
            Checker(per_file_ignores={"*": ["ST99"]})
