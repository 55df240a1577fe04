"""The walk through the articles covers every section and every rule, in words of our own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backsafe.rules.loader import default_rule_book
from backsafe.rules.rule import Rule

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "articles.md").read_text(encoding="utf-8")
SECTIONS = {
    "back-exercises-benefits": (
        "A",
        [
            "Introduction",
            "Build Strength",
            "Increase Flexibility",
            "Relax Your Back and Reduce Pain",
        ],
    ),
    "back-workouts-good": (
        "B",
        [
            "Introduction",
            "Benefits of Back Workouts",
            "Improved Posture",
            "Reduced Risk of Injury",
            "Increased Strength and Endurance",
            "Types of Back Workouts",
            "Safety Tips",
            "Warm Up Properly",
            "Start with Light Weights",
            "Use Proper Form",
            "Conclusion",
        ],
    ),
}
BOOK = default_rule_book()
RULES = BOOK.rules
ARTICLES = [source for source in BOOK.sources.values() if source.kind == "article"]


def section(article: str, name: str) -> str:
    letter, _ = SECTIONS[article]
    pattern = rf"^### {letter}, {re.escape(name)}\n(.*?)(?=^##+ [AB][,:]|^## |\Z)"
    found = re.search(pattern, PAGE, re.MULTILINE | re.DOTALL)
    assert found, (article, name)
    return found[1]


def test_every_section_is_walked_through() -> None:
    for article, (_, names) in SECTIONS.items():
        for name in names:
            assert "|" in section(article, name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_named_where_it_says_it_comes_from(rule: Rule) -> None:
    assert f"[{rule.code}](rules/{rule.code}.md)" in PAGE
    for citation in rule.citations:
        if citation.source.kind == "article":
            assert citation.section in SECTIONS[citation.source.id][1], citation.section
            assert rule.code in section(citation.source.id, citation.section)


def test_all_contradictions_are_told() -> None:
    for number in range(1, 15):
        assert f"| C{number} |" in PAGE


@pytest.mark.realdata
def test_nothing_is_quoted(data: Path) -> None:
    """No seven words in a row of an article stand in pages, rules or README, titles aside."""
    runs: set[tuple[str, ...]] = set()
    for path in (data.parent / "sources").glob("*.txt"):
        runs |= _runs(path)
    pages = [*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("rules/**/*.yaml")]
    for path in [*pages, REPOSITORY / "README.md"]:
        assert not _runs(path) & runs, path


def _runs(path: Path) -> set[tuple[str, ...]]:
    text = " ".join(path.read_text(encoding="utf-8").split())
    for source in ARTICLES:
        text = text.replace(source.title.partition(" (")[0], "")
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {tuple(words[at : at + 7]) for at in range(len(words) - 6)}
