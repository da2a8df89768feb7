"""A decision table as a sheet of plain texts in one language: headings, rows, what stands below.

The terminal and a Markdown page show the same sheet. Made twice, one of the two would sooner or later leave
out a row, a default, or where a row comes from.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from engine.diagnostics import printable
from engine.feel.types import ListType, NumberType, Type
from engine.phrasebook import Phrasebook
from engine.profile.value_in_words import unit_in_words
from engine.program.model import Program
from engine.program.table import Row, Table

_ZH: Final[Mapping[str, str]] = {
    "unique": "最多一行符合",
    "any": "可有多行符合，结果必须相同",
    "first": "取最先符合的一行",
    "priority": "取结果最优先的一行",
    "collect": "收集所有符合的行",
    "list": "列成清单",
    "sum": "取合计",
    "min": "取最小",
    "max": "取最大",
    "count": "数行数",
    "row": "行",
    "words": "说明",
    "sources": "依据",
    "otherwise": "其他情况",
    "join": "，",
}
_EN: Final[Mapping[str, str]] = {
    "unique": "at most one row matches",
    "any": "several rows may match, with one result",
    "first": "the first row that matches",
    "priority": "the row whose result goes first",
    "collect": "all rows that match",
    "list": "as a list",
    "sum": "their sum",
    "min": "the least",
    "max": "the greatest",
    "count": "how many",
    "row": "row",
    "words": "in words",
    "sources": "sources",
    "otherwise": "otherwise",
    "join": ", ",
}
_PHRASES: Final = Phrasebook(zh=_ZH, en=_EN)


class Sheet(Struct, frozen=True):
    """A table as texts.

    Attributes:
        title: with the id behind it.
        notes: what it is for, and which of its rows count.
        heading: of the columns: of inputs, of outputs, the row's name first, sources and words last.
        names: under the headings, what expressions call them; "" where the heading says it.
        codes: of each column, whether its cells are in the language of expressions.
        rows: the default last.
        sources: each one that a row names, with its words.
    """

    title: str
    notes: tuple[str, ...]
    heading: tuple[str, ...]
    names: tuple[str, ...]
    codes: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[str, str], ...]


def sheet_of(program: Program, name: str, language: str) -> Sheet:
    """The sheet of a table.

    Args:
        program: the checked pack.
        name: id of one of its tables.
        language: one that the pack speaks.

    Raises:
        KeyError: the pack has no such table.
    """
    tables = {one.id: one for one in program.tables}
    return _Writer(program, tables[name], language).sheet()


class _Writer(Struct, frozen=True):
    program: Program
    table: Table
    language: str

    def sheet(self) -> Sheet:
        table = self.table
        columns = [*self._columns()]
        default = [] if table.default is None else [self._default(table.default)]
        rows = [*(self._row(number, row) for number, row in enumerate(table.rows, start=1)), *default]
        in_words = any(row[-1] for row in rows)
        headings = [self._phrase("row"), *(title for title, _ in columns), self._phrase("sources")]
        kept = len(headings) + in_words
        return Sheet(
            title=self._title(),
            notes=tuple(filter(None, (self._said("tables", table.id, "text"), self._policy()))),
            heading=(*headings, self._phrase("words"))[:kept],
            names=("", *(name for _, name in columns), "", "")[:kept],
            codes=(False, *(True for _ in columns), False, False)[:kept],
            rows=tuple(tuple(row[:kept]) for row in rows),
            sources=tuple(self._sources()),
        )

    def _title(self) -> str:
        title = self._said("tables", self.table.id, "title")
        return f"{title} ({self.table.id})" if title else self.table.id

    def _policy(self) -> str:
        """Which rows count, and what is made of them."""
        how = [one for one in (self.table.policy, self.table.aggregation) if one]
        said = self._phrase("join").join(map(self._phrase, how))
        return f"{' '.join(how)}: {said}"

    def _columns(self) -> Iterator[tuple[str, str]]:
        """Heading and name of each input and output."""
        for column in self.table.inputs:
            title = self._title_of(column.text) or column.name
            yield title, "" if title == column.text else column.text
        for column in self.table.outputs:
            section = "tables" if len(self.table.outputs) == 1 else "outputs"
            title = self._said(section, column.text, "title") or column.name
            yield (
                f"-> {title}{_unit(column.type, self.language)}",
                "" if title == column.text else column.text,
            )

    def _title_of(self, name: str) -> str:
        """What people call a fact, a measure, another table's output or a parameter; "" for a formula."""
        fact = next((one for one in self.program.dictionary.facts if one.name == name), None)
        if fact is not None and self.language in fact.words:
            return fact.title(self.language)
        bare = name.removeprefix("parameter.")
        found = (
            self._said(section, bare, "title") for section in ("measures", "parameters", "tables", "outputs")
        )
        return next(filter(None, found), "")

    def _row(self, number: int, row: Row) -> list[str]:
        name = f"{number} {row.id}" if row.id else str(number)
        words = self._said("rows", f"{self.table.id}.{row.id}", "text")
        return [name, *map(printable, (*row.when, *row.then)), ", ".join(row.source), words]

    def _default(self, row: Row) -> list[str]:
        blank = ["" for _ in self.table.inputs]
        return [self._phrase("otherwise"), *blank, *map(printable, row.then), ", ".join(row.source), ""]

    def _sources(self) -> Iterator[tuple[str, str]]:
        rows: Iterable[Row] = (*self.table.rows, *([self.table.default] if self.table.default else []))
        for name in dict.fromkeys(source for row in rows for source in row.source):
            yield name, printable(self.program.sources[name].words.get(self.language, ""))

    def _said(self, section: str, name: str, key: str) -> str:
        """A text of the pack on one line, its placeholders in braces; "" where there is none."""
        text = self.program.words[self.language].get(("", section, name, key), ())
        parts = (part if isinstance(part, str) else f"{{{part.name}}}" for part in text)
        return printable(" ".join("".join(parts).split()))

    def _phrase(self, name: str) -> str:
        return _PHRASES.in_(self.language)[name]


def _unit(kind: Type, language: str) -> str:
    """The unit in brackets; nothing for a ratio, and for what isn't a number."""
    inner = kind.element if isinstance(kind, ListType) else kind
    unit = inner.unit if isinstance(inner, NumberType) else None
    return f" ({unit_in_words(unit, language)})" if unit and unit.powers else ""
