"""Several loans share one budget: in an order that is explained, and never promising a yuan twice."""

from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.explanation.assess import Assessor
from engine.program.load import load_pack
from engine.values import Truth
from tests.explanation.several_loans import (
    AS_OF,
    CARD,
    IN_ENGLISH,
    NO_RESULT,
    PACK,
    TWO,
    answer,
    joint,
    loan,
    offers,
    order,
    profile,
)


def changed(folder: Path, old: str, new: str) -> Assessor:
    """The pack with a change in its `pack.yaml` or a measure."""
    pack = Path(copytree(PACK, folder / "pack"))
    (path,) = [one for one in pack.rglob("*.yaml") if old in one.read_text(encoding="utf-8")]
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return Assessor(load_pack(pack), language="en", engine="reference")


def test_each_loan_is_offered_its_share_and_the_shares_are_the_budget() -> None:
    found = joint(TWO)
    assert order(found) == ["b", "a"]
    assert offers(found) == [Decimal("500.00"), Decimal("1000.00")]
    assert [one.option for one in found.requests] == ["lower_instalment", "pay_as_agreed"]
    assert (found.budget.text, found.total.text, found.left.text) == ("¥1,500.00", "¥1,500.00", "¥0.00")
    assert found.fits is Truth.MET
    assert found.verdict == "The offers sum to ¥1,500.00; ¥0.00 is left."


def test_the_order_says_by_which_figures_it_was_made() -> None:
    first, _ = joint(TWO).requests
    assert [(one.title, one.text) for one in first.because] == [
        ("due as a whole", "no"),
        ("days overdue", "12"),
    ]
    assert joint(TWO).text.startswith("You have ¥1,500.00 a month for all loans. Begin with")


def test_what_comes_first_by_the_first_name_is_not_outdone_by_the_second() -> None:
    called_in = loan(id="c", days_overdue=1, is_due_as_a_whole=True)
    assert order(joint([*TWO, called_in])) == ["c", "b", "a"]


def test_loans_that_are_equal_stay_in_the_order_of_the_profile() -> None:
    loans = [loan(id=name) for name in ("z", "y", "x", "w")]
    assert order(joint(loans)) == ["z", "y", "x", "w"]


def test_what_is_not_known_comes_last_among_the_requests() -> None:
    loans = [loan(id="?", days_overdue=None), loan(id="0"), CARD, loan(id="7", days_overdue=7)]
    assert order(joint(loans)) == ["7", "0", "?", "card"]


def test_a_later_date_goes_first_where_the_pack_says_so(tmp_path: Path) -> None:
    assessor = changed(tmp_path, "[loan.is_due_as_a_whole, loan.days_overdue]", "[loan.final_maturity_date]")
    years = {"a": "2027", "b": "2029", "c": "2028"}
    loans = [loan(id=name, final_maturity_date=f"{year}-01-01") for name, year in years.items()]
    assert order(joint(loans, assessor)) == ["b", "c", "a"]


def test_a_loan_to_which_no_option_applies_is_listed_last_and_offered_nothing() -> None:
    found = joint([CARD, *TWO])
    assert order(found) == ["b", "a", "card"]
    # 15,000 of 25,000 owed are asked about: 300.00 and 600.00 of 1,500.00
    assert offers(found) == [Decimal("300.00"), Decimal("600.00"), None]
    last = found.requests[-1]
    assert (last.state, last.option, last.title, last.position) == ("none", None, "", 0)
    assert found.left.value == "600"


def test_a_loan_whose_options_are_undecided_keeps_its_share() -> None:
    found = joint([TWO[0], {**TWO[1], "product": None}])
    assert [(one.loan, one.state) for one in found.requests] == [("b", "open"), ("a", "asked")]
    assert offers(found) == [Decimal("500.00"), Decimal("1000.00")]


def test_an_offer_that_is_not_known_leaves_the_sum_open_and_asks_for_the_fact_of_that_loan() -> None:
    found = joint([TWO[0], {**TWO[1], "outstanding_principal": None}])
    assert found.fits is Truth.UNKNOWN
    assert (found.total.value, found.left.value, found.total.text) == (
        None,
        None,
        "(can't be worked out yet)",
    )
    assert (
        found.verdict
        == "Some figures aren't known, so it can't be said whether the offers exceed the budget."
    )
    assert [one.fact for one in found.ask_for] == ["loans[2].outstanding_principal"]
    assert found.ask_for[0].title == "outstanding principal of loan b"
    assert found.causes == ()


