"""A value without quotes means one thing only, whatever version of YAML a reader knows."""

from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Diagnostic
from engine.rulebook.yaml_scalars import plain_value
from engine.source import Source, Span


def value_of(text: str) -> object:
    return plain_value(text, Span(Source("x.yaml", text), 0, len(text)))


def code_of(text: str) -> str:
    value = value_of(text)
    assert isinstance(value, Diagnostic), f"{text} was taken for {value!r}"
    return value.code


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", Decimal(0)),
        ("90", Decimal(90)),
        ("-12.50", Decimal("-12.50")),
        ("0.1", Decimal("0.1")),
        ("2026-02-28", date(2026, 2, 28)),
        ("2028-02-29", date(2028, 2, 29)),
        ("诊断证明", "诊断证明"),
        ("as_of <= loan.final_maturity_date", "as_of <= loan.final_maturity_date"),
        ("not(x)", "not(x)"),
        ("yuan/month", "yuan/month"),
        ("none", "none"),
        ("-", "-"),
        ("0.1.0", "0.1.0"),
        ("1,000", "1,000"),
        ("2026-11", "2026-11"),
        ("+", "+"),
        ("１２", "１２"),
    ],
)
def test_a_plain_value_means(text: str, meant: object) -> None:
    value = value_of(text)
    assert value == meant
    assert type(value) is type(meant)


def test_digits_after_the_point_are_kept_as_written() -> None:
    assert str(value_of("1.50")) == "1.50"


def test_minus_zero_is_zero() -> None:
    assert str(value_of("-0.00")) == "0.00"


TRUTHS = "yes Yes YES no No NO on On OFF off y Y n N True TRUE False FALSE"
NUMBERS = (
    "012 00 0x1F 0X1f 0o17 0b101 1_000 1e3 1E+3 -1.5e-3 +5 .5 5. -.5 .inf -.INF .nan .NaN 1:30 190:20:30.15"
)


@pytest.mark.parametrize("text", TRUTHS.split())
def test_a_word_that_some_readers_take_for_a_truth_value_is_refused(text: str) -> None:
    assert code_of(text) == "Y120"


@pytest.mark.parametrize("text", ["Null", "NULL"])
def test_a_word_that_some_readers_take_for_nothing_is_refused(text: str) -> None:
    assert code_of(text) == "Y120"


@pytest.mark.parametrize("text", NUMBERS.split())
def test_a_number_that_readers_take_differently_is_refused(text: str) -> None:
    assert code_of(text) == "Y121"


def test_a_number_with_more_digits_than_the_arithmetic_holds_is_refused() -> None:
    assert value_of("1" * 34) == Decimal("1" * 34)
    assert code_of("1" * 35) == "Y121"
    assert code_of("0." + "1" * 35) == "Y121"


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert code_of(text) == "Y122"


def test_a_date_in_short_form_is_refused_with_the_right_form_as_help() -> None:
    value = value_of("2026-2-3")
    assert isinstance(value, Diagnostic)
    assert (value.code, value.help) == ("Y122", "write `2026-02-03`")


@pytest.mark.parametrize(
    "text", ["2026-01-01T10:00:00Z", "2026-01-01 10:00", "2026-1-1t9:00:00", "2026-01-01 10:00:00 +8"]
)
def test_a_time_of_day_is_refused(text: str) -> None:
    assert code_of(text) == "Y123"


def test_a_very_long_value_is_shown_shortened() -> None:
    value = value_of("0x" + "f" * 1000)
    assert isinstance(value, Diagnostic)
    assert len(value.message) + len(value.help) < 300


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4).filter(lambda number: abs(number) < 10**30)
)
def test_a_number_written_out_is_that_number(number: Decimal) -> None:
    text = f"{number:f}"
    if not (number.is_signed() and not number):
        assert value_of(text) == number


@given(st.dates())
def test_a_date_is_that_date(day: date) -> None:
    assert value_of(day.isoformat()) == day


@given(st.text())
def test_any_text_is_a_value_or_refused_in_its_own_words(text: str) -> None:
    value = value_of(text)
    if isinstance(value, Diagnostic):
        assert value.code in {"Y120", "Y121", "Y122", "Y123"}
        assert value.help
    elif isinstance(value, str):
        assert value == text


@given(st.from_regex(r"[-+]?[0-9_.:eExXoObB+T -]{1,12}", fullmatch=True))
def test_what_is_taken_for_text_is_no_number_to_another_reader(
    text: str,
) -> None:
    value = value_of(text)
    if isinstance(value, str):
        reader = yaml.SafeLoader("")
        tag = reader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # stubs lack it
        assert tag == "tag:yaml.org,2002:str"
