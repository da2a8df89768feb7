"""From tree to text: an expression in its one canonical way of writing.

Showing a rule, comparing two versions of it, and naming it in an answer all need the
same text for the same meaning, whatever spaces and brackets its author chose. Parsed again, the
text gives the same tree.
"""

from datetime import date
from decimal import Decimal

from engine.feel.core import Scalar
from engine.feel.durations import format_duration
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

LONGEST_PLAIN_NUMBER = 40  # characters; beyond, an exponent is shorter to read

# How strongly a form holds together. Brackets go around a part that holds less than its place asks for.
_OPEN, _COMPARED, _SUM, _MINUS, _CLOSED = 0, 3, 4, 7, 8
_STRENGTH = {"or": 1, "and": 2, "+": 4, "-": 4, "*": 5, "/": 5, "**": 6}
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_UNPRINTABLE = str.maketrans({code: f"\\u{code:04x}" for code in (*range(9), 11, 12, *range(14, 32), 127)})


def to_text(tree: Tree) -> str:
    """The canonical text of a tree that was parsed."""
    return _text(tree, _OPEN)


def cell_to_text(cell: UnaryTests) -> str:
    """The canonical text of a cell that was parsed."""
    tests = ", ".join(map(_test, cell.tests))
    if cell.negated:
        return f"not({tests})"
    match cell.tests:
        case (Application(function=Name(text="not")),):  # in a cell it would negate the cell
            return f"({tests})"
    return tests or "-"


def _text(tree: Tree, least: int) -> str:
    text, strength = _written(tree)
    return text if strength >= least else f"({text})"


def _written(tree: Tree) -> tuple[str, int]:  # noqa: C901, PLR0911, PLR0912  (one form, one case)
    """The text of a tree, and how strongly it holds together."""
    match tree:
        case Value(value=value):
            return _value(value)
        case Null():
            return "null", _CLOSED
        case Name(text=text):
            return text, _CLOSED
        case Path(subject=subject, name=name):
            return f"{_text(subject, _CLOSED)}.{name.text}", _CLOSED
        case Minus(operand=operand):
            return f"-{_text(operand, _MINUS)}", _MINUS
        case Infix():
            return _infix(tree)
        case Between(value=value, low=low, high=high):
            parts = [_text(part, _SUM) for part in (value, low, high)]
            return "{} between {} and {}".format(*parts), _COMPARED
        case In(value=value, tests=tests):
            return f"{_text(value, _SUM)} in {_among(tests)}", _COMPARED
        case Condition(condition=condition, yes=yes, no=no):
            return f"if {to_text(condition)} then {to_text(yes)} else {to_text(no)}", _OPEN
        case Quantifier():
            return _quantifier(tree), _OPEN
        case Listing(items=items):
            return f"[{_row(items)}]", _CLOSED
        case Interval():
            return _interval(tree), _CLOSED
        case Bracket(subject=subject, inside=inside):
            return f"{_text(subject, _CLOSED)}[{to_text(inside)}]", _CLOSED
    return _application(tree), _CLOSED


def _value(value: Scalar) -> tuple[str, int]:
    if isinstance(value, bool):
        return ("true" if value else "false"), _CLOSED
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        text = plain if len(plain) <= LONGEST_PLAIN_NUMBER else str(value)
        return text, _MINUS if value.is_signed() else _CLOSED
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES).translate(_UNPRINTABLE)}"', _CLOSED
    text = value.isoformat() if isinstance(value, date) else format_duration(value)
    return f'@"{text}"', _CLOSED


def _infix(tree: Infix) -> tuple[str, int]:
    strength = _STRENGTH.get(tree.sign, _COMPARED)
    left = _text(tree.left, _SUM if strength == _COMPARED else strength)
    right = _text(tree.right, strength + 1)
    return f"{left} {tree.sign} {right}", strength


def _among(tests: tuple[Tree, ...]) -> str:
    if len(tests) == 1:
        return _text(tests[0], _SUM)
    return f"({', '.join(map(_test, tests))})"


def _test(tree: Tree) -> str:
    """A test in a row of tests, where one such as `< 10` needs no brackets."""
    return (_one_sided(tree) if isinstance(tree, Interval) else "") or to_text(tree)


def _interval(tree: Interval) -> str:
    if one_sided := _one_sided(tree):
        return f"({one_sided})"
    bounds = "..".join(_text(bound, _SUM) for bound in _bounds(tree))
    return f"{'[' if tree.low_closed else '('}{bounds}{']' if tree.high_closed else ')'}"


def _one_sided(tree: Interval) -> str:
    """`< 10`, `>= x`, `= x`, `!= x`; "" for a range with two bounds."""
    one_value = tree.low is tree.high and tree.low_closed and tree.high_closed
    if one_value or tree.sign:
        sign: str = tree.sign or "="
    elif tree.low is None:
        sign = "<=" if tree.high_closed else "<"
    elif tree.high is None:
        sign = ">=" if tree.low_closed else ">"
    else:
        return ""
    return f"{sign} {_text(_bounds(tree)[0], _SUM)}"


def _bounds(tree: Interval) -> list[Tree]:
    return [bound for bound in (tree.low, tree.high) if bound is not None]


def _quantifier(tree: Quantifier) -> str:
    variables = [f"{name.text} in {to_text(items)}" for name, items in tree.variables]
    return f"{tree.kind} {', '.join(variables)} satisfies {to_text(tree.body)}"


def _application(tree: Application) -> str:
    if not tree.names:
        return f"{tree.function.text}({_row(tree.arguments)})"
    pairs = zip(tree.names, tree.arguments, strict=True)
    return f"{tree.function.text}({', '.join(f'{name.text}: {to_text(value)}' for name, value in pairs)})"


def _row(trees: tuple[Tree, ...]) -> str:
    return ", ".join(map(to_text, trees))
