"""Each folder below `faults/` holds what is at fault in one way, and the text that is said about it.

Here: faults of packs, and of what surrounds them. A case is a folder with `overlay/`, files that are laid
over the small pack, with `removed.txt`, names of its files to leave out, or with both; and with
`expected.txt`. `base.txt` names another pack than the small one. A code has one case or a folder for each
of several. What can't lie in a folder, such as a file that isn't there, is made by a function below; its text
stands in the folder all the same.
`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
Expressions and profiles have tests of their own.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.diagnostics import Diagnostic, Faulty, render, shown
from engine.evaluation.chaining import Chaining
from engine.evaluation.globals import parameters_in_force
from engine.evaluation.reference import evaluate
from engine.profile.load import product_dictionary, read_profile, read_profiles
from engine.program.load import check_pack, load_pack
from engine.writing import write_whole
from tests.expected import kept

TESTS = Path(__file__).parent
FAULTS = TESTS / "faults"
PACKS = TESTS / "packs"
SMALL = PACKS / "small"


def check_overlay(case: Path) -> tuple[Diagnostic, ...]:
    """The case's pack with its files laid over it, and without those in `removed.txt`."""
    pack, base = Path("pack"), case / "base.txt"
    shutil.copytree(PACKS / base.read_text(encoding="utf-8").strip() if base.is_file() else SMALL, pack)
    if (case / "overlay").is_dir():
        shutil.copytree(case / "overlay", pack, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.is_file() else ():
        (pack / name).unlink()
    return check_pack(pack)[1]


def name_of(path: Path) -> str:
    return path.relative_to(FAULTS).as_posix()


CASES = sorted({path.parent for name in ("overlay", "removed.txt") for path in FAULTS.rglob(name)})


def expect(faults: Iterable[Diagnostic], code: str, expected: Path) -> None:
    """The faults are told as the fixture tells them, and one of them has the code."""
    faults = tuple(faults)
    assert code in {fault.code for fault in faults}
    said = "\n\n".join(map(render, faults)) + "\n"
    assert said == kept(expected, said)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_fault_of_a_pack_is_told_in_the_words_of_its_fixture(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    expect(check_overlay(case), name_of(case).partition("/")[0], case / "expected.txt")


def faults_of(act: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What an act is refused for."""
    with pytest.raises(Faulty) as refused:
        act()
    return refused.value.diagnostics


def file_that_is_not_there() -> tuple[Diagnostic, ...]:
    return faults_of(lambda: read_profile("wang.json"))


def folder_instead_of_a_file() -> tuple[Diagnostic, ...]:
    Path("clients").mkdir()
    return faults_of(lambda: read_profile("clients"))


def link_to_itself() -> tuple[Diagnostic, ...]:
    Path("wang.json").symlink_to("wang.json")
    return faults_of(lambda: read_profile("wang.json"))


def file_of_many_bytes() -> tuple[Diagnostic, ...]:
    Path("wang.json").write_bytes(b" " * (4 * 1024 * 1024 + 1))
    return faults_of(lambda: read_profile("wang.json"))


def spreadsheet() -> tuple[Diagnostic, ...]:
    Path("wang.json").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    return faults_of(lambda: read_profile("wang.json"))


def answer_in_a_folder_that_is_not_there() -> tuple[Diagnostic, ...]:
    return faults_of(lambda: write_whole(Path("answers/wang.json"), "{}"))


def folder_without_profiles() -> list[Diagnostic]:
    Path("clients").mkdir()
    return read_profiles(["clients"], product_dictionary(), None)[1]


def folder_below_a_folder_of_profiles() -> list[Diagnostic]:
    Path("clients/2025").mkdir(parents=True)
    for name in ("clients/li.json", "clients/2025/wang.json"):
        Path(name).write_text("{}", encoding="utf-8")
    return read_profiles(["clients"], product_dictionary(), None)[1]


def pack_that_is_not_there() -> tuple[Diagnostic, ...]:
    return check_pack(Path("rules/weilidia"))[1]


def folder_that_is_no_pack() -> tuple[Diagnostic, ...]:
    Path("empty").mkdir()
    return check_pack(Path("empty"))[1]


def file_of_many_faults() -> list[Diagnostic]:
    Path("wang.json").write_text(json.dumps({f"fact_{number}": 1 for number in range(102)}), encoding="utf-8")
    return shown(faults_of(lambda: read_profile("wang.json")))[-2:]


def file_of_many_values() -> tuple[Diagnostic, ...]:
    shutil.copytree(SMALL, "pack")
    Path("pack/steps.yaml").write_text("steps: [" + "a, " * 99_997 + "a]\n", encoding="utf-8")
    return check_pack(Path("pack"))[1]


def day_before_the_pack() -> tuple[Diagnostic, ...]:
    shutil.copytree(SMALL, "pack")
    program = load_pack(Path("pack"))
    return faults_of(lambda: parameters_in_force(program, date(2019, 12, 31)))


def refused(pack: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    """What the outcome of the borrower `ill` is refused for, once a table of the pack says something else."""
    shutil.copytree(PACKS / "tables", "pack")
    file = Path(pack)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    program = load_pack(Path("pack"))
    profile = read_profile("pack/profiles/ill.json", program.dictionary)
    return faults_of(lambda: evaluate(program, profile.views()[0], date(2026, 11, 22)))


def rows_that_both_match() -> tuple[Diagnostic, ...]:
    return refused("pack/tables/longest_wait.yaml", "'> parameter.prompt_days'", "'> 10'")


def rows_with_different_results() -> tuple[Diagnostic, ...]:
    return refused("pack/tables/contact.yaml", "when: ['true', '0']", "when: ['true', '<= 20']")


def pack_with_too_many_rules_for_durable() -> tuple[Diagnostic, ...]:
    shutil.copytree(SMALL, "pack")
    program = load_pack(Path("pack"))
    option = program.options[0]
    criteria = tuple(
        replace(criterion, id=f"{criterion.id}_{count}", key=f"{criterion.key}_{count}")
        for criterion in option.criteria
        for count in range(1_500)
    )
    program = replace(program, options=(replace(option, criteria=criteria, preferred_over=frozenset()),))
    return faults_of(lambda: Chaining(program))


MADE: list[tuple[str, Callable[[], Iterable[Diagnostic]]]] = [
    ("F101", file_that_is_not_there),
    ("F102", folder_instead_of_a_file),
    ("F103", link_to_itself),
    ("F104", file_of_many_bytes),
    ("F106", spreadsheet),
    ("F108", answer_in_a_folder_that_is_not_there),
    ("F109", folder_without_profiles),
    ("F115", pack_that_is_not_there),
    ("F116", folder_that_is_no_pack),
    ("F117", file_of_many_faults),
    ("F118", folder_below_a_folder_of_profiles),
    ("Y115", file_of_many_values),
    ("R242", day_before_the_pack),
    ("R271", rows_that_both_match),
    ("R272", rows_with_different_results),
    ("C101", pack_with_too_many_rules_for_durable),
]


@pytest.mark.parametrize(("code", "make"), MADE, ids=[code for code, _ in MADE])
def test_what_can_not_lie_in_a_folder_is_told_in_the_words_of_its_fixture(
    code: str,
    make: Callable[[], Iterable[Diagnostic]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    expect(make(), code, FAULTS / code / "expected.txt")


def test_the_small_pack_on_which_the_fixtures_rest_has_no_fault() -> None:
    assert check_pack(SMALL)[1] == ()
