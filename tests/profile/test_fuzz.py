"""Whatever is given as a profile or a dictionary of facts: an answer or diagnostics, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.diagnostics import Diagnostic, render
from engine.profile.dictionary import Dictionary, dictionary_from_schema
from engine.profile.from_json import profile_from_data, read_profile
from engine.reading import decoded
from engine.source import Source

ROOT = Path(__file__).parents[2]
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "profiles").glob("*.json"))]
SCHEMA = (ROOT / "schemas" / "profile.schema.json").read_text(encoding="utf-8")
PIECES = [
    *'{}[]":,\\-.eE0 \n\x00\u202e\ufeff，',
    "null",
    "true",
    "NaN",
    "1e400",
    '"loan": ',
    '{"as_of": ',
    "[" * 30,
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.dates()
    | st.binary(),
    lambda below: st.lists(below) | st.dictionaries(st.text() | st.integers(), below) | st.sets(st.text()),
    max_leaves=10,
)


@st.composite
def cut_up(draw: st.DrawFn, texts: list[str]) -> str:
    """A good text with pieces taken out or put in."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 30])))
        text = text[:start] + draw(st.sampled_from([*PIECES, ""])) + text[end:]
    return text


def answered(profile: object, faults: tuple[Diagnostic, ...]) -> None:
    assert (profile is None) == bool(faults)
    for fault in faults:
        assert render(fault).encode("utf-8")


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf{}")
@example(b"{}\r\n")
def test_any_bytes_are_answered(product: Dictionary, data: bytes) -> None:
    source = decoded(data, "profile.json")
    if isinstance(source, Source):
        answered(*read_profile(source, product))


@given(st.text(max_size=60) | cut_up(TEXTS))
@example("\ud800")
@example('"\ud800')
@example('{"\ud800": 1, "\ud800": 2}')
@example('{"borrower": {"savings": "٣"}}')
@example('{"a": 1} \ufeff')
def test_any_text_is_answered(product: Dictionary, text: str) -> None:
    answered(*read_profile(Source("profile.json", text), product))


@given(ANYTHING)
def test_any_values_are_answered(product: Dictionary, data: object) -> None:
    answered(*profile_from_data({"borrower": {"savings": data}, "loan": data, "colour": data}, product))


@settings(max_examples=60)
@given(cut_up([SCHEMA]))
def test_any_dictionary_is_answered(text: str) -> None:
    answered(*dictionary_from_schema(Source("profile.schema.json", text)))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"loan":{"rate":'])
def test_a_hundred_thousand_levels_are_told_at_once(product: Dictionary, opening: str) -> None:
    _, faults = read_profile(Source("profile.json", opening * 100_000), product)
    assert [fault.code for fault in faults] == ["P306"]


def test_a_text_of_a_million_characters_is_refused_in_a_short_message(product: Dictionary) -> None:
    text = '{"loan": {"lender": "' + "银" * 1_000_000 + '", "overdue_amount": ' + "9" * 1_000_000 + "}}"
    _, faults = read_profile(Source("profile.json", text), product)
    assert [fault.code for fault in faults] == ["P317", "P312"]
    assert all(len(render(fault)) < 2000 for fault in faults)
