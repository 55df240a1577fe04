"""The page in a real browser: what it makes of it, on a screen, on a narrow one, and on paper."""

from __future__ import annotations

import html
import re
import shutil
import struct
import subprocess
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest

import backsafe
from backsafe.outputs.html import render

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
]
HOSTILE = {
    "title": "</title></style><script>document.title='taken over'</script>",
    "activities": [
        {
            "type": "lift",
            "exercise": "W" * 150 + "\"'><img src=x onerror=document.title=1>",
            "sets": [{"reps": 5, "load_kg": 100}],
        },
        {"type": "static_stretch", "exercise": "</li></ol></bdi>", "hold_seconds": 5},
    ],
}
# Asks the page, in a frame as wide as a small phone, how wide it and its largest drawing are.
NARROW = """<!doctype html><title>unknown</title>
<iframe style="width: 360px; height: 800px; border: 0" srcdoc="{page}"></iframe>
<script>
  onload = () => {{
    const root = document.querySelector("iframe").contentDocument.documentElement;
    const drawings = [...root.querySelectorAll("svg")].map((it) => it.clientWidth);
    document.title = `${{root.scrollWidth}} ${{root.clientWidth}} ${{Math.max(...drawings)}}`;
  }};
</script>"""

pytestmark = pytest.mark.browser


class Tags(HTMLParser):
    """The elements of a page, each with the names of its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def browser() -> str:
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    pytest.skip(f"no browser here: none of {', '.join(NAMES)}")


def report(name: str) -> backsafe.Report:
    source = HOSTILE if name == "hostile" else EXAMPLES / name
    return backsafe.check(source, engine="compiled")


def run(browser: str, page: str, folder: Path, *flags: str) -> str:
    """Opens a page in a browser that knows nothing yet, and returns what it prints."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [browser, *FLAGS, profile, *flags, path.as_uri()],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return done.stdout


PAGES = ["unsafe-back-day.yaml", "two-week-program.yaml", "training-log.csv", "hostile"]


@pytest.mark.parametrize("name", PAGES)
def test_a_browser_reads_the_page_as_it_was_meant(name: str, browser: str, tmp_path: Path) -> None:
    found = report(name)
    page = render(found)
    shown = Tags(run(browser, page, tmp_path, "--dump-dom"))

    assert shown.found == Tags(page).found
    assert found.violations
    for violation in found.violations:
        assert violation.message in shown.words


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_screen_needs_no_scrolling_sideways(
    name: str, browser: str, tmp_path: Path
) -> None:
    # The page itself lets no script run; the copy that is measured must.
    page = render(report(name)).replace('http-equiv="Content-Security-Policy"', "")
    frame = NARROW.format(page=html.escape(page))
    shown = run(browser, frame, tmp_path, "--dump-dom")

    (title,) = re.findall("<title>(.*?)</title>", shown.partition("<iframe")[0])
    page_width, screen_width, largest_drawing = map(int, title.split())
    assert page_width == screen_width == 360
    assert 30 < largest_drawing < 60


def test_no_script_runs(browser: str, tmp_path: Path) -> None:
    page = render(report("unsafe-back-day.yaml"))
    script = "<script>document.title = 'taken over'</script>"
    shown = run(browser, page.replace("</body>", f"{script}</body>"), tmp_path, "--dump-dom")

    assert script in shown
    assert "<title>taken over" not in shown


def test_the_page_can_be_seen(browser: str, tmp_path: Path) -> None:
    path, page = tmp_path / "page.png", render(report("unsafe-back-day.yaml"))
    light = rows(browser, page, path)
    path.unlink()
    dark = rows(browser, page, path, "--blink-settings=preferredColorScheme=0")

    assert len(set(light)) > 200
    assert len(set(dark)) > 200
    assert light[0] != dark[0]


def rows(browser: str, page: str, path: Path, *flags: str) -> list[bytes]:
    """Returns the rows of a picture of the page."""
    run(browser, page, path.parent, "--window-size=1000,900", f"--screenshot={path}", *flags)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, height = 8, b"", 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            _, height = struct.unpack(">II", body[:8])
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    pixels = zlib.decompress(packed)
    row = len(pixels) // height
    return [pixels[start : start + row] for start in range(0, len(pixels), row)]


def test_the_page_can_be_printed(browser: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    run(browser, render(report("unsafe-back-day.yaml")), tmp_path, f"--print-to-pdf={path}")

    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_size > 20_000
