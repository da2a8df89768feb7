"""What facts of a pack's own can't be is found in columns as it is in single rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.evaluation.columns.layout import Layout
from engine.profile.from_json import profile_from_data
from engine.screening.mapping_from_yaml import mapping_from_yaml
from engine.screening.portfolio import open_portfolio
from engine.screening.portfolio_blame import judged
from engine.source import Source
from tests.evaluation import generate_facts
from tests.screening import own_facts
from tests.screening.portfolios import whole

OWN = own_facts.layout()
KEYLESS = Layout(generate_facts.dictionary())


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(cells: Mapping[str, Any], mapping: str = "", layout: Layout = OWN) -> list[Any]:
    """Of each loan of each row of a table what is known, of a row that is set aside why."""
    pl.DataFrame(cells).write_parquet("a.parquet")
    given, faults = mapping_from_yaml(Source("m.yaml", mapping), layout.dictionary) if mapping else (None, ())
    assert not faults
    (batch,) = whole(open_portfolio(["a.parquet"], layout, mapping=given), 100)
    views = [batch.original(row) for row in range(batch.frame.height)]
    assert batch.frame.rows() == layout.table(views).rows()
    found = [(place.row, view.facts) for place, view in zip(batch.places, views, strict=True)]
    refused = [(one.row - 1, f"{one.code} {one.column}") for one in batch.rejected]
    return [what for _, what in sorted([*found, *refused], key=lambda one: one[0])]


def listing(name: str, *elements: str) -> str:
    """A mapping with a column `n`, and a list whose elements columns tell."""
    return f"columns: {{n: {{fact: case.note}}}}\nlists:\n  {name}: [{', '.join(elements)}]\n"


def test_numbers_of_different_digits_that_can_not_both_be_true_are_set_aside() -> None:
    cells = {"case.paid": [5, 5, 500, 4], "case.owed": ["4.00", "6.00", "4.00", "4.00"]}
    assert read(cells) == [
        "P321 $.case.paid",
        {"case.paid": Decimal(5), "case.owed": Decimal(6)},
        "P321 $.case.paid",
        {"case.paid": Decimal(4), "case.owed": Decimal(4)},
    ]


def test_a_day_and_a_text_that_can_not_both_be_true_are_set_aside_where_the_text_is_a_day() -> None:
    day = date(2026, 2, 1)
    assert read({"case.until": [day] * 3, "case.said": ["2026-01-01", "2026-02-01", "some day"]}) == [
        "P321 $.case.until",
        {"case.until": day, "case.said": "2026-02-01"},
        {"case.until": day, "case.said": "some day"},
    ]


def test_facts_at_the_top_that_can_not_both_be_true_are_told_with_what_else_is_wrong() -> None:
    raw = {"opened": "2026-02-01", "closed": "2026-01-01", "case": {"number": "7"}}
    profile, faults = judged(raw, OWN.dictionary, "row")
    assert profile is None
    assert {one.code for one in faults} == {"P321", "P318"}
    assert (profile, faults) == profile_from_data(raw, OWN.dictionary, "row")


def test_a_pair_in_a_record_of_an_element_is_held_to_its_order() -> None:
    mapping = listing("visits", "{waited.least: {column: a}, waited.most: {column: b}}")
    assert read({"n": ["x", "y"], "a": ["3", "1"], "b": ["2", "2"]}, mapping) == [
        "P321 $.visits[0].waited.least",
        {"case.note": "y", "visits": ({"waited": {"least": Decimal(1), "most": Decimal(2)}},)},
    ]


def test_an_element_that_may_not_be_there_can_not_contradict_itself() -> None:
    mapping = listing("visits", "{when: there, first: {column: a}, last: {column: b}}")
    days = {"a": ["2026-02-01"] * 4, "b": ["2026-01-01"] * 3 + ["2026-03-01"]}
    assert read({"n": ["w", "x", "y", "z"], "there": ["true", "", "false", "true"], **days}, mapping) == [
        "P321 $.visits[0].first",
        {"case.note": "x"},
        {"case.note": "y", "visits": ()},
        {"case.note": "z", "visits": ({"first": date(2026, 2, 1), "last": date(2026, 3, 1)},)},
    ]


def test_a_name_that_only_one_may_have_is_not_given_to_two_of_a_list() -> None:
    mapping = listing("people", "{name: {column: a}}", "{name: {column: b}}")
    twice = "P322 $.people[1].name"
    both = {"case.note": "y", "people": ({"name": "x"}, {"name": "y"})}
    alone = {"case.note": "z", "people": ({"name": "x"},)}
    assert read({"n": ["x", "y", "z"], "a": ["x"] * 3, "b": ["x", "y", ""]}, mapping) == [twice, both, alone]
    lists = [[{"name": "x"}, {"name": "x"}], [{"name": "x"}, {"name": "y"}], [{"name": "x"}]]
    assert read({"case.note": ["x", "y", "z"], "people": lists}) == [twice, both, alone]


def test_a_list_that_may_not_be_empty_is_not_made_of_elements_that_are_not_there() -> None:
    mapping = listing("witnesses", "{name: {column: a}}")
    assert read({"n": ["x", "y"], "a": ["", "b"]}, mapping) == [
        "P319 $.witnesses",
        {"case.note": "y", "witnesses": ({"name": "b"},)},
    ]
    lists = [[], [{"name": "b", "seen_on": "2026-01-02"}]]
    assert read({"witnesses": lists}) == [
        "P319 $.witnesses",
        {"witnesses": ({"name": "b", "seen_on": date(2026, 1, 2)},)},
    ]


def test_pairs_in_the_elements_of_a_list_are_held_to_their_order() -> None:
    visits = [[{"first": "2026-01-02", "last": one}] for one in ("2026-01-01", "2026-02-01", None)]
    first = date(2026, 1, 2)
    assert read({"visits": visits}) == [
        "P321 $.visits[0].first",
        {"visits": ({"first": first, "last": date(2026, 2, 1)},)},
        {"visits": ({"first": first},)},
    ]


def test_texts_of_which_nothing_is_forbidden_are_taken_as_they_are() -> None:
    texts = ["a\u200bb", " x ", "=1+1", ""]
    assert read({"case.note": texts, "case.number": ["L1", "l", "=1", "1"]}) == [
        {"case.note": "a\u200bb", "case.number": "L1"},
        {"case.note": " x ", "case.number": "l"},
        "P318 $.case.number",
        "P318 $.case.number",
    ]


@pytest.mark.parametrize(("unit", "up"), [("fraction", 0), ("percent", 2), ("permille", 3)])
def test_shares_are_multiples_of_their_step_in_whatever_unit_they_are_told(unit: str, up: int) -> None:
    texts = [str(Decimal(one).scaleb(up)) for one in ("0.5", "0.75", "1.5", "10.5")]
    thirds = [str(Decimal(one).scaleb(up)) for one in ("0.5", "0.9", "1.5", "1.6")]
    mapping = f"columns: {{s: {{fact: case.share, unit: {unit}}}}}\n"
    assert read({"s": texts}, mapping) == [
        {"case.share": Decimal("0.5")},
        "P314 $.case.share",
        {"case.share": Decimal("1.5")},
        "P313 $.case.share",
    ]
    assert read({"s": thirds}, mapping.replace("share", "third")) == [
        "P314 $.case.third",
        {"case.third": Decimal("0.9")},
        {"case.third": Decimal("1.5")},
        "P314 $.case.third",
    ]


def test_all_loans_in_one_column_are_rows_of_their_own_though_they_have_no_ids() -> None:
    told = [[{"lender": "a"}, {"lender": "b"}], [{"lender": "c"}], None]
    rows = read({"loans": told, "borrower.savings": ["1", "2", "3"]}, layout=KEYLESS)
    assert [one.get("loan.lender") for one in rows] == ["a", "b", "c", None]
    assert [one["borrower.savings"] for one in rows] == [1, 1, 2, 3]
