"""The commands on files: what they write, what they say on which stream, and with which status they leave."""

import json
import os
import re
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("polars")

import polars as pl

from engine import load_pack, screen
from engine.diagnostics import WrongUsage
from engine.screening.resume import folder_of
from engine.screening.run import BATCH
from tests.cli.conftest import run as run  # noqa: PLC0414  (the fixture of this name)
from tests.cli.running import ILLNESS, SMALL, Run, command, environment
from tests.screening.small import TODAY


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    """Borrowers in a file, a profile a line; every tenth has an income that is no number."""
    profile = json.loads(ILLNESS.read_text(encoding="utf-8"))
    lines = []
    for number in range(40):
        profile["borrower"]["monthly_income"] = "much" if number % 10 == 9 else number * 300
        lines.append(json.dumps({"id": f"c{number}", **profile}))
    path = tmp_path / "loans.ndjson"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def screened(run: Run, loans: Path, output: Path, *more: str) -> None:
    ran = run("screen", loans, "-o", output, "--pack", SMALL, *more)
    assert ran.status == 1, ran.err


def test_screening_says_what_came_out_and_that_rows_were_left_out(run: Run, loans: Path) -> None:
    output, summary = loans.with_name("out.parquet"), loans.with_name("summary.html")
    ran = run("screen", loans, "-o", output, "--pack", SMALL, "--language", "en", "--summary", summary)
    assert ran.status == 1
    assert ran.out.splitlines()[2:4] == ["36 loans", "4 more rows were left out; see the quarantine file"]
    assert re.search(r"out\.parquet`: 36 rows\n.*quarantine\.csv`: 4 rows left out\n$", ran.err)
    assert pl.read_parquet(output).height == 36
    assert summary.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_screening_rows_that_are_all_sound_leaves_with_success(run: Run, loans: Path) -> None:
    lines = [line for line in loans.read_text(encoding="utf-8").splitlines() if "much" not in line]
    loans.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = run("screen", loans, "-o", loans.with_name("out.csv"), "--pack", SMALL, "--as-of", "2026-11-25")
    assert ran.status == 0
    assert (loans.with_name("out.csv")).read_text(encoding="utf-8").count("2026-11-25") >= 36


def test_a_preflight_writes_nothing(run: Run, loans: Path) -> None:
    before = sorted(loans.parent.iterdir())
    ran = run("screen", loans, "--preflight", "--pack", SMALL)
    assert ran.status == 0
    assert "borrower.monthly_income" in ran.out
    assert sorted(loans.parent.iterdir()) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen", "x.csv"],
        ["screen", "x.csv", "-o", "out.csv", "--batch", "0"],
        ["replay", "out.csv", "--input", "x.csv", "--sample", "some"],
        ["replay", "out.csv", "--input", "x.csv", "--sample", "0"],
        ["replay", "out.csv", "--input", "x.csv", "--sample", "1" * 5000],
        ["explain", "out.csv", "--input", "x.csv"],
    ],
)
def test_wrong_usage_is_told_as_such(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).status == 2


def test_a_summary_that_could_not_be_written_is_refused_before_the_run(run: Run, loans: Path) -> None:
    output = loans.with_name("out.csv")
    ran = run("screen", loans, "-o", output, "--pack", SMALL, "--summary", loans.with_name("s.pdf"))
    assert ran.status == 2
    assert not output.exists()


