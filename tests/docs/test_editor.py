"""What an editor is told about files is what the engine takes them for."""

import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from engine.rulebook.pack_files import PackFile, files_of
from tests.docs.pages import ROOT

SETTINGS: dict[str, Any] = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
PACKS = sorted(
    head.parent for place in ("rules", "examples/packs") for head in ROOT.glob(f"{place}/*/pack.yaml")
)
FILES = [file for pack in PACKS for file in files_of(pack)[0]]


def globs(schema: str) -> list[str]:
    found = SETTINGS["yaml.schemas"][schema]
    return [found] if isinstance(found, str) else found


def fits(path: PurePosixPath, schema: str) -> bool:
    """Whether the settings give a file this schema; a glob after `!` takes files out again."""
    kept = [one for one in globs(schema) if not one.startswith("!")]
    out = [one[1:] for one in globs(schema) if one.startswith("!")]
    return any(map(path.match, kept)) and not any(map(path.match, out))


@pytest.mark.parametrize(
    "file", [one for one in FILES if one.path.suffix == ".yaml"], ids=lambda file: file.inside
)
def test_an_editor_checks_a_rule_file_with_the_schema_of_its_kind(file: PackFile) -> None:
    path = PurePosixPath(file.path.relative_to(ROOT).as_posix())
    schemas = [schema for schema in SETTINGS["yaml.schemas"] if fits(path, schema)]
    assert schemas == [f"schemas/{file.kind}.schema.json"]


def test_an_editor_checks_a_mapping_by_its_name() -> None:
    assert fits(PurePosixPath("portfolios/2026/loans.mapping.yaml"), "schemas/mapping.schema.json")


def test_the_schemas_that_an_editor_is_told_of_are_there() -> None:
    named = [*SETTINGS["yaml.schemas"], *(one["url"] for one in SETTINGS["json.schemas"])]
    assert all((ROOT / name).is_file() for name in named)


def test_an_editor_checks_profiles_with_the_dictionary_of_facts() -> None:
    (profiles,) = SETTINGS["json.schemas"]
    found = {path for glob in profiles["fileMatch"] for path in ROOT.glob(glob.removeprefix("/"))}
    assert found == {*profiles_of(ROOT / "examples"), *profiles_of(ROOT / "rules")}
    assert found


def profiles_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.json") if path.parent.name == "profiles"]
