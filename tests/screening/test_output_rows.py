"""Every row of an output says what the reference says of the loan, whatever batch it stands in."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl
from msgspec.structs import replace

from engine.evaluation.outcome import said
from engine.evaluation.reference import evaluate
from engine.feel.unknown import Unknown
from engine.profile.model import FactView
from engine.screening.decide import Decider
from engine.screening.output_columns import Columns, columnar_for, columns_of
from engine.screening.output_expected import expected
from engine.values import Truth
from tests.evaluation.columnar.programs import of_formulas
from tests.screening.loans import InMemory
from tests.screening.weilidai import TODAY, cases, columnar, generated, outcome_of, said_by_the_reference


def figures(view: FactView, day: date, columns: Columns) -> dict[str, Any]:
    """The figures of the reference, numbers with as many digits as the output has."""
    values = outcome_of(view, day).values
    found: dict[str, Any] = {}
    for one in columns.figures:
        value = values[one.name]
        if isinstance(value, Decimal):
            value = value.quantize(Decimal(1).scaleb(-one.scale), ROUND_HALF_EVEN)
        found[f"figure.{one.name}"] = None if isinstance(value, Unknown) else value
    return found


def differing(row: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (row[name], value) for name, value in told.items() if row[name] != value}


def test_every_case_and_story_of_the_pack_comes_out_as_the_reference_has_it() -> None:
    views = [FactView(view.id, {**view.facts, "as_of": day}) for view, day in cases()]
    decider = Decider(columnar(), TODAY)
    rows = decider.decide(InMemory(columnar().layout, views).batch(range(len(views)))).rows
    assert rows.height == len(views) > 100
    for row, view in zip(rows.iter_rows(named=True), views, strict=True):
        told = said_by_the_reference(view, row["as_of"]) | figures(view, row["as_of"], decider.columns)
        assert row["as_of"] == view.facts["as_of"]
        assert differing(row, told) == {}


def test_a_generated_portfolio_comes_out_as_the_reference_has_it() -> None:
    loans = generated(150, seed=8)
    decider = Decider(columnar(), TODAY, TODAY)
    rows = decider.decide(loans.batch(range(150))).rows
    for row, view in zip(rows.iter_rows(named=True), loans.views, strict=True):
        told = said_by_the_reference(view, TODAY) | figures(view, TODAY, decider.columns)
        assert differing(row, told) == {}
        whole = expected(columnar().program, outcome_of(view, TODAY), decider.columns)
        assert row["deciding"] == whole["deciding"]


def test_an_alert_that_another_holds_back_is_raised_and_listed_though_no_answer_says_it() -> None:
    poor = next(
        one
        for one in generated(300, seed=8).views
        if outcome_of(one, TODAY).alerts["no_affordable_plan"] is Truth.MET
    )
    view = FactView(poor.id, {**poor.facts, "declaration.is_true": False})
    rows = Decider(columnar(), TODAY, TODAY).decide(InMemory(columnar().layout, [view]).batch([0])).rows
    listed = rows["alerts"].to_list()[0]
    assert {"untrue_statements", "no_affordable_plan"} <= set(listed)
    answered = [one.id for one in said(columnar().program, outcome_of(view, TODAY).alerts)]
    assert "no_affordable_plan" not in answered
    assert "untrue_statements" in answered


def test_a_loan_that_has_no_name_has_nothing_in_its_place() -> None:
    views = [FactView(name, view.facts) for view, name in zip(generated(2).views, ("", "L7"), strict=True)]
    rows = Decider(columnar(), TODAY, TODAY).decide(InMemory(columnar().layout, views).batch([0, 1])).rows
    assert rows["loan"].to_list() == [None, "L7"]


def test_what_decides_names_the_criteria_that_shut_an_option_or_that_it_waits_for() -> None:
    loans = generated(80, seed=21)
    decider = Decider(columnar(), TODAY, TODAY)
    rows = decider.decide(loans.batch(range(80))).rows
    options = {one.id: one for one in columnar().program.options}
    marks = {"not_available": "-", "needs_information": "?", "needs_action": "!"}
    truths = {"-": Truth.UNMET, "?": Truth.UNKNOWN, "!": Truth.UNMET}
    for row, view in zip(rows.iter_rows(named=True), loans.views, strict=True):
        outcome = outcome_of(view, TODAY)
        parts = dict(part.split(": ") for part in row["deciding"].split("; ") if part)
        closed = [name for name in options if row[f"status.{name}"] in marks]
        assert list(parts) == closed
        for name, text in parts.items():
            by_id = {one.id: one for one in options[name].criteria}
            for mark, one in ((said_[0], by_id[said_[1:]]) for said_ in text.split(", ")):
                assert mark == marks[row[f"status.{name}"]]
                assert outcome.criteria[one.key] is truths[mark]
                assert one.curable or mark != "!"


@pytest.mark.parametrize("sizes", [[1], [13, 5, 30], [59]])
def test_nothing_that_is_said_of_a_row_depends_on_where_a_batch_begins(sizes: list[int]) -> None:
    loans = generated(60, seed=2, broken=frozenset({7, 31}))
    decider = Decider(columnar(), TODAY, TODAY)
    whole = decider.decide(loans.batch(range(60)))
    parts, begin = [], 0
    for size in [*sizes, 60]:
        parts.append(decider.decide(loans.batch(range(begin, min(begin + size, 60)))))
        begin = min(begin + size, 60)
    assert pl.concat([one.rows for one in parts]).equals(whole.rows)
    counts: dict[str, int] = {}
    for one in parts:
        for name, count in one.missing.items():
            counts[name] = counts.get(name, 0) + count
    assert counts == dict(whole.missing)


def test_each_row_is_decided_for_the_day_that_it_tells_or_for_today() -> None:
    loans = generated(4)
    days = [date(2026, 11, 25), date(2026, 12, 31), None]
    views = [
        FactView(view.id, {name: value for name, value in view.facts.items() if name != "as_of"} | told)
        for view, told in zip(loans.views, [{"as_of": day} if day else {} for day in days], strict=False)
    ]
    rows = Decider(columnar(), date(2027, 1, 5)).decide(replace_views(loans, views)).rows
    assert rows["as_of"].to_list() == [days[0], days[1], date(2027, 1, 5)]
    for row, view in zip(rows.iter_rows(named=True), views, strict=True):
        assert differing(row, said_by_the_reference(view, row["as_of"])) == {}


def replace_views(loans: InMemory, views: list[FactView]) -> Any:
    return InMemory(loans.layout, views).batch(range(len(views)))


def test_a_frame_without_days_is_decided_for_today() -> None:
    batch = generated(3).batch(range(3))
    batch = replace(batch, frame=batch.frame.drop("as_of"))
    assert Decider(columnar(), TODAY).decide(batch).rows["as_of"].to_list() == [TODAY] * 3


def test_a_row_for_a_day_of_which_the_pack_says_nothing_is_left_out_and_told() -> None:
    loans = generated(4)
    views = [FactView(one.id, {**one.facts, "as_of": TODAY}) for one in loans.views]
    views[1] = FactView("L1", {**views[1].facts, "as_of": date(2019, 1, 1)})
    decided = Decider(columnar(), TODAY, files=("loans.ndjson",)).decide(replace_views(loans, views))
    assert decided.rows["id"].to_list() == ["b0", "b2", "b3"]
    assert [(one.code, one.file, one.row, one.id) for one in decided.left_out] == [
        ("R242", "loans.ndjson", 2, "b1")
    ]
    assert "`weilidai` says nothing for 2019-01-01" in decided.left_out[0].reason


def test_a_batch_of_which_nothing_can_be_decided_has_no_rows_and_the_right_columns() -> None:
    loans = generated(2)
    views = [FactView(one.id, {**one.facts, "as_of": date(2019, 1, 1)}) for one in loans.views]
    batch = replace_views(loans, views)
    decider = Decider(columnar(), TODAY, files=("loans.csv",))
    decided = decider.decide(batch)
    assert decided.rows.is_empty()
    assert dict(decided.rows.schema) == dict(decider.columns.schema)
    assert [(one.file, one.row) for one in decided.left_out] == [("loans.csv", 1), ("loans.csv", 2)]


def test_a_batch_without_rows_has_none() -> None:
    batch = generated(2, broken=frozenset({0, 1})).batch(range(2))
    assert Decider(columnar(), TODAY, TODAY).decide(batch).rows.is_empty()


def test_a_row_that_does_not_fit_into_the_table_is_decided_by_the_reference_and_says_so() -> None:
    loans = generated(3)
    view = loans.views[1]
    odd = FactView(view.id, {**view.facts, "borrower.monthly_income": Decimal("1234.567")})
    views = [loans.views[0], odd, loans.views[2]]
    decider = Decider(columnar(), TODAY, TODAY)
    rows = decider.decide(replace_views(loans, views)).rows
    assert rows["by_reference"].to_list()[1] is True
    told = said_by_the_reference(odd, TODAY) | figures(odd, TODAY, decider.columns)
    assert differing(rows.row(1, named=True), told) == {}


def test_figures_keep_every_kind_of_value() -> None:
    program = of_formulas(
        [
            ("loan.balance / 3", "yuan"),
            ('date("2026-12-01")', "date"),
            ("loan.balance > 10", "truth"),
            ('if loan.balance > 10 then "=much" else "little"', "text"),
        ]
    )
    made = columnar_for(program)
    views = [FactView("", {"loan.balance": Decimal(100)}), FactView("", {"loan.balance": Decimal("-2.5")})]
    rows = (
        Decider(made, TODAY, TODAY)
        .decide(InMemory(made.layout, [*views, FactView("", {})]).batch(range(3)))
        .rows
    )
    assert rows.select(pl.col("^figure.*$")).rows() == [
        (Decimal("33.333333"), date(2026, 12, 1), True, "=much"),
        (Decimal("-0.833333"), date(2026, 12, 1), False, "little"),
        (None, date(2026, 12, 1), None, None),
    ]
    units = ["yuan", "date", "truth", "text"]
    columns = columns_of(made, None)
    assert [one.unit for one in columns.figures] == units
    for view, row in zip(views, rows.iter_rows(named=True), strict=False):
        told = expected(program, evaluate(program, view, TODAY), columns)
        assert differing(row, {name: value for name, value in told.items() if "figure" in name}) == {}
