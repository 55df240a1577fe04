"""Suppressions with a reason: by a comment, by an entry; what they speak of, and what is told."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.errors import DocumentError, UsageError
from backsafe.report import Location, Suppression
from backsafe.suppressions import SuppressionEntry

# Lines are numbered from 1: 7 is the stretch, 8 the lift, 10 and 11 its sets.
PLAN = """\
backsafe: 1
title: Back day
athlete:
  level: novice
  technique: {deadlift: learning}
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 3, load_percent: 85}
      - {reps: 3, load_percent: 90}
  - type: static_stretch
    exercise: lat stretch
    hold_seconds: 10
"""


@pytest.fixture(scope="module")
def checker() -> backsafe.Checker:
    return backsafe.Checker(engine="compiled")


def beside(line: int, comment: str, text: str = PLAN) -> str:
    """The document with a comment at the end of a line."""
    lines = text.splitlines()
    lines[line - 1] += f"  {comment}"
    return "\n".join(lines) + "\n"


def above(line: int, comment: str, text: str = PLAN) -> str:
    """The document with a comment on a line of its own before a line."""
    lines = text.splitlines()
    lines.insert(line - 1, comment)
    return "\n".join(lines) + "\n"


def check(checker: backsafe.Checker, text: str) -> backsafe.Report:
    return checker.check(backsafe.Text(text, reader="yaml", name="plan.yaml"))


def aside(report: backsafe.Report) -> list[tuple[str, str]]:
    """Code and pointer of what is set aside."""
    return [(it.violation.code, it.violation.location.pointer) for it in report.suppressions]


def told(report: backsafe.Report) -> list[str]:
    return [it.message for it in report.notices if it.kind == "suppression"]


def test_nothing_is_set_aside_without_a_comment(checker: backsafe.Checker) -> None:
    report = check(checker, PLAN)
    assert not report.suppressions
    assert not told(report)
    assert {"ST01", "WU01", "LD01", "LD02", "ST03"} <= {it.code for it in report.violations}


def test_a_finding_that_is_set_aside_is_told_apart_with_its_reason(
    checker: backsafe.Checker,
) -> None:
    report = check(checker, beside(7, "# backsafe: ignore[ST01] coach approved, see note"))
    (found,) = report.suppressions
    assert found.violation.code == "ST01"
    assert found.suppression == Suppression(kind="comment", reason="coach approved, see note")
    assert report.summary.suppressed == 1
    assert "ST01" not in {it.code for it in report.violations}
    assert not told(report)


@pytest.mark.parametrize(
    ("line", "rule", "pointers"),
    [
        (1, "LD02", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        (2, "ST01", ["/activities/0"]),
        (2, "WU01", ["/activities"]),
        (4, "LD02", []),
        (6, "WU01", ["/activities"]),
        (6, "ST01", ["/activities/0"]),
        (7, "ST01", ["/activities/0"]),
        (7, "WU01", []),
        (8, "LD02", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        (9, "WU03", ["/activities/1"]),
        (10, "LD02", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        (10, "WU03", []),
        (11, "LD02", ["/activities/1/sets/0"]),
        (12, "LD02", ["/activities/1/sets/1"]),
        (13, "ST03", ["/activities/2"]),
        (14, "ST03", ["/activities/2"]),
        (15, "ST03", ["/activities/2"]),
    ],
)
@pytest.mark.parametrize("put", [beside, above])
def test_what_a_comment_speaks_of(
    checker: backsafe.Checker, line: int, rule: str, pointers: list[str], put: Any
) -> None:
    report = check(checker, put(line, f"# backsafe: ignore[{rule}] a reason"))
    assert aside(report) == [(rule, it) for it in pointers]
    assert len(told(report)) == (0 if pointers else 1)


@pytest.mark.parametrize(
    "words",
    [
        "ST01",
        "st01",
        "static-stretch-before-lifting",
        "ST",
        "ST0",
        "ST01, LD02",
        "LD02 ST01",
        " ST01 ,",
        "ST01,ST01",
    ],
)
def test_rules_by_code_name_or_beginning_of_codes(checker: backsafe.Checker, words: str) -> None:
    report = check(checker, above(7, f"# backsafe: ignore[{words}] a reason"))
    assert ("ST01", "/activities/0") in aside(report)
    assert [it for it in told(report) if "LD02" not in it] == []


@pytest.mark.parametrize("space", ["", " ", "\t", "    "])
def test_space_before_the_word_is_free(checker: backsafe.Checker, space: str) -> None:
    report = check(checker, above(7, f"\t #{space}backsafe: ignore[ST01] a reason".lstrip()))
    assert aside(report) == [("ST01", "/activities/0")]


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        (PLAN.replace("\n", "\r\n"), 1),
        (PLAN.replace("\n", "\r"), 1),
        ("\ufeff" + PLAN, 1),
        ("---\n" + PLAN, 1),
        ("%YAML 1.2\n---\n" + PLAN, 1),
        (PLAN.replace("Back day", "Rückentag – 背中 😀 # no comment").replace("title: ", "title: '")
         .replace("no comment", "no comment'"), 1),
        (PLAN + "...\n", 1),
        (PLAN.rstrip("\n"), 1),
    ],
)  # fmt: skip
def test_forms_of_text(checker: backsafe.Checker, text: str, pointers: int) -> None:
    marked = text.replace("hold_seconds: 15}", "hold_seconds: 15}  # backsafe: ignore[ST01] ok é")
    report = check(checker, marked)
    assert aside(report) == [("ST01", "/activities/0")] * pointers
    assert report.suppressions[0].suppression.reason == "ok é"
    assert not told(report)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Back day", 'title: "Back # backsafe: ignore[ST01] no"'),
        ("title: Back day", "title: 'Back # backsafe: ignore[ST01] no'"),
        ("title: Back day", "title: Back#backsafe: ignore[ST01] no".replace(": ig", ":ig")),
        ("title: Back day", "title: |\n  Back\n  # backsafe: ignore[ST01] no"),
        ("title: Back day", "title: >-\n  Back\n\n  # backsafe: ignore[ST01] no\n  day"),
        ("title: Back day", 'title: "Back\n  # backsafe: ignore[ST01] no\n  day"'),
    ],
)
def test_what_stands_inside_a_scalar_is_no_comment(
    checker: backsafe.Checker, before: str, after: str
) -> None:
    report = check(checker, PLAN.replace(before, after))
    assert not aside(report)
    assert not told(report)


def test_a_key_may_look_like_a_comment(checker: backsafe.Checker) -> None:
    key = '"# backsafe: ignore[LD02] no": learning, '
    report = check(checker, PLAN.replace("{deadlift:", "{" + key + "deadlift:"))
    assert not aside(report)
    assert not told(report)


@pytest.mark.parametrize(
    "title",
    [
        "title: |  # backsafe: ignore[ST01] a reason\n  Back day",
        "title: >-\t# backsafe: ignore[ST01] a reason\n  Back day",
        "title:  # backsafe: ignore[ST01] a reason\n  Back day",
        "title:\n  Back day  # backsafe: ignore[ST01] a reason",
        "'title': 'Back day'# backsafe: ignore[ST01] a reason",
        "? title  # backsafe: ignore[ST01] a reason\n: Back day",
    ],
)
def test_comments_beside_scalars_of_all_styles(checker: backsafe.Checker, title: str) -> None:
    report = check(checker, PLAN.replace("title: Back day", title))
    assert aside(report) == [("ST01", "/activities/0")]


ONE_LINE = (
    "{backsafe: 1, activities: [{type: static_stretch, exercise: cobra}, "
    "{type: lift, exercise: deadlift, sets: [{reps: 5}]}]} # backsafe: ignore[ST01] r"
)
FORMS = {
    "before the document": ("# backsafe: ignore[ST01] r\n---\n" + PLAN, [0]),
    "beside the start of the document": ("---  # backsafe: ignore[ST01] r\n" + PLAN, [0]),
    "a flow list over several lines": (
        """\
