"""Operators: which types they take, what comes out, and in which unit.

Yuan added to days, or a date to a number, would give a figure that nobody could defend; found
here, it is an error of the rule and never of an answer.
"""

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from engine.feel import typing_faults as faults
from engine.feel.core import And, Arithmetic, Comparison, ComparisonSign, Constant, If, Negate, Node, Or
from engine.feel.operations import negate
from engine.feel.signature import COMPARABLE, ORDERED
from engine.feel.tree import Condition, Infix, Minus, Tree
from engine.feel.types import (
    DATE,
    DAYS,
    MONTHS,
    TEXT,
    TRUTH,
    DateType,
    DaysType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)
from engine.feel.typing_fit import common, condition, never_equal, together
from engine.feel.typing_scope import Variables, Work, complete
from engine.source import Span
from engine.values import RATIO, Unit

LARGEST_EXPONENT = 9  # of a number with a unit

# What the operators give for types other than two numbers. A number beside a duration counts something.
_RESULTS: Mapping[tuple[str, type, type], Type] = {
    ("+", TextType, TextType): TEXT,
    ("+", DateType, DaysType): DATE,
    ("+", DaysType, DateType): DATE,
    ("+", DateType, MonthsType): DATE,
    ("+", MonthsType, DateType): DATE,
    ("+", DaysType, DaysType): DAYS,
    ("+", MonthsType, MonthsType): MONTHS,
    ("-", DateType, DateType): DAYS,
    ("-", DateType, DaysType): DATE,
    ("-", DateType, MonthsType): DATE,
    ("-", DaysType, DaysType): DAYS,
    ("-", MonthsType, MonthsType): MONTHS,
    ("*", DaysType, NumberType): DAYS,
    ("*", NumberType, DaysType): DAYS,
    ("*", MonthsType, NumberType): MONTHS,
    ("*", NumberType, MonthsType): MONTHS,
    ("/", DaysType, NumberType): DAYS,
    ("/", MonthsType, NumberType): MONTHS,
    ("/", DaysType, DaysType): NumberType(RATIO),
    ("/", MonthsType, MonthsType): NumberType(RATIO),
}

# Units of numbers that may multiply a duration, as in `parameter.grace_days * @"P1D"`.
_PLAIN = (None, RATIO)
_COUNTS: Mapping[Type, tuple[Unit | None, ...]] = {
    DAYS: (*_PLAIN, Unit.of({"day": 1})),
    MONTHS: (*_PLAIN, *(Unit.of({base: 1}) for base in ("month", "year", "instalment"))),
}


def infix(work: Work, tree: Infix, variables: Variables) -> Node | None:
    """`left sign right`."""
    if tree.sign in {"and", "or"}:
        return _logical(work, tree, variables)
    left, right = work.infer(tree.left, variables), work.infer(tree.right, variables)
    if left is None or right is None:
        return None
    match tree.sign:
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return comparison(work, tree.sign, left, right, tree.span, tree.sign_span)
        case _:
            return _arithmetic(work, tree, left, right)


def _logical(work: Work, tree: Infix, variables: Variables) -> Node | None:
    """A row of `and`, or of `or`, as one node."""
    row: list[Tree] = []
    left: Tree = tree
    while isinstance(left, Infix) and left.sign == tree.sign:
        row.append(left.right)
        left = left.left
    items = complete([condition(work, work.infer(one, variables)) for one in (left, *reversed(row))])
    if items is None:
        return None
    return And(items, TRUTH, tree.span) if tree.sign == "and" else Or(items, TRUTH, tree.span)


def comparison(
    work: Work, sign: ComparisonSign, left: Node, right: Node, span: Span, sign_span: Span
) -> Node | None:
    """`left sign right` of two typed sides."""
    kinds = COMPARABLE if sign in {"=", "!="} else ORDERED
    shared = common(left.type, right.type)
    if shared is not None and not kinds.takes(shared):
        return work.refuse(faults.no_such_operation(sign, sign_span, (left, right), work.environment))
    if never_equal(left.type, right.type):
        return work.refuse(faults.sets_apart(left, right, work.environment))
    sides = together(work, left, right, faults.not_comparable)
    return None if sides is None else Comparison(sign, sides[0], sides[1], TRUTH, span)


def _arithmetic(work: Work, tree: Infix, left: Node, right: Node) -> Node | None:
    match left.type, right.type:
        case NumberType(), NumberType():
            return _on_numbers(work, tree, left, right)
    result = _RESULTS.get((tree.sign, type(left.type), type(right.type)))
    if result is None or not all(_counts(tree.sign, one.type, result) for one in (left, right)):
        return work.refuse(
            faults.no_such_operation(tree.sign, tree.sign_span, (left, right), work.environment)
        )
    return Arithmetic(tree.sign, left, right, result, tree.span)  # type: ignore[arg-type]  # found in the table


def _counts(sign: str, kind: Type, result: Type) -> bool:
    """Whether an operand, if it is a number, may count or divide a duration; divide may only a plain one."""
    return not isinstance(kind, NumberType) or kind.unit in (_COUNTS[result] if sign == "*" else _PLAIN)


def _on_numbers(work: Work, tree: Infix, left: Node, right: Node) -> Node | None:
    match tree.sign:
        case "+" | "-":
            sides = together(work, left, right, faults.not_comparable)
            return None if sides is None else Arithmetic(tree.sign, *sides, tree.span)
        case "*" | "/":
            kind = NumberType(_product(left.type, right.type, 1 if tree.sign == "*" else -1))
            return Arithmetic(tree.sign, left, right, kind, tree.span)
    power = _power(left.type, right)
    if power is None:
        return work.refuse(faults.wrong_exponent(left, right, work.environment))
    return Arithmetic("**", left, right, power, tree.span)


def _unit(kind: Type) -> Unit | None:
    assert isinstance(kind, NumberType)  # noqa: S101  (its caller has matched)
    return kind.unit


def _product(left: Type, right: Type, power: int) -> Unit | None:
    one, other = _unit(left), _unit(right)
    return None if one is None and other is None else (one or RATIO).times(other or RATIO, power)


def _power(base: Type, exponent: Node) -> NumberType | None:
    """The type of a power; None if the exponent isn't fit for the base."""
    unit = _unit(base)
    if _unit(exponent.type) not in {None, RATIO}:
        return None
    if unit is None or unit == RATIO:
        return NumberType(unit)
    match exponent:
        case Constant(value=Decimal() as number) if number == number.to_integral_value():
            if abs(number) <= LARGEST_EXPONENT:
                return NumberType(unit.power(int(number)))
    return None


def minus(work: Work, tree: Minus, variables: Variables) -> Node | None:
    """`-operand`; of a literal it makes one."""
    operand = work.infer(tree.operand, variables)
    if operand is None:
        return None
    if not isinstance(operand.type, NumberType | DaysType | MonthsType):
        return work.refuse(faults.no_such_operation("-", tree.span, (operand,), work.environment))
    if isinstance(operand, Constant):
        return replace(operand, value=negate(operand.value), span=tree.span)
    return Negate(operand, operand.type, tree.span)


def branches(work: Work, tree: Condition, variables: Variables) -> Node | None:
    """`if condition then yes else no`."""
    test = condition(work, work.infer(tree.condition, variables))
    yes, no = work.infer(tree.yes, variables), work.infer(tree.no, variables)
    if yes is None or no is None:
        return None
    sides = together(work, yes, no, faults.branches_apart)
    return None if test is None or sides is None else If(test, *sides, tree.span)
