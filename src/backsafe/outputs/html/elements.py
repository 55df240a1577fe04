"""Elements of a page; whatever they are given is text and cannot become markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Child", "Element", "append", "el", "icon", "link", "markup", "plain"]

Child: TypeAlias = "Element | str | None"

# All others stand on lines of their own, so that two versions of a page can be compared.
_INLINE = frozenset({"a", "b", "bdi", "code", "path", "span", "time", "use"})
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def plain(text: str) -> str:
    """Takes out what no page shows and what would turn the order of its words around.

    That is control characters, line separators, direction overrides and halves of characters;
    what joins letters or emoji stays.
    """
    if text.isprintable():
        return text
    return "".join(it if it in _JOINERS or category(it) not in _HIDDEN else " " for it in text)


def el(tag: str, attributes: Mapping[str, str | None] | None = None, *children: Child) -> Element:
    """Returns an element.

    Args:
        tag: Its name.
        attributes: Its attributes; those that are ``None`` are left out.
        children: Elements, texts, and ``None`` for nothing.
    """
    given = (attributes or {}).items()
    made = Element(tag, {name: plain(value) for name, value in given if value is not None})
    append(made, *children)
    if tag not in _INLINE:
        made.tail = "\n"
    return made


def append(parent: Element, *children: Child) -> None:
    """Adds elements and texts at the end of an element."""
    for child in children:
        if isinstance(child, Element):
            parent.append(child)
        elif child and len(parent):
            parent[-1].tail = (parent[-1].tail or "").rstrip("\n") + plain(child)
        elif child:
            parent.text = (parent.text or "") + plain(child)


def icon(name: str, kind: str = "icon") -> Element:
    """Returns a drawing of the page's own; words beside it say the same."""
    use = el("use", {"href": f"#{name}"})
    return el("svg", {"class": kind, "aria-hidden": "true", "viewBox": "0 0 24 24"}, use)


def link(url: str | None, text: str) -> Element:
    """Returns a link to a page of the web, or only its text if the address is of another kind."""
    if url is None or not _of_the_web(url):
        return el("span", None, text)
    return el("a", {"href": url, "rel": "noopener noreferrer"}, text)


def _of_the_web(url: str) -> bool:
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def markup(page: Iterable[Element]) -> str:
    """Returns elements as HTML."""
    return "".join(tostring(part, encoding="unicode", method="html") for part in page)
