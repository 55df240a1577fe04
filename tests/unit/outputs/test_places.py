"""Names of files, the same on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from backsafe.outputs.places import shown_path, uri


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.yaml", "a.yaml"),
        ("./plans/../a.yaml", "a.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("-", "stdin"),
        ("<text>", "<text>"),
    ],
)
def test_paths_are_told_from_here(here: Path, path: str, shown: str) -> None:
    assert shown_path(path) == shown


def test_absolute_paths_below_are_made_relative(here: Path) -> None:
    assert shown_path(str(here / "plans" / "a.yaml")) == "plans/a.yaml"
    assert shown_path(str(here.parent / "a.yaml")) == (here.parent / "a.yaml").as_posix()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("back day #1.yaml", "back%20day%20%231.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("rücken.yaml", "r%C3%BCcken.yaml"),
        ("bad\udcff.yaml", "bad%FF.yaml"),
        ("odd\ud800.yaml", "odd%3F.yaml"),
        ("-", "stdin"),
        ("<text>", "%3Ctext%3E"),
    ],
)
def test_addresses_are_relative_and_quoted(here: Path, path: str, expected: str) -> None:
    assert uri(path) == expected


def test_addresses_of_other_places_are_absolute(here: Path) -> None:
    assert uri("/elsewhere/a b.yaml") == "file:///elsewhere/a%20b.yaml"
