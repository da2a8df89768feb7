"""What a sound profile becomes: exact values by dotted name, loans with ids, nothing that wasn't told."""

import json
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from engine.profile.dictionary import Dictionary
from engine.profile.from_json import profile_from_data, read_profile
from engine.profile.model import Profile
from engine.source import Source

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "profiles").glob("*.json"))


def read(data: Any, dictionary: Dictionary) -> Profile:
    text = data if isinstance(data, str) else json.dumps(data)
    profile, faults = read_profile(Source("profile.json", text), dictionary)
    assert faults == ()
    assert profile is not None
    return profile


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_sound(path: Path, product: Dictionary) -> None:
    profile = read(path.read_text(encoding="utf-8"), product)
    assert profile.as_of == date(2026, 11, 25)
    assert all(view.id for view in profile.views())


def test_the_demo_borrower_has_a_thousand_yuan_a_month_for_a_debt_of_24000(product: Dictionary) -> None:
    (path,) = [path for path in EXAMPLES if path.stem == "illness"]
    (view,) = read(path.read_text(encoding="utf-8"), product).views()
    budget = ["monthly_income", "monthly_essential_expenses", "monthly_other_debt_payments"]
    income, expenses, debts = (view.facts[f"borrower.{name}"] for name in budget)
    assert (income, expenses, debts) == (
        Decimal(4200),
        Decimal(2700),
        Decimal(500),
    )  # 4200 - 2700 - 500 = 1000
    assert view.value("loan.outstanding_principal") == Decimal(24000)
    assert view.value("loan.rate.value") == Decimal("0.0004")
    # 24000 / 12 = 2000 of principal; 24000 × 0.0004 × 31 days = 297.60 of interest
    assert view.value("loan.next_instalment") == Decimal("2297.60")
    assert view.value("evidence") == ({"kind": "medical_diagnosis", "issued_on": date(2026, 11, 3)},)


def test_an_empty_profile_tells_nothing_and_has_one_view_without_a_loan(product: Dictionary) -> None:
    profile = read({}, product)
    assert profile.as_of is None
    (view,) = profile.views()
    assert (view.id, dict(view.facts)) == ("", {})


@pytest.mark.parametrize("nothing", [None, {}, {"savings": None}])
def test_what_is_null_or_left_out_is_unknown_and_not_zero(product: Dictionary, nothing: object) -> None:
    (view,) = read({"borrower": nothing, "evidence": None}, product).views()
    assert view.value("borrower.savings") is None
    assert view.value("evidence") is None


def test_an_empty_list_is_told_and_not_unknown(product: Dictionary) -> None:
    (view,) = read({"evidence": []}, product).views()
    assert view.value("evidence") == ()


def test_a_zero_is_told_and_not_unknown(product: Dictionary) -> None:
    (view,) = read('{"borrower": {"savings": -0.00, "dependants": 0}}', product).views()
    assert str(view.value("borrower.savings")) == "0"
    assert view.value("borrower.dependants") == Decimal(0)


def test_numbers_are_exact(product: Dictionary) -> None:
    borrower = '"borrower": {"savings": 0.1, "monthly_income": 999999999999.99}'
    (view,) = read(f'{{{borrower}, "loan": {{"rate": {{"value": 0.00035}}}}}}', product).views()
    assert view.value("borrower.savings") == Decimal("0.1")
    assert view.value("borrower.monthly_income") == Decimal("999999999999.99")
    assert view.value("loan.rate.value") == Decimal("0.00035")


def test_zeros_beyond_the_last_decimal_of_money_change_nothing(product: Dictionary) -> None:
    plain, longer = (
        read(f'{{"borrower": {{"savings": {amount}}}}}', product) for amount in ("4200", "4200.000")
    )
    assert longer.views()[0].facts == plain.views()[0].facts
    assert longer.sha256 == plain.sha256
    _, faults = read_profile(Source("profile.json", '{"borrower": {"savings": 4200.001}}'), product)
    assert [fault.code for fault in faults] == ["P314"]


