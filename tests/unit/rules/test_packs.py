"""Rules beside the shipped ones: folders of a project and packs that are installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import backsafe
from backsafe import Checker, RuleError, UsageError
from backsafe.rules.loader import default_rule_book
from backsafe.rules.packs import pack_folder, with_rules

RULE = """\
code: ZZ01
name: few-reps
title: Do few reps
severity: advice
for: set in work_sets
require: set.reps <= most_reps
parameters:
  most_reps: {value: 5, unit: reps, origin: external, source: acsm-flexibility-2021}
message: "{set.exercise} has {set.reps:d} reps"
why: A source says so.
fix: {summary: "At most {most_reps:g}", safe: true}
sources: [{id: acsm-flexibility-2021}]
examples:
  bad: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 6}]}]}]
  good: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 5}]}]}]
"""
OWN = "own: {title: Own, year: 2020, kind: external, verified: read}\n"
PLAN = {"activities": [{"type": "lift", "exercise": "deadlift", "sets": [{"reps": 6}]}]}
IMPORTED = "raise SystemExit('imported')\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def codes(**arguments: object) -> set[str]:
    report = backsafe.check(PLAN, **arguments)  # type: ignore[arg-type]
    return {it.code for it in report.violations}


class TestFolders:
    def test_its_rules_run_in_every_profile(self, tmp_path: Path) -> None:
        write(tmp_path, deep__er__rule=RULE)

        for profile in default_rule_book().profiles:
            assert "ZZ01" in codes(rules=[tmp_path], profile=profile)
        assert "ZZ01" not in codes()
        assert "ZZ01" not in codes(rules=[tmp_path], ignore=["few-reps"])
        assert "ZZ01" not in codes(rules=[str(tmp_path)], parameters={"ZZ01": {"most_reps": 6}})

    def test_unless_they_are_opt_in(self, tmp_path: Path) -> None:
        write(tmp_path, rule=RULE + "opt_in: true\n")

        assert "ZZ01" not in codes(rules=[tmp_path])
        assert "ZZ01" in codes(rules=[tmp_path], extend_select=["few-reps"])

    def test_sources_are_added(self, tmp_path: Path) -> None:
        write(tmp_path, rule=RULE.replace("acsm-flexibility-2021", "own"), sources=OWN)
        book = with_rules([tmp_path])

        assert {"own", "acsm-flexibility-2021"} <= set(book.sources)
        assert book.rules[-1].citations[0].source.title == "Own"

    def test_one_source_may_be_said_twice_and_not_otherwise(self, tmp_path: Path) -> None:
        same = (
            "back-workouts-good: {title: Are Back Workouts Good for Your Health?, "
            "kind: article, verified: read}\n"
        )
        write(tmp_path, rule=RULE, sources=same)
        with_rules([tmp_path])

        write(tmp_path, sources=same.replace("Good for", "Bad for"))
        with pytest.raises(RuleError, match=r"sources.yaml:1:1: back-workouts-good is another"):
            with_rules([tmp_path])

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("ZZ01", "ST03", r"rule.yaml:1:7: ST03 is taken by .*ST03-stretch-hold-too-short.yaml"),
            ("few-reps", "warm-up-missing", r"rule.yaml:2:7: warm-up-missing is taken by .*WU01"),
            ("acsm-flexibility-2021", "acsm-flexibilty-2021", r"did you mean 'acsm-flexibility-"),
        ],
    )
    def test_clashes(self, tmp_path: Path, old: str, new: str, expected: str) -> None:
        write(tmp_path, rule=RULE.replace(old, new))
        with pytest.raises(RuleError, match=expected):
            with_rules([tmp_path])

    def test_two_folders(self, tmp_path: Path) -> None:
        one, two = write(tmp_path / "1", rule=RULE), write(tmp_path / "2", rule=RULE)
        assert with_rules([one, one]) is with_rules([one])
        with pytest.raises(RuleError, match=r"2/rule.yaml:1:7: ZZ01 is taken by .*1/rule.yaml"):
            with_rules([one, two])

        write(two, rule=RULE.replace("ZZ01", "ZZ02").replace("few-reps", "less"))
        assert {"ZZ01", "ZZ02"} <= codes(rules=[one, two])

    def test_an_edit_is_seen(self, tmp_path: Path) -> None:
        write(tmp_path, rule=RULE)
        assert "ZZ01" in codes(rules=[tmp_path])

        write(tmp_path, rule=RULE.replace("value: 5,", "value: 66,"))
        assert "ZZ01" not in codes(rules=[tmp_path])

    def test_its_screening_rules_stay(self, tmp_path: Path) -> None:
        write(tmp_path, rule=RULE.replace("ZZ01", "AT90"))

        assert "AT90" in codes(rules=[tmp_path], ignore=["AT90"], select=["ST"])

    def test_what_is_no_folder(self, tmp_path: Path) -> None:
        for path in (tmp_path / "nowhere", "\0", "a" * 5000):
            with pytest.raises(RuleError, match="no such folder of rules"):
                Checker(rules=[path])
        (tmp_path / "README.md").write_text("No rules.")
        with pytest.raises(RuleError, match="this folder holds no rules"):
            Checker(rules=[tmp_path])

    def test_a_checker_with_them_goes_to_other_processes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(write(tmp_path, own__rule=RULE))
        reports = list(Checker(rules="own").check_many([PLAN, PLAN], processes=2))

        assert ["ZZ01" in {it.code for it in report.violations} for report in reports] == [True] * 2


class TestProfiles:
    EXTENDING = """\
