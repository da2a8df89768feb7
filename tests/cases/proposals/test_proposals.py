"""What no case brings about is proposed as a case, or said to be beyond everybody."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("z3")

from commands.group import run
from engine.analysis.proposals.write import write_proposals
from engine.cases.thorough import Thorough, ask
from engine.diagnostics import WrongUsage
from engine.said import ANSWERED
from tests.cases.probing import with_condition
from tests.cases.running import SMALL

FILE = Path("proposed.yaml")


def of(folder: Path) -> Thorough:
    return ask(folder, coverage=True, mutate=False)


def left(folder: Path) -> set[str]:
    """Where something is missing, and what."""
    return {f"{one.place[0]}:{one.place[1]}:{one.place[2]}: {one.label}" for one in of(folder).missing()}


@pytest.mark.parametrize("name", ["small", "tables"])
def test_with_the_proposed_cases_nothing_is_missing_but_what_is_said_to_be(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL.parent / name, "pack")
    said, *others = write_proposals([of(Path("pack"))], FILE).splitlines()
    cases = Path("pack/cases/proposed.yaml")
    cases.parent.mkdir(exist_ok=True)
    shutil.copy(FILE, cases)
    after = of(Path("pack"))
    assert after.results.faults == ()
    assert f"pack: {after.results.run - of_before(name)} cases proposed" == said
    assert left(Path("pack")) == {line.rpartition(": nobody")[0] for line in others}
    assert TOLD[name] <= set(others)


# What is proved of nobody: a row before the default, for example, tests nothing.
TOLD: dict[str, set[str]] = {
    "small": set(),
    "tables": {
        "pack/options/talk/option.yaml:4:54: never decides by being true: nobody can bring it about",
        "pack/tables/first_day.yaml:13:10: never comes out: nobody can bring it about",
    },
}


def of_before(name: str) -> int:
    return {"small": 7, "tables": 14}[name]


def test_a_proposed_case_says_that_it_is_to_be_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_proposals([of(SMALL)], FILE)
    text = FILE.read_text(encoding="utf-8")
    assert "Hold it against the rule and its source" in text
    names = [line for line in text.splitlines() if line.startswith("- name:")]
    assert names
    assert all(line.startswith('- name: "To confirm (') for line in names)
    assert 'criteria: {temporary_hardship.hardship_will_pass: "unmet"}' in text


def test_sides_of_choices_what_is_known_and_the_days_beside_a_date_are_proposed_too(pack: Path) -> None:
    condition = (
        "if borrower.has_stopped_paying then as_of <= loan.final_maturity_date "
        'else loan.final_maturity_date - as_of > @"P1D"'
    )
    steps = (
        "steps:\n  - {id: contact_customer_service, source: [X6]}\n  - {id: hang_up, source: [X7]}\n"
        "  - {id: explain_cause, when: is known(borrower.savings), source: [X6]}\n"
    )
    with_condition(pack, condition, {}, {"steps.yaml": steps})
    lines = write_proposals([of(pack)], FILE).splitlines()[1:]
    shutil.copy(FILE, pack / "cases.yaml")
    after = of(pack)
    assert after.results.faults == ()
    assert [line.rpartition(": ")[2] for line in lines] == [
        "nobody was found"
    ]  # durations aren't asked about
    assert left(pack) == {line.rpartition(": nobody")[0] for line in lines}


def test_where_everything_is_reached_no_file_is_written(pack: Path) -> None:
    write_proposals([of(pack)], FILE)
    shutil.copy(FILE, pack / "cases.yaml")
    FILE.unlink()
    assert write_proposals([of(pack)], FILE) == "pack: 0 cases proposed\n"
    assert not FILE.exists()


def test_for_a_pack_at_fault_nothing_is_proposed(tmp_path: Path) -> None:
    assert write_proposals([of(tmp_path)], tmp_path / FILE) == ""


def test_nothing_is_proposed_that_nobody_has_looked_for(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="`--propose` needs `--coverage`"):
        write_proposals([ask(SMALL, coverage=False, mutate=False)], tmp_path / FILE)


def test_the_command_writes_the_file_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["test", str(SMALL), "--coverage", "--propose", str(tmp_path / FILE)]) == ANSWERED
    assert "cases proposed" in capsys.readouterr().err
    assert (tmp_path / FILE).is_file()
