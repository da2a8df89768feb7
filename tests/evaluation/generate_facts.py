"""A small dictionary of facts of every type, and raw profiles of it: whole, and with things not told.

The names are those of `tests/feel/world.py`, so that its expressions can be used; records within the
elements of a list, and lists within them, come on top.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from engine.profile.dictionary import dictionary_from_schema
from engine.profile.facts import Dictionary
from engine.profile.from_json import profile_from_data
from engine.profile.model import FactView
from engine.source import Source

Raw = dict[str, Any]

DAYS = tuple(
    date.fromisoformat(day) + timedelta(apart)
    for day in ("2024-02-29", "2026-01-31", "2026-02-28", "2026-12-15")
    for apart in (-1, 0, 1)
)
CAUSES = ("illness", "job_loss", "disaster", "none")
KINDS = ("diagnosis", "hospital_record", "dismissal_notice")
AMOUNTS = ("0", "0.01", "0.09", "0.1", "0.11", "499.99", "500", "500.00", "500.01", "1234.56", "-20", "1E+30")
COUNTS = ("0", "1", "2", "3", "29", "30", "31")
TEXTS = ("", "a", "aaa", "微粒贷")


def _fact(kind: str, **keywords: Any) -> Raw:
    words = {"en": {"title": "a fact", "question": "What is it?"}}
    labels = {value: {"en": value} for value in keywords.get("enum", ()) if value}
    named = {"x-unit" if key == "unit" else key: value for key, value in keywords.items()}
    return {"type": [kind, "null"], "x-words": words, **({"x-labels": labels} if labels else {}), **named}


def _told(fact: Raw) -> Raw:
    """The same where it can't be null: the element of a list."""
    values = {"enum": [one for one in fact["enum"] if one]} if "enum" in fact else {}
    return {**fact, "type": fact["type"][0], **values}


def _set(values: tuple[str, ...]) -> Raw:
    return _fact("string", enum=[*values, None])


def _list(element: Raw) -> Raw:
    return _fact("array", items=element)


def _record(**properties: Raw) -> Raw:
    return {
        "type": "object",
        "additionalProperties": False,
        "x-words": {"en": {"title": "a group"}},
        "properties": properties,
    }


_YUAN, _DAY, _TRUTH, _TEXT = (
    _fact("number", unit="yuan"),
    _fact("string", format="date"),
    *map(_fact, ("boolean", "string")),
)
_LOAN = {
    "balance": _YUAN,
    "next_instalment": _YUAN,
    "days_overdue": _fact("integer", unit="day"),
    "final_maturity_date": _DAY,
    "lender": _TEXT,
    "is_due_as_a_whole": _TRUTH,
    "kinds": _list(_told(_set(CAUSES))),
}
_DOCUMENT = _record(
    kind=_set(KINDS),
    issued_on=_DAY,
    pages=_fact("integer", unit="page"),
    is_original=_TRUTH,
    issuer=_record(name=_TEXT, is_public=_TRUTH),
    stamps=_list(_record(made_on=_DAY, is_valid=_TRUTH)),
)
SCHEMA = _record(
    as_of=_DAY,
    borrower=_record(has_contacted_lender=_TRUTH, savings=_YUAN, debts=_list(_told(_YUAN))),
    hardship=_record(cause=_set(CAUSES), began_on=_DAY),
    loan={**_record(**_LOAN), "x-each": "loans"},
    loans=_list(_record(**_LOAN)),
    evidence=_list(_DOCUMENT),
) | {
    "not": {
        "required": ["loan", "loans"],
        "properties": {"loan": {"type": "object"}, "loans": {"type": "array"}},
    }
}


def dictionary() -> Dictionary:
    """The dictionary."""
    made, faults = dictionary_from_schema(Source("generated.schema.json", json.dumps(SCHEMA)))
    assert made is not None, faults
    return made


def profile(random: Random) -> Raw:
    """A profile in which everything is told, one or two loans among it."""

    def some(make: Any, most: int = 3) -> list[Any]:
        return [make() for _ in range(random.randint(0, most))]

    def of(*values: Any) -> Any:
        return random.choice(values)

    def amount() -> Decimal:
        return Decimal(of(*AMOUNTS))

    def day() -> str:
        return str(of(*DAYS).isoformat())

    def loan() -> Raw:
        return {
            "balance": amount(),
            "next_instalment": amount(),
            "days_overdue": Decimal(of(*COUNTS)),
            "final_maturity_date": day(),
            "lender": of(*TEXTS),
            "is_due_as_a_whole": of(True, False),
            "kinds": some(lambda: of(*CAUSES)),
        }

    def document() -> Raw:
        return {
            "kind": of(*KINDS),
            "issued_on": day(),
            "pages": Decimal(of("1", "2")),
            "is_original": of(True, False),
            "issuer": {"name": of(*TEXTS), "is_public": of(True, False)},
            "stamps": some(lambda: {"made_on": day(), "is_valid": of(True, False)}, 2),
        }

    return {
        "borrower": {"has_contacted_lender": of(True, False), "savings": amount(), "debts": some(amount)},
        "hardship": {"cause": of(*CAUSES), "began_on": day()},
        "loans": [loan() for _ in range(of(1, 1, 2))],
        "evidence": some(document),
    }


def partly(random: Random, whole: Any) -> Any:
    """The same with some of it not told; a list that is told keeps all its elements."""
    share = random.choice((0.05, 0.2, 0.5))
    return _without(random, whole, share)


def _without(random: Random, value: Any, share: float) -> Any:
    match value:
        case dict():
            kept = {name: below for name, below in value.items() if random.random() >= share}
            return {name: _without(random, below, share) for name, below in kept.items()}
        case list():
            return [_without(random, one, share) for one in value]
    return value


def shuffled(random: Random, value: Any, *, lists: bool = False) -> Any:
    """The same with the keys of every record in another order, and with `lists` their elements, too."""
    match value:
        case dict():
            keys = random.sample([*value], len(value))
            return {key: shuffled(random, value[key], lists=lists) for key in keys}
        case list():
            elements = random.sample(value, len(value)) if lists else value
            return [shuffled(random, one, lists=lists) for one in elements]
    return value


def views(raw: Raw, of: Dictionary) -> Iterator[FactView]:
    """What is known while each loan is assessed."""
    made, faults = profile_from_data(raw, of)
    assert made is not None, faults
    return iter(made.views())
