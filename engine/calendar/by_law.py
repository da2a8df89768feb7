"""The public holidays that a law fixes itself, so that no yearly notice is needed to know them.

A notice only moves weekends around them. Who knows nothing but weekends in a year whose notice isn't out
takes 1 January for a working day, and a time limit that ends on it for expired. Days, laws and their
sources stand in a file of data beside the calendar of the country.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from msgspec import Struct
from msgspec.json import decode


class Law(Struct, frozen=True):
    """Which days are public holidays while a law holds.

    Attributes:
        since: the first day on which it holds.
        source: what it is called.
        fixed: days of the year, `mm-dd`.
        moving: by festival: how many days after it, or before, are holidays; 0 is the day of the festival.
    """

    since: date
    source: str
    fixed: frozenset[str]
    moving: Mapping[str, tuple[int, ...]]


class PublicHolidays(Struct, frozen=True, dict=True):
    """The public holidays of a country by its laws.

    Attributes:
        reach_of_a_notice_in_days: how far from a public holiday a notice may make other days free.
        laws: oldest first; before the first one nothing is known.
        source: of the festivals' dates.
        festivals: the day of each festival, year by year; of other years its day isn't known.
    """

    reach_of_a_notice_in_days: int
    laws: tuple[Law, ...]
    source: str
    festivals: Mapping[str, tuple[date, ...]]

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The holidays in JSON.

        Raises:
            msgspec.ValidationError: it hasn't this form.
        """
        return decode(data, type=cls)

    @cached_property
    def _moving(self) -> frozenset[date]:
        days = (
            (day + timedelta(after), name, after)
            for name, dates in self.festivals.items()
            for day in dates
            for after in self._offsets(name)
        )
        return frozenset(day for day, name, after in days if after in self._moved(day, name))

    def _offsets(self, festival: str) -> frozenset[int]:
        """Those that any law has for a festival."""
        return frozenset(after for law in self.laws for after in law.moving.get(festival, ()))

    def _moved(self, day: date, festival: str) -> tuple[int, ...]:
        """Those that the law of the day has for it."""
        law = self._law(day)
        return law.moving.get(festival, ()) if law else ()

    def _law(self, day: date) -> Law | None:
        return next((law for law in reversed(self.laws) if law.since <= day), None)

    def __contains__(self, day: date) -> bool:
        """Whether a day is a public holiday."""
        law = self._law(day)
        return law is not None and (f"{day:%m-%d}" in law.fixed or day in self._moving)

    def are_near(self, day: date) -> bool:
        """Whether a notice could make the day free, or have it worked, for the sake of a public holiday."""
        first = max(day.toordinal() - self.reach_of_a_notice_in_days, date.min.toordinal())
        last = min(day.toordinal() + self.reach_of_a_notice_in_days, date.max.toordinal())
        return any(date.fromordinal(one) in self for one in range(first, last + 1))
