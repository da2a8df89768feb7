from collections.abc import Iterator

import pytest

from engine.analysis.rulebook.model import Report
from engine.program.kept import SETTING
from tests.analysis.rulebook.running import copy_of, report_of


@pytest.fixture(autouse=True, scope="session")
def nothing_is_kept() -> Iterator[None]:
    """No answer of another run is taken, unless a test says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, "off")
        yield


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory, nothing_is_kept: None) -> Report:  # noqa: ARG001  (it has to come first)
    """What is found in the pack with a fault of each kind."""
    return report_of(copy_of("planted", tmp_path_factory.mktemp("planted")))
