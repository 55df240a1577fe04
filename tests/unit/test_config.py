"""Configuration files: what each key does, which file holds, and every mistake at its place."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe import Checker, DocumentError
from backsafe.config import (
    Settings,
    SuppressionEntry,
    excluded,
    find_settings,
    forget_settings,
    load_settings,
    merge,
)
from backsafe.config.reader import read_settings
from backsafe.readers import discover
from backsafe.rules.located import Located
from backsafe.syntax.positions import NoPositions

PLAN = """\
backsafe: 1
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
"""
EVERYTHING = """\
profile = "evidence"
select = ["ST", "WU0"]
extend-select = ["RW07"]
ignore = ["stretch-hold-too-short"]
rules = ["own"]
fail-on = "warning"
engine = "compiled"
athlete = "people/me.yaml"
history = "log.yaml"
baseline = "known.json"
unit = "lb"
exclude = ["drafts"]

[severity]
ST01 = "error"
emergency-signs = "error"

[parameters]
ST03.hold_minimum_seconds = 15

[per-file-ignores]
"old/*.yaml" = ["WU", "ST05"]

[[suppressions]]
path = "a.yaml"
rule = "no-closing-stretch"
at = "/activities/1"
reason = "The  class ends with one."
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    forget_settings()
    yield tmp_path
    forget_settings()


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(text: str | bytes, name: str = "backsafe.toml") -> list[str]:
    write(name, text)
    with pytest.raises(DocumentError) as caught:
        find_settings("plan.yaml")
    return [str(problem) for problem in caught.value.problems]


class TestWhichFile:
    def test_without_one_there_are_defaults(self) -> None:
        assert find_settings("a/plan.yaml") == Settings() == find_settings("-")

    def test_the_nearest_holds_and_no_other(self) -> None:
        write("backsafe.toml", 'profile = "strict"\nunit = "lb"')
        write("a/backsafe.toml", 'profile = "beginner"')

        assert find_settings("plan.yaml").profile == "strict"
        assert find_settings("b/c/missing.yaml").profile == "strict"
        assert find_settings("a/b/plan.yaml").profile == "beginner"
        assert find_settings("a/b/plan.yaml").unit is None

    def test_its_own_file_goes_before_that_of_the_project(self) -> None:
        write("pyproject.toml", '[tool.backsafe]\nprofile = "strict"')
        assert find_settings("plan.yaml").profile == "strict"
        forget_settings()
        write("backsafe.toml", 'profile = "beginner"')
        assert find_settings("plan.yaml").profile == "beginner"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[tool.ruff]\n",
            "tool = 3 # backsafe\n",
            'dependencies = ["backsafe"]\n',
            "[tool]\nother = 'backsafe'\n",
            "broken = \n",
            b"\xff\xfe\x00",
        ],
    )
    def test_a_project_that_does_not_speak_of_it_is_passed_over(self, text: str | bytes) -> None:
        write("backsafe.toml", 'profile = "strict"')
        write("a/pyproject.toml", text)

        assert find_settings("a/plan.yaml").profile == "strict"

    def test_an_empty_one_ends_the_search(self) -> None:
        write("backsafe.toml", 'profile = "strict"')
        write("a/backsafe.toml", "")

        assert find_settings("a/plan.yaml").profile == "standard"

    def test_standard_input_has_that_of_the_current_folder(self) -> None:
        write("backsafe.toml", 'profile = "strict"')

        assert find_settings("-").profile == "strict"

    def test_a_folder_has_its_own(self) -> None:
        write("a/backsafe.toml", 'profile = "strict"')

        assert find_settings("a").profile == "strict"

    def test_it_is_read_once(self) -> None:
        write("backsafe.toml", 'profile = "strict"')
        first = find_settings("a/plan.yaml")
        write("backsafe.toml", 'profile = "beginner"')

        assert find_settings("a/other.yaml") is first
        assert find_settings("other.yaml") is first
        forget_settings()
        assert find_settings("other.yaml").profile == "beginner"

    def test_one_that_is_named(self) -> None:
        write("a/ci.toml", 'profile = "strict"\nbaseline = "known.json"')
        settings = load_settings("a/ci.toml")

        assert settings.profile == "strict"
        assert settings.baseline == str(Path.cwd() / "a" / "known.json")

    @pytest.mark.parametrize("text", ["[tool.ruff]\n", "[tool.black]\n# backsafe"])
    def test_a_named_project_must_speak_of_it(self, text: str) -> None:
        write("pyproject.toml", text)
        with pytest.raises(DocumentError, match=r"pyproject.toml: has no table \[tool.backsafe\]"):
            load_settings("pyproject.toml")
        with pytest.raises(DocumentError, match="no such file"):
            load_settings("missing.toml")