backsafe: 1
activities: [
  {type: static_stretch, exercise: cobra},  # backsafe: ignore[ST01] r
  {type: static_stretch, exercise: cobra},
  {type: lift, exercise: deadlift, sets: [{reps: 5}]}]
""",
        [0],
    ),
    "two items on one line": (
        """\
backsafe: 1
activities: [
  {type: static_stretch, exercise: cobra},
  {type: dynamic_stretch, exercise: arm swings}, {type: static_stretch, exercise: cobra}, # M
  {type: lift, exercise: deadlift, sets: [{reps: 5}]}]
""".replace("# M", "# backsafe: ignore[ST01] r"),
        [2],
    ),
    "a flow mapping over several lines": (
        """\
backsafe: 1
activities:
  - {type: static_stretch,
     exercise: cobra,  # backsafe: ignore[ST01] r
     hold_seconds: 30}
  - {type: lift, exercise: deadlift, sets: [{reps: 5}]}
""",
        [0],
    ),
    "a dash by itself": (
        """\
backsafe: 1
activities:
  -  # backsafe: ignore[ST01] r
    type: static_stretch
    exercise: cobra
  - {type: lift, exercise: deadlift, sets: [{reps: 5}]}
""",
        [0],
    ),
    "a flow list below its key": (
        """\
