"""How values are written for people, and for machines."""

import json
import string
from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.explanation.format import canonical, clean, plain, writing, writing_plainly
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import (
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    TEXT,
    TRUTH,
    ListType,
    NumberType,
    RecordType,
    TextType,
    Type,
)
from engine.feel.unknown import Range, Value, missing
from engine.spelling import day, money
from engine.values import Unit

HOURS = DaysDuration(Decimal(26 * 3600))
CAUSES = TextType(("illness", "other"))
LABELS = {"illness": "生病"}
DOCUMENT = RecordType("document", {"kind": TEXT, "pages": NUMBER})


def of(unit: str) -> NumberType:
    """A number in a unit."""
    parsed = Unit.parse(unit)
    assert parsed is not None
    return NumberType(parsed)


def said(value: Value, kind: Type | None, language: str = "en") -> str:
    return writing(kind, language, LABELS)(value)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1234.5", "¥1,234.50"),
        ("0", "¥0.00"),
        ("1000000", "¥1,000,000.00"),
        ("-0.01", "-¥0.01"),
        ("-1220", "-¥1,220.00"),
        # half a fen goes away from zero, less than that goes
        ("0.005", "¥0.01"),
        ("-0.005", "-¥0.01"),
        ("0.0049999", "¥0.00"),
        ("-0.0049999", "¥0.00"),
        ("2.675", "¥2.68"),
        # more digits than a decimal of Python's default context holds
        ("12345678901234567890123456789.995", "¥12,345,678,901,234,567,890,123,456,790.00"),
        ("1E+30", "¥1e+30"),
        ("-9.25E+6100", "-¥9.25e+6100"),
    ],
)
def test_money_is_written_to_the_fen_with_groups_of_three_digits(amount: str, text: str) -> None:
    assert money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12.50", "12.5"),
        ("1.2300000", "1.23"),
        ("24000.00", "24,000"),
        ("1E+3", "1,000"),
        ("0.3333333333333333333333333333333333", "0.333333"),
        ("0.0000005", "0.000001"),
        ("-0.0000001", "0"),
        ("-1.5", "-1.5"),
        ("1234567890123456789012345678901", "1.23457e+30"),
    ],
)
def test_other_numbers_are_written_without_needless_zeros_to_six_decimals(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("value", "kind", "english", "chinese"),
    [
        (Decimal("1234.5"), of("yuan"), "¥1,234.50", "¥1,234.50"),
        (Decimal("1234.5"), of("yuan/month"), "¥1,234.50", "¥1,234.50"),
        (Decimal("0.0005"), of("1/day"), "0.05% a day", "每日0.05%"),
        (Decimal("0.01"), of("1/month"), "1% a month", "每月1%"),
        (Decimal("0.1825"), of("1/year"), "18.25% a year", "每年18.25%"),
        (Decimal("1.5"), of("1"), "1.5", "1.5"),
        (Decimal(36), of("instalment"), "36", "36"),
        (Decimal(30), of("day"), "30", "30"),
        (Decimal(7), NUMBER, "7", "7"),
        (date(2026, 11, 25), DATE, "25 Nov 2026", "2026年11月25日"),
        (date(2027, 1, 1), DATE, "1 Jan 2027", "2027年1月1日"),
        (True, TRUTH, "yes", "是"),
        (False, TRUTH, "no", "否"),
        ("illness", CAUSES, "生病", "生病"),
        ("other", CAUSES, "other", "other"),
        ("微众银行", TEXT, "微众银行", "微众银行"),
        (DaysDuration(Decimal(86_400)), DAYS, "1 day", "1天"),
        (DaysDuration(Decimal(30 * 86_400)), DAYS, "30 days", "30天"),
        (DaysDuration(Decimal(-3 * 86_400)), DAYS, "-3 days", "-3天"),
        (HOURS, DAYS, "P1DT2H", "P1DT2H"),
        (MonthsDuration(1), MONTHS, "1 month", "1个月"),
        (MonthsDuration(14), MONTHS, "14 months", "14个月"),
        ((), ListType(TEXT), "none", "无"),
        (("a", "illness", missing("x"), None), ListType(CAUSES), "a, 生病, (not given), (not given)", None),
        ((Decimal(1), Decimal("2.5")), ListType(of("yuan")), "¥1.00, ¥2.50", "¥1.00、¥2.50"),
        (({"kind": "bill"},), ListType(DOCUMENT), "1 entry", "1项"),
        (({"kind": "bill"}, {}), ListType(DOCUMENT), "2 entries", "2项"),
    ],
)
def test_a_value_is_written_by_its_type_and_unit(
    value: Value, kind: Type, english: str, chinese: str | None
) -> None:
    assert said(value, kind, "en") == english
    assert chinese is None or said(value, kind, "zh") == chinese


