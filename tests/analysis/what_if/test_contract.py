"""The answer as JSON keeps its contract, `schemas/what_if.schema.json`, and says the same in every form."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.analysis.what_if.asking import Asker, what_if
from engine.analysis.what_if.to_text import to_form
from engine.bundle import rules_folder, schemas_folder
from engine.diagnostics import WrongUsage
from engine.profile.from_json import profile_from_data
from engine.profile.load import read_profile
from engine.program.load import load_pack

SCHEMA = json.loads((schemas_folder() / "what_if.schema.json").read_text(encoding="utf-8"))
PROFILES = sorted((rules_folder() / "weilidai" / "profiles").glob("*.json"))
TODAY = date(2026, 11, 20)
TELLING: list[dict[str, Any]] = [
    {},
    {"loan": {}},
    {"loans": [{}, {"id": "b"}, {"lender": "c", "product": "weilidai"}]},
    {"declaration": {"is_true": False}},
    {"declaration": {"conflicts": [{}, {"fact": "borrower.savings"}, {"fact": "no.such", "documented": 1}]}},
    {"evidence": [{}, {"kind": "medical_diagnosis"}], "hardship": {"cause": "illness"}},
    {"third_parties": [{"asks_for_fee": True}], "borrower": {"monthly_income": 0}},
]


@pytest.fixture(scope="module")
def askers() -> dict[str, Asker]:
    program = load_pack()
    return {language: Asker(program, language=language) for language in ("zh", "en")}


def test_the_contract_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_the_answers_for_the_packs_profiles_keep_the_contract(path: Path, askers: dict[str, Asker]) -> None:
    asker = askers["zh"]
    answer = asker.ask(read_profile(path, asker.program.dictionary), date(2026, 11, 20), today=TODAY)
    Draft202012Validator(SCHEMA).validate(json.loads(to_form(answer, "json")))


@pytest.mark.parametrize("told", TELLING, ids=str)
def test_whatever_was_told_there_is_an_answer_in_every_form(
    told: dict[str, Any], askers: dict[str, Asker]
) -> None:
    asker = askers["en"]
    profile, faults = profile_from_data(told, asker.program.dictionary)
    assert profile is not None, faults
    answer = asker.ask(profile, date(2026, 11, 20), today=TODAY)
    text = to_form(answer, "json")
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert to_form(asker.ask(profile, date(2026, 11, 20), today=TODAY), "json") == text
    assert to_form(answer, "text", sources=True).endswith("\n")
    assert to_form(answer, "markdown").startswith("# ")


def test_an_option_that_isnt_there_is_refused_with_the_one_that_was_meant(askers: dict[str, Asker]) -> None:
    profile, _ = profile_from_data({}, askers["en"].program.dictionary)
    assert profile is not None
    with pytest.raises(WrongUsage, match="no option `defferal`; did you mean `deferral`"):
        askers["en"].ask(profile, TODAY, today=TODAY, option="defferal")
    with pytest.raises(WrongUsage, match="there are cheaper_money, deferral"):
        askers["en"].ask(profile, TODAY, today=TODAY, option="zzz")


def test_a_call_needs_a_day_from_the_profile_or_from_the_caller() -> None:
    program = load_pack()
    profile, _ = profile_from_data({"loan": {"outstanding_principal": Decimal(1)}}, program.dictionary)
    assert profile is not None
    with pytest.raises(WrongUsage, match="neither the call nor the profile says the day"):
        what_if(program, profile, today=TODAY)
    assert what_if(program, profile, today=TODAY, as_of=TODAY, option="deferral").loans[0].options
