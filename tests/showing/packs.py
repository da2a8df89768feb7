"""The packs that are shown in tests, each read once."""

from functools import cache
from pathlib import Path

from engine.bundle import rules_folder
from engine.program.load import load_pack
from engine.rulebook.from_yaml import read_rulebook
from engine.showing.pack import Pack

FOLDERS = {
    "weilidai": rules_folder() / "weilidai",
    **{name: Path(__file__).parents[1] / "packs" / name for name in ("small", "tables", "joint")},
}


@cache
def pack(name: str) -> Pack:
    rulebook, _ = read_rulebook(FOLDERS[name])
    assert rulebook is not None
    return Pack(load_pack(FOLDERS[name]), rulebook)
