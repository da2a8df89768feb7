from pathlib import Path

import pytest

from tests.explanation.rules_for_tests import Rules


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """A rulebook with nothing in it yet."""
    return Rules(tmp_path / "pack")
