"""One fault of `pack.yaml` hides no other fault of the pack, and brings none."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic
from engine.program.load import check_pack
from tests.rulebook.small_pack import SMALL, change, copy_of_small

JOINT = SMALL.parent / "joint"
SOUND = re.compile(r"(?ms)^(\w+):.*?(?=^\w|\Z)")
KEYS = ("id", "version", "title", "jurisdiction", "languages", "in_force", "documents", "joint")
Fault = Callable[[Path, str], None]
SPARED = ("version", "title", "documents", "joint")  # all else can be checked without them


def faults_of(pack: Path) -> tuple[Diagnostic, ...]:
    program, faults = check_pack(pack)
    assert program is None
    return faults


def files_in(faults: tuple[Diagnostic, ...]) -> set[str]:
    return {Path(fault.place[0]).name for fault in faults}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with several loans, so that its head has every key."""
    return Path(shutil.copytree(JOINT, tmp_path / "pack"))


def misspelt(pack: Path, key: str) -> None:
    change(pack / "pack.yaml", f"\n{key}:", f"\n{key}s:")


def of_another_kind(pack: Path, key: str) -> None:
    text = (pack / "pack.yaml").read_text("utf-8")
    changed = SOUND.sub(lambda one: f"{key}: 7.5\n" if one[1] == key else one[0], text)
    assert changed != text
    (pack / "pack.yaml").write_text(changed, "utf-8")


@pytest.mark.parametrize("fault", [misspelt, of_another_kind])
@pytest.mark.parametrize("key", KEYS)
def test_a_key_at_fault_brings_no_fault_of_another_file(pack: Path, key: str, fault: Fault) -> None:
    fault(pack, key)
    assert files_in(faults_of(pack)) == {"pack.yaml"}


@pytest.mark.parametrize("fault", [misspelt, of_another_kind])
@pytest.mark.parametrize("key", SPARED)
def test_the_other_files_are_checked_beside_it(pack: Path, key: str, fault: Fault) -> None:
    fault(pack, key)
    change(pack / "measures" / "offer_a_month.yaml", "formula:", "formula: nobody.knows +")
    assert files_in(faults_of(pack)) == {"pack.yaml", "offer_a_month.yaml"}


def test_a_key_too_many_hides_nothing_and_faults_stand_in_the_order_of_their_places(
    tmp_path: Path,
) -> None:
    pack = copy_of_small(tmp_path)
    change(pack / "pack.yaml", "jurisdiction:", "juristiction: CN\njurisdiction:")
    change(pack / "measures/capacity.yaml", "borrower.monthly_income", "borrower.montly_income")
    assert [one.code for one in faults_of(pack)] == ["R204", "S101"]


def test_a_document_that_is_not_listed_is_told_though_another_key_is_at_fault(tmp_path: Path) -> None:
    pack = copy_of_small(tmp_path)
    misspelt(pack, "version")
    change(pack / "statements.yaml", "document: X", "document: Unlisted")
    assert {one.code for one in faults_of(pack)} == {"S101", "R232"}


def test_without_the_name_of_its_own_dictionary_nothing_is_held_against_another(tmp_path: Path) -> None:
    pack = copy_of_small(tmp_path)
    (pack / "facts.schema.json").write_text("{}", "utf-8")
    change(pack / "pack.yaml", "in_force:", "profile_shema: facts.schema.json\nin_force:")
    change(pack / "measures/capacity.yaml", "borrower.monthly_income", "borrower.montly_income")
    assert [one.code for one in faults_of(pack)] == ["S101"]


@pytest.mark.parametrize("text", ["", "- a\n", "id: small\nid: small\n", "a: [\n"])
def test_of_a_head_that_is_no_record_only_that_is_told(pack: Path, text: str) -> None:
    (pack / "pack.yaml").write_text(text, "utf-8")
    assert files_in(faults_of(pack)) == {"pack.yaml"}
