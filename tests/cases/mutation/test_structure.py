"""Small changes of what isn't a condition: parameters and their dates, tables, criteria, preferences."""

from pathlib import Path

from engine.cases.mutation.model import Kind
from engine.cases.mutation.run import mutation
from engine.cases.run import run_cases
from tests.cases.running import SMALL, Run

TABLES = Path(__file__).parents[2] / "packs" / "tables"


def survivors(folder: Path, owner: str) -> set[str]:
    found = mutation(folder, run_cases(folder))
    assert found is not None
    left = [one.mutant for one in found.survivors]
    return {one.change for one in left if one.owner == owner and one.kind is not Kind.SOURCES}


def tried(folder: Path, kind: Kind) -> set[tuple[str, str]]:
    found = mutation(folder, run_cases(folder))
    assert found is not None
    return {(one.owner, one.change) for one in found.mutants if one.kind is kind}


def test_of_a_parameter_each_value_and_the_day_between_two_are_tried() -> None:
    assert tried(SMALL, Kind.PARAMETERS) == {
        ("evidence_fresh_days", change)
        for change in (
            "`60` read as `59`",
            "`60` read as `61`",
            "`90` read as `89`",
            "`90` read as `91`",
            "in force from `2023-12-31` instead of `2024-01-01`",
            "in force from `2024-01-02` instead of `2024-01-01`",
        )
    }


def shown(name: str, as_of: str, issued_on: str, status: str) -> str:
    return (
        f"- name: {name}\n  as_of: {as_of}\n"
        f"  profile: {{base: illness, evidence: [{{kind: medical_diagnosis, issued_on: {issued_on}}}]}}\n"
        f"  expect: {{payment_holiday: {status}}}\n"
    )


NINETY = shown("Ninety days", "2024-03-31", "2024-01-01", "recommended")
AGES = (
    NINETY
    + shown("Ninety-one", "2024-03-31", "2023-12-31", "needs_action")
    + shown("Sixty", "2023-12-31", "2023-11-01", "recommended")
    + shown("Sixty-one", "2023-12-31", "2023-10-31", "needs_action")
    + shown("Sixty-one the day after", "2024-01-01", "2023-11-01", "recommended")
)


def test_cases_at_the_ages_and_on_the_days_notice_every_change_of_a_parameter(run: Run) -> None:
    assert run(AGES).faults == ()
    assert survivors(Path("pack"), "evidence_fresh_days") == set()


def test_a_case_that_looks_at_the_parameter_itself_notices_it(run: Run) -> None:
    run(
        "- {name: Ninety, profile: {base: illness}, expect: {figures: {parameter.evidence_fresh_days: 90}}}\n"
    )
    left = survivors(Path("pack"), "evidence_fresh_days")
    assert {change for change in left if "9" in change.partition("read")[0]} == set()
    assert "`60` read as `61`" in left


def test_a_value_in_force_for_a_day_has_no_earlier_and_no_later_day(run: Run) -> None:
    values = (
        "id: evidence_fresh_days\nunit: day\nvalues:\n"
        "  - {from: 2020-01-01, to: 2020-01-01, value: 60, source: [product_evidence], confidence: low}\n"
        "  - {from: 2020-01-02, to: 2020-01-02, value: 70, source: [product_evidence], confidence: low}\n"
        "  - {from: 2020-01-03, value: 90, source: [product_evidence], confidence: low}\n"
    )
    assert run(NINETY, {"parameters/evidence_fresh_days.yaml": values}).faults == ()
    assert {change for _, change in tried(Path("pack"), Kind.PARAMETERS) if "force" in change} == {
        "in force from `2020-01-04` instead of `2020-01-03`"
    }


def test_each_row_is_left_out_and_the_default() -> None:
    changes = tried(TABLES, Kind.TABLES)
    assert {change for owner, change in changes if owner == "plan"} == {
        "row `nothing_left` left out",
        "row `small` left out",
        "row `passing` left out",
        "row `lasting` left out",
        "default left out",
    }
    assert ("urgency", "row 1 left out") in changes


