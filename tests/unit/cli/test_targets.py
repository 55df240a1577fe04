"""Reports and baselines never replace what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from backsafe.cli.arguments import parser
from backsafe.cli.project import Project
from backsafe.cli.targets import refuse_to_overwrite
from backsafe.errors import UsageError
from backsafe.rules import packs
from backsafe.rules.folder import rule_book_folder


def refuse(*arguments: str) -> None:
    options = parser().parse_args(["check", "plan.yaml", *arguments])
    outputs = [("json", stated.partition("=")[2]) for stated in options.output]
    refuse_to_overwrite(outputs, ["plan.yaml"], Project(options), options)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_packs_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "MY01.yaml").write_text("code: MY01\n")
    monkeypatch.setattr(packs, "pack_folder", lambda _: pack)
    refuse("-ojson=pack/MY01.yaml")
    with pytest.raises(UsageError, match=r"-o json=pack/MY01.yaml would write over a rule file"):
        refuse("-ojson=pack/MY01.yaml", "--pack=mine")


def test_a_pack_that_is_not_there_is_told_elsewhere() -> None:
    refuse("-ojson=out.json", "--pack=nobody-has-this")


def test_shipped_rules_stay() -> None:
    for path in sorted(rule_book_folder().rglob("*.yaml"))[:3]:
        with pytest.raises(UsageError, match="would write over a rule file"):
            refuse(f"-ojson={path}")
