"""The pack `tests/packs/tables`, its borrower, and copies of it to change."""

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.evaluation.compiled import Compiled
from engine.profile.from_json import read_profile
from engine.profile.model import FactView
from engine.program.load import check_pack, load_pack
from engine.program.model import Program
from engine.source import Source

PACK = Path(__file__).parents[1] / "packs" / "tables"
ILL: Mapping[str, Any] = json.loads((PACK / "profiles" / "ill.json").read_text(encoding="utf-8"))


@cache
def program() -> Program:
    return load_pack(PACK)


@cache
def compiled() -> Compiled:
    return Compiled(program())


def laid_over(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A profile with some of its facts changed; None forgets one."""
    merged = dict(base)
    for name, value in changes.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(merged.get(name), Mapping):
            merged[name] = laid_over(merged[name], value)
        else:
            merged[name] = value
    return merged


def view(changes: Mapping[str, Any], of: Program | None = None) -> FactView:
    """What is known of the borrower `ill` after some changes."""
    told = Source("ill", json.dumps(laid_over(ILL, changes)))
    profile, faults = read_profile(told, (of or program()).dictionary)
    assert profile is not None, faults
    return profile.views()[0]


def changed(folder: Path, *changes: tuple[str, str, str]) -> Program:
    """The program of the pack with pieces of its files replaced: file, old text, new text."""
    pack = Path(shutil.copytree(PACK, folder / "pack"))
    for file, old, new in changes:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    found, faults = check_pack(pack)
    assert found is not None, faults
    return found
