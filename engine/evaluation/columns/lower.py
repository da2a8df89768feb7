"""From typed expressions to columns.

One method a form of the tree, as in the plain walk, whose meaning this has to have. What can't be held
in columns is null and in doubt everywhere, and doubt goes no further than it matters.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import polars as pl

from engine.evaluation.columns import lists
from engine.evaluation.columns.forms import FOLDED, RULES, no_form
from engine.evaluation.columns.holding import held, in_doubt, nothing, with_column
from engine.evaluation.columns.keys import Environment, Keys
from engine.evaluation.columns.layout import Layout, below
from engine.evaluation.columns.logic import conjunction, disjunction
from engine.evaluation.columns.plan import Column, Plan, Table, deepest
from engine.evaluation.columns.repayment import COSTLY
from engine.evaluation.columns.values import (
    Days,
    Element,
    Exact,
    Inexact,
    Many,
    Records,
    Single,
    Texts,
    Truthful,
    Unlowered,
)
from engine.feel import core
from engine.feel.core import Node, Origin, children, globals_of
from engine.feel.types import (
    TRUTH,
    DateType,
    ListType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.unknown import Unknown, Value
from engine.feel.walk import Scope, evaluate
from engine.program.model import Program

NOWHERE: Environment = {}
One = TypeVar("One")


class Lowering:
    """Lowers the expressions of one program, for one set of parameters.

    Attributes:
        plan: what there is to compute so far.
        refused: why an expression couldn't be lowered, by its place in the text.
    """

    def __init__(self, program: Program, layout: Layout, settled: Mapping[str, Value]) -> None:
        """Take the program.

        Args:
            program: whose expressions they are.
            layout: of the table of profiles.
            settled: what is the same for every row: parameters, and the day if it is.
        """
        self.program = program
        self.layout = layout
        self.settled = settled
        self.plan = Plan()
        self.refused: dict[str, str] = {}
        self.keys = Keys()
        self.guard: Column | None = (
            None  # where the value of what is being lowered matters; None for everywhere
        )
        self._made: dict[Any, Single | Many] = {}
        self._schedules: dict[int, bool] = {}
        self._uses: Counter[Any] = Counter()

    def count(self, node: Node) -> None:
        """Note what an expression uses, so that what is used more than once is computed once."""
        waiting = [node]
        while waiting:
            one = waiting.pop()
            key = self.keys.of(one, NOWHERE)
            self._uses[key] += 1
            if self._uses[key] == 1:
                waiting += children(one)

    def truth(self, node: Node, environment: Environment = NOWHERE) -> Truthful:
        """The truth of a condition."""
        made = self.single(node, environment)
        assert isinstance(made, Truthful), "the typing lets nothing else through"  # noqa: S101
        return made

    def number(self, node: Node, environment: Environment = NOWHERE) -> Exact | Inexact:
        """The number, or the duration, that an expression comes to."""
        made = self.single(node, environment)
        assert isinstance(made, Exact | Inexact), "the typing lets nothing else through"  # noqa: S101
        return made

    def text(self, node: Node, environment: Environment = NOWHERE) -> Texts:
        """The text that an expression comes to."""
        made = self.single(node, environment)
        assert isinstance(made, Texts), "the typing lets nothing else through"  # noqa: S101
        return made

    def day(self, node: Node, environment: Environment = NOWHERE) -> Days:
        """The date that an expression comes to."""
        made = self.single(node, environment)
        assert isinstance(made, Days), "the typing lets nothing else through"  # noqa: S101
        return made

    def single(self, node: Node, environment: Environment = NOWHERE) -> Single:
        """What an expression comes to; in doubt everywhere where it can't be said.

        Raises:
            Unlowered: it is a list, a record or a range.
        """
        key = self.keys.of(node, environment)
        if key not in self._made and self.guard is not None and self._costly(node):
            key = "guarded", self.guard, key
        if key not in self._made:
            try:
                made = self._settled(node) or RULES.get(type(node), no_form)(self, node, environment)
            except Unlowered as reason:
                self.refused[f"{node.span.source.name}:{node.span.start}"] = str(reason)
                made = in_doubt(node.type)
            self._made[key] = self._kept(node, made)
        found = self._made[key]
        assert not isinstance(found, Many), "lists are kept under keys of their own"  # noqa: S101
        return found

    def where(self, guard: Column | None, make: Callable[[], One]) -> One:
        """What `make` makes, which matters only where the guard isn't false."""
        before = self.guard
        self.guard = (
            guard
            if before is None or guard is None
            else self.plan.keep(self.plan.apply(lambda one, other: one & other, before, guard))
        )
        try:
            return make()
        finally:
            self.guard = before

    def _costly(self, node: Node) -> bool:
        """Whether a schedule has to be worked out for it, here and not in a measure of its own."""
        shape = self.keys.shape(node)
        if shape not in self._schedules:
            self._schedules[shape] = (isinstance(node, core.Call) and node.function in COSTLY) or any(
                self._costly(child) for child in children(node)
            )
        return self._schedules[shape]

    def parts(self, items: tuple[Node, ...], environment: Environment, *, until: bool) -> list[Truthful]:
        """Parts of a conjunction or disjunction; costly ones only where no other settles it as `until`."""
        costly = [one for one in items if self._costly(one)]
        made = [self.truth(one, environment) for one in items if one not in costly]
        for one in costly:
            guard = self._unsettled(made, until=until)
            made.append(self.where(guard, partial(self.truth, one, environment)))
        return made

    def branch(self, node: Node, environment: Environment, condition: Truthful, *, unless: bool) -> Single:
        """One side of a choice; a costly one only where the condition isn't `unless`."""
        if not self._costly(node):
            return self.single(node, environment)
        guard = self.plan.keep(self.plan.apply(lambda one: one.ne_missing(pl.lit(unless)), condition.column))
        return self.where(guard, partial(self.single, node, environment))

    def _unsettled(self, made: list[Truthful], *, until: bool) -> Column | None:
        if not made:
            return None
        join = disjunction if until else conjunction
        so_far = join(self.plan, made).column
        return self.plan.keep(self.plan.apply(lambda one: one.ne_missing(pl.lit(until)), so_far))

    def _kept(self, node: Node, made: Single) -> Single:
        """With a column of its own where it is used again."""
        often = self._uses[self.keys.of(node, NOWHERE)] > 1 or isinstance(node, core.If | core.Field)
        if not often:
            return made
        column = self.plan.keep(made.column)
        return made if column is made.column else with_column(made, column)

    def _settled(self, node: Node) -> Single | None:
        """The value of an expression that is the same for every row."""
        if isinstance(node.type, ListType | RecordType) or self.keys.free(node):
            return None
        names = [one.name for one in globals_of(node)]
        if not all(name in self.settled for name in names) or not isinstance(node, FOLDED):
            return None
        value = evaluate(node, Scope(self.settled, self.program.functions))
        return nothing(node.type) if isinstance(value, Unknown) else held(value, node.type)

    def named(self, name: str) -> Single:
        """A fact, parameter or measure.

        Raises:
            Unlowered: it is a list.
        """
        origin = Origin.MEASURE if name in self.program.formulas else Origin.FACT
        return self.single(core.Global(name, origin, self.program.types[name], self.program.head.span))

    def known(self, name: str) -> Truthful:
        """Whether a fact, parameter or measure is known."""
        kind = self.program.types[name]
        origin = Origin.MEASURE if name in self.program.formulas else Origin.FACT
        span = self.program.head.span
        return self.truth(core.IsKnown(core.Global(name, origin, kind, span), TRUTH, span))

    def table_of(self, node: Node, environment: Environment) -> Table:
        """The lowest table that an expression looks at from outside."""
        columns = [environment[slot].column for slot in self.keys.free(node) if slot in environment]
        return deepest(*columns) or self.plan.root

    def fact(self, column: Column, name: str, kind: Type) -> Element:
        """What a column of the table of profiles, or a field of a record, holds."""
        match kind:
            case NumberType():
                digits = self.layout.digits(name)
                return Exact(column, digits.scale, digits.bound)
            case TruthType():
                return Truthful(column)
            case DateType():
                return Days(column)
            case TextType(values):
                return Texts(column, values)
            case RecordType():
                return Records(column, kind, name)
        raise Unlowered("a fact of a type that columns don't hold")

    def many(self, node: Node, environment: Environment, table: Table) -> Many:
        """The list that an expression comes to, below a table."""
        key = ("many", table.number, self.keys.of(node, environment))
        if key not in self._made:
            self._made[key] = lists.many(self, node, environment, table)
        made = self._made[key]
        assert isinstance(made, Many), "kept under a key of its own"  # noqa: S101
        return made

    def once(self, key: Any, make: Callable[[], Exact]) -> Exact:  # noqa: ANN401  (whatever tells it apart)
        """What `make` makes, made once."""
        if key not in self._made:
            self._made[key] = make()
        made = self._made[key]
        assert isinstance(made, Exact), "kept under a key of its own"  # noqa: S101
        return made

    def elements(self, column: Column, name: str, kind: Type, table: Table) -> Many:
        """The elements of a list column."""
        if not isinstance(kind, ListType) or kind.element is None or isinstance(kind.element, ListType):
            raise Unlowered("a list of lists")
        opened, element = self.plan.open(column, table)
        known = self.plan.apply(lambda one: pl.when(one.is_not_null()).then(statement=True), column)
        single = self.fact(element, below(name, kind.element), kind.element)
        length = self.plan.apply(lambda one: one.list.len().cast(pl.Int64), column)
        return Many(
            opened,
            single,
            self.plan.keep(known),
            None,
            self.layout.longest(name),
            length=self.plan.keep(length),
        )
