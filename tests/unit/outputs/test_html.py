"""The page: structure, places of the findings, nothing lost, nothing smuggled in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import cases

import backsafe
from backsafe.errors import Problem
from backsafe.outputs import html
from backsafe.outputs.html import page
from backsafe.outputs.html.elements import link, markup, plain
from backsafe.outputs.html.timeline import phases
from backsafe.outputs.text import DISCLAIMER
from backsafe.report import FileReport, Location, Report, Violation, sealed
from backsafe.report.findings import Told
from backsafe.report.outline import SessionOutline, Step
from backsafe.report.types import Notice, SourceNote, Suppressed, Suppression

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
READ = [
    it
    for it in sorted(EXAMPLES.iterdir())
    if it.is_file() and it.suffix != ".py" and it.name != "athlete.yaml"
]
CHECKER = backsafe.Checker(engine="compiled")
VOID = {"meta"}
REACHES_OUT = re.compile(
    r"https?://|url\(|@import|<script|<link|<iframe|javascript:", re.IGNORECASE
)


class Page(HTMLParser):
    """A page as a tree of what matters: elements with attributes, text, and what is around."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[int, ...], str]] = []
        self.open: list[int] = []
        self.feed(text)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def classed(self, name: str) -> list[int]:
        """Returns the numbers of the elements of a class."""
        return [
            number
            for number, (_, attributes) in enumerate(self.elements)
            if name in (attributes.get("class") or "").split()
        ]

    def text(self, number: int) -> str:
        """Returns the text within an element."""
        return " ".join("".join(text for above, text in self.texts if number in above).split())

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]


def rendered(report: Report) -> Page:
    return Page(html.render(report))


def check(document: Any, **more: Any) -> Report:
    return backsafe.check(document, engine="compiled", **more)


def assert_nothing_is_lost(report: Report) -> None:
    found = rendered(report)
    placed = [found.elements[number][1] for number in found.classed("place")]
    told = Counter(
        (it["data-code"], it.get("data-check", ""), it["data-pointer"])
        for it in placed
        if "data-code" in it
    )
    violations = [*report.violations, *(it.violation for it in report.suppressions)]
    assert told == Counter((it.code, it.check, it.location.pointer) for it in violations)
    words = Counter(found.text(number) for number in found.classed("message"))
    for it in report.violations:
        assert any(plain(it.message) in text for text in words), it.message
    assert len(found.classed("aside")) == len(report.suppressions)
    notices = [text for number in found.classed("notices") for text in [found.text(number)]]
    for notice in report.notices:
        assert sum(" ".join(plain(notice.message).split()) in text for text in notices) == 1
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = {f"#{it}" for it in ids}
    links = [it["href"] for tag, it in found.elements if tag in ("a", "use") and "href" in it]
    assert {it for it in links if it and it.startswith("#")} <= anchors


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_nothing_is_lost_of_the_examples(path: Path) -> None:
    assert_nothing_is_lost(CHECKER.check(path))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_is_lost_of_the_corpus(case: Any) -> None:
    assert_nothing_is_lost(CHECKER.check(case.model))


def test_nothing_is_lost_of_many_documents() -> None:
    reports = [CHECKER.check(path) for path in READ]
    report = reports[0].joined(reports[1:])
    found = rendered(report)

    assert_nothing_is_lost(report)
    nav = next(n for n, (tag, _) in enumerate(found.elements) if tag == "nav")
    assert all(str(path) in found.text(nav) for path in READ if path.is_file())
    assert sum(DISCLAIMER in text for _, text in found.texts) == 1


def test_a_page_is_the_same_each_time_and_has_no_word_of_now() -> None:
    report = CHECKER.check(EXAMPLES / "unsafe-back-day.yaml")

    assert html.render(report) == html.render(report)


def test_a_page_needs_nothing_beside_itself() -> None:
    text = html.render(CHECKER.check(EXAMPLES / "unsafe-back-day.yaml"))
    found = Page(text)
    sources = {it["href"] for tag, it in found.elements if tag == "a" and "rel" in it}

    assert sources
    for url in sources:
        assert url is not None
        text = text.replace(url.replace("&", "&amp;"), "")
    assert not REACHES_OUT.search(text)
    assert "Content-Security-Policy" in text
    assert "default-src 'none'" in text
    assert not any(name.startswith("on") for _, it in found.elements for name in it)
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in found.elements)


