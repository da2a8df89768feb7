"""Which folder the name of a pack means."""

import shutil
from pathlib import Path

import pytest

from engine import Faulty, load_pack
from engine.bundle import rules_folder
from engine.program.folders import pack_folder
from engine.program.kept import SETTING, load_kept

SMALL = Path(__file__).parents[1] / "packs" / "small"


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in which another pack lies under the name of one that comes along."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(SETTING, "off")
    shutil.copytree(SMALL, "weilidai")
    return tmp_path


@pytest.mark.usefixtures("beside")
def test_a_folder_that_happens_to_lie_there_does_not_take_the_place_of_the_rules() -> None:
    assert load_pack("weilidai").head.id.text == "weilidai"
    assert load_kept("weilidai").head.id.text == "weilidai"


@pytest.mark.parametrize("written", ["./weilidai", "../{}/weilidai", "weilidai/", "weilidai/."])
def test_a_folder_is_written_with_a_slash(beside: Path, written: str) -> None:
    assert load_pack(written.format(beside.name)).head.id.text == "small"


@pytest.mark.usefixtures("beside")
def test_a_path_is_a_folder_whatever_it_is_called() -> None:
    assert load_pack(Path("weilidai")).head.id.text == "small"


def test_a_name_is_looked_up_in_the_folder_of_packs_that_is_named(beside: Path) -> None:
    (beside / "packs").mkdir()
    shutil.copytree(rules_folder() / "weilidai", "packs/small")
    assert load_pack("small", beside / "packs").head.id.text == "weilidai"
    with pytest.raises(Faulty, match="F115"):
        load_pack("weilidai", beside / "packs")


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_what_can_be_no_name_is_a_path(name: str) -> None:
    assert pack_folder(name) == Path(name)
