"""A pack that brings its own facts is screened by them, whatever it knows of: one loan, no day, nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.program.load import load_pack
from engine.program.model import Program
from engine.screening import screen as screening
from engine.screening.summary import Summary
from tests.evaluation.generate_program import AUTHORITIES, SOURCE, written
from tests.screening import own_facts
from tests.screening.loans import ROOT
from tests.screening.small import SMALL, TODAY


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def of_one_loan() -> Program:
    """The small pack, with facts of its own that know of one loan only."""
    schema = json.loads((ROOT / "schemas" / "profile.schema.json").read_text(encoding="utf-8"))
    del schema["not"], schema["properties"]["loans"], schema["properties"]["loan"]["x-each"]
    del schema["$defs"]["agreement"]["properties"]["loan_id"]["x-refers-to"]
    shutil.copytree(SMALL, "pack")
    Path("pack/own.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    with Path("pack/pack.yaml").open("a", encoding="utf-8") as head:
        head.write("profile_schema: own.schema.json\n")
    return load_pack(Path("pack"))


@pytest.mark.parametrize("form", ["ndjson", "csv"])
def test_a_pack_that_knows_of_one_loan_decides_as_one_that_knows_of_several(form: str) -> None:
    profile = json.loads((SMALL / "profiles" / "illness.json").read_text(encoding="utf-8"))
    if form == "csv":
        lines = ["id,borrower.monthly_income,loan.next_instalment", "b0,700,500", "b1,-7,", "b2,,500"]
    else:
        told = ({**profile, "id": f"b{at}", "borrower": {"monthly_income": at * 700 - 1}} for at in range(4))
        lines = [json.dumps(one) for one in told]
    name = f"a.{form}"
    Path(name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    alone = of_one_loan()
    rows = [decided(program, name) for program in (load_pack(SMALL), alone)]
    assert rows[0].equals(rows[1])
    assert pl.read_parquet("out.parquet")["loan"].to_list() == [None] * rows[1].height
    assert screening.replay(alone, "out.parquet", [name], sample=None).faults == ()
    found = screening.explain(alone, "out.parquet", "b2", [name], language="en")
    assert found.faults == ()


def decided(program: Program, name: str) -> pl.DataFrame:
    report = screening.screen(program, [name], "out.parquet", today=TODAY)
    assert report.quarantine is not None
    assert report.summary.left_out == 1
    return pl.read_parquet("out.parquet").drop("loan", "pack_sha256")


def of_cases(when: str) -> Program:
    """A pack about cases, of which nobody can tell a day, with one option and its criterion."""
    head = {
        "id": "cases",
        "version": "1.0.0",
        "title": {"en": "made up"},
        "jurisdiction": "CN",
        "languages": ["en"],
        "in_force": {"from": TODAY},
        "documents": [],
        "profile_schema": "own.schema.json",
    }
    criterion = {"id": "it_holds", "when": when, "source": SOURCE}
    said = {"it_holds": {"met": "yes", "unmet": "no", "unknown": "perhaps"}}
    files: dict[str, Any] = {
        "pack.yaml": head,
        "authorities.yaml": AUTHORITIES,
        "options/one/option.yaml": {"id": "one", "eligible_when": [criterion]},
        "options/one/words.en.yaml": {"title": "one", "summary": "words", "criteria": said},
    }
    pack = written(files, Path("pack"))
    Path("pack/own.schema.json").write_text(json.dumps(own_facts.SCHEMA), encoding="utf-8")
    return load_pack(pack)


LINES = {
    "a.csv": ["id,case.paid,case.note", "b0,3,x", "b1,7,", "b2,,y", "b3,-1,"],
    "a.ndjson": [
        '{"id": "b0", "case": {"paid": 3}}',
        '{"id": "b1", "case": {"paid": 7}}',
        '{"id": "b2"}',
        '{"id": "b3", "case": 3}',
    ],
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    ("when", "statuses"),
    [
        ("case.paid > 5", ["not_available", "recommended", "needs_information"]),
        ("1 < 2", ["recommended"] * 3),
        ("1 > 2", ["not_available"] * 3),
    ],
)
def test_rows_are_decided_where_no_profile_tells_a_day_or_nothing_that_is_told_matters(
    name: str, when: str, statuses: list[str]
) -> None:
    Path(name).write_text("".join(f"{one}\n" for one in LINES[name]), encoding="utf-8")
    program = of_cases(when)
    report = screening.screen(program, [name], "out.parquet", today=TODAY)
    rows = pl.read_parquet("out.parquet")
    assert rows["id"].to_list() == ["b0", "b1", "b2"]
    assert rows["status.one"].to_list() == statuses
    assert rows["as_of"].to_list() == [TODAY] * 3
    assert report.summary.missing == ({"case.paid": 1} if "needs_information" in statuses else {})
    assert report.summary.left_out == 1
    assert screening.replay(program, "out.parquet", [name], sample=None).faults == ()


def test_of_a_pack_without_options_every_row_comes_out_and_nothing_is_recommended() -> None:
    Path("pack").mkdir()
    shutil.copyfile(SMALL / "pack.yaml", "pack/pack.yaml")
    Path("a.csv").write_text("id,borrower.monthly_income\na,700\nb,\n", encoding="utf-8")
    program = load_pack(Path("pack"))
    report = screening.screen(program, ["a.csv"], "out.parquet", today=TODAY)
    rows = pl.read_parquet("out.parquet")
    assert (report.summary.rows, report.summary.left_out) == (2, 0)
    assert rows.select("id", "recommended", "deciding").rows() == [("a", None, None), ("b", None, None)]
    assert screening.replay(program, "out.parquet", ["a.csv"], sample=None).faults == ()


def test_a_file_without_rows_has_none_though_nothing_that_is_told_matters() -> None:
    Path("a.csv").write_text("id,case.paid\n", encoding="utf-8")
    report = screening.screen(of_cases("1 < 2"), ["a.csv"], "out.parquet", today=TODAY)
    assert report.summary == Summary()
    assert pl.read_parquet("out.parquet").height == 0
