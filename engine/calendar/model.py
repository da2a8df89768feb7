"""What a calendar of working days is, whatever the country, and what follows from it.

A last day that falls on a holiday moves on. Whoever counts weekends alone sends a borrower to a closed
counter, or tells him that he is too late while he is still in time.
"""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

_A_DAY = timedelta(days=1)


class Calendar(Struct, frozen=True):
    """The working days of a country.

    Attributes:
        is_working_day: whether a day is worked; where nothing has been published, by weekday and law.
        is_published: whether that stands in what has been published, and nothing can move it any more.
        is_surely_worked: whether a day is worked whatever is still to be published.
    """

    is_working_day: Callable[[date], bool]
    is_published: Callable[[date], bool]
    is_surely_worked: Callable[[date], bool]

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first one after it that is.

        INVARIANT: the last day that Python knows, 31 December 9999, is a Friday and worked.
        """
        while not self.is_working_day(day):
            day += _A_DAY
        return day

    def next_certain_working_day(self, day: date) -> date:
        """The first day from this one on that is worked whatever is still to be published.

        Where all is published it is the next working day; else a time limit can't end later than on it.

        INVARIANT: the last day that Python knows, 31 December 9999, is surely worked.
        """
        while not self.is_surely_worked(day):
            day += _A_DAY
        return day

    def is_provisional(self, day: date) -> bool:
        """Whether a notice still to come could change what is said of a day or of the next working day."""
        return not (self.is_published(day) and self.is_published(self.next_working_day(day)))
