"""What people type is understood as they mean it, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.interview.model import Choice, Kind, Progress, Question
from engine.interview.understanding import Unclear, plainly, understood

CAUSES = (Choice("illness", "生病"), Choice("job_loss", "失业"), Choice("income_loss", "收入 减少"))
TRUTHS = (Choice(value=True, label="yes"), Choice(value=False, label="no"))


def question(kind: Kind, choices: tuple[Choice, ...] = (), field: str = "") -> Question:
    return Question(
        fact="x",
        title="x",
        about="",
        text="?",
        kind=kind,
        expects="",
        choices=choices,
        field=field,
        element=None,
        sensitive=False,
        reason="",
        waiting=(),
        sources=(),
        is_optional=False,
        may_be_none=True,
        progress=Progress(0, 1, 1),
    )


def meant(asked: Question, line: str) -> object:
    value = understood(asked, plainly(line))
    return None if isinstance(value, Unclear) else value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("6000", "6000"),
        ("¥6,000.50元", "6000.50"),
        ("￥ 6，000", "6000"),
        ("１２００", "1200"),
        ("1.2万", "12000"),
        ("14.4%", "0.144"),
        (".5", "0.5"),
        ("12 期", "12"),
        ("3个月", "3"),
        ("-5", "-5"),
    ],
)
def test_amounts_are_read_as_people_write_them(line: str, value: str) -> None:
    assert meant(question(Kind.NUMBER), line) == Decimal(value)


@pytest.mark.parametrize("line", ["1 99", "元", "万", "六千", "1,00", "1e3", "0x10", "1.2.3", "12 12"])
def test_what_may_be_two_numbers_or_none_is_not_guessed(line: str) -> None:
    assert meant(question(Kind.NUMBER), line) is None


@pytest.mark.parametrize(
    "line", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "２０２６－０３－０１"]
)
def test_a_day_is_read_as_people_write_it(line: str) -> None:
    assert meant(question(Kind.DAY), line) == "2026-03-01"


@pytest.mark.parametrize("line", ["3月1日", "2026-02-30", "01/03/2026", "tomorrow", "0000-01-01"])
def test_half_a_day_or_none_of_the_calendar_is_not_guessed(line: str) -> None:
    assert meant(question(Kind.DAY), line) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [("1", True), ("2", False), ("有", True), ("没有", False), ("Y", True), ("No", False), ("3", None)],
)
def test_yes_and_no_are_words_or_numbers(line: str, value: bool | None) -> None:
    assert meant(question(Kind.TRUTH, TRUTHS), line) is value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2", "job_loss"),
        ("生病", "illness"),
        ("ILLNESS", "illness"),
        ("减少", "income_loss"),
        ("0", None),
        ("4", None),
        ("loss", None),
    ],
)
def test_a_choice_is_made_by_number_by_label_or_by_a_piece_of_one_label(line: str, value: str | None) -> None:
    assert meant(question(Kind.CHOICE, CAUSES), line) == value


def test_several_entries_are_several_numbers() -> None:
    asked = question(Kind.ENTRIES, CAUSES, "cause")
    assert meant(asked, "1 3") == meant(asked, "1、3") == [{"cause": "illness"}, {"cause": "income_loss"}]
    assert meant(asked, "2 2") == [{"cause": "job_loss"}] * 2
    assert meant(asked, "1 ?1") == [{"cause": "illness"}, {}]
    assert meant(asked, "收入 减少") == [{"cause": "income_loss"}]
    assert meant(asked, "没有") == meant(asked, "0") == []
    assert meant(asked, "1 9") is None
    assert meant(asked, ", ,") is None
    assert meant(asked, "1 " * 51) is None


def test_entries_that_nothing_tells_apart_are_counted() -> None:
    assert meant(question(Kind.ENTRIES), "2") == [{}, {}]
    assert meant(question(Kind.ENTRIES), "none") == []
    assert meant(question(Kind.ENTRIES), "51") is None
    assert meant(question(Kind.ENTRIES), "a few") is None


def test_values_stand_with_signs_between() -> None:
    names = question(Kind.VALUES)
    assert meant(names, "张三，李四；王五") == ["张三", "李四", "王五"]
    assert meant(names, "无") == []
    sums = replace(names, element=Kind.NUMBER)
    assert meant(sums, "1,000；¥20.50") == [Decimal(1000), Decimal("20.50")]
    assert meant(sums, "1,000; some") is None


def test_text_is_taken_as_it_is() -> None:
    assert meant(question(Kind.TEXT), " 某某银行 ") == "某某银行"


@given(
    kind=st.sampled_from(Kind),
    line=st.text(min_size=1) | st.from_regex(r"[-+¥0-9.,万%年月日 ?]{1,12}", fullmatch=True),
)
def test_whatever_is_typed_is_understood_or_asked_again(kind: Kind, line: str) -> None:
    choices = TRUTHS if kind is Kind.TRUTH else CAUSES
    value = understood(question(kind, choices, "cause"), plainly(line))
    assert isinstance(value, bool | Decimal | str | list | Unclear)
