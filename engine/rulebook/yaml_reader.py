"""Y106 to Y115: YAML that a pack must not use, and the nodes of what it may.

A plain YAML reader lets the last of two equal keys win, copies values through aliases and merge
keys (a few lines of which can fill the memory), and runs tags. Each of them makes a rule say something
else than what stands on its line. They are refused; what is left is read event by event, with
bounds, before any node is built.
"""

from collections.abc import Iterator
from typing import cast

import yaml

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.model import Word
from engine.rulebook.yaml_faults import character_fault, syntax_fault
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence
from engine.rulebook.yaml_scalars import plain_value
from engine.source import Source, Span

DEEPEST = 40
MOST_NODES = 100_000  # values and keys

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def nodes_of(source: Source, loader: Loader = FASTEST) -> tuple[YamlNode | None, tuple[Diagnostic, ...]]:
    """The one document of a source as nodes.

    Args:
        source: a text, usually a file.
        loader: PyYAML's loader; the one written in C is ten times as fast and means the same.

    Returns:
        The root and no diagnostics; or, where something is at fault, all faults that were
        found (Y101 to Y123) and a root that must not be used further, or None.
    """
    fault = character_fault(source.text, Span(source, 0, len(source.text)))
    if fault:
        return None, (fault,)
    events = _events(source, loader)
    if isinstance(events, Diagnostic):
        return None, (events,)
    composer = _Composer(source, iter(events))
    root = composer.document()
    return root, tuple(composer.faults)


def _events(source: Source, loader: Loader) -> list[yaml.Event] | Diagnostic:
    """All events of a source that is YAML, not too deep and not too large."""
    events: list[yaml.Event] = []
    depth = nodes = 0
    parser = loader(source.text)
    try:
        while type(event := _next_event(parser)) is not yaml.StreamEndEvent:
            depth += _STEP.get(type(event), 0)
            nodes += isinstance(event, yaml.NodeEvent)
            if depth > DEEPEST or nodes > MOST_NODES:
                return _too_much(depth, _span(source, event))
            events.append(event)
    except yaml.YAMLError as error:
        return syntax_fault(error, source)
    except (ValueError, OverflowError):  # the loader in Python lets slip what `chr` and `int` refuse
        return syntax_fault(yaml.YAMLError(), source)
    finally:
        parser.dispose()
    return events


def _next_event(parser: yaml.SafeLoader | yaml.CSafeLoader) -> yaml.Event:
    return cast("yaml.Event", parser.get_event())


_STEP: dict[type[yaml.Event], int] = {
    yaml.SequenceStartEvent: 1,
    yaml.MappingStartEvent: 1,
    yaml.SequenceEndEvent: -1,
    yaml.MappingEndEvent: -1,
}


def _span(source: Source, event: yaml.Event) -> Span:
    return Span(source, event.start_mark.index, event.end_mark.index)  # type: ignore[union-attr]  # a parser's events have marks


def _too_much(depth: int, span: Span) -> Diagnostic:
    if depth > DEEPEST:
        message = f"this stands more than {DEEPEST} levels deep"
        return Diagnostic("Y114", message, span, help="close the brackets, or check the indentation")
    message = f"a file has more than {MOST_NODES:,} values and keys"
    return Diagnostic("Y115", message, span, "one too many", "split the file")


class _Composer:
    """Builds nodes from events and keeps the faults that it meets."""

    def __init__(self, source: Source, events: Iterator[yaml.Event]) -> None:
        self._source = source
        self._events = events
        self.faults: list[Diagnostic] = []

    def document(self) -> YamlNode | None:
        """The root of the only document."""
        root: YamlNode | None = None
        starts = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                starts += 1
                self._check_start(event, starts)
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
                root = node if starts == 1 else root
        if not starts:
            help_ = "write its keys, or delete it"
            self._fault("Y112", "the file holds nothing but comments", Span(self._source, 0, 0), help_)
        return root

    def _check_start(self, event: yaml.DocumentStartEvent, starts: int) -> None:
        span = _span(self._source, event)
        if event.version or event.tags:
            self._fault("Y110", "directives aren't allowed", span, "delete the lines with `%`")
        if starts == 2:
            help_ = "move what follows `---` to a file of its own"
            self._fault("Y111", "a second document begins here", span, help_)

    def _node(self, event: yaml.Event) -> YamlNode:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event)
        return self._alias(event)

    def _alias(self, event: yaml.Event) -> YamlScalar:
        span = _span(self._source, event)
        self._fault("Y107", "an alias isn't allowed", span, _WRITE_OUT)
        return YamlScalar(None, "", "", span)

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._fault("Y107", "an anchor isn't allowed", _span(self._source, event), _WRITE_OUT)
        if event.tag is not None:
            help_ = "delete it; quotes make a text, plain digits a number"
            self._fault("Y108", "a tag isn't allowed", _span(self._source, event), help_)

    def _scalar(self, event: yaml.ScalarEvent) -> YamlScalar:
        self._check_properties(event)
        span, text, style = _span(self._source, event), event.value, event.style
        if style:
            return YamlScalar(self._escaped(text, span), text, style, span)
        value = plain_value(text, span)
        if isinstance(value, Diagnostic):
            self.faults.append(value)
            value = text
        return YamlScalar(value, text, "", span)

    def _escaped(self, text: str, span: Span) -> str:
        """A quoted text, in which an escape may stand for what isn't allowed otherwise either."""
        fault = character_fault(text, span)
        if fault:
            self.faults.append(fault)
        return text

    def _sequence(self, start: yaml.SequenceStartEvent) -> YamlSequence:
        self._check_properties(start)
        items: list[YamlNode] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return YamlSequence(tuple(items), self._around(start, event, items))

    def _mapping(self, start: yaml.MappingStartEvent) -> YamlMapping:
        self._check_properties(start)
        keys: dict[str, Word] = {}
        values: dict[str, YamlNode] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, value = self._key(event), self._node(next(self._events))
            if key and not self._is_duplicate(key, keys):
                keys[key.text], values[key.text] = key, value
        return YamlMapping(keys, values, self._around(start, event, list(values.values())))

    def _key(self, event: yaml.Event) -> Word | None:
        if not isinstance(event, yaml.ScalarEvent):
            node = self._node(event)
            self._fault("Y113", "a key is not a word", node.span, "write `key: value` with a word as the key")
            return None
        self._check_properties(event)
        span = _span(self._source, event)
        if event.value == "<<" and not event.style:
            self._fault("Y109", "a merge key isn't allowed", span, _WRITE_OUT)
            return None
        if not event.value or "\n" in event.value:
            self._fault("Y113", "a key is not a word", span, "write a word before the colon")
            return None
        return Word(self._escaped(event.value, span) if event.style else event.value, span)

    def _is_duplicate(self, key: Word, keys: dict[str, Word]) -> bool:
        first = keys.get(key.text)
        if first is None:
            return False
        message = f"key `{key.text}` is given twice"
        notes = (Note(first.span, "first here"),)
        self.faults.append(Diagnostic("Y106", message, key.span, "again here", "keep one of the two", notes))
        return True

    def _around(self, start: yaml.CollectionStartEvent, end: yaml.Event, children: list[YamlNode]) -> Span:
        """A list or record: up to its bracket, or to the end of its last value where it has none."""
        begin, last = _span(self._source, start), _span(self._source, end)
        return begin.to(last if start.flow_style or not children else children[-1].span)

    def _fault(self, code: str, message: str, span: Span, help_: str) -> None:
        self.faults.append(Diagnostic(code, message, span, help=help_))


_WRITE_OUT = "write the values out where they are used"
