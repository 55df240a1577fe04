"""A baseline: what is known is set aside, so often and no more; files that are none are refused."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.baseline import FORMAT, Baseline, BaselineEntry
from backsafe.errors import DocumentError, UsageError
from backsafe.report import Suppression
from backsafe.suppressions import SuppressionEntry

Document = dict[str, Any]

PLAN = """\
backsafe: 1
title: Back day
athlete:
  level: novice
  technique: {deadlift: learning}
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 3, load_percent: 85}
      - {reps: 3, load_percent: 85}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/day.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def checker(**keywords: Any) -> backsafe.Checker:
    return backsafe.Checker(engine="compiled", **keywords)


def written(folder: Path, **keywords: Any) -> Path:
    report = checker(**keywords).check(folder / "plans/day.yaml")
    path = folder / "baseline.json"
    Baseline.of(report, folder).write(path)
    return path


def told(report: backsafe.Report) -> list[str]:
    return [it.message for it in report.notices if it.kind == "baseline"]


def change(folder: Path, before: str, after: str) -> None:
    path = folder / "plans/day.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_what_is_known_is_set_aside(folder: Path) -> None:
    before = checker().check(folder / "plans/day.yaml")
    report = checker(baseline=written(folder)).check(folder / "plans/day.yaml")
    assert before.violations
    assert not report.violations
    assert report.ok
    assert {it.suppression for it in report.suppressions} == {Suppression(kind="baseline")}
    assert tuple(it.violation for it in report.suppressions) == before.violations
    assert not told(report)


def test_its_file_is_one_line_a_finding_in_an_order_that_stays(folder: Path) -> None:
    path = written(folder)
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert list(data) == ["format", "files"]
    assert data["format"] == FORMAT == "backsafe-baseline/1"
    assert list(data["files"]) == ["plans/day.yaml"]
    entries = data["files"]["plans/day.yaml"]
    assert all(list(it) == ["fingerprint", "code", "count", "message"] for it in entries)
    assert [it["code"] for it in entries] == sorted(it["code"] for it in entries)
    assert next(it["count"] for it in entries if it["code"] == "LD02") == 2
    assert text.count("\n") == len(entries) + 7
    assert text.endswith("}\n")
    change(folder, "activities:", "# moved\nactivities:")
    assert written(folder).read_text(encoding="utf-8") == text


def test_it_reads_what_it_wrote(folder: Path) -> None:
    path = written(folder)
    known = Baseline.read(path)
    assert known == Baseline.of(checker().check(folder / "plans/day.yaml"), folder)
    assert len(known) == sum(entry.count for entry in known.files["plans/day.yaml"])
    Baseline(folder, {}).write(path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"format": FORMAT, "files": {}}
    assert Baseline.read(path) == Baseline(folder, {})


def test_another_one_of_the_same_is_told(folder: Path) -> None:
    path = written(folder)
    change(
        folder,
        "      - {reps: 3, load_percent: 85}\n      - {reps: 3, load_percent: 85}\n",
        "      - {reps: 3, load_percent: 85}\n" * 3,
    )
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    found = [it for it in report.violations if it.code == "LD02"]
    assert [it.location.pointer for it in found] == ["/activities/1/sets/2"]


def test_a_finding_that_gets_worse_is_told(folder: Path) -> None:
    path = written(folder)
    change(folder, "hold_seconds: 15", "hold_seconds: 5")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    assert {it.code for it in report.violations} == {"ST01", "ST03"}
    assert told(report) == ["2 findings of the baseline occur no longer; write it again"]


def test_what_is_gone_is_told_once(folder: Path) -> None:
    path = written(folder)
    change(folder, "load_percent: 85}\n", "load_percent: 30}\n")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    (message,) = told(report)
    assert message.endswith("findings of the baseline occur no longer; write it again")
    assert report.ok


def test_rules_that_do_not_run_or_are_undecided_are_not_told_gone(folder: Path) -> None:
    path = written(folder)
    assert not told(checker(baseline=path, ignore=["LD", "WU"]).check(folder / "plans/day.yaml"))
    change(folder, "load_percent: 85}\n      - {reps: 3, load_percent: 85}", "load_kg: 85}")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    assert not told(report)


def test_a_part_of_a_log_tells_nothing_gone(folder: Path) -> None:
    path = folder / "plans/day.yaml"
    lift = "{type: lift, exercise: deadlift, sets: [{reps: 3, load_percent: 90}]}"
    days = "".join(f"  - {{date: 2026-03-0{it}, activities: [{lift}]}}\n" for it in (2, 5))
    path.write_text(f"backsafe: 1\nathlete: {{level: novice}}\nworkouts:\n{days}", encoding="utf-8")
    known = written(folder)
    report = checker(baseline=known, last=1).check(path)
    assert not told(report)
    assert not report.violations


