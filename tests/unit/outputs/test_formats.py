"""Formats by name, and reports in files."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from backsafe.errors import Problem, UsageError
from backsafe.outputs import formats, text
from backsafe.report import Report

HERE = [name for name in formats.FORMATS if find_spec(f"backsafe.outputs.{name}") is not None]


@pytest.mark.parametrize("name", HERE)
def test_each_format_gives_a_text(report: Report, problems: tuple[Problem, ...], name: str) -> None:
    assert formats.render(report, name, problems=problems).strip()


def test_an_unknown_format_is_told_with_the_nearest(report: Report) -> None:
    with pytest.raises(UsageError, match=r"unknown format 'sarf'.*did you mean 'sarif'"):
        formats.render(report, "sarf")


def test_a_file_is_utf_8_and_ends_with_a_line_feed(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    formats.write(report, "text", str(target))

    assert target.read_bytes() == f"{text.render(report)}\n".encode()
    assert [it.name for it in tmp_path.iterdir()] == ["report.txt"]


def test_nothing_to_say_is_an_empty_file(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    formats.write(Report(engine="compiled", profile="standard", files=()), "concise", str(target))

    assert target.read_bytes() == b""


def test_a_file_keeps_its_rights_and_a_link_stays_one(report: Report, tmp_path: Path) -> None:
    target, link = tmp_path / "report.json", tmp_path / "latest.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    formats.write(report, "json", str(link))

    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert json.loads(target.read_text("utf-8"))["format"] == "backsafe-report/1"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no/such/report.txt", "cannot write no/such/report.txt: there is no folder no/such"),
        (".", "cannot write .: it is a folder"),
    ],
)
def test_what_cannot_be_written_is_told(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        formats.write(report, "text", path)

    assert str(caught.value) == message


def test_a_failed_write_leaves_the_old_file(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")

    def full(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"cannot write .*: No space left on device"):
        formats.write(report, "text", str(target))
    assert target.read_text() == "old"
    assert [it.name for it in tmp_path.iterdir()] == ["report.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_device_is_written_to_and_not_replaced(report: Report) -> None:
    before = Path("/dev/null").stat().st_rdev
    formats.write(report, "text", "/dev/null")

    assert Path("/dev/null").stat().st_rdev == before


@pytest.mark.parametrize("name", HERE)
def test_each_format_tells_what_cannot_be_read(
    report: Report, problems: tuple[Problem, ...], name: str
) -> None:
    shown = formats.render(replace(report, files=report.files[2:3]), name, problems=problems)

    assert "broken.yaml" in shown
    assert "missing.yaml" in shown


def test_json_is_not_ok_where_a_file_cannot_be_read(
    report: Report, problems: tuple[Problem, ...]
) -> None:
    sound = replace(report, files=report.files[2:3])
    well = json.loads(formats.render(sound, "json"))
    found = json.loads(formats.render(sound, "json", problems=problems))

    assert (well["ok"], well["unreadable"]) == (True, [])
    assert found["ok"] is False
    assert found["unreadable"] == [
        {
            "message": it.message,
            "path": it.path,
            "line": it.line,
            "column": it.column,
            "pointer": it.pointer,
        }
        for it in problems
    ]


def test_text_in_a_file_tells_problems_before_the_counts(
    report: Report, problems: tuple[Problem, ...]
) -> None:
    sound = replace(report, files=report.files[2:3])
    lines = formats.render(sound, "text", problems=problems).splitlines()

    assert lines[-1 - len(problems) : -1] == [str(it) for it in problems]
    assert not any(str(problems[0]) in line for line in text.render(sound).splitlines())
