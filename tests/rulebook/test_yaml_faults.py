"""What isn't YAML is told in words that somebody who never heard of a token understands."""

import pytest
import yaml

from engine.diagnostics import Diagnostic, render
from engine.rulebook.yaml_reader import Loader, nodes_of
from engine.source import Source

both = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["C", "Python"])


def fault_of(text: str, loader: Loader) -> Diagnostic:
    root, (fault,) = nodes_of(Source("x.yaml", text), loader)
    assert root is None
    return fault


@both
@pytest.mark.parametrize(
    ("text", "code", "words", "line", "column"),
    [
        ("a:\n\tb: 1\n", "Y102", "tab", 2, 1),
        ("a:\n  b: 1\n\tc: 2\n", "Y102", "tab", 3, 1),
        ("- a\n-\tb: 1\n", "Y102", "tab", 2, 2),
        ("a: 'x\nb: 1\n", "Y104", "quote", 1, 4),
        ('a: "x\nb: 1\n', "Y104", "quote", 1, 4),
        ("a: [1, 2\nb: 3\n", "Y104", "bracket", 1, 4),
        ("a: {b: 1\n", "Y104", "bracket", 1, 4),
        ("a: [1 2: 3]]\n", "Y104", "never opened", 1, 12),
        ("a: b: c\n", "Y105", "colon", 1, 5),
        ("a: as of: today\n", "Y105", "colon", 1, 9),
        ("a\nb: 1\n", "Y105", "colon", 2, 2),
        ("a: 1\n  b: 2\n", "Y105", "colon", 2, 4),
        ("a: @b\n", "Y105", "character", 1, 4),
        ("a: `b`\n", "Y105", "character", 1, 4),
        ("a: %b\n", "Y105", "character", 1, 4),
        ("a: 1\nb\n", "Y101", "colon is missing", 2, 1),
        ("a: 1\nb\nc: 2\n", "Y101", "colon is missing", 2, 1),
        ("- a\nb: 1\n", "Y101", "stands above", 2, 1),
        ("a:\n  b: 1\n c: 2\n", "Y101", "stands above", 3, 2),
        ("a: *\n", "Y101", "read as YAML", 1, 4),
        ("a: 'b' c\n", "Y105", "goes on here", 1, 8),
        ('a: "b" = c\n', "Y105", "goes on here", 1, 8),
        ("a: {b} is left\n", "Y105", "goes on here", 1, 8),
        ("a: [b][1] = 1\n", "Y105", "goes on here", 1, 7),
        ("a: 'b'\n - c\n", "Y101", "stands above", 2, 2),
        ("%YAML 9.1\n---\na: 1\n", "Y101", "read as YAML", 1, 1),
        ("a: |x\n  b\n", "Y101", "read as YAML", 1, 5),
    ],
)
def test_a_common_slip_is_named_at_its_place(
    text: str, code: str, words: str, line: int, column: int, loader: Loader
) -> None:
    fault = fault_of(text, loader)
    assert (fault.code, *fault.place) == (code, "x.yaml", line, column)
    assert words in fault.message
    assert fault.help
    assert render(fault)


@both
@pytest.mark.parametrize("text", [r'a: "\q"', r'a: "\u12"', r'a: "\UFFFFFFFF"'])
def test_an_escape_that_means_nothing_is_refused(text: str, loader: Loader) -> None:
    assert fault_of(text + "\n", loader).code in {"Y101", "Y105"}


@both
def test_a_number_of_a_version_too_long_to_read_is_refused(loader: Loader) -> None:
    assert fault_of(f"%YAML 1.{'9' * 5000}\n---\na: 1\n", loader).code == "Y101"


@both
def test_an_open_bracket_shows_where_the_lack_was_noticed(loader: Loader) -> None:
    fault = fault_of("a: [1, 2\nb: 3\n", loader)
    (note,) = fault.notes
    assert note.span.source.position(note.span.start)[0] == 2


@both
def test_a_colon_typed_with_a_chinese_keyboard_is_named(loader: Loader) -> None:
    fault = fault_of("id：small\nversion: 0.1.0\n", loader)
    assert (fault.code, *fault.place) == ("Y105", "x.yaml", 1, 3)
    assert "`：`" in fault.message
    assert fault.help == "write `:` and a blank"


@both
def test_words_of_the_parser_never_reach_an_author(loader: Loader) -> None:
    for text in (
        "a: [",
        "a: {",
        "'",
        '"',
        "a: &",
        "a: !<",
        "%",
        "? ? :",
        "- -\n -",
        "a:\n- b\n c",
        ">\n x\ny: 1",
    ):
        _, faults = nodes_of(Source("x.yaml", text), loader)
        for fault in faults:
            said = render(fault)
            for jargon in ("token", "scalar", "stream", "block end", "<", "expected", "while"):
                assert jargon not in said.replace(text.split("\n")[0], ""), said
