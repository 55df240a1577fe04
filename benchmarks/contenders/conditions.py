"""The twelve checks for engines that know true and false only: when each fails, when it is unknown.

Conditions are written as Python expressions over f (the fact), w (the workout) and a (the athlete),
with ``None`` for missing, and translated into each engine's own language.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CONDITIONS", "infix", "prefix"]

_LIGHT = (
    "(f.effort_measure == 'load_percent' and f.load_percent != None and f.load_percent <= 60"
    " or f.effort_measure == 'reserve' and f.rir != None and"
    " (f.rir >= 4 or f.reps != None and f.reps + f.rir >= 15))"
)
_NOT_LIGHT = (
    "(f.effort_measure == 'load_percent' and f.load_percent != None and f.load_percent > 60"
    " or f.effort_measure == 'reserve' and f.rir != None and f.rir < 4 and f.reps != None"
    " and f.reps + f.rir < 15)"
)
_RESTED = (
    "(f.rest_before_seconds != None and (f.rest_before_seconds >= 180"
    " or f.rest_before_seconds >= 60 and (f.multi_joint == False"
    " or f.load_percent != None and (f.load_percent < 80"
    " or f.rest_before_seconds >= 120 and f.load_percent < 85))))"
)
_NOT_RESTED = (
    "(f.rest_before_seconds != None and (f.rest_before_seconds < 60 or f.rest_before_seconds < 180"
    " and f.multi_joint == True and f.load_percent != None and (f.load_percent >= 85 or"
    " f.rest_before_seconds < 120 and f.load_percent >= 80)))"
)
_STRONG = "(a.strict_pull_ups != None and f.reps != None and f.reps <= a.strict_pull_ups)"
_WEAK = (
    "(f.family == 'pull_up' and f.assisted == False and a.strict_pull_ups != None"
    " and f.reps != None and f.reps > a.strict_pull_ups)"
)

CONDITIONS: dict[tuple[int, str], tuple[str, str]] = {
    (0, "static_stretches"): (
        "f.hold_seconds != None and f.hold_seconds < 20",
        "f.hold_seconds == None",
    ),
    (1, "work_sets"): (
        "f.timed == False and f.eccentric_seconds != None and f.eccentric_seconds < 1",
        "f.timed != True and (f.eccentric_seconds == None or f.timed == None"
        " and f.eccentric_seconds < 1)",
    ),
    (2, "work_sets"): (
        "a.novice == True and f.loaded == True and f.load_percent != None and f.load_percent > 70",
        "a.novice != False and f.loaded != False and (f.load_percent == None or f.load_percent > 70"
        " and (f.loaded == None or a.novice == None))",
    ),
    (3, "static_stretches"): (
        "f.lifts_after != None and f.lifts_after != 0",
        "f.lifts_after == None",
    ),
    (4, "sets"): (
        f"f.first_loaded == True and {_NOT_LIGHT}",
        f"f.first_loaded != False and not {_LIGHT} and not (f.first_loaded == True and"
        f" {_NOT_LIGHT})",
    ),
    (5, "lifts"): (
        "f.work_sets != None and f.work_sets > 0 and f.multi_joint == True and f.warmed == False",
        "(f.work_sets == None or f.work_sets > 0) and f.multi_joint != False and f.warmed != True"
        " and (f.work_sets == None or f.multi_joint == None or f.warmed == None)",
    ),
    (6, "workout"): (
        "f.lifts != None and f.lifts > 0 and f.warm_up_minutes_stated != None"
        " and f.warm_up_minutes_stated < 5 and f.warm_up_minutes != None and f.warm_up_minutes < 5",
        "(f.lifts == None or f.lifts > 0) and (f.lifts == None or f.warm_up_minutes_stated == None"
        " or f.warm_up_minutes == None)"
        " and not (f.warm_up_minutes_stated != None and f.warm_up_minutes_stated >= 5)"
        " and not (f.warm_up_minutes != None and f.warm_up_minutes >= 5)",
    ),
    (7, "workout"): (
        "f.lifts != None and f.lifts > 0 and f.trained_region_stretched == False",
        "(f.lifts == None or f.lifts > 0) and f.trained_region_stretched != True"
        " and (f.lifts == None or f.trained_region_stretched == None)",
    ),
    (8, "sets"): (
        "f.loaded == True and f.load_percent != None and f.load_percent >= 80"
        " and f.opens_load == True and f.lighter_set_before == False",
        "f.loaded != False and (f.load_percent == None or f.load_percent >= 80)"
        " and f.opens_load != False and f.lighter_set_before != True and (f.loaded == None"
        " or f.load_percent == None or f.opens_load == None or f.lighter_set_before == None)",
    ),
    (9, "work_sets"): (
        "f.loaded == True and f.load_percent != None and f.load_percent > 60"
        " and f.technique != None and f.technique != 'mastered'"
        " and f.sound_sessions != None and f.sound_sessions < 2",
        "f.loaded != False and (f.load_percent == None or f.load_percent > 60)"
        " and f.technique != 'mastered' and (f.sound_sessions == None or f.sound_sessions < 2)"
        " and (f.loaded == None or f.load_percent == None or f.technique == None"
        " or f.sound_sessions == None)",
    ),
    (10, "work_sets"): (
        _WEAK,
        f"(f.family == None or f.family == 'pull_up') and f.assisted != True and not {_STRONG}"
        f" and not {_WEAK}",
    ),
    (11, "work_sets"): (
        f"f.follows_set == True and {_NOT_RESTED}",
        f"f.follows_set != False and not {_RESTED} and not (f.follows_set == True and"
        f" {_NOT_RESTED})",
    ),
}
"""Number and collection of a check → when it fails, when it is unknown."""

_WORDS = {"None": "null", "True": "true", "False": "false"}
_SIGNS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Add: "+",
    ast.And: "and",
    ast.Or: "or",
}


def infix(condition: str, field: Callable[[str, str], str]) -> str:
    """Returns a condition in the usual notation of expression languages.

    Args:
        condition: One of ``CONDITIONS``.
        field: Returns how the language names a field of f, w or a.
    """
    return _infix(ast.parse(condition, mode="eval").body, field)


def _infix(node: ast.expr, field: Callable[[str, str], str]) -> str:
    match node:
        case ast.BoolOp(op=sign, values=parts):
            joined = f" {_SIGNS[type(sign)]} ".join(_infix(part, field) for part in parts)
            return f"({joined})"
        case ast.UnaryOp(operand=part):
            return f"(not {_infix(part, field)})"
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return f"{_infix(left, field)} {_SIGNS[type(sign)]} {_infix(right, field)}"
        case ast.BinOp(left=left, right=right):
            return f"({_infix(left, field)} + {_infix(right, field)})"
        case ast.Attribute(value=ast.Name(id=holder), attr=name):
            return field(holder, name)
        case ast.Constant(value=value):
            return _WORDS.get(repr(value), repr(value))
    raise TypeError(ast.dump(node))


def prefix(condition: str, field: Callable[[str, str], str]) -> str:
    """Returns a condition as CLIPS writes it; fields as for :func:`infix`."""
    return _prefix(ast.parse(condition, mode="eval").body, field)


def _prefix(node: ast.expr, field: Callable[[str, str], str]) -> str:
    match node:
        case ast.BoolOp(op=sign, values=parts):
            return f"({_SIGNS[type(sign)]} {' '.join(_prefix(part, field) for part in parts)})"
        case ast.UnaryOp(operand=part):
            return f"(not {_prefix(part, field)})"
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            word = {"==": "eq", "!=": "neq"}.get(_SIGNS[type(sign)], _SIGNS[type(sign)])
            if isinstance(right, ast.Constant) and type(right.value) is int:
                word = {"eq": "=", "neq": "<>"}.get(word, word)
            return f"({word} {_prefix(left, field)} {_prefix(right, field)})"
        case ast.BinOp(left=left, right=right):
            return f"(+ {_prefix(left, field)} {_prefix(right, field)})"
        case ast.Attribute(value=ast.Name(id=holder), attr=name):
            return field(holder, name)
        case ast.Constant(value=str(text)):
            return f'"{text}"'
        case ast.Constant(value=value):
            return {"None": "nil", "True": "TRUE", "False": "FALSE"}.get(repr(value), repr(value))
    raise TypeError(ast.dump(node))
