"""What is wrong with a file of properties is told in the words of its fixture in `tests/faults`."""

import os
import shutil
from pathlib import Path

import pytest

from engine.analysis.rulebook.load import load
from engine.diagnostics import Faulty, render
from tests.analysis.rulebook.running import PACKS, ROOT

FAULTS = ROOT / "tests" / "faults"
CASES = sorted(path.parent for path in FAULTS.glob("A2*/properties.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_fault_of_a_property_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACKS / "clean", "pack")
    shutil.copy(case / "properties.yaml", "pack/properties.yaml")
    with pytest.raises(Faulty) as refused:
        load(Path("pack"))
    faults = refused.value.diagnostics
    assert case.name in {one.code for one in faults}
    said = "\n\n".join(map(render, faults)) + "\n"
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        (case / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (case / "expected.txt").read_text(encoding="utf-8")


def test_each_fault_of_properties_has_a_fixture() -> None:
    assert [path.name for path in CASES] == ["A201", "A202", "A203", "A204"]


def test_what_does_not_fit_the_schema_is_told_as_in_any_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACKS / "clean", "pack")
    Path("pack/properties.yaml").write_text("proprties: []\n", encoding="utf-8")
    with pytest.raises(Faulty) as refused:
        load(Path("pack"))
    assert "did you mean `properties`?" in str(refused.value)


def test_a_pack_without_properties_demands_nothing(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACKS / "clean", tmp_path / "pack"))
    (pack / "properties.yaml").unlink()
    assert load(pack).demands.properties == ()


def test_an_expression_at_fault_is_told_as_in_any_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACKS / "clean", "pack")
    Path("pack/properties.yaml").write_text("speaks_for: capacity > \n", encoding="utf-8")
    with pytest.raises(Faulty) as refused:
        load(Path("pack"))
    assert [one.code for one in refused.value.diagnostics] == ["E113"]


def test_a_criterion_that_may_be_one_of_several_is_told_with_their_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACKS / "planted", "pack")
    demand = "never: {criteria: {not_too_late: unknown}}"
    Path("pack/properties.yaml").write_text(
        f"properties: [{{id: it_holds, words: {{en: It holds.}}, source: [invented], {demand}}}]\n",
        encoding="utf-8",
    )
    with pytest.raises(Faulty) as refused:
        load(Path("pack"))
    (fault,) = refused.value.diagnostics
    assert fault.message == "`not_too_late` may be any of 5 criteria"
    assert "`hand_over.not_too_late` or `wait.not_too_late`" in fault.help
