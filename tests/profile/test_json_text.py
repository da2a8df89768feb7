"""The text of a profile: exact numbers, places, and the same meaning as any reader of JSON gives it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.profile.json_paths import shown
from engine.profile.json_places import Placed, placed
from engine.profile.json_text import Reason, RepeatedKeyError, Unheld, number, values
from engine.source import Source

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=5), below, max_size=4),
    max_leaves=12,
)


def no_number(name: str) -> Unheld:
    return Unheld(name, Reason.NO_NUMBER)


def read(text: str) -> Placed:
    return placed(Source("profile.json", text))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """JSON, sometimes spoilt by a character too many or too few."""
    text = json.dumps(
        draw(JSON), ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 0, 1]))
    )
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from([*'{}[]",:0-.e\\/n\t ', "", "null"]))
            + text[at + draw(st.integers(0, 1)) :]
        )
    return text


@given(texts() | st.text(max_size=30))
@example('{"a": 1, "a": [2, {"b": 3, "b": 4}]}')
@example('"\\ud800"')
@example("[01]")
@example("-")
@example("\ufeff{}")
@example("1 \x0b")
def test_a_text_is_json_exactly_if_any_reader_of_json_takes_it(text: str) -> None:
    found = read(text)
    try:
        plain = json.loads(text, parse_int=number, parse_float=number, parse_constant=no_number)
    except ValueError:
        assert found.broken
        assert found.faults[-1].code in {"P302", "P303", "P304", "F107"}
        assert found.value is None
    else:
        assert not found.broken
        if not found.faults:
            assert same(found.value, plain)
            assert same(values(text), plain)


def same(ours: object, plain: Any) -> bool:
    if isinstance(ours, Unheld):
        return bool(plain == ours)
    if isinstance(ours, dict):
        return ours.keys() == plain.keys() and all(same(ours[key], plain[key]) for key in ours)
    if isinstance(ours, list):
        return len(ours) == len(plain) and all(map(same, ours, plain))
    return type(ours) is type(plain) and ours == plain


@given(JSON)
def test_each_value_stands_at_its_place(value: object) -> None:
    text = json.dumps(value, indent=1)
    found = read(text)
    for path, place in found.places.items():
        there: Any = found.value
        for step in path:
            there = there[step]
        piece = text[place.value.start : place.value.end]
        assert same(read(piece).value, there)
        if place.key is not None:
            assert json.loads(text[place.key.start : place.key.end]) == path[-1]
        else:
            assert not path or isinstance(path[-1], int)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Decimal("0.1")),
        ("24000.00", Decimal("24000.00")),
        ("-0", Decimal(0)),
        ("-0.5", Decimal("-0.5")),
        ("2.4e4", Decimal(24000)),
        ("1E-7", Decimal("0.0000001")),
        ("0e999999999999999999", Decimal(0)),
        ("9" * 34, Decimal("9" * 34)),
    ],
)
def test_a_number_is_the_one_that_was_written(text: str, value: Decimal) -> None:
    assert number(text) == value
    assert values(text) == value
    assert read(text).value == value


@pytest.mark.parametrize("text", ["1e400", "1e-400", "9" * 35, "9" * 41, "1e99999999999999999999", "1e34"])
def test_a_number_too_long_or_large_is_kept_as_text_and_held_by_no_fact(text: str) -> None:
    assert isinstance(number(text), Unheld)
    assert isinstance(values(text), Unheld)
    assert isinstance(read(text).value, Unheld)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "a": null}}]'])
def test_the_quick_reader_refuses_a_repeated_key(text: str) -> None:
    with pytest.raises(RepeatedKeyError):
        values(text)


def test_of_two_equal_keys_the_first_keeps_its_value_and_place() -> None:
    found = read('{"a": {"b": 1}, "a": {"b": 2, "c": 3}}')
    assert found.value == {"a": {"b": Decimal(1)}}
    assert [*found.places] == [("a", "b"), ("a",), ()]
    assert [fault.path for fault in found.faults] == ["$.a"]


def test_twenty_levels_can_be_read_and_one_more_is_told() -> None:
    assert not read("[" * 20 + "]" * 20).broken
    assert [fault.code for fault in read("[" * 21 + "]" * 21).faults] == ["P306"]


def test_an_empty_text_is_told_as_an_empty_file_is() -> None:
    assert [(fault.code, fault.file) for fault in read(" \n").faults] == [("F107", "profile.json")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), "$"),
        (("loans", 0, "rate", "value"), "$.loans[0].rate.value"),
        (("月收入",), "$.月收入"),
        (("a b",), '$["a b"]'),
        (('"',), '$["\\""]'),
        (("x" * 61,), '$["' + "x" * 59 + '…"]'),
    ],
)
def test_a_path_is_shown_as_json_path_has_it(path: tuple[str | int, ...], text: str) -> None:
    assert shown(path) == text
