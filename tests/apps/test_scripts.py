"""Each example runs as it says, shows what it promises, and warns of nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(*arguments: str | Path, cwd: Path | None = None, status: int = 0) -> str:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    found = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=environment,
        cwd=cwd,
        check=False,
    )
    assert found.returncode == status, found.stdout + found.stderr
    assert found.stderr == ""
    return found.stdout


@pytest.mark.parametrize(
    ("name", "needs", "shown"),
    [
        ("ai_coach.py", (), ("holds after 2 rounds", "No plan held after 3", "emergency care now")),
        ("plan_schema.py", (), ('"additionalProperties": false',)),
        ("fastapi_app.py", ("fastapi", "httpx2"), ('"verdict": "unknown"', "422", "'reps'?")),
        ("django_app.py", ("django",), ("yaml: refused", "mended.yaml: accepted", "Line 11: ")),
        ("tables.py", ("pandas", "polars"), ("pandas finds the same: True", "not read: gym")),
    ],
)
def test_an_example(name: str, needs: tuple[str, ...], shown: tuple[str, ...]) -> None:
    for module in needs:
        pytest.importorskip(module, reason="needs the group apps")

    found = run(EXAMPLES / name)

    for text in shown:
        assert text in found


def test_the_library_of_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # However BackSafe is installed here, its plugin is loaded once.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    command = ("-m", "pytest", "-p", "backsafe.pytest_plugin", "-p", "no:cacheprovider")
    folder = shutil.copytree(EXAMPLES / "plan_library", tmp_path / "library")

    found = run(*command, cwd=folder)
    assert "9 passed" in found
    assert "2 read, 0 violations" in found

    plan = folder / "plans" / "row-day.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("load_percent: 60", "load_percent: 95"), encoding="utf-8")
    found = run(*command, cwd=folder, status=1)
    assert "1 failed, 8 passed" in found
    assert "plans/row-day.yaml:11:9: " in found