def test_a_row_that_no_case_needs_can_be_left_out() -> None:
    assert survivors(TABLES, "plan") & {"row `lasting` left out", "row `nothing_left` left out"} == {
        "row `lasting` left out"
    }


def test_a_row_that_collects_another_document_is_noticed_by_what_is_missing() -> None:
    found = mutation(TABLES, run_cases(TABLES))
    assert found is not None
    own = [one for one in found.mutants if one.owner == "papers_by_cause"]
    left = {one.mutant for one in found.survivors}
    assert [one.change for one in own if one in left] == PAPERS_LEFT


# No case tells of an accident, and none has a plan of six or seven instalments.
PAPERS_LEFT = [
    '`? = "accident"` left out of `(? = "illness") or (? = "accident")`',
    '`"accident"` read as `"disaster"` in `? = "accident"`',
    "`? > 6` read as `? >= 6`",
    "`6` read as `5` in `? > 6`",
    "`6` read as `7` in `? > 6`",
]


def test_a_preference_that_follows_from_others_changes_nothing_and_one_that_does_not_is_noticed() -> None:
    assert tried(SMALL, Kind.PREFERENCES) == {
        ("payment_holiday", "no longer preferred over `instalments`"),
        ("fee_in_advance", "`suspends` is true"),
    }
    assert "no longer preferred over `instalments`" not in survivors(SMALL, "payment_holiday")
    assert survivors(SMALL, "fee_in_advance") == set()


def test_an_alert_that_holds_back_another_is_tried_without(run: Run) -> None:
    alert = (
        "id: fee_in_advance\nraised_when:\n  - id: someone_asks_for_a_fee\n"
        "    when: some one in third_parties satisfies one.asks_for_fee = true\n    source: [X7]\n"
        "suspends: false\nholds_back: [fee_in_advance]\nsteps: [hang_up]\n"
    )
    raised = "third_parties: [{kind: caller, asks_for_fee: true}]"
    case = f"- {{name: Held, profile: {{base: illness, {raised}}}, expect: {{alerts: []}}}}\n"
    assert run(case, {"alerts/fee_in_advance/alert.yaml": alert}).faults == ()
    assert "no longer holds back `fee_in_advance`" not in survivors(Path("pack"), "fee_in_advance")


def test_of_a_finding_each_criterion_is_left_out_and_all_is_read_as_any() -> None:
    changes = tried(SMALL, Kind.CRITERIA)
    assert ("temporary_hardship", "`all` of its criteria read as `any`") in changes
    assert ("temporary_hardship.hardship_will_pass", "left out") in changes
    assert ("instalments.something_can_be_paid", "left out") not in changes  # an option has one at least
    assert ("instalments.something_can_be_paid", "`curable` is true") in changes
    assert ("payment_holiday.illness_is_proved", "`curable` is false") in changes
    assert (
        "temporary_hardship.hardship_will_pass",
        "`curable` is true",
    ) not in changes  # it decides nothing there


PRESUMED = """id: instalments
eligible_when:
  - id: something_can_be_paid
    when: count(third_parties) = 0
    presumed_until_told: third_parties
    source: [X5]
steps: [contact_customer_service]
cautions: [never_pay_in_advance]
figures: [capacity, loan.next_instalment, parameter.evidence_fresh_days]
"""


def test_a_criterion_is_tried_without_its_presumption(run: Run) -> None:
    case = "- {{name: {0}, profile: {{base: illness, third_parties: {1}}}, expect: {{instalments: {2}}}}}\n"
    files = {"options/instalments/option.yaml": PRESUMED}
    change = "no longer presumed"
    assert run(case.format("Told", "[]", "available"), files).faults == ()
    assert change in survivors(Path("pack"), "instalments.something_can_be_paid")
    assert run(case.format("Not told", "null", "available"), files).faults == ()
    assert change not in survivors(Path("pack"), "instalments.something_can_be_paid")
