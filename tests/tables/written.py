"""Tables as tests write them in YAML and CSV, and their formulas over the names of `tests/feel/world.py`."""

from collections.abc import Mapping
from pathlib import Path

from engine.diagnostics import Diagnostic
from engine.feel import core
from engine.feel.parser import parse
from engine.feel.unknown import Value
from engine.feel.walk import Scope, evaluate
from engine.program.environment import output_type
from engine.program.from_tables import Lowering
from engine.program.typed_cells import typed_cells
from engine.rulebook.build_tables import tables
from engine.rulebook.cells import parse_cell
from engine.rulebook.csv_reader import rows_of
from engine.rulebook.expressions import of_table
from engine.rulebook.pack_files import PackFile
from engine.rulebook.read_file import ReadFile
from engine.rulebook.table_model import Table
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Source
from tests.feel.world import ENVIRONMENT


def read(yaml: str, csv: str | None = None) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table in a file `tables/t.yaml`, with the CSV beside it."""
    root, faults = nodes_of(Source("tables/t.yaml", yaml))
    assert root, faults
    files = [ReadFile(_file("t.yaml", "table"), b"", root, ())]
    if csv is not None:
        lines, faults = rows_of(Source("tables/t.csv", csv))
        assert not faults, faults
        files.append(ReadFile(_file("t.csv", "table_rows"), b"", None, (), lines))
    (table,), wrong = tables(files)
    return table, tuple(fault for of_file in wrong.values() for fault in of_file)


def _file(name: str, kind: str) -> PackFile:
    inside = f"tables/{name}"
    return PackFile(Path(inside), inside, inside, kind, "pack", "", "", is_ours=False)


def lowering(yaml: str, csv: str | None = None) -> Lowering:
    """A sound table with its types."""
    table, faults = read(yaml, csv)
    assert not faults
    trees = {}
    for one in of_table(table):
        cell, tested = one.fragment, one.tested
        tree, wrong = parse(cell) if tested is None else parse_cell(cell, tested)
        assert tree is not None, wrong
        trees[cell.whole] = tree
    nodes, faults = typed_cells(table, trees, ENVIRONMENT)
    assert not faults, faults
    types = {table.name_of(output): output_type(table, output) for output in table.outputs}
    return Lowering(table, nodes, trees, types)


def faults_of(yaml: str, csv: str | None = None) -> list[str]:
    """The codes of what is wrong with the types of a table."""
    table, faults = read(yaml, csv)
    assert not faults
    trees = {
        one.fragment.whole: parse(one.fragment)[0]
        if one.tested is None
        else parse_cell(one.fragment, one.tested)[0]
        for one in of_table(table)
    }
    found = typed_cells(table, {place: tree for place, tree in trees.items() if tree}, ENVIRONMENT)[1]
    return [fault.code for fault in found]


def formulas(yaml: str, csv: str | None = None) -> Mapping[str, core.Table]:
    """The formula of each output of a table, by its name in expressions."""
    made = {}
    for one in lowering(yaml, csv).measures():
        assert isinstance(one.formula, core.Table)
        made[one.id] = one.formula
    return made


def value(yaml: str, told: Mapping[str, Value]) -> Value:
    """What a table with one output comes to."""
    (formula,) = formulas(yaml).values()
    return evaluate(formula, Scope(told))
