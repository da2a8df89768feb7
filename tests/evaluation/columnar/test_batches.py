"""Batches of loans: what doesn't fit, what has no answer, days in a column, what can't change an answer."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl
from polars.testing import assert_frame_equal

from engine.diagnostics import Faulty, NotInstalled
from engine.evaluation.columnar import BY_REFERENCE, Columnar, Wanted, why_unavailable
from engine.evaluation.columns.layout import Layout
from engine.evaluation.reference import evaluate
from engine.profile.model import FactView
from tests.evaluation.agreement import DICTIONARY, seeded
from tests.evaluation.columnar.held_against import compared
from tests.evaluation.columnar.portfolio import AS_OF, portfolio
from tests.evaluation.columnar.programs import everything, of_formulas, weilidai
from tests.evaluation.generate_facts import partly, profile, views


@pytest.fixture(scope="module")
def columnar() -> Columnar:
    return Columnar(weilidai(), wanted=Wanted(criteria=True, figures=("capacity", "plan_last_due")))


def all_loans(count: int, seed: int = 1) -> Iterator[FactView]:
    random = seeded(seed)
    for _ in range(count):
        yield from views(partly(random, profile(random)), DICTIONARY)


def test_a_row_that_fits_comes_back_as_it_was_told() -> None:
    layout = Layout(DICTIONARY)
    some = [one for one in all_loans(200) if layout.fits(one)]
    assert len(some) > 20
    table = layout.table(some)
    assert dict(table.schema) == dict(layout.schema)
    for view, row in zip(some, table.iter_rows(named=True), strict=True):
        assert _told(layout.view(row).facts) == _told(view.facts)


def _told(value: Any) -> Any:
    """Without records in which nothing is told: a row can't tell them from none."""
    if isinstance(value, dict):
        return {name: kept for name, one in value.items() if (kept := _told(one)) != {}}
    return tuple(_told(one) for one in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("amount", ["1E+30", "0.001", "99999999999999.99"])
def test_an_amount_that_does_not_fit_is_left_to_the_reference(amount: str) -> None:
    columnar = everything(of_formulas([("loan.balance * 2", "yuan")]))
    odd = FactView("", {"loan.balance": Decimal(amount)})
    plain = FactView("", {"loan.balance": Decimal(5)})
    assert columnar.layout.fits(plain)
    assert not columnar.layout.fits(odd)
    found = compared(columnar, [plain, odd], AS_OF)
    assert found.apart == {}
    assert found.screened.by_reference == (1,)
    assert found.screened.frame[BY_REFERENCE].to_list() == [False, True]


def test_a_number_beyond_its_bound_is_found_in_the_table_itself() -> None:
    columnar = everything(of_formulas([("loan.balance * 2", "yuan"), ("sum(borrower.debts)", "yuan")]))
    table = columnar.layout.table([FactView("", {"loan.balance": Decimal(5), "borrower.debts": ()})] * 5)
    large, long = 2**62, [1] * 2_000
    broken = table.with_columns(
        pl.Series("loan.balance", [500, large, 500, None, 500], dtype=pl.Int64),
        pl.Series("borrower.debts", [[1], [1], [large], None, long], dtype=pl.List(pl.Int64)),
    )
    screened = columnar.screen(broken, AS_OF)
    assert screened.by_reference == (1, 2, 4)
    for row in range(5):
        outcome = evaluate(columnar.program, columnar.layout.view(broken.row(row, named=True)), AS_OF)
        assert screened.frame["criterion.one.always"][row] == (
            None if outcome.criteria["one.always"].value == "unknown" else True
        )


def test_a_number_beyond_its_bound_within_records_is_found_too(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 3, seed=2)
    offer = {"kind": "other_loan", "amount": 10**17, "annual_rate": 1, "fee": 0, "instalments": 6}
    kind = columnar.layout.schema["offers"]
    broken = table.with_columns(pl.Series("offers", [[], [offer], None], dtype=kind))
    assert columnar.screen(broken, AS_OF).by_reference == (1,)


def test_each_row_is_assessed_on_its_own_day(columnar: Columnar) -> None:
    days = [AS_OF + timedelta(100 * step) for step in range(-4, 5)]
    table = portfolio(columnar.layout, 45, seed=3).with_columns(
        pl.Series("as_of", [days[row % len(days)] for row in range(45)])
    )
    together = columnar.screen(table)
    assert not together.faults
    for place, day in enumerate(days):
        rows = list(range(place, 45, len(days)))
        alone = columnar.screen(table[rows], day).frame
        assert_frame_equal(together.frame[rows].drop(BY_REFERENCE), alone.drop(BY_REFERENCE))


def test_a_day_on_which_nothing_is_in_force_is_a_fault_of_those_rows_alone(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 3, seed=4).with_columns(
        pl.Series("as_of", [AS_OF, date(1990, 1, 1), AS_OF])
    )
    screened = columnar.screen(table)
    assert {row: {one.code for one in faults} for row, faults in screened.faults.items()}[1] >= {"R242"}
    assert [*screened.faults] == [1]
    assert screened.frame.height == 3
    assert set(screened.frame.row(1)) == {None}
    assert screened.frame["status.deferral"].null_count() == 1


def test_if_nothing_is_in_force_on_any_day_there_are_rows_all_the_same(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 2, seed=4).with_columns(as_of=date(1990, 1, 1))
    screened = columnar.screen(table)
    assert [*screened.faults] == [0, 1]
    assert screened.frame.height == 2
    with pytest.raises(Faulty):
        columnar.screen(table, date(1990, 1, 1))


def test_a_row_without_a_day_is_a_broken_promise(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 2, seed=4).with_columns(pl.Series("as_of", [AS_OF, None]))
    with pytest.raises(ValueError, match="day"):
        columnar.screen(table)


CONTRADICTING = {
    "id": "t",
    "hit_policy": "unique",
    "inputs": [{"id": "c", "expression": "loan.days_overdue"}],
    "outputs": [{"id": "result", "unit": "1"}],
    "rows": [{"when": ["> 0"], "then": ["1"]}, {"when": ["> 29"], "then": ["2"]}],
    "default": {"then": ["3"]},
    "source": ["made_up"],
}


def test_rows_of_a_table_that_contradict_each_other_are_a_fault_of_the_loan() -> None:
    more = {"tables/t.yaml": CONTRADICTING, "words.en.yaml": {"tables": {"t": {"title": "t"}}}}
    columnar = everything(of_formulas([("t + 0", "1")], more))
    told = [FactView("", {"loan.days_overdue": Decimal(days)}) for days in (0, 5, 30)]
    screened = columnar.screen(columnar.layout.table([*told, FactView("", {})]), AS_OF)
    assert {row: [one.code for one in faults] for row, faults in screened.faults.items()} == {2: ["R271"]}
    assert screened.frame["figure.m0"].to_list() == [3_000_000, 1_000_000, None, None]


def test_how_loans_are_cut_into_batches_changes_nothing(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 60, seed=5)
    whole = columnar.screen(table, AS_OF).frame
    parts = [columnar.screen(table[start : start + 13], AS_OF).frame for start in range(0, 60, 13)]
    assert_frame_equal(whole, pl.concat(parts))


def test_a_batch_without_a_loan_has_no_rows(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 1)[:0]
    screened = columnar.screen(table, AS_OF)
    assert screened.frame.height == 0
    assert screened.frame.columns == [one.name for one in columnar.columns(AS_OF)]


def test_several_threads_come_to_the_same(columnar: Columnar) -> None:
    table = portfolio(columnar.layout, 60, seed=6)
    alone = columnar.screen(table, AS_OF).frame
    with ThreadPoolExecutor(2) as threads:
        for found in threads.map(lambda _: columnar.screen(table, AS_OF).frame, range(4)):
            assert_frame_equal(found, alone)


def test_only_the_facts_that_are_asked_for_need_a_column() -> None:
    columnar = Columnar(weilidai(), wanted=Wanted(figures=("capacity",)))
    assert "loan.lender" not in columnar.facts
    table = portfolio(columnar.layout, 20, seed=7)
    assert_frame_equal(
        columnar.screen(table.select(columnar.facts), AS_OF).frame, columnar.screen(table, AS_OF).frame
    )


def test_without_polars_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_unavailable() is None
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(NotInstalled, match="pip install"):
        Columnar(weilidai())
