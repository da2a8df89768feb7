"""What a borrower is told of the pack for 微粒贷: which change, with which number, and why not the others."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.what_if.asking import Asker
from engine.analysis.what_if.model import LoanWhatIf, OptionWhatIf, WhatIf
from engine.analysis.what_if.to_text import to_form
from engine.bundle import rules_folder
from engine.evaluation.outcome import Status
from engine.profile.from_json import profile_from_data
from engine.profile.json_text import values
from engine.profile.overlay import merge
from engine.program.load import load_pack

PROFILES = rules_folder() / "weilidai" / "profiles"
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def english() -> Asker:
    return Asker(load_pack(), language="en")


@pytest.fixture(scope="module")
def chinese() -> Asker:
    return Asker(load_pack(), language="zh")


def ask(asker: Asker, base: str, overlay: dict[str, Any], **more: Any) -> WhatIf:
    told = values((PROFILES / f"{base}.json").read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    dictionary = asker.program.dictionary
    profile, faults = profile_from_data(merge(told, overlay, dictionary.each), dictionary)
    assert profile is not None, faults
    return asker.ask(profile, profile.as_of or DAY, today=DAY, **more)


def loan(asker: Asker, base: str, overlay: dict[str, Any], **more: Any) -> LoanWhatIf:
    return ask(asker, base, overlay, **more).loans[0]


def option(answer: LoanWhatIf, name: str) -> OptionWhatIf:
    return next(one for one in answer.options if one.id == name)


def said(found: OptionWhatIf) -> list[list[str]]:
    assert found.opened_by is not None
    return [[change.text for change in way.changes] for way in found.opened_by.ways]


def test_too_few_instalments_are_changed_to_the_fewest_that_fit(chinese: Asker) -> None:
    # 24,000.00 / 35 = 685.71 and 24,000.00 x 0.0004 x 31 = 297.60: 983.31; in 34 it would be 1,003.48.
    answer = ask(chinese, "lasting_income_loss", {"request": {"instalments": 12}})
    (alert,) = answer.loans[0].alerts
    assert alert.id == "requested_plan_too_dear"
    (way,) = alert.lifted_by.ways
    assert [one.text for one in way.changes] == ["把希望的期数从 12 改为 35"]
    assert "983.31" in way.became[0].text
    assert "1,000.00" in way.became[0].text
    assert way.exact
    assert "把希望的期数从 12 改为 35" in to_form(answer, "text")


def test_a_missing_paper_is_named_with_what_can_stand_in_for_it(english: Asker) -> None:
    found = option(loan(english, "illness_before_due", {"evidence": []}), "statutory_extension")
    assert said(found) == [["Bring this: hospital diagnosis"]]
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert way.then is Status.RECOMMENDED
    assert set(way.changes[0].kinds) == {
        *("medical_diagnosis", "hospital_record", "medical_bill", "disability_certificate"),
    }


def test_an_option_that_no_change_of_ones_own_opens_says_what_is_in_the_way(english: Asker) -> None:
    found = option(loan(english, "lasting_income_loss", {}), "deferral")
    assert found.opened_by is not None
    assert found.opened_by.verdict == "nothing_helps"
    assert [one.id for one in found.opened_by.because] == ["inability_is_temporary"]


def test_nobody_is_told_to_earn_more_or_to_spend_less(english: Asker) -> None:
    answer = loan(english, "nothing_left", {})
    changed = {
        fact.fact
        for one in answer.options
        if one.opened_by
        for way in one.opened_by.ways
        for change in way.changes
        for fact in change.facts
    }
    assert not {name for name in changed if name.startswith("borrower.monthly")}


def test_the_income_may_fall_until_no_plan_of_sixty_instalments_fits(english: Asker) -> None:
    # 24,000.00 / 60 = 400.00 and 297.60 of interest: 697.60, which 4,200.00 + 800.00 leave of 5,697.60.
    safety = loan(english, "lasting_income_loss", {}).safety
    assert safety is not None
    assert [one.id for one in safety.recommended] == ["longer_term"]
    income, expenses, later = safety.margins
    assert (income.last, income.next, income.room) == ("5697.60", "5697.59", "302.40")
    assert [one.id for one in income.then] == ["reduction"]
    assert (expenses.last, expenses.next) == ("4502.40", "4502.41")
    assert (later.verdict, later.last) == ("stays", "2026-11-25")


def test_a_fact_that_was_not_told_opens_an_option_for_the_values_that_are_named(english: Asker) -> None:
    found = option(
        loan(english, "illness_before_due", {"hardship": {"duration": None}}), "statutory_extension"
    )
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert [one.least for one in way.changes[0].values] == ["temporary"]
    assert way.exact


def test_of_an_amount_that_was_not_told_the_bound_is_exact_to_the_fen(english: Asker) -> None:
    # 4,200.00 and 800.00 have to be left, and the instalment of 1,797.60: it is kept up from 6,797.60 on.
    overlay = {"borrower": {"monthly_income": None, "foresees_missed_payment": False}, "hardship": {}}
    found = option(loan(english, "illness_before_due", overlay), "keep_paying")
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert [(one.least, one.most) for one in way.changes[0].values] == [("6797.60", None)]
    assert way.exact


def test_what_depends_on_a_list_that_was_not_told_is_asked_for_and_not_ruled_out(english: Asker) -> None:
    found = option(loan(english, "lasting_income_loss", {"agreements": None}), "renegotiate_agreement")
    assert found.opened_by is not None
    assert found.opened_by.verdict == "not_found"
    assert [one.fact for one in found.opened_by.ask_for] == ["agreements"]


def test_an_untrue_figure_is_corrected_first_and_the_options_are_those_of_the_right_one(
    english: Asker,
) -> None:
    conflict = {
        "fact": "borrower.monthly_income",
        "document": "payslip",
        "declared": 6000,
        "documented": 9000,
    }
    answer = loan(english, "lasting_income_loss", {"declaration": {"conflicts": [conflict]}})
    assert answer.suspended
    assert answer.safety is None
    (alert,) = answer.alerts
    (way,) = alert.lifted_by.ways
    assert {one.fact: one.after for one in way.changes[0].facts}["borrower.monthly_income"] == "9000"
    assert option(answer, "longer_term").opened_by is not None
    corrected = {"borrower": {"monthly_income": 9000}, "declaration": {"conflicts": []}}
    now = {one.id for one in loan(english, "lasting_income_loss", corrected).options}
    still = {one.id for one in answer.options if one.opened_by is not None}
    assert still == now


def test_an_option_that_is_open_as_soon_as_the_truth_is_told_needs_nothing_else(english: Asker) -> None:
    answer = ask(english, "lasting_income_loss", {"declaration": {"is_true": False}})
    found = option(answer.loans[0], "longer_term")
    assert found.opened_by is None
    assert found.then is Status.RECOMMENDED
    text = to_form(answer, "text")
    assert text.index("First put right") < text.index("Possible once that is put right")


def test_of_several_loans_each_is_asked_about_in_turn(english: Asker) -> None:
    answer = ask(english, "two_loans", {})
    assert [one.loan for one in answer.loans] == ["甲", "乙"]
    assert "loan 乙" in to_form(answer, "markdown")


def test_another_lenders_loan_is_told_once_why_nothing_applies(english: Asker) -> None:
    answer = ask(english, "lasting_income_loss", {"loan": {"product": "bank_loan"}})
    text = to_form(answer, "text")
    assert text.count("This isn't a 微粒贷 loan") == 1
    assert "The same shuts every option" in text


def test_of_one_option_only_that_one_is_told(english: Asker) -> None:
    answer = loan(english, "lasting_income_loss", {"request": {"instalments": 12}}, option="deferral")
    assert [one.id for one in answer.options] == ["deferral"]
    assert answer.alerts == ()
    assert answer.safety is None


def test_arrears_that_can_be_paid_are_paid_out_of_what_is_there(english: Asker) -> None:
    overlay = {
        "borrower": {
            "monthly_income": Decimal(9000),
            "savings": Decimal(2000),
            "foresees_missed_payment": False,
        },
        "loan": {"days_overdue": 1, "overdue_amount": Decimal("1797.60"), "next_due_date": "2026-12-25"},
    }
    found = option(loan(english, "lasting_income_loss", overlay), "keep_paying")
    assert said(found) == [["Pay the arrears of ¥1,797.60 out of the money at hand"]]


def test_the_day_that_nobody_named_is_said_to_be_taken(english: Asker) -> None:
    profile, _ = profile_from_data({}, english.program.dictionary)
    assert profile is not None
    answer = english.ask(profile, DAY, today=DAY, assumed=True)
    assert "20 Nov 2026" in answer.notices[0]
    assert answer.notices[0] in to_form(answer, "text")


def test_what_is_expected_of_a_file_is_what_stands_in_it() -> None:
    pack = Path(__file__).parents[2] / "packs" / "what_if"
    asker = Asker(load_pack(pack))
    told = values((pack / "profiles" / "wang.json").read_text(encoding="utf-8"))
    profile, _ = profile_from_data(told, asker.program.dictionary)
    assert profile is not None
    text = to_form(asker.ask(profile, DAY, today=date(2026, 11, 18)), "text", sources=True)
    for line in (
        "6 instalments, not 3",
        "Talk to the lender; and Pay ¥0.10 at once, not ¥0.05",
        "Bring: bank statement",
        "Apply on 23 Nov 2026, not on 20 Nov 2026",
    ):
        assert line in text


def test_a_number_that_opens_an_option_with_one_value_only_is_that_value(english: Asker) -> None:
    overlay = {"loan": {"remaining_instalments": None, "next_instalment": Decimal("24297.60")}}
    found = option(loan(english, "lasting_income_loss", overlay), "instalment_plan")
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert [(one.least, one.most, one.text) for one in way.changes[0].values] == [("1", "1", "1")]


def test_of_a_date_that_opens_it_here_and_there_no_more_is_said_than_is_known(english: Asker) -> None:
    # Interest runs for 28 to 31 days before the first due date, so a plan fits for some months only.
    answer = ask(english, "lasting_income_loss", {"loan": {"next_due_date": None}})
    found = option(answer.loans[0], "longer_term")
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert not way.exact
    assert way.changes[0].values[0].text.endswith("or earlier")
    assert "Of other values nothing is said." in to_form(answer, "text")


def test_a_date_from_which_an_option_is_open_is_exact_to_the_day(english: Asker) -> None:
    overlay = {"loan": {"final_maturity_date": None, "is_due_as_a_whole": False}}
    found = option(loan(english, "illness_before_due", overlay), "statutory_extension")
    assert found.opened_by is not None
    (way,) = found.opened_by.ways
    assert [(one.least, one.most) for one in way.changes[0].values] == [("2026-11-20", None)]
    assert way.changes[0].values[0].text == "20 Nov 2026 or later"
