"""An expression over as many lines as it needs, broken where its parts meet.

A formula of four hundred characters on one line hides which `or` belongs to which `and`. Broken at the joints
of the syntax tree, what belongs together stands together.
"""

from engine.diagnostics import columns, printable
from engine.feel.to_text import to_text
from engine.feel.tree import Application, Between, Condition, Infix, Quantifier, Tree

_INDENT = "  "
_CHAINS = {"+": "+-", "-": "+-", "*": "*/", "/": "*/", "and": ("and",), "or": ("or",)}


def formula_lines(tree: Tree, width: int) -> list[str]:
    """The canonical text of an expression as lines; what can't be broken stays longer than the width.

    Joined with spaces, they are the expression again (but for control characters in its texts, which show).
    """
    whole = printable(to_text(tree))
    if columns(whole) <= width:
        return [whole]
    match tree:
        case Infix():
            return _chain(tree, width)
        case Condition(condition=condition, yes=yes, no=no):
            parts = {"if ": condition, "then ": yes, "else ": no}
            return [
                line for word, part in parts.items() for line in _led(word, formula_lines(part, width - 5))
            ]
        case Quantifier(body=body):
            head = whole.removesuffix(to_text(body)).rstrip()
            return [head, *(f"{_INDENT}{line}" for line in formula_lines(body, width - 2))]
        case Between(value=value, low=low):
            return [f"{to_text(value)} between {to_text(low)}", f"{_INDENT}and {to_text(tree.high)}"]
        case Application(function=function, arguments=(only,), names=()):
            lines = _led(f"{function.text}(", formula_lines(only, width - len(function.text) - 2))
            return [*lines[:-1], f"{lines[-1]})"]
        case Application(function=function, arguments=arguments, names=()) if arguments:
            return [f"{function.text}(", *_arguments(arguments, width - 2), ")"]
    return [whole]


def _arguments(arguments: tuple[Tree, ...], width: int) -> list[str]:
    lines: list[str] = []
    for number, one in enumerate(arguments, start=1):
        *before, last = formula_lines(one, width - 1)
        lines += [f"{_INDENT}{line}" for line in (*before, last + ("," if number < len(arguments) else ""))]
    return lines


def _chain(tree: Infix, width: int) -> list[str]:
    """The operands of operators of one strength, each behind its operator."""
    left, right = to_text(tree.left), to_text(tree.right)
    whole = to_text(tree)
    bare = whole.startswith(f"{left} {tree.sign} ")
    continues = bare and isinstance(tree.left, Infix) and tree.left.sign in _CHAINS.get(tree.sign, ())
    if continues and isinstance(tree.left, Infix):
        lines = _chain(tree.left, width)
    else:
        lines = _operand(tree.left, width, bracketed=not bare)
    bracketed = not whole.endswith(f" {tree.sign} {right}")
    return [
        *lines,
        *_led(f"{tree.sign} ", _operand(tree.right, width - len(tree.sign) - 1, bracketed=bracketed)),
    ]


def _operand(tree: Tree, width: int, *, bracketed: bool) -> list[str]:
    if not bracketed:
        return formula_lines(tree, width)
    lines = _led("(", formula_lines(tree, width - 2))
    return [*lines[:-1], f"{lines[-1]})"]


def _led(word: str, lines: list[str]) -> list[str]:
    """Lines behind a word, which the others are indented by."""
    first, *others = lines
    return [word + first, *(" " * len(word) + line for line in others)]
