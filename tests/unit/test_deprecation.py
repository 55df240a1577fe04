"""What is on its way out still works, warns at the caller's line, and says what to use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe import BackSafeDeprecationWarning, Checker, SuppressionEntry, Text, UsageError
from backsafe._deprecation import renamed_keyword, warn_deprecated
from backsafe.cli import main
from backsafe.errors import RuleError
from backsafe.rules.folder import rule_book_folder
from backsafe.rules.loader import RuleBook, load_rule_book

PLAN = """\
backsafe: 1
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 9}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
"""
RENAMED = "XX07 is now ST03 stretch-hold-too-short; write ST03"


def rename(folder: Path, code: str, former: str) -> None:
    """Gives a rule of a copied rule book former words."""
    (path,) = folder.rglob(f"{code}-*.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"formerly: [{former}]\n{text}", encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("book") / "rules"
    shutil.copytree(rule_book_folder(), target)
    rename(target, "ST03", "XX07, hold-too-short")
    rename(target, "AT04", "AT99")
    return target


@pytest.fixture(scope="module")
def book(folder: Path) -> RuleBook:
    return load_rule_book(folder)


@pytest.fixture
def checker(book: RuleBook) -> Callable[..., Checker]:
    def made(**more: Any) -> Checker:
        return Checker(rule_book=book, engine="compiled", **more)

    return made


def codes(checker: Checker, text: str = PLAN) -> set[str]:
    return {it.code for it in checker.check(Text(text, "yaml")).violations}


def test_it_points_at_the_line_that_called() -> None:
    with pytest.warns(BackSafeDeprecationWarning) as found:
        warn_deprecated("it goes")  # this line

    (warning,) = found
    line = Path(warning.filename).read_text(encoding="utf-8").splitlines()[warning.lineno - 1]
    assert warning.filename == __file__
    assert line.endswith("# this line")


def test_it_is_quiet_by_default_and_seen_by_tests() -> None:
    assert issubclass(BackSafeDeprecationWarning, DeprecationWarning)


class TestNames:
    @pytest.fixture(autouse=True)
    def _former(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(backsafe, "_FORMER", {"verify": "check", "Sentence": "Verdict"})

    def test_a_former_name_is_the_present_one(self) -> None:
        with pytest.warns(BackSafeDeprecationWarning, match=r"backsafe\.verify is now .*\.check"):
            assert backsafe.verify is backsafe.check  # type: ignore[attr-defined]

    def test_the_warning_points_at_an_import(self) -> None:
        with pytest.warns(BackSafeDeprecationWarning) as found:
            from backsafe import Sentence  # type: ignore[attr-defined]

        assert Sentence is backsafe.Verdict
        assert {it.filename for it in found} == {__file__}

    def test_a_present_name_warns_of_nothing(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert backsafe.check is backsafe.__getattr__("check")


class TestKeywords:
    @staticmethod
    @renamed_keyword("rule_set", "profile")
    def checked(source: str, *, profile: str = "standard") -> str:
        return f"{source} {profile}"

    def test_a_former_keyword_is_the_present_one(self) -> None:
        with pytest.warns(
            BackSafeDeprecationWarning,
            match=r"the keyword 'rule_set' of TestKeywords.checked\(\) is now 'profile'",
        ) as found:
            assert self.checked("a", rule_set="strict") == "a strict"  # type: ignore[call-arg]
        assert {it.filename for it in found} == {__file__}

    def test_not_both(self) -> None:
        with pytest.raises(TypeError, match="takes 'profile'; 'rule_set' is its former name"):
            self.checked("a", rule_set="b", profile="c")  # type: ignore[call-arg]

    def test_the_present_one_warns_of_nothing(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert self.checked("a", profile="b") == "a b"


class TestRules:
    @pytest.mark.parametrize("word", ["XX07", "xx07", "hold-too-short"])
    @pytest.mark.parametrize(
        "asked",
        [
            lambda word: {"ignore": word},
            lambda word: {"select": ["ST01", word]},
            lambda word: {"extend_select": [word]},
            lambda word: {"severity": {word: "error"}},
            lambda word: {"parameters": {word: {"hold_minimum_seconds": 5}}},
            lambda word: {"per_file_ignores": {"*.yaml": [word]}},
        ],
        ids=["ignore", "select", "extend", "severity", "parameters", "per file"],
    )
    def test_former_words_mean_what_present_ones_do(
        self, checker: Any, asked: Any, word: str
    ) -> None:
        with pytest.warns(BackSafeDeprecationWarning, match=f"{word} is now ST03 ") as found:
            former = checker(**asked(word))
        present = checker(**asked("ST03"))

        assert {it.filename for it in found} == {__file__}
        assert former.check(Text(PLAN, "yaml")) == present.check(Text(PLAN, "yaml"))

    def test_without_a_former_word_nothing_is_told(self, checker: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert "ST03" in codes(checker(select=["ST", "stretch-hold-too-short"]))

    def test_an_unknown_word_is_still_an_error(self, checker: Any) -> None:
        with pytest.raises(UsageError, match="unknown rule 'XX08'"):
            checker(ignore=["XX08"])

    def test_a_comment_of_a_file(self, checker: Any) -> None:
        text = PLAN.replace("seconds: 9}", "seconds: 9}  # backsafe: ignore[XX07] agreed")
        report = checker().check(Text(text, "yaml"))

        assert [it.violation.code for it in report.suppressions] == ["ST03"]
        assert RENAMED in [it.message for it in report.notices]
        (notice,) = [it for it in report.notices if it.message == RENAMED]
        assert notice.location.line == 3

    def test_an_entry(self, checker: Any, tmp_path: Path) -> None:
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        entry = SuppressionEntry("*.yaml", "hold-too-short", "agreed", source="x.toml:3")

        with pytest.warns(BackSafeDeprecationWarning, match="x.toml:3: hold-too-short is now ST03"):
            report = checker(suppressions=[entry], root=tmp_path).check(path)
        assert [it.violation.code for it in report.suppressions] == ["ST03"]

    def test_a_clearance(self, checker: Any) -> None:
        cleared = "{rule: AT99, by: Dr Who, date: 2026-01-01, reason: seen}"
        athlete = f"{{systolic_mmhg: 190, diastolic_mmhg: 100, clearance: [{cleared}]}}"
        text = PLAN.replace("activities", f"athlete: {athlete}\nactivities", 1)
        report = checker().check(Text(text, "yaml"))

        assert "AT04" in {it.violation.code for it in report.suppressions}
        told = [it.message for it in report.notices if it.kind == "clearance"]
        assert told[0].startswith("the clearance of AT99 is now AT04 ")
        assert not any("names no screening rule" in it for it in told)

    def test_a_baseline_from_before_the_renaming(self, checker: Any, tmp_path: Path) -> None:
        # With the first code among its former ones, a rule's fingerprints are those of before.
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        before = checker().check(path)
        known = backsafe.Baseline.of(before, tmp_path)
        old = backsafe.Baseline(
            tmp_path,
            {
                name: [
                    backsafe.BaselineEntry(
                        it.fingerprint, it.code.replace("ST03", "XX07"), it.count, it.message
                    )
                    for it in entries
                ]
                for name, entries in known.files.items()
            },
        )
        report = checker(baseline=old).check(path)

        assert not [it for it in report.violations if not it.code.startswith("AT")]
        assert "XX07 is now ST03 in the baseline; write it again" in [
            it.message for it in report.notices
        ]

    def test_fingerprints_are_made_with_the_first_code(self, checker: Any, folder: Path) -> None:
        shipped = Checker(engine="compiled").check(Text(PLAN, "yaml"))
        renamed = checker().check(Text(PLAN, "yaml"))
        of_now, of_renamed = (
            {it.code: it.fingerprint for it in report.violations} for report in (shipped, renamed)
        )

        assert of_renamed["ST03"] != of_now["ST03"]
        assert {**of_renamed, "ST03": ""} == {**of_now, "ST03": ""}

    def test_a_profile(self, folder: Path, tmp_path: Path) -> None:
        base = load_rule_book(folder)
        (tmp_path / "profiles").mkdir()
        (tmp_path / "profiles/own.yaml").write_text(
            "name: own\nsummary: Own.\noff: [XX07]\n", encoding="utf-8"
        )
        with pytest.warns(BackSafeDeprecationWarning, match=r"own\.yaml:3:7: XX07 is now ST03"):
            book = load_rule_book(tmp_path, base)

        assert book.profiles["own"].off == ("ST03",)

    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ("ST01", "ST01 is taken by"),
            ("Not A Name", "expected a code such as ST03, or a name, found 'Not A Name'"),
            ("ST03", "ST03 is what the rule is called now"),
            ("3", "expected text, found 3"),
        ],
    )
    def test_what_is_no_former_word(self, tmp_path: Path, stated: str, message: str) -> None:
        target = tmp_path / "rules"
        shutil.copytree(rule_book_folder(), target)
        rename(target, "ST03", stated)

        with pytest.raises(RuleError, match=message):
            load_rule_book(target)


OWN = """\
code: ZZ01
name: long-stretch
formerly: [ZY01]
title: Hold each stretch a minute
severity: advice
for: stretch in static_stretches
require: stretch.hold_seconds >= 60
message: "{stretch.exercise} is short"
why: A rule to try things with.
sources: [{id: back-workouts-good}]
examples:
  bad: [{activities: [{type: static_stretch, exercise: cobra, hold_seconds: 9}]}]
  good: [{activities: [{type: static_stretch, exercise: cobra, hold_seconds: 90}]}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/ZZ01-long-stretch.yaml").write_text(OWN, encoding="utf-8")
    for number in range(3):
        (tmp_path / f"plan{number}.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestCommand:
    def test_an_option(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["check", "--rules", "own", "--ignore", "ZY01", "plan0.yaml", "plan1.yaml"])
        captured = capsys.readouterr()

        assert captured.err == "backsafe: ZY01 is now ZZ01 long-stretch; write ZZ01\n"
        assert "ZZ01" not in captured.out

    def test_a_configuration_at_its_place(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        config = (
            'rules = ["own"]\nignore = ["ZY01"]\n\n[severity]\nZY01 = "error"\n\n'
            '[[suppressions]]\npath = "*"\nrule = "ZY01"\nreason = "why"\n'
        )
        (project / "backsafe.toml").write_text(config, encoding="utf-8")
        main(["check", "plan0.yaml", "plan1.yaml"])
        told = capsys.readouterr().err.splitlines()

        renamed = "ZY01 is now ZZ01 long-stretch; write ZZ01"
        assert sorted(told) == sorted(
            f"backsafe: {place}: {renamed}"
            for place in ("backsafe.toml:2:11", "backsafe.toml:5:1", "backsafe.toml:9:8")
        )

    def test_other_processes_tell_it_too_and_once(
        self, project: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        plans = [it.name for it in project.glob("*.yaml")]
        main(["check", "-j", "2", "--rules", "own", "--ignore", "ZY01", *plans])

        assert capfd.readouterr().err == "backsafe: ZY01 is now ZZ01 long-stretch; write ZZ01\n"

    def test_an_explanation(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (project / "backsafe.toml").write_text('rules = ["own"]\n', encoding="utf-8")
        assert main(["explain", "ZY01"]) == 0
        captured = capsys.readouterr()

        assert captured.out.startswith("ZZ01 long-stretch\nformerly ZY01\n")
        assert captured.err == "backsafe: ZY01 is now ZZ01 long-stretch; write ZZ01\n"

    def test_warnings_of_others_go_their_way(
        self, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import backsafe.cli.profiles as command

        def run(options: object) -> int:
            warnings.warn("of somebody else", RuntimeWarning, stacklevel=1)
            warn_deprecated("of ours")
            warn_deprecated("of ours")
            return 0

        monkeypatch.setattr(command, "run", run)
        with pytest.warns(RuntimeWarning, match="of somebody else"):
            main(["profiles"])
        assert capsys.readouterr().err == "backsafe: of ours\n"


def test_in_a_listing(folder: Path) -> None:
    from backsafe.outputs.rules import listing_json
    from backsafe.rules.profiles import activate_all

    listed = json.loads(listing_json(activate_all(load_rule_book(folder)), set()))
    assert {it["code"]: it["formerly"] for it in listed if it["formerly"]} == {
        "ST03": ["XX07", "hold-too-short"],
        "AT04": ["AT99"],
    }


def test_a_program_is_warned_where_it_asks() -> None:
    code = (
        "import warnings, backsafe\n"
        "backsafe._FORMER = {'verify': 'check'}\n"
        "backsafe.verify({'activities': []})\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert run.stderr.startswith("<string>:3: BackSafeDeprecationWarning: backsafe.verify is now")