def test_each_loan_is_seen_in_turn_in_the_light_of_all(product: Dictionary) -> None:
    loans = [{"id": "A", "days_overdue": 3}, {"days_overdue": 0}, {}]
    views = read({"loans": loans, "borrower": {"savings": 1}}, product).views()
    assert [view.id for view in views] == ["A", "2", "3"]
    assert [view.value("loan.days_overdue") for view in views] == [Decimal(3), Decimal(0), None]
    assert [view.value("loan.id") for view in views] == ["A", "2", "3"]
    everything = (
        {"id": "A", "days_overdue": Decimal(3)},
        {"id": "2", "days_overdue": Decimal(0)},
        {"id": "3"},
    )
    assert all(view.value("loans") == everything for view in views)
    assert all(view.value("borrower.savings") == Decimal(1) for view in views)


def test_a_single_loan_is_a_list_of_one(product: Dictionary) -> None:
    one = read({"loan": {"rate": {"value": 0.5, "per": None}}}, product)
    many = read({"loans": [{"rate": {"value": 0.5}}]}, product)
    assert one.loans == many.loans == ({"id": "1", "rate": {"value": Decimal("0.5")}},)
    assert one.sha256 == many.sha256
    assert one.views() == many.views()


def test_a_loan_of_which_nothing_is_told_is_still_a_loan(product: Dictionary) -> None:
    profile = read({"loan": {"rate": {}}}, product)
    assert profile.loans == ({"id": "1"},)
    assert profile.sha256 != read({}, product).sha256
    assert read({"loan": None}, product).loans is None
    assert read({"loan": None, "loans": [{}]}, product).loans == ({"id": "1"},)


def test_an_agreement_is_about_the_only_loan_where_it_names_none(product: Dictionary) -> None:
    agreements = [{"state": "breached"}, {"loan_id": "A", "state": "completed"}]
    (view,) = read({"loan": {"id": "A"}, "agreements": agreements}, product).views()
    assert view.value("agreements") == (
        {"loan_id": "A", "state": "breached"},
        {"loan_id": "A", "state": "completed"},
    )


@pytest.mark.parametrize("loans", [{}, {"loan": None}, {"loans": None}])
def test_where_no_loan_is_told_an_agreement_may_name_any(
    product: Dictionary, loans: dict[str, object]
) -> None:
    (view,) = read({**loans, "agreements": [{"loan_id": "A"}]}, product).views()
    assert view.value("agreements") == ({"loan_id": "A"},)


def test_with_several_loans_an_agreement_that_names_none_stays_open(product: Dictionary) -> None:
    views = read({"loans": [{}, {}], "agreements": [{"state": "breached"}]}, product).views()
    assert views[0].value("agreements") == ({"state": "breached"},)


def test_the_hash_is_that_of_the_facts_sorted_and_written_in_one_way(product: Dictionary) -> None:
    text = """{"$schema": "x", "loan": {"rate": {"value": 4.0e-4}, "id": "微粒贷"}, "as_of": "2026-11-25",
        "borrower": {"savings": 24000.00, "dependants": null},
        "evidence": [{"kind": "payslip", "issued_on": null}], "declaration": {"is_true": true}}"""
    content = (
        '{"as_of":"2026-11-25","borrower.savings":"24000","declaration.is_true":true,'
        '"evidence":[{"kind":"payslip"}],"loans":[{"id":"微粒贷","rate":{"value":"0.0004"}}]}'
    )
    assert read(text, product).sha256 == sha256(content.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        {"borrower": {"savings": 1.01}},
        {"borrower": {"monthly_income": 1}},
        {"evidence": []},
        {"loan": {}},
        {"as_of": "2026-11-25"},
        {},
    ],
)
def test_another_content_has_another_hash(product: Dictionary, other: object) -> None:
    assert read({"borrower": {"savings": 1}}, product).sha256 != read(other, product).sha256


