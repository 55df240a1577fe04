"""Text of a condition → typed expression, checked against the fact schema.

Conditions are a subset of Python expressions. They are read with :mod:`ast`, which only parses, and
every node that is not on the list below is refused with its place.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, cast

from backsafe.errors import did_you_mean
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.rules.expression import (
    SEVERITIES,
    And,
    Arithmetic,
    ArithmeticOperator,
    Compare,
    ComparisonOperator,
    Conditional,
    Constant,
    Expression,
    FieldRef,
    In,
    Negative,
    Not,
    Or,
    Parameter,
    Quantified,
    Quantifier,
    Scalar,
    Severity,
    ValueKind,
)
from backsafe.rules.scope import ExpressionError, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ExpressionError", "Scope", "parse_condition", "parse_severity"]

# Far beyond any readable rule, and low enough that no recursion of ours or Python's runs out.
_LONGEST = 4_000
_DEEPEST = 40
_MOST_CASES = 40

_COMPARISONS: Mapping[type[ast.cmpop], ComparisonOperator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_ARITHMETIC: Mapping[type[ast.operator], ArithmeticOperator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_QUANTIFIERS = ("any", "all", "count", "sum", "min", "max")
_KIND_NAMES: Mapping[ValueKind, str] = {
    "number": "a number",
    "string": "text",
    "boolean": "a truth value",
    "strings": "a list of texts",
}


def parse_condition(text: str, scope: Scope) -> Expression:
    """Parses a condition.

    Raises:
        ExpressionError: The text is no condition of the language, or does not fit the schema.
    """
    text = _unix(text)
    node = _parse(text)
    expression = _Translator(text, scope).translate(node, 0)
    if expression.kind != "boolean":
        raise _error(
            text, node, f"a condition must be true or false, this is {_KIND_NAMES[expression.kind]}"
        )
    return expression


def parse_severity(text: str, scope: Scope) -> Conditional:
    """Parses ``error``, ``warning``, ``advice``, or a chain ``warning if … else advice``.

    Raises:
        ExpressionError: As :func:`parse_condition`, or a severity that does not exist.
    """
    text = _unix(text)
    node = _parse(text)
    translator = _Translator(text, scope)
    cases: list[tuple[Expression, Severity]] = []
    while isinstance(node, ast.IfExp):
        if len(cases) == _MOST_CASES:
            raise _error(text, node.test, f"a severity of more than {_MOST_CASES} cases")
        condition = translator.translate(node.test, 0)
        if condition.kind != "boolean":
            raise _error(text, node.test, "what follows `if` must be a condition")
        cases.append((condition, _severity_name(text, node.body)))
        node = node.orelse
    return Conditional(tuple(cases), _severity_name(text, node))


def _severity_name(text: str, node: ast.expr) -> Severity:
    name = node.id if isinstance(node, ast.Name) else ""
    for severity in SEVERITIES:
        if name == severity:
            return severity
    expected = f"expected a severity: {', '.join(SEVERITIES)}"
    raise _error(text, node, expected + did_you_mean(name, SEVERITIES))


def _unix(text: str) -> str:
    # Python ends a line at CR and CR LF too; places are counted by lines that end at LF.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise ExpressionError(f"the condition is longer than {_LONGEST} characters", 1, 1)
    if not text.strip():
        raise ExpressionError("the condition is empty", 1, 1)
    try:
        # The brackets let a condition run over several lines; they shift only the first line.
        return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        column = (getattr(error, "offset", None) or 1) - (1 if line == 1 else 0)
        last = text.count("\n") + 1
        if line > last:
            line, column = last, len(text.rsplit("\n", 1)[-1]) + 1
        detail = error.msg if isinstance(error, SyntaxError) else "too deeply nested or not text"
        raise ExpressionError(f"not a condition: {detail}", line, max(column, 1)) from None


def _error(text: str, node: ast.AST, message: str) -> ExpressionError:
    line = getattr(node, "lineno", 1)
    offset = getattr(node, "col_offset", 0)
    source = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    # ast counts bytes of UTF-8, and the bracket that `_parse` adds stands on the first line.
    before = source.encode()[: offset - (1 if line == 1 else 0)] if offset else b""
    return ExpressionError(message, line, len(before.decode(errors="replace")) + 1)


class _Translator:
    """Turns checked ``ast`` nodes into expressions, one method per kind of node."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.variables = dict(scope.variables)
        self.parameters = scope.parameters
        self.collections = scope.collections
        self.depth = 0
        self.methods: dict[type[ast.expr], Callable[..., Expression]] = {
            ast.BoolOp: self._bool_op,
            ast.UnaryOp: self._unary,
            ast.Compare: self._compare,
            ast.BinOp: self._binary,
            ast.Constant: self._constant,
            ast.Attribute: self._field,
            ast.Name: self._name,
            ast.Call: self._quantified,
        }

    def fail(self, node: ast.AST, message: str) -> ExpressionError:
        return _error(self.text, node, message)

    def translate(self, node: ast.expr, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise self.fail(node, f"the condition is nested more than {_DEEPEST} deep")
        method = self.methods.get(type(node))
        if method is None:
            what = type(node).__name__
            raise self.fail(
                node,
                f"{what} is not part of the condition language: comparisons, and/or/not, in, "
                "+ - * /, fields, parameters, any/all/count/sum/min/max",
            )
        return method(node, depth + 1)

    def expect(self, node: ast.expr, depth: int, kind: ValueKind, where: str) -> Expression:
        expression = self.translate(node, depth)
        if expression.kind != kind:
            found = _KIND_NAMES[expression.kind]
            raise self.fail(node, f"{where} takes {_KIND_NAMES[kind]}, this is {found}")
        return expression

    def _bool_op(self, node: ast.BoolOp, depth: int) -> Expression:
        word = "and" if isinstance(node.op, ast.And) else "or"
        items = tuple(self.expect(part, depth, "boolean", f"`{word}`") for part in node.values)
        return And(items) if word == "and" else Or(items)

    def _unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        if isinstance(node.op, ast.Not):
            return Not(self.expect(node.operand, depth, "boolean", "`not`"))
        if isinstance(node.op, ast.USub):
            item = self.expect(node.operand, depth, "number", "a minus sign")
            if isinstance(item, Constant):
                return Constant(-cast("float", item.value), "number")
            return Negative(item)
        raise self.fail(node, "only `not` and a minus sign may stand before a value")

    def _binary(self, node: ast.BinOp, depth: int) -> Expression:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self.fail(node, "only + - * / calculate in a condition")
        left = self.expect(node.left, depth, "number", f"`{operator}`")
        return Arithmetic(operator, left, self.expect(node.right, depth, "number", f"`{operator}`"))

    def _constant(self, node: ast.Constant, depth: int) -> Expression:  # noqa: ARG002
        value = node.value
        if isinstance(value, bool):
            return Constant(value, "boolean")
        if isinstance(value, int | float):
            return Constant(self._finite(node, value), "number")
        if isinstance(value, str):
            return Constant(value, "string")
        raise self.fail(node, "only numbers, texts, True and False may be written out")

    def _finite(self, node: ast.expr, value: float) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self.fail(node, "the number is too large")
        return number

    def _name(self, node: ast.Name, depth: int) -> Expression:  # noqa: ARG002
        if node.id in self.parameters:
            return Parameter(node.id, "number")
        if node.id in self.variables:
            raise self.fail(
                node, f"{node.id!r} is a fact; name one of its fields, as in {node.id}.…"
            )
        known = [*self.parameters, *self.variables]
        raise self.fail(node, f"unknown name {node.id!r}{did_you_mean(node.id, known)}")

    def _field(self, node: ast.Attribute, depth: int) -> Expression:  # noqa: ARG002
        if not isinstance(node.value, ast.Name):
            raise self.fail(node, "a field is written fact.field; nothing else has fields")
        variable = node.value.id
        fact_type = self.variables.get(variable)
        if fact_type is None:
            raise self.fail(
                node, f"no fact {variable!r} is in reach{did_you_mean(variable, self.variables)}"
            )
        known = SCHEMA[fact_type].fields
        if node.attr not in known:
            raise self.fail(
                node, f"{fact_type} has no field {node.attr!r}{did_you_mean(node.attr, known)}"
            )
        return FieldRef(variable, fact_type, node.attr, known[node.attr].kind)

    def _compare(self, node: ast.Compare, depth: int) -> Expression:
        parts: list[Expression] = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._comparison(left, operator, right, depth))
            left = right
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _comparison(
        self, left: ast.expr, operator: ast.cmpop, right: ast.expr, depth: int
    ) -> Expression:
        if isinstance(operator, ast.In | ast.NotIn):
            membership = self._membership(left, right, depth)
            return Not(membership) if isinstance(operator, ast.NotIn) else membership
        sign = _COMPARISONS.get(type(operator))
        if sign is None:
            raise self.fail(left, "`is` is not part of the condition language; use ==")
        one, other = self.translate(left, depth), self.translate(right, depth)
        if one.kind != other.kind:
            raise self.fail(
                right, f"{_KIND_NAMES[one.kind]} cannot be compared with {_KIND_NAMES[other.kind]}"
            )
        if one.kind == "strings":
            raise self.fail(right, "lists are not compared; use `in`")
        if one.kind != "number" and sign not in ("==", "!="):
            raise self.fail(right, f"{_KIND_NAMES[one.kind]} knows only == and !=")
        self._closed_list(one, other, right)
        self._closed_list(other, one, left)
        return Compare(sign, one, other)

    def _membership(self, left: ast.expr, right: ast.expr, depth: int) -> Expression:
        item = self.translate(left, depth)
        if isinstance(right, ast.List | ast.Tuple | ast.Set):
            options = tuple(self._option(item, part, depth) for part in right.elts)
            if not options:
                raise self.fail(right, "the list is empty: nothing can be in it")
            return In(item, options)
        field = self.translate(right, depth)
        if not isinstance(field, FieldRef) or field.kind != "strings":
            raise self.fail(right, "`in` takes a literal list or a field that holds a list")
        if item.kind != "string":
            raise self.fail(left, f"a list of texts holds no {_KIND_NAMES[item.kind]}")
        self._closed_list(field, item, left)
        return In(item, field)

    def _option(self, item: Expression, node: ast.expr, depth: int) -> Scalar:
        option = self.translate(node, depth)
        if not isinstance(option, Constant):
            raise self.fail(node, "a list after `in` holds numbers or texts only")
        if option.kind != item.kind:
            raise self.fail(node, f"{_KIND_NAMES[item.kind]} is never {_KIND_NAMES[option.kind]}")
        self._closed_list(item, option, node)
        return option.value

    def _closed_list(self, field: Expression, constant: Expression, node: ast.expr) -> None:
        """Refuses a text that the field can never hold, which would be a rule that never fires."""
        if not isinstance(field, FieldRef) or not isinstance(constant, Constant):
            return
        values = SCHEMA[field.fact_type].fields[field.name].values
        if values and constant.value not in values:
            hint = did_you_mean(str(constant.value), values) or f"; it holds {', '.join(values)}"
            raise self.fail(node, f"{field.label} is never {constant.value!r}{hint}")

    def _quantified(self, node: ast.Call, depth: int) -> Expression:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in _QUANTIFIERS:
            known = ", ".join(_QUANTIFIERS)
            raise self.fail(node, f"only {known} may be called{did_you_mean(name, _QUANTIFIERS)}")
        argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if not isinstance(argument, ast.GeneratorExp) or len(argument.generators) != 1:
            raise self.fail(
                node, f"write {name}(… for x in facts) or {name}(… for x in facts if …)"
            )
        variable, collection, tests = self._generator(argument.generators[0])
        outer = self.variables.get(variable)
        if outer is not None:
            raise self.fail(argument, f"{variable!r} is in use already; choose another name")
        self.variables[variable] = COLLECTIONS[collection].fact_type
        try:
            conditions = [self.expect(test, depth, "boolean", "`if`") for test in tests]
            element = self._element(cast("Quantifier", name), argument.elt, variable, depth)
        finally:
            del self.variables[variable]
        condition = And(tuple(conditions)) if len(conditions) > 1 else next(iter(conditions), None)
        kind: ValueKind = "boolean" if name in ("any", "all") else "number"
        return Quantified(cast("Quantifier", name), element, variable, collection, condition, kind)

    def _generator(self, generator: ast.comprehension) -> tuple[str, str, list[ast.expr]]:
        if not isinstance(generator.target, ast.Name) or generator.is_async:
            raise self.fail(generator.target, "a quantifier names one variable")
        lists = self.collections
        name = generator.iter.id if isinstance(generator.iter, ast.Name) else ""
        if name not in lists:
            hint = did_you_mean(name, lists) or f"; there are {', '.join(lists)}"
            raise self.fail(generator.iter, f"{name or 'this'!r} is no collection of facts{hint}")
        return generator.target.id, name, generator.ifs

    def _element(
        self, quantifier: Quantifier, node: ast.expr, variable: str, depth: int
    ) -> Expression:
        if quantifier == "count":
            if not isinstance(node, ast.Name) or node.id != variable:
                raise self.fail(node, f"count takes the variable itself: count({variable} for …)")
            return Constant(value=True, kind="boolean")
        kind: ValueKind = "boolean" if quantifier in ("any", "all") else "number"
        return self.expect(node, depth, kind, f"`{quantifier}`")
