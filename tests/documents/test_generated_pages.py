"""The generated pages are what the code makes of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from backsafe.rules.loader import default_rule_book

REPOSITORY = Path(__file__).resolve().parents[2]


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
