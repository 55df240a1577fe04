"""Rules and a profile → the checks that an engine runs, with every parameter bound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from backsafe._deprecation import warn_deprecated
from backsafe.errors import UsageError, did_you_mean
from backsafe.facts.schema import COLLECTIONS
from backsafe.rules.expression import SEVERITIES, Conditional, bind
from backsafe.rules.scope import ExpressionError, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.model import Level
    from backsafe.rules.expression import Severity
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.rule import Check, Rule

__all__ = [
    "ActiveRule",
    "Profile",
    "Rules",
    "activate",
    "activate_all",
    "as_stated",
    "choose",
    "find_profile",
    "find_rule",
    "keep_threshold",
    "restated",
    "unignorable",
]


Tell: TypeAlias = "Callable[[str], None]"


class Profile(NamedTuple):
    """A choice of rules, severities and parameters; it never changes a condition.

    Attributes:
        name: What ``--profile`` takes.
        summary: One sentence.
        on: Codes of opt-in rules that it runs.
        off: Codes of rules that it leaves out.
        severity: Code → severity expression in place of the rule's own.
        least_severity: Severity to which weaker ones are raised, or ``None``.
        unknown: Code → severity that an undecided check of the rule is reported with.
        parameters: Code → parameter → value.
        assumed_level: Training level to take where nothing tells one, or ``None``.
        path: Its file.
    """

    name: str
    summary: str
    on: tuple[str, ...]
    off: tuple[str, ...]
    severity: Mapping[str, str]
    least_severity: Severity | None
    unknown: Mapping[str, Severity]
    parameters: Mapping[str, Mapping[str, float]]
    assumed_level: Level | None
    path: str


class ActiveRule(NamedTuple):
    """A rule as a profile uses it.

    Attributes:
        rule: The rule as its file states it.
        parameters: Its parameters as they apply.
        checks: Its checks with those parameters bound, in the order of ``rule.checks``.
        unknown: Severity that an undecided check is reported with, or ``None``: as unknown.
        overridden: Names of parameters that a configuration or a call has set over the profile.
    """

    rule: Rule
    parameters: Mapping[str, float]
    checks: tuple[Check, ...]
    unknown: Severity | None = None
    overridden: frozenset[str] = frozenset()

    def origin(self, name: str) -> str:
        """Returns where the value of a parameter comes from.

        ``article``, ``external`` or ``project`` where it is the rule's own, else ``override`` for
        one of a configuration or call, and ``profile``.
        """
        spec = self.rule.parameters[name]
        if self.parameters[name] == spec.value:
            return spec.origin
        return "override" if name in self.overridden else "profile"

    def unbound(self, check: Check) -> Check:
        """Returns the check as the rule file states it."""
        return next(own for own in self.rule.checks if own.name == check.name)


class Rules(Protocol):
    """Rules to find words among, such as a rule book."""

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules, in the order of their codes."""


def find_rule(book: Rules, word: str, tell: Tell = warn_deprecated) -> Rule:
    """Returns the rule of that code or name.

    Args:
        book: The rules.
        word: The code or name, or a former one.
        tell: Takes what is told of a former one.

    Raises:
        UsageError: There is none; names the nearest.
    """
    folded = word.strip().casefold()
    for rule in book.rules:
        if folded in (rule.code.casefold(), rule.name.casefold()):
            return rule
    former = _former(book, word, tell)
    if former is None:
        raise _unknown(book, word, ())
    return former


def _former(book: Rules, word: str, tell: Tell) -> Rule | None:
    """Returns the rule that once was called so."""
    for rule in book.rules:
        if rule.was(word):
            tell(rule.renamed(word))
            return rule
    return None


def _unknown(book: Rules, word: str, others: Iterable[str]) -> UsageError:
    known = [name for rule in book.rules for name in (rule.code, rule.name)]
    return UsageError(f"unknown rule {word!r:.80}{did_you_mean(word, [*known, *others])}")


def choose(book: Rules, words: Iterable[str], tell: Tell = warn_deprecated) -> frozenset[str]:
    """Returns the codes that codes, names or beginnings of codes (``ST``, ``ST0``) stand for.

    Args:
        book: The rules.
        words: The words; former codes and names, too.
        tell: Takes what is told of a former one.

    Raises:
        UsageError: A word stands for no rule; names the nearest.
    """
    return frozenset(code for word in _words(words) for code in _meant(book, word, tell))


