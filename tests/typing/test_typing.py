"""Type checkers take the public interface as it is meant, and refuse what it is not for."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import backsafe

HERE = Path(__file__).parent
CODE = HERE / "public_api.py"


@pytest.mark.once
def test_mypy(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file",
            "",
            "--cache-dir",
            tmp_path,
            CODE,
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.once
def test_pyright() -> None:
    pyright = shutil.which("pyright")
    if pyright is None:
        pytest.skip("pyright is not installed")
    run = subprocess.run(
        [pyright, "-p", HERE, "--pythonpath", sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_every_public_name_is_in_it() -> None:
    tree = ast.parse(CODE.read_text(encoding="utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert set(backsafe.__all__) <= named


def test_types_come_with_the_package() -> None:
    assert (Path(backsafe.__file__).parent / "py.typed").is_file()
