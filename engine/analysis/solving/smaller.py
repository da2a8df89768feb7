"""A witness with few facts and round numbers, for whom the same still holds.

A solver's borrower earns 3,141.59 yuan and has sixty facts that all look equally important. Of the three
that are left, everybody learns what makes the point.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from engine.analysis.model import Witness
from engine.analysis.outcomes import Asked, Holds, Outcomes
from engine.analysis.solving.rounder import rounder
from engine.analysis.written import Data, as_data
from engine.profile.facts import AS_OF

MOST_TRIED = 400  # borrowers that are looked at for one witness

Place = tuple[str | int, ...]
Edit = Callable[[Data], bool]  # changes raw values; false where there is nothing to change


def smaller(found: Asked, outcomes: Outcomes, holds: Holds) -> Asked:
    """The same, or a smaller witness; confirmed by the reference.

    Args:
        found: confirmed.
        outcomes: what comes out for a borrower.
        holds: what has to hold still.
    """
    state = _State([as_data(one.profile) for one in found], [one.as_of for one in found], found)
    shrinking = _Shrinking(outcomes, holds, state)
    shrinking.run()
    asked = shrinking.state.asked
    return asked if asked == found or outcomes.confirmed(asked, holds) else found


@dataclass
class _State:
    """A witness, and the raw values of its profiles: two of a claim about a change."""

    data: list[Data]
    days: list[date]
    asked: Asked


class _Shrinking:
    """One change after the other, each kept if the same holds still."""

    def __init__(self, outcomes: Outcomes, holds: Holds, state: _State) -> None:
        self._outcomes = outcomes
        self._holds = holds
        self.state = state
        self._left = MOST_TRIED

    def run(self) -> None:
        """Fewer facts first, then rounder ones, then fewer again."""
        self._usual_days()
        for _ in range(2):
            self._drop(())
            before = self._left
            self._round()
            if self._left == before:
                return

    def _usual_days(self) -> None:
        """Move the whole story to a day on which the pack's own cases play, or to the first of a month."""
        day = self.state.days[0]
        for goal in (*self._outcomes.days, day.replace(day=1)):
            if goal == day or self._moved(goal - day):
                return

    def _moved(self, apart: timedelta) -> bool:
        days = [day + apart for day in self.state.days]
        shifted = [_shifted(data, apart) for data in self.state.data]
        return self._try([one for one in shifted if isinstance(one, dict)], days)

    def _try(self, data: list[Data], days: Sequence[date]) -> bool:
        """Keep the change if the witness is one still."""
        if not self._left:
            return False
        self._left -= 1
        asked: list[Witness] = []
        for one, day in zip(data, days, strict=True):
            witness = self._outcomes.witness({**one, AS_OF: day.isoformat()}, day)
            if witness is None:
                return False
            asked.append(witness)
        outcomes = self._outcomes.quickly(tuple(asked))
        if outcomes is None or not self._holds(outcomes):
            return False
        self.state = _State(data, list(days), tuple(asked))
        return True

    def _edited(self, edit: Edit) -> bool:
        """The same change in all profiles where there is something to change."""
        data = deepcopy(self.state.data)
        changed = [edit(one) for one in data]
        return any(changed) and self._try(data, self.state.days)

    def _drop(self, place: Place) -> None:
        """Leave out what isn't needed below a place, large parts first."""
        for key in _keys(self.state.data, place):
            below = (*place, key)
            if below != (AS_OF,) and not self._edited(partial(_remove, place=below)):
                self._drop(below)

    def _round(self) -> None:
        for place in [*_leaves(self.state.data)]:
            if place == (AS_OF,):
                continue
            told = [_at(data, place) for data in self.state.data]
            for at, value in enumerate(told):
                if value not in told[:at]:
                    self._round_one(place, value)

    def _round_one(self, place: Place, value: object) -> None:
        """The roundest value that will do instead of one; where both profiles have it, in both."""
        for better in rounder(value, self.state.days[0]):
            if self._edited(partial(_replace, place=place, value=value, better=better)):
                return


def _keys(data: Sequence[Data], place: Place) -> list[str | int]:
    """The names, or numbers, of what is at a place in any of several profiles; of lists the last first."""
    found: dict[str | int, None] = {}
    for one in data:
        inner = _at(one, place)
        if isinstance(inner, dict):
            found |= dict.fromkeys(inner)
        elif isinstance(inner, list):
            found |= dict.fromkeys(range(len(inner) - 1, -1, -1))
    return list(found)


def _at(data: object, place: Place) -> object:
    """What is at a place; None if there is nothing."""
    for key in place:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key] if key < len(data) else None
    return data


def _remove(data: Data, place: Place) -> bool:
    inner, key = _at(data, place[:-1]), place[-1]
    if isinstance(inner, dict) and key in inner:
        del inner[key]
        return True
    if isinstance(inner, list) and isinstance(key, int) and key < len(inner):
        del inner[key]
        return True
    return False


def _replace(data: Data, place: Place, value: object, better: object) -> bool:
    inner, key = _at(data, place[:-1]), place[-1]
    if _at(data, place) != value or not isinstance(inner, dict | list):
        return False
    inner[key] = better  # type: ignore[index]  # a name in a record, a number in a list
    return True


def _leaves(data: Sequence[Data]) -> Iterator[Place]:
    """The places of single values, each once."""
    seen: dict[Place, None] = {}
    for one in data:
        seen |= dict.fromkeys(_leaves_of(one, ()))
    return iter(seen)


def _leaves_of(value: object, place: Place) -> Iterator[Place]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _leaves_of(inner, (*place, name))
        case list():
            for at, inner in enumerate(value):
                yield from _leaves_of(inner, (*place, at))
        case _:
            yield place


def _shifted(value: object, apart: timedelta) -> object:
    """The same some days later, as far as days are days of the calendar."""
    match value:
        case dict():
            return {name: _shifted(inner, apart) for name, inner in value.items()}
        case list():
            return [_shifted(inner, apart) for inner in value]
        case str():
            return _shifted_day(value, apart)
    return value


def _shifted_day(text: str, apart: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + apart).isoformat() if len(text) == len("2026-11-25") else text
    except (ValueError, OverflowError):
        return text