def test_a_fact_of_the_loan_itself_is_asked_for_by_its_place_among_all(tmp_path: Path) -> None:
    assessor = changed(tmp_path, "offer: offer_a_month", "offer: loan.next_instalment")
    found = joint([TWO[0], {**TWO[1], "next_instalment": None}], assessor)
    assert [one.fact for one in found.ask_for] == ["loans[2].next_instalment"]


def test_a_budget_that_is_not_known_leaves_the_sum_open_and_asks_for_it() -> None:
    found = joint(TWO, borrower={"monthly_income": None})
    assert found.fits is Truth.UNKNOWN
    assert found.budget.value is None
    assert [one.fact for one in found.ask_for] == ["borrower.monthly_income"]


def test_an_offer_that_can_not_be_computed_says_why() -> None:
    owing_nothing = [{**one, "outstanding_principal": 0} for one in TWO]
    found = joint(owing_nothing)
    assert found.fits is Truth.UNKNOWN
    why = f"{NO_RESULT}: budget_for_loans * loan.outstanding_prin…"
    assert (found.causes, found.ask_for) == ((why,), ())


def test_without_money_for_loans_nothing_is_promised_to_anybody() -> None:
    for income in (2500, 2499, 0):
        found = joint(TWO, borrower={"monthly_income": income})
        assert offers(found) == [Decimal(0), Decimal(0)]
        assert found.fits is Truth.MET
        assert found.verdict == "Nothing is left a month, so promise nothing to anybody."


def test_a_pack_whose_offers_exceed_the_budget_is_told_so(tmp_path: Path) -> None:
    assessor = changed(tmp_path, "offer: offer_a_month", "offer: loan.next_instalment")
    found = joint(TWO, assessor)
    assert found.fits is Truth.UNMET
    assert found.verdict == "The offers sum to ¥2,000.00, which is ¥500.00 too much."
    assert found.left.value == "-500"
    without_money = joint(TWO, assessor, borrower={"monthly_income": 0})
    assert without_money.fits is Truth.UNMET


def test_one_loan_shares_with_nobody() -> None:
    assert answer(TWO[:1]).joint is None


def test_loans_of_which_none_can_be_asked_about_have_no_joint_part() -> None:
    assert answer([CARD, {**CARD, "id": "other"}]).joint is None


def test_a_pack_without_a_joint_part_says_nothing_of_loans_together() -> None:
    small = Assessor(load_pack(PACK.parent / "small"), engine="reference")
    assert small.assess(profile(TWO), AS_OF).joint is None


def test_while_an_alert_lets_nothing_be_recommended_no_offer_is_made() -> None:
    found = answer(TWO, declaration={"is_true": False})
    assert found.joint is None
    assert found.loans[0].alerts


def test_both_engines_come_to_the_same_joint_part() -> None:
    both = Assessor(IN_ENGLISH.program, language="en")
    assert joint(TWO, both) == joint(TWO)


amounts = st.integers(0, 10_000_000).map(lambda fen: Decimal(fen).scaleb(-2))
loans_of_any_kind = st.lists(
    st.builds(
        loan,
        product=st.sampled_from(["online_loan", "credit_card", None]),
        next_instalment=amounts,
        outstanding_principal=amounts.filter(bool),
        days_overdue=st.integers(0, 400) | st.none(),
    ),
    min_size=2,
    max_size=6,
)


@given(loans_of_any_kind, amounts, amounts)
def test_shares_rounded_down_to_a_fen_never_sum_to_more_than_the_budget(
    loans: list[dict[str, Any]], income: Decimal, expenses: Decimal
) -> None:
    borrower = {"monthly_income": income, "monthly_essential_expenses": expenses}
    found = answer(loans, borrower=borrower).joint
    if found is None:
        assert all(one["product"] == "credit_card" for one in loans if "product" in one)
        return
    offered = [one or Decimal(0) for one in offers(found)]
    assert sum(offered) <= max(income - expenses - 500, Decimal(0))
    assert found.fits is Truth.MET
    assert min(offered) >= 0
    assert sorted(one.position for one in found.requests) == [*range(len(loans))]


@given(loans_of_any_kind, st.randoms(use_true_random=False))
def test_the_order_in_which_loans_are_told_changes_neither_offers_nor_sum(
    loans: list[dict[str, Any]], random: Any
) -> None:
    named = [{**one, "id": f"loan {place}"} for place, one in enumerate(loans)]
    shuffled = random.sample(named, len(named))
    one, other = answer(named).joint, answer(shuffled).joint
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert (one.total, one.left, one.verdict) == (other.total, other.left, other.verdict)
        assert {(each.loan, each.offer) for each in one.requests} == {
            (each.loan, each.offer) for each in other.requests
        }
