"""The installed command, as people and CI run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backsafe.engines import durable_available

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ENGINES = ["compiled", pytest.param("durable", marks=pytest.mark.durable)]


def run(
    *arguments: str | Path, stdin: str | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backsafe", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
    )


def report(*arguments: str | Path, stdin: str | None = None) -> dict[str, Any]:
    found = run("check", "--format", "json", *arguments, stdin=stdin)
    parsed: dict[str, Any] = json.loads(found.stdout)
    return parsed


@pytest.mark.parametrize("engine", ENGINES)
def test_the_unsafe_example_breaks_the_headline_rules(engine: str) -> None:
    found = report("--engine", engine, EXAMPLES / "unsafe-back-day.yaml")

    assert found["ok"] is False
    errors = {it["code"] for it in found["violations"] if it["severity"] == "error"}
    assert {"WU01", "ST01", "WU04", "WU05", "LD02"} <= errors
    for violation in found["violations"]:
        assert violation["location"]["line"] > 1
        assert violation["location"]["column"] >= 1
        assert violation["sources"]
        assert violation["why"]
    assert found["engine"] == engine


def test_the_mended_example_passes() -> None:
    found = run("check", EXAMPLES / "unsafe-back-day-mended.yaml")

    assert found.returncode == 0, found.stdout
    assert "no violation found" in found.stdout


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sound_example_leaves_nothing_unknown(engine: str) -> None:
    found = report("--engine", engine, EXAMPLES / "sound-back-day.yaml")

    assert found["ok"] is True
    assert found["violations"] == []
    assert found["unknown"] == []
    assert found["summary"]["passed"] > 30


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("no-warm-up", "WU01"),
        ("static-stretch-first", "ST01"),
        ("heavy-start", "WU04"),
        ("load-before-form", "LD02"),
    ],
)
def test_an_example_per_headline_rule(name: str, code: str) -> None:
    found = run("check", EXAMPLES / f"{name}.yaml")

    assert found.returncode == 1
    assert code in found.stdout


@pytest.mark.durable
def test_both_engines_give_the_same_json() -> None:
    paths = sorted(EXAMPLES.glob("*day*.yaml"))

    one = report("--engine", "compiled", *paths)
    other = report("--engine", "durable", *paths)

    assert one.pop("engine") == "compiled"
    assert other.pop("engine") == "durable"
    assert one == other


def test_durable_is_the_default_where_it_is_installed() -> None:
    expected = "durable" if durable_available() else "compiled"

    assert report(EXAMPLES / "sound-back-day.yaml")["engine"] == expected


def test_standard_input() -> None:
    text = (EXAMPLES / "no-warm-up.yaml").read_text()

    found = report("-", stdin=text)

    assert "WU01" in {it["code"] for it in found["violations"]}
    assert {it["location"]["path"] for it in found["violations"]} == {"-"}


def test_a_folder_takes_what_is_a_workout_and_tells_what_is_not() -> None:
    found = run("check", EXAMPLES)

    assert found.returncode == 1
    assert "sound-back-day.yaml" in found.stdout
    assert "athlete.yaml" in found.stderr


def test_unreadable_files_do_not_keep_others_from_being_checked(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("backsafe: 1\nactivities:\n  - {type: lift, exercise: deadlift, set: []}\n")

    found = run("check", broken, EXAMPLES / "sound-back-day.yaml")

    assert found.returncode == 2
    assert f"{broken}:3:" in found.stderr
    assert "did you mean 'sets'?" in found.stderr
    assert "no violation found" in found.stdout
    assert "Traceback" not in found.stderr


def test_nothing_judged_is_not_success(tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("backsafe: 1\nactivities: []\n")

    assert run("check", empty).returncode == 3


def test_fail_on_moves_the_threshold(tmp_path: Path) -> None:
    short = tmp_path / "short.yaml"
    short.write_text(
        "backsafe: 1\nathlete: {symptoms: []}\nactivities:\n"
        "  - {type: static_stretch, exercise: child's pose, hold_seconds: 15, intensity: mild}\n"
    )

    assert run("check", short).returncode == 0
    assert run("check", "--fail-on", "warning", short).returncode == 0
    assert run("check", "--fail-on", "advice", short).returncode == 1
    assert run("check", "--profile", "evidence", "--fail-on", "advice", short).returncode == 0


def test_select_and_ignore() -> None:
    path = EXAMPLES / "unsafe-back-day.yaml"

    selected = report("--select", "ST", path)
    ignored = report("--ignore", "warm-up-missing,LD", path)

    assert {it["code"] for it in selected["violations"]} == {"ST01", "ST02"}
    codes = {it["code"] for it in ignored["violations"]}
    assert "ST01" in codes
    assert not {code for code in codes if code == "WU01" or code.startswith("LD")}


RED_FLAG = """\
backsafe: 1
athlete: {symptoms: [chest_pain], conditions: [low_back_pain]%s}
activities: [{type: lift, exercise: deadlift, sets: [{reps: 3, load_percent: 90}]}]
"""
CLEARED = ", clearance: [{rule: AT01, by: Dr. Lee, date: 2026-03-01%s}]"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--ignore", "AT01"],
        ["--ignore", "AT,WU,emergency-signs"],
        ["--select", "ST"],
        ["--profile", "evidence"],
        ["--profile", "strict"],
    ],
)
def test_a_red_flag_outranks_everything(tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "red.yaml"
    path.write_text(RED_FLAG % "")

    found = run("check", *options, path)
    told = report(*options, path)

    assert found.returncode == 1
    assert "get emergency care now" in found.stdout
    assert [it["code"] for it in told["violations"]] == ["AT01"]
    assert told["violations"][0]["fix"] is None
    assert told["unknown"] == []


def test_a_red_flag_is_set_aside_by_a_clearance_with_a_reason_only(tmp_path: Path) -> None:
    path = tmp_path / "cleared.yaml"
    path.write_text(RED_FLAG % (CLEARED % ", reason: a strained muscle"))
    told = report(path)
    codes = {it["code"] for it in told["violations"]}

    assert "AT01" not in codes
    assert {"WU01", "WU04", "AT10"} <= codes
    assert told["summary"]["suppressed"] == 1
    assert any("a strained muscle" in it["message"] for it in told["notices"])

    path.write_text(RED_FLAG % (CLEARED % ""))
    assert [it["code"] for it in report(path)["violations"]] == ["AT01"]


@pytest.mark.parametrize(("rule", "hint"), [("AT1", ""), ("emergency-sign", "emergency-signs")])
def test_a_clearance_of_nothing_is_told(tmp_path: Path, rule: str, hint: str) -> None:
    path = tmp_path / "cleared.yaml"
    clearance = f", clearance: [{{rule: {rule}, by: Dr. Lee, date: 2026-03-01, reason: fine}}]"
    path.write_text(RED_FLAG.replace("chest_pain", "fever") % clearance)
    (told,) = [it["message"] for it in report(path)["notices"] if it["kind"] == "clearance"]

    assert f"the clearance of {rule!r} names no screening rule" in told
    assert hint in told


def test_screening_that_is_to_be_ignored_stays_and_says_so() -> None:
    found = run("check", "--ignore", "AT01", EXAMPLES / "sound-back-day.yaml")

    assert found.returncode == 0
    assert "AT01 screens the athlete and cannot be ignored" in " ".join(found.stdout.split())


def test_a_red_flag_of_the_athlete_file_outranks_the_session(tmp_path: Path) -> None:
    athlete = tmp_path / "athlete.yaml"
    athlete.write_text("symptoms: [saddle_numbness]\n")
    path = EXAMPLES / "unsafe-back-day.yaml"

    found = report("--athlete", athlete, "--select", "ST", path)

    assert {it["code"] for it in found["violations"]} == {"AT01"}
    assert found["unknown"] == []


def test_a_clearance_with_a_reason_is_counted_and_told(tmp_path: Path) -> None:
    athlete = tmp_path / "athlete.yaml"
    athlete.write_text(
        "symptoms: [chest_pain]\n"
        "clearance: [{rule: AT01, by: Dr. Who, date: 2026-11-01, reason: muscle strain}]\n"
    )

    found = report("--athlete", athlete, EXAMPLES / "sound-back-day.yaml")

    assert found["ok"] is True
    assert found["summary"]["suppressed"] == 1
    assert any("Dr. Who" in it["message"] for it in found["notices"])


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["check", "--profile", "standart", "x.yaml"], "did you mean 'standard'"),
        (["check", "--select", "ST3", "x.yaml"], "unknown rule 'ST3'"),
        (["check", "--engine", "durabel", "x.yaml"], "did you mean 'durable'"),
        (["explain", "stretch-hold-to-short"], "did you mean 'stretch-hold-too-short'"),
        (["check", "no-such-file.yaml"], "no such file"),
    ],
)
def test_wrong_usage_is_told_with_the_nearest_right_word(arguments: list[str], hint: str) -> None:
    found = run(*arguments)

    assert found.returncode == 2
    assert hint in found.stderr
    assert "Traceback" not in found.stderr


def test_explain_says_whose_number_it_is() -> None:
    by_code, by_name = run("explain", "LD06"), run("explain", "no-pause-between-reps")

    assert by_code.returncode == 0
    assert by_code.stdout == by_name.stdout
    assert "our own figure" in by_code.stdout


def test_rules_lists_every_rule_with_sources_and_parameters() -> None:
    found = json.loads(run("rules", "--format", "json").stdout)

    assert len(found) >= 20
    assert all(rule["sources"] for rule in found)
    assert all(len(line) < 140 for line in run("rules").stdout.splitlines())


def test_the_schema_validates_the_examples() -> None:
    import jsonschema

    from backsafe.syntax.yaml import parse

    schema = json.loads(run("schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    for path in EXAMPLES.glob("*.yaml"):
        document, _ = parse(path.read_text(), str(path))
        if path.name != "athlete.yaml":
            assert not list(validator.iter_errors(document)), path
            session = document if "activities" in document else document["weeks"][0]["workouts"][0]
            session["activities"].append({"type": "lift", "exercise": "row", "set": []})
            assert list(validator.iter_errors(document)), path


def test_text_fits_its_columns() -> None:
    found = run("check", EXAMPLES / "unsafe-back-day.yaml")

    assert max(map(len, found.stdout.splitlines())) <= 140
    assert "\x1b" not in found.stdout


def test_the_app_example_runs() -> None:
    found = subprocess.run(
        [sys.executable, EXAMPLES / "app.py"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "ST01" in found.stdout
    assert "athlete.one_rep_max_kg.deadlift" in found.stdout


def test_the_rules_are_listed_with_sources_and_parameters() -> None:
    found = json.loads(run("rules", "--format", "json").stdout)

    assert len(found) == len({it["code"] for it in found}) == 68
    for rule in found:
        assert rule["sources"], rule["code"]
        for name, parameter in rule["parameters"].items():
            assert parameter["origin"] in ("article", "external", "project"), name
            assert (parameter["source"] is None) == (parameter["origin"] == "project"), name
    assert {it["code"] for it in found if not it["on"]} == {"RW07", "AT11"}
    strict = json.loads(run("rules", "--format", "json", "--profile", "strict").stdout)
    assert all(it["on"] for it in strict)
    assert "RW07  rows-never-vary                    off " in run("rules").stdout


def test_the_linter_of_rules(tmp_path: Path) -> None:
    clean = run("rules", "--lint")
    assert (clean.returncode, clean.stdout) == (0, "68 rules, no problems\n")

    (tmp_path / "sources.yaml").write_text("one: {title: One, kind: external, verified: read}\n")
    found = run("rules", "--lint", tmp_path)
    assert found.returncode == 1
    assert found.stdout.splitlines() == [
        f"{tmp_path}/sources.yaml:1:1: no rule cites one",
        f"{tmp_path}/sources.yaml:1:1: one has neither year nor url",
        "0 rules, 2 problems",
    ]
    nothing = run("rules", "--lint", tmp_path / "nowhere")
    assert nothing.returncode == 2
    assert "holds no rule book" in nothing.stderr


def test_the_profiles_say_what_they_change() -> None:
    found = run("profiles")

    assert found.returncode == 0
    for line in ("beginner", "evidence", "standard", "strict"):
        assert f"\n{line}\n" in f"\n{found.stdout}"
    assert (
        "ST03 stretch-hold-too-short: hold_minimum_seconds is 10 s in place of 20." in found.stdout
    )


def test_a_program_is_judged_week_by_week(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    path.write_text(
        """\
backsafe: 1
weeks:
  - workouts:
      - day: 1
        activities:
          - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}
  - workouts:
      - day: 1
        activities:
          - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 80}]}
"""
    )
    told = report(path)
    places = {it["code"]: it["location"] for it in told["violations"]}

    assert (places["LD03"]["line"], places["LD03"]["pointer"]) == (
        10,
        "/weeks/1/workouts/0/activities/0",
    )
    assert places["PR01"]["pointer"] in ("/weeks/0", "/weeks/1")
    assert told["summary"]["workouts"] == 2


def test_the_example_program_gets_advice_alone() -> None:
    told = report(EXAMPLES / "two-week-program.yaml")

    assert {(it["code"], it["severity"]) for it in told["violations"]} == {("PR01", "advice")}
    assert told["summary"]["workouts"] == 6


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "backsafe", "check", EXAMPLES / "sound-back-day.yaml"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )

    assert found.returncode == 2
    assert found.stderr == "backsafe: cannot write: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_reads_may_stop(unbuffered: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "backsafe", "rules", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()

    assert process.returncode == 141
    assert told == b""
