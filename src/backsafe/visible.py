"""Texts of strangers, such as names of files, as a person can read them."""

from __future__ import annotations

import os

__all__ = ["printable", "visible"]


def printable(text: str) -> str:
    r"""Returns a text with what does not print written as Python escapes it; lines stay.

    So nothing steers a terminal, and nothing is lost: control characters, bytes of a name that are
    no UTF-8, and what turns the order of characters around.

    >>> print(printable("a\x1b[2J.yaml"), printable("b\udcff.yaml"))
    a\x1b[2J.yaml b\udcff.yaml
    """
    if text.isprintable():
        return text
    return "".join(
        it if it.isprintable() or it == "\n" else it.encode("unicode_escape").decode()
        for it in text
    )


def visible(name: str) -> str:
    r"""Returns the name of a file in such a way that no two look alike; it is one line.

    >>> visible("a\nb.yaml") == visible(r"a\nb.yaml")
    False
    """
    if os.sep != "\\":
        name = name.replace("\\", "\\\\")
    return printable(name).replace("\n", "\\n")