backsafe: 1
activities:
  [ # backsafe: ignore[ST01] r
  {type: static_stretch, exercise: cobra},
  {type: lift, exercise: deadlift, sets: [{reps: 5}]}]
""",
        [0],
    ),
    "all on one line": (ONE_LINE, [0]),
    "a list that is not indented": (
        """\
backsafe: 1
activities:
- {type: static_stretch, exercise: cobra}
# backsafe: ignore[WU03] r
- type: lift
  exercise: deadlift
  sets:
  - {reps: 5}
""",
        [1],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_yaml(checker: backsafe.Checker, form: str) -> None:
    text, expected = FORMS[form]
    report = check(checker, text)
    assert [pointer for _, pointer in aside(report)] == [f"/activities/{it}" for it in expected]
    assert not told(report)


ANCHORS = """\
backsafe: 1
athlete: {{level: novice}}
activities:
  - type: static_stretch
    exercise: cobra
  - &pull{at_lift}
    type: lift
    exercise: deadlift
    sets: &sets{at_sets}
      - {{reps: 5, load_percent: 90}}{at_set}
  - {{type: lift, exercise: front squat, sets: *sets}}{at_alias}
  - *pull{at_item}
"""


@pytest.mark.parametrize(
    ("place", "pointers"),
    [
        ("at_lift", [1, 3]),
        ("at_sets", [1, 2, 3]),
        ("at_set", [1, 2, 3]),
        ("at_alias", [2]),
        ("at_item", [3]),
    ],
)
def test_what_an_alias_repeats(checker: backsafe.Checker, place: str, pointers: list[int]) -> None:
    marks = dict.fromkeys(("at_lift", "at_sets", "at_set", "at_alias", "at_item"), "")
    text = ANCHORS.format(**{**marks, place: "  # backsafe: ignore[LD01] r"})
    found = [pointer.split("/")[2] for _, pointer in aside(check(checker, text))]
    assert found == [str(it) for it in pointers]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# backsafe: ignore[ST01]", "no reason is given"),
        ("# backsafe: ignore[ST01] --", "no reason is given"),
        ("# backsafe: ignore[] a reason", "no rule is named"),
        ("# backsafe: ignore[,] a reason", "no rule is named"),
        ("# backsafe: ignore a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: ignore", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: ignore[ST01 a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe:ignore[ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: ignroe[ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: ignroe ST01", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe ignore[ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# BackSafe: Ignore[ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe-ignore ST01", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: noqa", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: disable=ST01", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: [ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# so: backsafe: ignore[ST01] a reason", "expected # backsafe: ignore[ST01] REASON"),
        ("# - {} # backsafe: ignore[ST01] r", "expected # backsafe: ignore[ST01] REASON"),
        ("# backsafe: ignore[ST01] r # backsafe: ignore[WU01] r", "a second one on the line"),
        ("# backsafe: ignore[ST99] a reason", "unknown rule 'ST99'"),
        ("# backsafe: ignore[static-stretch-befor] r", "did you mean 'static-stretch-before-l"),
        ("# backsafe: ignore[ALL] a reason", "unknown rule 'ALL'"),
    ],
)
def test_what_is_not_understood_sets_nothing_aside_and_is_told(
    checker: backsafe.Checker, comment: str, message: str
) -> None:
    report = check(checker, beside(7, comment))
    assert not report.suppressions
    (notice,) = [it for it in report.notices if it.kind == "suppression"]
    assert message in notice.message
    assert (notice.location.line, notice.location.column) == (7, 71)
    assert report.ok is check(checker, PLAN).ok


@pytest.mark.parametrize(
    "comment",
    [
        "# checked with backsafe",
        "# backsafe: 1",
        "# backsafe says that this is fine",
        "# backsafe: see https://example.org for what it does",
        "# BackSafe 1.2 (ignored by coaches)",
        "# backsafe",
    ],
)
def test_what_only_speaks_of_backsafe_is_left_alone(
    checker: backsafe.Checker, comment: str
) -> None:
    assert not told(check(checker, beside(7, comment)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PLAN + "# backsafe: ignore[ST01] r", "nothing follows"),
        (PLAN + "\n  # backsafe: ignore[ST01] r\n\n", "nothing follows"),
        (
            PLAN.replace("Back day", "Back\n  day  # backsafe: ignore[ST01] r"),
            "no mapping, list or key begins on this line",
        ),
        (
            PLAN.replace("15}", "15\n    }  # backsafe: ignore[ST01] r"),
            "no mapping, list or key begins on this line",
        ),
        (
            PLAN.replace("15}", "15\n    # backsafe: ignore[ST01] r\n    }"),
            "no mapping, list or key begins on line 9",
        ),
    ],
)
def test_a_comment_that_speaks_of_nothing_is_told(
    checker: backsafe.Checker, text: str, message: str
) -> None:
    report = check(checker, text)
    assert not report.suppressions
    assert len(told(report)) == 1
    assert message in told(report)[0]


def test_of_two_that_say_the_same_the_second_is_unused(checker: backsafe.Checker) -> None:
    text = above(7, "# backsafe: ignore[ST01] first", beside(7, "# backsafe: ignore[ST01] second"))
    report = check(checker, text)
    assert [it.suppression.reason for it in report.suppressions] == ["first"]
    (notice,) = [it for it in report.notices if it.kind == "suppression"]
    assert notice.message == "unused: no finding of ST01 to set aside here"
    assert notice.location.line == 8


def test_the_nearest_comment_speaks(checker: backsafe.Checker) -> None:
    text = above(10, "# backsafe: ignore[LD02] outer", beside(12, "# backsafe: ignore[LD02] inner"))
    reasons = [it.suppression.reason for it in check(checker, text).suppressions]
    assert sorted(reasons) == ["inner", "outer"]


def test_a_comment_beside_the_first_item_is_told_where_it_belongs(
    checker: backsafe.Checker,
) -> None:
    (message,) = told(check(checker, beside(7, "# backsafe: ignore[WU01] r")))
    assert message.endswith("the one on this line is of what begins on line 6: write it there")


def test_no_unused_notice_for_a_rule_that_does_not_run() -> None:
    text = beside(7, "# backsafe: ignore[EQ01, LD02, LD09] r")
    assert len(told(check(backsafe.Checker(engine="compiled"), text))) == 3
    for keywords in ({"select": ["ST01"]}, {"ignore": ["EQ", "LD02", "LD09"]}):
        assert not told(check(backsafe.Checker(engine="compiled", **keywords), text))


def test_no_unused_notice_where_the_rule_is_undecided(checker: backsafe.Checker) -> None:
    unknown = PLAN.replace("hold_seconds: 10", "intensity: mild")
    assert not told(check(checker, beside(15, "# backsafe: ignore[ST03] r", unknown)))
    held = PLAN.replace("hold_seconds: 10", "hold_seconds: 40")
    assert told(check(checker, beside(15, "# backsafe: ignore[ST03] r", held)))


def test_no_unused_notice_where_only_some_sessions_are_judged() -> None:
    text = (
        "backsafe: 1\nworkouts:\n"
        "  - date: 2026-03-02  # backsafe: ignore[LD02] r\n    activities: []\n"
        "  - date: 2026-03-05\n    activities: [{type: cardio, exercise: rowing machine}]\n"
    )
    assert told(check(backsafe.Checker(engine="compiled"), text))
    assert not told(check(backsafe.Checker(engine="compiled", last=1), text))


RED = PLAN.replace("level: novice", "age: 70\n  par_q_yes: [chest_pain]")


@pytest.mark.parametrize("words", ["AT03", "AT", "screening-question-answered-yes", "ST01, AT03"])
def test_screening_is_never_set_aside_by_a_comment(checker: backsafe.Checker, words: str) -> None:
    plain = [it for it in check(checker, RED).violations if it.code.startswith("AT")]
    report = check(checker, beside(2, f"# backsafe: ignore[{words}] my doctor says so", RED))
    assert plain
    assert [it for it in report.violations if it.code.startswith("AT")] == plain
    message = next(it for it in told(report) if "never set aside" in it)
    assert "clearance: [{rule: AT0" in message
    assert ("ST01" in words) == bool(aside(report))


@pytest.mark.parametrize("word", ["AT03", "AT", "at01", "emergency-signs"])
def test_screening_is_never_set_aside_by_an_entry(word: str) -> None:
    entry = SuppressionEntry("./plan.yaml", word, "my doctor says so", source="b.toml:3")
    with pytest.raises(UsageError, match=r"^b\.toml:3: .*record a clearance instead: .*AT0\d, by"):
        backsafe.Checker(engine="compiled", suppressions=[entry])


def test_an_opt_in_rule_on_the_athlete_is_told_to_need_a_clearance() -> None:
    entry = SuppressionEntry("./plan.yaml", "AT11", "the bar stands high")
    checker = backsafe.Checker(engine="compiled", profile="strict", suppressions=[entry])
    assert any("AT11 screens the athlete" in it for it in told(check(checker, RED)))


def test_a_red_flag_outranks_all(checker: backsafe.Checker) -> None:
    text = PLAN.replace("level: novice", "symptoms: [saddle_numbness]")
    report = check(checker, beside(2, "# backsafe: ignore[AT01, ST01, LD] r", text))
    assert {it.code for it in report.violations} == {"AT01"}
    assert not report.suppressions
    assert not told(report)


def test_suppress_false_shows_all(checker: backsafe.Checker) -> None:
    text = beside(7, "# backsafe: ignore[ST01] r")
    entries = [SuppressionEntry("./plan.yaml", "LD02", "r")]
    every = backsafe.Checker(engine="compiled", suppressions=entries, suppress=False)
    report = check(every, text)
    assert not report.suppressions
    assert not told(report)
    assert report.violations == check(checker, PLAN).violations


def test_a_document_with_an_error_is_not_read(checker: backsafe.Checker) -> None:
    with pytest.raises(DocumentError):
        check(checker, "# backsafe: ignore[ST01] r\nactivities: [")


def test_json_has_no_comments() -> None:
    document = {"backsafe": 1, "title": "# backsafe: ignore[WU01] r", "activities": []}
    report = backsafe.check(backsafe.Text(json.dumps(document), reader="json"))
    assert not told(report)


# --- entries


def suppressed(entries: list[SuppressionEntry], path: str = "plan.yaml", **more: Any) -> Any:
    checker = backsafe.Checker(engine="compiled", suppressions=entries, **more)
    return checker.check(backsafe.Text(PLAN, reader="yaml", name=path))


@pytest.mark.parametrize(
    ("at", "pointers"),
    [
        ("", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        ("/activities", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        ("/activities/1", ["/activities/1/sets/0", "/activities/1/sets/1"]),
        ("/activities/1/sets/1", ["/activities/1/sets/1"]),
        ("/activities/1/sets/1/reps", []),
        ("/activities/0", []),
        ("/activities/", []),
        ("/", []),
    ],
)
def test_an_entry_speaks_of_a_pointer_and_below(at: str, pointers: list[str]) -> None:
    report = suppressed([SuppressionEntry("./plan.yaml", "LD02", "why", at)])
    assert [pointer for _, pointer in aside(report)] == pointers
    why = Suppression(kind="configuration", reason="why")
    assert {it.suppression for it in report.suppressions} <= {why}
    assert len(told(report)) == (0 if pointers else 1)


def test_pointers_are_unescaped(tmp_path: Path) -> None:
    from backsafe.suppressions.entries import _steps

    assert _steps("") == ()
    assert _steps("/a~1b/m~0n/~01/") == ("a/b", "m~n", "~1", "")


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("plan.yaml", "plan.yaml", True),
        ("plan.yaml", "sub/plan.yaml", True),
        ("./plan.yaml", "plan.yaml", True),
        ("./plan.yaml", "sub/plan.yaml", False),
        ("*.yaml", "sub/plan.yaml", True),
        ("a/*.yaml", "a/plan.yaml", True),
        ("a/*.yaml", "a/b/plan.yaml", False),
        ("**/*.yaml", "a/b/plan.yaml", True),
        ("a/**", "a/b/plan.yaml", True),
        ("a/", "a/b/plan.yaml", True),
        ("a/b", "a/b/plan.yaml", True),
        ("a/", "b/plan.yaml", False),
        ("../plan.yaml", "plan.yaml", False),
    ],
)
def test_patterns_of_paths(tmp_path: Path, pattern: str, path: str, matches: bool) -> None:
    entries = [SuppressionEntry(pattern, "LD02", "why")]
    report = suppressed(entries, str(tmp_path / path), root=tmp_path)
    assert bool(report.suppressions) is matches


def test_paths_are_relative_to_the_root_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/day.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "plans")
    entries = [SuppressionEntry("plans/day.yaml", "LD02", "why")]
    checker = backsafe.Checker(engine="compiled", suppressions=entries, root="..")
    for path in ("day.yaml", "./day.yaml", "../plans/day.yaml", str(tmp_path / "plans/day.yaml")):
        assert len(checker.check(path).suppressions) == 2
    monkeypatch.chdir("/")
    assert len(checker.check(str(tmp_path / "plans/day.yaml")).suppressions) == 2


def test_an_unused_entry_is_told_where_it_is_written() -> None:
    entry = SuppressionEntry("./plan.yaml", "EQ01", "why", source="conf/backsafe.toml:12:5")
    report = suppressed([entry])
    (notice,) = [it for it in report.notices if it.kind == "suppression"]
    assert notice.message == "unused: no finding of EQ01 to set aside in ./plan.yaml"
    assert notice.location == Location(path="conf/backsafe.toml", pointer="", line=12, column=5)
    from backsafe.outputs.text import render

    assert "conf/backsafe.toml:12:5: unused: no" in " ".join(render(report).split())


@pytest.mark.parametrize("pattern", ["*.yaml", "./*.yaml", "plan.yaml", "**/plan.yaml", "sub/"])
def test_an_entry_for_many_files_is_never_told_unused(pattern: str) -> None:
    entries = [SuppressionEntry(pattern, "EQ01", "why")]
    assert not told(suppressed(entries))
    assert not told(suppressed(entries, "sub/plan.yaml"))


def test_a_rule_that_is_left_out_of_a_file_is_not_told_unused() -> None:
    entries = [SuppressionEntry("./plan.yaml", "EQ01", "why")]
    text = beside(7, "# backsafe: ignore[EQ01] r")
    assert len(told(check(backsafe.Checker(engine="compiled", suppressions=entries), text))) == 2
    fewer = {"plan.yaml": ["EQ"]}
    checker = backsafe.Checker(engine="compiled", suppressions=entries, per_file_ignores=fewer)
    assert not told(check(checker, text))


def test_entries_are_silent_on_rules_that_do_not_run_or_are_undecided() -> None:
    assert not told(suppressed([SuppressionEntry("./plan.yaml", "EQ01", "why")], ignore=["EQ"]))
    assert not told(suppressed([SuppressionEntry("./plan.yaml", "LD05", "why")]))


def test_of_two_entries_that_say_the_same_the_second_is_unused() -> None:
    entries = [SuppressionEntry("./plan.yaml", "LD02", str(it), source=f"{it}:1") for it in (1, 2)]
    report = suppressed(entries)
    assert {it.suppression.reason for it in report.suppressions} == {"1"}
    assert [it.location.path for it in report.notices if it.kind == "suppression"] == ["2"]


def test_a_comment_speaks_before_an_entry(checker: backsafe.Checker) -> None:
    entries = [SuppressionEntry("./plan.yaml", "ST01", "entry")]
    both = backsafe.Checker(engine="compiled", suppressions=entries)
    report = check(both, beside(7, "# backsafe: ignore[ST01] comment"))
    assert [it.suppression.kind for it in report.suppressions] == ["comment"]
    assert len(told(report)) == 1


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (SuppressionEntry("a", "ST99", "why", source="b.toml:3"), "b.toml:3: a suppression is"),
        (SuppressionEntry("a", "ST99", "why"), "unknown rule 'ST99'"),
        (SuppressionEntry("a", "ST01", " "), "no reason"),
        (SuppressionEntry("", "ST01", "why"), "no path"),
        (SuppressionEntry("a", "ST01", "why", "activities"), "did you mean '/activities'?"),
        (SuppressionEntry("a", "ST01", "why", "/a~2"), "write ~ as ~0"),
        (SuppressionEntry("a", "ST01", "why", "/a~"), "write ~ as ~0"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused(entry: SuppressionEntry, message: str) -> None:
    with pytest.raises(UsageError) as error:
        backsafe.Checker(engine="compiled", suppressions=[entry])
    assert message in str(error.value)


def test_an_entry_sets_aside_in_a_format_without_comments(tmp_path: Path) -> None:
    lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 3, "load_percent": 90}]}
    path = tmp_path / "day.json"
    path.write_text(json.dumps({"backsafe": 1, "activities": [lift]}), encoding="utf-8")
    entries = [SuppressionEntry("*.json", "WU", "warm-ups are not planned here")]
    checker = backsafe.Checker(engine="compiled", suppressions=entries, root=tmp_path)
    report = checker.check(path)
    assert {it.violation.code for it in report.suppressions} >= {"WU01", "WU04"}


# --- many documents, long documents, hostile documents


def test_a_checker_with_suppressions_works_in_other_processes(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.yaml")
        paths[-1].write_text(beside(7, "# backsafe: ignore[ST01] r"), encoding="utf-8")
    entries = [SuppressionEntry("1.yaml", "LD02", "why")]
    checker = backsafe.Checker(engine="compiled", suppressions=entries, root=tmp_path)
    one = list(checker.check_many(paths))
    two = list(checker.check_many(paths, processes=2))
    assert [aside(it) for it in two] == [aside(it) for it in one]
    assert [len(aside(it)) for it in two] == [1, 3, 1]
    again = pickle.loads(pickle.dumps(checker))
    assert aside(again.check(paths[1])) == aside(one[1])


def test_a_long_log_is_told_the_same_when_it_is_judged_again() -> None:
    lift = "{type: lift, exercise: deadlift, sets: [{reps: 3, load_percent: 90}]}"
    session = f"  - activities: [{lift}]  # backsafe: ignore[WU04] r\n"
    checker = backsafe.Checker(engine="compiled")
    report = check(
        checker, "backsafe: 1\nkind: log\nrecords: [warm_up_sets]\nworkouts:\n" + session * 1100
    )
    assert report.summary.suppressed == 1100
    assert len(report.suppressions) == 1100
    assert not told(report)


LOAD = "{reps: 3, load_percent: 90}"
LIFTS = f"  - {{type: lift, exercise: deadlift, sets: [{LOAD}]}}  # backsafe: ignore[LD02] r\n"
MANY = {
    "above one line": "# backsafe: ignore[ST01] r\n" * 10_000 + PLAN,
    "unknown rules": "".join(f"# backsafe: ignore[NO{it}] r\n" for it in range(10_000)) + PLAN,
    "typos": "# backsafe: ignore r\n" * 10_000 + PLAN,
    "at the end": PLAN + "# backsafe: ignore[ST01] r\n" * 10_000,
    "in one comment": beside(2, "# backsafe: ignore[ST01] r " * 10_000),
    "rules in one": beside(2, "# backsafe: ignore[" + "ST01," * 50_000 + "] r"),
    "hash signs": PLAN + "#" * 1_000_000 + "\n# backsafe: ignore[ST01] r\n",
    "names": PLAN + "# " + "backsafe " * 100_000 + "\n",
    "old line breaks": PLAN + "# backsafe\x85" * 100_000,
    "beside items": "backsafe: 1\nactivities:\n" + LIFTS * 1000,
    "keys of one mapping": "backsafe: 1\nathlete:\n  one_rep_max_kg:\n"
    + "".join(f"    lift {it}: 100  # backsafe: ignore[LD02] r\n" for it in range(1000))
    + f"activities: [{{type: lift, exercise: deadlift, sets: [{LOAD}]}}]\n",
    "above many items on one line": "# backsafe: ignore[LD02] r\n" * 10_000
    + "{backsafe: 1, activities: [{type: lift, exercise: deadlift, sets: ["
    + ", ".join([LOAD] * 1000)
    + "]}]}",
    "aliases": "backsafe: 1\nactivities:\n  - &it {type: lift, exercise: deadlift, sets: "
    f"[{LOAD}]}}\n" + "  - *it  # backsafe: ignore[LD02] r\n" * 999,
}


@pytest.mark.parametrize("form", MANY)
def test_many_comments_take_time_in_proportion(checker: backsafe.Checker, form: str) -> None:
    started = time.process_time()
    report = check(checker, MANY[form])
    assert report.notices is not None
    assert time.process_time() - started < 20
