"""A plan as a table for people, in Chinese and English, and as JSON with exact amounts."""

import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.bundle import schemas_folder
from engine.repayment.model import Loan, Method
from engine.repayment.planning import Plan
from engine.repayment.schedule import schedule
from engine.repayment.to_json import to_json
from engine.repayment.to_text import Language, to_text
from engine.values import Money
from tests.repayment.plans import EXAMPLE, instalments, loans

# Over two instalments: 31 days on 24,000.00 are 297.60, 28 days on 12,000.00 are 134.40.
TERMS = EXAMPLE.over(2)
PLAN = Plan(TERMS, schedule(TERMS))

ENGLISH = """\
equal principal · principal ¥24,000.00 · instalments 2 · 0.04% a day from 5 Jan 2026

  no.         due  days    opening  principal  interest    payment    closing
    1  2026-02-05    31  24,000.00  12,000.00    297.60  12,297.60  12,000.00
    2  2026-03-05    28  12,000.00  12,000.00    134.40  12,134.40       0.00
total                               24,000.00    432.00  24,432.00

The largest payment is ¥12,297.60, the last one is due on 5 Mar 2026, and all interest is ¥432.00.
"""
CHINESE = """\
等额本金 · 本金 ¥24,000.00 · 2 期 · 日利率 0.04% · 2026年1月5日起息

期次      到期日  天数   期初本金   应还本金  应还利息   应还合计   剩余本金
   1  2026-02-05    31  24,000.00  12,000.00    297.60  12,297.60  12,000.00
   2  2026-03-05    28  12,000.00  12,000.00    134.40  12,134.40       0.00
合计                               24,000.00    432.00  24,432.00

最高一期还 ¥12,297.60，最后一期2026年3月5日到期，利息共 ¥432.00。
"""


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) == "W" else 1 for char in line)


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("zh", CHINESE)])
def test_a_plan_is_an_aligned_table_with_its_sums(language: Language, text: str) -> None:
    assert to_text(PLAN, language) == text


def test_chinese_is_what_comes_without_asking() -> None:
    assert to_text(PLAN) == CHINESE


def test_columns_end_at_the_same_place_on_the_screen() -> None:
    for text in (ENGLISH, CHINESE):
        heading, *rows = text.splitlines()[2:5]
        assert {columns(row) for row in rows} == {columns(heading)}


@pytest.mark.parametrize(
    ("capacity", "longest", "english", "chinese"),
    [
        (
            1_229_760,
            None,
            "¥12,297.60 a month is enough for every payment.",
            "每月能还 ¥12,297.60，每一期都够还。",
        ),
        (
            1_229_759,
            None,
            "¥12,297.59 a month isn't enough for the largest payment.",
            "每月能还 ¥12,297.59，不够还最高的一期。",
        ),
        (
            1_229_760,
            60,
            "¥12,297.60 a month is enough for 2 instalments, and for no smaller number.",
            "每月能还 ¥12,297.60，最少分 2 期，每一期才都够还。",
        ),
    ],
)
def test_the_last_line_says_whether_the_plan_fits(
    capacity: int, longest: int | None, english: str, chinese: str
) -> None:
    plan = Plan(TERMS, PLAN.schedule, Money(capacity), longest)
    assert to_text(plan, "en") == f"{ENGLISH}{english}\n"
    assert to_text(plan, "zh") == f"{CHINESE}{chinese}\n"