def _meant(book: Rules, word: str, tell: Tell) -> Iterable[str]:
    folded = word.strip().casefold()
    named = [it.code for it in book.rules if folded in (it.code.casefold(), it.name.casefold())]
    begun = [it.code for it in book.rules if it.code.casefold().startswith(folded)]
    former = None if named or begun else _former(book, word, tell)
    if former is not None:
        return (former.code,)
    if not folded or not (named or begun):
        families = {rule.code.rstrip("0123456789") for rule in book.rules}
        raise _unknown(book, word, sorted(families))
    return named or begun


def activate(
    book: RuleBook,
    profile: str = "standard",
    *,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[ActiveRule, ...]:
    """Returns the rules that apply, with parameters bound.

    Where words choose rules, they are codes, names or beginnings of codes; an opt-in rule has to
    be named in full.

    Args:
        book: All rules.
        profile: Name of a profile.
        select: Rules to keep; empty keeps all. Screening rules always stay.
        extend_select: Rules to add to those, also such as the profile leaves out.
        ignore: Rules to leave out, whatever else asks for them. Screening rules stay all the same.
        severity: Rule → severity in place of the profile's: a name, or an expression as in a
            profile. That of a screening rule can only be raised.
        parameters: Rule → parameter → value, over those of the profile. Those of screening rules
            stay as they are.

    Raises:
        UsageError: An unknown profile, rule or parameter, or a severity or parameter that cannot
            be.
    """
    chosen = find_profile(book, profile)
    select, extend_select = _words(select), _words(extend_select)
    selected, added = choose(book, select), choose(book, extend_select)
    ignored = choose(book, ignore)
    asked = _named(book, (*select, *extend_select)) | set(chosen.on)
    own = _own_parameters(book, parameters or {})
    stated = {find_rule(book, word).code: text for word, text in (severity or {}).items()}

    def runs(rule: Rule) -> bool:
        if rule.opt_in and (rule.code not in asked or rule.code in ignored):
            return False
        if rule.screening:
            return True
        wanted = rule.code not in chosen.off and (not selected or rule.code in selected)
        return rule.code not in ignored and (wanted or rule.code in added)

    return tuple(
        restated(_bound(rule, chosen, own.get(rule.code, {})), stated.get(rule.code))
        for rule in book.rules
        if runs(rule)
    )


def _named(book: RuleBook, words: Iterable[str]) -> set[str]:
    """Returns the codes of the rules that are asked for by their whole code or name."""
    asked = {word.strip().casefold() for word in words}
    return {it.code for it in book.rules if asked.intersection(map(str.casefold, it.words))}


def unignorable(book: RuleBook, ignore: Iterable[str]) -> tuple[str, ...]:
    """Returns the codes among those to leave out that screen the athlete, and so stay.

    Raises:
        UsageError: A word stands for no rule.
    """
    # Whoever activates the rules tells of former names.
    ignored = choose(book, ignore, tell=lambda _: None)
    rules = (rule for rule in book.rules if rule.screening and not rule.opt_in)
    return tuple(rule.code for rule in rules if rule.code in ignored)


def activate_all(book: RuleBook, profile: str = "standard") -> tuple[ActiveRule, ...]:
    """Returns every rule as a profile has it, those too that it does not run.

    Raises:
        UsageError: An unknown profile.
    """
    chosen = find_profile(book, profile)
    return tuple(_bound(rule, chosen, {}) for rule in book.rules)


def as_stated(rule: Rule) -> ActiveRule:
    """Returns a rule with the parameters and severities of its file."""
    values = {name: spec.value for name, spec in rule.parameters.items()}
    return ActiveRule(rule, values, tuple(_bound_check(check, values) for check in rule.checks))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.replace(",", " ").split() if isinstance(words, str) else words)


def find_profile(book: RuleBook, name: str) -> Profile:
    """Returns the profile of that name.

    Raises:
        UsageError: There is none; names the nearest.
    """
    if name not in book.profiles:
        known = ", ".join(sorted(book.profiles))
        hint = did_you_mean(name, book.profiles)
        raise UsageError(f"unknown profile {name!r}; there are {known}{hint}")
    return book.profiles[name]


