"""Files that mean harm, or nothing: one clear message, in bounded time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024
HEAD = "backsafe: 1\nactivities:\n  - {type: lift, exercise: deadlift, sets: [{reps: 5, "


def aliases(width: int, depth: int) -> str:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{it}: &a{it} [{', '.join([f'*a{it - 1}'] * width)}]" for it in range(1, depth)]
    return "\n".join(lines)


TEXTS = {
    "aliases that explode": (aliases(10, 12), "aliases repeat more than"),
    "a recursive alias": ("a: &a [*a]", "stands inside what it repeats"),
    "depth in flow": ("[" * 10_000, "nested deeper than 100"),
    "depth in mappings": ("{a: " * 10_000, "nested deeper than 100"),
    "a huge integer": ("backsafe: " + "9" * 5_000_000, "more than 400 digits"),
    "not a number": (HEAD + "load_kg: .nan}]}", ".nan is no quantity"),
    "infinity": (HEAD + "load_kg: .inf}]}", ".inf is no quantity"),
    "a float beyond doubles": (HEAD + "load_kg: 1e999}]}", "too large"),
    "a negative load": (HEAD + "load_kg: -5}]}", "load_kg must be at least 0"),
    "a date for a number": (HEAD + "rir: 2026-11-20}]}", "the text '2026-11-20'"),
    "a clock for a number": (HEAD + "rest_seconds: 1:30}]}", "the text '1:30'"),
    "a yes for a number": (HEAD + "rest_seconds: yes}]}", "the text 'yes'"),
    "a boolean for a number": (HEAD + "load_kg: true}]}", "found true"),
    "a duplicate key": ("backsafe: 1\ntitle: a\ntitle: b\nactivities: []", "first on line 2"),
    "a merge key": ("a: &a {b: 1}\nc: {<<: *a}", "merge keys"),
    "a python tag": ("!!python/object/apply:os.system ['true']", "tag"),
    "two documents": ("backsafe: 1\n---\nbacksafe: 1", "second document"),
    "a key that is a list": ("? [a, b]\n: c", "a key must be text"),
    "a tab for indentation": ("backsafe: 1\nactivities:\n\t- a", "spaces, not tabs"),
    "a list at the top": ("- 1\n- 2", "mapping"),
    "an open quote": ('backsafe: 1\ntitle: "x', "not valid YAML"),
    "only comments": ("# nothing\n", "empty"),
    "only spaces": ("  \n\n", "empty"),
    "nothing": ("", "empty"),
    "NUL": ("backsafe: 1\x00", "NUL"),
    "a wrong version": ("backsafe: 7\nactivities: []", "this release reads backsafe: 1"),
}


def check(path: str | Path, *, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024 * MEBIBYTE, 1024 * MEBIBYTE))

    found = subprocess.run(
        [sys.executable, "-m", "backsafe", "check", "--engine", "compiled", str(path)],
        input=stdin,
        capture_output=True,
        timeout=30,
        check=False,
        preexec_fn=limit,
    )
    return subprocess.CompletedProcess(
        found.args, found.returncode, found.stdout.decode(), found.stderr.decode()
    )


def refused(found: subprocess.CompletedProcess[str], message: str) -> None:
    assert found.returncode == 2, found
    assert message in found.stderr
    assert "Traceback" not in found.stderr
    assert len(found.stderr.splitlines()) == 1
    assert found.stdout == ""


@pytest.mark.parametrize("kind", TEXTS)
def test_text(kind: str, tmp_path: Path) -> None:
    text, message = TEXTS[kind]
    path = tmp_path / "plan.yaml"
    path.write_text(text)

    refused(check(path), message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bytes(range(256)), "NUL"),
        (b"\xff\xfeb\x00", "UTF-16"),
        (b"backsafe: 1\ntitle: \xe4\n", "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\xff\xff", "not UTF-8"),
    ],
)
def test_binary(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)

    found = check(path)

    assert found.returncode == 2
    assert message in found.stderr or "not UTF-8" in found.stderr


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    with path.open("wb") as stream:
        stream.truncate(200 * MEBIBYTE)

    refused(check(path), "at most 8 MiB")


def test_standard_input_is_bounded() -> None:
    refused(check("-", stdin=b"a" * (70 * MEBIBYTE)), "too large")


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "monday.yaml").write_text("x")

    refused(check(tmp_path / "mondy.yaml"), "did you mean 'monday.yaml'?")


def test_a_device_is_no_file() -> None:
    refused(check("/dev/zero"), "device")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 10_000, "nested deeper"),
        ('{"backsafe": 1, "backsafe": 1}', "duplicate key"),
        ('{"backsafe": NaN}', "NaN"),
        ('{"backsafe": Infinity}', "Infinity"),
        ('{"backsafe": ' + "9" * 100_000 + "}", "digits"),
        ('{"backsafe": 1,\n  "activities": [,]}', ":2:"),
        ('{"backsafe": 1} x', "not valid JSON"),
        ("", "empty"),
    ],
)
def test_json(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)

    refused(check(path), message)
