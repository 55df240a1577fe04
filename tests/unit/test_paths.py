"""Files that are replaced as a whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

import pytest

from backsafe import paths
from backsafe.paths import replace_file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"before, and longer")
    return path


def names(folder: Path) -> list[str]:
    return sorted(it.name for it in folder.iterdir())


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_read_only_file_is_not_replaced(target: Path, mode: int) -> None:
    target.chmod(mode)
    with pytest.raises(PermissionError, match="it is read-only"):
        replace_file(target, b"after")

    assert target.read_bytes() == b"before, and longer"
    assert names(target.parent) == ["plan.yaml"]


def test_all_names_of_a_file_show_what_is_written(target: Path) -> None:
    other = target.with_name("other.yaml")
    other.hardlink_to(target)
    replace_file(target, b"after")

    assert (target.read_bytes(), other.read_bytes()) == (b"after", b"after")
    assert target.samefile(other)
    assert names(target.parent) == ["other.yaml", "plan.yaml"]


def test_a_link_leads_where_it_did(target: Path) -> None:
    link = target.with_name("link.yaml")
    link.symlink_to(target)
    target.chmod(0o640)
    replace_file(link, b"after")

    assert link.is_symlink()
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_who_may_not_give_files_away_writes_in_place(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = target.stat().st_ino
    replace_file(target, b"one")
    assert target.stat().st_ino != number
    number = target.stat().st_ino
    monkeypatch.setattr(paths, "_given_to_owner", lambda *_: False)
    replace_file(target, b"two")

    assert target.stat().st_ino == number
    assert target.read_bytes() == b"two"
    assert names(target.parent) == ["plan.yaml"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives files away")
def test_a_file_of_somebody_else_stays_theirs(target: Path) -> None:
    os.chown(target, 12345, 12346)
    replace_file(target, b"after")

    assert (target.stat().st_uid, target.stat().st_gid) == (12345, 12346)
    assert target.read_bytes() == b"after"


def test_what_was_there_is_put_back_where_writing_in_place_fails(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.with_name("other.yaml").hardlink_to(target)
    overwrite = paths._overwrite
    tries: list[bytes] = []

    def full(file: IO[bytes], content: bytes) -> None:
        tries.append(content)
        overwrite(file, content[:3] if len(tries) == 1 else content)
        if len(tries) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(paths, "_overwrite", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(target, b"after")

    assert target.read_bytes() == b"before, and longer"
