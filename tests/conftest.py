"""Hypothesis profiles, and markers that skip visibly what this machine cannot run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from backsafe.engines import durable_available

# What is printed is the same in any terminal; workers of pytest-xdist are told of the first one's.
os.environ["COLUMNS"] = "100"

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = REPOSITORY.parent / "shared" / "data"

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("dev", max_examples=100, **_COMMON)
settings.register_profile("ci", max_examples=50, derandomize=True, **_COMMON)
settings.register_profile("long", max_examples=20_000, **_COMMON)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that writes what tests compare with."""
    parser.addoption(
        "--snapshot-update", action="store_true", help="write the snapshots instead of comparing"
    )


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with ``snapshots/NAME.txt`` beside the test, or writes it there.

    It is written only with ``--snapshot-update``; then the difference is for the one who commits it
    to read.
    """
    folder = request.path.parent / "snapshots"

    def compare(name: str, text: str) -> None:
        path = folder / f"{name}.txt"
        if request.config.getoption("--snapshot-update"):
            folder.mkdir(exist_ok=True)
            path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        assert path.exists(), f"there is no {path}; --snapshot-update writes it"
        known = path.read_bytes().decode("utf-8")
        assert f"{text}\n" == known, f"{path} differs; --snapshot-update writes it anew"

    return compare


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what needs an extra or files that are not here."""
    without = {
        "durable": (durable_available(), "durable-rules is not installed (the extra `durable`)"),
        "realdata": (DATA.is_dir(), "the files of real people are not beside the repository"),
    }
    for item in items:
        for name, (present, reason) in without.items():
            if item.get_closest_marker(name) is not None and not present:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder with files of real people, for tests marked ``realdata``."""
    return DATA


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return REPOSITORY
