"""A portfolio by the names of its files: Parquet, NDJSON or CSV, with a mapping or without."""

from collections.abc import Sequence

from engine.diagnostics import Faulty, by_place
from engine.evaluation.columns.layout import Layout
from engine.screening.mapping import Mapping
from engine.screening.mapping_by_name import named_like_facts
from engine.screening.portfolio_csv import CsvSource
from engine.screening.portfolio_files import Part, parts_of
from engine.screening.portfolio_flat import FlatSource
from engine.screening.portfolio_parquet import ParquetSource
from engine.screening.portfolio_profiles import ProfileReader
from engine.screening.portfolio_source import FilePortfolio, Reader
from engine.screening.portfolio_stretch import Source
from engine.screening.portfolio_table import TableReader
from engine.screening.portfolio_types import missing_columns


def open_portfolio(
    paths: Sequence[str],
    layout: Layout,
    *,
    mapping: Mapping | None = None,
    names: Sequence[str] | None = None,
) -> FilePortfolio:
    """The portfolio in some files.

    Args:
        paths: of files, of folders, or globs; all files of one kind, Parquet, NDJSON or CSV.
        layout: of the frames that come out; its dictionary says which facts there are.
        mapping: of columns to facts (`read_mapping`); None: NDJSON has a profile a line, and the columns of
            the others are called like facts.
        names: of the facts that get a column in the frames (`Columnar.facts`); None for all.

    Raises:
        Faulty: there is no such file, or what can be told beforehand is wrong with them (F1xx, M110 to
            M117).
    """
    return open_parts(*parts_of(paths), layout, mapping, names)


def open_parts(
    kind: str, parts: tuple[Part, ...], layout: Layout, mapping: Mapping | None, names: Sequence[str] | None
) -> FilePortfolio:
    """As `open_portfolio`, of files that have been found, all of a kind.

    Raises:
        Faulty: what can be told beforehand is wrong with them.
    """
    if kind == "NDJSON" and mapping is None:
        return FilePortfolio(parts, ProfileReader(layout, names))
    reader: Reader = table_reader(kind, parts, layout, mapping, names)
    reader.check(parts)
    return FilePortfolio(parts, reader)


def table_reader(
    kind: str, parts: tuple[Part, ...], layout: Layout, mapping: Mapping | None, names: Sequence[str] | None
) -> TableReader:
    """The reader of files that have columns.

    Raises:
        Faulty: the first of them lacks columns, or has some that are called like no fact (M110, M111).
    """
    source = _source(kind, mapping)
    first = parts[0]
    schema = source.schema(first)
    if mapping is None:
        mapping = named_like_facts(schema, layout.dictionary, first.name, source.nulls)
    missing = list(missing_columns(mapping, schema, first.name))
    if missing:
        raise Faulty(by_place(missing))
    return TableReader(source, mapping, schema, layout, names)


def _source(kind: str, mapping: Mapping | None) -> Source:
    if kind == "Parquet":
        return ParquetSource()
    return CsvSource() if mapping is None or kind == "CSV" else FlatSource(mapping)
