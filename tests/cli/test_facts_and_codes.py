"""`xieshang facts` and `xieshang codes`: what a profile can tell, and what a diagnostic means."""

import json
import shutil
from pathlib import Path
from unicodedata import category

import pytest

from tests.cli.running import DEMO, ROOT, SMALL, Run

PAGES = ROOT / "docs" / "diagnostics"


def test_every_fact_is_told_with_its_question(run: Run) -> None:
    ran = run("facts")
    assert (ran.status, ran.err) == (0, "")
    assert "borrower.savings  （元，0 至 1,000,000,000,000；敏感）\n" in ran.out
    assert "现在可以动用的存款有多少元" in ran.out


def test_one_fact_is_told_with_the_words_of_its_values(run: Run) -> None:
    ran = run("facts", "loan.rate.per", "--language", "en")
    assert ran.status == 0
    assert ran.out.startswith("loan.rate.per  (one of a set)\n")
    assert "    day   a day\n" in ran.out
    assert "borrower" not in ran.out


def test_the_facts_of_a_part_are_told_together(run: Run) -> None:
    ran = run("facts", "loan.rate")
    names = [line.split()[0] for line in ran.out.splitlines() if line.startswith("loan")]
    assert names == ["loan.rate.value", "loan.rate.per"]


def test_facts_come_for_machines_in_every_language(run: Run) -> None:
    ran = run("facts", "hardship.cause", "--format", "json")
    assert ran.status == 0
    (fact,) = json.loads(ran.out)
    assert fact["name"] == "hardship.cause"
    assert set(fact["words"]) == {"zh", "en"}
    assert set(fact["labels"]["illness"]) == {"zh", "en"}
    assert fact["sensitive"] is True


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("borower.savings", "borrower.savings"),
        ("loan.finl", "loan.final_maturity_date"),  # and not `loan.id`, which is as short
        ("loan.fina", "loan.final_maturity_date"),
        ("monthly_income", "borrower.monthly_income"),
        ("lona", "loan"),
        ("evidnce", "evidence"),
    ],
)
def test_a_misspelt_fact_is_answered_with_the_nearest(run: Run, written: str, meant: str) -> None:
    ran = run("facts", written)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"error: there is no fact `{written}`; did you mean `{meant}`?\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["facts", "{}"],
        ["facts", "--language", "{}"],
        ["codes", "{}"],
        ["show", "{}"],
        ["show", "--language", "{}"],
        ["assess", str(DEMO), "--language", "{}"],
        ["assess", str(DEMO), "--as-of", "{}"],
        ["assess", str(DEMO), "--format", "{}"],
        ["assess", "{}"],
        ["assess", str(DEMO), "--pack", "{}"],
        ["check", "{}"],
        ["schedule", str(DEMO), "--capacity", "{}"],
        ["{}"],
    ],
    ids=" ".join,
)
def test_what_is_typed_steers_no_terminal_when_it_is_repeated(run: Run, arguments: list[str]) -> None:
    nasty = "\x1b[31mred\x1b]0;title\x07\r\u202e"
    ran = run(*(one.format(nasty) for one in arguments))
    assert ran.status in {1, 2}
    assert not [char for char in ran.out + ran.err if category(char) in {"Cc", "Cf"} and char != "\n"]
    assert "red" in ran.err


def test_a_name_like_no_fact_is_answered_without_a_guess(run: Run) -> None:
    assert run("facts", "xyzzy").err.endswith("there is no fact `xyzzy`\n")


def test_a_language_in_which_the_facts_have_no_words_is_wrong_usage(run: Run) -> None:
    ran = run("facts", "--language", "fr")
    assert ran.status == 2
    assert "zh, en" in ran.err


def test_a_pack_can_have_facts_of_its_own(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SMALL, pack)
    assert run("facts", "as_of", "--pack", pack) == run("facts", "as_of")
    head = pack / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "profile_schema: own.schema.json\n", encoding="utf-8")
    assert "error[F114]" in run("facts", "--pack", pack).err
    (pack / "own.schema.json").write_text("{}", encoding="utf-8")
    ran = run("facts", "--pack", pack)
    assert (ran.status, ran.out) == (1, "")
    assert "own.schema.json" in ran.err
    assert run("check", pack).err.startswith(ran.err)


def test_every_code_has_a_line(run: Run) -> None:
    ran = run("codes")
    assert (ran.status, ran.err) == (0, "")
    assert "R204 unknown fact\n" in ran.out
    assert [line.split()[0] for line in ran.out.splitlines()] == sorted(
        one.stem for one in PAGES.glob("[A-Z][0-9]*.md")
    )


@pytest.mark.parametrize("code", ["R204", "r204"])
def test_a_code_is_explained_with_a_wrong_and_a_right_example(run: Run, code: str) -> None:
    ran = run("codes", code)
    assert ran.status == 0
    assert ran.out == (PAGES / "R204.md").read_text(encoding="utf-8")


def test_a_code_that_there_is_not_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("codes", "R203")
    assert (ran.status, ran.out) == (2, "")
    assert "there is no code `R203`; did you mean `R2" in ran.err
    assert run("codes", "../README").status == 2
