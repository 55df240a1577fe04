"""Threads, memory, processes, rulesets and interrupts, for seconds each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from backsafe.engines import durable_available

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "soundness.py"


def test_nothing_breaks_under_load() -> None:
    found = subprocess.run(
        [sys.executable, SCRIPT, "--quick"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr
    engines = ["compiled", "durable"] if durable_available() else ["compiled"]
    for engine in engines:
        for step in ("threads", "memory", "processes", "rulesets", "interrupts", "left"):
            assert f"{engine:<9} {step}" in found.stdout
