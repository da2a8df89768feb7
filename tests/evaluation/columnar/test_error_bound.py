"""The bound on the error of floating point is what the answers hang on: without it they come out wrong."""

from datetime import date

import pytest

pytest.importorskip("polars")

from engine.evaluation.columns import near, numbers
from tests.evaluation.agreement import seeded
from tests.evaluation.columnar.hardship import SCALES, borrowers
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.programs import everything, hardship24

DAY = date(2026, 1, 1)


def test_a_bound_of_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    views = borrowers(seeded(1), 1_500)
    assert alone(everything(hardship24(), SCALES), views, DAY).wrong == []
    monkeypatch.setattr(numbers, "ROUNDING", 0.0)
    wrong = alone(everything(hardship24(), SCALES), views, DAY).wrong
    assert any(name.startswith("criterion") for _, name, _, _ in wrong)


def test_what_is_too_near_for_floating_point_goes_to_the_reference_where_decimals_cannot_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(near, "closely_compared", lambda *_: None)
    found = compared(everything(hardship24(), SCALES), borrowers(seeded(2), 1_000), DAY)
    assert found.apart == {}
    assert len(found.screened.by_reference) > 10


def test_decimals_spare_such_loans_the_reference() -> None:
    found = compared(everything(hardship24(), SCALES), borrowers(seeded(2), 1_000), DAY)
    assert found.apart == {}
    assert not found.screened.by_reference
