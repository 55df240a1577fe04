"""What became of the examples of rules when they were run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from backsafe.errors import Problem
    from backsafe.report.judging import Judgement
    from backsafe.report.types import Location
    from backsafe.rules.rule import Check, ExampleKind, Rule

__all__ = ["ExampleResult", "RuleResult", "RuleTests", "Unfailed"]


class ExampleResult(NamedTuple):
    """An example of a rule, and what the rule says of it.

    Attributes:
        kind: What it is an example of.
        number: Its place among those of its kind, from 1.
        location: Where it stands in the rule file.
        problem: Why it is not what its kind promises; ``None`` where it is.
        readable: Whether it is a document at all.
        found: What each check says of each fact, worst first; only of one that has a problem.
        idle: Collections of checks that found no fact to judge in it; likewise.
    """

    kind: ExampleKind
    number: int
    location: Location
    problem: Problem | None = None
    readable: bool = True
    found: tuple[Judgement, ...] = ()
    idle: tuple[tuple[str, str], ...] = ()


class Unfailed(NamedTuple):
    """A check that no bad example of its rule fails, so that nothing shows that it can."""

    check: Check
    problem: Problem


class RuleResult(NamedTuple):
    """A rule and what became of its examples.

    Attributes:
        rule: The rule.
        examples: In the order of the file's kinds.
        unfailed: Checks that no bad example fails.
    """

    rule: Rule
    examples: tuple[ExampleResult, ...]
    unfailed: tuple[Unfailed, ...] = ()

    @property
    def failed(self) -> tuple[ExampleResult, ...]:
        """The examples that are not what they promise."""
        return tuple(it for it in self.examples if it.problem is not None)

    @property
    def ok(self) -> bool:
        """Whether every example is what it promises, and every check is shown to fail."""
        return not self.failed and not self.unfailed


class RuleTests(NamedTuple):
    """Rules whose examples were run, and rule files that hold none.

    Attributes:
        results: In the order of the rules.
        problems: What is wrong with files that cannot be used.
    """

    results: tuple[RuleResult, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def exit_status(self) -> int:
        """2 where a file cannot be used, 1 where an example fails, else 0."""
        if self.problems:
            return 2
        return 0 if all(result.ok for result in self.results) else 1
