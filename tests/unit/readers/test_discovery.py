from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from backsafe.errors import Problem
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
    "no-version.yaml": "backsafe:\nactivities: []\n",
    "below.yaml": "backsafe:\n  1\nactivities: []\n",
    "text.yaml": "backsafe: one\n",
    "mapping.yaml": "backsafe: {version: 1}\nworkouts: []\n",
    "indented.yaml": "backsafe:\n  activities: [\n",
    "odd.json": '{"backsafe": {"version": 1}, "weeks": []}',
    "sub/log.csv": "title,start_time,exercise_title,set_index,set_type,weight_kg,reps\n",
}
OTHERS = {
    "compose.yaml": "services:\n  backsafe: {}\n",
    "package.json": '{"dependencies": {"backsafe": "1"}}',
    "list.json": '["backsafe"]',
    "money.csv": "date,amount\n1,2\n",
    "empty.yaml": "",
    "blank.json": "\ufeff \n",
    "template.yaml": "{{ exercise }}: [\n",
    "several.yaml": "exercise: 1\n---\nb: 1\n",
    "ci.yml": "stages: [test]\nbacksafe:  # a job\n\n  script: backsafe check workouts/\n",
    "tagged.yml": "backsafe:\n  script: !reference [.setup, script]\n",
    "jobs.yml": "backsafe: {script: backsafe check plans}\n",
    "steps.yml": "backsafe:\n  - run: backsafe check\n",
    "null.yml": "backsafe:\nother: 1\n",
    "tool.json": '{"backsafe": {"profile": "strict"}}',
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

    assert [it.path for it in found.problems] == [str(folder / "sub")]


def test_a_folder_that_cannot_be_listed_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    found = discover([folder], lambda path: path.endswith(".yaml"))
    assert found.problems == (
        Problem("this folder cannot be read: Permission denied", str(folder / "sub")),
    )
    nothing = discover([folder / "sub"], lambda _: True)
    assert not nothing.all_excluded
    assert (nothing.files, nothing.notices) == ((), ())
    assert len(nothing.problems) == 1


def test_texts_that_cannot_be_decoded_are_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"# Caf\xe9\n")
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "plain.txt").write_text("nothing to see\n")
    (tmp_path / "wide.txt").write_text("nothing", encoding="utf-16")
    (tmp_path / "plan.txt").write_bytes(
        "// Bänkpress\nDeadlift / 3x8 / 80% / 120s\n".encode("latin-1")
    )
    found = discover([tmp_path])

    told = {os.path.basename(it.path): it.message for it in found.notices}  # noqa: PTH119
    assert set(told) == {"README.md", "wide.txt"}
    assert told["README.md"].startswith("passed over: is not UTF-8 text: byte 5")
    assert [os.path.basename(it) for it in found.files] == ["plan.txt"]  # noqa: PTH119


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("latin.yaml", b"backsafe: 1\ntitle: caf\xe9\n"),
        ("wide.yml", "backsafe: 1\n".encode("utf-16")),
        ("wide.json", '{"backsafe": 1}'.encode("utf-16-le")),
        ("binary.csv", b"a,\0\n"),
        ("latin.liftoscript", b"\xe9"),
    ],
)
def test_what_cannot_be_decoded_is_taken(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    found = discover([tmp_path])

    assert found.files == (str(tmp_path / name),)
    assert not found.notices


def test_what_cannot_be_opened_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text("backsafe: 1")

    def denied(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    monkeypatch.setattr("pathlib.Path.open", denied)
    assert discover([tmp_path]).files == (str(tmp_path / "plan.yaml"),)


@pytest.mark.parametrize(("head", "taken"), [('{"workouts": [', True), ('{"other": [', False)])
def test_what_is_too_large_is_taken_if_it_looks_like_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str, taken: bool
) -> None:
    monkeypatch.setattr("backsafe.readers.discovery.DOCUMENT_CAP", 100)
    (tmp_path / "large.json").write_text(head + "1, " * 100)

    assert bool(discover([tmp_path]).files) is taken


def test_a_folder_all_of_which_is_excluded_says_so(folder: Path) -> None:
    found = discover([folder], lambda _: True)

    assert found.files == ()
    assert found.all_excluded
    assert [(it.kind, it.path) for it in found.notices] == [("all-excluded", str(folder))]


def test_a_folder_with_nothing_beside_what_is_excluded(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()

    assert not discover([folder, empty], lambda path: "none" not in path[-4:]).all_excluded
    assert not discover([folder], lambda path: not path.endswith("money.csv")).all_excluded
