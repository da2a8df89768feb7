import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import cli
from engine.program.kept import SETTING
from tests.cli.running import ILLNESS, SMALL, Ran, Run


@pytest.fixture(autouse=True, scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps checked programs beside the tests, and not where the user's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(tmp_path_factory.mktemp("shelf")))
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the command line in this process."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            cli.main([str(one) for one in arguments])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, said.out, said.err)

    return run


@pytest.fixture
def assess(run: Run) -> Run:
    """Assesses by the small pack; without a profile, the borrower who fell ill."""

    def assess(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        named = [one for one in arguments if one == "-" or str(one).endswith((".json", "clients"))]
        return run("assess", "--pack", SMALL, *arguments, *([] if named else [ILLNESS]), stdin=stdin)

    return assess
