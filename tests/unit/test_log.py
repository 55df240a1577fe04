"""What is told to developers: by loggers below ``backsafe``, quietly, and never of health."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

import backsafe
from backsafe.cli import main
from backsafe.model import vocabulary
from backsafe.rules.loader import default_rule_book

PLAN: dict[str, Any] = {
    "backsafe": 1,
    "title": "Zanzibar",
    "activities": [
        {"type": "static_stretch", "exercise": "hamstring stretch", "hold_seconds": 9},
        {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 137.5}]},
        {"type": "lift", "exercise": "qqqq", "sets": [{"reps": 5}]},
    ],
}
CLOSED = {
    *get_args(vocabulary.Condition),
    *get_args(vocabulary.Symptom),
    "low_back_pain",
    "chest_pain",
}
HEALTHY = {"conditions": [], "symptoms": [], "age": 30, "systolic_mmhg": 120, "diastolic_mmhg": 80}
ILL = [
    {**HEALTHY, "symptoms": ["chest_pain"]},
    {**HEALTHY, "symptoms": ["night_pain"], "conditions": ["low_back_pain", "osteoporosis"]},
    {**HEALTHY, "conditions": ["pregnancy"], "trimester": 2, "age": 77},
    {**HEALTHY, "systolic_mmhg": 191, "diastolic_mmhg": 111, "pain_0_10": 7},
    {
        **HEALTHY,
        "par_q_yes": ["chest_pain"],
        "clearance": [{"rule": "AT03", "by": "Dr Zanzibar", "date": "2026-01-01", "reason": "ok"}],
    },
]


def plan(folder: Path, athlete: dict[str, Any]) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps({**PLAN, "athlete": athlete}), encoding="utf-8")
    return path


def told(caplog: pytest.LogCaptureFixture, *, plain: bool = False) -> list[str]:
    lines = [f"{it.levelname} {it.name}: {it.getMessage()}" for it in caplog.records]
    return [re.sub(r"[\d.]+ ms", "N ms", it) for it in lines] if plain else lines


def worked(path: Path, caplog: pytest.LogCaptureFixture, *, fix: bool = False) -> None:
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="backsafe"):
        checker = backsafe.Checker(engine="compiled", athlete=None)
        report = checker.fix(path, unsafe=True).report if fix else checker.check(path)
        assert report.model_dump()


def test_what_is_told_of_a_check(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = plan(tmp_path, HEALTHY)
    worked(path, caplog)

    rules, made, read, judged = told(caplog, plain=True)
    assert rules.startswith("INFO backsafe.choice: rules: ")
    assert re.fullmatch(
        r"INFO backsafe.checker: profile standard: \d+ rules, engine compiled", made
    )
    assert read == f"DEBUG backsafe.readers: {path}: read as json in N ms"
    assert judged == f"DEBUG backsafe.checker: {path}: judged in N ms"
    assert {it.filename for it in caplog.records} == {"choice.py", "checker.py", "__init__.py"}


def test_what_is_told_of_a_repair(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    worked(plan(tmp_path, HEALTHY), caplog, fix=True)
    (line,) = [it for it in told(caplog) if "repairs" in it]

    assert re.fullmatch(
        r"DEBUG backsafe.fixes.mending: [1-9]\d* repairs tried, [1-9]\d* kept", line
    )


@pytest.mark.parametrize("athlete", ILL)
def test_a_check_tells_the_same_of_the_ill_and_the_healthy(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, athlete: dict[str, Any]
) -> None:
    worked(plan(tmp_path, HEALTHY), caplog)
    healthy = told(caplog, plain=True)
    worked(plan(tmp_path, athlete), caplog)

    assert told(caplog, plain=True) == healthy


@pytest.mark.parametrize("athlete", ILL)
@pytest.mark.parametrize("fix", [False, True])
def test_nothing_of_the_document_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, athlete: dict[str, Any], fix: bool
) -> None:
    path = plan(tmp_path, athlete)
    worked(path, caplog, fix=fix)
    text = "\n".join(told(caplog)).replace(str(path), "").casefold()

    words = {*CLOSED, "zanzibar", "deadlift", "qqqq", "137", "191", "77"}
    words |= {rule.code for rule in default_rule_book().rules}
    words |= {rule.name for rule in default_rule_book().rules}
    assert text
    assert not [word for word in words if re.search(rf"\b{re.escape(word.casefold())}\b", text)]


def test_what_cannot_be_read_is_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = plan(tmp_path, {"conditions": ["low_bak_pain"]})
    with pytest.raises(backsafe.DocumentError):
        worked(path, caplog)

    assert "low_bak_pain" not in "\n".join(told(caplog))


def test_no_output_by_default() -> None:
    code = (
        "import logging, backsafe\n"
        "backsafe.check({'activities': []})\n"
        "print([type(it).__name__ for it in logging.getLogger('backsafe').handlers])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert (run.stdout, run.stderr) == ("['NullHandler']\n", "")


def test_nothing_is_printed_in_the_library() -> None:
    root = Path(backsafe.__file__).parent
    printing = [
        path
        for path in root.rglob("*.py")
        if "cli" not in path.parts
        and re.search(r"(?m)^(?!\s*>>> ).*(?<![\w.])print\(", path.read_text("utf-8"))
    ]

    assert not printing


class TestCommand:
    def test_debug(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("BACKSAFE_LOG", "Debug")
        path = plan(tmp_path, HEALTHY)
        (tmp_path / "backsafe.toml").write_text('engine = "compiled"\n', encoding="utf-8")
        main(["check", str(path)])
        lines = capsys.readouterr().err.splitlines()

        assert any(it.endswith("backsafe.toml") for it in lines)
        assert any(it.startswith(f"DEBUG backsafe.readers: {path}: read as json") for it in lines)
        assert logging.getLogger("backsafe").level == logging.NOTSET

    def test_info(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("BACKSAFE_LOG", "info")
        main(["check", "--isolated", str(plan(tmp_path, HEALTHY))])
        lines = capsys.readouterr().err.splitlines()

        assert lines
        assert all(it.startswith("INFO backsafe.") for it in lines)

    def test_other_processes_tell_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BACKSAFE_LOG", "debug")
        paths = [tmp_path / f"{number}.json" for number in range(3)]
        for path in paths:
            path.write_text(json.dumps(PLAN), encoding="utf-8")
        main(["check", "-j", "2", *map(str, paths)])
        text = capfd.readouterr().err

        for path in paths:
            assert text.count(f"{path}: judged in") == 1

    def test_off(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("BACKSAFE_LOG", "")
        main(["check", "--isolated", str(plan(tmp_path, HEALTHY))])

        assert capsys.readouterr().err == ""

    def test_no_such_level(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BACKSAFE_LOG", "debgu")

        assert main(["profiles"]) == 2
        assert capsys.readouterr().err == (
            "backsafe: BACKSAFE_LOG is debug or info, not 'debgu'; did you mean 'debug'?\n"
        )
