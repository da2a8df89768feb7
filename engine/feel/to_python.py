"""Python text for a typed expression: the same meaning as the walk, many times as fast.

The text is made from the checked tree alone. Values go in by generated names, never as text, so
nothing that anybody wrote is ever executed. Whatever this can't write (`Unwritten`) is left to the walk,
and so is every evaluation in which a decimal operation signals: the generated code then raises.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod
from itertools import count

from engine.feel.core import (
    And,
    Arithmetic,
    At,
    Call,
    Comparison,
    Constant,
    Field,
    Filter,
    Global,
    If,
    IsKnown,
    ListOf,
    Local,
    Member,
    Negate,
    Node,
    Not,
    Or,
    Quantified,
    Scalar,
)
from engine.feel.functions_lists import at
from engine.feel.python_code import Code, Unwritten, any_none, kleene, strict, within_limits
from engine.feel.signature import Function, Need
from engine.feel.types import ListType, NumberType, RangeType, RecordType, Type

__all__ = ["Unwritten", "Writer"]

_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_EXACT = ("+", "-", "*", "/")
_ON_LISTS = {"sum": "total({})", "count": "counted({})"}
_TRUE = "True"
_MOST_CHOICES = 4  # `if`s within each other: the text doubles with each


@dataclass(slots=True)
class Writer:
    """Writes the expressions of one function, which share variables and constants.

    Attributes:
        variables: the Python variable of each global name.
        certain: globals that are always known, such as `as_of` and parameters.
        functions: what may be called.
        constants: values by the generated name under which the text refers to them.
    """

    variables: Mapping[str, str]
    certain: frozenset[str]
    functions: Mapping[str, Function]
    constants: dict[str, object] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)  # of the constants
    _temporaries: Iterator[str] = field(default_factory=lambda: (f"t{number}" for number in count(1)))
    _known: frozenset[str] = frozenset()  # variables that the text around has tested already
    _choices: int = 0  # how many `if` stand around

    def write(self, node: Node) -> Code:
        """The code of an expression.

        Raises:
            Unwritten: it holds a form that is left to the walk, or is too large for Python.
        """
        return within_limits(self._code(node))

    @singledispatchmethod
    def _code(self, node: Node) -> Code:
        raise Unwritten(type(node).__name__)

    @_code.register
    def _constant(self, node: Constant) -> Code:
        return Code(self.name_of(node.value))

    @_code.register
    def _global(self, node: Global) -> Code:
        variable = self.variables[node.name]
        tested = node.name in self.certain or variable in self._known
        return Code(variable, frozenset() if tested else frozenset({variable}))

    @_code.register
    def _local(self, node: Local) -> Code:
        variable = f"x{node.slot}"
        return Code(variable, frozenset({variable}))

    @_code.register
    def _field(self, node: Field) -> Code:
        name = self.name_of(node.name)
        if isinstance(node.record.type, ListType):
            held, one = next(self._temporaries), f"None if r is None else r[{name}]"
            return self._strict((node.record,), f"tuple(({held} := {{}}) and [{one} for r in {held}])")
        return self._strict((node.record,), f"{{}}[{name}]", maybe=True)

    @_code.register
    def _negate(self, node: Negate) -> Code:
        is_number = isinstance(node.type, NumberType)
        return self._strict((node.operand,), "(-{} or zero)" if is_number else "negate({})")

    @_code.register
    def _arithmetic(self, node: Arithmetic) -> Code:
        operands = self._pair(node)
        numbers = isinstance(node.left.type, NumberType) and isinstance(node.right.type, NumberType)
        if numbers and node.sign in _EXACT:
            return strict(operands, f"({{}} {node.sign} {{}} or zero)", self._temporaries)
        return strict(operands, f"calculated({node.sign!r}, {{}}, {{}})", self._temporaries, maybe=True)

    @_code.register
    def _comparison(self, node: Comparison) -> Code:
        if not (_is_plain(node.left.type) and _is_plain(node.right.type)):
            raise Unwritten("comparison of lists")
        left, right = self._pair(node)
        if right.text == _TRUE and node.sign == "=":
            return Code(left.text, left.needs | right.needs, left.maybe)
        if isinstance(node.left, Global) and left.text == right.text and node.sign == "=":
            return Code(_TRUE, left.needs | right.needs)
        return strict((left, right), f"({{}} {_SIGNS[node.sign]} {{}})", self._temporaries)

    def _pair(self, node: Arithmetic | Comparison) -> tuple[Code, Code]:
        """Both operands; the left one may count on what the right one needs, since both have to be known."""
        right = self._code(node.right)
        return self._within(right.needs, node.left), right

    def _within(self, known: frozenset[str], node: Node) -> Code:
        """The code of an expression where these variables have been tested already."""
        before, self._known = self._known, self._known | known
        try:
            return self._code(node)
        finally:
            self._known = before

    @_code.register
    def _and(self, node: And) -> Code:
        return kleene([self._code(one) for one in _flat(node.items, And)], "and", self._temporaries)

    @_code.register
    def _or(self, node: Or) -> Code:
        choice = _one_of(node)
        if choice is not None:
            value, among = choice
            return self._strict((value,), f"({{}} in {self.name_of(among)})")
        return kleene([self._code(one) for one in _flat(node.items, Or)], "or", self._temporaries)

    @_code.register
    def _not(self, node: Not) -> Code:
        return self._strict((node.operand,), "(not {})")

    @_code.register
    def _if(self, node: If) -> Code:
        if self._choices == _MOST_CHOICES:
            raise Unwritten("deep choice")
        self._choices += 1
        try:
            return self._choice(node)
        finally:
            self._choices -= 1

    def _choice(self, node: If) -> Code:
        condition, yes, no = self._code(node.condition), self._code(node.yes), self._code(node.no)
        if condition.certain:
            open_end = not (yes.certain and no.certain)
            return Code(f"({yes.whole} if {condition.text} else {no.whole})", maybe=open_end)
        if not _is_plain(node.type):
            raise Unwritten("choice of lists")  # which may be equal but for an element that isn't known
        if not condition.maybe:
            surely = [self._within(condition.needs, one).whole for one in (node.yes, node.no)]
            chosen = f"{surely[0]} if {condition.text} else {surely[1]}"
            either = "None" if condition.needs <= yes.needs | no.needs else f"same({yes.whole}, {no.whole})"
            return Code(f"({either} if {any_none(condition.needs)} else {chosen})", maybe=True)
        held = next(self._temporaries)
        text = (
            f"({yes.whole} if ({held} := {condition.whole}) is True else {no.whole} if {held} is False"
            f" else same({yes.whole}, {no.whole}))"
        )
        return Code(text, maybe=True)

    @_code.register
    def _quantified(self, node: Quantified) -> Code:
        body, held = self._code(node.body).whole, next(self._temporaries)
        loop = f"{node.kind}(({held} := {{}}) and [{body} for x{node.variable.slot} in {held}])"
        return self._strict((node.items,), loop, maybe=True)

    @_code.register
    def _filter(self, node: Filter) -> Code:
        body, held = self._code(node.body).whole, next(self._temporaries)
        loop = f"chosen(({held} := {{}}), [{body} for x{node.variable.slot} in {held}])"
        return self._strict((node.items,), loop, maybe=True)

    @_code.register
    def _list_of(self, node: ListOf) -> Code:
        """A list is known though an element of it may not be."""
        return Code(f"({''.join([f'{self._code(one).whole}, ' for one in node.items])})")

    @_code.register
    def _member(self, node: Member) -> Code:
        """Strict in the list alone: nothing is in an empty one, whether it is known or not."""
        if not _is_row(node.among.type):
            raise Unwritten("member of a range")
        value = self._code(node.value).whole
        return self._strict((node.among,), f"contains({{}}, {value})", maybe=True)

    @_code.register
    def _at(self, node: At) -> Code:
        return self._strict((node.items, node.place), f"called({self.name_of(at)}, {{}}, {{}})", maybe=True)

    @_code.register
    def _is_known(self, node: IsKnown) -> Code:
        """A list is known though an element of it may not be."""
        return Code(f"({self._code(node.operand).whole} is not None)")

    @_code.register
    def _call(self, node: Call) -> Code:
        form = _ON_LISTS.get(node.function)
        if form is not None and not isinstance(node.arguments[0], ListOf):
            return self._strict(node.arguments, form, maybe=True)
        function = self.functions[node.function]
        if not (_wholly(function) and all(map(_is_argument, node.arguments))):
            raise Unwritten(node.function)
        rows = [one.items if isinstance(one, ListOf) else (one,) for one in node.arguments]
        operands = [one for row in rows for one in row]
        places = [
            f"({'{}, ' * len(one.items)})" if isinstance(one, ListOf) else "{}" for one in node.arguments
        ]
        helper = "called" if all(_is_plain(one.type) for one in operands) else "called_on_lists"
        return self._strict(
            operands, f"{helper}({', '.join([self.name_of(function.apply), *places])})", maybe=True
        )

    def _strict(self, operands: Iterable[Node], form: str, *, maybe: bool = False) -> Code:
        """An operation that is unknown if one of its operands is."""
        return strict([self._code(one) for one in operands], form, self._temporaries, maybe=maybe)

    def name_of(self, value: object) -> str:
        """The name under which the text refers to a value."""
        key = value if callable(value) else (type(value), repr(value))
        name = self._names.setdefault(key, f"k{len(self._names)}")
        self.constants[name] = value
        return name


def _is_plain(kind: Type) -> bool:
    """Whether values of a type have no parts, one of which might not be known."""
    return not isinstance(kind, ListType | RangeType | RecordType)


def _is_row(kind: Type) -> bool:
    """Whether values of a type are lists of values without parts."""
    return isinstance(kind, ListType) and kind.element is not None and _is_plain(kind.element)


def _is_argument(node: Node) -> bool:
    """Whether an argument is a value without parts, or a list of such values."""
    if isinstance(node, ListOf):
        return all(_is_plain(one.type) for one in node.items)
    return _is_plain(node.type) or _is_row(node.type)


def _one_of(node: Or) -> tuple[Node, tuple[Scalar, ...]] | None:
    """The one value, and the constants it may equal, if that is all that an `or` asks: `x in ("a", "b")`."""
    among = []
    first = node.items[0] if node.items else None
    for item in node.items:
        if not (isinstance(item, Comparison) and isinstance(first, Comparison) and item.sign == "="):
            return None
        if item.left != first.left or not isinstance(item.right, Constant):
            return None
        among.append(item.right.value)
    return (first.left, tuple(among)) if isinstance(first, Comparison) else None


def _flat(nodes: tuple[Node, ...], form: type[And] | type[Or]) -> Iterator[Node]:
    """The parts of an `and` of `and`s, or an `or` of `or`s, as one row."""
    for node in nodes:
        if isinstance(node, form) and _choice_of(node) is None:
            yield from _flat(node.items, form)
        else:
            yield node


def _choice_of(node: And | Or) -> tuple[Node, tuple[Scalar, ...]] | None:
    return _one_of(node) if isinstance(node, Or) else None


def _wholly(function: Function) -> bool:
    """Whether a function asks for all of its arguments to be known."""
    rest = (function.rest,) if function.rest else ()
    parameters = (*function.parameters, *function.otherwise, *rest)
    return all(one.need is Need.WHOLE for one in parameters)
