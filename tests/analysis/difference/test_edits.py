"""What counts as an edit: what means something else, not what stands elsewhere."""

from pathlib import Path

import pytest

from engine.analysis.difference.edits import edits
from tests.analysis.difference.packs import SMALL, Edited, edited, small

HOLIDAY = "options/payment_holiday/option.yaml"
INSTALMENTS = "options/instalments/option.yaml"


def told(folder: Path, *changes: Edited) -> list[tuple[str, str, str, bool]]:
    return [(one.kind, one.id, one.how, one.decides) for one in edits(small(), edited(folder, *changes))]


def test_a_pack_does_not_differ_from_itself() -> None:
    assert edits(small(), small()) == ()


def test_comments_lines_and_the_order_of_keys_are_no_edits(tmp_path: Path) -> None:
    moved = (
        HOLIDAY,
        "    when: as_of <= loan.final_maturity_date\n    source: [X2, civil_code_678]\n",
        "    source: [X2, civil_code_678]\n    # yes\n    when: as_of   <=   loan.final_maturity_date\n",
    )
    assert told(tmp_path, moved) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            (HOLIDAY, "as_of <= loan.final", "as_of < loan.final"),
            ("criterion", "payment_holiday.term_has_not_expired", "changed", True),
        ),
        (
            ("measures/capacity.yaml", "  - borrower.monthly_other_debt_payments\n", ""),
            ("measure", "capacity", "changed", True),
        ),
        (
            ("findings/temporary_hardship.yaml", '"temporary"', '"lasting"'),
            ("criterion", "temporary_hardship.hardship_will_pass", "changed", True),
        ),
        ((HOLIDAY, "preferred_over: [instalments]\n", ""), ("option", "payment_holiday", "changed", True)),
        (
            ("words.en.yaml", "Contact", "Call"),
            None,
        ),
    ],
    ids=["condition", "formula", "finding", "preference", "words"],
)
def test_an_edit_is_told_with_what_it_is_about_and_whether_it_can_decide(
    tmp_path: Path, change: Edited, expected: tuple[str, str, str, bool] | None
) -> None:
    found = told(tmp_path, change)
    if expected is None:
        assert found
        assert {(kind, how, decides) for kind, _, how, decides in found} == {("words", "changed", False)}
    else:
        assert found == [expected]


def test_a_rule_that_came_and_one_that_went_are_told(tmp_path: Path) -> None:
    renamed = (INSTALMENTS, "id: something_can_be_paid", "id: some_money_is_left")
    words = [
        (f"options/instalments/words.{language}.yaml", "something_can_be_paid", "some_money_is_left")
        for language in ("en", "zh")
    ]
    found = told(tmp_path, renamed, *words)
    assert [one for one in found if one[0] == "criterion"] == [
        ("criterion", "instalments.some_money_is_left", "new", True),
        ("criterion", "instalments.something_can_be_paid", "gone", True),
    ]


def test_each_place_of_an_edit_is_where_it_stands(tmp_path: Path) -> None:
    change = (HOLIDAY, "as_of <= loan.final", "as_of < loan.final")
    (one,) = edits(small(), edited(tmp_path, change))
    assert one.old is not None
    assert one.new is not None
    assert one.old.source.text == (SMALL / HOLIDAY).read_text(encoding="utf-8")
    assert "as_of < loan" in one.new.source.text[one.new.start : one.new.end]
