"""The cases of DMN's test kit that fit a language without null, time of day, contexts and loops.

They lie beside the checkout where it is developed. `outside_subset.yaml` says which of them our subset
leaves out, and why; every other case has to come out as the kit says.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.diagnostics import Diagnostic
from engine.feel.core import Origin
from engine.feel.dates import parse_date
from engine.feel.durations import DaysDuration, MonthsDuration, parse_duration
from engine.feel.functions import BUILTINS
from engine.feel.parser import parse
from engine.feel.types import DATE, DAYS, MONTHS, NUMBER, TEXT, TRUTH, ListType, RecordType, Type
from engine.feel.typing import Environment, check
from engine.feel.walk import Scope, Value, evaluate
from engine.source import fragment

HERE = Path(__file__)
KIT = HERE.parents[2].parent / "shared" / "feel" / "cases.json"
OUTSIDE = yaml.safe_load(HERE.with_name("outside_subset.yaml").read_text(encoding="utf-8"))
LEAST_PASSED = Decimal("0.85")
EXACT_DIGITS = 12  # the kit wrote longer results from binary floating point, and compares them within 1e-8
NEAR = Decimal("1e-8")


@dataclass(frozen=True)
class Case:
    name: str
    expression: str
    inputs: Mapping[str, Value]
    expected: Value


def value(told: Any) -> Value:
    """A value as the kit writes it."""
    match told:
        case bool() | str():
            return told
        case list():
            return tuple(map(value, told))
        case {"number": digits}:
            return Decimal(digits)
        case {"date": day}:
            return parse_date(day) or f"no day of ours: {day}"
        case {"duration": text} | {"dayTimeDuration": text} | {"yearMonthDuration": text}:
            return parse_duration(text) or f"no duration of ours: {text}"
    return {name: value(field) for name, field in told.items()}


def type_of(one: Value) -> Type:
    match one:
        case bool():
            return TRUTH
        case Decimal():
            return NUMBER
        case str():
            return TEXT
        case date():
            return DATE
        case DaysDuration():
            return DAYS
        case MonthsDuration():
            return MONTHS
        case tuple():
            return ListType(type_of(one[0]) if one else None)
        case Mapping():
            return RecordType("input", {name: type_of(field) for name, field in one.items()})
    raise TypeError(one)


def cases() -> Iterator[Case]:
    for told in json.loads(KIT.read_text(encoding="utf-8")):
        inputs = {name: value(one) for name, one in told["inputs"].items()}
        yield Case(f"{told['group']} {told['case']}", told["expression"], inputs, value(told["expected"]))


def answer(case: Case) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """What an expression comes to, and what is told of it if it is refused."""
    tree, faults = parse(fragment(case.expression))
    if tree is None:
        return None, faults
    names = {name: (Origin.FACT, type_of(one)) for name, one in case.inputs.items()}
    node, faults = check(tree, Environment(names, BUILTINS))
    return None if node is None else evaluate(node, Scope(case.inputs)), faults


def agrees(found: Value, expected: Value) -> bool:
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        rounded = len(expected.as_tuple().digits) > EXACT_DIGITS
        return abs(found - expected) < NEAR if rounded else found == expected
    return type(found) is type(expected) and found == expected


def reason(case: Case, faults: tuple[Diagnostic, ...]) -> str:
    """Why a case is outside the subset; "" if it isn't."""
    if case.name in OUTSIDE["cases"]:
        return "declared one by one"
    codes = {fault.code for fault in faults}
    for feature in OUTSIDE["features"]:
        if (
            codes
            and codes <= set(feature["codes"])
            and re.search(feature.get("pattern", ""), case.expression)
        ):
            return str(feature["name"])
    return ""


@pytest.mark.skipif(not KIT.is_file(), reason="the conformance cases lie beside a developer's checkout only")
def test_the_cases_of_the_kit_come_out_as_it_says_but_for_those_declared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside: Counter[str] = Counter()
    passed, failed = [], []
    for case in cases():
        found, faults = answer(case)
        if found is not None and agrees(found, case.expected):
            passed.append(case.name)
        elif why := reason(case, faults):
            outside[why] += 1
        else:
            failed.append((case.name, case.expression, found, faults))
    with capsys.disabled():
        print(f"\nconformance: {len(passed)} passed, {outside.total()} outside the subset: {dict(outside)}")  # noqa: T201
    assert failed == []
    assert len(passed) >= LEAST_PASSED * (len(passed) + outside.total())
    assert not set(passed) & set(OUTSIDE["cases"]), "declared outside, yet it passes"


def test_each_thing_outside_the_subset_has_its_reason() -> None:
    assert all(feature["reason"] and feature["codes"] for feature in OUTSIDE["features"])
    assert all(OUTSIDE["cases"].values())
