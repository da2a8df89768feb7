"""In the pack that comes along, too, no further fact overturns what is settled; an id is a fact as any."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Status
from engine.profile.from_json import profile_from_data
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.program.model import Program
from tests.evaluation.agreement import attempt, overturned, seeded
from tests.profile.profiles import profile as any_profile

EXAMPLES = [
    json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for path in sorted((Path(__file__).parents[2] / "examples" / "profiles").glob("*.json"))
]
STATES = ["performing", "breached", "completed"]
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def pack() -> Program:
    return load_pack("weilidai")


@pytest.fixture(scope="module")
def compiled(pack: Program) -> Compiled:
    return Compiled(pack)


def whole(random: Random, pack: Program) -> dict[str, Any]:
    """An example with other values here and there, agreements, and ids of its loans."""
    data: dict[str, Any] = deepcopy(random.choice(EXAMPLES))
    other = any_profile(pack.dictionary, random.randint(0, 2**32), 0.9, 0)
    _mix(data, other, random)
    loans = data.get("loans") or [data.get("loan") or {}]
    ids = random.sample("ABC", len(loans[:3]))
    data.pop("loan", None)
    data["loans"] = [{**loan, "id": name} for loan, name in zip(loans, ids, strict=False)]
    if len(loans) == 1:
        data["loan"] = data.pop("loans")[0]
    states = [random.choice(STATES) for _ in range(random.randint(0, 2))]
    data["agreements"] = [{"state": one, "loan_id": random.choice(ids), **_dated(random)} for one in states]
    return data


def _dated(random: Random) -> dict[str, Any]:
    return {"signed_on": "2026-09-01"} if random.random() < 0.5 else {}


def _mix(data: dict[str, Any], other: dict[str, Any], random: Random) -> None:
    """Take a few values from another profile, or add them."""
    for name, value in other.items():
        if isinstance(value, dict) and isinstance(data.get(name), dict):
            _mix(data[name], value, random)
        elif random.random() < 0.15 and name not in {"loan", "loans", "agreements"}:
            data[name] = value


def part(value: Any, random: Random, share: float) -> Any:
    """The same with some of its facts left out; a list that is told keeps all its entries."""
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if random.random() >= share}
        return {name: part(one, random, share) for name, one in kept.items()}
    return [part(one, random, share) for one in value] if isinstance(value, list) else value


def views(data: dict[str, Any], pack: Program) -> list[FactView]:
    """The loans of a profile; none of one that can't be."""
    profile, _ = profile_from_data(data, pack.dictionary)
    return [] if profile is None else [*profile.views()]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_further_fact_overturns_what_is_settled_in_the_pack(
    pack: Program, compiled: Compiled, seed: int
) -> None:
    random = seeded(seed)
    for _ in range(10):
        complete = whole(random, pack)
        told = part(complete, random, random.choice([0.05, 0.2, 0.5]))
        after, before = views(complete, pack), views(told, pack)
        if len(before) < len(after):  # the loans weren't told
            before *= len(after)
        for one, other in zip(before, after, strict=False):
            first, second = (attempt(compiled.evaluate, view, DAY) for view in (one, other))
            assert overturned(first, second) == {}, told


def test_the_profiles_of_that_promise_are_mostly_sound_and_much_of_them_is_settled(
    pack: Program, compiled: Compiled
) -> None:
    random = seeded(0)
    told = [view for _ in range(100) for view in views(part(whole(random, pack), random, 0.2), pack)]
    assert len(told) > 50
    seen = {
        (name, one.status, one.settled)
        for view in told
        for name, one in compiled.evaluate(view, DAY).options.items()
    }
    assert {name for name, _, is_settled in seen if is_settled} == {one.id for one in pack.options}
    assert {status for _, status, is_settled in seen if is_settled} >= {
        Status.NOT_AVAILABLE,
        Status.RECOMMENDED,
    }
    assert ("renegotiate_agreement", Status.RECOMMENDED, True) in seen


@pytest.mark.parametrize("state", ["breached", "performing"])
@pytest.mark.parametrize("name", ["A", None])
def test_an_agreement_about_the_only_loan_counts_whether_or_not_both_tell_the_id(
    pack: Program, compiled: Compiled, state: str, name: str | None
) -> None:
    """A loan without an id was once told from the one that an agreement names, for good."""
    data = deepcopy(EXAMPLES[0])
    data["loan"] = {**data["loan"], "id": "A"}
    data["agreements"] = [{"state": state, "loan_id": "A"}]
    (settled,) = views(data, pack)
    expected = compiled.evaluate(settled, DAY)
    without: dict[str, Any] = {"state": state} if name is None else {"state": state, "loan_id": name}
    less = {**data, "agreements": [without]}
    if name is None:
        less["loan"] = {key: value for key, value in data["loan"].items() if key != "id"}
    (view,) = views(less, pack)
    found = compiled.evaluate(view, DAY)
    assert overturned(found, expected) == {}
    assert found.options["renegotiate_agreement"].status is not Status.NOT_AVAILABLE or state == "performing"
