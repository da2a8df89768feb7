"""R262 to R266: from the nodes of a table's file, and the CSV beside it, to the table.

A column of a CSV file is found by its name, so that an analyst may sort columns as they like. A column that
nobody asks for would be conditions that nobody tests, so it is refused like one that is missing.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.rulebook.csv_reader import CsvRow
from engine.rulebook.model import Word
from engine.rulebook.read_file import ReadFile
from engine.rulebook.table_model import Table, TableInput, TableOutput, TableRow
from engine.rulebook.yaml_fields import NOTHING, items, record, records_at, scalar, word, word_at, words_at
from engine.rulebook.yaml_fragments import fragment_of
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode
from engine.source import Fragment

ID, SOURCE = "id", "source"  # columns of a CSV file beside those of inputs and outputs
OWN_COLUMNS: Final = frozenset({ID, SOURCE})

_CSV, _TABLE = "table_rows", "table"
_OTHER_SEPARATORS: Final = frozenset(";\t")  # between which some spreadsheets put the cells
_SEPARATED: Final = "save the table as CSV with commas between the cells"


def tables(
    read: Iterable[ReadFile], left_out: Container[str] = ()
) -> tuple[tuple[Table, ...], Mapping[str, tuple[Diagnostic, ...]]]:
    """The tables of a pack, sorted by id, and what is wrong between them and their CSV files.

    Args:
        read: the files of the pack that have no fault of their own.
        left_out: names of those that aren't among them; of a table without its other file nothing is said.

    Returns:
        The tables, and the faults of those that can't be used and of CSV files without one, by name.
    """
    read = tuple(read)
    lines = {one.file.path.stem: one for one in read if one.file.kind == _CSV}
    built = [_table(record(one.root), lines) for one in read if one.file.kind == _TABLE and one.root]
    faults = {table.id.text: wrong for table, wrong in built if wrong}
    faults |= {name: () for name in faults if name not in lines and name in left_out}
    read_by = {table.id.text for table, _ in built}
    faults |= {
        name: (_unread(one),) for name, one in lines.items() if name not in read_by and name not in left_out
    }
    return tuple(sorted((table for table, _ in built), key=lambda one: one.id.text)), faults


def _table(fields: YamlMapping, lines: Mapping[str, ReadFile]) -> tuple[Table, tuple[Diagnostic, ...]]:
    default = fields.values.get("default")
    table = Table(
        id=word(fields.values["id"]),
        policy=word(fields.values["hit_policy"]),
        aggregation=word_at(fields, "aggregation"),
        inputs=tuple(_input(one) for one in records_at(fields, "inputs")),
        outputs=tuple(_output(one) for one in records_at(fields, "outputs")),
        rows=(),
        default=None if default is None else _row(record(default)),
        source=words_at(fields, "source"),
    )
    rows = fields.values["rows"]
    if not isinstance(rows, YamlMapping):
        return replace(table, rows=tuple(_row(one) for one in records_at(fields, "rows"))), ()
    found = _lines(table, word(rows.values["csv"]), lines)
    if isinstance(found, Diagnostic):
        return table, (found,)
    sheet = _Sheet(table, found[0])
    return replace(table, rows=tuple(sheet.row(line) for line in found[1:])), tuple(sheet.faults())


def _input(fields: YamlMapping) -> TableInput:
    return TableInput(fragment_of(scalar(fields.values["expression"])), word_at(fields, ID))


def _output(fields: YamlMapping) -> TableOutput:
    return TableOutput(word(fields.values[ID]), word_at(fields, "unit"), words_at(fields, "values"))


def _row(fields: YamlMapping) -> TableRow:
    return TableRow(
        id=word_at(fields, ID),
        when=_cells(fields.values.get("when")),
        then=_cells(fields.values["then"]),
        source=words_at(fields, SOURCE),
        span=fields.span,
    )


def _cells(node: YamlNode | None) -> tuple[Fragment, ...]:
    return () if node is None else tuple(fragment_of(scalar(one)) for one in items(node))


def _lines(table: Table, name: Word, lines: Mapping[str, ReadFile]) -> tuple[CsvRow, ...] | Diagnostic:
    """The lines of the CSV file that a table names, or why there are none."""
    wanted = f"{table.id.text}.csv"
    if name.text != wanted:
        help_ = f"write `csv: {wanted}`, and call the file so"
        message = f"`{name.text}` can't hold the rows of `{table.id.text}`"
        return Diagnostic("R265", message, name.span, "not the table's own name", help_)
    if table.id.text not in lines:
        help_ = "put it beside the table's own file"
        return Diagnostic("R265", f"there is no file `tables/{wanted}`", name.span, "isn't there", help_)
    return lines[table.id.text].lines


def _unread(file: ReadFile) -> Diagnostic:
    """R266: rows that no table asks for."""
    name = file.file.path.stem
    help_ = f"write `rows: {{csv: {name}.csv}}` in `tables/{name}.yaml`, or delete the file"
    return Diagnostic("R266", f"no table reads `{file.file.inside}`", file=file.file.name, help=help_)


class _Sheet(Struct, frozen=True):
    """The columns of a CSV file by their names."""

    table: Table
    header: CsvRow

    def faults(self) -> Iterator[Diagnostic]:
        """R262 to R264: columns that are twice there, strange, or missing."""
        first: dict[str, Fragment] = {}
        needed = [column.text for column in self._columns()]
        known = {*needed, *OWN_COLUMNS}
        for column in self._columns():
            if column.text in OWN_COLUMNS:
                label = "the CSV file needs this name for itself"
                message = f"two columns would be called `{column.text}`"
                yield Diagnostic("R262", message, column.span, label, "give it another id")
        for cell in self.header.cells:
            name = _plain(cell)
            if name in first:
                notes = (Note(first[name].whole, "first here"),)
                yield Diagnostic("R262", f"two columns are called `{name}`", cell.whole, "again", "", notes)
            elif name not in known:
                help_ = did_you_mean(name, sorted(known)) or f"there may be {_listed(known)}"
                help_ = _SEPARATED if _OTHER_SEPARATORS & set(name) else help_
                label = f"neither an input nor an output of `{self.table.id.text}`"
                yield Diagnostic("R263", f"unknown column `{name}`", cell.whole, label, help_)
            first.setdefault(name, cell)
        for name in needed:
            if name not in first:
                message = f"there is no column `{name}`"
                yield Diagnostic("R264", message, self.header.span, "the first line names the columns")

    def _columns(self) -> list[Word]:
        """The names of inputs and outputs."""
        table = self.table
        return [*(one.name for one in table.inputs), *(one.id for one in table.outputs)]

    def row(self, line: CsvRow) -> TableRow:
        """A line as a row; cells of columns that are missing are left out."""
        names = map(_plain, self.header.cells)
        cells = dict(zip(names, line.cells, strict=True))
        table = self.table
        return TableRow(
            id=_word(cells[ID]) if ID in cells and cells[ID].text else None,
            when=tuple(cells[one.name.text] for one in table.inputs if one.name.text in cells),
            then=tuple(cells[one.id.text] for one in table.outputs if one.id.text in cells),
            source=tuple(_words(cells[SOURCE])) if SOURCE in cells else NOTHING,
            span=line.span,
        )


def _plain(cell: Fragment) -> str:
    return " ".join(cell.text.split())


def _word(cell: Fragment) -> Word:
    return Word(cell.text.strip(), cell.whole)


def _words(cell: Fragment) -> Iterator[Word]:
    """The ids in a cell, with blanks between them."""
    end = 0
    for text in cell.text.split():
        start = cell.text.index(text, end)
        end = start + len(text)
        yield Word(text, cell.span(start, end))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
