"""A typed expression on one line, as its author might have written it.

What a mutant changes may stand nowhere in the text: `x in [1..60]` is two comparisons. To say "`x <= 60` is
read as `x < 60`" takes a text for each of them.
"""

from engine.feel import core
from engine.feel.core import Node
from engine.feel.to_text import to_text
from engine.feel.tree import Value

_LONGEST = 100  # characters of an expression within a sentence


def shortened(node: Node) -> str:
    """The text of a node, cut where it is long; of two sides each of them, so that the sign is seen."""
    text = text_of(node)
    if len(text) > _LONGEST and isinstance(node, core.Arithmetic | core.Comparison):
        left, right = (_cut(_operand(one), _LONGEST // 2) for one in (node.left, node.right))
        return f"{left} {node.sign} {right}"
    return _cut(text, _LONGEST)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def text_of(node: Node) -> str:
    """The text of a node."""
    match node:
        case core.Constant(value):
            return to_text(Value(value, node.span))
        case core.Global(name) | core.Local(name):
            return name
        case core.Field(record, name):
            return f"{text_of(record)}.{name}"
        case core.Arithmetic() | core.Comparison() | core.And() | core.Or() | core.Negate():
            return _joined(node)
        case core.If() | core.Quantified() | core.Filter() | core.At():
            return _chosen(node)
    return _called(node)


def _joined(node: core.Arithmetic | core.Comparison | core.And | core.Or | core.Negate) -> str:
    """The text of what has signs or words between its parts."""
    match node:
        case core.And(items):
            return " and ".join(map(_operand, items))
        case core.Or(items):
            return " or ".join(map(_operand, items))
        case core.Negate(operand):
            return f"-{_operand(operand)}"
    return f"{_operand(node.left)} {node.sign} {_operand(node.right)}"


def _chosen(node: core.If | core.Quantified | core.Filter | core.At) -> str:
    """The text of what chooses between two, or among several."""
    match node:
        case core.If(condition, yes, no):
            return f"if {text_of(condition)} then {text_of(yes)} else {text_of(no)}"
        case core.Quantified(kind, variable, items, body):
            return f"{kind} {variable.name} in {text_of(items)} satisfies {_operand(body)}"
    place = node.body if isinstance(node, core.Filter) else node.place
    return f"{text_of(node.items)}[{text_of(place)}]"


def _called(node: Node) -> str:
    """The text of what has its parts in brackets."""
    match node:
        case core.Not(operand):
            return f"not({text_of(operand)})"
        case core.IsKnown(operand):
            return f"is known({text_of(operand)})"
        case core.Call(function, arguments):
            return f"{function}({', '.join(map(text_of, arguments))})"
        case core.ListOf(items):
            return f"[{', '.join(map(text_of, items))}]"
        case core.Member(value, among):
            return f"{_operand(value)} in {text_of(among)}"
        case core.RangeOf(low, high, low_closed, high_closed):
            start, end = ("" if one is None else text_of(one) for one in (low, high))
            return f"{'[' if low_closed else '('}{start}..{end}{']' if high_closed else ')'}"
    return "a table"


def _operand(node: Node) -> str:
    """In brackets, where it is made of several."""
    simple = core.Constant | core.Global | core.Local | core.Field | core.Call | core.Not | core.IsKnown
    return text_of(node) if isinstance(node, simple | core.Filter | core.At) else f"({text_of(node)})"
