"""What is wrong with the lending example of the DMN specification, each with a borrower who shows it.

The specification calls all its decision tables complete. Everything here is found by reading them the way DMN
does and by trying every score that people can have; `examples/packs/dmn-lending/README.md` tells it in words.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from engine import load_pack
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Status
from engine.feel.unknown import Unknown
from tests.examples import dmn_originations as published
from tests.examples.dmn_borrowers import AS_OF, PACK, borrower, borrowers, people, told

RISK = ("DECLINE", "HIGH", "MEDIUM", "LOW", "VERY LOW")  # from the most to the least
POINTS = sorted({79, 80, 81, 89, 90, 91, 99, 100, 101, 109, 110, 111, 119, 120, 121, 129, 130, 131})
CREDIT = sorted({limit + by for limit in (580, 590, 600, 610, 615, 625) for by in (-1, 0, 1)})
LIKE = {"age": 30, "marital_status": "M", "employment_status": "EMPLOYED"}  # 130 points


def decided(**changed: object) -> dict[str, Any]:
    return published.decisions(borrower(**changed))


@pytest.fixture(scope="module")
def everybody() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every borrower with what is decided."""
    return [(one, published.decisions(one)) for one in borrowers()]


def test_no_rows_of_the_risk_tables_overlap_and_none_is_missing_once_everything_is_told() -> None:
    for known, points in product((False, True), POINTS):
        assert len(published.matching(published.PRE_RISK, known, points)) == 1
        assert all(len(published.matching(published.POST_RISK, known, points, one)) == 1 for one in CREDIT)


def test_under_eighteen_no_row_gives_points_for_the_age() -> None:
    scores = [decided(**{**one, "age": 17})["application_risk_score"] for one in people()]
    assert min(scores) == 40
    assert not all(70 < score < 150 for score in scores)  # what the specification answers with
    assert all(70 < decided(**one)["application_risk_score"] < 150 for one in people() if one["age"] >= 18)


@pytest.mark.parametrize(
    "who",
    [
        {"age": 17, "credit_score": 700},
        {"is_existing_customer": True, "age": 22, "marital_status": "S", "employment_status": "STUDENT"},
    ],
)
def test_the_routing_accepts_whom_the_strategy_declines(who: dict[str, Any]) -> None:
    found = decided(**who)
    assert (found["strategy"], found["routing"]) == ("DECLINE", "ACCEPT")


def test_without_a_credit_score_no_row_matches_and_null_turns_into_a_decline() -> None:
    found = decided(credit_score=None)
    assert published.matching(published.POST_RISK, False, 130, None) == []
    assert (found["post_bureau_risk_category"], found["routing"]) == (None, "DECLINE")


def test_nobody_looks_whether_a_very_low_risk_is_bankrupt() -> None:
    assert decided(age=36, credit_score=None)["routing"] == "ACCEPT"
    assert decided(age=36, is_bankrupt=True)["routing"] == "DECLINE"
    assert decided(age=36)["bureau_call_type"] == "NONE"


def test_a_loan_without_interest_is_declined_as_its_instalment_is_null() -> None:
    found = decided(rate=Decimal(0), monthly_income=Decimal(1_000_000))
    assert published.installment("STANDARD LOAN", Decimal(1000), Decimal(0), 1) is None
    assert (found["eligibility"], found["strategy"]) == ("INELIGIBLE", "DECLINE")


def test_one_more_point_can_make_a_risk_worse() -> None:
    worse = {
        (known, points, credit)
        for known, points, credit in product((False, True), POINTS, range(560, 640))
        if _risk(known, points + 1, credit) < _risk(known, points, credit)
    }
    new = {(False, 119, credit) for credit in (*range(590, 600), *range(611, 626))}
    assert worse == new | {(True, 100, credit) for credit in (*range(580, 590), *range(601, 616))}


def _risk(known: bool, points: int, credit: int) -> int:
    (place,) = published.matching(published.POST_RISK, known, points, credit)
    return RISK.index(published.POST_RISK[place][1])


def test_who_turns_twenty_six_can_need_an_officer_for_it() -> None:
    who = {"is_existing_customer": True, "marital_status": "S", "employment_status": "SELF-EMPLOYED"}
    before, after = (decided(**who, age=age, credit_score=585) for age in (25, 26))
    assert (before["application_risk_score"], before["routing"]) == (96, "ACCEPT")
    assert (after["application_risk_score"], after["routing"]) == (101, "REFER")


