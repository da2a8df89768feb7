"""The packs of the repository as columns: every profile, every case, and portfolios near thresholds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("polars")

from engine.cases.profiles import Profiles
from engine.evaluation.columnar import Columnar
from engine.evaluation.compiled import Compiled
from engine.profile.model import FactView
from engine.rulebook.from_yaml import read_cases
from tests.evaluation.agreement import seeded
from tests.evaluation.columnar.hardship import SCALES, borrowers
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.portfolio import AS_OF, portfolio
from tests.evaluation.columnar.programs import ROOT, everything, hardship24, weilidai


@pytest.fixture(scope="module")
def columnar() -> Columnar:
    return everything(weilidai())


def of_cases(columnar: Columnar, folder: Path) -> Iterator[tuple[FactView, date]]:
    """Every loan of every case of a pack, with its day."""
    profiles = Profiles(folder, columnar.program.dictionary)
    cases, faults = read_cases(folder)
    assert not faults
    for case in cases:
        made, wrong = profiles.of(case)
        assert made is not None, wrong
        day = case.as_of or made.as_of
        assert day is not None
        yield from ((view, day) for view in made.views())


def test_every_case_of_the_pack_comes_out_as_the_reference_has_it(columnar: Columnar) -> None:
    views, days = zip(*of_cases(columnar, ROOT / "rules" / "weilidai"), strict=True)
    assert len(views) > 100
    assert compared(columnar, views, days).apart == {}


def test_the_whole_pack_is_said_in_columns(columnar: Columnar) -> None:
    assert columnar._for_day(AS_OF, fixed=True).refused == {}


@pytest.mark.parametrize("closely", [False, True])
def test_a_portfolio_comes_out_as_loan_by_loan_and_nothing_needs_the_reference(
    columnar: Columnar, *, closely: bool
) -> None:
    compiled = Compiled(columnar.program)
    table = portfolio(columnar.layout, 700, seed=11, closely=closely)
    views = [columnar.layout.view(row) for row in table.iter_rows(named=True)]
    found = compared(columnar, views, AS_OF, lambda _, view, day: compiled.evaluate(view, day))
    assert found.apart == {}
    assert len(found.screened.by_reference) <= found.rows // 100


def test_hardship_24_at_its_thresholds_and_beside_them_comes_out_as_the_reference_has_it() -> None:
    columnar = everything(hardship24(), SCALES)
    compiled = Compiled(columnar.program)
    views = borrowers(seeded(3), 5_000)
    day = date(2026, 1, 1)
    found = compared(columnar, views, day, lambda _, view, as_of: compiled.evaluate(view, as_of))
    assert found.apart == {}
    assert len(found.screened.by_reference) <= found.rows // 100


def test_hardship_24_is_decided_by_the_plan_alone() -> None:
    columnar = everything(hardship24(), SCALES)
    found = alone(columnar, borrowers(seeded(4), 300), date(2026, 1, 1))
    assert found.wrong == []
    assert found.sure > found.cells * 99 // 100
