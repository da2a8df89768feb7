"""All faults of a pack are told in one run: what is sound is checked, without what is not."""

import shutil
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic
from engine.program.load import check_pack
from engine.rulebook.from_yaml import read_rulebook, read_sound
from tests.rulebook.small_pack import SMALL, change, copy_of_small

PACKS = SMALL.parent
READ = {".yaml", ".csv"}
FILES = sorted(
    path.relative_to(PACKS).as_posix()
    for path in PACKS.rglob("*")
    if path.suffix in READ and path.name != "pack.yaml" and not path.name.endswith("cases.yaml")
)
BROKEN = {
    "no YAML and no CSV": b'\n"never closed: [\n',
    "an unknown key, or a column too many": b"\nnonsense: true,,,,,,,,,\n",
    "no text": b"\xff",
}


def faults_of(pack: Path) -> tuple[Diagnostic, ...]:
    program, faults = check_pack(pack)
    assert program is None
    return faults


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path)


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("name", FILES)
def test_one_file_at_fault_brings_no_fault_of_another(name: str, broken: str, tmp_path: Path) -> None:
    of, _, inside = name.partition("/")
    pack = Path(shutil.copytree(PACKS / of, tmp_path / of))
    file = pack / inside
    file.write_bytes(file.read_bytes() + BROKEN[broken])
    assert {Path(fault.place[0]).relative_to(pack).as_posix() for fault in faults_of(pack)} == {inside}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_nobody_can_read_brings_no_fault_of_another(name: str, tmp_path: Path) -> None:
    of, _, inside = name.partition("/")
    pack = Path(shutil.copytree(PACKS / of, tmp_path / of))
    file = pack / inside
    file.unlink()
    file.symlink_to(file.name)
    assert {Path(fault.place[0]).relative_to(pack).as_posix() for fault in faults_of(pack)} == {inside}


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_the_wrong_place_brings_no_fault_of_another(name: str, tmp_path: Path) -> None:
    of, _, inside = name.partition("/")
    pack = Path(shutil.copytree(PACKS / of, tmp_path / of))
    file = pack / inside
    moved = file.rename(file.with_suffix(f"{file.suffix}x"))
    places = {fault.place[0] for fault in faults_of(pack)}
    assert places <= {moved.as_posix(), moved.parent.as_posix()}
    assert moved.as_posix() in places


def test_what_is_sound_is_checked_beside_what_is_not(pack: Path) -> None:
    change(pack / "steps.yaml", "source: [X6]}", "sources: [X6]}")
    change(pack / "findings/temporary_hardship.yaml", "met_when:", "met_when: [")
    change(pack / "measures/capacity.yaml", "borrower.monthly_income", "borrower.montly_income")
    change(pack / "options/instalments/option.yaml", "id: instalments", "id: instalment")
    codes = [fault.code for fault in faults_of(pack)]
    assert set(codes) >= {"S101", "R204", "F112"}
    assert {code[0] for code in codes} == {"S", "R", "F", "Y"}


def test_a_pack_from_which_something_is_left_out_is_no_rulebook_to_answer_from(pack: Path) -> None:
    change(pack / "steps.yaml", "source: [X6]}", "sources: [X6]}")
    assert read_rulebook(pack)[0] is None
    sound, faults = read_sound(pack)
    assert sound is not None
    assert sound.steps == ()
    assert "contact_customer_service" in sound.left_out.defined
    assert [fault.code for fault in faults] == ["S101"]


def test_a_head_at_fault_is_mended_first_as_it_says_what_the_rest_is_held_against(pack: Path) -> None:
    change(pack / "pack.yaml", "version: ", "version: [")
    change(pack / "measures/capacity.yaml", "borrower.monthly_income", "borrower.montly_income")
    assert {Path(fault.place[0]).name for fault in faults_of(pack)} == {"pack.yaml"}
