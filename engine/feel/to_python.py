"""Python text for a typed expression: the same meaning as the walk, many times as fast.

The text is made from the checked tree alone. Values go in by generated names, never as text, so
nothing that anybody wrote is ever executed. Whatever this can't write (`Unwritten`) is left to the walk,
and so is every evaluation in which a decimal operation signals: the generated code then raises.

An unknown value is `None`. Most expressions are unknown exactly if one of a few variables is;
such a piece keeps plain code and the set of those variables (`needs`), so that they are tested once
around the whole piece instead of at every operator.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod

from engine.feel.core import (
    And,
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Field,
    Filter,
    Global,
    If,
    Local,
    Member,
    Negate,
    Node,
    Not,
    Or,
    Quantified,
    Scalar,
)
from engine.feel.signature import Function, Need
from engine.feel.types import ListType, NumberType, RangeType, RecordType

_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_EXACT = ("+", "-", "*", "/")
_TRUE = "True"
_MOST_CHOICES = 4  # `if`s within each other: the text doubles with each


class Unwritten(Exception):  # noqa: N818  (not an error: the walk takes over)
    """A form that generated code doesn't have."""


@dataclass(frozen=True, slots=True)
class Code:
    """Python text of an expression.

    Attributes:
        text: right as long as no variable in `needs` is None.
        needs: variables; the value is unknown if one of them is None.
        maybe: whether the text itself may come to None even so.
    """

    text: str
    needs: frozenset[str] = frozenset()
    maybe: bool = False

    @property
    def whole(self) -> str:
        """Text that comes to None where the value is unknown."""
        if not self.needs:
            return self.text
        return f"(None if {_any_none(self.needs)} else {self.text})"

    @property
    def certain(self) -> bool:
        """Whether the value is always known."""
        return not self.needs and not self.maybe


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
    _fresh: int = 0
    _known: frozenset[str] = frozenset()  # variables that the text around has tested already
    _choices: int = 0  # how many `if` stand around

    def write(self, node: Node) -> Code:
        """The code of an expression.

        Raises:
            Unwritten: it holds a form that is left to the walk.
        """
        return self._write(node)

    @singledispatchmethod
    def _write(self, node: Node) -> Code:
        raise Unwritten(type(node).__name__)

    @_write.register
    def _constant(self, node: Constant) -> Code:
        return Code(self.name_of(node.value))

    @_write.register
    def _global(self, node: Global) -> Code:
        variable = self.variables[node.name]
        tested = node.name in self.certain or variable in self._known
        return Code(variable, frozenset() if tested else frozenset({variable}))

    @_write.register
    def _local(self, node: Local) -> Code:
        variable = f"x{node.slot}"
        return Code(variable, frozenset() if isinstance(node.type, RecordType) else frozenset({variable}))

    @_write.register
    def _field(self, node: Field) -> Code:
        record = self.write(node.record)
        if isinstance(node.record.type, ListType):
            return self._over((record,), f"tuple([r[{self.name_of(node.name)}] for r in {{}}])")
        return Code(f"{record.whole}[{self.name_of(node.name)}]", maybe=True)

    @_write.register
    def _negate(self, node: Negate) -> Code:
        if not isinstance(node.type, NumberType):
            raise Unwritten("minus a duration")
        return self._over((self.write(node.operand),), "(-{})")

    @_write.register
    def _arithmetic(self, node: Arithmetic) -> Code:
        operands = self._pair(node)
        numbers = isinstance(node.left.type, NumberType) and isinstance(node.right.type, NumberType)
        if numbers and node.sign in _EXACT:
            return self._over(operands, f"({{}} {node.sign} {{}})")
        return self._over(operands, f"calculated({node.sign!r}, {{}}, {{}})", maybe=True)

    @_write.register
    def _comparison(self, node: Comparison) -> Code:
        if isinstance(node.left.type, ListType | RecordType) or isinstance(node.right.type, ListType):
            raise Unwritten("comparison of lists")
        left, right = self._pair(node)
        if right.text == _TRUE and node.sign == "=":
            return Code(left.text, left.needs | right.needs, left.maybe)
        if isinstance(node.left, Global) and left.text == right.text and node.sign == "=":
            return Code(_TRUE, left.needs | right.needs)
        return self._over((left, right), f"({{}} {_SIGNS[node.sign]} {{}})")

    def _pair(self, node: Arithmetic | Comparison) -> tuple[Code, Code]:
        """Both operands; the left one may count on what the right one needs, since both have to be known."""
        right = self.write(node.right)
        return self._within(right.needs, node.left), right

    def _within(self, known: frozenset[str], node: Node) -> Code:
        """The code of an expression where these variables have been tested already."""
        before, self._known = self._known, self._known | known
        try:
            return self.write(node)
        finally:
            self._known = before

    @_write.register
    def _and(self, node: And) -> Code:
        return self._kleene(node.items, "and", "False", "True")

    @_write.register
    def _or(self, node: Or) -> Code:
        choice = _one_of(node)
        if choice is not None:
            value, among = choice
            return self._over((self.write(value),), f"({{}} in {self.name_of(among)})")
        return self._kleene(node.items, "or", "True", "False")

    @_write.register
    def _not(self, node: Not) -> Code:
        return self._over((self.write(node.operand),), "(not {})")

    @_write.register
    def _if(self, node: If) -> Code:
        self._choices += 1
        if self._choices > _MOST_CHOICES:
            raise Unwritten("deep choice")
        code = self._choice(node)
        self._choices -= 1
        return code

    def _choice(self, node: If) -> Code:
        condition, yes, no = self.write(node.condition), self.write(node.yes), self.write(node.no)
        if condition.certain:
            open_end = not (yes.certain and no.certain)
            return Code(f"({yes.whole} if {condition.text} else {no.whole})", maybe=open_end)
        if not condition.maybe:
            surely = [self._within(condition.needs, one).whole for one in (node.yes, node.no)]
            chosen = f"{surely[0]} if {condition.text} else {surely[1]}"
            either = "None" if condition.needs <= yes.needs | no.needs else f"same({yes.whole}, {no.whole})"
            return Code(f"({either} if {_any_none(condition.needs)} else {chosen})", maybe=True)
        held = self._temporary()
        text = (
            f"({yes.whole} if ({held} := {condition.whole}) is True else {no.whole} if {held} is False"
            f" else same({yes.whole}, {no.whole}))"
        )
        return Code(text, maybe=True)

    @_write.register
    def _quantified(self, node: Quantified) -> Code:
        items, body = self.write(node.items), self.write(node.body)
        loop = f"{node.kind}([{body.whole} for x{node.variable.slot} in {{}}])"
        return self._over((items,), loop, maybe=True)

    @_write.register
    def _filter(self, node: Filter) -> Code:
        items, body = self.write(node.items), self.write(node.body)
        held = self._temporary()
        loop = f"chosen(({held} := {{}}), [{body.whole} for x{node.variable.slot} in {held}])"
        return self._over((items,), loop, maybe=True)

    @_write.register
    def _member(self, node: Member) -> Code:
        kind = node.among.type
        if not isinstance(kind, ListType) or isinstance(kind.element, ListType | RangeType | RecordType):
            raise Unwritten("member of a range")
        return self._over((self.write(node.among), self.write(node.value)), "contains({}, {})", maybe=True)

    @_write.register
    def _call(self, node: Call) -> Code:
        arguments = tuple(self.write(one) for one in node.arguments)
        kinds = [one.type for one in node.arguments]
        if node.function == "sum" and len(kinds) == 1 and isinstance(kinds[0], ListType):
            return self._over(arguments, "total({})", maybe=True)
        if node.function == "count" and len(kinds) == 1 and isinstance(kinds[0], ListType):
            return self._over(arguments, "counted({})")
        function = self.functions[node.function]
        if any(isinstance(one, ListType | RecordType) for one in kinds) or not _wholly(function):
            raise Unwritten(node.function)
        apply = self.name_of(function.apply)
        return self._over(arguments, f"called({', '.join([apply, *('{}' for _ in kinds)])})", maybe=True)

    def _over(self, operands: tuple[Code, ...], form: str, *, maybe: bool = False) -> Code:
        """A strict operation: unknown if one of its operands is."""
        needs = frozenset().union(*(one.needs for one in operands))
        held = [(one, self._temporary() if one.maybe else one.text) for one in operands]
        inner = form.format(*(name for _, name in held))
        tests = [f"({name} := {one.text}) is None" for one, name in held if one.maybe]
        if not tests:
            return Code(inner, needs, maybe)
        return Code(f"(None if {' or '.join(tests)} else {inner})", needs, maybe=True)

    def _kleene(self, nodes: tuple[Node, ...], word: str, settling: str, other: str) -> Code:
        items = [self.write(node) for node in _flat(nodes, And if word == "and" else Or)]
        if not items:
            return Code(other)
        if all(not one.maybe and one.needs == items[0].needs for one in items):
            return Code(f"({f' {word} '.join(one.text for one in items)})", items[0].needs)
        held = [(one, self._temporary()) for one in items]
        settles = " or ".join(f"({name} := {one.whole}) is {settling}" for one, name in held)
        unknown = " or ".join(f"{name} is None" for one, name in held if not one.certain)
        return Code(f"({settling} if {settles} else None if {unknown} else {other})", maybe=True)

    def _temporary(self) -> str:
        self._fresh += 1
        return f"t{self._fresh}"

    def name_of(self, value: object) -> str:
        """The name under which the text refers to a value."""
        for name, one in self.constants.items():
            if type(one) is type(value) and one == value:
                return name
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name


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


def _any_none(variables: frozenset[str]) -> str:
    return " or ".join(f"{name} is None" for name in sorted(variables))