def test_screening_is_neither_written_nor_set_aside(folder: Path) -> None:
    change(folder, "level: novice", "level: novice\n  par_q_yes: [chest_pain]")
    path = written(folder)
    assert '"AT' not in path.read_text(encoding="utf-8")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    assert {it.code for it in report.violations} == {"AT03"}
    known = report.violations[0].fingerprint
    forged = Baseline(folder, {"plans/day.yaml": [BaselineEntry(known, "AT03", 5)]})
    assert "AT03" in {
        it.code for it in checker(baseline=forged).check(folder / "plans/day.yaml").violations
    }
    forged = Baseline(folder, {"plans/day.yaml": [BaselineEntry(known, "LD02", 5)]})
    assert "AT03" in {
        it.code for it in checker(baseline=forged).check(folder / "plans/day.yaml").violations
    }


def test_what_is_set_aside_otherwise_is_not_written(folder: Path) -> None:
    change(folder, "hold_seconds: 15}", "hold_seconds: 15}  # backsafe: ignore[ST01] so agreed")
    entries = [SuppressionEntry("plans/day.yaml", "LD02", "why")]
    path = written(folder, suppressions=entries, root=folder)
    codes = {it.code for it in Baseline.read(path).files["plans/day.yaml"]}
    assert "LD01" in codes
    assert not codes & {"ST01", "LD02"}


def test_writing_it_again_keeps_what_is_still_found_and_drops_what_is_gone(folder: Path) -> None:
    path = written(folder)
    before = Baseline.read(path)
    change(folder, "hold_seconds: 15", "hold_seconds: 5")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    Baseline.of(report, folder, earlier=before).write(path)
    after = Baseline.read(path)
    was, now = (set(it.files["plans/day.yaml"]) for it in (before, after))
    assert {it.code for it in was - now} == {it.code for it in now - was} == {"ST01", "ST03"}
    again = checker(baseline=path).check(folder / "plans/day.yaml")
    assert not again.violations
    assert not told(again)


def test_files_that_were_not_checked_are_kept_while_they_exist(folder: Path) -> None:
    entry = BaselineEntry("0" * 32, "ST01", 1)
    (folder / "plans/other.yaml").write_text(PLAN, encoding="utf-8")
    paths = ("plans/day.yaml", "plans/other.yaml", "plans/deleted.yaml")
    earlier = Baseline(folder, {path: [entry] for path in paths})
    report = checker().check(folder / "plans/day.yaml")
    after = Baseline.of(report, folder, earlier=earlier)
    assert set(after.files) == {"plans/day.yaml", "plans/other.yaml"}
    assert after.files["plans/other.yaml"] == (entry,)
    assert entry not in after.files["plans/day.yaml"]
    assert set(Baseline.of(report, folder).files) == {"plans/day.yaml"}


def test_findings_that_a_red_flag_withholds_are_kept(folder: Path) -> None:
    path = written(folder)
    known = Baseline.read(path)
    change(folder, "level: novice", "level: novice\n  symptoms: [saddle_numbness]")
    report = checker(baseline=path).check(folder / "plans/day.yaml")
    assert {it.code for it in report.violations} == {"AT01"}
    assert not told(report)
    assert Baseline.of(report, folder, earlier=known) == known


def test_paths_are_relative_to_its_own_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = checker().check(folder / "plans/day.yaml")
    (folder / "conf").mkdir()
    path = folder / "conf/baseline.json"
    Baseline.of(report, folder).write(path)
    assert list(Baseline.read(path).files) == ["../plans/day.yaml"]
    for where, name in ((folder, "plans/day.yaml"), (folder / "plans", "./day.yaml")):
        monkeypatch.chdir(where)
        known = os.path.relpath(path)
        assert not checker(baseline=known).check(name).violations
        assert checker(baseline=Baseline.read(known)).check(name).suppressions
    linked = folder / "linked"
    linked.symlink_to(folder / "plans")
    assert not checker(baseline=path).check(linked / "day.yaml").violations


def test_yaml_and_json_of_one_content_share_findings(folder: Path) -> None:
    import yaml

    known = Baseline.read(written(folder)).files["plans/day.yaml"]
    (folder / "plans/day.json").write_text(json.dumps(yaml.safe_load(PLAN)), encoding="utf-8")
    report = checker().check(folder / "plans/day.json")
    assert set(Baseline.of(report, folder).files["plans/day.json"]) == set(known)


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_of_files_that_are_no_text(folder: Path) -> None:
    path = os.fsdecode(os.fsencode(folder) + b"/caf\xe9.yaml")
    Path(path).write_text(PLAN, encoding="utf-8")
    Baseline.of(checker().check(path), folder).write(folder / "b.json")
    assert not checker(baseline=folder / "b.json").check(path).violations


@pytest.mark.parametrize("name", ["-", "<text>", "<mapping>"])
def test_what_is_no_file_cannot_be_known(tmp_path: Path, name: str) -> None:
    report = checker().check(backsafe.Text(PLAN, name=name))
    with pytest.raises(UsageError, match="is no file, and a baseline knows files only"):
        Baseline.of(report, tmp_path)


