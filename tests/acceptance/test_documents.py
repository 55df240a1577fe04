"""What the documents show is what the program does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backsafe.rules.loader import default_rule_book

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.durable
def test_the_output_in_the_readme_is_real() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ backsafe ([^\n]+)\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) == 3

    for command, shown in blocks:
        found = subprocess.run(
            [sys.executable, "-m", "backsafe", *command.split()],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=REPOSITORY,
            env={**os.environ, "COLUMNS": "100"},
        )
        assert found.stdout == shown


def test_the_generated_pages_are_current() -> None:
    found = subprocess.run(
        [sys.executable, "docs/build.py", "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=REPOSITORY,
    )

    assert (found.returncode, found.stdout) == (0, "")


def test_every_rule_has_its_page() -> None:
    codes = {rule.code for rule in default_rule_book().rules}
    pages = {path.stem for path in (REPOSITORY / "docs" / "rules").glob("*.md")}

    assert pages == codes | {"index"}
