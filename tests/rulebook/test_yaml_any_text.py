"""Any text at all becomes nodes or faults; the reader in C and the one in Python see the same."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.diagnostics import render
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlSequence
from engine.rulebook.yaml_reader import Loader, nodes_of
from engine.source import Source

both = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["C", "Python"])

SIGNS = list("ab01:-?[]{}&*!|>'\"%@`#,\\ \t\n\r\x00\x85\u2028\ufeff<~.中😀")
WRITTEN = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=60)
INDENTS = st.integers(0, 4).map(" ".__mul__)
STARTS = [
    "a: ",
    "b:",
    "- ",
    "? ",
    ": ",
    "",
    "'",
    '"',
    "|\n",
    ">-\n",
    "[",
    "]",
    "{",
    "}",
    "&x ",
    "*x",
    "!!t ",
    "<<: ",
]
ENDS = ["", "1", "no", "2026-02-30", "文", "'q'", '"\\u12', "x: y", "#c", "\\x", "\t"]
PARTS = st.tuples(INDENTS, st.sampled_from(STARTS), st.sampled_from(ENDS))
LINES = st.lists(PARTS.map("".join), max_size=12).map("\n".join)
KEYS = st.text(st.characters(codec="utf-8", categories=["L", "Nd"]), min_size=1)
NUMBERS = st.integers(-(10**9), 10**9).map(Decimal)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=20), st.dates(), NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def data(node: YamlNode) -> object:
    if isinstance(node, YamlMapping):
        return {key: data(value) for key, value in node.values.items()}
    if isinstance(node, YamlSequence):
        return [data(item) for item in node.items]
    return node.value


def shape(node: YamlNode | None) -> object:
    """A node with all its places, to be compared between readers."""
    if node is None:
        return None
    place = (node.span.start, node.span.end)
    if isinstance(node, YamlMapping):
        keys = [(key.text, key.span.start, key.span.end) for key in node.keys.values()]
        return place, keys, [shape(value) for value in node.values.values()]
    if isinstance(node, YamlSequence):
        return place, [shape(item) for item in node.items]
    return place, node.value, node.text, node.style


@both
@given(text=st.one_of(WRITTEN, LINES))
def test_any_text_becomes_nodes_or_faults_that_can_be_shown(text: str, loader: Loader) -> None:
    root, faults = nodes_of(Source("x.yaml", text), loader)
    assert root is not None or faults
    for fault in faults:
        assert fault.code[0] == "Y"
        assert fault.span is not None
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        assert render(fault)


@given(text=st.one_of(WRITTEN, LINES))
def test_the_reader_in_c_and_the_one_in_python_see_the_same(text: str) -> None:
    first, in_c = nodes_of(Source("x.yaml", text), yaml.CSafeLoader)
    second, in_python = nodes_of(Source("x.yaml", text), yaml.SafeLoader)
    if first is not None and second is not None and not in_c and not in_python:
        assert shape(first) == shape(second)


def printed(value: object) -> str:
    def plainly(item: object) -> object:
        if isinstance(item, Decimal):
            return int(item)
        if isinstance(item, list):
            return [plainly(one) for one in item]
        return {key: plainly(one) for key, one in item.items()} if isinstance(item, dict) else item

    return yaml.safe_dump(plainly(value), allow_unicode=True, width=30)


@given(value=VALUES, line_end=st.sampled_from(["\n", "\r\n"]))
def test_what_is_printed_as_yaml_reads_back_as_it_was(value: object, line_end: str) -> None:
    root, faults = nodes_of(Source("x.yaml", printed(value).replace("\n", line_end)))
    codes = {fault.code for fault in faults}
    assume(not codes & {"Y103", "Y120", "Y121"})  # the printer writes `N` and `1e3` without quotes
    assert faults == ()
    assert root is not None
    assert data(root) == value


def test_every_rule_file_of_the_small_pack_can_be_read_by_both_readers() -> None:
    folder = Path(__file__).parent.parent / "packs" / "small"
    paths = sorted(folder.rglob("*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert shape(nodes_of(Source("x", text))[0]) == shape(nodes_of(Source("x", text), yaml.SafeLoader)[0])
