"""From a mapping as it is written to one that can be used, or all of its faults.

A fact that is misspelt in a mapping would be unknown on every row, and a column of fen that is taken for
yuan would decide every row wrongly. So whatever can be told without the table is told here, with its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from engine.diagnostics import Diagnostic, Faulty, Note, by_place
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm
from engine.reading import read_text
from engine.rulebook.file_schemas import schema_faults
from engine.rulebook.model import Word
from engine.rulebook.yaml_fields import record, records_at, scalar, word, word_at, words_at
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar
from engine.rulebook.yaml_reader import nodes_of
from engine.screening import mapping_faults as told
from engine.screening.mapping import ISO, Cell, Constant, Element, Mapping, Told
from engine.screening.mapping_units import shift_of, unit_of_name
from engine.source import Source

LARGEST = 256 * 1024  # bytes of a mapping
WHEN = "when"
_BLANK = frozenset([""])


def read_mapping(path: Path, dictionary: Dictionary) -> Mapping:
    """The mapping in a file.

    Args:
        path: of the YAML file.
        dictionary: of the facts that it may name.

    Raises:
        Faulty: with everything that is wrong with it.
    """
    source = read_text(path, LARGEST)
    if isinstance(source, Diagnostic):
        raise Faulty([source])
    found, faults = mapping_from_yaml(source, dictionary)
    if found is None:
        raise Faulty(faults)
    return found


def mapping_from_yaml(
    source: Source, dictionary: Dictionary
) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """The mapping in a text, or all of its faults (Y1xx, S1xx, M101 to M107), sorted by place."""
    root, faults = nodes_of(source)
    if root is not None and not faults:
        faults = schema_faults(root, "mapping")
    if root is None or faults:
        return None, tuple(by_place(faults))
    builder = _Builder(dictionary, frozenset(one.text for one in words_at(record(root), "null")) or _BLANK)
    found = builder.mapping(record(root), source.name)
    return (None, tuple(by_place(builder.faults))) if builder.faults else (found, ())


@dataclass
class _Builder:
    dictionary: Dictionary
    nulls: frozenset[str]
    faults: list[Diagnostic] = field(default_factory=list)
    first: dict[str, Word] = field(default_factory=dict)

    def mapping(self, root: YamlMapping, name: str) -> Mapping:
        """The mapping; not to be used if there are faults."""
        columns, constants = _fields(root, "columns"), _fields(root, "constant")
        facts = [self._column(key, record(node)) for key, node in columns]
        fixed = [self._fixed(key, scalar(node)) for key, node in constants]
        lists = {key.text: self._list(key, root) for key, _ in _fields(root, "lists")}
        return Mapping(
            name=name,
            id=word_at(root, "id"),
            told=tuple(one for one in facts if one is not None),
            constants=tuple(one for one in fixed if one is not None),
            lists=lists,
        )

    def _column(self, column: Word, given: YamlMapping) -> Told | None:
        fact = word(given.values["fact"])
        form = self._form(fact)
        if form is None or self._is_repeated(fact):
            return None
        cell = self._cell(column, given, form)
        return Told(fact.text, form, cell)

    def _fixed(self, fact: Word, given: YamlScalar) -> Constant | None:
        form = self._form(fact)
        if form is None or self._is_repeated(fact):
            return None
        return self._constant(fact, form, given)

    def _constant(self, fact: Word, form: Form, given: YamlScalar) -> Constant:
        value = told.json_value(given)
        self.faults += told.value_faults(given, value, form, fact.text)
        return Constant(fact.text, form, value)

    def _form(self, fact: Word) -> Form | None:
        """M101, M102: the form of a fact that one column can tell."""
        known = {one.name: one.form for one in self.dictionary.facts if not one.list}
        form = known.get(fact.text)
        each = self.dictionary.each
        if form is None:
            self.faults.append(told.unknown_fact(fact, known))
        elif isinstance(form, ListForm) and each is not None and fact.text == each.many:
            self.faults.append(told.all_loans(fact, each.one))
            return None
        return form

    def _is_repeated(self, fact: Word) -> bool:
        """M107."""
        first = self.first.setdefault(fact.text, fact)
        if first is fact:
            return False
        message, notes = f"`{fact.text}` is told twice", (Note(first.span, "first here"),)
        self.faults.append(Diagnostic("M107", message, fact.span, "again here", "keep one of the two", notes))
        return True

    def _cell(self, column: Word, given: YamlMapping, form: Form) -> Cell:
        unit, day = word_at(given, "unit"), word_at(given, "format")
        values = given.values.get("values")
        self.faults += told.unit_faults(column, unit, form)
        self.faults += told.format_faults(day, form)
        held = (
            {}
            if values is None
            else {k: told.json_value(scalar(v)) for k, v in record(values).values.items()}
        )
        if values is not None:
            self.faults += told.values_faults(record(values), form, column.text)
        name = unit.text if unit else unit_of_name(column.text, form)
        return Cell(
            column=column.text,
            shift=shift_of(name),
            format=day.text if day else ISO,
            values={k: v for k, v in held.items() if isinstance(v, str | bool)}
            if values is not None
            else None,
            nulls=frozenset(one.text for one in words_at(given, "null"))
            if "null" in given.values
            else self.nulls,
            unit=name,
            said=bool(unit),
            place=column,
        )

    def _list(self, name: Word, root: YamlMapping) -> tuple[Element, ...]:
        form = {one.name: one.form for one in self.dictionary.facts if not one.list}.get(name.text)
        each = self.dictionary.each
        if form is None:
            self.faults.append(told.unknown_fact(name, self.dictionary.globals()))
        elif each is not None and name.text == each.many:
            self.faults.append(told.all_loans(name, each.one))
        elif not isinstance(form, ListForm) or not isinstance(form.element, RecordForm):
            self.faults.append(told.no_list(name))
        elif not self._is_repeated(name):
            inner = form.element
            return tuple(
                self._element(one, inner, name.text)
                for one in records_at(record(root.values["lists"]), name.text)
            )
        return ()

    def _element(self, given: YamlMapping, form: RecordForm, name: str) -> Element:
        known = dict(_scalars(form))
        when, columns, constants = None, [], []
        for key, node in ((given.keys[one], given.values[one]) for one in given.keys):
            if key.text == WHEN:
                when = self._when(key, node)
            elif key.text not in known:
                self.faults.append(told.unknown_field(key, known, name))
            elif isinstance(node, YamlMapping):
                cell = self._cell(word(node.values["column"]), node, known[key.text])
                columns.append(Told(key.text, known[key.text], cell))
            else:
                constants.append(self._constant(key, known[key.text], scalar(node)))
        if when is None and not columns:
            self.faults.append(told.always_there(given, name))
        return Element(when, tuple(columns), tuple(constants))

    def _when(self, key: Word, node: YamlNode) -> Told:
        """The column that says whether there is an element: its name, or how it is written, too."""
        given = node if isinstance(node, YamlMapping) else None
        column = word(given.values["column"]) if given else word(node)
        empty = YamlMapping({}, {}, key.span)
        return Told(WHEN, told.TRUTH_FORM, self._cell(column, given or empty, told.TRUTH_FORM))


def _fields(root: YamlMapping, key: str) -> list[tuple[Word, YamlNode]]:
    node = root.values.get(key)
    if node is None:
        return []
    held = record(node)
    return [(held.keys[name], held.values[name]) for name in held.keys]


def _scalars(form: RecordForm, prefix: str = "") -> Iterator[tuple[str, Form]]:
    """The fields of an element that a column can tell, by dotted name."""
    for name, inner in form.fields.items():
        if isinstance(inner, RecordForm):
            yield from _scalars(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner
