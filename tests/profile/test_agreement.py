"""The quick check and the JSON Schema are two readings of one dictionary; they must never disagree."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.profile.dictionary import Dictionary
from engine.profile.from_json import profile_from_data, read_profile
from engine.profile.json_text import Unheld
from engine.profile.structure import validator
from engine.source import Source
from tests.profile.profiles import profiles

ONLY_SENSE = {"P321", "P322", "P323"}
MANY = settings(max_examples=500, deadline=None, suppress_health_check=[*HealthCheck])


def to_text(value: Any) -> str:
    """JSON with every decimal as it is."""
    if isinstance(value, Unheld):
        return value.text
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {to_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_text, value)) + "]"
    return json.dumps(value)


@pytest.fixture(scope="session", params=["product", "flat"])
def dictionary(request: pytest.FixtureRequest) -> Dictionary:
    found: Dictionary = request.getfixturevalue(request.param)
    return found


@MANY
@given(st.data())
def test_a_profile_is_read_exactly_if_the_json_schema_allows_it_and_it_makes_sense(
    dictionary: Dictionary, data: st.DataObject
) -> None:
    raw = data.draw(profiles(dictionary))
    profile, faults = read_profile(Source("profile.json", to_text(raw)), dictionary)
    assert (profile is None) == bool(faults)
    structural = [fault for fault in faults if fault.code not in ONLY_SENSE]
    assert validator(dictionary).is_valid(raw) == (not structural)


@MANY
@given(st.data())
def test_a_text_and_its_values_read_elsewhere_are_one_profile(
    dictionary: Dictionary, data: st.DataObject
) -> None:
    raw = data.draw(profiles(dictionary, most_spoilt=1))
    text = to_text(raw)
    from_text, faults_of_text = read_profile(Source("profile", text), dictionary)
    from_data, faults_of_data = profile_from_data(raw, dictionary)
    assert from_text == from_data
    assert sorted((one.code, one.path) for one in faults_of_text) == sorted(
        (one.code, one.path) for one in faults_of_data
    )
    assert all(one.span is not None and one.path for one in faults_of_text)
    assert all(one.span is None and one.path for one in faults_of_data)


@MANY
@given(st.data())
def test_neither_the_order_of_keys_nor_nulls_nor_spaces_change_a_profile(
    dictionary: Dictionary, data: st.DataObject
) -> None:
    raw = data.draw(profiles(dictionary, most_spoilt=0))
    one, _ = read_profile(Source("profile", to_text(raw)), dictionary)
    other, _ = read_profile(Source("profile", to_text(turned(raw)).replace(", ", "\n,")), dictionary)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.sha256 == other.sha256
        assert [view.facts for view in one.views()] == [view.facts for view in other.views()]


def turned(value: Any) -> Any:
    """The same content, its keys the other way round and without nulls."""
    if isinstance(value, dict):
        return {key: turned(one) for key, one in reversed(value.items()) if one is not None}
    return [turned(one) for one in value] if isinstance(value, list) else value
