"""S101 to S109: what a schema found, with its place in the file and in words of our own.

The library names a keyword and a path (`[] should be non-empty`). An analyst needs the line, the key
they wrote, and what to write instead.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.rulebook.yaml_fields import items
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence
from engine.source import Span

_MOST_SHOWN = 8  # keys or words that a help lists
_LONGEST_SHOWN = 40
_FOREIGN_COMMA = frozenset("，、；")


class Finding(Struct, frozen=True):
    """One finding of the library.

    Attributes:
        keyword: that isn't obeyed.
        value: of the keyword.
        schema: around it.
        path: keys and places that lead to the value at fault.
        key: the name at fault where it is one of a record's keys.
    """

    keyword: str
    value: Any
    schema: Mapping[str, Any]
    path: tuple[str | int, ...]
    key: str | None


class _Place(Struct, frozen=True):
    """The node that a finding is about: what to call it, and where its key stands."""

    name: str
    node: YamlNode
    key: Span

    @property
    def span(self) -> Span:
        """Of the value, or of its key where there is nothing after it."""
        return self.node.span if self.node.span.start < self.node.span.end else self.key

    @property
    def is_bare_key(self) -> bool:
        """Whether it is a key within braces without a colon: mostly the end of a text with a comma."""
        following = self.key.source.text[self.key.end :].lstrip()
        return self.node.span.start == self.node.span.end and following.startswith((",", "}"))

    @property
    def text(self) -> str:
        """A text as written, shortened, or what kind of thing it is."""
        if not isinstance(self.node, YamlScalar):
            return _kind(self.node)
        text = self.node.text
        return f"`{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}`"


def diagnostics(finding: Finding, root: YamlNode) -> Iterator[Diagnostic]:
    """The faults that one finding stands for.

    Args:
        finding: of the library.
        root: the root of the file that was checked.
    """
    place = _place(finding.path, root)
    explain = _bad_key if finding.key is not None else _EXPLAIN[finding.keyword]
    yield from explain(finding, place)


def _place(path: Sequence[str | int], root: YamlNode) -> _Place:
    found = _Place("the file", root, root.span)
    for step in path:
        if isinstance(found.node, YamlMapping):
            key = str(step)
            found = _Place(f"`{key}`", found.node.values[key], found.node.keys[key].span)
        else:
            item = items(found.node)[int(step)]
            found = _Place(f"an item of {found.name}", item, item.span)
    return found


def _unknown_keys(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    known = list(finding.schema.get("properties", ()))
    for key, span in _keys(place.node):
        if key not in known:
            help_ = did_you_mean(key, known) or "it may have " + _listed(known)
            yield Diagnostic("S101", f"`{key}` isn't a key of {place.name}", span, help=help_)


def _missing_keys(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    given = [key for key, _ in _keys(place.node)]
    known = list(finding.schema.get("properties", ()))
    misspelt = {did_you_mean(key, known) for key in given if key not in known}  # told as such
    for key in finding.value:
        if key not in given and f"did you mean `{key}`?" not in misspelt:
            help_ = f"write `{key}: …`"
            yield Diagnostic("S102", f"{place.name} lacks `{key}`", place.span, help=help_)


def _wrong_kind(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    if place.is_bare_key:
        message = f"{place.name} has no value"
        help_ = "put a text with a comma in quotes, or write a value"
        yield Diagnostic("S103", message, place.key, help=help_)
        return
    wanted = finding.value if isinstance(finding.value, list) else [finding.value]
    *others, last = (_KINDS[one] for one in wanted)
    kinds = f"{', '.join(others)} or {last}" if others else last
    message = f"{place.name} needs {kinds}, not {_kind(place.node)}"
    yield Diagnostic("S103", message, place.span, help=_mend_kind(place.node, wanted))


def _mend_kind(node: YamlNode, wanted: list[str]) -> str:
    if not isinstance(node, YamlScalar):
        written = node.span.source.text[node.span.start : node.span.end]
        is_text = "string" in wanted and written.startswith(("{", "[")) and "\n" not in written
        return f"put it in quotes: `'{written}'`" if is_text else _SHAPES[wanted[0]]
    if node.value is None:
        return "write a value, or delete the key"
    if "string" in wanted:
        return f'put it in quotes: `"{node.text}"`'
    return f"write `[{node.text}]`" if wanted == ["array"] and node.text else _SHAPES[wanted[0]]


def _not_in_set(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    known = [str(one) for one in finding.value]
    word = place.node.text if isinstance(place.node, YamlScalar) else ""
    help_ = did_you_mean(word, known) or "write one of " + _listed(known)
    yield Diagnostic("S104", f"{place.text} isn't a value of {place.name}", place.span, help=help_)


def _bad_form(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    message = f"{place.text} doesn't have the form of {place.name}"
    help_ = "write `,` and a blank between two items" if _FOREIGN_COMMA & set(place.text) else _form(finding)
    yield Diagnostic("S105", message, place.span, help=help_)


def _bad_key(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    key = _place([str(finding.key)], place.node)
    if not key.is_bare_key:
        message = f"{key.name} can't be a key of {place.name}"
        yield Diagnostic("S105", message, key.key, help=_form(finding))


def _form(finding: Finding) -> str:
    return str(finding.schema["patternErrorMessage"])


def _bad_date(_: Finding, place: _Place) -> Iterator[Diagnostic]:
    message = f"{place.name} needs a date, not {_kind(place.node)}"
    yield Diagnostic("S103", message, place.span, help="write it as yyyy-mm-dd, without quotes")


def _too_few(_: Finding, place: _Place) -> Iterator[Diagnostic]:
    help_ = "write what is missing" if place.node.span == place.key else "write something, or delete the key"
    yield Diagnostic("S106", f"{place.name} is empty", place.span, help=help_)


def _too_many(_: Finding, place: _Place) -> Iterator[Diagnostic]:
    keys = [key for key, _ in _keys(place.node)]
    message = f"{place.name} has more than one key"
    yield Diagnostic("S107", message, place.span, help="keep one of " + _listed(keys))


def _too_small(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    message = f"{place.text} is too small for {place.name}"
    is_count = finding.schema.get("type") == "integer"
    help_ = f"write {finding.value} or more" if is_count else f"write {finding.value}, or a word"
    yield Diagnostic("S106", message, place.span, help=help_)


def _too_large(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    message = f"{place.text} is too large for {place.name}"
    yield Diagnostic("S107", message, place.span, help=f"write {finding.value}, or a word")


def _repeated(_: Finding, place: _Place) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for item in items(place.node):
        word = _Place("", item, item.span).text
        if word in first:
            notes = (Note(first[word], "first here"),)
            message = f"{word} stands twice in {place.name}"
            yield Diagnostic("S108", message, item.span, "again here", "keep one of the two", notes)
        first.setdefault(word, item.span)


def _none_of(finding: Finding, place: _Place) -> Iterator[Diagnostic]:
    keys = [key for choice in finding.value for key in choice["required"]]
    message = f"{place.name} doesn't say when it is met"
    yield Diagnostic("S109", message, place.span, help="write one of " + _listed(keys))


def _not_together(_: Finding, place: _Place) -> Iterator[Diagnostic]:
    message = f"{place.name} says a second time when this is met"
    yield Diagnostic("S109", message, place.key, help="keep one of `when`, `finding` and `evidence`")


_EXPLAIN: dict[str, Callable[[Finding, _Place], Iterator[Diagnostic]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_kind,
    "enum": _not_in_set,
    "pattern": _bad_form,
    "format": _bad_date,
    "minItems": _too_few,
    "minLength": _too_few,
    "minProperties": _too_few,
    "maxProperties": _too_many,
    "minimum": _too_small,
    "maximum": _too_large,
    "uniqueItems": _repeated,
    "anyOf": _none_of,
    "not": _not_together,
}
_KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a record",
    "null": "nothing",
}
_SHAPES = {
    "string": "write a text",
    "number": "write plain digits, without quotes, units or separators",
    "integer": "write plain digits, without a point, quotes or units",
    "boolean": "write `true` or `false`, without quotes",
    "array": "write `[a, b]`, or a line with `- ` for each item",
    "object": "write lines with `key: value`",
}
_VALUES: tuple[tuple[type, str], ...] = (
    (bool, "a truth value"),
    (Decimal, "a number"),
    (date, "a date"),
    (str, "a text"),
    (object, "nothing"),
)


def _keys(node: YamlNode) -> Iterator[tuple[str, Span]]:
    keys = node.keys if isinstance(node, YamlMapping) else {}
    return ((key, found.span) for key, found in keys.items())


def _kind(node: YamlNode) -> str:
    if isinstance(node, YamlMapping):
        return "a record"
    if isinstance(node, YamlSequence):
        return "a list"
    return next(words for kind, words in _VALUES if isinstance(node.value, kind))


def _listed(words: list[str]) -> str:
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_SHOWN])
    return shown + (", …" if len(words) > _MOST_SHOWN else "")
