"""What a case may expect of further loans than the first, and of all loans together."""

import shutil
from pathlib import Path

import pytest

from engine.cases.model import Results
from tests.cases.running import helps, labels, told, write_and_run

JOINT = Path(__file__).parent.parent / "packs" / "joint"

# 9,000.00 - 5,000.00 - 1,000.00 = 3,000.00 for instalments of 2,000.00 and 2,500.00; by what is owed,
# 30,000.00 and 10,000.00, three parts and one.
TWO = """{
  "as_of": "2026-11-20",
  "borrower": {
    "monthly_income": 9000, "monthly_essential_expenses": 5000, "monthly_other_debt_payments": 1000,
    "has_stopped_paying": false
  },
  "declaration": {"is_true": true},
  "loans": [
    {"id": "one", "product": "online_loan", "next_instalment": 2000, "outstanding_principal": 30000,
     "is_due_as_a_whole": false, "days_overdue": 0},
    {"id": "two", "product": "online_loan", "next_instalment": 2500, "outstanding_principal": 10000,
     "is_due_as_a_whole": false, "days_overdue": 9},
    {"id": "car", "product": "car_loan", "next_instalment": 0, "outstanding_principal": 0}
  ]
}"""
SHARED = "{offers: {one: 2250.00, two: 750.00, car: null}, total: 3000, left: 0.00, fits: met}"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(JOINT, "pack")
    return Path("pack")


def expecting(pack: Path, expect: str, profile: str = "{base: two}") -> Results:
    case = f"- {{name: A case, profile: {profile}, expect: {expect}}}\n"
    return write_and_run(pack, {"cases.yaml": case, "profiles/two.json": TWO})


@pytest.mark.parametrize(
    "expect",
    [
        f"{{joint: {SHARED}}}",
        "{joint: {order: [two, one, car]}}",
        "{joint: {order: [two]}}",
        "{joint: {order: []}}",
        "{lower_instalment: not_available, loans: {two: {lower_instalment: recommended}}}",
        "{loans: {two: {figures: {offer_a_month: 750}, alerts: []}, one: {figures: {offer_a_month: 2250}}}}",
    ],
)
def test_what_holds_of_several_loans_is_passed_in_silence(pack: Path, expect: str) -> None:
    results = expecting(pack, expect)
    assert (results.passed, results.faults) == (1, ())


@pytest.mark.parametrize(
    ("expect", "marked", "found"),
    [
        ("{order: [one, two, car]}", "one", "[two, one, car]"),
        ("{offers: {two: 750.01}}", "750.01", "750"),
        ("{offers: {two: null}}", "null", "750"),
        ("{offers: {car: 0}}", "0", "null"),
        ("{total: 3001}", "3001", "3000"),
        ("{left: null}", "null", "0"),
        ("{fits: unmet}", "unmet", "met"),
        ("null", "joint", "几笔贷款一起谈"),
    ],
)
def test_what_is_said_otherwise_of_all_loans_is_told_at_its_place(
    pack: Path, expect: str, marked: str, found: str
) -> None:
    results = expecting(pack, f"{{joint: {expect}}}")
    assert told(results) == [("C409", marked)]
    assert labels(results) == [f"came out as `{found}`"]


def test_everything_said_otherwise_is_told_at_once(pack: Path) -> None:
    results = expecting(
        pack, "{joint: {order: [one], offers: {one: 1, two: 2}, total: 3, left: 4, fits: unknown}}"
    )
    assert [code for code, _ in told(results)] == ["C409"] * 6


@pytest.mark.parametrize(
    "profile",
    [
        "{base: two, declaration: {is_true: false}}",
        "{base: two, loans: [{product: online_loan}]}",
        "{as_of: 2026-11-20}",
    ],
)
def test_no_part_about_all_loans_can_be_expected_too(pack: Path, profile: str) -> None:
    assert expecting(pack, "{joint: null}", profile).faults == ()
    assert labels(expecting(pack, "{joint: {fits: met}}", profile)) == ["came out as `null`"]


def test_an_offer_that_is_not_known_is_null(pack: Path) -> None:
    profile = "{base: two, borrower: {monthly_income: null}}"
    expect = "{joint: {offers: {one: null, two: null}, total: null, left: null, fits: unknown}}"
    assert expecting(pack, expect, profile).faults == ()
    assert labels(expecting(pack, "{joint: {total: 0}}", profile)) == ["came out as `null`"]


def test_a_difference_in_a_further_loan_is_told_as_one_in_the_first(pack: Path) -> None:
    results = expecting(pack, "{loans: {two: {lower_instalment: available, figures: {offer_a_month: 1}}}}")
    assert told(results) == [("C401", "available"), ("C405", "1")]
    assert labels(results) == ["came out as `recommended`", "came out as `750`"]


@pytest.mark.parametrize(
    "expect",
    [
        "{loans: {tow: {alerts: []}}}",
        "{joint: {order: [tow, one]}}",
        "{joint: {offers: {tow: 1}}}",
    ],
)
def test_a_loan_that_the_profile_does_not_have_is_told(pack: Path, expect: str) -> None:
    results = expecting(pack, expect)
    assert told(results) == [("C411", "tow")]
    assert helps(results) == ["did you mean `two`?"]


def test_a_wrong_name_in_what_is_expected_of_a_further_loan_is_told(pack: Path) -> None:
    results = expecting(pack, "{loans: {two: {lower_instalments: available}}}")
    assert told(results) == [("C411", "lower_instalments")]


def test_of_a_profile_at_fault_only_that_is_told(pack: Path) -> None:
    results = expecting(pack, "{loans: {tow: {alerts: []}}}", "{base: two, borrower: {monthly_income: -1}}")
    assert [marked for _, marked in told(results)] == ["-1"]


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("{loans: {two: {joint: null}}}", "S104"),
        ("{loans: {two: {loans: {one: {alerts: []}}}}}", "S104"),
        ("{joint: {}}", "S106"),
        ("{joint: {verdict: fits}}", "S101"),
    ],
)
def test_further_loans_expect_nothing_of_all_and_what_is_said_of_all_has_its_own_keys(
    pack: Path, expect: str, code: str
) -> None:
    assert [fault.code for fault in expecting(pack, expect).faults] == [code]
