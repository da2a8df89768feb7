"""The product's dictionary of facts, and a small one of another product."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.profile.dictionary import Dictionary, dictionary_from_schema, read_dictionary
from engine.source import Source

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def product() -> Dictionary:
    dictionary, faults = read_dictionary(ROOT / "schemas" / "profile.schema.json")
    assert faults == ()
    assert dictionary is not None
    return dictionary


def fact(kind: str | list[str], **keywords: Any) -> dict[str, Any]:
    """A fact with the least that is asked of one."""
    named = {
        "x-" + key[2:].replace("_", "-") if key.startswith("x_") else key: keywords[key] for key in keywords
    }
    return {"type": kind, "x-words": {"en": {"title": "a fact", "question": "What is it?"}}, **named}


def record(properties: dict[str, Any], **keywords: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties, **keywords}


@pytest.fixture(scope="session")
def flat() -> Dictionary:
    """A dictionary without records, as a pack of another product may have it."""
    paper = {**fact("string", enum=["payslip"]), **labels("payslip")}
    properties = {
        "monthly_income": fact(["number", "null"], minimum=0, x_unit="yuan/month"),
        "balance_change": fact("number", multipleOf=5, x_unit="yuan"),
        "household": fact("integer", x_unit="person"),
        "papers": fact(["array", "null"], items=paper, maxItems=3),
        "province": fact(["string", "null"], minLength=2, pattern="^[A-Z]"),
        "is_insured": fact("boolean"),
    }
    dictionary, faults = dictionary_from_schema(Source("flat.json", json.dumps(record(properties))))
    assert faults == ()
    assert dictionary is not None
    return dictionary


def labels(*values: str) -> dict[str, Any]:
    return {"x-labels": {value: {"en": f"a {value}"} for value in values}}


@pytest.fixture(scope="session")
def debts() -> Dictionary:
    """A dictionary whose debts have no ids, and of which there may be none."""
    debt = record({"amount": fact("number", x_unit="yuan")}, **{"x-words": {"en": {"title": "a debt"}}})
    several = fact("array", items={"$ref": "#/$defs/debt"})
    schema = {
        **record({"debt": {"$ref": "#/$defs/debt", "x-each": "debts"}, "debts": several}),
        "not": {
            "required": ["debt", "debts"],
            "properties": {"debt": {"type": "object"}, "debts": {"type": "array"}},
        },
        "$defs": {"debt": debt},
    }
    dictionary, faults = dictionary_from_schema(Source("debts.json", json.dumps(schema)))
    assert faults == ()
    assert dictionary is not None
    return dictionary
