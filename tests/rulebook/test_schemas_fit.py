"""The fast check of a file, the library's, and the schema as editors read it agree on every file."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from engine.bundle import schemas_folder
from engine.diagnostics import render
from engine.rulebook.file_schemas import joined_schema, schema_faults
from engine.rulebook.pack_files import PackFile, files_of
from engine.rulebook.schema_fit import fit_of
from engine.rulebook.schema_library import plain, validator_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlSequence
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Source

PACKS = [Path(__file__).parent.parent / "packs" / name for name in ("small", "tables")]
FILES = tuple(file for pack in PACKS for file in files_of(pack)[0] if file.path.suffix == ".yaml")
Data = Any  # what YAML can hold


@cache
def as_editors_read_it(kind: str) -> Draft202012Validator:
    """The schema with its references followed, not joined."""
    paths = schemas_folder().glob("*.schema.json")
    documents = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    held = [(name, DRAFT202012.create_resource(found)) for name, found in documents.items()]
    registry: Registry[Any] = Registry().with_resources(held)
    formats = validator_of({}).format_checker
    return Draft202012Validator(documents[f"{kind}.schema.json"], registry=registry, format_checker=formats)


class WithoutAnchors(yaml.SafeDumper):
    """A printer that writes out what occurs twice."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def printed(value: Data) -> str:
    return yaml.dump(value, Dumper=WithoutAnchors, allow_unicode=True)


def root_of(text: str) -> YamlNode:
    root, faults = nodes_of(Source("x.yaml", text))
    assert faults == ()
    assert root is not None
    return root


@cache
def data_of(file: PackFile) -> Data:
    return data(root_of(file.path.read_text(encoding="utf-8")))


def data(node: YamlNode) -> Data:
    if isinstance(node, YamlMapping):
        return {key: data(value) for key, value in node.values.items()}
    if isinstance(node, YamlSequence):
        return [data(item) for item in node.items]
    return float(node.value) if isinstance(node.value, Decimal) else node.value


ALONE = [None, True, 0, 1, 2.5, -3, "", "x", "Not An Id", "met", "1", date(2026, 1, 1), "2026-01-01"]
LISTS: list[Data] = [[], ["a", "a"], [1, 1], [True, 1], ["a", ["a"]], [{}]]
RECORDS: list[Data] = [{}, {"zh": "文"}, {"title": "t"}, {"x": {"met": ""}}]
VALUES = st.sampled_from([*ALONE, *LISTS, *RECORDS])
NAMES = "id extra when finding evidence source title zh base all any steps cautions"
KEYS = st.sampled_from([*NAMES.split(), "A B", "no"])


def places(value: Data) -> list[Data]:
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, list) else []


@st.composite
def changed(draw: st.DrawFn, value: Data) -> Data:
    """The data with one thing in it changed, somewhere."""
    inside = places(value)
    if draw(st.integers(0, 3)) and inside:
        place = draw(st.sampled_from(inside))
        copy: Data = value.copy()
        copy[place] = draw(changed(copy[place]))
        return copy
    return draw(st.one_of(VALUES, around(value)))


def around(value: Data) -> st.SearchStrategy[Data]:
    """The data with a key or an item more or less."""
    if isinstance(value, dict):
        more = st.builds(lambda key, new: {**value, key: new}, KEYS, VALUES)
        less = st.sampled_from([*value, None]).map(lambda key: {k: v for k, v in value.items() if k != key})
        return st.one_of(more, less)
    if isinstance(value, list):
        return st.sampled_from([value[:-1], value + value[:1], [*value, None]])
    return VALUES


def changed_file(file: PackFile) -> st.SearchStrategy[tuple[str, Data]]:
    once = changed(data_of(file))
    return st.tuples(st.just(file.kind), st.one_of(once, once.flatmap(changed)))


@given(found=st.sampled_from(FILES).flatmap(changed_file))
def test_three_ways_to_check_a_changed_file_agree(found: tuple[str, Data]) -> None:
    kind, value = found
    root = root_of(printed(value))
    is_right = as_editors_read_it(kind).is_valid(plain(root))
    faults = schema_faults(root, kind)
    assert (faults == ()) is is_right
    if fit_of(joined_schema(kind))(root):
        assert is_right
    for fault in faults:
        assert fault.code.startswith("S1")
        assert fault.span is not None
        assert fault.help
        assert render(fault)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.inside)
def test_a_sound_file_never_needs_the_library(file: PackFile) -> None:
    assert fit_of(joined_schema(file.kind))(root_of(file.path.read_text(encoding="utf-8")))


@given(
    value=st.recursive(
        VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=8
    )
)
def test_anything_at_all_is_checked_without_a_crash(value: Data) -> None:
    root = root_of(printed(value))
    for file in FILES:
        assert (schema_faults(root, file.kind) == ()) is as_editors_read_it(file.kind).is_valid(plain(root))
