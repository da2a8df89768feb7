"""Borrowers for interviews: the profiles of the pack, and what is left of them when facts are forgotten."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WEILIDAI = ROOT / "rules" / "weilidai"
PACKS = ROOT / "tests" / "packs"
Raw = dict[str, Any]


def whole(path: Path) -> Raw:
    """The raw values of a profile in a file."""
    told: Raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    return {key: value for key, value in told.items() if key != "$schema"}


def day_of(told: Raw) -> date:
    return date.fromisoformat(told["as_of"])


PEOPLE = {path.stem: whole(path) for path in sorted((WEILIDAI / "profiles").glob("*.json"))}
ALONE = {name: told for name, told in PEOPLE.items() if "loan" in told}


def leaves(told: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The places of the single facts and whole lists in raw values, but the day."""
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{above}{key}.")
        elif key != "as_of":
            yield f"{above}{key}"


def without(told: Mapping[str, Any], places: set[str], above: str = "") -> Raw:
    """Raw values without some facts; records stay, if only as empty ones."""
    return {
        key: without(value, places, f"{above}{key}.") if isinstance(value, Mapping) else value
        for key, value in told.items()
        if f"{above}{key}" not in places
    }
