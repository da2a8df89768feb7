"""Generated profiles: raw values as a dictionary has them, nearly, and spoilt here and there.

A seed makes a whole profile, which is much faster than drawing each of its eighty facts.
"""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from hypothesis import strategies as st

from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm, ScalarForm
from engine.profile.json_text import Reason, Unheld

TEXTS = ["", "null", "2026-02-29", "2024-02-29", "2026-2-01", "20260201", "2026-W01-1", "illness\n"]
ODD_TEXTS = ["x" * 81, "a\u202eb", "\ud800", "a\n"]
NUMBERS = ["-1", "0.005", "0.01", "1E+12", "1000000000000.01", "1.5", "1.0", "0"]
OTHERS: list[Any] = [None, True, False, [], {}, [None], [[]], {"a": Decimal(1)}]
UNHELD = [Unheld("NaN", Reason.NO_NUMBER), Unheld("1e400", Reason.SIZE)]
STRANGE: list[Any] = [*TEXTS, *ODD_TEXTS, *map(Decimal, NUMBERS), *OTHERS, *UNHELD]
NEIGHBOURS = ["colour", "$schema", "loan", "loans", "as_of"]


def profiles(dictionary: Dictionary, most_spoilt: int = 2) -> st.SearchStrategy[Any]:
    """Whole profiles; up to `most_spoilt` values are replaced by strange ones or get a strange neighbour."""
    shares, seeds = st.sampled_from([0.02, 0.1, 0.5, 0.9]), st.integers(0, 2**32)
    return st.builds(partial(profile, dictionary), seeds, shares, st.integers(0, most_spoilt))


def profile(dictionary: Dictionary, seed: int, share: float, spoilt: int) -> Any:
    """The profile of a seed: this share of all facts, and so many of them spoilt."""
    random = Random(seed)  # noqa: S311  (nothing secret is made)
    data = _value(dictionary.form, random, share)
    data.pop("$schema", None)
    if dictionary.each is not None and random.random() < 0.9:
        data.pop(random.choice([dictionary.each.one, dictionary.each.many]), None)
    for _ in range(spoilt):
        _spoil(data, random)
    return data


def _spoil(data: Any, random: Random) -> None:
    holder, key = random.choice([(None, None), *_slots(data)])
    if holder is None:
        data[random.choice(NEIGHBOURS)] = deepcopy(random.choice(STRANGE))
    else:
        holder[key] = deepcopy(random.choice(STRANGE))


def _slots(value: Any) -> Any:
    """Each place below a value in which another stands."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in list(pairs):
        yield value, key
        yield from _slots(below)


def _value(form: Form, random: Random, share: float) -> Any:
    """A value of a form; of a record, this share of its fields."""
    if isinstance(form, RecordForm):
        told = {name: field for name, field in form.fields.items() if random.random() < share}
        return {name: _told(field, random, share) for name, field in told.items()}
    if isinstance(form, ListForm):
        length = random.randint(form.least, min(form.most or 3, 3))
        return [_value(form.element, random, share) for _ in range(length)]
    return _scalar(form, random)


def _told(form: Form, random: Random, share: float) -> Any:
    return None if form.nullable and random.random() < 0.1 else _value(form, random, share)


def _scalar(form: ScalarForm, random: Random) -> Any:
    match form.type:
        case NumberType():
            step, least = form.step or Decimal("0.0001"), form.least or Decimal(-100)
            most = min(form.most or Decimal(10**9), random.choice([Decimal(10), Decimal(10**12)]))
            return random.randint(int(least / step), int(most / step)) * step
        case DateType():
            return date.fromordinal(random.randint(1, date.max.toordinal())).isoformat()
        case TruthType():
            return random.random() < 0.5
        case TextType(values=values) if values is not None:
            return random.choice(values)
        case _:
            alphabet = "abz0_" if form.forbidden and form.forbidden.search(" ") else "ABC银行 z😀"
            letters = random.choices(alphabet, k=random.randint(form.shortest, 9))
            return ("A" if form.pattern else "") + "".join(letters)
