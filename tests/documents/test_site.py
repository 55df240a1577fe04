"""The site is whole: built strictly, every link leads somewhere, and a browser asks nobody else."""

from __future__ import annotations

import functools
import inspect
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser import Browser, find_browser

import backsafe

REPOSITORY = Path(__file__).resolve().parents[2]
LOOKED_AT = (
    "index.html",
    "tutorials/lifter.html",
    "tutorials/app-developer.html",
    "tutorials/rule-author.html",
    "how-to/ai-coach.html",
    "embedding.html",
    "preflight.html",
    "configuration.html",
    "formats.html",
    "facts.html",
    "workout.html",
    "catalogue.html",
    "api.html",
    "rules/ST03.html",
    "decisions/index.html",
)
FETCHED = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
}

WAIT = "new Promise((done) => setTimeout(done, 500))"
SEARCH_IS_OPEN = """async () => {
  while (document.activeElement === document.body) await new Promise((it) => setTimeout(it, 50));
}"""

needs_generator = pytest.mark.skipif(
    find_spec("zensical") is None, reason="zensical is not installed (the group `docs`)"
)


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        cwd=folder,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(REPOSITORY / "docs", folder / "docs")
    shutil.copy(REPOSITORY / "zensical.toml", folder)
    (folder / "src").symlink_to(REPOSITORY / "src")
    done = build(folder)
    if done.returncode:
        # Without colors, and without where in the generator it ended.
        told = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
        pytest.fail(told.partition("Traceback")[0], pytrace=False)
    return folder / "site"


class Page(HTMLParser):
    """What a page links, what it fetches, and what can be linked on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.names: set[str] = set()
        self.classes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.names.add(value)
            if name == "class" and value:
                self.classes |= set(value.split())
            if value and (tag, name) in FETCHED:
                self.fetched.append(value)
            elif value and name == "href":
                self.links.append(value)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """The pages of the site."""
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_public_name_says_what_it_is() -> None:
    page = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
    for name in backsafe.__all__:
        thing = getattr(backsafe, name)
        assert f"\n::: backsafe.{name}\n" in page
        assert inspect.getdoc(thing), name
        for part, value in vars(thing).items() if inspect.isclass(thing) else ():
            if not part.startswith("_") and (
                inspect.isfunction(value) or isinstance(value, property)
            ):
                assert inspect.getdoc(value), f"{name}.{part}"


def test_every_page_has_its_place() -> None:
    order = (REPOSITORY / "docs" / ".nav.yml").read_text(encoding="utf-8")
    docs = REPOSITORY / "docs"
    for path in docs.rglob("*.md"):
        name = path.relative_to(docs)
        stars = (
            f"{name.parent}/*",
            f"{name.parent}/{name.stem[:1]}*",
            f"{name.parent}/{name.stem[:2]}*",
        )
        assert str(name) in order or any(f"{star}.md" in order for star in stars), name


@needs_generator
@pytest.mark.parametrize(
    ("link", "told"),
    [("missing.md", "page does not exist"), ("index.md#missing", "anchor does not exist")],
)
def test_a_link_that_leads_nowhere_fails_the_build(link: str, told: str, tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "zensical.toml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Home\n\n[here]({link})\n", encoding="utf-8")
    (tmp_path / "docs" / "griffe_roles.py").touch()

    done = build(tmp_path)

    assert done.returncode != 0
    assert told in done.stdout + done.stderr


@needs_generator
def test_every_link_of_the_site_leads_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert len(pages) > len(list((REPOSITORY / "docs").rglob("*.md")))
    missing = []
    for path, page in pages.items():
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            place = site / unquote(parts.path).lstrip("/") if parts.path.startswith("/") else None
            target = place or (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            named = not parts.fragment or target not in pages
            if not target.is_file() or not (
                named or unquote(parts.fragment) in pages[target].names
            ):
                missing.append(f"{path.relative_to(site)}: {link}")
    assert missing == []


@needs_generator
def test_no_page_fetches_anything_from_elsewhere(pages: dict[Path, Page]) -> None:
    elsewhere = {link for page in pages.values() for link in page.fetched if urlsplit(link).netloc}

    assert elsewhere == set()


@needs_generator
def test_the_library_is_all_there(site: Path, pages: dict[Path, Page]) -> None:
    names = pages[site / "api.html"].names

    assert {f"backsafe.{name}" for name in backsafe.__all__} <= names
    assert {"backsafe.Checker.check_many", "backsafe.Report.ok"} <= names


@needs_generator
def test_no_program_is_published(site: Path) -> None:
    assert list(site.rglob("*.py")) == []


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and tells nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("no browser here")
    with Browser(path, tmp_path / "profile") as opened:
        yield opened


@needs_generator
@pytest.mark.browser
def test_a_browser_asks_nobody_else_and_has_nothing_to_complain_of(
    browser: Browser, address: str
) -> None:
    for width, height in ((1280, 900), (360, 800)):
        browser.resize(width, height)
        for name in LOOKED_AT:
            browser.open(address + name)
            shown = browser.run("[document.documentElement.scrollWidth, innerWidth]")
            assert shown[0] <= shown[1] == width, f"{name} is {shown[0]} wide, the screen {width}"

    asked = {urlsplit(it).netloc for it in browser.requests if not it.startswith("data:")}
    assert asked == {urlsplit(address).netloc}
    assert browser.failures == []
    assert browser.errors == []


@needs_generator
@pytest.mark.browser
def test_the_search_leads_to_a_rule(browser: Browser, address: str) -> None:
    browser.resize(1280, 900)
    browser.open(f"{address}trust.html")
    browser.run("document.querySelector('.md-search__button').click()")
    browser.run(f"({SEARCH_IS_OPEN})()")
    browser.ask("Input.insertText", text="forced-stretch")
    for _ in range(60):
        browser.run(WAIT)
        # It leads nowhere until the index is there.
        browser.press_enter()
        if "trust.html" not in browser.run("location.href"):
            break

    assert "rules/ST05.html" in browser.run("location.href")
    assert browser.errors == []


@needs_generator
@pytest.mark.browser
def test_it_is_dark_where_the_system_is(browser: Browser, address: str) -> None:
    colors = []
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        browser.open(address)
        colors.append(browser.run("getComputedStyle(document.body).backgroundColor"))

    assert len(set(colors)) == 2
