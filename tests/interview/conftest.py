from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from engine.interview.interviewer import Interviewer
from engine.program.load import load_pack
from engine.program.model import Program
from tests.interview.people import PACKS, WEILIDAI

Asks = Callable[[date], Interviewer]


@pytest.fixture(scope="session")
def weilidai() -> Program:
    return load_pack(WEILIDAI)


@pytest.fixture(scope="session")
def on(weilidai: Program) -> Asks:
    """Interviews of the product's pack on a day."""
    return cache(lambda day: Interviewer(weilidai, day))


@pytest.fixture(scope="session")
def small() -> Program:
    return load_pack(PACKS / "small")


@pytest.fixture(scope="session")
def asks(small: Program) -> Interviewer:
    """Interviews of the small pack, in English."""
    return Interviewer(small, date(2026, 11, 22), language="en")
