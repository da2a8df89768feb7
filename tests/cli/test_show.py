"""`xieshang show`: any rule of a pack, as an analyst or an adviser reads it."""

import json
from pathlib import Path

import pytest

from engine.showing.show import WIDTH
from tests.cli.running import SMALL, Ran, Run, start

TABLES = SMALL.parent / "tables"


@pytest.fixture
def show(run: Run) -> Run:
    """Shows something of the small pack."""

    def show(*arguments: str | Path) -> Ran:
        return run("show", "--pack", SMALL, *arguments)

    return show


def test_a_rule_is_shown_in_both_languages_with_its_sources(show: Run) -> None:
    ran = show("payment_holiday")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("申请缓交 / Apply for a payment holiday\n")
    assert (
        "· X2  申请要在最后到期日之前提出。\n  The application has to be made by the final maturity.\n"
        in ran.out
    )


def test_without_a_name_the_pack_of_the_product_is_shown(run: Run) -> None:
    ran = run("show", "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Renegotiating a 微粒贷 loan\n")
    assert "· statutory_extension  Apply for the statutory extension\n" in ran.out


def test_a_table_is_shown_as_a_table(run: Run) -> None:
    ran = run("show", "plan", "--pack", TABLES, "--language", "en", "--format", "markdown")
    assert ran.status == 0
    assert '| 3 passing | `-` | `"temporary"` | `-` | `12` | `"quick"` | terms |\n' in ran.out


def test_a_rule_comes_for_machines_too(show: Run) -> None:
    ran = show("capacity", "--format", "json")
    assert ran.status == 0
    assert json.loads(ran.out)["contract"] == "xieshang.show/1"


def test_a_name_that_means_nothing_is_wrong_usage_and_answered_with_the_nearest(show: Run) -> None:
    ran = show("payment_holidays")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "error: there is no rule `payment_holidays` in small; did you mean `payment_holiday`?\n"


def test_a_language_without_words_is_wrong_usage(show: Run) -> None:
    assert show("capacity", "--language", "fr").status == 2


def test_lines_are_as_long_as_the_terminal_is_wide(show: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    narrow = show("payment_holiday").out
    monkeypatch.setenv("COLUMNS", "90")
    assert len(narrow.splitlines()) > len(show("payment_holiday").out.splitlines())


def test_a_file_does_not_depend_on_the_terminal(
    show: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    ran = show("payment_holiday", "-o", tmp_path / "rule.txt")
    assert (ran.status, ran.out) == (0, "")
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    assert (tmp_path / "rule.txt").read_text(encoding="utf-8") == show("payment_holiday").out


def test_a_pipe_gets_plain_text() -> None:
    ran = start("show", "payment_holiday", "--pack", SMALL)
    assert (ran.status, ran.err) == (0, "")
    assert "\x1b" not in ran.out
