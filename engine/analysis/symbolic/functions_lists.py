"""Built-in functions that take lists apart and put them together, and those of dates and durations."""

from collections.abc import Sequence
from fractions import Fraction

from engine.analysis.symbolic.functions_figures import listed
from engine.analysis.symbolic.functions_numbers import symbol
from engine.analysis.symbolic.lower_arithmetic import truncated
from engine.analysis.symbolic.symbols import Listed, Symbol, Symbolic, equal, known_throughout
from engine.analysis.symbolic.terms import (
    TRUE,
    Bool,
    added,
    both,
    chosen,
    either,
    equals,
    floor,
    is_whole,
    negated,
    number,
    scaled,
    taken_off,
)
from engine.analysis.symbolic.texts import Texts
from engine.feel.functions_dates import WEEKDAYS
from engine.feel.types import Type

Slots = tuple[tuple[Bool, Symbolic], ...]


def append(values: Sequence[Symbolic], _: Type) -> Listed:
    """The list with further elements."""
    items = listed(values[0])
    return Listed(items.known, (*items.slots, *((TRUE, one) for one in values[1:])))


def concatenate(values: Sequence[Symbolic], _: Type) -> Listed:
    """All lists one behind the other."""
    items = [listed(one) for one in values]
    return Listed(both(*(one.known for one in items)), tuple(slot for one in items for slot in one.slots))


def reverse(values: Sequence[Symbolic], _: Type) -> Listed:
    """The last element first."""
    items = listed(values[0])
    return Listed(items.known, items.slots[::-1])


def distinct(values: Sequence[Symbolic], _: Type) -> Listed:
    """Each element once."""
    items = listed(values[0])
    return Listed(known_throughout(items), _once(items.slots))


def union(values: Sequence[Symbolic], kind: Type) -> Listed:
    """Each element of several lists once."""
    items = [listed(one) for one in values]
    joined = concatenate(values, kind)
    return Listed(both(*map(known_throughout, items)), _once(joined.slots))


def _once(slots: Slots) -> Slots:
    kept: list[tuple[Bool, Symbolic]] = []
    for at, (there, one) in enumerate(slots):
        before = either(*(both(here, equal(other, one).met) for here, other in slots[:at]))
        kept.append((both(there, negated(before)), one))
    return tuple(kept)


_A_DAY = 86_400
_PARTS = {"hours": (3600, _A_DAY), "minutes": (60, 3600), "seconds": (1, 60)}


def days(values: Sequence[Symbolic], _: Type) -> Symbol:
    """Whole days of a duration."""
    one = symbol(values[0])
    return Symbol(one.known, truncated(one.value))


def part_of_day(name: str, values: Sequence[Symbolic]) -> Symbol:
    """Whole hours, minutes or seconds of a duration, those of the next larger unit taken off."""
    one = symbol(values[0])
    if is_whole(one.value):
        return Symbol(one.known, number(0))
    of, within = _PARTS[name]
    seconds = truncated(scaled(one.value, Fraction(_A_DAY)))
    return Symbol(one.known, _rest(seconds, within, of))


def years(values: Sequence[Symbolic], _: Type) -> Symbol:
    """Whole years of a duration in months."""
    one = symbol(values[0])
    return Symbol(one.known, truncated(scaled(one.value, Fraction(1, 12))))


def months(values: Sequence[Symbolic], _: Type) -> Symbol:
    """The months of a duration, its years taken off."""
    one = symbol(values[0])
    return Symbol(one.known, _rest(one.value, 12, 1))


def _rest(whole: object, within: int, of: int) -> object:
    """Units of what is left of a number when the larger units are taken off, its sign kept."""
    above = scaled(truncated(scaled(whole, Fraction(1, within))), Fraction(within))
    return truncated(scaled(taken_off(whole, above), Fraction(1, of)))


def weekday(values: Sequence[Symbolic], _: Type) -> Symbol:
    """1 for Monday to 7; the first day of the calendar is a Monday."""
    one = symbol(values[0])
    before = added(one.value, number(-1))
    weeks = scaled(floor(scaled(before, Fraction(1, 7))), Fraction(7))
    return Symbol(one.known, added(taken_off(before, weeks), number(1)))


def day_of_week(values: Sequence[Symbolic], kind: Type, texts: Texts) -> Symbol:
    """The English name of the day."""
    day = weekday(values, kind)
    name = number(texts.code(WEEKDAYS[-1]))
    for place, word in enumerate(WEEKDAYS[:-1], 1):
        name = chosen(equals(day.value, number(place)), number(texts.code(word)), name)
    return Symbol(day.known, name)
