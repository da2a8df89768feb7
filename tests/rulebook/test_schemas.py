"""The schemas themselves: valid, strict, and of use to somebody who types a rule in an editor."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.bundle import schemas_folder
from engine.rulebook.file_schemas import joined_schema
from engine.rulebook.schema_fit import fit_of

RULES = ["parameter", "measure", "table", "finding", "requirement", "advice", "option", "alert"]
KINDS = ["pack", "statements", "authorities", "passages", "changeable", *RULES, "words", "cases"]
PACKS = [Path(__file__).parent.parent / "packs" / name for name in ("small", "tables", "what_if")]

each_kind = pytest.mark.parametrize("kind", KINDS)


def document(kind: str) -> dict[str, Any]:
    found = json.loads((schemas_folder() / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Every object within a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    if isinstance(schema, list):
        for value in schema:
            yield from parts(value)


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(document(kind))


@each_kind
def test_a_schema_and_what_it_joins_is_one_with_no_reference_left(kind: str) -> None:
    schema = joined_schema(kind)
    assert isinstance(schema, dict)
    Draft202012Validator.check_schema(schema)
    assert not [part for part in parts(schema) if "$ref" in part]


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_a_schema_says_in_chinese_and_english_what_it_is_for(kind: str) -> None:
    schema = document(kind)
    for text in (schema["title"], schema["description"]):
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert re.search(r"[A-Za-z]{3}", text)


@each_kind
def test_every_key_an_author_can_write_is_explained_in_chinese_and_english(kind: str) -> None:
    schema = document(kind)
    for part in parts(schema):
        keys = part.get("properties", {})
        for key, value in keys.items() if isinstance(keys, dict) else ():
            shown = {**target(value, kind), **value}
            for word in ("title", "description"):
                assert re.search(r"[\u4e00-\u9fff]", shown.get(word, "")), f"{key} has no Chinese {word}"
                assert re.search(r"[A-Za-z]{2}", shown[word]), f"{key} has no English {word}"


def target(value: dict[str, Any], kind: str) -> dict[str, Any]:
    file, _, pointer = value.get("$ref", "").partition("#/$defs/")
    return document(file.removesuffix(".schema.json") or kind)["$defs"][pointer] if pointer else {}


@each_kind
def test_a_record_either_names_its_keys_or_says_what_others_hold(kind: str) -> None:
    for part in parts(joined_schema(kind)):
        if part.get("type") == "object":
            assert "additionalProperties" in part or part.get("properties", {}).keys() == {"base"}


@each_kind
def test_every_pattern_is_closed_on_both_sides_and_said_in_words(kind: str) -> None:
    for part in parts(document(kind)):
        if isinstance(part.get("pattern"), str):
            assert part["pattern"].startswith("^")
            assert part["pattern"].endswith("$")
            assert part["patternErrorMessage"]


@each_kind
def test_every_keyword_has_a_fast_check(kind: str) -> None:
    fit_of(joined_schema(kind))


def test_a_keyword_without_a_fast_check_is_noticed() -> None:
    with pytest.raises(ValueError, match="oneOf"):
        fit_of({"oneOf": []})


def test_a_line_end_after_an_id_is_no_part_of_it() -> None:
    patterns = {part["pattern"] for part in parts(joined_schema("option")) if "pattern" in part}
    assert r"^[a-z][a-z0-9_]*\Z" in patterns


def test_each_kind_of_file_of_the_packs_for_tests_names_its_schema() -> None:
    named = set()
    for path in (path for pack in PACKS for path in pack.rglob("*.yaml")):
        comment = re.search(r"\$schema=(\S+)", path.read_text(encoding="utf-8"))
        assert comment
        schema = (path.parent / comment.group(1)).resolve()
        assert schema.parent == schemas_folder()
        named.add(schema.name.removesuffix(".schema.json"))
    assert named == set(KINDS)
