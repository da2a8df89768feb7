"""Built-in functions that make one figure of a list.

The sum of a list that is given and empty is 0: a borrower without other debts pays nothing on them.
The least, the greatest and the mean of nothing don't exist, and say so.
"""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.functions_numbers import RATIO_NUMBER
from engine.feel.operations import ONE, ZERO, decimally
from engine.feel.signature import ORDERED, QUANTITY, Function, Kind, ListOfKind, Parameter, same
from engine.feel.types import ListType, Type
from engine.feel.unknown import Value, failure
from engine.values import DECIMAL128

Numbers = tuple[Decimal, ...]


def _sum(numbers: Numbers) -> Decimal:
    total = ZERO
    for number in numbers:
        total = DECIMAL128.add(total, number)
    return total


def _product(numbers: Numbers) -> Decimal:
    product = ONE
    for number in numbers:
        product = DECIMAL128.multiply(product, number)
    return product


def _mean(numbers: Numbers) -> Decimal:
    return DECIMAL128.divide(_sum(numbers), Decimal(len(numbers)))


def _median(numbers: Numbers) -> Decimal:
    middle, odd = divmod(len(numbers), 2)
    ordered = sorted(numbers)
    return ordered[middle] if odd else _mean((ordered[middle - 1], ordered[middle]))


def _deviation(numbers: Numbers) -> Decimal:
    """Of a sample: the squares are divided by one less than their number."""
    mean = _mean(numbers)
    apart = [DECIMAL128.subtract(number, mean) for number in numbers]
    squares = _sum(tuple(DECIMAL128.multiply(one, one) for one in apart))
    return DECIMAL128.sqrt(DECIMAL128.divide(squares, Decimal(len(numbers) - 1)))


def _mode(numbers: Numbers) -> Value:
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return tuple(sorted(number for number, count in counts.items() if count == most))


def _of(figure: Callable[[Numbers], Decimal], at_least: int) -> Callable[[Numbers], Value]:
    """The figure of a list with so many elements; a shorter one has none."""
    return lambda numbers: decimally(figure, numbers) if len(numbers) >= at_least else failure("no_value")


def _extreme(choose: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda values: choose(values) if values else failure("no_value")


def _figure(
    name: str,
    apply: Callable[[Any], Value],
    kind: Kind = QUANTITY,
    result: Callable[[Type | None], Type] = same,
) -> Function:
    return Function(name, (Parameter("list", ListOfKind(kind)),), result, apply, gathers=True)


FIGURE_FUNCTIONS = (
    _figure("sum", _of(_sum, 0)),
    _figure("mean", _of(_mean, 1)),
    _figure("median", _of(_median, 1)),
    _figure("mode", _mode, result=ListType),
    _figure("stddev", _of(_deviation, 2)),
    _figure("min", _extreme(min), ORDERED),
    _figure("max", _extreme(max), ORDERED),
    Function(
        "product", (Parameter("list", ListType(RATIO_NUMBER)),), RATIO_NUMBER, _of(_product, 1), gathers=True
    ),
)