class TestKeys:
    def test_every_key(self, project: Path) -> None:
        write("people/me.yaml", "level: novice")
        write("log.yaml", PLAN)
        write("own/profiles/ours.yaml", "name: ours\nsummary: Ours.\nextend: strict\n")
        write("backsafe.toml", EVERYTHING)
        settings = find_settings("a.yaml")

        assert settings == Settings(
            path=str(project / "backsafe.toml"),
            profile="evidence",
            select=("ST", "WU0"),
            extend_select=("RW07",),
            ignore=("stretch-hold-too-short",),
            per_file_ignores={"old/*.yaml": ("WU", "ST05")},
            severity={"ST01": "error", "AT01": "error"},
            parameters={"ST03": {"hold_minimum_seconds": 15.0}},
            rules=(str(project / "own"),),
            fail_on="warning",
            engine="compiled",
            athlete=str(project / "people" / "me.yaml"),
            history=str(project / "log.yaml"),
            baseline=str(project / "known.json"),
            unit="lb",
            exclude=("drafts",),
            suppressions=(
                SuppressionEntry(
                    path="a.yaml",
                    rule="ST02",
                    reason="The class ends with one.",
                    at="/activities/1",
                    source="backsafe.toml:24:1",
                ),
            ),
            origins=dict.fromkeys(settings.origins, "file"),
        )
        assert set(settings.origins) == {*Settings.__slots__} - {"path", "origins", "packs"}
        assert hash(settings) == hash(load_settings("backsafe.toml"))
        write("people/me.yaml", "{}")
        checker = Checker(**settings.for_checker() | {"baseline": None})
        assert checker.fail_on == "warning"
        assert {"RW07", "WU01", "AT01"} <= set(checker.rules)
        assert not {"ST03", "PR01"} & set(checker.rules)

    def test_folders_pass_over_what_is_excluded(self) -> None:
        write("backsafe.toml", 'exclude = ["drafts", "*.old.yaml"]')
        names = ["a.yaml", "a.old.yaml", "drafts/b.yaml", "c/drafts/d.yaml", "c/e.yaml"]
        for name in names:
            write(name, PLAN)

        found = [Path(path).as_posix() for path in discover(["."], excluded).files]
        assert found == ["a.yaml", "c/e.yaml"]
        assert discover(["drafts"], excluded).files == (str(Path("drafts", "b.yaml")),)
        assert discover(["a.old.yaml"], excluded).files == ("a.old.yaml",)

    def test_what_is_ignored_per_file(self) -> None:
        write("backsafe.toml", '[per-file-ignores]\n"old/*" = ["ST", "AT"]')
        write("old/a.yaml", PLAN)
        write("a.yaml", PLAN)
        checker = Checker(**find_settings("a.yaml").for_checker())
        plain, old = checker.check("a.yaml"), checker.check("old/a.yaml")

        assert "ST01" in {it.code for it in plain.violations}
        families = {it.code[:2] for it in old.verdicts}
        assert "ST" not in families
        assert {"AT", "WU"} <= families
        assert plain.summary == Checker().check("a.yaml").summary
        only = Checker(ignore=["ST", "AT"]).check("old/a.yaml")
        assert old.summary == only.summary
        assert [it.message for it in old.notices] == [it.message for it in only.notices]


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "extend_select = []",
                "1:1: unknown key 'extend_select'; did you mean 'extend-select'?",
            ),
            ("\n\nprofil = 'x'", "3:1: unknown key 'profil'; did you mean 'profile'?"),
            ("[tool.backsafe]", "1:2: unknown key 'tool'; known are profile"),
            ("profile = 'strickt'", "1:11: unknown profile 'strickt'"),
            ("profile = 3", "1:11: expected text, found 3"),
            ("profile = ''", "1:11: expected text, found none"),
            ("select = 'ST'", "1:10: expected a list, found 'ST'"),
            ("select = ['ST', 'XX']", "1:17: unknown rule 'XX'"),
            ("ignore = ['no-closing-strech']", "did you mean 'no-closing-stretch'?"),
            ("ignore = [\n  'ST',\n  1.5,\n]", "3:3: expected text, found 1.5"),
            ("fail-on = 'never'", "1:11: expected one of error, warning, advice, found 'never'"),
            ("engine = 'compild'", "1:10: expected one of auto, durable, compiled"),
            ("unit = 'stone'", "1:8: expected one of kg, lb, found 'stone'"),
            ("athlete = 'nobody.yaml'", "1:11: no such file: "),
            ("history = '\\u0000'", "1:11: no such file: "),
            ('history = "\\u0000"', "1:11: no such file: "),
            ("baseline = []", "1:12: expected text, found []"),
            ("rules = ['nowhere']", "1:10: no such folder of rules: "),
            ("packs = ['nowhere']", "1:10: unknown pack 'nowhere'; "),
            ("exclude = ['../x']", "1:12: expected a pattern of paths below"),
            ("exclude = [1979-05-27]", "1:12: expected text, found datetime.date(1979, 5, 27)"),
            ("severity = 'error'", "1:12: expected a mapping, found 'error'"),
            ("severity.ST01 = 'bad'", "1:17: expected one of error, warning, advice, found 'bad'"),
            ("severity.ST = 'error'", "1:10: unknown rule 'ST'"),
            (
                "[severity]\nAT01 = 'warning'",
                "2:8: AT01 screens the athlete: its severity can be raised, and not lowered below",
            ),
            (
                "[severity]\nST01 = 'error'\nstatic-stretch-before-lifting = 'error'",
                "3:1: static-stretch-before-lifting and ST01 are the same rule",
            ),
            ("parameters.ST01.hold = 3", "1:17: ST01 has no parameter 'hold'"),
            (
                "parameters.AT04.systolic_stop = 400",
                "1:33: AT04 screens the athlete: its thresholds are not changed; record a clear",
            ),
            ("parameters.ST03 = 3", "1:19: expected a mapping, found 3"),
            ("parameters.ST03.hold_minimum_seconds = true", "1:40: expected a number, found True"),
            ("parameters.ST03.hold_minimum_seconds = -inf", "1:40: expected a finite number"),
            ("per-file-ignores.x = ['ST99']", "1:23: unknown rule 'ST99'"),
            ("per-file-ignores.'a/../b' = []", "1:18: expected a pattern of paths below"),
            ("suppressions = 3", "1:16: expected a list, found 3"),
            ("suppressions = [3]", "1:17: expected a mapping, found 3"),
        ],
    )
    def test_a_mistake_is_told_where_it_is(self, text: str, expected: str) -> None:
        (problem,) = problems(text)

        assert expected in problem

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            (("reason = 'x'", "reason = ' '"), ["5:10: expected text, found none"]),
            (("reason = 'x'\n", ""), ["2:1: 'reason' is missing"]),
            (("path = 'a'\n", ""), ["2:1: 'path' is missing"]),
            (("path = 'a'", "path = '/..'"), ["3:8: expected a pattern of paths below"]),
            (("rule = 'ST01'", "rule = 'ST'"), ["4:8: unknown rule 'ST'"]),
            (("rule = 'ST01'", "rule = 'AT01'"), ["4:8: AT01 screens the athlete and cannot be"]),
            (("reason", "at = 'x'\nreason"), ["5:6: expected a pointer such as /activities/3"]),
            (("reason", "at = '/~2'\nreason"), ["5:6: expected a pointer"]),
            (("path =", "paht ="), ["2:1: 'path' is missing", "3:1: unknown key 'paht'; did you"]),
        ],
    )
    def test_suppressions(self, change: tuple[str, str], expected: list[str]) -> None:
        text = "#\n[[suppressions]]\npath = 'a'\nrule = 'ST01'\nreason = 'x'\n"
        found = problems(text.replace(*change))

        assert len(found) == len(expected)
        for problem, start in zip(found, expected, strict=True):
            assert problem.startswith(f"backsafe.toml:{start}")

    def test_a_suppression_of_an_opt_in_rule_on_the_athlete_is_one(self) -> None:
        write("backsafe.toml", "[[suppressions]]\npath = 'a'\nrule = 'AT11'\nreason = 'x'\n")

        assert [it.rule for it in find_settings("a").suppressions] == ["AT11"]

    def test_all_are_told_at_once_in_order(self) -> None:
        found = problems("ignore = ['XX']\nunit = 3\nprofil = 1\n[severity]\nAT02 = 'advice'\n")

        assert [problem.split(":")[1] for problem in found] == ["1", "2", "3", "5"]

    def test_words_are_not_unknown_because_a_folder_is(self) -> None:
        found = problems("rules = ['nowhere']\nselect = ['OWN01', 3]\nprofile = 'own'\n")

        assert [problem.split(":")[1] for problem in found] == ["1", "2"]

    def test_a_broken_rule_is_told_with_its_own_place(self) -> None:
        write("own/rule.yaml", "code: XX01\n")
        write("own/other.yaml", "[")
        found = problems("rules = ['own']\nselect = ['XX01']\n")

        assert sorted(Path(it.split(":")[0]).name for it in found) == ["other.yaml", "rule.yaml"]

    def test_the_place_in_a_project(self) -> None:
        text = (
            "[project]\nname = 'x'\n[tool.backsafe]\nprofil = 1\n[tool.backsafe.severity]\nST = 1"
        )

        assert [it.partition(" ")[0] for it in problems(text, "pyproject.toml")] == [
            "pyproject.toml:4:1:",
            "pyproject.toml:6:1:",
        ]
        assert problems("[tool]\nbacksafe = 3", "pyproject.toml") == [
            "pyproject.toml:2:12: expected a mapping, found 3"
        ]


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (b"profile = \xff", "backsafe.toml:1:11: is not UTF-8 text"),
            (b"\x00\x01", "holds a NUL character"),
            (b"\xff\xfea\x00", "is UTF-16 text"),
            (b"# " + b"x" * (1 << 20), "is too large: at most 1 MiB"),
            (b"profile = ", "backsafe.toml:1:11: is no TOML"),
            (b"a." * 50_000 + b"b = 1", "backsafe.toml:1:1: a key has at most"),
            (b"a = " + b"[" * 50_000, "backsafe.toml:1:1: is nested too deeply"),
        ],
    )
    def test_what_is_no_configuration(self, text: bytes, expected: str) -> None:
        (problem,) = problems(text)

        assert expected in problem

    def test_links_that_lead_nowhere(self) -> None:
        Path("backsafe.toml").symlink_to("backsafe.toml")
        with pytest.raises(DocumentError, match=r"backsafe.toml: cannot be read"):
            find_settings("plan.yaml")

        Path("backsafe.toml").unlink()
        Path("loop").symlink_to("loop")
        assert find_settings("loop/plan.yaml") == Settings()
        forget_settings()
        Path("pyproject.toml").symlink_to("missing")
        with pytest.raises(DocumentError, match="leads nowhere"):
            find_settings("plan.yaml")

    def test_a_folder_of_that_name_is_none(self) -> None:
        Path("backsafe.toml").mkdir()

        assert find_settings("plan.yaml") == Settings()

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything"
    )
    def test_one_that_nobody_may_read(self) -> None:
        write("backsafe.toml", "profile = 'strict'").chmod(0)
        with pytest.raises(DocumentError, match="permission denied"):
            find_settings("plan.yaml")

    @pytest.mark.parametrize("path", ["\0", "a" * 5000, "/", "..", ""])
    def test_odd_paths_of_files(self, path: str) -> None:
        assert isinstance(find_settings(path), Settings)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["ST", "ST03", "AT01", "error", "warning", "a/../b", "strict", "own", "/0/~1"]
    )
    | st.just(dt.date(2026, 1, 1))
    | st.just(dt.time(1, 2))
)
KEYS = st.text(max_size=3) | st.sampled_from(
    ["ST03", "AT01", "hold_minimum_seconds", "path", "rule", "at", "reason", "*.yaml"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
NAMES = [name.replace("_", "-") for name in Settings.__slots__ if name not in ("path", "origins")]


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), VALUES, max_size=5))
def test_no_value_of_any_key_is_more_than_a_problem(table: dict[str, Any]) -> None:
    try:
        settings = read_settings(Located(table, (), "x.toml", "", NoPositions()), "/nowhere/x.toml")
    except DocumentError as error:
        assert all(problem.message for problem in error.problems)
    else:
        assert set(settings.origins) == {key.replace("-", "_") for key in table}
        settings.excludes("/nowhere/a.yaml")
        if settings.engine != "durable":
            Checker(**settings.for_checker() | {"baseline": None})