def test_a_flat_profile_of_another_product_is_read_without_any_loan(flat: Dictionary) -> None:
    profile = read('{"papers": ["payslip"], "monthly_income": 7.125, "province": "Sichuan"}', flat)
    (view,) = profile.views()
    assert (profile.loans, profile.as_of, view.id) == (None, None, "")
    assert dict(view.facts) == {
        "papers": ("payslip",),
        "monthly_income": Decimal("7.125"),
        "province": "Sichuan",
    }


def test_debts_without_ids_are_seen_one_by_one_and_none_is_seen_too(debts: Dictionary) -> None:
    views = read({"debts": [{"amount": 1}, {"amount": 2}]}, debts).views()
    assert [(view.id, view.value("debt.amount")) for view in views] == [("", 1), ("", 2)]
    (alone,) = read({"debt": {"amount": 3}}, debts).views()
    assert alone.value("debts") == ({"amount": 3},)
    (none,) = read({"debts": []}, debts).views()
    assert (none.value("debts"), none.value("debt.amount")) == ((), None)


def test_a_profile_can_not_be_changed(product: Dictionary) -> None:
    profile = read({"loan": {}}, product)
    with pytest.raises(FrozenInstanceError):
        profile.name = "another"  # type: ignore[misc]  # that is what is tried
    with pytest.raises(FrozenInstanceError):
        profile.views()[0].id = "another"  # type: ignore[misc]  # that is what is tried


def test_what_a_borrower_tells_is_not_shown_when_a_profile_is_printed(product: Dictionary) -> None:
    profile = read({"borrower": {"savings": 271828}, "loan": {"lender": "银行"}}, product)
    assert "271828" not in repr(profile)
    assert "银行" not in repr(profile.views())


def test_values_read_elsewhere_may_be_whole_numbers_dates_and_tuples(product: Dictionary) -> None:
    data = {
        "as_of": date(2026, 11, 25),
        "borrower": {"savings": 800, "dependants": Decimal(1), "foresees_missed_payment": True},
        "evidence": ({"kind": "payslip", "issued_on": date(2026, 11, 3)},),
    }
    profile, faults = profile_from_data(data, product)
    assert faults == ()
    assert profile is not None
    assert dict(profile.facts) == {
        "as_of": date(2026, 11, 25),
        "borrower.savings": Decimal(800),
        "borrower.dependants": Decimal(1),
        "borrower.foresees_missed_payment": True,
        "evidence": ({"kind": "payslip", "issued_on": date(2026, 11, 3)},),
    }


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.1, "P311"),
        (float("nan"), "P311"),
        (Decimal("NaN"), "P311"),
        (Decimal("1e400"), "P312"),
        (10**40, "P312"),
        (object(), "P309"),
        ("800", "P310"),
        (b"800", "P309"),
    ],
)
def test_values_read_elsewhere_that_are_no_exact_number_are_told_by_their_path(
    product: Dictionary, value: object, code: str
) -> None:
    profile, faults = profile_from_data({"borrower": {"savings": value}}, product, "row 7")
    assert profile is None
    assert [(one.code, one.path, one.file, one.span) for one in faults] == [
        (code, "$.borrower.savings", "row 7", None)
    ]


def test_endless_values_are_told(product: Dictionary) -> None:
    endless: list[object] = []
    endless.append(endless)
    _, faults = profile_from_data({"evidence": endless}, product)
    assert [one.code for one in faults] == ["P309"]
    _, faults = profile_from_data(endless, product)
    assert [one.code for one in faults] == ["P305"]


def test_faults_without_places_come_in_the_order_of_their_paths(product: Dictionary) -> None:
    data = {"loans": [{"days_overdue": -1}, {"id": 5}], "colour": 1, "borrower": {"savings": "x"}}
    _, faults = profile_from_data(data, product)
    assert {one.path for one in faults} == {
        *("$.loans[0].days_overdue", "$.loans[1].id", "$.colour", "$.borrower.savings")
    }
    assert faults == profile_from_data(dict(reversed(data.items())), product)[1]
