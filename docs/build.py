"""Writes the generated pages of this folder, or tells which of them are stale.

python docs/build.py            writes the reference: rules, profiles, facts, form, formats, the
                                workout document, exercises, the Python library, the list of
                                decisions, and the parts of other pages that spans.py makes
python docs/build.py --check    exits with 1 where a page is not what the code makes it
"""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from api_page import api_page
from catalogue_page import catalogue_page
from formats_page import formats_page
from spans import PAGES, WIDTH, filled
from workout_page import workout_page

from backsafe.facts.reference import schema_markdown
from backsafe.model import ASPECTS
from backsafe.outputs.profiles import changes
from backsafe.outputs.rules import ORIGINS, VERIFIED, severities, subject
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import activate, activate_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.rules.loader import RuleBook
    from backsafe.rules.rule import Check, Rule

DOCS = Path(__file__).resolve().parent
FAMILIES = {
    "WU": "Warm-up",
    "ST": "Stretching",
    "LD": "Load",
    "PR": "Program",
    "PU": "Pull-ups",
    "RW": "Rows",
    "DL": "Deadlifts",
    "FM": "Form",
    "AT": "Screening of the athlete",
    "EQ": "Equipment and load tables",
}
MADE = "<!-- Made by docs/build.py; do not edit. -->"
NOT_A_RULE = """\
## XX-00: deliberately not a rule

BackSafe has no rule on the ratio of acute to chronic workload, and none that caps the weekly growth of
volume at 10 %. The ratio is built on flawed arithmetic and was not made to prevent injury (Impellizzeri et
al. 2020, <https://doi.org/10.4085/1062-6050-501-19>, and <https://doi.org/10.1007/s40279-020-01378-6>); in a
randomized trial, runners who kept to 10 % a week were injured as often as those who did not (Buist et al.
2008, <https://doi.org/10.1177/0363546507307505>). A number here would be false precision.
"""


def pages() -> dict[Path, str]:
    """Returns every generated page by its path below this folder."""
    book = default_rule_book()
    made = {
        Path("api.md"): _joined(api_page()),
        Path("catalogue.md"): _joined(catalogue_page()),
        Path("decisions/index.md"): _joined(_decisions()),
        Path("facts.md"): schema_markdown(),
        Path("form.md"): _joined(_form()),
        Path("formats.md"): _joined(formats_page()),
        Path("profiles.md"): _joined(_profiles(book)),
        Path("rules/index.md"): _joined(_index(book)),
        Path("workout.md"): _joined(workout_page()),
    }
    for rule in book.rules:
        made[Path(f"rules/{rule.code}.md")] = _joined(_page(rule, book))
    made = {path: f"{MADE}\n\n{text}" for path, text in made.items()}
    return made | {Path(name): filled(name) for name in PAGES}


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, 108, break_long_words=False, break_on_hyphens=False)


def _page(rule: Rule, book: RuleBook) -> Iterator[str]:
    yield from (f"# {rule.code} {rule.name}", "", f"{rule.title}.", "")
    if rule.formerly:
        yield from (f"Formerly {', '.join(rule.formerly)}.", "")
    if rule.opt_in:
        yield from ("Off unless a profile or `--select` asks for it by name.", "")
    if rule.screening and not rule.opt_in:
        yield from ("A screening rule: it cannot be ignored, only cleared with a reason.", "")
    yield from ("## What it checks", "")
    for check in rule.checks:
        yield from _check(check)
    yield from ("", "## Why", "")
    yield from _wrapped(rule.why)
    yield from ("", "## Thresholds", "")
    if rule.parameters:
        yield from ("| parameter | value | unit | origin |", "|---|---|---|---|")
    else:
        yield "None: the rule compares no numbers of its own."
    for name, spec in rule.parameters.items():
        origin = ORIGINS[spec.origin] + (f" (`{spec.source}`)" if spec.source else "")
        yield f"| `{name}` | {spec.value:g} | {spec.unit} | {origin} |"
    yield from ("", "## Repair", "")
    for check in rule.checks:
        if check.fix is None:
            yield "- None: see to the reason first."
            continue
        values: dict[str, Any] = {name: it.value for name, it in rule.parameters.items()}
        shown = {key: values.get(key, f"<{key}>") for key in check.fix.summary.keys}
        safe = (
            "keeps the sense of the plan" if check.fix.safe else "changes the plan: your decision"
        )
        text = check.fix.summary.render(shown).replace("<", "\\<")
        how = "" if check.fix.repair is None else _made_by(safe=check.fix.safe)
        yield f"- {_named(check)}{text} ({safe}){how}"
    yield from _examples(rule)
    yield from ("", "## Sources", "")
    for citation in rule.citations:
        source = citation.source
        parts = [source.title, citation.section, str(source.year or "")]
        cited = ", ".join(part for part in parts if part)
        link = f" <{source.url}>" if source.url else ""
        yield f"- `{source.id}`: {cited}.{link} Statement {VERIFIED[source.verified]}."
    yield from ("", "## In the profiles", "")
    yield from _in_profiles(rule, book)


def _named(check: Check) -> str:
    return f"**{check.name}**: " if check.name else ""


