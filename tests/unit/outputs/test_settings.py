"""Settings as text and JSON: what holds for a file, and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backsafe import UsageError
from backsafe.config import Settings, forget_settings, load_settings, merge
from backsafe.outputs.settings import settings_json, settings_text

FILE = """\
profile = "strict"
ignore = ["AT01", "PU"]
severity.ST02 = "advice"
parameters.ST03.hold_minimum_seconds = 15
per-file-ignores."old/*" = ["ST04", "AT02"]
suppressions = [{path = "old/a.yaml", rule = "WU01", at = "/activities/1", reason = "At home."}]
exclude = ["one-folder-with-a-long-name", "another-folder-with-a-long-name", "a-third-one", "more"]
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    Path("backsafe.toml").write_text(FILE)
    forget_settings()
    return merge(load_settings("backsafe.toml"), {"fail_on": "warning"})


def test_text(settings: Settings) -> None:
    lines = settings_text(settings, "old/a.yaml").splitlines()

    assert lines[:2] == ["old/a.yaml", "configuration  backsafe.toml"]
    for line in (
        "profile           backsafe.toml    strict",
        "select            default          all that the profile runs",
        "ignore            backsafe.toml    AT01, PU",
        "severity          backsafe.toml    ST02: advice",
        "parameters        backsafe.toml    ST03: hold_minimum_seconds = 15",
        "per-file-ignores  backsafe.toml    old/*: ST04, AT02",
        "fail-on           command line     warning",
        "suppressions      backsafe.toml    old/a.yaml WU01 /activities/1: At home.",
        "ST02   no-closing-stretch                 advice",
        "left out of this file: ST04",
        "kept, since they screen the athlete: AT01, AT02",
    ):
        assert line in lines
    assert max(map(len, lines)) <= 100
    (changed,) = [line for line in lines if line.startswith("ST03")]
    assert changed.endswith("hold_minimum_seconds = 15 s in place of 20")
    codes = {line.split()[0] for line in lines if line[:2].isupper()}
    assert {"AT11", "RW07", "AT01"} <= codes
    assert not {"PU01", "ST04"} & codes


def test_json(settings: Settings) -> None:
    found = json.loads(settings_json(settings, "plan.yaml"))

    assert found["configuration"] == settings.path
    assert found["settings"]["profile"] == {"value": "strict", "origin": "backsafe.toml"}
    assert found["settings"]["fail-on"] == {"value": "warning", "origin": "command line"}
    assert found["settings"]["athlete"] == {"value": None, "origin": "default"}
    assert found["settings"]["per-file-ignores"]["value"] == {"old/*": ["ST04", "AT02"]}
    (suppression,) = found["settings"]["suppressions"]["value"]
    assert suppression["reason"] == "At home."
    (rule,) = [it for it in found["rules"] if it["code"] == "ST03"]
    assert rule["parameters"]["hold_minimum_seconds"] == {"value": 15.0, "default": 20.0}
    assert (found["left_out"], found["kept"]) == ([], ["AT01"])
    assert {key.replace("-", "_") for key in found["settings"]} == {*Settings.__slots__} - {
        "path",
        "origins",
    }


def test_without_a_configuration() -> None:
    lines = settings_text(Settings(), "plan.yaml").splitlines()

    assert lines[1] == "configuration  none found"
    assert {line.split()[1] for line in lines[3:19]} == {"default"}


def test_what_the_command_line_misspells() -> None:
    with pytest.raises(UsageError, match="unknown rule 'XX'"):
        settings_text(merge(Settings(), {"select": ["XX"]}), "plan.yaml")
