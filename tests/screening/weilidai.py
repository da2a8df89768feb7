"""The pack of the repository, its cases and stories as loans, and generated ones, ready to be screened."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from engine.cases.profiles import Profiles
from engine.evaluation.columnar import Columnar
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.rulebook.from_yaml import read_cases
from engine.screening.output_columns import columnar_for
from tests.evaluation.columnar.portfolio import AS_OF, portfolio
from tests.screening.loans import ROOT, InMemory

PACK = ROOT / "rules" / "weilidai"
TODAY = AS_OF


@lru_cache(maxsize=1)
def columnar() -> Columnar:
    return columnar_for(load_pack(PACK))


def generated(rows: int, seed: int = 3, **more: Any) -> InMemory:
    layout = columnar().layout
    table = portfolio(layout, rows, seed=seed)
    return InMemory(layout, [layout.view(row) for row in table.iter_rows(named=True)], **more)


def cases() -> Sequence[tuple[FactView, date]]:
    """Every loan of every case and story of the pack, with its day."""
    profiles = Profiles(PACK, columnar().program.dictionary)
    read, faults = read_cases(PACK)
    assert not faults
    found: list[tuple[FactView, date]] = []
    for case in read:
        made, wrong = profiles.of(case)
        assert made is not None, wrong
        day = case.as_of or made.as_of
        assert day is not None
        found += [(view, day) for view in made.views()]
    return found


@lru_cache(maxsize=1)
def _exact() -> Compiled:
    """As exact as the reference, against which it is held, and faster."""
    return Compiled(columnar().program)


def outcome_of(view: FactView, day: date) -> Outcome:
    return _exact().evaluate(view, day)


def said_by_the_reference(view: FactView, day: date) -> dict[str, Any]:
    """What an output has to say of a loan, as far as it follows from the outcome alone."""
    outcome = outcome_of(view, day)
    statuses = {name: one.status.value for name, one in outcome.options.items()}
    recommended = [name for name, status in statuses.items() if status == "recommended"]
    return {
        "as_of": day,
        "recommended": recommended[0] if recommended else None,
        **{f"status.{name}": status for name, status in statuses.items()},
        "unsettled": [name for name, one in outcome.options.items() if not one.settled],
        "alerts": [name for name, truth in outcome.alerts.items() if truth.value == "met"],
    }