def _check(check: Check) -> Iterator[str]:
    lines = [f"- {_named(check)}{subject(check)}; {' or '.join(severities(check))}."]
    for key, text in check.stated.items():
        lines.append(f"  {'Where' if key == 'when' else 'Must hold'}: `{text}`")
    # Two spaces at the end of a line keep the next one apart.
    yield "  \n".join(lines)


def _made_by(*, safe: bool) -> str:
    return f": `backsafe check {'--fix' if safe else '--unsafe-fixes'}` tries it"


def _examples(rule: Rule) -> Iterator[str]:
    titles = {"bad": "It fails here", "unknown": "It cannot decide here", "good": "It passes here"}
    yield from ("", "## Examples")
    for kind, title in titles.items():
        chosen = next((it for it in rule.examples if it.kind == kind), None)
        if chosen is None:
            continue
        text = yaml.safe_dump(
            {"backsafe": 1, **chosen.document}, sort_keys=False, width=100, allow_unicode=True
        )
        yield from ("", f"{title}:", "", "```yaml", text.rstrip(), "```")


def _in_profiles(rule: Rule, book: RuleBook) -> Iterator[str]:
    yield from ("| profile | severity | thresholds that differ |", "|---|---|---|")
    for name in book.profiles:
        (active,) = [it for it in activate_all(book, name) if it.rule is rule]
        running = any(it.rule is rule for it in activate(book, name))
        found = {severity for check in active.checks for severity in severities(check)}
        shown = ", ".join(sorted(found, key=["error", "warning", "advice"].index))
        differing = ", ".join(
            f"{key} {value:g}"
            for key, value in active.parameters.items()
            if value != rule.parameters[key].value
        )
        if active.unknown is not None:
            shown += f"; undecided: {active.unknown}"
        yield f"| {name} | {shown if running else 'off'} | {differing or '-'} |"


def _index(book: RuleBook) -> Iterator[str]:
    yield from ("# Rules", "")
    yield from _wrapped(
        f"All {len(book.rules)} rules by family. Severities are those of the profile standard. "
        "[Profiles](../profiles.md) change some; [the articles](../articles.md) are walked through "
        "section by section."
    )
    for prefix, family in FAMILIES.items():
        yield from ("", f"## {family}", "", "| code | rule | severity |", "|---|---|---|")
        for active in activate_all(book):
            rule = active.rule
            if rule.code.startswith(prefix):
                found = {severity for check in active.checks for severity in severities(check)}
                shown = ", ".join(sorted(found, key=["error", "warning", "advice"].index))
                shown = f"off ({shown})" if rule.opt_in else shown
                yield f"| [{rule.code}]({rule.code}.md) | {rule.title} | {shown} |"
    yield from ("", NOT_A_RULE.rstrip())


def _profiles(book: RuleBook) -> Iterator[str]:
    yield from ("# Profiles", "")
    yield from _wrapped(
        "A profile chooses rules, severities and thresholds; it never changes a condition. "
        "`backsafe profiles` prints this page, `backsafe rules --profile NAME` the rules as one has them."
    )
    for profile in book.profiles.values():
        yield from ("", f"## {profile.name}", "", profile.summary, "")
        found = [f"- {change}" for change in changes(book, profile)]
        yield from found or ["It changes nothing: the rules as their files state them."]


def _decisions() -> Iterator[str]:
    yield from ("# Decisions", "")
    yield from _wrapped(
        "Why BackSafe is built as it is: what was decided, what else was thought of."
    )
    yield ""
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title, _, rest = path.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
        day = rest.strip().partition(" ")[0]
        number, _, words = title.partition(". ")
        yield f"- [{number}. {words}]({path.name}), {day}"


def _form() -> Iterator[str]:
    yield from ("# Form observations", "")
    yield from _wrapped(
        "What a coach, a lifter or a pose estimator saw of a lift: `form: [{aspect: spine, value: neutral, "
        "set: 2, rep: 4}]`. The list of aspects is closed. What is not listed was not looked at and is "
        "unknown. A fault counts for LD09 and against a sound session of LD02; what a number means is for "
        "the thresholds of the rules."
    )
    yield from ("", "| aspect | values | what was looked at | fault |", "|---|---|---|---|")
    for name, kind in ASPECTS.items():
        values = ", ".join(kind.choices) or "true, false"
        if kind.kind == "number":
            values = f"{kind.minimum:g} to {kind.maximum:g} {kind.unit}".rstrip()
        faults = ", ".join(str(it).lower() for it in kind.faults) or "-"
        yield f"| `{name}` | {values} | {kind.doc} | {faults} |"


def main() -> int:
    """Writes or checks the pages; returns the exit status."""
    # Pages hold what the command prints, at the same width everywhere.
    os.environ["COLUMNS"] = str(WIDTH)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell which pages are stale")
    check = parser.parse_args().check
    made = pages()
    written = {path.relative_to(DOCS) for path in (DOCS / "rules").glob("*.md")}
    stale = sorted(written - set(made))
    for path, text in made.items():
        target = DOCS / path
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'written'}: docs/{path}")
    for path in written - set(made):
        if not check:
            (DOCS / path).unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
