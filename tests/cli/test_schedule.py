"""`xieshang schedule`: loan arithmetic from options, from a profile, or from both."""

import json
from pathlib import Path

import pytest

from tests.cli.running import DEMO, Run

LOAN = [
    "schedule",
    "--principal",
    "24000",
    "--daily-rate",
    "0.0004",
    "--method",
    "equal_principal",
    "--first-due",
    "2027-01-10",
    "--start",
    "2026-12-10",
]


def test_a_plan_is_worked_out_from_options_alone(run: Run) -> None:
    ran = run(*LOAN, "--instalments", 12, "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "2,297.60" in ran.out  # 24,000 / 12 = 2,000, and 24,000 x 0.0004 x 31 days = 297.60
    assert "2027-12-10" in ran.out


def test_a_plan_is_worked_out_from_a_profile_alone(run: Run) -> None:
    assert run("schedule", DEMO).out == run(*LOAN, "--instalments", 12).out


def test_options_go_before_the_profile(run: Run) -> None:
    ran = run("schedule", DEMO, "--principal", 12000, "--language", "en")
    assert ran.status == 0
    assert "1,148.80" in ran.out  # half of all


def test_the_fewest_instalments_that_fit_are_found(run: Run) -> None:
    ran = run("schedule", DEMO, "--capacity", 1000, "--language", "en")
    assert ran.status == 0
    # 24,000 / 34 + 297.60 = 1,003.48 is too dear, 24,000 / 35 + 297.60 = 983.31 fits
    assert "¥1,000.00 a month is enough for 35 instalments" in ran.out


def test_a_plan_comes_for_machines_too_and_into_a_file(run: Run, tmp_path: Path) -> None:
    printed = run("schedule", DEMO, "--format", "json")
    assert printed.status == 0
    assert json.loads(printed.out)
    ran = run("schedule", DEMO, "--format", "json", "-o", tmp_path / "plan.json")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == printed.out


def test_the_profile_can_come_from_standard_input(run: Run) -> None:
    assert run("schedule", "-", stdin=DEMO.read_bytes()).out == run("schedule", DEMO).out


def test_everything_that_is_missing_is_told_at_once(run: Run) -> None:
    ran = run("schedule", "--principal", 1)
    assert (ran.status, ran.out) == (2, "")
    for option in ("--daily-rate", "--method", "--first-due", "--instalments"):
        assert option in ran.err


def test_a_profile_with_faults_gives_no_plan(run: Run) -> None:
    ran = run("schedule", "-", stdin=b'{"loan": {"outstanding_principal": "a lot"}}')
    assert (ran.status, ran.out) == (1, "")
    assert "error[P3" in ran.err


def test_of_a_folder_no_profile_is_picked(run: Run) -> None:
    ran = run("schedule", DEMO.parent)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[F102] ")


def test_amounts_and_days_are_written_as_in_every_answer(run: Run) -> None:
    ran = run(*LOAN, "--capacity=-5")
    assert "每月能还 -¥5.00，" in ran.out
    assert "本金 ¥24,000.00" in ran.out
    assert "2026年12月10日起息" in ran.out
    assert "an't" not in ran.out
    english = run(*LOAN, "--instalments", 12, "--language", "en").out
    assert "The largest payment is ¥2,297.60, the last one is due on 10 Dec 2027," in english


@pytest.mark.parametrize(
    "wrong",
    [
        ("--principal", "1e9"),
        ("--principal", "24.000,50"),
        ("--principal", "٣"),
        ("--daily-rate", "0.04%"),
        ("--daily-rate", "2"),
        ("--instalments", "0"),
        ("--instalments", "601"),
        ("--first-due", "10.01.2027"),
        ("--start", "2027-02-01"),
        ("--capacity", "nan"),
        ("--method", "balloon"),
        ("--first-due", "9999-12-31"),
    ],
)
def test_a_figure_that_can_not_be_is_wrong_usage(run: Run, wrong: tuple[str, str]) -> None:
    ran = run(*LOAN, "--instalments", 12, *wrong)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(("error: ", "Usage: "))
