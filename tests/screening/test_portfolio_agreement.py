"""A portfolio says the same whatever it is written in, and the same as each profile read on its own."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.evaluation.columns.layout import Layout
from engine.profile.from_json import profile_from_data
from engine.profile.load import product_dictionary
from engine.screening.model import Place, Portfolio
from engine.screening.portfolio import open_portfolio
from engine.screening.portfolio_blame import judged
from tests.evaluation import generate_facts
from tests.screening import own_facts
from tests.screening.portfolios import Raw, dumped, facts_of, profile, table, views, whole, write_csv

LAYOUTS = {
    "product": Layout(product_dictionary()),
    "small": Layout(generate_facts.dictionary()),
    "own": own_facts.layout(),
}
DICTIONARIES = {name: one.dictionary for name, one in LAYOUTS.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portfolios")


def made(seed: int, which: str, count: int) -> list[Raw]:
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    return [profile(random, DICTIONARIES[which], random.choice((0.2, 0.6, 0.95))) for _ in range(count)]


def expect(portfolio: Portfolio, raws: Sequence[Raw], layout: Layout, size: int) -> None:
    """Frame, facts, loans and what doesn't fit are those of the profiles."""
    batches = whole(portfolio, size)
    assert [one for batch in batches for one in batch.rejected] == []
    wanted = views(raws, layout.dictionary)
    found = [batch.original(row) for batch in batches for row in range(batch.frame.height)]
    assert found == wanted
    frame = pl.concat([batch.frame for batch in batches])
    assert frame.schema == layout.table(wanted).schema
    assert frame.rows() == layout.table(wanted).rows()
    assert [one for batch in batches for one in batch.loans] == [view.id for view in wanted]
    fits = [row not in batch.unfit for batch in batches for row in range(batch.frame.height)]
    assert fits == [layout.fits(view) for view in wanted]


@given(seed=st.integers(0, 10**9), which=st.sampled_from([*LAYOUTS]), size=st.integers(1, 9))
@settings(max_examples=8, deadline=None)
def test_parquet_says_what_the_profiles_say(folder: Path, seed: int, which: str, size: int) -> None:
    raws, path = made(seed, which, 7), folder / "parquet.parquet"
    table(raws, LAYOUTS[which]).write_parquet(path)
    expect(open_portfolio([str(path)], LAYOUTS[which]), raws, LAYOUTS[which], size)


@given(seed=st.integers(0, 10**9), which=st.sampled_from([*LAYOUTS]), size=st.integers(1, 9))
@settings(max_examples=8, deadline=None)
def test_csv_says_what_the_profiles_say(folder: Path, seed: int, which: str, size: int) -> None:
    raws, path = made(seed, which, 7), folder / "csv.csv"
    write_csv(raws, path)
    expect(open_portfolio([str(path)], LAYOUTS[which]), raws, LAYOUTS[which], size)


@given(seed=st.integers(0, 10**9), which=st.sampled_from([*LAYOUTS]), size=st.integers(1, 9))
@settings(max_examples=5, deadline=None)
def test_ndjson_says_what_the_profiles_say(folder: Path, seed: int, which: str, size: int) -> None:
    raws, path = made(seed, which, 7), folder / "lines.ndjson"
    expect(open_portfolio([str(dumped(raws, path))], LAYOUTS[which]), raws, LAYOUTS[which], size)


SPOILT: tuple[tuple[str, Any], ...] = (
    ("borrower.savings", "1,000"),
    ("borrower.savings", "12.345"),
    ("borrower.savings", "1e3"),
    ("borrower.savings", "-5"),
    ("borrower.savings", "99999999999999999999"),
    ("borrower.savings", " 12.50 "),
    ("borrower.savings", "12.500"),
    ("borrower.savings", "NaN"),
    ("hardship.began_on", "2026-02-30"),
    ("hardship.began_on", "2026-2-3"),
    ("hardship.began_on", "0000-01-01"),
    ("hardship.began_on", "2999-01-01"),
    ("hardship.cause", "sick"),
    ("borrower.has_contacted_lender", "TRUE"),
    ("borrower.has_contacted_lender", "1"),
    ("loan.lender", "x" * 81),
    ("loan.id", "a\u200bb"),
    ("evidence", "[{]"),
    ("evidence", '[{"kind": "payslip"}]'),
    ("evidence", "null"),
    ("agreements", "[{}]"),
    ("loans", '[{"id": "7"}, {"id": "8", "days_overdue": 3}]'),
    ("loans", '[{"id": "7"}, {"id": "7"}]'),
)


