"""The dictionary of facts: what the product's tells, and that a pack may bring another."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.diagnostics import render
from engine.feel.types import DATE, TEXT, TRUTH, ListType, NumberType, RecordType, TextType
from engine.profile.checker import EXACT
from engine.profile.dictionary import Dictionary, dictionary_from_schema, read_dictionary
from engine.profile.facts import Each, ListForm, Reference, ScalarForm
from engine.profile.from_json import read_profile
from engine.source import Source
from engine.values import RATIO, Unit
from tests.profile.conftest import fact, record

ROOT = Path(__file__).parents[2]


def test_the_dictionary_of_the_product_is_a_json_schema() -> None:
    schema = json.loads((ROOT / "schemas" / "profile.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for path in sorted((ROOT / "examples" / "profiles").glob("*.json")):
        profile = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        money = {"yuan", "yuan_per_month"}  # plain readers of JSON Schema take 0.01 for a binary fraction
        for name in money:
            schema["$defs"][name].pop("multipleOf", None)
        Draft202012Validator(schema).validate(profile)
        assert profile["$schema"] == "../../schemas/profile.schema.json"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("as_of", DATE),
        ("borrower.monthly_income", NumberType(Unit.parse("yuan/month"))),
        ("borrower.dependants", NumberType(Unit.parse("person"))),
        ("borrower.foresees_missed_payment", TRUTH),
        ("loan.rate.value", NumberType(RATIO)),
        ("loan.rate.per", TextType(("day", "year"))),
        ("loan.remaining_instalments", NumberType(Unit.parse("instalment"))),
        ("loan.days_overdue", NumberType(Unit.parse("day"))),
        ("loan.lender", TEXT),
        ("hardship.duration", TextType(("temporary", "lasting"))),
        ("request.until", DATE),
    ],
)
def test_each_fact_has_a_dotted_name_a_type_and_a_unit(product: Dictionary, name: str, kind: object) -> None:
    assert product.globals()[name] == kind
    assert product.fact(name).type == kind


def test_lists_hold_records_whose_fields_have_types(product: Dictionary) -> None:
    names = product.globals()
    evidence = names["evidence"]
    assert isinstance(evidence, ListType)
    assert isinstance(evidence.element, RecordType)
    assert str(evidence.element) == "record `document`"
    assert evidence.element.fields["issued_on"] == DATE
    loans = names["loans"]
    assert isinstance(loans, ListType)
    assert isinstance(loans.element, RecordType)
    assert loans.element.name == "loan"
    assert isinstance(loans.element.fields["rate"], RecordType)
    assert {f"loan.{name}" for name in loans.element.fields} - names.keys() == {"loan.rate"}


def test_only_whole_lists_and_single_values_are_names_of_the_language(product: Dictionary) -> None:
    names = product.globals()
    assert not names.keys() & {"loan", "borrower", "evidence.kind", "loans.id", "$schema"}
    assert product.fact("evidence.kind").list == "evidence"
    assert product.fact("evidence").list == ""
    with pytest.raises(KeyError):
        product.fact("loans.id")


def test_a_profile_is_assessed_once_for_each_loan(product: Dictionary, flat: Dictionary) -> None:
    assert product.each == Each("loan", "loans")
    assert product.references == (Reference("agreements", "loan_id"),)
    assert (flat.each, flat.references) == (None, ())


def test_each_fact_has_words_in_every_language(product: Dictionary) -> None:
    assert product.languages == ("zh", "en")
    for one in product.facts:
        for language in product.languages:
            assert one.title(language)
            assert one.question(language)
            assert all(one.labels(language).values())
    assert product.fact("hardship.cause").labels("zh")["illness"] == "生病"
    assert product.fact("hardship.cause").labels("en").keys() == {*_values(product, "hardship.cause")}
    assert product.fact("borrower.savings").labels("zh") == {}
    assert [group.name for group in product.groups] == [
        "borrower",
        "loan",
        "hardship",
        "request",
        "declaration",
    ]
    assert product.groups[0].titles == {"zh": "借款人", "en": "borrower"}


def _values(dictionary: Dictionary, name: str) -> tuple[str, ...]:
    kind = dictionary.fact(name).type
    assert isinstance(kind, TextType)
    return kind.values or ()


def test_chinese_words_keep_to_chinese_punctuation(product: Dictionary) -> None:
    for one in product.facts:
        texts = [one.title("zh"), one.question("zh"), *one.labels("zh").values()]
        assert not [text for text in texts if any(mark in text for mark in ",;?!()")]


@pytest.mark.parametrize(
    ("name", "is_sensitive"),
    [
        *(("borrower.monthly_income", True), ("hardship.cause", True), ("evidence.kind", True)),
        *(("loan.overdue_amount", True), ("as_of", False), ("loan.product", False)),
    ],
)
def test_health_and_money_are_sensitive(product: Dictionary, name: str, is_sensitive: bool) -> None:
    assert product.fact(name).sensitive == is_sensitive


def test_bounds_are_at_hand(product: Dictionary) -> None:
    form = product.fact("loan.remaining_instalments").form
    assert isinstance(form, ScalarForm)
    assert (form.least, form.most, form.step) == (Decimal(0), Decimal(600), Decimal(1))
    listed = product.fact("loans").form
    assert isinstance(listed, ListForm)
    assert (listed.least, listed.most) == (1, 50)
    assert product.fact("evidence").form != listed


def test_documents_are_recorded_by_kind_and_date_only(product: Dictionary) -> None:
    assert [one.name for one in product.facts if one.list == "evidence"] == [
        "evidence.kind",
        "evidence.issued_on",
    ]


def test_a_pack_may_bring_flat_facts_and_lists_of_texts(flat: Dictionary) -> None:
    assert flat.globals()["papers"] == ListType(TextType(("payslip",)))
    assert [one.name for one in flat.facts] == [*flat.globals()]
    assert flat.title == ""
    assert flat.languages == ("en",)


def test_a_dictionary_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(record({"as_of": fact("string", format="date")})), encoding="utf-8")
    dictionary, faults = read_dictionary(path)
    assert faults == ()
    assert dictionary is not None
    profile, _ = read_profile(Source("p", '{"as_of": "2026-11-25"}'), dictionary)
    assert profile is not None
    assert profile.as_of == date(2026, 11, 25)


def test_a_dictionary_that_is_not_there_is_told(tmp_path: Path) -> None:
    dictionary, faults = read_dictionary(tmp_path / "none.json")
    assert dictionary is None
    assert [fault.code for fault in faults] == ["F101"]


def test_a_fault_of_a_definition_is_told_once_where_it_stands() -> None:
    schema = {
        **record({"one": _yuan("income"), "two": _yuan("expenses")}),
        "$defs": {"yuan": {"type": "number", "x-unit": "yuan a month"}},
    }
    _, faults = dictionary_from_schema(Source("facts.json", json.dumps(schema)))
    assert [(fault.code, fault.path) for fault in faults] == [("P341", '$["$defs"].yuan["x-unit"]')]
    assert "yuan a month" in render(faults[0])


def _yuan(title: str) -> dict[str, object]:
    return {"$ref": "#/$defs/yuan", "x-words": {"en": {"title": title, "question": "How much?"}}}


@given(st.decimals(-(10**30), 10**30, places=9), st.decimals("0.000001", 1000, places=6))
def test_a_remainder_is_exact(value: Decimal, step: Decimal) -> None:
    assert (EXACT.remainder(value, step) == 0) == ((Fraction(value) / Fraction(step)).denominator == 1)