def test_several_reports_and_processes(folder: Path) -> None:
    (folder / "plans/other.yaml").write_text(PLAN, encoding="utf-8")
    paths = [folder / "plans/day.yaml", folder / "plans/other.yaml"]
    known = Baseline.of(checker().check_many(paths, processes=2), folder)
    assert list(known.files) == ["plans/day.yaml", "plans/other.yaml"]
    reports = list(checker(baseline=known).check_many(paths, processes=2))
    assert [len(it.violations) for it in reports] == [0, 0]
    assert sum(it.summary.suppressed for it in reports) == len(known)
    first, second = reports
    assert Baseline.of(first.joined([second]), folder) == known


def test_suppress_false_shows_what_is_known(folder: Path) -> None:
    every = checker(baseline=written(folder), suppress=False)
    assert every.check(folder / "plans/day.yaml").violations


def test_it_is_written_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(folder)
    path.chmod(0o640)
    before = path.read_bytes()
    known = Baseline.read(path)
    known.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == before

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match="cannot be written: No space left"):
        Baseline(folder, {}).write(path)
    assert path.read_bytes() == before
    assert sorted(it.name for it in folder.iterdir()) == ["baseline.json", "plans"]


def test_it_is_written_through_a_link(folder: Path) -> None:
    path = written(folder)
    link = folder / "link.json"
    link.symlink_to(path)
    Baseline(folder, {}).write(link)
    assert link.is_symlink()
    assert not Baseline.read(path).files


def test_it_cannot_be_written_where_no_folder_is(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        Baseline(folder, {}).write(folder / "no/folder.json")


GOOD = '{"fingerprint": "' + "0" * 32 + '", "code": "ST01", "count": 1}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("{", "1:2: is not valid JSON"),
        ("[]", "1:1: a baseline must be an object"),
        ("{}", '"format" must be "backsafe-baseline/1"'),
        ('{"format": "backsafe-baseline/2"}', '1:2: "format" must be "backsafe-baseline/1", found'),
        ('{"format": "F",\n "files": {}, "fils": {}}', "2:15: unknown key 'fils'; did you mean"),
        ('{"format": "F"}', '"files" must be an object'),
        ('{"format": "F",\n "files": []}', '2:2: "files" must be an object'),
        ('{"format": "F", "files": {\n"a.yaml": {}}}', "2:1: must be a list of findings"),
        ('{"format": "F", "files": {"a.yaml": [\n[]]}}', "2:1: a finding must be an object"),
        ('{"format": "F", "files": {"a.yaml": [{}]}}', '"fingerprint" must be 32 hexadecimal'),
        ('{"format": "F", "files": {"a": [\nG,\nG]}}', "3:2: the same fingerprint twice"),
        ('{"format": "F", "files": {}, "files": {}}', "duplicate key 'files'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text.replace('"F"', f'"{FORMAT}"').replace("G", GOOD), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        checker(baseline=path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("0" * 32, "0" * 31, '"fingerprint" must be 32 hexadecimal digits'),
        ("0" * 32, "G" * 32, '"fingerprint" must be 32 hexadecimal digits'),
        ('"ST01"', "1", '"code" must be the code of a rule'),
        ('"ST01"', '""', '"code" must be the code of a rule'),
        ('"ST01"', '"AT03"', "AT03 screens the athlete"),
        (": 1}", ": 0}", '"count" must be a whole number of 1 or more'),
        (": 1}", ": -1}", '"count" must be a whole number of 1 or more'),
        (": 1}", ": 1.0}", '"count" must be a whole number of 1 or more'),
        (": 1}", ": true}", '"count" must be a whole number of 1 or more'),
        (": 1}", ': 1, "message": 5}', '"message" must be text'),
        ('"count"', '"cuont"', "unknown key 'cuont'; did you mean 'count'?"),
    ],
)
def test_a_wrong_finding_is_told(tmp_path: Path, before: str, after: str, message: str) -> None:
    entry = GOOD.replace(before, after)
    path = tmp_path / "b.json"
    path.write_text(f'{{"format": "{FORMAT}", "files": {{"a": [{entry}]}}}}', encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        Baseline.read(path)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"format": "F", "files": ' + '{"a":' * 500 + "1" + "}" * 500 + "}",
        '{"format": "F", "files": {"a": [' + ",".join("{}" for _ in range(50_000)) + "]}}",
        '{"format": "F", "files": {"a": [1e999]}}',
        '{"format": "F", "files": {"a": [' + "9" * 1000 + "]}}",
        '{"format": "F", "files": {"\\ud800": [G]}}',
        '{"format": "F", "files": {"a": [G]}, "' + "k" * 10_000 + '": 1}',
    ],
    ids=range(7),
)
def test_hostile_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text.replace('"F"', f'"{FORMAT}"').replace("G", GOOD), encoding="utf-8")
    try:
        known = Baseline.read(path)
    except DocumentError as error:
        assert len(str(error)) < 10_000
    else:
        known.write(path)
        assert Baseline.read(path) == known


def test_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        checker(baseline=tmp_path / "b.json")