def test_where_no_number_of_instalments_fits_there_is_no_table() -> None:
    plan = Plan(TERMS, PLAN.schedule, Money(-100), 2)
    assert to_text(plan, "en") == (
        "equal principal · principal ¥24,000.00 · instalments 2 · 0.04% a day from 5 Jan 2026\n\n"
        "-¥1.00 a month isn't enough for any number of instalments from 1 to 2; "
        "with 2 the largest payment is ¥12,297.60.\n"
    )
    assert to_text(plan, "zh") == (
        "等额本金 · 本金 ¥24,000.00 · 2 期 · 日利率 0.04% · 2026年1月5日起息\n\n"
        "每月能还 -¥1.00，分 1 至 2 期都不够还；分 2 期时，最高一期要还 ¥12,297.60。\n"
    )


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        ("0", "0%"),
        ("1", "100%"),
        ("0.0004", "0.04%"),
        ("0.0003945205479452054794520547945205479", "0.03945205%"),
    ],
)
def test_a_rate_is_shown_in_percent_to_eight_decimals(rate: str, shown: str) -> None:
    terms = Loan(
        principal=Money(100),
        daily_rate=Decimal(rate),
        method=Method.INTEREST_FIRST,
        start=date(2026, 1, 5),
        first_due=date(2026, 1, 5),
    ).over(1)
    assert f" {shown} a day" in to_text(Plan(terms, schedule(terms)), "en")


@pytest.mark.parametrize("method", Method)
def test_every_method_has_a_name(method: Method) -> None:
    terms = Loan(
        principal=Money(100),
        daily_rate=Decimal(0),
        method=method,
        start=date(2026, 1, 5),
        first_due=date(2026, 1, 5),
    ).over(1)
    plan = Plan(terms, schedule(terms))
    assert to_text(plan, "en").startswith(method.value.replace("_", " ").replace("instalment", "instalments"))
    assert to_text(plan, "zh")[:4] in {"等额本金", "等额本息", "先息后本"}


def test_json_holds_exact_amounts_as_text() -> None:
    text = to_json(PLAN)
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "contract": "xieshang.schedule/1",
        "method": "equal_principal",
        "principal": "24000.00",
        "daily_rate": "0.0004",
        "start": "2026-01-05",
        "first_due": "2026-02-05",
        "instalments": 2,
        "capacity": None,
        "longest_tried": None,
        "fits": None,
        "largest_payment": "12297.60",
        "total_interest": "432.00",
        "total_payment": "24432.00",
        "last_due": "2026-03-05",
        "rows": [
            {
                "number": 1,
                "due": "2026-02-05",
                "days": 31,
                "opening": "24000.00",
                "principal": "12000.00",
                "interest": "297.60",
                "payment": "12297.60",
                "closing": "12000.00",
            },
            {
                "number": 2,
                "due": "2026-03-05",
                "days": 28,
                "opening": "12000.00",
                "principal": "12000.00",
                "interest": "134.40",
                "payment": "12134.40",
                "closing": "0.00",
            },
        ],
    }


def test_json_says_what_was_looked_for_and_whether_it_fits() -> None:
    found = json.loads(to_json(Plan(TERMS, PLAN.schedule, Money(5), 2)))
    assert (found["capacity"], found["longest_tried"], found["fits"]) == ("0.05", 2, False)


CONTRACT = Draft202012Validator(
    json.loads((schemas_folder() / "schedule.schema.json").read_text(encoding="utf-8")),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)


@given(
    loan=loans(),
    number=instalments,
    capacity=st.none() | st.integers(-(10**7), 10**9),
    longest=st.none() | st.integers(1, 600),
)
def test_every_plan_for_machines_keeps_its_contract(
    loan: Loan, number: int, capacity: int | None, longest: int | None
) -> None:
    terms = loan.over(number)
    told = Plan(terms, schedule(terms), None if capacity is None else Money(capacity), longest)
    CONTRACT.validate(json.loads(to_json(told)))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"principal": 24000},
        {"principal": "24000"},
        {"daily_rate": "0.04%"},
        {"start": "5.1.2026"},
        {"instalments": 601},
        {"rows": []},
        {"rows": [{"number": 1}]},
        {"fits": "yes"},
        {"more": None},
        {"contract": "xieshang.schedule/2"},
    ],
    ids=str,
)
def test_what_is_no_plan_does_not_keep_the_contract(spoilt: dict[str, object]) -> None:
    assert not CONTRACT.is_valid({**json.loads(to_json(PLAN)), **spoilt})
