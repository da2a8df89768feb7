"""What names stand for while an expression is read symbolically, and what reads its parts.

Each form of expression is read in a module of its own; without one place that knows them all, each would
have to import all others.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from engine.analysis.symbolic.approximate import Applied, application
from engine.analysis.symbolic.ground import Ground, Input
from engine.analysis.symbolic.symbols import Claim, Listed, Symbol, Symbolic, UnreadableError
from engine.feel import walk
from engine.feel.core import TESTED, Global, Local, Node, Table, children
from engine.feel.signature import Function
from engine.feel.unknown import Value

Rules = Mapping[type, Callable[[Any, "Scope"], Symbolic]]


class Scope(Struct, frozen=True):
    """What names stand for.

    Attributes:
        ground: where what isn't read exactly is kept.
        rules: how each form of expression is read.
        functions: what may be called.
        value: the symbol of a global name.
        formulas: of measures, for those that can't be read exactly.
        locals: of the variables, by slot.
    """

    ground: Ground
    rules: Rules
    functions: Mapping[str, Function]
    value: Callable[[str], Symbolic]
    formulas: Mapping[str, Node]
    locals: Mapping[int, Symbolic] = field(default_factory=dict)

    def bind(self, slot: int, value: Symbolic) -> "Scope":
        """The same with one more variable."""
        return replace(self, locals={**self.locals, slot: value})

    def read(self, node: Node) -> Symbolic:
        """What an expression stands for.

        Raises:
            UnreadableError: it is a list or a record that can't be read exactly.
        """
        try:
            return self.rules[type(node)](node, self)
        except UnreadableError:
            return _approximated(node, self)

    def truth(self, node: Node) -> Claim:
        """The truth of a condition."""
        value = self.read(node)
        assert isinstance(value, Claim), "the typing lets nothing else through"  # noqa: S101
        return value

    def scalar(self, node: Node) -> Symbol:
        """A number, text, day or duration."""
        value = self.read(node)
        assert isinstance(value, Symbol), "the typing lets nothing else through"  # noqa: S101
        return value

    def listed(self, node: Node) -> Listed:
        """A list."""
        value = self.read(node)
        assert isinstance(value, Listed), "the typing lets nothing else through"  # noqa: S101
        return value


def _approximated(node: Node, scope: Scope) -> Symbolic:
    """A result of its own for an expression that can't be read exactly."""
    names: dict[str, Input] = {}
    slots: dict[int, Input] = {}
    _collect(node, scope, frozenset(), names, slots)

    def compute(told: tuple[Value, ...]) -> Value:
        values = _Values(zip(names, told, strict=False))
        values.scope = walk.Scope(values, scope.functions, dict(zip(slots, told[len(names) :], strict=True)))
        values.formulas = scope.formulas
        return walk.evaluate(node, values.scope)

    name = f"{type(node).__name__.lower()} at {node.span.start}"
    inputs = [*names.values(), *slots.values()]
    of = Applied(name, compute, node.type, node.span, strict=False, identity=node)
    return application(scope.ground, of, inputs).result


class _Values(dict[str, Value]):
    """Values by name; measures that aren't among them are computed."""

    scope: walk.Scope
    formulas: Mapping[str, Node]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  (as of any mapping)
        """The value of a name."""
        if name not in self and name in self.formulas:
            self[name] = walk.evaluate(self.formulas[name], replace(self.scope, locals={}))
        return super().get(name, default)


def _collect(
    node: Node, scope: Scope, bound: frozenset[int], names: dict[str, Input], slots: dict[int, Input]
) -> None:
    """On what an expression depends."""
    match node:
        case Global(name=name):
            if name not in names:
                _collect_name(node, scope, names, slots)
        case Local(slot=slot):
            if slot not in bound and slot not in slots:
                slots[slot] = scope.locals[slot], node.type
    variable = getattr(node, "variable", None)
    inner = bound if variable is None else bound | {variable.slot}
    for child in children(node):
        _collect(child, scope, inner | _tested(node), names, slots)


def _tested(node: Node) -> frozenset[int]:
    return frozenset({TESTED}) if isinstance(node, Table) else frozenset()


def _collect_name(node: Global, scope: Scope, names: dict[str, Input], slots: dict[int, Input]) -> None:
    try:
        names[node.name] = scope.value(node.name), node.type
    except UnreadableError:
        _collect(scope.formulas[node.name], scope, frozenset(), names, slots)
