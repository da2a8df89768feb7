"""A row of an output is explained by the whole recommendation, and it is said whether the row agrees."""

import json
from pathlib import Path

import pytest

pytest.importorskip("polars")

from msgspec.structs import replace

from engine.diagnostics import Faulty
from engine.explanation.assess import Assessor
from engine.profile.load import read_profile
from engine.profile.model import FactView
from engine.screening.explain import Explanation, explain, profile_of, written
from engine.screening.output_columns import columns_of
from engine.screening.record import read
from engine.screening.run import run
from engine.screening.stored import Stored
from tests.screening.loans import InMemory
from tests.screening.small import SMALL, TODAY, asked, columnar, loans, views

COLUMNS = columns_of(columnar(), TODAY)
FORMS = ("parquet", "ndjson", "csv")


def explained(output: Path, id_: str, portfolio: InMemory | None = None) -> Explanation:
    assessor = Assessor(columnar().program, language="en", engine="reference")
    return explain(assessor, COLUMNS, portfolio or loans(), Stored(output, COLUMNS), id_, read(output))


@pytest.mark.parametrize("form", FORMS)
def test_every_row_agrees_with_its_explanation(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    run(columnar(), loans(), output, asked())
    for row in range(23):
        found = explained(output, f"b{row}")
        assert found.faults == ()
        assert [differences for _, differences in found.rows] == [()]
        best = found.recommendation.loans[0].options[0]
        stored = found.rows[0][0].values["recommended"]
        assert stored == (best.id if best.status.value == "recommended" else None)


def test_the_recommendation_is_that_of_the_profile(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    profile = read_profile(SMALL / "profiles" / "illness.json", columnar().program.dictionary)
    shown = explained(output, "b0", InMemory(columnar().layout, [*profile.views(), *views(23)[1:]]))
    assert shown.recommendation.profile_sha256 == profile.sha256
    assert profile_of(profile.views(), columnar().program, "x").views() == profile.views()


def test_a_row_that_was_edited_is_shown_with_both_values(tmp_path: Path) -> None:
    output = tmp_path / "out.ndjson"
    run(columnar(), loans(), output, asked())
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    lines[3]["recommended"] = None
    output.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    found = explained(output, "b3")
    assert [one.code for one in found.faults] == ["B110"]
    text = written(found, "text")
    assert "✗ stored row b3 1: recommended: stored nothing, computed " in text
    assert json.loads(written(found, "json"))["stored"][0]["agrees"] is False


def test_each_form_says_that_the_row_agrees(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    found = explained(output, "b3")
    assert written(found, "text").endswith("\n✓ stored row b3 1: agrees\n")
    assert written(found, "markdown").endswith("\n- ✓ stored row b3 1: agrees\n")
    data = json.loads(written(found, "json"))
    assert data["stored"] == [{"loan": "1", "agrees": True, "differences": []}]
    assert data["contract"] if "contract" in data else data["as_of"] == "2026-11-22"


def test_an_input_that_has_changed_is_named_beside_the_answer(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    found = explained(output, "b3", loans(24))
    assert [one.code for one in found.faults] == ["B108"]
    assert found.recommendation.loans


def test_a_row_that_the_input_no_longer_has_can_not_be_explained(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    with pytest.raises(Faulty, match="there is no row `b20`"):
        explained(output, "b20", loans(5))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_cut_off_or_something_else_is_told(form: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    output.write_bytes(b"PK\x03\x04 no table {")
    with pytest.raises(Faulty) as refused:
        explained(output, "b1")
    assert [one.code for one in refused.value.diagnostics] == ["B106"]
    with pytest.raises(Faulty) as missing:
        Stored(tmp_path / f"gone.{form}", COLUMNS)
    assert [one.code for one in missing.value.diagnostics] == ["F101"]


def test_a_value_that_no_output_has_is_told(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    text = output.read_text(encoding="utf-8").replace("2026-11-22", "22.11.2026")
    output.write_text(text, encoding="utf-8")
    with pytest.raises(Faulty, match="holds what no output has"):
        explained(output, "b1")


def test_what_the_run_was_decided_by_is_held_against_the_pack_at_hand(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(columnar(), loans(), output, asked())
    program = replace(columnar().program, sha256="f" * 64)
    assessor = Assessor(program, language="en", engine="reference")
    found = explain(assessor, COLUMNS, loans(), Stored(output, COLUMNS), "b1", None)
    assert [one.code for one in found.faults] == ["B109"]
    assert columnar().program.sha256 in found.faults[0].message
    assert "f" * 64 in found.faults[0].message


def test_a_view_that_tells_of_no_loans_or_of_more_than_it_is_one_of_is_a_profile_of_its_own() -> None:
    program = columnar().program
    view = views(1)[0]
    alone = FactView("", {name: value for name, value in view.facts.items() if not name.startswith("loan")})
    assert profile_of([alone], program, "x").views() == (alone,)
    both = FactView("1", {**view.facts, "loans": ({"id": "1"}, {"id": "2"})})
    assert [one.facts for one in profile_of([both], program, "x").views()] == [both.facts]
