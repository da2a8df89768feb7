"""A replay by the reference finds no difference in a true output, and whatever was changed in another."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from engine.diagnostics import Faulty
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.screening.difference import text
from engine.screening.output_columns import columnar_for, columns_of
from engine.screening.record import changed_input, read
from engine.screening.replay import Replayed, drawn, replay
from engine.screening.run import Asked, run
from engine.screening.stored import Stored
from tests.evaluation.columnar.programs import of_formulas
from tests.screening import weilidai
from tests.screening.loans import InMemory
from tests.screening.small import SMALL, TODAY, asked, columnar, loans

COLUMNS = columns_of(columnar(), TODAY)


def replayed(output: Path, sample: int | None, portfolio: InMemory | None = None) -> Replayed:
    return replay(
        columnar().program,
        COLUMNS,
        portfolio or loans(),
        Stored(output, COLUMNS),
        record=read(output),
        sample=sample,
    )


@pytest.mark.parametrize("form", ["parquet", "ndjson", "csv"])
def test_a_true_output_has_no_difference(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    run(columnar(), loans(broken=frozenset({2})), output, asked())
    whole = replayed(output, None)
    assert (whole.checked, whole.rows, whole.faults) == (22, 22, ())
    assert whole.said() == "22 of 22 rows computed again by the reference: no difference"
    assert replayed(output, 7).checked == 7


def test_a_generated_portfolio_of_the_whole_pack_has_no_difference(tmp_path: Path) -> None:
    output, portfolio = tmp_path / "out.csv", weilidai.generated(120, seed=17)
    run(weilidai.columnar(), portfolio, output, Asked(today=weilidai.TODAY))
    columns = columns_of(weilidai.columnar(), None)
    stored = Stored(output, columns)
    program = weilidai.columnar().program
    found = replay(program, columns, portfolio, stored, record=read(output), sample=25)
    assert (found.checked, found.faults) == (25, ())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recommended", None),
        ("alerts", ["made_up"]),
        ("unsettled", ["made_up"]),
        ("deciding", ""),
        ("figure.capacity", "0.01"),
        ("as_of", "2026-11-23"),
    ],
)
def test_whatever_is_changed_in_a_row_is_found(column: str, value: object, tmp_path: Path) -> None:
    output = tmp_path / "out.ndjson"
    run(columnar(), loans(), output, asked())
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert lines[4].keys() >= {column}
    lines[4][column] = value
    output.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    found = replayed(output, None)
    assert [one.code for one in found.faults] == ["B110"]
    assert f"row `b4`, loan `1`, differs in `{column}`" in found.faults[0].message
    assert found.said().endswith("faults in 1 row")


def test_the_same_seed_draws_the_same_rows_and_another_others() -> None:
    assert drawn(1_000, 20, 1) == drawn(1_000, 20, 1)
    assert drawn(1_000, 20, 1) != drawn(1_000, 20, 2)
    assert len(set(drawn(1_000, 20, 1))) == 20
    assert list(drawn(5, 20, 1)) == list(drawn(5, None, 1)) == [0, 1, 2, 3, 4]


def test_another_input_or_pack_is_no_difference_but_refused(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    with pytest.raises(Faulty) as refused:
        replayed(output, 3, loans(24))
    assert [one.code for one in refused.value.diagnostics] == ["B108"]
    text = output.read_text(encoding="utf-8").replace(columnar().program.sha256, "0" * 64)
    output.write_text(text, encoding="utf-8")
    with pytest.raises(Faulty) as other:
        replayed(output, 3)
    assert {one.code for one in other.value.diagnostics} == {"B109"}
    assert load_pack(SMALL).sha256 in str(other.value)


def test_figures_that_are_truths_and_texts_come_back_from_every_form(tmp_path: Path) -> None:
    program = of_formulas(
        [("loan.balance > 10", "truth"), ('if loan.balance > 10 then "=much" else "little"', "text")]
    )
    made = columnar_for(program)
    views = [FactView("", {"loan.balance": Decimal(row)}) for row in (5, 50)]
    portfolio = InMemory(made.layout, [*views, FactView("", {})])
    columns = columns_of(made, TODAY)
    for form in ("parquet", "ndjson", "csv"):
        output = tmp_path / f"out.{form}"
        run(made, portfolio, output, asked(as_of=TODAY))
        stored = Stored(output, columns)
        found = replay(program, columns, portfolio, stored, record=read(output), sample=None)
        assert (found.checked, found.faults) == (3, ())
        lost = replay(program, columns, portfolio, stored, record=None, sample=None)
        assert lost.faults == ()
        figures = [one.values["figure.m1"] for one in stored.at(range(3))]
        assert figures == ["little", "=much", None]


@pytest.mark.parametrize(
    ("value", "said"),
    [(True, "true"), (False, "false"), ((), "nothing"), ("", "nothing"), (Decimal("100.50"), "100.5")],
)
def test_a_difference_says_values_as_people_read_them(value: Any, said: str) -> None:
    assert text(value) == said


def test_what_changed_in_an_input_is_named(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    record = read(output)
    assert record is not None
    then = dict(record.identity.input)
    for now, how in (
        ({}, "`loans.ndjson` isn't in the input now"),
        (then | {"more.ndjson": "1:a"}, "`more.ndjson` wasn't in the input then"),
        ({"loans.ndjson": "9:z"}, "`loans.ndjson` has changed since"),
    ):
        fault = changed_input(record, now, output)
        assert fault is not None
        assert how in fault.message
    assert changed_input(record, {"../loans.ndjson": then["loans.ndjson"]}, output) is None
