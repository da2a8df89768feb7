"""A case is written as what differs from a base profile."""

from typing import Any

import pytest

from engine.profile.facts import Each
from engine.profile.overlay import merge

LOANS = Each("loan", "loans")


@pytest.mark.parametrize(
    ("base", "overlay", "merged"),
    [
        ({"a": 1}, {}, {"a": 1}),
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}, {"a": {"b": 3, "c": 2}}),
        ({"a": {"r": {"x": 1, "y": 2}}}, {"a": {"r": {"x": 3}}}, {"a": {"r": {"x": 3, "y": 2}}}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}, {"a": {"c": 2}}),
        ({"a": {"b": 1}}, {"a": None}, {}),
        ({}, {"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": 1}, {"a": {"b": 2}}, {"a": {"b": 2}}),
        ({"a": None}, {"b": 1}, {"a": None, "b": 1}),
    ],
)
def test_records_are_merged_lists_replaced_and_null_forgets(base: Any, overlay: Any, merged: Any) -> None:
    assert merge(base, overlay, None) == merged
    assert merge(base, overlay, LOANS) == merged


@pytest.mark.parametrize(
    ("base", "overlay", "merged"),
    [
        ({"loan": {"a": 1}}, {"loan": {"b": 2}}, {"loan": {"a": 1, "b": 2}}),
        ({"loans": [{"a": 1}, {"a": 2}]}, {"loan": {"a": 3}}, {"loans": [{"a": 3}, {"a": 2}]}),
        ({"loans": [{"a": 1}]}, {"loan": {"a": None}, "b": 1}, {"loans": [{}], "b": 1}),
        ({"loans": [{"a": 1}, {"a": 2}]}, {"loan": None}, {"loans": [{"a": 2}]}),
        ({"loans": [{"a": 1}]}, {"loan": None}, {}),
        ({"loan": {"a": 1}}, {"loans": [{"a": 2}]}, {"loans": [{"a": 2}]}),
        ({"loan": {"a": 1}}, {"loans": None}, {}),
        ({}, {"loan": {"a": 1}}, {"loan": {"a": 1}}),
        ({"loans": None}, {"loan": {"a": 1}}, {"loans": None, "loan": {"a": 1}}),
    ],
)
def test_a_loan_changes_the_first_loan_and_loans_replace_all(base: Any, overlay: Any, merged: Any) -> None:
    assert merge(base, overlay, LOANS) == merged


def test_a_base_is_never_changed() -> None:
    base = {"loans": [{"a": {"b": 1}}], "c": {"d": 1}}
    merge(base, {"loan": {"a": {"b": 2}}, "c": {"d": 2}}, LOANS)
    assert base == {"loans": [{"a": {"b": 1}}], "c": {"d": 1}}
