from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from backsafe.readers import discover

if TYPE_CHECKING:
    from pathlib import Path

OURS = {
    "b.yaml": "backsafe: 1\nactivities: []\n",
    "a.yml": "# plan\n---\n'backsafe': 1\nactivities: []\n",
    "flow.yaml": "{title: x, backsafe: 1, activities: []}",
    "broken.yaml": "backsafe: 1\nactivities: [\n",
    "c.json": '{"title": "x", "backsafe": 1, "activities": []}',
    "broken.json": '{"backsafe": 1, "activities": [}',
    "sub/log.csv": "title,start_time,exercise_title,set_index,set_type,weight_kg,reps\n",
}
OTHERS = {
    "compose.yaml": "services:\n  backsafe: {}\n",
    "package.json": '{"dependencies": {"backsafe": "1"}}',
    "list.json": '["backsafe"]',
    "money.csv": "date,amount\n1,2\n",
    "empty.yaml": "",
    "binary.yaml": "\0\1",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hidden = {".git/x.yaml": "backsafe: 1", ".x.yaml": "backsafe: 1", "readme.md": "backsafe: 1"}
    for name, text in {**OURS, **OTHERS, **hidden}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_folder_gives_its_documents_in_order(folder: Path) -> None:
    found = discover([folder])

    names = [os.path.relpath(path, folder) for path in found.files]
    assert names == sorted(names, key=lambda name: (os.sep in name, name))
    assert set(names) == set(OURS)


def test_what_is_passed_over_has_a_notice(folder: Path) -> None:
    found = discover([str(folder)])

    assert {os.path.relpath(notice.path, folder) for notice in found.notices} == set(OTHERS)
    assert {notice.kind for notice in found.notices} == {"file-skipped"}
    assert all(notice.message.startswith("passed over: ") for notice in found.notices)


def test_files_are_taken_as_they_are(folder: Path) -> None:
    given = [str(folder / "money.csv"), "-", str(folder / "missing.yaml")]
    found = discover(given)

    assert found.files == tuple(given)
    assert not found.notices


def test_each_file_comes_once(folder: Path) -> None:
    first = folder / "b.yaml"
    (folder / "link.yaml").symlink_to(first)
    found = discover([first, folder, first, "-", "-"])

    assert found.files[0] == str(first)
    assert len(found.files) == len(OURS) + 1


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)

    assert len(discover([folder]).files) == len(OURS)


def test_a_folder_without_documents_says_so(tmp_path: Path) -> None:
    found = discover([tmp_path])

    assert found.files == ()
    assert [(notice.kind, notice.path) for notice in found.notices] == [
        ("nothing-found", str(tmp_path))
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_folder_without_permission_says_so(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        found = discover([folder])
    finally:
        (folder / "sub").chmod(0o700)

    assert "folder-unreadable" in {notice.kind for notice in found.notices}
