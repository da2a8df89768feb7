"""A borrower in one line.

Every report of the analysis uses it, so that the text and the JSON can't say different things.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from engine.analysis.model import Witness
from engine.analysis.witness_json import facts_of
from engine.profile.facts import Dictionary
from engine.said import counted

MOST_SHOWN: Final = 10  # facts of a borrower


def borrower(witness: Witness, dictionary: Dictionary) -> str:
    """The facts of a borrower on one line, the rest counted."""
    facts = [f"{name} {_value(value)}" for name, value in facts_of(witness, dictionary)]
    more = len(facts) - MOST_SHOWN
    return ", ".join(facts[:MOST_SHOWN]) + (f", and {counted(more, 'more fact')}" if more > 0 else "")


def change(before: Witness, after: Witness, dictionary: Dictionary) -> str:
    """The facts in which a second borrower differs from the first."""
    old, new = (dict(facts_of(one, dictionary)) for one in (before, after))
    changed = [f"{name} {_value(value)}" for name, value in new.items() if old.get(name) != value]
    gone = [f"{name} not told" for name in old if name not in new]
    return ", ".join([*changed, *gone])


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:,f}"
        case date():
            return value.isoformat()
        case Mapping():
            return f"{{{', '.join(f'{name} {_value(one)}' for name, one in value.items())}}}"
        case tuple() | list():
            return f"[{', '.join(map(_value, value))}]"
    return f'"{value}"'
