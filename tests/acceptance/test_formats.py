"""Files of other apps through the installed command: read, judged, accounted for, converted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_command import EXAMPLES, report, run

STRONG = """\
Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes
2026-03-02 18:00:00,Pull,Deadlift (Barbell),1,100,5,0,0,,
2026-03-02 18:00:00,Pull,Deadlift (Barbell),2,heavy,5,0,0,,
2026-03-02 18:00:00,Pull,Deadlift (Barbell),Note,0,0,0,0,easy,
"""


def test_an_export_asks_for_its_unit_and_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "strong.csv"
    path.write_text(STRONG)
    asked = run("check", path)
    told = run("check", path, "--unit", "lb", "--verbose")

    assert asked.returncode == 2
    assert f"{path}:1:1: " in asked.stderr
    assert "--unit kg or --unit lb" in asked.stderr
    assert told.returncode in (0, 1, 3)
    assert "3 rows: 1 used, 1 ignored, 1 could not be read" in told.stderr
    assert "weight is no number, first on line 3" in told.stderr
    assert "a note, which is free text, first on line 4" in told.stderr


def test_what_is_known_of_the_athlete_decides_more(tmp_path: Path) -> None:
    alone = report(EXAMPLES / "training-log.csv")
    known = report(EXAMPLES / "training-log.csv", "--athlete", EXAMPLES / "athlete.yaml")

    assert known["summary"]["unknown"] < alone["summary"]["unknown"]
    assert {"ST01", "LD03"} <= {it["code"] for it in known["violations"]}


def test_the_plan_of_a_language_model_is_read(tmp_path: Path) -> None:
    found = run("check", EXAMPLES / "ai-coach-plan.json", "--show-parsed")

    assert found.returncode == 1
    assert "Lat stretch is held 15 s" in found.stdout
    assert "read as loose" in found.stderr
    assert "{reps: 10, most_reps: 12, rest_seconds: 90}" in found.stderr


def test_a_plan_in_liftoscript_is_read_from_standard_input() -> None:
    text = (EXAMPLES / "plan.liftoscript").read_text()
    found = report("-", stdin=text)

    assert found["summary"]["workouts"] == 2
    assert {it["location"]["path"] for it in found["violations"]} == {"-"}


@pytest.mark.parametrize("name", ["ai-coach-plan.json", "training-log.csv", "plan.liftoscript"])
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_converted_file_gives_the_same_findings(name: str, suffix: str, tmp_path: Path) -> None:
    written = tmp_path / f"converted{suffix}"
    done = run("convert", EXAMPLES / name, "-o", written)
    before, after = report(EXAMPLES / name), report(written)

    assert done.returncode == 0, done.stderr
    assert "could not be read" in done.stderr
    assert after["summary"] == before["summary"]
    told = [
        {(it["code"], it["message"]) for it in found["violations"]} for found in (before, after)
    ]
    assert told[0] == told[1]


def test_converting_writes_over_nothing_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "out.yaml"
    target.write_text("mine")
    refused = run("convert", EXAMPLES / "plan.liftoscript", "-o", target)

    assert refused.returncode == 2
    assert "exists; --force writes over it" in refused.stderr
    assert target.read_text() == "mine"
    assert run("convert", EXAMPLES / "plan.liftoscript", "-o", target, "--force").returncode == 0
    assert target.read_text().startswith("backsafe: 1\n")


def test_converting_what_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "x.csv", tmp_path / "out.yaml"
    source.write_text("a,b\n1,2\n")
    found = run("convert", source, "-o", target)

    assert found.returncode == 2
    assert "is no table that is known" in found.stderr
    assert not target.exists()


def test_the_latest_sessions_of_a_log(tmp_path: Path) -> None:
    log = EXAMPLES / "training-log.csv"

    assert report(log, "--last", "1")["summary"]["workouts"] == 1
    assert report(log, "--since", "2026-01-08")["summary"]["workouts"] == 2
    assert "LD03" in {it["code"] for it in report(log, "--last", "1")["violations"]}
    wrong = run("check", log, "--last", "0")
    assert wrong.returncode == 2
    assert "must be a number of 1 or more" in wrong.stderr
    assert run("check", log, "--since", "soon").returncode == 2
    plan = run("check", EXAMPLES / "plan.liftoscript", "--last", "1")
    assert plan.returncode == 2
    assert "choose sessions of a log" in plan.stderr


def test_a_log_is_summed_up() -> None:
    whole = run("check", EXAMPLES / "training-log.csv")
    summed = run("check", EXAMPLES / "training-log.csv", "--summary")

    for found in (whole, summed):
        assert "3 sessions, 2026-01, 0 of them without a violation" in found.stdout
        assert "2026-01-12 Pull" in found.stdout
    assert "  why  " in whole.stdout
    assert "  why  " not in summed.stdout
    assert len(report(EXAMPLES / "training-log.csv")["logs"][0]["worst"]) == 3


def test_a_history_feeds_the_session_after_it(tmp_path: Path) -> None:
    session = tmp_path / "next.yaml"
    session.write_text(
        "backsafe: 1\nkind: log\ndate: 2026-01-15\nactivities:\n"
        "  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 140}]}\n"
    )
    alone = report(session)
    after = report(session, "--history", EXAMPLES / "training-log.csv")

    assert "LD03" not in {it["code"] for it in alone["violations"]}
    assert "LD03" in {it["code"] for it in after["violations"]}


def test_a_reader_that_does_not_exist_is_told_with_the_nearest() -> None:
    found = run("check", EXAMPLES / "training-log.csv", "--reader", "hevi")

    assert found.returncode == 2
    assert "did you mean 'hevy'?" in found.stderr


def test_the_wrong_reader_says_what_it_expected() -> None:
    found = run("check", EXAMPLES / "training-log.csv", "--reader", "strong", "--unit", "kg")

    assert found.returncode == 2
    assert "is no export of Strong: column 'date' is missing" in found.stderr


def test_a_folder_takes_every_format(tmp_path: Path) -> None:
    for name in ("ai-coach-plan.json", "training-log.csv", "plan.liftoscript"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    (tmp_path / "README.md").write_text("# nothing\n")
    (tmp_path / "other.json").write_text(json.dumps({"name": "x"}))
    found = run("check", "--format", "json", tmp_path)

    assert json.loads(found.stdout)["summary"]["files"] == 3
    assert "other.json: passed over" in found.stderr
    assert "README.md" not in found.stderr


def test_a_document_that_check_would_refuse_is_told(tmp_path: Path) -> None:
    header = "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps\n"
    rows = (f"S{it},2026-01-01 10:00,,Deadlift (Barbell),0,normal,60,5\n" for it in range(20_001))
    source, target = tmp_path / "long.csv", tmp_path / "long.yaml"
    source.write_text(header + "".join(rows))
    found = run("convert", source, "-o", target)

    assert found.returncode == 2
    assert "larger than a document that check reads (8 MiB, 20,000 sessions)" in found.stderr
    assert target.exists()