def test_headings_go_down_one_step_at_a_time() -> None:
    reports = [CHECKER.check(path) for path in READ]
    for report in [*reports, reports[0].joined(reports[1:])]:
        levels = [int(t[1]) for t, _ in rendered(report).elements if re.fullmatch(r"h\d", t)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_a_finding_stands_at_its_step() -> None:
    found = rendered(CHECKER.check(EXAMPLES / "unsafe-back-day.yaml"))
    _whole, stretch, deadlift = found.classed("step")

    assert "ST01" in found.text(stretch)
    assert "LD01" not in found.text(stretch)
    assert "LD01" in found.text(deadlift)
    assert "set 1, line 15" in found.text(deadlift)


def test_reasons_are_told_in_full_once() -> None:
    report = CHECKER.check(EXAMPLES / "training-log.csv")
    found = rendered(report)
    codes = {it.code for it in report.violations}

    reasons = found.classed("reasons")
    assert len([it for it in reasons if found.elements[it][0] == "div"]) == len(codes)
    assert len(reasons) == len(found.classed("card"))


def test_our_own_figures_are_owned_up_to() -> None:
    found = rendered(CHECKER.check(EXAMPLES / "unsafe-back-day.yaml"))

    limits = [found.text(it) for it in found.classed("limit")]
    assert "Limit dynamic minimum minutes 3 min (our own figure)" in limits


def test_weeks_have_their_findings() -> None:
    found = rendered(CHECKER.check(EXAMPLES / "two-week-program.yaml"))

    weeks = [found.text(it) for it in found.classed("week")]
    assert [text[:6] for text in weeks] == ["Week 1", "Week 2"]
    assert all("PR01" in text for text in weeks)


def test_what_is_unknown_does_not_look_sound() -> None:
    odd = {"kind": "log", "activities": []}
    found = rendered(check(odd))

    (verdict,) = found.classed("verdict")
    assert "Could not be judged" in found.text(verdict)
    assert "is-unknown" in (found.elements[verdict][1]["class"] or "")
    assert "No finding" not in found.text(0)


def test_only_what_is_wholly_decided_looks_sound() -> None:
    report = CHECKER.check(EXAMPLES / "sound-back-day.yaml")
    sound = rendered(report)
    (part,) = report.files
    partly = rendered(replace(report, files=(replace(part, unknown=1),)))

    assert "is-sound" in str(sound.elements[sound.classed("verdict")[0]][1])
    assert sound.text(sound.classed("headline")[0]) == "No finding"
    assert "is-open" in str(partly.elements[partly.classed("verdict")[0]][1])
    assert partly.text(partly.classed("headline")[0]) == "No finding in what could be decided"


def test_an_emergency_is_the_headline() -> None:
    lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}
    found = rendered(check({"athlete": {"symptoms": ["saddle_numbness"]}, "activities": [lift]}))

    (headline,) = found.classed("headline")
    assert found.text(headline) == "Do not train with signs of an emergency"
    assert "no finding" not in found.text(0).casefold()


def test_a_sound_session_has_no_card() -> None:
    found = rendered(CHECKER.check(EXAMPLES / "sound-back-day.yaml"))

    assert not found.classed("card")
    assert found.text(found.classed("headline")[0]) == "No finding"
    assert "Passed: 64 checks" in found.text(found.classed("passed")[0])


def test_passes_that_stayed_elsewhere_are_left_out() -> None:
    report = sealed(CHECKER.check(EXAMPLES / "sound-back-day.yaml"))

    assert not rendered(report).classed("passed")


def test_what_the_format_cannot_record_is_told() -> None:
    found = rendered(CHECKER.check(EXAMPLES / "training-log.csv"))

    (undecided,) = found.classed("undecided")
    assert "This format cannot record it." in found.text(undecided)


def test_phases_are_told_by_the_lifts() -> None:
    def steps(*kinds: str) -> list[Step]:
        return [
            Step(type=kind, title="", detail="", location=Location(path="", pointer=""))
            for kind in kinds
        ]

    assert phases(steps("cardio", "lift", "mobility", "lift", "static_stretch")) == [
        "before",
        "lifts",
        "lifts",
        "lifts",
        "after",
    ]
    assert phases(steps("mobility")) == ["all"]
    assert phases(()) == []