class TestMerge:
    FILE = Settings(
        path="/p/backsafe.toml",
        select=("ST",),
        extend_select=("WU",),
        ignore=("ST05",),
        profile="strict",
        origins={"select": "file", "extend_select": "file", "ignore": "file", "profile": "file"},
    )

    def test_nothing_changes_nothing(self) -> None:
        assert merge(self.FILE, {}) == self.FILE
        assert merge(self.FILE, {"select": [], "profile": None, "severity": {}}) == self.FILE

    def test_the_command_line_wins(self) -> None:
        merged = merge(self.FILE, {"profile": "beginner", "fail_on": "advice", "ignore": ["DL"]})

        assert (merged.profile, merged.fail_on, merged.ignore) == ("beginner", "advice", ("DL",))
        assert merged.select == ("ST",)
        assert {key for key, origin in merged.origins.items() if origin == "command line"} == {
            "profile",
            "fail_on",
            "ignore",
        }

    def test_a_selection_is_the_whole_choice(self) -> None:
        merged = merge(self.FILE, {"select": ["ST05"]})

        assert (merged.select, merged.extend_select, merged.ignore) == (("ST05",), (), ())
        both = merge(self.FILE, {"select": ["ST"], "extend_select": ["LD"], "ignore": ["ST01"]})
        assert (both.select, both.extend_select, both.ignore) == (("ST",), ("LD",), ("ST01",))

    def test_more_is_added(self) -> None:
        merged = merge(self.FILE, {"extend_select": ["RW07"]})

        assert merged.extend_select == ("WU", "RW07")
        assert merged.ignore == ("ST05",)

    def test_other_names_are_a_mistake(self) -> None:
        with pytest.raises(TypeError, match="no such settings: colour"):
            merge(self.FILE, {"colour": "red"})


