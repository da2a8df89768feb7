"""What doesn't fit a schema is told with its key, its place and what to write instead."""

import pytest

from engine.diagnostics import Diagnostic, render
from engine.rulebook.file_schemas import schema_faults
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Source


def faults_of(kind: str, text: str) -> tuple[Diagnostic, ...]:
    root, faults = nodes_of(Source("x.yaml", text))
    assert faults == ()
    assert root is not None
    return schema_faults(root, kind)


ANY = "[{id: d, when: b, source: [A1]}]"
LONG = "X" * 99
SOUND = {
    "measure": "id: capacity\nformula: a - b\nunit: yuan\nsource: [A5]\n",
    "pack": "id: p\nversion: 0.1.0\ntitle: {zh: 文}\njurisdiction: CN\nlanguages: [zh]\n"
    "in_force: {from: 2021-01-01}\n",
    "finding": "id: f\nmet_when:\n  all:\n    - {id: c, when: a, source: [A1]}\n",
    "passages": "passages:\n  - document: A\n    at: {line: 1, start: 1, length: 2}\n    sha256: "
    + "a" * 64
    + "\n    why: {zh: 文}\n",
    "cases": "- name: x\n  profile: {base: b}\n  expect: {extension: available}\n",
}


def test_what_the_faults_below_start_from_has_none() -> None:
    for kind, text in SOUND.items():
        assert faults_of(kind, text) == ()


FAULTS = [
    ("measure", "unit:", "units:", "S101", "`units` isn't a key of the file", (3, 1)),
    ("measure", "unit: yuan\n", "", "S102", "the file lacks `unit`", (1, 1)),
    ("measure", "[A5]", "A5", "S103", "`source` needs a list, not a text", (4, 9)),
    ("measure", "[A5]", "''", "S103", "`source` needs a list, not a text", (4, 9)),
    ("measure", "[A5]", "", "S103", "`source` needs a list, not nothing", (4, 1)),
    ("measure", "A5", "[A5]", "S103", "an item of `source` needs a text, not a list", (4, 10)),
    ("measure", "yuan", "[]", "S103", "`unit` needs a text or a number, not a list", (3, 7)),
    ("pack", "0.1.0", "0.1", "S103", "`version` needs a text, not a number", (2, 10)),
    ("pack", "2021-01-01", "'2021-01-01'", "S103", "`from` needs a date, not a text", (6, 18)),
    ("pack", "2021-01-01", "20210101", "S103", "`from` needs a text, not a number", (6, 18)),
    ("pack", "{zh: 文}", "{zh: 文, z}", "S103", "`z` has no value", (3, 16)),
    ("pack", "zh: 文", "中: 文", "S105", "`中` can't be a key of `title`", (3, 9)),
    ("pack", "{zh: 文}", "{}", "S106", "`title` is empty", (3, 8)),
    ("pack", "[zh]", "[zh, en, zh]", "S108", "`zh` stands twice in `languages`", (5, 21)),
    ("measure", "cap", "Cap", "S105", "`Capacity` doesn't have the form of `id`", (1, 5)),
    ("measure", "capacity", LONG, "S105", f"`{LONG[:40]}…` doesn't have the form of `id`", (1, 5)),
    ("measure", "yuan", "-1", "S106", "`-1` is too small for `unit`", (3, 7)),
    ("measure", "yuan", "1.5", "S107", "`1.5` is too large for `unit`", (3, 7)),
    ("finding", "  all:", f"  any: {ANY}\n  all:", "S107", "`met_when` has more than one key", (3, 3)),
    ("finding", "when: a, ", "", "S109", "an item of `all` doesn't say when it is met", (4, 7)),
    ("finding", "a,", "a, finding: e,", "S109", "`finding` says a second time when this is met", (4, 24)),
    ("passages", "line: 1", "line: 1.5", "S103", "`line` needs a whole number, not a number", (3, 16)),
    ("passages", "line: 1", "line: x", "S103", "`line` needs a whole number, not a text", (3, 16)),
    ("passages", "line: 1", "line: 0", "S106", "`0` is too small for `line`", (3, 16)),
    ("cases", "available", "avaliable", "S104", "`avaliable` isn't a value of `extension`", (3, 23)),
    ("cases", "available", "[available]", "S104", "a list isn't a value of `extension`", (3, 23)),
    ("cases", "available", "true", "S104", "`true` isn't a value of `extension`", (3, 23)),
]
HELPS = [
    ("measure", "unit:", "unitt:", "did you mean `unit`?"),
    ("measure", "unit: yuan", "unit: yuan\nwho: x", "it may have `id`, `formula`, `unit`, `source`"),
    ("measure", "[A5]", "A5", "write `[A5]`"),
    ("measure", "[A5]", "{a: b}", "write `[a, b]`, or a line with `- ` for each item"),
    ("measure", "[A5]", "", "write a value, or delete the key"),
    ("pack", "0.1.0", "0.1", 'put it in quotes: `"0.1"`'),
    ("pack", "{zh: 文}", "文", "write lines with `key: value`"),
    ("pack", "0.1.0", "\n  - 1", "write a text"),
    ("pack", "文", "{as_of}", "put it in quotes: `'{as_of}'`"),
    ("pack", "2021-01-01", "soon", "write it as yyyy-mm-dd, without quotes"),
    ("cases", "available", "avaliable", "did you mean `available`?"),
    ("measure", "[A5]", "[]", "write something, or delete the key"),
    ("passages", "line: 1", "line: 1.5", "write plain digits, without a point, quotes or units"),
    ("passages", "line: 1", "line: 0", "write 1 or more"),
]


@pytest.mark.parametrize(("kind", "old", "new", "code", "message", "place"), FAULTS)
def test_a_fault_is_told(
    kind: str, old: str, new: str, code: str, message: str, place: tuple[int, int]
) -> None:
    (fault,) = faults_of(kind, SOUND[kind].replace(old, new, 1))
    assert (fault.code, fault.message, fault.place[1:]) == (code, message, place)
    assert fault.help
    assert render(fault)


@pytest.mark.parametrize(("kind", "old", "new", "help_"), HELPS)
def test_the_help_says_what_to_write(kind: str, old: str, new: str, help_: str) -> None:
    assert [fault.help for fault in faults_of(kind, SOUND[kind].replace(old, new, 1))] == [help_]


def test_both_places_of_what_is_given_twice_are_shown() -> None:
    (fault,) = faults_of("measure", SOUND["measure"].replace("[A5]", "[A5, A6, A5]"))
    assert [note.span.start for note in fault.notes] == [SOUND["measure"].index("A5")]


def test_a_long_list_of_words_is_cut_short() -> None:
    statement = "statements: [{id: A1, kind: x, document: A, words: {zh: 文}, sha256: '" + "0" * 64 + "'}]"
    (fault,) = faults_of("statements", statement)
    assert fault.help.endswith("`advice`, …")
