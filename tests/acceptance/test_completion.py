"""The scripts that make shells complete the command, run by the shells."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backsafe.outputs.formats import FORMATS
from backsafe.readers.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Callable

SHELLS = ("bash", "zsh", "fish", "tcsh")


def shell(name: str, *arguments: str, cwd: Path) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    found = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=60, check=False, cwd=cwd
    )
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completion")
    for name in SHELLS:
        printed = subprocess.run(
            [sys.executable, "-m", "backsafe", "completion", name],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        (folder / name).write_text(printed.stdout, encoding="utf-8")
    (folder / "plan.yaml").touch()
    (folder / "plans").mkdir()
    return folder


@pytest.mark.parametrize("name", SHELLS)
def test_the_shell_takes_the_script(name: str, scripts: Path) -> None:
    shell(name, "-n", name, cwd=scripts)


def offered_by_bash(words: tuple[str, ...], scripts: Path) -> set[str]:
    typed = " ".join(repr(word) for word in ("backsafe", *words))
    line = (
        f"source ./bash; COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _shtab_backsafe;"
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    return set(shell("bash", "--norc", "-c", line, cwd=scripts).split())


def offered_by_fish(words: tuple[str, ...], scripts: Path) -> set[str]:
    line = f'source ./fish; complete -C "backsafe {" ".join(words)}"'
    offered = shell("fish", "--no-config", "-c", line, cwd=scripts).splitlines()
    return {it.split("\t")[0].rstrip("/") for it in offered}


@pytest.mark.parametrize("offered", [offered_by_bash, offered_by_fish])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ch",), {"check"}),
        (("pre",), {"preflight"}),
        (("preflight", "--illness", ""), {"none", "illness", "fever"}),
        (("check", "--fo"), {"--format", "--force-exclude"}),
        (("check", "--format", ""), set(FORMATS)),
        (("check", "plan.yaml", "--format", "ma"), {"markdown"}),
        (("check", "--reader", "lift"), {it for it in READERS if it.startswith("lift")}),
        (("check", "--profile", ""), {"standard", "evidence", "beginner", "strict"}),
        (("check", "--engine", ""), {"auto", "durable", "compiled"}),
        (("check", "pl"), {"plan.yaml", "plans"}),
        (("check", "--athlete", "plan."), {"plan.yaml"}),
        (("explain", "plan."), {"plan.yaml"}),
        (("init", "pl"), {"plans"}),
        (("completion", ""), set(SHELLS)),
    ],
)
def test_what_is_offered(
    offered: Callable[[tuple[str, ...], Path], set[str]],
    words: tuple[str, ...],
    expected: set[str],
    scripts: Path,
) -> None:
    assert offered(words, scripts) == expected
