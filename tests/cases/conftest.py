import shutil
from pathlib import Path

import pytest

from engine.cases.model import Results
from tests.cases.running import SMALL, Run, write_and_run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Adds cases, and other files, to the small pack without its own cases, and runs them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "pack", ignore=shutil.ignore_patterns("cases.yaml"))

    def run(cases: str, files: dict[str, str] | None = None) -> Results:
        return write_and_run(Path("pack"), {"cases.yaml": cases, **(files or {})})

    return run


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small pack with its cases."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "pack")
    return Path("pack")
