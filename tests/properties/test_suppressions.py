"""Over the corpus: a comment sets aside what begins on its line, a baseline what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from labelled import cases

import backsafe
from backsafe.baseline import Baseline
from backsafe.outputs.document import as_yaml
from backsafe.rules.loader import default_rule_book

CASES = cases()
CHECKER = backsafe.Checker(engine="compiled", profile="strict")
EVERY_RULE = ",".join(it.code for it in default_rule_book().rules if not it.screening)
COMMENT = f"# backsafe: ignore[{EVERY_RULE}] a reason"
Route = tuple[str, ...]


def text_of(case: Any, style: str) -> str:
    """The document as YAML, in one of several styles."""
    if style == "ours":
        return "".join(as_yaml(case.model))
    flow = {"block": False, "leaves in flow": None, "flow": True}[style]
    data = {"backsafe": 1, **case.document}
    return yaml.safe_dump(data, default_flow_style=flow, sort_keys=False, width=60)


def beginning(node: Any, route: Route = ()) -> list[tuple[int, Route]]:
    """Line and place of what begins there, told by the composer of PyYAML."""
    found: list[tuple[int, Route]] = []
    if not route and node.flow_style:
        found.append((node.start_mark.line, ()))
    mapping = isinstance(node, yaml.MappingNode)
    for number, child in enumerate(node.value):
        key, value = child if mapping else (None, child)
        own = (*route, key.value if mapping else str(number))
        plain = isinstance(value, yaml.ScalarNode)
        starts = [(key or value).start_mark]
        if mapping and (plain or value.flow_style):
            starts.append(value.start_mark)
        found += [(mark.line, route if plain else own) for mark in starts]
        found += [] if plain else beginning(value, own)
    return found


def is_same(text: str, commented: str) -> bool:
    """Whether the comment has not torn a plain scalar that goes over several lines."""
    try:
        return bool(yaml.safe_load(commented) == yaml.safe_load(text))
    except yaml.YAMLError:
        return False


def places(found: Any) -> list[tuple[str, str]]:
    return sorted((it.code, it.location.pointer) for it in found)


def set_aside(report: backsafe.Report, kind: str) -> list[backsafe.Violation]:
    return [it.violation for it in report.suppressions if it.suppression.kind == kind]


@given(
    st.sampled_from(CASES),
    st.sampled_from(["ours", "block", "leaves in flow", "flow"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.data(),
)
def test_a_comment_sets_aside_what_begins_on_its_line(
    case: Any, style: str, line_break: str, above: bool, data: st.DataObject
) -> None:
    text = text_of(case, style)
    plain = CHECKER.check(backsafe.Text(text, reader="yaml")).violations
    lines = text.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    begun = [route for line, route in beginning(yaml.compose(text)) if line == number]
    if above:
        lines.insert(number, COMMENT)
    else:
        lines[number] += f" {COMMENT}"
    assume(is_same(text, "\n".join(lines)))
    report = CHECKER.check(backsafe.Text(line_break.join(lines) + line_break, reader="yaml"))
    aside = set_aside(report, "comment")
    expected = [
        it
        for it in plain
        if not it.code.startswith("AT")
        and any(tuple(it.location.pointer.split("/")[1:])[: len(r)] == r for r in begun)
    ]
    if any(it.code == "AT01" for it in plain):
        expected = []
    assert places(aside) == places(expected)
    assert places([*report.violations, *aside]) == places(plain)


@given(st.sampled_from(CASES))
def test_what_is_known_is_set_aside_and_no_more(tmp_path_factory: Any, case: Any) -> None:
    folder: Path = tmp_path_factory.mktemp("known")
    path = folder / "it.yaml"
    path.write_text("".join(as_yaml(case.model)), encoding="utf-8")
    before = CHECKER.check(path)
    Baseline.of(before, folder).write(folder / "baseline.json")
    known = Baseline.read(folder / "baseline.json")
    report = backsafe.Checker(engine="compiled", profile="strict", baseline=known).check(path)
    assert all(it.code.startswith("AT") for it in report.violations)
    told_first = any(it.code == "AT01" for it in report.violations)
    aside = [] if told_first else set_aside(report, "baseline")
    assert places([*report.violations, *aside]) == places(before.violations)
    assert not [it for it in report.notices if it.kind == "baseline"]
    assert Baseline.of(report, folder) == known
