"""T101 to T121: what can be wrong with the types and units of an expression, in words.

An error that only says "type mismatch" sends the author to read the dictionary of facts. So each
says what was expected, what the other side is and where that is written, and how to mend it.
"""

from collections.abc import Iterable

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.feel.core import Node
from engine.feel.types import (
    DAYS,
    TRUTH,
    DateType,
    DaysType,
    ListType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)
from engine.feel.typing_scope import Environment
from engine.feel.typing_words import as_condition, conversion, described, excerpt, named, note, origins
from engine.source import Span
from engine.values import RATIO, Unit

MOST_LISTED = 12  # values of a fixed set that are listed

TAKES = {
    "+": "adds numbers, texts or durations, or a duration to a date",
    "-": "subtracts numbers, durations or dates, or a duration from a date",
    "*": "multiplies numbers, or a duration by a number",
    "/": "divides numbers or durations, or a duration by a number",
    "**": "raises a number to a power",
    **dict.fromkeys(("=", "!="), "compares anything but records"),
    **dict.fromkeys(("<", "<=", ">", ">="), "orders numbers, texts, dates or durations"),
}


def not_comparable(left: Node, right: Node, environment: Environment) -> Diagnostic:
    """T101: two values of different types compared."""
    return Diagnostic(
        "T101",
        f"`{excerpt(left.span)}` can't be compared with `{excerpt(right.span)}`",
        right.span,
        described(right, environment),
        conversion(left, right.type) or conversion(right, left.type),
        (note(left, environment), *origins(environment, left, right)),
    )


def not_among(value: Node, many: Node, environment: Environment) -> Diagnostic:
    """T101: a value looked for among values of another type."""
    return Diagnostic(
        "T101",
        f"`{excerpt(value.span)}` can't be among `{excerpt(many.span)}`",
        many.span,
        described(many, environment),
        "",
        (note(value, environment), *origins(environment, value, many)),
    )


def different_units(left: Node, right: Node, environment: Environment) -> Diagnostic:
    """T102: numbers in different units added or compared."""
    return Diagnostic(
        "T102",
        f"`{excerpt(left.span)}` and `{excerpt(right.span)}` have different units",
        right.span,
        described(right, environment),
        _factor(left, right, environment) or "bring both to one unit, or take another name for one of them",
        (note(left, environment), *origins(environment, left, right)),
    )


def _factor(left: Node, right: Node, environment: Environment) -> str:
    """The unit of what the right side lacks, where such a thing is likely: simple, or known by some name."""
    factor = _unit(left.type).times(_unit(right.type), -1)
    known = {_unit(kind) for _, kind in environment.globals.values()}
    if len(factor.powers) > 1 and factor not in known:
        return ""
    return f"`{excerpt(right.span)}` times a value in `{factor}` would fit"


def _unit(kind: Type) -> Unit:
    return (kind.unit or RATIO) if isinstance(kind, NumberType) else RATIO


def no_such_operation(
    sign: str, sign_span: Span, operands: tuple[Node, ...], environment: Environment
) -> Diagnostic:
    """T103: an operator on types for which it means nothing."""
    return Diagnostic(
        "T103",
        f"`{sign}` means nothing for {' and '.join(named(one.type) for one in operands)}",
        sign_span,
        TAKES[sign],
        _instead(sign, operands),
        (*(note(one, environment) for one in operands), *origins(environment, *operands)),
    )


def _instead(sign: str, operands: tuple[Node, ...]) -> str:
    """How to bring the operands together, where that is usual."""
    if len(operands) == 1:
        return ""
    left, right = operands
    kinds = {type(left.type), type(right.type)}
    match sign:
        case "=" | "!=":
            return _emptiness(sign, left, right)
        case "*" | "/":
            return _counting(kinds)
        case "+" | "-" if kinds == {DateType, NumberType}:
            return 'a number of days as a duration: `@"P1D" * n`'
        case "+" | "-" if kinds == {DateType, TextType}:
            return conversion(left, DAYS) or conversion(right, DAYS)
        case "+" | "-":
            return conversion(left, right.type) or conversion(right, left.type)
    return ""


def _emptiness(sign: str, left: Node, right: Node) -> str:
    """How to ask whether a list of records is empty."""
    for one, other in ((left, right), (right, left)):
        if one.type == ListType(None):
            return f"write `count({excerpt(other.span)}) {'=' if sign == '=' else '>'} 0`"
    return ""


def _counting(kinds: set[type]) -> str:
    """What may stand beside a duration."""
    if kinds == {NumberType, DaysType}:
        return "beside a duration in days a number has no unit, or multiplies it in `day`"
    if kinds == {NumberType, MonthsType}:
        several = "`month`, `year` or `instalment`"
        return f"beside a duration in months a number has no unit, or multiplies it in {several}"
    return ""


