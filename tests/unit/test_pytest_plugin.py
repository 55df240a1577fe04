"""Plans are tests where somebody asks for it, and nothing happens where nobody does."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import backsafe

pytest_plugins = ["pytester"]

REPOSITORY = Path(__file__).resolve().parents[2]
SOUND = (REPOSITORY / "examples" / "sound-back-day.yaml").read_text(encoding="utf-8")
UNSAFE = (REPOSITORY / "examples" / "unsafe-back-day.yaml").read_text(encoding="utf-8")
PATTERN = "[pytest]\nbacksafe_files = plans/**/*.yaml\n"


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Loads what a run inside this one would load, and then throw away again class by class."""
    backsafe.check(
        REPOSITORY / "examples" / "unsafe-back-day.yaml", profile="strict", ignore="ST01"
    )


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with two plans, in which the plugin is loaded and asked for nothing."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p backsafe.pytest_plugin -p no:cacheprovider")
    plans = pytester.mkdir("plans")
    (plans / "sound.yaml").write_text(SOUND, encoding="utf-8")
    (plans / "unsafe.yaml").write_text(UNSAFE, encoding="utf-8")
    return pytester


def test_nothing_is_collected_unless_asked_for(project: pytest.Pytester) -> None:
    project.makepyfile("def test_own(): pass")

    found = project.runpytest()

    found.assert_outcomes(passed=1)
    found.stdout.no_fnmatch_line("*training plans*")


def test_files_that_the_configuration_names(project: pytest.Pytester) -> None:
    project.makeini(PATTERN)

    found = project.runpytest("-rA")

    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        [
            "plans/unsafe.yaml:11:*: error ST01 static-stretch-before-lifting *",
            "8 errors · 1 warning · *",
            "backsafe check plans/unsafe.yaml says why, and what to do",
            "2 read, 12 violations, * checks undecided; backsafe check shows them",
            "PASSED plans/sound.yaml::backsafe",
            "FAILED plans/unsafe.yaml::backsafe*",
        ]
    )
    assert "Traceback" not in found.stdout.str()


