"""Working days as functions of the rule language, each country with its own.

With them a rule can say on which day a time limit really ends; with weekdays alone it would be wrong on
every public holiday. A pack gets the calendar of its jurisdiction, or none: a borrower
elsewhere must not be told what is a holiday in China.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.calendar.china import CHINA
from engine.calendar.model import Calendar
from engine.feel.signature import Function, Parameter, table
from engine.feel.types import DATE, TRUTH

_DAY = (Parameter("date", DATE),)
_NONE: Final[Mapping[str, Function]] = MappingProxyType({})


def _functions(calendar: Calendar) -> Mapping[str, Function]:
    return table(
        [
            Function("is working day", _DAY, TRUTH, calendar.is_working_day),
            Function("next working day", _DAY, DATE, calendar.next_working_day),
            Function("next certain working day", _DAY, DATE, calendar.next_certain_working_day),
            Function("calendar is provisional", _DAY, TRUTH, calendar.is_provisional),
        ]
    )


# By ISO 3166 code. A subdivision that isn't named here has its country's calendar.
CALENDAR_FUNCTIONS: Final[Mapping[str, Mapping[str, Function]]] = {
    "CN": _functions(CHINA),
    **dict.fromkeys(("CN-HK", "CN-MO", "CN-TW"), _NONE),  # they have holidays of their own
}


def calendar_functions(jurisdiction: str) -> Mapping[str, Function]:
    """The functions that rules of a jurisdiction may call; none where no calendar is known for it.

    Args:
        jurisdiction: ISO 3166 code of a country (`CN`) or a part of it (`CN-44`).
    """
    country, _, _ = jurisdiction.partition("-")
    return CALENDAR_FUNCTIONS.get(jurisdiction, CALENDAR_FUNCTIONS.get(country, _NONE))