def violation(pointer: str, text: str = "Wrong.", **more: Any) -> Violation:
    values: dict[str, Any] = {
        "code": "XX01",
        "name": "some-rule",
        "severity": "warning",
        "title": text,
        "message": text,
        "why": text,
        "sources": (
            SourceNote(
                id="a",
                title=text,
                section=text,
                url="https://example.org/?a=1&b=2",
                origin="external",
            ),
        ),
        "location": Location(path="a.yaml", pointer=pointer, line=3, column=1),
        "facts": {},
        "parameters": {"p": {"value": 3.0, "unit": text, "origin": "project", "source": None}},
        "fix": None,
        "session": text,
    }
    return Violation(**{**values, **more})


def told(text: str = "x", violations: tuple[Violation, ...] = (), sessions: int = 1) -> Report:
    def at(pointer: str) -> Location:
        return Location(path="a.yaml", pointer=pointer, line=3, column=1)

    def step(kind: str, title: str, pointer: str, sets: tuple[Step, ...] = ()) -> Step:
        return Step(type=kind, title=title, detail=text, location=at(pointer), sets=sets)

    outline = tuple(
        SessionOutline(
            title=text,
            date="2026-01-01",
            location=at(f"/workouts/{n}"),
            steps=(
                step("cardio", text, f"/workouts/{n}/activities/0"),
                step(
                    "lift",
                    text,
                    f"/workouts/{n}/activities/1",
                    sets=(step("set", "1", f"/workouts/{n}/activities/1/sets/0"),),
                ),
            ),
        )
        for n in range(sessions)
    )
    aside = Suppressed(
        violation=violation("/athlete", text),
        suppression=Suppression(kind="comment", reason=text),
    )
    notice = Notice(kind="x", message=text, location=at(""))
    findings = Told(violations, (aside,), (), (notice,), outline, ())
    counts = {
        it: sum(one.severity == it for one in violations) for it in ("error", "warning", "advice")
    }
    part = FileReport(
        path=text,
        title=text,
        kind="log",
        workouts=sessions,
        violated=counts,  # type: ignore[arg-type]
        unknown=0,
        passed=3,
        suppressed=1,
        judged=True,
        _findings=findings,
    )
    return Report(engine="compiled", profile="standard", files=(part,))


POINTERS = [
    "",
    "/athlete/symptoms",
    "/nowhere/at/all",
    "/workouts/0",
    "/workouts/0/activities",
    "/workouts/0/activities/1/sets/0",
    "/workouts/0/activities/1/form/3",
    "/workouts/0/activities/77",
    "/workouts/9/activities/1",
]


def test_a_finding_without_a_place_is_shown_all_the_same() -> None:
    report = told(violations=tuple(violation(it, code=f"XX0{n}") for n, it in enumerate(POINTERS)))

    assert_nothing_is_lost(report)


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    def page_of(words: str) -> Page:
        return rendered(told(words, tuple(violation(it, words) for it in POINTERS)))

    assert page_of(text).shape() == page_of("x").shape()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</style></title></bdi><!-- ]]>",
        "&lt;b&gt; &amp",
    ],
)
def test_markup_in_a_document_is_shown_as_it_is_written(text: str) -> None:
    found = rendered(told(text, (violation("/workouts/0", text),)))

    assert found.shape() == rendered(told("x", (violation("/workouts/0", "x"),))).shape()
    assert found.text(found.classed("rule-title")[0]) == text


def test_nothing_hidden_or_half_gets_into_a_page() -> None:
    assert plain("a\x00b\x1b[31m\u202ec\ud800\u2028\n") == "a b [31m c   "
    assert plain("\u06a9\u200c\u06cc \U0001f469\u200d\U0001f680 5\u00a0kg") == (
        "\u06a9\u200c\u06cc \U0001f469\u200d\U0001f680 5\u00a0kg"
    )
    html.render(told("\ud800\udfff")).encode("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "http:",
        "HTTP://[",
        "h ttp://x",
        "https://x\n.y",
        None,
    ],
)
def test_only_pages_of_the_web_are_linked(url: str | None) -> None:
    assert markup([link(url, "x")]) == "<span>x</span>"
    assert 'href="https://x.org/?a&amp;b"' in markup([link("https://x.org/?a&b", "x")])