def test_a_language_without_forms_of_its_own_is_written_like_english() -> None:
    assert said(Decimal("0.01"), of("1/day"), "fr") == "1% a day"
    assert said(date(2026, 3, 1), DATE, "fr") == "1 Mar 2026"


def test_what_has_no_form_for_people_is_written_as_for_machines() -> None:
    assert said("a\nb", None) == "a\\u000ab"


@given(st.dates())
def test_a_date_names_its_year_month_and_day(value: date) -> None:
    chinese, english = day(value, "zh"), day(value, "en")
    year, rest = chinese.split("年")
    month, last = rest.split("月")
    assert date(int(year), int(month), int(last.removesuffix("日"))) == value
    number, _, of_year = english.split(" ")
    assert (int(number), int(of_year)) == (value.day, value.year)


@given(st.decimals(min_value=-(10**25), max_value=10**25, places=6), st.integers(1, 40))
def test_what_is_shown_of_money_is_within_half_a_fen_whatever_the_callers_precision(
    amount: Decimal, precision: int
) -> None:
    with localcontext(Context(prec=precision)):
        text = money(amount)
    with localcontext(Context(prec=60)):
        shown = Decimal(text.replace("¥", "").replace(",", ""))
        assert abs(shown - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1000.00"), "1000.00"),
        (Decimal("2.4E+4"), "24000"),
        (date(2026, 11, 5), "2026-11-05"),
        (True, "true"),
        (False, "false"),
        ("微众银行\x1b[31m", "微众银行\x1b[31m"),
        (DaysDuration(Decimal(30 * 86_400)), "P30D"),
        (MonthsDuration(14), "P1Y2M"),
        ((), "[]"),
        (("b", "a"), '["b", "a"]'),
    ],
)
def test_machines_get_one_text_for_each_value(value: Value, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize(
    ("value", "kind"),
    [(Decimal("2.40"), NUMBER), (date(2026, 1, 2), DATE), ("a", TEXT), (True, TRUTH), ((), None)],
)
def test_machines_get_the_same_text_where_the_type_is_known_beforehand(
    value: Value, kind: Type | None
) -> None:
    assert writing_plainly(kind)(value) == canonical(value)


def test_machines_get_a_list_of_records_as_json_whatever_the_order_of_its_keys() -> None:
    one: dict[str, Value] = {
        "kind": "bill",
        "pages": Decimal("2.0"),
        "issued_on": date(2026, 1, 2),
        "is_original": True,
    }
    other = dict(reversed(one.items()))
    expected = '[{"is_original": true, "issued_on": "2026-01-02", "kind": "bill", "pages": "2.0"}]'
    assert canonical((one,)) == canonical((other,)) == expected


def test_in_a_list_for_machines_what_is_not_known_is_null() -> None:
    for_machines = json.loads(canonical((missing("x"), ("a", missing("y")), DaysDuration(Decimal(0)))))
    assert for_machines == [None, ["a", None], "PT0S"]


def test_a_text_of_eighty_characters_is_shown_whole_and_a_longer_one_cut() -> None:
    assert clean("长" * 80) == "长" * 80
    assert clean("长" * 81) == "长" * 79 + "…"


@given(st.text())
def test_a_text_of_a_profile_stays_on_its_line_and_steers_no_terminal(text: str) -> None:
    shown = clean(text)
    assert len(shown.splitlines()) <= 1
    assert shown.isprintable() or not set(shown) & set(string.whitespace[1:])
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e" for char in shown)


def test_values_that_no_name_can_stand_for_are_no_values_for_machines() -> None:
    with pytest.raises(AssertionError):
        canonical(Range(None, None, low_closed=True, high_closed=True))
