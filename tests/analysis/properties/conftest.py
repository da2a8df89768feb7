import pytest

from engine.analysis.rulebook.load import load
from engine.analysis.rulebook.model import Pack
from tests.analysis.rulebook.running import PACKS


@pytest.fixture(scope="session")
def clean() -> Pack:
    """The pack in which nothing is to be found."""
    return load(PACKS / "clean")