def test_a_row_is_explained_and_agrees(run: Run, loans: Path) -> None:
    output = loans.with_name("out.csv")
    screened(run, loans, output)
    ran = run("explain", output, "--id", "c7", "--input", loans, "--pack", SMALL, "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("✓ stored row c7 1: agrees\n")
    as_data = run("explain", output, "--id", "c7", "--input", loans, "--pack", SMALL, "--format", "json")
    assert json.loads(as_data.out)["stored"][0]["agrees"] is True


@pytest.mark.parametrize("sample", ["12", "all"])
def test_a_replay_finds_no_difference(run: Run, loans: Path, sample: str) -> None:
    output = loans.with_name("out.parquet")
    screened(run, loans, output)
    ran = run("replay", output, "--input", loans, "--pack", SMALL, "--sample", sample)
    checked = "36" if sample == "all" else sample
    assert ran.status == 0, ran.err
    assert ran.out == f"{checked} of 36 rows computed again by the reference: no difference\n"


def test_a_replay_by_other_rules_names_both_packs(run: Run, loans: Path) -> None:
    output = loans.with_name("out.csv")
    screened(run, loans, output)
    sha256 = load_pack(SMALL).sha256
    text = output.read_text(encoding="utf-8").replace(sha256, "c" * 64)
    output.write_text(text, encoding="utf-8")
    ran = run("replay", output, "--input", loans, "--pack", SMALL, "--sample", "1")
    assert ran.status == 1
    assert f"screened by the pack {'c' * 64}, this one is {sha256}" in ran.err


def test_an_interrupted_run_says_how_to_go_on_and_does(run: Run, loans: Path) -> None:
    output, whole = loans.with_name("out.csv"), loans.with_name("whole.csv")
    screened(run, loans, whole, "--batch", "7")
    process = subprocess.Popen(  # noqa: S603  (our own program)
        command("screen", loans, "-o", output, "--pack", SMALL, "--batch", "1"),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None:
        rows = folder_of(output) / "rows"
        if rows.exists() and rows.stat().st_size > 0:
            os.kill(process.pid, signal.SIGINT)
            break
    _, err = process.communicate(timeout=60)
    assert process.returncode in {1, 130, -signal.SIGINT}, err  # not 130: it was done before
    if process.returncode == 130:
        assert "Traceback" not in err
        assert "interrupted" in err
        screened(run, loans, output, "--resume")
    assert output.read_bytes() == whole.read_bytes()


def test_the_help_says_how_many_rows_are_decided_at_once(run: Run) -> None:
    assert f"Default: {BATCH}." in " ".join(run("screen", "--help").out.split())


def test_a_library_call_screens_too(loans: Path) -> None:
    output = loans.with_name("out.ndjson")
    report = screen(load_pack(SMALL), [loans], output, today=TODAY)
    assert (report.summary.rows, report.summary.left_out) == (36, 4)
    with pytest.raises(WrongUsage, match="neither the day"):
        screen(load_pack(SMALL), [loans], output)


@pytest.mark.parametrize("name", ["screen", "explain", "replay"])
def test_without_polars_it_is_said_how_to_get_it(
    run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    more = {"screen": ["-o", "out.csv"], "explain": ["--id", "1", "--input", "x"], "replay": ["--input", "x"]}
    ran = run(name, "loans.csv", *more[name])
    assert (ran.status, ran.out) == (5, "")
    assert "pip install 'xieshang[columns]'" in ran.err


def test_a_mapping_is_part_of_what_a_run_is_a_run_of(run: Run, tmp_path: Path) -> None:
    table, mapping, output = tmp_path / "loans.csv", tmp_path / "loans.yaml", tmp_path / "out.csv"
    table.write_text("cust,income\na,4000\nb,900\n", encoding="utf-8")
    mapping.write_text("id: cust\ncolumns:\n  income: {fact: borrower.monthly_income, unit: yuan}\n", "utf-8")
    ran = run("screen", table, "-o", output, "--mapping", mapping, "--as-of", "2026-11-25", "--pack", SMALL)
    assert ran.status == 0, ran.err
    assert [line.partition(",")[0] for line in output.read_text(encoding="utf-8").splitlines()] == [
        "id",
        "a",
        "b",
    ]
    record = json.loads(Path(f"{output}.run.json").read_text(encoding="utf-8"))
    assert record["identity"]["mapping"] == sha256(mapping.read_bytes()).hexdigest()
    ran = run("replay", output, "--input", table, "--mapping", mapping, "--sample", "all", "--pack", SMALL)
    assert (ran.status, ran.out.split(":")[1].strip()) == (0, "no difference")


def test_an_output_does_not_take_the_place_of_its_input(run: Run, loans: Path) -> None:
    before = loans.read_bytes()
    ran = run("screen", loans, "-o", loans, "--pack", SMALL, "--restart")
    assert ran.status == 2
    assert "is part of the input" in ran.err
    assert loans.read_bytes() == before
