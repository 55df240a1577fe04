"""What a wheel carries ready-made, so that a start need not read every rule file.

When a wheel is built, a module is made for each profile: its rules with their parameters bound, and
the functions of the compiled engine. A module holds the digest of the rule files that it was made
from, and is used only where the files still have that digest. A checkout has no such modules and
reads the files.
"""

from __future__ import annotations

import ast
import os
import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backsafe.carried import carried_module

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.engines.compiled import Judge
    from backsafe.model import Level
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check

__all__ = ["Prebuilt", "default_prebuilt", "load_prebuilt", "ongoing_judges", "prebuilt_modules"]

# What the name of a profile's second module ends with.
_ONGOING = "_ongoing"


class Prebuilt(NamedTuple):
    """A profile ready to run.

    Attributes:
        rules: The rules that apply, with parameters bound and without their examples.
        assumed_level: Training level to take where nothing tells one.
        judges: Collection → the compiled engine's function.
    """

    rules: tuple[ActiveRule, ...]
    assumed_level: Level | None
    judges: Mapping[str, Judge]


def load_prebuilt(profile: str) -> Prebuilt | None:
    """Returns a profile of the rules that BackSafe ships, if it was made ready from these files."""
    if not profile.isidentifier():
        return None
    module = carried_module(profile, _digest_now)
    if module is None or not hasattr(module, "RULES"):
        return None
    # The module is a part of the installed package, and as trustworthy as its code.
    rules, level = pickle.loads(module.RULES)  # noqa: S301
    return Prebuilt(rules, level, module.JUDGES)


@cache
def ongoing_judges(profile: str) -> Mapping[str, Judge]:
    """Returns the functions that judge sessions while they go on, by collection.

    There are none where :func:`load_prebuilt` returns ``None``.
    """
    module = carried_module(f"{profile}{_ONGOING}", _digest_now)
    return {} if module is None else module.JUDGES


@cache
def default_prebuilt(profile: str) -> Prebuilt | None:
    """Returns what :func:`load_prebuilt` does, read once."""
    return load_prebuilt(profile)


def prebuilt_modules(folder: Path, book: RuleBook) -> Iterator[tuple[str, str]]:
    """Yields name and text of each module that a wheel should carry.

    Args:
        folder: The folder of the rules.
        book: What was read from it.
    """
    from backsafe.engines.gates import gated
    from backsafe.rules.profiles import activate

    digest = _digest(folder)
    yield "__init__", '"""Rules and functions made when the wheel was built."""\n'
    for name, profile in book.profiles.items():
        rules = tuple(_without_examples(active) for active in activate(book, name))
        carried = f"RULES = {pickle.dumps((rules, profile.assumed_level), 5)!r}"
        checks = [check for active in rules for check in active.checks]
        yield name, _module(name, digest, carried, _functions(checks, record=False))
        gates = [gated(check) for check in checks]
        functions = _functions(gates, record=True)
        yield f"{name}{_ONGOING}", _module(f"{name}, as a session goes on", digest, "", functions)


def _module(about: str, digest: str, carried: str, functions: tuple[str, str]) -> str:
    texts, judges = functions
    return (
        f'"""The profile {about}, made from the rule files."""\n\n'
        "from backsafe.engines.compiled import Judge\n"
        "from backsafe.engines.runtime import *\n\n"
        f"DIGEST = {digest!r}\n{carried}\n\n\n"
        f"{texts}\n\n\nJUDGES = {{\n{judges}}}\n"
    )


def _functions(checks: Sequence[Check], *, record: bool) -> tuple[str, str]:
    from backsafe.engines.compiled import by_collection
    from backsafe.engines.judges import judge_tree, quantified_in

    texts: list[str] = []
    entries: list[str] = []
    for collection, group in by_collection(checks).items():
        tree = judge_tree(group, record=record)
        tree.name = f"judge_{collection}"
        texts.append(ast.unparse(ast.fix_missing_locations(tree)))
        entries.append(f"    {collection!r}: Judge({tree.name}, {quantified_in(group)!r}),\n")
    return "\n\n\n".join(texts), "".join(entries)


def _without_examples(active: ActiveRule) -> ActiveRule:
    from dataclasses import replace

    return active._replace(rule=replace(active.rule, examples=()))


def _digest_now() -> str:
    from backsafe.rules.folder import rule_book_folder

    return _digest(rule_book_folder())


def _digest(folder: Path) -> str:
    """Returns what changes if any rule file does."""
    from hashlib import sha256

    digest = sha256()
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".yaml"):
                path = Path(parent, name)
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
