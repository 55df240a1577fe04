"""``backsafe test``: the examples in rule files are run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backsafe.cli.printing import in_color, tell
from backsafe.outputs import rule_tests
from backsafe.rule_tests import run_rule_files

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Runs examples and returns the exit status."""
    tests = run_rule_files(options.rules)
    if options.format == "json":
        print(json.dumps(rule_tests.as_mapping(tests), indent=2, ensure_ascii=False))
    else:
        for problem in tests.problems:
            tell(problem)
        print(rule_tests.render(tests, color=in_color()))
    return tests.exit_status
