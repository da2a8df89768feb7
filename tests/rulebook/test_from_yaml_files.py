"""Every file of a pack is read or told; none is passed over in silence."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.bundle import rules_folder
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Rulebook
from engine.rulebook.pack_files import files_of
from engine.rulebook.read_file import LARGEST, read_file
from tests.rulebook.small_pack import SMALL, change, codes_of, copy_of_small, rulebook_of


@pytest.fixture(scope="module")
def small() -> Rulebook:
    return rulebook_of(SMALL)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path)


def test_a_sound_pack_is_read_without_the_schema_library_which_is_slow_to_start() -> None:
    program = (
        "import sys; from pathlib import Path; from engine.rulebook.from_yaml import read_rulebook; "
        "found, faults = read_rulebook(Path(sys.argv[1])); "
        "sys.exit(found is None or 'jsonschema' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(SMALL)], check=True, cwd=SMALL.parents[2])  # noqa: S603  (our own program)


def test_a_pack_of_a_head_alone_is_a_rulebook_without_rules(pack: Path) -> None:
    for path in pack.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "pack.yaml":
            path.unlink()
    found = rulebook_of(pack)
    assert (found.options, found.statements, found.words) == ((), (), ())


def test_a_pack_may_have_a_dictionary_of_facts_of_its_own(pack: Path) -> None:
    change(pack / "pack.yaml", "in_force:", "profile_schema: facts.schema.json\nin_force:")
    assert codes_of(pack) == ["F114"]
    (pack / "facts.schema.json").write_text("{}", encoding="utf-8")
    named = rulebook_of(pack).head.profile_schema
    assert named is not None
    assert named.text == "facts.schema.json"


def test_every_fault_of_every_file_is_told_at_once_sorted_by_place(pack: Path) -> None:
    change(pack / "steps.yaml", "source: [X6]}", "sources: [X6]}")
    change(pack / "measures/capacity.yaml", "unit: yuan/month", "unit: NO")
    change(pack / "options/instalments/option.yaml", "id: instalments", "id: instalment")
    (pack / "notes.txt").touch()
    (pack / "findings/temporary_hardship.yaml").write_bytes(b"\xff")
    found, faults = read_rulebook(pack)
    assert found is None
    places = [fault.place for fault in faults]
    assert places == sorted(places)
    assert sorted(fault.code for fault in faults) == ["F105", "F111", "F112", "S101", "Y120"]


def test_a_file_that_goes_away_while_the_pack_is_read_is_told(pack: Path) -> None:
    files, _ = files_of(pack)
    (pack / "measures/capacity.yaml").unlink()
    faults = [fault.code for file in files if file.kind != "profile" for fault in read_file(file).faults]
    assert faults == ["F101"]


def test_a_file_that_is_too_large_for_a_rule_is_refused(pack: Path) -> None:
    (pack / "measures/capacity.yaml").write_bytes(b"#" * LARGEST + b"\n")
    assert codes_of(pack) == ["F104"]


@pytest.mark.parametrize("name", ["gone", "pack.yaml"])
def test_what_is_no_folder_is_no_pack(name: str, pack: Path) -> None:
    (fault,) = read_rulebook(pack / name)[1]
    assert (fault.code, fault.file) == ("F115", (pack / name).as_posix())


def test_a_folder_without_pack_yaml_is_no_pack_and_its_other_files_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert codes_of(tmp_path) == ["F116"]


@pytest.mark.parametrize(
    "name",
    [".git/config", ".hidden", "README.md", "options/README.md", "options/.x/y", "LICENSE", "docs/why.md"],
)
def test_hidden_files_and_notes_are_passed_over(name: str, pack: Path) -> None:
    before = rulebook_of(pack)
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).touch()
    assert rulebook_of(pack) == before


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("step.yaml", "did you mean `steps.yaml`?"),
        ("measure/x.yaml", "did you mean `measures`?"),
        ("measure.yaml", "did you mean `measures/…`?"),
        ("alert.yaml", "did you mean `alerts/…/alert.yaml`?"),
        ("words.de.yml", "did you mean `words.de.yaml`?"),
        ("words.german.yaml", "the name of a words file says its language: `words.en.yaml`"),
        ("measures/x.yml", "did you mean `measures/x.yaml`?"),
        ("Measures/x.YML", "did you mean `measures/x.yaml`?"),
        ("measures/deep/x.yaml", "files in `measures` end in `.yaml`, without further folders"),
        ("profiles/x.yaml", "files in `profiles` end in `.json`, without further folders"),
        ("options/instalments/options.yaml", "did you mean `option.yaml`?"),
        (
            "options/talk.yaml",
            "each has a folder of its own, without further folders: `options/…/option.yaml`",
        ),
        ("options/instalments/alert.yaml", "did you mean `alerts/instalments/alert.yaml`?"),
        ("options/instalments/words.de.yml", "did you mean `options/instalments/words.de.yaml`?"),
        (
            "alerts/fee_in_advance/word.zh.yaml",
            "the name of a words file says its language: `words.en.yaml`",
        ),
    ],
)
def test_a_file_that_nobody_reads_is_told_with_what_was_meant(name: str, help_: str, pack: Path) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).touch()
    (fault,) = read_rulebook(pack)[1]
    assert (fault.code, fault.help) == ("F111", help_)


def test_folders_that_lead_back_to_themselves_end(pack: Path) -> None:
    (pack / "options" / "round").symlink_to(pack, target_is_directory=True)
    assert "F111" in codes_of(pack)


def test_the_order_of_files_on_a_disk_never_matters(small: Rulebook, tmp_path: Path) -> None:
    paths = sorted((path for path in SMALL.rglob("*") if path.is_file()), reverse=True)
    for path in paths:
        copy = tmp_path / path.relative_to(SMALL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    again = rulebook_of(tmp_path)
    assert again.sha256 == small.sha256
    assert [one.id.text for one in again.options] == [one.id.text for one in small.options]
    assert [(one.owner, one.language) for one in again.words] == [
        (one.owner, one.language) for one in small.words
    ]


def test_the_hash_changes_with_each_byte_that_decides_or_words_an_answer(small: Rulebook, pack: Path) -> None:
    for path in sorted(pack.rglob("*.yaml")):
        if path.name in {"cases.yaml", "passages.yaml"}:
            continue
        before = path.read_bytes()
        path.write_bytes(before + b"# \n")
        assert rulebook_of(pack).sha256 != small.sha256, path
        path.write_bytes(before)
    assert rulebook_of(pack).sha256 == small.sha256


def test_cases_profiles_passages_and_notes_leave_the_hash_as_it_is(small: Rulebook, pack: Path) -> None:
    (pack / "profiles" / "other.json").write_text("{}", encoding="utf-8")
    (pack / "cases.yaml").write_text("not: a case", encoding="utf-8")
    (pack / "options" / "instalments" / "cases.yaml").unlink()
    (pack / "README.md").unlink()
    (pack / "passages.yaml").unlink()
    assert rulebook_of(pack).sha256 == small.sha256


def test_a_renamed_language_changes_the_hash_though_no_byte_did(small: Rulebook, pack: Path) -> None:
    (pack / "words.en.yaml").rename(pack / "words.fr.yaml")
    assert rulebook_of(pack).sha256 != small.sha256


def test_a_pack_of_somebody_else_may_do_without_the_comment(pack: Path) -> None:
    change(pack / "steps.yaml", "# yaml-language-server: $schema=../../../schemas/advice.schema.json\n", "")
    rulebook_of(pack)


@pytest.mark.parametrize("folder", ["", "https://example.org/x/", "/x/"])
def test_a_pack_of_somebody_else_may_have_its_schemas_anywhere(folder: str, pack: Path) -> None:
    change(pack / "steps.yaml", "../../../schemas/advice.schema.json", f"{folder}advice.schema.json")
    rulebook_of(pack)


def test_the_wrong_schema_is_told_at_its_place(pack: Path) -> None:
    change(pack / "steps.yaml", "advice.schema.json", "option.schema.json")
    (fault,) = read_rulebook(pack)[1]
    assert (fault.code, fault.place[1:]) == ("F113", (1, 33))


def test_a_pack_of_the_product_names_its_schemas_by_the_exact_path() -> None:
    ours = [file for file in files_of(rules_folder() / "weilidai")[0] if file.path.suffix == ".yaml"]
    assert ours
    for file in ours:
        assert file.is_ours
        assert [fault for fault in read_file(file).faults if fault.code == "F113"] == []


def test_a_pack_of_the_product_may_not_do_without_the_comment(tmp_path: Path) -> None:
    file = next(file for file in files_of(rules_folder() / "weilidai")[0] if file.kind == "pack")
    copy = tmp_path / "pack.yaml"
    text = file.path.read_text(encoding="utf-8")
    for changed in (text.partition("\n")[2], text.replace("../../schemas/", "../schemas/")):
        copy.write_text(changed, encoding="utf-8")
        (fault,) = read_file(replace(file, path=copy)).faults
        assert fault.code == "F113"
        assert fault.help.endswith("$schema=../../schemas/pack.schema.json`")