def not_in_set(text: str, span: Span, kind: TextType, against: Node | None) -> Diagnostic:
    """T104: a text that the other side can never be."""
    other = "that can stand here" if against is None else f"of `{excerpt(against.span)}`"
    values = kind.values or ()
    listed = ", ".join(f'"{value}"' for value in values[:MOST_LISTED]) + (
        " …" if len(values) > MOST_LISTED else ""
    )
    return Diagnostic(
        "T104",
        f'`"{text}"` isn\'t one of the texts {other}',
        span,
        f"not among {listed}",
        did_you_mean(text, values),
    )


def sets_apart(left: Node, right: Node, environment: Environment) -> Diagnostic:
    """T104: two texts of fixed sets that have no value in common."""
    return Diagnostic(
        "T104",
        f"`{excerpt(left.span)}` and `{excerpt(right.span)}` have no text in common",
        right.span,
        described(right, environment),
        "",
        (note(left, environment), *origins(environment, left, right)),
    )


def no_condition(node: Node, environment: Environment) -> Diagnostic:
    """T105: something that isn't true or false where a condition is wanted."""
    return Diagnostic(
        "T105",
        f"`{excerpt(node.span)}` is no condition",
        node.span,
        f"{described(node, environment)}, neither true nor false",
        as_condition(node),
        origins(environment, node),
    )


def no_field(node: Node, name: str, span: Span, known: Iterable[str]) -> Diagnostic:
    """T110: a field or property that a value doesn't have."""
    known = tuple(known)
    listed = ", ".join(f"`{one}`" for one in known[:MOST_LISTED])
    return Diagnostic(
        "T110",
        f"`{excerpt(node.span)}` has no `{name}`",
        span,
        f"{named(node.type)} has {listed}" if known else f"{named(node.type)} has no fields",
        did_you_mean(name, known),
    )


def mixed_list(first: Node, node: Node, environment: Environment) -> Diagnostic:
    """T111: a list whose elements are of several types."""
    return Diagnostic(
        "T111",
        "a list has elements of one type",
        node.span,
        described(node, environment),
        _alike(first, node),
        (note(first, environment), *origins(environment, first, node)),
    )


def branches_apart(yes: Node, no: Node, environment: Environment) -> Diagnostic:
    """T112: `then` and `else` of different types."""
    return Diagnostic(
        "T112",
        "`then` and `else` have different types",
        no.span,
        described(no, environment),
        _alike(yes, no),
        (note(yes, environment), *origins(environment, yes, no)),
    )


def _alike(first: Node, other: Node) -> str:
    """How to make two values of one type."""
    usual = conversion(other, first.type) or conversion(first, other.type)
    return usual or f"write {named(first.type)} here, too"


def nothing_to_take(span: Span) -> Diagnostic:
    """T113: an element of the list that is written empty."""
    return Diagnostic("T113", "there is no element in `[]`", span, "an empty list")


def wrong_exponent(base: Node, exponent: Node, environment: Environment) -> Diagnostic:
    """T114: a power whose unit can't be told."""
    return Diagnostic(
        "T114",
        f"`{excerpt(exponent.span)}` can't be the exponent here",
        exponent.span,
        named(exponent.type),
        "an exponent has no unit; a number with a unit can only be raised to a whole number from -9 to 9",
        (note(base, environment), *origins(environment, base, exponent)),
    )


def null(span: Span) -> Diagnostic:
    """T115: `null`, with which every operation would be unknown."""
    return Diagnostic(
        "T115",
        "`null` is no value",
        span,
        "whatever is compared with it would be unknown",
        "ask `is known(…)`; a fact that isn't told is unknown without more ado",
    )


def unexpected_type(
    node: Node, expected: Type, environment: Environment, asked: Span | None = None
) -> Diagnostic:
    """T116: an expression that comes to something else than its place needs, which `asked` says."""
    here = () if asked is None else (Note(asked, f"this asks for {named(expected)}"),)
    return Diagnostic(
        "T116",
        f"this is {described(node, environment)}, not {named(expected)}",
        node.span,
        f"{named(expected)} is expected here",
        as_condition(node) if expected == TRUTH else conversion(node, expected),
        (*here, *origins(environment, node)),
    )


def neither_condition_nor_place(node: Node) -> Diagnostic:
    """T119: something in brackets behind a list that neither chooses nor counts."""
    number = isinstance(node.type, NumberType)
    return Diagnostic(
        "T119",
        f"`{excerpt(node.span)}` is neither a condition nor a place",
        node.span,
        f"{named(node.type)}, and it may depend on the element" if number else named(node.type),
        "write a condition, or a number without a unit from outside the list",
    )


def no_range(span: Span, kind: Type) -> Diagnostic:
    """T120: a range of something that has no order."""
    return Diagnostic(
        "T120",
        f"a range can't end at {named(kind)}",
        span,
        "a range has numbers, texts, dates or durations",
    )


def too_large(span: Span, most: int) -> Diagnostic:
    """T121: an expression that becomes too large once `in` and `between` are spelled out."""
    return Diagnostic(
        "T121",
        "this expression is too large",
        span,
        f"more than {most} steps once `in` and `between` are spelled out",
        "make a measure of the part before `in`",
    )
