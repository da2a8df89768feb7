"""What was told is kept as a profile, whole, and never in place of another one unasked."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import read_profile
from engine.interview.keeping import Keeper, raw_values, to_json
from engine.profile.from_json import profile_from_data
from engine.program.model import Program
from tests.interview.people import PEOPLE, WEILIDAI

TEXT = to_json({"as_of": "2026-11-22"})
VALUES = st.recursive(
    st.booleans()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@pytest.fixture
def keeper() -> Callable[..., tuple[Keeper, list[str]]]:
    """Something that keeps, whose questions get these answers; and what it says."""

    def make(*answers: str) -> tuple[Keeper, list[str]]:
        said: list[str] = []
        lines = iter(answers)
        return Keeper("en", lambda: next(lines, None), said.append), said

    return make


Make = Callable[..., tuple[Keeper, list[str]]]


@given(VALUES)
def test_what_is_written_is_read_back_exactly(value: object) -> None:
    assert json.loads(to_json({"x": value}), parse_float=Decimal, parse_int=Decimal) == {"x": value}


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_a_profile_taken_apart_and_put_together_is_the_same(name: str, weilidai: Program) -> None:
    profile = read_profile(WEILIDAI / "profiles" / f"{name}.json", weilidai.dictionary)
    again, faults = profile_from_data(raw_values(profile), weilidai.dictionary)
    assert not faults
    assert again is not None
    assert again.sha256 == profile.sha256


def test_a_profile_of_which_nothing_is_told_stays_empty(weilidai: Program) -> None:
    profile, _ = profile_from_data({}, weilidai.dictionary)
    assert profile is not None
    assert raw_values(profile) == {}


def test_it_is_kept_under_the_name_given(keeper: Make, tmp_path: Path) -> None:
    one, said = keeper()
    assert one.keep(TEXT, tmp_path / "client.json")
    assert (tmp_path / "client.json").read_text(encoding="utf-8") == '{\n  "as_of": "2026-11-22"\n}\n'
    assert said[-1].startswith("Kept: ")


def test_without_a_name_it_is_asked_for(keeper: Make, tmp_path: Path) -> None:
    one, _ = keeper(str(tmp_path / "a.json"))
    assert one.keep(TEXT, None)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_nobody_has_to_keep_anything(keeper: Make) -> None:
    for answers in ([""], []):
        one, said = keeper(*answers)
        assert not one.keep(TEXT, None)
        assert said[-1] == "Nothing was kept."


def test_a_file_that_is_there_is_replaced_only_when_it_is_named_twice(keeper: Make, tmp_path: Path) -> None:
    there = tmp_path / "a.json"
    there.write_text("mine")
    one, said = keeper(str(there), "")
    assert not one.keep(TEXT, None)
    assert there.read_text() == "mine"
    assert "the same again replaces it" in said[1]
    one, _ = keeper(str(there), str(tmp_path / "b.json"))
    assert one.keep(TEXT, None)
    assert there.read_text() == "mine"
    one, _ = keeper(str(there), str(there))
    assert one.keep(TEXT, None)
    assert there.read_text() == TEXT


def test_where_it_cannot_be_written_another_name_is_asked_for(keeper: Make, tmp_path: Path) -> None:
    one, said = keeper(str(tmp_path / "good.json"))
    assert one.keep(TEXT, tmp_path / "nowhere" / "x.json")
    assert "F108" in "\n".join(said)
    assert (tmp_path / "good.json").read_text() == TEXT