@given(
    seed=st.integers(0, 10**9),
    spoilt=st.lists(st.sampled_from(SPOILT), min_size=1, max_size=4),
    size=st.integers(1, 9),
)
@settings(max_examples=20, deadline=None)
def test_columns_read_and_refuse_what_single_rows_would(
    folder: Path, seed: int, spoilt: list[tuple[str, str]], size: int
) -> None:
    layout, path = LAYOUTS["product"], folder / "spoilt.csv"
    write_csv(made(seed, "product", 6), path)
    held = pl.read_csv(path, infer_schema=False)
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    for name, text in spoilt:
        row = random.randrange(held.height)
        old = (
            held.get_column(name)
            if name in held.columns
            else pl.Series([None] * held.height, dtype=pl.String)
        )
        held = held.with_columns(pl.Series(name, [text if at == row else one for at, one in enumerate(old)]))
    held.write_csv(path)
    portfolio = open_portfolio([str(path)], layout)
    found = facts_of(whole(portfolio, size))
    reader: Any = portfolio.reader
    cells: pl.DataFrame = held.fill_null("")
    expected: dict[int, Any] = {}
    for row in range(held.height):
        read, faults = reader.rows.profile(cells.row(row, named=True), "row")
        expected[row + 1] = read.views() if read else {one.code for one in faults}
    for one in found:
        if isinstance(one[0], Place):
            assert one[4] in [view.facts for view in expected[one[0].row]]
            view = next(view for view in expected[one[0].row] if view.facts == one[4])
            assert one[5] == layout.table([view]).row(0)
            assert one[6] is not layout.fits(view)
        else:
            assert one[2].code in expected[one[1] - 1]
    rows = sum(len(one) if isinstance(one, tuple) else 1 for one in expected.values())
    assert len(found) == rows


BAD: tuple[tuple[str, str, Any], ...] = (
    ("borrower", "savings", "x"),
    ("borrower", "savings", Decimal("1.234")),
    ("hardship", "began_on", "2999-01-01"),
    ("hardship", "expected_end", "1999-01-01"),
    ("hardship", "cause", "sick"),
    ("loan", "id", "other"),
    ("loan", "days_overdue", Decimal(-1)),
    ("loan", "borrowed_on", "2999-01-01"),
    ("loan", "rate", {"value": Decimal(11)}),
    ("loan", "rate", 3),
)


@example(seed=0, bad=[("loan", "rate", 3)], both=False)
@given(seed=st.integers(0, 10**9), bad=st.lists(st.sampled_from(BAD), max_size=4), both=st.booleans())
@settings(max_examples=60, deadline=None)
def test_leaving_out_what_is_right_tells_the_same_faults(
    seed: int, bad: list[tuple[str, str, Any]], both: bool
) -> None:
    (raw,) = made(seed, "product", 1)
    for group, name, value in bad:
        raw[group] = {**raw.get(group, {}), name: value}
    if both:
        raw["loans"] = [{}, {"id": "1"}]
    assert judged(raw, DICTIONARIES["product"], "row") == profile_from_data(
        raw, DICTIONARIES["product"], "row"
    )


@given(seed=st.integers(0, 10**9), kind=st.sampled_from(["parquet", "csv", "ndjson"]), data=st.data())
@settings(max_examples=10, deadline=None)
def test_any_size_of_batch_and_any_begin_give_the_same_rows(
    folder: Path, seed: int, kind: str, data: st.DataObject
) -> None:
    layout, path = LAYOUTS["product"], folder / f"any.{kind}"
    raws = made(seed, "product", 8)
    if kind == "parquet":
        table(raws, layout).write_parquet(path, row_group_size=3)
    elif kind == "csv":
        write_csv(raws, path)
    else:
        dumped(raws, path)
    portfolio = open_portfolio([str(path), str(path.parent / "*any*")][:1], layout)
    wanted = facts_of(whole(portfolio, 100))
    batches = whole(portfolio, data.draw(st.integers(1, 9)))
    assert facts_of(batches) == wanted
    at = data.draw(st.integers(0, len(batches) - 1))
    rest = whole(portfolio, data.draw(st.integers(1, 9)), batches[at].after)
    assert facts_of([*batches[: at + 1], *rest]) == wanted
