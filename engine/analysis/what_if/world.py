"""A borrower as seen while one loan is assessed on one day, and the same borrower with something changed.

The loan in question stands in the facts twice: by its dotted names, and in the list of all loans. A change
that reached only one of them would be answered by rules that look at the other.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from engine.profile.facts import AS_OF, Dictionary
from engine.profile.from_told import key_of
from engine.profile.model import FactView, Record, Value


class World(Struct, frozen=True):
    """What is known while one loan is assessed.

    Attributes:
        view: the facts.
        as_of: the day.
        position: place of the loan among all loans, from 0.
    """

    dictionary: Dictionary
    view: FactView
    as_of: date
    position: int

    def value(self, name: str) -> Value | None:
        """A fact, or the day; None if it isn't known."""
        return self.as_of if name == AS_OF else self.view.value(name)

    def having(self, changes: "Changes") -> "World":
        """The same with some facts changed."""
        facts = dict(self.view.facts)
        loan = {}
        for name, value in changes.values.items():
            if value is None:
                facts.pop(name, None)
            else:
                facts[name] = value
            if self._is_of_loan(name):
                loan[name] = value
        for name, records in changes.added.items():
            listed = facts.get(name)
            facts[name] = (*(listed if isinstance(listed, tuple) else ()), *records)
        if loan:
            self._tell_of_loan(facts, loan)
        day = changes.values.get(AS_OF, self.as_of)
        assert isinstance(day, date), "the day of an assessment is always known"  # noqa: S101
        return replace(self, view=FactView(self.view.id, facts), as_of=day)

    def _is_of_loan(self, name: str) -> bool:
        each = self.dictionary.each
        return each is not None and name.startswith(f"{each.one}.")

    def _tell_of_loan(self, facts: dict[str, Value], changed: Mapping[str, Value | None]) -> None:
        """Put facts of the loan into the list of loans; where none was told of, this is the only one."""
        each, key = self.dictionary.each, key_of(self.dictionary)
        assert each is not None, "else no fact is of a loan"  # noqa: S101
        listed = facts.get(each.many)
        loans: Sequence[Value] = listed if isinstance(listed, tuple) else ()
        if not loans:
            loans = ({key: "1"},) if key else ({},)
            facts |= {f"{each.one}.{key}": "1"} if key else {}
            facts |= _referring(facts, self.dictionary)
        record = loans[self.position]
        assert isinstance(record, Mapping), "loans are records"  # noqa: S101
        for name, value in changed.items():
            record = _with(record, name.split(".")[1:], value)
        facts[each.many] = (*loans[: self.position], record, *loans[self.position + 1 :])


class Changes(Struct, frozen=True):
    """Facts with new values (None: not known any more), and records that are added to lists."""

    values: Mapping[str, Value | None] = {}
    added: Mapping[str, tuple[Record, ...]] = {}

    def with_(self, other: "Changes") -> "Changes":
        """Both; where they give one fact a value, the other's."""
        if not other.added:
            return Changes({**self.values, **other.values}, self.added)
        added = dict(self.added)
        for name, records in other.added.items():
            added[name] = (*added.get(name, ()), *records)
        return Changes({**self.values, **other.values}, added)


def _with(record: Record, path: Sequence[str], value: Value | None) -> Record:
    """A record with one field, however deep, changed."""
    first, *rest = path
    found = dict(record)
    below = found.get(first)
    new = _with(below if isinstance(below, Mapping) else {}, rest, value) if rest else value
    if new is None:
        found.pop(first, None)
    else:
        found[first] = new
    return found


def _referring(facts: Mapping[str, Value], dictionary: Dictionary) -> dict[str, Value]:
    """The lists whose elements name a loan, now that there is just one: they mean this one."""
    filled: dict[str, Value] = {}
    for reference in dictionary.references:
        listed = facts.get(reference.many)
        if isinstance(listed, tuple):
            filled[reference.many] = tuple(
                {reference.name: "1", **one} for one in listed if isinstance(one, Mapping)
            )
    return filled
