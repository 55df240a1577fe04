"""The command on one small file, from nothing: beside pydantic alone and other checkers of files.

    python benchmarks/cold_start.py            fifteen rounds
    python benchmarks/cold_start.py --quick    one round

Everything is installed as a user would have it, from a wheel, into environments of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from functools import partial
from pathlib import Path

from measuring import in_rounds, machine, table, versions

ROOT = Path(__file__).resolve().parents[1]
SOUND, UNSAFE = (
    ROOT / "examples" / f"{name}.yaml" for name in ("sound-back-day", "unsafe-back-day")
)
_THREE_CLASSES = """
from pydantic import BaseModel

class Set(BaseModel):
    reps: int
    load_kg: float

class Lift(BaseModel):
    exercise: str
    sets: list[Set]

class Workout(BaseModel):
    title: str = ""
    lifts: list[Lift]
"""
_BASE = "pydantic, three classes"
_SHOWN = ("pydantic", "pyyaml", "check-jsonschema", "yamllint")


def environment(folder: Path, name: str, *packages: str) -> Path:
    """Makes an environment with packages; returns the folder of its commands."""
    venv.create(folder / name, with_pip=True)
    commands = folder / name / ("Scripts" if sys.platform == "win32" else "bin")
    install = [commands / "python", "-m", "pip", "install", "-q", *packages]
    subprocess.run(install, check=True)  # noqa: S603
    return commands


def _installed(folder: Path, name: str) -> dict[str, str]:
    (python,) = [*folder.glob(f"{name}/*/python"), *folder.glob(f"{name}/*/python.exe")]
    listed = [python, "-m", "pip", "list", "--format=json"]
    found = subprocess.run(listed, check=True, capture_output=True).stdout  # noqa: S603
    return {it["name"].lower(): it["version"] for it in json.loads(found)}


def timed(command: list[str | Path], expected: int) -> float:
    """Returns the wall time of a command, which must end with the status expected."""
    start = time.perf_counter()
    found = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    seconds = time.perf_counter() - start
    if found.returncode != expected:
        sys.exit(f"{command} ended with {found.returncode}: {found.stderr.decode()}")
    return seconds


def commands(folder: Path) -> dict[str, tuple[list[str | Path], int]]:
    """Returns what is timed, each with the exit status it must have."""
    plain = environment(folder, "plain", str(ROOT))
    others = environment(folder, "others", "check-jsonschema", "yamllint")
    classes, schema = folder / "classes.py", folder / "schema.json"
    classes.write_text(_THREE_CLASSES, encoding="utf-8")
    made = subprocess.run([plain / "backsafe", "schema"], check=True, capture_output=True)  # noqa: S603
    schema.write_bytes(made.stdout)
    # YAML knows dates, JSON Schema does not: the file is the same but for its date in quotes.
    dated = folder / "sound.yaml"
    text = SOUND.read_text(encoding="utf-8")
    dated.write_text(text.replace("date: 2026-11-20", 'date: "2026-11-20"'), encoding="utf-8")
    relaxed = "{extends: relaxed, rules: {line-length: disable}}"
    found: dict[str, tuple[list[str | Path], int]] = {
        _BASE: ([plain / "python", classes], 0),
        "backsafe, a sound file": ([plain / "backsafe", "check", SOUND], 0),
        "backsafe, an unsafe file": ([plain / "backsafe", "check", UNSAFE], 1),
        "check-jsonschema": ([others / "check-jsonschema", "--schemafile", schema, dated], 0),
        "yamllint": ([others / "yamllint", "-d", relaxed, SOUND], 0),
    }
    if sys.version_info < (3, 13):
        durable = environment(folder, "durable", f"{ROOT}[durable]")
        found["backsafe[durable], a sound file"] = ([durable / "backsafe", "check", SOUND], 0)
    return found


def measure(rounds: int) -> str:
    """Returns the figures as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        timings = {
            name: partial(timed, command, expected)
            for name, (command, expected) in commands(Path(folder)).items()
        }
        for run in timings.values():
            run()
        seconds = in_rounds(timings, rounds)
        installed = _installed(Path(folder), "plain") | _installed(Path(folder), "others")
    rows = [
        [name, f"{it * 1e3:.0f} ms", f"{it / seconds[_BASE]:.2f}"]
        for name, it in sorted(seconds.items(), key=lambda pair: pair[1])
    ]
    shown = ", ".join(f"{name} {installed[name]}" for name in _SHOWN)
    return (
        f"Whole processes, medians of {rounds} rounds. {machine()}; {versions()}, {shown}.\n\n"
        + table(["", "wall time", f"of {_BASE}"], rows)
    )


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print(measure(1 if parser.parse_args().quick else 15))


if __name__ == "__main__":
    main()
