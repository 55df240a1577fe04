"""The drawings of a page, each on a field of 24 by 24."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.html.elements import el

if TYPE_CHECKING:
    from backsafe.outputs.html.elements import Element

__all__ = ["sheet"]

# Severities differ in outline and sign, so that they can be told without color.
_SEVERITIES = {
    "error": ("M8 2h8l6 6v8l-6 6H8l-6-6V8z", "M8.5 8.5l7 7M15.5 8.5l-7 7"),
    "warning": ("M12 2.5 23 21.5H1z", "M12 9v6M12 17.8v.7"),
    "advice": ("M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z", "M12 11v6M12 7v.7"),
    "sound": ("M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z", "M7 12.5l3.5 3.5L17 9"),
    "unknown": (
        "M5 2h14a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z",
        "M9 9.3a3 3 0 1 1 4.3 2.7c-.9.4-1.3.9-1.3 2M12 17.3v.7",
    ),
}
_RING = "M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z"
_ACTIVITIES = {
    "session": "M6 21.5V3M6 4h12l-3 4 3 4H6",
    "cardio": "M2 12h5l2.5-6 4 12 3-8 1.5 2h4",
    "mobility": "M20 12a8 8 0 1 1-2.6-5.9M20.5 2.5v4.5H16",
    "dynamic_stretch": "M3 12h18M7.5 7.5 3 12l4.5 4.5M16.5 7.5 21 12l-4.5 4.5",
    "static_stretch": "M4 5v14M20 5v14M4 12h16",
    "activation": "M13.5 2.5 5 14h6l-1 7.5L19 10h-6.5z",
    "lift": "M6.5 6v12M17.5 6v12M2.5 9v6M21.5 9v6M6.5 12h11",
}


def sheet() -> Element:
    """Returns all drawings, to be used by their names."""
    symbols = []
    for name, (field, sign) in _SEVERITIES.items():
        field_ = el("path", {"class": "field", "d": field})
        sign_ = el("path", {"class": "sign", "d": sign})
        symbols.append(el("symbol", {"id": name, "viewBox": "0 0 24 24"}, field_, sign_))
    ring = el("path", {"class": "dashed", "d": _RING})
    sign_ = el("path", {"d": _SEVERITIES["sound"][1]})
    symbols.append(el("symbol", {"id": "open", "viewBox": "0 0 24 24"}, ring, sign_))
    for name, lines in _ACTIVITIES.items():
        drawn = el("path", {"d": lines})
        symbols.append(el("symbol", {"id": name, "viewBox": "0 0 24 24"}, drawn))
    return el("svg", {"class": "sheet", "aria-hidden": "true"}, *symbols)
