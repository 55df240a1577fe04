"""What a block of data is: a workout, a configuration, a rule, and whether it is a right one."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import backsafe
from backsafe.config import find_settings
from backsafe.errors import DocumentError, RuleError
from backsafe.linter import lint_rule_book
from backsafe.model import Answers, Athlete
from backsafe.readers import read_answers, read_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks import Block

_DOCUMENT = {"backsafe", "activities", "workouts", "weeks"}
_GITLAB = {"script", "artifacts", "image"}
_RULE = {"code", "require", "checks"}
_PROFILE = {"name", "summary"}


def errors_of(block: Block, folder: Path) -> list[str]:
    """Returns what is wrong with a block of YAML, JSON or TOML, after what it is.

    Args:
        block: The block.
        folder: Where the files lie that it may speak of.

    Raises:
        ValueError: It cannot be told what it is.
    """
    match block.language:
        case "toml":
            return _toml(block, folder)
        case "csv":
            return _document(block)
        case _:
            data = (
                json.loads(block.text) if block.language == "json" else yaml.safe_load(block.text)
            )
            if isinstance(data, list):
                return [error for entry in data for error in _mapping(entry)]
            return _tree(block, data, folder)


def _tree(block: Block, data: Mapping[str, Any], folder: Path) -> list[str]:
    keys = set(data)
    if keys & _DOCUMENT:
        return _document(block)
    if keys == {"athlete"} or keys <= set(Athlete.model_fields):
        return _athlete(data.get("athlete", data))
    if keys <= set(Answers.model_fields):
        return _answers(data)
    if _RULE & keys or keys >= _PROFILE or _is_sources(data):
        return _rules(block, folder)
    if "repos" in keys:
        return _hooks(data)
    if keys & {"jobs", "steps"} or any(set(job) >= _GITLAB for job in _mappings(data)):
        return _steps(data)
    if data.get("format") == "backsafe-report/1":
        return []
    raise ValueError(f"{block.page}:{block.line}: what is this? Its keys are {sorted(keys)}")


def _mappings(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [it for it in data.values() if isinstance(it, dict)]


def _document(block: Block) -> list[str]:
    try:
        document = read_text(block.text, block.title or f"block.{block.language}")
    except DocumentError as error:
        return [str(problem) for problem in error.problems]
    return [it.message for it in document.notices if it.kind in ("unknown-exercise", "unread")]


def _mapping(data: Mapping[str, Any]) -> list[str]:
    try:
        read_mapping(data)
    except DocumentError as error:
        return [str(problem) for problem in error.problems]
    return []


def _athlete(data: Mapping[str, Any]) -> list[str]:
    try:
        backsafe.Checker(athlete=dict(data))
    except backsafe.BackSafeError as error:
        return [str(error)]
    return []


def _answers(data: Mapping[str, Any]) -> list[str]:
    try:
        read_answers(data)
    except DocumentError as error:
        return [str(problem) for problem in error.problems]
    return []


def _rules(block: Block, folder: Path) -> list[str]:
    """Lints a rule or a profile with all that lies in the folder of rules that it belongs to."""
    trial = folder.parent / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    place = Path(block.title) if block.title else Path("rules", "one.yaml")
    if _is_profile(block):
        place = Path(*place.parts[:-2]) / "profiles" / place.name
    root = place.parent.parent if place.parent.name == "profiles" else place.parent
    if block.title and (folder / root).is_dir():
        shutil.copytree(folder / root, trial)
    target = trial / place.relative_to(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(block.text, encoding="utf-8")
    return [str(problem) for problem in lint_rule_book(trial)]


def _is_sources(data: Mapping[str, Any]) -> bool:
    return all(isinstance(it, dict) and "verified" in it for it in data.values())


def _is_profile(block: Block) -> bool:
    return set(yaml.safe_load(block.text)) >= _PROFILE


def _hooks(data: Mapping[str, Any]) -> list[str]:
    known = {"backsafe", "backsafe-fix"}
    return [
        f"no such hook: {hook['id']}"
        for repo in data["repos"]
        for hook in repo["hooks"]
        if hook["id"] not in known
    ]


def _steps(data: Mapping[str, Any]) -> list[str]:
    """Checks what is common to files of CI; their systems' own schemas are held to examples/ci."""
    jobs = data.get("jobs", {"one": data}).values() if {"jobs", "steps"} & set(data) else ()
    steps = [step for job in jobs for step in job["steps"]]
    return [f"a step neither uses nor runs: {it}" for it in steps if not {"uses", "run"} & set(it)]


def _toml(block: Block, folder: Path) -> list[str]:
    data = tomllib.loads(block.text)
    if "project" in data:
        packs = data["project"].get("entry-points", {}).get("backsafe.rules", {})
        return [] if packs or "tool" not in data else ["no pack and no configuration"]
    name = "pyproject.toml" if "tool" in data else "backsafe.toml"
    path = folder / name
    there = path.read_text(encoding="utf-8") if path.is_file() else None
    path.write_text(block.text, encoding="utf-8")
    try:
        find_settings(str(folder / "plan.yaml"))
    except (DocumentError, RuleError) as error:
        return [str(problem) for problem in error.problems]
    finally:
        path.unlink() if there is None else path.write_text(there, encoding="utf-8")
    return []
