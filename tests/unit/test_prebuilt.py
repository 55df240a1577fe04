"""What a wheel carries ready-made is what the rule files say, and is used only while it is."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import backsafe
from backsafe.exercises import find
from backsafe.exercises.matching import _made_index, index_module
from backsafe.prebuilt import (
    default_prebuilt,
    load_prebuilt,
    ongoing_judges,
    prebuilt_modules,
)
from backsafe.rules.folder import rule_book_folder
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import activate

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORKOUTS = [path for path in sorted(EXAMPLES.glob("*.yaml")) if path.stem != "athlete"]
PROFILES = sorted(default_rule_book().profiles)


def forget() -> None:
    default_prebuilt.cache_clear()
    ongoing_judges.cache_clear()
    for name in [name for name in sys.modules if name.startswith("backsafe._prebuilt")]:
        del sys.modules[name]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The modules as a wheel would carry them."""
    folder = tmp_path / "_prebuilt"
    folder.mkdir()
    for name, text in prebuilt_modules(rule_book_folder(), default_rule_book()):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "exercise_index.py").write_text(index_module(), encoding="utf-8")
    monkeypatch.setattr(backsafe, "__path__", [str(tmp_path), *backsafe.__path__])
    importlib.invalidate_caches()
    forget()
    yield folder
    forget()


def test_a_checkout_has_none_and_a_wheel_has_them() -> None:
    installed = (Path(backsafe.__file__).parent / "_prebuilt").is_dir()

    assert (load_prebuilt("standard") is not None) == installed


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("profile", PROFILES)
def test_rules_are_those_of_the_files(profile: str) -> None:
    ready = load_prebuilt(profile)
    read = activate(default_rule_book(), profile)

    assert ready is not None
    assert ready.rules == tuple(
        active._replace(rule=replace(active.rule, examples=())) for active in read
    )
    assert ready.assumed_level == default_rule_book().profiles[profile].assumed_level


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("path", WORKOUTS, ids=lambda path: path.stem)
def test_functions_judge_as_those_made_anew(profile: str, path: Path) -> None:
    ready = backsafe.Checker(profile=profile, engine="compiled").check(path)
    forget()
    made = backsafe.Checker(
        profile=profile, engine="compiled", rule_book=default_rule_book()
    ).check(path)

    assert ready.summary == made.summary
    assert ready.violations == made.violations
    assert ready.unknowns == made.unknowns
    assert ready.notices == made.notices


@pytest.mark.usefixtures("built")
def test_they_are_used() -> None:
    checker = backsafe.Checker(engine="compiled", per_file_ignores={"old": ["ST"]})
    judges = checker.engine._groups  # type: ignore[attr-defined]

    assert {group._ready is not None for group in judges.values()} == {True}


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("profile", PROFILES)
def test_live_sessions_are_judged_as_by_functions_made_anew(profile: str) -> None:
    ready = backsafe.Checker(profile=profile)
    made = backsafe.Checker(profile=profile, rule_book=default_rule_book())
    engines = ready.ongoing_engine._groups, made.ongoing_engine._groups
    names = [{name: it.judge.run.__module__ for name, it in own.items()} for own in engines]
    assert set(names[0].values()) == {f"backsafe._prebuilt.{profile}_ongoing"}
    assert not set(names[1].values()) & set(names[0].values())

    updates = []
    for checker in (ready, made):
        live = backsafe.LiveSession(checker=checker, date="2026-03-20", athlete={"level": "novice"})
        stretch = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 30}
        one = {"reps": 5, "load_kg": 90}
        updates.append(
            [live.log(stretch), live.log(one, exercise="deadlift"), live.log(one), live.close()]
        )
    assert updates[0] == updates[1]
    assert updates[0][1].violations


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "changed",
    [
        {"select": ["WU"]},
        {"ignore": ["WU"]},
        {"extend_select": ["RW07"]},
        {"severity": {"ST01": "advice"}},
        {"parameters": {"ST03": {"hold_minimum_seconds": 15}}},
        {"rule_book": default_rule_book()},
    ],
)
def test_they_are_not_used_for_other_rules(changed: dict[str, object]) -> None:
    judges = backsafe.Checker(engine="compiled", **changed).engine._groups  # type: ignore[arg-type]

    assert {group._ready is not None for group in judges.values()} == {False}


@pytest.mark.parametrize("change", ["edit", "rename", "add", "remove"])
def test_another_rule_file_makes_them_stale(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    assert load_prebuilt("standard") is not None
    rules = tmp_path / "rules"
    shutil.copytree(rule_book_folder(), rules)
    monkeypatch.setattr("backsafe.rules.folder.rule_book_folder", lambda: rules)
    assert load_prebuilt("standard") is not None

    (file,) = rules.glob("stretching/ST03*")
    if change == "edit":
        file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    elif change == "rename":
        file.rename(file.with_name("ST03-other.yaml"))
    elif change == "add":
        shutil.copy(file, file.with_name("ST99-other.yaml"))
    else:
        file.unlink()

    assert load_prebuilt("standard") is None


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "name", ["nothing", "standard_ongoing", "__init__", "exercise_index", "a.b", "../x", ""]
)
def test_what_is_no_profile_is_not_there(name: str) -> None:
    assert load_prebuilt(name) is None


@pytest.mark.usefixtures("built")
def test_the_index_of_exercises_is_that_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    from backsafe.exercises import matching

    module: ModuleType = importlib.import_module("backsafe._prebuilt.exercise_index")
    assert _made_index() == module.INDEX
    assert matching._ready_index() is module.INDEX

    monkeypatch.setattr(matching, "catalogue_text", lambda: b"[]")
    assert matching._ready_index() is None
    assert find("Barbell Deadlift") is not None
