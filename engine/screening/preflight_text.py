"""The preflight as text for a terminal."""

from collections.abc import Iterator

from engine.diagnostics import printable
from engine.said import counted
from engine.screening.preflight import ColumnSeen, Preflight


def to_text(found: Preflight) -> str:
    """What a portfolio was taken for, a block for each column, what looks odd marked with `!`."""
    return (
        "\n".join([*_head(found), *(line for one in found.columns for line in _column(one)), *_rest(found)])
        + "\n"
    )


def _head(found: Preflight) -> Iterator[str]:
    more = f" and {counted(found.files - 1, 'other file')}" if found.files > 1 else ""
    yield f"{printable(found.file)}{more}: {found.rows:,} rows looked at, {found.refused:,} can't be read"
    if found.without_id:
        yield f"  ! rows without an id of their own, called `file:row`: {found.without_id:,}"
    if found.repeated_ids:
        yield f"  ! ids that stand in more than one row: {printable(', '.join(found.repeated_ids))}"
    yield ""


def _column(one: ColumnSeen) -> Iterator[str]:
    unit = f", {one.unit}{'' if one.said else ' (inferred)'}" if one.unit else ""
    name = "" if one.column == one.fact else f"{printable(one.column)} → "
    yield f"{name}{one.fact}: {one.type}{unit}; {one.nulls:,} not told" + (
        f", {one.unread:,} not certain or not readable" if one.unread else ""
    )
    if one.seen.least:
        yield f"    from {one.seen.least} to {one.seen.most}, half of them up to {one.seen.median}"
    if one.seen.samples:
        yield f"    {printable(', '.join(one.seen.samples))}"
    yield from (f"  ! {warning}" for warning in one.warnings)


def _rest(found: Preflight) -> Iterator[str]:
    if found.unused:
        yield ""
        yield f"Columns that nothing is taken from: {printable(', '.join(found.unused))}"
    for one in found.rejected:
        yield ""
        where = f"{printable(one.file)}:{one.row}"
        yield f"{where} can't be read [{one.code}] {printable(one.column)}: {one.reason}"
        if one.help:
            yield f"    {one.help}"
    for number, profile in enumerate(found.profiles, 1):
        yield ""
        yield f"Row {number} as a profile:"
        yield profile