name: ours
summary: As strict as it gets, for people who begin.
extend: strict
on: [PR07]
off: [RW07, ST02]
severity: {ZZ01: error}
parameters: {ST03: {hold_minimum_seconds: 12}}
unknown: {WU01: warning}
assume: {level: novice}
"""

    def test_what_is_not_said_is_inherited(self, tmp_path: Path) -> None:
        book = with_rules([write(tmp_path, rule=RULE, profiles__ours=self.EXTENDING)])
        ours, strict = book.profiles["ours"], book.profiles["strict"]

        assert ours.on == ("AT11", "PR07")
        assert ours.off == ("RW07", "ST02")
        assert ours.least_severity == "warning"
        assert ours.unknown == {**strict.unknown, "WU01": "warning"}
        assert ours.assumed_level == "novice"
        running = set(Checker(rules=[tmp_path], profile="ours").rules)
        assert {"AT11", "ZZ01"} <= running
        assert not {"RW07", "ST02"} & running

    def test_profiles_extend_in_any_order(self, tmp_path: Path) -> None:
        ours = "name: ours\nsummary: x\nextend: their\nseverity: {ST01: advice}\non: [ST02]\n"
        their = (
            "name: their\nsummary: x\nextend: evidence\noff: [ST02]\nleast_severity: warning\n"
            "parameters: {ST01: {static_before_seconds: 30}}\nseverity: {ST03: error}\n"
        )
        write(tmp_path, profiles__a=ours, profiles__b=their)
        profile = with_rules([tmp_path]).profiles["ours"]

        assert profile.parameters == {
            "ST01": {"static_before_seconds": 30.0},
            "ST03": {"hold_minimum_seconds": 10.0},
        }
        assert profile.severity == {"ST01": "advice", "ST03": "error"}
        assert (profile.on, profile.off) == (("ST02",), ())

    @pytest.mark.parametrize(
        ("files", "expected"),
        [
            (
                {"a": "name: a\nsummary: x\nextend: a\n"},
                "a.yaml:3:9: profiles extend each other: a → a",
            ),
            (
                {
                    "a": "name: a\nsummary: x\nextend: b\n",
                    "b": "name: b\nsummary: x\nextend: a\n",
                },
                "b.yaml:3:9: profiles extend each other: a → b → a",
            ),
            (
                {"a": "name: a\nsummary: x\nextend: stric\n"},
                "a.yaml:3:9: unknown profile 'stric'; did",
            ),
            ({"a": "name: a\nsummary: x\nextend: [strict]\n"}, "a.yaml:3:9: expected text"),
            ({"a": "name: strict\nsummary: x\n"}, "a.yaml:1:7: strict is taken by "),
            (
                {"a": "name: a\nsummary: x\n", "b": "name: a\nsummary: x\n"},
                "b.yaml:1:7: a is taken",
            ),
        ],
    )
    def test_mistakes(self, tmp_path: Path, files: dict[str, str], expected: str) -> None:
        write(tmp_path, **{f"profiles__{name}": text for name, text in files.items()})
        with pytest.raises(RuleError) as caught:
            with_rules([tmp_path])

        assert expected in str(caught.value)


class TestPacks:
    @pytest.fixture
    def site(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder of installed distributions, whose packages must not be imported."""
        site = tmp_path / "site"
        monkeypatch.syspath_prepend(str(site))
        return site

    def install(self, site: Path, value: str, folder: str, name: str = "zz") -> None:
        info = site / f"{name}_pack-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-pack\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[backsafe.rules]\n{name} = {value}\n")
        if folder:
            write(site / folder, rule=RULE)
            (site / folder.partition("/")[0] / "__init__.py").write_text(IMPORTED)

    @pytest.mark.parametrize(
        ("value", "folder"),
        [
            ("zz_rules", "zz_rules"),
            ("zz_rules:data", "zz_rules/data"),
            ("zz_rules:data.more", "zz_rules/data/more"),
            ("zz_rules.data:more/own-rules", "zz_rules/data/more/own-rules"),
        ],
    )
    def test_its_rules_run_where_it_is_named_and_it_is_not_imported(
        self, site: Path, value: str, folder: str
    ) -> None:
        self.install(site, value, folder)

        assert "ZZ01" in codes(packs=["zz"])
        assert "ZZ01" in codes(packs="zz")
        assert "ZZ01" not in codes()
        assert not [name for name in sys.modules if name.startswith("zz_rules")]
        with pytest.raises(SystemExit):
            __import__("zz_rules")

    def test_an_editable_install(self, site: Path, tmp_path: Path) -> None:
        self.install(site, "zz_rules", "")
        source = tmp_path / "source"
        write(source / "zz_rules", rule=RULE)
        (site / "zz.pth").write_text(f"import zz_rules\n{source}\n")
        (site / "zz_pack-1.0.dist-info" / "RECORD").write_text("zz.pth,,\nmissing.pth,,\n")

        assert pack_folder("zz") == source / "zz_rules"

    def test_an_unknown_one(self, site: Path) -> None:
        self.install(site, "zz_rules", "zz_rules", "strength")
        with pytest.raises(UsageError) as caught:
            pack_folder("strenght")

        assert str(caught.value) == (
            "unknown pack 'strenght'; installed are strength; did you mean 'strength'?"
        )

    def test_none_is_installed(self) -> None:
        with pytest.raises(UsageError, match="unknown pack 'zz'; none is installed"):
            Checker(packs=["zz"])

    def test_its_folder_is_missing(self, site: Path) -> None:
        self.install(site, "zz_rules:data", "zz_rules")
        with pytest.raises(UsageError, match=r"the rules of the pack 'zz' are missing: no folder "):
            Checker(packs=["zz"])

    @pytest.mark.parametrize("value", ["../zz", "zz:../..", "/zz", "zz rules", "a..b", ":a"])
    def test_what_it_announces_is_no_place(self, site: Path, value: str) -> None:
        self.install(site, value, "zz_rules")
        with pytest.raises(UsageError, match="announces"):
            pack_folder("zz")

    def test_two_of_one_name(self, site: Path) -> None:
        self.install(site, "zz_rules", "zz_rules")
        info = site / "other-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[backsafe.rules]\nzz = zz_rules\n")
        with pytest.raises(UsageError, match="two packs are called 'zz': of other and zz-pack"):
            pack_folder("zz")
