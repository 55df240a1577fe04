"""The files to begin with: sound under every profile, complete, and never written over others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import backsafe
from backsafe.config import find_settings
from backsafe.errors import DocumentError, UsageError
from backsafe.readers import read_text
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import find_rule
from backsafe.starter import CONFIG, STARTER_FILES, WORKOUT, write_starter

KEYS = {
    "profile": "standard",
    "select": [],
    "extend-select": [],
    "ignore": [],
    "fail-on": "error",
    "engine": "auto",
    "athlete": "athlete.yaml",
    "history": "log.yaml",
    "baseline": "baseline.json",
    "unit": "kg",
    "rules": [],
    "packs": [],
    "exclude": [],
}


def uncommented() -> str:
    return re.sub(r"(?m)^#(?=\S)", "", CONFIG)


def answered() -> str:
    return re.sub(r"(?m)^( +)#(?=\S)", r"\1", WORKOUT)


@pytest.mark.parametrize("profile", sorted(default_rule_book().profiles))
def test_the_workout_is_sound_under_every_profile(profile: str) -> None:
    report = backsafe.check(backsafe.Text(WORKOUT), profile=profile, engine="compiled")

    # A strict profile wants to have some things decided; nothing is broken there, either.
    undecided = [it for it in report.violations if "cannot be decided" in it.message]
    assert list(report.violations) == undecided
    assert bool(undecided) is (profile == "strict")
    assert report.notices == ()
    assert report.summary.passed > 50


def test_nothing_is_stated_that_nobody_has_measured_or_seen() -> None:
    athlete = read_text(WORKOUT).content.athlete
    assert athlete is not None
    assert athlete.model_fields_set == {"level"}
    needs = {
        need.path for it in backsafe.check(backsafe.Text(WORKOUT)).unknowns for need in it.needs
    }
    assert "athlete.one_rep_max_kg.romanian_deadlift" in needs
    assert "athlete.technique.romanian_deadlift" in needs
    assert "athlete.age" in needs


@pytest.mark.parametrize("profile", sorted(default_rule_book().profiles))
def test_nothing_is_said_of_whoever_has_not_answered(profile: str) -> None:
    report = backsafe.check(backsafe.Text(WORKOUT), profile=profile, engine="compiled")
    unknown = {entry.code for entry in report.unknowns}

    assert {"AT01", "AT02", "AT03", "AT12", "FM01", "LD06"} <= unknown
    assert not any(code.startswith("ST") for code in unknown)


@pytest.mark.parametrize("profile", sorted(default_rule_book().profiles))
def test_the_workout_with_its_answers_is_complete(profile: str) -> None:
    report = backsafe.check(backsafe.Text(answered()), profile=profile, engine="compiled")

    assert report.violations == ()
    assert report.notices == ()
    # What its comments say is left out, and nothing else.
    assert {entry.code for entry in report.unknowns} == {"LD06"}


def test_what_the_comments_of_the_workout_say_is_so() -> None:
    short = WORKOUT.replace("hold_seconds: 30", "hold_seconds: 15")
    (found,) = backsafe.check(backsafe.Text(short)).violations

    assert (found.code, found.severity) == ("ST03", "advice")
    for word in re.findall(r"ignore\[(.*?)\]", WORKOUT + CONFIG):
        for rule in word.split(", "):
            find_rule(default_rule_book(), rule)


def test_the_workout_holds_no_comment_that_sets_something_aside() -> None:
    assert not re.search(r"backsafe\s*:\s*ignore", WORKOUT)


def test_the_workout_is_a_plan() -> None:
    document = read_text(WORKOUT)

    assert document.reader == "yaml"
    assert document.content.kind == "plan"


def test_the_configuration_sets_nothing_by_itself() -> None:
    assert tomllib.loads(CONFIG) == {}


def test_every_key_of_the_configuration_is_shown() -> None:
    found = tomllib.loads(uncommented())
    tables = {"per-file-ignores", "severity", "parameters", "suppressions"}

    assert {key: value for key, value in found.items() if key not in tables} == KEYS
    assert set(found) == {*KEYS, *tables}
    assert [set(it) for it in found["suppressions"]] == [{"path", "rule", "at", "reason"}]


def test_the_rules_that_the_configuration_names_exist() -> None:
    found, book = tomllib.loads(uncommented()), default_rule_book()

    for code, values in found["parameters"].items():
        own = find_rule(book, code).parameters
        assert {name: own[name].value for name in values} == values
    for code in [*found["severity"], *(it["rule"] for it in found["suppressions"])]:
        find_rule(book, code)


def test_lines_fit() -> None:
    assert max(map(len, (WORKOUT + CONFIG).splitlines())) <= 100


def test_both_are_written(tmp_path: Path) -> None:
    written = write_starter(str(tmp_path / "new" / "folder"))

    assert [Path(path).name for path in written] == list(STARTER_FILES)
    assert Path(written[0]).read_bytes() == WORKOUT.encode()


@pytest.mark.parametrize("name", STARTER_FILES)
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match=f"{name} exists, so nothing is written"):
        write_starter(str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_both_are_named(tmp_path: Path) -> None:
    write_starter(str(tmp_path))
    with pytest.raises(UsageError, match=r"workout\.yaml and .*backsafe\.toml exist, so"):
        write_starter(str(tmp_path))


def test_force_writes_over(tmp_path: Path) -> None:
    (tmp_path / "workout.yaml").write_text("mine")
    write_starter(str(tmp_path), force=True)

    assert (tmp_path / "workout.yaml").read_text() == WORKOUT
    assert (tmp_path / "backsafe.toml").read_text() == CONFIG


def test_a_configuration_of_the_project_stays_in_force(tmp_path: Path) -> None:
    shared = tmp_path / "pyproject.toml"
    shared.write_text('[tool.backsafe]\nprofile = "strict"\n')
    with pytest.raises(UsageError, match=r"\[tool\.backsafe\], which a new backsafe\.toml"):
        write_starter(str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]
    assert len(write_starter(str(tmp_path), force=True)) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", '[tool.backsafe]\nprofile = "strict"\n'), ("backsafe.toml", "")],
)
def test_a_configuration_further_up_stays_in_force(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    for folder in (tmp_path / "plans", tmp_path / "plans" / "may"):
        with pytest.raises(
            UsageError, match=rf"{name} .*, which a new backsafe\.toml would override, so"
        ):
            write_starter(str(folder))

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert len(write_starter(str(tmp_path / "plans"), force=True)) == 2
    # What was written holds from now on, whatever was known of the folder before.
    with pytest.raises(UsageError, match="exist, so nothing is written"):
        write_starter(str(tmp_path / "plans"))
    assert find_settings(str(tmp_path / "plans")).profile == "standard"


def test_a_broken_configuration_is_told(tmp_path: Path) -> None:
    (tmp_path / "backsafe.toml").write_text("profle = 'strict'")
    with pytest.raises(DocumentError, match="unknown key 'profle'"):
        write_starter(str(tmp_path / "new"))


@pytest.mark.parametrize("text", ["[tool.ruff]\n", "tool = 1\n", "[broken", "\udcff"])
def test_another_project_file_is_no_hindrance(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert len(write_starter(str(tmp_path))) == 2


def test_a_link_that_leads_nowhere_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "workout.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="exists"):
        write_starter(str(tmp_path))

    assert not (tmp_path / "elsewhere").exists()


def test_nothing_stays_of_what_could_not_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another program makes the second file after the first look.
    (tmp_path / "backsafe.toml").write_text("mine")
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    with pytest.raises(UsageError, match="cannot write"):
        write_starter(str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["backsafe.toml"]
    assert (tmp_path / "backsafe.toml").read_text() == "mine"


@pytest.mark.parametrize("folder", ["file", "file/below", "\0"])
def test_what_is_no_folder(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        write_starter(f"{tmp_path}/{folder}")
