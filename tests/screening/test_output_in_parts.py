"""An output in parts, as many machines write it, is read as one file is, if all of it is there."""

from pathlib import Path

import pytest

pytest.importorskip("polars")

from engine.diagnostics import Faulty
from engine.explanation.assess import Assessor
from engine.screening.explain import explain
from engine.screening.output_columns import columns_of
from engine.screening.output_forms import WRITINGS, Form
from engine.screening.record import read
from engine.screening.replay import replay
from engine.screening.run import run
from engine.screening.stored import Stored
from tests.screening.small import TODAY, asked, columnar, loans

COLUMNS = columns_of(columnar(), TODAY)


def in_parts(folder: Path, form: Form) -> Path:
    """Screened rows in a folder: five in one part, those after in another, and the word that this is all."""
    whole, output = folder / f"whole.{form}", folder / f"out.{form}"
    run(columnar(), loans(), whole, asked())
    output.mkdir()
    if form == "parquet":
        import polars as pl

        rows = pl.read_parquet(whole)
        rows[:5].write_parquet(output / "part-00000.parquet")
        rows[5:].write_parquet(output / "part-00001.parquet")
    else:
        lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
        head = lines[:1] if form == "csv" else []
        rest = lines[len(head) :]
        for at, some in enumerate((rest[:5], rest[5:])):
            (output / f"part-{at:05}.{form}").write_text("".join([*head, *some]), encoding="utf-8")
    (output / "_SUCCESS").touch()
    return output


@pytest.mark.parametrize("form", WRITINGS)
def test_every_row_of_the_parts_is_replayed_and_any_of_them_explained(form: Form, tmp_path: Path) -> None:
    stored = Stored(in_parts(tmp_path, form), COLUMNS)
    program, record = columnar().program, read(tmp_path / f"whole.{form}")
    found = replay(program, COLUMNS, loans(), stored, record=record, sample=None)
    assert (found.checked, found.rows, found.faults) == (23, 23, ())
    assessor = Assessor(program, language="en", engine="reference")
    for id_ in ("b4", "b5"):
        ((row, differences),) = explain(assessor, COLUMNS, loans(), stored, id_, record).rows
        assert (row.id, differences) == (id_, ())


@pytest.mark.parametrize("gone", ["_SUCCESS", "part-*"])
def test_parts_of_which_some_may_be_missing_are_not_read(gone: str, tmp_path: Path) -> None:
    output = in_parts(tmp_path, "csv")
    for one in output.glob(gone):
        one.unlink()
    with pytest.raises(Faulty, match=r"`.*out\.csv` can't be read as a screened portfolio") as refused:
        Stored(output, COLUMNS)
    (fault,) = refused.value.diagnostics
    assert fault.code == "B106"
    assert fault.help == "let the run end that writes it, or screen again"
