"""A profile: what a borrower told, exact, and seen once for each loan.

What wasn't told isn't there; there is no value that stands for "unknown", so that nothing
can take it for zero or "no".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from json import JSONEncoder
from typing import Union

from engine.profile.facts import AS_OF, Each
from engine.values import DECIMAL128

# A value that was told. Records and lists are read-only by agreement (and by type), and hold no None.
Value = Union[bool, Decimal, str, date, tuple["Value", ...], "Record"]
Record = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FactView:
    """What is known while one loan is assessed.

    Attributes:
        id: of that loan; "" where the profile tells of none.
        facts: value by dotted name, `loan.…` being that loan; only what is known.
    """

    id: str
    facts: Mapping[str, Value] = field(repr=False)

    def value(self, name: str) -> Value | None:
        """The value of a fact by its name in expressions; None if it isn't known."""
        return self.facts.get(name)


@dataclass(frozen=True)
class Profile:
    """What a borrower told.

    Attributes:
        name: where it came from, for messages.
        facts: value by dotted name, but for the loans; only what is known.
        loans: in the order in which they were told, each with its id; None if none was told of.
        each: what the dictionary calls one of them and all of them.
        key: the field that holds their id.
    """

    name: str
    facts: Mapping[str, Value] = field(repr=False)
    loans: tuple[Record, ...] | None = field(default=None, repr=False)
    each: Each | None = None
    key: str = ""

    @property
    def as_of(self) -> date | None:
        """The day for which the profile asks to be assessed, if it tells one."""
        told = self.facts.get(AS_OF)
        return told if isinstance(told, date) else None

    def views(self) -> tuple[FactView, ...]:
        """One view for each loan, in their order; one without a loan where none was told of."""
        if self.each is None or self.loans is None:
            return (FactView("", self.facts),)
        shared = {**self.facts, self.each.many: self.loans}
        if not self.loans:
            return (FactView("", shared),)
        return tuple(self._view(loan, self.each.one, shared) for loan in self.loans)

    def _view(self, loan: Record, one: str, shared: Mapping[str, Value]) -> FactView:
        return FactView(str(loan.get(self.key, "")), {**shared, **dict(dotted(one, loan))})

    @cached_property
    def sha256(self) -> str:
        """Of the content, whatever the order of keys, the spaces or the way in which a number is written.

        It is the hash of one JSON object in UTF-8 without spaces: each known fact by its dotted
        name, keys sorted, numbers and dates as text, numbers without exponent or final zeros, the
        loans as a list of records. So `24000`, `24000.00` and `2.4e4` are one, and so are
        `null` and leaving out, `loan` and a list of one loan.
        """
        told = dict(self.facts)
        if self.each is not None and self.loans is not None:
            told[self.each.many] = self.loans
        return sha256(_ENCODER.encode(told).encode("utf-8")).hexdigest()


def dotted(prefix: str, record: Record) -> Iterator[tuple[str, Value]]:
    """Each value of a record and of the records in it, by its name with dots."""
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from dotted(f"{prefix}.{name}", value)
        else:
            yield f"{prefix}.{name}", value


def _canonical(value: object) -> str:
    """A number or date as text, the same for equal values."""
    if isinstance(value, Decimal):
        return f"{value.normalize(DECIMAL128):f}"
    assert isinstance(value, date), "a profile holds nothing else"  # noqa: S101  (a promise of the reader)
    return value.isoformat()


_ENCODER = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_canonical)
