"""Comparing two versions of a pack from the command line."""

import json
import sys
from pathlib import Path

import pytest

from tests.analysis.difference.packs import SMALL, copy
from tests.cli.running import Run

STRICTER = ("options/payment_holiday/option.yaml", "as_of <= loan.final", "as_of < loan.final")


def test_versions_that_are_the_same_leave_with_nothing_to_tell(run: Run) -> None:
    ran = run("diff", SMALL, SMALL, "--fail-on-change", "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "The two versions don't differ." in ran.out


def test_a_change_is_told_and_fails_only_where_that_is_wished(run: Run, tmp_path: Path) -> None:
    other = copy(tmp_path, STRICTER)
    ran = run("diff", SMALL, other, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["proved_the_same"] is False
    output = tmp_path / "diff.html"
    ran = run("diff", SMALL, other, "--fail-on-change", "--format", "html", "-o", output)
    assert (ran.status, ran.out, ran.err) == (1, "", "")
    assert output.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_how_a_portfolio_is_read_needs_one(run: Run) -> None:
    ran = run("diff", SMALL, SMALL, "--by", "hardship.cause")
    assert (ran.status, ran.out) == (2, "")
    assert "give `--on` with them" in ran.err


def test_a_version_that_is_not_there_is_a_fault(run: Run) -> None:
    ran = run("diff", "nowhere", SMALL)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[D101]")


def test_without_the_solver_it_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    ran = run("diff", SMALL, SMALL)
    assert (ran.status, ran.out) == (5, "")
    assert ran.err == "error: z3 isn't installed; run `pip install 'xieshang[analysis]'`\n"
