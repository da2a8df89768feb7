"""The small pack, and portfolios of its borrower with one income or another: quick to screen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.evaluation.columnar import Columnar
from engine.profile.load import read_profile
from engine.profile.model import FactView
from engine.program.load import load_pack
from engine.screening.output_columns import columnar_for
from engine.screening.run import Asked
from tests.screening.loans import ROOT, InMemory

SMALL = ROOT / "tests" / "packs" / "small"
TODAY = date(2026, 11, 25)


@lru_cache(maxsize=1)
def columnar() -> Columnar:
    return columnar_for(load_pack(SMALL))


def views(rows: int) -> Sequence[FactView]:
    """The borrower with a higher income in each row; of every fifth it isn't told."""
    of = columnar().program.dictionary
    view = read_profile(SMALL / "profiles" / "illness.json", of).views()[0]
    told = ({} if row % 5 == 4 else {"borrower.monthly_income": Decimal(row * 700)} for row in range(rows))
    rest = {name: value for name, value in view.facts.items() if name != "borrower.monthly_income"}
    return [FactView(view.id, {**rest, **one}) for one in told]


def loans(rows: int = 23, **more: Any) -> InMemory:
    return InMemory(columnar().layout, views(rows), **more)


def asked(**more: Any) -> Asked:
    """Batches of five rows, each in the journal at once."""
    told: dict[str, Any] = {"today": TODAY, "batch": 5, "saved_every": 0.0}
    return Asked(**{**told, **more})
