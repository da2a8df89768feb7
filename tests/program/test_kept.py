"""A program kept from an earlier run answers as a fresh one, and only as long as nothing has changed."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from engine.diagnostics import Faulty
from engine.explanation.assess import Assessor
from engine.explanation.to_json import to_json
from engine.profile.load import read_profile
from engine.program import kept
from engine.program.kept import load_kept
from engine.program.load import load_pack

ROOT = Path(__file__).parents[2]
PROFILES = sorted((ROOT / "examples" / "profiles").glob("*.json"))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    monkeypatch.setenv(kept.SETTING, str(folder))
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "packs" / "small", tmp_path / "small"))


def programs(shelf: Path) -> list[Path]:
    return sorted(shelf.glob("*.program"))


def test_a_kept_program_answers_to_the_byte_as_a_fresh_one(shelf: Path) -> None:
    load_kept("weilidai")
    assert len(programs(shelf)) == 1
    for language in ("zh", "en"):
        fresh = Assessor(load_pack("weilidai"), language=language, engine="reference")
        again = Assessor(load_kept("weilidai"), language=language, engine="reference")
        for path in PROFILES:
            profile = read_profile(path)
            day = profile.as_of or date(2026, 11, 25)
            assert to_json(again.assess(profile, day)) == to_json(fresh.assess(profile, day))
    assert len(programs(shelf)) == 1


def test_a_changed_rule_is_never_answered_from_what_was_kept(shelf: Path, pack: Path) -> None:
    before = load_kept(pack)
    head = pack / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 0.1.0", "version: 0.1.1"), "utf-8")
    after = load_kept(pack)
    assert (before.head.version, after.head.version) == ("0.1.0", "0.1.1")
    assert len(programs(shelf)) == 2


def test_a_changed_engine_is_never_answered_from_what_was_kept(
    shelf: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_kept(pack)
    monkeypatch.setattr(kept, "VERSION", "9.9.9")
    load_kept(pack)
    assert len(programs(shelf)) == 2


def test_a_pack_with_a_fault_is_told_of_and_not_kept(shelf: Path, pack: Path) -> None:
    (pack / "pack.yaml").write_text("id: small\n", "utf-8")
    with pytest.raises(Faulty):
        load_kept(pack)
    assert programs(shelf) == []


def test_a_pack_that_is_not_there_is_told_of(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(Faulty):
        load_kept(tmp_path / "nowhere")
    assert programs(shelf) == []


def test_a_pack_with_something_that_no_pack_has_is_read_anew(shelf: Path, pack: Path) -> None:
    with (pack / "notes.md").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert load_kept(pack).head.version == "0.1.0"
    (pack / "notes.md").unlink()
    os.mkfifo(pack / "notes.md")
    assert load_kept(pack).head.version == "0.1.0"
    assert programs(shelf) == []


def test_hidden_folders_do_not_take_part(shelf: Path, pack: Path) -> None:
    load_kept(pack)
    (pack / ".git").mkdir()
    (pack / ".git" / "index").write_bytes(b"changes all the time")
    load_kept(pack)
    assert len(programs(shelf)) == 1


def test_a_pack_with_a_folder_that_is_a_link_is_read_anew(shelf: Path, pack: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(pack / "options", elsewhere)
    (pack / "options").symlink_to(elsewhere, target_is_directory=True)
    before = load_kept(pack)
    words = elsewhere / "payment_holiday" / "words.en.yaml"
    words.write_text(words.read_text("utf-8").replace("summary: ", "summary: Now, "), "utf-8")
    assert load_kept(pack).sha256 != before.sha256
    assert programs(shelf) == []


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"y" * 5000])
def test_a_damaged_file_is_passed_over(shelf: Path, pack: Path, damage: bytes) -> None:
    load_kept(pack)
    (file,) = programs(shelf)
    file.write_bytes(damage)
    assert load_kept(pack).head.id.text == "small"


def test_a_file_that_others_could_have_written_is_passed_over(
    shelf: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_kept(pack)
    (file,) = programs(shelf)
    assert kept._take(file) is not None
    file.chmod(0o666)
    assert kept._take(file) is None
    file.chmod(0o600)
    monkeypatch.setattr("os.getuid", lambda: 12345, raising=False)
    assert kept._take(file) is None


def test_where_there_are_no_owners_of_files_the_users_folder_is_trusted(
    shelf: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_kept(pack)
    monkeypatch.delattr("os.getuid")
    assert kept._take(programs(shelf)[0]) is not None


def test_nothing_is_kept_where_it_is_switched_off(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.SETTING, "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert load_kept(pack).head.id.text == "small"
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_can_not_be_written_to_is_no_fault(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.SETTING, "/dev/null/nowhere")
    assert load_kept(pack).head.id.text == "small"


def test_without_a_setting_programs_are_kept_in_the_users_cache(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(kept.SETTING, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    load_kept(pack)
    assert len(programs(tmp_path / ".cache" / "xieshang")) == 1


def test_only_the_youngest_programs_are_kept(
    shelf: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 1)
    load_kept(pack)
    monkeypatch.setattr(kept, "VERSION", "9.9.9")
    load_kept(pack)
    assert len(programs(shelf)) == 1


def test_without_a_home_nothing_is_kept_and_the_answer_is_the_same(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv(kept.SETTING, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert load_kept(pack).sha256 == load_pack(pack).sha256