def test_no_call_to_the_bureau_makes_the_row_for_credit_scores_under_580_matter(
    everybody: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    asked = [(one, made) for one, made in everybody if made["strategy"] == "BUREAU" and one["credit_score"]]
    assert any(one["credit_score"] < 580 for one, _ in asked)
    assert all(
        made["post_bureau_risk_category"] == "HIGH" for one, made in asked if one["credit_score"] < 580
    )
    assert decided(age=36, credit_score=579)["routing"] == "REFER"  # a call that the strategy doesn't want


def test_the_other_rows_that_stand_against_an_application_are_each_alone_at_times(
    everybody: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    def alone(
        rows: published.Rows, of: Callable[[dict[str, Any], dict[str, Any]], tuple[object, ...]]
    ) -> set[int]:
        last = len(rows) - 1
        found = (published.matching(rows, *of(one, made)) for one, made in everybody)
        return {places[0] for places in found if len(places) == 2 and places[1] == last}

    assert alone(
        published.ELIGIBILITY,
        lambda one, made: (made["pre_bureau_risk_category"], made["pre_bureau_affordability"], one["age"]),
    ) == {0, 1, 2}
    assert alone(
        published.ROUTING,
        lambda one, made: (
            made["post_bureau_risk_category"],
            made["post_bureau_affordability"],
            one["is_bankrupt"],
            one["credit_score"],
        ),
    ) == {0, 1, 2, 3}


def test_declined_as_a_category_never_comes_from_the_second_risk_table() -> None:
    assert "DECLINE" not in {result for _, result in published.POST_RISK}
    known = [result for cells, result in (*published.PRE_RISK, *published.POST_RISK) if cells[0] == "true"]
    assert "VERY LOW" not in known


def test_what_the_tables_say_of_declined_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, everybody: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    monkeypatch.setattr(published, "CALL", _without_decline(published.CALL))
    monkeypatch.setattr(published, "FACTOR", _without_decline(published.FACTOR))
    for one, made in everybody:
        changed = published.decisions(one)
        assert [changed[name] for name in ("eligibility", "strategy", "routing")] == [
            made[name] for name in ("eligibility", "strategy", "routing")
        ]


def _without_decline(rows: published.Rows) -> published.Rows:
    return tuple(((cells[0].replace(",DECLINE", ""),), result) for cells, result in rows)


def test_the_test_kit_has_no_row_for_a_new_customer_with_130_points() -> None:
    kit = [
        published.decisions(borrower(**who), published.TEST_KIT)
        for who in ({**LIKE, "age": 50, "employment_status": "SELF-EMPLOYED"}, LIKE, {**LIKE, "age": 36})
    ]
    assert [one["application_risk_score"] for one in kit] == [129, 130, 133]
    assert [one["pre_bureau_risk_category"] for one in kit] == ["LOW", None, "VERY LOW"]
    assert [one["strategy"] for one in kit] == ["BUREAU", "DECLINE", "THROUGH"]
    assert decided(**LIKE)["strategy"] == "BUREAU"  # by the specification


def test_where_dmn_declines_for_want_of_a_row_this_product_says_that_it_does_not_know(tmp_path: Path) -> None:
    table = copytree(PACK, tmp_path / "kit") / "tables" / "pre_bureau_risk_category.yaml"
    table.write_text(
        table.read_text(encoding="utf-8").replace("'[120..130]'", "'[120..130)'"), encoding="utf-8"
    )
    found = Compiled(load_pack(tmp_path / "kit")).evaluate(told(borrower(**LIKE)), AS_OF)
    assert isinstance(found.values["pre_bureau_risk_category"], Unknown)
    assert {one.status for one in found.options.values()} == {Status.NEEDS_INFORMATION, Status.NOT_AVAILABLE}
    assert found.options["decline_application"].status is Status.NEEDS_INFORMATION


def test_the_test_kit_has_no_row_for_an_age_between_two_birthdays() -> None:
    halves = [Decimal("21.5"), Decimal("25.5"), Decimal("35.5"), Decimal("49.5")]
    for age in halves:
        cells = (age, "M", "EMPLOYED")
        assert len(published.matching(published.TEST_KIT["score"], *cells)) == 2
        assert len(published.matching(published.SCORE, *cells)) == 3
    whole = [(age, "M", "EMPLOYED") for age in range(18, 121)]
    assert all(len(published.matching(published.TEST_KIT["score"], *cells)) == 3 for cells in whole)