def _own_parameters(
    book: RuleBook, parameters: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    own: dict[str, dict[str, float]] = {}
    for word, values in parameters.items():
        rule = find_rule(book, word)
        for name, value in values.items():
            if name not in rule.parameters:
                hint = did_you_mean(name, rule.parameters)
                raise UsageError(f"{rule.code} has no parameter {name!r}{hint}")
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise UsageError(f"{rule.code}.{name} takes a number, not {value!r}")
            if value - value != 0:
                raise UsageError(f"{rule.code}.{name} takes a finite number, not {value!r}")
            keep_threshold(rule, name, value)
            own.setdefault(rule.code, {})[name] = float(value)
    return own


def keep_threshold(rule: Rule, name: str, value: float) -> None:
    """Refuses another threshold of a screening rule.

    Nothing tells in which direction a threshold is the stricter one.

    Raises:
        UsageError: The rule screens the athlete, and the value is not the rule's own.
    """
    if rule.screening and value != rule.parameters[name].value:
        raise UsageError(
            f"{rule.code} screens the athlete: its thresholds are not changed; record a clearance "
            "with a reason (clearance: [{rule, by, date, reason}])"
        )


def _bound(rule: Rule, profile: Profile, own: Mapping[str, float]) -> ActiveRule:
    """Returns a rule with the parameters and severities of a profile.

    A profile need not come from a file, so what holds for those of files is seen to here.

    Raises:
        UsageError: It has no such parameter, or screens the athlete and would become weaker.
    """
    stated = profile.parameters.get(rule.code, {})
    for name, value in stated.items():
        if name not in rule.parameters:
            hint = did_you_mean(name, rule.parameters)
            raise UsageError(f"profile {profile.name}: {rule.code} has no parameter {name!r}{hint}")
        keep_threshold(rule, name, value)
    severity = profile.severity.get(rule.code)
    if rule.screening:
        restated(as_stated(rule), severity)
    values = {name: spec.value for name, spec in rule.parameters.items()}
    values |= stated
    values |= own
    checks = tuple(
        _bound_check(with_severity(check, severity, rule.parameters), values)
        for check in rule.checks
    )
    if profile.least_severity is not None:
        checks = tuple(_raised(check, profile.least_severity) for check in checks)
    return ActiveRule(rule, values, checks, profile.unknown.get(rule.code), frozenset(own))


def restated(active: ActiveRule, severity: str | None) -> ActiveRule:
    """Returns a rule with a severity that a caller wants, over that of the profile.

    Raises:
        UsageError: It is no severity, or lowers that of a screening rule.
    """
    if severity is None:
        return active
    rule = active.rule
    if not isinstance(severity, str):
        raise UsageError(f"the severity of {rule.code} is a text, not {severity!r:.60}")
    try:
        stated = [with_severity(check, severity, rule.parameters) for check in rule.checks]
    except ExpressionError as error:
        raise UsageError(f"the severity of {rule.code}: {error}") from None
    changed = tuple(_bound_check(check, active.parameters) for check in stated)
    worst = min(_ranks(active.checks))
    if rule.screening and max(_ranks(changed)) > worst:
        raise UsageError(
            f"{rule.code} screens the athlete: its severity can be raised, and not lowered below "
            f"{SEVERITIES[worst]}"
        )
    return active._replace(checks=changed)


def _ranks(checks: Iterable[Check]) -> list[int]:
    """Returns the places among the severities of all that the checks may have."""
    return [
        SEVERITIES.index(name)
        for check in checks
        for name in (check.severity.default, *(name for _, name in check.severity.cases))
    ]


def _raised(check: Check, least: Severity) -> Check:
    def raised(severity: Severity) -> Severity:
        return min(severity, least, key=SEVERITIES.index)

    cases = tuple((condition, raised(name)) for condition, name in check.severity.cases)
    return replace(check, severity=Conditional(cases, raised(check.severity.default)))


def with_severity(check: Check, severity: str | None, parameters: Iterable[str]) -> Check:
    """Returns the check with a profile's severity in place of its own.

    Raises:
        ExpressionError: The severity does not parse in the check's scope.
    """
    if severity is None:
        return check
    from backsafe.rules.parser import parse_severity

    scope = Scope.of(check.variable, COLLECTIONS[check.collection].fact_type, frozenset(parameters))
    return replace(check, severity=parse_severity(severity, scope))


def _bound_check(check: Check, values: Mapping[str, float]) -> Check:
    return replace(
        check,
        when=None if check.when is None else bind(check.when, values),
        require=bind(check.require, values),
        severity=Conditional(
            tuple((bind(condition, values), name) for condition, name in check.severity.cases),
            check.severity.default,
        ),
    )
