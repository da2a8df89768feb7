"""YAML is read strictly: what a line says is what is meant, or the line is refused."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from engine.diagnostics import Diagnostic
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence
from engine.rulebook.yaml_reader import DEEPEST, MOST_NODES, Loader, nodes_of
from engine.source import Source

LOADERS: list[Loader] = [yaml.CSafeLoader, yaml.SafeLoader]
both = pytest.mark.parametrize("loader", LOADERS, ids=["C", "Python"])


def faults_of(text: str, loader: Loader = yaml.CSafeLoader) -> tuple[Diagnostic, ...]:
    return nodes_of(Source("x.yaml", text), loader)[1]


def root_of(text: str, loader: Loader = yaml.CSafeLoader) -> YamlNode:
    root, faults = nodes_of(Source("x.yaml", text), loader)
    assert root is not None
    assert faults == ()
    return root


def data(node: YamlNode) -> object:
    if isinstance(node, YamlMapping):
        return {key: data(value) for key, value in node.values.items()}
    if isinstance(node, YamlSequence):
        return [data(item) for item in node.items]
    return node.value


def texts(node: YamlNode) -> list[str]:
    """What stands in the file at each node and key, in the order of the file."""
    whole = node.span.source.text
    own = [whole[node.span.start : node.span.end]]
    if isinstance(node, YamlMapping):
        for name, key in node.keys.items():
            own += [whole[key.span.start : key.span.end], *texts(node.values[name])]
    if isinstance(node, YamlSequence):
        for item in node.items:
            own += texts(item)
    return own


@both
def test_records_lists_and_values_are_read(loader: Loader) -> None:
    text = "a: 1\nb: [x, '2', true, ~]\nc:\n  - d: 2026-01-31\n    e:\n"
    assert data(root_of(text, loader)) == {
        "a": Decimal(1),
        "b": ["x", "2", True, None],
        "c": [{"d": date(2026, 1, 31), "e": None}],
    }


@both
def test_every_node_knows_its_place_with_chinese_wide_characters_and_windows_line_ends(
    loader: Loader,
) -> None:
    text = "# 注释 😀\r\na: 中文 😀\r\nb:\r\n  - {c: 'it''s'}\r\n  - |\r\n    x\r\n\r\n# end\r\n"
    assert texts(root_of(text, loader)) == [
        "a: 中文 😀\r\nb:\r\n  - {c: 'it''s'}\r\n  - |\r\n    x\r\n\r\n",
        *("a", "中文 😀", "b", "- {c: 'it''s'}\r\n  - |\r\n    x\r\n\r\n"),
        *("{c: 'it''s'}", "c", "'it''s'", "|\r\n    x\r\n\r\n"),
    ]


@both
def test_keys_are_text_whatever_they_look_like(loader: Loader) -> None:
    assert data(root_of("no: a\n1: b\n2026-01-01: c\n'<<': d\n", loader)) == {
        "no": "a",
        "1": "b",
        "2026-01-01": "c",
        "<<": "d",
    }


@both
def test_a_document_may_have_its_begin_and_end_marked(loader: Loader) -> None:
    assert data(root_of("---\na: 1\n...\n", loader)) == {"a": Decimal(1)}


@both
@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "Y106", 3, 1),
        ("a: {b: 1, 'b': 2}\n", "Y106", 1, 11),
        ("a: &x 1\n", "Y107", 1, 4),
        ("a: &x [1]\n", "Y107", 1, 4),
        ("a: &x {b: 1}\n", "Y107", 1, 4),
        ("&x a: 1\n", "Y107", 1, 1),
        ("a: !!str 1\n", "Y108", 1, 4),
        ("a: !<x> [1]\n", "Y108", 1, 4),
        ("a: !!python/object:os.system {}\n", "Y108", 1, 4),
        ("a: ! b\n", "Y108", 1, 4),
        ("a:\n  <<: {b: 1}\n", "Y109", 2, 3),
        ("%YAML 1.1\n---\na: 1\n", "Y110", 1, 1),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", "Y110", 1, 1),
        ("a: 1\n---\nb: 2\n", "Y111", 2, 1),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", "Y111", 2, 1),
        ("# nothing\n", "Y112", 1, 1),
        ("---\n---\n", "Y111", 2, 1),
        ("? [a]\n: 1\n", "Y113", 1, 3),
        ("? {a: b}\n: 1\n", "Y113", 1, 3),
        ("? \n: 1\n", "Y113", 1, 2),
        ("'': 1\n", "Y113", 1, 1),
        ('"a\\nb": 1\n', "Y113", 1, 1),
    ],
)
def test_refused_at_its_place(text: str, code: str, line: int, column: int, loader: Loader) -> None:
    (fault,) = faults_of(text, loader)
    assert (fault.code, *fault.place) == (code, "x.yaml", line, column)
    assert fault.help


@both
def test_an_alias_is_refused_with_its_anchor(loader: Loader) -> None:
    found = faults_of("a: &x 1\nb: *x\n*x : 3\n", loader)
    assert [(fault.code, fault.place[1:]) for fault in found] == [
        ("Y107", (1, 4)),
        ("Y107", (2, 4)),
        ("Y107", (3, 1)),
        ("Y113", (3, 1)),
    ]


@both
def test_a_duplicate_key_shows_both_places(loader: Loader) -> None:
    (fault,) = faults_of("first: 1\nother: 2\nfirst: 3\n", loader)
    assert [note.span.source.position(note.span.start) for note in fault.notes] == [(1, 1)]


@both
def test_all_faults_of_values_are_told_at_once(loader: Loader) -> None:
    found = faults_of("a: NO\nb: 012\nc: [2026-02-30, 2026-01-01 10:00]\n", loader)
    assert [fault.code for fault in found] == ["Y120", "Y121", "Y122", "Y123"]


@both
def test_a_billion_laughs_are_refused_before_any_is_heard(loader: Loader) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = faults_of("\n".join(lines), loader)
    assert {fault.code for fault in found} == {"Y107"}
    assert len(found) == 10 + 81


@both
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_too_deep_a_nesting_is_refused_however_deep_it_is(opening: str, loader: Loader) -> None:
    (fault,) = faults_of(opening * 5_000, loader)
    assert fault.code == "Y114"
    assert fault.span is not None
    assert fault.span.start == DEEPEST * len(opening)


@both
def test_the_deepest_nesting_that_is_allowed_can_be_read(loader: Loader) -> None:
    node = root_of("[" * DEEPEST + "]" * DEEPEST, loader)
    for _ in range(DEEPEST - 1):
        assert isinstance(node, YamlSequence)
        (node,) = node.items
    assert data(node) == []


def test_too_many_values_are_refused() -> None:
    (fault,) = faults_of("- a\n" * MOST_NODES)
    assert fault.code == "Y115"
    assert fault.span is not None
    assert fault.span.source.position(fault.span.start) == (MOST_NODES, 3)  # the last, the list counted too


def test_the_most_values_that_are_allowed_can_be_read() -> None:
    root = root_of("- a\n" * (MOST_NODES - 1))
    assert isinstance(root, YamlSequence)
    assert len(root.items) == MOST_NODES - 1


def test_keys_count_among_the_most_values_that_are_allowed() -> None:
    pairs = "".join(f"k{number}: a\n" for number in range(MOST_NODES // 2))
    assert [fault.code for fault in faults_of(pairs)] == ["Y115"]


@both
@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ud800", "\ufffe"],
)
def test_an_invisible_character_is_refused_at_its_place(char: str, loader: Loader) -> None:
    (fault,) = faults_of(f"a: 1\nb: x{char}y\n", loader)
    assert (fault.code, *fault.place) == ("Y103", "x.yaml", 2, 5)
    assert f"U+{ord(char):04X}" in fault.message


@both
@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\N", r"\u202e", r"\x07", r"\r"])
def test_an_escape_that_stands_for_an_invisible_character_is_refused_too(escape: str, loader: Loader) -> None:
    for text in (f'a: "x{escape}"\n', f'"a{escape}": x\n'):
        (fault,) = faults_of(text, loader)
        assert fault.code == "Y103"


def test_an_escape_for_half_a_character_never_gets_through_either_reader() -> None:
    for loader in LOADERS:
        (fault,) = faults_of(r'a: "\ud800"', loader)
        assert fault.code in {"Y101", "Y103"}


@both
def test_a_carriage_return_that_ends_no_line_is_refused(loader: Loader) -> None:
    (fault,) = faults_of("a: 1\rb: 2\n", loader)
    assert (fault.code, *fault.place) == ("Y103", "x.yaml", 1, 5)


@both
def test_full_stops_tabs_and_emoji_within_a_text_are_fine(loader: Loader) -> None:
    assert data(root_of("a: 'x\ty'\nb: 😀。\n", loader)) == {"a": "x\ty", "b": "😀。"}


def test_a_plain_value_and_a_quoted_one_are_told_apart() -> None:
    root = root_of("a: 1\nb: '1'\n")
    assert isinstance(root, YamlMapping)
    plain, quoted = root.values["a"], root.values["b"]
    assert isinstance(plain, YamlScalar)
    assert isinstance(quoted, YamlScalar)
    assert (plain.value, plain.text, plain.style) == (Decimal(1), "1", "")
    assert (quoted.value, quoted.text, quoted.style) == ("1", "1", "'")
