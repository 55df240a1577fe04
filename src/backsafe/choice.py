"""Which rules a checker runs: what a caller asks for → rules with everything bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from backsafe._log import Log, milliseconds
from backsafe.errors import UsageError
from backsafe.globs import absolute, matches
from backsafe.prebuilt import default_prebuilt

if TYPE_CHECKING:
    from backsafe.engines.compiled import Judge
    from backsafe.model import Level
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule

__all__ = ["Choice", "Folder", "Known", "Ready"]

_log = Log(__name__)

Folder: TypeAlias = "str | PathLike[str]"

_CHOOSING = ("select", "extend_select", "ignore", "severity", "parameters")
# Without any of these the rules are those that a wheel carries ready-made.
_CHANGING = (*_CHOOSING, "rules", "packs", "rule_book")


class Ready(NamedTuple):
    """Rules ready to run.

    Attributes:
        rules: The rules that apply, with parameters bound.
        kept: Codes of those that are to be left out and cannot be: they screen the athlete.
        assumed_level: Training level to take where nothing tells one.
        judges: Functions of the compiled engine that were made before.
    """

    rules: tuple[ActiveRule, ...]
    kept: tuple[str, ...]
    assumed_level: Level | None
    judges: Mapping[str, Judge]

    def without(self, codes: frozenset[str]) -> Ready:
        """Returns the rules but for those of some codes."""
        kept = {it.rule.code for it in self.rules if it.rule.screening and not it.rule.opt_in}
        return Ready(
            tuple(it for it in self.rules if it.rule.code in kept or it.rule.code not in codes),
            tuple(sorted({*self.kept, *(kept & codes)})),
            self.assumed_level,
            {},
        )


class Known(NamedTuple):
    """Rules to look words up among."""

    rules: tuple[Rule, ...]


class Choice:
    """What decides which rules run; see :class:`backsafe.Checker` for what each argument means.

    Attributes:
        stated: The arguments, those that can be read only once as tuples.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        profile: str,
        select: Iterable[str],
        extend_select: Iterable[str],
        ignore: Iterable[str],
        per_file_ignores: Mapping[str, Iterable[str]] | None,
        root: Folder | None,
        severity: Mapping[str, str] | None,
        parameters: Mapping[str, Mapping[str, float]] | None,
        rules: Iterable[Folder],
        packs: Iterable[str],
        rule_book: RuleBook | None,
    ) -> None:
        per_file = _mapping("per_file_ignores", per_file_ignores, '{"old/*": ["ST"]}').items()
        own = _mapping("parameters", parameters, '{"ST03": {"hold_minimum_seconds": 30}}')
        for code, values in own.items():
            _mapping(f"parameters of {code}", values, '{"hold_minimum_seconds": 30}')
        self.stated: dict[str, Any] = {
            "profile": _text("profile", profile),
            "select": _words("select", select),
            "extend_select": _words("extend_select", extend_select),
            "ignore": _words("ignore", ignore),
            "per_file_ignores": {
                pattern: _words(f"per_file_ignores of {pattern}", words)
                for pattern, words in per_file
            },
            # The current folder may be another one later, and is in other processes.
            "root": absolute(_path("root", "" if root is None else root)),
            "severity": _mapping("severity", severity, '{"ST03": "warning"}') or None,
            "parameters": own or None,
            "rules": tuple(absolute(_path("rules", it)) for it in _several("rules", rules)),
            "packs": tuple(_text("packs", name) for name in _several("packs", packs)),
            "rule_book": _rule_book(rule_book),
        }
        self._ignores: dict[str, frozenset[str]] = {}

    def ready(self) -> Ready:
        """Returns the rules that run; their files are read only where something is changed.

        Raises:
            UsageError: Something is asked for that is not there.
            RuleError: A folder of rules is wrong.
        """
        stated, profile = self.stated, self.stated["profile"]
        found = None if any(stated[name] for name in _CHANGING) else default_prebuilt(profile)
        if found is not None:
            ready = Ready(found.rules, (), found.assumed_level, found.judges)
            _log.info("rules: those that were made ready with the package")
        else:
            from backsafe.rules.profiles import activate, find_profile, unignorable

            start = perf_counter()
            book = self.book()
            told = "rules: %d of the files, in %.1f ms"
            _log.info(told, len(book.rules), milliseconds(start))
            rules = activate(book, profile, **{name: stated[name] for name in _CHOOSING})
            kept = unignorable(book, stated["ignore"])
            ready = Ready(rules, kept, find_profile(book, profile).assumed_level, {})
        self._ignores = self._looked_up(ready)
        return ready

    def ignored(self, path: str) -> frozenset[str]:
        """Returns the codes of the rules that do not apply to a file, once the rules are ready."""
        if not self._ignores or path == "-" or path.startswith("<"):
            return frozenset()
        place, root = absolute(path), self.stated["root"]
        found = (codes for it, codes in self._ignores.items() if matches(it, place, root))
        return frozenset().union(*found)

    def _looked_up(self, ready: Ready) -> dict[str, frozenset[str]]:
        per_file = self.stated["per_file_ignores"]
        if not per_file:
            return {}
        from backsafe.rules.profiles import choose

        running = Known(tuple(active.rule for active in ready.rules))
        try:
            return {pattern: choose(running, words) for pattern, words in per_file.items()}
        except UsageError:
            # It may be a rule that does not run.
            book = self.book()
            return {pattern: choose(book, words) for pattern, words in per_file.items()}

    def book(self) -> RuleBook:
        """Returns all rules, those too that do not run.

        Raises:
            UsageError: There is no such pack.
            RuleError: A folder of rules is wrong.
        """
        from backsafe.rules.packs import with_rules

        return with_rules(self.stated["rules"], self.stated["packs"], self.stated["rule_book"])


def _wrong(name: str, expected: str, found: object) -> UsageError:
    return UsageError(f"{name} takes {expected}, not {found!r:.60} ({type(found).__name__})")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "a text", value)
    return value


def _path(name: str, value: object) -> str:
    if not isinstance(value, str | PathLike):
        raise _wrong(name, "a path", value)
    return fspath(value)


def _words(name: str, words: object) -> tuple[str, ...]:
    """Returns the words of a list, or of a text in which commas or blanks part them."""
    expected = 'codes or names of rules, such as ["ST03", "LD"]'
    if isinstance(words, str):
        return tuple(words.replace(",", " ").split())
    if isinstance(words, bytes | Mapping) or not isinstance(words, Iterable):
        raise _wrong(name, expected, words)
    found = tuple(words)
    for word in found:
        if not isinstance(word, str):
            raise _wrong(name, expected, word)
    return found


def _mapping(name: str, value: object, example: str) -> dict[str, Any]:
    """Returns a mapping whose keys are texts; an empty one for ``None``."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _wrong(name, f"a mapping such as {example}", value)
    for key in value:
        if not isinstance(key, str):
            raise _wrong(name, f"a mapping such as {example}", key)
    return dict(value)


def _several(name: str, values: object) -> tuple[Any, ...]:
    if isinstance(values, str | PathLike):
        return (values,)
    if isinstance(values, bytes | Mapping) or not isinstance(values, Iterable):
        raise _wrong(name, "a list of names or paths", values)
    return tuple(values)


def _rule_book(book: object) -> RuleBook | None:
    if book is None:
        return None
    from backsafe.rules.loader import RuleBook

    if not isinstance(book, RuleBook):
        raise _wrong("rule_book", "a RuleBook", book)
    return book
