"""The JSON answer keeps its contract, `schemas/recommendation.schema.json`, whatever was told."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.explanation.assess import Assessor
from engine.explanation.several import Form, assess_each, to_several
from engine.explanation.to_json import to_json
from engine.profile.from_json import profile_from_data, read_profile
from engine.program.load import load_pack
from engine.source import Source
from tests.cli.running import DEMO, ROOT, SMALL, Run
from tests.profile.profiles import profiles

CONTRACT = Draft202012Validator(
    json.loads((ROOT / "schemas" / "recommendation.schema.json").read_text(encoding="utf-8"))
)
DAY = date(2026, 11, 22)
TELLING: list[Any] = [
    {},
    {"as_of": None, "loan": None, "evidence": None},
    {"loan": {}},
    {"loans": [{}, {"id": "b"}, {"lender": "c"}]},
    {"third_parties": [{"asks_for_fee": True}]},
    {"declaration": {"is_true": False}},
    {"borrower": {"monthly_income": 0, "monthly_essential_expenses": 1_000_000_000_000}},
    {"evidence": [{}, {"kind": "medical_diagnosis"}]},
]


@pytest.fixture(scope="module")
def assessors() -> dict[str, Assessor]:
    program = load_pack()
    return {language: Assessor(program, language=language, engine="reference") for language in ("zh", "en")}


def answered(assessor: Assessor, text: str, form: Form = "json") -> str:
    """The answer for a profile in this text."""
    profile, faults = read_profile(Source("profile.json", text), assessor.program.dictionary)
    assert profile is not None, faults
    said = to_several(assess_each(assessor, [profile], None, DAY), form, alone=True)
    assert isinstance(said, str)
    return said


@pytest.mark.parametrize("told", TELLING, ids=str)
def test_an_answer_keeps_the_contract_however_little_is_told(
    run: Run, assessors: dict[str, Assessor], told: Any
) -> None:
    text = json.dumps(told)
    ran = run("assess", "-", "--pack", SMALL, "--format", "json", stdin=text.encode())
    assert ran.status == 0
    for answer in (ran.out, *(answered(one, text) for one in assessors.values())):
        CONTRACT.validate(json.loads(answer))


def test_several_answers_keep_the_contract_each(run: Run) -> None:
    ran = run("assess", ROOT / "examples" / "profiles", "--format", "json")
    for line in ran.out.splitlines():
        CONTRACT.validate(json.loads(line))


def test_the_answers_for_several_loans_stand_in_their_order(run: Run) -> None:
    told = {"as_of": "2026-11-22", "loans": [{"id": "b"}, {"id": "a"}, {"lender": "c"}]}
    answer = json.loads(
        run("assess", "-", "--pack", SMALL, "--format", "json", stdin=json.dumps(told).encode()).out
    )
    loans = [answer["loan"], *(one["loan"] for one in answer["further_loans"])]
    assert loans == [{"id": "b", "position": 0}, {"id": "a", "position": 1}, {"id": "3", "position": 2}]


def test_an_alert_is_told_in_the_answer(run: Run) -> None:
    told = {"as_of": "2026-11-22", "third_parties": [{"asks_for_fee": True}]}
    ran = run("assess", "-", "--pack", SMALL, "--format", "json", stdin=json.dumps(told).encode())
    (alert,) = json.loads(ran.out)["alerts"]
    assert alert["id"] == "fee_in_advance"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_answers_for_generated_profiles_keep_the_contract_in_every_form(
    assessors: dict[str, Assessor], data: st.DataObject
) -> None:
    assessor = assessors[data.draw(st.sampled_from(["zh", "en"]))]
    dictionary = assessor.program.dictionary
    profile, _ = profile_from_data(data.draw(profiles(dictionary, most_spoilt=0)), dictionary)
    if profile is None:
        return
    day = data.draw(st.dates(min_value=assessor.program.head.since))
    answers = [*assess_each(assessor, [profile], day, day)]
    CONTRACT.validate(json.loads(to_json(answers[0].recommendation)))
    assert to_several(answers, "text", alone=True)
    assert to_several(answers, "markdown", alone=True)


def turned(value: Any) -> str:
    """The same as JSON with the keys of every record the other way round, numbers as they were written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {turned(value[key])}" for key in reversed(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(turned, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("name", sorted(one.name for one in DEMO.parent.glob("*.json")))
def test_the_order_of_keys_changes_no_byte_of_an_answer(assessors: dict[str, Assessor], name: str) -> None:
    text = (DEMO.parent / name).read_text(encoding="utf-8")
    other = turned(json.loads(text, parse_float=Decimal))
    assert other.index("as_of") > other.index("borrower")
    forms: tuple[Form, ...] = ("json", "text", "markdown")
    for form in forms:
        assert answered(assessors["zh"], text, form) == answered(assessors["zh"], other, form)
