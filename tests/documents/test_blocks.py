"""Every code block of every page is run, read or linted, after what it is; none is left out."""

from __future__ import annotations

import ast
import difflib
import inspect
import re
import shutil
from pathlib import Path

import pytest
from blocks import REASONS, Block, blocks_of
from kinds import errors_of
from reader import Reader, matches, typed, with_dots

import backsafe

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
PAGES = [
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
RULE_PAGES = [page for page in PAGES if page.parent.name == "rules" and page.stem != "index"]
WIDE = {"README.md": 100}
"""Pages whose terminal is not 80 columns wide."""

# What the page says under an example → the outcome that its rule must have there.
OUTCOMES = {
    "It fails here:": "violations",
    "It cannot decide here:": "unknowns",
    "It passes here:": "passes",
}


# Pages say the same with any engine.
pytestmark = pytest.mark.once


def name_of(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def parameters() -> list[object]:
    # What the README shows is what it says with durable-rules, which it installs.
    return [
        pytest.param(
            page, id=name_of(page), marks=[pytest.mark.durable] if page.stem == "README" else []
        )
        for page in PAGES
        if page not in RULE_PAGES
    ]


@pytest.mark.parametrize("page", parameters())
def test_a_page_does_what_it_says(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    update = request.config.getoption("--snapshot-update")
    folder = tmp_path / "here"
    if page.parent.name == "tutorials":
        # Somebody who follows a tutorial has nothing but what it makes.
        folder.mkdir()
    else:
        shutil.copytree(REPOSITORY / "examples", folder / "examples")
    reader = Reader(
        folder, monkeypatch, columns=WIDE.get(page.name, 80), durable=page.stem == "README"
    )
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = {}
    for block in blocks_of(page):
        try:
            done = do(block, reader, compare=not update)
        except Exception as error:
            error.add_note(f"{name_of(page)}:{block.line}")
            raise
        if done != block.text:
            changed[block] = done
    if update:
        for block, done in reversed(changed.items()):
            lines[block.line : block.line + block.text.count("\n")] = [done]
        page.write_text("".join(lines), encoding="utf-8")


def do(block: Block, reader: Reader, *, compare: bool = True) -> str:
    """Does what a block is for, and returns what should stand in it.

    Args:
        block: The block.
        reader: Who does it.
        compare: Whether a session must show what comes.

    Raises:
        ValueError: It cannot be told what to do with it.
    """
    if block.installed:
        reader.install(block.installed)
    for command in block.before:
        reader.run_all(command)
    if block.reason:
        assert block.reason in REASONS, f"why it is not run is one of {', '.join(REASONS)}"
        return block.text
    if block.made:
        # The test of docs/build.py holds it to the program that makes it.
        return block.text
    match block.language:
        case "console":
            return compared(block, reader.follow(block.text), compare=compare)
        case "sh":
            reader.run_all(block.text)
        case "python" if block.title:
            ast.parse(block.text)
            reader.save(block.title, block.text)
        case "pycon" | "python" if block.text.startswith(">>> "):
            real = reader.talk(block.text, f"{block.page.name}:{block.line}")
            return compared(block, real, compare=compare)
        case "diff" if block.title:
            reader.edit(block.title, block.text)
        case "text" if block.title:
            reader.save(block.title, block.text)
        case "yaml" | "json" | "toml" | "csv":
            check_data(block, reader)
        case _:
            raise ValueError("say what it is: a language, a title, or why it is not run")
    return block.text


def compared(block: Block, real: str, *, compare: bool) -> str:
    if compare and real != block.text:
        lines = [text.splitlines(keepends=True) for text in (block.text, real)]
        difference = difflib.unified_diff(*lines, "the page shows", "what comes")
        raise AssertionError("".join(("--snapshot-update writes what comes\n", *difference)))
    return real


def check_data(block: Block, reader: Reader) -> None:
    if block.title:
        reader.save(block.title, block.text)
    errors = errors_of(block, reader.folder)
    if block.wrong:
        assert any(block.wrong in error for error in errors), errors
    else:
        assert errors == []


@pytest.mark.parametrize("page", RULE_PAGES, ids=lambda it: it.stem)
def test_the_examples_of_a_rule_do_what_its_page_says(page: Path) -> None:
    checker = backsafe.Checker(select=[page.stem], engine="compiled")
    blocks = blocks_of(page)
    assert blocks

    for block in blocks:
        assert (block.language, block.made) == ("yaml", True)
        report = checker.check(backsafe.Text(block.text, name="example.yaml"))
        codes = {entry.code for entry in getattr(report, OUTCOMES[block.lead])}
        assert page.stem in codes, f"{block.page}:{block.line}"


def test_the_examples_of_the_library_do_what_its_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    reader = Reader(tmp_path / "here", monkeypatch, columns=80, durable=False)
    shown = 0
    for name in backsafe.__all__:
        text = inspect.getdoc(getattr(backsafe, name)) or ""
        shown += ">>> " in text
        assert reader.talk(text, name) == text

    assert shown >= 2


def test_a_block_that_nobody_can_class_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, folder = tmp_path / "page.md", tmp_path / "here"
    folder.mkdir()
    reader = Reader(folder, monkeypatch, columns=80, durable=False)
    page.write_text(
        "```text\nwhat is it?\n```\n\n```yaml\nwhat: is it?\n```\n\n```\nand this\n```\n"
    )

    found = blocks_of(page)

    assert len(found) == 3
    for block in found:
        with pytest.raises(ValueError, match="what"):
            do(block, reader)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```console\n$ backsafe check missing.yaml\nall is well\n```\n", "what comes"),
        ("```sh\nbacksafe check missing.yaml\n```\n", "ends with 2"),
        ("```yaml\nactivities: [{type: lift, exercise: deadlift, set: []}]\n```\n", "sets"),
        ("```toml\nprofil = 'strict'\n```\n", "profile"),
        ("```python\n>>> 1 + 1\n3\n```\n", "what comes"),
        ("<!-- not run: because -->\n\n```sh\nfalse\n```\n", "is one of"),
        ("<!-- wrong: did you mean -->\n\n```yaml\nactivities: []\n```\n", "assert"),
    ],
)
def test_a_block_that_is_wrong_is_told(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, folder = tmp_path / "page.md", tmp_path / "here"
    folder.mkdir()
    page.write_text(text, encoding="utf-8")
    (block,) = blocks_of(page)

    with pytest.raises(AssertionError, match=re.escape(why)):
        do(block, Reader(folder, monkeypatch, columns=80, durable=False))


@pytest.mark.parametrize("text", ["Look:\n\n    code\n", "```sh\nls\n"])
def test_code_that_is_not_set_off_is_refused(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="fence"):
        blocks_of(page)


def test_three_dots_stand_for_any_lines() -> None:
    assert matches("a\nb\nc\n", "a\n...\nc\n")
    assert matches("a\nc\n", "a\n...\nc\n")
    assert not matches("a\nb\n", "a\n...\nc\n")
    assert not matches("a\nb\nc\nd\n", "a\n...\nc\n")
    assert with_dots("a\nb\nc\n", "a\n...\nc\n") == "a\n...\nc\n"
    assert with_dots("a\nb\nc\nd\n", "a\n...\nx\n") == "a\n...\nd\n"
    assert with_dots("x\nb\nc\n", "a\n...\nc\n") == "x\n...\nc\n"
    assert [command for command, _ in typed("$ one\nshown\n$ two\n")] == ["one", "two"]