def test_files_that_the_command_line_names_start_from_its_folder(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\n")
    inside = project.path / "plans"

    found = project.runpytest_subprocess("--backsafe", "s*.yaml", "--rootdir", "..")
    assert found.parseoutcomes() == {"passed": 1}
    found = project.runpytest("--backsafe", "plans/s*.yaml", "--backsafe", "plans/u*.yaml", inside)
    found.assert_outcomes(passed=1, failed=1)


def test_a_pattern_that_finds_nothing_is_told(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nbacksafe_files = plan/*.yaml\n")
    project.makepyfile("def test_own(): pass")

    found = project.runpytest()

    found.stdout.fnmatch_lines(
        ["0 read, 0 violations, 0 checks undecided; asked for: plan/[*].yaml"]
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("backsafe: 1\nactivities: []\n", "plans/sound.yaml: nothing could be judged*"),
        ("backsafe: 1\nactivitys: []\n", "plans/sound.yaml:2:1: unknown key 'activitys'*"),
        ("just text", "plans/sound.yaml:*"),
    ],
)
def test_what_cannot_be_judged_or_read_fails(
    project: pytest.Pytester, text: str, told: str
) -> None:
    project.makeini("[pytest]\nbacksafe_files = plans/sound.yaml\n")
    (project.path / "plans" / "sound.yaml").write_text(text, encoding="utf-8")

    found = project.runpytest()

    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines([told])
    assert "pytest_plugin.py" not in found.stdout.str()


def test_the_configuration_of_a_file_holds(project: pytest.Pytester) -> None:
    project.makeini(PATTERN)
    (project.path / "plans" / "backsafe.toml").write_text(
        'exclude = ["old/"]\nignore = ["ST01"]\n', encoding="utf-8"
    )
    old = project.path / "plans" / "old"
    old.mkdir()
    (old / "unsafe.yaml").write_text(UNSAFE, encoding="utf-8")

    found = project.runpytest()

    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(["2 read, 11 violations, *"])
    found.stdout.no_fnmatch_line("*ST01*")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ignor = ["ST01"]\n', "*backsafe.toml:1:1: *did you mean 'ignore'?*"),
        ('athlete = "nobody.yaml"\n', "*nobody.yaml*"),
    ],
)
def test_a_wrong_configuration_fails_each_file(
    project: pytest.Pytester, text: str, told: str
) -> None:
    project.makeini(PATTERN)
    (project.path / "backsafe.toml").write_text(text, encoding="utf-8")

    found = project.runpytest()

    found.assert_outcomes(failed=2)
    found.stdout.fnmatch_lines([told])


def test_a_warning_fails_where_it_shall(project: pytest.Pytester) -> None:
    project.makeini(PATTERN)
    short = SOUND.replace("exercise: cat-camel, minutes: 3", "exercise: cat-camel, minutes: 2")
    (project.path / "plans" / "sound.yaml").write_text(short, encoding="utf-8")
    (project.path / "plans" / "unsafe.yaml").unlink()

    project.runpytest().assert_outcomes(passed=1)
    (project.path / "plans" / "backsafe.toml").write_text('fail-on = "warning"\n')
    found = project.runpytest_subprocess()
    assert found.parseoutcomes() == {"failed": 1}
    found.stdout.fnmatch_lines(["plans/sound.yaml:*: warning WU02 *"])


def test_the_fixture(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import backsafe, pytest

        UNSAFE = {"activities": [
            {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30},
            {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]},
        ]}

        def test_it_returns_the_report(backsafe_check):
            report = backsafe_check("plans/sound.yaml")
            assert isinstance(report, backsafe.Report)
            assert report.ok and report.profile == "standard"

        def test_options_go_before_the_configuration(backsafe_check):
            assert backsafe_check("plans/sound.yaml", profile="strict").profile == "strict"

        def test_an_unsafe_plan(backsafe_check):
            backsafe_check(UNSAFE)

        def test_one_that_cannot_be_read(backsafe_check):
            backsafe_check({"activitys": []})

        def test_a_file_that_is_not_there(backsafe_check):
            backsafe_check("plans/lost.yaml")

        def test_an_option_that_is_not_there(backsafe_check):
            backsafe_check(UNSAFE, profile="strikt")

        def test_nothing_judged(backsafe_check):
            backsafe_check({"activities": []})
        """
    )

    found = project.runpytest()

    found.assert_outcomes(passed=2, failed=5)
    found.stdout.fnmatch_lines(
        [
            "<mapping>: error ST01 *",
            "*did you mean 'activities'?*",
            "*plans/lost.yaml: *",
            "*did you mean 'strict'?*",
            "<mapping>: nothing could be judged*",
        ]
    )
    assert "pytest_plugin.py" not in found.stdout.str()


def test_the_fixture_takes_the_configuration_beside_the_test(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        def test_a_mapping(backsafe_check):
            lift = {"type": "lift", "exercise": "lat pulldown", "sets": [{"reps": 5}]}
            assert backsafe_check({"activities": [lift]}).profile == "evidence"
        """
    )
    (project.path / "backsafe.toml").write_text('profile = "evidence"\nignore = ["WU01"]\n')

    project.runpytest().assert_outcomes(passed=1)


def test_a_strict_project_is_not_disturbed(project: pytest.Pytester) -> None:
    project.makeini(
        PATTERN + "filterwarnings = error\naddopts = --strict-config --strict-markers\n"
    )

    found = project.runpytest_subprocess()

    assert found.parseoutcomes() == {"passed": 1, "failed": 1}
    found.stdout.no_fnmatch_line("*arning*summary*")


def test_workers_tell_the_same(project: pytest.Pytester) -> None:
    pytest.importorskip("xdist", reason="needs pytest-xdist")
    project.makeini(PATTERN)

    found = project.runpytest_subprocess("-p", "xdist", "-n", "2")

    assert found.parseoutcomes() == {"passed": 1, "failed": 1}
    found.stdout.fnmatch_lines(["2 read, 12 violations, * checks undecided*"])


def test_loading_it_costs_nothing() -> None:
    code = """
import sys, pytest
before = set(sys.modules)
import backsafe.pytest_plugin
print(sorted(set(sys.modules) - before))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "['backsafe', 'backsafe.pytest_plugin']"


def test_pytest_is_told_of_it() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["entry-points"]["pytest11"] == {"backsafe": "backsafe.pytest_plugin"}