def test_of_too_many_findings_the_worst_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST_FINDINGS", 3)
    many = (violation("/athlete", severity="error"), *(violation("/workouts/0") for _ in range(9)))
    found = rendered(told(violations=many))

    assert len([n for n in found.classed("place") if "data-code" in found.elements[n][1]]) == 3 + 1
    assert "7 more findings are left out" in found.text(0)
    assert "is-error" in str(found.elements[found.classed("card")[0]][1]["class"])


def test_a_page_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    every = tuple(
        violation(f"/workouts/{n % 200}/activities/1", code=f"XX{n}") for n in range(20_000)
    )
    report = told("w" * 200, every, sessions=200)
    report = replace(report, files=report.files * 50)

    assert len(html.render(report)) < 12_000_000


def test_activities_without_room_are_counted_and_their_findings_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "_MOST_ROWS", 1)
    monkeypatch.setattr(page, "_FEWEST_ROWS", 1)
    report = told(violations=(violation("/workouts/1/activities/1/sets/0"),), sessions=2)

    assert_nothing_is_lost(report)
    assert "2 more activities are not drawn." in rendered(report).text(0)


def test_a_log_too_long_to_be_drawn_shows_its_worst_sessions() -> None:
    few = [violation(f"/workouts/{n}/activities/0", session=f"day {n}") for n in range(30)]
    worst = violation("/workouts/29", severity="error", session="day 29")
    report = told(violations=(worst, *few), sessions=0)
    found = rendered(report)

    assert "day 29" in found.text(found.classed("session")[0])
    assert len(found.classed("session")) == 10
    assert "20 more findings are left out" in found.text(0)


def test_of_many_documents_the_worst_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST_DOCUMENTS", 1)
    sound, bad = told(), told(violations=(violation("/athlete"),))
    found = rendered(sound.joined([bad]))

    assert len(found.classed("document")) == 1
    assert len(found.classed("card")) == 1
    assert "1 documents are not shown" in found.text(0)


def test_a_page_does_not_look_sound_where_a_file_cannot_be_read() -> None:
    sound = CHECKER.check(EXAMPLES / "sound-back-day.yaml")
    problems = [Problem("is <b>odd</b>", "x.yaml", 3, 1), Problem("no such file", "y.yaml")]
    found = Page(html.render(sound, problems=problems))
    levels = [int(t[1]) for t, _ in found.elements if re.fullmatch(r"h\d", t)]
    (unreadable,) = found.classed("unreadable")
    title, heading = (
        found.text(next(n for n, (tag, _) in enumerate(found.elements) if tag == name))
        for name in ("title", "h1")
    )

    assert "x.yaml:3:1: is <b>odd</b>" in found.text(unreadable)
    assert "y.yaml: no such file" in found.text(unreadable)
    assert heading == "1 document, 2 files that could not be read"
    first, *_ = found.classed("headline")
    assert found.text(first) == "2 files could not be read"
    assert not found.classed("is-sound")
    assert "No finding in this file" in found.text(0)
    assert found.classed("verdict") != []
    alone = Page(html.render(sound))
    assert "No finding" in alone.text(0)
    assert "in this file" not in alone.text(0)
    assert alone.classed("is-sound")
    assert title == f"{heading} · BackSafe"
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_repairs_that_were_made_are_listed() -> None:
    stretch = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 9}
    repaired = CHECKER.fix({"activities": [stretch, {**stretch, "exercise": "child's pose"}]})
    found = Page(html.render(repaired.report))

    (section,) = found.classed("repaired")
    shown = " ".join(found.text(section).split())
    assert shown.startswith("Repaired before this check: 2 findings ST03 Hold it for 20 s. 2 times")
    assert not Page(html.render(CHECKER.check({"activities": [stretch]}))).classed("repaired")


def test_a_page_of_nothing_that_could_be_read() -> None:
    found = Page(
        html.render(
            Report(engine="none", profile="standard", files=()), problems=[Problem("is odd", "x")]
        )
    )

    assert "nothing could be judged" in found.text(0)
    assert "no finding" not in found.text(0).casefold()


def test_contrast_is_enough_in_light_and_dark() -> None:
    style = (Path(page.__file__).parent / "style.css").read_text(encoding="utf-8")
    themes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    ]
    for theme in themes:
        for name in ("ink", "soft", "link", "error", "warning", "advice", "sound", "unknown"):
            for ground in ("paper", "card"):
                assert _contrast(theme[name], theme[ground]) >= 4.5, (name, ground)


def _contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