def test_without_a_configuration_nothing_is_loaded_for_it() -> None:
    code = (
        "import sys, backsafe.config as config; config.find_settings('plan.yaml');"
        "print([name for name in ('tomllib', 'yaml', 'pydantic', 'backsafe.config.reader',"
        " 'backsafe.rules.loader') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_the_page_shows_every_key_and_its_examples_hold(repository: Path) -> None:
    page = (repository / "docs" / "configuration.md").read_text(encoding="utf-8")
    blocks = [part.partition("\n```")[0] for part in page.split("```toml\n")[1:]]
    write("me.yaml", "level: novice")
    write("logs/2026.csv", "x")
    write("rules/profiles/ours.yaml", "name: ours\nsummary: Ours.\nextend: strict\n")
    stated: set[str] = set()
    for number, block in enumerate(blocks):
        name = "pyproject.toml" if "[tool.backsafe]" in block else "backsafe.toml"
        if "entry-points" in block:
            continue
        write(f"{number}/{name}", block)
        for needed in ("me.yaml", "logs", "rules"):
            Path(f"{number}/{needed}").symlink_to(Path(needed).absolute())
        stated |= load_settings(f"{number}/{name}").origins.keys()

    assert stated == {*Settings.__slots__} - {"path", "origins", "packs"}
    for name in Settings.__slots__:
        assert name in ("path", "origins") or f"`{name.replace('_', '-')}`" in page
