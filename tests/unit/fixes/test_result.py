"""What came of a repair."""

from __future__ import annotations

import pickle
import shutil
import subprocess
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import backsafe
from backsafe import Text

STRETCH = "{type: static_stretch, exercise: cobra, hold_seconds: 5}"
TEXTS = [
    f"backsafe: 1\nactivities:\n  - {STRETCH}\n",
    f"backsafe: 1\nactivities:\n  - {STRETCH}",
    f"backsafe: 1\r\nactivities:\r\n  - {STRETCH}\r\n",
    f"backsafe: 1\r\nactivities:\r\n  - {STRETCH}\r\n# end",
    f"backsafe: 1\ntitle: 'a\u2028b \x85'\nactivities:\n  - {STRETCH}\n",
    f"backsafe: 1\ntitle: 💪\n\n\n\n\n# c\n\n\nactivities: [{STRETCH}, {STRETCH}]\n\n\n\n\n",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lift", [False, True])
def test_the_difference_is_one_that_patch_takes(text: str, lift: bool, tmp_path: Path) -> None:
    if lift:
        text = text.replace(
            STRETCH, STRETCH + "\n  - {type: lift, exercise: plank, sets: [{reps: 1}]}"
        )
        if "[{type: st" in text:
            return
    result = backsafe.fix(Text(text, name="plan.yaml"))
    assert result.changed
    path = tmp_path / "plan.yaml"
    path.write_bytes(result.before.encode())
    difference = result.diff()
    assert difference.startswith("--- plan.yaml\n+++ plan.yaml\n@@ ")
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-p0", "-"],
        input=difference.encode(),
        cwd=tmp_path,
        check=True,
    )
    assert path.read_bytes() == result.text.encode()


HEADERS = {
    "plan.yaml": "plan.yaml",
    "träning.yaml": "träning.yaml",
    "my plan.yaml": "my plan.yaml\t",
    "a\tb.yaml": '"a\\011b.yaml"',
    'a"b.yaml': '"a\\042b.yaml"',
    "a\\b.yaml": '"a\\134b.yaml"',
    "a\nb ä.yaml": '"a\\012b \\303\\244.yaml"',
    "a\x1b[31m.yaml": '"a\\033[31m.yaml"',
    "a\udcff.yaml": '"a\\377.yaml"',
}


@pytest.mark.parametrize(
    "tool", [("git", "apply", "-p0", "-"), ("patch", "-p0", "-s")], ids=" ".join
)
@pytest.mark.parametrize("name", HEADERS)
def test_any_name_is_written_so_that_patch_takes_it(
    name: str, tool: tuple[str, ...], tmp_path: Path
) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"there is no {tool[0]}")
    result = backsafe.fix(Text(TEXTS[0], name=name))
    (tmp_path / name).write_bytes(result.before.encode())
    difference = result.diff()
    assert difference.splitlines()[:2] == [f"--- {HEADERS[name]}", f"+++ {HEADERS[name]}"]
    subprocess.run(tool, input=difference.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / name).read_bytes() == result.text.encode()


def test_a_mark_on_the_first_line_is_part_of_the_difference(tmp_path: Path) -> None:
    text = f"\ufeff{{backsafe: 1, activities: [{STRETCH}]}}\n"
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.encode())
    for result in (backsafe.fix(Text(text, name="plan.yaml")), backsafe.fix(path)):
        assert (result.mark, result.before[0]) == ("\ufeff", "{")
    result = backsafe.fix(Text(text, name="plan.yaml"))
    assert "-\ufeff{backsafe" in result.diff()
    subprocess.run(
        ["git", "apply", "-p0", "-"], input=result.diff().encode(), cwd=tmp_path, check=True
    )
    assert path.read_bytes() == (result.mark + result.text).encode()


def test_no_line_break_at_the_end_is_said() -> None:
    difference = backsafe.fix(Text(TEXTS[1])).diff()
    assert difference.count("\\ No newline at end of file\n") == 2


def test_nothing_changed() -> None:
    result = backsafe.fix(Text(TEXTS[0].replace("5", "30")))
    assert not result.changed
    assert result.diff() == ""
    assert result.text == result.before


def test_it_is_frozen_and_travels() -> None:
    result = backsafe.fix(Text(TEXTS[0]))
    with pytest.raises(FrozenInstanceError):
        result.text = ""  # type: ignore[misc]
    other = pickle.loads(pickle.dumps(result))
    assert other.text == result.text
    assert other.applied == result.applied
    assert other.report.violations == result.report.violations
    assert other.data == result.data


def test_the_report_is_on_the_text_after() -> None:
    text = f"{TEXTS[0]}  - {{type: lift, exercise: crunch, sets: [{{reps: 1}}]}}\n"
    result = backsafe.fix(Text(text))
    after = backsafe.check(Text(result.text))
    assert result.report.violations == after.violations
    assert result.report.summary == after.summary
