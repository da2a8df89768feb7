"""`xieshang check` and `xieshang test`, as an analyst calls them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import SMALL, Run


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two packs, of which one has faults in two files."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "packs/good")
    shutil.copytree(SMALL, "packs/wrong")
    capacity = Path("packs/wrong/measures/capacity.yaml")
    capacity.write_text(
        capacity.read_text(encoding="utf-8").replace("monthly_income", "montly_income"), encoding="utf-8"
    )
    instalments = Path("packs/wrong/options/instalments/option.yaml")
    instalments.write_text(
        instalments.read_text(encoding="utf-8").replace("source: [X5]", "source: [X55]"), encoding="utf-8"
    )
    return Path("packs")


def test_the_packs_of_the_product_have_no_fault_and_all_their_cases_pass(run: Run) -> None:
    checked, tested = run("check"), run("test")
    assert (checked.status, checked.out) == (0, "checked weilidai: 0 faults\n")
    assert (tested.status, tested.err) == (0, "")
    assert tested.out.endswith(" cases passed\n")
    assert int(tested.out.split()[0].replace(",", "")) > 100


def test_all_faults_of_all_packs_are_told(run: Run, packs: Path) -> None:
    ran = run("check", packs)
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean `borrower.monthly_income`?" in ran.err
    assert "`X55`" in ran.err
    assert "checked good, wrong: " in ran.err.splitlines()[-1]


def test_one_pack_of_several_can_be_checked(run: Run, packs: Path) -> None:
    ran = run("check", packs / "good")
    assert (ran.status, ran.out, ran.err) == (0, "checked good: 0 faults\n", "")


def test_faults_of_rules_come_for_machines_too(run: Run, packs: Path) -> None:
    ran = run("check", packs / "wrong", "--format", "json")
    assert (ran.status, ran.err) == (1, "")
    assert {one["file"] for one in json.loads(ran.out)} >= {
        "packs/wrong/measures/capacity.yaml",
        "packs/wrong/options/instalments/option.yaml",
    }


def test_a_fault_of_two_places_comes_with_both_for_machines(run: Run, packs: Path) -> None:
    capacity = packs / "good" / "measures" / "capacity.yaml"
    capacity.write_text(f"{capacity.read_text(encoding='utf-8')}id: capacity\n", encoding="utf-8")
    (fault,) = json.loads(run("check", packs / "good", "--format", "json").out)
    assert fault["code"] == "Y106"
    assert [(one["file"], one["line"]) for one in fault["notes"]] == [(fault["file"], 2)]


def test_a_case_that_comes_out_otherwise_is_shown_where_it_stands(run: Run, packs: Path) -> None:
    cases = packs / "good" / "cases.yaml"
    cases.write_text(
        "- name: It is shut\n  profile: {base: illness}\n  expect: {payment_holiday: not_available}\n",
        encoding="utf-8",
    )
    ran = run("test", packs / "good")
    assert (ran.status, ran.out) == (1, "")
    assert "--> packs/good/cases.yaml:3:" in ran.err
    assert ran.err.endswith("\n1 of 8 cases failed\n")


def test_faults_of_a_pack_keep_its_cases_from_running(run: Run, packs: Path) -> None:
    ran = run("test", packs / "wrong")
    assert ran.status == 1
    assert ran.err.endswith("\nwrong: no case was run, as the rules are at fault\n0 cases passed\n")


@pytest.mark.parametrize("command", ["check", "test"])
@pytest.mark.parametrize(("folder", "code"), [("nowhere", "F115"), ("empty", "F116")])
def test_a_folder_without_packs_is_at_fault(
    run: Run, packs: Path, command: str, folder: str, code: str
) -> None:
    (packs / "empty").mkdir()
    ran = run(command, packs / folder)
    assert ran.status == 1
    assert f"error[{code}]" in ran.err


def test_an_answer_is_refused_while_the_pack_has_faults(run: Run, packs: Path) -> None:
    ran = run("assess", packs / "good" / "profiles" / "illness.json", "--pack", packs / "wrong")
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean `borrower.monthly_income`?" in ran.err
