"""Closed standard streams, and the processes that a run leaves behind: none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLAN = """\
backsafe: 1
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 30, repeats: 2}
"""
COMMAND = f'"{sys.executable}" -m backsafe'
POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
PROCESSES = Path("/proc")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )


@POSIX
class TestClosedStreams:
    def test_input(self) -> None:
        found = shell(f"{COMMAND} check - <&-")

        assert found.returncode == 2
        assert found.stderr == "-: cannot be read: standard input is closed\n"

    def test_output(self, plan: Path) -> None:
        found = shell(f"{COMMAND} check '{plan}' -q >&-")

        assert found.returncode == 2
        assert found.stderr == "backsafe: cannot write: standard output is closed\n"

    def test_errors(self, plan: Path) -> None:
        missing = shell(f"{COMMAND} check '{plan}' no-such-file -q 2>&-")

        assert missing.returncode == 2
        assert "no-such-file" not in missing.stdout

    def test_all(self, plan: Path) -> None:
        found = shell(f"{COMMAND} check '{plan}' <&- >&- 2>&-")

        assert (found.returncode, found.stdout, found.stderr) == (2, "", "")


def children(parent: int) -> set[int]:
    """Returns processes below another, whatever became of those between."""
    parents = {}
    for entry in PROCESSES.iterdir():
        if entry.name.isdecimal():
            try:
                state = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(state.rpartition(")")[2].split()[1])
    found = {parent}
    while more := {it for it, above in parents.items() if above in found} - found:
        found |= more
    return found - {parent}


def alive(process: int) -> bool:
    try:
        state = (PROCESSES / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    # Where nobody waits for orphans, one that has ended stays listed.
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not (PROCESSES / "self" / "stat").exists(), reason="/proc lists processes")
@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT] * 2, [signal.SIGKILL]])
def test_no_process_is_left(tmp_path: Path, signals: list[signal.Signals]) -> None:
    for number in range(2000):
        (tmp_path / f"{number}.yaml").write_text(PLAN, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "backsafe", "check", "--jobs=2", "-q", "."],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        until = time.monotonic() + 30
        while len(workers := children(run.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        assert len(workers) >= 2
        time.sleep(0.3)
        workers |= children(run.pid)
        assert run.poll() is None
        for number in signals:
            run.send_signal(number)
            time.sleep(0.05)
        run.wait(30)
    until = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    left = {it for it in workers if alive(it)}
    for process in left:
        os.kill(process, signal.SIGKILL)

    assert not left
