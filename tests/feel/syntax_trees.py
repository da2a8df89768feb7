"""Trees as tests write them: a shape on one line, and a tree without its places."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.tree import (
    Application,
    Between,
    Bracket,
    Condition,
    In,
    Infix,
    Interval,
    Listing,
    Minus,
    Name,
    Null,
    Path,
    Quantifier,
    Tree,
    UnaryTests,
    Value,
)
from engine.source import Span

Bare = tuple["Bare", ...] | str | bool | Decimal | date | DaysDuration | MonthsDuration | None


def bare(part: object) -> Bare:
    """A tree without its places, each node with the name of its form: equal for equal trees."""
    if isinstance(part, tuple):
        return tuple(map(bare, part))
    if isinstance(part, Span):
        return None
    if isinstance(part, Struct) and not isinstance(part, DaysDuration | MonthsDuration):
        return type(part).__name__, *(bare(getattr(part, name)) for name in part.__struct_fields__)
    assert isinstance(part, str | bool | Decimal | date | DaysDuration | MonthsDuration | None)
    return type(part).__name__, str(part) if isinstance(part, str) else part


def shape(tree: Tree | UnaryTests | None) -> str:  # noqa: C901, PLR0911, PLR0912  (one form, one case)
    """A tree on one line, in brackets and with the operator first: `(+ 1 (* 2 a.b))`."""
    match tree:
        case None:
            return "?"
        case Value(value=value):
            return repr(value) if isinstance(value, str) else str(value)
        case Null():
            return "null"
        case Name(text=text):
            return text
        case Path(subject=subject, name=name):
            return f"(. {shape(subject)} {name.text})"
        case Minus(operand=operand):
            return f"(- {shape(operand)})"
        case Infix(sign=sign, left=left, right=right):
            return f"({sign} {shape(left)} {shape(right)})"
        case Between(value=value, low=low, high=high):
            return f"(between {shape(value)} {shape(low)} {shape(high)})"
        case In(value=value, tests=tests):
            return f"(in {shape(value)} {_row(tests)})"
        case Condition(condition=condition, yes=yes, no=no):
            return f"(if {shape(condition)} {shape(yes)} {shape(no)})"
        case Quantifier(kind=kind, variables=variables, body=body):
            bound = " ".join(f"{name.text}:{shape(items)}" for name, items in variables)
            return f"({kind} {bound} {shape(body)})"
        case Listing(items=items):
            return f"[{_row(items)}]"
        case Interval():
            return _interval(tree)
        case Bracket(subject=subject, inside=inside):
            return f"(at {shape(subject)} {shape(inside)})"
        case Application(function=function, arguments=arguments, names=names):
            words = [f"{name.text}=" for name in names] or [""] * len(arguments)
            row = [word + shape(one) for word, one in zip(words, arguments, strict=True)]
            return f"({' '.join([f'{function.text}!', *row])})"
        case UnaryTests(tests=tests, negated=negated):
            return f"({'none' if negated else 'any'} {_row(tests)})"


def _interval(tree: Interval) -> str:
    if tree.low is tree.high:
        return f"<{tree.sign or '='} {shape(tree.low)}>"
    left, right = "[" if tree.low_closed else "(", "]" if tree.high_closed else ")"
    return f"<{left}{shape(tree.low)}..{shape(tree.high)}{right}{tree.sign}>"


def _row(trees: tuple[Tree, ...]) -> str:
    return " ".join(map(shape, trees))
