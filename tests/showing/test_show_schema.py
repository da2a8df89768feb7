"""What `show --format json` prints is what its schema says, of every thing of every pack at hand."""

import json
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from engine.bundle import schemas_folder
from engine.showing.pack import Pack
from engine.showing.things import Kind, Thing, things
from engine.showing.to_json import to_json
from tests.showing.packs import FOLDERS, pack

SCHEMA = json.loads((schemas_folder() / "show.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

PACK = {"id": "a", "version": "1.0.0", "sha256": "0" * 64}


def everything(of: Pack) -> list[Thing]:
    return [Thing("pack", of.id), *things(of), *(Thing("criterion", key) for key in of.criteria)]


def data(of: Pack) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(of, everything(of), of.program.head.languages))
    return found


@pytest.mark.parametrize("name", [*FOLDERS])
def test_every_thing_of_a_pack_is_as_the_schema_says(name: str) -> None:
    found = data(pack(name))
    assert [one.message for one in VALIDATOR.iter_errors(found)] == []
    assert [one["kind"] for one in found["things"]] == [one.kind for one in everything(pack(name))]


def test_the_schema_knows_every_kind_and_each_is_seen_somewhere() -> None:
    known = {name.removeprefix("shown_") for name in SCHEMA["$defs"] if name.startswith("shown_")}
    assert len(SCHEMA["properties"]["things"]["items"]["allOf"]) == len(known)
    assert known == set(get_args(Kind))
    assert known == set(SCHEMA["$defs"]["kind"]["enum"])
    assert known == {one.kind for name in FOLDERS for one in everything(pack(name))}


def test_a_field_too_many_or_too_few_of_any_kind_is_against_the_schema() -> None:
    of_kind: dict[str, tuple[str, Thing]] = {}
    for name in reversed(FOLDERS):
        of_kind |= {one.kind: (name, one) for one in everything(pack(name))}
    for kind, (name, thing) in of_kind.items():
        (one,) = json.loads(to_json(pack(name), [thing], ("en",)))["things"]
        found = {"contract": "xieshang.show/1", "pack": PACK, "things": [one], "sources": {}}
        assert VALIDATOR.is_valid(found)
        assert not VALIDATOR.is_valid({**found, "things": [{**one, "more": 1}]})
        for field in one:
            less = {key: value for key, value in one.items() if key != field}
            assert not VALIDATOR.is_valid({**found, "things": [less]}), (kind, field)
