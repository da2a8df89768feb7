"""What evaluators start from answers the same, taken from an earlier run, and only for that very program."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from engine.evaluation import ready as ready_module
from engine.evaluation.ready import Ready, kept_ready, ready
from engine.explanation.assess import Assessor
from engine.explanation.to_json import to_json
from engine.profile.load import read_profile
from engine.program import kept
from engine.program.kept import KeptProgram, kept_program
from engine.program.load import load_pack
from engine.program.model import Program

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "packs" / "small"
PACKS = [ROOT / "rules" / "weilidai", SMALL, ROOT / "tests" / "packs" / "tables"]
PROFILES = sorted((ROOT / "examples" / "profiles").glob("*.json"))
AS_OF = date(2026, 11, 25)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    monkeypatch.setenv(kept.SETTING, str(folder))
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Program]:
    """The programs for which it was made anew."""
    programs: list[Program] = []

    def make(program: Program) -> Ready:
        programs.append(program)
        return ready(program)

    monkeypatch.setattr(ready_module, "ready", make)
    return programs


def names(shelf: Path) -> list[str]:
    return sorted(one.suffix for one in shelf.iterdir())


@pytest.mark.parametrize("pack", PACKS, ids=lambda one: one.name)
@pytest.mark.usefixtures("shelf")
def test_what_was_kept_is_what_is_made(pack: Path, made: list[Program]) -> None:
    before = kept_ready(kept_program(pack, None))
    kept_again = kept_program(pack, None)
    after = kept_ready(kept_again)
    assert len(made) == 1
    assert after == before
    again = [one for one in after.functions.decide.constants.values() if callable(one)]
    assert again
    assert all(any(one is each.apply for each in kept_again.program.functions.values()) for one in again)


@pytest.mark.usefixtures("shelf")
def test_a_pack_answers_to_the_byte_the_same_from_what_was_kept(made: list[Program]) -> None:
    kept_ready(kept_program("weilidai", None))
    again = kept_program("weilidai", None)
    for language in ("zh", "en"):
        kept_one = Assessor(again.program, language=language, ready=kept_ready(again))
        fresh = Assessor(load_pack("weilidai"), language=language)
        for path in PROFILES:
            profile = read_profile(path)
            assert to_json(kept_one.assess(profile, AS_OF)) == to_json(fresh.assess(profile, AS_OF))
    assert len(made) == 1


def test_a_changed_rule_is_made_anew_and_an_old_program_takes_what_is_beside_it_along(
    shelf: Path, tmp_path: Path, made: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 1)
    pack = Path(shutil.copytree(SMALL, tmp_path / "small"))
    kept_ready(kept_program(pack, None))
    head = pack / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 0.1.0", "version: 0.1.1"), "utf-8")
    kept_ready(kept_program(pack, None))
    assert len(made) == 2
    assert names(shelf) == [".program", ".ready"]


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"y" * 5000])
def test_a_damaged_file_is_passed_over(shelf: Path, made: list[Program], damage: bytes) -> None:
    one = kept_program(SMALL, None)
    before = kept_ready(one)
    (file,) = shelf.glob("*.ready")
    file.write_bytes(damage)
    assert kept_ready(one) == before
    assert len(made) == 2


def test_nothing_is_kept_where_the_program_is_not(shelf: Path, made: list[Program]) -> None:
    one = KeptProgram(load_pack(SMALL), None)
    assert kept_ready(one) == kept_ready(one)
    assert len(made) == 2
    assert not shelf.exists()
