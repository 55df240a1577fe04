"""Which configuration holds for a file: the nearest one upwards from it."""

from __future__ import annotations

import os

from backsafe._log import Log
from backsafe.config.settings import Settings, shown_path
from backsafe.errors import DocumentError, Problem, RuleError
from backsafe.globs import absolute

__all__ = ["excluded", "find_settings", "forget_settings", "load_settings"]

_log = Log(__name__)

# In one folder the first of them that speaks of BackSafe holds.
_FILES = ("backsafe.toml", "pyproject.toml")
_SHARED = "pyproject.toml"
_CAP = 1 << 20

_DEFAULTS = Settings()
# Folder → what holds in it; of thousands of files most lie in a folder that was looked at before.
_known: dict[str, Settings] = {}


def find_settings(path: str) -> Settings:
    """Returns the settings for a file, or a folder; for ``-`` those of the current folder.

    They are those of the nearest ``backsafe.toml``, or ``pyproject.toml`` with a table
    ``[tool.backsafe]``, in its folder or one above, and those of no other. They are read once;
    :func:`forget_settings` has them read again.

    Raises:
        DocumentError: The configuration is wrong; tells everything that is.
    """
    place = absolute("" if path == "-" else path)
    return _nearest(place if os.path.isdir(place) else os.path.dirname(place))  # noqa: PTH112,PTH120


def excluded(path: str) -> bool:
    """Returns whether a file or folder is passed over where the folder that it is in is walked.

    Raises:
        DocumentError: The configuration of that folder is wrong.
    """
    return _nearest(os.path.dirname(absolute(path))).excludes(path)  # noqa: PTH120


def load_settings(path: str) -> Settings:
    """Returns the settings of a file that is named.

    Raises:
        DocumentError: It cannot be read, is wrong, or is a ``pyproject.toml`` that does not speak
            of BackSafe.
    """
    settings = _read(absolute(path))
    if settings is None:
        raise DocumentError(Problem("has no table [tool.backsafe]", shown_path(absolute(path))))
    return settings


def forget_settings() -> None:
    """Has configurations looked for and read again, for programs that outlive an edit of one."""
    _known.clear()


def _nearest(folder: str) -> Settings:
    passed: list[str] = []
    found = None
    while found is None:
        found = _known.get(folder) or _own(folder)
        passed.append(folder)
        above = os.path.dirname(folder)  # noqa: PTH120
        if found is None and above == folder:
            found = _DEFAULTS
        folder = above
    _known.update(dict.fromkeys(passed, found))
    return found


def _own(folder: str) -> Settings | None:
    for name in _FILES:
        path = os.path.join(folder, name)  # noqa: PTH118
        # A link that leads nowhere was meant to be a configuration, and reading it says so.
        if os.path.lexists(path) and not os.path.isdir(path):  # noqa: PTH112
            settings = _read(path)
            if settings is not None:
                return settings
    return None


def _read(path: str) -> Settings | None:
    """Returns the settings of a file; ``None`` for one of a project that has none."""
    from backsafe.syntax.text import decoded, read_bytes

    name = shown_path(path)
    content = read_bytes(name, _CAP)
    shared = os.path.basename(path) == _SHARED  # noqa: PTH119
    if shared and b"backsafe" not in content:
        return None
    if not content.strip():
        return Settings(path=path)
    from backsafe.config.reader import read_settings
    from backsafe.rules.located import Located
    from backsafe.syntax.toml import parse

    text = decoded(content, name)
    data, positions = parse(text, name)
    table = Located(data, (), name, text, positions)
    for key in ("tool", "backsafe") if shared else ():
        if not isinstance(table.value, dict) or key not in table.value:
            return None
        table = table.at(key)
    try:
        table.expect(dict)
    except RuleError as error:
        raise DocumentError(error.problems) from None
    settings = read_settings(table, path)
    _log.info("configuration: %s", name)
    return settings
