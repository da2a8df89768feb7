"""Calls, read symbolically: exactly where there is a formula, else free within what is known of them."""

from collections.abc import Callable, Mapping, Sequence

from engine.analysis.symbolic import functions_figures as figures
from engine.analysis.symbolic import functions_lists as lists
from engine.analysis.symbolic import functions_numbers as numbers
from engine.analysis.symbolic.approximate import Applied, application
from engine.analysis.symbolic.functions_known import CORRECTIONS, said_of
from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import Symbolic, UnreadableError
from engine.feel.core import Call
from engine.feel.signature import Function, Need
from engine.feel.types import Type
from engine.feel.unknown import Value

Read = Callable[[Sequence[Symbolic], Type], Symbolic]

_EXACT: Mapping[str, Read] = {
    "abs": numbers.absolute,
    "modulo": numbers.modulo,
    "odd": numbers.odd,
    "even": numbers.even,
    "count": figures.count,
    "min": figures.least,
    "max": figures.greatest,
    "all": figures.every,
    "any": figures.some,
    "append": lists.append,
    "concatenate": lists.concatenate,
    "reverse": lists.reverse,
    "distinct values": lists.distinct,
    "union": lists.union,
    "duration.days": lists.days,
    "duration.years": lists.years,
    "duration.months": lists.months,
    "date.weekday": lists.weekday,
    "duration.hours": lambda values, _: lists.part_of_day("hours", values),
    "duration.minutes": lambda values, _: lists.part_of_day("minutes", values),
    "duration.seconds": lambda values, _: lists.part_of_day("seconds", values),
}

_EXACT_ON_GROUND: Mapping[str, Callable[[Sequence[Symbolic], Ground], Symbolic]] = {
    **{name: numbers.rounding(name) for name in numbers.ROUNDINGS},
    "sum": figures.summed,
    "mean": figures.mean,
}


def call(node: Call, scope: Scope) -> Symbolic:
    """A built-in function, or one of the pack's domain."""
    function = scope.functions[node.function]
    values = [scope.read(argument) for argument in node.arguments]
    if node.function == "day of week":
        return lists.day_of_week(values, node.type, scope.ground.texts)
    try:
        if node.function in _EXACT_ON_GROUND:
            return _EXACT_ON_GROUND[node.function](values, scope.ground)
        if node.function in _EXACT:
            return _EXACT[node.function](values, node.type)
    except UnreadableError:
        pass
    return _free(node, function, values, scope)


def _free(node: Call, function: Function, values: Sequence[Symbolic], scope: Scope) -> Symbolic:
    """A result of its own; known only where the arguments are that the function needs."""
    inputs = [(value, argument.type) for value, argument in zip(values, node.arguments, strict=True)]
    rest = () if function.rest is None else (function.rest,)
    parameters = (*function.parameters, *function.otherwise, *rest)
    strict = all(one.need is Need.WHOLE for one in parameters)

    def compute(told: tuple[Value, ...]) -> Value:
        return function.called(told, node.span)

    of = Applied(
        node.function, compute, node.type, node.span, strict, id(function), CORRECTIONS.get(node.function)
    )
    made = application(scope.ground, of, inputs)
    said_of(made, scope.ground)
    return made.result
