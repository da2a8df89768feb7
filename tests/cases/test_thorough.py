"""How thorough the cases are, as text and as data, and when the status says that they aren't enough."""

import json
import shutil
from pathlib import Path

import pytest

from commands.group import run
from engine.cases.coverage.reach import coverage
from engine.cases.thorough import Thorough, ask, said
from engine.diagnostics import WrongUsage, render
from engine.said import ANSWERED, AT_FAULT, USAGE
from tests.cases.probing import weilidai
from tests.cases.running import SMALL
from tests.expected import kept

TABLES = Path(__file__).parents[1] / "packs" / "tables"
FAULTS = Path(__file__).parents[1] / "faults"


def test_without_a_question_the_cases_are_run_as_ever() -> None:
    found = said([ask(SMALL, coverage=False, mutate=False)], (), "text")
    assert (found.out, found.err, found.status) == ("7 cases passed\n", "", ANSWERED)


def test_what_is_not_reached_is_shown_and_counted_and_is_no_fault() -> None:
    found = said([ask(SMALL, coverage=True, mutate=False)], (), "text")
    assert (found.err, found.status) == ("", ANSWERED)
    out = str(found.out)
    assert "error[C416] no case reaches this truth of `instalments.something_can_be_paid`" in out
    assert out.endswith("7 cases passed\n")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.endswith(("%", "none"))}
    assert list(rows) == ["criteria", "rows", "branches", "conditions", "thresholds"]
    assert rows["rows"] == ["0", "0", "none"]
    # Of seven criteria: one all three ways, three met and unmet, three only met.
    assert rows["criteria"] == ["12", "21", "57", "%"]


def test_it_is_a_fault_where_that_is_asked_for() -> None:
    found = [ask(SMALL, coverage=True, mutate=False)]
    assert said(found, ["criteria"], "text").status == AT_FAULT
    assert said(found, ["rows"], "text").status == ANSWERED


def test_what_is_not_noticed_is_shown_and_counted() -> None:
    found = [ask(SMALL, coverage=False, mutate=True)]
    out = str(said(found, (), "text").out)
    assert "error[C417] a change of `fee_in_advance.someone_asks_for_a_fee` goes unnoticed" in out
    table = [line.split() for line in out.splitlines() if line.split()[1:2] and line.split()[-1].isdigit()]
    named = {row[0]: [int(number) for number in row[1:]] for row in table if len(row) == 5}
    assert list(named)[-1] == "all"
    *kinds, total = named.values()
    assert [sum(column) for column in zip(*kinds, strict=True)] == total
    assert all(noticed + explained + left == of for noticed, explained, left, of in named.values())
    assert said(found, ["mutants"], "text").status == AT_FAULT


def test_as_data_it_is_one_list_of_packs() -> None:
    found = [ask(SMALL, coverage=True, mutate=True), ask(TABLES, coverage=True, mutate=False)]
    one, other = json.loads(str(said(found, (), "json").out))
    assert (one["pack"], one["cases"], one["passed"], one["faults"]) == ("small", 7, 7, [])
    assert one["reached"]["criteria"] == {"reached": 12, "of": 21}
    assert set(one["noticed"]["parameters"]) == {"noticed", "explained", "of"}
    assert one["explained"] == []
    assert {fault["code"] for fault in one["missing"]} == {"C416", "C417"}
    assert "noticed" not in other
    assert all(fault["line"] > 0 for fault in other["missing"])


def test_explanations_are_part_of_the_data(pack: Path) -> None:
    explained = "explained:\n  - {of: [proof_of_illness], changes: ['*'], why: because}\n"
    (pack / "mutants.yaml").write_text(explained, encoding="utf-8")
    (one,) = json.loads(str(said([ask(pack, coverage=False, mutate=True)], (), "json").out))
    assert {(each["of"], each["why"]) for each in one["explained"]} == {("proof_of_illness", "because")}


@pytest.mark.parametrize(("kind", "option"), [("mutants", "--mutate"), ("rows", "--coverage")])
def test_nothing_can_be_missing_that_nobody_has_looked_for(kind: str, option: str) -> None:
    with pytest.raises(WrongUsage, match=f"`--fail-on {kind}` needs `{option}`"):
        said([ask(SMALL, coverage=False, mutate=False)], [kind], "text")


def test_of_a_pack_at_fault_only_that_is_told(tmp_path: Path) -> None:
    found = said([ask(tmp_path, coverage=True, mutate=True)], ["rows", "mutants"], "text")
    assert found.status == AT_FAULT
    assert "F116" in found.err
    (data,) = json.loads(str(said([ask(tmp_path, coverage=True, mutate=True)], (), "json").out))
    assert [fault["code"] for fault in data["faults"]] == ["F116"]
    assert data["missing"] == []


def test_the_cases_of_the_pack_that_comes_along_reach_every_criterion_and_row() -> None:
    results = weilidai()
    assert said([Thorough(results, coverage(results))], ["criteria", "rows"], "text").status == ANSWERED


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("C416", "pack/options/instalments/option.yaml"),
        ("C417", "pack/alerts/fee_in_advance/alert.yaml"),
        ("C418", "pack/mutants.yaml"),
    ],
)
def test_what_is_missing_is_told_in_the_words_of_its_fixture(pack: Path, code: str, file: str) -> None:
    fixture = FAULTS / code
    if (fixture / "thorough").is_dir():
        shutil.copytree(fixture / "thorough", pack, dirs_exist_ok=True)
    found = ask(pack, coverage=True, mutate=True)
    told = [one for one in (*found.missing(), *found.faults) if (one.code, one.place[0]) == (code, file)]
    text = "\n\n".join(map(render, told)) + "\n"
    assert text == kept(fixture / "expected.txt", text)
    assert text.startswith(f"error[{code}]")


def test_the_command_asks_what_it_is_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["test", str(SMALL), "--coverage", "--fail-on", "criteria", "--format", "json"]
    assert run(arguments) == AT_FAULT
    assert set(json.loads(capsys.readouterr().out)[0]) == {
        "pack",
        "cases",
        "passed",
        "faults",
        "reached",
        "missing",
    }
    assert run(["test", str(SMALL), "--fail-on", "mutants"]) == USAGE
    assert "`--fail-on mutants` needs `--mutate`" in capsys.readouterr().err
