"""A Parquet file written in pieces: each batch as a group of rows, and one footer at the end.

Each batch is encoded as a small file of its own. Its pages go behind those of the batches before, and what
its footer says of them is kept, moved to where they now stand. So nothing is encoded twice, and what has
been written is never touched again.
"""

from io import BytesIO
from typing import Final

import polars as pl

from engine.screening.output_thrift import (
    I64,
    LIST,
    STRUCT,
    Fields,
    Reader,
    head,
    integer,
    list_head,
    written,
)

MAGIC: Final = b"PAR1"
_ROWS, _GROUPS = 3, 4  # fields of the footer
_COLUMNS, _BEGIN, _ORDINAL = 1, 5, 7  # of a group of rows
_ABOUT, _INDEXES = 3, (4, 5, 6, 7)  # of a column in it: what is said of it, and where indexes stand beside it
_CHUNK_BEGIN: Final = 2
_OFFSETS: Final = (9, 10, 11)  # of its data, its index and its dictionary
_BLOOM: Final = (14, 15)


def encoded(frame: pl.DataFrame) -> bytes:
    """Rows as a small file of their own."""
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=1, row_group_size=max(1, frame.height))
    return buffer.getvalue()


def placed(data: bytes, at: int) -> tuple[bytes, bytes]:
    """Rows as they stand in a larger file.

    Args:
        data: a small file of theirs, from `encoded`.
        at: where in the larger one they begin.

    Returns:
        Their pages, and what the footer has to say of them.
    """
    footer = _footer(data)
    groups = footer[_GROUPS][1][1]
    pages = data[len(MAGIC) : _footer_begin(data)]
    return pages, b"".join(written(_moved(one, at - len(MAGIC))) for one in groups)


def end(empty: pl.DataFrame, groups: bytes, count: int, rows: int) -> bytes:
    """The footer of a file, and its last bytes.

    Args:
        empty: no rows, with the columns of the file.
        groups: what `placed` said of each piece, one after the other.
        count: how many groups of rows there are.
        rows: how many rows.
    """
    fields = _footer(encoded(empty))
    before = written({number: one for number, one in fields.items() if number < _ROWS})[:-1]
    last = max(number for number in fields if number < _ROWS)
    after = {number - _GROUPS: one for number, one in fields.items() if number > _GROUPS}
    footer = b"".join(
        [
            before,
            head(_ROWS - last, I64) + integer(rows),
            head(1, LIST) + list_head(count, STRUCT) + groups,
            written(after),  # numbers are steps, so that these go on where the groups end
        ]
    )
    return footer + len(footer).to_bytes(4, "little") + MAGIC


def _footer_begin(data: bytes) -> int:
    return len(data) - 8 - int.from_bytes(data[-8:-4], "little")


def _footer(data: bytes) -> Fields:
    return Reader(data, _footer_begin(data)).struct()


def _moved(group: Fields, by: int) -> Fields:
    """A group of rows that stands elsewhere; what isn't needed and names a place is left out."""
    kind, (of, columns) = group[_COLUMNS]
    moved = dict(group) | {_COLUMNS: (kind, (of, [_moved_column(one, by) for one in columns]))}
    moved |= {_BEGIN: (I64, group[_BEGIN][1] + by)} if _BEGIN in group else {}
    moved.pop(_ORDINAL, None)
    return moved


def _moved_column(column: Fields, by: int) -> Fields:
    moved = {number: one for number, one in column.items() if number not in _INDEXES}
    about = {number: one for number, one in column[_ABOUT][1].items() if number not in _BLOOM}
    about |= {number: (I64, about[number][1] + by) for number in _OFFSETS if number in about}
    begin = column[_CHUNK_BEGIN][1]
    return moved | {_ABOUT: (STRUCT, about), _CHUNK_BEGIN: (I64, begin + by if begin else 0)}
